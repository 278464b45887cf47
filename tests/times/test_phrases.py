"""The gold of phrases and publication dates, written before the resolver was tuned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.language import Language

from detente.times import find_times

GOLD = Path(__file__).parent / "phrases.tsv"


@dataclass(frozen=True)
class Row:
    line: int
    published: dt.date | None
    silent: bool
    start: dt.date | None
    end: dt.date | None
    precision: str
    text: str
    span: tuple[int, int]


def _date(text: str) -> dt.date | None:
    return None if text in ("-", "", "none") else dt.date.fromisoformat(text)


def _rows() -> list[Row]:
    rows = []
    for number, line in enumerate(GOLD.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        published, start, end, precision, marked = line.split("\t")
        span = (marked.find("["), marked.find("]") - 1)
        text = marked.replace("[", "").replace("]", "")
        rows.append(Row(number, _date(published), start == "none", _date(start), _date(end), precision, text, span))
    return rows


ROWS = _rows()


def test_gold_is_large_and_without_repetition():
    assert len(ROWS) >= 300
    assert len({(row.published, row.text, row.span) for row in ROWS}) == len(ROWS)
    assert sum(row.silent for row in ROWS) >= 30


@pytest.mark.model
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line{row.line}")
def test_phrase_means_its_days(row: Row, nlp: Language):
    times = find_times(nlp(row.text), row.published)
    if row.silent:
        assert times == ()
        return
    hit = [time for time in times if time.start < row.span[1] and time.end > row.span[0]]
    assert [(time.from_date, time.to_date, time.precision) for time in hit] == [(row.start, row.end, row.precision)]
