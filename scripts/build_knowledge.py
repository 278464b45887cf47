"""Build the derived tables of detente/knowledge from the written ones and from public facts.

    python scripts/build_knowledge.py [--facts ../shared/data/knowledge]

Writes states.tsv, leaders.tsv, organisations.tsv, igos.tsv and cities.tsv. All other tables are kept by hand.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import lzma
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from detente.entities.lexer import Pieces

HERE = Path(__file__).resolve().parents[1]
KNOWLEDGE = HERE / "detente" / "knowledge"
MONTHS = [*(dt.date(2000, month, 1).strftime("%B").lower() for month in range(1, 13)), "sep", "oct"]
Row = dict[str, str]

#: Correlates of War codes whose ISO code cannot be read from a current list of states.
COW_SUCCESSORS = {
    "58": "ATG", "255": "DEU", "260": "DEU", "265": "DEU", "345": "SRB", "315": "CZE", "316": "CZE", "678": "YEM",
    "680": "YEM", "679": "YEM", "816": "VNM", "817": "VNM", "347": "KOS", "365": "RUS", "340": "SRB", "713": "TWN",
    "626": "SSD", "625": "SDN", "490": "COD", "341": "MNE", "732": "KOR", "731": "PRK",
}  # fmt: skip
#: World Factbook country codes of states whose name there differs from ours.
FIPS = {
    "cf": "COG", "cg": "COD", "ct": "CAF", "cv": "CPV", "ga": "GMB", "iv": "CIV", "tp": "STP", "fm": "FSM", "bf": "BHS",
    "dr": "DOM", "ez": "CZE", "vt": "VAT", "ae": "ARE", "bm": "MMR", "kv": "KOS", "gg": "GEO", "kg": "KGZ",
}  # fmt: skip
FACTBOOK_OFFICES = {
    "prime minister": "prime minister", "president": "president", "king": "king", "chancellor": "chancellor",
    "premier": "prime minister", "emir": "emir", "amir": "emir", "sultan": "sultan", "emperor": "emperor",
}  # fmt: skip
#: REIGN counts occupiers as leaders of the state that they ruled.
FOREIGN_RULERS = {
    "Tommy Ray Franks", "Jay Garner", "Paul Bremer", "MacArthur", "Matthew Bunker Ridgway", "Bob Denard",
    "Nasser (president of UAR)", "Saddam Hussein|KUW",
}  # fmt: skip
#: Larger than this, in inhabitants, a city counts as known to a reader; below a namesake is too likely.
CITY_MIN = 100_000
#: A name belongs to the largest city that bears it if that is so many times larger than the next abroad.
CITY_MARGIN = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, default=HERE.parent / "shared" / "data" / "knowledge")
    facts = parser.parse_args().facts
    states = build_states(facts)
    save("states", states)
    save("leaders", build_leaders(facts, states))
    organisations = build_organisations(facts, states)
    save("organisations", organisations)
    save("igos", build_igos(facts, organisations))
    save("cities", build_cities(facts, states))


def read(path: Path, delimiter: str = "\t") -> list[Row]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as handle:
        quoting = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
        return [
            {k: v or "" for k, v in row.items() if k}
            for row in csv.DictReader(handle, delimiter=delimiter, quoting=quoting)
        ]


def save(name: str, rows: list[Row]) -> None:
    path = KNOWLEDGE / f"{name}.tsv"
    header = list(rows[0])
    lines = ["\t".join(header), *("\t".join(row[h] for h in header) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows")


def plain(text: str) -> str:
    """Lower case, without accents and punctuation, for matching names between tables."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", ascii_text.lower()).strip()


