"""Intervals of days and the arithmetic on them."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from dateutil.relativedelta import relativedelta

#: From fine to coarse; an anchor serves a unit that is not finer than itself.
PRECISIONS = ("day", "week", "month", "quarter", "year", "decade", "vague")

#: Months in each part of a year, days in each part of a month, and so on: early, middle, late as thirds.
_MONTHS = {"quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, inclusive; None = open, and both None = not resolved."""

    start: dt.date | None
    end: dt.date | None
    precision: str
    why: str

    @property
    def bounded(self) -> bool:
        """Both ends are known."""
        return self.start is not None and self.end is not None


def unresolved(precision: str, why: str = "no publication date") -> Interval:
    """An expression that was understood but cannot be placed."""
    return Interval(None, None, precision, why)


def day(date: dt.date, why: str) -> Interval:
    """One day."""
    return Interval(date, date, "day", why)


def week(date: dt.date, why: str) -> Interval:
    """Monday to Sunday of the week that `date` is in."""
    monday = date - dt.timedelta(days=date.weekday())
    return Interval(monday, monday + dt.timedelta(days=6), "week", why)


def month(year: int, number: int, why: str) -> Interval:
    """The whole month."""
    return Interval(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]), "month", why)


def months(year: int, first: int, count: int, precision: str, why: str) -> Interval:
    """`count` months from the first of month `first`, which may exceed 12."""
    start = dt.date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    return Interval(start, start + relativedelta(months=count, days=-1), precision, why)


def year(number: int, why: str) -> Interval:
    """The whole year."""
    return Interval(dt.date(number, 1, 1), dt.date(number, 12, 31), "year", why)


def years(first: int, last: int, precision: str, why: str) -> Interval:
    """From 1 January of the first to 31 December of the last year."""
    return Interval(dt.date(first, 1, 1), dt.date(last, 12, 31), precision, why)


def unit_of(date: dt.date, unit: str, why: str) -> Interval:
    """The day, week, month, quarter, year or decade that `date` is in."""
    match unit:
        case "day" | "hour" | "minute":
            return day(date, why)
        case "week" | "fortnight":
            return week(date, why)
        case "month":
            return month(date.year, date.month, why)
        case "quarter":
            return months(date.year, (date.month - 1) // 3 * 3 + 1, 3, "quarter", why)
        case "year":
            return year(date.year, why)
        case "decade":
            return years(date.year // 10 * 10, date.year // 10 * 10 + 9, "decade", why)
    return years(date.year // 100 * 100 + 1, date.year // 100 * 100 + 100, "vague", why)


def shift(date: dt.date, count: int, unit: str) -> dt.date:
    """`date` moved by `count` units; hours and minutes do not move it.

    Raises:
        ValueError, OverflowError: outside the calendar's years 1 to 9999.
    """
    match unit:
        case "hour" | "minute":
            return date
        case "day":
            return date + dt.timedelta(days=count)
        case "week":
            return date + dt.timedelta(weeks=count)
        case "fortnight":
            return date + dt.timedelta(weeks=2 * count)
        case "month":
            return _plus(date, relativedelta(months=count))
        case "quarter":
            return _plus(date, relativedelta(months=3 * count))
    return _plus(date, relativedelta(years=count * {"year": 1, "decade": 10, "century": 100, "generation": 25}[unit]))


def _plus(date: dt.date, delta: relativedelta) -> dt.date:
    moved: dt.date = date + delta
    return moved


def offset(date: dt.date, text: str) -> dt.date:
    """`date` moved by an offset as the tables write it: "-2m", "7d", "-30y"."""
    return shift(date, int(text[:-1]), {"d": "day", "m": "month", "y": "year"}[text[-1]])


def around(date: dt.date, count: int, unit: str, why: str) -> Interval:
    """What "N units" before or after `date` means: the day, that day give or take three, or the whole month or year."""
    try:
        moved = shift(date, count, unit)
    except (ValueError, OverflowError):
        return unresolved("vague", "outside the calendar")
    match unit:
        case "week" | "fortnight":
            three = dt.timedelta(days=3)
            return Interval(moved - three, moved + three, "week", why)
        case "decade" | "century" | "generation":
            half = {"decade": 5, "century": 20, "generation": 10}[unit]
            return years(moved.year - half, moved.year + half, "decade" if unit == "decade" else "vague", why)
    return unit_of(moved, unit, why)


def move(interval: Interval, count: int, unit: str, why: str) -> Interval:
    """An anchor interval moved by N units: "three days later", "the following year"."""
    if interval.start is None or interval.end is None:
        return unresolved("vague", "the date it refers to is open")
    first = around(interval.start, count, unit, why)
    last = around(interval.end, count, unit, why)
    return Interval(first.start, last.end, first.precision, why)


def cut(interval: Interval, part: str) -> Interval:
    """A part of an interval: early, mid, late (thirds), first half, second half."""
    if interval.start is None or interval.end is None:
        return interval
    start, end, precision = interval.start, interval.end, interval.precision
    if part in ("first half", "second half") and precision == "year":
        return months(start.year, 1 if part == "first half" else 7, 6, "quarter", f"{part} of {interval.why}")
    if part in ("first half", "second half") and precision == "month":
        first, last = (1, 15) if part == "first half" else (16, end.day)
        return replace(
            interval, start=start.replace(day=first), end=start.replace(day=last), why=f"{part} of {interval.why}"
        )
    third = {"early": 0, "mid": 1, "late": 2}.get(part)
    if third is None:
        return interval
    why = f"{part} part of {interval.why}"
    if precision == "month":
        first, last = ((1, 10), (11, 20), (21, end.day))[third]
        return replace(interval, start=start.replace(day=first), end=start.replace(day=last), why=why)
    if precision in _MONTHS:
        count = _MONTHS[precision] // 3
        return months(start.year, start.month + third * count, count, precision, why)
    if precision == "decade":
        first, last = ((0, 3), (4, 6), (7, 9))[third]
        return years(start.year + first, start.year + last, "decade", why)
    if precision == "week":
        first, last = ((0, 2), (1, 3), (3, 6))[third]
        return Interval(start + dt.timedelta(days=first), start + dt.timedelta(days=last), "week", why)
    if precision == "day":
        return interval
    span = (end.year - start.year + 1) // 3
    return years(
        start.year + third * span, end.year if third == 2 else start.year + (third + 1) * span - 1, precision, why
    )
