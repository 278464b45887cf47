"""Names -> gazetteer places, decided together over the whole document.

Each name's candidates are scored by a conditional logit. The first round knows population, kind, hierarchy ("Oxford,
Mississippi") and the countries and states that the document names; later rounds also know how much of the probability
of the other names lies near, or in the same area. Compare Lieberman and Samet (2012), "Adaptive context features for
toponym resolution in streaming news", whose window of context is here the document.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from detente.places.candidates import Span, Words
from detente.places.cues import Cues
from detente.places.gazetteer import Array, Gazetteer
from detente.places.records import FEATURES, INDEX_BITS, IS_ADJECTIVE, IS_ALIAS, IS_SHORT, NONE

_MOST = 40  #: candidates a name; Springfield has 25 in the compiled gazetteer
_RADII = (25.0, 80.0, 250.0)  #: kilometres within which other names support a candidate
_EARTH = 6371.0
_AREA = {"county": "admin2", "parish": "admin2", "district": "admin2", "borough": "admin2"}
_FIRST = {"province", "state", "oblast", "governorate", "region", "krai", "republic", "prefecture"}
_TOWNS = {"city", "town", "village", "suburb", "port", "municipality", "capital"}


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
    if not groups:
        return {}
    table = Table.build(groups, gazetteer)
    share = np.zeros(len(table.index), np.float32)
    matrix, columns = table.own, list(OWN)
    for number, weights in enumerate(rounds):
        if number:
            matrix, columns = np.hstack([table.own, table.support(share)]), list(OWN) + list(SUPPORT)
        share = table.softmax(matrix @ np.array([weights.get(c, 0.0) for c in columns], np.float32))
    return _choices(groups, table, matrix, columns, share)


def _choices(
    groups: list[Group], table: Table, matrix: Array, columns: list[str], share: Array
) -> dict[int, Choice]:
    """The best candidate of each group, for each of its mentions."""
    out = {}
    for number, group in enumerate(groups):
        start, end = table.bounds[number], table.bounds[number + 1]
        best = start + int(np.argmax(share[start:end]))
        near = table.units[start:end] @ table.units[best] > np.cos(50 / _EARTH)
        total = float(share[start:end][near].sum())
        said = [c for c, v in zip(columns, matrix[best].tolist(), strict=True) if c in REASONS and v > 0.3]
        choice = Choice(int(table.index[best]), total, "; ".join(REASONS[c] for c in said) or "population")
        out.update(dict.fromkeys(group.mentions, choice))
    return out


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
        rows = _allowed_rows(spans[mentions[0]].rows, gazetteer)
        cue = next((c for c in (_cue(words, spans[i], cues) for i in mentions) if c), "")
        speaks = any(_speaks(words, spans[i], cues) for i in mentions)
        out.append(Group(tuple(mentions), rows, weight, area, cue, speaks, spans[mentions[0]].core))
    return out


def _allowed_rows(rows: Array, gazetteer: Gazetteer) -> Array:
    """The candidates worth weighing: a demonym only where nothing else bears the name; the most populous forty."""
    plain = rows[(rows & IS_ADJECTIVE) == 0]
    rows = plain if len(plain) else rows
    if len(rows) <= _MOST:
        return rows
    order = np.argsort(-gazetteer.places["population"][rows & INDEX_BITS].astype(np.float32), kind="stable")
    return rows[np.sort(order[:_MOST])]


def _qualifier(words: Words, spans: list[Span], number: int, gazetteer: Gazetteer) -> frozenset[int]:
    """Countries or first-level areas named right behind a span: "Oxford, Mississippi", "Tripoli (Lebanon)"."""
    out: set[int] = set()
    span = spans[number]
    for other in spans[number + 1 : number + 3]:
        gap = words.texts[span.end : other.start]
        if len(gap) != 1 or gap[0] not in (",", "("):
            break
        index = other.rows[(other.rows & IS_ADJECTIVE) == 0] & INDEX_BITS
        kinds = gazetteer.places["feature"][index]
        out.update(index[(kinds <= 2)].tolist())
        span = other
        if (kinds <= 1).any():
            break
    return frozenset(out)


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


OWN = (
    "population", "population*city", "relative", "largest", "city", "admin1", "admin2", "country", "site", "region",
    "alias", "short", "capital", "capital*speaks", "capital*abroad", "twin", "inside", "outside", "inside-country", "country-named", "country-share",
    "admin1-named", "cue", "core*city",
)  # fmt: skip
SUPPORT = ("near25", "near80", "near250", "near25-share", "near80-share", "admin1-mass", "country-mass", "admin1-share",
           "country-share2", "alone-far")  # fmt: skip
REASONS = {
    "inside": "named with its area", "inside-country": "named with its country", "near25": "near other names",
    "near80": "near other names", "admin1-named": "its state is named", "country-named": "its country is named",
    "capital": "capital", "cue": "kind of place named beside it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """All candidates of all groups, as arrays of equal length sorted by group."""

    index: Array  #: rows of the gazetteer
    group: Array  #: number of the group
    bounds: list[int]  #: where each group starts; one more at the end
    weight: Array  #: of the group
    units: Array  #: unit vectors, n x 3
    country: Array
    admin1: Array
    point: Array  #: 1 where the place is small enough to lie near another
    own: Array  #: features of the first round, n x len(OWN)

    @classmethod
    def build(cls, groups: list[Group], gazetteer: Gazetteer) -> Table:
        """Arrays and first-round features of the candidates."""
        postings = np.concatenate([g.rows for g in groups])
        sizes = [len(g.rows) for g in groups]
        bounds = np.concatenate([[0], np.cumsum(sizes)])
        index = (postings & INDEX_BITS).astype(np.int64)
        rows = gazetteer.places[index]
        group = np.repeat(np.arange(len(groups)), sizes)
        lat, lon = np.radians(rows["lat"]), np.radians(rows["lon"])
        units = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1).astype(np.float32)
        feature = rows["feature"].astype(np.int64)
        admin1 = np.where(feature == 1, index, rows["admin1"].astype(np.int64))
        admin1 = np.where(admin1 == NONE, -1, admin1)
        weight = np.repeat(np.array([g.weight for g in groups], np.float32), sizes)
        point = np.isin(feature, (2, 3, 4)).astype(np.float32)
        country = rows["country"].astype(np.int64)
        own = _own_features(groups, postings, rows, bounds, group, country, admin1)
        return cls(index, group, bounds.tolist(), weight, units, country, admin1, point, own)

    def softmax(self, scores: Array) -> Array:
        """Probability of each candidate within its group."""
        starts = np.array(self.bounds[:-1])
        top = np.maximum.reduceat(scores, starts)
        raised = np.exp(scores - top[self.group])
        return raised / np.add.reduceat(raised, starts)[self.group]

    def support(self, share: Array) -> Array:
        """How much of the other groups' probability speaks for each candidate, n x len(SUPPORT)."""
        mass = share * self.weight
        others = self.group[:, None] != self.group[None, :]
        dots = self.units @ self.units.T
        points = mass * self.point
        near = [((dots > np.cos(r / _EARTH)) & others) @ points for r in _RADII]
        same1 = ((self.admin1[:, None] == self.admin1[None, :]) & others & (self.admin1 >= 0)[:, None]) @ mass
        same0 = ((self.country[:, None] == self.country[None, :]) & others & (self.country > 0)[:, None]) @ mass
        total = np.maximum(0.5, others @ mass)
        small = self.point
        columns = [
            *(np.log1p(n) * small for n in near), near[0] / total * small, near[1] / total * small,
            np.log1p(same1), np.log1p(same0), same1 / total, same0 / total, (near[2] < 0.2) * small,
        ]  # fmt: skip
        return np.stack(columns, 1).astype(np.float32)


