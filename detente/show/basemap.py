"""Country outlines and names, for the map and for plain words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from detente.show.words import INTERNATIONAL

UNIT = 0.05  #: degrees a step in the table; written by scripts/build_basemap.py
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Country:
    """One country's outline."""

    code: str  #: ISO 3166 alpha-3, or KOS
    name: str
    lon: float  #: of a point well inside
    lat: float
    rings: tuple[Ring, ...]  #: (lon, lat) in degrees, the largest first; east of 180 runs on, so that nothing jumps


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """All countries by code."""
    lines = files("detente.show").joinpath("data/basemap.tsv").read_text("utf-8").splitlines()
    return {country.code: country for country in map(_country, lines[1:])}


def _country(line: str) -> Country:
    code, name, lon, lat, rings = line.split("\t")
    return Country(code, name, float(lon), float(lat), tuple(_ring(text) for text in rings.split(";")))


def _ring(text: str) -> Ring:
    numbers = [int(number) for number in text.split()]
    x = y = 0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * UNIT, y * UNIT))
    return tuple(points)


def country_name(code: str) -> str:
    """The country in English; PLOVER's international codes in words; an unknown code as it is."""
    known = countries().get(code)
    return known.name if known else INTERNATIONAL.get(code, code)
