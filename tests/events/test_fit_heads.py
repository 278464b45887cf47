"""Heads from a user's labelled rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.codebook.labelled import Labelled, read_labelled
from detente.codebook.load import load_codebook
from detente.encoder import Encoder, Reading
from detente.encoder.softmax import Softmax
from detente.errors import CodebookError
from detente.events.decide import weigh
from detente.events.fit_heads import Rows, cross_validate, figure_lines, fit_heads, read_rows
from detente.events.own import Heads, Own, known_logits
from tests.events.test_examples import candidate

CSV = Path(__file__).parents[1] / "codebook" / "labelled.csv"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return read_labelled(CSV, load_codebook("examples/cyber_health").types)


@pytest.fixture(scope="module")
def rows(labelled: list[Labelled], encoder: Encoder) -> Rows:
    return read_rows(labelled, encoder, 5)


def test_sixty_rows_beat_the_commonest_label_on_rows_left_out(rows: Rows, encoder: Encoder) -> None:
    figures = cross_validate(rows, encoder)
    assert figures.commonest == pytest.approx(0.5)
    assert figures.accuracy >= 0.7
    assert figures.macro_f1 >= 0.65
    assert any("macro F1" in line for line in figure_lines(figures))


def test_the_same_rows_give_the_same_bytes(rows: Rows, labelled: list[Labelled], encoder: Encoder) -> None:
    again = read_rows(labelled, encoder, 5)
    assert fit_heads(rows).saved() == fit_heads(again).saved()


def test_rows_of_one_text_share_a_fold(labelled: list[Labelled], encoder: Encoder) -> None:
    twice = [row for row in labelled[:20] for row in (row, replace(row, label="NONE"))]
    folds = read_rows(twice, encoder, 5).folds
    assert (folds[0::2] == folds[1::2]).all()
    assert set(folds) == set(range(5))


def test_saved_heads_are_read_again(rows: Rows) -> None:
    heads = fit_heads(rows)
    again = Heads.read(heads.saved(), "x")
    assert (again.labels, again.temperature) == (heads.labels, heads.temperature)
    assert np.allclose(again.model.weight, heads.model.weight, atol=1e-6)


@pytest.mark.parametrize(
    "content", [b"", b"no archive", Heads(("A",), Softmax(np.ones((1, 2)), np.ones(1))).saved()[:100]]
)
def test_a_faulty_file_is_told(content: bytes) -> None:
    with pytest.raises(CodebookError, match="E026"):
        Heads.read(content, "mine/heads.npz")


def test_a_label_that_the_shipped_head_was_not_taught_starts_without_opinion() -> None:
    logits = known_logits({"ACCUSE": 0.9, "NONE": 0.1}, ("ACCUSE", "RAID"))
    assert np.allclose(np.exp(logits), [0.9, 0.5])


def test_own_heads_decide_on_their_labels(rows: Rows, encoder: Encoder) -> None:
    book = load_codebook("examples/cyber_health")
    text = "Belarusian spies broke into the mail server of Lithuania's army."
    event = candidate(text, "CYBER_OPERATION", "Belarusian spies", "broke into", "Lithuania's army")
    (weighed,) = weigh([event], book, Reading(text, encoder), Own(heads=fit_heads(rows)))
    assert weighed.why[-1].startswith("own heads: CYBER_OPERATION ")
    assert weighed.confidence > 0.5


def test_own_heads_leave_other_types_to_the_shipped_head(rows: Rows, encoder: Encoder) -> None:
    book = load_codebook("examples/cyber_health")
    text = "Chad accused Libya of arming rebels."
    event = candidate(text, "ACCUSE", "Chad", "accused", "Libya")
    own = Own(heads=fit_heads(rows))
    assert weigh([event], book, Reading(text, encoder), own) == weigh([event], book, Reading(text, encoder))


def test_heads_of_other_weights_are_refused(rows: Rows, encoder: Encoder, tmp_path: Path) -> None:
    old = replace(fit_heads(rows), fitted_on="0123456789abcdef")
    codebook = replace(load_codebook("plover"), heads=old.saved())
    with pytest.raises(CodebookError, match="another version of the encoder"):
        Own.load(codebook, encoder)
    assert Own.load(replace(codebook, heads=fit_heads(rows).saved()), encoder).heads is not None
