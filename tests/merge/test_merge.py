"""What is one event and what is two."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.merge import merge
from detente.types import Document, Event, Judgement, MergedEvent

from .stories import Says, article, collect

Article = tuple[Document, list[Event]]

SUMMIT_2019 = (
    article(
        "a", "2019-04-18",
        Says("Kim Jong-un will travel to Russia later in April to meet Vladimir Putin, Moscow said.", "meet", "AGREE",
             ("Kim Jong-un",), ("Vladimir Putin",), day="2019-04", status="PLANNED", cameo="036", both_ways=True),
        publisher="The Harbour Post",
    ),
    article(
        "b", "2019-04-25",
        Says("Kim Jong-un met Vladimir Putin in Vladivostok on Thursday.", "met", "CONSULT", ("Kim Jong-un",),
             ("Vladimir Putin",), "Vladivostok", "2019-04-25", both_ways=True),
        publisher="The Harbour Post",
    ),
    article(
        "c", "2019-04-26",
        Says("North Korea and Russia held talks on an island near Vladivostok on April 25.", "talks", "CONSULT",
             ("North Korea",), ("Russia",), "Russky Island", "2019-04-25", both_ways=True),
        publisher="Northern Wire",
    ),
    article(
        "d", "2019-04-27",
        Says("The summit between Kim Jong-un and Vladimir Putin ended without a joint statement.", "summit", "CONSULT",
             ("Kim Jong-un",), ("Vladimir Putin",), both_ways=True),
        publisher="Daily Ledger",
    ),
)  # fmt: skip
SUMMIT_2023 = (
    article(
        "e", "2023-09-14",
        Says("Kim Jong-un and Vladimir Putin met at the Vostochny cosmodrome on Wednesday.", "met", "CONSULT",
             ("Kim Jong-un",), ("Vladimir Putin",), "Vostochny", "2023-09-13", both_ways=True),
        Says("The two had met in Vladivostok in 2019.", "met", "CONSULT", ("Kim Jong-un",), ("Vladimir Putin",),
             "Vladivostok", "2019", both_ways=True, historical=True),
        publisher="Northern Wire",
    ),
)  # fmt: skip


def merged(*articles: Article, judgements: tuple[Judgement, ...] = ()) -> tuple[MergedEvent, ...]:
    return merge(*collect(*articles), judgements)[0]


def groups(*articles: Article, judgements: tuple[Judgement, ...] = ()) -> set[frozenset[str]]:
    return {frozenset(event.mentions) for event in merged(*articles, judgements=judgements)}


def struck(id_: str, published: str, day: str | None, words: str = "", **changes: object) -> Article:
    said = {
        "sentence": f"Aldova struck Borsk{words}.", "trigger": "struck", "event_type": "ASSAULT",
        "actors": ("Aldova",), "recipients": ("Kestria",), "place": "Borsk", "day": day,
    }  # fmt: skip
    return article(id_, published, Says(**(said | changes)), publisher=f"Outlet {id_}")  # type: ignore[arg-type]


def test_reports_of_one_summit_are_one_event() -> None:
    first, second = merged(*SUMMIT_2019, *SUMMIT_2023)
    assert {mention.split("-")[0] for mention in first.mentions} == {"a", "b", "c", "d", "e"}
    assert set(second.mentions) == {"e-0", "e-0-back"}


def test_summit_counts_its_publishers_and_knows_its_fields() -> None:
    event = merged(*SUMMIT_2019)[0]
    assert event.publishers == ("Daily Ledger", "Northern Wire", "The Harbour Post")
    assert (event.reports, event.independent_publishers) == (4, 3)
    assert (event.event_type, event.status, event.disputed, event.historical) == ("CONSULT", "ASSERTED", False, False)
    assert {actor.country for actor in event.actors} == {actor.country for actor in event.recipients} == {"PRK", "RUS"}
    assert event.time is not None and str(event.time.from_date) == "2019-04-25"
    assert event.place is not None and event.place.name in ("Vladivostok", "Russky Island")


def test_mentions_are_in_order_of_publication() -> None:
    assert [mention[0] for mention in merged(*SUMMIT_2019)[0].mentions] == list("aabbccdd")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-07", "2024-03-06"), id="days apart"),
        pytest.param(struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-06", "2024-03-05"), id="next day"),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-05", "2024-03-04", sentence="Aldova struck Tarn.", place="Tarn"),
            id="other city",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-05", "2024-03-04", actors=("Morland",), sentence="Morland struck Borsk."),
            id="other actor",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-05", "2024-03-04", actors=("Kestria",), recipients=("Aldova",)),
            id="other direction",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-05", "2024-03-04", actors=("the Northern Front",), recipients=("Aldova",)),
            id="rebels of the country struck back",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck(
                "b", "2024-03-05", None, sentence="Aldova carried out several strikes.", trigger="strikes", place=None
            ),
            id="plural",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck(
                "b", "2024-03-05", None, sentence="Aldova could strike Borsk.", trigger="strike", status="CONDITIONAL"
            ),
            id="hypothetical",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-01", "2024-05-01", status="PLANNED"),
            id="plan for later",
        ),
    ],
)
def test_lookalikes_stay_apart(one: Article, two: Article) -> None:
    assert len(groups(one, two)) == 2


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-06", "2024-03-04"), id="same facts"),
        pytest.param(struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-05", None), id="undated"),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-05", "2024-03-04", place=None), id="no place"
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-05", "2024-03-04", place="the Borsk region"),
            id="region",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-05", "2024-03-04", actors=("the Aldovan army",)),
            id="army for country",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-05", "2024-03-04", recipients=()),
            id="no recipient",
        ),
        pytest.param(
            struck("a", "2024-03-05", "2024-03-04"),
            struck("b", "2024-03-05", "2024-03-04", status="DENIED"),
            id="denied",
        ),
    ],
)
def test_reports_of_one_strike_are_one_event(one: Article, two: Article) -> None:
    assert len(groups(one, two)) == 1


def test_vague_report_does_not_chain_two_strikes() -> None:
    vague = struck("v", "2024-03-06", "2024-03", place="the Borsk region")
    found = groups(struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-07", "2024-03-06"), vague)
    assert len(found) == 2
    assert not any({"a-0", "b-0"} <= group for group in found)


def talks(id_: str, published: str, words: str, day: str | None = None, **changes: object) -> Article:
    said = {
        "sentence": f"Aldova and Kestria held {words} talks in Port Lume.", "trigger": "talks",
        "event_type": "CONSULT", "actors": ("Aldova",), "recipients": ("Kestria",), "place": "Port Lume", "day": day,
        "both_ways": True,
    }  # fmt: skip
    return article(id_, published, Says(**(said | changes)))  # type: ignore[arg-type]


def test_two_rounds_of_talks_are_two_events_in_one_thread() -> None:
    events = merged(
        talks("a", "2024-03-05", "a first round of", "2024-03-04"),
        talks("b", "2024-03-25", "a second round of", "2024-03-24"),
    )
    assert len(events) == 2
    assert events[0].thread == events[1].thread is not None


def test_rounds_without_dates_are_told_apart_by_their_number() -> None:
    assert len(groups(talks("a", "2024-03-05", "a first round of"), talks("b", "2024-03-06", "a second round of"))) == 2


def test_unrelated_event_is_in_no_thread() -> None:
    assert [event.thread for event in merged(*SUMMIT_2019)] == [None]


def test_planned_moved_and_held_occasion_is_one_event() -> None:
    planned = talks("a", "2024-03-01", "planned", "2024-03-10", status="PLANNED")
    held = talks("b", "2024-03-21", "long", "2024-03-20")
    (event,) = merged(planned, held)
    assert event.status == "ASSERTED"
    assert event.time is not None and str(event.time.from_date) == "2024-03-20"


def test_meetings_of_different_ministers_stay_apart() -> None:
    one = article("a", "2024-03-05", Says("Kim Jong-un met China.", "met", "CONSULT", ("Kim Jong-un",), ("China",),
                                          "Port Lume", "2024-03-04"))  # fmt: skip
    two = article("b", "2024-03-05", Says("Kim Jong-un met Russia.", "met", "CONSULT", ("Kim Jong-un",), ("Russia",),
                                          "Port Lume", "2024-03-04"))  # fmt: skip
    assert len(groups(one, two)) == 2


def accused(id_: str, of: str) -> Article:
    return article(id_, "2024-03-05", Says(f"Aldova accused Kestria of {of}.", "accused", "ACCUSE", ("Aldova",),
                                           ("Kestria",), day="2024-03-04"))  # fmt: skip


def test_accusations_of_one_day_are_told_apart_by_what_they_say() -> None:
    spying = accused("a", "spying on its embassy with hidden microphones")
    again = accused("b", "hiding microphones in its embassy for spying")
    other = accused("c", "diverting the water of a shared river")
    assert groups(spying, again, other) == {frozenset({"a-0", "b-0"}), frozenset({"c-0"})}


def test_repeated_sentence_in_a_document_is_one_event() -> None:
    said = Says(
        "Aldova could sell missiles to Kestria.", "sell", "COOPERATE", ("Aldova",), ("Kestria",), status="SPECULATED"
    )
    assert len(groups(article("a", "2024-03-05", said, "Nothing else is known.", said))) == 1


def test_secondary_mentions_are_in_no_event() -> None:
    one = article(
        "a", "2024-03-05", Says("Aldova threatened to attack.", "attack", "ASSAULT", ("Aldova",), secondary=True)
    )
    assert groups(one) == set()


def test_denial_makes_the_event_disputed() -> None:
    denial = struck("b", "2024-03-05", "2024-03-04", status="DENIED", speaker_kind="OFFICIAL")
    (event,) = merged(struck("a", "2024-03-05", "2024-03-04"), denial)
    assert (event.disputed, event.status) == (True, "ASSERTED")


def test_agreeing_reports_are_not_disputed() -> None:
    (event,) = merged(struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-05", "2024-03-04"))
    assert event.disputed is False


def test_syndicated_copies_count_once() -> None:
    story = (
        Says("Aldova struck the railway yard of Borsk on Monday, wounding four signal workers.", "struck", "ASSAULT",
             ("Aldova",), ("Kestria",), "Borsk", "2024-03-04"),
        "The yard lies east of the river, and freight trains were sent over the southern line until the evening.",
    )  # fmt: skip
    wire = article("a", "2024-03-04", *story, publisher="Northern Wire")
    copy = article("b", "2024-03-05", "Railway yard hit.", *story, publisher="Daily Ledger")
    own = struck("c", "2024-03-05", "2024-03-04")
    (event,) = merged(wire, copy, own)
    assert (event.reports, len(event.publishers), event.independent_publishers) == (3, 3, 2)


def test_report_of_another_outlets_report_is_no_second_origin() -> None:
    quoting = struck("b", "2024-03-05", "2024-03-04", status="REPORTED", speaker_kind="MEDIA", speaker="Outlet a")
    (event,) = merged(struck("a", "2024-03-05", "2024-03-04"), quoting)
    assert (len(event.publishers), event.independent_publishers) == (2, 1)


def test_person_may_split_and_join() -> None:
    articles = (
        struck("a", "2024-03-05", "2024-03-04"),
        struck("b", "2024-03-05", "2024-03-04"),
        struck("c", "2024-04-05", "2024-04-04"),
    )
    split = Judgement("a-0", "b-0", "different", 1.0, "editor")
    join = Judgement("a-0", "c-0", "same", 1.0, "editor")
    assert groups(*articles) == {frozenset({"a-0", "b-0"}), frozenset({"c-0"})}
    assert groups(*articles, judgements=(split,)) == {frozenset({"a-0"}), frozenset({"b-0"}), frozenset({"c-0"})}
    assert groups(*articles, judgements=(join,)) == {frozenset({"a-0", "b-0", "c-0"})}


def test_rule_judgements_given_back_do_not_bind() -> None:
    articles = (struck("a", "2024-03-05", "2024-03-04"), struck("b", "2024-03-05", "2024-03-04"))
    stale = Judgement("a-0", "b-0", "different", 1.0, "rule:0")
    assert len(groups(*articles, judgements=(stale,))) == 1


def test_every_join_has_a_judgement_with_reasons() -> None:
    events, judgements = merge(*collect(*SUMMIT_2019))
    same = {judgement.right: judgement for judgement in judgements if judgement.verdict == "same"}
    assert set(same) == set(events[0].mentions) - {min(events[0].mentions)}
    assert all(judgement.why and judgement.by.startswith("rule:") for judgement in same.values())


def test_near_miss_is_recorded_for_a_person_to_look_at() -> None:
    articles = (accused("a", "spying on its embassy"), accused("b", "diverting a river"))
    _, (judgement,) = merge(*collect(*articles))
    assert (judgement.left, judgement.right, judgement.verdict) == ("a-0", "b-0", "unsure")


def test_event_id_stays_when_reports_are_added() -> None:
    assert merged(SUMMIT_2019[0])[0].id == merged(*SUMMIT_2019)[0].id


STORIES = (
    *SUMMIT_2019, *SUMMIT_2023, struck("f", "2024-03-05", "2024-03-04"), struck("g", "2024-03-06", "2024-03-05"),
    struck("h", "2024-03-05", None, " again", status="DENIED"), struck("i", "2024-03-07", "2024-03-06"),
    struck("j", "2024-03-08", "2024-03", place="the Borsk region"), struck("k", "2024-03-06", None, place=None),
    talks("l", "2024-03-05", "a first round of", "2024-03-04"), talks("m", "2024-03-25", "a second round of"),
    talks("n", "2024-03-20", "planned", "2024-03-24", status="PLANNED"), accused("o", "spying on its embassy"),
    accused("p", "spying on an embassy"), accused("q", "diverting a river"),
)  # fmt: skip


@given(st.permutations(range(len(STORIES))), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_order_has_no_influence(order: list[int], shuffler: random.Random) -> None:
    documents, mentions = collect(*(STORIES[number] for number in order))
    shuffler.shuffle(mentions)
    assert merge(documents, mentions) == merge(*collect(*STORIES))


@given(st.sets(st.integers(0, len(STORIES) - 1)))
@settings(max_examples=30, deadline=None)
def test_merging_again_changes_nothing(chosen: set[int]) -> None:
    documents, mentions = collect(*(STORIES[number] for number in sorted(chosen)))
    events, judgements = merge(documents, mentions)
    assert merge(documents, mentions, judgements) == (events, judgements)


@given(st.sets(st.integers(0, len(STORIES) - 1)))
@settings(max_examples=30, deadline=None)
def test_every_primary_mention_is_in_exactly_one_event(chosen: set[int]) -> None:
    documents, mentions = collect(*(STORIES[number] for number in sorted(chosen)))
    found = list(itertools.chain.from_iterable(event.mentions for event in merge(documents, mentions)[0]))
    assert sorted(found) == sorted(mention.id for mention in mentions if not mention.secondary)


def test_party_left_out_is_the_one_of_whom_the_text_speaks() -> None:
    both = article("a", "2024-03-05", Says("Aldova and Kestria met in Tarn on Monday.", "met", "CONSULT", ("Aldova",),
                                           ("Kestria",), "Tarn", "2024-03-04", both_ways=True))  # fmt: skip
    one = article("b", "2024-03-06", Says("Aldova held talks.", "held talks", "CONSULT", ("Aldova",)),
                  Says("Aldova praised Kestria.", "praised", "SUPPORT", ("Aldova",), ("Kestria",)))  # fmt: skip
    alone = article("c", "2024-03-06", Says("Aldova held talks.", "held talks", "CONSULT", ("Aldova",)))

    def score(*articles: tuple[Document, list[Event]]) -> float:
        _, judgements = merge(*collect(*articles))
        return max(j.score or 0.0 for j in judgements if {j.left[0], j.right[0]} >= {"a"} and j.left[0] != j.right[0])

    assert score(both, one) > score(both, alone)


def test_sentence_that_names_the_city_is_of_there() -> None:
    there = article("a", "2024-03-05", Says("Aldova and Kestria met in Tarn on Monday.", "met", "CONSULT", ("Aldova",),
                                            ("Kestria",), "Tarn", "2024-03-04"))  # fmt: skip
    named = article("b", "2024-03-06", Says("The Tarn talks of Aldova and Kestria ended.", "talks", "CONSULT", ("Aldova",),
                                            ("Kestria",)))  # fmt: skip
    _, judgements = merge(*collect(there, named))
    assert any("place 0.80 x 0.15" in judgement.why for judgement in judgements)
