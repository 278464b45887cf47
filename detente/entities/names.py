"""Rows of the tables -> an index from normalised names to what they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from detente.entities.model import Entry, Office, Person, first_day, last_day
from detente.entities.phrases import Phrases, normal
from detente.entities.succession import close_terms

Rows = Mapping[str, list[dict[str, str]]]

#: Family name first: the surname is the first word.
_FAMILY_FIRST = {"CHN", "PRK", "KOR", "TWN", "KHM"}
#: No surname can be told from the name.
_NO_SURNAME = {"MMR", "VNM", "IDN", "ISL", "MNG", "ETH", "THA", "BRN", "MYS"}
_PARTICLES = {
    "al",
    "bin",
    "ibn",
    "ben",
    "de",
    "van",
    "von",
    "der",
    "den",
    "dos",
    "da",
    "di",
    "du",
    "la",
    "le",
    "el",
    "abu",
    "ould",
    "ter",
}
_GENERATION = {"i", "ii", "iii", "iv", "v", "vi", "x", "xvi", "xxiii", "xii", "xiv", "jr", "sr"}
_SECTORS = {
    "army chief": "MIL", "general": "MIL", "commander": "MIL", "house speaker": "LEG", "parliament speaker": "LEG",
    "senate majority leader": "LEG", "leader of the opposition": "OPP", "chief prosecutor": "JUD",
    "intelligence chief": "SPY", "police chief": "COP", "senator": "LEG", "member of parliament": "LEG",
    "opposition leader": "OPP", "shadow home secretary": "OPP", "shadow chancellor": "OPP",
    "shadow foreign secretary": "OPP", "party leader": "PTY", "leader of the house": "LEG",
}  # fmt: skip


def index(tables: Rows, spellings: Mapping[str, str]) -> tuple[Phrases, dict[str, Entry], dict[str, Person]]:
    """(normalised name -> entries, country code -> the state, persons by name), of all tables but the cities."""
    builder = _Builder(spellings)
    for row in tables["states"]:
        builder.add_state(row)
    for row in tables["former_states"]:
        builder.add_former(row)
    for row in tables["seats"]:
        builder.add_names(
            row["names"], Entry("seat", "", row["country"] or None, _list(row["sectors"]), table="seats.tsv")
        )
    for table in ("organisations", "igos"):
        for row in tables[table]:
            builder.add_organisation(row, f"{table}.tsv")
    for row in tables["groups"]:
        builder.add_group(row)
    for row in tables["roles"]:
        builder.add_role(row)
    for row in tables["not_actors"]:
        builder.add_names(row["phrase"], Entry("block", "", table="not_actors.tsv"))
    for table in ("leaders", "ministers", "figures"):
        for row in tables[table]:
            builder.add_office(row, f"{table}.tsv")
    close_terms(builder.people.values())
    builder.add_people()
    return builder.phrases, builder.states, builder.people


def keys(tables: Rows, spellings: Mapping[str, str]) -> set[str]:
    """The normalised names that the tables hold themselves: no surnames, which others may share."""
    columns = {
        "states": ("name", "aliases", "adjectives", "demonyms", "capital"), "seats": ("names",),
        "former_states": ("name", "aliases", "adjectives", "demonyms"), "organisations": ("names",),
        "igos": ("names",), "groups": ("name", "adjective", "plural"), "roles": ("role", "plural"),
        "not_actors": ("phrase",), "leaders": ("name", "aliases"), "ministers": ("name", "aliases"),
        "figures": ("name", "aliases"),
    }  # fmt: skip
    out = set()
    for table, wanted in columns.items():
        for row in tables.get(table, ()):
            names = [name for column in wanted for name in _list(row[column]) if name[0] != "*"]
            out |= {normal(name.removeprefix("the ").lstrip("?"), spellings) for name in names}
    return out


def _list(cell: str) -> tuple[str, ...]:
    if "|" not in cell:
        return (cell,) if cell else ()
    return tuple([part for part in cell.split("|") if part])


class _Builder:
    """Collects entries; holds the state of one `index` call."""

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self.phrases = Phrases(spellings)
        self.add = self.phrases.add
        self.states: dict[str, Entry] = {}
        self.people: dict[str, Person] = {}
        self.short: dict[str, set[str]] = defaultdict(set)  # person -> names that are enough alone
        self.full: dict[str, set[str]] = defaultdict(set)

    def add_names(self, cell: str, like: Entry) -> None:
        """Enter all names of a cell; the first is the canonical one."""
        listed = _list(cell)
        for name in dict.fromkeys(listed):
            self.add(name, like, listed[0].lstrip("?"))

    def add_state(self, row: Mapping[str, str]) -> None:
        code, wikidata, name = row["iso3"], row.get("wikidata") or None, row["name"]
        state = Entry("state", name, code, (), wikidata, table="states.tsv")
        self.states[code] = state
        for alias in dict.fromkeys((name, *_list(row["aliases"]))):
            self.add(alias.removeprefix("the "), state)
        for kind, column in (("adjective", "adjectives"), ("demonym", "demonyms"), ("capital", "capital")):
            sectors = ("GOV",) if kind == "capital" else ()
            for alias in _list(row[column]):
                entry = Entry(kind, name, code, sectors, wikidata, plural=kind == "demonym", table="states.tsv")
                self.add(alias, entry)

    def add_former(self, row: Mapping[str, str]) -> None:
        like = Entry(
            "state", row["name"], row["successor"], start=first_day(row["from"]), end=last_day(row["to"]),
            table="former_states.tsv",
        )  # fmt: skip
        for alias in (row["name"], *_list(row["aliases"])):
            self.add(alias, like)
        for alias in _list(row["adjectives"]):
            self.add(alias, Entry("adjective", row["name"], row["successor"], table="former_states.tsv"))
        for alias in _list(row["demonyms"]):
            self.add(alias, Entry("demonym", row["name"], row["successor"], plural=True, table="former_states.tsv"))

    def add_organisation(self, row: Mapping[str, str], table: str) -> None:
        country = row["country"] if row["country"] != "*" else None
        like = Entry(
            "org", "", country or None, _list(row["sectors"]), row.get("wikidata") or None,
            first_day(row.get("from", "")), last_day(row.get("to", "")), table=table,
        )  # fmt: skip
        self.add_names(row["names"], like)

    def add_group(self, row: Mapping[str, str]) -> None:
        like = Entry("group", row["name"], row["country"] or None, _list(row["sectors"]), table="groups.tsv")
        for name in dict.fromkeys((row["name"], row["adjective"])):
            self.add(name, like)
        if row["plural"]:
            plural = Entry("group", row["name"], like.country, like.sectors, plural=True, table="groups.tsv")
            self.add(row["plural"], plural)

    def add_role(self, row: Mapping[str, str]) -> None:
        sectors, kind, weak = _list(row["sectors"]), row["kind"], row.get("weak") == "yes"
        said = row.get("country") or ""
        land, homes = (None, _list(said[1:])) if said.startswith("?") else (said or None, ())
        base = Entry("role", row["role"], land, sectors, role_kind=kind, weak=weak, homes=homes, table="roles.tsv")
        group = replace(base, plural=True)
        self.add(row["role"], group if kind == "group" else base)
        if row["plural"] and row["plural"] != row["role"]:
            self.add(row["plural"], group)

    def add_office(self, row: Mapping[str, str], table: str) -> None:
        name = row["name"]
        person = self.people.setdefault(name, Person(name, row.get("wikidata") or None))
        role = row.get("office") or row.get("note") or ""
        sectors = _list(row["sectors"]) if "sectors" in row else (_SECTORS.get(role, "GOV"),)
        if role == "party leader" and table == "leaders.tsv":
            sectors = ("GOV",)  # of a state with one party
        note = f"{row['from'] or '?'}..{row['to']}" if row["from"] or row["to"] else ""
        start, end = first_day(row["from"]), last_day(row["to"])
        person.offices.append(Office(role, row["country"], sectors, start, end, table, note))
        for alias in _list(row["aliases"]):
            (self.short if alias.startswith("*") else self.full)[name].add(alias.lstrip("*"))

    def add_people(self) -> None:
        """Enter the names of all persons: full, short and surnames."""
        surnames: dict[tuple[str, bool], list[Person]] = defaultdict(list)
        nobody: set[str] = set()
        for name, person in self.people.items():
            person.offices.sort(key=lambda office: office.start)
            country = person.offices[-1].country
            short, others = self.short.get(name, nobody), self.full.get(name, nobody)
            singles = {name} if " " not in name and name not in short else set()
            like = Entry("person", name, country, persons=(person,), table=person.offices[-1].table)
            for full in {name, *others} - singles:
                self.add(full, like)
                self._without_article(full, like, others)
            for one in short:
                surnames[one, True].append(person)
            for surname in _surnames(name, country) | singles:
                if surname not in short:
                    surnames[surname, False].append(person)
        for (surname, famous), persons in surnames.items():
            self.add(surname, Entry("surname", surname, persons=tuple(persons), famous=famous, table="leaders.tsv"))

    def _without_article(self, full: str, like: Entry, others: set[str]) -> None:
        """ "Bashar al-Assad" is also "Bashar Assad"."""
        short = full.replace(" al-", " ").replace(" el-", " ")
        if short != full and short not in others:
            self.add(short, like)


def _surnames(name: str, country: str) -> set[str]:
    """Short forms under which a person may stand after a title: "Kofi Annan" -> {"Annan"}."""
    words = name.split()
    if len(words) < 2 or country in _NO_SURNAME:
        return set()
    if country in _FAMILY_FIRST and words[0] not in {
        "Chris",
        "Carrie",
        "John",
        "Syngman",
        "Joseph",
        "Jack",
        "Jimmy",
        "Joshua",
        "Agnes",
    }:
        return {words[0]} if len(words[0]) > 2 else set()
    last = len(words) - 1
    if words[last].lower().strip(".") in _GENERATION:  # "Charles III": "Charles", of use beside a title
        return {words[last - 1]}
    out = {words[last]}
    if words[last].lower().startswith(("al-", "el-")):
        out.add(words[last][3:])
    first = last
    while first > 1 and words[first - 1].lower().strip("-") in _PARTICLES:
        first -= 1
    if first < last:
        out.add(" ".join(words[first:]))
        out.discard(words[last]) if words[last - 1].lower() not in {"al", "el"} else None
    return {word for word in out if len(word) > 2}
