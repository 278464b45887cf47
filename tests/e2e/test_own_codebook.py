"""Every command of docs/own-codebook.md, in order, as a reader runs them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "own-codebook.md").read_text("utf-8")
COMMANDS = [line for line in PAGE.splitlines() if line.startswith("detente ")]

pytestmark = pytest.mark.model
ARTICLE = (
    "Chinese spies broke into the mail server of Japan's defence ministry, officials in Tokyo said on Monday.\n\n"
    "The Tongan prime minister was taken to hospital with chest pains on Sunday.\n\n"
    "Chad accused Libya of arming rebels.\n"
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Command -> what it printed."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copy(ROOT / "detente" / "codebooks" / "examples" / "cyber_health.tsv", folder)
    shutil.copy(ROOT / "tests" / "codebook" / "labelled.csv", folder)
    (folder / "article.txt").write_text(ARTICLE, "utf-8")
    found: dict[str, str] = {}
    for command in COMMANDS:
        words = [sys.executable, "-m", *shlex.split(command)]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        found.setdefault(command, done.stdout + done.stderr)
    return found


def test_all_commands_run(printed: dict[str, str]) -> None:
    assert len(COMMANDS) == 10
    assert all(printed.values())


def test_new_derives_a_trigger_from_every_hit(printed: dict[str, str]) -> None:
    said = printed["detente codebook new my-codebook --from cyber_health.tsv"]
    assert said.count("15 hits, 15 near misses, 15 triggers derived") == 2


def test_try_tells_what_is_found(printed: dict[str, str]) -> None:
    found = re.findall(r"triggers find (\d+) of 15 hits; (\d+) are coded", printed["detente codebook try my-codebook"])
    assert len(found) == 2
    assert all(int(proposed) >= 12 and int(coded) >= 9 for proposed, coded in found)


def test_code_finds_own_types_and_plover_s(printed: dict[str, str]) -> None:
    said = printed["detente code article.txt --codebook my-codebook"]
    assert all(name in said for name in ("Cyber operation", "Leader health", "Accusation"))


def test_the_shipped_example_says_why(printed: dict[str, str]) -> None:
    said = printed["detente code article.txt --codebook examples/cyber_health --json"]
    assert re.search(r"examples of CYBER_OPERATION: 0\.\d+, (hit|near miss) \d+ is nearest, 0\.\d+", said)


def test_the_store_knows_own_types(printed: dict[str, str]) -> None:
    said = printed["detente events --db cyber.duckdb --type CYBER_OPERATION"]
    assert "Cyber operation" in said
    assert "Accusation" not in said


def test_train_heads_prints_figures_of_rows_left_out(printed: dict[str, str]) -> None:
    said = printed["detente train-heads labelled.csv -o my-codebook"]
    assert re.search(r"60 rows, 5 folds; .*\naccuracy 0\.\d+, macro F1 0\.\d+", said)
    assert "my-codebook/heads.npz: used by" in said
