"""A headline joins its first two states by a comma."""

from __future__ import annotations

import pytest

from detente.pipeline import annotate
from detente.types import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Saudi Arabia, Iran Restore Diplomatic Ties.", {"SAU", "IRN"}),
        ("India, Pakistan agree to ceasefire.", {"IND", "PAK"}),
        ("China, Russia hold joint drills near Japan.", {"CHN", "RUS"}),
        ("Turkey, Armenia to Open Border.", {"TUR", "ARM"}),
        ("Nepal Premier Quits as Communists Withdraw Support.", {"NPL"}),
    ],
)
def test_both_states_act(tools, text, parties):
    events = next(annotate([Document(id="h", text=text)], tools)).events
    first = min(event.trigger for event in events)
    acting = {p.country for event in events if event.trigger == first for p in (*event.actors, *event.recipients)}
    assert acting == parties


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("France, Mali's former ruler, expelled three diplomats of Niger.", "FRA"),
        ("In Chad, Niger expelled three diplomats of Mali.", "NER"),
        ("Chad, the minister said, expelled three diplomats of Mali.", "TCD"),
    ],
)
def test_what_stands_beside_a_state_does_not_act(tools, text, actor):
    events = next(annotate([Document(id="h", text=text)], tools)).events
    assert {party.country for event in events for party in event.actors} == {actor}
