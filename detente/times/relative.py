"""Dates told from publication ("last week") or from the narrative's last date ("three days later")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from detente.times import intervals as iv
from detente.times.grammar import Match
from detente.times.intervals import Interval, unresolved
from detente.times.setting import Setting
from detente.times.words import number

_TO_NEAREST = {"morning": "day", "afternoon": "day", "evening": "day", "night": "day", "centurie": "century"}
#: How far "the coming weeks" and "the past years" reach.
_FEW = {
    "hour": (1, "d"),
    "minute": (1, "d"),
    "day": (7, "d"),
    "week": (30, "d"),
    "fortnight": (60, "d"),
    "month": (6, "m"),
    "quarter": (9, "m"),
    "year": (5, "y"),
    "decade": (30, "y"),
    "century": (300, "y"),
}
_BESIDE = {
    "previous": -1,
    "preceding": -1,
    "before": -1,
    "earlier": -1,
    "next": 1,
    "very next": 1,
    "following": 1,
    "after": 1,
}
#: The first that the phrase holds, in this order.
_DEICTIC_DAYS = (
    ("before yesterday", -2),
    ("after tomorrow", 2),
    ("yesterday", -1),
    ("last night", -1),
    ("last evening", -1),
    ("tomorrow", 1),
)


def _weekday(match: Match, setting: Setting) -> Interval:
    wanted = setting.words.weekdays[match.get("weekday")]
    relation, in_week = match.get("relation"), match.get("week")
    if relation in ("the previous", "the following", "the same", "that same"):
        anchor = setting.anchor("day")
        if anchor is not None and anchor.start is not None:
            return _step(wanted, anchor.start, relation == "the following", strict=relation != "the same")
    if setting.date is None:
        return unresolved("day")
    if in_week:
        monday = setting.date - dt.timedelta(days=setting.date.weekday())
        weeks = {"last": -1, "this": 0, "next": 1}[in_week]
        return iv.day(monday + dt.timedelta(days=wanted, weeks=weeks), f"weekday of {in_week} week")
    if relation in ("last", "this past", "the previous"):
        return _step(wanted, setting.date, False, strict=True)
    if relation in ("next", "this coming", "the coming", "the following"):
        return _step(wanted, setting.date, True, strict=True)
    return _step(wanted, setting.date, setting.side() == "future" or (relation == "this" and setting.side() != "past"))


def _step(wanted: int, date: dt.date, forward: bool, strict: bool = False) -> Interval:
    distance = (wanted - date.weekday()) % 7 if forward else -((date.weekday() - wanted) % 7)
    if strict and distance == 0:
        distance = 7 if forward else -7
    side = "after" if distance > 0 else "before" if distance < 0 else "of"
    return iv.day(date + dt.timedelta(days=distance), f"weekday {side} publication")


def _unit(match: Match, setting: Setting) -> Interval | None:
    """ "last week", "earlier this year", "the following month", "later in the week"."""
    unit = _TO_NEAREST.get(match.get("unit"), match.get("unit"))
    relation, bound = match.get("relation") or "this", match.get("bound")
    if bound and unit == "day" and setting.anchor("day") is not None:  # "earlier in the day"
        return _beside(0, unit, setting)
    if relation in ("the previous", "the following", "the same", "that same"):
        count = {"the previous": -1, "the following": 1}.get(relation, 0)
        return _beside(count, "week" if unit == "weekend" else unit, setting)
    if setting.date is None:
        return unresolved("week" if unit == "weekend" else iv.unit_of(dt.date(2000, 1, 1), unit, "").precision)
    if unit == "weekend":
        return _weekend({"last": "last", "this past": "last", "next": "next"}.get(relation, "this"), setting)
    count = {"last": -1, "this past": -1, "next": 1, "this coming": 1, "the coming": 1}.get(relation, 0)
    found = iv.unit_of(iv.shift(setting.date, count, unit), unit, f"{relation} {unit}")
    if bound in ("earlier", "so far") and count == 0:
        return replace(found, end=setting.date, why=f"{bound} {relation} {unit}")
    if bound == "later" and count == 0:
        return replace(found, start=setting.date, why=f"{bound} {relation} {unit}")
    return found


def _weekend(which: str, setting: Setting) -> Interval:
    if setting.date is None:
        return unresolved("week")
    forward = which == "next" or (which == "this" and setting.side() in ("future", "present"))
    saturday = _step(5, setting.date, forward, strict=which != "this").start
    assert saturday is not None
    return Interval(saturday, saturday + dt.timedelta(days=1), "week", f"{which} weekend")


def _the_weekend(_match: Match, setting: Setting) -> Interval:
    return _weekend("this", setting)


def _sliced(match: Match, setting: Setting) -> Interval:
    """ "the end of the year": of publication's."""
    if setting.date is None:
        return unresolved(match.get("unit"))
    return iv.unit_of(setting.date, match.get("unit"), f"this {match.get('unit')}")


