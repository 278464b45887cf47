"""A noun alone takes up an event told before, with that event's parties and a status of its own."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.anaphora import nouns
from detente.codebook.load import load_codebook
from detente.pipeline import Tools, annotate
from detente.settings import Settings
from detente.types import Document, Event


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.load(Settings.load())


def events(text: str, tools: Tools) -> dict[str, list[Event]]:
    """Text of the trigger -> its events."""
    annotation = next(annotate([Document("d", text, dt.date(2024, 3, 8))], tools))
    found: dict[str, list[Event]] = {}
    for event in annotation.events:
        found.setdefault(text[slice(*event.trigger)], []).append(event)
    return found


def test_the_attack_has_the_parties_of_the_event_told(tools: Tools) -> None:
    found = events("Chad attacked Libya on Tuesday. Egypt condemned the attack.", tools)
    (again,) = found["attack"]
    assert [party.country for party in again.actors] == ["TCD"]
    assert [party.country for party in again.recipients] == ["LBY"]
    assert again.takes_up == found["attacked"][0].trigger
    assert any("takes up 'attacked'" in line for line in again.why)


@pytest.mark.parametrize(
    "text",
    [
        "Chad attacked Libya on Tuesday. Egypt expects another attack.",  # another one
        "Chad attacked Libya on Tuesday. Attacks are rare there.",  # none in particular
        "Chad attacked Libya on Monday. Wednesday's attack went unnoticed.",  # another day
        "Chad attacked Libya on Monday. The Sudanese attack went unnoticed.",  # another party
        "Egypt expects the attack. Chad attacked Libya on Tuesday.",  # not told yet
    ],
)
def test_another_event_is_not_taken_up(text: str, tools: Tools) -> None:
    found = events(text, tools)
    assert found["attacked"]
    assert not any("takes up" in line for name in found for event in found[name] for line in event.why)


def test_nouns_stand_for_types_of_the_codebook() -> None:
    types = set(load_codebook("plover").types)
    assert all(kinds <= types for kinds in nouns().types.values())
