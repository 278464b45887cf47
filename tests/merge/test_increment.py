"""Merging in parts gives what merging at once gives."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.merge import merge
from detente.store import Store
from detente.types import Annotation, Document, Event, Judgement, MergedEvent
from detente.workflows import merge_store

from .stories import Says, article, collect
from .test_merge import STORIES, struck

Article = tuple[Document, list[Event]]
WIRE = (
    Says("Aldova struck the railway yard of Borsk on Monday, wounding four signal workers.", "struck", "ASSAULT",
         ("Aldova",), ("Kestria",), "Borsk", "2024-03-04"),
    "The yard lies east of the river, and freight trains were sent over the southern line until the evening.",
)  # fmt: skip
ALL = (
    *STORIES,
    article("s", "2024-03-06", "Yard hit, trains rerouted.", *WIRE, publisher="Daily Ledger"),
    article("t", "2024-03-05", *WIRE, publisher="Northern Wire"),
    article("u", "2024-03-07", *WIRE, "All rights reserved.", publisher="Harbour Post"),
    article("w", "2024-03-12", Says("Kestria shelled Aldova in retaliation for the raid on Borsk.", "shelled", "ASSAULT",
                                    ("Kestria",), ("Aldova",), day="2024-03-11")),
)  # fmt: skip
CHOSEN = (
    Judgement("f-0", "g-0", "same", 1.0, "editor"),
    Judgement("b-0", "c-0", "different", 1.0, "editor"),
    Judgement("o-0", "p-0", "different", 1.0, "reader"),
)
numbers = st.integers(0, len(ALL) - 1)


@contextmanager
def opened() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "x.duckdb") as store:
        yield store


def write(store: Store, articles: Iterable[Article]) -> None:
    store.write([Annotation(document, events=tuple(mentions)) for document, mentions in articles], "run")


def held(store: Store) -> tuple[tuple[MergedEvent, ...], set[Judgement]]:
    return tuple(store.events()), set(store.judgements())


def at_once(articles: Iterable[Article], judgements: Iterable[Judgement] = ()) -> tuple[object, set[Judgement]]:
    events, made = merge(*collect(*articles), judgements)
    return events, set(made)


@given(st.permutations(range(len(ALL))), st.lists(numbers, max_size=4))
@settings(max_examples=12, deadline=None)
def test_parts_give_what_one_batch_gives(order: list[int], cuts: list[int]) -> None:
    edges = [0, *sorted(set(cuts)), len(order)]
    with opened() as store:
        for first, last in pairwise(edges):
            write(store, (ALL[number] for number in order[first:last]))
            merge_store(store)
        assert held(store) == at_once(ALL)


told = st.tuples(
    st.integers(1, 6), st.booleans(), st.sets(st.sampled_from(["yard", "depot", "fire", "guns", "night", "river"]))
)


@given(st.lists(told, min_size=8, max_size=24), st.integers(0, 8))
@settings(max_examples=25, deadline=None)
def test_late_reports_change_no_more_than_one_batch_would(reports: list[tuple[int, bool, set[str]]], late: int) -> None:
    """Many raids on one town in one week, told with and without their day: each could be joined to several others."""
    raids = [
        struck(f"n{n:02}", f"2024-03-{day + 1:02}", f"2024-03-{day:02}" if dated else None, f" {' '.join(sorted(words))}",
               place=None)
        for n, (day, dated, words) in enumerate(reports)
    ]  # fmt: skip
    with opened() as store:
        for part in (raids[late:], raids[:late:2], raids[1:late:2]):
            write(store, part)
            merge_store(store)
        assert held(store) == at_once(raids)


@given(st.sets(numbers), st.sets(st.sampled_from(CHOSEN)), st.sets(st.sampled_from(CHOSEN)))
@settings(max_examples=12, deadline=None)
def test_a_persons_judgement_counts_whenever_it_is_made(
    late: set[int], made: set[Judgement], withdrawn: set[Judgement]
) -> None:
    with opened() as store:
        write(store, (article for number, article in enumerate(ALL) if number not in late))
        merge_store(store)
        for judgement in sorted(made, key=repr):
            store.add_judgement(judgement)
        merge_store(store)
        write(store, (ALL[number] for number in sorted(late)))
        for judgement in sorted(made & withdrawn, key=repr):
            store.withdraw_judgement(judgement.left, judgement.right, judgement.by)
        merge_store(store)
        assert held(store) == at_once(ALL, made - withdrawn)


@given(st.sets(numbers), st.sets(numbers))
@settings(max_examples=12, deadline=None)
def test_documents_that_change_leave_no_trace(before: set[int], after: set[int]) -> None:
    changed = struck("x", "2024-03-05", "2024-03-04", " twice")
    with opened() as store:
        write(store, [*(ALL[number] for number in sorted(before)), struck("x", "2024-03-08", "2024-03-07")])
        merge_store(store)
        write(store, [*(ALL[number] for number in sorted(after)), changed])
        merge_store(store)
        assert held(store) == at_once([*(ALL[number] for number in sorted(before | after)), changed])


def test_merging_again_writes_nothing() -> None:
    with opened() as store:
        write(store, ALL)
        assert merge_store(store) > 0
        before = store._connection.execute("SELECT count(*), max(made) FROM judgements").fetchall()
        assert merge_store(store) == 0
        assert store._connection.execute("SELECT count(*), max(made) FROM judgements").fetchall() == before


def test_new_report_settles_only_its_group_again() -> None:
    far = [struck(f"z{n}", f"20{n}-03-05", f"20{n}-03-04") for n in range(10, 23)]
    with opened() as store:
        write(store, far)
        assert merge_store(store) == 13
        write(store, [struck("y", "2015-03-06", "2015-03-04")])
        assert merge_store(store) == 1


def test_copy_that_comes_first_becomes_the_original() -> None:
    late, early = ALL[-4], ALL[-3]
    with opened() as store:
        write(store, [late])
        merge_store(store)
        assert store.copies() == {}
        write(store, [early])
        merge_store(store)
        assert store.copies() == {"s": "t"}
        (event,) = store.events()
        assert (event.reports, event.independent_publishers) == (2, 1)


def test_family_whose_original_goes_keeps_its_copies_together() -> None:
    with opened() as store:
        write(store, ALL[-4:-1])
        merge_store(store)
        assert store.copies() == {"s": "t", "u": "t"}
        write(store, [article("t", "2024-03-05", "Nothing was reported from Borsk on that day, the wire said.")])
        merge_store(store)
        assert store.copies() == {"u": "s"}
