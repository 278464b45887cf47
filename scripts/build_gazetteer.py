"""Compile detente/places/data: facts about places -> a memory-mapped index.

    python scripts/build_gazetteer.py ../shared/data/knowledge/gazetteer.tsv.xz

Reads the base list (GeoNames and others), country_names.tsv beside it, and our own tables sites.tsv, areas.tsv,
corrections.tsv and aliases.tsv in detente/places/data. Writes places.npy, keys.npy, checks.npy, postings.npy,
names.bin and meta.json there. Deterministic: the same tables give the same bytes.
"""

from __future__ import annotations

import csv
import json
import lzma
import math
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from detente.places.names import fold, key
from detente.places.records import FEATURES, IS_ADJECTIVE, IS_ALIAS, IS_SHORT, NONE, PLACE

DATA = Path(__file__).parents[1] / "detente" / "places" / "data"
#: Countries where villages below 1,000 inhabitants are kept: local news in English, or fighting that makes them news.
SMALL = frozenset(
    {
        *("US", "CA", "GB", "IE", "AU", "NZ", "UA", "SY", "YE", "AF", "IR", "IQ", "IL", "PS", "LB", "AM", "AZ", "GE"),
        *("SD", "SS", "ET", "SO", "NG", "ML", "BF", "NE", "CD", "MM", "PK", "KP", "KR", "LY", "MZ", "RU"),
    }
)
#: Countries whose second-level areas keep their own record even where a town of the same name stands in them.
KEEP_AREAS = frozenset(["USA", "GBR", "IRL", "CAN", "AUS", "NZL", "HRV"])
#: A small town that bears the name of a part of the world this wide is never what news means: "Middle East" in Baltimore.
VAST_KM = 800
LATIN = re.compile(r"^[\u0020-\u024f\u1e00-\u1eff’‘ʻʼ–-]+$")
CODE = re.compile(r"^[A-Z]{2,4}$|^[a-z]|\d")
TYPE = re.compile(
    r"^(?:state of|province of|republic of|autonomous republic of|provincia de|departamento de|estado de|region of)\s+"
    r"|\s+(?:province|oblast|krai|kray|governorate|region|republic|respublika|sheng|shi|zizhiqu|prefecture|district|state"
    r"|department|voivodeship|county|federal district|division|territory|autonomous region|autonomous republic)$",
    re.I,
)
ENGLISH_TYPE = re.compile(r"^[A-Z][A-Za-z' -]+ (?:Province|Oblast|Krai|Governorate|Republic|Prefecture|Region|State)$")
BARE_SUFFIX = re.compile(r" (?:Sheng|Shi|Zizhiqu|Province|State)$")


@dataclass(frozen=True)
class Entry:
    """A place before compilation."""

    feature: str
    name: str
    lat: float
    lon: float
    country: str  # alpha-3, or "" for none
    population: int = 0
    geonames: int = 0
    admin1: str = ""  # country code + GeoNames admin1 code
    radius: float = 0.0
    rank: int = 0
    names: tuple[tuple[str, int], ...] = field(default=())  # folded name, flags


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of our own tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def main(argv: list[str]) -> int:
    """Build all files; returns the exit status."""
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    base_path = Path(argv[1])
    codes = alpha3(base_path.parent / "country_names.tsv")
    entries = base_entries(base_path, codes)
    entries = drop_doubles(entries)
    entries = with_radius(entries) + site_entries()
    entries = add_aliases(without_famous(entries))
    entries.sort(key=lambda e: (FEATURES.index(e.feature), e.country, -e.population, e.name))
    write(entries)
    return 0


def alpha3(path: Path) -> dict[str, tuple[str, str]]:
    """ISO alpha-2 -> (alpha-3, capital)."""
    out = {}
    for line in path.read_text("utf-8").splitlines():
        parts = line.split("\t")
        out[parts[1]] = ("KOS" if parts[0] == "XKX" else parts[0], parts[4])
    return out


