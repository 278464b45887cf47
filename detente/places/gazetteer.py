"""The gazetteer: names -> what they may refer to, mapped from disk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.errors import ConfigError
from detente.places.names import fold, key
from detente.places.records import FEATURES, INDEX_BITS, IS_ADJECTIVE, IS_ALIAS, IS_SHORT, NONE

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One place of the gazetteer."""

    index: int  #: its row
    name: str  #: canonical name
    lat: float
    lon: float
    feature: str  #: country | admin1 | admin2 | city | site | water | region | continent
    country: str | None  #: ISO 3166 alpha-3, KOS for Kosovo
    admin1: str | None  #: name of the first-level area
    population: int  #: rounded to about 0.1 per cent; 0 = unknown
    radius_km: float
    geonames_id: str | None
    is_alias: bool = False  #: the name looked up is not its main name
    is_adjective: bool = False  #: the name looked up is a demonym


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places and an index of their folded names. Arrays are mapped read-only, so workers share the pages."""

    places: Array  #: records.PLACE, one row a place
    keys: Array  #: sorted 32-bit hashes of folded names
    checks: Array  #: 8 more bits of each hash
    postings: Array  #: place index with flags, in the order of `keys`
    names: Array  #: UTF-8 bytes of the canonical names, one after the other
    countries: tuple[str, ...]  #: alpha-3 by index; "" at 0

    @classmethod
    def load(cls) -> Gazetteer:
        """The gazetteer of the package.

        Raises:
            ConfigError: a compiled table is missing.
        """
        folder = resources.files("detente.places") / "data"
        arrays = {}
        with resources.as_file(folder) as path:
            for name in ("places", "keys", "checks", "postings"):
                try:
                    arrays[name] = np.asarray(
                        np.load(path / f"{name}.npy", mmap_mode="r")
                    )  # indexing a memmap costs more
                except FileNotFoundError as err:
                    raise ConfigError("E042", name=f"places/data/{name}.npy") from err
            names = np.asarray(np.memmap(path / "names.bin", np.uint8, "r"))
            meta = json.loads((path / "meta.json").read_text("utf-8"))
        return cls(**arrays, names=names, countries=tuple(meta["countries"]))

    def lookup(self, name: str) -> tuple[Record, ...]:
        """All places that bear a name or spelling, most populous first; case and accents do not matter."""
        found = self.find([fold(name)])[0]
        records = [self.record(int(posting)) for posting in found]
        return tuple(sorted(records, key=lambda r: (r.is_adjective, -r.population, r.is_alias, r.index)))

    def find(self, folded: Sequence[str]) -> list[Array]:
        """Postings (index with flags, uint32) of each folded name; an empty array where it is unknown."""
        hashes = [key(name) for name in folded]
        wanted = np.array([h for h, _ in hashes], np.uint32)
        starts = np.searchsorted(self.keys, wanted, "left")
        ends = np.searchsorted(self.keys, wanted, "right")
        out = []
        for (_, check), start, end in zip(hashes, starts.tolist(), ends.tolist(), strict=True):
            rows = self.postings[start:end]
            out.append(rows[self.checks[start:end] == check] if end > start else rows)
        return out

    def name(self, index: int) -> str:
        """Canonical name of a row."""
        start = int(self.places["name"][index])
        end = int(self.places["name"][index + 1]) if index + 1 < len(self.places) else len(self.names)
        return bytes(self.names[start:end]).decode("utf-8")

    def record(self, posting: int) -> Record:
        """The place of a posting, or of a plain row number."""
        index = posting & INDEX_BITS
        row = self.places[index]
        admin1 = int(row["admin1"])
        return Record(
            index=index,
            name=self.name(index),
            lat=round(float(row["lat"]), 5),
            lon=round(float(row["lon"]), 5),
            feature=FEATURES[row["feature"]],
            country=self.countries[row["country"]] or None,
            admin1=None if admin1 == NONE else self.name(admin1),
            population=round(10 ** float(row["population"]) - 1),
            radius_km=round(float(row["radius"]), 1),
            geonames_id=str(row["geonames"]) if row["geonames"] else None,
            is_alias=bool(posting & (IS_ALIAS | IS_SHORT)),
            is_adjective=bool(posting & IS_ADJECTIVE),
        )
