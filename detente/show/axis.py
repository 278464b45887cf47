"""A time axis: days -> horizontal positions, with a compressed stretch for the background, and its ticks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from detente.show.words import MONTHS

#: Tick steps in months; days below one month. The first that leaves room for its labels is taken.
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
DAY_STEPS = (1, 2, 7, 14)
SHARE = 0.17  #: of the width for what lies long before the rest
FEW = 0.15  #: of the current dates may lie there
LEAST = 60  #: days; an axis is never broken for less


@dataclass(frozen=True, slots=True)
class Stretch:
    """A linear part of the axis."""

    first: int  #: proleptic day number, as date.toordinal
    last: int
    left: float  #: position of `first`
    right: float

    def x(self, ordinal: float) -> float:
        """Position of a day, held inside the stretch."""
        share = (ordinal - self.first) / max(1, self.last - self.first)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled line."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One or two stretches; two where the background lies far before the rest."""

    main: Stretch
    past: Stretch | None

    def x(self, date: dt.date) -> float:
        """Position of a date."""
        ordinal = date.toordinal()
        return self.past.x(ordinal) if self.past and ordinal < self.main.first else self.main.x(ordinal)

    def ticks(self) -> tuple[Tick, ...]:
        """All ticks from left to right."""
        return (*(stretch_ticks(self.past) if self.past else ()), *stretch_ticks(self.main))


def make_axis(current: Sequence[dt.date], past: Sequence[dt.date], left: float, right: float) -> Axis:
    """The axis for the dates of current events and of the background.

    Background dates, and a few current ones that lie far before the rest, get a stretch of their own at the left when
    they begin long before: more than a quarter of the remaining span and sixty days. Otherwise one linear axis serves.
    """
    dates = sorted(date.toordinal() for date in current or past)
    everything = [date.toordinal() for date in (*past, *current)]
    earliest, latest = min(everything), max(everything)
    first = core(dates)
    if not current or first - earliest <= max(LEAST, (latest - first) / 4):
        first, last = padded(earliest, latest)
        return Axis(Stretch(first, last, left, right), None)
    first, last = padded(first, latest)
    middle = left + (right - left) * SHARE
    begin, _ = padded(earliest, first)
    return Axis(Stretch(first, last, middle + 14, right), Stretch(begin, first, left, middle - 14))


def core(dates: Sequence[int]) -> int:
    """The day at which the bulk of the dates begins: a few old ones must not squeeze the rest.

    At most `FEW` of them are left before it, at the gap that is widest for what follows, and only where what follows
    would fill less than four fifths of a linear axis.

    Args:
        dates: sorted day numbers, at least one.
    """
    last = dates[-1]
    gaps = [
        ((dates[i] - dates[i - 1]) / max(1, last - dates[i]), dates[i])
        for i in range(1, int(len(dates) * FEW) + 1)
        if last - dates[i] < 0.8 * (last - dates[0])
    ]
    return max(gaps, default=(0.0, dates[0]))[1]


def padded(first: int, last: int) -> tuple[int, int]:
    """The interval with a margin, so that marks do not stand on the edge."""
    margin = max(2, round((last - first) * 0.03))
    return max(1, first - margin), min(dt.date.max.toordinal(), last + margin)


def stretch_ticks(stretch: Stretch, room: float = 62) -> tuple[Tick, ...]:
    """Ticks at round dates, at least `room` apart.

    Args:
        stretch: what to divide.
        room: the least distance between two labels.
    """
    width, days = stretch.right - stretch.left, stretch.last - stretch.first
    if (step := next((s for s in DAY_STEPS if days / s <= width / room and days <= 60), None)) is not None:
        first, count = dt.date.fromordinal(stretch.first), range(0, days + 1, step)
        found = [first + dt.timedelta(days=day) for day in count]
        return tuple(Tick(stretch.x(d.toordinal()), f"{d.day} {MONTHS[d.month - 1]}") for d in found)
    months = next((s for s in STEPS if days / 30.44 / s <= width / room), STEPS[-1])
    ticks = []
    begin, end = dt.date.fromordinal(stretch.first), dt.date.fromordinal(stretch.last)
    number = -(-(begin.year * 12 + begin.month - 1) // months) * months
    while number // 12 <= end.year and number // 12 < dt.MAXYEAR:
        date = dt.date(max(1, number // 12), number % 12 + 1, 1)
        if begin <= date <= end:
            label = str(date.year) if date.month == 1 else MONTHS[date.month - 1]
            ticks.append(Tick(stretch.x(date.toordinal()), label))
        number += months
    return tuple(ticks)
