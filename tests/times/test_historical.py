"""What is history: ended more than 180 days before publication, or a past habit."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from detente.times import find_times, is_historical
from detente.types import TimeSpan

PUBLISHED = dt.date(2023, 9, 13)


@pytest.mark.parametrize(("days", "expected"), [(180, False), (181, True), (0, False), (-10, False)])
def test_is_historical_counts_days_from_the_last_day(days: int, expected: bool):
    last = PUBLISHED - dt.timedelta(days=days)
    assert is_historical(TimeSpan(0, 1, "x", None, last, "day"), PUBLISHED) is expected


def test_is_historical_needs_a_publication_date():
    assert not is_historical(TimeSpan(0, 1, "x", dt.date(1990, 1, 1), dt.date(1990, 1, 1), "day"), None)


def test_is_historical_no_time_is_not():
    assert not is_historical(None, PUBLISHED)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For decades, the Soviet Union provided aid.", True),
        ("Moscow has provided aid for decades.", False),
        ("The two states have a long history of cooperation.", True),
        ("The president visited the country in 2000.", True),
        ("The state has been under an embargo since 2006.", False),
        ("After World War II the peninsula was divided.", True),
        ("The leaders met on Wednesday.", False),
    ],
)
def test_is_historical_reads_habit_and_era(text: str, expected: bool, nlp: Language):
    (time,) = find_times(nlp(text), PUBLISHED)
    assert is_historical(time, PUBLISHED) is expected
