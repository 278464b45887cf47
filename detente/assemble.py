"""Candidate + verdict + place + time -> Event: the codes that follow from the others, ids, links, what is dropped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from detente.codebook.model import Codebook
from detente.craft import is_craft
from detente.events.future import as_outlook
from detente.events.implied import with_countries
from detente.types import Candidate, Document, Entity, Event, Place, TimeSpan, Verdict

_NOT = frozenset({"DENIED", "NEGATED"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with what the later stages say of it."""

    candidate: Candidate
    verdict: Verdict
    place: Place | None
    time: TimeSpan | None
    historical: bool


def assemble(
    document: Document,
    judged: Iterable[Judged],
    codebook: Codebook,
    min_confidence: float,
    entities: Sequence[Entity] = (),
    places: Sequence[Place] = (),
) -> tuple[Event, ...]:
    """Events of one document, in the order of the text, repeated sentences left out.

    Args:
        document: the text they were read from.
        judged: candidates of the document with their verdicts.
        codebook: gives quad class and scores.
        min_confidence: events below are dropped, 0..1; a quarter of it counts for what is denied.
        entities: all of the document.
        places: all of the document.
    """
    sure = [item for item in judged if counts(item.candidate, item.verdict.status, min_confidence)]
    told = _released([item for item in sure if not _is_back_of_promise(item)])
    kept = [as_meant(item, document, entities, places) for item in told]
    events = [_event(document, item, codebook) for item in without_repeats(document.text, kept)]
    return _link([event for event in events if _is_political(event)], kept)


def _released(items: list[Judged]) -> list[Judged]:
    """What a speech act embeds is an event of its own where the speech act is none: "Chad said that Libya had shelled it"."""
    acts = {item.candidate.trigger for item in items}
    return [
        replace(item, candidate=replace(item.candidate, secondary=False, parent=None))
        if item.candidate.secondary and item.candidate.parent not in acts
        else item
        for item in items
    ]


def _is_back_of_promise(item: Judged) -> bool:
    """The other direction of what one side alone announces: "Chad plans to open ties with Laos" binds Chad."""
    candidate = item.candidate
    planned = item.verdict.status == "PLANNED" and candidate.event_type in ("SUPPORT", "COOPERATE", "AID")
    return planned and candidate.reciprocal and all(actor.start > candidate.trigger[0] for actor in candidate.actors)


def counts(candidate: Candidate, status: str, min_confidence: float) -> bool:
    """It is sure enough. For what is denied a quarter of the threshold will do: the encoder sees nothing there, coding it in
    error harms least, and a dispute hangs on it."""
    return candidate.confidence >= (min_confidence / 4 if status in _NOT else min_confidence)


def as_meant(item: Judged, document: Document, entities: Sequence[Entity], places: Sequence[Place]) -> Judged:
    """The item with what its future or refusal makes of it, and with the countries that its place implies."""
    candidate, verdict = as_outlook(document.text, item.candidate, item.verdict)
    return replace(item, candidate=with_countries(candidate, item.place, entities, places), verdict=verdict)


def without_repeats(text: str, items: Iterable[Judged]) -> list[Judged]:
    """Items whose sentence did not stand in the text before: a repeated paragraph reports nothing new."""
    first: dict[str, int] = {}
    kept = []
    for item in items:
        start, end = item.candidate.sentence
        wording = re.sub(r"\W+", " ", text[start:end]).casefold().strip()
        if first.setdefault(wording, start) == start:
            kept.append(item)
    return kept


#: Sectors whose acts are politics. A party without any of them must at least be a state or an organisation of states.
_POLITICAL_SECTORS = frozenset(
    ["GOV", "MIL", "REB", "COP", "LEG", "JUD", "SPY", "PTY", "OPP", "PRM", "UAF", "IGO", "PRE", "ELI", "REF"]
)
_POLITICAL_CODES = frozenset({"IGO", "UNO", "EUR", "IMG"})
#: What is politics between people of two countries, whoever they are.
_ACROSS = frozenset({"AID", "THREATEN", "COERCE", "COOPERATE"})
#: Weapons of war: whom they kill, they kill in a conflict.
_WAR = frozenset({"suicide-attack", "drone", "unconventional", "heavy-weapons", "aerial", "explosives"})


def _is_political(event: Event) -> bool:
    """Some party has a public role: a firm that sues a firm is no political event.

    Protests, bombs, and help or force from one country to another are political whoever acts.
    """
    parties = (*event.actors, *event.recipients)
    if event.event_type == "CONSULT" and any("JRN" in party.sectors for party in parties):
        return False  # an interview
    parties = tuple(p for p in parties if p.country or not is_craft(p.text))  # "deployed drones against sharks"
    givers, takers = ({party.country for party in side} - {None} for side in (event.actors, event.recipients))
    if event.event_type in _ACROSS and givers and takers and givers.isdisjoint(takers) and not _is_trade(event):
        return True
    return any(
        party.kind == "state" or party.country in _POLITICAL_CODES or _POLITICAL_SECTORS & set(party.sectors)
        for party in parties
    ) or (_is_public(event) and any(party.country for party in parties))


def _is_trade(event: Event) -> bool:
    """A firm does it. Firms that give may well aid."""
    return event.event_type != "AID" and any("BUS" in actor.sectors or actor.country == "MNC" for actor in event.actors)


def _is_public(event: Event) -> bool:
    return event.event_type == "PROTEST" or (event.event_type == "ASSAULT" and event.mode in _WAR)


def _event(document: Document, item: Judged, codebook: Codebook) -> Event:
    candidate = item.candidate
    event_type = codebook.types[candidate.event_type]
    mode = event_type.modes.get(candidate.mode) if candidate.mode else None
    score = mode.plover_score if mode and mode.plover_score is not None else event_type.plover_score
    return Event(
        id=_event_id(document, candidate),
        document=document.id,
        trigger=candidate.trigger,
        sentence=candidate.sentence,
        event_type=candidate.event_type,
        mode=candidate.mode,
        contexts=candidate.contexts,
        cameo=candidate.cameo,
        quad_class=event_type.quad_class,
        plover_score=score,
        goldstein=codebook.goldstein.get(candidate.cameo or ""),
        actors=candidate.actors,
        recipients=candidate.recipients,
        place=item.place,
        time=item.time,
        verdict=item.verdict,
        historical=item.historical,
        confidence=candidate.confidence,
        why=(*candidate.why, *item.verdict.why),
        secondary=candidate.secondary,
        takes_up=candidate.takes_up,
    )


def _event_id(document: Document, candidate: Candidate) -> str:
    parties = [(e.start, e.end, e.name) for e in (*candidate.actors, *candidate.recipients)]
    key = repr((document.id, candidate.trigger, candidate.event_type, parties))
    return "e" + hashlib.sha256(key.encode()).hexdigest()[:12]


def _link(events: list[Event], items: list[Judged]) -> tuple[Event, ...]:
    """Events with the ids of those at the same trigger (other direction) and of the speech act that embeds them."""
    at: dict[tuple[int, int], list[str]] = {}
    for event in events:
        at.setdefault(event.trigger, []).append(event.id)
    parents = {item.candidate.trigger: item.candidate.parent for item in items if item.candidate.parent}
    linked = []
    for event in events:
        others = [i for i in at[event.trigger] if i != event.id]
        if event.secondary:
            others += at.get(parents.get(event.trigger, (-1, -1)), [])
        linked.append(replace(event, linked=tuple(dict.fromkeys(others))))
    return tuple(linked)
