"""What merging and the store exchange: frozen rows of ids, numbers and lines, no behaviour."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.types import Judgement, MergedEvent


@dataclass(frozen=True, slots=True)
class SketchRow:
    """What is kept of a text to find its copies."""

    document: str
    words: int  #: hash of all words, 63 bits
    shingles: tuple[int, ...]  #: hashes, 32 bits; empty where another text with the same words has them


@dataclass(frozen=True, slots=True)
class Copy:
    """Two texts of one family."""

    earlier: str  #: document id; by date, undated last, then the longer text, then the smaller id
    later: str
    similarity: float  #: share of all their shingles that they have in common, 0..1


class Block(NamedTuple):
    """One place where reports meet.

    Two blocks meet where the key is one, `alone` is true of either, `dated` not of both, the days overlap, and the cells
    touch or one has none.
    """

    key: str
    alone: bool  #: False: one of several nations, who meets only those that have no other
    dated: bool
    first: int  #: day, ordinal
    last: int
    north: int | None  #: degree cell
    east: int | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The mentions of one document at one trigger."""

    id: str  #: smallest mention id
    document: str
    mentions: tuple[str, ...]
    event: str
    features: str


@dataclass(frozen=True, slots=True)
class AtomRow:
    """Reports that need no decision, put together."""

    id: str  #: smallest report id
    document: str  #: of the first report
    family: str  #: original of that document
    mentions: tuple[str, ...]  #: of the first report
    bucket: str
    event: str
    features: str  #: of its lead


@dataclass(frozen=True, slots=True)
class Near:
    """A pair of atoms of two events that are not one, and how near they came."""

    value: float
    left: str  #: id of the lead, the smaller one
    right: str
    why: tuple[str, ...]

    @property
    def rank(self) -> tuple[float, str, str]:
        """The nearest first."""
        return (-self.value, self.left, self.right)


@dataclass(frozen=True, slots=True)
class Knot:
    """What threads are made from: an event's parties, day and what its sentences say of others."""

    event: str
    nations: str  #: codes, sorted, joined by "|"
    day: int
    event_type: str
    ordinal: int | None
    reacts: bool
    fulfils: bool


@dataclass(frozen=True, slots=True)
class Follows:
    """One event follows from another."""

    event: str
    earlier: str
    why: str  #: series | reaction | fulfilment


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the work changes: all of the events `gone` goes, the rest comes."""

    gone: Collection[str]
    documents: Collection[str]  #: whose reports are now merged
    touched: Collection[str]  #: mentions whose joins are made anew
    reports: Sequence[ReportRow]
    atoms: Sequence[AtomRow]
    blocks: Sequence[tuple[str, str, Block]]  #: (atom, event, block)
    events: Sequence[MergedEvent]
    days: Sequence[int]  #: by which the events are ordered
    joins: Sequence[Judgement]
    nearest: Mapping[str, Near]  #: of all events of the part, and of the others that it changed
    alone: Collection[str]  #: events that have no nearest one any more
    misses: Sequence[Judgement]  #: of `nearest`
    knots: Sequence[Knot]
