"""Joins the names and role words of one noun phrase: "Turkish" + "foreign minister" + "Hakan Fidan"."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from detente.entities.lexer import Pieces
from detente.entities.phrase import Reading
from detente.entities.scan import LEADING, SITUATED, STANCES, TIED, Item
from detente.entities.view import MODIFIES, View

_NAMES = frozenset({"person", "surname", "name"})
_LANDS = frozenset({"state", "adjective"})
_FORMS = frozenset({"adjective", "state", "group", "city", "capital", "org", "seat", "organisation", "demonym"})
#: Relations of what stands left of a noun in its phrase: "a 14-year-old boy".
_BEFORE = frozenset({"amod", "compound", "nmod", "npadvmod", "nummod"})
#: A role word before an unknown noun acts there if it is of these sectors: "the rebel attack", not "the school bus".
_ACTING = frozenset({"GOV", "MIL", "REB", "COP", "LEG", "OPP", "SPY", "PRM", "UAF"})


@dataclass(slots=True, eq=False)
class Draft:
    """A phrase on its way to an entity."""

    items: list[Item]
    first: int  #: piece, first of the core
    last: int  #: piece, end of the core (half-open)
    start: int  #: character
    end: int  #: character, half-open
    token: int  #: head token
    sent: int
    reading: Reading = field(default_factory=lambda: Reading("", "role"))
    modifies: bool = False  #: stands before a noun that is no actor: "the Russian invasion"
    locative: bool = False  #: a place rather than an actor: "in Paris"
    place: str | None = None  #: country of a place said beside it
    antecedent: tuple[int, int] | None = None
    members: list[Draft] = field(default_factory=list)
    dropped: bool = False


def group(items: list[Item], pieces: Pieces, view: View) -> list[Draft]:
    """Phrases in order of the text, without readings."""
    runs: list[list[Item]] = []
    for item in items:
        if item.kind == "role" and not _is_noun(item, pieces, view):
            continue
        if runs and _joins(runs[-1], item, pieces, view):
            runs[-1].append(item)
        else:
            runs.append([item])
    drafts = [draft for run in runs if (draft := _draft(run, pieces, view))]
    for before, draft in pairwise(drafts):
        if draft.start < before.end:  # "the Sino-Indian commission": two parties
            draft.start = pieces.starts[draft.first]
    return drafts


def token_of(item: Item, pieces: Pieces, view: View) -> int:
    return view.token_at(pieces.ends[item.last - 1] - 1)


def _is_noun(item: Item, pieces: Pieces, view: View) -> bool:
    return view.pos[token_of(item, pieces, view)] in {"NOUN", "PROPN"}


def _joins(run: list[Item], right: Item, pieces: Pieces, view: View) -> bool:
    """The item belongs to the phrase of the run before it."""
    left = run[-1]
    gap = range(left.last, right.first)
    if len(gap) > 3 or not all(_is_modifier(at, left, pieces, view) for at in gap):
        return False
    a, b = token_of(left, pieces, view), token_of(right, pieces, view)
    if view.sent[a] != view.sent[b]:
        return False
    owns, glued = pieces.owns[left.last - 1], bool(pieces.glued[right.first])
    linked = bool(set(view.path(a)[1:]) & set(range(view.token_at(pieces.starts[right.first]), b + 1))) or (
        view.noun_above(a) == view.noun_above(b)
    )
    if not _kinds_join(left, right, owns, linked, glued, not gap):
        return False
    return (
        linked
        or owns
        or (not gap and left.kind in {"adjective", "role", "group"})
        or bool(gap and pieces.glued[gap[0]])
    )


def _kinds_join(left: Item, right: Item, owns: bool, linked: bool, glued: bool, adjacent: bool) -> bool:
    if right.kind == "role":
        return left.kind != "demonym" and (left.kind not in _NAMES or owns or linked)
    if right.kind in _NAMES:
        if left.kind == "role":
            return (adjacent and left.entries[0].role_kind == "person" and not owns) or owns
        return left.kind in _FORMS and left.kind != "demonym" and not glued
    if right.kind in {"org", "seat", "organisation"}:
        return (left.kind in _LANDS | {"role", "group", "organisation"} or owns) and not glued
    if right.kind in {"group", "demonym"}:
        return left.kind in _LANDS and not glued and left.entries[0].country != right.entries[0].country
    if right.kind == "capital":
        return owns and left.kind in _LANDS
    if right.kind in _LANDS:  # "Kurdish Iraqi"; two states are two parties
        return left.kind == "group" and not owns
    return False


def _is_modifier(at: int, left: Item, pieces: Pieces, view: View) -> bool:
    """A word that may stand between the parts of one phrase."""
    norm = pieces.norms[at]
    if pieces.glued[at] and (norm in LEADING or norm in SITUATED or norm in TIED):
        return True
    if norm in STANCES:
        return at != left.last
    token = view.token_at(pieces.starts[at])
    pos = view.pos[token]
    return pos in {"ADJ", "NOUN", "PROPN", "NUM"} or (pos == "VERB" and view.dep[token] == "amod")


def _draft(run: list[Item], pieces: Pieces, view: View) -> Draft | None:
    modifies = _stands_before_noun(run, pieces, view)
    run = _without_tied(run, pieces)
    if modifies:
        run = _acting_part(run, pieces)
    if not run:
        return None
    token = token_of(run[-1], pieces, view)
    first, last = run[0].first, run[-1].last
    start = pieces.starts[first]
    if run[-1].kind in {"role", "group", "demonym"} or (len(run) > 1 and run[-1].kind in _NAMES):
        start = _left_edge(start, token, view)
    return Draft(run, first, last, start, pieces.ends[last - 1], token, view.sent[token], modifies=modifies)


def _stands_before_noun(run: list[Item], pieces: Pieces, view: View) -> bool:
    """The phrase only modifies a noun that is not in it: "the Russian [invasion]", "Iran's [offer]"."""
    last = run[-1]
    token = token_of(last, pieces, view)
    if pieces.owns[last.last - 1]:
        return True
    return view.dep[token] in MODIFIES and view.head[token] > token


def _without_tied(run: list[Item], pieces: Pieces) -> list[Item]:
    """Nobody acts in "U.S.-made weapons" and "Senate-approved bills"; he does in "the U.S.-led invasion"."""
    last = run[-1].last
    if last >= len(pieces) or not pieces.glued[last] or pieces.norms[last] in LEADING | SITUATED:
        return run
    return run[:-1] if pieces.norms[last] in TIED or pieces.norms[last].endswith("ed") else run


def _acting_part(run: list[Item], pieces: Pieces) -> list[Item]:
    """What of a modifying phrase can act: "the Moscow talks" nothing, "the rebel attack" the rebels."""
    while run:
        last = run[-1]
        if pieces.owns[last.last - 1] and last.kind != "city":
            return run
        if last.kind == "role" and set(last.entries[0].sectors) & _ACTING and not last.entries[0].weak:
            return run
        if last.kind not in {"role", "city", "capital", "organisation", "name"}:
            return run
        run = run[:-1]
    return run


def _left_edge(start: int, token: int, view: View) -> int:
    """Where the noun phrase begins: its article, numbers and adjectives included."""
    at = view.token_at(start)
    while at > 0 and view.sent[at - 1] == view.sent[token] and _is_left(at - 1, view) and view.noun_above(at - 1) >= at:
        at -= 1
    while at < token and view.text[view.starts[at]] == "-":
        at += 1
    return min(start, view.starts[at])


def _is_left(token: int, view: View) -> bool:
    """The token may stand left of the noun in its phrase."""
    pos, dep = view.pos[token], view.dep[token]
    own = dep == "poss" and pos == "PRON"
    return pos in {"DET", "ADJ", "NUM", "ADV"} or dep in _BEFORE or own or view.text[view.starts[token]] == "-"
