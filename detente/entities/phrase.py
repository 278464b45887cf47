"""Reads one noun phrase: from the names and role words in it to a country and sectors.

"two senior Turkish army officers": the head says what kind of actor ("army officers": MIL), the modifiers say whose
("Turkish": TUR). Ties that are no membership ("Iran-backed", "pro-Iranian", "ethnic Albanians") give no country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.entities.knowledge import Knowledge
from detente.entities.lexer import Pieces
from detente.entities.model import Entry, Person, in_force
from detente.entities.people import canonical_office, holder, office_at, pick, standing
from detente.entities.scan import LEADING, SITUATED, STANCES, TIED, Context, Item
from detente.entities.succession import seat

#: The office is no longer held.
FORMER = frozenset({
    "former", "ex", "ousted", "deposed", "exiled", "toppled", "retired", "onetime", "overthrown", "fallen",
    "erstwhile",
})  # fmt: skip
#: Role words that make rebels or opposition of whatever they stand before: "rebel soldiers", "opposition lawmakers".
_TURNING = {"REB": ("rebel", "insurgent", "separatist", "militant", "dissident", "guerrilla", "jihadist", "islamist")}
_COALITIONS = frozenset({
    "coalition", "alliance", "forces", "force", "troops", "operation", "mission", "campaign", "peacekeepers",
})  # fmt: skip
_NAMES = frozenset({"person", "surname", "name"})
_STATES = frozenset({"state", "adjective", "demonym"})
#: A definite phrase with one of these stands for no certain holder of the office.
_VAGUE = frozenset({
    "a", "an", "another", "any", "some", "deputy", "senior", "several", "many", "every", "each", "two", "three",
    "would-be", "vice",
})  # fmt: skip


_HEADING = frozenset({"chief", "head", "general", "director", "president", "commissioner", "chair", "chairman", "boss"})
#: First words of names that institutions of several states bear.
_GENERIC = frozenset({
    "Department", "Ministry", "House", "Senate", "Congress", "Treasury", "Supreme", "Labor", "Labour", "Conservatives",
    "Conservative", "Democrats", "Republicans", "Army", "Navy", "Parliament", "Federal", "Secret", "National", "Justice",
    "Constitutional", "Central", "Foreign", "Home", "Interior", "Defence", "Defense", "Finance", "Education", "Health",
    "Agriculture", "Environment", "Energy", "Labour's", "Greens", "Liberals", "Communist", "Socialist", "Social",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What one phrase stands for."""

    name: str
    kind: str  #: state | person | organisation | group | role
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    why: str = ""
    person: Person | None = None
    role: str = ""  #: the role word at the head, or the title before a name
    plural: bool = False
    adjective: bool = False  #: nothing but "Russian" or "Russia"


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a phrase is read against."""

    pieces: Pieces
    day: int | None  #: ordinal of the publication date
    context: Context
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class _Modifiers:
    """What stands before the head."""

    country: str | None = None  #: belongs to it: "Iranian", "Assad's", "Hamas"
    owner: str = ""  #: by what word
    led: str | None = None  #: leads it: "U.S.-led"
    situated: str | None = None  #: is there: "London police", "Eritrean-based"
    sectors: tuple[str, ...] = ()  #: of the nearest modifier that has some
    title: Entry | None = None  #: role directly before a name
    former: bool = False
    ethnic: bool = False
    unknown: bool = False  #: an organisation that no table holds stands before the title


def read_phrase(
    items: Sequence[Item], scene: Scene, belongs: Reading | None = None, place: str | None = None
) -> Reading:
    """The reading of a phrase whose last item is its head.

    Args:
        items: at least one, in order.
        scene: text, date, context and tables.
        belongs: the reading of what follows "of" or "for": "spokesman for the army".
        place: the country of what follows "in", "from", "at".
    """
    head = items[-1]
    before = _modifiers(items, scene)
    if head.kind == "role":
        return _role(head, before, scene, belongs, place, items)
    if head.kind in _NAMES:
        return _person(head, before, scene, belongs)
    if head.kind == "demonym" and belongs and belongs.country:  # "Albanians of Serbia", "Palestinians of the West Bank"
        reading = replace(_name(head, before, scene, place), sectors=("CVL",))
        return replace(reading, country=belongs.country) if _is_minority(head, belongs.country, scene) else reading
    return _name(head, before, scene, place)


def _is_minority(head: Item, country: str | None, scene: Scene) -> bool:
    return country in scene.knowledge.minorities.get(head.entries[0].country or "", frozenset())


def _modifiers(items: Sequence[Item], scene: Scene) -> _Modifiers:
    pieces = scene.pieces
    out = _Modifiers(former=_is_former(items, pieces), ethnic=_before(items[-1], pieces) == "ethnic")
    for position, item in enumerate(items[:-1]):
        following = items[position + 1]
        out = _add_modifier(out, item, following, items[-1], scene)
    return out


def _add_modifier(out: _Modifiers, item: Item, following: Item, head: Item, scene: Scene) -> _Modifiers:
    pieces = scene.pieces
    tie = pieces.norms[item.last] if item.last < len(pieces) and pieces.glued[item.last] else ""
    stance = pieces.glued[item.first] and pieces.norms[item.first - 1] in STANCES
    if item.kind == "role":
        entry = item.entries[0]
        out = replace(out, unknown=out.unknown and following is head)
        title = entry if following is head and head.kind in _NAMES and not pieces.owns[item.last - 1] else out.title
        sectors = out.sectors if title is entry and entry.weak and out.sectors else entry.sectors or out.sectors
        return replace(out, sectors=sectors, title=title)
    entry = _entry_at(item, scene) if item.entries else Entry("name", item.text)
    out = replace(out, unknown=item.kind == "organisation")
    country = _country(item, entry, scene)
    if stance or tie in TIED or _before(item, pieces) == "ethnic":
        return out
    if tie in LEADING:
        return replace(out, led=country)
    if tie in SITUATED or item.kind == "city":
        return replace(out, situated=country)
    if item.kind == "group" and not entry.country:
        return out
    sectors = entry.sectors if item.kind in {"org", "seat", "capital"} else out.sectors
    if item.kind == "org" and country not in scene.knowledge.states and out.country and not _heads_it(head):
        return replace(
            out, sectors=sectors if "REB" in sectors else out.sectors
        )  # "Israel's UN ambassador", "Iraq's al-Qaeda fighters"
    if item.kind in _NAMES:
        country, sectors = _of_person(item, scene)
        if head.kind != "role" or head.entries[0].role_kind != "person":
            sectors = out.sectors  # "Assad's forces" are no government
    return replace(out, country=country or out.country, owner=item.text if country else out.owner, sectors=sectors)


def _heads_it(head: Item) -> bool:
    """Whoever heads an organisation belongs to it, whatever his state: "the Portuguese UN chief"."""
    return head.kind == "role" and bool(_HEADING & set(head.entries[0].name.split()))


def _of_person(item: Item, scene: Scene) -> tuple[str | None, tuple[str, ...]]:
    """Country and sectors of somebody who owns what follows: "Assad's forces", "a Navalny ally"."""
    if item.kind == "name":
        return None, ()
    person, country = item.entries[0].persons[0] if item.kind == "person" else None, None
    if person is None:
        person, country, _ = pick(item.entries, scene.day, scene.context)
    return standing(person, scene.day)[:2] if person else (country, ())


def _is_former(items: Sequence[Item], pieces: Pieces) -> bool:
    """ "former", "ex-" stands before the phrase or between its items, not after the head."""
    start = max(0, items[0].first - 2)
    taken = {i for item in items for i in range(item.first, item.last)}
    words = [pieces.norms[i] for i in range(start, items[-1].first) if i not in taken]
    return any(word in FORMER for word in words)


def _before(item: Item, pieces: Pieces) -> str:
    return pieces.norms[item.first - 1] if item.first else ""


def _entry_at(item: Item, scene: Scene) -> Entry:
    """The meaning in force at the date, of several the one for the shortest time; else the last one."""
    entries = item.entries
    if len(entries) == 1:
        return entries[0]
    known = [entry for entry in entries if in_force(entry.start, entry.end, scene.day)]
    if known:  # a row with dates is the exception to one without
        return min(known, key=lambda entry: entry.end - entry.start)
    undated = [entry for entry in entries if scene.day is None or entry.start <= scene.day]
    return max(undated or entries, key=lambda entry: entry.end)


def _country(item: Item, entry: Entry, scene: Scene) -> str | None:
    words = scene.context.words
    if (
        entry.country == "COD"
        and item.text in {"Congo", "Congolese"}
        and "Brazzaville" in words
        and "Kinshasa" not in words
    ):
        return "COG"
    return entry.country


def state_name(country: str | None, scene: Scene) -> str:
    entry = scene.knowledge.states.get(country or "")
    return entry.name if entry else country or ""


def _name(head: Item, before: _Modifiers, scene: Scene, place: str | None) -> Reading:
    """A state, people, organisation, seat or city as the head."""
    if head.kind == "organisation":
        country = before.country or before.situated or place
        return Reading(head.text, "organisation", country, (), None, "marked by the language model, in no table")
    entry = _entry_at(head, scene)
    country = _country(head, entry, scene)
    why = f"{head.kind} '{head.text}', {entry.table}"
    if head.kind in {"state", "adjective"} and not before.ethnic:
        return Reading(entry.name, "state", country, (), entry.wikidata, why, adjective=True)
    if head.kind == "capital":
        return Reading(state_name(country, scene), "state", country, ("GOV",), entry.wikidata, f"capital '{head.text}'")
    if head.kind == "city":
        return Reading(entry.name, "state", country, (), None, why)
    if head.kind == "org" and _is_others(head, country, before, scene):  # "the Irish Department of Agriculture"
        name, said = f"{head.text} of {state_name(before.country, scene)}", f"{why}; country by '{before.owner}'"
        return Reading(name, "organisation", before.country, entry.sectors, None, said)
    if country == "IMG" and before.country:  # "Iraq's al-Qaeda"
        country = before.country
    if head.kind in {"org", "seat"}:
        return Reading(
            entry.name, "organisation", country or before.country or place, entry.sectors, entry.wikidata, why
        )
    if before.ethnic:  # "ethnic Albanians in Macedonia"
        return Reading(head.text, "group", before.country or place, ("CVL",), None, f"ethnic group, {why}", plural=True)
    if head.kind == "group":  # "Iraqi Kurds"
        land = country or before.country or place
        return Reading(entry.name, "group", land, entry.sectors, None, why, plural=entry.plural)
    if _is_minority(head, place, scene):  # "Serbs in northern Kosovo"
        return Reading(head.text, "group", place, ("CVL",), None, f"a minority there, {why}", plural=True)
    return Reading(entry.name, "group", country, (), entry.wikidata, why, plural=entry.plural)


def _is_others(head: Item, country: str | None, before: _Modifiers, scene: Scene) -> bool:
    """The institution of the table's state is meant to be that of another one, which stands before it."""
    generic = head.text.split()[0] in _GENERIC and country in scene.knowledge.states
    return generic and before.country not in {None, country}