def build_states(facts: Path) -> list[Row]:
    """Our written names with ISO alpha-2, Correlates of War, Gleditsch-Ward and FIPS codes."""
    iso2 = {r["iso3"]: r["iso2"] for r in read(facts / "cow2iso.txt", ",") if r["iso3"]}
    iso2 |= {
        r[0]: r[1] for r in (line.split("\t") for line in (facts / "country_names.tsv").read_text("utf-8").splitlines())
    }
    cow = {r["iso3"]: r["cow_id"] for r in read(facts / "cow2iso.txt", ",") if r["iso3"] and not r["valid_until"]}
    cow |= {"KOS": "347", "SRB": "345", "TWN": "713", "LIE": "223", "MCO": "221"}
    cow |= {"ATG": "58"}  # printed there as Antarctica's
    cow.pop("MAC", None)  # printed there with North Macedonia's
    gw = {str(int(float(r["gwcode"]))) for r in read(facts / "states_gw.csv", ",") if r["enddate"] >= "2017"}
    out = []
    fips = factbook_codes(facts)
    for row in read(KNOWLEDGE / "written" / "states.tsv"):
        iso = row["iso3"]
        code = cow.get(iso, "")
        out.append({
            "iso3": iso, "iso2": "XK" if iso == "KOS" else iso2.get(iso, ""), "cow": code,
            "gw": gw_code(code, gw), "fips": fips.get(plain(row["name"]), fips.get(iso, "")).upper(),
            **{k: row[k] for k in ("wikidata", "name", "aliases", "adjectives", "demonyms", "capital")},
            "origin": "hand; codes: Correlates of War, Gleditsch-Ward, World Factbook",
        })  # fmt: skip
    return out


def gw_code(cow: str, known: set[str]) -> str:
    """Gleditsch-Ward numbers follow Correlates of War save for a few."""
    code = {"255": "260", "679": "678", "816": "816"}.get(cow, cow)
    return code if code in known else ""


def factbook_codes(facts: Path) -> dict[str, str]:
    codes = {plain(r["country"]): r["gec"] for r in read(facts / "leaders_current.csv", ",")}
    return codes | {iso: gec for gec, iso in FIPS.items()}


def build_leaders(facts: Path, states: list[Row]) -> list[Row]:
    """Written leaders first; then REIGN's and the Factbook's where the written table has nobody."""
    rows = []
    codes = {row["iso3"] for row in states}
    reign = [spell for spell in reign_spells(facts) if spell["country"] in codes]
    used: set[int] = set()
    written = read(KNOWLEDGE / "written" / "leaders.tsv")
    for row in sorted(written, key=lambda r: not r["from"]):  # a dated row claims its spells first
        matches = [i for i, spell in enumerate(reign) if i not in used and same_person(row, spell)]
        used |= set(matches)
        if row["from"] or row["to"]:
            rows.append(row)
            continue
        spells = [reign[i] for i in matches if not reign[i]["to"] or reign[i]["to"][:4] <= "2021"]
        rows += [{**row, "from": s["from"], "to": s["to"], "origin": "hand; dates: REIGN 2021-3"} for s in spells]
        if not spells:
            print("  no dates:", row["country"], row["name"])
            rows.append(row)
    known = {(r["country"], word) for r in rows for word in plain(f"{r['name']} {r['aliases']}").split()}
    rows += [spell for i, spell in enumerate(reign) if i not in used and reign_is_new(spell, rows)]
    for row in factbook_leaders(facts, states):
        words = plain(row["name"]).split()
        if (row["country"], words[-1]) not in known:
            known |= {(row["country"], words[-1])}
            rows.append(row)
    header = ("country", "name", "aliases", "office", "from", "to", "origin")
    return sorted(({h: r[h] for h in header} for r in rows), key=lambda r: (r["country"], r["from"], r["name"]))


