"""lint: what loads and is probably a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook.lint import Issue, lint
from tests.codebook.build import HEAD, WAVE, write


def found(folder: str) -> dict[str, Issue]:
    return {issue.rule: issue for issue in lint(folder)}


@pytest.mark.parametrize(
    ("old", "new", "rule", "level"),
    [
        ("    near_miss: The flag waved.\n", "", "no-near-miss", "LOW"),
        ("    example: Chad waved at Niger.\n", "", "no-example", "MEDIUM"),
        ("Chad waved at Niger", "Chad nodded at Niger", "example-without-lemma", "HIGH"),
        ("recipient: at", "recipient: modifier", "role-impossible", "HIGH"),
        ("mode: wave", "confidence: 0.2", "confidence-low", "MEDIUM"),
        ("mode: wave", "objects: [hand]\n    not_objects: [hand]", "object-contradiction", "HIGH"),
    ],
)
def test_lint_finds_a_doubtful_trigger(tmp_path: Path, old: str, new: str, rule: str, level: str) -> None:
    assert rule not in found(write(tmp_path / "good"))
    issue = found(write(tmp_path / "bad", WAVE.replace(old, new)))[rule]
    assert (issue.level, issue.where) == (level, "GREET.wave")


def test_lint_finds_a_mode_that_nothing_gives(tmp_path: Path) -> None:
    head, triggers = HEAD.replace("    cues: [hand]\n", ""), WAVE.replace("    mode: wave\n", "")
    assert found(write(tmp_path, triggers, head))["mode-unreachable"].where == "GREET:wave"


def test_lint_finds_a_mode_without_cameo_code(tmp_path: Path) -> None:
    assert "mode-without-cameo" in found(write(tmp_path, head=HEAD.replace('"042"', "null")))


def test_lint_counts_triggers(tmp_path: Path) -> None:
    assert "1 triggers" in found(write(tmp_path))["few-triggers"].text


def test_lint_finds_two_types_that_claim_one_word(tmp_path: Path) -> None:
    folder = write(tmp_path)
    other = (HEAD + WAVE).replace("GREET", "SALUTE")
    (tmp_path / "events" / "SALUTE.yaml").write_text(other, "utf-8")
    assert "SALUTE.wave" in found(folder)["ambiguous"].text


def test_lint_leaves_types_alone_whose_constraints_differ(tmp_path: Path) -> None:
    folder = write(tmp_path)
    other = (HEAD + WAVE).replace("GREET", "SALUTE").replace("preposition: [at]", "preposition: [to]")
    (tmp_path / "events" / "SALUTE.yaml").write_text(other, "utf-8")
    assert "ambiguous" not in found(folder)


def test_lint_knows_irregular_forms(tmp_path: Path) -> None:
    triggers = WAVE.replace("[wave]", "[meet]").replace("Chad waved at Niger", "Chad met Niger")
    assert "example-without-lemma" not in found(write(tmp_path, triggers))


def test_lint_finds_a_cue_with_capitals(tmp_path: Path) -> None:
    issue = found(write(tmp_path, silence_yaml="sport: [NBA, coach]\n"))["cue-case"]
    assert (issue.level, issue.where) == ("HIGH", "silence:sport")


def test_lint_puts_the_gravest_first(tmp_path: Path) -> None:
    triggers = WAVE.replace("Chad waved at Niger", "Chad nodded").replace("    near_miss: The flag waved.\n", "")
    levels = [issue.level for issue in lint(write(tmp_path, triggers))]
    assert levels == sorted(levels, key=("HIGH", "MEDIUM", "LOW").index)
    assert levels[0] == "HIGH"
