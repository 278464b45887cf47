"""Mentions of a document -> names: which spans share a sense, and what stands beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from detente.places.candidates import Span, Words
from detente.places.cues import Cues
from detente.places.gazetteer import Array, Gazetteer
from detente.places.records import INDEX_BITS, IS_ADJECTIVE

_MOST = 40  #: candidates a name; Springfield has 25 in the compiled gazetteer
_AREA = {"county": "admin2", "parish": "admin2", "district": "admin2", "borough": "admin2"}
_FIRST = {"province", "state", "oblast", "governorate", "region", "krai", "republic", "prefecture"}
_TOWNS = {"city", "town", "village", "suburb", "port", "municipality", "capital"}
_LOCAL = {"county", "township", "twp.", "sheriff", "mayor", "elementary", "residents", "councilman", "alderman"}


@dataclass(frozen=True, slots=True)
class Group:
    """One name in one sense: all mentions that share it."""

    mentions: tuple[int, ...]  #: indices of spans
    rows: Array  #: postings
    weight: float  #: how surely it is a place at all, 0..1
    areas: frozenset[int]  #: places named right behind it ("Paris, Texas"): rows of the gazetteer
    cue: str  #: kind of place that words beside it name: a feature, or ""
    speaks: bool  #: it does or says something, as governments do
    core: bool


def group_names(
    words: Words, spans: list[Span], probabilities: list[float], gazetteer: Gazetteer, cues: Cues
) -> list[Group]:
    """Spans by name and qualifier. A bare name takes the sense of the same name with a qualifier (one sense a text)."""
    areas = [_qualifier(words, spans, i, gazetteer) for i in range(len(spans))]
    first: dict[str, frozenset[int]] = {}
    for span, area in zip(spans, areas, strict=True):
        if area:
            first.setdefault(span.key, area)
    members: dict[tuple[str, frozenset[int]], list[int]] = defaultdict(list)
    for i, span in enumerate(spans):
        if len(span.rows):
            members[span.key, areas[i] or first.get(span.key, frozenset())].append(i)
    out = []
    for (_, area), mentions in members.items():
        weight = max(probabilities[i] for i in mentions)
        if weight < 0.1:
            continue
        rows = _within(_allowed_rows(spans[mentions[0]].rows, area, gazetteer), area, gazetteer)
        cue = next((c for c in (_cue(words, spans[i], cues) for i in mentions) if c), "")
        if not cue and any(i and _is_area(words, spans[i], areas[i - 1], gazetteer) for i in mentions):
            cue = "admin1"
        speaks = any(_speaks(words, spans[i], cues) for i in mentions)
        out.append(Group(tuple(mentions), rows, weight, area, cue, speaks, spans[mentions[0]].core))
    return out


def is_local(words: Words, spans: list[Span], groups: list[Group], gazetteer: Gazetteer) -> bool:
    """Local news: the document names streets, counties or townships and no country."""
    for group in groups:
        if group.weight > 0.5 and (gazetteer.places["feature"][group.rows & INDEX_BITS] == 0).any():
            return False
    typed = any(s.kind in ("street", "road", "typed") for s in spans)
    return typed or any(w in _LOCAL for w in words.lower)


def _allowed_rows(rows: Array, area: frozenset[int], gazetteer: Gazetteer) -> Array:
    """The candidates worth weighing, at most forty, the most populous.

    A demonym is the country ("Canadian"), not the town of that name, unless an area stands behind it.
    """
    adjective = (rows & IS_ADJECTIVE) > 0
    if adjective.any():
        rows = rows[~adjective] if area and not adjective.all() else rows[adjective]
    if len(rows) <= _MOST:
        return rows
    order = np.argsort(-gazetteer.places["population"][rows & INDEX_BITS].astype(np.float32), kind="stable")
    return rows[np.sort(order[:_MOST])]


def _within(rows: Array, area: frozenset[int], gazetteer: Gazetteer) -> Array:
    """The candidates inside the area named right behind: a proof, not a hint. All where none is inside."""
    if not area:
        return rows
    places = gazetteer.places
    index = (rows & INDEX_BITS).astype(np.int64)
    inside = np.zeros(len(rows), bool)
    for number in area:
        if places["feature"][number] == 0:
            inside |= (places["country"][index] == places["country"][number]) & (places["feature"][index] > 0)
        else:
            inside |= (places["admin1"][index] == number) & (places["feature"][index] > 1)
    return rows[inside] if inside.any() else rows


def _qualifier(words: Words, spans: list[Span], number: int, gazetteer: Gazetteer) -> frozenset[int]:
    """Countries or first-level areas that the text says a span lies in, as rows of the gazetteer.

    "Oxford, Mississippi"; "Tripoli (Lebanon)"; "Tripoli, the second city of Lebanon"; "the Lebanese city of Tripoli".
    """
    out: set[int] = set()
    span = spans[number]
    for other in spans[number + 1 : number + 3]:
        gap = words.lower[span.end : other.start]
        close = gap in ([","], ["("])
        if not (close or _says_in(words.texts[span.end : other.start])):
            break
        if gap == [","] and words.lower[other.end : other.end + 1] in (["and"], ["or"], ["&"]):
            break  # a list: "Washington, Oregon and Idaho"
        areas = _areas(other, gazetteer, adjective=False)
        out.update(areas)
        span = other
        if areas or not close:
            break
    if number and not out:
        before = spans[number - 1]
        gap = words.lower[before.end : spans[number].start]
        owned = bool(gap) and gap[0] in ("'s", "’s")
        if len(gap) <= 4 and ((gap[-1:] == ["of"] and (len(gap) > 1 or owned)) or (owned and len(gap) == 1)):
            out.update(_areas(before, gazetteer, adjective=not owned))
    return frozenset(out)


def _is_area(words: Words, span: Span, areas: frozenset[int], gazetteer: Gazetteer) -> bool:
    """The span is the first-level area that the name before it lies in: "New York" in "Buffalo, New York"."""
    if words.lower[span.start - 1] not in (",", "("):
        return False  # "the museum of Ukraine in Kyiv"
    index = set((span.rows & INDEX_BITS).tolist())
    return bool(areas) and areas <= index and all(gazetteer.places["feature"][a] == 1 for a in areas)


def _says_in(gap: list[str]) -> bool:
    """ "in"; ", in"; ", the second city of": words between a name and the area that it lies in."""
    if not gap or len(gap) > 8 or gap[-1] not in ("in", "of") or not all(w.islower() or w == "," for w in gap):
        return False
    return gap == ["in"] or (gap[0] == "," and "," not in gap[1:] and (gap[1] in ("in", "a", "an", "the")))


def _areas(span: Span, gazetteer: Gazetteer, adjective: bool) -> list[int]:
    """The countries and first-level areas that a span may mean; only as a demonym if `adjective`."""
    wanted = span.rows[((span.rows & IS_ADJECTIVE) > 0) == adjective]
    index = wanted & INDEX_BITS
    found: list[int] = index[gazetteer.places["feature"][index] <= 1].tolist()
    return found


def _speaks(words: Words, span: Span, cues: Cues) -> bool:
    """ "Washington said", "between Moscow and Kyiv"."""
    after = words.lower[span.end] if span.end < len(words.lower) else ""
    before = words.lower[span.start - 1] if span.start else ""
    return after in cues.speech or before in ("between", "with", "against")


def _cue(words: Words, span: Span, cues: Cues) -> str:
    """The feature that neighbouring words name: "Homs governorate" -> admin1, "the village of Foua" -> city."""
    after = words.lower[span.end] if span.end < len(words.lower) else ""
    before = words.lower[max(0, span.start - 2) : span.start]
    if len(before) == 2 and before[1] == "of":
        if before[0] in _TOWNS:
            return "city"
        if before[0] in _FIRST:
            return "admin1"
        if before[0] in cues.waters or before[0] in cues.heights:
            return "water"
    if after in _AREA:
        return _AREA[after]
    if after in _FIRST or after == "provincial":
        return "admin1"
    if before and before[-1] in ("downtown", "mayor", "suburban"):
        return "city"
    return "water" if after in ("river", "sea", "strait") else ""
