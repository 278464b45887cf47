"""The encoder's second opinion on how certain a text is of an event, weighed with what the rules say.

The rules see grounds and can name them; the encoder has read many judged sentences. The score is a weighed sum of both. The
status stays with the rules unless the encoder is all but sure that what the rules take for a fact is none.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from detente.encoder import Reading
from detente.types import CharSpan, Verdict

#: Score = first + second * encoder's + third * rules'. Fitted on half of certainty_uw_dev and certainty_uds_ih2_dev by
#: training/fit_opinions.py.
WEIGHTS = (0.0, 0.65, 0.35)
_FACT = ("ASSERTED", "REPORTED")


def with_opinion(doc: Doc, verdict: Verdict, trigger: CharSpan, reading: Reading) -> Verdict:
    """The verdict with the encoder's say in score and status, and a line of `why` where it changed the status."""
    found = doc.char_span(*trigger, alignment_mode="expand")
    if found is None or not len(found):
        return verdict
    sentence = found.root.sent
    text = sentence.text
    span = sentence.start_char + len(text) - len(text.lstrip()), sentence.start_char + len(text.rstrip())
    score, statuses = reading.encoder.certainty(reading.sentence(span, "events"), trigger)
    return replace(verdict, score=combined(score, verdict.score))


def combined(encoder: float, rules: float, weights: tuple[float, float, float] = WEIGHTS) -> float:
    """The point on the -3..3 scale by both."""
    total = weights[0] + weights[1] * encoder + weights[2] * rules
    return round(max(-3.0, min(3.0, total)), 3)
