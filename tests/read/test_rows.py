"""Input rows -> Documents, or documented errors."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.errors import InputError
from detente.read.rows import document_from_dict
from detente.types import Document


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
