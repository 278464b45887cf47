"""What an event knows of its reports: who says so, what disagrees, what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from detente.merge import merge
from detente.merge.origins import wire_of
from detente.types import Document, Event, MergedEvent, Stage

from .stories import Says, article, collect
from .test_merge import merged, struck, talks

CALLED_OFF = Says(
    "Aldova called off the talks with Kestria in Port Lume.", "called off", "REJECT", ("Aldova",), ("Kestria",)
)


def one(*articles: tuple[Document, list[Event]]) -> MergedEvent:
    (event,) = merged(*articles)
    return event


def test_two_outlets_of_their_own_knowledge_confirm() -> None:
    event = one(struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-06", "2024-03-04", " at noon"))
    assert (event.origins, event.credibility) == (("outlet a", "outlet b"), 1)
    assert event.first_report == dt.date(2024, 3, 5)


def cited(id_: str, speaker: str, words: str = "") -> tuple[Document, list[Event]]:
    """A report that only cites somebody of Aldova's government."""
    document, (mention,) = struck(
        id_, "2024-03-05", "2024-03-04", words, status="REPORTED", speaker_kind="OFFICIAL", speaker=speaker
    )
    (claim,) = mention.verdict.claims
    assert claim.entity is not None
    entity = replace(claim.entity, country="XAD", sectors=("GOV",) if "minist" in speaker else ("MIL",))
    return document, [replace(mention, verdict=replace(mention.verdict, claims=(replace(claim, entity=entity),)))]


def test_a_government_and_its_army_are_one_origin() -> None:
    event = one(cited("a", "ministry of Aldova"), cited("b", "army of Aldova", " at noon"))
    assert (event.origins, event.credibility) == (("government of XAD",), 6)
    assert event.independent_publishers == 2


def test_an_analyst_adds_no_origin() -> None:
    said = struck("b", "2024-03-05", "2024-03-04", status="REPORTED", speaker_kind="ANALYST", speaker="an analyst")
    assert one(struck("a", "2024-03-05", "2024-03-04"), said).credibility == 6


def test_two_outlets_on_one_wire_are_one_origin() -> None:
    first, second = struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-05", "2024-03-04")
    credited = [
        (replace(d, text=d.text + "\nNorthern Wire contributed to this report."), m) for d, m in (first, second)
    ]
    event = one(*credited)
    assert (event.independent_publishers, event.origins, event.credibility) == (1, ("northern wire",), 6)


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("PORT LUME, May 6 (Northern Wire) - Ships sailed.", "northern wire"),
        ("PORT LUME (AP) — Ships sailed.", "associated press"),
        ("Ships sailed.\n\nSource: Northern Wire", "northern wire"),
        ("Ships sailed (seven of them) - all of grey paint.", None),
        ("The Northern Wire building burned.", None),
    ],
)
def test_wire_is_read_from_dateline_and_credit(text: str, wire: str | None) -> None:
    assert wire_of(text) == wire


def test_speakers_affirm_and_deny() -> None:
    denial = struck("b", "2024-03-05", "2024-03-04", status="DENIED", speaker_kind="OFFICIAL", speaker="army of Aldova")
    event = one(struck("a", "2024-03-05", "2024-03-04"), denial)
    assert (event.affirmed_by, event.denied_by, event.contradicted) == ((), ("army of Aldova",), True)


def test_status_over_time() -> None:
    event = one(
        talks("a", "2024-03-01", "planned", "2024-03-10", status="PLANNED"),
        talks("b", "2024-03-11", "long", "2024-03-10"),
    )
    assert event.status == "ASSERTED"
    assert event.history == (Stage(dt.date(2024, 3, 1), "PLANNED"), Stage(dt.date(2024, 3, 11), "ASSERTED"))


def test_tolls_that_differ_are_kept_and_the_last_is_best() -> None:
    event = one(
        struck("a", "2024-03-05", "2024-03-04", ", killing 9 people"),
        struck("b", "2024-03-06", "2024-03-04", ", killing 11 people"),
    )
    (conflict,) = event.conflicts
    assert (event.killed, event.injured, event.contradicted, event.disputed) == (11, None, True, False)
    assert (conflict.field, conflict.values) == ("killed", (("11", 1), ("9", 1)))


def test_cancelled_occasion_is_the_planned_one() -> None:
    event = one(
        talks("a", "2024-03-01", "planned", "2024-03-10", status="PLANNED"), article("b", "2024-03-08", CALLED_OFF)
    )
    assert (event.event_type, event.status) == ("CONSULT", "NEGATED")
    assert event.history == (Stage(dt.date(2024, 3, 1), "PLANNED"), Stage(dt.date(2024, 3, 8), "NEGATED"))
    assert str(event.time and event.time.from_date) == "2024-03-10"


def test_cancellation_of_another_occasion_stays_apart() -> None:
    held_before = talks("a", "2023-03-01", "long", "2023-02-27")
    assert len(merge(*collect(held_before, article("b", "2024-03-08", CALLED_OFF)))[0]) == 2


def test_report_takes_what_it_leaves_out_from_its_document() -> None:
    bare = Says("The raid lasted an hour.", "raid", "ASSAULT", ())
    document, mentions = article(
        "a", "2024-03-20",
        Says("Aldova struck Borsk.", "struck", "ASSAULT", ("Aldova",), ("Kestria",), "Borsk", "2024-03-04"), bare,
    )  # fmt: skip
    assert len(one((document, mentions)).mentions) == 2


def test_two_blows_in_one_sentence_are_two_events() -> None:
    text = "Aldova struck Borsk on Thursday, two days after the raid that had killed eleven people at its market."
    both = [
        Says(text, trigger, "ASSAULT", ("Aldova",), ("Kestria",), "Borsk") for trigger in ("struck", "raid")
    ]  # fmt: skip
    document, (first,) = article("a", "2024-03-07", both[0])
    _, (second,) = article("a", "2024-03-07", both[1])
    assert len(merged((document, [first, replace(second, id="a-9")]))) == 2
