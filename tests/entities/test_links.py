from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.types import Entity

pytestmark = pytest.mark.model
Found = Callable[..., dict[str, Entity]]


def test_apposition_is_the_same_person(found: Found) -> None:
    text = "Kim Jong Un, the leader of North Korea, travelled to Russia by train."
    entity = found(text)["the leader of North Korea"]
    assert entity.name == "Kim Jong Un"
    assert entity.antecedent == (0, len("Kim Jong Un"))


def test_apposition_lends_country_to_an_unknown_name(found: Found) -> None:
    entities = found("Aino Virtasalo, the Finnish trade minister, arrived on Monday.")
    assert entities["Aino Virtasalo"].country == "FIN"
    assert entities["Aino Virtasalo"].sectors == ("GOV",)


def test_surname_after_the_full_name(found: Found) -> None:
    text = "The Finnish trade minister Aino Virtasalo spoke first. Virtasalo promised aid."
    assert found(text)["Virtasalo"].country == "FIN"


def test_abbreviation_defined_in_the_text(found: Found) -> None:
    entities = found("The Popular Forces (PF) rebelled in Mali. The PF took Timbuktu.")
    assert entities["PF"].name == "Popular Forces"
    assert entities["PF"].country == "MLI"
    assert entities["PF"].antecedent is not None


def test_two_leaders_have_members(found: Found) -> None:
    entities = found("Vladimir Putin met Kim Jong Un in Vladivostok. The two leaders shook hands.")
    assert {m.country for m in entities["The two leaders"].members} == {"RUS", "PRK"}


def test_both_countries_have_states_as_members(found: Found) -> None:
    entities = found("Iran's president visited Saudi Arabia. The two countries signed a treaty.", None)
    assert {(m.kind, m.country) for m in entities["The two countries"].members} == {("state", "IRN"), ("state", "SAU")}


def test_two_leaders_among_three_are_nobody(found: Found) -> None:
    text = "Vladimir Putin, Xi Jinping and Narendra Modi met in Samarkand. The two leaders disagreed."
    entities = found(text, "2022-09-17")
    assert not any(entity.members for entity in entities.values())


def test_pronoun_of_the_subject(found: Found) -> None:
    entities = found("Emmanuel Macron said that he would visit Kyiv.")
    assert entities["he"].name == "Emmanuel Macron"
    assert entities["he"].antecedent == (0, len("Emmanuel Macron"))


def test_pronoun_with_two_candidates_is_left_out(found: Found) -> None:
    entities = found("The envoy met the minister near the governor. After the meal he resigned.")
    assert "he" not in entities


def test_it_is_whoever_was_told(found: Found) -> None:
    entities = found("Turkey told Israel it must leave Gaza.")
    assert entities["it"].country == "ISR"


def test_idle_it_is_nobody(found: Found) -> None:
    assert not {"It", "it"} & set(found("Russia gained ground. It rained for days."))


def test_their_own_forces(found: Found) -> None:
    entities = found("Russia moved its forces to the border with Ukraine.")
    assert entities["its forces"].country == "RUS"
    assert entities["its forces"].sectors == ("MIL",)


def test_whose_army_is_that_of_the_phrase_before(found: Found) -> None:
    entities = found("Chad asked Libya, whose army had shelled a Nigerian town, for talks.", None)
    assert entities["whose army"].country == "LBY"


def test_their_ministers_are_those_of_both_subjects(found: Found) -> None:
    entities = found("Ghana and Togo signed a truce after their foreign ministers had met.", None)
    members = entities["their foreign ministers"].members
    assert [(m.country, m.sectors) for m in members] == [("GHA", ("GOV",)), ("TGO", ("GOV",))]


def test_owner_in_a_relative_clause_is_not_guessed(found: Found) -> None:
    entities = found("France withdrew troops from Niger after a coup that ousted its elected president.")
    assert all(e.country != "FRA" for text, e in entities.items() if "president" in text)


def test_own_modifier_beats_a_possessive_further_left(found: Found) -> None:
    entities = found("Russia voiced its opposition to U.S. officials.")
    assert entities["U.S. officials"].country == "USA"


def test_the_leaders_are_not_lent_a_country(found: Found) -> None:
    text = "North Korean leaders like trains. Kim Jong Un met Vladimir Putin. The leaders shook hands."
    entities = found(text, "2019-04-26")
    assert {m.country for m in entities["The leaders"].members} == {"RUS", "PRK"}


def test_the_north_is_north_korea_if_named(found: Found) -> None:
    entities = found("North Korea and South Korea traded threats. The North fired a missile.")
    assert entities["North"].country == "PRK"


def test_the_north_alone_is_nobody(found: Found) -> None:
    assert "North" not in found("Rain fell over Chad. The North flooded.")


