"""The demo corpus: forty articles by five invented outlets, two of them syndicated copies."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "detente" / "demo_corpus" / "articles.jsonl"
PUBLISHERS = {"Northern Wire", "Harbour Gazette", "Meridian Post", "The Daily Ledger", "Pacific Courier"}
COPIES = {
    "2018-06-13-harbour-gazette": "2018-06-12-northern-wire",
    "2019-04-26-daily-ledger": "2019-04-25-northern-wire",
}
#: Days on which a summit took place: each is told by several outlets within two days.
SUMMITS = ["2018-04-27", "2018-06-12", "2019-02-28", "2019-04-25", "2023-09-13", "2024-06-19"]


@pytest.fixture(scope="module")
def articles() -> dict[str, dict[str, str]]:
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    return {row["id"]: row for row in rows}


def _shingles(text: str, size: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[index : index + size]) for index in range(len(words) - size + 1)}


def test_corpus_has_forty_articles_with_distinct_ids(articles):
    assert len(CORPUS.read_text("utf-8").splitlines()) == len(articles) == 40


def test_corpus_rows_have_the_fields_of_an_input_line(articles):
    for row in articles.values():
        assert set(row) == {"id", "date", "title", "publisher", "url", "text"}
        assert all(row[name].strip() for name in ("id", "date", "title", "publisher", "text"))
        assert row["url"] == ""


def test_corpus_is_sorted_by_date_within_the_period(articles):
    dates = [dt.date.fromisoformat(row["date"]) for row in articles.values()]
    assert dates == sorted(dates)
    assert dt.date(2006, 10, 14) <= dates[0] and dates[-1] <= dt.date(2024, 12, 31)


def test_corpus_is_by_five_invented_outlets_each_with_several_articles(articles):
    counts = Counter(row["publisher"] for row in articles.values())
    assert set(counts) == PUBLISHERS
    assert min(counts.values()) >= 4


def test_corpus_articles_are_short(articles):
    for row in articles.values():
        assert 90 <= len(row["text"].split()) <= 220, row["id"]


@pytest.mark.parametrize(("copy", "original"), COPIES.items())
def test_corpus_copies_are_the_wire_text_trimmed_under_another_headline(copy, original, articles):
    assert articles[original]["publisher"] == "Northern Wire"
    assert articles[original]["text"].startswith(articles[copy]["text"])
    assert len(articles[copy]["text"]) < len(articles[original]["text"])
    assert articles[copy]["title"] != articles[original]["title"]


def test_corpus_has_no_other_duplicates(articles):
    titles = [row["title"] for row in articles.values()]
    assert len(set(titles)) == len(titles)
    shingles = {name: _shingles(row["text"]) for name, row in articles.items()}
    for left, right in combinations(articles, 2):
        if COPIES.get(right) == left or COPIES.get(left) == right:
            continue
        shared = len(shingles[left] & shingles[right]) / min(len(shingles[left]), len(shingles[right]))
        assert shared < 0.1, (left, right)


@pytest.mark.parametrize("day", SUMMITS)
def test_corpus_summits_are_reported_by_several_outlets(day, articles):
    start = dt.date.fromisoformat(day)
    near = [row for row in articles.values() if 0 <= (dt.date.fromisoformat(row["date"]) - start).days <= 2]
    assert len({row["publisher"] for row in near}) >= 2


def test_corpus_quotes_nobody(articles):
    for row in articles.values():
        assert not re.search(r'["“”«»]', row["text"] + row["title"]), row["id"]


def test_corpus_has_the_kinds_of_report_that_the_demo_shows(articles):
    titles = " ".join(row["title"].lower() for row in articles.values())
    for word in ("analysis", "denies", "calls off", "on again", "to visit", "as promised"):
        assert word in titles
