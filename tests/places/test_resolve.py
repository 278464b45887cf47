"""Ambiguous names: the 120 snippets of ambiguous.tsv, and rules of hierarchy."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from spacy.language import Language

from detente.places import Gazetteer, find_places

pytestmark = pytest.mark.model
TABLE = Path(__file__).with_name("ambiguous.tsv").read_text("utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def is_right(row: dict[str, str], nlp: Language, gazetteer: Gazetteer) -> bool:
    """The last mention of the name is in the right country, and in the right state where the row gives one."""
    found = [p for p in find_places(nlp(row["text"]), (), gazetteer) if p.text == row["name"]]
    if not found or found[-1].country != row["country"]:
        return False
    place = found[-1]
    records = [r for r in gazetteer.lookup(row["name"]) if (r.lat, r.lon) == (place.lat, place.lon)]
    return not row["admin1"] or any(r.admin1 == row["admin1"] for r in records)


def test_ambiguous_names_are_resolved(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    wrong = [row["text"] for row in ROWS if not is_right(row, places_nlp, places_gazetteer)]
    assert len(ROWS) == 120
    assert len(wrong) <= 0.05 * len(ROWS), wrong


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen clashed in Tripoli, the second city of Lebanon.", "Tripoli", "LBN"),
        ("The Lebanese city of Tripoli was quiet.", "Tripoli", "LBN"),
        ("The port of San José, in Guatemala, was shut.", "San José", "GTM"),
        ("A meeting in Paris (Texas) ended.", "Paris", "USA"),
    ],
)
def test_an_area_named_beside_decides(
    text: str, name: str, country: str, places_nlp: Language, places_gazetteer: Gazetteer
) -> None:
    found = {p.text: p for p in find_places(places_nlp(text), (), places_gazetteer)}
    assert found[name].country == country


def test_one_sense_in_a_text(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    text = "A court in Paris, Texas, sat on Monday. Paris has two courts."
    found = [p for p in find_places(places_nlp(text), (), places_gazetteer) if p.text == "Paris"]
    assert len(found) == 2
    assert {p.country for p in found} == {"USA"}


def test_a_list_of_areas_is_no_hierarchy(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    text = "Ministers of Jordan, Lebanon and Syria met."
    found = {p.text: p for p in find_places(places_nlp(text), (), places_gazetteer)}
    assert found["Jordan"].country == "JOR"


def test_gaza_beside_israel_is_not_in_mozambique(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    text = "Israeli strikes in Gaza killed three men, Israel said."
    found = {p.text: p for p in find_places(places_nlp(text), (), places_gazetteer)}
    assert found["Gaza"].country == "PSE"


def test_new_york_alone_is_the_city_and_behind_a_town_the_state(
    places_nlp: Language, places_gazetteer: Gazetteer
) -> None:
    def feature(text: str) -> str:
        return {p.text: p for p in find_places(places_nlp(text), (), places_gazetteer)}["New York"].feature

    assert feature("Ministers met in New York on Monday.") == "city"
    assert feature("A court in Buffalo, New York, sat on Monday.") == "admin1"


def test_a_former_name_makes_no_capital(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    text = "Shots were fired near Salisbury, Maryland. Salisbury has two courts."
    found = [p for p in find_places(places_nlp(text), (), places_gazetteer) if p.text == "Salisbury"]
    assert {p.country for p in found} == {"USA"}
    assert find_places(places_nlp("Talks were held in Peking."), (), places_gazetteer)[0].name == "Beijing"
