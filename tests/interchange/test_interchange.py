"""Annotation <-> JSON, and input lines -> Document."""

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
    document_from_dict,
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


def test_document_has_all_given_fields() -> None:
    row = {
        "id": 7, "text": "Talks ended.", "date": "2024-03-06", "title": "Talks", "publisher": "The Courier",
        "url": "https://courier.example/1", "lang": "en", "pairs": [{"actor": [0, 5], "recipient": [6, 11]}],
        "triggers": [[6, 11]],
    }  # fmt: skip
    assert document_from_dict(row) == Document(
        "7", "Talks ended.", dt.date(2024, 3, 6), "Talks", "The Courier", "https://courier.example/1", "en", "given",
        (((0, 5), (6, 11)),), ((6, 11),),
    )  # fmt: skip


@pytest.mark.parametrize(
    "date", ["2024-03-06T23:30:00Z", "2024-03-06T01:00:00+09:00", "2024-03-06 10:00", " 2024-03-06 "]
)
def test_document_takes_the_day_of_a_time_as_written(date: str) -> None:
    assert document_from_dict({"text": "x", "date": date}).date == dt.date(2024, 3, 6)


def test_document_without_an_id_gets_one_from_its_text() -> None:
    first, again, other = (document_from_dict({"text": text}).id for text in ("one", "one", "two"))
    assert first == again != other


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([1, 2], "E001"),
        (None, "E001"),
        ({}, "E002"),
        ({"text": " \n"}, "E002"),
        ({"text": 5}, "E002"),
        ({"text": "x" * 101}, "E003"),
        ({"text": "x", "title": "t" * 20_000}, "E003"),
        ({"text": "x", "date": "6 March"}, "E008"),
        ({"text": "x", "date": "2024-02-30"}, "E008"),
        ({"text": "x", "date": "20240306"}, "E008"),
        ({"text": "x", "date": 20240306}, "E008"),
        ({"text": "x", "id": ["a"]}, "E009"),
        ({"text": "x", "id": True}, "E009"),
        ({"text": "x", "publisher": 3}, "E009"),
        ({"text": "half \ud83d"}, "E009"),
        ({"text": "x", "title": "half \ud83d"}, "E009"),
        ({"text": "abc", "triggers": [[0, 4]]}, "E009"),
        ({"text": "abc", "triggers": [[2, 2]]}, "E009"),
        ({"text": "abc", "triggers": [[-1, 2]]}, "E009"),
        ({"text": "abc", "triggers": [[0.0, 2.0]]}, "E009"),
        ({"text": "abc", "triggers": [[False, True]]}, "E009"),
        ({"text": "abc", "triggers": "no"}, "E009"),
        ({"text": "abc", "pairs": [{"actor": [0, 1]}]}, "E009"),
        ({"text": "abc", "pairs": [{"actor": [0, 1], "recipient": [1, 9]}]}, "E009"),
        ({"text": "abc", "pairs": [[0, 1]]}, "E009"),
    ],
)
def test_document_refuses(row: object, code: str) -> None:
    with pytest.raises(InputError) as caught:
        document_from_dict(row, 100, where="line 4")
    assert (caught.value.code, caught.value.at) == (code, "line 4")
