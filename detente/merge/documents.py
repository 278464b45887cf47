"""Documents that are copies of one another: syndication, with changed headlines and trimmed ends."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from detente.types import Document

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 4
#: One shingle in so many is looked up: the share of common sampled shingles estimates containment (FracMinHash; Irber,
#: Pierce-Ward et al. 2022, "Lightweight compositional analysis of metagenomes with FracMinHash"). Every candidate is
#: then compared exactly, so that the sample only costs recall.
_SAMPLE_RATE = 4
#: Texts with fewer shingles are sampled whole.
_SHORT_SHINGLES = 60
#: A shingle found in more texts than this is boilerplate ("the associated press contributed to this report").
_MAX_TEXTS_A_SHINGLE = 200
#: Of the shorter text's shingles, so many stand in the longer too. Two newsrooms on the same event share 0.02 to 0.15;
#: one word in twelve changed leaves 0.7.
_MIN_SHARE_OF_SHORTER = 0.5
#: Of the longer text's: an article that quotes a statement in full is no copy of it ...
_MIN_SHARE_OF_LONGER = 0.35
#: ... unless what they share is the beginning: the end was cut off.
_MIN_SHARE_OF_BEGINNING = 0.75
_MIN_SHARE_OF_TRIMMED = 0.15
#: Shorter texts ("Markets closed.") are copies only where they are identical.
_MIN_SHINGLES = 12


def copies(documents: Iterable[Document]) -> dict[str, str]:
    """Document id -> id of its original, for every document; originals stand for themselves.

    The original of a family is the first by date (undated last), then the longest, then the smallest id.
    """
    ordered = sorted(documents, key=_precedence)
    sets = [_shingles(document.text) for document in ordered]
    family = list(range(len(ordered)))
    for later, earlier in sorted(_candidates(ordered, sets)):
        if _root(family, later) != _root(family, earlier) and _is_copy(sets[later], sets[earlier]):
            one, two = sorted((_root(family, later), _root(family, earlier)))
            family[two] = one
    return {document.id: ordered[_root(family, index)].id for index, document in enumerate(ordered)}


def identical_text(text: str) -> str:
    """The words alone, in lower case: equal where two texts differ only in spacing and punctuation."""
    return " ".join(_WORD.findall(text.lower()))


def _precedence(document: Document) -> tuple[bool, str, int, str]:
    date = document.date.isoformat() if document.date else ""
    return (document.date is None, date, -len(document.text), document.id)


def _shingles(text: str) -> Mapping[int, int]:
    """Hash of each run of four words -> where it first stands, counted in words; a short text is one shingle."""
    words = _WORD.findall(text.lower())
    runs = [" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(max(1, len(words) - _SHINGLE_WORDS + 1))]
    if len(runs) < _MIN_SHINGLES:
        runs = [" ".join(words)]
    found: dict[int, int] = {}
    for position, run in enumerate(runs):
        found.setdefault(zlib.crc32(run.encode()), position)
    return found


def _candidates(documents: list[Document], sets: list[Mapping[int, int]]) -> set[tuple[int, int]]:
    """Pairs (later, earlier) of texts that share a sampled shingle."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, shingles in enumerate(sets):
        whole = len(shingles) < _SHORT_SHINGLES
        for value in shingles:
            if whole or value % _SAMPLE_RATE == 0:
                holders[value].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for found in holders.values():
        if 1 < len(found) <= _MAX_TEXTS_A_SHINGLE:
            for n, later in enumerate(found):
                for earlier in found[:n]:
                    shared[later, earlier] += 1
    enough = {
        (later, earlier)
        for (later, earlier), count in shared.items()
        if count >= min(3, len(sets[later]), len(sets[earlier]))
    }
    return enough | _identical(documents)


def _identical(documents: list[Document]) -> set[tuple[int, int]]:
    first: dict[str, int] = {}
    found = set()
    for index, document in enumerate(documents):
        earlier = first.setdefault(identical_text(document.text), index)
        if earlier != index:
            found.add((index, earlier))
    return found


def _is_copy(one: Mapping[int, int], two: Mapping[int, int]) -> bool:
    shorter, longer = sorted((one, two), key=len)
    common = [value for value in shorter if value in longer]
    if len(common) < _MIN_SHARE_OF_SHORTER * len(shorter):
        return False
    share = len(common) / len(longer)
    if share >= _MIN_SHARE_OF_LONGER:
        return True
    reach = max(longer[value] for value in common) + 1
    return share >= _MIN_SHARE_OF_TRIMMED and len(common) >= _MIN_SHARE_OF_BEGINNING * reach


def _root(family: list[int], index: int) -> int:
    while family[index] != index:
        family[index] = family[family[index]]
        index = family[index]
    return index
