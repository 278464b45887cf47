"""Names that no table holds, as the language model marks them: persons and organisations."""

from __future__ import annotations

from bisect import bisect_left

from detente.entities.knowledge import Knowledge
from detente.entities.lexer import Pieces
from detente.entities.scan import Item
from detente.entities.view import View

_HONORIFICS = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "rev", "gen", "col", "lt", "sgt", "capt", "maj",
    "sen", "rep", "gov", "prof", "hon",
})  # fmt: skip
#: Parts of names that begin in lower case.
_PARTICLES = frozenset({
    "al", "el", "bin", "ibn", "ben", "de", "van", "von", "der", "den", "dos", "da", "di", "du", "la", "le", "abu",
    "ould", "ter", "van't", "e", "y",
})  # fmt: skip
#: Words in lower case within the names of organisations.
_SMALL = frozenset({"of", "for", "the", "and", "on", "in", "de", "la", "del", "&"})
_TITLES = frozenset({"role", "adjective", "state", "org", "seat", "group", "demonym", "city", "capital"})


def add_names(items: list[Item], pieces: Pieces, view: View, knowledge: Knowledge, blocked: set[int]) -> list[Item]:
    """The items, those inside an unknown person's name replaced by it, and unknown organisations.

    "Michael Jordan" is no state, "Melania Trump" no president, "Tom King" no king.
    """
    added: list[Item] = []
    persons: set[int] = set()
    for ent in view.doc.ents:
        label = ent.label_
        if label not in {"PERSON", "ORG"}:
            continue
        if label == "PERSON":
            persons.update(range(bisect_left(pieces.starts, ent.start_char), bisect_left(pieces.starts, ent.end_char)))
        first = bisect_left(pieces.starts, ent.start_char)
        last = bisect_left(pieces.starts, ent.end_char)
        if first in blocked or last - 1 in blocked:
            continue
        inside = [item for item in items if item.first < last and first < item.last]
        name = _person if label == "PERSON" else _organisation
        if item := name(first, last, inside, pieces):
            item = _without_initials(item, pieces, knowledge)
            items = [old for old in items if old.last <= item.first or item.last <= old.first]
            added.append(item)
    items = [
        item for item in items if item.kind != "surname" or _is_surname(item, items, persons, pieces, knowledge.common)
    ]
    added += _titled(sorted(items + added, key=lambda i: i.first), pieces, view)
    return sorted(items + added, key=lambda item: item.first)


def _is_surname(item: Item, items: list[Item], persons: set[int], pieces: Pieces, common: frozenset[str]) -> bool:
    """ "May" is a person after a title or where the model marks one; else a month."""
    if pieces.norms[item.first] not in common:
        return True
    titled = any(
        other.last == item.first and (_is_title(other) or (other.kind in _TITLES and pieces.owns[other.last - 1]))
        for other in items
    )
    return titled or item.first in persons


def _is_title(item: Item) -> bool:
    return item.kind == "role" and item.entries[0].role_kind == "person" and not item.entries[0].plural


def _person(first: int, last: int, inside: list[Item], pieces: Pieces) -> Item | None:
    """The name proper of a marked person, if the tables do not explain it."""
    if any(item.kind == "person" or item.first < first or item.last > last for item in inside):
        return None
    for item in inside:  # "Russian President Dmitry X": the title is marked with the name now and then
        if item.first <= first and item.kind in _TITLES and item.last < last and not pieces.owns[last - 1]:
            following = pieces.words[item.last] if item.last < len(pieces) else ""
            if item.kind in {"role", "adjective"} or following in {"President", "Prime", "Minister"}:
                first = item.last
    while first < last and (pieces.norms[first] in _HONORIFICS or pieces.words[first] == "."):
        first += 1
    while first < last and not pieces.words[last - 1][0].isalnum():
        last -= 1
    words = pieces.words[first:last]
    if not words or not all(
        w[0].isupper() or n in _PARTICLES for w, n in zip(words, pieces.norms[first:last], strict=True)
    ):
        return None
    if any(pieces.glued[i] for i in range(first + 1, last)) and any(i.kind in {"surname", "state"} for i in inside):
        return None  # "Putin-Kim"
    rest = [item for item in inside if item.last > first]
    if len(words) == 1 and (rest or not words[0].isalpha()):
        return None
    if rest and (len(words) == 1 or rest[0].last - rest[0].first == last - first):
        return None
    if any(item.kind in {"org", "seat"} for item in rest) or any(pieces.owns[i] for i in range(first, last - 1)):
        return None
    return Item(first, last, "name", (), " ".join(words))


def _without_initials(item: Item, pieces: Pieces, knowledge: Knowledge) -> Item:
    """ "Mikhail S. Gorbachev" is Mikhail Gorbachev."""
    norms = [norm for norm in pieces.norms[item.first : item.last] if len(norm) > 1]
    if item.kind != "name" or len(norms) < 2 or len(norms) == item.last - item.first:
        return item
    known = tuple(entry for entry in knowledge.look_up(" ".join(norms)) if entry.kind == "person")
    return Item(item.first, item.last, "person", known, item.text) if known else item


def _organisation(first: int, last: int, inside: list[Item], pieces: Pieces) -> Item | None:
    """A marked organisation without any known word in it."""
    words = pieces.words[first:last]
    if inside or not words or not all(word[0].isalnum() for word in words):
        return None
    if words[0].lower() == "the":
        first, words = first + 1, words[1:]
    proper = all(word[0].isupper() or word in _SMALL for word in words)
    good = 0 < len(words) <= 5 and proper and words[0][0].isupper()
    return Item(first, last, "organisation", (), " ".join(words)) if good else None


def _titled(items: list[Item], pieces: Pieces, view: View) -> list[Item]:
    """Capitalised words right after a person's title, missed by the model: "Minister Tran Xuan Gia"."""
    out: list[Item] = []
    for position, item in enumerate(items):
        if not _is_title(item):
            continue
        stop = items[position + 1].first if position + 1 < len(items) else len(pieces)
        last = item.last
        while last < min(stop, item.last + 4) and _is_proper(pieces, last, view) and not pieces.owns[last - 1]:
            last += 1
        if last > item.last and pieces.words[item.first][0].isupper():
            out.append(Item(item.last, last, "name", (), " ".join(pieces.words[item.last : last])))
    return out


def _is_proper(pieces: Pieces, at: int, view: View) -> bool:
    word = pieces.words[at]
    return word[0].isupper() and not word.isdigit() and view.pos[view.token_at(pieces.starts[at])] == "PROPN"