def base_entries(path: Path, codes: dict[str, tuple[str, str]]) -> list[Entry]:
    """The base list, pruned, with coordinates corrected."""
    kinds = {"C": "country", "A": "admin1", "B": "admin2", "P": "city", "R": "region", "K": "continent"}
    fixed = {row["geonames"]: (row["lat"], row["lon"]) for row in table("corrections.tsv")}
    sites = table("sites.tsv")
    skip_regions = {row["name"] for row in sites}
    vast = {fold(row["name"]) for row in sites if float(row["radius_km"]) >= VAST_KM}
    demonyms: dict[str, list[str]] = {}
    found = []
    with lzma.open(path, "rt", encoding="utf-8") as handle:
        next(handle)
        for line in handle:
            kind, ident, lat, lon, pop, cc, admin1, name, aliases = line.rstrip("\n").split("\t")[:9]
            if kind == "D":
                demonyms[ident] = [a for a in aliases.split("|") if a]
                continue
            if ident in fixed:
                lat, lon = fixed[ident]
            population = int(pop or 0)
            if lat == "" or (kind == "R" and name in skip_regions) or not LATIN.match(name):
                continue
            if kind == "P" and population < 1000 and not (cc in SMALL and cc != "CN"):
                continue
            if kind == "P" and population < 20_000 and fold(name) in vast:
                continue
            country, capital = codes.get(cc, ("", ""))
            rank = 2 if kind == "P" and capital and fold(name) == fold(capital) and population > 500 else 0
            found.append(
                Entry(
                    kinds[kind], shown(name, aliases, kind), float(lat), float(lon), country,
                    population if kind not in "RK" else 0, int(ident or 0), f"{country}.{admin1}" if admin1 else "",
                    rank=rank, names=names_of(kind, name, aliases.split("|"), population, cc),
                )
            )  # fmt: skip
    best: dict[str, int] = defaultdict(int)
    for entry in found:
        if entry.rank == 2:
            best[entry.country] = max(best[entry.country], entry.population)
    # Only the largest namesake is the capital.
    found = [replace(e, rank=0) if e.rank and e.population < best[e.country] else e for e in found]
    return [with_demonyms(e, demonyms) for e in found]


def with_demonyms(entry: Entry, demonyms: dict[str, list[str]]) -> Entry:
    """A country answers to its inhabitants' name too, marked as such."""
    if entry.feature != "country":
        return entry
    known = {name for name, _ in entry.names}
    extra = [(fold(a), IS_ADJECTIVE) for a in demonyms.get(str(entry.geonames), []) if fold(a) and fold(a) not in known]
    return replace(entry, names=entry.names + tuple(dict.fromkeys(extra)))


def shown(name: str, aliases: str, kind: str) -> str:
    """The name for people: an English form of a first-level area's name where the list has one."""
    name = name.strip()
    if kind != "A":
        return name
    if BARE_SUFFIX.search(name) and not name.endswith(("Province", "State")):
        return BARE_SUFFIX.sub("", name)
    if re.search(r"oblast|kray|Respublika", name):
        return next((a for a in aliases.split("|") if ENGLISH_TYPE.match(a)), name)
    return name


def names_of(kind: str, name: str, aliases: list[str], population: int, cc: str) -> tuple[tuple[str, int], ...]:
    """Folded names with flags, main name first."""
    out = {fold(name): 0}
    limit = 0
    if kind in "CAKR":
        limit = 60
    elif kind == "B":
        limit = 6
    elif population >= 100_000:
        limit = 40
    elif population >= 15_000:
        limit = 8
    elif population >= 5_000 or (cc in SMALL and cc not in ("US", "CA", "GB", "AU", "NZ", "IE")):
        limit = 3
    kept = 0
    for alias in aliases:
        if kept >= limit or not alias or not LATIN.match(alias) or (kind != "C" and CODE.search(alias)):
            continue
        if alias.startswith(("Condado", "Gorod ", "Comte", "Contea")) or len(alias) > 40:
            continue
        if len(alias) < 3 and kind != "C":
            continue
        folded = fold(alias)
        if folded and folded not in out:
            out[folded] = IS_ALIAS
            kept += 1
    if kind in "AB":
        for folded in list(out):
            bare = fold(TYPE.sub("", folded))
            if len(bare) > 2 and bare not in out:
                out[bare] = 0 if kind == "A" else IS_ALIAS
    return tuple((n, flag) for n, flag in out.items() if n and not n.isdigit())


def drop_doubles(entries: list[Entry]) -> list[Entry]:
    """Without second-level areas that bear the name of a town inside them, where the town is what news means."""
    towns: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.feature == "city":
            towns[entry.country, entry.names[0][0]].append(entry)
    out = []
    for entry in entries:
        if entry.feature == "admin2" and entry.country not in KEEP_AREAS:
            near = (t for name, _ in entry.names for t in towns.get((entry.country, name), ()))
            if any(abs(t.lat - entry.lat) + abs(t.lon - entry.lon) < 0.6 for t in near):
                continue
            if entry.population < 1000:
                continue
        out.append(entry)
    return out


def with_radius(entries: list[Entry]) -> list[Entry]:
    """Each entry with a radius in km: from its area where known, else an equal share, else from its population."""
    own = {(r["country"], fold(r["admin1"])): float(r["area_km2"]) for r in table("areas.tsv")}
    count: dict[tuple[str, str], int] = defaultdict(int)
    for entry in entries:
        count[entry.country, entry.feature] += 1
    out = []
    for entry in entries:
        if entry.feature == "city":
            radius = max(1.5, 0.01 * math.sqrt(entry.population))
        elif entry.feature == "continent":
            radius = 3000.0
        elif entry.feature == "region":
            radius = 500.0
        else:
            total = own.get((entry.country, ""), 1000.0)
            named = None
            if entry.feature == "admin1":
                named = next((own[entry.country, n] for n, _ in entry.names if (entry.country, n) in own), None)
            share = total
            if entry.feature != "country":
                share = named or total / max(1, count[entry.country, entry.feature])
            radius = math.sqrt(share / math.pi)
            if entry.feature == "admin2":
                radius = min(80.0, max(5.0, radius))
        out.append(replace(entry, radius=round(radius, 1)))
    return out


