"""Which place belongs to an event."""

from __future__ import annotations

import pytest
from spacy.language import Language

from detente.places import Gazetteer, attach_place, find_places
from detente.types import Candidate, Entity, Place

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def attach(places_nlp: Language, places_gazetteer: Gazetteer):  # type: ignore[no-untyped-def]
    def run(text: str, trigger: str, event_type: str = "CONSULT", recipients: tuple[str, ...] = ()) -> Place | None:
        doc = places_nlp(text)
        start = text.index(trigger)
        sentence = next(s for s in doc.sents if s.start_char <= start < s.end_char)
        parties = tuple(Entity(text.index(r), text.index(r) + len(r), r, "state", r) for r in recipients)
        chars = (sentence.start_char, sentence.end_char)
        candidate = Candidate(
            (start, start + len(trigger)), chars, event_type, None, (), None, (), parties, 1.0, ()
        )  # fmt: skip
        return attach_place(doc, candidate, find_places(doc, (), places_gazetteer), ())

    return run


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("The leaders held talks in Moscow on Monday.", "talks", "Moscow"),
        ("The leaders met face to face on an island off Vladivostok's coast.", "met", "Vladivostok"),
        ("The train reached the Russian city of Vladivostok, where the leaders met.", "met", "Vladivostok"),
        ("The Hanoi summit ended without a deal.", "summit", "Hanoi"),
        ("Rebels captured Goma on Tuesday.", "captured", "Goma"),
        ("Troops seized the port of Hodeidah.", "seized", "Hodeidah"),
        ("Iran seized a tanker in the Strait of Hormuz.", "seized", "Strait of Hormuz"),
        ("Police in Oxford, Mississippi, arrested two men.", "arrested", "Oxford"),
        ("Drones hit an oil depot in Russia's Belgorod region.", "hit", "Belgorod"),
        ("The rally took place north of Seoul.", "rally", "Seoul"),
        ("The president flew to Hanoi on Monday.", "flew", "Hanoi"),
        ("Troops crossed the border from Rwanda into Congo.", "crossed", "Congo"),
        ("Delegates arrived in Singapore on Monday. They held talks there on Tuesday.", "talks", "Singapore"),
    ],
)
def test_place_of_the_event(attach, text: str, trigger: str, place: str) -> None:  # type: ignore[no-untyped-def]
    found = attach(text, trigger)
    assert found is not None
    assert found.text == place
    assert "event place:" in found.why


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Moscow said it would supply weapons.", "supply"),
        ("Talks between Washington and Pyongyang stalled.", "Talks"),
        ("Russian officials agreed to a treaty.", "agreed"),
        ("In Geneva, a minister said that the army had arrested two men.", "arrested"),
        ("The ministers met on Monday. Trade with Iran grew last year.", "met"),
    ],
)
def test_no_place_where_none_is_said(attach, text: str, trigger: str) -> None:  # type: ignore[no-untyped-def]
    assert attach(text, trigger) is None


def test_the_target_of_sanctions_is_not_their_place(attach) -> None:  # type: ignore[no-untyped-def]
    assert attach("The council imposed sanctions on Iran.", "imposed", "SANCTION", ("Iran",)) is None


def test_the_most_specific_name_wins(attach) -> None:  # type: ignore[no-untyped-def]
    assert attach("Jets bombed the town of Douma in Syria.", "bombed").text == "Douma"


def test_dateline_serves_an_attack_and_not_a_sanction(attach) -> None:  # type: ignore[no-untyped-def]
    text = "ADEN (Reuters) - Gunmen {} a police station on Tuesday."
    assert attach(text.format("attacked"), "attacked", "ASSAULT").text == "ADEN"
    assert attach(text.format("criticised"), "criticised", "ACCUSE") is None
