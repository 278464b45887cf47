from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from spacy.lang.en import English

from detente.entities import Knowledge, find_entities
from detente.types import Entity

pytestmark = pytest.mark.model
Found = Callable[..., dict[str, Entity]]


def code(entity: Entity) -> tuple[str | None, tuple[str, ...]]:
    return entity.country, entity.sectors


def test_title_and_name_are_one_entity(found: Found) -> None:
    entities = found("Russian President Vladimir Putin met the North Korean leader in Vladivostok.", "2019-04-26")
    assert code(entities["Russian President Vladimir Putin"]) == ("RUS", ("GOV",))
    assert entities["the North Korean leader"].name == "Kim Jong Un"
    assert len(entities) == 2


def test_coordinated_states_are_two(found: Found) -> None:
    entities = found("Russia and China opposed the sanctions.")
    assert [e.country for e in entities.values()] == ["RUS", "CHN"]


def test_coordinated_adjectives_share_their_head(found: Found) -> None:
    entities = found("Hungarian and Romanian officials agreed on a treaty.")
    assert code(entities["Hungarian"]) == ("HUN", ("GOV",))
    assert code(entities["Romanian officials"]) == ("ROU", ("GOV",))


def test_adjective_before_an_event_noun_is_an_entity(found: Found) -> None:
    entities = found("The Russian invasion of Ukraine began in February 2022.")
    assert code(entities["Russian"]) == ("RUS", ())
    assert code(entities["Ukraine"]) == ("UKR", ())


def test_both_sides_of_a_hyphen(found: Found) -> None:
    entities = found("The U.S.-Japan talks ended on Friday.")
    assert [(e.text, e.country) for e in entities.values()] == [("U.S.", "USA"), ("Japan", "JPN")]


def test_possessive_mark_is_left_out(found: Found) -> None:
    entities = found("Iran's offer was rejected by Israel’s defence minister's office.")
    assert "Iran" in entities
    assert all("'s" not in text[-3:] and "’s" not in text[-3:] for text in entities)


def test_complement_belongs_to_the_entity(found: Found) -> None:
    entities = found("A spokesman for the Chinese foreign ministry criticised the president of Armenia.", None)
    assert code(entities["A spokesman for the Chinese foreign ministry"]) == ("CHN", ("GOV",))
    assert code(entities["the president of Armenia"]) == ("ARM", ("GOV",))


def test_place_after_in_gives_the_country_but_stays_an_entity(found: Found) -> None:
    entities = found("Rebels in Ivory Coast attacked a barracks.")
    assert code(entities["Rebels"]) == ("CIV", ("REB",))
    assert code(entities["Ivory Coast"]) == ("CIV", ())


@pytest.mark.parametrize(
    ("text", "name", "is_actor"),
    [
        ("Moscow rejected the plan.", "Moscow", True),
        ("The ministers met in Moscow on Monday.", "Moscow", False),
        ("The talks between Moscow and Kyiv failed.", "Moscow", True),
        ("The Paris attacks shocked Europe.", "Paris", False),
        ("The army shelled the suburbs of Damascus.", "Damascus", False),
        ("Washington's offer was generous.", "Washington", True),
    ],
)
def test_capital_is_an_actor_or_a_place(found: Found, text: str, name: str, is_actor: bool) -> None:
    entities = found(text)
    assert (name in entities) == is_actor
    if is_actor:
        assert entities[name].sectors == ("GOV",)


def test_city_is_an_entity_only_where_it_suffers(found: Found) -> None:
    assert "Aleppo" not in found("The convoy stopped in Aleppo.")
    assert found("Warplanes bombed Aleppo on Tuesday.")["Aleppo"].country == "SYR"


def test_namesakes_of_states_and_presidents(found: Found) -> None:
    entities = found("The swimmer Tom Jordan met the model Lena Trump in Chicago.")
    people = [entity for entity in entities.values() if entity.kind == "person"]
    assert {person.name for person in people} == {"Tom Jordan", "Lena Trump"}
    assert all(person.country is None for person in people)


def test_combining_forms_are_states(found: Found) -> None:
    entities = found("Closer Russo-North Korean ties worry the Sino-Indian border commission.")
    assert {"RUS", "PRK", "CHN"} <= {entity.country for entity in entities.values()}


def test_month_is_no_prime_minister(found: Found) -> None:
    entities = found("Theresa May took office in July 2016. The talks began in May.", "2017-05-30")
    assert [e.name for e in entities.values() if e.kind == "person"] == ["Theresa May"]


def test_role_alone_takes_the_only_country(found: Found) -> None:
    entities = found("The army seized power in Mali. The president was arrested by soldiers.", None)
    assert code(entities["The army"]) == ("MLI", ("MIL",))
    assert entities["soldiers"].country == "MLI"