def site_entries() -> list[Entry]:
    """Our own table of sites, waters, regions, former names."""
    out = []
    for row in table("sites.tsv"):
        names = {fold(row["name"]): 0}
        for alias in (row["aliases"] or "").split("|"):
            if fold(alias):
                names.setdefault(fold(alias), 0)
        for word in (row["adjectives"] or "").split("|"):
            if fold(word):
                names.setdefault(fold(word), IS_ADJECTIVE)
        out.append(
            Entry(
                row["feature"], row["name"], float(row["lat"]), float(row["lon"]), row["country"],
                radius=float(row["radius_km"]), rank=3, names=tuple(names.items()),
            )
        )  # fmt: skip
    return out


def without_famous(entries: list[Entry]) -> list[Entry]:
    """Towns without other names that a site of ours bears: "White House" is no name of Casablanca in the news."""
    famous = {e.names[0][0]: e.country for e in entries if e.rank == 3}
    out = []
    for entry in entries:
        if entry.feature == "city":
            kept = [
                (n, f) for n, f in entry.names if not (f & IS_ALIAS and famous.get(n, entry.country) != entry.country)
            ]
            entry = replace(entry, names=tuple(kept))
        out.append(entry)
    return out


def add_aliases(entries: list[Entry]) -> list[Entry]:
    """Entries with the names of aliases.tsv: former names, spellings, abbreviations, words for inhabitants."""
    flags = {"main": 0, "name": IS_ALIAS, "short": IS_ALIAS | IS_SHORT, "adjective": IS_ADJECTIVE}
    by_id = {e.geonames: i for i, e in reversed(list(enumerate(entries))) if e.geonames}
    by_name: dict[tuple[str, str, str], int] = {}
    for main_name in (True, False):
        for i in sorted(range(len(entries)), key=lambda i: -entries[i].population):
            for name, flag in entries[i].names:
                if (flag == 0) == main_name:
                    by_name.setdefault((entries[i].feature, entries[i].country, name), i)
    countries = {e.country: i for i, e in enumerate(entries) if e.feature == "country"}
    out = list(entries)
    absent: list[str] = []
    for row in table("aliases.tsv"):
        if row["of"] == "*":
            index = countries.get(row["country"])
        elif row["of"].isdigit():
            index = by_id.get(int(row["of"]))
        else:
            index = by_name.get((row["feature"], row["country"], fold(row["of"])))
        if index is None:
            absent.append(f"aliases.tsv: no {row['feature']} named {row['of']!r} in {row['country']}")
            continue
        names = dict(out[index].names)
        if row["of"].isdigit() and row["feature"] == "admin1" and row["kind"] == "name":
            out[index] = replace(out[index], name=row["aliases"].split("|")[0])
        for alias in row["aliases"].split("|"):
            names[fold(alias)] = 0 if names.get(fold(alias)) == 0 else flags[row["kind"]]
        out[index] = replace(out[index], names=tuple(names.items()))
    if absent:
        raise SystemExit("\n".join(absent))
    return out


def write(entries: list[Entry]) -> None:
    """The compiled files."""
    countries = ["", *sorted({e.country for e in entries} - {""})]
    admin1 = {e.admin1: i for i, e in enumerate(entries) if e.feature == "admin1"}
    places = np.zeros(len(entries), PLACE)
    blob = bytearray()
    postings = []
    for i, entry in enumerate(entries):
        places[i] = (
            entry.lat, entry.lon, entry.geonames, len(blob), math.log10(entry.population + 1), min(entry.radius, 6e4),
            admin1.get(entry.admin1, NONE), countries.index(entry.country), FEATURES.index(entry.feature), entry.rank,
        )  # fmt: skip
        blob += entry.name.encode()
        postings += [(*key(name), i | flag) for name, flag in entry.names]
    postings.sort()
    np.save(DATA / "places.npy", places)
    np.save(DATA / "keys.npy", np.array([p[0] for p in postings], "<u4"))
    np.save(DATA / "checks.npy", np.array([p[1] for p in postings], "u1"))
    np.save(DATA / "postings.npy", np.array([p[2] for p in postings], "<u4"))
    (DATA / "names.bin").write_bytes(bytes(blob))
    meta = {"countries": countries, "places": len(entries), "names": len(postings)}
    (DATA / "meta.json").write_text(json.dumps(meta), "utf-8")
    size = sum(p.stat().st_size for p in DATA.iterdir() if p.suffix in (".npy", ".bin"))
    print(f"{len(entries)} places, {len(postings)} names, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
