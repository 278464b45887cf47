"""The scorer of the story set counts right, and what the program merges does not fall below what it reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.pipeline import Tools
from detente.settings import Settings

from . import story_score as stories


def test_b_cubed_of_a_known_case() -> None:
    # Bagga and Baldwin's example: 1-5, 6-7 and 8-12 in the key; the response joins the last two.
    key = {n: 1 if n <= 5 else 2 if n <= 7 else 3 for n in range(1, 13)}
    response = {n: 1 if n <= 5 else 2 for n in range(1, 13)}
    precision = (5 * 1 + 2 * 2 / 7 + 5 * 5 / 7) / 12
    assert stories.b_cubed(key, response) == pytest.approx(2 * precision / (precision + 1))


def test_pairs_and_f1() -> None:
    gold, said = stories.pairs({1: "a", 2: "a", 3: "a"}), stories.pairs({1: "x", 2: "x", 3: "y"})
    assert (len(gold), said) == (3, {(1, 2)})
    assert stories.f1(gold, said) == pytest.approx(0.5)
    assert stories.f1(set(), set()) == 1.0


def test_set_holds_what_its_readme_says() -> None:
    documents, gold = stories.read("documents"), stories.read("gold")
    texts = {row["id"]: row["text"] for row in documents}
    assert (len({row["story"] for row in documents}), len(documents), len(gold)) == (14, 83, 419)
    for row in gold:
        start = texts[row["document"]].index(row["sentence"]) + row["trigger_start"]
        assert texts[row["document"]][start : start + len(row["trigger"])] == row["trigger"]


@pytest.mark.model
def test_stories_are_merged_as_well_as_they_were(tmp_path: Path) -> None:
    tools = Tools.load(Settings.load())
    coded = stories.merged(tmp_path / "stories.duckdb", stories.annotate(tools))
    figures = stories.score(coded, {row["story"] for row in stories.read("documents")})
    assert figures.b_cubed >= 0.85
    assert figures.look_alikes <= 0.10
    assert figures.syndication >= 0.95
