"""What goes into the store comes out, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import StoreError
from detente.store import Store
from detente.types import Actor, Judgement, MergedEvent

from .samples import annotation

RUN = {"version": "1", "settings": {"model": "m"}}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "x.duckdb") as opened:
        yield opened


def merged(*mentions: str, id_: str = "ev-1") -> MergedEvent:
    actors = (Actor("Aldova", "state", "XAD"),)
    return MergedEvent(
        id_, "ASSAULT", None, actors, (), None, None, "ASSERTED", False, False, 1, ("The Courier",), 1, None, mentions
    )


def test_second_writing_adds_nothing(store: Store) -> None:
    first = store.write([annotation()], "run")
    counts = store.counts()
    second = store.write([annotation()], "run")
    assert (first.added, first.mentions, second.added, second.skipped, second.mentions) == (1, 1, 0, 1, 0)
    assert store.counts() == counts


def test_same_document_twice_in_a_batch_is_stored_once(store: Store) -> None:
    assert store.write([annotation(), annotation()], "run").added == 1


def test_other_text_replaces_the_document_whole(store: Store) -> None:
    store.write([annotation(mentions=3), annotation("d2")], "run")
    changed = annotation(text="Aldova shelled Borsk on Sunday, officials said.")
    assert store.write([changed], "run").replaced == 1
    assert [item for item in store.annotations() if item.document.id == "d1"] == [changed]
    assert sorted(event.id for event in store.mentions()) == ["d1-m0", "d2-m0"]
    assert {row[0] for row in store._connection.execute("SELECT mention FROM participants").fetchall()} == {
        "d1-m0",
        "d2-m0",
    }


def test_same_text_is_coded_again_only_on_demand(store: Store) -> None:
    store.write([annotation()], "run")
    other = annotation(mentions=2)
    assert store.write([other], "run").skipped == 1
    assert store.write([other], "run", recode=True).replaced == 1
    assert store.counts()["mentions"] == 2


def test_known_needs_the_same_text(store: Store) -> None:
    store.write([annotation()], "run")
    same, changed, other = (
        annotation().document,
        annotation(text="Aldova shelled Borsk at dawn..").document,
        annotation("d9").document,
    )
    assert store.known([same, other]) == {"d1"}
    assert store.known([changed]) == set()
    assert store.known([]) == set()


def test_failed_batch_leaves_nothing(store: Store) -> None:
    clash = replace(annotation("d2"), events=annotation("d1").events)
    with pytest.raises(StoreError, match="E033"):
        store.write([annotation("d1"), clash], "run")
    assert store.counts()["documents"] == 0
    assert store.write([annotation("d1")], "run").added == 1


def test_replace_events_replaces(store: Store) -> None:
    store.write([annotation(mentions=2)], "run")
    store.replace_events([merged("d1-m0"), merged("d1-m1", id_="ev-2")], [])
    store.replace_events([merged("d1-m0", "d1-m1")], [])
    assert list(store.events()) == [merged("d1-m0", "d1-m1")]
    assert store.event_ids() == {"d1-m0": "ev-1", "d1-m1": "ev-1"}


def test_replace_events_takes_what_the_mentions_know(store: Store) -> None:
    store.write([annotation()], "run")
    store.replace_events([merged("d1-m0")], [])
    query = "SELECT quad_class, confidence, first_report FROM events"
    assert store._connection.execute(query).fetchall() == [("material conflict", 0.9, dt.date(2024, 3, 5))]


def test_replaced_document_takes_its_events_away(store: Store) -> None:
    store.write([annotation(), annotation("d2")], "run")
    store.replace_events([merged("d1-m0"), merged("d2-m0", id_="ev-2")], [])
    store.write([annotation(text="Aldova shelled nothing today..")], "run")
    assert [event.id for event in store.events()] == ["ev-2"]


def test_rule_judgements_are_withdrawn_persons_stay(store: Store) -> None:
    rule = Judgement("a", "b", "same", 0.9, "rule:1", ("same day",))
    person = Judgement("a", "c", "different", 1.0, "editor")
    store.replace_events([], [rule, person])
    store.replace_events([], [rule, person])
    assert list(store.judgements()) == [rule, person]
    store.replace_events([], [])
    assert list(store.judgements()) == [person]
    rows = store._connection.execute("SELECT judged_by, withdrawn IS NULL FROM judgements ORDER BY 1").fetchall()
    assert rows == [("editor", True), ("rule:1", False)]


def test_person_may_change_and_withdraw_a_judgement(store: Store) -> None:
    store.add_judgement(Judgement("a", "b", "same", 1.0, "editor"))
    store.add_judgement(Judgement("b", "a", "different", 1.0, "editor"))
    assert [judgement.verdict for judgement in store.judgements()] == ["different"]
    store.withdraw_judgement("a", "b", "editor")
    assert list(store.judgements()) == []
    assert store._connection.execute("SELECT count(*) FROM judgements").fetchall() == [(2,)]


def test_copies_are_noted_and_forgotten(store: Store) -> None:
    store.write([annotation(), annotation("d2")], "run")
    store.replace_events([], [], {"d1": "d1", "d2": "d1"})
    assert store.copies() == {"d2": "d1"}
    store.replace_events([], [])
    assert store.copies() == {"d2": "d1"}
    store.replace_events([], [], {})
    assert store.copies() == {}


def test_run_is_recorded(store: Store) -> None:
    run = store.begin_run(**RUN, input_hash="abc")
    query = "SELECT version, settings->>'model', input_hash, finished IS NULL FROM runs WHERE id = ?"
    assert store._connection.execute(query, [run]).fetchall() == [("1", "m", "abc", True)]
    store.end_run(run, {"documents": 2})
    query = "SELECT finished >= started, counts->>'documents' FROM runs"
    assert store._connection.execute(query).fetchall() == [(True, "2")]


@pytest.mark.parametrize("id_", ["ev-1", "d1-m0", "d2-m0"])
def test_explain_gives_the_evidence(store: Store, id_: str) -> None:
    store.write([annotation(), annotation("d2"), annotation("d3")], "run")
    store.replace_events([merged("d1-m0", "d2-m0"), merged("d3-m0", id_="ev-3")], [])
    events, mentions, documents = store.explain(id_)
    assert [event.id for event in events] == ["ev-1"]
    assert set(mentions) == {"d1-m0", "d2-m0"}
    assert set(documents) == {"d1", "d2"}


def test_explain_of_an_unmerged_mention_has_no_event(store: Store) -> None:
    store.write([annotation()], "run")
    events, mentions, _ = store.explain("d1-m0")
    assert (events, set(mentions)) == ((), {"d1-m0"})


def test_explain_unknown_id_names_similar_ones(store: Store) -> None:
    store.write([annotation()], "run")
    store.replace_events([merged("d1-m0", id_="ev-12345")], [])
    with pytest.raises(StoreError, match=r"E034.*'ev-12346'.*Did you mean ev-12345\?"):
        store.explain("ev-12346")


def test_rows_are_what_jsonl_prints(store: Store) -> None:
    store.write([annotation(), annotation("d2")], "run")
    store.replace_events([merged("d1-m0")], [], {"d2": "d1"})
    documents, mentions, events = (list(store.rows(kind)) for kind in ("documents", "mentions", "events"))
    assert [(row["id"], row["publisher"], row["date"], row["copy_of"]) for row in documents] == [
        ("d1", "The Courier", "2024-03-05", None),
        ("d2", "The Courier", "2024-03-05", "d1"),
    ]
    assert [(row["document"], row["event"], row["trigger"]) for row in mentions] == [
        ("d1", "ev-1", [7, 14]),
        ("d2", None, [7, 14]),
    ]
    assert [(row["id"], row["mentions"], row["independent_publishers"]) for row in events] == [("ev-1", ["d1-m0"], 1)]
