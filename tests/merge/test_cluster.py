"""Clusters never chain, and do not depend on the order of the pairs."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from detente.merge.cluster import cluster, join_by_hand

#: Items 0..7 with scores for some of the pairs.
pairs = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0.5, 1),
    max_size=28,
)


def test_chain_is_broken_where_two_cannot_be_one() -> None:
    assert cluster(3, {(0, 1): 0.9, (1, 2): 0.8}, 0.7) == [[0, 1], [2]]


def test_average_decides() -> None:
    assert cluster(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.5}, 0.7) == [[0, 1], [2]]
    assert cluster(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.65}, 0.7) == [[0, 1, 2]]


def test_tie_goes_to_the_smaller_items() -> None:
    assert cluster(3, {(1, 2): 0.9, (0, 1): 0.9}, 0.7) == [[0, 1], [2]]


@given(pairs, st.randoms())
def test_order_of_pairs_has_no_influence(scores: dict[tuple[int, int], float], shuffler: random.Random) -> None:
    shuffled = list(scores.items())
    shuffler.shuffle(shuffled)
    assert cluster(8, dict(shuffled), 0.7) == cluster(8, scores, 0.7)


@given(pairs)
def test_every_two_members_could_be_one(scores: dict[tuple[int, int], float]) -> None:
    found = cluster(8, scores, 0.7)
    assert sorted(item for members in found for item in members) == list(range(8))
    for members in found:
        together = [scores.get((one, two)) for one in members for two in members if one < two]
        assert None not in together
        assert not together or sum(value for value in together if value is not None) / len(together) >= 0.7 - 1e-6


def test_hand_joins_and_a_split_stands() -> None:
    assert join_by_hand([[0, 1], [2], [3]], {(1, 2)}, set()) == [[0, 1, 2], [3]]
    assert join_by_hand([[0, 1], [2], [3]], {(1, 2)}, {(0, 2)}) == [[0, 1], [2], [3]]
