"""Reliability only from the user's own table."""

from __future__ import annotations

import pytest

from detente.certainty.grades import read_grades, with_grades
from detente.errors import ConfigError
from detente.types import Claim, Entity, Verdict

TEXT = "The ministry said so."
MINISTRY = Entity(0, 12, "The ministry", "organisation", "foreign ministry of Aldova", "XAD")
VERDICT = Verdict(
    "REPORTED", "+", "CT", None, 2.5,
    (
        Claim((0, 12), (13, 17), "ORGANISATION", True, "AFFIRMS", "PS", entity=MINISTRY),
        Claim(None, None, "AUTHOR", True, "AFFIRMS", "CT"),
    ),
)  # fmt: skip


def test_no_table_leaves_everybody_f6():
    assert with_grades(VERDICT, TEXT, "The Courier", read_grades("")) == VERDICT
    assert {(claim.reliability, claim.credibility) for claim in VERDICT.claims} == {("F", 6)}


def test_table_grades_speakers_by_name_or_words_and_the_author_by_publisher(tmp_path):
    path = tmp_path / "grades.tsv"
    path.write_text("# own table\nForeign ministry of Aldova\tc\nThe Courier\tB\n", "utf-8")
    found = with_grades(VERDICT, TEXT, "courier", read_grades(str(path)))
    assert [claim.reliability for claim in found.claims] == ["C", "B"]
    assert [claim.certainty for claim in found.claims] == ["PS", "CT"]
    assert with_grades(VERDICT, TEXT, None, {"ministry": "A"}).claims[0].reliability == "A"


@pytest.mark.parametrize("line", ["Courier\tZ", "Courier", "\tA", "Courier\tA\nThe courier\tB"])
def test_faulty_line_is_named(tmp_path, line):
    path = tmp_path / "grades.tsv"
    path.write_text(line, "utf-8")
    with pytest.raises(ConfigError, match=r"E041.*grades.tsv:\d"):
        read_grades(str(path))


def test_missing_file_is_an_error():
    with pytest.raises(ConfigError, match="E041"):
        read_grades("no/such/file.tsv")
