"""What is no politics stays uncoded, and the reason is the topic that it shows most."""

from __future__ import annotations

import pytest

from detente.entities.find import find_entities
from detente.events.silence import off_domain, silent_sentences
from detente.pipeline import Tools

pytestmark = pytest.mark.model


def reasons(text: str, tools: Tools) -> dict[int, str]:
    doc = tools.nlp(text)
    return silent_sentences(doc, find_entities(doc, None, tools.knowledge), tools.codebook)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The novel opens as the president of Chad orders his army to attack Niger.", "fiction"),
        ("The striker put Chad ahead and the goalkeeper of Niger was shown a red card.", "sport"),
        ("The shareholder sued the retailer over a dividend.", "business"),
    ],
)
def test_the_topic_of_a_silent_sentence(text: str, topic: str, tools: Tools) -> None:
    assert [reason.partition(":")[0] for reason in reasons(text, tools).values()] == [topic]


@pytest.mark.parametrize(
    "text", ["The army of Chad attacked Niger.", "Police arrested opposition leaders in N'Djamena."]
)
def test_politics_is_not_silent(text: str, tools: Tools) -> None:
    assert reasons(text, tools) == {}


def test_one_word_of_stories_does_not_hide_what_a_document_is_about(tools: Tools) -> None:
    doc = tools.nlp(
        "The striker scored twice and the goalkeeper saved a penalty kick. The midfielder was sent off after a red card. "
        "It was no fictional comeback, the head coach said."
    )
    reason = off_domain(doc, find_entities(doc, None, tools.knowledge), tools.codebook)
    assert reason is not None and reason.startswith("sport:")