def _own_features(
    groups: list[Group], postings: Array, rows: Array, bounds: Array, group: Array, country: Array, admin1: Array
) -> Array:
    """First-round features, n x len(OWN)."""
    feature = rows["feature"].astype(np.int64)
    index = (postings & INDEX_BITS).astype(np.int64)
    population = rows["population"].astype(np.float32) / 7
    kinds = {name: (feature == number).astype(np.float32) for number, name in enumerate(FEATURES)}
    top = np.maximum.reduceat(population, bounds[:-1])[group]
    columns = dict.fromkeys(OWN, np.zeros(len(index), np.float32))
    columns |= {
        "population": population, "population*city": population * kinds["city"], "relative": population - top,
        "largest": (population == top).astype(np.float32), "city": kinds["city"], "admin1": kinds["admin1"],
        "admin2": kinds["admin2"], "country": kinds["country"], "site": kinds["site"],
        "region": kinds["region"] + kinds["water"] + kinds["continent"],
        "alias": ((postings & IS_ALIAS) > 0).astype(np.float32), "short": ((postings & IS_SHORT) > 0).astype(np.float32),
        "capital": (rows["rank"] == 2).astype(np.float32),
    }  # fmt: skip
    columns |= _hierarchy(groups, index, feature, bounds, country, admin1)
    columns |= _named(groups, index, feature, group, country, admin1)
    cue = np.array([g.cue for g in groups])[group]
    names = np.array([f if f != "region" else "water" for f in FEATURES])[feature]
    columns["cue"] = 2.0 * ((cue == names) & (cue != "")).astype(np.float32)
    columns["capital*speaks"] = columns["capital"] * np.array([g.speaks for g in groups], np.float32)[group]
    foreign = sum(1 for g, s in zip(groups, bounds, strict=False) if feature[s] == 0) >= 2
    columns["capital*abroad"] = columns["capital"] * float(foreign)
    columns["twin"] = _twins(rows, feature, group) * (cue == "")
    core = np.array([g.core for g in groups])[group].astype(np.float32)
    columns["core*city"] = core * kinds["city"]
    return np.stack([columns[name] for name in OWN], 1)


