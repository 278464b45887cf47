"""The figures of docs/calibration.md and docs/ablations.md are counted as they say."""

from __future__ import annotations

import types

import pytest

from scripts.ablate import without
from scripts.calibration import Said, error, floor, held_back, lines


def said(confidence: float, right: bool, gold: int = 0) -> Said:
    return Said(confidence, right, frozenset({("t", gold)} if right else ()))


def test_no_error_where_confidence_is_the_share_of_right_ones() -> None:
    assert error([said(0.75, True), said(0.75, True), said(0.75, True), said(0.75, False)]) == pytest.approx(0.0)


def test_error_is_the_distance_weighed_by_the_bins() -> None:
    sure_and_wrong, unsure_and_right = [said(0.9, False)] * 3, [said(0.1, True)]
    assert error([*sure_and_wrong, *unsure_and_right]) == pytest.approx(0.9)


def test_few_events_show_an_error_even_where_confidence_is_right() -> None:
    sure, few, many = [said(1.0, True)] * 5, [said(0.5, True)] * 4, [said(0.5, True)] * 400
    assert floor(sure, draws=50) == 0.0
    assert floor(few, draws=400) == pytest.approx(0.1875, abs=0.03)  # mean of |k/4 - 1/2|, k of four coins
    assert floor(many, draws=400) < 0.03


def test_recall_counts_each_gold_event_once() -> None:
    page = lines(
        [said(0.95, True, 1), said(0.95, True, 1), said(0.3, True, 2), said(0.3, False)], [said(0.5, True)], events=4
    )
    curve = {line.split(" | ")[0].strip("| "): line.split(" | ")[1:4] for line in page if line.startswith("| 0.")}
    assert curve["0.0"] == ["4", "0.750", "0.500"]
    assert curve["0.9"] == ["2", "1.000", "0.250"]


def test_held_back_rows_are_the_odd_ones() -> None:
    rows = held_back()
    assert len(rows) == 110 + 150 + 100 + 160
    assert sum("events" in row for row in rows) >= 110


def test_without_puts_back_what_it_took() -> None:
    module = types.SimpleNamespace(part="whole")
    with pytest.raises(ZeroDivisionError), without([(module, "part", "gone")]):
        assert module.part == "gone"
        raise ZeroDivisionError
    assert module.part == "whole"
