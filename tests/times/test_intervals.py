"""Arithmetic on intervals."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.times import intervals as iv

DAY = dt.date(2024, 2, 29)


def test_week_is_monday_to_sunday():
    assert (iv.week(DAY, "").start, iv.week(DAY, "").end) == (dt.date(2024, 2, 26), dt.date(2024, 3, 3))


def test_month_ends_on_its_last_day():
    assert iv.month(2024, 2, "").end == DAY


def test_months_run_into_the_next_year():
    winter = iv.months(2023, 12, 3, "quarter", "")
    assert (winter.start, winter.end) == (dt.date(2023, 12, 1), DAY)


@pytest.mark.parametrize(
    ("unit", "start", "end"),
    [
        ("day", "2024-02-27", "2024-02-27"),
        ("week", "2024-02-12", "2024-02-18"),
        ("month", "2023-12-01", "2023-12-31"),
        ("year", "2022-01-01", "2022-12-31"),
        ("decade", "1999-01-01", "2009-12-31"),
    ],
)
def test_around_two_units_before(unit: str, start: str, end: str):
    found = iv.around(DAY, -2, unit, "")
    assert (str(found.start), str(found.end)) == (start, end)


def test_around_outside_the_calendar_is_unresolved():
    assert iv.around(DAY, -3000, "year", "").start is None


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [
        ("early", "2024-01-01", "2024-04-30"),
        ("late", "2024-09-01", "2024-12-31"),
        ("first half", "2024-01-01", "2024-06-30"),
    ],
)
def test_cut_takes_a_part_of_a_year(part: str, start: str, end: str):
    found = iv.cut(iv.year(2024, ""), part)
    assert (str(found.start), str(found.end)) == (start, end)


def test_cut_halves_a_month_after_its_fifteenth_day():
    assert iv.cut(iv.month(2024, 2, ""), "second half").start == dt.date(2024, 2, 16)


def test_cut_late_month_ends_on_its_last_day():
    assert iv.cut(iv.month(2024, 2, ""), "late").end == DAY
