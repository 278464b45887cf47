"""The actor knowledge: tables of names, loaded once and looked up by phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from detente.entities import names
from detente.entities.lexer import Pieces
from detente.entities.model import KINDS, Entry, Office, Person
from detente.errors import ConfigError

#: Tables in the order in which they are read; a user's folder may hold any of them.
TABLES = (
    "states", "former_states", "seats", "organisations", "groups", "roles", "leaders", "ministers", "figures",
    "cities", "not_actors", "ambiguous", "spellings", "common_words",
    "combining",
)  # fmt: skip
_RANK = {kind: i for i, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell whether an ambiguous name is meant: "Georgia" beside "Tbilisi", not beside "Atlanta"."""

    country: str
    wanted: frozenset[str]  #: any of these words in the text speaks for it
    unwanted: frozenset[str]  #: any of these speaks against it


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables, indexed. Build it with `Knowledge.load`; it is read-only and may be shared by threads."""

    phrases: Mapping[str, tuple[Entry, ...]]  #: normalised name -> meanings, most likely kind first
    longest: Mapping[str, int]  #: first word of a name -> most words of any name that begins so
    cities: Mapping[str, tuple[str, str, str]]  #: normalised name -> (name, country, "city" or "area")
    ambiguous: Mapping[str, Cue]  #: name as written -> cue
    offices: Mapping[tuple[str, str], tuple[tuple[Office, Person], ...]]  #: (country, role) -> holders
    states: Mapping[str, Entry]  #: country code -> the state
    spellings: Mapping[str, str]
    combining: Mapping[str, Entry]  #: "russo": Russia, before a hyphen
    common: frozenset[str]  #: ordinary words that are surnames too: "may", "king"

    @classmethod
    def load(cls, folder: str = "") -> Knowledge:
        """The tables of the package, extended or overridden by those in `folder`.

        Args:
            folder: holds any of our tables by the same file name; a name that stands there means only what it says
                there. Empty = none.

        Raises:
            ConfigError: the folder is missing, or a table of the package is.
        """
        own = {table: list(_package_rows(table)) for table in TABLES}
        user = {table: list(_folder_rows(folder, table)) for table in TABLES} if folder else {}
        spellings = {r["variant"]: r["word"] for r in own["spellings"] + user.get("spellings", [])}
        phrases, states = names.index(own, spellings)
        if user:
            theirs, their_states = names.index(user, spellings)
            phrases |= theirs
            states |= their_states
        cities = {r["key"]: (r["name"], r["country"], r["kind"]) for r in own["cities"]}
        for r in user.get("cities", []):
            cities[" ".join(Pieces(r["name"], spellings).norms)] = (r["name"], r["country"], r.get("kind") or "city")
        cues = {r["name"]: _cue(r) for r in own["ambiguous"] + user.get("ambiguous", [])}
        return cls(
            phrases={key: tuple(sorted(found, key=lambda e: _RANK[e.kind])) for key, found in phrases.items()},
            longest=_longest(phrases, cities),
            cities=cities,
            ambiguous=cues,
            offices=_offices(phrases),
            states=states,
            spellings=spellings,
            combining={
                r["form"].lower(): replace(states[r["country"]], kind="adjective")
                for r in own["combining"] + user.get("combining", [])
            },
            common=frozenset(r["word"] for r in own["common_words"] + user.get("common_words", [])),
        )

    def look_up(self, key: str) -> tuple[Entry, ...]:
        """All meanings of a normalised name; a city only if nothing else bears the name."""
        found = self.phrases.get(key, ())
        if not found and (city := self.cities.get(key)):
            size = key.count(" ") + 1
            return (Entry("city", city[0], city[1], capitals=(0, size - 1) if size > 1 else (0,), table="cities.tsv"),)
        return found

    def override(self, **tables: object) -> Knowledge:
        """A copy with some indexes replaced, for tests."""
        return replace(self, **tables)  # type: ignore[arg-type]


def _package_rows(table: str) -> Iterator[dict[str, str]]:
    try:
        text = resources.files("detente").joinpath("knowledge", f"{table}.tsv").read_text("utf-8")
    except FileNotFoundError as err:
        raise ConfigError("E042", name=f"{table}.tsv") from err
    return _rows(text)


def _folder_rows(folder: str, table: str) -> Iterator[dict[str, str]]:
    path = Path(folder)
    if not path.is_dir():
        raise ConfigError("E006", folder)
    file = path / f"{table}.tsv"
    return _rows(file.read_text("utf-8")) if file.is_file() else iter(())


def _rows(text: str) -> Iterator[dict[str, str]]:
    lines = text.split("\n")
    header = lines[0].rstrip("\r").split("\t")
    for line in lines[1:]:
        if line.strip():
            yield dict(zip(header, line.rstrip("\r").split("\t"), strict=False))


def _cue(row: Mapping[str, str]) -> Cue:
    words = [frozenset(filter(None, row.get(column, "").split("|"))) for column in ("for", "against")]
    return Cue(row["country"], words[0], words[1])


def _longest(*indexes: Mapping[str, object]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for index in indexes:
        for key in index:
            first, _, rest = key.partition(" ")
            size = rest.count(" ") + 2 if rest else 1
            if sizes.get(first, 0) < size:
                sizes[first] = size
    return sizes


def _offices(phrases: Mapping[str, list[Entry]]) -> dict[tuple[str, str], tuple[tuple[Office, Person], ...]]:
    held: dict[tuple[str, str], dict[tuple[str, int], tuple[Office, Person]]] = defaultdict(dict)
    for found in phrases.values():
        for entry in found:
            for person in entry.persons:
                for office in person.offices:
                    held[office.country, office.role][person.name, office.start] = (office, person)
    return {key: tuple(sorted(spells.values(), key=lambda s: s[0].start)) for key, spells in held.items()}
