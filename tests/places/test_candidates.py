"""Candidate spans, on Docs built by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from spacy.tokens import Doc, Span

from detente.places import Gazetteer, cues
from detente.places.candidates import find_spans, read_words


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def spans(gazetteer: Gazetteer, text: str, ents: tuple[tuple[int, int, str], ...] = ()) -> dict[str, str]:
    """Text of each candidate -> its kind."""
    words = text.split(" ")
    doc = Doc(spacy.blank("en").vocab, words=words, sent_starts=[i == 0 for i in range(len(words))])
    doc.ents = [Span(doc, start, end, label) for start, end, label in ents]
    found = find_spans(read_words(doc), gazetteer, cues.load())
    return {doc[s.start : s.end].text: s.kind for s in found}


def test_the_longest_name_wins(gazetteer: Gazetteer) -> None:
    assert spans(gazetteer, "troops in North Korea moved") == {"North Korea": "gazetteer"}


def test_connectors_belong_to_names(gazetteer: Gazetteer) -> None:
    assert "Rio de Janeiro" in spans(gazetteer, "He flew to Rio de Janeiro .")
    assert "Port - au - Prince" in spans(gazetteer, "gangs in Port - au - Prince")


def test_a_lower_case_word_of_kind_may_end_a_name(gazetteer: Gazetteer) -> None:
    found = spans(gazetteer, "shells hit the Zaporizhzhia nuclear power plant again")
    assert found == {"Zaporizhzhia nuclear power plant": "gazetteer"}


def test_months_and_short_words_are_no_names(gazetteer: Gazetteer) -> None:
    assert spans(gazetteer, "In May the UN said that Us and March") == {}


def test_typed_names_outside_the_gazetteer_are_found(gazetteer: Gazetteer) -> None:
    assert spans(gazetteer, "a spill in Quillby Creek") == {"Quillby Creek": "typed"}


def test_streets_and_numbered_roads(gazetteer: Gazetteer) -> None:
    found = spans(gazetteer, "a crash on Quillby Street and on Interstate 45 .")
    assert found == {"Quillby Street": "street", "Interstate 45": "road"}


def test_police_departments_are_no_areas(gazetteer: Gazetteer) -> None:
    assert "Concord Police Department" not in spans(gazetteer, "said the Concord Police Department today")


def test_the_models_places_are_kept_where_nothing_else_is_known(gazetteer: Gazetteer) -> None:
    assert spans(gazetteer, "a camp at Quillbydale today", ((3, 4, "GPE"),)) == {"Quillbydale": "model"}


def test_spans_never_overlap(gazetteer: Gazetteer) -> None:
    words = ["New", "York", "City", "Police", "and", "Lake", "Victoria", "Street", "near", "South", "Ossetia"]
    doc = Doc(spacy.blank("en").vocab, words=words, sent_starts=[i == 0 for i in range(len(words))])
    found = find_spans(read_words(doc), gazetteer, cues.load())
    assert found
    assert all(a.end <= b.start for a, b in pairwise(found))
