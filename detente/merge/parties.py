"""Parties made comparable: "Russia", "Putin", "the Kremlin" and "Russian troops" are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.types import Actor, Entity

_INTERNATIONAL = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})  # codes that many parties share
_GOVERNMENT = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})


@dataclass(frozen=True, slots=True)
class Party:
    """A party made comparable: the government, its army and its head are one; an armed group of the country is not."""

    nation: str  #: country, or the name where there is none of its own
    key: str  #: "RUS", or "RUS/wagner group"
    person: str = ""  #: last word of a person's name, lower case


def parties_of(entities: Iterable[Entity]) -> frozenset[Party]:
    """The parties behind the spans; nobody in particular ("gunmen") is left out."""
    found = set()
    for entity in entities:
        for member in entity.members or (entity,):
            if (party := party_of(member)) is not None:
                found.add(party)
    return frozenset(found)


def party_of(entity: Entity | Actor) -> Party | None:
    """Who that is, comparable; None for nobody in particular."""
    name = entity.name.casefold()
    person = name.rsplit(None, 1)[-1] if entity.kind == "person" and name.strip() else ""
    own_country = entity.country is not None and entity.country not in _INTERNATIONAL
    if not own_country:
        generic = entity.name == entity.name.lower() and not entity.wikidata
        return None if generic and entity.country is None else Party(name, name, person)
    nation = entity.country or ""
    return Party(nation, nation if is_government(entity) else f"{nation}/{name}", person)


def is_government(entity: Entity | Actor) -> bool:
    """Whether the party is a state, or a part of its government."""
    return entity.kind == "state" or not entity.sectors or bool(_GOVERNMENT & set(entity.sectors[:2]))
