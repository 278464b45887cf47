"""Headlines In Title Case or ALL CAPITALS, as a sentence would write them.

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
_NAME = re.compile(r"[A-Za-z]+(?:['’]S)?")
_STOP = re.compile(r"[.!?:][\"”’')]*\s*$")
#: A headline has so many words, and so many of so many letters behind its first; and at most so many characters.
_WORDS, _LONG, _LETTERS = 4, 2, 4
_LONGEST = 400
#: So many of these must be words that news writes small, or one behind "to": a list of names is no headline.
_SMALL = 2


def sentence_case(text: str) -> str:
    """The text, of the same length, with its headlines as sentences."""
    changed = [(start + at, word) for start, end in stretches(text) for at, word in _rewritten(text[start:end])]
    if not changed:
        return text
    letters = list(text)
    for at, word in changed:
        letters[at : at + len(word)] = word
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


def _rewritten(piece: str) -> list[tuple[int, str]]:
    """(place, word) of the words of a stretch that are to be written otherwise; none where it is no headline."""
    if not is_headline(piece):
        return []
    words = list(_WORD.finditer(piece))
    named, shouted = _named(piece, words), piece.isupper()
    changed = [(m.start(), _in_sentence(m.group(), at in named, shouted)) for at, m in enumerate(words)]
    small = [word for _, word in changed if word.islower() and len(word) >= _LETTERS and word not in _lines("links")]
    planned = any(
        one.group() == "to" and two.group() != word
        for one, two, (_, word) in zip(words, words[1:], changed[1:], strict=False)
    )
    return changed if len(small) >= _SMALL or planned else []


def _named(piece: str, words: list[re.Match[str]]) -> set[int]:
    """Numbers of the words that are not written small: the first, and those of "Security Council"."""
    pairs, found = _lines("large_pairs"), {0}
    for at, (one, two) in enumerate(pairwise(words)):
        if piece[one.end() : two.start()] == " " and f"{one.group()} {two.group()}".lower() in pairs:
            found |= {at, at + 1}
    return found


def _in_sentence(word: str, named: bool, shouted: bool) -> str:
    """A headline's word as a sentence writes it."""
    if shouted and (word in _lines("acronyms") or (len(word) == 1 and word != "A")):
        return word
    if not shouted and not (word[0].isupper() and word[1:].islower()):
        return word
    if not named and is_small(word.lower()):
        return word.lower()
    return _NAME.sub(lambda part: part.group().capitalize(), word) if shouted and len(word) > 2 else word


def is_small(word: str) -> bool:
    """News writes the word small, or that of which it is a form ("ousts") and not the name that looks like one ("Banks")."""
    small = _lines("small_words")
    return word in small or (word not in _lines("large_words") and not small.isdisjoint(stems(word)))


def is_small_word(word: str) -> bool:
    """News has the word, and mostly small."""
    return word in _lines("small_words")


def stems(word: str) -> list[str]:
    """What a word may be a form of: plural, third person, past or participle."""
    for ending in ("s", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            found = [stem] if ending == "s" else [stem, f"{stem}e"]
            if stem.endswith("i"):
                found.append(f"{stem[:-1]}y")
            if stem.endswith("ie"):
                found.append(f"{stem[:-2]}y")
            if ending == "s" and stem.endswith("e"):
                found.append(stem[:-1])
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
            return found
    return []


@lru_cache(maxsize=5)
def _lines(name: str) -> frozenset[str]:
    return frozenset((DATA / f"{name}.txt").read_text("utf-8").split("\n")[:-1])
