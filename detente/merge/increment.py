"""Merging in parts: what is new, and of what is old only the events that it may change. The result is that of `merge`.

The tie rule, where parts and one batch may differ:
- a shingle in more than 200 different texts counts as boilerplate from then on; copies found before stay copies;
- of several texts with the same words, `copied_from` may name another one than in a batch (`copy_of` never does).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol

from detente.collector import without_collector
from detente.merge.anchor import read_reports
from detente.merge.atoms import Atom, Atoms
from detente.merge.decide import (
    Decision,
    by_hand,
    decide,
    joins,
    judged_mentions,
    near,
    near_misses,
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
    def events_of_mentions(self, ids: Collection[str]) -> set[str]: ...
    def events_of_buckets(self, buckets: Collection[str]) -> set[str]: ...
    def reports_of_events(self, events: Collection[str]) -> list[ReportRow]: ...
    def meeting(
        self, blocks: Sequence[tuple[str, Block]], without: Collection[str]
    ) -> tuple[list[tuple[str, str]], list[AtomRow]]: ...
    def nearest_of(self, events: Collection[str]) -> dict[str, tuple[float, str, str]]: ...
    def events_near(self, events: Collection[str], without: Collection[str]) -> set[str]: ...
    def atoms_of_events(self, events: Collection[str]) -> list[AtomRow]: ...
    def knots_near(self, knots: Sequence[Knot], days: int) -> list[Knot]: ...
    def knots_of(self, events: Collection[str]) -> list[Knot]: ...
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
    again = set(archive.pending("event")) | archive.events_of_mentions(archive.pending("mention"))
    made = 0
    for documents in archive.parts(_MENTIONS_A_PART):
        with without_collector():  # a seventh of the time
            made += _merge_part(archive, documents, again, hand, Scorer(rules))
        again = set()
    return made + _merge_part(archive, [], again, hand, Scorer(rules)) if again else made


def _merge_part(
    archive: Archive, documents: Sequence[str], again: Collection[str], hand: Sequence[Judgement], scorer: Scorer
) -> int:
    texts = {document.id: document for document in archive.documents_of(documents)}
    originals = archive.originals_of(texts)
    mentions = {mention.id: mention for mention in archive.mentions_in(documents)}
    fresh = read_reports(mentions.values(), texts, originals, scorer.rules)
    closure = _Closure(archive, hand, scorer, {report.key: report for report in fresh})
    decision = closure.close(again)
    gone = closure.gone(decision)
    if not decision.atoms and not gone:
        archive.write_part(Part(set(), documents, (), (), (), (), (), (), (), {}, (), (), ()))
        return 0
    events, knots = _events(archive, decision, mentions, texts, originals)
    old_knots = archive.knots_of(gone)
    part = _part(archive, decision, closure, gone, events, knots, documents, scorer)
    made = [event.id for event in events]
    with archive.transaction():
        archive.write_part(part)
        _tie(archive, [*old_knots, *knots], {knot.event for knot in old_knots}.difference(made), made)
    return len(events)


@dataclass(slots=True)
class _Outside:
    """An atom of another event that was compared with one of this part."""

    row: AtomRow
    lead: Report
    value: float


@dataclass(slots=True)
class _Closure:
    """The reports of a part: the new ones, and all events that these may change.

    Clustering is greedy, by the average alone. So an event stays as it is unless a cluster that is new, or has changed, would
    be joined to a piece of it; with no pair over the threshold between the two, nothing of the kind can happen. Pulled
    in are therefore the events of such pairs; those that come out as they were are left as they are, with all around them.
    """

    archive: Archive
    hand: Sequence[Judgement]
    scorer: Scorer
    inside: dict[str, Report]
    again: Collection[str] = ()  #: events that are made anew whatever comes out
    homes: dict[str, str] = field(default_factory=dict)  #: report -> stored event that was pulled in
    pulled: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)  #: mentions and buckets that were looked for
    lines: dict[str, str] = field(default_factory=dict)  #: features of the reports that were stored
    met: dict[Atom, list[_Outside]] = field(default_factory=dict)
    atoms: Atoms = field(init=False)

    def __post_init__(self) -> None:
        self.atoms = Atoms(self.scorer.rules, judged_mentions(self.hand))
        self.atoms.add(self.inside.values())

    def close(self, events: Collection[str]) -> Decision:
        """Pull in `events` and all that may change with what is inside; the clusters that are new or have changed."""
        self.again = events
        self._pull(events)
        self._pull_named()
        self._pull(self._joined(self.atoms.made()))
        decision = None
        while True:
            self._pull_named()
            decision = decide(self.atoms.made(), self.hand, self.scorer, decision)
            changed = self._changed(decision)
            if not self._pull(self._joined(decision.atoms[item] for found in changed.clusters for item in found)):
                return changed

    def gone(self, decision: Decision) -> set[str]:
        """Stored events that the changed clusters replace."""
        keys = (report.key for number in range(len(decision.clusters)) for report in decision.reports(number))
        return {*self.again, *(self.homes[key] for key in keys if key in self.homes)}

    def is_stored(self, atom: Atom) -> bool:
        """Whether the atom is stored just so, whatever has become of its event."""
        homes = {self.homes.get(report.key) for report in atom.reports}
        return None not in homes and homes.isdisjoint(self.again)

    def outside(self, atom: Atom) -> list[_Outside]:
        """Atoms that it could be one event with, and that are not inside."""
        return [other for other in self.met[atom] if other.row.event not in self.pulled]

    def _changed(self, decision: Decision) -> Decision:
        """Without the clusters that are stored events, as they are there."""
        sizes = Counter(self.homes.values())
        judged = judged_mentions(self.hand)

        def is_kept(number: int) -> bool:
            reports = decision.reports(number)
            homes = {self.homes.get(report.key) for report in reports}
            home = homes.pop()
            if homes or home is None or home in self.again or sizes[home] != len(reports):
                return False
            # What a person joined may have come apart within.
            return judged.isdisjoint(id_ for report in reports for id_ in report.mentions)

        clusters = tuple(found for number, found in enumerate(decision.clusters) if not is_kept(number))
        return replace(decision, clusters=clusters)

    def _pull(self, events: Collection[str]) -> bool:
        fresh = set(events) - self.pulled
        if not fresh:
            return False
        self.pulled |= fresh
        rows = [row for row in self.archive.reports_of_events(fresh) if row.id not in self.inside]
        originals = self.archive.originals_of({row.document for row in rows})
        for row in rows:
            family = originals.get(row.document, row.document)
            self.homes[row.id] = row.event
            self.lines[row.id] = row.features
            self.inside[row.id] = from_line(row.features, row.id, row.mentions, row.document, family)
        self.atoms.add(self.inside[row.id] for row in rows)
        return True

    def _pull_named(self) -> None:
        """What a person judged together with what is inside, and what is one atom with it."""
        while fresh := (self._partners() | self.atoms.buckets()) - self.named:
            self.named |= fresh
            self._pull(self.archive.events_of_mentions(fresh) | self.archive.events_of_buckets(fresh))

    def _partners(self) -> set[str]:
        """Mentions that a person judged together with one that is inside."""
        if not self.hand:
            return set()
        here = {mention for report in self.inside.values() for mention in report.mentions}
        pairs = ((judgement.left, judgement.right) for judgement in self.hand)
        return {other for one, two in pairs for own, other in ((one, two), (two, one)) if own in here} - here

    def _joined(self, atoms: Iterable[Atom]) -> set[str]:
        """Events outside with an atom that scores over the threshold with one of these, which are new or have changed."""
        atoms = list(atoms)
        todo = {atom.lead.key: atom for atom in atoms if atom not in self.met}
        self.met |= {atom: [] for atom in todo.values()}
        blocks = [(key, block) for key, atom in todo.items() for block in self.scorer.blocks(atom.lead)]
        pairs, rows = self.archive.meeting(blocks, self.pulled)
        known = {row.id: (row, _lead(row)) for row in rows}
        for key, other in pairs:
            row, lead = known[other]
            atom = todo[key]
            if (value := self.scorer.score(atom.lead, lead)) is not None:
                self.met[atom].append(_Outside(row, lead, value))
        threshold = self.scorer.rules.threshold
        return {other.row.event for atom in atoms for other in self.outside(atom) if other.value >= threshold}


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
    reports = [report for number in range(len(decision.clusters)) for report in decision.reports(number)]
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
    gone: set[str],
    events: Sequence[MergedEvent],
    knots: Sequence[Knot],
    documents: Collection[str],
    scorer: Scorer,
) -> Part:
    event_of = {item: event_id([decision.atoms[found[0]].lead.key]) for found in decision.clusters for item in found}
    atoms = [(decision.atoms[item], event) for item, event in sorted(event_of.items())]
    reports = [(report, event) for atom, event in atoms for report in atom.reports]
    lines = {report.key: closure.lines.get(report.key) or to_line(report) for report, _ in reports}
    near_now, alone = _nearest(archive, decision, closure, gone, event_of)
    return Part(
        gone=gone,
        documents=documents,
        touched={mention for report, _ in reports for mention in report.mentions},
        reports=[
            ReportRow(report.key, report.document, report.mentions, event, lines[report.key])
            for report, event in reports
        ],
        atoms=[
            AtomRow(
                atom.lead.key,
                atom.lead.document,
                atom.lead.family,
                atom.lead.mentions,
                atom.bucket,
                event,
                lines[atom.lead.key] if len(atom.reports) == 1 else to_line(atom.lead),
            )
            for atom, event in atoms
        ],
        blocks=[(atom.lead.key, event, block) for atom, event in atoms for block in scorer.blocks(atom.lead)],
        events=events,
        days=[sort_day(event) for event in events],
        joins=joins(decision, scorer),
        nearest=near_now,
        alone=alone,
        misses=near_misses(near_now.values(), scorer),
        knots=knots,
    )


@dataclass(slots=True)
class _Nearest:
    """The nearest pair of each event, among those seen."""

    leads: dict[str, Report] = field(default_factory=dict)
    ranks: dict[str, tuple[float, str, str]] = field(default_factory=dict)  #: event -> see `Near.rank`

    def see(self, value: float, one: Report, two: Report, *events: str) -> None:
        rank = (-value, min(one.key, two.key), max(one.key, two.key))
        for event in events:
            if event not in self.ranks or rank < self.ranks[event]:
                self.ranks[event] = rank
                self.leads |= {one.key: one, two.key: two}

    def nears(self, scorer: Scorer) -> dict[str, Near]:
        return {e: near(self.leads[a], self.leads[b], -value, scorer) for e, (value, a, b) in self.ranks.items()}


def _nearest(
    archive: Archive, decision: Decision, closure: _Closure, gone: set[str], event_of: Mapping[int, str]
) -> tuple[dict[str, Near], set[str]]:
    """(event -> its nearest, for the part's events and the others that it changed; others that have none now)."""
    found = _Nearest()
    for (one, two), value in decision.scores.items():
        if one in event_of or two in event_of:
            left, right = decision.atoms[one].lead, decision.atoms[two].lead
            event_of_left = event_of.get(one) or closure.homes[left.key]
            event_of_right = event_of.get(two) or closure.homes[right.key]
            if event_of_left != event_of_right:
                found.see(value, left, right, event_of_left, event_of_right)
    for item, event in event_of.items():
        for other in closure.outside(decision.atoms[item]):
            found.see(other.value, decision.atoms[item].lead, other.lead, event, other.row.event)
    stale = archive.events_near(gone, [atom.lead.key for atom in decision.atoms if closure.is_stored(atom)])
    known = archive.nearest_of(found.ranks.keys() - stale - set(event_of.values()))
    for event, (value, *leads) in known.items():
        if (-value, *leads) <= found.ranks[event]:
            del found.ranks[event]
    if stale:
        _nearest_of_stale(archive, closure, stale, gone, found)
    return found.nears(closure.scorer), stale - found.ranks.keys()


def _nearest_of_stale(archive: Archive, closure: _Closure, stale: set[str], gone: set[str], found: _Nearest) -> None:
    """Events whose nearest one was in this part: look for it again among all that is as it was."""
    atoms = {row.id: (row, _lead(row)) for row in archive.atoms_of_events(stale)}
    blocks = [(id_, block) for id_, (_, lead) in atoms.items() for block in closure.scorer.blocks(lead)]
    pairs, rows = archive.meeting(blocks, gone)
    known = {row.id: (row, _lead(row)) for row in rows}
    for one, two in pairs:
        (row, lead), (other, lead_of_other) = atoms[one], known[two]
        if row.event == other.event or _split(lead, lead_of_other, closure.hand):
            continue
        if (value := closure.scorer.score(lead, lead_of_other)) is not None:
            found.see(value, lead, lead_of_other, row.event)


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