def _person(head: Item, before: _Modifiers, scene: Scene, belongs: Reading | None) -> Reading:
    """A personal name, with the title before it if any: "Iranian Foreign Minister Javad Zarif"."""
    title = before.title.name if before.title else ""
    said = before.country or (belongs.country if belongs else None)
    person = _bearer(head, said, scene) if head.kind == "person" else None
    country, why = None, f"name '{head.text}'"
    if person and said and said not in {office.country for office in person.offices} and before.title:
        person = None  # a namesake: the text itself says whose minister he is
    if head.kind == "surname":
        person, country, why = pick(
            head.entries, scene.day, scene.context, title=title, country=said, former=before.former
        )
        why = why or f"surname '{head.text}' alone tells nothing"
    sectors = _title_sectors(before, belongs)
    if person is None:
        why = why if head.kind != "person" else f"several are called '{head.text}'"
        land = said or country or before.situated
        return Reading(head.text, "person", land, sectors, None, why, role=title)
    land, held, reason = standing(person, scene.day)
    ranked = sectors == ("MIL",) and "GOV" in held  # generals rule now and then
    if sectors and (before.former or held == ("ELI",) or not held or (scene.day is None and not ranked)):
        held = sectors  # the text says so
    return Reading(person.name, "person", land, held, person.wikidata, reason, person, role=title)


