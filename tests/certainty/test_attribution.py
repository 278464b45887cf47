"""Speakers, cues and contents in our own sentences."""

from __future__ import annotations

import pytest

from detente.certainty.attribution import find_attributions
from detente.certainty.phrases import without_asides
from detente.certainty.tree import Tree
from detente.types import SPEAKER_KINDS, Entity

pytestmark = pytest.mark.model


def words(text, spans):
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("The ministry said the bridge was closed.", ["The ministry"], ["said"], ["the bridge was closed"]),
        ("The bridge was closed, the ministry said.", ["the ministry"], ["said"], ["The bridge was closed"]),
        ("The bridge was closed, said the mayor.", ["the mayor"], ["said"], ["The bridge was closed"]),
        ("“We closed the bridge,” the mayor said.", ["the mayor"], ["said"], ["“We closed the bridge,”"]),
        ("According to the mayor, the bridge was closed.", ["the mayor"], ["According to"], ["the bridge was closed"]),
        ("The mayor has called for an inquiry.", ["The mayor"], ["has called for"], ["an inquiry"]),
        ("The mayor did not say who closed it.", ["The mayor"], ["did not say"], ["who closed it"]),
        ("The premier believes that the truce will hold.", ["The premier"], ["believes"], ["that the truce will hold"]),
    ],
)  # fmt: skip
def test_attribution_spans(text, speaker, cue, content, nlp, cues):
    found = find_attributions(nlp(text), (), cues)
    assert (speaker, cue, content) in [
        (words(text, item.speaker), words(text, item.cue), words(text, item.content)) for item in found
    ]


def test_attribution_interrupted_quotation_has_both_parts(nlp, cues):
    text = "“We closed the bridge,” the mayor said. “It was not safe.”"
    found = find_attributions(nlp(text), (), cues)
    assert [words(text, item.content) for item in found if item.form == "direct"] == [
        ["“We closed the bridge,”", "“It was not safe.”"]
    ]


def test_attribution_speaker_resolves_to_the_entity_at_its_head(nlp, cues):
    text = "The spokesman of the ministry said the bridge was closed."
    entity = Entity(4, 13, "spokesman", "role", "spokesman", country="FRA", sectors=("GOV",))
    other = Entity(21, 29, "ministry", "organisation", "ministry", country="DEU")
    found = find_attributions(nlp(text), (other, entity), cues)
    assert [item.entity for item in found if item.entity] == [entity]


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        ("Two senior officials said the bridge was closed.", "OFFICIAL", False),
        ("Foreign Minister Anna Lindqvist said the bridge was closed.", "OFFICIAL", True),
        ("The ministry said the bridge was closed.", "ORGANISATION", True),
        ("Analysts said the bridge was closed.", "ANALYST", False),
        ("State television said the bridge was closed.", "MEDIA", True),
        ("A shopkeeper said the bridge was closed.", "PRIVATE_PERSON", False),
        ("The police report said the bridge was closed.", "DOCUMENT_DATA", True),
        ("Satellite images showed the bridge was closed.", "IMAGERY_SENSOR", True),
        ("Harbour Freight Inc said the ship had left.", "ORGANISATION", True),
        ("Ecologists say the lake is dying.", "ANALYST", False),
        ("A spokesman for the port authority said the ship had left.", "ORGANISATION", True),
        ("The quay was shut on Monday by mayor John Smith. Smith said it was unsafe.", "OFFICIAL", True),
        ("The crowd outside the embassy said the king had fled.", "PRIVATE_PERSON", False),
    ],
)
def test_attribution_speaker_kind(text, kind, named, nlp, cues):
    found = find_attributions(nlp(text), (), cues)
    assert [(item.speaker_kind, item.named) for item in found] == [(kind, named)]
    assert kind in SPEAKER_KINDS


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry said the bridge was closed.", "AFFIRMS"),
        ("The ministry denied that the bridge was closed.", "DENIES"),
        ("The ministry demanded that the bridge be closed.", "UNCOMMITTED"),
    ],
)
def test_attribution_stance(text, stance, nlp, cues):
    assert [item.stance for item in find_attributions(nlp(text), (), cues)] == [stance]


def test_attribution_text_without_speech_has_none(nlp, cues):
    assert find_attributions(nlp("The bridge was closed. Cars turned back."), (), cues) == ()


def test_attribution_empty_text_has_none(nlp, cues):
    assert find_attributions(nlp(""), (), cues) == ()


def test_attribution_in_the_view_of(nlp, cues):
    text = "In the view of the harbour master, the pier is unsafe."
    found = [
        item for item in find_attributions(nlp(text), (), cues) if words(text, item.speaker) == ["the harbour master"]
    ]
    assert [words(text, item.content) for item in found] == [["the pier is unsafe"]]


def test_attribution_quotation_of_the_sentence_before_is_not_taken(nlp, cues):
    text = "The mayor called the pier “unsafe and badly kept.” The guild said that it would sue."
    found = [item for item in find_attributions(nlp(text), (), cues) if words(text, item.speaker) == ["The guild"]]
    assert [words(text, item.content) for item in found] == [["that it would sue"]]


def test_a_content_may_end_before_a_remark_and_begin_behind_a_conjunction(nlp):
    tree = Tree.read(nlp("But the port will stay closed, which nobody believed."))
    parts = [" ".join(tree.words[i] for i in part) for part in without_asides(tree, range(len(tree) - 1))]
    assert "But the port will stay closed" in parts
    assert "the port will stay closed , which nobody believed" in parts
    assert len(parts) == 2
