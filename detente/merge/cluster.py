"""Clusters from scored pairs: average link, in which every two members must be able to be one event.

A chain (A like B, B like C, A unlike C) therefore never joins two events: a pair that was ruled out, or was too far
apart to be compared, keeps its clusters apart for good.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Mapping
from functools import cache

from detente.merge.block import Pair


def cluster(
    count: int,
    scores: Mapping[Pair, float],
    threshold: float,
    unscored: Callable[[Pair], float | None] = lambda _: None,
) -> list[list[int]]:
    """Lists of item numbers, each sorted, by their first item. The order of `scores` has no influence.

    Args:
        count: items are 0..count-1.
        scores: (smaller, larger) -> 0..1.
        threshold: least average score between two clusters that are joined.
        unscored: score of a pair that is absent, asked for where others have brought it together; None = it cannot be
            one event.
    """
    members = {item: [item] for item in range(count)}
    sums: dict[int, dict[int, float]] = {item: {} for item in range(count)}
    for (one, two), value in scores.items():
        sums[one][two] = sums[two][one] = value
    # Rounded, so that the order in which sums were added up cannot decide a tie; then the smallest items first.
    known = cache(unscored)
    heap = [(-round(value, 9), one, two) for (one, two), value in scores.items() if value >= threshold]
    heapq.heapify(heap)
    while heap:
        value, one, two = heapq.heappop(heap)
        if one not in members or two not in members or two not in sums[one]:
            continue
        if -value != _average(sums, members, one, two):
            continue
        _join(members, sums, one, two, known)
        for other in sums[one]:
            average = _average(sums, members, one, other)
            if average >= threshold:
                heapq.heappush(heap, (-average, min(one, other), max(one, other)))
    return sorted((sorted(found) for found in members.values()), key=lambda found: found[0])


def _average(sums: dict[int, dict[int, float]], members: dict[int, list[int]], one: int, two: int) -> float:
    return round(sums[one][two] / (len(members[one]) * len(members[two])), 9)


def _join(
    members: dict[int, list[int]],
    sums: dict[int, dict[int, float]],
    one: int,
    two: int,
    unscored: Callable[[Pair], float | None],
) -> None:
    """Put `two` into `one`; only what could be one event with both stays a neighbour."""
    gone = sums.pop(two)
    near = (sums[one].keys() | gone.keys()) - {one, two}
    kept = {}
    for other in near:
        first = sums[one][other] if other in sums[one] else _sum_unscored(members[one], members[other], unscored)
        second = gone[other] if other in gone else _sum_unscored(members[two], members[other], unscored)
        if first is not None and second is not None:
            kept[other] = first + second
    members[one] += members.pop(two)
    for other in near:
        sums[other].pop(two, None)
        if other in kept:
            sums[other][one] = kept[other]
        else:
            sums[other].pop(one, None)
    sums[one] = kept


def _sum_unscored(
    ones: Collection[int], twos: Collection[int], unscored: Callable[[Pair], float | None]
) -> float | None:
    total = 0.0
    for one in sorted(ones):
        for two in sorted(twos):
            if (value := unscored((min(one, two), max(one, two)))) is None:
                return None
            total += value
    return total


def join_by_hand(clusters: list[list[int]], same: Collection[Pair], different: Collection[Pair]) -> list[list[int]]:
    """Clusters after a person's `same`, unless a person's `different` forbids: then the split stands."""
    where = {item: number for number, found in enumerate(clusters) for item in found}
    groups = {number: list(found) for number, found in enumerate(clusters)}
    forbidden = [tuple(pair) for pair in different]
    for one, two in sorted(same):
        left, right = sorted((where[one], where[two]))
        together = set(groups[left]) | set(groups[right])
        if left == right or any(a in together and b in together for a, b in forbidden):
            continue
        groups[left] += groups.pop(right)
        for item in groups[left]:
            where[item] = left
    return sorted((sorted(found) for found in groups.values()), key=lambda found: found[0])
