"""`detente places`, run as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .test_cli import run

pytestmark = pytest.mark.model
TEXT = "Shells fell near Tripoli, in the north of Lebanon. Georgian troops left Poti."


def test_text_on_standard_input_gives_a_table() -> None:
    done = run("places", stdin=TEXT)
    assert done.returncode == 0, done.stderr
    head, *lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line[head.index("name")] for line in lines] == ["Tripoli", "Lebanon", "Poti"]
    assert [line[head.index("country")] for line in lines] == ["LBN", "LBN", "GEO"]


def test_bad_lines_stand_in_their_place(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"id": "a", "text": TEXT}) + '\nnope\n{"id": "b", "text": ""}\n', "utf-8")
    done = run("places", str(file), "--format", "jsonl", "--all")
    assert done.returncode == 3
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert [(p["text"], p["role"]) for p in first["places"]] == [
        ("Tripoli", "literal"), ("Lebanon", "literal"), ("Georgian", "adjective"), ("Poti", "literal")]  # fmt: skip
    assert all(TEXT[p["start"] : p["end"]] == p["text"] and 0 <= p["confidence"] <= 1 for p in first["places"])
    assert (second["line"], second["error"]["code"]) == (2, "E001")
    assert (third["id"], third["error"]["code"]) == ("b", "E002")


def test_geojson_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    (tmp_path / "two.txt").write_text("A court sat in Paris, Texas.", "utf-8")
    done = run("places", str(tmp_path), "--format", "geojson")
    assert done.returncode == 0, done.stderr
    features = json.loads(done.stdout)["features"]
    points = {f["properties"]["text"] for f in features if f["geometry"]}
    assert points >= {"Tripoli", "Poti", "Paris"}
    assert all(
        f["geometry"] is None and f["properties"]["area"] for f in features if f["properties"]["feature"] == "country"
    )


def test_an_unknown_format_is_refused() -> None:
    done = run("places", "--format", "kml", stdin=TEXT)
    assert done.returncode == 2
    assert "table, jsonl, geojson" in done.stderr
