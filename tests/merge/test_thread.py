"""Events that follow from one another share a thread."""

from __future__ import annotations

import pytest

from detente.merge import merge

from .stories import Says, article, collect

STRIKE = Says("Aldova struck Borsk.", "struck", "ASSAULT", ("Aldova",), ("Kestria",), "Borsk", "2024-03-04")
DEAL = Says("Aldova and Kestria agreed on a treaty.", "agreed", "AGREE", ("Aldova",), ("Kestria",), day="2024-03-04")


def threads(first: Says, second: Says, published: str) -> list[str | None]:
    events, _ = merge(*collect(article("a", "2024-03-05", first), article("b", published, second)))
    assert len(events) == 2
    return [event.thread for event in events]


def strike_back(sentence: str, day: str) -> Says:
    return Says(sentence, "shelled", "ASSAULT", ("Kestria",), ("Aldova",), day=day)


def test_retaliation_follows_the_strike() -> None:
    one, two = threads(STRIKE, strike_back("Kestria shelled Aldova in retaliation.", "2024-03-06"), "2024-03-07")
    assert one == two is not None


def test_ratification_follows_the_agreement() -> None:
    ratified = Says(
        "Kestria ratified the treaty with Aldova.", "ratified", "SUPPORT", ("Kestria",), ("Aldova",), day="2024-06-01"
    )
    one, two = threads(DEAL, ratified, "2024-06-02")
    assert one == two is not None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [("Kestria shelled Aldova.", "2024-03-06"), ("Kestria shelled Aldova in retaliation.", "2024-06-06")],
)
def test_other_events_stand_alone(sentence: str, day: str) -> None:
    assert threads(STRIKE, strike_back(sentence, day), day) == [None, None]
