"""Pictures, documents, posts and papers tell what they hold, whatever the verb: "the pictures have bulldozers levelling it"."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.asides import SHOWING
from detente.certainty.cues import Cues
from detente.certainty.effects import Holder, State
from detente.certainty.phrases import noun_phrase
from detente.certainty.propose import subject_of
from detente.certainty.speakers import kind_of
from detente.certainty.tree import Tree

_HELD = frozenset(("dobj", "ccomp", "xcomp", "advcl", "oprd", "dative", "prep"))
_RECORDS = frozenset(("IMAGERY_SENSOR", "DOCUMENT_DATA", "SOCIAL_MEDIA", "MEDIA"))
_ABOUT = frozenset(("of", "to", "about", "at"))


def is_record(tree: Tree, cues: Cues, head: int) -> bool:
    """A noun for something written, pictured, measured or posted, by itself or with its modifiers ("thermal readings")."""
    if not cues.records.isdisjoint(tree.names(head)):
        return True
    if tree.pos[head] != "NOUN" or not cues.people.isdisjoint(tree.names(head)):
        return False
    return kind_of(tree, noun_phrase(tree, head, [tree.heads[head]]), head, None, cues)[0] in _RECORDS


def shown(tree: Tree, cues: Cues, verb: int, child: int, own: State, found: State) -> State:
    """The state around what a record shows, with the record as its speaker where no rule has named one.

    Args:
        tree: the sentences around it.
        cues: the cue lists.
        verb: of showing, naming, listing.
        child: its object or complement.
        own: the state of the verb.
        found: the state around the child by the other rules.
    """
    if tree.lemmas[verb] not in SHOWING or child < verb or tree.deps[child] not in _HELD or tree.pos[verb] != "VERB":
        return found
    if not own.actual or found.rejected is not None or found.holders != own.holders or found.factive != own.factive:
        return found
    if tree.deps[child] == "prep" and tree.lowers[child] not in _ABOUT:
        return found
    if tree.deps[child] == "advcl" and tree.tags[child] not in ("VBG", "VBN"):
        return found
    subject = subject_of(tree, verb)
    if subject is None or tree.lemmas[subject] in cues.instruments or not is_record(tree, cues, subject):
        return found
    holder = Holder(verb, subject, "AFFIRMS", "speech")
    return replace(found, holders=(*found.holders, holder), why=(*found.why, f"{tree.lowers[verb]}: shown by a record"))
