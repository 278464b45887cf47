"""What a name may mean: entries of the knowledge tables, and persons with their offices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

FIRST = dt.date.min.toordinal()
LAST = dt.date.max.toordinal()

#: Which meaning wins where one name has several, best first.
KINDS = (
    "block",  # no actor at all: "Indian Ocean"
    "person",  # a full name
    "state",
    "org",
    "seat",  # "Kremlin"
    "capital",
    "adjective",  # "Iranian"
    "demonym",  # "Iranians"
    "group",  # "Kurdish", "Sunni": a people or a faith without a state
    "surname",
    "city",
    "role",  # "foreign minister", "rebels"
)


@dataclass(slots=True, unsafe_hash=True)  # not frozen: thousands are made at the start, twice as fast so; never changed
class Office:
    """One spell in office."""

    role: str  #: "president", "foreign minister"
    country: str
    sectors: tuple[str, ...]
    start: int  #: proleptic ordinal of the first day; FIRST = not known
    end: int  #: of the last day; LAST = still in office, or not known
    table: str
    note: str = ""  #: the dates as the table gives them


@dataclass(slots=True, eq=False)
class Person:
    """Somebody whom the tables know."""

    name: str
    wikidata: str | None = None
    offices: list[Office] = field(default_factory=list)
    famous: bool = False  #: a short form alone is enough ("Putin")


@dataclass(slots=True, unsafe_hash=True)  # as above
class Entry:
    """One meaning of one name."""

    kind: str  #: one of KINDS
    name: str  #: canonical
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    start: int = FIRST  #: in force from this day (ordinal) ...
    end: int = LAST  #: ... to this one
    capitals: tuple[int, ...] = ()  #: pieces that must begin with a capital in the text
    exact: bool = False  #: an abbreviation: must be in capitals in the text
    role_kind: str = ""  #: person | group | organisation, of a role
    plural: bool = False
    weak: bool = False  #: takes the sector of whatever it belongs to: "spokesman for the army"
    famous: bool = False  #: of a surname: enough by itself
    persons: tuple[Person, ...] = ()
    table: str = ""
    homes: tuple[str, ...] = ()  #: of a role: the states that may be meant, the first where the text names none of them
    tied: bool = False  #: meant only where the text names its state: "MAS" beside "Bolivia"


def in_force(start: int, end: int, day: int | None, slack: int = 0) -> bool:
    """True if `day` (ordinal) lies in the interval, give or take `slack` days; an unknown day is in none."""
    return day is not None and start - slack <= day <= end + slack


def first_day(text: str) -> int:
    """The ordinal of the first day that "1991", "1991-12" or "1991-12-25" may mean; FIRST if empty."""
    if not text:
        return FIRST
    year, month, day = [*text.split("-"), "1", "1"][:3]
    return dt.date(int(year), int(month), int(day)).toordinal()


def last_day(text: str) -> int:
    """The ordinal of the last day that a date of any precision may mean; LAST if empty."""
    if not text:
        return LAST
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts).toordinal()
    if len(parts) == 1:
        return dt.date(parts[0], 12, 31).toordinal()
    year, month = parts
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following.toordinal() - 1
