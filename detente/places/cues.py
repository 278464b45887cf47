"""Cue words: the lists of data/cues.yaml as sets."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Cues:
    """Lower-case words by what they tell about a name beside them."""

    prepositions: frozenset[str]
    locative: frozenset[str]  #: prepositions that say where: "in", "off"
    directions: frozenset[str]  #: "northern", "downtown"
    connectors: frozenset[str]  #: lower-case words inside names: "Rio de Janeiro"
    streets: frozenset[str]  #: last words of streets
    roads: frozenset[str]  #: words before a road's number
    waters: frozenset[str]
    heights: frozenset[str]  #: relief, islands, parks
    areas: frozenset[str]  #: administrative words
    typed_areas: frozenset[str]  #: the administrative words that end a proper name: "Hamilton Township"
    facilities: frozenset[str]
    fronts: frozenset[str]  #: first words of names: "Lake Erie"
    institutions: frozenset[str]  #: after a town's name: "Danbury police"
    companies: frozenset[str]  #: after a name that is no place: "Washington Post"
    titles: frozenset[str]  #: before a person's name
    speech: frozenset[str]  #: verbs whose subject speaks or decides
    tails: frozenset[str]  #: lower-case words that may end a name: "Natanz nuclear facility"
    never: frozenset[str]  #: never a place on their own
    taking: frozenset[str]  #: verbs whose object is often a place, in all forms: "captured"
    bodies: frozenset[str]  #: before "of" and a name that is part of a title: "Bank of England"
    newspapers: frozenset[str]  #: last words of titles of newspapers
    first_names: frozenset[str]


@lru_cache(maxsize=1)
def load() -> Cues:
    """The cue words of the package."""
    text = (resources.files("detente.places") / "data" / "cues.yaml").read_text("utf-8")
    # YAML reads bare `on` and `no` as truth values; a list of words means the words.
    lists = yaml.load(text, yaml.BaseLoader)
    return Cues(**{field.name: frozenset(lists[field.name]) for field in fields(Cues)})


@dataclass(frozen=True, slots=True)
class Syntax:
    """Words of data/syntax.yaml: verbs and nouns by lemma."""

    where: frozenset[str]  #: prepositions that say where
    whither: frozenset[str]  #: prepositions of movement
    plainly: frozenset[str]  #: say where even before a party to the event: "in Iran", against "on Iran"
    compass: frozenset[str]  #: "north of Seoul"
    leaves: frozenset[str]  #: of which "from" says where: "withdrew from Kherson"
    moves: frozenset[str]  #: happen where they lead: "flew to Hanoi"
    objects: frozenset[str]  #: verbs whose object is where it happens: "bombed Aleppo"
    geo: frozenset[str]  #: nouns that still mean the place: "the port of Hodeidah"
    speech: frozenset[str]
    side: frozenset[str]  #: prepositions before a party, not a place: "with Moscow"
    talk: frozenset[str]  #: "to" after these names a party: "sent to Kyiv"
    parts: frozenset[str]  #: what a city has as a place, not as a government: "Vladivostok's coast"
    seats: frozenset[str]  #: places that stand for a government
    visited: frozenset[str]  #: an object of these is the place itself, not a government
    topics: frozenset[str]  #: prepositions before what is talked of: "outrage over"
    happenings: frozenset[str]  #: nouns of what takes place itself: "shooting", "war"
    gathers: frozenset[str]  #: after which a pronoun acts at the same place: "arrived"
    strikes: frozenset[str]  #: what "on" or "against" names is where it happens: "the attack on Israel"
    takings: frozenset[str]  #: what "of" names is where it happens: "the invasion of Kuwait"
    occasions: frozenset[str]  #: "met for talks in Oslo"
    anaphors: frozenset[str]  #: "in the city": the place named before
    forces: frozenset[str]  #: what is sent goes there itself: "sent officers to Haiti"
    causes: frozenset[str]  #: verbs one with what they bring about: "forced it to land"


@lru_cache(maxsize=1)
def load_syntax() -> Syntax:
    """The words of attachment and roles."""
    text = (resources.files("detente.places") / "data" / "syntax.yaml").read_text("utf-8")
    lists = yaml.load(text, yaml.BaseLoader)
    return Syntax(**{field.name: frozenset(lists[field.name]) for field in fields(Syntax)})
