"""Softmax regression on a few labelled rows: numpy alone, no random start, so the same rows give the same weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_STEPS = 1000
_CLOSE = 1e-5


@dataclass(frozen=True)
class Softmax:
    """Class probabilities that are linear in the features, on top of logits known before."""

    weight: Floats  #: (classes, features)
    bias: Floats  #: (classes,)

    def logits(self, rows: Floats, offset: Floats | float = 0.0) -> Floats:
        """(rows, classes)."""
        result: Floats = rows @ self.weight.T + self.bias + offset
        return result


def probabilities(logits: Floats) -> Floats:
    """Logits -> probabilities, along the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = powers / powers.sum(-1, keepdims=True)
    return result


def fit_softmax(
    rows: Floats, labels: npt.NDArray[np.int64], classes: int, penalty: float, counts: Floats | None = None,
    offset: Floats | None = None,
) -> Softmax:  # fmt: skip
    """Weights with the least penalised loss, by accelerated gradient descent (Nesterov 1983) with restarts.

    Args:
        rows: (n, features).
        labels: (n,) class of each row.
        classes: how many.
        penalty: ridge on the weights, not on the bias; the mean loss of a row counts 1.
        counts: (n,) how much each row counts; None = all alike.
        offset: (n, classes) logits known before; the fit starts from them, and with a large penalty stays there.
    """
    if rows.shape[1] > len(rows):  # the weights lie in the span of the rows: fit there
        axes, narrow = np.linalg.qr(rows.T)
        inner = fit_softmax(narrow.T, labels, classes, penalty, counts, offset)
        return Softmax(inner.weight @ axes.T, inner.bias)
    share = np.full(len(rows), 1 / len(rows)) if counts is None else counts / counts.sum()
    wanted = np.eye(classes)[labels]
    known = np.zeros((len(rows), classes)) if offset is None else offset
    seen = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.append(np.full(rows.shape[1], penalty), 0.0)
    step = 1 / (0.5 * _largest(seen, share) + penalty)
    beta = ahead = np.zeros((classes, seen.shape[1]))
    momentum = 1.0
    for _ in range(_STEPS):
        odds = probabilities(seen @ ahead.T + known)
        slope = ((odds - wanted) * share[:, None]).T @ seen + ridge * ahead
        if float(np.abs(slope).max()) < _CLOSE:
            break
        new = ahead - step * slope
        if float((slope * (new - beta)).sum()) > 0:  # the momentum leads uphill: start it anew
            momentum, ahead, beta = 1.0, new, new
            continue
        after = (1 + np.sqrt(1 + 4 * momentum * momentum)) / 2
        ahead, beta = new + (momentum - 1) / after * (new - beta), new
        momentum = float(after)
    return Softmax(ahead[:, :-1], ahead[:, -1])


def _largest(rows: Floats, share: Floats) -> float:
    """Largest eigenvalue of the weighted scatter of the rows: what bounds the step; by the power method."""
    vector = np.ones(rows.shape[1]) / np.sqrt(rows.shape[1])
    value = 1.0
    for _ in range(50):
        vector = rows.T @ (share * (rows @ vector))
        value = float(np.linalg.norm(vector))
        if value == 0.0:
            return 1.0
        vector /= value
    return 1.05 * value
