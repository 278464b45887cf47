"""What is quoted for a claim."""

import dataclasses

from detente.show.voices import FARTHEST, stretch
from detente.types import Claim
from tests.show.corpus import make_corpus

TEXT = "Washington accused the North of selling rockets. Pyongyang denied it. Nothing else happened."
SENTENCE = (0, 48)


def quoted(text: str, cue: str) -> str:
    mention = next(iter(make_corpus().mentions.values()))
    start = text.index(cue)
    said = Claim(None, (start, start + len(cue)), "OFFICIAL", True, "DENIES", "CT")
    return text[slice(*stretch(said, dataclasses.replace(mention, sentence=SENTENCE), text))].strip()


def test_stretch_is_the_sentence_that_holds_the_cue() -> None:
    assert quoted(TEXT, "accused") == TEXT[:48]


def test_stretch_takes_in_the_denial_of_the_next_sentence() -> None:
    assert quoted(TEXT, "denied") == TEXT[:69]


def test_stretch_does_not_quote_half_an_article() -> None:
    text = TEXT[:48] + " Then more." * 100 + " Pyongyang denied it."
    assert len(text) > FARTHEST and quoted(text, "denied") == TEXT[:48]
