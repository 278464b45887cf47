"""The quicker components say what spaCy's own say: tags, lemmas, relations and names of our gold are the same."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from detente.parse import as_packaged, load
from detente.parse.load import quicken
from detente.settings import Settings

GOLD = Path(__file__).parents[1] / "gold"
SEEN = [ORTH, TAG, POS, MORPH, LEMMA, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE]
#: What the rules of several words and of odd tokens are about, and the ends of texts and names.
ODD = [
    "",
    " ",
    "\n",
    "Ghana",
    "Kofi Annan",
    "  Chad \n\n Niger  ",
    "They ain't gonna say they've gotta go; let's see, c'mon!",
    "There's a truce. There is no peace, there are talks, and there were envoys.",
    "The U.S.-led coalition, the International Atomic Energy Agency\nand Bank of Ghana met on the 5th of May, 2004.",
    "NATO; UN, EU - OPEC: 5,000 troops @ $3.5 million (40%) \U0001f600 ...",
    "He said: \"We won't.\" 'Cause it's theirs, she'd gone 'til Monday.",
]


@lru_cache(maxsize=1)
def spacy_own() -> Language:
    nlp = as_packaged(Settings().model)
    nlp.add_pipe("detente_line_breaks", before="parser")
    return nlp


def texts() -> list[str]:
    files = ("events.jsonl", "events_later.jsonl", "status_later.jsonl", "traps.jsonl")
    return [json.loads(line)["text"] for name in files for line in (GOLD / name).read_text("utf-8").splitlines()]


def read(doc: Doc) -> list[list[int]]:
    rows: list[list[int]] = doc.to_array(SEEN).tolist()
    return rows


def test_the_quick_components_are_in_use() -> None:
    names = load(Settings().model).pipe_names
    assert {"detente_names", "detente_attributes", "detente_lemmas"} <= set(names)
    assert {"ner", "attribute_ruler", "lemmatizer"}.isdisjoint(names)


def test_our_gold_reads_the_same() -> None:
    found = load(Settings().model).pipe(texts(), batch_size=32)
    differing = [a.text for a, b in zip(spacy_own().pipe(texts()), found, strict=True) if read(a) != read(b)]
    assert differing == []


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_read_the_same_alone_and_among_others(text: str) -> None:
    nlp, wanted = load(Settings().model), read(spacy_own()(text))
    assert read(nlp(text)) == wanted
    assert [read(doc) for doc in nlp.pipe(["Chad met Niger.", text])][1] == wanted


def test_a_later_rule_of_one_word_prevails_over_one_of_several() -> None:
    nlp = as_packaged(Settings().model)
    ruler = nlp.get_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "red"}, {"LOWER": "sea"}]], {"POS": "X"}, index=1)
    ruler.add([[{"LOWER": "sea"}]], {"POS": "SYM"})
    ruler.add([[{"LOWER": "dead"}, {"LOWER": "sea"}]], {"POS": "INTJ"}, index=-1)
    wanted = [token.pos_ for token in nlp("The Red Sea and the Dead Sea.")]
    quicken(nlp)
    assert [token.pos_ for token in nlp("The Red Sea and the Dead Sea.")] == wanted
    assert "SYM" in wanted and "INTJ" in wanted


def test_names_that_are_set_beforehand_are_kept() -> None:
    found = []
    for nlp in (load(Settings().model), spacy_own()):
        doc = nlp.make_doc("Acme met the Togo delegation in Lagos.")
        doc.set_ents([doc.char_span(0, 4, label="EVENT")])
        for _, component in nlp.pipeline:
            doc = component(doc)
        found.append([(name.text, name.label_) for name in doc.ents])
    assert found[0] == found[1]
    assert found[0][0] == ("Acme", "EVENT") and len(found[0]) > 1


@pytest.mark.parametrize("further", [{"ENT_TYPE": ""}, {"LOWER": {"REGEX": "^ni"}}, {"ORTH": "Niger"}])
def test_rules_that_look_further_are_heard_too(further: dict[str, object]) -> None:
    nlp = as_packaged(Settings().model)
    nlp.get_pipe("attribute_ruler").add([[{**further, "TAG": "NNP"}]], {"POS": "INTJ"})
    wanted = [token.pos_ for token in nlp("Niger met Chad. Nigel met Niger.")]
    quicken(nlp)
    assert [token.pos_ for token in nlp("Niger met Chad. Nigel met Niger.")] == wanted
    assert "INTJ" in wanted


def test_rules_that_set_further_attributes_are_left_to_spacy() -> None:
    nlp = as_packaged(Settings().model)
    nlp.get_pipe("attribute_ruler").add([[{"LOWER": "chad"}]], {"NORM": "tchad"})
    quicken(nlp)
    assert "attribute_ruler" in nlp.pipe_names


def test_a_rule_may_name_words_that_it_is_not_for() -> None:
    nlp = as_packaged(Settings().model)
    nlp.get_pipe("attribute_ruler").add([[{"LOWER": {"NOT_IN": ["chad", "met"]}, "TAG": "NNP"}]], {"POS": "INTJ"})
    wanted = [token.pos_ for token in nlp("Chad met Niger.")]
    quicken(nlp)
    assert "attribute_ruler" not in nlp.pipe_names
    assert [token.pos_ for token in nlp("Chad met Niger.")] == wanted == ["PROPN", "VERB", "INTJ", "PUNCT"]


def test_a_pipeline_without_them_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    quicken(nlp)
    assert nlp.pipe_names == []
    assert np.array_equal(read(nlp("Chad met.")), read(spacy.blank("en")("Chad met.")))
