"""The rules of merging, as data: rules.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

#: What type, dyad, time, place and words count; they add up to 1.
Weights = tuple[float, float, float, float, float]
_EVIDENCE = ("type", "dyad", "time", "place", "words")


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """rules.yaml, typed; its comments say what each field means."""

    version: int
    threshold: float
    unsure_margin: float
    floor: float
    family: Mapping[str, str]  #: event type -> family
    compatible: Mapping[frozenset[str], float]
    commitments: Mapping[str, str]
    symmetric: frozenset[str]
    occasions: frozenset[str]
    speech: frozenset[str]
    statements: frozenset[str]
    act_weights: Weights
    speech_weights: Weights
    violent: frozenset[str]
    cancellation: re.Pattern[str]  # a whole trigger: "called off"
    cancelled_noun: re.Pattern[str]  # "summit", "talks"
    cancelled_kind: str
    reaction: re.Pattern[str]
    fulfilment: re.Pattern[str]
    several: frozenset[str]
    plural_singulars: frozenset[str]
    outcome: re.Pattern[str]  # "killing"
    plural: re.Pattern[str]  # "strikes": a countable in the plural
    counted: re.Pattern[str]  # "second round", group 1 the number
    ordinals: tuple[str, ...]
    light: frozenset[str]  # "hold" talks
    stopwords: frozenset[str]


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The rules in the package."""
    data = yaml.safe_load((resources.files("detente.merge") / "rules.yaml").read_text("utf-8"))
    words = {name: frozenset(data.pop(name).split()) for name in ("several", "plural_singulars", "light", "stopwords")}
    sets = {name: frozenset(data.pop(name)) for name in ("symmetric", "occasions", "speech", "statements", "violent")}
    weights = data.pop("weights")
    ordinals = "|".join(data["ordinals"])
    nouns = "|".join(data["countable"].split())
    families = data.pop("families")
    cancelled = data.pop("cancelled")
    return Rules(
        version=data["version"],
        threshold=data["threshold"],
        unsure_margin=data["unsure_margin"],
        floor=data["floor"],
        family={event_type: family for family, types in families.items() for event_type in types},
        compatible={frozenset((one, two)): fit for one, two, fit in data["compatible"]},
        commitments=data["commitments"],
        act_weights=_weights(weights["act"]),
        speech_weights=_weights(weights["speech"]),
        plural=re.compile(rf"(?:{nouns})(?:e?s)|rallies|deliveries"),
        counted=re.compile(rf"\b({ordinals}|\d{{1,3}}(?:st|nd|rd|th))[\s-]+(?:[\w-]+\s+){{0,2}}?(?:{nouns})\b"),
        ordinals=tuple(data["ordinals"]),
        outcome=re.compile(rf"(?:{'|'.join(data['outcomes'].split())})\b", re.I),
        # "postponed", "postponed a meeting"
        cancellation=re.compile(rf"(?:{'|'.join(cancelled['verbs'])})(?:\s+[\w-]+){{0,4}}"),
        cancelled_noun=re.compile(rf"\b(?:{'|'.join(cancelled['nouns'].split())})\b", re.I),
        cancelled_kind=cancelled["kind"],
        reaction=re.compile(rf"\b(?:{'|'.join(data['reaction'])})\b", re.I),
        fulfilment=re.compile(rf"\b(?:{'|'.join(data['fulfilment'])})\b", re.I),
        **words,
        **sets,
    )


def _weights(named: Mapping[str, float]) -> Weights:
    kind, dyad, time, place, words = (named[name] for name in _EVIDENCE)
    return kind, dyad, time, place, words
