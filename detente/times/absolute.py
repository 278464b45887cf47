"""Dates that name their place in the calendar: days, months, quarters, seasons, years, decades, centuries, eras.

A missing year comes from the sentence, else from the side of publication on which the clause lies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from detente.times import intervals as iv
from detente.times.grammar import Match
from detente.times.intervals import Interval, unresolved
from detente.times.setting import Setting

#: A date without a year is taken from the other side where its own is this many times as far off.
_FAR = 4
_CLOSE = 7  #: days; nearer dates count as this far


def _iso(match: Match, _setting: Setting) -> Interval:
    return iv.day(dt.date(int(match.get("year")), int(match.get("month")), int(match.get("day"))), "date as written")


def _numeric(match: Match, setting: Setting) -> Interval:
    """Day first with full stops or where the second cannot be a month; both readings kept where nothing decides."""
    first, second, year = int(match.get("first")), int(match.get("second")), int(match.get("year"))
    readings = {dt.date(year, m, d) for d, m in ((first, second), (second, first)) if m <= 12 and d <= 31}
    if len(readings) == 1:
        return iv.day(readings.pop(), "date as written")
    if match.get("mark") == ".":
        return iv.day(dt.date(year, second, first), "date as written, day first")
    if setting.date is not None and setting.side() != "future":
        past = {reading for reading in readings if reading <= setting.date}
        if len(past) == 1:
            return iv.day(past.pop(), "date as written, the reading before publication")
    return Interval(min(readings), max(readings), "vague", "day and month could be either")


def _day_of(text: str) -> int:
    return int("".join(letter for letter in text if letter.isdigit()))


def _date(match: Match, setting: Setting) -> Interval | None:
    month = setting.words.months[match.get("month").rstrip(".")]
    first = _day_of(match.get("day"))
    last = _day_of(match.get("day2")) if match.get("day2") else first

    def in_year(year: int) -> Interval:
        return Interval(dt.date(year, month, first), dt.date(year, month, last), "day", "date as written")

    return _with_year(match, setting, in_year)


def _month(match: Match, setting: Setting) -> Interval | None:
    month = setting.words.months[match.get("month").rstrip(".")]
    if relation := match.get("relation"):
        return _recurring(relation, setting, lambda year: iv.month(year, month, f"{relation} month of that name"))
    return _with_year(match, setting, lambda year: iv.month(year, month, "month as written"))


def _week_of(match: Match, setting: Setting) -> Interval | None:
    month = setting.words.months[match.get("month").rstrip(".")]
    nth = {"first": 0, "opening": 0, "second": 1, "third": 2}.get(match.get("nth"))

    def in_year(year: int) -> Interval:
        last = iv.month(year, month, "").end
        assert last is not None  # a month has an end
        start = dt.date(year, month, 1 + 7 * nth) if nth is not None else last - dt.timedelta(days=6)
        return Interval(start, start + dt.timedelta(days=6), "week", "week of a month")

    return _with_year(match, setting, in_year)


def _with_year(match: Match, setting: Setting, in_year: Callable[[int], Interval]) -> Interval | None:
    """The year as written, as the sentence set it, or the nearest on the clause's side of publication."""
    if match.get("year"):
        return in_year(int(match.get("year")))
    if match.get("relyear"):
        if setting.date is None:
            return unresolved(in_year(2000).precision)
        return in_year(setting.date.year + {"last": -1, "next": 1}.get(match.get("relyear"), 0))
    if setting.year is not None:
        return replace(in_year(setting.year), why="year set by the sentence")
    if setting.date is None:
        anchor = setting.anchor("year")
        if anchor is not None and anchor.start is not None:
            return replace(in_year(anchor.start.year), why="year of the last date in the text")
        return unresolved(in_year(2000).precision)
    return _nearest(in_year, setting.date, "" if setting.modifies else setting.side())


