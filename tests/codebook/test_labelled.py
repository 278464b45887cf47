"""A user's labelled CSV, and its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook.labelled import read_labelled
from detente.codebook.load import CodebookProblems

HEAD = "text,actor,recipient,trigger,label\n"
ROWS = "Chad raided Niger.,Chad,Niger,raided,RAID\n" * 5 + "It rained in Chad.,Chad,,rained,NONE\n" * 5


def write(folder: Path, text: str) -> Path:
    path = folder / "l.csv"
    path.write_text(text, "utf-8")
    return path


def test_words_become_spans(tmp_path: Path) -> None:
    rows = read_labelled(write(tmp_path, HEAD + ROWS), ["RAID"])
    assert (rows[0].actor, rows[0].trigger, rows[0].recipient, rows[0].label) == ((0, 4), (5, 11), (12, 17), "RAID")
    assert rows[-1].recipient is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            HEAD.replace("trigger", "verb") + ROWS,
            "column 'trigger' is missing. Columns found: text, actor, recipient, verb",
        ),
        (HEAD + ROWS + "Chad fled.,Mali,,fled,RAID\n", "l.csv:12:"),
        (HEAD + ROWS + "Chad fled.,Mali,,fled,RAID\n", "'Mali' does not stand in the text"),
        (HEAD + ROWS + "Chad fled.,Chad,,fled,RAIDS\n", "Did you mean 'RAID'?"),
        (HEAD + ROWS + " ,,,,RAID\n", "it is empty"),
        (HEAD + "Chad raided Niger.,Chad,Niger,raided,RAID\n" * 5, "1 label; give two or more"),
        (HEAD + ROWS.replace("It rained in Chad.,Chad,,rained,NONE\n", "", 2), "3 rows of NONE; give 5 or more"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CodebookProblems) as caught:
        read_labelled(write(tmp_path, text), ["RAID"])
    assert said in str(caught.value)
