"""The dateline of a wire report is seen, and parted from the sentence behind it."""

from __future__ import annotations

import pytest

from detente.dateline import dateline_end, datelines
from detente.parse import load
from detente.settings import Settings


@pytest.mark.parametrize(
    "opening",
    [
        "TUNIS - ",
        "TUNIS (Agency) - ",
        "TUNIS, Tunisia, May 8 (Agency) - ",
        "SFAX, 24 May — ",
        "THE HAGUE, Netherlands, April 5, 2001 (Agency) -- ",
        "PORT LOUIS/MAHE, 3 Jan – ",
    ],
)
def test_a_dateline_ends_behind_its_dash(opening: str) -> None:
    assert dateline_end(opening + "Envoys met.") == len(opening)


@pytest.mark.parametrize(
    "text",
    [
        "U.S. - Iran talks began.",
        "EU - Togo relations",
        "Tunis - a port - is quiet.",
        "OPEC agreed.",
        "",
        "A - B",
        "GHANA, Togo and Mali met.",
    ],
)
def test_other_openings_are_no_dateline(text: str) -> None:
    assert dateline_end(text) == 0


def test_each_paragraph_may_have_one() -> None:
    text = "TUNIS - Envoys met.\n\nAlgiers is quiet.\n\nRABAT (Agency) - Envoys left."
    assert [text[start:end] for start, end in datelines(text)] == ["TUNIS - ", "RABAT (Agency) - "]


@pytest.mark.parametrize("opening", ["SFAX, 24 May - ", "SFAX, Tunisia, May 24 (Agency) - ", "SFAX - "])
def test_its_place_is_no_subject(opening: str) -> None:
    doc = load(Settings().model)(opening + "Ghana and Togo signed a deal. Mali did not.")
    sentences = [sentence.text.strip() for sentence in doc.sents]
    assert sentences == [opening.strip(), "Ghana and Togo signed a deal.", "Mali did not."]
    (signed,) = [token for token in doc if token.text == "signed"]
    assert [token.text for token in signed.children if token.dep_ == "nsubj"] == ["Ghana"]
