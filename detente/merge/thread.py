"""Threads: events that follow from one another (rounds of talks, retaliation, ratification) under one id."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from detente.merge.reports import Report
from detente.merging import Follows, Knot
from detente.types import MergedEvent

#: How many days before an event the one may lie that it follows.
SERIES_DAYS = 400
_REACTION_DAYS = 30
_PROVOCATIONS = frozenset({"ASSAULT", "SANCTION", "COERCE", "ACCUSE"})
_MAX_NATIONS = 4


def knot_of(event: MergedEvent, reports: Sequence[Report]) -> Knot | None:
    """None for an event without a date, and for one of too few or too many parties."""
    nations = sorted({party.country or party.name for party in (*event.actors, *event.recipients)})
    if event.time is None or event.time.from_date is None or not 2 <= len(nations) <= _MAX_NATIONS:
        return None
    ordinal = max((report.ordinal for report in reports if report.ordinal is not None), default=None)
    return Knot(
        event.id, "|".join(nations), event.time.from_date.toordinal(), event.event_type, ordinal,
        any(report.reacts for report in reports), any(report.fulfils for report in reports),
    )  # fmt: skip


def follow(knots: Iterable[Knot]) -> list[Follows]:
    """What follows from what: a second round from the last lower one, a reaction from the last blow, what is ratified
    from the last agreement, all between the same parties."""
    parties: dict[str, list[Knot]] = defaultdict(list)
    for knot in knots:
        parties[knot.nations].append(knot)
    found: list[Follows] = []
    for knots_of_parties in parties.values():
        ordered = sorted(knots_of_parties, key=lambda knot: (knot.day, knot.event))
        days = [knot.day for knot in ordered]
        for number, knot in enumerate(ordered):
            if knot.ordinal is not None or knot.reacts or knot.fulfils:
                start = bisect_left(days, knot.day - SERIES_DAYS)
                found += _before(knot, ordered[start:number])
    return found


def _before(knot: Knot, earlier: Sequence[Knot]) -> Iterable[Follows]:
    """The last earlier event of each kind of tie."""
    if knot.ordinal is not None and knot.ordinal > 1:
        for other in reversed(earlier):
            if other.event_type == knot.event_type and (other.ordinal or 1) < knot.ordinal:
                yield Follows(knot.event, other.event, "series")
                break
    if knot.reacts:
        for other in reversed(earlier):
            if other.event_type in _PROVOCATIONS and knot.day - other.day <= _REACTION_DAYS:
                yield Follows(knot.event, other.event, "reaction")
                break
    if knot.fulfils and knot.event_type != "AGREE":
        for other in reversed(earlier):
            if other.event_type == "AGREE":
                yield Follows(knot.event, other.event, "fulfilment")
                break


def threads(ties: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Event id -> the smallest id of its thread, for all events that are tied."""
    roots: dict[str, str] = {}

    def root(item: str) -> str:
        roots.setdefault(item, item)
        while roots[item] != item:
            item = roots[item]
        return item

    for one, two in ties:
        low, high = sorted((root(one), root(two)))
        roots[high] = low
    return {item: root(item) for item in roots}