def _before_last(match: Match, setting: Setting) -> Interval:
    unit = match.get("unit")
    if setting.date is None:
        return unresolved("week" if unit == "weekend" else unit)
    if unit == "weekend":
        saturday = setting.date - dt.timedelta(days=(setting.date.weekday() - 5) % 7 or 7) - dt.timedelta(weeks=1)
        return Interval(saturday, saturday + dt.timedelta(days=1), "week", "weekend before last")
    return iv.unit_of(iv.shift(setting.date, -2, unit), unit, f"{unit} before last")


def _deictic(match: Match, setting: Setting) -> Interval:
    if setting.date is None:
        return unresolved("day")
    word = match.get("word")
    count = next((days for name, days in _DEICTIC_DAYS if name in word), 0)
    if word == "overnight":
        return Interval(setting.date - dt.timedelta(days=1), setting.date, "day", "night before publication")
    if word == "today" and setting.side() == "present" and not setting.modifies:
        return Interval(setting.date, setting.date, "vague", "nowadays")
    return iv.day(setting.date + dt.timedelta(days=count), f"{word}, from publication")


def _ago(match: Match, setting: Setting) -> Interval | None:
    unit = _TO_NEAREST.get(match.get("unit"), match.get("unit"))
    sign = 1 if match.get("way") == "from now" else -1
    if setting.date is None:
        return unresolved("week" if unit == "fortnight" else "day" if unit in ("hour", "minute") else unit)
    count = number(match.get("count"), setting.words)
    if count is None:  # "several weeks ago": two to seven
        ends = sorted((iv.shift(setting.date, sign * 2, unit), iv.shift(setting.date, sign * 7, unit)))
        return Interval(ends[0], ends[1], "vague", "a few, counted from publication")
    return iv.around(setting.date, sign * count, unit, f"{count} {unit} {match.get('way')}")


def _moved(match: Match, setting: Setting) -> Interval | None:
    """ "three weeks earlier", "two days later": from the narrative's last date."""
    unit = _TO_NEAREST.get(match.get("unit"), match.get("unit"))
    count = number(match.get("count"), setting.words)
    sign = -1 if (match.get("way") or match.get("way2")) in ("earlier", "before", "previously") else 1
    if count is None:
        return unresolved("vague", "how many is not said")
    if sign > 0 and setting.anchor(unit) is None:  # "cleared 70 years later" counts from what was told, not from print
        return unresolved(unit if unit in iv.PRECISIONS else "vague", "no date before it in the text")
    return _beside(sign * count, unit, setting)


def _next_to(match: Match, setting: Setting) -> Interval | None:
    """ "the previous day", "the week after", "that year": from the narrative's last date."""
    raw = match.get("unit") or match.get("unit2") or match.get("unit3")
    way = match.get("which") or match.get("way") or "same"
    return _beside(_BESIDE.get(way, 0), _TO_NEAREST.get(raw, raw), setting, whole=True)


