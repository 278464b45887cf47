"""Annotation <-> JSON."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from detente.errors import InputError
from detente.interchange import (
    annotation_from_dict,
    event_from_dict,
    event_to_dict,
    schema,
    to_dict,
)
from detente.types import SPEAKER_KINDS, STATUSES, Annotation, Claim, Document, Entity, Event, TimeSpan, Verdict

from .strategies import annotations


def closed(value: Any) -> Any:
    """The schema with every object closed to further fields: what we write must all be described."""
    if isinstance(value, list):
        return [closed(item) for item in value]
    if not isinstance(value, dict):
        return value
    shut = {name: closed(item) for name, item in value.items()}
    return {**shut, "additionalProperties": False} if "properties" in value else shut


STRICT = Draft202012Validator(closed(schema()))


def example() -> Annotation:
    """Two spans, one claim of an official, one of the text itself."""
    text = "Officials in Aldova said troops crossed the border on Monday."
    officials = Entity(0, 9, "Officials", "role", "officials of Aldova", "XAD", ("GOV",))
    aldova = Entity(13, 19, "Aldova", "state", "Aldova", "XAD")
    said = Claim((0, 9), (20, 24), "OFFICIAL", False, "AFFIRMS", "CT", entity=officials)
    author = Claim(None, None, "AUTHOR", True, "UNCOMMITTED", "U")
    monday = TimeSpan(54, 60, "Monday", dt.date(2024, 3, 4), dt.date(2024, 3, 4), "day")
    event = Event(
        "m1", "d1", (32, 39), (0, 61), "MOBILIZE", None, (), "154", "material conflict", -6.0, -7.2, (aldova,), (),
        None, monday, Verdict("REPORTED", "+", "CT", None, 2.5, (author, said)), False, 0.8, ("frame",),
    )  # fmt: skip
    return Annotation(Document("d1", text, dt.date(2024, 3, 6), language="en"), (aldova,), events=(event,))


@given(annotations())
@settings(max_examples=60, deadline=None)
def test_annotation_survives_the_way_through_json(annotation: Annotation) -> None:
    assert annotation_from_dict(json.loads(json.dumps(to_dict(annotation)))) == annotation


@given(annotations())
@settings(max_examples=40, deadline=None)
def test_every_line_is_described_by_the_schema(annotation: Annotation) -> None:
    assert [error.message for error in STRICT.iter_errors(json.loads(json.dumps(to_dict(annotation))))] == []


def test_event_alone_survives_the_way_through_json() -> None:
    annotation = example()
    row = event_to_dict(annotation.events[0], annotation.document.text)
    assert event_from_dict(json.loads(json.dumps(row))) == annotation.events[0]


def test_event_has_the_fields_of_the_contract() -> None:
    event = to_dict(example())["events"][0]
    assert event["time"]["from"] == event["time"]["to"] == "2024-03-04"
    assert (event["trigger"], event["sentence"], event["status"]) == ([32, 39], [0, 61], "REPORTED")
    assert {"actors", "recipients", "place", "polarity", "certainty", "basis", "historical"} <= set(event)
    assert event["actors"][0]["country"] == "XAD"


def test_claim_of_the_author_has_no_speaker() -> None:
    author, official = to_dict(example())["events"][0]["claims"]
    assert author["speaker"] is None
    assert official["speaker"] == {
        "start": 0, "end": 9, "text": "Officials", "name": "officials of Aldova", "country": "XAD", "kind": "OFFICIAL",
        "named": False,
    }  # fmt: skip


def test_schema_is_valid_itself() -> None:
    Draft202012Validator.check_schema(schema())


def test_schema_knows_all_statuses_and_speakers() -> None:
    definitions = schema()["$defs"]
    assert definitions["event"]["properties"]["status"]["enum"] == list(STATUSES)
    assert definitions["claim"]["properties"]["speaker_kind"]["enum"] == list(SPEAKER_KINDS)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "status"), "MAYBE"),
        (("events", 0, "trigger"), [1]),
        (("events", 0, "time", "from"), "4 March"),
        (("events", 0, "historical"), None),
        (("entities", 0, "start"), "0"),
        (("entities", 0, "country"), "Aldova"),
        (("id",), 7),
    ],
)
def test_schema_refuses(path: tuple[str | int, ...], value: object) -> None:
    row = copy.deepcopy(to_dict(example()))
    parent: Any = row
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    assert not STRICT.is_valid(row)


@pytest.mark.parametrize("where", [{"id": "a"}, {"line": 3}])
def test_schema_knows_error_lines(where: dict[str, object]) -> None:
    assert STRICT.is_valid({**where, "error": {"code": "E002", "message": "no text"}})


def test_schema_refuses_an_error_without_a_place() -> None:
    assert not STRICT.is_valid({"error": {"code": "E002", "message": "no text"}})


def test_annotation_from_dict_names_what_is_missing() -> None:
    row = to_dict(example())
    del row["places"]
    with pytest.raises(InputError, match="places"):
        annotation_from_dict(row)
