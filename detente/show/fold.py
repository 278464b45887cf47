"""Two directions of one meeting -> one entry, so that a reader does not count it twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.types import Actor, Event, MergedEvent


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a reader counts it."""

    event: MergedEvent
    mirror: MergedEvent | None = None  #: the other direction of "X and Y met"

    @property
    def both_ways(self) -> bool:
        """Neither side is the one that acts; a visit keeps its direction."""
        return self.mirror is not None and self.event.mode != "visit"


def fold(events: Sequence[MergedEvent], mentions: Mapping[str, Event]) -> tuple[Entry, ...]:
    """Entries in the order of the events.

    Two events are one entry if they have the same type and status, actors and recipients are exchanged, and at least
    one mention of the one is linked to a mention of the other.
    """
    owner = {mention: event for event in events for mention in event.mentions}
    taken: set[str] = set()
    entries = []
    for event in events:
        if event.id in taken:
            continue
        linked = (owner.get(key) for m in event.mentions if m in mentions for key in mentions[m].linked)
        mirror = next((other for other in linked if other and other.id not in taken and _mirrors(event, other)), None)
        taken.add(event.id)
        if mirror is None:
            entries.append(Entry(event))
            continue
        taken.add(mirror.id)
        # Of a visit, the direction that says who travelled is the one to show.
        event, mirror = (mirror, event) if mirror.mode == "visit" != event.mode else (event, mirror)
        entries.append(Entry(event, mirror))
    return tuple(entries)


def _mirrors(event: MergedEvent, other: MergedEvent) -> bool:
    return (
        event.id != other.id
        and event.event_type == other.event_type
        and event.status == other.status
        and _names(event.actors) == _names(other.recipients)
        and _names(event.recipients) == _names(other.actors)
    )


def _names(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.name for actor in actors)


def is_secondary(event: MergedEvent, mentions: Mapping[str, Event]) -> bool:
    """Only ever spoken of ("threatened to attack"): in no count."""
    found = [mentions[key] for key in event.mentions if key in mentions]
    return bool(found) and all(mention.secondary for mention in found)
