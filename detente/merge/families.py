"""Families of copies, extended: new texts are compared with those that share rare runs of words, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from detente.merge.documents import find_copies, find_root, precedence, sketch
from detente.merging import Copy, SketchRow
from detente.types import Document

_TEXTS_A_PART = 5000


class Library(Protocol):
    """What a store gives and takes."""

    def transaction(self) -> AbstractContextManager[None]: ...
    def pending(self, kind: str) -> list[str]: ...
    def documents_of(self, ids: Collection[str]) -> list[Document]: ...
    def with_words(self, words: Collection[int]) -> dict[int, str]: ...
    def add_sketches(self, rows: Sequence[SketchRow]) -> set[tuple[str, str]]: ...
    def families_of(self, ids: Collection[str]) -> dict[str, str]: ...
    def members_of(self, originals: Collection[str]) -> list[tuple[str, str, tuple[bool, str, int, str]]]: ...
    def note_copies(self, originals: dict[str, str], copies: Sequence[Copy], done: Collection[str]) -> None: ...


def extend(library: Library) -> int:
    """Find the families of all texts whose copies were not looked for yet; returns their number."""
    pending = library.pending("text")
    for first in range(0, len(pending), _TEXTS_A_PART):
        with library.transaction():
            _extend(library, pending[first : first + _TEXTS_A_PART])
    return len(pending)


def _extend(library: Library, ids: Sequence[str]) -> None:
    fresh = sorted(library.documents_of(ids), key=precedence)
    sketches = {document.id: sketch(document.text) for document in fresh}
    first = library.with_words({found.words for found in sketches.values()})
    rows, same = [], []
    for document in fresh:
        found = sketches[document.id]
        holder = first.setdefault(found.words, document.id)
        rows.append(SketchRow(document.id, found.words, found.shingles if holder == document.id else ()))
        if holder != document.id:
            same.append((holder, document.id))
    pairs = library.add_sketches(rows)
    copies = _compare(library, pairs, same, fresh)
    library.note_copies(_originals(library, copies, [document.id for document in fresh]), copies, ids)


def _compare(
    library: Library, pairs: Iterable[tuple[str, str]], same: Sequence[tuple[str, str]], fresh: Iterable[Document]
) -> list[Copy]:
    texts = {document.id: document for document in fresh}
    needed = {id_ for pair in pairs for id_ in pair} | {holder for holder, _ in same}
    texts |= {document.id: document for document in library.documents_of(needed - texts.keys())}
    ordered = list(texts.values())
    numbers = {document.id: number for number, document in enumerate(ordered)}
    copies = find_copies({(numbers[one], numbers[two]) for one, two in pairs}, ordered)
    for one, two in same:
        earlier, later = sorted((texts[one], texts[two]), key=precedence)
        copies.append(Copy(earlier.id, later.id, 1.0))
    return copies


def _originals(library: Library, copies: Sequence[Copy], fresh: Sequence[str]) -> dict[str, str]:
    """Document -> original, of all whose family is new or has changed."""
    touched = {id_ for copy in copies for id_ in (copy.earlier, copy.later)}.union(fresh)
    family = library.families_of(touched)
    members = library.members_of(set(family.values()))
    names = sorted({home for _, home, _ in members})
    numbers = {name: number for number, name in enumerate(names)}
    roots = list(range(len(names)))
    for copy in copies:
        pair = (numbers[family[copy.earlier]], numbers[family[copy.later]])
        low, high = sorted(find_root(roots, number) for number in pair)
        roots[high] = low
    best: dict[int, tuple[bool, str, int, str]] = {}
    for _, home, rank in members:
        root = find_root(roots, numbers[home])
        best[root] = min(best.get(root, rank), rank)
    return {id_: best[find_root(roots, numbers[home])][-1] for id_, home, _ in members}
