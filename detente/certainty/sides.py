"""On whose side of an event its speakers stand: ACE's "involved" and "third party", told apart by role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.types import Actor, Claim, Entity, Verdict

#: Kinds of speaker that speak for their country or body; an analyst or a witness speaks for himself.
_FOR_OTHERS = frozenset({"OFFICIAL", "ORGANISATION"})
#: PLOVER sectors that fight or oppose their own state: "Syrian rebels" are not on the side of the Syrian army.
_AGAINST = frozenset({"REB", "OPP", "UAF"})
#: Not one body: two members of these are not on one side because they share the code.
_NO_COUNTRY = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})


def with_parties(verdict: Verdict, actors: Sequence[Entity], recipients: Sequence[Entity]) -> Verdict:
    """The verdict with the side of each speaker.

    "The ministry denied that its jets had bombed the port": the ministry is on the actor's side.

    Args:
        verdict: of the event.
        actors: who did it; empty for a trigger that the caller gave.
        recipients: to whom.
    """
    claims = tuple(replace(claim, party=side_of(claim, actors, recipients)) for claim in verdict.claims)
    return replace(verdict, claims=claims)


def side_of(claim: Claim, actors: Sequence[Entity], recipients: Sequence[Entity]) -> str:
    """One of types.PARTIES. Who is named on one side stands there; else he stands with his country or body, unless
    both sides or neither are of it."""
    if claim.speaker_kind == "AUTHOR":
        return "author"
    if claim.entity is None:
        return "third-party"
    sides = {"actor-side": _everybody(actors), "recipient-side": _everybody(recipients)}
    speakers: list[Actor | Entity] = list(claim.entity.members) or [claim.entity]
    for fits in (_same, _with):
        if fits is _with and claim.speaker_kind not in _FOR_OTHERS:
            break
        found = [side for side, people in sides.items() if any(fits(s, p) for s in speakers for p in people)]
        if found:
            return found[0] if len(found) == 1 else "third-party"
    return "third-party"


def _everybody(entities: Sequence[Entity]) -> list[Actor | Entity]:
    """The entities, and the members of plurals."""
    people: list[Actor | Entity] = []
    for entity in entities:
        people += [*entity.members, entity]
    return people


def _same(speaker: Actor | Entity, party: Actor | Entity) -> bool:
    if speaker.wikidata is not None and speaker.wikidata == party.wikidata:
        return True
    return speaker.name == party.name


def _with(speaker: Actor | Entity, party: Actor | Entity) -> bool:
    """Of one country, and not on opposite sides within it."""
    if speaker.country is None or speaker.country != party.country or speaker.country in _NO_COUNTRY:
        return False
    return bool(_AGAINST & set(speaker.sectors)) == bool(_AGAINST & set(party.sectors))
