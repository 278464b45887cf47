"""Who a personal name or an office means at a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from detente.entities.knowledge import Knowledge
from detente.entities.lexer import Pieces
from detente.entities.model import LAST, Entry, Office, Person, in_force
from detente.entities.scan import Context, Item

#: Days by which dates of office are taken loosely: handovers are reported early and late.
SLACK = 45
#: A famous surname stands for its bearer from so many days before the first office to so many after the last.
BEFORE, AFTER = 1000, 6000

#: Days before an elected office in which its later holder counts as candidate, or as elected if he held another before.
CANDIDATE_BEFORE, ELECTED_BEFORE = 550, 90
_ELECTED = frozenset({"president", "prime minister", "chancellor"})

#: Titles that mean the same office.
_SAME_OFFICE = {
    "premier": "prime minister", "defense minister": "defence minister", "defense secretary": "defence secretary",
    "secretary of defense": "defence secretary", "secretary of defence": "defence secretary",
    "external affairs minister": "foreign minister", "foreign affairs minister": "foreign minister",
    "minister of foreign affairs": "foreign minister", "minister for foreign affairs": "foreign minister",
    "defence secretary": "defence secretary", "home minister": "home minister", "pontiff": "pope",
}  # fmt: skip
#: Who leads a state, the first office found there counts.
_LEADERS = (
    "supreme leader", "paramount leader", "leader", "military ruler", "party leader", "general secretary", "chairman",
    "chancellor", "president", "prime minister", "king", "emir", "sultan", "shah", "emperor",
)  # fmt: skip
_OF_CONGRESS = frozenset({"representative", "congressman", "congresswoman", "house speaker", "house minority leader"})
#: Where a president leads though there is a prime minister.
_PRESIDENTIAL = frozenset({
    "RUS", "FRA", "UKR", "KOR", "EGY", "LKA", "TUN", "DZA", "SYR", "BLR", "AZE", "KAZ", "UZB", "TWN", "PER", "SEN",
    "MLI", "CIV", "CMR", "TCD", "COD", "RWA", "PSE",
})  # fmt: skip


def office_at(person: Person, day: int | None, slack: int = 0) -> Office | None:
    """The office that the person held that day, the latest begun if several; None = none, or the day is unknown."""
    held = [office for office in person.offices if in_force(office.start, office.end, day, slack)]
    return held[-1] if held else None


def standing(person: Person, day: int | None) -> tuple[str | None, tuple[str, ...], str]:
    """(country, sectors, reason) of a person at a day (ordinal; None = unknown, then the last office counts)."""
    offices = person.offices
    if day is None:
        office = offices[-1]
        return office.country, office.sectors, f"{office.role} ({office.note}), date unknown, {office.table}"
    if current := office_at(person, day):
        return current.country, current.sectors, f"{current.role} {current.note}, {current.table}"
    past = [office for office in offices if office.end < day]
    ahead = next((o for o in offices if o.role in _ELECTED and day < o.start), None)
    if ahead and ahead.start - day <= (ELECTED_BEFORE if past else CANDIDATE_BEFORE):
        return ahead.country, ("PTY",), f"candidate, later {ahead.role} {ahead.note}, {ahead.table}"
    if past:
        office = max(past, key=lambda o: o.end)
        sectors = ("ELI",) if "GOV" in office.sectors else office.sectors
        return office.country, sectors, f"former {office.role} {office.note}, {office.table}"
    office = offices[0]
    return office.country, (), f"later {office.role} {office.note}, {office.table}"


def pick(
    entries: Iterable[Entry], day: int | None, context: Context, *, title: str = "", country: str | None = None,
    former: bool = False,
) -> tuple[Person | None, str | None, str]:  # fmt: skip
    """(person, country, reason) for a surname; all None if nobody, or nobody certain, is meant.

    A surname alone is enough for somebody famous around his time in office, for somebody whose full name stands in the
    text, and after a fitting title or the name of his country; never else.

    Args:
        entries: the meanings of the surname.
        day: ordinal of the publication date.
        context: the text around.
        title: the role before the name ("president"), empty = none.
        country: the country said beside the name ("French President Hollande").
        former: the title is a former one.
    """
    candidates: list[tuple[int, Person]] = []
    for entry in entries:
        for person in entry.persons:
            if country and country not in {office.country for office in person.offices}:
                continue
            if score := _fit(person, entry.famous, day, context, title, country, former):
                candidates.append((score, person))
    if not candidates:
        return None, None, ""
    best = max(score for score, _ in candidates)
    persons = list(dict.fromkeys(person for score, person in candidates if score == best))
    if len(persons) == 1:
        return persons[0], None, "surname"
    lands = {standing(person, day)[0] for person in persons}
    if len(lands) == 1:
        return None, lands.pop(), "surname of several office holders of one state"
    return None, None, ""


def titled_people(items: Sequence[Item], pieces: Pieces, day: int | None, context: Context) -> set[Person]:
    """Persons whom a text names by title and surname: "Vice President Harris"; her surname alone then means her."""
    out: set[Person] = set()
    for title, name in pairwise(items):
        adjacent = title.last == name.first and not pieces.owns[title.last - 1]
        if title.kind != "role" or name.kind != "surname" or not adjacent or title.entries[0].plural:
            continue
        person, _, _ = pick(name.entries, day, context, title=title.entries[0].name)
        if person:
            out.add(person)
    return out


def _fit(
    person: Person, famous: bool, day: int | None, context: Context, title: str, country: str | None, former: bool
) -> int:
    """How well a bearer of the surname fits; 0 = not at all."""
    in_office = office_at(person, day, SLACK) is not None
    if person in context.people:
        if title and not _holds(person, title):  # "President Biden" beside "Jill Biden"
            return 1
        return 7 if in_office else 6
    past = day is not None and any(office.end < day for office in person.offices)
    if title:
        if not _holds(person, title):
            return 0
        if former:
            return 4 if past or day is None else 0
        if in_office:
            return 5
        return 2 if day is None or (famous and past) else 0
    near = day is None or any(in_force(o.start, o.end, day, BEFORE if o.start > day else AFTER) for o in person.offices)
    if famous and near:
        return 4 if in_office or day is None else 2
    in_office = in_office and any(office.note for office in person.offices)  # undated rows prove nothing
    known_country = country or context.countries & {office.country for office in person.offices}
    return 1 if in_office and known_country and len(person.name.split()[-1]) > 4 else 0


def _holds(person: Person, title: str) -> bool:
    wanted = canonical_office(title)
    roles = {office.role for office in person.offices}
    if wanted in _OF_CONGRESS and roles & _OF_CONGRESS:
        return True
    if wanted in roles or "leader" in roles:
        return True
    if wanted == "leader":
        return True
    heads = {
        "president",
        "prime minister",
        "chancellor",
        "military ruler",
        "head of state",
        "party leader",
        "general secretary",
        "general",
    }
    return wanted in heads and bool(roles & (heads - {"prime minister", "chancellor", "president"}))


def canonical_office(title: str) -> str:
    """One name for all titles of an office: "defense minister" -> "defence minister"."""
    title = title.lower()
    for prefix in ("acting ", "interim ", "caretaker "):
        title = title.removeprefix(prefix)
    return _SAME_OFFICE.get(title, title)


def holder(country: str, title: str, day: int | None, knowledge: Knowledge) -> tuple[Person, Office] | None:
    """Who held the office that day: "the North Korean leader" in 1995. None where none or several did.

    Args:
        country: country code.
        title: a role as in roles.tsv.
        day: ordinal; None = unknown, then nobody.
    """
    if day is None:
        return None
    office = canonical_office(title)
    if office != "leader":
        return _only(knowledge.offices.get((country, office), ()), day)
    for name in _LEADERS:
        if found := _only(knowledge.offices.get((country, name), ()), day):
            rival = name == "president" and _only(knowledge.offices.get((country, "prime minister"), ()), day)
            return None if rival and country not in _PRESIDENTIAL else found
    return None


def _only(spells: tuple[tuple[Office, Person], ...], day: int) -> tuple[Person, Office] | None:
    held = [(person, office) for office, person in spells if in_force(office.start, office.end, day)]
    if len(held) > 1:  # an end that is not known gives way to a successor
        held = [h for h in held if h[1].end != LAST] or held
    persons = {person.name for person, _ in held}
    return held[-1] if len(persons) == 1 else None
