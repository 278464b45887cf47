"""Threads: events that follow from one another (rounds of talks, retaliation, ratification) under one id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente.merge.reports import Report
from detente.types import Document, MergedEvent

_SERIES_DAYS = 400
_REACTION_DAYS = 30
#: "in retaliation for", "in response to": the event before it, by the other side.
_REACTION = re.compile(r"\b(?:retaliat\w+|repris\w+|in response to|in revenge|avenge\w*|counter-?attack\w*)\b", re.I)
#: An agreement comes first, and is then put in force.
_FULFILMENT = re.compile(
    r"\b(?:ratif\w+|implement\w+|under (?:the|an?) (?:\w+ ){0,3}(?:agreement|deal|accord|treaty))\b", re.I
)


def with_threads(
    events: Sequence[MergedEvent], clusters: Mapping[str, Sequence[Report]], documents: Mapping[str, Document]
) -> tuple[MergedEvent, ...]:
    """The events with `thread` set: the smallest event id of those that belong together, None for one alone.

    Args:
        events: merged.
        clusters: event id -> its reports.
        documents: by id.
    """
    parents = {event.id: event.id for event in events}
    dyads: dict[tuple[str, ...], list[tuple[int, MergedEvent]]] = defaultdict(list)
    for event in events:
        nations = sorted({party.country or party.name for party in (*event.actors, *event.recipients)})
        if event.time is not None and event.time.from_date and event.time.to_date and 2 <= len(nations) <= 4:
            dyads[tuple(nations)].append((event.time.from_date.toordinal(), event))
    for found in dyads.values():
        found.sort(key=lambda item: (item[0], item[1].id))
        for number, (day, event) in enumerate(found):
            before = found[:number][-20:]
            for other in _before(day, event, before, clusters, documents):
                _union(parents, event.id, other.id)
    sizes: dict[str, int] = defaultdict(int)
    for event in events:
        sizes[_root(parents, event.id)] += 1
    return tuple(
        replace(event, thread=root if sizes[root := _root(parents, event.id)] > 1 else None) for event in events
    )


def _before(
    day: int,
    event: MergedEvent,
    earlier: Sequence[tuple[int, MergedEvent]],
    clusters: Mapping[str, Sequence[Report]],
    documents: Mapping[str, Document],
) -> Iterable[MergedEvent]:
    """Earlier events of the same parties from which this one follows; at most the last of each kind."""
    ordinal = _ordinal(clusters[event.id])
    text = " ".join(_sentences(clusters[event.id], documents))
    if ordinal is not None and ordinal > 1:
        for then, other in reversed(earlier):
            rank = _ordinal(clusters[other.id])
            if other.event_type == event.event_type and day - then <= _SERIES_DAYS and (rank or 1) < ordinal:
                yield other
                break
    if _REACTION.search(text):
        for then, other in reversed(earlier):
            if other.event_type in ("ASSAULT", "SANCTION", "COERCE", "ACCUSE") and 0 <= day - then <= _REACTION_DAYS:
                yield other
                break
    if event.event_type != "AGREE" and _FULFILMENT.search(text):
        for then, other in reversed(earlier):
            if other.event_type == "AGREE" and day - then <= _SERIES_DAYS:
                yield other
                break


def _ordinal(reports: Sequence[Report]) -> int | None:
    return max((report.ordinal for report in reports if report.ordinal is not None), default=None)


def _sentences(reports: Sequence[Report], documents: Mapping[str, Document]) -> list[str]:
    return [documents[r.document].text[slice(*r.mentions[0].sentence)] for r in reports if r.document in documents]


def _union(parents: dict[str, str], one: str, two: str) -> None:
    first, second = sorted((_root(parents, one), _root(parents, two)))
    parents[second] = first


def _root(parents: dict[str, str], item: str) -> str:
    while parents[item] != item:
        item = parents[item]
    return item
