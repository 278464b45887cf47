"""From a JSONL file to merged events, as other programs read them; and a person's decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .test_cli import run

pytestmark = pytest.mark.model
WIRE = (
    "Russia and China signed an agreement on rail freight in Moscow on Tuesday, and both governments published its text. "
    "Trains will run three times a week over the crossing at Zabaikalsk, the railway said, and tariffs fall by a tenth. "
    "Customs officers on both sides are to work through the night from the first of June."
)
DOCUMENTS = (
    {"id": "wire/1", "date": "2019-04-24", "publisher": "Northern Wire", "text": WIRE},
    {"id": "copy 2", "date": "2019-04-25", "publisher": "Daily Ledger", "text": "Freight deal signed.\n\n" + WIRE},
    {"id": "3", "date": "2019-04-26", "publisher": "Harbour Post",
     "text": "North Korea's leader Kim Jong Un met Russian President Vladimir Putin in Vladivostok on Thursday."},
    {"id": "4", "date": "2019-04-26", "publisher": "Evening Mail",
     "text": "Vladimir Putin and Kim Jong Un held talks in Vladivostok on April 25."},
)  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("merge")
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in DOCUMENTS), "utf-8")
    done = run("code", str(folder / "in.jsonl"), "--db", str(folder / "x.duckdb"), "-q")
    assert done.returncode == 0, done.stderr
    return folder / "x.duckdb"


def rows(kind: str, db: Path) -> list[dict[str, Any]]:
    done = run(kind, "--db", str(db), "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_documents_keep_their_ids_and_name_what_they_copy(db: Path) -> None:
    found = {row["id"]: row for row in rows("documents", db)}
    assert list(found) == ["wire/1", "copy 2", "3", "4"]
    assert found["copy 2"]["copy_of"] == found["copy 2"]["copied_from"] == "wire/1"
    assert [found[id_]["copy_of"] for id_ in ("wire/1", "3", "4")] == [None, None, None]
    assert (found["3"]["publisher"], found["3"]["date"]) == ("Harbour Post", "2019-04-26")


def test_mentions_and_events_point_at_each_other(db: Path) -> None:
    mentions, events = rows("mentions", db), rows("events", db)
    wanted = {
        "document",
        "event",
        "trigger",
        "sentence",
        "event_type",
        "status",
        "actors",
        "recipients",
        "time",
        "place",
        "claims",
    }
    assert mentions and all(wanted <= row.keys() for row in mentions)
    wanted = {
        "id", "event_type", "actors", "recipients", "time", "place", "status", "disputed", "reports", "publishers",
        "independent_publishers", "thread", "mentions",
    }  # fmt: skip
    assert events and all(wanted <= row.keys() for row in events)
    texts = {row["id"]: row["text"] for row in DOCUMENTS}
    for row in mentions:
        assert texts[row["document"]][slice(*row["trigger"])].strip()
    assert {m["id"]: m["event"] for m in mentions if m["event"]} == {m: e["id"] for e in events for m in e["mentions"]}


def test_events_count_publishers_without_copies(db: Path) -> None:
    summit = next(e for e in rows("events", db) if e["place"] and e["place"]["name"] == "Vladivostok")
    assert (summit["reports"], summit["publishers"]) == (2, ["Evening Mail", "Harbour Post"])
    assert (summit["independent_publishers"], summit["credibility"]) == (2, 1)
    deal = next(e for e in rows("events", db) if "Northern Wire" in e["publishers"])
    assert (deal["reports"], deal["independent_publishers"], deal["credibility"]) == (2, 1, 6)


def test_a_persons_split_survives_a_later_run_until_it_is_undone(db: Path, tmp_path: Path) -> None:
    summit = next(e for e in rows("events", db) if e["place"] and e["place"]["name"] == "Vladivostok")
    home = {row["id"]: row["document"] for row in rows("mentions", db)}
    one, two = (next(m for m in summit["mentions"] if home[m] == document) for document in ("3", "4"))
    pair = f"{one}:{two}"

    def together() -> bool:
        return any({one, two} <= set(event["mentions"]) for event in rows("events", db))

    assert run("merge", "review", "--db", str(db), "--split", pair, "--by", "editor").returncode == 0
    assert not together()
    later = {
        "id": "5",
        "date": "2019-04-27",
        "publisher": "Weekly",
        "text": "China's president visited Moscow on Friday.",
    }
    (tmp_path / "later.jsonl").write_text(json.dumps(later) + "\n", "utf-8")
    assert run("code", str(tmp_path / "later.jsonl"), "--db", str(db), "-q").returncode == 0
    assert not together()
    assert run("merge", "undo", pair, "--db", str(db), "--by", "editor").returncode == 0
    assert together()
    shown = [
        json.loads(line)
        for line in run("merge", "show", pair, "--db", str(db), "--format", "jsonl").stdout.splitlines()
    ]
    (decided,) = [row for row in shown if row["by"] == "editor"]
    assert decided["verdict"] == "different" and decided["made"] < decided["withdrawn"]


def test_review_lists_both_sentences_and_reasons(db: Path) -> None:
    done = run("merge", "review", "--db", str(db), "--format", "jsonl", "--limit", "0")
    assert done.returncode == 0
    for line in done.stdout.splitlines():
        row = json.loads(line)
        assert row["verdict"] == "unsure" and all(row["sentences"]) and row["why"] and row["id"].startswith("p")


@pytest.mark.parametrize("pair", ["p0000000000", "no:such", "x"])
def test_unknown_pair_is_named(db: Path, pair: str) -> None:
    done = run("merge", "review", "--db", str(db), "--accept", pair)
    assert done.returncode == 5 and "E034" in done.stderr and pair in done.stderr


def test_explain_says_who_reports_it(db: Path) -> None:
    summit = next(e for e in rows("events", db) if e["place"] and e["place"]["name"] == "Vladivostok")
    said = run("explain", summit["id"], "--db", str(db)).stdout
    assert "reports: 2 reports by Evening Mail and Harbour Post" in said
    assert "credibility: 1 of 1 to 6" in said
