"""Shared fixtures: the tools are loaded once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.pipeline import Tools
from detente.settings import Settings

SHARED = Path(__file__).parents[1] / ".." / "shared"


@pytest.fixture(scope="session")
def tools() -> Tools:
    """Parser, codebook, knowledge, gazetteer, cues."""
    return Tools.load(Settings())


@pytest.fixture
def shared() -> Path:
    """The data folder beside the checkout; skips, and says so, where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("needs the data folder ../shared")
    return SHARED
