"""Filters pick the right rows of a real store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import ConfigError
from detente.query import Filter
from detente.store import Store

from .samples import fill


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("query") / "x.duckdb"
    with Store.open(path) as opened:
        fill(opened)
        yield opened


STRIKE, SUMMIT, PLAN = {"m1", "m2"}, {"m3", "m4"}, {"m5"}
ALL = STRIKE | SUMMIT | PLAN


@pytest.mark.parametrize(
    ("chosen", "mentions", "events"),
    [
        (Filter(), ALL, ALL),
        (Filter(secondary=True), ALL | {"m1x"}, ALL),
        (Filter(dyad=("XAD", "XKE")), STRIKE | {"m3"} | PLAN, ALL),
        (Filter(dyad=("XKE", "XAD")), {"m4"}, SUMMIT),
        (Filter(dyad=("XKE", "XAD"), either_order=True), ALL, ALL),
        (Filter(dyad=("XKE", "*")), {"m4"}, SUMMIT),
        (Filter(dyad=("*", "*")), ALL, ALL),
        (Filter(dyad=("XAD", "RUS")), set(), set()),
        (Filter(countries=("RUS", "XKE")), ALL, ALL),
        (Filter(countries=("RUS",)), set(), set()),
        (Filter(event_types=("CONSULT", "AID")), SUMMIT | PLAN, SUMMIT | PLAN),
        (Filter(modes=("visit",)), SUMMIT, SUMMIT),
        (Filter(statuses=("DENIED",)), {"m2"}, set()),
        (Filter(statuses=("ASSERTED",)), {"m1"} | SUMMIT, STRIKE | SUMMIT),
        (Filter(disputed=True), set(), STRIKE),
        (Filter(since=dt.date(2024, 5, 2)), SUMMIT | PLAN, SUMMIT | PLAN),
        (Filter(since=dt.date(2024, 5, 3)), PLAN, PLAN),
        (Filter(until=dt.date(2024, 3, 4)), STRIKE, STRIKE),
        (Filter(until=dt.date(2024, 3, 3)), set(), set()),
        (Filter(speaker="Defence ministry"), {"m2"}, STRIKE),
        (Filter(speaker="XAD"), {"m2"}, STRIKE),
        (Filter(speaker_kinds=("ORGANISATION",), named=True), {"m2"}, STRIKE),
        (Filter(speaker_kinds=("ORGANISATION",), named=False), set(), set()),
        (Filter(named=True), {"m2"}, STRIKE),
        (Filter(named=False), set(), set()),
        (Filter(named=True, speaker_kinds=("AUTHOR",)), ALL - {"m2"}, ALL),
        (Filter(parties=("actor-side",)), {"m2"}, STRIKE),
        (Filter(parties=("recipient-side", "third-party")), set(), set()),
        (Filter(min_confidence=0.7), ALL - {"m2"}, ALL),
        (Filter(min_confidence=0.7, speaker="ministry"), set(), set()),
        (Filter(text="CONSULTS"), SUMMIT | PLAN, SUMMIT | PLAN),
        (Filter(text="100%' OR 1=1 --"), set(), set()),
        (Filter(publisher="daily ledger"), {"m2"}, STRIKE),
    ],
)
def test_filter_chooses(store: Store, chosen: Filter, mentions: set[str], events: set[str]) -> None:
    assert {mention.id for mention in store.mentions(chosen)} == mentions
    assert {mention for event in store.events(chosen) for mention in event.mentions} == events


def test_selection_brings_the_evidence_along(store: Store) -> None:
    events, mentions, documents = store.select(Filter(disputed=True))
    assert [event.event_type for event in events] == ["ASSAULT"]
    assert (set(mentions), set(documents)) == (STRIKE, {"d1", "d2"})


def test_build_reads_what_a_user_types() -> None:
    found = Filter.build(
        dyad="prk:rus", countries=["usa"], event_types=["consult"], statuses=["asserted"], since="2019", until="2019-02"
    )
    assert found == Filter(
        dyad=("PRK", "RUS"), either_order=True, countries=("USA",), event_types=("CONSULT",), statuses=("ASSERTED",),
        since=dt.date(2019, 1, 1), until=dt.date(2019, 2, 28),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-02", (2020, 2, 29)), ("2020-12", (2020, 12, 31)), ("2020", (2020, 12, 31)),
        ("2020-06-05", (2020, 6, 5)),
    ],
)  # fmt: skip
def test_until_is_the_last_day(text: str, day: tuple[int, int, int]) -> None:
    assert Filter.build(until=text).until == dt.date(*day)


def test_dyad_with_an_arrow_has_a_direction() -> None:
    found = Filter.build(dyad="PRK>*")
    assert (found.dyad, found.either_order) == (("PRK", "*"), False)


@pytest.mark.parametrize(
    "options",
    [
        {"dyad": "PRK"}, {"dyad": "PRK:Russia"}, {"dyad": "A:B:C"}, {"countries": ["Korea"]}, {"statuses": ["SURE"]},
        {"speaker_kinds": ["SPY"]}, {"since": "last year"}, {"since": "2019-13"}, {"until": "2019-02-30"},
        {"min_confidence": 1.5},
    ],
)  # fmt: skip
def test_build_refuses(options: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="E041"):
        Filter.build(**options)  # type: ignore[arg-type]
