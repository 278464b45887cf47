"""Merging: mentions -> judgements -> events. The merged view is a pure function of mentions and persons' judgements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from detente.merge.anchor import read_reports
from detente.merge.decide import atoms_of, by_hand, decide, joins, near_misses, nearest
from detente.merge.documents import copies
from detente.merge.families import Library, extend
from detente.merge.increment import Archive, merge_pending
from detente.merge.origins import printed
from detente.merge.rules import load_rules
from detente.merge.score import Scorer
from detente.merge.summarise import sort_day, summarise
from detente.merge.thread import follow, knot_of, threads
from detente.types import Document, Event, Judgement, MergedEvent


def merge(
    documents: Iterable[Document],
    mentions: Iterable[Event],
    judgements: Iterable[Judgement] = (),
    families: Mapping[str, str] | None = None,
) -> tuple[tuple[MergedEvent, ...], tuple[Judgement, ...]]:
    """The events that the mentions report, and every decision that led to them.

    Independent of the order of all inputs; the same again when its judgements are given back. Secondary mentions are in
    no event, every other one is in exactly one. `merge_pending` gives the same for a store, part by part.

    Args:
        documents: of the mentions.
        mentions: as found, never changed.
        judgements: persons' are followed; those by rules are made anew.
        families: document -> original, where `copies` was called already.

    Returns:
        Events by time (undated by the first report), and judgements: persons' as given, then the rules'.
    """
    scorer = Scorer(load_rules())
    by_id = {document.id: document for document in documents}
    found = {mention.id: mention for mention in mentions}
    originals = copies(by_id.values()) if families is None else families
    hand = by_hand(judgements)
    reports_of_all = read_reports(found.values(), by_id, originals, scorer.rules)
    decision = decide(atoms_of(reports_of_all, hand, scorer.rules), hand, scorer)
    prints = {id_: printed(document, originals.get(id_, id_)) for id_, document in by_id.items()}
    events, knots = [], []
    for number in range(len(decision.clusters)):
        reports = decision.reports(number)
        event = summarise(reports, found, prints)
        events.append(event)
        if (knot := knot_of(event, reports)) is not None:
            knots.append(knot)
    thread = threads((tie.event, tie.earlier) for tie in follow(knots))
    events.sort(key=lambda event: (sort_day(event), event.id))
    made = [*joins(decision, scorer), *near_misses(nearest(decision, scorer).values(), scorer)]
    made.sort(key=lambda judgement: (judgement.left, judgement.right))
    return tuple(replace(event, thread=thread.get(event.id)) for event in events), (*hand, *made)


__all__ = ["Archive", "Library", "copies", "extend", "merge", "merge_pending", "sort_day"]
