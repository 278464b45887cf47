"""The time expressions of a text and the intervals that they mean."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from detente.times import grammar, tense, words
from detente.times.accept import accept, span_of
from detente.times.grammar import Match
from detente.times.intervals import PRECISIONS, Interval, around
from detente.times.resolve import resolve
from detente.times.setting import Setting
from detente.times.words import Words
from detente.types import TimeSpan
from detente.whole import text_of

_OPENING = re.compile(
    r"(?i)\b(?P<word>(?:ever\s+)?since|(?:not\s+)?until|till|up\s+to|by|before|prior\s+to|after|following|from|through|between)"
    r"\s+(?:(?:on|in|about|around|late\s+on|early\s+on)\s+)?(?:the\s+)?$"
)
_JOINT = re.compile(r"(?i)^\s*(?:(?P<to>to|until|till|through)|(?P<and>and)|(?P<dash>[-–—]))\s*(?:the\s+)?$")
_COUNTED = re.compile(
    r"(?i)(?:\b(?P<count>\d{1,3}|[a-z]+(?:-[a-z]+)?)\s+)?\b(?P<unit>day|week|month|year|decade)s?\s+$"
)
_RANGE = re.compile(r"(?i)(?:\b(?:to|until|till|since|from|through|before)\s+|[-–—]\s*)$")  # "from 2005 to 2022"
_ONWARDS = re.compile(r"(?i)^\s+(?:onwards?|on)\b(?!\s+\w)")
_ERA_TAIL_YEARS = 10  # "after World War II" means the years that follow it, not all time since
#: Kinds whose dates a narrative goes on from ("three days later").
_ANCHORS = frozenset(
    {"iso", "numeric", "date", "month", "weekday", "year", "deictic", "week_of", "ago", "next_to", "moved", "unit"}
    | {"quarter", "season"}
)
_PRECISION_OF = {"hour": "day", "minute": "day", "fortnight": "week", "century": "vague", "weekend": "week"}


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression with its meaning and the sentence it stands in."""

    match: Match
    interval: Interval
    sentence: int  #: first character of its sentence


def find_times(doc: Doc, date: dt.date | None) -> tuple[TimeSpan, ...]:
    """The time expressions of a text: sorted, not overlapping.

    Both ends are None where an expression cannot be placed ("Tuesday" without a publication date): `why` says so.
    Durations ("for three hours", "a two-day visit") are no times.

    Args:
        doc: parsed; without a parse the side of publication is taken to be the past.
        date: publication; None = unknown.
    """
    table = words.load()
    chosen = _choose(doc, table)
    starts = [sentence.start_char for sentence in doc.sents] if doc.has_annotation("SENT_START") and len(doc) else [0]
    found: list[_Found] = []
    for match in chosen:
        sentence = max((start for start in starts if start <= match.start), default=0)
        setting = _setting(doc, match, date, found, sentence, table)
        interval = resolve(match, setting)
        if interval is not None:
            found.append(_Found(match, interval, sentence))
    return tuple(_time(item, doc) for item in _opened(_joined(found, doc, date, table), doc, table))


def _choose(doc: Doc, table: Words) -> list[Match]:
    """The longest acceptable matches, sorted, without overlap."""
    taken: list[Match] = []
    for match in grammar.find_matches(text_of(doc), grammar.load()):
        free = all(match.end <= other.start or match.start >= other.end for other in taken)
        if free and accept(match, doc, table):
            taken.append(match)
    return sorted(taken, key=lambda match: match.start)


def _setting(doc: Doc, match: Match, date: dt.date | None, found: list[_Found], sentence: int, table: Words) -> Setting:
    def anchor(unit: str) -> Interval | None:
        fine = PRECISIONS.index(_PRECISION_OF.get(unit, unit if unit in PRECISIONS else "vague"))
        for item in reversed(found):
            known = item.match.kind in _ANCHORS and item.interval.bounded
            if item.match.kind in ("moved", "next_to") and item.interval.precision not in ("day", "week"):
                continue  # "up from a year earlier ... up from a year earlier" does not walk back through the years
            ahead = date is not None and item.interval.start is not None and item.interval.start > date
            if ahead and tense.side(doc, match.start, match.end, table) != "future":
                continue  # what is told in the past does not go on from a date to come
            if known and PRECISIONS.index(item.interval.precision) <= fine:
                return item.interval
        return None

    year = None
    if match.kind in ("date", "month") and not match.get("year"):
        set_by = [item for item in found if item.sentence == sentence and item.match.kind == "year"]
        set_by = [item for item in set_by if not _RANGE.search(text_of(doc)[: item.match.start][-12:])]
        if set_by and set_by[-1].interval.start is not None and not _modifies(set_by[-1].match, doc):
            year = set_by[-1].interval.start.year
    return Setting(
        date, lambda: tense.side(doc, match.start, match.end, table), anchor, year, _modifies(match, doc), table
    )


def _modifies(match: Match, doc: Doc) -> bool:
    """The expression stands before the noun that it belongs to: "the 2015 accord", "Monday's raid"."""
    span = span_of(match, doc)
    if span is None or not doc.has_annotation("DEP"):
        return bool(re.match(r"['’]s?\s", text_of(doc)[match.end : match.end + 3]))
    outside = [
        token for token in span if not span.start <= token.head.i < span.end
    ]  # "the 7 October attacks": all three
    modifiers = ("compound", "amod", "nummod", "nmod", "poss", "det")
    return bool(outside) and all(token.dep_ in modifiers and token.head.i >= span.end for token in outside)


