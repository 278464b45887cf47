"""Events that a text comes back to by a noun alone: "the talks", "Thursday's attack", "the ban".

Such a noun names no party; it is read as a mention of the latest event of an earlier sentence that it can stand for and that
neither its time nor its place rules out. Each mention has a status of its own, so "the talks were called off" is kept beside
"agreed to talks". Which nouns stand for what: events/data/anaphors.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import yaml
from spacy.tokens import Doc, Token

from detente.assemble import Judged
from detente.types import Candidate, Entity
from detente.whole import text_of

#: What is told again by a noun is a little less certain than what was told. A judgement, not a measured figure.
_AGAIN = 0.85
#: Sentences back to the event at most.
_FARTHEST = 12
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_TAILS = ("ing", "ed", "es", "s", "ion", "al", "ure", "e")


@dataclass(frozen=True, slots=True)
class Nouns:
    """The table."""

    types: dict[str, frozenset[str]]  #: lemma -> event types
    other: frozenset[str]  #: modifiers of another event


def taken_up(
    doc: Doc,
    heard: Sequence[Judged],
    entities: Sequence[Entity],
    judged: Callable[[Candidate], Judged],
    min_confidence: float,
) -> list[Judged]:
    """Mentions by a noun alone of events that were told before, in the order of the text.

    Args:
        doc: the parsed document.
        heard: its events so far; only those of `min_confidence` are taken up, and never what is embedded in a speech act.
        entities: all of the document: a noun whose phrase names another party is no such mention.
        judged: what the later stages say of a candidate.
        min_confidence: 0..1.
    """
    told = [item for item in heard if item.candidate.confidence >= min_confidence]
    covered = [item.candidate.trigger for item in told]
    known = [item for item in told if item.candidate.actors and not item.candidate.secondary]
    found: list[Judged] = []
    if not known:
        return found
    starts = [sentence.start_char for sentence in doc.sents]
    for token in doc:
        span = (token.idx, token.idx + len(token.text))
        if not _stands_for_event(token) or any(start < span[1] and span[0] < end for start, end in covered):
            continue
        kinds = nouns().types[token.lemma_.lower()]
        since = starts[max(0, sum(start <= token.idx for start in starts) - 1 - _FARTHEST)]
        until = token.sent.start_char
        before = [k for k in known if k.candidate.event_type in kinds and since <= k.candidate.trigger[0] < until]
        found += _mentions(token, before, entities, judged)
    return found


def _stands_for_event(token: Token) -> bool:
    """A definite noun of the table: "the talks", "Thursday's attack"; not "a second attack", "attack helicopters"."""
    if token.pos_ != "NOUN" or token.lemma_.lower() not in nouns().types or token.dep_ in ("compound", "amod", "nmod"):
        return False
    children = list(token.children)
    if any(child.lower_ in nouns().other or child.dep_ == "nummod" for child in children):
        return False
    dated = any(child.dep_ == "poss" and child.ent_type_ in ("DATE", "TIME") for child in children)
    return dated or any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in children)


def _mentions(
    token: Token, before: Sequence[Judged], entities: Sequence[Entity], judged: Callable[[Candidate], Judged]
) -> Iterator[Judged]:
    """The event that the noun takes up, in each of its directions."""
    named = _countries_named(token, entities)
    ranked = sorted(
        before, key=lambda item: (_same_word(token, item, text_of(token.doc)), item.candidate.trigger), reverse=True
    )
    for item in ranked:
        if named <= _countries(item):
            mention = judged(_again(token, item))
            if _fits(mention, item):
                same = [other for other in before if other.candidate.trigger == item.candidate.trigger]
                for other in same:
                    yield _inherited(replace(mention, candidate=_again(token, other)), other)
                return


def _again(token: Token, item: Judged) -> Candidate:
    told, sentence = item.candidate, token.sent
    text = text_of(token.doc)[slice(*told.trigger)]
    start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
    return replace(
        told,
        trigger=(token.idx, token.idx + len(token.text)),
        sentence=(start, sentence.start_char + len(sentence.text.rstrip())),
        confidence=round(told.confidence * _AGAIN, 3),
        why=(f"'{token.text}' takes up '{text}' ({told.event_type}), told before",),
        parent=None,
        takes_up=told.trigger,
    )


def _fits(mention: Judged, item: Judged) -> bool:
    """Neither time nor place says that it is another event."""
    one, other = mention.time, item.time
    if one and other and one.from_date and other.from_date and one.to_date and other.to_date:
        overlap = one.from_date <= other.to_date and other.from_date <= one.to_date
    else:
        overlap = True
    return overlap and not (mention.place and item.place and mention.place.country != item.place.country)


def _inherited(mention: Judged, item: Judged) -> Judged:
    """With place and time of the event where the mention has none of its own."""
    return replace(mention, place=mention.place or item.place, time=mention.time or item.time)


def _countries_named(token: Token, entities: Sequence[Entity]) -> set[str]:
    """Countries of the parties in the noun's own phrase."""
    inside = [part for child in token.children if child.dep_ not in ("relcl", "acl") for part in child.subtree]
    starts = {part.idx for part in inside}
    return {entity.country for entity in entities if entity.country and entity.start in starts}


def _countries(item: Judged) -> set[str]:
    parties = (*item.candidate.actors, *item.candidate.recipients)
    return {party.country for party in parties if party.country}


def _same_word(token: Token, item: Judged, text: str) -> bool:
    """ "attack" after "attacked": the noun repeats the word by which the event was told."""
    stem = token.lemma_.lower()
    for tail in _TAILS:
        stem = stem.removesuffix(tail) if len(stem) - len(tail) >= 4 else stem
    return stem in text[slice(*item.candidate.trigger)].lower()


@lru_cache(maxsize=1)
def nouns() -> Nouns:
    """The table of the package."""
    table = yaml.safe_load(files("detente").joinpath("events/data/anaphors.yaml").read_text("utf-8"))
    types = {noun: frozenset(kinds) for noun, kinds in table["nouns"].items()}
    return Nouns(types, frozenset(table["other"]))
