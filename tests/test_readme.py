"""Every command of the README runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.search(r"<!-- commands:.*?-->\n```\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
assert BLOCK, "README.md lost its block of commands"
COMMANDS = [line for line in BLOCK[1].splitlines() if line.strip()]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader's folder: an article, a folder of articles, a JSONL file."""
    path = tmp_path_factory.mktemp("reader")
    text = "VLADIVOSTOK - Russian President Vladimir Putin met North Korean leader Kim Jong Un on Thursday."
    (path / "article.txt").write_text(text, "utf-8")
    (path / "news").mkdir()
    (path / "news" / "2019-04-25-summit.txt").write_text(text, "utf-8")
    (path / "articles.jsonl").write_text(
        '{"id": "1", "text": "Chad condemned Libya.", "date": "1980-12-01"}\n', "utf-8"
    )
    return path


def test_the_commands_run_in_order(folder: Path) -> None:
    assert len(COMMANDS) >= 8
    for command in COMMANDS:
        words = shlex.split(command)
        assert words[0] == "detente"
        done = subprocess.run([sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout or done.stderr or (folder / words[-1]).exists(), command


def test_it_is_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 120


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README.read_text("utf-8")):
        assert (README.parent / target).exists(), target
