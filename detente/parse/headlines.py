"""Headlines In Title Case, as a sentence would write them.

The parser knows sentences: in "Israel Launches Airstrikes" it takes the verb for a name and finds no event. Words that news
mostly writes small are written small here before the text is parsed; no character moves, so all spans stay right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parent / "data"
#: Where a stretch ends: at a line's end, or behind a full stop that ends no abbreviation.
_END = re.compile(r"\n\s*|(?<=[a-z]{2}[.!?])[\"”’']?\s+")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_STOP = re.compile(r"[.!?:][\"”’')]*\s*$")
#: A headline has so many words, and so many of so many letters behind its first; and at most so many characters.
_WORDS, _LONG, _LETTERS = 4, 2, 4
_LONGEST = 400
#: So many of these must be words that news writes small: a list of names is no headline.
_SMALL = 2


def sentence_case(text: str) -> str:
    """The text, of the same length, with its headlines as sentences."""
    changed = [(start + m.start(), m.group()) for start, end in stretches(text) for m in _lowered(text[start:end])]
    if not changed:
        return text
    letters = list(text)
    for at, word in changed:
        letters[at : at + len(word)] = word.lower()
    return "".join(letters)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of what may be a headline or a sentence of its own: lines that are wrapped in mid-sentence are neither."""
    start, whole = 0, True
    for gap in _END.finditer(text):
        apart = gap.group().count("\n") != 1
        ends = apart or _STOP.search(text[start : gap.end()]) is not None
        if whole and (ends or not text[gap.end() : gap.end() + 1].islower()):
            yield start, gap.start()
        start, whole = gap.end(), ends
    if whole:
        yield start, len(text)


def is_headline(piece: str) -> bool:
    """Every long word is written large, but for prepositions and conjunctions."""
    words = [m.group() for m in _WORD.finditer(piece)] if len(piece) <= _LONGEST else []
    if len(words) < _WORDS or not piece.lstrip(" \"“‘'")[:1].isupper():
        return False
    long = [word for word in words[1:] if len(word) >= _LETTERS and word not in _lines("links")]
    return len(long) >= _LONG and all(word[0].isupper() for word in long)


def _lowered(piece: str) -> list[re.Match[str]]:
    """The words of a stretch that are to be written small; none where it is no headline."""
    if not is_headline(piece):
        return []
    words, pairs = list(_WORD.finditer(piece)), _lines("large_pairs")
    named = set()
    for at, (one, two) in enumerate(pairwise(words)):
        if piece[one.end() : two.start()] == " " and f"{one.group()} {two.group()}".lower() in pairs:
            named |= {at, at + 1}
    found = [
        m for at, m in enumerate(words)
        if at and at not in named and m.group()[0].isupper() and m.group()[1:].islower() and is_small(m.group().lower())
    ]  # fmt: skip
    return found if sum(len(m.group()) >= _LETTERS for m in found) >= _SMALL else []


def is_small(word: str) -> bool:
    """News writes the word small, or that of which it is a form ("ousts") and not the name that looks like one ("Banks")."""
    small = _lines("small_words")
    return word in small or (word not in _lines("large_words") and not small.isdisjoint(stems(word)))


def stems(word: str) -> list[str]:
    """What a word may be a form of: plural, third person, past or participle."""
    for ending in ("s", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            found = [stem] if ending == "s" else [stem, f"{stem}e"]
            if stem.endswith("i"):
                found.append(f"{stem[:-1]}y")
            if stem.endswith("ie") or (ending == "s" and stem.endswith("e")):
                found += [stem[:-1], f"{stem[:-2]}y"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
            return found
    return []


@lru_cache(maxsize=4)
def _lines(name: str) -> frozenset[str]:
    return frozenset((DATA / f"{name}.txt").read_text("utf-8").split("\n")[:-1])
