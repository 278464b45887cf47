"""The worked example on its gold: floors of what was measured, and no event of an own type where there is none."""

from __future__ import annotations

import pytest

from detente.codebook.lint import lint
from detente.codebook.load import load_codebook
from detente.encoder import Encoder
from detente.pipeline import Tools
from detente.settings import Settings
from tests.codebook.own_types import Row, Score, coded, rows, score

pytestmark = pytest.mark.model
TYPES = ("CYBER_OPERATION", "LEADER_HEALTH")


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, str], Score]:
    gold = rows()
    events = coded(gold, Tools.load(Settings(codebook="examples/cyber_health")))
    parts = {"even": gold[1::2], "all": gold}
    return {(name, part): score(name, some, events) for name in TYPES for part, some in parts.items()}


def test_the_gold_is_half_hits_half_near_misses() -> None:
    gold: list[Row] = rows()
    assert len(gold) == 80
    assert all(sum(row["type"] == name and row["hit"] for row in gold) == 20 for name in TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_precision_and_recall_stay_where_they_were_measured(scores: dict[tuple[str, str], Score], name: str) -> None:
    assert scores[name, "all"].precision >= 0.9
    assert scores[name, "all"].recall >= {"CYBER_OPERATION": 0.5, "LEADER_HEALTH": 0.6}[name]
    assert scores[name, "even"].precision >= 0.9


def test_the_example_keeps_plover_and_has_no_grave_issue() -> None:
    book = load_codebook("examples/cyber_health")
    assert set(TYPES) == set(book.types) - set(Encoder.load().types)
    assert not [issue for issue in lint(book) if issue.level == "HIGH"]


@pytest.mark.parametrize("name", TYPES)
def test_examples_and_gold_share_no_sentence(name: str) -> None:
    kind = load_codebook("examples/cyber_health").types[name]
    texts = {row["text"] for row in rows()}
    assert not texts & {*kind.hits, *kind.near_misses}