def reign_spells(facts: Path) -> Iterator[Row]:
    """One row a spell in office; consecutive rows of one leader are joined."""
    iso = {r["cow_id"]: r["iso3"] for r in read(facts / "cow2iso.txt", ",") if r["iso3"]}
    iso |= COW_SUCCESSORS
    for r in read(facts / "leaders_1945_2021_reign.csv", ","):
        unwanted = r["stateabb"] in {"SNM", "SWZ"} or re.search("unta|ouncil|Government", r["leader"])
        if not r["syear"] or unwanted or FOREIGN_RULERS & {r["leader"], f"{r['leader']}|{r['stateabb']}"}:
            continue
        start = f"{int(r['syear']):04}-{int(r['smonth']):02}-{int(r['sdate'] or 1):02}"
        ongoing = r["eyear"] == "2021" and r["emonth"] in {"3", "4"}
        end = "" if ongoing or not r["eyear"] else f"{int(r['eyear']):04}-{int(r['emonth']):02}"
        name = re.sub(r"\(.*", "", r["leader"]).strip(" ,")
        name = " ".join(reversed(name.split(", "))) if ", " in name else name
        yield {
            "country": iso.get(r["ccode"], ""), "name": name, "aliases": "", "office": "leader", "from": start,
            "to": end, "origin": "REIGN 2021-3",
        }  # fmt: skip


def same_person(written: Row, spell: Row) -> bool:
    """The written row and REIGN's mean one person: same state, and REIGN's words are among the names we know."""
    if written["country"] != spell["country"]:
        return False
    if written["from"] and spell["from"] and not overlap(written, spell):
        return False
    names = [plain(n.lstrip("*")) for n in (written["name"], *written["aliases"].split("|")) if n]
    theirs = plain(spell["name"])
    squeezed = theirs.replace(" ", "")
    return any(
        squeezed == n.replace(" ", "")
        or set(theirs.split()) <= set(n.split())
        or (n.split()[-1] in theirs.split() and initials_agree(n.split(), theirs.split()))
        or (squeezed.endswith(n.replace(" ", "")) and len(n) > 4)
        for n in names
    )


def initials_agree(ours: list[str], theirs: list[str]) -> bool:
    """REIGN writes "E. Kenny", "Vicente Fox Quesada", "Gandhi, I.": no other first name stands beside the surname."""
    others = [word for word in theirs if word not in ours]
    return (
        len(theirs) > 1
        and all(len(w) > 1 or w == ours[0][0] for w in others)
        and (ours[0] in theirs or theirs[0] == ours[-1] or theirs[0] == ours[0][0])
    )


def overlap(a: Row, b: Row) -> bool:
    return (a["from"] or "0") <= (b["to"] or "9") and (b["from"] or "0") <= (a["to"] or "9")


def reign_is_new(spell: Row, rows: list[Row]) -> bool:
    """Nobody whom we wrote down covers this spell under (nearly) the same name."""
    last = plain(spell["name"]).split()[-1]
    return not any(
        r["country"] == spell["country"] and overlap(r, spell) and last in plain(r["name"] + " " + r["aliases"]).split()
        for r in rows
    )


def factbook_leaders(facts: Path, states: list[Row]) -> Iterator[Row]:
    """Those in office in the World Factbook of early 2026. The surname is written in capitals there."""
    iso = {row["fips"].lower(): row["iso3"] for row in states if row["fips"] and row["cow"]}
    for r in read(facts / "leaders_current.csv", ","):
        title = r["title_name"]
        office = next((ours for theirs, ours in FACTBOOK_OFFICES.items() if title.lower().startswith(theirs)), None)
        words = title.split()
        capitals = [i for i, w in enumerate(words) if w.isupper() and len(w) > 2]
        if r["gec"] not in iso or office is None or not capitals or "represented" in title:
            continue
        first = next((i for i, w in enumerate(words) if w.lower() not in {"prime", "minister", *FACTBOOK_OFFICES}), 0)
        name = " ".join(w.title() if w.isupper() else w for w in words[first : capitals[-1] + 1]).strip(" ,")
        if len(name.split()) < 2 or re.search(r"\b(and|of|the|Prince|I+|Iii|Minister|Xvi|Iv|Vi|Ii)\b", name):
            continue
        yield {
            "country": iso[r["gec"]], "name": name, "aliases": "", "office": office, "from": since(r["since"]),
            "to": "",
            "origin": "World Factbook",
        }  # fmt: skip


