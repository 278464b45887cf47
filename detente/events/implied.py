"""Countries that a text implies: police, crowds and victims without one belong where the event took place.

"Police in Harare fired tear gas at nurses": the nurses are Zimbabwe's. Who comes from elsewhere as a rule (tourists,
envoys, peacekeepers) is left alone, and so is whoever acts across borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.craft import is_craft
from detente.types import Candidate, Entity, Place

#: At home where the event is: the country of an armed group is the one that it fights in, of a victim the scene's.
_AT_HOME = frozenset({
    "COP", "JUD", "LEG", "PTY", "OPP", "CVL", "LAB", "EDU", "MED", "AGR", "REL", "ELI", "REB", "UAF", "PRM", "CRM",
    "GOV", "MIL", "SPY", "JRN",
})  # fmt: skip
#: Institutions and citizens that deal with their own state: their country is the only one that the sentence names.
_DOMESTIC = frozenset({"COP", "JUD", "LEG", "PTY", "OPP", "LAB", "EDU", "AGR"})
#: Whose mention shows whose politics the sentence is about.
_TELLING = frozenset({"GOV", "LEG", "JUD", "COP", "PTY", "OPP"})
_STATE = frozenset({"GOV", "COP", "JUD", "LEG"})
#: Whose country tells that of armed men without one who hit them.
_AT_HOME_HIT = _STATE | {"ELI", "OPP", "PTY"}
_ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})
#: Who deals with citizens of its own state by these; by other acts only police and courts do.
_OFFICIAL = {"COERCE": _STATE, "CONCEDE": _STATE | {"MIL"}}
#: At home where whom they hit is, unless told otherwise: "soldiers shot fifteen opponents".
_FORCES = frozenset({"MIL", "COP"})
_CITIZENS = frozenset({"CVL", "OPP", "LAB", "EDU", "MED", "AGR", "JRN", "PTY", "CRM", "ELI"})
#: What a state's police and courts do to people.
_OVER_CITIZENS = frozenset({"COERCE", "SANCTION", "ACCUSE", "CONCEDE", "ASSAULT", "RETREAT"})
#: By which parliaments, courts and parties remove the office holders of their own state: "the senate impeached the president".
_OUSTING = frozenset({"SANCTION", "REJECT", "ACCUSE"})
#: Words of those who come from elsewhere.
_STRANGERS = frozenset({
    "tourist", "foreign", "expatriate", "refugee", "migrant", "peacekeeper", "diplomat", "envoy", "ambassador",
    "observer", "inspector", "mediator", "aid", "relief", "missionary", "mercenary", "visitor", "immigrant",
    "delegation", "international", "western", "monitor", "correspondent", "exile", "hostage", "passenger", "crew",
    "sailor", "troops", "soldier", "company", "firm", "businessman", "ally", "allie", "neighbour", "neighbor", "rival", "partner",
})  # fmt: skip
#: Acts that reach a country by reaching a place in it.
_ABROAD = frozenset({"ASSAULT", "MOBILIZE", "AID", "SANCTION"})
#: A place is weaker evidence of a recipient than a party. A judgement, not a measured figure.
_PLACE_ALONE = 0.9
#: Types that one side does at home; a visitor's talks in a third country say nothing of his own.
_LOCAL_TYPES = frozenset({
    "ASSAULT", "COERCE", "PROTEST", "ACCUSE", "SANCTION", "CONCEDE", "RETREAT", "REQUEST", "REJECT", "THREATEN",
    "MOBILIZE", "AID", "AGREE",
})  # fmt: skip


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
    if candidate.event_type not in _LOCAL_TYPES:
        return candidate
    if place is not None and place.country:
        home = _AT_HOME | {"BUS"} if candidate.event_type == "ASSAULT" else _AT_HOME
        candidate = _filled(candidate, home, place.country, f"at {place.text}, where it happened")
    candidate = _struck_at_home(_by_other_side(candidate), place)
    if (only := _only_country(candidate, entities, places)) is not None:
        domestic = _DOMESTIC | {"CVL"} if candidate.event_type == "PROTEST" else _DOMESTIC
        candidate = _filled(candidate, domestic, only, "the only country that the sentence names")
    return _by_other_side(candidate)


def _filled(candidate: Candidate, sectors: frozenset[str], country: str, reason: str) -> Candidate:
    def filled(party: Entity) -> Entity:
        if party.country or not sectors & set(party.sectors) or _is_stranger(party):
            return party
        return replace(party, country=country, why=f"{party.why}; {reason}".strip("; "))

    actors, recipients = tuple(map(filled, candidate.actors)), tuple(map(filled, candidate.recipients))
    return replace(candidate, actors=actors, recipients=recipients)


def _by_other_side(candidate: Candidate) -> Candidate:
    """A state's police and courts deal with its own people, crowds face their own government, rebels fight at home.

    "Vietnamese court jails blogger", "Kenyan teachers marched against the government", "gunmen killed a Malian mayor".
    """
    actors, recipients = candidate.actors, candidate.recipients
    doers = {actor.country for actor in actors}
    doing = {sector for actor in actors for sector in actor.sectors}
    if len(doers) == 1 and None not in doers and (country := next(iter(doers))) is not None:
        if candidate.event_type == "PROTEST":
            return replace(candidate, recipients=_given(recipients, _STATE, country))
        official = doing & _OFFICIAL.get(candidate.event_type, frozenset({"COP", "JUD"}))
        if candidate.event_type in _OVER_CITIZENS and official:
            return replace(candidate, recipients=_given(recipients, _CITIZENS, country))
        if candidate.event_type in _OUSTING and doing & {"LEG", "JUD", "PTY"}:
            return replace(candidate, recipients=_given(recipients, _STATE, country))
        return candidate
    hit = {recipient.country for recipient in recipients if _AT_HOME_HIT & set(recipient.sectors)}
    if candidate.event_type == "ASSAULT" and len(hit) == 1 and (country := next(iter(hit))) is not None:
        return replace(candidate, actors=_given(actors, _ARMED | _FORCES, country))
    return candidate


def _given(parties: Sequence[Entity], sectors: frozenset[str], country: str) -> tuple[Entity, ...]:
    return tuple(
        replace(party, country=country, why=f"{party.why}; of the other side's country, at home".strip("; "))
        if party.country is None and sectors & set(party.sectors) and not _is_stranger(party)
        else party
        for party in parties
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


def _struck_at_home(candidate: Candidate, place: Place | None) -> Candidate:
    """With the state of the place as recipient where its own rebels attack there and nobody else is hit: "shelled Bujumbura"."""
    if candidate.recipients or candidate.event_type != "ASSAULT" or place is None or place.country is None:
        return candidate
    armed = all(_ARMED & set(actor.sectors) and actor.country == place.country for actor in candidate.actors)
    if not candidate.actors or not armed or not candidate.sentence[0] <= place.start < candidate.sentence[1]:
        return candidate
    why = f"{place.text}, where it happened; no other recipient is named"
    state = Entity(place.start, place.end, place.text, "state", place.name, place.country, why=why)
    return replace(candidate, recipients=(state,))


def _is_stranger(party: Entity) -> bool:
    words = party.text.lower().replace("-", " ").split()
    return is_craft(party.text) or any(word.rstrip("s") in _STRANGERS or word in _STRANGERS for word in words)


def _only_country(candidate: Candidate, entities: Sequence[Entity], places: Sequence[Place]) -> str | None:
    """The country of the sentence, where an institution bears it or a state that is no party; else None.

    A party's own country says nothing of the other's: "protesters marched against Israel".
    """
    start, end = candidate.sentence
    within = [entity for entity in entities if start <= entity.start < end and entity.country]
    named = {entity.country for entity in within}
    named |= {place.country for place in places if start <= place.start < end and place.country}
    parties = {(party.start, party.end) for party in (*candidate.actors, *candidate.recipients)}
    telling = {
        entity.country
        for entity in within
        if _TELLING & set(entity.sectors) or (entity.kind == "state" and (entity.start, entity.end) not in parties)
    }
    return next(iter(named)) if len(named) == 1 and named == telling else None
