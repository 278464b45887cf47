"""Rows -> a map: circles as wide as the place is vague, countries shaded where only the country is known."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from detente.show.basemap import Country, countries, country_name
from detente.show.highlight import clean
from detente.show.projection import EARTH_KM, Point, Projection, azimuthal, centre_of, clip, equal_earth
from detente.show.rows import Row
from detente.types import Place

WIDTH, HEIGHT = 1000.0, 560.0
LEAST_ANGLE = 7.0  #: degrees shown around a single place
WORLD_ANGLE = 55.0  #: beyond this, the whole world is shown
Box = tuple[float, float, float, float]  #: left, top, right, bottom
DOT = 11.0  #: radius of the numbered dot


@dataclass(frozen=True, slots=True)
class Shape:
    """One country's outline."""

    code: str
    name: str
    path: str  #: SVG path data
    shaded: bool  #: an event is placed in it, no more being known
    involved: bool  #: it is an actor or recipient
    label: Point | None  #: where to write its name


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its events."""

    name: str
    country: str
    x: float  #: where it is drawn
    y: float
    true_x: float  #: where it lies; differs where dots had to be moved apart
    true_y: float
    radius: float  #: of the place itself, in units of the drawing
    rows: tuple[Row, ...]
    label_x: float
    label_y: float
    anchor: str  #: "start" | "end" | "middle"
    radius_km: float


@dataclass(frozen=True, slots=True)
class Wide:
    """A country to which events are placed and no closer."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The whole map."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...]
    wide: tuple[Wide, ...]
    unplaced: int


def make_atlas(rows: Sequence[Row]) -> Atlas | None:
    """The map; None where no event has a place."""
    spots: dict[tuple[str, str], list[Row]] = defaultdict(list)
    wide: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        place = row.event.place
        if place and place.feature == "country":
            wide[place.country or place.name].append(row)
        elif place and place.lat is not None and place.lon is not None:
            spots[place.name, place.country or ""].append(row)
    if not spots and not wide:
        return None
    hatched = [(known.lon, known.lat) for code in wide if (known := countries().get(code))]
    project, scale, (dx, dy), height = fit(focus([r[0].event.place for r in spots.values()], wide), hatched)
    involved = {a.country for row in rows for a in (*row.event.actors, *row.event.recipients) if a.country}

    def position(lon: float, lat: float) -> Point:
        x, y = project(lon, lat)
        return x * scale + dx, y * scale + dy

    found = apart(sorted((make_spot(group, position, scale) for group in spots.values()), key=lambda s: -s.radius))
    named, taken = place_labels(found)
    placed = sum(map(len, (*spots.values(), *wide.values())))
    return Atlas(
        WIDTH, height,
        shapes=tuple(make_shapes(position, set(wide), involved, taken)),
        spots=tuple(named),
        wide=tuple(Wide(country_name(code), tuple(group)) for code, group in sorted(wide.items())),
        unplaced=len(rows) - placed,
    )  # fmt: skip


def focus(places: Iterable[Place | None], wide: Iterable[str]) -> list[Point]:
    """(lon, lat) of all that must be in view."""
    points = [(p.lon, p.lat) for p in places if p and p.lon is not None and p.lat is not None]
    if points:
        return points
    known = countries()
    return [(known[code].lon, known[code].lat) for code in wide if code in known] or [(0.0, 0.0)]


def fit(points: Sequence[Point], hatched: Sequence[Point] = ()) -> tuple[Projection, float, Point, float]:
    """A projection with scale and shift that brings the points into the frame with room around them, and its height.

    Args:
        points: (lon, lat) of what must be in view.
        hatched: middles of countries that should be in view where the map is one of the world.
    """
    (lon, lat), angle = centre_of(points)
    if angle > WORLD_ANGLE:
        corners, project, margin = world_corners([*points, *hatched]), equal_earth(), 0.0
    else:
        corners, project = list(points), azimuthal(lon, lat)
        margin = math.radians(max(LEAST_ANGLE, angle * 0.25))
    plane = [project(*corner) for corner in corners]
    left, right = min(x for x, _ in plane) - margin, max(x for x, _ in plane) + margin
    top, bottom = min(y for _, y in plane) - margin, max(y for _, y in plane) + margin
    scale = min(WIDTH / (right - left), HEIGHT / (bottom - top))
    height = min(HEIGHT, max(HEIGHT * 0.66, (bottom - top) * scale))
    shift = (WIDTH / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2)
    return project, scale, shift, height


