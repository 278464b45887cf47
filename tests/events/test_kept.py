"""Which candidates become events of a document."""

from __future__ import annotations

import pytest

from detente.pipeline import Tools, annotate
from detente.types import Document, Event

pytestmark = pytest.mark.model


def events(text: str, tools: Tools) -> list[Event]:
    return list(next(annotate([Document("d", text)], tools)).events)


def test_aid_from_abroad_is_political_whoever_gives_it(tools: Tools) -> None:
    given = events("British doctors treated wounded Libyans in Misrata.", tools)
    assert [(e.event_type, e.actors[0].country, e.recipients[0].country) for e in given] == [("AID", "GBR", "LBY")]
    assert not events("British doctors treated wounded British children.", tools)


def test_what_somebody_began_to_do_is_one_event(tools: Tools) -> None:
    text = "Poland began deploying troops to the Belarusian border."
    assert [text[slice(*event.trigger)] for event in events(text, tools)] == ["deploying troops"]


def test_one_happening_told_by_verb_and_noun_is_one_event(tools: Tools) -> None:
    found = events("Two Ukrainian soldiers were killed in a Russian missile strike on Kharkiv.", tools)
    assert [(e.actors[0].country, e.recipients[0].text) for e in found] == [("RUS", "Two Ukrainian soldiers")]