def since(text: str) -> str:
    """ "since 6 May 2024" -> 2024-05-06, with the precision given."""
    match = re.search(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", text)
    if not match:
        return ""
    day, month, year = match.groups()
    if not month:
        return year
    number = MONTHS.index(month.lower()) + 1
    number = {13: 9, 14: 10}.get(number, number)
    return dt.date(int(year), number, int(day)).isoformat() if day else f"{year}-{number:02}"


def build_organisations(facts: Path, states: list[Row]) -> list[Row]:
    """Written organisations, then armed groups of UCDP's actor list that are not among them."""
    ids = {plain(name): row["wikidata"] for row in read_igos(facts) for name in igo_names(row)}
    rows = read(KNOWLEDGE / "written" / "organisations.tsv")
    for row in rows:
        first = row["names"].split("|")[0]
        row["wikidata"] = ids.get(plain(first), "") if row["country"] in {"IGO", "UNO", "EUR"} else ""
    known = {plain(name) for row in rows for name in row["names"].split("|")}  # "?" before a name falls off
    country = {plain(name): r["iso3"] for r in states for name in (r["name"], *r["aliases"].split("|"))}
    known |= set(country) | {"sakartvelo"}
    country["congo"] = "COG"  # the other one is "DR Congo (Zaire)" there
    for r in read(facts / "ucdp-actor-221.csv", ","):
        land = country.get(plain(re.sub(r"\(.*?\)", "", r["Location"].split(",")[0])))
        written = [r[column].strip().replace("’", "'") for column in ("NameOrigFullEng", "NameData", "NameOrigFull")]
        if r["Org"] != "1" or not land or any(len(plain(n)) > 3 and plain(n) in known for n in written):
            continue
        names = [name for name in dict.fromkeys(map(told_apart, written)) if name and plain(name) not in known]
        if not names:
            continue
        known |= {plain(n) for n in names}
        sector = "CRM" if re.search("artel|Gang", names[0]) else "REB"
        rows.append({
            "names": "|".join(names), "country": land, "sectors": sector, "from": "", "to": "",
            "origin": "UCDP Actor 22.1", "wikidata": "",
        })  # fmt: skip
    header = ("names", "country", "sectors", "from", "to", "wikidata", "origin")
    return [{h: row[h] for h in header} for row in rows]


def usable(name: str) -> bool:
    """A name that is its bearer's alone: two words with capitals at least, or an abbreviation of four letters."""
    if re.search(
        r"faction|forces of|upporters|pponents|Government|Republic|[^\w' -]|^n/a|Opposition|community|clan", name
    ):
        return False
    capitals = [w for w in re.split(r"[ -]", name) if w[:1].isupper()]
    return len(capitals) >= 3 or (name.isupper() and len(name) >= 4) or (len(capitals) == 2 and len(name) > 12)


def told_apart(name: str) -> str:
    """The name as the table has it: as it is, "?" before one that others may bear, "" for a mere description."""
    if usable(name):
        return name
    described = re.search(
        r"faction|forces|supporters|opponents|government|republic|[^\w' -]|opposition|communit|clan\b|insurgents|"
        r"^n/a|rebels|militia|division|gang\b|\d|irregulars",
        name,
        re.IGNORECASE,
    )
    proper = bool(name) and all(w[:1].isupper() or w in {"of", "the", "de", "for", "al"} for w in name.split())
    return f"?{name}" if proper and not described and len(name) > 2 else ""


def read_igos(facts: Path) -> list[Row]:
    """International organisations of Supraverden, without research facilities and joint undertakings."""
    unwanted = re.compile(
        "ERIC|Joint Undertaking|Research Infrastructure|Executive Agency|Study Group|International Committee of the Red"
    )
    out = []
    for row in read(facts / "igo_supraverden.csv", ","):
        row["wikidata"] = row["wikidata"] if re.fullmatch(r"Q\d+", row["wikidata"]) else ""
        if not unwanted.search(f"{row['name']}|{row['others']}") and row["type"].startswith("International"):
            out.append(row)
    return out


def igo_names(row: Row) -> list[str]:
    """Names that are the organisation's alone: three words, or an abbreviation of four letters."""
    listed = [row["name"], row["abbr"], *row["others"].split("|")]
    listed = [re.sub(r"\s+", " ", name.replace("’", "'").replace("‐", "-")).strip() for name in listed]
    good = [n for n in listed if len(re.findall(r"[A-Z]\w+", n)) >= 3 or (n.isupper() and n.isalpha() and len(n) >= 4)]
    return list(dict.fromkeys(n for n in good if "/" not in n and "," not in n))


def build_igos(facts: Path, organisations: list[Row]) -> list[Row]:
    """International organisations that nobody has written down, with their Wikidata identifiers."""
    known = {plain(name) for row in organisations for name in row["names"].split("|")}
    sectors = {
        "Court|Tribunal": "JUD",
        "Bank|Fund|Monetary|Investment": "BUS",
        "Parliament": "LEG",
        "Health|Medic": "MED",
    }
    out = []
    for row in read_igos(facts):
        names = [name for name in igo_names(row) if plain(name) not in known]
        if not names or plain(row["name"]) in known:
            continue
        known |= {plain(name) for name in names}
        family = row["family"]
        country = "EUR" if family.startswith("EU ") else "UNO" if family.startswith("UN ") else "IGO"
        sector = next((code for words, code in sectors.items() if re.search(words, row["name"])), "")
        out.append({
            "names": "|".join(names), "country": country, "sectors": sector, "from": "", "to": "",
            "wikidata": row["wikidata"], "origin": "Supraverden",
        })  # fmt: skip
    return sorted(out, key=lambda r: (r["country"], r["names"]))


def build_cities(facts: Path, states: list[Row]) -> list[Row]:
    """Cities and first-level areas whose name belongs clearly to one state: GeoNames."""
    iso3 = {row["iso2"]: row["iso3"] for row in states}
    ours = {
        plain(n)
        for row in states
        for n in f"{row['name']}|{row['aliases']}|{row['adjectives']}|{row['demonyms']}".split("|")
    }
    names: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
    with lzma.open(facts / "gazetteer.tsv.xz", "rt", encoding="utf-8") as handle:
        for line in handle:
            kind, _, _, _, population, code, _, name, aliases = line.rstrip("\n").split("\t")
            if kind not in "PA" or code not in iso3 or not population.isdigit():
                continue
            people = int(population)
            wanted = {name} | (set(aliases.split("|")) if people > 2_000_000 or kind == "A" else set())
            for alias in wanted:
                if re.fullmatch(r"[A-Z][\w'’-]{2,}(?: [\w'’.-]+){0,3}", alias) and alias.isascii() | (alias == name):
                    names[plain(alias)].append((people, iso3[code], alias, "area" if kind == "A" else "city"))
    out = []
    spellings = {row["variant"]: row["word"] for row in read(KNOWLEDGE / "spellings.tsv")}
    common = {row["word"] for row in read(KNOWLEDGE / "common_words.tsv")}
    for key, found in names.items():
        if key in common:
            continue
        people, land, alias, kind = max(found)
        abroad = max((p for p, c, *_ in found if c != land), default=0)
        if people >= CITY_MIN and people >= CITY_MARGIN * abroad and key not in ours:
            lookup = " ".join(Pieces(alias, spellings).norms)
            out.append({"key": lookup, "name": alias, "country": land, "kind": kind, "origin": "GeoNames"})
    written = read(KNOWLEDGE / "written" / "cities.tsv")
    for row in written:
        row["key"] = " ".join(Pieces(row["name"], spellings).norms)
    keys = {row["key"] for row in written}
    out = [row for row in out if row["key"] not in keys]
    out += [{h: row[h] for h in ("key", "name", "country", "kind", "origin")} for row in written]
    return sorted(out, key=lambda r: (r["country"], r["name"]))


if __name__ == "__main__":
    main()
