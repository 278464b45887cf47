"""Event candidate -> the place where it happened, by syntax first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.places.discourse import carried, dateline, there
from detente.places.hang import Clause, clause_of, link, token_of
from detente.types import Candidate, CharSpan, Entity, Place

#: Types that are acts of speech: a place deep in their content is where something else happened.
_VERBAL = frozenset({"ACCUSE", "CONCEDE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"})

_OFFSHORE_KM = 100.0  #: how far out "off the coast of Yemen" may be; a judgement, about half of an economic zone


def attach_place(doc: Doc, candidate: Candidate, places: Sequence[Place], entities: Sequence[Entity]) -> Place | None:
    """The place of an event, or None where the text does not say.

    Order: a locative phrase of the trigger, of its clause or of a noun in it ("held talks in Moscow"), the trigger's
    object ("visited Hanoi") or modifier ("the Hanoi summit"), "where"; "there" or "the city" and the place of the
    sentence before, or a pronoun that goes on with it; a dateline for an attack or protest in the sentence that it
    opens. A metonym ("Moscow said") or an adjective is never a place of an event, and neither is the place of another
    happening in the same sentence ("condemned the killings in Goma").
    """
    trigger = token_of(doc, candidate.trigger)
    if trigger is None:
        return None
    usable = [place for place in places if _usable(place, entities)]
    parties = [(e.start, e.end) for e in (*candidate.actors, *candidate.recipients)]
    clause = clause_of(doc, candidate.trigger, verbal=candidate.event_type in _VERBAL)
    here = [place for place in usable if _within(place, candidate.sentence)]
    if (best := _nearest(doc, here, clause, parties)) is not None:
        return best
    if (then := there(doc, usable, clause)) is not None:
        return _because(then, "named in the sentence before")
    before = carried(doc, clause, bool(here))
    if before is not None:
        sentence = (before.sent.start_char, before.sent.end_char)
        earlier = [place for place in usable if _within(place, sentence)]
        previous = clause_of(doc, (before.idx, before.idx + len(before)), verbal=False)
        if (best := _nearest(doc, earlier, previous, [])) is not None:
            return replace(best, why=f"{best.why}, in the sentence before")
    if candidate.event_type in ("ASSAULT", "PROTEST"):
        opening = dateline(doc, places, candidate)
        return _because(opening, "dateline") if opening is not None else None
    return None


def role_of(place: Place) -> str:
    """literal | metonym | adjective | modifier, as `find_places` wrote it."""
    return place.why.partition(";")[0]


def _nearest(doc: Doc, here: Sequence[Place], clause: Clause, parties: Sequence[CharSpan]) -> Place | None:
    """The place that hangs closest on the event; of two, the smaller."""
    found = []
    for place in here:
        is_party = any(start < place.end and place.start < end for start, end in parties)
        rank, how = link(doc, place, role_of(place), clause, is_party=is_party)
        if how:
            found.append((rank, place.radius_km or 0.0, place.start, place, how))
    if not found:
        return None
    best = min(found, key=lambda f: f[:3])
    return _because(best[3], best[4])


def _because(place: Place, how: str) -> Place:
    """The place with the reason of its attachment; "off" a place is beside it, so the radius grows."""
    radius = place.radius_km
    if how.startswith("'off'") and radius is not None:
        radius += _OFFSHORE_KM
    return replace(place, radius_km=radius, why=f"{place.why}; event place: {how}")


def _usable(place: Place, entities: Sequence[Entity]) -> bool:
    """A place in the literal sense, on the map, and no organisation nor part of one's name."""
    if role_of(place) in ("metonym", "adjective") or place.lat is None:
        return False
    over = [e for e in entities if e.kind == "organisation" and e.start <= place.start and place.end <= e.end]
    union = place.feature == "region"  # "the European Union" acts, where the entity stage knows it
    return not any(e.end - e.start > place.end - place.start or (union and e.country) for e in over)


def _within(place: Place, sentence: CharSpan) -> bool:
    return sentence[0] <= place.start < sentence[1]
