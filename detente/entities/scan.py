"""Finds every name of the tables in a text: the longest match wins, ambiguous names need a cue."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from detente.entities.knowledge import Knowledge
from detente.entities.lexer import Pieces
from detente.entities.model import Entry, Person

#: Words after a hyphen that say how a state stands to what follows: "U.S.-led", "Iran-backed".
LEADING = frozenset({"led", "commanded", "dominated"})
SITUATED = frozenset({"based", "held", "controlled", "occupied", "administered", "ruled", "run", "governed"})
#: Ties that are no membership: what follows belongs to somebody else.
TIED = frozenset({
    "backed", "supported", "funded", "financed", "trained", "armed", "allied", "aligned", "linked", "born",
    "sponsored", "bound", "made", "built", "style", "type", "friendly", "speaking", "educated", "brokered", "owned",
    "mediated", "imposed", "loyal", "inspired", "affiliated", "supplied",
})  # fmt: skip
STANCES = frozenset({"pro", "anti", "non", "ex", "post", "pre"})


#: Whoever is so called in apposition is a private person: "Chad, the band's drummer", "the goalkeeper, Israel".
_PRIVATE = frozenset({
    "actor", "actress", "bassist", "boxer", "chef", "comedian", "cricketer", "dancer", "drummer", "footballer",
    "goalkeeper", "golfer", "guitarist", "midfielder", "model", "musician", "nurse", "pianist", "player", "pupil",
    "quarterback", "rapper", "schoolboy", "schoolgirl", "singer", "striker", "swimmer", "teenager", "toddler",
})  # fmt: skip
#: Rivers that are called like a state, after "the".
_RIVERS = frozenset({"jordan", "niger", "senegal"})
#: What may follow the river's name; anything else may be a noun that the state's name modifies.
_AFTER_RIVER = frozenset({
    "is", "was", "has", "have", "had", "river", "valley", "runs", "flows", "and", "to", "in", "at", "into", "from",
    "near", "with", "that", "which", "as", "by", ".", ",", ";", ":", ")", "?", "!",
})  # fmt: skip


class Item:
    """A name found: pieces `first` to `last` (half-open) with what it may mean."""

    __slots__ = ("entries", "first", "kind", "last", "text")

    def __init__(self, first: int, last: int, kind: str, entries: tuple[Entry, ...], text: str) -> None:
        self.first, self.last, self.kind, self.entries, self.text = first, last, kind, entries, text

    def __repr__(self) -> str:
        return f"Item({self.kind}, {self.text!r})"


@dataclass(slots=True)
class Context:
    """What the whole text tells about the names in it."""

    words: frozenset[str] = frozenset()  #: all words as written
    people: set[Person] = field(default_factory=set)  #: persons whose full name stands in the text
    countries: set[str] = field(default_factory=set)  #: countries named in the text
    blocked: set[int] = field(default_factory=set)  #: pieces of phrases that are no actor


def find_items(
    pieces: Pieces, knowledge: Knowledge, around: frozenset[str] = frozenset()
) -> tuple[list[Item], Context]:
    """(items in order, without overlap; the context). Blocked phrases are left out.

    Args:
        pieces: the text.
        knowledge: the tables.
        around: words outside the text that may tell what an ambiguous name means.
    """
    context = Context(words=around | frozenset(pieces.words))
    items: list[Item] = []
    norms, longest = pieces.norms, knowledge.longest
    at, size = 0, len(norms)
    while at < size:
        limit = longest.get(norms[at])
        if norms[at] in knowledge.combining and at + 1 < size and pieces.glued[at + 1] and limit != 2:
            form = knowledge.combining[norms[at]]  # "Russo-Turkish"
            items.append(Item(at, at + 1, "adjective", (form,), pieces.words[at]))
            context.countries.add(form.country or "")
            at += 1
            continue
        if limit is None:
            at += 1
            continue
        item = _longest_match(pieces, at, min(limit, size - at), knowledge, context)
        if item is None:
            at += 1
            continue
        at = item.last
        if item.kind == "block":
            context.blocked.update(range(item.first, item.last))
            continue
        items.append(item)
        entry = item.entries[0]
        if item.kind == "person":
            context.people.update(entry.persons)
        elif entry.country and item.kind in {"state", "adjective", "demonym", "capital", "seat"}:
            context.countries.add(entry.country)
    return items, context


def _longest_match(pieces: Pieces, at: int, limit: int, knowledge: Knowledge, context: Context) -> Item | None:
    norms = pieces.norms
    for size in range(limit, 0, -1):
        key = norms[at] if size == 1 else " ".join(norms[at : at + size])
        found = knowledge.look_up(key)
        if not found:
            continue
        written = [
            entry
            for entry in found
            if _written_so(entry, pieces, at, size)
            and not (entry.tied and not is_named(entry.country, context.words, knowledge))
        ]
        if not written:
            continue
        chosen = _chosen(written, pieces, at, size, knowledge, context)
        if chosen is None:
            continue
        kind, entries, text = chosen[0].kind, chosen, " ".join(pieces.words[at : at + size])
        if _is_elsewhere(kind, pieces, at, size, knowledge):
            continue
        return Item(at, at + size, kind, entries, text)
    return None


def _chosen(
    written: list[Entry], pieces: Pieces, at: int, size: int, knowledge: Knowledge, context: Context
) -> tuple[Entry, ...] | None:
    """Those of the meanings that the words around leave, all of one kind; None where none is meant."""
    kind = written[0].kind
    entries = tuple(entry for entry in written if entry.kind == kind)
    if kind == "surname" and at and pieces.norms[at - 1] == "the":  # "the Shah" is no Mr Shah
        roles = tuple(entry for entry in written if entry.kind == "role")
        return roles or entries
    if kind == "role":
        return entries
    text = " ".join(pieces.words[at : at + size])
    if not _is_meant(text, pieces, at, size, knowledge, context):
        cue = knowledge.ambiguous[text]
        others = tuple(e for e in written if e.kind in {"role", "surname"} or (e.tied and e.country != cue.country))
        if not others and cue.otherwise:
            return (Entry("city", text, cue.otherwise, capitals=(0,), table="ambiguous.tsv"),)
        return tuple(entry for entry in others if entry.kind == others[0].kind) or None
    if kind in {"state", "capital", "city"} and size == 1 and (_is_river(pieces, at) or _is_private(pieces, at)):
        return None
    if len({entry.country for entry in entries}) > 1 and kind == "org":  # "SDF": Japan's, or in Syria
        near = tuple(entry for entry in entries if is_named(entry.country, context.words, knowledge))
        return near or entries
    return entries


def is_named(country: str | None, words: frozenset[str], knowledge: Knowledge) -> bool:
    """The words name the state, or a city of it."""
    if country is None:
        return False
    if knowledge.marks.get(country, frozenset()) & words:
        return True
    cities = knowledge.cities
    return any(word[0].isupper() and (city := cities.get(word.lower())) and city[1] == country for word in words)


def _is_river(pieces: Pieces, at: int) -> bool:
    """ "The water of the Jordan has become salty": no state."""
    if pieces.norms[at] not in _RIVERS or not at or pieces.norms[at - 1] != "the":
        return False
    return at + 1 == len(pieces) or pieces.norms[at + 1] in _AFTER_RIVER


def _is_private(pieces: Pieces, at: int) -> bool:
    """The name stands in apposition to a private person: "Georgia, a nine-year-old", "the drummer, Chad"."""
    norms = pieces.norms
    if at + 2 < len(norms) and norms[at + 1] == ",":
        after = norms[at + 2 : at + 9]
        after = after[: after.index(",")] if "," in after else after
        if after and (after[0] in {"a", "an", "the", "his", "her", "their", "our", "my"} or after[0].isdigit()):
            aged = any(a == "year" and b == "old" for a, b in pairwise(after))
            return aged or bool(_PRIVATE & set(after))
    return at > 1 and norms[at - 1] == "," and norms[at - 2] in _PRIVATE


def _written_so(entry: Entry, pieces: Pieces, at: int, size: int) -> bool:
    """The text has the capitals that the name asks for."""
    words = pieces.words
    if entry.exact:
        return _is_abbreviation(pieces, at)
    return all(words[at + i][0].isupper() or words[at + i][0].isdigit() for i in entry.capitals if i < size)


def _is_abbreviation(pieces: Pieces, at: int) -> bool:
    """ "US" is the state, unless the line is all in capitals: "TELL US MORE"."""
    word = pieces.words[at]
    if not word.replace(".", "").isupper():
        return False
    if "." in word or len(word) > 4:
        return True
    around = [pieces.words[i] for i in (at - 1, at + 1) if 0 <= i < len(pieces)]
    shouted = [w for w in around if len(w) > 3 and w.isalpha() and w.isupper()]
    return len(shouted) < max(1, len([w for w in around if w.isalpha()]))


def _is_meant(text: str, pieces: Pieces, at: int, size: int, knowledge: Knowledge, context: Context) -> bool:
    """An ambiguous name ("Georgia", "Congress") is meant, as far as the words around tell."""
    cue = knowledge.ambiguous.get(text)
    if cue is None:
        return True
    if size == 1 and cue.wanted and (_is_part(pieces, at - 1, knowledge) or _is_part(pieces, at + 1, knowledge)):
        return False  # "Hill House School"
    if cue.wanted & context.words:
        return True
    if not cue.unwanted:
        return not cue.wanted
    return not cue.unwanted & context.words


def _is_part(pieces: Pieces, at: int, knowledge: Knowledge) -> bool:
    """The neighbour is an unknown capitalised word inside the sentence: the two are one name."""
    if not 0 < at < len(pieces) or not pieces.words[at][0].isupper() or pieces.words[at].isupper():
        return False
    begins = pieces.words[at - 1] in {".", "!", "?", ":", '"', "“", "’", ";"}
    return not begins and pieces.norms[at] not in knowledge.longest


def _is_elsewhere(kind: str, pieces: Pieces, at: int, size: int, knowledge: Knowledge) -> bool:
    """A namesake in the United States: "Lebanon, Pennsylvania", "Atlanta, Georgia"."""
    if kind not in {"state", "capital"}:
        return False
    end = at + size
    if end + 1 < len(pieces) and pieces.words[end] == "," and pieces.words[end + 1][0].isupper():
        place = knowledge.cities.get(pieces.norms[end + 1])
        if place and place[1] == "USA" and place[2] == "area":
            return True
    if at > 1 and pieces.words[at - 1] == "," and pieces.words[at] == "Georgia":
        place = knowledge.cities.get(pieces.norms[at - 2])
        return bool(place and place[1] == "USA")
    return False
