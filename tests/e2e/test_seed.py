"""The article that the project starts from: repetitive, speculative, unsourced."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from detente.pipeline import Tools
from detente.types import Document
from detente.workflows import annotate_lines

pytestmark = [pytest.mark.model, pytest.mark.shared]
HAPPENED = {"ASSERTED", "REPORTED"}


@pytest.fixture(scope="module")
def row(tools: Tools) -> dict[str, Any]:
    path = Path(__file__).parents[2] / ".." / "shared" / "seed" / "summit-feature.txt"
    if not path.exists():
        pytest.skip("needs ../shared/seed")
    [found] = annotate_lines([Document("seed", path.read_text("utf-8"), dt.date(2023, 9, 13))], tools)
    return found


def events(row: dict[str, Any], event_type: str, *, secondary: bool = False) -> list[dict[str, Any]]:
    return [e for e in row["events"] if e["event_type"] == event_type and (secondary or not e["secondary"])]


def countries(parties: list[dict[str, Any]]) -> set[str | None]:
    return {party["country"] for party in parties}


def sentence(row: dict[str, Any], event: dict[str, Any]) -> str:
    return str(row["text"][slice(*event["sentence"])])


def test_the_summit(row: dict[str, Any]) -> None:
    met = [e for e in events(row, "CONSULT") if e["status"] in HAPPENED and not e["historical"]
           and countries(e["actors"]) | countries(e["recipients"]) == {"PRK", "RUS"}]  # fmt: skip
    assert any(e["place"] and e["place"]["name"] == "Vladivostok" for e in met)


def test_the_visit_of_2000_is_background(row: dict[str, Any]) -> None:
    [visit] = [e for e in events(row, "CONSULT") if e["time"] and e["time"]["from"] == "2000-01-01"]
    assert (countries(visit["actors"]), countries(visit["recipients"])) == ({"RUS"}, {"PRK"})
    assert visit["historical"]


def test_decades_of_aid_are_background(row: dict[str, Any]) -> None:
    aid = [e for e in events(row, "AID") if "For decades" in sentence(row, e)]
    assert aid
    assert all(e["historical"] and countries(e["recipients"]) == {"PRK"} for e in aid)


def test_the_embargo(row: dict[str, Any]) -> None:
    embargo = [e for e in events(row, "SANCTION") if "embargo" in row["text"][slice(*e["trigger"])]]
    assert any("PRK" in countries(e["recipients"]) and e["status"] in HAPPENED for e in embargo)


def test_putins_denial(row: dict[str, Any]) -> None:
    denied = [
        e for e in row["events"] if "did not plan to" in sentence(row, e) and e["status"] in ("DENIED", "NEGATED")
    ]
    speakers = {claim["speaker"]["name"] for e in denied for claim in e["claims"] if claim["speaker"]}
    assert "Vladimir Putin" in speakers


def test_the_calls_for_easing_sanctions_and_the_american_demand(row: dict[str, Any]) -> None:
    asked = events(row, "REQUEST")
    assert any({"RUS", "CHN"} <= countries(e["actors"]) and "easing" in sentence(row, e) for e in asked)
    assert any(countries(e["actors"]) == {"USA"} for e in asked)


@pytest.mark.parametrize(
    "words", ["deals for", "arms sales", "investment", "railways", "weapons deals", "fighter jets"]
)
def test_what_is_only_speculated_is_not_coded_as_done(row: dict[str, Any], words: str) -> None:
    hedged = ("may ", "could ", "possibly", "speculate", "may have")
    for event in row["events"]:
        text = sentence(row, event)
        if (
            words in text
            and any(hedge in text for hedge in hedged)
            and event["event_type"] in ("AID", "COOPERATE", "AGREE")
        ):
            assert event["status"] in ("SPECULATED", "CONDITIONAL", "PLANNED", "UNKNOWN"), text


def test_something_is_marked_as_speculation(row: dict[str, Any]) -> None:
    assert any(e["status"] in ("SPECULATED", "CONDITIONAL") for e in row["events"])


def test_satellite_images_are_a_claim(row: dict[str, Any]) -> None:
    kinds = {a["speaker_kind"] for a in row["attributions"]
             if "Satellite images" in "".join(row["text"][s:e] for s, e in a["speaker"])}  # fmt: skip
    assert kinds == {"IMAGERY_SENSOR"}


def test_a_repeated_sentence_is_not_a_new_event(row: dict[str, Any]) -> None:
    seen: dict[tuple[str, str, str], tuple[int, int]] = {}
    for event in row["events"]:
        wording = " ".join(sentence(row, event).split())
        names = repr([p["name"] for p in (*event["actors"], *event["recipients"])])
        key = (wording, event["event_type"] + row["text"][slice(*event["trigger"])], names)
        assert seen.setdefault(key, tuple(event["sentence"])) == tuple(event["sentence"]), wording
