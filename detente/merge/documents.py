"""Documents that are copies of one another: syndication, with changed headlines and trimmed ends."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations

import numpy as np

from detente.types import Document

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHINGLE_WORDS = 4
#: One shingle in so many is looked up: the share of common sampled shingles estimates containment (FracMinHash; Irber,
#: Pierce-Ward et al. 2022, "Lightweight compositional analysis of metagenomes with FracMinHash"). Every candidate is
#: then compared exactly, so that the sample only costs recall.
_SAMPLE_RATE = 4
#: Texts with fewer shingles are sampled whole.
_SHORT_SHINGLES = 60
#: A shingle found in more texts than this is boilerplate ("the associated press contributed to this report").
_MAX_TEXTS_A_SHINGLE = 200
_MIN_SHARED = 3
#: Of the numbers in the text that has fewer, so many stand in the other too: without this, 87 instead of 77 of 4,000
#: agency reports of 1987 are taken for copies, weekly figures of the treasury among them.
_MIN_SHARE_OF_NUMBERS = 0.6
_FEW_NUMBERS = 3
#: Texts whose shingles are kept while candidates are compared.
_KEPT_TEXTS = 4096
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
    family = list(range(len(ordered)))
    shingles = lru_cache(maxsize=_KEPT_TEXTS)(lambda index: _shingles(ordered[index].text))
    for later, earlier in sorted(_candidates(ordered)):
        if _root(family, later) == _root(family, earlier):
            continue
        same_numbers = _same_numbers(ordered[later].text, ordered[earlier].text)
        if same_numbers and _is_copy(shingles(later), shingles(earlier)):
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


def _candidates(documents: list[Document]) -> set[tuple[int, int]]:
    """Pairs (later, earlier) of texts that share sampled shingles, or all words."""
    sketches = [np.array(_sketch(document.text), dtype=np.uint32) for document in documents]
    if not sketches:
        return set()
    values = np.concatenate(sketches)
    holders = np.repeat(np.arange(len(sketches), dtype=np.int32), [len(sketch) for sketch in sketches])
    order = np.argsort(values, kind="stable")
    values, holders = values[order], holders[order]
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    ends = np.append(starts[1:], len(values))
    several = (ends - starts > 1) & (ends - starts <= _MAX_TEXTS_A_SHINGLE)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        for earlier, later in combinations(holders[start:end].tolist(), 2):
            shared[later, earlier] += 1
    few = {index: len(sketch) for index, sketch in enumerate(sketches)}
    return _identical(documents) | {
        pair for pair, count in shared.items() if count >= min(_MIN_SHARED, few[pair[0]], few[pair[1]])
    }


def _sketch(text: str) -> list[int]:
    shingles = _shingles(text)
    rate = 1 if len(shingles) < _SHORT_SHINGLES else _SAMPLE_RATE
    return [value for value in shingles if value % rate == 0]


def _identical(documents: list[Document]) -> set[tuple[int, int]]:
    first: dict[str, int] = {}
    found = set()
    for index, document in enumerate(documents):
        earlier = first.setdefault(identical_text(document.text), index)
        if earlier != index:
            found.add((index, earlier))
    return found


def _same_numbers(one: str, two: str) -> bool:
    """False for forms filled in anew: market reports, issues of bonds, results of elections."""
    shorter, longer = sorted((set(_NUMBER.findall(one)), set(_NUMBER.findall(two))), key=len)
    return len(shorter) < _FEW_NUMBERS or len(shorter & longer) >= _MIN_SHARE_OF_NUMBERS * len(shorter)


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
