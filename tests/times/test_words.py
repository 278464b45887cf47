"""The tables: readable, consistent, as many rows as their SOURCE.yaml promises."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from detente.times import words

DATA = files("detente.times") / "data"


def test_source_assertions_hold():
    promised = yaml.safe_load((DATA / "SOURCE.yaml").read_text("utf-8"))["assertions"]
    for name, limits in promised.items():
        rows = len((DATA / name).read_text("utf-8").splitlines()) - 1
        assert limits["min"] <= rows <= limits["max"]


def test_eras_end_after_they_begin():
    assert all(era.start <= era.end for era in words.load().eras.values())


@pytest.mark.parametrize(
    ("text", "value"),
    [("three", 3), ("25", 25), ("twenty-five", 25), ("a couple of", 2), ("several", None), ("a few", None), ("an", 1)],
)
def test_number_reads_words_and_digits(text: str, value: int | None):
    assert words.number(text, words.load()) == value
