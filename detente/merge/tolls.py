"""Numbers killed and injured, read from one sentence: "killing at least 11 people and wounding thirty"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_UNITS = {word: number for number, word in enumerate(_SMALL.split(), 1)}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}  # noqa: SIM905
_WORDS = _UNITS | _TENS
_SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{'|'.join(_TENS)})-(?:{'|'.join(_UNITS)})|{_SPELLED})"
_MORE = r"(?:at least |some |about |around |nearly |more than |over |up to |as many as |another |a further )?"
_WHO = r"(?:\s+(?!killed|dead|wounded|injured|hurt)[a-z][\w-]*){0,5}?"  # "civilians and two", of at most five words
_KILLED = r"(?:killed|dead|died|die|slain|perished|lost their lives)"
_HURT = r"(?:wounded|injured|hurt)"
_VERBS_HURT = r"(?:wound(?:ed|ing|s)|injur(?:ed|ing|es)|hurt(?:ing)?)"
_PATTERNS = {
    "killed": (
        rf"\b(?:kill(?:ed|ing|s)|claim(?:ed|ing) the lives of) {_MORE}{_NUMBER}\b",
        rf"\b(?:left|leaving) {_MORE}{_NUMBER}{_WHO} dead\b",
        rf"\b{_NUMBER}{_WHO}\s+(?:were |was |had been |have been |are |have |had )?{_KILLED}\b",
        rf"\bdeath toll\b[\w\s]{{0,30}}?\b(?:to|at|of|is|was) {_MORE}{_NUMBER}\b",
        rf"\b{_NUMBER} deaths\b",
    ),
    "injured": (
        rf"\b{_VERBS_HURT} {_MORE}{_NUMBER}\b",
        rf"\b{_NUMBER}{_WHO}\s+(?:were |was |had been |have been |are )?{_HURT}\b",
    ),
}
_COMPILED = {field: [re.compile(p, re.I) for p in patterns] for field, patterns in _PATTERNS.items()}


@dataclass(frozen=True, slots=True)
class Toll:
    """What a sentence says; None = nothing."""

    killed: int | None = None
    injured: int | None = None


def find_toll(sentence: str) -> Toll | None:
    """The numbers in a sentence, the first stated of each kind; None where there is none.

    "Two jets bombed the market, killing at least 11 people" -> 11 killed.
    """
    found = {field: _first(sentence, patterns) for field, patterns in _COMPILED.items()}
    return Toll(**found) if any(value is not None for value in found.values()) else None


def _first(sentence: str, patterns: list[re.Pattern[str]]) -> int | None:
    matches = [match for pattern in patterns if (match := pattern.search(sentence))]
    return _value(min(matches, key=lambda match: match.start("n"))["n"]) if matches else None


def _value(text: str) -> int:
    text = text.lower().replace(",", "")
    if text.isdigit():
        return int(text)
    return sum(_WORDS[part] for part in text.split("-"))
