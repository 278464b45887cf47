"""Whether two reports tell of one event: 0..1 with reasons, or None where something rules it out."""

from __future__ import annotations

from dataclasses import dataclass

from detente.merge.evidence import dyad_fit, place_fit, time_fit, words_fit
from detente.merge.reports import Report
from detente.merge.rules import Rules

#: A conjecture, or a denial, is only tied to an event that it describes well.
_MIN_DYAD_OF_CONJECTURE = 0.85
_MIN_WORDS_OF_CONJECTURE = 0.3
_MIN_WORDS_OF_DENIAL = 0.25
_MIN_TIME_OF_DENIAL = 0.45
_MIN_WORDS_OF_PLURAL = 0.8


@dataclass(frozen=True, slots=True)
class Score:
    """How well two reports fit one event."""

    value: float  #: 0..1
    why: tuple[str, ...]


def score(one: Report, two: Report, rules: Rules) -> Score | None:
    """The score of two reports; None = they cannot tell of one event. The same in either order."""
    fit = type_fit(one, two, rules)
    if fit == 0.0:
        return None
    if one.ordinal is not None and two.ordinal is not None and one.ordinal != two.ordinal:
        return None
    place = place_fit(one, two, rules)
    if place is None:
        return None
    time = time_fit(one, two, rules)
    if time is None:
        return None
    dyad = dyad_fit(one, two, rules)
    if dyad is None:
        return None
    words = words_fit(one, two, rules)
    if not _statuses_allow(one, two, dyad, time, place, words):
        return None
    weights = rules.speech_weights if {one.event_type, two.event_type} <= rules.speech else rules.act_weights
    value = (
        weights.type * fit + weights.dyad * dyad + weights.time * time + weights.place * place + weights.words * words
    )
    why = (f"type {fit:.2f}", f"dyad {dyad:.2f}", f"time {time:.2f}", f"place {place:.2f}", f"words {words:.2f}")
    return Score(value, why)


def type_fit(one: Report, two: Report, rules: Rules) -> float:
    """How well the types fit one event; 0 = not at all."""
    if one.event_type == two.event_type:
        return 1.0
    if one.kinds & two.kinds and "planned" in (one.group, two.group):
        return 0.9
    return rules.compatible.get(frozenset((one.event_type, two.event_type)), 0.0)


def _statuses_allow(one: Report, two: Report, dyad: float, time: float, place: float, words: float) -> bool:
    """Plurals, conjectures and denials are merged only with what they clearly describe."""
    if (one.collective or two.collective) and not (one.collective and two.collective and words >= _MIN_WORDS_OF_PLURAL):
        return False
    groups = {one.group, two.group}
    if "hypothetical" in groups:
        return _conjectures_allow(one, two, dyad, time, words)
    if groups == {"happened", "denied"} or groups == {"denied"}:
        described = place == 1.0 or words >= _MIN_WORDS_OF_DENIAL
        return time >= _MIN_TIME_OF_DENIAL and dyad >= _MIN_DYAD_OF_CONJECTURE and described
    return True


def _conjectures_allow(one: Report, two: Report, dyad: float, time: float, words: float) -> bool:
    if one.event_type != two.event_type or dyad < _MIN_DYAD_OF_CONJECTURE:
        return False
    if one.group == two.group:
        return words >= _MIN_WORDS_OF_CONJECTURE
    if "CONDITIONAL" in (one.status, two.status) or "UNKNOWN" in (one.status, two.status):
        return False
    # "may meet on Friday" before, "met on Friday" after
    return one.when is not None and two.when is not None and one.when.explicit and two.when.explicit and time >= 0.5
