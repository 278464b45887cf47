from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FACTS = ROOT / ".." / "shared" / "data" / "knowledge"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_knowledge", ROOT / "scripts" / "build_knowledge.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("since 6 May 2024", "2024-05-06"),
        ("since May 2022", "2022-05"),
        ("since 1997", "1997"),
        ("since 5 Sep 2025", "2025-09-05"),
    ],
)
def test_since_keeps_the_precision(build: ModuleType, text: str, date: str) -> None:
    assert build.since(text) == date


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Vicente Fox", "Vicente Fox Quesada", True),
        ("Enda Kenny", "E. Kenny", True),
        ("Barack Obama", "Obama", True),
        ("Jomo Kenyatta", "Uhuru Kenyatta", False),
    ],
)
def test_same_person(build: ModuleType, ours: str, theirs: str, same: bool) -> None:
    written = {"country": "AAA", "name": ours, "aliases": "", "from": "", "to": ""}
    spell = {"country": "AAA", "name": theirs, "from": "", "to": ""}
    assert build.same_person(written, spell) is same


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("Lord's Resistance Army", True),
        ("MNLF", True),
        ("Cobras", False),
        ("Military faction (forces of somebody)", False),
        ("Supporters of a Great Party", False),
    ],
)
def test_names_of_armed_groups_must_be_unmistakable(build: ModuleType, name: str, good: bool) -> None:
    assert build.usable(name) is good


@pytest.mark.shared
def test_shipped_leaders_are_what_the_script_builds(build: ModuleType) -> None:
    if not FACTS.is_dir():
        pytest.skip(f"{FACTS} is absent: leaders.tsv cannot be built again")
    states = build.build_states(FACTS)
    assert build.build_leaders(FACTS, states) == build.read(build.KNOWLEDGE / "leaders.tsv")
    assert build.build_organisations(FACTS, states) == build.read(build.KNOWLEDGE / "organisations.tsv")
