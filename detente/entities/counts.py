"""People of whom a text gives nothing but the number: "killed at least [12]", "arrested [dozens]", "[thousands] marched"."""

from __future__ import annotations

from detente.entities.group import Draft
from detente.entities.lexer import Pieces
from detente.entities.phrase import Reading
from detente.entities.scan import Item
from detente.entities.view import View

#: What is done to people, so that a number behind it counts them.
_DONE_TO_PEOPLE = frozenset({
    "kill", "wound", "injure", "hurt", "arrest", "detain", "execute", "hang", "behead", "massacre", "slaughter", "abduct",
    "kidnap", "deport", "jail", "imprison", "evacuate", "rescue", "displace", "free", "murder", "maim", "capture", "burn",
    "lynch", "torture", "disperse", "evict",
})  # fmt: skip
#: What crowds do.
_DONE_BY_CROWDS = frozenset({"march", "protest", "demonstrate", "rally", "gather", "riot", "strike", "chant", "clash"})
_ROUGHLY = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "many"})
_AFFECTED = frozenset({"dobj", "nsubjpass"})
_READING = Reading("people", "group", None, ("CVL",), None, "a number of people", role="people", plural=True)


def find_counts(drafts: list[Draft], pieces: Pieces, view: View) -> list[Draft]:
    """New phrases for such numbers; their country stays open."""
    taken = {at for draft in drafts for at in range(draft.first, draft.last)}
    found = []
    for at, norm in enumerate(pieces.norms):
        token = view.token_at(pieces.starts[at])
        number = view.pos[token] == "NUM" or norm in _ROUGHLY
        if number and at not in taken and _is_done_to(token, view) and not _counts(at, pieces):
            item = Item(at, at + 1, "pronoun", (), pieces.words[at])
            found.append(
                Draft([item], at, at + 1, pieces.starts[at], pieces.ends[at], token, view.sent[token], _READING)
            )
    return found


def _is_done_to(token: int, view: View) -> bool:
    """The number itself is the object, or the subject of a passive; or it is a crowd that does something."""
    while view.dep[token] == "conj" and view.head[token] < token and view.pos[view.head[token]] == "NUM":
        token = view.head[token]
    verb = view.lemma(view.head[token])
    if view.dep[token] == "nsubj":
        return verb in _DONE_BY_CROWDS and view.pos[token] != "NUM"
    return view.dep[token] in _AFFECTED and verb in _DONE_TO_PEOPLE


def _counts(at: int, pieces: Pieces) -> bool:
    """It says of what: "dozens of cars", "12 of the soldiers"; or it is a share: "12%"."""
    return at + 1 < len(pieces) and pieces.norms[at + 1] in {"of", "%", "percent", "per"}
