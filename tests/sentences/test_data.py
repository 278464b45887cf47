"""The training sentences: well formed, balanced and varied, as training/data/SOURCE.yaml says."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import sentences

DATA = Path(__file__).parents[2] / "training" / "data"
GOOD = "ACCUSE\tallege\tASSERTED\twire\t[a|Chad] [t|accused] [r|Libya] of arming rebels."


@pytest.fixture(scope="module")
def lines() -> list[sentences.Line]:
    found, faults = sentences.read(DATA)
    assert faults == []
    return found


@pytest.fixture(scope="module")
def figures(lines: list[sentences.Line]) -> dict[str, Any]:
    return sentences.measure(lines)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DATA / "SOURCE.yaml").read_text("utf-8"))
    return loaded


def test_every_line_is_well_formed(lines: list[sentences.Line]) -> None:
    assert sentences.check(lines) == []


def test_the_counts_are_within_their_bounds(figures: dict[str, Any], record: dict[str, Any]) -> None:
    assert len(record["assertions"]) >= 10
    assert list(sentences.beyond(figures, record["assertions"])) == []


def test_every_file_is_described(record: dict[str, Any]) -> None:
    named = {path for pattern in record["files"] for path in DATA.glob(pattern)}
    assert {path for path in DATA.iterdir() if path.name != "SOURCE.yaml"} == named


def test_dropped_and_double_lines_add_up(lines: list[sentences.Line], record: dict[str, Any]) -> None:
    marked = [line for line in lines if line.place.startswith("marked_")]
    assert "5,318" in record["checks"]
    assert len(marked) == 5318 - 45
    assert sum(len(line.types) > 1 for line in marked) == 106


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD.replace("ACCUSE", "ACUSE"), "type 'ACUSE' is unknown"),
        (GOOD.replace("allege", "demo"), "mode 'demo' is none of ACCUSE"),
        (GOOD.replace("ASSERTED", "TRUE"), "status 'TRUE' is unknown"),
        (GOOD.replace("wire", "blog"), "register 'blog' is unknown"),
        (GOOD.replace("[t|accused]", "accused"), "without a marked trigger"),
        (GOOD.replace("[a|Chad]", "Chad").replace("[r|Libya]", "Libya"), "without a marked party"),
        (GOOD.replace("[a|Chad]", "[x|Chad]"), "faulty mark '[x|Chad]'"),
        (GOOD.replace("[a|Chad]", "[a|Chad"), "faulty mark"),
        (GOOD.replace("[r|", "[a|"), "a mark stands twice"),
        (GOOD.replace("\twire", ""), "4 fields"),
        (GOOD.replace(" of ", "  of "), "blanks"),
        (f"{GOOD}\n{GOOD}", "the same text with the same marks"),
    ],
)
def test_a_faulty_line_is_found(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "marked_1.tsv").write_text(f"{line}\n", "utf-8")
    found, faults = sentences.read(tmp_path)
    assert any(said in fault for fault in [*faults, *sentences.check(found)])


def test_a_good_line_is_not_faulted(tmp_path: Path) -> None:
    (tmp_path / "marked_1.tsv").write_text(f"{GOOD}\n", "utf-8")
    row = {"text": "Chad met Niger.", "actor": "Chad", "recipient": "Niger", "trigger": "met", "type": "CONSULT",
           "mode": "visit", "status": "ASSERTED", "register": "wire"}  # fmt: skip
    (tmp_path / "sentences_1.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    found, faults = sentences.read(tmp_path)
    assert [line.trigger for line in found] == ["accused", "met"] or [line.trigger for line in found] == [
        "met",
        "accused",
    ]
    assert faults + sentences.check(found) == []


def test_a_party_that_is_not_in_the_text_is_found(tmp_path: Path) -> None:
    row = {"text": "Chad met Niger.", "actor": "Mali", "recipient": None, "trigger": "met"}
    (tmp_path / "sentences_1.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert "'Mali' does not stand in the text" in sentences.read(tmp_path)[1][0]


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"lines": {"min": 10}}, "lines is 1"),
        ({"registers.*": {"min": 2}}, "registers.wire is 1"),
        ({"by_type.*.commonest_share": {"max": 0.5}}, "by_type.ACCUSE.commonest_share is 1.0"),
        ({"line": {"min": 1}}, "line is no figure"),
    ],
)
def test_a_count_out_of_bounds_is_found(tmp_path: Path, bounds: dict[str, Any], said: str) -> None:
    (tmp_path / "marked_1.tsv").write_text(f"{GOOD}\n", "utf-8")
    figures = sentences.measure(sentences.read(tmp_path)[0])
    assert any(said in fault for fault in sentences.beyond(figures, bounds))


def test_near_duplicates_are_texts_that_share_most_word_pairs() -> None:
    def pairs(text: str) -> set[tuple[str, str]]:
        return set(pairwise(text.split()))

    texts = ["a b c d e f g h i j k", "a b c d e f g h i j x", "a x c y e z", "l m n o p"]
    assert sentences.near_duplicates([pairs(text) for text in texts]) == [(0, 1)]
