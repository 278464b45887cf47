"""Countries that a text implies: police, crowds and victims without one belong where the event took place.

"Police in Harare fired tear gas at nurses": the nurses are Zimbabwe's. Who comes from elsewhere as a rule (tourists,
envoys, peacekeepers) is left alone, and so is whoever acts across borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.types import Candidate, Entity, Place

#: At home where the event is: the country of an armed group is the one that it fights in, of a victim the scene's.
_AT_HOME = frozenset(
    ["COP", "JUD", "LEG", "PTY", "OPP", "CVL", "LAB", "EDU", "MED", "AGR", "REL", "ELI", "REB", "UAF", "PRM", "CRM"]
    + ["GOV", "MIL", "SPY", "JRN"]
)
#: Institutions and citizens that deal with their own state: their country is the only one that the sentence names.
_DOMESTIC = frozenset({"COP", "JUD", "LEG", "PTY", "OPP", "LAB", "EDU", "AGR"})
#: Whose mention shows whose politics the sentence is about.
_TELLING = frozenset({"GOV", "LEG", "JUD", "COP", "PTY", "OPP"})
#: Words of those who come from elsewhere.
_STRANGERS = frozenset(
    ["tourist", "foreign", "expatriate", "refugee", "migrant", "peacekeeper", "diplomat", "envoy", "ambassador"]
    + ["observer", "inspector", "mediator", "aid", "relief", "missionary", "mercenary", "visitor", "immigrant", "delegation"]
    + ["international", "western", "monitor", "correspondent", "exile"]
)
#: Acts that reach a country by reaching a place in it.
_ABROAD = frozenset({"ASSAULT", "MOBILIZE", "AID", "SANCTION"})
#: A place is weaker evidence of a recipient than a party. A judgement, not a measured figure.
_PLACE_ALONE = 0.9
#: Types that one side does at home; a visitor's talks in a third country say nothing of his own.
_LOCAL_TYPES = frozenset(
    ["ASSAULT", "COERCE", "PROTEST", "ACCUSE", "SANCTION", "CONCEDE", "RETREAT", "REQUEST", "REJECT", "THREATEN", "MOBILIZE"]
    + ["AID", "AGREE"]
)


def with_countries(
    candidate: Candidate, place: Place | None, entities: Sequence[Entity], places: Sequence[Place]
) -> Candidate:
    """The candidate, its parties without a country given the one that the event's place or the sentence implies.

    Args:
        candidate: an event.
        place: where it happened.
        entities: all of the document.
        places: all of the document.
    """
    candidate = _struck_place(candidate, place)
    parties = (*candidate.actors, *candidate.recipients)
    if candidate.event_type not in _LOCAL_TYPES or all(party.country for party in parties):
        return candidate
    scene = place.country if place is not None else None
    only = _only_country(candidate, entities, places)

    def filled(party: Entity) -> Entity:
        sectors = set(party.sectors)
        if party.country or not sectors & _AT_HOME or _is_stranger(party):
            return party
        if scene is not None and place is not None:
            return replace(party, country=scene, why=_because(party, f"at {place.text}, where it happened"))
        if only is not None and sectors & _DOMESTIC:
            return replace(party, country=only, why=_because(party, "the only country that the sentence names"))
        return party

    return replace(
        candidate,
        actors=tuple(map(filled, candidate.actors)),
        recipients=tuple(map(filled, candidate.recipients)),
    )


def _struck_place(candidate: Candidate, place: Place | None) -> Candidate:
    """With the state of the place as recipient where force or help from abroad names no other: "fired at Ashkelon"."""
    if candidate.recipients or not candidate.actors or candidate.event_type not in _ABROAD or place is None:
        return candidate
    within = candidate.sentence[0] <= place.start < candidate.sentence[1]
    countries = {actor.country for actor in candidate.actors}
    if not within or place.country is None or countries & {None, place.country}:
        return candidate
    why = f"{place.text}, where it happened; no other recipient is named"
    state = Entity(place.start, place.end, place.text, "state", place.name, place.country, why=why)
    return replace(candidate, recipients=(state,), confidence=round(candidate.confidence * _PLACE_ALONE, 3))


def _because(party: Entity, reason: str) -> str:
    return f"{party.why}; {reason}".strip("; ")


def _is_stranger(party: Entity) -> bool:
    words = party.text.lower().replace("-", " ").split()
    return any(word.rstrip("s") in _STRANGERS or word in _STRANGERS for word in words)


def _only_country(candidate: Candidate, entities: Sequence[Entity], places: Sequence[Place]) -> str | None:
    """The country of the sentence, where an institution bears it and nothing in it points elsewhere; else None."""
    start, end = candidate.sentence
    within = [entity for entity in entities if start <= entity.start < end and entity.country]
    named = {entity.country for entity in within}
    named |= {place.country for place in places if start <= place.start < end and place.country}
    telling = {entity.country for entity in within if _TELLING & set(entity.sectors)}
    return next(iter(named)) if len(named) == 1 and named == telling else None
