"""Build detente/show/data/basemap.tsv: simplified country outlines from Natural Earth, for the map of the brief.

Needs the network once, and pycountry for the alpha-3 codes:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install pycountry
    python scripts/build_basemap.py package/countries-50m.json detente/show/data/basemap.tsv

One line a country: code, name, longitude and latitude of a point well inside, rings. A ring is "x y dx dy dx dy ..." in
steps of `UNIT` degrees east and north, first point absolute, the others relative; rings are separated by ";".
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import json
import math
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]
UNIT = 0.05  # degrees; 5 km, under a pixel on a map of a continent
MIN_TRIANGLE = 0.011  # square degrees: points that change the outline by less go (0.011 keeps the file under 120 kB)
MIN_RING = 0.06  # square degrees: smaller islands go, except where they are all that a country has

#: Natural Earth has no ISO number for these; PLOVER codes Kosovo KOS.
UNNUMBERED = {"Kosovo": ("KOS", "Kosovo"), "N. Cyprus": ("CYP", "Cyprus"), "Somaliland": ("SOM", "Somalia")}
SPELLED_OUT = {
    "Antigua and Barb.": "Antigua and Barbuda",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "Central African Rep.": "Central African Republic",
    "Congo": "Republic of the Congo",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "French Southern Territories",
    "Heard I. and McDonald Is.": "Heard Island and McDonald Islands",
    "Macedonia": "North Macedonia",
    "N. Mariana Is.": "Northern Mariana Islands",
    "S. Geo. and the Is.": "South Georgia and the South Sandwich Islands",
    "S. Sudan": "South Sudan",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Pierre and Miquelon": "Saint Pierre and Miquelon",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "Swaziland": "Eswatini",
    "W. Sahara": "Western Sahara",
    "eSwatini": "Eswatini",
    "United States of America": "United States",
}


def main() -> None:
    """Read the TopoJSON, write the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("topojson", type=Path)
    options.add_argument("output", type=Path)
    given = options.parse_args()
    topology = json.loads(given.topojson.read_text("utf-8"))
    arcs = [simplify(arc) for arc in decode(topology)]
    countries: dict[str, tuple[str, list[list[Point]]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if (code := code_of(geometry)) is None:
            continue
        iso3, name = code
        rings = [join(ring, arcs) for polygon in polygons_of(geometry) for ring in polygon]
        known = countries.get(iso3)
        # Somaliland and northern Cyprus come as polygons of their own: same fill, no name of their own.
        countries[iso3] = (name, rings) if known is None else (known[0], known[1] + rings)
    rows = [line_of(iso3, name, rings) for iso3, (name, rings) in sorted(countries.items())]
    given.output.write_text("\n".join(["iso3\tname\tlon\tlat\trings", *rows]) + "\n", "utf-8")
    print(f"{given.output}: {len(rows)} countries, {given.output.stat().st_size} bytes")


def code_of(geometry: dict[str, Any]) -> tuple[str, str] | None:
    """(alpha-3 code, name in full); None for what is no country: Antarctica, reefs, a glacier."""
    name = geometry["properties"]["name"]
    if name in UNNUMBERED:
        return UNNUMBERED[name]
    country = pycountry.countries.get(numeric=geometry.get("id") or "")
    if country is None or country.alpha_3 == "ATA" or name == "Ashmore and Cartier Is.":
        return None
    name = SPELLED_OUT.get(name, name)
    return country.alpha_3, name.replace(" Is.", " Islands")


def decode(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees. TopoJSON stores them as quantised differences."""
    (scale_x, scale_y), (base_x, base_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + base_x, y * scale_y + base_y))
        arcs.append(points)
    return arcs


def simplify(arc: list[Point]) -> list[Point]:
    """The arc with fewer points, ends kept, so that neighbours still share their border.

    Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", 1993.
    """
    size = len(arc)
    before, after, alive = list(range(-1, size - 1)), list(range(1, size + 1)), [True] * size
    least = 4 if arc[0] == arc[-1] else 2
    heap = [(area(arc, i - 1, i, i + 1), i) for i in range(1, size - 1)]
    heapq.heapify(heap)
    left = size
    while heap and left > least:
        found, i = heapq.heappop(heap)
        if not alive[i] or found != area(arc, before[i], i, after[i]):
            continue
        if found >= MIN_TRIANGLE:
            break
        alive[i], left = False, left - 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < size - 1:
                heapq.heappush(heap, (area(arc, before[j], j, after[j]), j))
    return [(round(x / UNIT), round(y / UNIT)) for (x, y), kept in zip(arc, alive, strict=True) if kept]


def area(arc: list[Point], a: int, b: int, c: int) -> float:
    """Area of the triangle of three points, in square degrees at the equator's scale."""
    (ax, ay), (bx, by), (cx, cy) = arc[a], arc[b], arc[c]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * math.cos(math.radians(by))


def polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Polygons, each a list of rings, each a list of arc numbers."""
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else list(geometry["arcs"])


def join(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One closed ring in steps of `UNIT`, without its repeated last point. A negative number is an arc backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[:-1]
    return unwrap([point for i, point in enumerate(points) if i == 0 or point != points[i - 1]])


def unwrap(ring: list[Point]) -> list[Point]:
    """The ring without a jump at the 180th meridian: Russia runs from 27 to 190 degrees east."""
    turn, shift, previous = 360 / UNIT, 0.0, ring[0][0]
    points = []
    for x, y in ring:
        if abs(x + shift - previous) > turn / 2:
            shift += turn if x + shift < previous else -turn
        previous = x + shift
        points.append((previous, y))
    back = -turn if min(x for x, _ in points) * UNIT > 180 else turn if max(x for x, _ in points) * UNIT < -180 else 0
    return [(x + back, y) for x, y in points]


def ring_area(ring: list[Point]) -> float:
    """Size of a ring in square degrees."""
    total = sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True))
    return abs(total) / 2 * UNIT * UNIT * math.cos(math.radians(ring[0][1] * UNIT))


def line_of(iso3: str, name: str, rings: list[list[Point]]) -> str:
    """One line of the table, largest ring first."""
    ordered = sorted((ring for ring in rings if len(ring) > 2), key=ring_area, reverse=True)
    kept = [ring for ring in ordered if ring_area(ring) >= MIN_RING] or ordered[:1] or rings[:1]
    lon, lat = middle(kept[0])
    text = ";".join(" ".join(relative(ring)) for ring in kept)
    return f"{iso3}\t{name}\t{lon:.2f}\t{lat:.2f}\t{text}"


def middle(ring: list[Point]) -> Point:
    """A point inside: the middle of the widest stretch among nine parallels, the inner ones preferred."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best, width = (sum(x for x, _ in ring) / len(ring), (low + high) / 2), 0.0
    for step in range(1, 10):
        y = low + (high - low) * step / 10 + 0.01
        edges = zip(ring, ring[1:] + ring[:1], strict=True)
        cuts = sorted(x + (u - x) * (y - v) / (w - v) for (x, v), (u, w) in edges if (v > y) != (w > y))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            score = (right - left) * (1 - 0.15 * abs(step - 5))
            if score > width:
                best, width = ((left + right) / 2, y), score
    return best[0] * UNIT, best[1] * UNIT


def relative(ring: list[Point]) -> list[str]:
    """The numbers of a ring: first point absolute, then differences."""
    numbers = [str(int(value)) for value in ring[0]]
    for (x, y), (u, v) in itertools.pairwise(ring):
        numbers += [str(int(u - x)), str(int(v - y))]
    return numbers


if __name__ == "__main__":
    main()
