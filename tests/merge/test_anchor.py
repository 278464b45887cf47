"""What one text says of one event at several triggers is one."""

from __future__ import annotations

from detente.merge import merge

from .stories import Says, article, collect

LEDE = Says("Aldova bombed the depot in Borsk on Monday.", "bombed", "ASSAULT", ("Aldova",), ("Kestria",), "Borsk",
            "2024-03-04")  # fmt: skip


def groups(*said: Says) -> set[frozenset[str]]:
    events, _ = merge(*collect(article("a", "2024-03-05", *said)))
    return {frozenset(event.mentions) for event in events}


def test_reference_without_day_or_place_joins_what_it_refers_to() -> None:
    denial = Says(
        "The Aldovan army denied that it had struck.", "struck", "ASSAULT", ("the Aldovan army",), status="DENIED"
    )
    again = Says("The raid lasted an hour.", "raid", "ASSAULT", ())
    assert groups(LEDE, denial, again) == {frozenset({"a-0", "a-1", "a-2"})}


def test_another_one_is_new() -> None:
    other = Says("Guards reported another raid.", "raid", "ASSAULT", ())
    assert groups(LEDE, other) == {frozenset({"a-0"}), frozenset({"a-1"})}


def test_what_an_act_did_is_part_of_it() -> None:
    text = "Aldova bombed the large fuel depot in Borsk on Monday, killing four."
    act = Says(text, "bombed", "ASSAULT", ("Aldova",), ("Kestria",), "Borsk", "2024-03-04")
    document, (one,) = article("a", "2024-03-05", act)
    _, (two,) = article(
        "a", "2024-03-05", Says(text, "killing", "ASSAULT", ("Aldova",), ("Kestria",), "Borsk", "2024-03-04")
    )
    two = type(two)(**{name: getattr(two, name) for name in type(two).__dataclass_fields__} | {"id": "a-1"})
    events, _ = merge([document], [one, two])
    assert [event.mentions for event in events] == [("a-0", "a-1")]


def test_days_are_counted_from_the_other_event_of_the_sentence() -> None:
    text = "Aldova bombed Borsk on Monday, two days after a raid on the town."
    first = Says(
        "Aldova raided Borsk on Saturday.", "raided", "ASSAULT", ("Aldova",), ("Kestria",), "Borsk", "2024-03-02"
    )
    act = Says(text, "bombed", "ASSAULT", ("Aldova",), ("Kestria",), "Borsk", "2024-03-04")
    document, (bombed,) = article("b", "2024-03-05", act)
    _, (raid,) = article("b", "2024-03-05", Says(text, "raid", "ASSAULT", ("Aldova",), ("Kestria",)))
    raid = type(raid)(**{name: getattr(raid, name) for name in type(raid).__dataclass_fields__} | {"id": "b-1"})
    earlier, mentions = article("a", "2024-03-03", first)
    events, _ = merge([earlier, document], [*mentions, bombed, raid])
    assert {event.mentions for event in events} == {("a-0", "b-1"), ("b-0",)}


def test_postponed_meeting_is_the_meeting() -> None:
    plan = article("a", "2024-03-01", Says("Aldova and Kestria will meet in Tarn on March 10.", "meet", "CONSULT", ("Aldova",),
                                            ("Kestria",), "Tarn", "2024-03-10", "PLANNED"))  # fmt: skip
    off = article("b", "2024-03-08", Says("Aldova and Kestria postponed a meeting in Tarn.", "postponed a meeting", "REJECT",
                                          ("Aldova",), ("Kestria",)))  # fmt: skip
    events, _ = merge(*collect(plan, off))
    assert [event.mentions for event in events] == [("a-0", "b-0")]
