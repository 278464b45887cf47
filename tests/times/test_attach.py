"""Which time belongs to which event."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from spacy.language import Language

from detente.times import attach_time, find_times
from detente.types import Candidate

PUBLISHED = dt.date(2018, 6, 13)
GOLD = [
    line.split("\t")
    for line in (Path(__file__).parent / "attached.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _candidate(trigger: tuple[int, int], sentence: tuple[int, int]) -> Candidate:
    return Candidate(trigger, sentence, "CONSULT", None, (), None, (), (), 0.8, ())


@pytest.mark.model
@pytest.mark.parametrize(("wanted", "marked"), GOLD, ids=[marked for _, marked in GOLD])
def test_attach_time_follows_syntax(wanted: str, marked: str, nlp: Language):
    start, end = marked.index("{"), marked.index("}") - 1
    doc = nlp(marked.replace("{", "").replace("}", ""))
    sentence = doc.char_span(start, end, alignment_mode="expand").sent
    time = attach_time(
        doc, _candidate((start, end), (sentence.start_char, sentence.end_char)), find_times(doc, PUBLISHED)
    )
    assert (time.text if time else "-") == wanted


def test_attach_time_without_times_is_none(blank: Language):
    assert attach_time(blank("They met."), _candidate((5, 8), (0, 9)), ()) is None


def test_attach_time_without_a_parse_is_none(blank: Language):
    doc = blank("They met on Tuesday.")
    assert attach_time(doc, _candidate((5, 8), (0, 20)), find_times(doc, PUBLISHED)) is None
