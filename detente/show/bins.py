"""Too many marks for a lane -> bubbles with counts, one for each stretch of the axis."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from detente.show import words
from detente.show.axis import Axis
from detente.show.rows import Row

WIDTH = 36.0  #: of a stretch; a bubble never reaches into the next
LEAST, MOST = 8.0, 17.0  #: radius of a bubble


@dataclass(frozen=True, slots=True)
class Bin:
    """The events of one stretch."""

    x: float
    y: float
    radius: float  #: the area grows with the count
    rows: tuple[Row, ...]  #: by date
    when: str  #: "27 April 2018 to 12 June 2018"


def make_bins(rows: Sequence[Row], axis: Axis, y: float) -> tuple[Bin, ...]:
    """One bubble for each stretch with events, from left to right, at the mean of their places.

    Args:
        rows: of one lane, dated.
        axis: where they stand.
        y: of all centres.
    """
    found: dict[int, list[tuple[float, Row]]] = defaultdict(list)
    for row in rows:
        if row.first and row.last:
            x = (axis.x(row.first) + axis.x(row.last)) / 2
            found[int(x // WIDTH)].append((x, row))
    most = max((len(rows) for rows in found.values()), default=1)
    bins = []
    for column in sorted(found):
        here = sorted(found[column], key=lambda pair: (pair[0], pair[1].number))
        radius = max(LEAST, MOST * math.sqrt(len(here) / most))
        mean = sum(x for x, _ in here) / len(here)
        x = min(max(mean, column * WIDTH + radius), (column + 1) * WIDTH - radius)
        bins.append(Bin(x, y, radius, tuple(row for _, row in here), _when([row for _, row in here])))
    return tuple(bins)


def _when(rows: Sequence[Row]) -> str:
    first = min(row.first for row in rows if row.first)
    last = max(row.last for row in rows if row.last)
    return words.day(first) if first == last else f"{words.day(first)} to {words.day(last)}"
