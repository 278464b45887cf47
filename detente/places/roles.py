"""What a place name stands for in its sentence: the place, the government that sits there, or a mere modifier."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc, Token

from detente.places.candidates import Span, Words
from detente.places.cues import load_syntax
from detente.places.gazetteer import Record
from detente.places.records import IS_ADJECTIVE


def role(doc: Doc, words: Words, span: Span, record: Record, *, capital: bool = False) -> str:
    """literal | metonym | adjective | modifier.

    "Moscow said it would help" -> metonym; "talks in Moscow" -> literal; "Georgian troops" -> adjective; "Danbury
    police" -> modifier.
    """
    if len(span.rows) and bool(np.all(span.rows & IS_ADJECTIVE)):
        return "adjective"
    token = _head(doc, span)
    if span.end < len(words.texts) and words.texts[span.end] == "-" and not doc[span.end - 1].whitespace_:
        return "modifier"
    if token.dep_ in ("compound", "nmod", "amod") and token.head.i >= span.end:
        return "modifier"
    return "metonym" if (capital or _may_stand(record)) and _acts(token) else "literal"


def _head(doc: Doc, span: Span) -> Token:
    """The span's token whose head lies outside it."""
    for i in range(span.end - 1, span.start - 1, -1):
        token = doc[i]
        if not span.start <= token.head.i < span.end or token.head.i == i:
            return token
    return doc[span.end - 1]


def _may_stand(record: Record) -> bool:
    """Countries, seats of government and large cities stand for governments; villages do not."""
    return (
        record.feature == "country"
        or record.name in load_syntax().seats
        or (record.feature == "city" and record.population > 500_000)
    )


def _acts(token: Token) -> bool:
    """The name does, suffers or says something, or takes part in it."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    dep = token.dep_
    if dep in ("nsubj", "dative", "agent"):
        return True
    if dep == "nsubjpass":
        return token.head.lemma_ in load_syntax().talk
    if dep == "dobj":
        return token.head.lemma_ not in load_syntax().visited | load_syntax().objects
    if dep == "poss":
        return token.head.lemma_.lower() not in load_syntax().parts
    if dep == "pobj":
        preposition = token.head
        if preposition.lower_ == "for" and _departs(preposition.head):
            return False
        if preposition.lower_ in load_syntax().side:
            return True
        if preposition.lower_ == "to":
            return preposition.head.lemma_ in load_syntax().talk and not _sends_forces(preposition.head)
    return False


def _departs(token: Token) -> bool:
    """ "left for London", "a plane bound for Vilnius"."""
    lemma = token.lemma_.lower()
    return token.lower_ == "bound" or (token.pos_ == "VERB" and lemma in load_syntax().moves | load_syntax().leaves)


def _sends_forces(verb: Token) -> bool:
    """ "sent officers to Haiti": they go to the place; "sent a letter to Haiti" or jets are for the government."""
    sent = (child for child in verb.children if child.dep_ == "dobj")
    return verb.lemma_ == "send" and any(noun.lemma_.lower() in load_syntax().forces for noun in sent)
