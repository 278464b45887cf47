"""Dates with their precision, addresses, lists."""

import datetime as dt

import pytest

from detente.show import words
from detente.types import EVENT_TYPES, SPEAKER_KINDS, STATUSES, TimeSpan


def span(first: str | None, last: str | None, precision: str, text: str = "then") -> TimeSpan:
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last)]
    return TimeSpan(0, len(text), text, days[0], days[1], precision)


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        (span("2023-09-13", "2023-09-13", "day"), "13 Sept 2023"),
        (span("2000-01-01", "2000-12-31", "year"), "2000"),
        (span("2023-09-01", "2023-09-30", "month"), "Sept 2023"),
        (span("2023-07-24", "2023-07-30", "week"), "week of 24 July 2023"),
        (span("2023-07-01", "2023-09-30", "quarter"), "July–Sept 2023"),
        (span("1990-01-01", "1999-12-31", "decade"), "1990s"),
        (span("1948-01-01", "1991-12-26", "vague"), "1948–1991"),
        (span("2019-02-27", "2019-02-28", "vague"), "27–28 Feb 2019"),
        (span("1991-12-26", None, "vague"), "since 26 Dec 1991"),
        (span(None, "1991-12-26", "vague"), "until 26 Dec 1991"),
        (span(None, None, "vague", "for decades"), "“for decades”"),
    ],
)
def test_when_keeps_the_precision_of_the_text(time: TimeSpan, shown: str) -> None:
    assert words.when(time, dt.date(2024, 1, 1)).text == shown


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        (span("2014-01-01", None, "year", "since 2014"), "since 2014"),
        (span("2018-03-01", None, "month", "since March 2018"), "since March 2018"),
        (span(None, "2018-05-31", "month", "by May"), "by May 2018"),
        (span("2018-06-03", None, "day", "after 2 June"), "after 2 June 2018"),
        (span(None, "2018-06-01", "day", "before 2 June"), "before 2 June 2018"),
        (TimeSpan(0, 11, "for decades", dt.date(1994, 1, 1), None, "vague", "until now: for decades"), "“for decades”"),
    ],
)
def test_when_of_an_open_interval_counts_from_no_invented_day(time: TimeSpan, shown: str) -> None:
    assert words.when(time, dt.date(2024, 1, 1)).text == shown


def test_when_without_a_date_says_when_it_was_reported() -> None:
    assert words.when(None, dt.date(2023, 9, 13)) == words.When(
        "reported 13 Sept 2023", "the text gives no date for the event", False
    )


def test_when_without_any_date_is_not_dated() -> None:
    assert words.when(None, None).text == "not dated"


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org"])
def test_safe_url_keeps_web_addresses(url: str) -> None:
    assert words.safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc/passwd", "//host/x", "https://",
     "https://a b", 'https://a"b', "http://[::1", "\thttps://example.org"],
)  # fmt: skip
def test_safe_url_refuses_all_else(url: str | None) -> None:
    assert words.safe_url(url) is None


def test_every_status_speaker_and_type_has_words() -> None:
    assert {status for group in words.GROUPS for status in group.statuses} == set(STATUSES) == set(words.STATUS_WORDS)
    assert set(words.SPEAKERS) == set(SPEAKER_KINDS)
    assert set(words.TYPE_LABELS) == set(EVENT_TYPES)


def test_groups_differ_by_shape_and_not_by_colour_alone() -> None:
    assert len({group.glyph for group in words.GROUPS}) == len(words.GROUPS)


def test_type_label_of_an_own_type_is_its_id_in_words() -> None:
    assert words.type_label("CYBER_ATTACK") == "Cyber attack"


def test_listed_joins_as_people_do() -> None:
    assert [words.listed(list("ABC"[:n])) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
