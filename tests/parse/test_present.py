"""Headlines whose verb looks like a noun are read as clauses; nothing else of the text changes."""

from __future__ import annotations

import pytest

from detente.parse import parse
from detente.pipeline import annotate
from detente.types import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "verb", "subject", "tag"),
    [
        ("North Korea fires rockets into sea in new warning to Seoul.", "fires", "Korea", "VBZ"),
        ("Bolivian police battle strikers in Oruro.", "battle", "police", "VBP"),
        ("Hungary vetoes EU statement on Hong Kong.", "vetoes", "Hungary", "VBZ"),
        ("Belgian court orders release of Chadian banker.", "orders", "court", "VBZ"),
        ("Iraqi Troops Storm Into Kuwait, Seize Capital", "storm", "troops", "VBP"),
        ("Tunisia to host summit on migration.", "host", "Tunisia", "VB"),
    ],
)
def test_the_verb_of_a_headline(tools, text, verb, subject, tag):
    doc = next(parse(tools.nlp, [text]))
    root = next(token for token in doc if token.text == verb)
    assert (root.dep_, root.tag_, root.pos_) == ("ROOT", tag, "VERB")
    assert subject in [child.text for child in root.children if child.dep_ == "nsubj"]
    assert [token.lower_ for token in doc] == [token.lower_ for token in tools.nlp.make_doc(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ten things to know about the talks in Oslo.",
        "Ten of the best country shows.",
        "India-Pakistan talks on the glacier.",
        "Nine Lima cafes serving the best ceviche.",
        "The plan for ministers to meet in Accra.",
        "Chad's army shelled two villages.",
    ],
)
def test_what_is_no_such_headline_stays(tools, text):
    before, after = tools.nlp(text), next(parse(tools.nlp, [text]))
    assert [(t.tag_, t.dep_, t.head.i) for t in before] == [(t.tag_, t.dep_, t.head.i) for t in after]


def test_its_event_is_found_and_its_words_are_kept(tools):
    text = "Niger envoy expelled.\n\nChad, Mali to meet in Niamey.\n\nKenyan police raid homes of Somali journalists."
    found = next(annotate([Document("h", text)], tools))
    raid = next(event for event in found.events if "raid" in text[slice(*event.trigger)])
    assert {actor.country for actor in raid.actors} == {"KEN"}
    assert raid.verdict.status == "ASSERTED"
    assert found.document.text == text


def test_each_headline_of_a_batch_gets_its_own_tree(tools):
    texts = ["Chad releases envoy of Niger from prison.", "The army left.", "Ghana police fire water cannon at crowd."]
    roots = [next(doc.sents).root.text for doc in parse(tools.nlp, texts, 2)]
    assert roots == ["releases", "left", "fire"]