def _bearer(head: Item, said: str | None, scene: Scene) -> Person | None:
    """Whom a full name means where two bear it: "King Abdullah" of Jordan or of Saudi Arabia."""
    persons = list(dict.fromkeys(entry.persons[0] for entry in head.entries))
    if len(persons) == 1:
        return persons[0]
    lands = {said} if said else scene.context.countries
    near = [p for p in persons if lands & {office.country for office in p.offices}]
    held = [p for p in near or persons if office_at(p, scene.day)]
    left = held or near or persons
    return left[0] if len(left) == 1 else None


def _title_sectors(before: _Modifiers, belongs: Reading | None) -> tuple[str, ...]:
    title = before.title
    if title is None:
        return ()
    sectors = title.sectors
    if title.weak and before.sectors and not (title.sectors and "PTY" in before.sectors):
        sectors = before.sectors  # "Harvard President", not "Republican President"
    elif title.weak and before.unknown:  # "Sprockets Union President"
        sectors = ()
    if not sectors and belongs:
        sectors = belongs.sectors
    return _out_of_office(sectors) if before.former else sectors


def _out_of_office(sectors: tuple[str, ...]) -> tuple[str, ...]:
    return ("ELI",) if set(sectors) & {"GOV", "LEG", "MIL", "JUD", "SPY", "COP"} else ()


