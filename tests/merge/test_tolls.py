"""Numbers killed and injured."""

from __future__ import annotations

import pytest

from detente.merge.tolls import Toll, find_toll


@pytest.mark.parametrize(
    ("sentence", "toll"),
    [
        ("Jets bombed the market of Borsk, killing at least 11 people.", Toll(11, None)),
        ("Fourteen traders died when shells fell on Borsk.", Toll(14, None)),
        ("The raid left nine soldiers dead and thirty-two wounded.", Toll(9, 32)),
        ("12 people were killed and 30 others injured.", Toll(12, 30)),
        ("Rescuers raised the death toll in the raid to 1,204.", Toll(1204, None)),
        ("The blast claimed the lives of two guards.", Toll(2, None)),
        ("Police wounded about 40 marchers.", Toll(None, 40)),
    ],
)
def test_number_is_read(sentence: str, toll: Toll) -> None:
    assert find_toll(sentence) == toll


@pytest.mark.parametrize(
    "sentence", ["In 2009 three ministers met.", "Nobody was killed.", "The killing of 2009 was never solved."]
)
def test_nothing_is_read_where_nothing_is_said(sentence: str) -> None:
    assert find_toll(sentence) is None