def _twins(rows: Array, feature: Array, group: Array) -> Array:
    """1 for an area that shares its name with a town inside it: "Damascus" alone is the town."""
    lat, lon = rows["lat"].astype(np.float32), rows["lon"].astype(np.float32)
    near = (np.abs(lat[:, None] - lat[None, :]) < 0.8) & (np.abs(lon[:, None] - lon[None, :]) < 1.0)
    near &= group[:, None] == group[None, :]
    town = (feature == 3) & (rows["population"] > 4.3)
    return (near @ town) & np.isin(feature, (1, 2)).astype(bool)


def _hierarchy(
    groups: list[Group], index: Array, feature: Array, bounds: Array, country: Array, admin1: Array
) -> dict[str, Array]:
    """Whether a candidate lies in the area that the text names right behind it."""
    inside, outside, lands = (np.zeros(len(index), np.float32) for _ in range(3))
    at = {int(i): n for n, i in enumerate(index)}
    for number, group in enumerate(groups):
        if not group.areas:
            continue
        span = slice(bounds[number], bounds[number + 1])
        states = [a for a in group.areas if a in at and feature[at[a]] == 1]
        nations = {int(country[at[a]]) for a in group.areas if a in at and feature[at[a]] == 0}
        in_state = np.isin(admin1[span], states) & (feature[span] > 1)
        in_land = np.isin(country[span], list(nations)) & (feature[span] > 0)
        inside[span], lands[span] = in_state, in_land
        if states or nations:
            outside[span] = ~(in_state | in_land)
    # Scaled up, so that the penalty on large weights spares what is nearly a proof.
    return {"inside": 4 * inside, "outside": 4 * outside, "inside-country": 4 * lands}


def _named(
    groups: list[Group], index: Array, feature: Array, group: Array, country: Array, admin1: Array
) -> dict[str, Array]:
    """Whether the document names, elsewhere, the country or the first-level area that a candidate lies in."""
    count = np.array([len(g.mentions) * g.weight for g in groups], np.float32)[group]
    lands: dict[int, float] = defaultdict(float)
    states: dict[int, float] = defaultdict(float)
    for i in np.flatnonzero(feature <= 1).tolist():
        if feature[i] == 0:
            lands[int(country[i])] += float(count[i])
        else:
            states[int(index[i])] += float(count[i])
    total = max(1.0, sum(lands.values()))
    own_land = np.where(feature == 0, count, 0)
    own_state = np.where(feature == 1, count, 0)
    land = np.array([lands.get(int(c), 0.0) for c in country], np.float32) - own_land
    state = np.array([states.get(int(a), 0.0) for a in admin1], np.float32) - own_state
    return {
        "country-named": np.log1p(np.maximum(0, land)).astype(np.float32),
        "country-share": (np.maximum(0, land) / total).astype(np.float32),
        "admin1-named": np.log1p(np.maximum(0, state)).astype(np.float32),
    }
