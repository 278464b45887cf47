"""Who dealt with whom how often, and cooperation against conflict over time."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from detente.show import words
from detente.show.axis import LEAST, core
from detente.show.basemap import country_name
from detente.show.rows import Row

#: Up from the middle line and down from it; the first of each stands next to the line.
UP = ("verbal cooperation", "material cooperation")
DOWN = ("verbal conflict", "material conflict")
MOST_PAIRS = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """Two countries and the events between them, in either direction."""

    names: tuple[str, str]
    total: int
    there: int  #: from the first to the second
    back: int
    mutual: int  #: of both together
    groups: tuple[tuple[words.Group, int], ...]  #: only those with events


@dataclass(frozen=True, slots=True)
class Bar:
    """Part of one period's column. Positions in units of the drawing."""

    quad_class: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Period:
    """One column."""

    label: str
    short: str  #: under the column; empty where labels would collide
    middle: float
    counts: tuple[int, ...]  #: in the order of UP + DOWN
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The chart."""

    width: float
    height: float
    zero: float  #: y of the middle line
    unit: str  #: "year", "quarter", "month"
    periods: tuple[Period, ...]
    lines: tuple[tuple[float, int], ...]  #: (y, value) of the grid
    earlier: int  #: events long before the rest, left out


def make_pairs(rows: Sequence[Row]) -> tuple[tuple[Pair, ...], int]:
    """The pairs of countries with the most events, background left out, and how many more there are."""
    found: dict[tuple[str, str], list[tuple[str, Row]]] = defaultdict(list)
    for row in rows:
        if row.event.historical:
            continue
        sides = product(
            {a.country for a in row.event.actors if a.country}, {a.country for a in row.event.recipients if a.country}
        )
        ways: dict[tuple[str, str], str] = {}
        for actor, recipient in sides:
            if actor != recipient:
                key = (actor, recipient) if country_name(actor) < country_name(recipient) else (recipient, actor)
                way = "mutual" if row.both_ways or key in ways else "there" if key[0] == actor else "back"
                ways[key] = way
        for key, way in ways.items():  # an event counts once for a pair, though both stand on both sides
            found[key].append((way, row))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_pair(key, rows) for key, rows in ranked[:MOST_PAIRS]), max(0, len(ranked) - MOST_PAIRS)


def _pair(key: tuple[str, str], rows: Sequence[tuple[str, Row]]) -> Pair:
    ways = Counter(way for way, _ in rows)
    groups = Counter(row.group.key for _, row in rows)
    return Pair(
        names=(country_name(key[0]), country_name(key[1])), total=len(rows),
        there=ways["there"], back=ways["back"], mutual=ways["mutual"],
        groups=tuple((group, groups[group.key]) for group in words.GROUPS if groups[group.key]),
    )  # fmt: skip


def period_of(date: dt.date, unit: str) -> int:
    """Number of the period: years, quarters or months since year 0."""
    return {
        "decade": date.year // 10, "year": date.year, "quarter": date.year * 4 + (date.month - 1) // 3,
    }.get(unit, date.year * 12 + date.month - 1)  # fmt: skip


def period_label(number: int, unit: str) -> str:
    """ "2023", "Q3 2023", "Sept 2023"."""
    if unit == "decade":
        return f"{number}0s"
    if unit == "year":
        return str(number)
    if unit == "quarter":
        return f"Q{number % 4 + 1} {number // 4}"
    return f"{words.MONTHS[number % 12]} {number // 12}"


def make_series(rows: Sequence[Row], *, wide: bool) -> Series | None:
    """Cooperation and conflict that happened, by period; None where fewer than two periods have any.

    Events told with an interval longer than a period are left out: no one knows in which period to count them.
    """
    counted = [row for row in rows if row.group.key == "happened" and not row.event.historical]
    dated = [(row.first, row.last, row.quad_class) for row in counted if row.first and row.last]
    if not dated:
        return None
    begin = _begin(sorted(first.toordinal() for first, _, _ in dated))
    earlier = sum(first < begin for first, _, _ in dated)
    dated = [(first, last, quad_class) for first, last, quad_class in dated if first >= begin]
    days = (max(last for _, last, _ in dated) - begin).days
    unit = "month" if days <= 550 else "quarter" if days <= 1500 else "year" if days <= 14600 else "decade"
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for first, last, quad_class in dated:
        if period_of(first, unit) == period_of(last, unit):
            found[period_of(first, unit)][quad_class] += 1
    if len(found) < 2:
        return None
    numbers = range(min(found), max(found) + 1)
    size = (640.0, 200.0) if wide else (380.0, 190.0)
    return _draw([(number, found[number]) for number in numbers], unit, earlier, *size)


def _begin(days: Sequence[int]) -> dt.date:
    """Where the columns begin: a few events long before the rest would leave most of them empty."""
    bulk = core(days)
    return dt.date.fromordinal(bulk if bulk - days[0] > LEAST else days[0])


def _round(value: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that is not below `value`."""
    step = 1
    while step < value:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _draw(columns: Sequence[tuple[int, Counter[str]]], unit: str, earlier: int, width: float, height: float) -> Series:
    """Columns from the middle line, one unit high a event."""
    left, top, bottom = 26.0, 12.0, height - 26
    up = max(1, *(sum(counts[name] for name in UP) for _, counts in columns))
    down = max(1, *(sum(counts[name] for name in DOWN) for _, counts in columns))
    scale = (bottom - top) / (up + down)
    zero = top + up * scale
    step = (width - left) / len(columns)
    every = max(1, round(0.5 + 46 / step))
    periods = []
    for place, (number, counts) in enumerate(columns):
        x, thick = left + place * step + step * 0.18, step * 0.64
        bars, y_up, y_down = [], zero, zero
        for name in UP:
            if counts[name]:
                y_up -= counts[name] * scale
                bars.append(Bar(name, counts[name], x, y_up, thick, counts[name] * scale))
        for name in DOWN:
            if counts[name]:
                bars.append(Bar(name, counts[name], x, y_down, thick, counts[name] * scale))
                y_down += counts[name] * scale
        label = period_label(number, unit)
        short = label if place % every == 0 else ""
        numbers = tuple(counts[name] for name in (*UP, *DOWN))
        periods.append(Period(label, short, x + thick / 2, numbers, tuple(bars)))
    grid = _round((up + down) / 6)
    values = [value for value in range(-down, up + 1) if value % grid == 0]
    lines = tuple((zero - value * scale, abs(value)) for value in values)
    return Series(width, height, zero, unit, tuple(periods), lines, earlier)
