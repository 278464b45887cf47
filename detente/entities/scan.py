"""Finds every name of the tables in a text: the longest match wins, ambiguous names need a cue."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.entities.knowledge import Knowledge
from detente.entities.lexer import Pieces
from detente.entities.model import Entry, Person

#: Words after a hyphen that say how a state stands to what follows: "U.S.-led", "Iran-backed".
LEADING = frozenset({"led", "commanded", "dominated"})
SITUATED = frozenset({"based", "held", "controlled", "occupied", "administered", "ruled", "run", "owned", "governed"})
#: Ties that are no membership: what follows belongs to somebody else.
TIED = frozenset({
    "backed", "supported", "funded", "financed", "trained", "armed", "allied", "aligned", "linked", "born",
    "sponsored", "bound", "made", "built", "style", "type", "friendly", "speaking", "educated", "brokered",
    "mediated", "imposed", "loyal", "inspired", "affiliated", "supplied",
})  # fmt: skip
STANCES = frozenset({"pro", "anti", "non", "ex", "post", "pre"})


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
            and not (entry.tied and not knowledge.marks.get(entry.country or "", frozenset()) & context.words)
        ]
        if not written:
            continue
        kind = written[0].kind
        text = " ".join(pieces.words[at : at + size])
        entries = tuple(entry for entry in written if entry.kind == kind)
        if kind != "role" and not _is_meant(text, pieces, at, size, knowledge, context):
            rest = tuple(entry for entry in written if entry.kind in {"role", "surname"})
            if not rest and (namesake := knowledge.ambiguous[text].otherwise):
                city = Entry("city", text, namesake, capitals=(0,), table="ambiguous.tsv")
                return Item(at, at + size, "city", (city,), text)
            if not rest:
                continue
            kind, entries = rest[0].kind, tuple(entry for entry in rest if entry.kind == rest[0].kind)
        if _is_elsewhere(kind, pieces, at, size, knowledge):
            continue
        return Item(at, at + size, kind, entries, text)
    return None


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
