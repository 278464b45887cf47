"""Dependencies go one way: walks the imports of the package and fails on a forbidden edge."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "detente"

#: layer of a module, by its first path part below the package
LAYERS = {
    "types": 0, "errors": 0, "collector": 0, "craft": 0, "dateline": 0, "whole": 0,
    "settings": 1, "interchange": 1, "merging": 1, "codebook": 1, "encoder": 1,
    "read": 2, "parse": 2, "language": 2, "entities": 2, "places": 2, "times": 2, "events": 2, "certainty": 2, "merge": 2,
    "assemble": 3, "anaphora": 4, "pipeline": 5,
    "runner": 6,
    "demo": 7, "workflows": 7,
    "cli": 8, "__main__": 9,
    "store": 2, "query": 3, "show": 3,
}  # fmt: skip
STAGES = {"read", "parse", "language", "entities", "places", "times", "events", "certainty", "merge"}
#: who may import the parts beside the pipeline
BESIDE = {
    "store": {"store", "query", "workflows"},
    "query": {"query", "workflows", "cli"},
    "show": {"show", "workflows", "cli"},
}


def edges() -> list[tuple[str, str, Path, int]]:
    """(importing part, imported part, file, line) for all imports inside the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        part = relative.parts[0].removesuffix(".py")
        if part == "__init__":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [node.module] if node.module != "detente" else [f"detente.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                if name.startswith("detente."):
                    target = name.split(".")[1]
                    if target != "__version__":
                        found.append((part, target, path, node.lineno))
    return found


def test_every_part_has_a_layer() -> None:
    parts = {p.name.removesuffix(".py") for p in PACKAGE.iterdir() if p.suffix == ".py" or list(p.glob("*.py"))}
    assert parts - {"__init__", "__pycache__"} <= set(LAYERS)


def test_imports_go_down() -> None:
    wrong = [
        f"{path.name}:{line}: {part} (layer {LAYERS[part]}) imports {target} (layer {LAYERS[target]})"
        for part, target, path, line in edges()
        if part != target and LAYERS[target] >= LAYERS[part]
    ]
    assert len(edges()) > 50
    assert not wrong


def test_stages_do_not_import_each_other() -> None:
    wrong = [(part, target) for part, target, _, _ in edges() if part in STAGES and target in STAGES and part != target]
    assert not wrong


def test_parts_beside_the_pipeline_are_seen_only_from_above() -> None:
    wrong = [(p, t) for p, t, _, _ in edges() if t in BESIDE and p not in BESIDE[t]]
    assert not wrong


def test_no_import_hides_behind_type_checking() -> None:
    wrong = [path for path in PACKAGE.rglob("*.py") if "TYPE_CHECKING" in path.read_text("utf-8")]
    assert not wrong


@pytest.mark.parametrize(
    ("module", "blocked"),
    [
        ("detente.store", "spacy"),
        ("detente.query", "spacy"),
        ("detente.merge", "spacy"),
        ("detente.pipeline", "duckdb"),
    ],
)
def test_imports_without(module: str, blocked: str) -> None:
    code = f"import sys; sys.modules[{blocked!r}] = None; import {module}"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_modules_are_rooms_not_halls() -> None:
    long = {p.name: n for p in PACKAGE.rglob("*.py") if (n := len(p.read_text("utf-8").splitlines())) > 500}
    assert not long
