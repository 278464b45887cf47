"""Merging in parts: what is new, and of what is old only the groups that it touches. The result is that of `merge`.

The tie rule, where parts and one batch may differ:
- a shingle in more than 200 different texts counts as boilerplate from then on; copies found before stay copies;
- of several texts with the same words, `copied_from` may name another one than in a batch (`copy_of` never does).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from detente.merge.anchor import read_reports
from detente.merge.atoms import Atom
from detente.merge.decide import (
    Decision,
    atoms_of,
    by_hand,
    decide,
    joins,
    near,
    near_misses,
    nearest,
)
from detente.merge.features import from_line, to_line
from detente.merge.origins import Printed, printed
from detente.merge.reports import Report
from detente.merge.rules import load_rules
from detente.merge.score import Scorer
from detente.merge.summarise import event_id, sort_day, summarise
from detente.merge.thread import SERIES_DAYS, follow, knot_of, threads
from detente.merging import AtomRow, Block, Follows, Knot, Near, Part, ReportRow
from detente.types import Document, Event, Judgement, MergedEvent

#: Mentions merged at once. More need more memory, fewer more queries.
_MENTIONS_A_PART = 20_000


class Archive(Protocol):
    """What a store gives and takes; ids and lines only."""

    def transaction(self) -> AbstractContextManager[None]: ...
    def merging_rules(self) -> int | None: ...
    def start_merging(self, rules: int) -> None: ...
    def pending(self, kind: str) -> list[str]: ...
    def parts(self, mentions: int) -> Iterator[list[str]]: ...
    def documents_of(self, ids: Collection[str]) -> list[Document]: ...
    def originals_of(self, ids: Collection[str]) -> dict[str, str]: ...
    def mentions_in(self, documents: Collection[str]) -> list[Event]: ...
    def mentions_by_id(self, ids: Collection[str]) -> list[Event]: ...
    def judgements(self) -> Iterable[Judgement]: ...
    def groups_of_mentions(self, ids: Collection[str]) -> set[str]: ...
    def groups_of_buckets(self, buckets: Collection[str]) -> set[str]: ...
    def reports_in(self, groups: Collection[str]) -> list[ReportRow]: ...
    def meeting(
        self, blocks: Sequence[tuple[str, Block]], without: Collection[str]
    ) -> tuple[list[tuple[str, str]], list[AtomRow]]: ...
    def nearest_of(self, events: Collection[str]) -> dict[str, tuple[float, str, str]]: ...
    def events_near_groups(self, groups: Collection[str]) -> set[str]: ...
    def atoms_of_events(self, events: Collection[str]) -> list[AtomRow]: ...
    def knots_near(self, knots: Sequence[Knot], days: int) -> list[Knot]: ...
    def knots_in_groups(self, groups: Collection[str]) -> list[Knot]: ...
    def write_part(self, part: Part) -> None: ...
    def write_ties(
        self, events: Collection[str], gone: Collection[str], ties: Sequence[Follows]
    ) -> tuple[set[str], list[tuple[str, str]]]: ...
    def write_threads(self, events: Collection[str], threads: Mapping[str, str]) -> None: ...


def merge_pending(archive: Archive) -> int:
    """Merge all that the archive holds unmerged. Families of copies must be known (`families.extend`).

    Returns:
        The number of events made or made anew.
    """
    rules = load_rules()
    if archive.merging_rules() != rules.version:
        archive.start_merging(rules.version)
    hand = by_hand(archive.judgements())
    # With the first part: what is left of a document that has changed must be gone before the same ids come again.
    groups = set(archive.pending("group")) | archive.groups_of_mentions(archive.pending("mention"))
    made = 0
    for documents in archive.parts(_MENTIONS_A_PART):
        made += _merge_part(archive, documents, groups, hand, Scorer(rules))
        groups = set()
    return made + _merge_part(archive, [], groups, hand, Scorer(rules)) if groups else made


def _merge_part(
    archive: Archive, documents: Sequence[str], groups: set[str], hand: Sequence[Judgement], scorer: Scorer
) -> int:
    texts = {document.id: document for document in archive.documents_of(documents)}
    originals = archive.originals_of(texts)
    mentions = {mention.id: mention for mention in archive.mentions_in(documents)}
    fresh = read_reports(mentions.values(), texts, originals, scorer.rules)
    closure = _Closure(archive, hand, scorer, {report.key: report for report in fresh})
    closure.close(groups)
    decision = decide(closure.atoms, hand, scorer)
    if not decision.atoms and not closure.pulled:
        archive.write_part(Part(set(), documents, (), (), (), (), (), (), (), {}, (), (), ()))
        return 0
    events, knots = _events(archive, decision, mentions, texts, originals)
    old_knots = archive.knots_in_groups(closure.pulled)
    part = _part(archive, decision, closure, events, knots, documents, scorer)
    made = [event.id for event in events]
    with archive.transaction():
        archive.write_part(part)
        _tie(archive, [*old_knots, *knots], {knot.event for knot in old_knots}.difference(made), made)
    return len(events)


@dataclass(slots=True)
class _Outside:
    """An atom of another group that was compared with one of this part."""

    row: AtomRow
    lead: Report
    value: float


@dataclass(slots=True)
class _Closure:
    """The reports of a part: the new ones, and all groups that these touch."""

    archive: Archive
    hand: Sequence[Judgement]
    scorer: Scorer
    inside: dict[str, Report]
    pulled: set[str] = field(default_factory=set)
    lines: dict[str, str] = field(default_factory=dict)  #: features of the reports that were stored
    met: dict[tuple[str, ...], list[_Outside]] = field(default_factory=dict)  #: by the atom's reports
    atoms: list[Atom] = field(default_factory=list)

    def close(self, groups: set[str]) -> None:
        """Pull in `groups`, and whatever touches what is inside, until nothing more does."""
        buckets: set[str] = set()
        judged: set[str] = set()
        self._pull(groups)
        while True:
            self.atoms = self._made()
            partners = self._partners() - judged
            judged |= partners
            seen = {atom.bucket for atom in self.atoms} - buckets
            buckets |= seen
            if self._pull(self.archive.groups_of_mentions(partners) | self.archive.groups_of_buckets(seen)):
                continue
            self._meet()
            threshold = self.scorer.rules.threshold
            joined = {o.row.group for _, found in self.outside() for o in found if o.value >= threshold}
            if not self._pull(joined):
                return

    def outside(self) -> Iterator[tuple[Atom, list[_Outside]]]:
        """Each atom with those that it could be one event with, and that stay outside."""
        for atom in self.atoms:
            found = self.met.get(_members(atom), ())
            yield atom, [other for other in found if other.row.group not in self.pulled]

    def _made(self) -> list[Atom]:
        """The atoms of what is inside; one object for an atom that has not changed, so that its blocks are known."""
        old = {_members(atom): atom for atom in self.atoms}
        return [old.get(_members(atom), atom) for atom in atoms_of(self.inside.values(), self.hand, self.scorer.rules)]

    def _pull(self, groups: Collection[str]) -> bool:
        fresh = set(groups) - self.pulled
        if not fresh:
            return False
        self.pulled |= fresh
        rows = self.archive.reports_in(fresh)
        originals = self.archive.originals_of({row.document for row in rows})
        for row in rows:
            if row.id not in self.inside:
                family = originals.get(row.document, row.document)
                self.lines[row.id] = row.features
                self.inside[row.id] = from_line(row.features, row.id, row.mentions, row.document, family)
        return True

    def _partners(self) -> set[str]:
        """Mentions that a person judged together with one that is inside."""
        if not self.hand:
            return set()
        here = {mention for report in self.inside.values() for mention in report.mentions}
        pairs = ((judgement.left, judgement.right) for judgement in self.hand)
        return {other for one, two in pairs for own, other in ((one, two), (two, one)) if own in here} - here

    def _meet(self) -> None:
        """Compare the atoms that are new, or have changed, with what is outside."""
        todo = {atom.lead.key: atom for atom in self.atoms if _members(atom) not in self.met}
        for atom in todo.values():
            self.met[_members(atom)] = []
        blocks = [(key, block) for key, atom in todo.items() for block in self.scorer.blocks(atom.lead)]
        pairs, rows = self.archive.meeting(blocks, self.pulled)
        known = {row.id: (row, _lead(row)) for row in rows}
        for key, other in pairs:
            row, lead = known[other]
            atom = todo[key]
            if (value := self.scorer.score(atom.lead, lead)) is not None:
                self.met[_members(atom)].append(_Outside(row, lead, value))


def _members(atom: Atom) -> tuple[str, ...]:
    return tuple(report.key for report in atom.reports)


def _lead(row: AtomRow) -> Report:
    return from_line(row.features, row.id, row.mentions, row.document, row.family)


def _split(one: Report, two: Report, hand: Iterable[Judgement]) -> bool:
    """Whether a person keeps two leads apart: a judged report is an atom of its own."""
    pairs = {frozenset((left, right)) for left in one.mentions for right in two.mentions}
    return any(frozenset((j.left, j.right)) in pairs for j in hand if j.verdict == "different")


def _events(
    archive: Archive,
    decision: Decision,
    mentions: dict[str, Event],
    texts: Mapping[str, Document],
    originals: Mapping[str, str],
) -> tuple[list[MergedEvent], list[Knot]]:
    """The events of all clusters, in their order."""
    reports = [report for atom in decision.atoms for report in atom.reports]
    missing = {id_ for report in reports for id_ in report.mentions} - mentions.keys()
    mentions |= {mention.id: mention for mention in archive.mentions_by_id(missing)}
    prints: dict[str, Printed] = {id_: printed(text, originals.get(id_, id_)) for id_, text in texts.items()}
    unread = ({report.document for report in reports} | {report.family for report in reports}) - prints.keys()
    homes = archive.originals_of(unread)
    for document in archive.documents_of(unread):
        prints[document.id] = printed(document, homes.get(document.id, document.id))
    events, knots = [], []
    for number in range(len(decision.clusters)):
        found = decision.reports(number)
        event = summarise(found, mentions, prints)
        events.append(event)
        if (knot := knot_of(event, found)) is not None:
            knots.append(knot)
    return events, knots


def _part(
    archive: Archive,
    decision: Decision,
    closure: _Closure,
    events: Sequence[MergedEvent],
    knots: Sequence[Knot],
    documents: Collection[str],
    scorer: Scorer,
) -> Part:
    atoms = decision.atoms
    event_of = {item: event_id([atoms[found[0]].lead.key]) for found in decision.clusters for item in found}
    groups = [atoms[root].lead.key for root in decision.groups]
    lines = {r.key: closure.lines.get(r.key) or to_line(r) for atom in atoms for r in atom.reports}
    near_now, alone = _nearest(archive, decision, closure, event_of, scorer)
    return Part(
        groups=closure.pulled,
        documents=documents,
        touched={mention for atom in atoms for report in atom.reports for mention in report.mentions},
        reports=[
            ReportRow(report.key, report.document, report.mentions, groups[item], lines[report.key])
            for item, atom in enumerate(atoms)
            for report in atom.reports
        ],
        atoms=[
            AtomRow(
                atom.lead.key,
                atom.lead.document,
                atom.lead.family,
                atom.lead.mentions,
                atom.bucket,
                groups[item],
                event_of[item],
                lines[atom.lead.key] if len(atom.reports) == 1 else to_line(atom.lead),
            )
            for item, atom in enumerate(atoms)
        ],
        blocks=[
            (atom.lead.key, groups[item], block)
            for item, atom in enumerate(atoms)
            for block in scorer.blocks(atom.lead)
        ],
        events=events,
        days=[sort_day(event) for event in events],
        joins=joins(decision, scorer),
        nearest=near_now,
        alone=alone,
        misses=near_misses(near_now.values(), scorer),
        knots=knots,
    )


def _nearest(
    archive: Archive, decision: Decision, closure: _Closure, event_of: Mapping[int, str], scorer: Scorer
) -> tuple[dict[str, Near], set[str]]:
    """(event -> its nearest, for the part's events and the others that it changed; others that have none now)."""
    found = {event_of[decision.clusters[number][0]]: pair for number, pair in nearest(decision, scorer).items()}
    numbers = {atom.lead.key: number for number, atom in enumerate(decision.atoms)}
    others: dict[str, Near] = {}
    for atom, outside in closure.outside():
        event = event_of[numbers[atom.lead.key]]
        for other in outside:
            pair = near(atom.lead, other.lead, other.value, scorer)
            _keep(found, event, pair)
            _keep(others, other.row.event, pair)
    stale = archive.events_near_groups(closure.pulled)
    known = archive.nearest_of(others.keys() - stale)
    changed = {event: pair for event, pair in others.items() if event in stale or _nearer(pair, known.get(event))}
    if stale:
        _nearest_of_stale(archive, closure, stale, changed, scorer)
    return found | changed, stale - changed.keys()


def _nearest_of_stale(
    archive: Archive, closure: _Closure, stale: set[str], changed: dict[str, Near], scorer: Scorer
) -> None:
    """Events whose nearest one was in this part: look for it again among all that stay outside."""
    atoms = {row.id: (row, _lead(row)) for row in archive.atoms_of_events(stale)}
    blocks = [(id_, block) for id_, (_, lead) in atoms.items() for block in scorer.blocks(lead)]
    pairs, rows = archive.meeting(blocks, closure.pulled)
    known = {row.id: (row, _lead(row)) for row in rows}
    for one, two in pairs:
        (row, lead), (other, lead_of_other) = atoms[one], known[two]
        if row.event == other.event or _split(lead, lead_of_other, closure.hand):
            continue
        if (value := scorer.score(lead, lead_of_other)) is not None:
            _keep(changed, row.event, near(lead, lead_of_other, value, scorer))


def _keep(found: dict[str, Near], event: str, pair: Near) -> None:
    if event not in found or pair.rank < found[event].rank:
        found[event] = pair


def _nearer(pair: Near, known: tuple[float, str, str] | None) -> bool:
    return known is None or pair.rank < (-known[0], known[1], known[2])


def _tie(archive: Archive, changed: Sequence[Knot], gone: set[str], events: Collection[str]) -> None:
    """Threads of what has changed, and of what may follow from it."""
    around = {knot.event: knot for knot in archive.knots_near(changed, SERIES_DAYS)}
    days: dict[str, tuple[int, int]] = {}
    for knot in changed:
        low, high = days.get(knot.nations, (knot.day, knot.day))
        days[knot.nations] = (min(low, knot.day), max(high, knot.day))
    again = {
        knot.event for knot in around.values()
        if days[knot.nations][0] <= knot.day <= days[knot.nations][1] + SERIES_DAYS
    }  # fmt: skip
    ties = [tie for tie in follow(around.values()) if tie.event in again]
    affected, linked = archive.write_ties(again | set(events), gone, ties)
    archive.write_threads(affected, threads(linked))
