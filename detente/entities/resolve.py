"""A name or a phrase, with date and context -> whom it stands for, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from detente.entities.knowledge import Knowledge
from detente.entities.lexer import Pieces
from detente.entities.people import titled_people
from detente.entities.phrase import Reading, Scene, read_phrase
from detente.entities.places import may_be_lent
from detente.entities.scan import Context, Item, find_items
from detente.types import Actor

_PLACES = frozenset({"state", "adjective", "demonym", "capital", "seat", "city"})
_BELONGING = frozenset({"of", "for"})
_LOCATING = frozenset({"in", "from", "at", "near", "inside", "across", "around", "outside", "within"})
_TIES = frozenset({"to", "by", "with"})
_STOPS = frozenset(
    [
        "and",
        "or",
        "but",
        "who",
        "which",
        "that",
        "whose",
        "whom",
        "while",
        "on",
        "against",
        "over",
        "about",
        "after",
        "before",
        "as",
        "than",
        ",",
        ";",
        ":",
        "(",
        ")",
        "[",
        "]",
        '"',
        "“",
        "”",
        "–",
        "—",
    ]
)


def resolve(name: str, date: dt.date | None, context: str, knowledge: Knowledge) -> Actor | None:
    """Whom a string stands for; None where nothing in it is known.

    Args:
        name: "Putin", "Iranian foreign minister", "ethnic Albanians in Macedonia".
        date: publication date; None = unknown.
        context: the text around, empty = none: full names in it explain surnames, places explain "Georgia".
        knowledge: the tables.

    Returns:
        An actor whose `country` is None where it is unknown; never a guess. `why` names the table.
    """
    pieces = Pieces(name, knowledge.spellings)
    day = date.toordinal() if date else None
    text = Pieces(context, knowledge.spellings)
    there, around = find_items(text, knowledge) if context else ([], Context())
    around.people.update(titled_people(there, text, day, around))
    items, within = find_items(pieces, knowledge, around.words)
    if len(items) == 1 and _is_nobody_there(items[0], pieces, there, text, around.blocked):
        return None
    merged = Context(around.words | within.words, around.people | within.people, around.countries | within.countries)
    scene = Scene(pieces, day, merged, knowledge)
    reading = read_string(_with_unknown_names(items, pieces), 0, scene)
    if reading and not reading.country and items:
        reading = _lent(reading, items, scene, there)
    return to_actor(reading) if reading else None


def _is_nobody_there(item: Item, pieces: Pieces, there: list[Item], text: Pieces, blocked: set[int]) -> bool:
    """The text has the name, and what stands beside it there says that nobody known is meant: "the drummer, Chad".

    A name inside a longer one ("Ukraine" in "the Ukraine war") keeps its meaning.
    """
    if item.kind == "role":
        return False
    wanted = pieces.norms[item.first : item.last]
    size = len(wanted)
    places = [at for at in range(len(text) - size + 1) if text.norms[at : at + size] == wanted]
    taken = blocked | {i for other in there for i in range(other.first, other.last)}
    return bool(places) and not any(at in taken for at in places)


def _lent(reading: Reading, items: list[Item], scene: Scene, there: list[Item]) -> Reading:
    """ "Riot police" beside "in Nairobi" are those of the one country that the text names."""
    lands = {item.entries[0].country for item in there if item.kind in _PLACES and item.entries[0].country}
    if items[-1].kind != "role" or len(lands) != 1 or not may_be_lent(reading, items[-1], scene.pieces):
        return reading
    land = next(iter(lands))
    if land not in scene.knowledge.states:
        return reading
    return replace(reading, country=land, why=f"{reading.why}; country: the only one in the text")


def to_actor(reading: Reading) -> Actor:
    """The reading without its working parts."""
    return Actor(reading.name, reading.kind, reading.country, reading.sectors, reading.wikidata, reading.why)


def read_string(items: list[Item], start: int, scene: Scene) -> Reading | None:
    """The reading of the phrase that begins at piece `start`, with what follows "of", "for", "in" ..."""
    end, link = _core_end(items, start, scene.pieces)
    core = [item for item in items if start <= item.first < end]
    core = _up_to_head(core, end, scene.pieces)
    belongs = place = None
    if link in _BELONGING:
        belongs = read_string(items, end + 1, scene)
    elif link in _LOCATING or link in _TIES:
        found = read_string(items, end + 1, scene)
        place = found.country if found and link not in {"with"} else None
    if not core:
        return belongs
    if link == "to" and scene.pieces.norms[end - 1] not in {"loyal", "linked", "close", "allied", "tied"}:
        place = None
    if belongs and not belongs.country and core[-1].kind != "role":
        belongs = None
    return read_phrase(core, scene, belongs, place or _further_place(items, end, link, scene))


def _further_place(items: list[Item], end: int, link: str, scene: Scene) -> str | None:
    """ "refugees fleeing the war in Liberia": a place after an "of" that gave none."""
    if link not in _BELONGING:
        return None
    norms = scene.pieces.norms
    taken = {i for item in items for i in range(item.first, item.last)}
    for at in range(end + 1, len(norms)):
        if norms[at] in _STOPS:
            return None
        if norms[at] in _LOCATING and at not in taken:
            found = read_string(items, at + 1, scene)
            return found.country if found else None
    return None


def _core_end(items: list[Item], start: int, pieces: Pieces) -> tuple[int, str]:
    """(piece where the core ends, the linking word there or "")."""
    taken = {i for item in items for i in range(item.first, item.last)}
    seen = False
    for at in range(start, len(pieces)):
        if at in taken:
            seen = True
            continue
        norm = pieces.norms[at]
        if norm in _BELONGING or norm in _LOCATING or norm in _TIES:
            return at, norm
        if norm in _STOPS and seen:
            return at, ""
    return len(pieces), ""


def _up_to_head(core: list[Item], end: int, pieces: Pieces) -> list[Item]:
    """The items before an unknown noun that heads the phrase: "Palestinian [residential areas]" -> "Palestinian"."""
    if not core:
        return core
    for at in range(core[-1].last, end):
        word = pieces.words[at]
        if word[0].islower() and not word.endswith(("ed", "ing")) and not pieces.glued[at] and word != "loyal":
            states = [item for item in core if item.kind in {"state", "adjective", "capital", "city"}]
            return states[-1:] or core
    return core


def _with_unknown_names(items: list[Item], pieces: Pieces) -> list[Item]:
    """The items, and the unknown capitalised words after a title as a personal name."""
    out: list[Item] = []
    for position, item in enumerate(items):
        out.append(item)
        stop = items[position + 1].first if position + 1 < len(items) else len(pieces)
        last = item.last
        while last < stop and pieces.words[last][0].isupper() and not pieces.owns[last - 1]:
            last += 1
        titled = item.kind == "role" and item.entries[0].role_kind == "person" and not item.entries[0].plural
        if titled and last > item.last:
            out.append(Item(item.last, last, "name", (), " ".join(pieces.words[item.last : last])))
    return out