def _role(
    head: Item, before: _Modifiers, scene: Scene, belongs: Reading | None, place: str | None, items: Sequence[Item]
) -> Reading:
    """A role word as the head: "Turkish troops", "spokesman for the foreign ministry"."""
    entry = head.entries[0]
    land = before.country or (belongs.country if belongs else None) or before.situated or place
    land = land or entry.country  # "the pope"
    if not land and before.led and entry.name.split()[-1] in _COALITIONS:
        land = before.led
    sectors = _role_sectors(entry, before, belongs, items)
    if before.led and entry.name.split()[-1] in _COALITIONS:
        sectors = ("MIL",)
    found = _holder(head, entry, land, before, scene, items)
    if found:
        person, reason = found
        return Reading(person.name, "person", land, sectors, person.wikidata, reason, person, role=entry.name)
    kind = "group" if entry.plural or entry.role_kind == "group" else entry.role_kind
    if entry.role_kind == "person" and not entry.plural:
        kind = "role"
    elif entry.role_kind == "organisation" and not entry.plural:
        kind = "organisation"
    owner = before.owner or (belongs.name if belongs else "") or ""
    said = head.text.lower() if entry.plural else entry.name
    whose = state_name(land, scene) if land in scene.knowledge.states else owner
    name = f"{said} of {whose}" if land and whose else said
    if before.owner and items[0].kind not in _STATES and items[0].kind != "role":
        name = f"{said} of {before.owner}"
    why = f"role '{entry.name}', roles.tsv" + (f"; country by '{owner}'" if land and owner else "")
    return Reading(name, kind, land, sectors, None, why, role=entry.name, plural=entry.plural)


def _role_sectors(entry: Entry, before: _Modifiers, belongs: Reading | None, items: Sequence[Item]) -> tuple[str, ...]:
    sectors = entry.sectors
    if entry.weak:
        sectors = before.sectors or (belongs.sectors if belongs else ()) or sectors
    for item in items[:-1]:
        if item.kind == "role" and item.entries[0].name in _TURNING["REB"] and set(sectors) <= {"MIL", "PRM", "UAF"}:
            return ("REB",)
        if item.kind == "role" and item.entries[0].name == "opposition" and "OPP" not in sectors:
            return (*(s for s in sectors if s != "GOV"), "OPP")
    return _out_of_office(sectors) if before.former and entry.role_kind == "person" else sectors


def _holder(
    head: Item, entry: Entry, land: str | None, before: _Modifiers, scene: Scene, items: Sequence[Item]
) -> tuple[Person, str] | None:
    """Who "the North Korean leader" was that day."""
    if entry.plural or entry.role_kind != "person" or "GOV" not in entry.sectors or not land or before.former:
        return None
    first = items[0].first
    around = {scene.pieces.norms[i] for i in range(max(0, first - 2), head.first)}
    modifiers = {"role", "org", "seat", "person", "surname", "group", "city"} - ({"org"} if land == "UNO" else set())
    modified = any(item.kind in modifiers for item in items[:-1])
    if around & _VAGUE or modified or before.situated:
        return None
    found = holder(land, entry.name, scene.day, scene.knowledge)
    if found is None or not seat(found[1].role):  # a state has many ambassadors
        return None
    person, office = found
    return person, f"{canonical_office(entry.name)} {office.note}, {office.table}"
