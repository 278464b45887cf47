"""The encoder's second opinion on how certain a text is of an event, given what the rules say.

The rules see grounds and can name them; the encoder has read many judged sentences, and its heads read the rules' verdict
too. The score is a weighed sum of the rules' and both branches' scores and statuses. It has weights of two kinds, for newswire
and for informal prose (posts, letters, reviews), and the encoder tells how much of either a sentence is: who judged newswire
took plans and forecasts for all but facts, who judged informal prose did not. The status stays with the rules unless the
encoder is all but sure that what the rules take for a fact is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from itertools import chain

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from detente.encoder import Reading
from detente.types import STATUSES, CharSpan, Verdict

Array = npt.NDArray[np.float32]
BRANCHES = ("events", "marks")
#: The scores of both, in the order of the table.
SCORES = ("events", "marks as newswire", "marks as informal")
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


def features(verdict: Verdict) -> Array:
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
        branch: whose word on the status counts: "events", or "marks" for a trigger that the caller marked.
    """
    found = doc.char_span(*trigger, alignment_mode="expand")
    if found is None or not len(found):
        return verdict
    sentence = found.root.sent
    text = sentence.text
    span = sentence.start_char + len(text) - len(text.lstrip()), sentence.start_char + len(text.rstrip())
    heard = features(verdict)
    read = {name: reading.sentence(span, name) for name in BRANCHES}
    said = {name: reading.encoder.certainty(read[name], trigger, heard, name) for name in BRANCHES}
    seen = summands(verdict, [said[name] for name in BRANCHES])
    news = reading.encoder.is_news(reading.base(span), read["marks"], trigger)
    verdict = replace(verdict, score=weighed(seen, news, weights()))
    statuses = said[branch][1]
    status = max(statuses, key=lambda name: statuses[name])
    if verdict.status in _FACT and status not in _FACT and statuses[status] >= SURE:
        return _no_fact(verdict, status, statuses[status])
    return verdict


def _no_fact(verdict: Verdict, status: str, sure: float) -> Verdict:
    grade, basis = _GROUNDS[status]
    denied = status in ("NEGATED", "DENIED")
    why = (*verdict.why, f"encoder: {status} {sure:.2f}, the rules said {verdict.status}")
    return replace(verdict, status=status, polarity="-" if denied else "+", certainty=grade, basis=basis, why=why)


def summands(verdict: Verdict, said: Sequence[tuple[Sequence[float], Mapping[str, float]]]) -> Array:
    """(21,) what the score is a sum of: 1, the scores of both branches and of the rules, which status the rules give, and the
    branches' mean odds of each.

    Args:
        verdict: by the rules.
        said: of each branch its scores and odds of the statuses, in the order of BRANCHES.
    """
    ruled = (verdict.status == status for status in STATUSES)
    odds = (sum(each[status] for _, each in said) / len(said) for status in STATUSES)
    return np.array([1.0, *chain(*(scores for scores, _ in said)), verdict.score, *ruled, *odds], np.float32)


def weighed(seen: Array, news: float, table: Array) -> float:
    """The point on the -3..3 scale.

    Args:
        seen: from `summands`.
        news: how like newswire the sentence is, 0..1.
        table: (2, 21) weights for newswire and for informal prose.
    """
    total = float(np.array([news, 1.0 - news]) @ (table @ seen))
    return round(max(-3.0, min(3.0, total)), 3)


@lru_cache(maxsize=1)
def weights() -> Array:
    """(2, 21) from data/opinion.tsv, fitted by training/fit_opinions.py."""
    lines = files("detente.certainty").joinpath("data", "opinion.tsv").read_text("utf-8").splitlines()[1:]
    return np.array([line.split("\t")[1:] for line in lines], np.float32).T
