"""Names -> gazetteer places, decided together over the whole document.

Each name's candidates are scored by a conditional logit. The first round knows population, kind, hierarchy ("Oxford,
Mississippi") and the countries and states that the document names; later rounds also know how much of the probability
of the other names lies near, or in the same area. Compare Lieberman and Samet (2012), "Adaptive context features for
toponym resolution in streaming news", whose window of context is here the document.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.places.candidates import Span, Words
from detente.places.cues import Cues
from detente.places.gazetteer import Array, Gazetteer
from detente.places.groups import Group, group_names, is_local
from detente.places.table import EARTH_KM, OWN, SUPPORT, Table

#: Names weighed against each other at once: memory grows with the square. An article has some 20, a book thousands.
_TOGETHER = 200
_REASONS = {
    "inside": "named with its area",
    "inside-country": "named with its country",
    "near25": "near other names",
    "near80": "near other names",
    "admin1-named": "its state is named",
    "country-named": "its country is named",
    "capital": "capital",
    "cue": "kind of place named beside it",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name refers to."""

    index: int  #: row of the gazetteer
    share: float  #: probability among the name's candidates, 0..1, near namesakes counted in
    reason: str


def resolve_names(
    words: Words, spans: list[Span], probabilities: list[float], gazetteer: Gazetteer, cues: Cues,
    rounds: tuple[dict[str, float], ...],
) -> dict[int, Choice]:  # fmt: skip
    """Span number -> what it refers to, for every span that the gazetteer knows."""
    groups = group_names(words, spans, probabilities, gazetteer, cues)
    local = is_local(words, spans, groups, gazetteer)
    out: dict[int, Choice] = {}
    for first in range(0, len(groups), _TOGETHER):
        out |= _resolve_together(groups[first : first + _TOGETHER], local, gazetteer, rounds)
    return out


def _resolve_together(
    groups: list[Group], local: bool, gazetteer: Gazetteer, rounds: tuple[dict[str, float], ...]
) -> dict[int, Choice]:
    """The names of one stretch of text, each round knowing the answers of the one before."""
    table = Table.build(groups, gazetteer, local)
    share = np.zeros(len(table.index), np.float32)
    matrix, columns = table.own, list(OWN)
    for number, weights in enumerate(rounds):
        if number:
            matrix, columns = np.hstack([table.own, table.support(share)]), list(OWN) + list(SUPPORT)
        share = table.softmax(matrix @ np.array([weights.get(c, 0.0) for c in columns], np.float32))
    return _choices(groups, table, matrix, columns, share)


def _choices(groups: list[Group], table: Table, matrix: Array, columns: list[str], share: Array) -> dict[int, Choice]:
    """The best candidate of each group, for each of its mentions."""
    out = {}
    for number, group in enumerate(groups):
        start, end = table.bounds[number], table.bounds[number + 1]
        best = start + int(np.argmax(share[start:end]))
        if group.core and not _meets(matrix[best], columns):
            continue
        near = table.units[start:end] @ table.units[best] > np.cos(50 / EARTH_KM)
        total = float(share[start:end][near].sum())
        said = [c for c, v in zip(columns, matrix[best].tolist(), strict=True) if c in _REASONS and v > 0.3]
        choice = Choice(
            int(table.index[best]), total, "; ".join(dict.fromkeys(_REASONS[c] for c in said)) or "population"
        )
        out.update(dict.fromkeys(group.mentions, choice))
    return out


def _meets(row: Array, columns: list[str]) -> bool:
    """A place known by a part of its name only is believed where other names, or the area behind it, are near."""
    values = dict(zip(columns, row.tolist(), strict=True))
    return bool(values.get("near80", 0.0) > 0.3 or values["inside"] > 0 or values.get("admin1-mass", 0.0) > 0.6)