def test_role_alone_beside_two_countries_stays_open(found: Found) -> None:
    entities = found("Kenya criticised Uganda. The army was alerted.")
    assert entities["The army"].country is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The commissioner urged China to open its market.", "The commissioner"),
        ("The shadow foreign minister criticised the Indian authorities.", "The shadow foreign minister"),
        ("The ruling party accused Niger of meddling.", "The ruling party"),
    ],
)
def test_who_deals_with_a_state_is_not_of_it(found: Found, text: str, who: str) -> None:
    assert found(text)[who].country is None


@pytest.mark.parametrize(
    ("text", "who", "country"),
    [
        ("The army overthrew the Malian government.", "The army", "MLI"),
        ("Federal prosecutors charged a Chinese businessman with spying.", "Federal prosecutors", "USA"),
        ("The president of Brazil was charged by federal prosecutors.", "federal prosecutors", "BRA"),
        ("Federal prosecutors of Mexico and the United States met.", "Federal prosecutors of Mexico", "MEX"),
        ("The home secretary banned the march.", "The home secretary", "GBR"),
    ],
)
def test_roles_of_one_state(found: Found, text: str, who: str, country: str) -> None:
    assert found(text)[who].country == country


def test_a_campaign_acts_where_somebody_owns_it(found: Found) -> None:
    assert code(found("The Trump campaign sued the state.")["The Trump campaign"]) == ("USA", ("PTY",))
    entities = found("The Israeli bombing campaign went on.")
    assert [entity.text for entity in entities.values()] == ["Israeli"]


@pytest.mark.parametrize(
    ("text", "who", "country"),
    [
        ("Rwanda closed its border with Uganda and accused its neighbour of meddling.", "its neighbour", "UGA"),
        ("Honduras broke with Taiwan. Taipei accused its former ally of greed.", "its former ally", "HND"),
        ("China met its ally, Pakistan, on Monday.", "its ally", "PAK"),
        ("Chad and Mali broke with Niger and accused it of meddling.", "it", "NER"),
        ("Brazil and Uruguay suspended Paraguay after its senate had removed the president.", "its senate", "PRY"),
    ],
)
def test_who_is_meant_by_what_he_is_to_another(found: Found, text: str, who: str, country: str) -> None:
    assert found(text)[who].country == country


@pytest.mark.parametrize(
    "text",
    [
        "Chad met Mali and Niger and accused its neighbour of meddling.",  # either of two
        "Iran built a missile and threatened to use it.",
    ],
)
def test_nobody_is_guessed(found: Found, text: str) -> None:
    assert not {"its neighbour", "it"} & found(text).keys()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rebels in Chad killed at least 12 on Monday.", "12"),
        ("Egyptian police fired on the crowd, killing three and arresting dozens.", "dozens"),
        ("Some 40 were detained by the army of Mali.", "40"),
    ],
)
def test_a_number_of_people_is_a_party(found: Found, text: str, number: str) -> None:
    assert code(found(text)[number]) == (None, ("CVL",))


def test_other_numbers_are_nobody(found: Found) -> None:
    texts = "Chad cut 12 of its taxes. It freed dozens of cattle. Mali sold 40. Niger killed 3% of the herd."
    assert set(found(texts)) == {"Chad", "Mali", "Niger"}


def test_foreigners_are_lent_no_country(found: Found) -> None:
    entities = found("Western officials criticised the vote in Belarus.")
    assert entities["Western officials"].country is None


def test_what_flies_belongs_to_no_place_that_it_strikes(found: Found) -> None:
    entities = found("A drone attack killed two soldiers in Erbil.")
    assert entities["A drone"].country is None
    assert entities["two soldiers"].country == "IRQ"


def test_lists_are_sorted_and_do_not_overlap(found: Found) -> None:
    text = "Turkey's Foreign Minister Hakan Fidan and Iranian-backed Houthi rebels in Yemen met EU envoys, TASS said."
    entities = list(found(text).values())
    assert all(text[e.start : e.end] == e.text for e in entities)
    assert all(a.end <= b.start for a, b in pairwise(entities))


def test_ties_are_no_membership(found: Found) -> None:
    entities = found("Iranian-backed Houthi rebels attacked a Saudi oil plant.")
    assert code(entities["Iranian-backed Houthi rebels"]) == ("YEM", ("REB",))


def test_unknown_person_keeps_title_and_country(found: Found) -> None:
    entities = found("Vietnamese Planning Minister Tran Quoc Bao visited Laos.")
    minister = next(e for e in entities.values() if e.kind == "person")
    assert code(minister) == ("VNM", ("GOV",))


def test_predicate_is_nobody(found: Found) -> None:
    assert "president" not in found("The general is running for president.")


def test_empty_document_has_no_entities(knowledge: Knowledge) -> None:
    assert find_entities(English()(""), None, knowledge) == ()
