"""Whether two reports tell of one event: 0..1 with reasons, or None where something rules it out."""

from __future__ import annotations

from detente.merge.block import blocks_of
from detente.merge.evidence import NO_PARTY, dyad_fit, is_mutual, no_party_fit, place_fit, time_fit, words_fit
from detente.merge.reports import Report
from detente.merge.rules import Rules
from detente.merging import Block

#: A conjecture, or a denial, is only tied to an event that it describes well.
_MIN_DYAD_OF_CONJECTURE = 0.85
_MIN_WORDS_OF_CONJECTURE = 0.3
_MIN_WORDS_OF_DENIAL = 0.25
_MIN_TIME_OF_DENIAL = 0.45
_MIN_DYAD_OF_DENIAL = 0.4
#: "The Front denied that it had attacked the patrol": nobody was named before, but the day and the city are the same.
_MIN_TIME_THERE = 0.85
_CHARS_OF_ONE_PHRASE = 25
_MIN_WORDS_OF_PLURAL = 0.8
_UNKNOWN_DYAD = 0.3
_BELOW = 0.01
_NAMES = ("type", "dyad", "time", "place", "words")


class Scorer:
    """Scores pairs of reports by the rules; remembers how well parties fit, since few parties make most pairs."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._dyads: dict[tuple[object, ...], float | None] = {}
        self._blocks: dict[Report, list[Block]] = {}

    def blocks(self, report: Report) -> list[Block]:
        """Where the report meets others; found once."""
        if report not in self._blocks:
            self._blocks[report] = blocks_of(report, self.rules)
        return self._blocks[report]

    def score(self, one: Report, two: Report) -> float | None:
        """0..1, None where they cannot tell of one event. The same in either order."""
        fits = self._fits(one, two)
        if fits is None:
            return None
        weights = self._weights(one, two)
        # Rounded, so that no comparison depends on the order in which numbers were added up.
        value = round(sum(weight * fit for weight, fit in zip(weights, fits, strict=True)), 9)
        return value if value >= self.rules.floor else None

    def possible(self, one: Report, two: Report) -> float | None:
        """As `score`, of a pair that was not compared or says too little; None where it is ruled out.

        Below the threshold: what no score brings together must not be joined by it (increment.py relies on it).
        """
        fits = self._fits(one, two, unknown=_UNKNOWN_DYAD)
        if fits is None:
            return None
        value = sum(weight * fit for weight, fit in zip(self._weights(one, two), fits, strict=True))
        return round(min(value, self.rules.threshold - _BELOW), 9)

    def why(self, one: Report, two: Report) -> tuple[str, ...]:
        """The evidence behind a score, a line each: "time 0.85 x 0.25"."""
        pairs = zip(_NAMES, self._fits(one, two) or (), self._weights(one, two), strict=False)
        return tuple(f"{name} {fit:.2f} x {weight:.2f}" for name, fit, weight in pairs)

    def _fits(
        self, one: Report, two: Report, unknown: float | None = None
    ) -> tuple[float, float, float, float, float] | None:
        """How well type, dyad, time, place and words fit; None where one of them rules the pair out."""
        rules = self.rules
        fit = type_fit(one, two, rules)
        if fit == 0.0 or (one.ordinal is not None and two.ordinal is not None and one.ordinal != two.ordinal):
            return None
        if apart_in_sentence(one, two) or two_acts(one, two) or one.carries_out != two.carries_out:
            return None
        if (time := time_fit(one, two, rules)) is None:
            return None
        dyad = self._dyad(one, two)
        if dyad == NO_PARTY:
            dyad = no_party_fit(one, two)
            dyad = unknown if dyad is None else dyad
        if dyad is None:
            return None
        if (place := place_fit(one, two)) is None:
            return None
        words = words_fit(one, two, rules)
        return (fit, dyad, time, place, words) if _statuses_allow(one, two, dyad, time, place, words) else None

    def _weights(self, one: Report, two: Report) -> tuple[float, float, float, float, float]:
        # An agreement to meet is spoken of by where and when, not by what it says.
        speech = all(report.kinds <= self.rules.speech for report in (one, two))
        return self.rules.speech_weights if speech else self.rules.act_weights

    def _dyad(self, one: Report, two: Report) -> float | None:
        symmetric = is_mutual(one, self.rules) and is_mutual(two, self.rules)
        key = (symmetric, one.actors, one.recipients, one.around, two.actors, two.recipients, two.around)
        if key not in self._dyads:
            self._dyads[key] = dyad_fit(one, two, self.rules)
        return self._dyads[key]


def apart_in_sentence(one: Report, two: Report) -> bool:
    """Two triggers in one sentence: "bombed the barracks two days after the raid"; not "held talks"."""
    if one.document != two.document or one.outcome or two.outcome:
        return False
    pairs = ((a, b) for a in one.at for b in two.at)
    return any(a[0] == b[0] and abs(a[1] - b[1]) > _CHARS_OF_ONE_PHRASE for a, b in pairs)


def two_acts(one: Report, two: Report) -> bool:
    """Two acts that one text tells of in words of their own: "banned maize" and "impounded the lorries", "another raid"."""
    if one.document != two.document:
        return False
    if _is_another(one, two) or _is_another(two, one):
        return True
    if one.event_type == two.event_type or one.stem == two.stem:
        return False
    if one.definite or two.definite or not one.group == two.group == "happened":
        return False
    at_one, at_two = one.when, two.when
    dated = at_one is not None and at_two is not None and at_one.explicit and at_two.explicit
    return not dated


def _is_another(later: Report, earlier: Report) -> bool:
    """ "another raid", after this one."""
    return later.fresh and bool(later.at and earlier.at) and min(earlier.at) < min(later.at)


def type_fit(one: Report, two: Report, rules: Rules) -> float:
    """How well the types fit one event; 0 = not at all."""
    if one.event_type == two.event_type:
        return 1.0
    if one.kinds & two.kinds and {"planned", "cancelled"} & {one.group, two.group}:
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
        there = place == 1.0 and time >= _MIN_TIME_THERE
        return (time >= _MIN_TIME_OF_DENIAL and dyad >= _MIN_DYAD_OF_DENIAL and described) or there
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
