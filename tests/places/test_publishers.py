"""The publisher's home as a weak hint."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from spacy.language import Language

from detente.places import Gazetteer, find_places
from detente.places.publishers import home_of

TOWN = "A spy was found ill on a bench in Salisbury on Sunday. Police closed the park."


@pytest.mark.parametrize("name", ["BBC", "bbc news", "bbc.co.uk", "https://www.bbc.co.uk/news/world-1?x=2", " BBC "])
def test_a_publisher_is_known_by_name_and_by_site(name: str) -> None:
    home = home_of(name)
    assert home is not None
    assert (home.country, home.lat) == ("GBR", None)


@pytest.mark.parametrize("name", [None, "", "Reuters", "example.com", "A Paper Nobody Reads"])
def test_agencies_and_unknown_publishers_have_no_home(name: str | None) -> None:
    assert home_of(name) is None


def test_a_paper_of_one_town_has_its_coordinates() -> None:
    home = home_of("chicagotribune.com")
    assert home is not None
    assert home.lat == pytest.approx(41.9, abs=0.2)


def test_every_row_has_a_country_of_the_gazetteer_and_an_origin() -> None:
    text = (resources.files("detente.places") / "data" / "publishers.tsv").read_text("utf-8")
    countries = Gazetteer.load().countries
    names: list[str] = []
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        assert row["country"] in countries
        assert row["origin"]
        assert bool(row["lat"]) == bool(row["lon"]) == bool(row["place"])
        names += [row["publisher"].lower(), *filter(None, row["aliases"].lower().split("|"))]
    assert len(names) == len(set(names))


@pytest.mark.model
def test_home_decides_between_small_namesakes(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    doc = places_nlp(TOWN)
    british, american = (find_places(doc, (), places_gazetteer, name)[0] for name in ("BBC", "USA Today"))
    assert (british.country, american.country) == ("GBR", "USA")
    assert "the publisher's home" in british.why


@pytest.mark.model
@pytest.mark.parametrize("publisher", [None, "The Sydney Morning Herald", "Dawn"])
def test_home_never_moves_a_large_place_or_one_that_the_text_places(
    publisher: str | None, places_nlp: Language, places_gazetteer: Gazetteer
) -> None:
    text = "Ministers met in Perth and in London. A court in Salisbury, Maryland, sat on Monday."
    found = {p.text: p for p in find_places(places_nlp(text), (), places_gazetteer, publisher)}
    assert (found["Perth"].country, found["London"].country, found["Salisbury"].country) == ("AUS", "GBR", "USA")
