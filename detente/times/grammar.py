"""The patterns of time expressions, compiled once from the words, and where in a text it is worth trying them.

A pattern is tried only around words that announce it ("week", "Tuesday", "2018"): most sentences have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from detente.times import words as tables
from detente.times.words import Words

_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:1[4-9]|20)\d\d(?!\d)"
_UNIT = r"(?:day|week|fortnight|month|quarter|year|decade|century|centurie|hour|minute)"
_QUALIFIER = (
    r"(?:(?:about|around|some|nearly|almost|roughly|approximately|just|barely|only|more\s+than|less\s+than|over|under|"
    r"at\s+least|up\s+to)\s+)?"
)
_SLICE = (
    r"(?:(?:the\s+)?(?P<slice>early|mid|late|beginning\s+of|start\s+of|middle\s+of|end\s+of|close\s+of|"
    r"first\s+half\s+of|second\s+half\s+of)(?:[\s-]+(?:in\s+)?(?:the\s+)?))?"
)
_RELATION = (
    r"(?P<relation>last|this\s+past|this\s+coming|this|next|the\s+previous|the\s+following|the\s+same|the\s+coming|"
    r"that\s+same)"
)
_PART_OF_DAY = r"(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night))?"
_STOP = r"(?=\s*(?:[.,;:!?)\]”\"'’–—]|$|and\b|but\b))"  # nothing follows that the word could govern
_FUNCTION_WORD = (
    r"(?:in|at|by|with|for|the|to|on|of|when|where|as|after|before|during|amid|that|which|and|but|from|near)"
)
_YEAR_OR_RELATIVE = rf"(?:(?P<year>{_YEAR})|(?:of\s+)?(?P<relyear>(?i:last|this|next))\s+year)"
_WINDOW_CHARS = 64  # the longest expression is shorter than this on either side of its announcing word


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of expression. `needs` names the classes of words of which one must be near."""

    kind: str
    regex: re.Pattern[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All patterns, in order of precedence for matches of the same length."""

    patterns: tuple[Pattern, ...]
    announcing: dict[str, frozenset[str]]  #: lower-case word -> classes


@dataclass(frozen=True, slots=True)
class Match:
    """A possible time expression."""

    kind: str
    start: int
    end: int
    groups: dict[str, str | None]  #: the pattern's named groups

    def get(self, name: str) -> str:
        """The group in lower case with single blanks, empty where it did not take part."""
        return " ".join((self.groups.get(name) or "").lower().split())


def _either(names: list[str] | tuple[str, ...]) -> str:
    return "|".join(sorted((re.escape(name).replace(r"\ ", r"\s+") for name in names), key=len, reverse=True))


def _named(name: str, alternatives: str) -> str:
    return f"(?P<{name}>{alternatives})"


def _capitalised(names: list[str]) -> str:
    """As names stand in print: "June", "JUNE", "Jun."; the full stop only after an abbreviation."""
    forms = [form + (r"\.?" if len(name) < 5 and name not in ("may", "june", "july") else "")
             for name in names for form in (name.capitalize(), name.upper())]  # fmt: skip
    return "(?:" + "|".join(sorted(forms, key=len, reverse=True)) + ")"


def _sources(words: Words) -> Iterator[tuple[str, str, str]]:
    """(kind, classes that announce it, regular expression); case counts outside (?i:...)."""
    month = _capitalised(list(words.months))
    weekday = _capitalised(list(words.full_weekdays))
    any_weekday = _capitalised(list(words.weekdays))
    holiday = _either(list(words.holidays)).replace("'", "['’]")
    season = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
    count_word = _either(list(words.numbers))
    count = (
        rf"(?:\d{{1,3}}|(?i:a\s+couple\s+of|a\s+few|several|many|few|{count_word})"
        rf"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?)"
    )
    head = rf"(?:{any_weekday},?\s+)?"
    plain = rf"(?=\s+{_DAY}(?:\s*(?:$|[^\w\s]|{_FUNCTION_WORD}\b)|\s+(?:{_YEAR}|{month}|[A-Z])))"
    more_days = rf"(?:\s*(?:-|–|—|to\b|through\b|and\b{plain})\s*{_named('day2', _DAY)}(?![.,]?\d))?"
    yield "iso", "year", rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"
    yield (
        "numeric",
        "year",
        r"(?<![\d/.])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/])",
    )
    yield (
        "date",
        "month",
        rf"{head}(?:the\s+)?(?<![\d.,])(?P<day>{_DAY}){more_days}(?:\s+of)?\s+(?P<month>{month})\b(?:,?\s+{_YEAR_OR_RELATIVE})?",
    )
    yield (
        "date",
        "month",
        rf"{head}(?P<month>{month})\s+(?:the\s+)?(?P<day>{_DAY})(?![.,:]\d|\s*(?:per\s?cent|%|million|billion))(?!\s+{month}\b){more_days}(?:,?\s+{_YEAR_OR_RELATIVE})?",
    )
    yield (
        "month",
        "month",
        rf"(?:(?i:{_SLICE}))(?:(?i:{_RELATION})\s+)?(?P<month>{month})(?:(?:\s+of|,)?\s+{_YEAR_OR_RELATIVE})?",
    )
    yield (
        "week_of",
        "unit",
        rf"(?i:(?:the\s+)?(?P<nth>first|second|third|last|opening|final)\s+(?:week|days|weeks)\s+of)\s+(?P<month>{month})(?:,?\s+{_YEAR_OR_RELATIVE})?",
    )
    yield (
        "weekday",
        "weekday",
        rf"(?i:(?:early|late|earlier|later|overnight)\s+(?:on\s+)?)?(?:(?i:{_RELATION})\s+)?(?P<weekday>{weekday})(?i:{_PART_OF_DAY})(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?",
    )
    yield (
        "unit",
        "unit",
        rf"(?i:{_SLICE}(?:(?P<bound>earlier|later|so\s+far)\s+)?{_RELATION}\s+(?P<unit>weekend|{_UNIT}))",
    )
    yield "unit", "unit", r"(?i:(?P<bound>earlier|later)\s+in\s+the\s+(?P<unit>day|week|month|quarter|year|decade))"
    yield (
        "sliced",
        "unit",
        rf"(?i:{_SLICE[:-1]}(?P<unit>week|month|quarter|year|decade|century))(?!\s+(?:of|before|after)\b)",
    )
    yield "before_last", "unit", r"(?i:the\s+(?P<unit>week|month|year|weekend)\s+before\s+last)"
    yield "weekend", "unit", r"(?i:(?:over|at|during|on)\s+the\s+weekend)(?!\s+of)"
    yield (
        "deictic",
        "deictic",
        r"(?i:(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|(?:late\s+|early\s+)?(?:yesterday|today|tonight|tomorrow)(?:\s+(?:morning|afternoon|evening|night))?|overnight))",
    )
    yield (
        "deictic",
        "daypart",
        r"(?i:(?:earlier\s+|late\s+|early\s+)?(?P<word>last\s+night|last\s+evening|this\s+(?:morning|afternoon|evening)))",
    )
    yield (
        "ago",
        "ago",
        rf"(?i:{_QUALIFIER}(?P<count>{count})[\s-]+(?P<unit>{_UNIT})s?\s+(?P<way>ago|from\s+now|back)\b)",
    )
    yield (
        "moved",
        "unit",
        rf"(?i:{_QUALIFIER}(?P<count>{count})[\s-]+(?P<unit>{_UNIT})s?\s+(?:(?P<way>earlier|later|afterwards?|previously|thereafter)(?!\s+than)|(?P<way2>before|after){_STOP}))",
    )
    yield (
        "next_to",
        "unit",
        rf"(?i:the\s+(?P<which>previous|preceding|next|following|same|very\s+next|very\s+same)\s+(?P<unit>day|morning|afternoon|evening|night|week|month|quarter|year|decade)|the\s+(?P<unit2>day|night|evening|week|month|year)\s+(?P<way>before|after|earlier){_STOP}|that\s+(?:same\s+|very\s+)?(?P<unit3>day|night|evening|week|month|year|decade))",
    )
    yield (
        "window",
        "unit",
        rf"(?i:(?:(?P<prep>in|over|during|within|for|throughout)\s+)?the\s+(?P<way>past|last|next|coming|previous|preceding)\s+(?:(?P<count>{count}|two\s+or\s+three)\s+)?(?P<unit>{_UNIT})(?P<plural>s)?)(?!\s+of\b)",
    )
    yield "decade", "decade", rf"(?i:(?:the\s+)?{_SLICE})(?:(?P<decade>(?:1[5-9]|20)\d0)['’]?s|['’](?P<short>[2-9]0)s)"
    yield "century", "unit", rf"(?i:(?:the\s+)?{_SLICE}(?P<century>\d{{1,2}})(?:st|nd|rd|th)\s+century)"
    yield (
        "quarter",
        "unit",
        rf"(?i:(?:the\s+)?(?P<quarter>first|second|third|fourth)\s+quarter(?:\s+of\s+(?:(?P<year>{_YEAR})|(?P<relyear>last|this|next|the)\s+year))?)",
    )
    yield "quarter", "year", rf"Q(?P<quarter>[1-4])\s+(?P<year>{_YEAR})"
    yield (
        "season",
        "season",
        rf"(?i:{_SLICE})(?:(?:(?i:{_RELATION})|the)\s+)?(?P<season>{season})(?:\s+of)?\s+{_YEAR_OR_RELATIVE}",
    )
    yield "season", "season", rf"(?i:{_SLICE}{_RELATION})\s+(?P<season>{season})"
    yield (
        "season",
        "season",
        rf"(?<=in )(?i:the)\s+(?P<season>{season})(?!\s+(?:of|from|in|season)\b)",
    )
    yield "years", "year", rf"(?<![\w$€£.,])(?P<year>{_YEAR})[-–/](?P<short>\d\d)(?![\d-])"
    yield "year", "year", rf"(?i:{_SLICE})(?:the\s+)?(?<![\w$€£.,/])(?P<year>{_YEAR})(?![\w%/]|[.,:]\d|-[A-Za-z])"
    yield (
        "holiday",
        "holiday",
        rf"(?i:(?P<holiday>{holiday}))(?:,?\s+(?P<year>{_YEAR}))?",
    )
    yield "vague", "vague", rf"(?i:(?P<phrase>{_either(list(words.vague))}))"
    yield (
        "stretch",
        "unit",
        rf"(?i:for\s+(?:many\s+|several\s+)?(?P<unit>{_either(list(words.stretches))}))(?!\s+to\s+come)",
    )
    yield (
        "lasting",
        "unit",
        rf"(?i:(?:for|spanning|over)\s+(?:the\s+better\s+part\s+of\s+)?{_QUALIFIER}(?P<count>{count})\s+(?P<unit>day|week|month|year|decade|centurie)s)(?!\s+(?:old|in\s+prison|later|ago|earlier|to\s+come|before|after))",
    )
    yield (
        "ahead",
        "unit",
        rf"(?i:(?:in|within)\s+(?:(?:about|around|some|less\s+than|just)\s+)?(?P<count>{count})\s+(?P<unit>{_UNIT})s?(?P<sure>['’]s?\s+time)?)",
    )
    yield "era", "era", rf"(?i:(?:the\s+)?(?P<era>{_either(list(words.eras))}))(?:\s+(?:in|of)\s+(?P<year>{_YEAR}))?"


@lru_cache(maxsize=1)
def load() -> Grammar:
    """The compiled patterns with their announcing words."""
    words = tables.load()
    patterns = tuple(
        Pattern(kind, re.compile(rf"(?<!\w)(?<![A-Za-z]-){source}(?!\w|-[A-Za-z])"), frozenset(needs.split()))
        for kind, needs, source in _sources(words)
    )
    return Grammar(patterns, _announcing(words))


def _announcing(words: Words) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}

    def announce(name: str, *forms: str) -> None:
        for form in forms:
            classes.setdefault(form, set()).add(name)

    units = ["day", "week", "fortnight", "month", "quarter", "year", "decade", "century", "hour", "minute"]
    announce("month", *words.months)
    announce("weekday", *words.weekdays)
    announce("unit", *units, *(unit + "s" for unit in units), "centuries", "generations", "weekend", "morning", "night")
    announce("unit", "evening", "afternoon")
    announce("daypart", "night", "evening", "morning", "afternoon")
    announce("deictic", "yesterday", "today", "tonight", "tomorrow", "overnight")
    announce("ago", "ago", "now", "back")
    announce("season", *words.seasons)
    announce("holiday", *(max(name.replace("'", " ").split(), key=len) for name in words.holidays))
    announce("vague", *(max(phrase.split(), key=len) for phrase in words.vague))
    announce("era", *(max(re.findall(r"\w+", name), key=len) for name in words.eras))
    return {word: frozenset(found) for word, found in classes.items()}


def find_matches(text: str, grammar: Grammar) -> list[Match]:
    """All matches of all patterns, overlapping ones too, the longest first."""
    found: dict[tuple[str, int, int], Match] = {}
    for low, high, classes in _windows(text, grammar):
        for pattern in grammar.patterns:
            if pattern.needs & classes:
                for match in pattern.regex.finditer(text, low, high):
                    key = (pattern.kind, match.start(), match.end())
                    found.setdefault(key, Match(*key, match.groupdict()))
    return sorted(found.values(), key=lambda match: (match.start - match.end, match.start))


def _windows(text: str, grammar: Grammar) -> Iterator[tuple[int, int, set[str]]]:
    """Stretches of text around announcing words: (start, end, classes), apart from each other."""
    low = high = -1
    classes: set[str] = set()
    for word in re.finditer(r"\w+", text):
        form = word.group().lower()
        found = grammar.announcing.get(form) or _numeral(form)
        if not found:
            continue
        if word.start() - _WINDOW_CHARS > high:
            if high >= 0:
                yield low, _word_end(text, high), classes
            low, classes = max(0, word.start() - _WINDOW_CHARS), set()
        high = word.end() + _WINDOW_CHARS
        classes |= found
    if high >= 0:
        yield low, _word_end(text, high), classes


def _numeral(form: str) -> frozenset[str]:
    if not form[0].isdigit():
        return frozenset()
    if len(form) == 4 and form.isdecimal():
        return frozenset({"year"})
    return frozenset({"decade"}) if form.endswith("0s") else frozenset()


def _word_end(text: str, position: int) -> int:
    while position < len(text) and text[position].isalnum():
        position += 1
    return min(position, len(text))