def _nearest(in_year: Callable[[int], Interval], date: dt.date, side: str, strict: bool = False) -> Interval:
    """The candidate of this, the last or the next year that lies on `side` of `date`.

    With a side that is not clear, or one whose candidate is very far off, the nearest: "closed on 17 August" in a text
    of October is this year's whatever the parse says.
    """
    candidates = []
    for year in (date.year - 1, date.year, date.year + 1):
        try:
            candidates.append(in_year(year))
        except ValueError:  # 29 February
            continue
    after = [c for c in candidates if (_distance(c, date) >= 0 if not strict else _distance(c, date) > 0)]
    before = [c for c in candidates if (_distance(c, date) <= 0 if not strict else _distance(c, date) < 0)]
    pair = [*before[-1:], *after[:1]]
    near = min(pair or candidates, key=lambda c: abs(_distance(c, date)))
    wanted = after[:1] if side == "future" else before[-1:] if side in ("past", "perfect") else []
    chosen = wanted[0] if wanted else near
    if not strict and side != "past" and abs(_distance(chosen, date)) > _FAR * max(abs(_distance(near, date)), _CLOSE):
        chosen = near
    where = "after" if _distance(chosen, date) > 0 else "before"
    return replace(chosen, why=f"nearest {chosen.precision} of that name {where} publication")


def _distance(interval: Interval, date: dt.date) -> int:
    """Days from `date` to the interval: negative before, 0 where it lies inside."""
    assert interval.start is not None and interval.end is not None
    if interval.start > date:
        return (interval.start - date).days
    return min(0, (interval.end - date).days)


def _recurring(relation: str, setting: Setting, in_year: Callable[[int], Interval]) -> Interval | None:
    """ "last June", "next winter", "this March"."""
    if setting.date is None:
        return unresolved(in_year(2000).precision)
    match relation:
        case "last" | "this past":
            return _nearest(in_year, setting.date, "past", strict=True)
        case "next" | "this coming" | "the coming":
            return _nearest(in_year, setting.date, "future", strict=True)
        case "this":
            return in_year(setting.date.year)
    anchor = setting.anchor("year")
    base = anchor.start if anchor is not None and anchor.start is not None else setting.date
    return _nearest(in_year, base, "future" if relation == "the following" else "past", strict=True)


def _decade(match: Match, _setting: Setting) -> Interval:
    first = int(match.get("decade") or 0) or 1900 + int(match.get("short"))
    return iv.years(first, first + 9, "decade", "decade as written")


def _century(match: Match, _setting: Setting) -> Interval:
    last = int(match.get("century")) * 100
    return iv.years(last - 99, last, "vague", "century as written")


def _quarter(match: Match, setting: Setting) -> Interval | None:
    text = match.get("quarter")
    index = int(text) if text.isdigit() else ("first", "second", "third", "fourth").index(text) + 1
    return _with_year(match, setting, lambda year: iv.months(year, 3 * index - 2, 3, "quarter", "quarter as written"))


def _season(match: Match, setting: Setting) -> Interval | None:
    first = setting.words.seasons[match.get("season")]

    def in_year(year: int) -> Interval:
        return iv.months(year, first, 3, "quarter", f"{match.get('season')}, northern hemisphere")

    if relation := match.get("relation"):
        return _recurring(relation, setting, in_year)
    return _with_year(match, setting, in_year)


def _years(match: Match, _setting: Setting) -> Interval | None:
    first = int(match.get("year"))
    last = first // 100 * 100 + int(match.get("short"))
    return iv.years(first, last, "year", "years as written") if first < last < first + 60 else None


def _year(match: Match, _setting: Setting) -> Interval:
    return iv.year(int(match.get("year")), "year as written")


def _holiday(match: Match, setting: Setting) -> Interval | None:
    month, day = setting.words.holidays[match.get("holiday").replace("’", "'")]
    return _with_year(match, setting, lambda year: iv.day(dt.date(year, month, day), "holiday"))


def _era(match: Match, setting: Setting) -> Interval:
    era = setting.words.eras[match.get("era")]
    days = (era.end - era.start).days
    precision = "day" if days <= 7 else "month" if days <= 70 else "year" if days <= 7400 else "decade"
    return Interval(era.start, era.end, precision, f"era: {era.name}")


RESOLVERS: dict[str, Callable[[Match, Setting], Interval | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "date": _date,
    "month": _month,
    "week_of": _week_of,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "season": _season,
    "years": _years,
    "year": _year,
    "holiday": _holiday,
    "era": _era,
}
