"""Pairs of countries and the series."""

import datetime as dt

from detente.show.relations import make_pairs, make_series, period_label, period_of
from detente.show.rows import Row
from tests.show.corpus import Corpus, Told, add_group, make_corpus
from tests.show.test_timeline import rows_of


def rows() -> tuple[Row, ...]:
    corpus = make_corpus()
    corpus.events = [event for event in corpus.events if event.id != "ev-denial-121-cooperate"]
    return rows_of(corpus)


def test_make_pairs_counts_both_directions_of_a_meeting_once() -> None:
    pairs, more = make_pairs(rows())
    first = pairs[0]
    assert first.names == ("North Korea", "Russia") and more == 0
    assert first.mutual + first.there + first.back == first.total == sum(number for _, number in first.groups)


def test_make_pairs_leaves_the_background_out() -> None:
    corpus = Corpus(documents=make_corpus().documents)
    add_group(
        corpus, [Told("vladivostok", "Putin had", "visited", "CONSULT", ("Putin",), ("Pyongyang",), historical=True)]
    )
    assert make_pairs(rows_of(corpus)) == ((), 0)


def test_make_series_counts_only_what_happened() -> None:
    series = make_series(rows(), wide=True)
    assert series is not None and series.unit == "year"
    happened = [row for row in rows() if row.group.key == "happened" and not row.event.historical]
    assert sum(map(sum, (period.counts for period in series.periods))) == len(happened)


def test_make_series_shows_empty_years_too() -> None:
    series = make_series(rows(), wide=True)
    assert series is not None
    assert [period.label for period in series.periods] == [str(year) for year in range(2018, 2025)]


def test_make_series_of_one_period_is_none() -> None:
    only = [row for row in rows() if row.first and row.first.year == 2018]
    assert only and make_series(only, wide=True) is None


def test_make_series_draws_cooperation_up_and_conflict_down() -> None:
    series = make_series(rows(), wide=True)
    assert series is not None
    for period in series.periods:
        for bar in period.bars:
            assert bar.y >= 0 and bar.y + bar.height <= series.height
            if "cooperation" in bar.quad_class:
                assert bar.y + bar.height <= series.zero + 1e-6
            else:
                assert bar.y >= series.zero - 1e-6


def test_periods_are_numbered_and_named() -> None:
    date = dt.date(2023, 9, 13)
    names = [period_label(period_of(date, unit), unit) for unit in ("decade", "year", "quarter", "month")]
    assert names == ["2020s", "2023", "Q3 2023", "Sept 2023"]
