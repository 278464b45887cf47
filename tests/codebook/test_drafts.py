"""Sentences of a user, TSV or YAML, read into drafts; every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook.drafts import read_drafts
from detente.codebook.load import CodebookProblems
from detente.errors import CodebookError

HEAD = "type\tkind\ttext\n"
HIT = "RAID\thit\t[a|Chad] [t|raided] [r|Niger].\n"


def problems(path: Path, text: str) -> list[str]:
    path.write_text(text, "utf-8")
    with pytest.raises(CodebookProblems) as caught:
        read_drafts(path)
    return [str(problem) for problem in caught.value.problems]


def test_tsv_gives_hits_and_near_misses_by_type(tmp_path: Path) -> None:
    path = tmp_path / "s.tsv"
    path.write_text("# ours\n" + HEAD + HIT + "RAID\tnear_miss\tHe raided the fridge.\n", "utf-8")
    (draft,) = read_drafts(path)
    assert (draft.id, len(draft.hits), draft.near_misses) == ("RAID", 1, ("He raided the fridge.",))


def test_yaml_gives_whatever_else_is_known(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        'RAID:\n  definition: A quick attack.\n  plover_score: -5\n  hits: ["[a|Chad] [t|raided] Niger."]\n', "utf-8"
    )
    (draft,) = read_drafts(path)
    assert (draft.definition, draft.plover_score, draft.hits) == (
        "A quick attack.",
        -5.0,
        ("[a|Chad] [t|raided] Niger.",),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("type\ttext\n", "the first line names the columns type, text"),
        (HEAD + HIT + "RAID\thit\n", "s.tsv:3: row: 2 fields where the header has 3"),
        (
            HEAD + HIT.replace("hit", "hitt"),
            "s.tsv:2: kind 'hitt' is unknown. Known: hit, near_miss. Did you mean 'hit'?",
        ),
        (HEAD + HIT.replace("RAID", "raid"), "'raid' is not in capitals"),
        (HEAD + HIT.replace("[t|raided]", "raided"), "no hit has a marked trigger"),
        (HEAD + HIT.replace("[r|", "[x|"), "'[x|Niger]'"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    assert any(said in problem for problem in problems(tmp_path / "s.tsv", text))


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="E011"):
        read_drafts(tmp_path / "none.tsv")
