"""Rule and model weighed against each other: the encoder's second opinion on what the frames found.

The frame proposes type and parties and can say why; the encoder reads the whole sentence and can say that nothing happened
between the two. The confidence is a logistic regression on both (training/fit_confidence.py); where they disagree the event
says so in `why`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from detente.codebook.model import Codebook
from detente.encoder import Reading
from detente.events.future import ANNOUNCED
from detente.events.own import NOTHING_OWN, Own
from detente.events.view import span_of
from detente.types import Candidate, CharSpan

_NONE = "NONE"
#: The encoder's type is taken instead of the frame's only when this sure of it, and the frame's type hardly likely.
_SURE_OF_TYPE, _HARDLY = 0.85, 0.1
#: The same where cooperation would become conflict or the other way round: "if it supplied arms" is no assault.
_SURE_OF_OPPOSITE = 0.97
#: Frames this sure keep their type: "imposed sanctions", which half of the encoder's gold calls COERCE.
_PLAIN = 0.9
_LEAST, _MOST = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the two branches of the encoder, trained apart, say of a candidate: label -> probability, NONE among the labels."""

    first: dict[str, float]  #: by the branch for events
    second: dict[str, float]  #: by the branch for marks
    first_alone: dict[str, float]  #: of the trigger without its parties
    second_alone: dict[str, float]


def weigh(
    candidates: Sequence[Candidate], codebook: Codebook, reading: Reading, own: Own = NOTHING_OWN
) -> tuple[Candidate, ...]:
    """The candidates with both opinions in their confidence, in order.

    Types of a user's own codebook are weighed by the user's heads or examples, where `own` has any. Without, types that the
    encoder never saw keep the frame's word, as trusted frames always do.
    """
    for branch in ("events", "marks"):
        asked = [c.sentence for c in candidates if not c.trusted and c.framed]
        reading.sentences(asked, branch)
    return tuple(_agreed([_weighed(candidate, codebook, reading, own) for candidate in candidates]))


def _agreed(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The directions of one mutual act, "X and Y met", with the type and the confidence of the surest of them."""
    surest: dict[tuple[CharSpan, frozenset[str]], Candidate] = {}
    for candidate in (c for c in candidates if c.reciprocal):
        known = surest.setdefault(_act(candidate), candidate)
        if candidate.confidence > known.confidence:
            surest[_act(candidate)] = candidate
    for candidate in candidates:
        best = surest[_act(candidate)] if candidate.reciprocal else candidate
        if best.confidence > candidate.confidence:
            note = f"as sure as of its other direction, {best.confidence:.2f}"
            candidate = replace(
                candidate, event_type=best.event_type, mode=best.mode, cameo=best.cameo, confidence=best.confidence,
                why=(*candidate.why, note),
            )  # fmt: skip
        yield candidate


def _act(candidate: Candidate) -> tuple[CharSpan, frozenset[str]]:
    return candidate.trigger, frozenset(party.name for party in (*candidate.actors, *candidate.recipients))


def opinion(candidate: Candidate, reading: Reading) -> Opinion:
    """Both branches asked, with the candidate's parties and without."""
    parties = span_of(candidate.actors), span_of(candidate.recipients)
    first, second = (reading.sentence(candidate.sentence, branch) for branch in ("events", "marks"))
    ask = reading.encoder.pair_type
    return Opinion(
        ask(first, *parties, candidate.trigger), ask(second, *parties, candidate.trigger, "marks"),
        ask(first, None, None, candidate.trigger), ask(second, None, None, candidate.trigger, "marks"),
    )  # fmt: skip


def features(candidate: Candidate, said: Opinion, codebook: Codebook) -> list[float]:
    """What the confidence is made of: log odds of the frame, of both branches for the type and against NONE, of the trigger
    alone; is one party missing that the type requires, or one that it does not."""
    name, event_type = candidate.event_type, codebook.types[candidate.event_type]
    lacks = not (candidate.actors and (candidate.recipients or candidate.reciprocal))
    required = event_type.requires_recipient or event_type.takes_two

    def likely(odds: dict[str, float]) -> float:
        """Of the type, or of what it is where it is only announced: "will attack" is THREATEN for the encoder."""
        return odds.get(name, 0.0) + odds.get(ANNOUNCED.get(name, ""), 0.0)

    return [
        _log_odds(candidate.confidence),
        _log_odds(likely(said.first)), _log_odds(1 - said.first[_NONE]),
        _log_odds(likely(said.second)), _log_odds(1 - said.second[_NONE]),
        _log_odds(likely(said.second_alone)), _log_odds(1 - said.second_alone[_NONE]),
        _log_odds(1 - said.first_alone[_NONE]),
        float(lacks and required), float(lacks and not required),
    ]  # fmt: skip


def _log_odds(probability: float) -> float:
    probability = min(_MOST, max(_LEAST, probability))
    return math.log(probability / (1 - probability))


@lru_cache(maxsize=1)
def _coefficients() -> tuple[float, ...]:
    """Intercept first, then one a feature."""
    text = files("detente").joinpath("events/data/confidence.json").read_text("utf-8")
    return tuple(json.loads(text)["coefficients"])


def _confidence(values: Sequence[float]) -> float:
    first, *rest = _coefficients()
    total = first + sum(weight * value for weight, value in zip(rest, values, strict=True))
    return round(1 / (1 + math.exp(-total)), 3)


def _sure(candidate: Candidate, best: str, codebook: Codebook) -> float:
    """How sure the encoder must be of another type: surer where help would become harm, or harm help."""
    one, other = (codebook.types[name].quad_class.endswith("conflict") for name in (candidate.event_type, best))
    return _SURE_OF_TYPE if one == other else _SURE_OF_OPPOSITE


def _weighed(candidate: Candidate, codebook: Codebook, reading: Reading, own_opinion: Own) -> Candidate:
    if candidate.trusted or candidate.framed is None:
        return candidate
    if not (candidate.event_type in reading.encoder.types or own_opinion.knows(candidate.event_type)):
        return candidate
    whole, sentence = opinion(candidate, reading), reading.sentence(candidate.sentence, "events")
    said = whole.first
    if own_opinion.knows(candidate.event_type):
        return own_opinion.weighed(candidate, sentence, codebook, said)
    if (claimed := own_opinion.claimed(candidate, sentence, codebook)) is not None:
        return claimed
    best, own = max(said, key=lambda label: said[label]), said[candidate.event_type]
    note = f"encoder: {candidate.event_type} {own:.2f}" + (
        f", {best} {said[best]:.2f}" if best != candidate.event_type else ""
    )
    overruled = candidate.confidence < _PLAIN and own < _HARDLY
    if best != _NONE and overruled and best in codebook.types and said[best] >= _sure(candidate, best, codebook):
        candidate = replace(candidate, event_type=best, mode=None, cameo=codebook.types[best].cameo)
        note += ": its type is taken"
    confidence = _confidence(features(candidate, whole, codebook))
    return replace(candidate, confidence=confidence, why=(*candidate.why, note))