def test_same_office_later_in_the_text(found: Found) -> None:
    text = "Finnish Prime Minister Aino Virtasalo met miners. Strikes went on. The miners booed the prime minister."
    assert found(text, None)["the prime minister"].name == "Aino Virtasalo"


def test_latter_and_former_of_two(found: Found) -> None:
    text = "Kenya and Uganda signed a truce. The latter released prisoners, and the former opened the border."
    entities = found(text, None)
    assert (entities["latter"].country, entities["former"].country) == ("UGA", "KEN")
    assert "'Kenya' and 'Uganda'" in entities["latter"].why


def test_latter_of_three_is_nobody(found: Found) -> None:
    assert "latter" not in found("Kenya, Uganda and Chad signed a truce. The latter released prisoners.", None)


def test_former_before_a_noun_is_no_pronoun(found: Found) -> None:
    assert "former" not in found("Kenya and Uganda met. The former president went home.", None)


def test_we_in_a_quotation_is_the_speakers_side(found: Found) -> None:
    entities = found('"We reject the plan," the Kenyan foreign minister said.', None)
    assert (entities["We"].name, entities["We"].country, entities["We"].kind) == ("Kenya", "KEN", "group")
    assert "quotation" in entities["We"].why


def test_we_outside_a_quotation_is_nobody(found: Found) -> None:
    assert "we" not in found("The Kenyan foreign minister said that we must wait.", None)


def test_we_of_a_speaker_whose_country_is_only_lent_is_nobody(found: Found) -> None:
    assert "We" not in found('The spokesman said: "We condemn the attack by Kenya."', None)


def test_alliance_is_the_one_named(found: Found) -> None:
    assert found("NATO sent ships to Estonia. The alliance promised jets.", None)["alliance"].name == "NATO"


def test_surname_in_a_heading_before_the_title(found: Found) -> None:
    entities = found("Harris leaves hotel. Vice President Harris visited Ghana.", "2023-10-01")
    assert entities["Harris"].name == "Kamala Harris"


def test_object_pronoun_is_not_the_subject_of_its_clause(found: Found) -> None:
    assert "him" not in found("The Kenyan president accused him of theft.", None)
    assert found("The senator met the king, and the king thanked him.", None)["him"].name == "senator"


def test_object_pronoun_of_a_noun_may_be_the_subject(found: Found) -> None:
    assert found("Emmanuel Macron denied the charges against him.")["him"].name == "Emmanuel Macron"


def test_he_is_not_called_jill(found: Found) -> None:
    entities = found("President Biden told the king that first lady Jill Biden would come, adding that he would not.")
    assert entities["he"].name == "Joe Biden"
    assert entities["President Biden"].name == "Joe Biden"


def test_one_adjective_for_two_offices(found: Found) -> None:
    entities = found("The U.S. accuses Guatemalan judges and prosecutors of theft.")
    assert (entities["prosecutors"].country, entities["prosecutors"].sectors) == ("GTM", ("JUD",))


def test_offices_without_article_in_a_headline(found: Found) -> None:
    entities = found("Biden and Sunak unveil a pact. President and prime minister seek trade.", "2023-06-08")
    assert (entities["President"].country, entities["prime minister"].country) == ("USA", "GBR")


def test_the_south_beside_north_korea(found: Found) -> None:
    assert found("North Korea cut its phone link with South.")["South"].country == "KOR"


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("Rep. Banks pressed the minister.", "Rep. Banks", "USA", "LEG"),
        ("Sen. Aino Virtasalo was held at Hong Kong airport.", "Sen. Aino Virtasalo", "USA", "LEG"),
        ("Sen. Aino Virtasalo spoke to Philippine reporters.", "Sen. Aino Virtasalo", "PHL", "LEG"),
        ("Kenya heard Rep. Aino Virtasalo (R-Ohio) on Monday.", "Rep. Aino Virtasalo", "USA", "LEG"),
        ("Harvard President Aino Virtasalo resigned.", "Harvard President Aino Virtasalo", "USA", "EDU"),
        ("Israel's UN ambassador refused.", "Israel's UN ambassador", "ISR", "GOV"),
        ("Refugees fleeing the war in Liberia arrived.", "Refugees", "LBR", "REF"),
        ("The Irish Department of Agriculture refused.", "Irish Department of Agriculture", "IRL", "GOV"),
    ],
)
def test_titles(found: Found, text: str, name: str, country: str | None, sector: str) -> None:
    entity = found(text)[name]
    assert (entity.country, entity.sectors) == (country, (sector,))


def test_whoever_only_approved_it_does_not_act(found: Found) -> None:
    assert "Senate" not in found("The house agreed to Senate-approved revisions in Washington.")


def test_an_ambassador_is_one_of_many(found: Found) -> None:
    entity = found("The US ambassador to Japan signed the agreement.", "2023-06-29")["The US ambassador"]
    assert entity.kind == "role"
