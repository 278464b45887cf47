"""Learned weights: data/weights.json, made by scripts/fit_places.py."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by feature name; a name that is absent weighs nothing."""

    local: dict[str, float]  #: is this span a place, from its own surroundings
    whole: dict[str, float]  #: the same, knowing what the document says of the same name elsewhere
    refer: tuple[dict[str, float], ...]  #: which place a name means, one set a round
    threshold: float  #: spans below are no places, 0..1


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights of the package."""
    values = json.loads((resources.files("detente.places") / "data" / "weights.json").read_text("utf-8"))
    return Weights(values["local"], values["whole"], tuple(values["refer"]), values["threshold"])


def probability(names: list[str], weights: dict[str, float]) -> float:
    """Logistic sum of present features, 0..1."""
    total = sum(weights.get(name, 0.0) for name in names)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
