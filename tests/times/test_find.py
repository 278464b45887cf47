"""Finding times: spans, unknown publication, words that only look like times."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from detente.times import find_times
from detente.times.intervals import PRECISIONS

PUBLISHED = dt.date(2018, 6, 13)
PIECES = [
    "on Tuesday",
    "since 2014",
    "12 June",
    "last week",
    "May",
    "two",
    "days",
    "earlier",
    "the",
    "2018",
    "from",
    "to",
    "31 June 2018",
    "March 3",
    "\n",
    ".",
    ",",
    "’s",
    "Kim",
    "the 1990s",
    "after",
    "9/11",
    "next",
    "year",
    "0000",
    "é",
    "“",
    "9999 years ago",
    "the next 900 decades",
    "99 centuries ago",
    "the same weekend",
    "the following weekend",
    "that same century",
]


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12), dated=st.booleans())
def test_find_times_spans_are_the_text_sorted_and_apart(pieces: list[str], dated: bool):
    doc = spacy.blank("en")(" ".join(pieces))
    times = find_times(doc, PUBLISHED if dated else None)
    assert all(doc.text[time.start : time.end] == time.text for time in times)
    assert all(left.end <= right.start for left, right in itertools.pairwise(times))
    assert all(time.precision in PRECISIONS and time.why for time in times)
    assert all(time.from_date <= time.to_date for time in times if time.from_date and time.to_date)


def test_find_times_without_publication_date_says_so(blank: Language):
    (time,) = find_times(blank("They met on Tuesday."), None)
    assert (time.from_date, time.to_date, time.why) == (None, None, "no publication date")


def test_find_times_without_publication_date_goes_on_from_a_full_date(blank: Language):
    _, later = find_times(blank("They met on 12 June 2018 and again three days later."), None)
    assert (later.from_date, later.to_date) == (dt.date(2018, 6, 15), dt.date(2018, 6, 15))


def test_find_times_keeps_both_readings_of_an_ambiguous_date(blank: Language):
    (time,) = find_times(blank("The file is dated 05/06/2018."), None)
    assert (time.from_date, time.to_date, time.precision) == (dt.date(2018, 5, 6), dt.date(2018, 6, 5), "vague")


def test_find_times_year_set_earlier_in_the_sentence_holds_for_a_later_day(blank: Language):
    times = find_times(blank("In 2000 the president flew to Pyongyang on 19 July."), PUBLISHED)
    assert times[-1].from_date == dt.date(2000, 7, 19)


@pytest.mark.parametrize(
    "text",
    [
        "The 31 June deadline does not exist.",
        "It was Black Friday for the bank.",
        "The marchers may march.",
        "Under Resolution 1718 exports are banned.",
        "Resolution 1718 bans exports.",
        "They spoke for three hours.",
        "A two-day visit ended.",
        "The Soviet-era debt was forgiven.",
    ],
)
def test_find_times_leaves_what_is_no_time(text: str, blank: Language):
    assert [time.text for time in find_times(blank(text), PUBLISHED) if time.text != "in"] == []


@pytest.mark.model
def test_find_times_later_never_counts_from_publication(nlp: Language):
    (later,) = find_times(nlp("The man could be cleared more than 70 years later."), PUBLISHED)
    assert (later.from_date, later.to_date) == (None, None)
    assert "no date before it" in later.why


def test_find_times_a_figure_behind_a_day_is_no_second_day(blank: Language):
    (day,) = find_times(blank("Balances fell on June 4 to 3.5 billion."), PUBLISHED)
    assert (day.text, day.from_date) == ("June 4", dt.date(2018, 6, 4))


@pytest.mark.model
def test_find_times_the_third_in_several_weeks_lies_behind(nlp: Language):
    assert find_times(nlp("It was the third reshuffle in several weeks."), PUBLISHED) == ()


@pytest.mark.model
def test_find_times_due_back_looks_ahead(nlp: Language):
    (day,) = find_times(nlp("The envoy is due back in Nairobi on Monday."), PUBLISHED)
    assert day.from_date == dt.date(2018, 6, 18)


def test_find_times_a_later_day_without_an_earlier_date_stays_open(blank: Language):
    (time,) = find_times(blank("Three days later the bridge was lost."), PUBLISHED)
    assert time.from_date is None and "no date before it" in time.why


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The council voted on Friday.", 8),
        ("The council will vote on Friday.", 15),
        ("The council failed to vote on Friday.", 8),
        ("The council is due to vote on Friday.", 15),
        ("The council had to vote on Friday.", 8),
        ("The minister said that the council would vote on Friday.", 15),
        ("The president said on Friday that the council would vote.", 8),
    ],
)
def test_find_times_weekday_follows_the_tense_of_its_clause(text: str, day: int, nlp: Language):
    (time,) = find_times(nlp(text), PUBLISHED)
    assert time.from_date == dt.date(2018, 6, day)