def _beside(count: int, unit: str, setting: Setting, whole: bool = False) -> Interval:
    """The narrative's last date moved by `count` units; publication where the text has none before it.

    Args:
        count: negative = earlier.
        unit: of the move.
        setting: where the expression stands.
        whole: "the previous week" is Monday to Sunday, where "a week earlier" is a day give or take three.
    """
    anchor = setting.anchor(unit)
    if anchor is not None and anchor.start is not None:
        why = f"{count:+d} {unit} from the last date in the text"
        if whole and unit != "day":
            return iv.unit_of(iv.shift(anchor.start, count, unit), unit, why)
        return iv.move(anchor, count, unit, why)
    if setting.date is None or count == 0 or (count > 0 and setting.side() != "future"):
        return unresolved(unit if unit in iv.PRECISIONS else "vague", "no date before it in the text")
    why = f"{count:+d} {unit} from publication"
    if whole:
        return iv.unit_of(iv.shift(setting.date, count, unit), unit, why)
    return iv.around(setting.date, count, unit, why)


def _window(match: Match, setting: Setting) -> Interval | None:
    """ "over the past three weeks": up to publication; "in the next two days": from it."""
    unit = _TO_NEAREST.get(match.get("unit"), match.get("unit"))
    precision = {"hour": "day", "minute": "day", "fortnight": "week", "century": "vague"}.get(unit, unit)
    if setting.date is None:
        return unresolved(precision)
    said = match.get("count")
    sign = 1 if match.get("way") in ("next", "coming") else -1
    if match.get("plural") and not said:  # "in the coming weeks"
        other = iv.offset(setting.date, f"{sign * _FEW[unit][0]:d}{_FEW[unit][1]}")
        return Interval(min(other, setting.date), max(other, setting.date), "vague", f"{match.get('way')} {unit}s")
    count = (number(said, setting.words) or 5) if said else 1
    days = -(-count // 24) if unit == "hour" else 0
    other = iv.shift(setting.date, sign * (days or count), "day" if unit == "hour" else unit)
    if said and number(said, setting.words) is None:
        precision = "vague"
    return Interval(
        min(other, setting.date), max(other, setting.date), precision, f"{match.get('way')} {said or 1} {unit}"
    )


def _vague(match: Match, setting: Setting) -> Interval:
    entry = setting.words.vague[match.get("phrase")]
    if setting.date is None:
        return unresolved(entry.precision, entry.why if entry.why.startswith("past habit") else "no publication date")
    start, end = (iv.offset(setting.date, edge) if edge else None for edge in (entry.start, entry.end))
    return Interval(start, end, entry.precision, entry.why)


def _stretch(match: Match, setting: Setting) -> Interval:
    """ "for decades": a past habit with the simple past, going on with the perfect."""
    back, precision = setting.words.stretches[match.get("unit")]
    habit = "past habit" if setting.side() == "past" else "until now"
    why = f"{habit}: for {match.get('unit')}"
    return Interval(iv.offset(setting.date, back) if setting.date else None, None, precision, why)


def _lasting(match: Match, setting: Setting) -> Interval:
    unit = _TO_NEAREST.get(match.get("unit"), match.get("unit"))
    count = number(match.get("count"), setting.words) or 5
    precision = "vague" if unit == "century" else unit
    if setting.date is None:
        return unresolved(precision)
    return Interval(iv.shift(setting.date, -count, unit), None, precision, f"until now: for {count} {unit}")


def _ahead(match: Match, setting: Setting) -> Interval | None:
    unit = _TO_NEAREST.get(match.get("unit"), match.get("unit"))
    count = number(match.get("count"), setting.words)
    if setting.date is None:
        return unresolved("day" if unit in ("hour", "minute") else "vague")
    if count is None:  # "in a few months": two to seven
        return Interval(iv.shift(setting.date, 2, unit), iv.shift(setting.date, 7, unit), "vague", f"in some {unit}s")
    return iv.around(setting.date, count, unit, f"in {count} {unit}")


RESOLVERS: dict[str, Callable[[Match, Setting], Interval | None]] = {
    "weekday": _weekday,
    "unit": _unit,
    "sliced": _sliced,
    "before_last": _before_last,
    "weekend": _the_weekend,
    "deictic": _deictic,
    "ago": _ago,
    "moved": _moved,
    "next_to": _next_to,
    "window": _window,
    "vague": _vague,
    "stretch": _stretch,
    "lasting": _lasting,
    "ahead": _ahead,
}
