"""Longitude and latitude -> plane, for the map of the brief."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Point = tuple[float, float]
Projection = Callable[[float, float], Point]
EARTH_KM = 6371.0
FARTHEST = math.cos(math.radians(125))


def azimuthal(lon: float, lat: float) -> Projection:
    """Lambert's azimuthal equal-area projection about a centre: true sizes, good for a region up to a continent.

    J. P. Snyder, "Map Projections: A Working Manual", 1987, equations 24-2 to 24-4. Units: radians of the globe, y
    down. Points more than 125 degrees away are infinite: near the antipode an outline would turn inside out.
    """
    centre, sin0, cos0 = math.radians(lon), math.sin(math.radians(lat)), math.cos(math.radians(lat))

    def project(lon: float, lat: float) -> Point:
        turn, phi = math.radians(lon) - centre, math.radians(lat)
        sin1, cos1 = math.sin(phi), math.cos(phi)
        nearness = sin0 * sin1 + cos0 * cos1 * math.cos(turn)
        if nearness < FARTHEST:
            return math.inf, math.inf
        scale = math.sqrt(2 / (1 + nearness))
        return scale * cos1 * math.sin(turn), -scale * (cos0 * sin1 - sin0 * cos1 * math.cos(turn))

    return project


def equal_earth() -> Projection:
    """The Equal Earth projection of the whole world.

    B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", 2018. Units: radians of the globe, y down.
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796

    def project(lon: float, lat: float) -> Point:
        t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
        slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
        x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(t) / (3 * slope)
        return x, -(a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t)

    return project


def centre_of(points: Sequence[Point]) -> tuple[Point, float]:
    """The middle of points on the globe, and the angle in degrees to the farthest of them."""
    vectors = [unit_vector(*point) for point in points]
    x, y, z = (sum(v[axis] for v in vectors) for axis in range(3))
    lon, lat = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    middle = unit_vector(lon, lat)
    nearest = min(sum(a * b for a, b in zip(middle, v, strict=True)) for v in vectors)
    return (lon, lat), math.degrees(math.acos(max(-1.0, min(1.0, nearest))))


def unit_vector(lon: float, lat: float) -> tuple[float, float, float]:
    """The point on a globe of radius 1."""
    turn, phi = math.radians(lon), math.radians(lat)
    return math.cos(phi) * math.cos(turn), math.cos(phi) * math.sin(turn), math.sin(phi)


def clip(ring: Sequence[Point], left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The part of a ring inside a rectangle.

    I. E. Sutherland, G. W. Hodgman, "Reentrant polygon clipping", 1974.
    """
    points = list(ring)
    for axis, limit, keep_less in ((0, left, False), (0, right, True), (1, top, False), (1, bottom, True)):
        points = _clip_edge(points, axis, limit, keep_less=keep_less)
    return points


def _clip_edge(points: list[Point], axis: int, limit: float, *, keep_less: bool) -> list[Point]:
    out: list[Point] = []
    for i, here in enumerate(points):
        before = points[i - 1]
        inside, was_inside = ((p[axis] <= limit) == keep_less or p[axis] == limit for p in (here, before))
        if inside != was_inside:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            out.append((limit, other) if axis == 0 else (other, limit))
        if inside:
            out.append(here)
    return out
