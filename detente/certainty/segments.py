"""Words with odds for a role -> the stretch of words that bears it."""

from __future__ import annotations

from collections.abc import Sequence


def best_segment(gains: Sequence[float], barred: Sequence[int] = ()) -> tuple[float, range]:
    """The stretch with the largest sum of gains (Bentley 1984, doi:10.1145/358234.381162), empty where none is positive.

    Args:
        gains: log-odds of each word for the role against the best other one.
        barred: positions that it may not hold.
    """
    gains = _without(gains, barred)
    best, best_range, total, start = 0.0, range(0), 0.0, 0
    for i, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, i
        total += gain
        if total > best:
            best, best_range = total, range(start, i + 1)
    return best, best_range


def segments(gains: Sequence[float], barred: Sequence[int], least: float) -> list[range]:
    """The best stretch and, on the other side of the barred words, a second one worth at least `least`.

    "'We met,' the envoy said, 'and we agreed.'": content on both sides of cue and speaker.
    """
    total, first = best_segment(gains, barred)
    if not first:
        return []
    second_total, second = best_segment(gains, [*barred, *first])
    low, high = sorted((first, second), key=lambda found: found.start) if second else (first, first)
    apart = bool(second) and any(low.stop <= i < high.start for i in barred)
    if apart and second_total >= least and total > 0:
        return [low, high]
    return [first]


def _without(gains: Sequence[float], barred: Sequence[int]) -> list[float]:
    left = list(gains)
    for i in barred:
        left[i] = -1e9
    return left


def around(gains: Sequence[float], head: int) -> range:
    """The stretch that holds `head` and goes on to both sides while the words gain more than a gap of one costs."""
    low = high = head
    for step in (-1, 1):
        i, total, best = head + step, 0.0, 0.0
        edge = head
        while 0 <= i < len(gains) and total > -2.0:
            total += gains[i]
            if total > best:
                best, edge = total, i
            i += step
        low, high = min(low, edge), max(high, edge)
    return range(low, high + 1)
