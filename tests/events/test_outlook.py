"""What future, condition and refusal make of an act, and the countries that a scene implies."""

from __future__ import annotations

import pytest

from detente.events.future import as_outlook
from detente.events.implied import with_countries
from detente.types import Candidate, Claim, Entity, Place, Verdict

FINLAND = Entity(0, 7, "Finland", "state", "Finland", "FIN")
CHAD = Entity(30, 34, "Chad", "state", "Chad", "TCD")


def candidate(text: str, word: str, event_type: str, **fields: object) -> Candidate:
    start = text.index(word)
    given: dict[str, object] = {
        "trigger": (start, start + len(word)), "sentence": (0, len(text)), "event_type": event_type, "mode": None,
        "contexts": (), "cameo": None, "actors": (FINLAND,), "recipients": (CHAD,), "confidence": 0.8, "why": (),
    }  # fmt: skip
    return Candidate(**(given | fields))  # type: ignore[arg-type]


def verdict(status: str, basis: str | None = None, speaker: Entity | None = FINLAND) -> Verdict:
    claim = Claim((0, 7), (8, 12), "ORGANISATION", True, "AFFIRMS", "CT", entity=speaker)
    return Verdict(status, "-" if status in ("NEGATED", "DENIED") else "+", "CT", basis, 0.0, (claim,))


@pytest.mark.parametrize(
    ("text", "word", "event_type", "status", "basis", "expected"),
    [
        ("Finland said it will send aid to Chad.", "send", "AID", "PLANNED", "intent", ("AGREE", "PLANNED")),
        ("Finland could send aid to Chad.", "send", "AID", "PLANNED", None, ("AID", "PLANNED")),
        ("Finland said it would leave Chad.", "leave", "RETREAT", "PLANNED", "intent", ("CONCEDE", "ASSERTED")),
        (
            "Finland said it would leave unless Chad paid.",
            "leave",
            "RETREAT",
            "PLANNED",
            "intent",
            ("THREATEN", "ASSERTED"),
        ),
        ("Finland said it will boycott Chad.", "boycott", "PROTEST", "PLANNED", "intent", ("THREATEN", "ASSERTED")),
        ("Finland said it attempted to attack Chad.", "attack", "ASSAULT", "PLANNED", "intent", ("ASSAULT", "PLANNED")),
        (
            "Finland said it would strike if Chad fired.",
            "strike",
            "ASSAULT",
            "CONDITIONAL",
            None,
            ("THREATEN", "ASSERTED"),
        ),
        ("Finland said it would not meet Chad.", "meet", "CONSULT", "NEGATED", None, ("REJECT", "ASSERTED")),
        ("Finland said it did not meet Chad.", "meet", "CONSULT", "NEGATED", None, ("CONSULT", "NEGATED")),
        ("Finland would not agree with Chad.", "agree", "AGREE", "NEGATED", None, ("REJECT", "ASSERTED")),
        ("Finland did not agree with Chad.", "agree", "AGREE", "NEGATED", None, ("AGREE", "NEGATED")),
    ],
)
def test_outlook(
    text: str, word: str, event_type: str, status: str, basis: str | None, expected: tuple[str, str]
) -> None:
    found, judged = as_outlook(text, candidate(text, word, event_type), verdict(status, basis))
    assert (found.event_type, judged.status) == expected


def test_what_others_say_of_the_future_is_no_threat() -> None:
    text = "Finland will attack Chad, an analyst said."
    found, judged = as_outlook(text, candidate(text, "attack", "ASSAULT"), verdict("PLANNED", "intent", speaker=CHAD))
    assert (found.event_type, judged.status) == ("ASSAULT", "PLANNED")


def test_codes_of_promises_follow_those_of_the_act() -> None:
    text = "Finland said it will send weapons to Chad."
    found, _ = as_outlook(text, candidate(text, "send", "AID", cameo="072"), verdict("PLANNED", "intent"))
    assert found.cameo == "0332"


def crowd(text: str, *sectors: str, country: str | None = None) -> Entity:
    return Entity(0, len(text), text, "group", text, country, sectors)


HARARE = Place(40, 46, "Harare", "Harare", country="ZWE")


@pytest.mark.parametrize(
    ("event_type", "actor", "recipient", "place", "expected"),
    [
        ("ASSAULT", crowd("police", "COP"), crowd("nurses", "MED"), HARARE, ("ZWE", "ZWE")),
        ("ASSAULT", crowd("police", "COP"), crowd("three tourists", "CVL"), HARARE, ("ZWE", None)),
        ("CONSULT", crowd("ministers", "GOV"), crowd("envoys", "GOV"), HARARE, (None, None)),
        ("COERCE", crowd("court", "JUD", country="VNM"), crowd("blogger", "JRN"), None, ("VNM", "VNM")),
        ("COERCE", crowd("soldiers", "MIL", country="VNM"), crowd("villagers", "CVL"), None, ("VNM", None)),
        ("PROTEST", crowd("teachers", "EDU", country="KEN"), crowd("the government", "GOV"), None, ("KEN", "KEN")),
        ("PROTEST", crowd("teachers", "EDU"), crowd("the government", "GOV", country="KEN"), None, (None, "KEN")),
        ("ASSAULT", crowd("gunmen", "UAF"), crowd("mayor", "GOV", country="MEX"), None, ("MEX", "MEX")),
        ("ASSAULT", crowd("gunmen", "UAF"), crowd("travellers", "CVL", country="FRA"), None, (None, "FRA")),
    ],
)  # fmt: skip
def test_countries_that_the_scene_implies(
    event_type: str, actor: Entity, recipient: Entity, place: Place | None, expected: tuple[str | None, str | None]
) -> None:
    text = "x" * 60
    event = candidate(text, "x", event_type, actors=(actor,), recipients=(recipient,))
    found = with_countries(event, place, (), ())
    assert (found.actors[0].country, found.recipients[0].country) == expected


def test_a_struck_place_stands_for_its_state() -> None:
    text = "Finland fired rockets at the port of Harare today."
    event = candidate(text, "fired", "ASSAULT", recipients=())
    found = with_countries(event, HARARE, (), ())
    assert [(party.text, party.country) for party in found.recipients] == [("Harare", "ZWE")]
    assert found.confidence < event.confidence
    assert with_countries(candidate(text, "fired", "CONSULT", recipients=()), HARARE, (), ()).recipients == ()


def test_the_only_country_is_no_partys_own() -> None:
    text = "Protesters marched against Chad."
    crowd_here = crowd("Protesters", "CVL")
    event = candidate(text, "marched", "PROTEST", actors=(crowd_here,), recipients=(CHAD,))
    assert with_countries(event, None, (crowd_here, CHAD), ()).actors[0].country is None
