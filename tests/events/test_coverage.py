"""How many plainly told events of wire-style sentences the frames find (coverage.tsv), and how many of ours they must."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from detente.entities.find import find_entities
from detente.events.find import find_events
from detente.pipeline import Tools

pytestmark = pytest.mark.model

#: Least share found: of the sentences that the frames were written with, and of those kept aside.
FLOORS = {"tune": 0.85, "check": 0.80}


class Told(NamedTuple):
    """One sentence and the event that it tells."""

    use: str  #: tune | check
    types: tuple[str, ...]  #: PLOVER types that are right
    triggers: tuple[str, ...]  #: words any of which the trigger must touch
    text: str


def sentences() -> list[Told]:
    lines = Path(__file__).with_name("coverage.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [Told(use, tuple(types.split("|")), tuple(words.split("|")), text) for use, types, words, text in rows]


def is_found(told: Told, tools: Tools) -> bool:
    doc = tools.nlp(told.text)
    starts = [told.text.index(words) for words in told.triggers]
    spans = [(start, start + len(words)) for start, words in zip(starts, told.triggers, strict=True)]
    return any(
        event.event_type in told.types and event.trigger[0] < end and event.trigger[1] > start
        for event in find_events(doc, find_entities(doc, dt.date(1995, 1, 1), tools.knowledge), tools.codebook)
        for start, end in spans
    )


@pytest.mark.parametrize("use", FLOORS)
def test_share_of_plain_events_that_is_found(tools: Tools, use: str) -> None:
    told = [item for item in sentences() if item.use == use]
    missed = [item.text for item in told if not is_found(item, tools)]
    assert 1 - len(missed) / len(told) >= FLOORS[use], missed


def test_each_type_has_sentences_of_both_uses() -> None:
    types = {use: {kind for item in sentences() if item.use == use for kind in item.types} for use in FLOORS}
    assert types["tune"] == types["check"]
    assert len(types["tune"]) == 16
