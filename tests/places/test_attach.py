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
        ("Envoys gathered in Doha on Tuesday. They exchanged lists of prisoners.", "exchanged", "Doha"),
        ("Rockets hit a block of flats in Ganja. The strike killed nine people.", "killed", "Ganja"),
        ("Unrest in Baku\n\nThe police dispersed a march in the city with batons.", "dispersed", "Baku"),
        ("The presidents met for talks in Oslo.", "met", "Oslo"),
        ("The invasion of Kuwait was condemned.", "invasion", "Kuwait"),
        ("The attack on Israel was condemned.", "attack", "Israel"),
        ("A man drove a car into a crowd in Haifa, killing two.", "killing", "Haifa"),
        ("Thousands marched through Lima to demand new elections.", "demand", "Lima"),
        ("Militants kidnapped teachers from a school in Kaduna.", "kidnapped", "Kaduna"),
        ("Farmers blocked the port of Antwerp.", "blocked", "Antwerp"),
        ("Uganda sent eighty soldiers to Somalia on Monday.", "sent", "Somalia"),
        ("Coast guards forced a tanker to anchor in Gibraltar.", "forced", "Gibraltar"),
        ("The militia pulled its tanks back from Bukavu on Friday.", "pulled", "Bukavu"),
        ("Soldiers deported herders from the highlands of Ethiopia.", "deported", "Ethiopia"),
        ("Guards took rifles from camps across Catalonia.", "took", "Catalonia"),
        ("A bus exploded on the road to Lahore.", "exploded", "Lahore"),
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
        ("Workers were expelled on Wednesday, traders in Seoul said.", "expelled"),
        ("The president met reporters after the shooting in Lyon.", "met"),
        ("He returned from a camp in Sidon and arrested a general.", "arrested"),
        ("The minister spoke in Geneva. He had arrested two men.", "arrested"),
        ("Uganda sent a letter to Somalia on Monday.", "sent"),
        ("Uganda sent old jets to Somalia on Monday.", "sent"),
        ("The mayors protested on Friday against the passage of convoys through Hebron.", "protested"),
    ],
)
def test_no_place_where_none_is_said(attach, text: str, trigger: str) -> None:  # type: ignore[no-untyped-def]
    assert attach(text, trigger) is None


def test_the_target_of_sanctions_is_not_their_place(attach) -> None:  # type: ignore[no-untyped-def]
    assert attach("The council imposed sanctions on Iran.", "imposed", "SANCTION", ("Iran",)) is None


@pytest.mark.parametrize("event_type", ["ACCUSE", "REQUEST", "SUPPORT"])
def test_the_place_of_what_is_spoken_of_is_not_where_it_is_spoken(attach, event_type: str) -> None:  # type: ignore[no-untyped-def]
    assert attach("The governor condemned the killing of a trader in Lyon.", "condemned", event_type) is None
    assert attach("In Paris, the governor condemned the killing.", "condemned", event_type).text == "Paris"


def test_a_dateline_with_a_day_serves_the_sentence_after_it(attach) -> None:  # type: ignore[no-untyped-def]
    found = attach("SRINAGAR, March 14 - Soldiers shot two militants on Wednesday.", "shot", "ASSAULT")
    assert found.text == "SRINAGAR"
    text = "WASHINGTON - Israeli jets shot at a convoy on Wednesday."
    assert attach(text, "shot", "ASSAULT", ("Israeli jets",)) is None


def test_off_a_place_is_wider_than_the_place(attach) -> None:  # type: ignore[no-untyped-def]
    off = attach("A tanker burned off Hodeidah.", "burned")
    assert off.text == "Hodeidah"
    assert off.radius_km > attach("A tanker burned in Hodeidah.", "burned").radius_km + 50


def test_the_most_specific_name_wins(attach) -> None:  # type: ignore[no-untyped-def]
    assert attach("Jets bombed the town of Douma in Syria.", "bombed").text == "Douma"


def test_dateline_serves_an_attack_and_not_a_sanction(attach) -> None:  # type: ignore[no-untyped-def]
    text = "ADEN (Reuters) - Gunmen {} a police station on Tuesday."
    assert attach(text.format("attacked"), "attacked", "ASSAULT").text == "ADEN"
    assert attach(text.format("criticised"), "criticised", "ACCUSE") is None
