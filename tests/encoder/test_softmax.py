"""Softmax regression: finds what separates rows, starts from what is known, and does the same twice."""

from __future__ import annotations

import numpy as np
import pytest

from detente.encoder.softmax import fit_softmax, probabilities


def clouds(rows: int, features: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    labels = np.arange(rows) % 3
    return random.normal(size=(rows, features)) + 3 * np.eye(3, features)[labels], labels


@pytest.mark.parametrize(("rows", "features"), [(90, 5), (30, 60)])
def test_fit_separates_clouds(rows: int, features: int) -> None:
    seen, labels = clouds(rows, features)
    said = fit_softmax(seen, labels, 3, 0.01).logits(seen).argmax(1)
    assert (said == labels).mean() > 0.9


def test_fit_in_the_span_of_the_rows_gives_the_same_as_outright() -> None:
    seen, labels = clouds(30, 29)
    wide = np.hstack([seen, np.zeros((30, 10))])  # more features than rows, nothing in the new ones
    narrow, spanned = fit_softmax(seen, labels, 3, 0.05), fit_softmax(wide, labels, 3, 0.05)
    assert np.allclose(narrow.logits(seen), spanned.logits(wide), atol=0.01)


def test_fit_is_at_the_minimum() -> None:
    seen, labels = clouds(60, 4)
    model = fit_softmax(seen, labels, 3, 0.02)
    slope = (probabilities(model.logits(seen)) - np.eye(3)[labels]).T @ seen / len(seen) + 0.02 * model.weight
    assert np.abs(slope).max() < 1e-3


def test_fit_twice_gives_the_same_bits() -> None:
    seen, labels = clouds(40, 8)
    assert fit_softmax(seen, labels, 3, 0.01).weight.tobytes() == fit_softmax(seen, labels, 3, 0.01).weight.tobytes()


def test_a_large_penalty_keeps_what_was_known() -> None:
    seen, labels = clouds(60, 5)
    known = 8.0 * np.eye(3)[(labels + 1) % 3]  # all wrong
    said = fit_softmax(seen, labels, 3, 1e4, offset=known).logits(seen, known).argmax(1)
    assert (said == (labels + 1) % 3).mean() > 0.9


def test_rows_count_as_told() -> None:
    seen = np.array([[1.0], [1.0]])
    model = fit_softmax(seen, np.array([0, 1]), 2, 1.0, counts=np.array([3.0, 1.0]))
    assert probabilities(model.logits(seen))[0, 0] == pytest.approx(0.75, abs=0.01)
