"""Candidate spans -> the probability that each names a place."""

from __future__ import annotations

from collections import defaultdict

from detente.places.candidates import Span, Words
from detente.places.cues import Cues
from detente.places.features import features
from detente.places.gazetteer import Gazetteer
from detente.places.weights import Weights, probability


def place_probabilities(
    words: Words, spans: list[Span], gazetteer: Gazetteer, cues: Cues, weights: Weights
) -> list[float]:
    """One probability a span, 0..1: first from its surroundings, then with the document's other uses of the name."""
    names = features(words, spans, gazetteer, cues)
    first = [probability(n, weights.local) for n in names]
    extra = elsewhere(spans, first)
    return [probability(n + e, weights.whole) for n, e in zip(names, extra, strict=True)]


def elsewhere(spans: list[Span], first: list[float]) -> list[list[str]]:
    """Features from the whole document: how the same name, and its neighbours, were judged on their own."""
    same: dict[str, list[int]] = defaultdict(list)
    for i, span in enumerate(spans):
        same[span.key].append(i)
    density = sum(first) / max(1, len(first))
    out = []
    for i, span in enumerate(spans):
        names = [f"first={min(9, int(first[i] * 10))}", f"density={min(9, int(density * 10))}"]
        others = [first[j] for j in same[span.key] if j != i] if span.key else []
        if others:
            names.append(f"others-best={min(9, int(max(others) * 10))}")
            names.append(f"others-mean={min(9, int(10 * sum(others) / len(others)))}")
        else:
            names.append("others=none")
        out.append(names)
    return out
