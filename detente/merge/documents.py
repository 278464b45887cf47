"""Documents that are copies of one another: syndication, with changed headlines and trimmed ends."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from detente.merging import Copy
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
#: A shingle found in more different texts than this is boilerplate ("the associated press contributed to this report").
MAX_TEXTS_A_SHINGLE = 200
MIN_SHARED = 3
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


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a text is kept to find its copies."""

    words: int  #: hash of all its words: equal for texts that differ in case, spacing and punctuation only
    shingles: tuple[int, ...]  #: the sampled ones, sorted


def sketch(text: str) -> Sketch:
    """The sketch of a text."""
    shingles = _shingles(text)
    rate = 1 if len(shingles) < _SHORT_SHINGLES else _SAMPLE_RATE
    words = hashlib.blake2b(identical_text(text).encode(), digest_size=8).digest()
    sampled = sorted(value for value in shingles if value % rate == 0)
    return Sketch(int.from_bytes(words, "big") >> 1, tuple(sampled))


def copies(documents: Iterable[Document]) -> dict[str, str]:
    """Document id -> id of its original, for every document; originals stand for themselves.

    The original of a family is the first by date (undated last), then the longest, then the smallest id.
    """
    ordered = sorted(documents, key=precedence)
    sketches = [sketch(document.text) for document in ordered]
    first: dict[int, int] = {}
    same = [first.setdefault(found.words, index) for index, found in enumerate(sketches)]
    pairs = candidates({index: sketches[index].shingles for index in first.values()})
    found = find_copies(pairs, ordered)
    numbers = {document.id: index for index, document in enumerate(ordered)}
    roots = list(range(len(ordered)))
    edges = [(numbers[copy.earlier], numbers[copy.later]) for copy in found]
    for one, two in [*edges, *enumerate(same)]:
        low, high = sorted((find_root(roots, one), find_root(roots, two)))
        roots[high] = low
    return {document.id: ordered[find_root(roots, index)].id for index, document in enumerate(ordered)}


def find_copies(pairs: Iterable[tuple[int, int]], documents: Sequence[Document]) -> list[Copy]:
    """Those of the pairs (indexes into `documents`) that are copies."""
    shingles = lru_cache(maxsize=_KEPT_TEXTS)(lambda index: _shingles(documents[index].text))
    found = []
    for one, two in sorted(pairs):
        if not _same_numbers(documents[one].text, documents[two].text):
            continue
        common = _common(shingles(one), shingles(two))
        if common is not None:
            earlier, later = sorted((documents[one], documents[two]), key=precedence)
            union = len(shingles(one)) + len(shingles(two)) - common
            found.append(Copy(earlier.id, later.id, round(common / union, 3)))
    return found


def identical_text(text: str) -> str:
    """The words alone, in lower case: equal where two texts differ only in spacing and punctuation."""
    return " ".join(_WORD.findall(text.lower()))


def precedence(document: Document) -> tuple[bool, str, int, str]:
    """Sorts the original of a family first."""
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


def candidates(sketches: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """Pairs of keys whose sketches share enough shingles; the smaller key first."""
    if not sketches:
        return set()
    values = np.concatenate([np.array(found, dtype=np.uint32) for found in sketches.values()])
    holders = np.repeat(np.array(list(sketches), dtype=np.int64), [len(found) for found in sketches.values()])
    order = np.argsort(values, kind="stable")
    values, holders = values[order], holders[order]
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else values
    ends = np.append(starts[1:], len(values))
    several = (ends - starts > 1) & (ends - starts <= MAX_TEXTS_A_SHINGLE)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        for one, two in combinations(sorted(holders[start:end].tolist()), 2):
            shared[one, two] += 1
    return {
        (one, two)
        for (one, two), count in shared.items()
        if count >= min(MIN_SHARED, len(sketches[one]), len(sketches[two]))
    }


def _same_numbers(one: str, two: str) -> bool:
    """False for forms filled in anew: market reports, issues of bonds, results of elections."""
    shorter, longer = sorted((set(_NUMBER.findall(one)), set(_NUMBER.findall(two))), key=len)
    return len(shorter) < _FEW_NUMBERS or len(shorter & longer) >= _MIN_SHARE_OF_NUMBERS * len(shorter)


def _common(one: Mapping[int, int], two: Mapping[int, int]) -> int | None:
    """Number of shingles that two copies share; None for texts that are no copies."""
    shorter, longer = sorted((one, two), key=len)
    common = [value for value in shorter if value in longer]
    if len(common) < _MIN_SHARE_OF_SHORTER * len(shorter):
        return None
    share = len(common) / len(longer)
    if share >= _MIN_SHARE_OF_LONGER:
        return len(common)
    reach = max(longer[value] for value in common) + 1
    trimmed = share >= _MIN_SHARE_OF_TRIMMED and len(common) >= _MIN_SHARE_OF_BEGINNING * reach
    return len(common) if trimmed else None


def find_root(roots: list[int], index: int) -> int:
    """The smallest item that this one is joined to."""
    while roots[index] != index:
        roots[index] = roots[roots[index]]
        index = roots[index]
    return index
