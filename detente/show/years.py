"""A long list of events -> its years, of which the last stand open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from detente.show.rows import Row

LONG = 60  #: rows; a longer list is folded
OPEN = 2  #: years that stand open


@dataclass(frozen=True, slots=True)
class Year:
    """The events of one year."""

    label: str
    rows: tuple[Row, ...]
    open: bool


def make_years(rows: Sequence[Row]) -> tuple[Year, ...]:
    """The years of a list of more than `LONG` rows, in their order, events without a date last; else none.

    An event is listed under the year in which it begins.
    """
    if len(rows) <= LONG:
        return ()
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.first.year if row.first else 0].append(row)
    latest = sorted((year for year in found if year), reverse=True)[:OPEN]
    order = sorted(found, key=lambda year: (not year, year))
    return tuple(Year(str(year) if year else "Not dated", tuple(found[year]), year in latest) for year in order)
