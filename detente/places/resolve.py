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
from detente.places.publishers import Home
from detente.places.table import EARTH_KM, OWN, SUPPORT, Table

#: Names weighed against each other at once: memory grows with the square. An article has some 20, a book thousands.
_TOGETHER = 200
#: Log odds for a small place in the publisher's country, and again near its town: e to 1, enough to break a tie only.
#: Tried: 1 below 100,000 people, 1 and 2 below 300,000. With "BBC" as the publisher of all of LGL, which is American, none
#: lost anything; as shipped .841 -> .842 within 161 km.
_HOME = 1.0
_HOME_KM = 150.0
_SMALL = 5.5  #: log10 of the population below which a place is small
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
    rounds: tuple[dict[str, float], ...], home: Home | None = None,
) -> dict[int, Choice]:  # fmt: skip
    """Span number -> what it refers to, for every span that the gazetteer knows.

    `home` is the publisher's: where a name's best reading is a small place, one near home is preferred to its like.
    """
    groups = group_names(words, spans, probabilities, gazetteer, cues)
    local = is_local(words, spans, groups, gazetteer)
    out: dict[int, Choice] = {}
    for first in range(0, len(groups), _TOGETHER):
        out |= _resolve_together(groups[first : first + _TOGETHER], local, gazetteer, rounds, home)
    return out


def _resolve_together(
    groups: list[Group], local: bool, gazetteer: Gazetteer, rounds: tuple[dict[str, float], ...], home: Home | None
) -> dict[int, Choice]:
    """The names of one stretch of text, each round knowing the answers of the one before."""
    table = Table.build(groups, gazetteer, local)
    share = np.zeros(len(table.index), np.float32)
    matrix, columns = table.own, list(OWN)
    doubtful, hint = _near_home(table, gazetteer, home)
    moved = np.zeros(len(share), bool)
    for number, weights in enumerate(rounds):
        if number:
            matrix, columns = np.hstack([table.own, table.support(share)]), list(OWN) + list(SUPPORT)
        scores = matrix @ np.array([weights.get(c, 0.0) for c in columns], np.float32)
        share = table.softmax(scores)
        if hint.any():
            best = table.best(share)
            share = table.softmax(scores + hint * doubtful[best][table.group])
            moved[:] = False
            moved[np.setdiff1d(table.best(share), best)] = True
    return _choices(groups, table, matrix, columns, share, moved)


def _near_home(table: Table, gazetteer: Gazetteer, home: Home | None) -> tuple[Array, Array]:
    """(which candidates may yield to one near home, log odds that the publisher's home adds to small places)."""
    rows = gazetteer.places[table.index]
    small = np.isin(rows["feature"], (2, 3)) & (rows["population"] < _SMALL)
    doubtful = small | (table.own[:, OWN.index("alias")] > 0)  # Harare by its old name Salisbury
    if home is None or home.country not in gazetteer.countries:
        return doubtful, np.zeros(len(rows), np.float32)
    hint = (table.country == gazetteer.countries.index(home.country)).astype(np.float32)
    if home.lat is not None and home.lon is not None:
        lat, lon = np.radians(home.lat), np.radians(home.lon)
        town = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], np.float32)
        hint += table.units @ town > np.cos(_HOME_KM / EARTH_KM)
    return doubtful, _HOME * hint * small


def _choices(
    groups: list[Group], table: Table, matrix: Array, columns: list[str], share: Array, moved: Array
) -> dict[int, Choice]:
    """The best candidate of each group, for each of its mentions; `moved` marks those that the publisher's home chose."""
    out = {}
    for number, (group, best) in enumerate(zip(groups, table.best(share).tolist(), strict=True)):
        start, end = table.bounds[number], table.bounds[number + 1]
        if group.core and not _meets(matrix[best], columns):
            continue
        near = table.units[start:end] @ table.units[best] > np.cos(50 / EARTH_KM)
        total = float(share[start:end][near].sum())
        said = [c for c, v in zip(columns, matrix[best].tolist(), strict=True) if c in _REASONS and v > 0.3]
        reasons = list(dict.fromkeys(_REASONS[c] for c in said)) + ["the publisher's home"] * bool(moved[best])
        choice = Choice(int(table.index[best]), total, "; ".join(reasons) or "population")
        out.update(dict.fromkeys(group.mentions, choice))
    return out


def _meets(row: Array, columns: list[str]) -> bool:
    """A place known by a part of its name only is believed where other names, or the area behind it, are near."""
    values = dict(zip(columns, row.tolist(), strict=True))
    return bool(values.get("near80", 0.0) > 0.3 or values["inside"] > 0 or values.get("admin1-mass", 0.0) > 0.6)
