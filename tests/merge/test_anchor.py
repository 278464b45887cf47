"""What one text says of one event at several triggers is one."""

from __future__ import annotations

from dataclasses import replace

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


def test_denial_is_of_what_its_text_told_before() -> None:
    jets = Says("Unknown jets bombed a depot in Borsk on Monday.", "bombed", "ASSAULT", ("gunmen",), ("Kestria",), "Borsk",
                "2024-03-04")  # fmt: skip
    blame = Says("Kestria accused Aldova.", "accused", "ACCUSE", ("Kestria",), ("Aldova",))
    denial = Says("Aldova denied that it had hit the town.", "hit", "ASSAULT", ("Aldova",), status="DENIED")
    older = article("z", "2024-03-04", Says("Aldova shelled Tarn on Saturday.", "shelled", "ASSAULT", ("Aldova",),
                                            ("Kestria",), "Tarn", "2024-03-02"))  # fmt: skip
    events, _ = merge(*collect(older, article("a", "2024-03-05", jets, blame, denial)))
    assert frozenset({"a-0", "a-2"}) in {frozenset(event.mentions) for event in events}


def test_denial_by_the_accused_clears_it_of_what_another_was_said_to_have_done() -> None:
    other = Says("The Northern Front raided a village near Port Lume on Monday.", "raided", "ASSAULT",
                 ("the Northern Front",), ("Morland",), "Port Lume", "2024-03-04")  # fmt: skip
    blame = Says("Morland accused Aldova.", "accused", "ACCUSE", ("Morland",), ("Aldova",))
    denial = Says("Aldova denied that it had done so.", "done so", "ASSAULT", ("Aldova",), status="DENIED")
    assert frozenset({"a-0", "a-2"}) in groups(other, blame, denial)
    # Nobody accused it: that may be another raid.
    assert frozenset({"a-1"}) in groups(other, denial)


def test_denial_of_its_own_fire_is_not_of_the_blow_that_it_took() -> None:
    blame = Says("Aldova accused Kestria.", "accused", "ACCUSE", ("Aldova",), ("Kestria",))
    denial = Says("Kestria denied that it had fired.", "fired", "ASSAULT", ("Kestria",), status="DENIED")
    assert frozenset({"a-2"}) in groups(LEDE, blame, denial)


def test_noun_is_the_event_that_it_takes_up() -> None:
    first = Says("Aldova raided Tarn on Sunday.", "raided", "ASSAULT", ("Aldova",), ("Kestria",), "Tarn", "2024-03-03")
    noun = Says("The attack came at dawn.", "attack", "ASSAULT", ("Aldova",), ("Kestria",))
    document, mentions = article("a", "2024-03-05", LEDE, first, noun)
    mentions[2] = replace(mentions[2], takes_up=mentions[0].trigger)
    events, _ = merge([document], mentions)
    assert {event.mentions for event in events} == {("a-0", "a-2"), ("a-1",)}


def test_past_after_and_tells_what_an_act_did() -> None:
    text = "Gunmen raided a post in Tarn and killed five men of Borsk."
    act = Says(text, "raided", "ASSAULT", ("gunmen",), ("Kestria",), "Tarn", "2024-03-04")
    toll = Says(text, "killed", "ASSAULT", ("gunmen",), (), "Borsk", "2024-03-04")
    document, (one,) = article("a", "2024-03-05", act)
    _, (two,) = article("a", "2024-03-05", toll)
    events, _ = merge([document], [one, replace(two, id="a-1")])
    assert [event.mentions for event in events] == [("a-0", "a-1")]


def test_habits_and_further_victims_are_apart() -> None:
    habit = Says("Raids on the town rarely succeed.", "Raids", "ASSAULT", ())
    second = Says("A second depot was hit later.", "hit", "ASSAULT", ())
    assert groups(LEDE, habit, second) == {frozenset({"a-0"}), frozenset({"a-1"}), frozenset({"a-2"})}


def test_two_acts_of_one_text_are_two() -> None:
    ban = Says("Aldova banned grain from Kestria.", "banned", "SANCTION", ("Aldova",), ("Kestria",))
    seizure = Says(
        "Aldova impounded nine lorries of Kestria.", "impounded nine lorries", "COERCE", ("Aldova",), ("Kestria",)
    )
    assert groups(ban, seizure) == {frozenset({"a-0"}), frozenset({"a-1"})}


def test_noun_may_take_up_what_was_only_denied() -> None:
    denial = Says(
        "The Aldovan army denied that it had attacked.", "attacked", "ASSAULT", ("the Aldovan army",), status="DENIED"
    )
    documents, mentions = collect(
        article(
            "a", "2024-03-05", denial, Says("The attack made headlines.", "attack", "ASSAULT", ("the Aldovan army",))
        )
    )
    again = replace(mentions[1], takes_up=mentions[0].trigger)
    events, _ = merge(documents, [mentions[0], again])
    assert {mention for event in events for mention in event.mentions} == {"a-0", "a-1"}
