"""The actor knowledge: tables of names, loaded once and looked up by phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from detente.collector import without_collector
from detente.entities import names
from detente.entities.lexer import Pieces
from detente.entities.model import Entry, Office, Person
from detente.entities.phrases import Phrases
from detente.entities.tables import TABLES, Row, folder_rows, package_rows, package_text
from detente.errors import ConfigError

#: The columns that say of which row of ours a user's row takes the place; any name in common is enough.
_KEYS = {
    "states": ("iso3",), "former_states": ("name",), "seats": ("names",), "organisations": ("names",),
    "igos": ("names",), "groups": ("name",), "roles": ("role",), "leaders": ("name",), "ministers": ("name",),
    "figures": ("name",), "given_names": ("name",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell whether an ambiguous name is meant: "Georgia" beside "Tbilisi", not beside "Atlanta"."""

    country: str
    wanted: frozenset[str]  #: any of these words in the text speaks for it
    unwanted: frozenset[str]  #: any of these speaks against it
    otherwise: str = ""  #: country of the namesake that those against it stand for: Georgia in the United States


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables, indexed. Build it with `Knowledge.load`; it is read-only and may be shared by threads."""

    phrases: Phrases  #: normalised name -> meanings, most likely kind first
    longest: Mapping[str, int]  #: first word of a name -> most words of any name that begins so
    cities: Mapping[str, tuple[str, str, str]]  #: normalised name -> (name, country, "city" or "area")
    ambiguous: Mapping[str, Cue]  #: name as written -> cue
    offices: Mapping[tuple[str, str], tuple[tuple[Office, Person], ...]]  #: (country, role) -> holders
    states: Mapping[str, Entry]  #: country code -> the state
    spellings: Mapping[str, str]
    combining: Mapping[str, Entry]  #: "russo": Russia, before a hyphen
    common: frozenset[str]  #: ordinary words that are surnames too: "may", "king"
    minorities: Mapping[str, frozenset[str]]  #: country code -> states of which people of that name are citizens too
    given: Mapping[str, str]  #: given name, in lower case -> "f" or "m"
    marks: Mapping[str, frozenset[str]]  #: country code -> words that name it: "Bolivia", "Bolivian", "Sucre"

    @classmethod
    def load(cls, folder: str = "") -> Knowledge:
        """The tables of the package, extended or overridden by those in `folder`.

        Args:
            folder: holds any of our tables by the same file name. A row there takes the place of ours with the same
                key (iso3, name, role, any of the names), and a name that stands there means only what it says there.
                Empty = none.

        Raises:
            ConfigError: the folder is missing, a table of the package is, or a table of the folder cannot be read.
        """
        with without_collector():
            own = {table: list(package_rows(table)) for table in TABLES if table != "cities"}
            if not folder:
                return cls._index(own, {})
            user = {table: list(folder_rows(folder, table)) for table in TABLES}
            try:
                return cls._index(own, user)
            except (KeyError, ValueError) as err:
                raise ConfigError("E043", folder, detail=f"{type(err).__name__} {err}") from err

    @classmethod
    def _index(cls, own: dict[str, list[Row]], user: dict[str, list[Row]]) -> Knowledge:
        both = {table: _overridden(table, own[table], user.get(table, [])) for table in own}
        spellings = {r["variant"]: r["word"] for r in both["spellings"]}
        phrases, states, people = names.index(both, spellings)
        if user:
            theirs, *_ = names.index(user, spellings)
            persons = {row["name"] for table in ("leaders", "ministers", "figures") for row in user[table]}
            for key in names.keys(user, spellings):
                kept = [m for m in phrases.meanings[key] if m[1].kind == "person" and m[1].name in persons]
                phrases.meanings[key] = kept or theirs.meanings[key]
        cities = _package_cities()
        for r in user.get("cities", []):
            cities[" ".join(Pieces(r["name"], spellings).norms)] = (r["name"], r["country"], r.get("kind") or "city")
        return cls(
            phrases=phrases,
            longest=_longest(phrases, cities),
            cities=cities,
            ambiguous={r["name"]: _cue(r) for r in both["ambiguous"]},
            offices=_offices(people),
            states=states,
            spellings=spellings,
            combining={r["form"].lower(): replace(states[r["country"]], kind="adjective") for r in both["combining"]},
            common=frozenset(r["word"] for r in both["common_words"]),
            minorities={r["country"]: frozenset(r["in"].split("|")) for r in both["minorities"]},
            given={r["name"].lower(): r["sex"] for r in both["given_names"]},
            marks={r["iso3"]: _marks(r) for r in both["states"]},
        )

    def look_up(self, key: str) -> tuple[Entry, ...]:
        """All meanings of a normalised name; a city only if nothing else bears the name."""
        found = self.phrases.get(key)
        if not found and (city := self.cities.get(key)):
            size = key.count(" ") + 1
            return (Entry("city", city[0], city[1], capitals=(0, size - 1) if size > 1 else (0,), table="cities.tsv"),)
        return found

    def override(self, **tables: object) -> Knowledge:
        """A copy with some indexes replaced, for tests."""
        return replace(self, **tables)  # type: ignore[arg-type]


def _overridden(table: str, own: list[Row], user: list[Row]) -> list[Row]:
    """Our rows without those whose place a user's row takes, then the user's."""
    if not user:
        return own
    columns = _KEYS.get(table, ())
    said = {name for row in user for column in columns for name in row[column].split("|")}
    kept = [row for row in own if not any(name in said for column in columns for name in row[column].split("|"))]
    return kept + user


#: Parts of the names of states that name none.
_NO_MARKS = frozenset({
    "New", "South", "North", "East", "West", "Republic", "United", "States", "Islands", "Saint", "City", "Central",
    "State", "Democratic", "People", "Federation", "Union", "Territory", "Territories", "Northern", "Western",
})  # fmt: skip


def _marks(row: Mapping[str, str]) -> frozenset[str]:
    """The words by which a text names a state."""
    cells = "|".join(row[column] for column in ("name", "aliases", "adjectives", "demonyms", "capital"))
    words = {word for name in cells.split("|") for word in name.split()}
    return frozenset(word for word in words if word[0].isupper() and len(word) > 1) - _NO_MARKS


def _cue(row: Mapping[str, str]) -> Cue:
    words = [frozenset(filter(None, row.get(column, "").split("|"))) for column in ("for", "against")]
    return Cue(row["country"], words[0], words[1], row.get("otherwise", ""))


def _package_cities() -> dict[str, tuple[str, str, str]]:
    """Normalised name -> (name, country, kind); by position, for the table is long and its rows are plain."""
    lines = package_text("cities").split("\n")
    cells = [line.split("\t", 4) for line in lines[1:] if line]
    return {row[0]: (row[1], row[2], row[3]) for row in cells}


def _longest(*indexes: Iterable[str]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for index in indexes:
        for key in index:
            words = key.split(" ", 1)
            size = words[1].count(" ") + 2 if len(words) > 1 else 1
            if sizes.get(words[0], 0) < size:
                sizes[words[0]] = size
    return sizes


def _offices(people: Mapping[str, Person]) -> dict[tuple[str, str], tuple[tuple[Office, Person], ...]]:
    held: dict[tuple[str, str], dict[tuple[str, int], tuple[Office, Person]]] = defaultdict(dict)
    for person in people.values():
        for office in person.offices:
            held[office.country, office.role][person.name, office.start] = (office, person)
    return {key: tuple(sorted(spells.values(), key=lambda s: s[0].start)) for key, spells in held.items()}
