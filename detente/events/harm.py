"""Nouns of harm, and who does what they name: "a Russian strike", "an attack by rebels", "clashes with the police"."""

from __future__ import annotations

from importlib.resources import files

import yaml
from spacy.tokens import Token

from detente.events.dependents import after_preposition, belonging, children, possessors

_WORDS = yaml.safe_load(files("detente").joinpath("events/data/harm.yaml").read_text("utf-8"))
#: What each means: events/data/harm.yaml.
HARM, _BY_FORCES, _TWO_SIDED = (frozenset(_WORDS[key]) for key in ("harm", "by_forces", "two_sided"))
_ANY = HARM | _BY_FORCES | _TWO_SIDED


def harm_within(verb: Token) -> list[Token]:
    """The harm in which somebody suffers what the verb says: "was killed in an air [strike]"."""
    nouns = [noun for prep in children(verb, "prep") if prep.lower_ == "in" for noun in children(prep, "pobj")]
    return [noun for noun in nouns if noun.lemma_ in _ANY]


def doers(noun: Token) -> list[Token]:
    """Who does the harm: its owner, "by" whom, else the adjective or the initials before it; of a clash "with" whom."""
    if noun.lemma_ in _TWO_SIDED:
        return after_preposition(noun, ("with",))
    if found := [*possessors(noun), *after_preposition(noun, ("by",))]:
        return found
    return belonging(noun) if noun.lemma_ in _BY_FORCES else []
