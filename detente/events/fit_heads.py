"""A user's labelled rows -> heads of their own: softmax regression on the frozen encoder, on top of what it says already.

The shipped head's log probabilities are the starting point, and the ridge keeps the fit near them: a few rows correct it, many
rows replace it, and a label that it was never taught is learned from the rows alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.codebook.labelled import Labelled
from detente.encoder import Encoder
from detente.encoder.softmax import Floats, fit_softmax, probabilities
from detente.events.own import Heads, known_logits
from detente.events.view import view

_PENALTY = 0.003
_TEMPERATURES = (0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 3.0)
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Figures:
    """How well the heads do on rows that they were not fitted on."""

    rows: int
    folds: int
    accuracy: float
    macro_f1: float
    by_label: dict[str, tuple[int, float, float]]  #: label -> rows, precision, recall
    commonest: float  #: accuracy of always saying the commonest label
    shipped: float | None  #: accuracy of the shipped head over the same labels; None where it knows none of them


@dataclass(frozen=True)
class Rows:
    """Labelled rows as the encoder sees them."""

    seen: Floats  #: (n, features)
    known: Floats  #: (n, labels) logits of the shipped head
    labels: npt.NDArray[np.int64]  #: (n,) index into `names`
    names: tuple[str, ...]
    folds: npt.NDArray[np.int64]  #: (n,) rows of one text share a fold
    encoder: str  #: fingerprint of the weights that read them


def read_rows(labelled: Sequence[Labelled], encoder: Encoder, folds: int) -> Rows:
    """Encode the rows, each text once."""
    names = tuple(sorted({row.label for row in labelled}))
    seen, known = [], []
    for first in range(0, len(labelled), _CHUNK):
        chunk = labelled[first : first + _CHUNK]
        sentences = encoder.deepen(encoder.read([(0, row.text) for row in chunk]), "events")
        for row, sentence in zip(chunk, sentences, strict=True):
            seen.append(view(sentence, row.actor, row.recipient, row.trigger))
            said = encoder.pair_type(sentence, row.actor, row.recipient, row.trigger)
            known.append(known_logits(said, names))
    labels = np.array([names.index(row.label) for row in labelled])
    return Rows(np.array(seen), np.array(known), labels, names, _folds(labelled, folds), encoder.fingerprint)


def _folds(labelled: Sequence[Labelled], folds: int) -> npt.NDArray[np.int64]:
    """Each label's texts dealt out in turn, in the order of the file."""
    dealt: Counter[str] = Counter()
    by_text: dict[str, int] = {}
    for row in labelled:
        if row.text not in by_text:
            by_text[row.text] = dealt[row.label] % folds
            dealt[row.label] += 1
    return np.array([by_text[row.text] for row in labelled])


def fit_heads(rows: Rows) -> Heads:
    """Heads from all rows, calibrated on those that each fold left out."""
    left_out = _left_out(rows)
    model = fit_softmax(rows.seen, rows.labels, len(rows.names), _PENALTY, offset=rows.known)
    losses = [_loss(left_out / temperature, rows.labels) for temperature in _TEMPERATURES]
    return Heads(rows.names, model, _TEMPERATURES[int(np.argmin(losses))], rows.encoder)


def cross_validate(rows: Rows, encoder: Encoder) -> Figures:
    """Figures on the rows that each fold left out."""
    said = _left_out(rows).argmax(1)
    by_label = {name: _precision_recall(said, rows.labels, i) for i, name in enumerate(rows.names)}
    f1 = [2 * p * r / (p + r) if p + r else 0.0 for _, p, r in by_label.values()]
    taught = any(name in encoder.types for name in rows.names)
    shipped = np.where([name in encoder.types for name in rows.names], rows.known, -np.inf).argmax(1)
    return Figures(
        rows=len(rows.labels),
        folds=int(rows.folds.max()) + 1,
        accuracy=float((said == rows.labels).mean()),
        macro_f1=float(np.mean(f1)),
        by_label=by_label,
        commonest=float(np.bincount(rows.labels).max() / len(rows.labels)),
        shipped=float((shipped == rows.labels).mean()) if taught else None,
    )


def _left_out(rows: Rows) -> Floats:
    """(n, labels) logits of each row by a fit without its fold."""
    logits = np.zeros_like(rows.known)
    for fold in range(int(rows.folds.max()) + 1):
        own = rows.folds == fold
        model = fit_softmax(
            rows.seen[~own], rows.labels[~own], len(rows.names), _PENALTY, offset=rows.known[~own]
        )  # fmt: skip
        logits[own] = model.logits(rows.seen[own], rows.known[own])
    return logits


def _loss(logits: Floats, labels: npt.NDArray[np.int64]) -> float:
    odds = probabilities(logits)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(odds, 1e-9)).mean())


def _precision_recall(said: npt.NDArray[np.int64], gold: npt.NDArray[np.int64], label: int) -> tuple[int, float, float]:
    right = int(((said == label) & (gold == label)).sum())
    return (
        int((gold == label).sum()),
        right / max(1, int((said == label).sum())),
        right / max(1, int((gold == label).sum())),
    )


def figure_lines(figures: Figures) -> Iterator[str]:
    """The figures for people."""
    yield f"{figures.rows} rows, {figures.folds} folds; each row judged by a fit that did not see its text"
    yield f"accuracy {figures.accuracy:.3f}, macro F1 {figures.macro_f1:.3f}"
    shipped = f"; the shipped head {figures.shipped:.3f}" if figures.shipped is not None else ""
    yield f"for comparison: always the commonest label {figures.commonest:.3f}{shipped}"
    for name, (count, precision, recall) in figures.by_label.items():
        yield f"  {name:<20}{count:>5} rows  precision {precision:.2f}  recall {recall:.2f}"