def world_corners(points: Sequence[Point]) -> list[Point]:
    """The edges of the part of the world that matters: empty oceans and continents are left off."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    west, east = max(-170.0, min(lons) - 30), min(190.0, max(lons) + 35)
    return [(west, 0.0), (east, 0.0), (0.0, max(-57.0, min(lats) - 14)), (0.0, min(80.0, max(lats) + 14))]


def make_shapes(position: Projection, shaded: set[str], involved: set[str], taken: Sequence[Box]) -> Iterable[Shape]:
    """The countries in view; those that matter get their name where it covers nothing."""
    for country in countries().values():
        if path := outline(country, position):
            x, y = position(country.lon, country.lat)
            half = len(country.name) * 4.8
            box = (x - half, y - 12, x + half, y + 4)
            inside = half < x < WIDTH - half and 20 < y < HEIGHT - 20
            free = inside and not any(overlap(box, other) for other in taken)
            marked = country.code in shaded or country.code in involved
            yield Shape(
                country.code, country.name, path, country.code in shaded, country.code in involved,
                (x, y) if free and marked else None,
            )  # fmt: skip


def outline(country: Country, position: Projection) -> str:
    """SVG path of the part of a country that is in view; empty if none is."""
    parts = []
    for ring in country.rings:
        plane = [spot for point in ring if math.isfinite((spot := position(*point))[0])]
        if len(plane) < 3:
            continue
        xs, ys = [x for x, _ in plane], [y for _, y in plane]
        if max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > HEIGHT:
            continue
        if max(xs) - min(xs) < 1 and max(ys) - min(ys) < 1:
            continue
        inside = clip(plane, -8, -8, WIDTH + 8, HEIGHT + 8)
        if len(inside) > 2:
            parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in thinned(inside)) + "Z")
    return "".join(parts)


def thinned(points: Sequence[Point]) -> list[Point]:
    """The points without those that fall on the same pixel as the one before."""
    kept = [points[0]]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 1.4:
            kept.append(point)
    return kept


def make_spot(rows: Sequence[Row], position: Projection, scale: float) -> Spot:
    """One place; its events keep the order of the page."""
    place = rows[0].event.place
    assert place is not None
    x, y = position(place.lon or 0.0, place.lat or 0.0)
    radius_km = place.radius_km or 0.0
    name = country_name(place.country) if place.country else ""
    return Spot(
        clean(place.name), "" if name == place.name else name, x, y, x, y, radius_km / EARTH_KM * scale, tuple(rows),
        0.0, 0.0, "start", radius_km,
    )  # fmt: skip


def apart(spots: Sequence[Spot]) -> list[Spot]:
    """The spots with their dots moved until they do not cover each other; where they truly lie is kept."""
    places = [[spot.x, spot.y] for spot in spots]
    for _ in range(40):
        moved = False
        for i, here in enumerate(places):
            for j in range(i):
                there = places[j]
                dx, dy = here[0] - there[0], here[1] - there[1]
                gap = math.hypot(dx, dy)
                if gap < DOT * 2 + 1:
                    moved, push = True, (DOT * 2 + 1.5 - gap) / 2
                    dx, dy = (dx / gap, dy / gap) if gap else (1.0, 0.0)
                    here[0], here[1] = here[0] + dx * push, here[1] + dy * push
                    there[0], there[1] = there[0] - dx * push, there[1] - dy * push
        if not moved:
            break
    return [replace(spot, x=x, y=y) for spot, (x, y) in zip(spots, places, strict=True)]


def place_labels(spots: Sequence[Spot]) -> tuple[list[Spot], list[Box]]:
    """The spots with their names where they cover no dot and no other name, if such a place can be found.

    Also gives the boxes that dots and names take up.
    """
    taken: list[Box] = [(s.x - DOT, s.y - DOT, s.x + DOT, s.y + DOT) for s in spots]
    named = []
    for spot in spots:
        length, away = len(spot.name) * 9.8, DOT + 6
        options = (
            (spot.x + away, spot.y + 5, "start", spot.x + away),
            (spot.x - away, spot.y + 5, "end", spot.x - away - length),
            (spot.x, spot.y - away, "middle", spot.x - length / 2),
            (spot.x, spot.y + away + 9, "middle", spot.x - length / 2),
        )
        boxes = [(left, y - 13, left + length, y + 4) for _, y, _, left in options]
        free = [not any(overlap(box, other) for other in taken) and box[0] > 0 and box[2] < WIDTH for box in boxes]
        best = free.index(True) if True in free else 0
        taken.append(boxes[best])
        x, y, anchor, _ = options[best]
        named.append(replace(spot, label_x=x, label_y=y, anchor=anchor))
    return named, taken


def overlap(a: Box, b: Box) -> bool:
    """Two boxes share some area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