def _joined(found: list[_Found], doc: Doc, date: dt.date | None, table: Words) -> list[_Found]:
    """Ranges as one expression: "from 1994 to 2002", "between January and March 2018", "20 June - 3 July"."""
    joined: list[_Found] = []
    for item in found:
        last = joined[-1] if joined else None
        if last is not None and _ranges(last, item, doc):
            start = _same_year(last, item, date, table)
            interval = Interval(start.start, item.interval.end, item.interval.precision, "from ... to ...")
            joined[-1] = replace(last, match=replace(last.match, kind="range", end=item.match.end), interval=interval)
        else:
            joined.append(item)
    return joined


def _ranges(first: _Found, second: _Found, doc: Doc) -> bool:
    joint = _JOINT.match(text_of(doc)[first.match.end : second.match.start])
    if joint is None or not (first.interval.bounded and second.interval.bounded):
        return False
    opening = _OPENING.search(text_of(doc)[max(0, first.match.start - 30) : first.match.start])
    word = opening.group("word").lower() if opening else ""
    if joint.group("and"):
        return word == "between"
    return joint.group("to") is None or word == "from" or first.match.kind == second.match.kind


def _same_year(first: _Found, second: _Found, date: dt.date | None, table: Words) -> Interval:
    """In "between January and March 2018" the year holds for both; the start never comes after the end."""
    end = second.interval.end
    if first.match.kind not in ("date", "month") or first.match.get("year") or end is None:
        return first.interval
    for year in (end.year, end.year - 1):
        setting = Setting(date, lambda: "", lambda _: None, year, False, table)
        again = resolve(first.match, setting)
        if again is not None and again.start is not None and again.start <= end:
            return again
    return first.interval


def _apart(counted: re.Match[str], word: str, item: _Found, table: Words) -> Interval | None:
    """ "three weeks after 9/11": that far from the date; None where how far is not said ("weeks before Friday")."""
    count = words.number(counted.group("count") or "", table)
    edge = item.interval.end if word in ("after", "following") else item.interval.start
    if count is None or edge is None:
        return None
    sign = 1 if word in ("after", "following") else -1
    unit = counted.group("unit").lower()
    return around(edge, sign * count, unit, f"{count} {unit} {word} {item.interval.why}")


def _opened(found: list[_Found], doc: Doc, table: Words) -> list[_Found]:
    """Intervals that a preposition opens or moves: since, until, by, before, after, from ... onwards."""
    result = []
    for item in found:
        opening = _OPENING.search(text_of(doc)[max(0, item.match.start - 30) : item.match.start])
        text = item.match
        start = text.start
        interval = item.interval
        if opening is not None and (interval.start is not None or interval.end is not None):
            word = " ".join(opening.group("word").lower().split()).removeprefix("ever ")
            counted = _COUNTED.search(
                text_of(doc)[: text.start - len(opening.group()) + opening.start("word") - opening.start()][-40:]
            )
            if counted is not None and word in ("after", "before", "following", "prior to"):
                moved = _apart(counted, word, item, table)
                if moved is not None:
                    begin = text.start - len(opening.group()) - len(counted.group())
                    result.append(replace(item, match=replace(text, start=begin), interval=moved))
                continue
            changed = _open(word, item, doc)
            if changed is not None:
                interval = changed
                start = text.start - len(opening.group()) + opening.start("word") - opening.start()
            elif word in ("from", "between") and item.match.kind == "range":
                start = text.start - len(opening.group()) + opening.start("word") - opening.start()
        result.append(replace(item, match=replace(text, start=start), interval=interval))
    return result


def _open(word: str, item: _Found, doc: Doc) -> Interval | None:
    """The interval as its preposition makes it; None = the preposition changes nothing."""
    interval, match = item.interval, item.match
    if interval.start is None or interval.end is None or match.kind == "range":
        return None
    era = match.kind == "era"
    if word == "since":
        from_date = interval.end if era else interval.start
        return replace(
            interval,
            start=from_date,
            end=None,
            precision="vague" if era else interval.precision,
            why=f"since {interval.why}",
        )
    if _modifies(match, doc):
        return None
    one = dt.timedelta(days=1)
    match word:
        case "until" | "till" | "up to" | "by":
            return replace(
                interval, start=None, end=interval.start if era else interval.end, why=f"{word} {interval.why}"
            )
        case "through" if interval.precision in ("day", "week", "month"):
            return replace(interval, start=None, why=f"through {interval.why}")
        case "before" | "prior to":
            return replace(interval, start=None, end=interval.start - one, why=f"before {interval.why}")
        case "after" | "following" if era:
            tail = interval.end.replace(year=interval.end.year + _ERA_TAIL_YEARS, day=min(interval.end.day, 28))
            tail = tail.replace(day=interval.end.day) if interval.end.month != 2 else tail
            return Interval(interval.end, tail, "vague", f"the years after {interval.why}")
        case "after" | "following":
            return replace(interval, start=interval.end + one, end=None, why=f"after {interval.why}")
        case "from" if _ONWARDS.match(text_of(doc)[match.end : match.end + 12]):
            return replace(interval, end=None, why=f"from {interval.why} onwards")
    return None


def _time(item: _Found, doc: Doc) -> TimeSpan:
    match, interval = item.match, item.interval
    precision = _PRECISION_OF.get(interval.precision, interval.precision)
    precision = precision if precision in PRECISIONS else "vague"
    return TimeSpan(
        match.start,
        match.end,
        text_of(doc)[match.start : match.end],
        interval.start,
        interval.end,
        precision,
        interval.why,
    )
