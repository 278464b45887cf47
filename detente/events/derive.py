"""First frames of a type from marked examples: "[a|Chad] [t|hacked into] the servers of [r|Niger]" -> verb hack + into.

The words of the marked trigger become the frame's words, and the parties' roles are those in which `roles.fill` finds the
marked spans again; so a frame finds at least the sentence that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from detente.codebook.marks import Marked
from detente.codebook.model import ROLES, Frame
from detente.events import arguments, dependents
from detente.events.roles import fill
from detente.types import CharSpan, Entity

#: Before the packaged types' frames where several fit a word: the examples decide afterwards.
CONFIDENCE = 0.95
_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


@dataclass(frozen=True, slots=True)
class Derived:
    """Frames from the examples of one type."""

    frames: tuple[Frame, ...]
    unread: tuple[str, ...]  #: hits that gave none: no trigger marked, or no word to build on


def derive_frames(event_type: str, hits: Sequence[Marked], misses: Sequence[Marked], nlp: Language) -> Derived:
    """One frame for each trigger word with its particle, preposition and object, roles joined over the examples.

    Args:
        event_type: id.
        hits: examples; without a marked trigger they give nothing.
        misses: near misses; one at the same word becomes the frame's `near_miss`.
        nlp: the spaCy pipeline.
    """
    found: dict[str, Frame] = {}
    unread = []
    for hit, doc in zip(hits, nlp.pipe([hit.text for hit in hits]), strict=True):
        frame = _frame(event_type, hit, doc)
        if frame is None:
            unread.append(hit.text)
        elif (old := found.get(frame.id)) is not None:
            found[frame.id] = replace(
                old, actor=_joined(old.actor, frame.actor), recipient=_joined(old.recipient, frame.recipient)
            )
        else:
            found[frame.id] = frame
    if not any(hit.recipient for hit in hits):
        found = {name: replace(frame, recipient=()) for name, frame in found.items()}
    taken = {_trigger_word(doc, miss): miss.text for miss, doc in _parsed(misses, nlp)}
    frames = [replace(frame, near_miss=taken.get(frame.lemmas[0].split()[-1], "")) for frame in found.values()]
    return Derived(tuple(sorted(frames, key=lambda frame: frame.id)), tuple(unread))


def _parsed(marked: Sequence[Marked], nlp: Language) -> Iterable[tuple[Marked, Doc]]:
    chosen = [item for item in marked if item.trigger]
    return zip(chosen, nlp.pipe([item.text for item in chosen]), strict=True)


def _trigger_word(doc: Doc, marked: Marked) -> str:
    root = _root(doc, marked.trigger)
    return root.lemma_.lower() if root is not None else ""


def _root(doc: Doc, trigger: CharSpan | None) -> Token | None:
    span = doc.char_span(*trigger, alignment_mode="expand") if trigger else None
    return span.root if span is not None else None


def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*left, *right)))


def _frame(event_type: str, hit: Marked, doc: Doc) -> Frame | None:
    token = _root(doc, hit.trigger)
    if token is None or token.pos_ not in _KINDS or hit.trigger is None:
        return None
    words = [t for t in doc if hit.trigger[0] <= t.idx < hit.trigger[1] and t.i != token.i]
    kind = _KINDS[token.pos_]
    if kind == "adjective" and token.dep_ == "amod":
        return None  # "an [ill] president" has no parties of its own
    particle = tuple(t.lower_ for t in words if t.lower_ in dependents.particles(token)) if kind == "verb" else ()
    preposition = tuple(
        t.lower_ for t in words if t.lower_ in dependents.prepositions(token) and t.lower_ not in particle
    )
    noun = next((t for t in words if kind == "verb" and t in arguments.objects(token)), None)
    lemma = _compound(token, words) if kind == "noun" else token.lemma_.lower()
    objects = (_compound(noun, words),) if noun is not None else ()
    governed = tuple(t.lemma_.lower() for t in words if t.dep_ == "pobj" and t.head.head == token)
    preposition = () if governed else preposition  # "taken to hospital": the noun says more
    name = "-".join(word.replace(" ", "-") for word in (lemma, *particle, *preposition, *objects, *governed))
    actor, recipient = _role(token, hit.actor, noun), _role(token, hit.recipient, noun)
    return Frame(
        id=f"{event_type}.{name}",
        event_type=event_type,
        kind=kind,
        lemmas=(lemma,),
        particle=particle,
        preposition=preposition,
        objects=objects,
        complement=governed,
        actor=(actor,) if actor else _usual(kind, "actor"),
        recipient=(recipient,) if recipient else _usual(kind, "recipient"),
        requires=("actor",) if actor else ("recipient",) if recipient else (),
        confidence=CONFIDENCE,
        example=hit.text,
    )


def _compound(noun: Token, words: Sequence[Token]) -> str:
    """ "cyber attack" for the attack of "a cyber attack" where both are marked."""
    before = [t.lower_ for t in words if t.head == noun and t.dep_ in ("compound", "amod") and t.i < noun.i]
    return " ".join([*before, noun.lemma_.lower()])


def _usual(kind: str, party: str) -> tuple[str, ...]:
    """Where a party most often stands that this example does not name."""
    if kind == "verb":
        return ("subject",) if party == "actor" else ("object",)
    if kind == "noun":
        return ("by", "possessor", "modifier") if party == "actor" else ("on", "against")
    return ("subject",) if party == "actor" else ("with",)


def _role(token: Token, span: CharSpan | None, noun: Token | None) -> str | None:
    """The role in which the marked span is found from the trigger, or None."""
    inside = token.doc.char_span(*span, alignment_mode="expand") if span else None
    if span is None or inside is None:
        return None
    marked = Entity(*span, token.doc.text[slice(*span)], "group", "marked")
    where = dict.fromkeys(range(inside.start, inside.end), marked)
    holder = token.head if token.pos_ == "ADJ" and token.head.pos_ in ("AUX", "VERB") else token
    tried = [role for role in ROLES if role not in ("clause_subject", "issue", "speaker")]
    if noun is not None:  # "launched a raid on Chad": the object is the raid, though Chad hangs on it
        tried.sort(key=lambda role: role == "object")
    return next((role for role in tried if fill(holder, (role,), where, noun)[0]), None)
