"""Which reports are compared at all: of one family of types, with parties in common, near in time and place.

Two reports are compared where two of their blocks meet. That is a property of the pair alone, so that it makes no
difference whether the two came in one batch or years apart; the store finds the pairs by the same rule (store/merging.py).
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from detente.merge.evidence import DAYS_LATE, MAX_DAYS_DEFINITE, MAX_DAYS_PLANNED, MAX_DAYS_UNDATED, is_specific
from detente.merge.reports import Report
from detente.merge.rules import Rules
from detente.merging import Block

#: Pair of indexes into the reports, the smaller first.
Pair = tuple[int, int]
_Cell = tuple[int, int]
#: Days on each side within which a report may find another of its event; beyond, only by the same place.
_DAYS_DATED = 1
_OTHER_UNDATED = (MAX_DAYS_UNDATED - 1, 1)
_OTHER_DEFINITE = (MAX_DAYS_DEFINITE - 1, 1)
_OTHER_PLANNED = (MAX_DAYS_UNDATED - 1, MAX_DAYS_PLANNED)
_OCCASION_MOVED = 46
_OCCASION_UNDATED = (30, 1)
_OCCASION_PLANNED = (30, 91)
#: "and 27 other states": more parties give no better blocks.
_MAX_PARTIES = 6
#: Who names no party and no city meets those like it whose texts share a name.
_MAX_NAMES = 8


def blocks_of(report: Report, rules: Rules) -> list[Block]:
    """All blocks of a report."""
    window, occasion = _window(report, rules), bool(report.kinds & rules.occasions)
    north, east = _cell(report) or (None, None)
    place = report.place
    at = f"|@{place.geonames_id or place.name}" if occasion and place is not None and is_specific(place) else None
    dated = report.when is not None and report.when.explicit
    blocks = []
    for family in sorted({rules.family.get(kind, kind) for kind in report.kinds}):
        blocks.append(Block(f"{family}|#{report.family}", True, False, 0, 0, None, None))
        for nations, alone in _meeting(report):
            key = "|".join((family, *nations))
            if window is not None:
                blocks.append(Block(key, alone, False, *window, north, east))
            if at is not None:
                blocks.append(Block(key + at, alone, dated, 0, 0, None, None))
    return blocks


def _meeting(report: Report) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Pairs of nations, and single ones."""
    nations = sorted(report.nations | report.around)[:_MAX_PARTIES]
    if report.place is not None and is_specific(report.place):
        yield (f"@{report.place.geonames_id or report.place.name}",), not nations
    elif not nations:
        for name in sorted(report.names)[:_MAX_NAMES]:
            yield (f"~{name}",), True
    for pair in combinations(nations, 2):
        yield pair, True
    for nation in nations:
        yield (nation,), len(nations) == 1


def candidate_pairs(blocks: Sequence[Sequence[Block]], fresh: Collection[int]) -> Iterator[Pair]:
    """Pairs worth a score, some more than once; time and memory grow with the reports in one block and window.

    Args:
        blocks: of each report, at its index.
        fresh: indexes; one of each pair is among them.
    """
    at: dict[str, list[tuple[int, Block]]] = defaultdict(list)
    for index, found in enumerate(blocks):
        for block in found:
            at[block.key].append((index, block))
    for members in at.values():
        if len(members) > 1 and any(index in fresh for index, _ in members):
            yield from (pair for pair in _sweep(members) if pair[0] in fresh or pair[1] in fresh)


def _sweep(members: list[tuple[int, Block]]) -> Iterator[Pair]:
    """Pairs of blocks that meet, in one pass by day."""
    members.sort(key=lambda member: member[1].first)
    active: dict[_Cell | None, list[tuple[int, int, Block]]] = defaultdict(list)
    for index, block in members:
        cell = None if block.north is None or block.east is None else (block.north, block.east)
        for near in _around(cell, active):
            heap = active[near]
            while heap and heap[0][0] < block.first:
                heapq.heappop(heap)
            for _, other, met in heap:
                if (block.alone or met.alone) and not (block.dated and met.dated):
                    yield (other, index) if other < index else (index, other)
        heapq.heappush(active[cell], (block.last, index, block))


def _window(report: Report, rules: Rules) -> tuple[int, int] | None:
    """Days in which another report of the event may have its own window; None = time says nothing."""
    occasion = bool(report.kinds & rules.occasions)
    if report.when is not None and report.when.explicit and report.group != "cancelled":
        reach = (_OCCASION_MOVED if occasion else DAYS_LATE) if report.group == "planned" else _DAYS_DATED
        return (report.when.first - reach, report.when.last + reach)
    if report.published is None or report.historical:
        return None
    if report.group in ("planned", "hypothetical", "cancelled"):
        before, after = _OCCASION_PLANNED if occasion else _OTHER_PLANNED
    else:
        before, after = _OCCASION_UNDATED if occasion else _OTHER_DEFINITE if report.definite else _OTHER_UNDATED
    return (report.published - before, report.published + after)


def _cell(report: Report) -> _Cell | None:
    """Degree cell of a city or site; None for areas, for no place, and for plans, whose place may change."""
    place = report.place
    if place is None or not is_specific(place) or place.lat is None or place.lon is None:
        return None
    return None if report.group in ("planned", "cancelled") else (math.floor(place.lat), math.floor(place.lon))


def _around(cell: _Cell | None, active: dict[_Cell | None, list[tuple[int, int, Block]]]) -> list[_Cell | None]:
    if cell is None:
        return list(active)
    near = [((cell[0] + north), (cell[1] + east + 180) % 360 - 180) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    return [None, *(found for found in near if found in active)]
