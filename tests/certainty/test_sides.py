"""On whose side a speaker stands: entities by hand, no model."""

from __future__ import annotations

import pytest

from detente.certainty.sides import side_of, with_parties
from detente.types import Actor, Claim, Entity, Verdict


def entity(name, country=None, sectors=(), kind="organisation", **more):
    return Entity(0, 1, "x", kind, name, country, sectors, **more)


def claim(speaker, kind="OFFICIAL"):
    return Claim((0, 1), (2, 3), kind, True, "AFFIRMS", "CT", entity=speaker)


ARMY = entity("army of Aldova", "XAD", ("MIL",))
REBELS = entity("rebels of Aldova", "XAD", ("REB",))
KESTRIA = entity("Kestria", "XKE", kind="state")


@pytest.mark.parametrize(
    ("speaker", "kind", "actors", "recipients", "side"),
    [
        (entity("ministry of Aldova", "XAD", ("GOV",)), "ORGANISATION", (ARMY,), (KESTRIA,), "actor-side"),
        (entity("president of Kestria", "XKE", ("GOV",), "person"), "OFFICIAL", (ARMY,), (KESTRIA,), "recipient-side"),
        (entity("ministry of Brenn", "XBR", ("GOV",)), "OFFICIAL", (ARMY,), (KESTRIA,), "third-party"),
        (REBELS, "ORGANISATION", (ARMY,), (REBELS,), "recipient-side"),
        (entity("ministry of Aldova", "XAD", ("GOV",)), "OFFICIAL", (ARMY,), (REBELS,), "actor-side"),
        (entity("analyst of Aldova", "XAD", ("EDU",), "person"), "ANALYST", (ARMY,), (KESTRIA,), "third-party"),
        (entity("ministry of Aldova", "XAD", ("GOV",)), "OFFICIAL", (ARMY,), (entity("police", "XAD", ("COP",)),),
         "third-party"),
        (entity("an agency", "NGO"), "ORGANISATION", (entity("another agency", "NGO"),), (KESTRIA,), "third-party"),
        (None, "OFFICIAL", (ARMY,), (KESTRIA,), "third-party"),
    ],
)  # fmt: skip
def test_side_is_where_the_speaker_belongs(speaker, kind, actors, recipients, side):
    assert side_of(claim(speaker, kind), actors, recipients) == side


def test_member_of_a_plural_stands_on_its_side():
    leaders = entity("leaders", kind="group", members=(Actor("A. Premier", "person", "XAD"),))
    assert side_of(claim(entity("A. Premier", "XAD", kind="person"), "PRIVATE_PERSON"), (leaders,), ()) == "actor-side"


def test_author_is_no_party_and_the_rest_of_the_verdict_stays():
    author = Claim(None, None, "AUTHOR", True, "AFFIRMS", "CT")
    verdict = Verdict("ASSERTED", "+", "CT", None, 3.0, (author, claim(ARMY)))
    found = with_parties(verdict, (ARMY,), ())
    assert [c.party for c in found.claims] == ["author", "actor-side"]
    assert (found.status, found.score) == ("ASSERTED", 3.0)
