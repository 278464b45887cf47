"""Which reports are compared at all: of one family of types, with parties in common, near in time and place."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from detente.merge.evidence import MAX_DAYS_PLANNED, MAX_DAYS_UNDATED, is_specific
from detente.merge.reports import Report
from detente.merge.rules import Rules

#: Pair of indexes into the reports, the smaller first.
Pair = tuple[int, int]
_Cell = tuple[int, int]
#: Days on each side within which a report may find another of its event; beyond, only by the same place.
_DAYS_DATED = 1
_OTHER_UNDATED = (MAX_DAYS_UNDATED - 1, 1)
_OTHER_PLANNED = (MAX_DAYS_UNDATED - 1, MAX_DAYS_PLANNED)
_OCCASION_MOVED = 46
_OCCASION_UNDATED = (30, 1)
_OCCASION_PLANNED = (30, 91)
#: "and 27 other states": more parties give no better blocks.
_MAX_PARTIES = 6


def candidate_pairs(reports: Sequence[Report], rules: Rules) -> Iterator[Pair]:
    """Pairs worth a score, some more than once; time and memory grow with the reports in one block and window."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    partial: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        family = rules.family.get(report.event_type, report.event_type)
        nations = sorted(report.nations)[:_MAX_PARTIES]
        for one, two in combinations(nations, 2):
            blocks[family, one, two].append(index)
        for nation in nations:
            (blocks if len(nations) == 1 else partial)[family, nation].append(index)
    for key, members in blocks.items():
        others = partial.get(key, []) if len(key) == 2 else []
        yield from _near_in_time(reports, members, others, rules)
        yield from _same_place(reports, members, others, rules)
    yield from _same_document(reports, rules)


def _near_in_time(reports: Sequence[Report], members: list[int], others: list[int], rules: Rules) -> Iterator[Pair]:
    """Pairs whose windows overlap, at least one of them a member; far cities are passed over."""
    inside = set(members)
    windows = [(window, index) for index in [*members, *others] if (window := _window(reports[index], rules))]
    windows.sort()
    active: dict[_Cell | None, list[tuple[int, int]]] = defaultdict(list)
    for (first, last), index in windows:
        place = _cell(reports[index])
        for cell in _around(place, active):
            heap = active[cell]
            while heap and heap[0][0] < first:
                heapq.heappop(heap)
            for _, other in heap:
                if index in inside or other in inside:
                    yield (min(index, other), max(index, other))
        heapq.heappush(active[place], (last, index))


def _window(report: Report, rules: Rules) -> tuple[int, int] | None:
    """Days in which another report of the event may have its own window; None = time says nothing."""
    occasion = bool(report.kinds & rules.occasions)
    if report.when is not None and report.when.explicit:
        reach = _OCCASION_MOVED if occasion and report.group == "planned" else _DAYS_DATED
        return (report.when.first - reach, report.when.last + reach)
    if report.published is None or report.historical:
        return None
    if report.group in ("planned", "hypothetical"):
        before, after = _OCCASION_PLANNED if occasion else _OTHER_PLANNED
    else:
        before, after = _OCCASION_UNDATED if occasion else _OTHER_UNDATED
    return (report.published - before, report.published + after)


def _cell(report: Report) -> _Cell | None:
    """Degree cell of a city or site; None for areas, for no place, and for plans, whose place may change."""
    place = report.place
    if place is None or not is_specific(place) or place.lat is None or place.lon is None or report.group == "planned":
        return None
    return (math.floor(place.lat), math.floor(place.lon))


def _around(cell: _Cell | None, active: dict[_Cell | None, list[tuple[int, int]]]) -> list[_Cell | None]:
    if cell is None:
        return list(active)
    near = [((cell[0] + north), (cell[1] + east + 180) % 360 - 180) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    return [None, *(found for found in near if found in active)]


def _same_place(reports: Sequence[Report], members: list[int], others: list[int], rules: Rules) -> Iterator[Pair]:
    """Occasions that are spoken of long afterwards: "the Vladivostok summit", without a date."""
    inside = set(members)
    at: dict[str, list[int]] = defaultdict(list)
    for index in [*members, *others]:
        report = reports[index]
        if report.place is not None and is_specific(report.place) and report.kinds & rules.occasions:
            at[report.place.geonames_id or report.place.name].append(index)
    for found in at.values():
        undated = [index for index in found if (when := reports[index].when) is None or not when.explicit]
        for index in undated:
            for other in found:
                if other != index and (index in inside or other in inside):
                    yield (min(index, other), max(index, other))


def _same_document(reports: Sequence[Report], rules: Rules) -> Iterator[Pair]:
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        at[report.document, rules.family.get(report.event_type, report.event_type)].append(index)
    for found in at.values():
        yield from _pairs(found)


def _pairs(found: Iterable[int]) -> Iterator[Pair]:
    return combinations(sorted(found), 2)
