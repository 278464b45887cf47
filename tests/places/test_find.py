"""Places of whole texts, with the language model."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from detente.places import Gazetteer, find_places, role_of
from detente.types import Entity, Place

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def find(places_nlp: Language, places_gazetteer: Gazetteer):  # type: ignore[no-untyped-def]
    def run(text: str, entities: tuple[Entity, ...] = ()) -> dict[str, Place]:
        return {p.text: p for p in find_places(places_nlp(text), entities, places_gazetteer)}

    return run


def test_spans_are_the_text(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    text = "GENEVA (Reuters) - Envoys of Iran met in Genève’s old town;\n  talks on São Tomé go on in New\nYork."
    places = find_places(places_nlp(text), (), places_gazetteer)
    assert places
    assert all(text[p.start : p.end] == p.text for p in places)
    assert all(a.end <= b.start for a, b in pairwise(places))


def test_a_capital_that_speaks_is_a_metonym_and_one_that_hosts_is_not(find) -> None:  # type: ignore[no-untyped-def]
    assert role_of(find("Moscow said it would supply fuel.")["Moscow"]) == "metonym"
    assert role_of(find("Envoys held talks in Moscow on Monday.")["Moscow"]) == "literal"
    assert role_of(find("Talks between Washington and Pyongyang stalled.")["Pyongyang"]) == "metonym"
    assert role_of(find("A ship sank off Vladivostok's coast.")["Vladivostok"]) == "literal"


def test_demonyms_are_marked_as_adjectives(find) -> None:  # type: ignore[no-untyped-def]
    place = find("Ukrainian troops left the village.")["Ukrainian"]
    assert role_of(place) == "adjective"
    assert place.country == "UKR"


def test_a_demonym_is_not_the_town_of_that_name(find) -> None:  # type: ignore[no-untyped-def]
    place = find("Spanish police held five men in Ceuta.")["Spanish"]
    assert place.feature == "country"
    assert place.country == "ESP"


def test_newspapers_banks_and_people_are_no_places(find) -> None:  # type: ignore[no-untyped-def]
    found = find("The Washington Post wrote that Paris Hilton met the governor of the Bank of England.")
    assert not {"Washington", "England"} & set(found)


def test_the_end_of_a_persons_name_is_no_place(find) -> None:  # type: ignore[no-untyped-def]
    text = "Delegates met Tariq Jordan."
    assert "Jordan" not in find(text, (Entity(14, 26, "Tariq Jordan", "person", "Tariq Jordan"),))


def test_a_single_name_is_a_persons_where_the_person_is_known_and_nothing_says_where(find) -> None:  # type: ignore[no-untyped-def]
    known = {"kind": "person", "name": "A. Jordan", "country": "USA"}
    assert "Jordan" in find("Delegates met in Jordan.")
    assert "Jordan" in find("Delegates met in Jordan.", (Entity(17, 23, "Jordan", **known),))
    assert "Jordan" not in find("Delegates praised Jordan.", (Entity(18, 24, "Jordan", **known),))


def test_a_name_that_only_the_language_model_takes_for_a_persons_may_be_a_place(find) -> None:  # type: ignore[no-untyped-def]
    text = "Troops attacked the airport at Hostomel."
    assert "Hostomel" in find(text, (Entity(31, 39, "Hostomel", "person", "Hostomel"),))


def test_a_known_organisation_is_not_the_town_spelt_like_it(find) -> None:  # type: ignore[no-untyped-def]
    text = "A deal between Israel and Hamas was signed."
    assert "Hamas" not in find(text, (Entity(26, 31, "Hamas", "organisation", "Hamas", country="PSE"),))


def test_a_state_of_the_entity_stage_is_a_place(find) -> None:  # type: ignore[no-untyped-def]
    state = Entity(12, 18, "Jordan", "state", "Jordan", "JOR")
    assert find("The army of Jordan said no.", (state,))["Jordan"].country == "JOR"


def test_dateline_place_is_found(find) -> None:  # type: ignore[no-untyped-def]
    place = find("SEOUL (Reuters) - The two Koreas exchanged fire on Tuesday.")["SEOUL"]
    assert place.country == "KOR"
    assert place.feature == "city"


def test_a_capital_is_the_town_not_the_area_around_it(find) -> None:  # type: ignore[no-untyped-def]
    assert find("Israel struck targets near Damascus on Sunday.")["Damascus"].feature == "city"


def test_states_behind_towns_in_short_form(find) -> None:  # type: ignore[no-untyped-def]
    found = find("QUINCY, Ill. (AP) - A bridge was closed.")
    assert found["QUINCY"].country == "USA"
    assert found["Ill."].name == "Illinois"


def test_country_is_wide(find) -> None:  # type: ignore[no-untyped-def]
    place = find("Fighting went on in Syria.")["Syria"]
    assert place.feature == "country"
    assert (place.radius_km or 0) > 100


def test_unknown_street_is_put_near_its_town_and_says_so(find) -> None:  # type: ignore[no-untyped-def]
    found = find("A fire broke out in Torrington, Connecticut. It began in a house on Quillby Street.")
    street = found["Quillby Street"]
    assert street.geonames_id is None
    assert street.lat == found["Torrington"].lat
    assert "in no gazetteer" in street.why
    assert (street.radius_km or 0) > (found["Torrington"].radius_km or 0)
    assert (street.confidence or 0) < (found["Torrington"].confidence or 0)


def test_confidence_is_a_probability(find) -> None:  # type: ignore[no-untyped-def]
    for place in find("Troops from Kenya landed at Port-au-Prince, and Springfield sent aid.").values():
        assert place.confidence is not None
        assert 0 <= place.confidence <= 1


def test_no_text_no_places(find) -> None:  # type: ignore[no-untyped-def]
    assert find("") == {}
    assert find("nothing here at all.") == {}


def test_a_very_long_text_stays_small(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    """Names are weighed in stretches: a list of thousands must not need a table of all pairs."""
    names = [places_gazetteer.name(i).split(" ")[0] for i in range(60_000, 61_000)]
    words = [word for name in names for word in ("Troops", "stood", "in", name, ".")]
    doc = Doc(places_nlp.vocab, words=words, sent_starts=[i % 5 == 0 for i in range(len(words))])
    doc.ents = [Span(doc, i, i + 1, "GPE") for i in range(3, len(words), 5)]
    tracemalloc.start()
    places = find_places(doc, (), places_gazetteer)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(places) > 200
    assert peak < 300e6
