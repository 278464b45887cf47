"""Merging: mentions -> judgements -> events. The merged view is a pure function of mentions and persons' judgements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.merge.decide import decide
from detente.merge.documents import copies
from detente.merge.reports import make_reports
from detente.merge.rules import load_rules
from detente.merge.summarise import summarise
from detente.merge.thread import with_threads
from detente.types import Document, Event, Judgement, MergedEvent


def merge(
    documents: Iterable[Document],
    mentions: Iterable[Event],
    judgements: Iterable[Judgement] = (),
    families: Mapping[str, str] | None = None,
) -> tuple[tuple[MergedEvent, ...], tuple[Judgement, ...]]:
    """The events that the mentions report, and every decision that led to them.

    Independent of the order of all inputs; the same again when its judgements are given back. Secondary mentions are in
    no event, every other one is in exactly one.

    Args:
        documents: of the mentions.
        mentions: as found, never changed.
        judgements: persons' are followed; those by rules are made anew.
        families: document -> original, where `copies` was called already.

    Returns:
        Events by time (undated by the first report), and judgements: persons' as given, then the rules'.
    """
    rules = load_rules()
    by_id = {document.id: document for document in documents}
    originals = copies(by_id.values()) if families is None else families
    decision = decide(make_reports(mentions, by_id, originals, rules), judgements, rules)
    events, clusters = [], {}
    for reports in decision.clusters:
        event = summarise(reports, by_id, originals)
        events.append(event)
        clusters[event.id] = reports

    def by_time(event: MergedEvent) -> tuple[bool, int, str]:
        day = event.time and (event.time.from_date or event.time.to_date)
        dates = [report.published for report in clusters[event.id] if report.published is not None]
        number = day.toordinal() if day else min(dates, default=None)
        return (number is None, number or 0, event.id)

    return with_threads(sorted(events, key=by_time), clusters, by_id), decision.judgements


__all__ = ["copies", "merge"]
