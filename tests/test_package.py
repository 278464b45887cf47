"""What is installed is whole: every data file of the package is named for packaging."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_data_file_is_packaged() -> None:
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]["*"]
    files = [
        p for p in (ROOT / "detente").rglob("*") if p.is_file() and "__pycache__" not in p.parts and p.suffix != ".py"
    ]
    assert len(files) > 50
    assert [str(p) for p in files if not any(fnmatch(p.name, pattern) for pattern in patterns)] == []
