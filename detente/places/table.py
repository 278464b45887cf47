"""Candidates of all names of a document as one table of features."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from detente.places.gazetteer import Array, Gazetteer
from detente.places.groups import Group
from detente.places.records import FEATURES, INDEX_BITS, IS_ALIAS, IS_SHORT, NONE

_RADII = (25.0, 80.0, 250.0)  #: kilometres within which other names support a candidate
EARTH_KM = 6371.0

#: Features of the first round.
OWN = (
    "population", "population*city", "population*admin", "population*admin1", "population*local", "relative",
    "largest", "largest*local", "great", "great*local", "city", "admin1", "admin2", "country", "site", "region",
    "curated", "alias", "short", "capital", "capital*local", "capital*speaks", "capital*abroad", "twin", "inside",
    "outside", "inside-country", "country-named", "country-share", "admin1-named", "cue", "core*city",
)  # fmt: skip
#: Features of later rounds: what the other names, as far as resolved, say.
SUPPORT = (
    "pairs", "pairs-share", "near25", "near80", "near250", "near25-share", "near80-share", "admin1-mass",
    "country-mass", "admin1-share", "country-share2", "alone-far",
)  # fmt: skip


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
    def build(cls, groups: list[Group], gazetteer: Gazetteer, local: bool) -> Table:
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
        own = own_features(groups, postings, rows, bounds, group, country, admin1, local)
        return cls(index, group, bounds.tolist(), weight, units, country, admin1, point, own)

    def softmax(self, scores: Array) -> Array:
        """Probability of each candidate within its group."""
        starts = np.array(self.bounds[:-1])
        top = np.maximum.reduceat(scores, starts)
        raised = np.exp(scores - top[self.group])
        out: Array = raised / np.add.reduceat(raised, starts)[self.group]
        return out

    def best(self, share: Array) -> Array:
        """The likeliest candidate of each group."""
        pairs = itertools.pairwise(self.bounds)
        return np.array([start + int(np.argmax(share[start:end])) for start, end in pairs], np.int64)

    def support(self, share: Array) -> Array:
        """How much of the other groups' probability speaks for each candidate, n x len(SUPPORT)."""
        mass = share * self.weight
        others = self.group[:, None] != self.group[None, :]
        dots = self.units @ self.units.T
        points = mass * self.point
        near = [((dots > np.cos(r / EARTH_KM)) & others) @ points for r in _RADII]
        same1 = ((self.admin1[:, None] == self.admin1[None, :]) & others & (self.admin1 >= 0)[:, None]) @ mass
        same0 = ((self.country[:, None] == self.country[None, :]) & others & (self.country > 0)[:, None]) @ mass
        total = np.maximum(0.5, others @ mass)
        small = self.point
        pairs = self._pairs(dots, others) * small
        columns = [
            np.log1p(pairs), pairs / max(1.0, len(self.bounds) - 2.0),
            *(np.log1p(n) * small for n in near), near[0] / total * small, near[1] / total * small,
            np.log1p(same1), np.log1p(same0), same1 / total, same0 / total, (near[2] < 0.2) * small,
        ]  # fmt: skip
        return np.stack(columns, 1).astype(np.float32)

    def _pairs(self, dots: Array, others: Array) -> Array:
        """How many other names have some candidate within 40 km, names of few meanings counting more.

        Probabilities do not enter: Paris and Henry County are both likelier elsewhere, yet they meet in Tennessee.
        """
        starts = np.array(self.bounds[:-1])
        meets = (dots > np.cos(40 / EARTH_KM)) & others & (self.point > 0)[None, :]
        meets_group = np.logical_or.reduceat(meets, starts, axis=1)
        sizes = np.diff(self.bounds)
        worth = self.weight[starts] / (1 + sizes / 4)
        out: Array = meets_group @ worth
        return out


def own_features(
    groups: list[Group], postings: Array, rows: Array, bounds: Array, group: Array, country: Array, admin1: Array,
    local: bool,
) -> Array:  # fmt: skip
    """First-round features, n x len(OWN)."""
    feature = rows["feature"].astype(np.int64)
    index = (postings & INDEX_BITS).astype(np.int64)
    population = rows["population"].astype(np.float32) / 3  # log10, about 0.5 to 2.4
    kinds = {name: (feature == number).astype(np.float32) for number, name in enumerate(FEATURES)}
    top = np.maximum.reduceat(population, bounds[:-1])[group]
    columns: dict[str, Array] = dict.fromkeys(OWN, np.zeros(len(index), np.float32))
    known: dict[str, Array] = {
        "population": population, "population*city": population * kinds["city"],
        "population*admin1": population * kinds["admin1"],
        "great": (rows["population"] > 5.7).astype(np.float32) * kinds["city"],
        "curated": (rows["rank"] == 3).astype(np.float32),
        "population*admin": population * (kinds["admin1"] + kinds["admin2"]), "relative": population - top,
        "largest": (population == top).astype(np.float32), "city": kinds["city"], "admin1": kinds["admin1"],
        "admin2": kinds["admin2"], "country": kinds["country"], "site": kinds["site"],
        "region": kinds["region"] + kinds["water"] + kinds["continent"],
        "alias": ((postings & IS_ALIAS) > 0).astype(np.float32),
        "short": ((postings & IS_SHORT) > 0).astype(np.float32),
        # By its name of today: "Salisbury" is hardly ever Harare. TR-News, untuned half: .912 -> .915 within 161 km.
        "capital": ((rows["rank"] == 2) & ((postings & IS_ALIAS) == 0)).astype(np.float32),
    }  # fmt: skip
    columns |= known
    columns |= _hierarchy(groups, index, feature, bounds, country, admin1)
    columns |= _named(groups, index, feature, group, country, admin1)
    for name in ("population", "largest", "capital", "great"):
        columns[f"{name}*local"] = columns[name] * float(local)
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
    out: Array = (near @ town) & np.isin(feature, (1, 2)).astype(bool)
    return out


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
