"""The commands, run as a user runs them: other processes, real files, a real database."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.model
CORPUS = Path(__file__).parents[2] / "detente" / "demo_corpus" / "articles.jsonl"


def run(*arguments: str, stdin: str | bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "detente", *arguments], input=data, capture_output=True, check=False, cwd=cwd
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("db") / "demo.duckdb"
    done = run("code", str(CORPUS), "--db", str(path))
    assert done.returncode == 0, done.stderr
    assert "40 documents coded" in done.stderr
    return path


def test_coding_twice_adds_nothing(db: Path) -> None:
    before = run("events", "--db", str(db), "--format", "jsonl").stdout
    done = run("code", str(CORPUS), "--db", str(db))
    assert "0 documents coded, 40 known already, 0 mentions" in done.stderr
    assert run("events", "--db", str(db), "--format", "jsonl").stdout == before


def test_an_id_that_stands_twice_is_an_error_and_an_update_is_told(tmp_path: Path) -> None:
    first = {"id": "a", "text": "Chad expelled two envoys of Niger on Monday."}
    other = {"id": "a", "text": "Mali released four Libyan sailors."}
    db = str(tmp_path / "x.duckdb")
    done = run("code", "-", "--db", db, stdin="\n".join(map(json.dumps, (first, other))))
    assert done.returncode == 3
    assert "[E014] a: the id stands twice in this run" in done.stderr
    assert "1 documents coded, 1 mentions; 1 events" in done.stderr
    again = run("code", "-", "--db", db, stdin=json.dumps(other))
    assert "1 documents coded, 1 of them in the place of an older text" in again.stderr


def test_what_is_not_coded_is_named_with_a_database_too(tmp_path: Path) -> None:
    german = (
        3 * "Der Tschad warf dem Niger vor, Rebellen zu bewaffnen, sagte das Ministerium am Montag in der Hauptstadt. "
    )
    done = run("code", "-", "--db", str(tmp_path / "x.duckdb"), stdin=json.dumps({"id": "g", "text": german}))
    assert "g: not coded, language de" in done.stderr
    assert "0 documents coded, 1 skipped" in done.stderr


def test_nothing_found_is_said(db: Path) -> None:
    done = run("events", "--db", str(db), "--dyad", "PRK:RUS", "--until", "1900")
    assert (done.returncode, done.stdout.strip(), done.stderr.strip()) == (0, "", "no events")


def test_types_and_countries_that_no_event_has_are_named(db: Path) -> None:
    for command in (("events",), ("brief", "-o", str(db.with_suffix(".html")))):
        done = run(*command, "--db", str(db), "--dyad", "CHL:TON", "--type", "ASSAULTT")
        assert done.returncode == 0
        notes = [line for line in done.stderr.splitlines() if line.startswith("No event in ")]
        assert [line.split("demo.duckdb ")[1].split(". There are: ")[0] for line in notes] == [
            "has the type 'ASSAULTT'", "names the country 'CHL'", "names the country 'TON'",
        ]  # fmt: skip
        assert " PRK, RUS, " in notes[1]


def test_a_file_that_cannot_be_written_is_one_line(db: Path, tmp_path: Path) -> None:
    for command in (("events", "--format", "csv"), ("brief",)):
        done = run(*command, "--db", str(db), "-o", str(tmp_path / "none" / "x.csv"))
        assert done.returncode == 2
        assert done.stderr.startswith("[E015] ")
        assert "cannot be written" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_one_vladivostok_summit_with_its_publishers(db: Path) -> None:
    days = ("--since", "2019-04-20", "--until", "2019-04-30")
    happened = ("--status", "ASSERTED", "--status", "REPORTED", "--format", "jsonl")
    found = run("events", "--db", str(db), "--dyad", "PRK:RUS", "--type", "CONSULT", *days, *happened)
    lines = found.stdout.splitlines()
    summits = [e for e in map(json.loads, lines) if e["time"] and e["time"]["from"] == "2019-04-25"
               and len(e["publishers"]) > 1]  # fmt: skip
    assert len(summits) == 1
    assert summits[0]["independent_publishers"] < summits[0]["reports"]


def test_copies_are_found(db: Path) -> None:
    rows = [json.loads(line) for line in run("documents", "--db", str(db)).stdout.splitlines()]
    assert {row["id"]: row["copy_of"] for row in rows if row["copy_of"]} == {
        "2018-06-13-harbour-gazette": "2018-06-12-northern-wire",
        "2019-04-26-daily-ledger": "2019-04-25-northern-wire",
    }


def test_explain_answers_with_sentence_and_rule(db: Path) -> None:
    first = json.loads(run("events", "--db", str(db), "--format", "jsonl").stdout.splitlines()[0])
    done = run("explain", first["id"], "--db", str(db))
    assert done.returncode == 0
    assert "frame" in done.stdout
    assert "characters" in done.stdout


def test_explain_of_an_unknown_id_is_one_clear_line(db: Path) -> None:
    done = run("explain", "nonsense", "--db", str(db))
    assert done.returncode == 5
    assert done.stderr.startswith("[E034]")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["csv", "jsonl", "geojson", "polecat", "gdelt", "plover"])
def test_export_formats(db: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    assert run("events", "--db", str(db), "--format", form, "-o", str(target)).returncode == 0
    assert target.stat().st_size > 500


def test_brief_is_one_page_that_needs_nothing_else(db: Path, tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    done = run("brief", "--db", str(db), "--dyad", "PRK:RUS", "-o", str(page))
    assert done.returncode == 0, done.stderr
    text = page.read_text("utf-8")
    assert "<link" not in text
    assert 'src="http' not in text


def test_standard_input_and_json() -> None:
    done = run(
        "code", "-", "--json", "--date", "2008-02-19", stdin="Serbia recalled its ambassador from Washington on Monday."
    )
    event = json.loads(done.stdout)["events"][0]
    assert event["event_type"] == "SANCTION"
    assert event["time"]["from"] == "2008-02-18"


def test_annotate_keeps_order_and_counts_errors() -> None:
    done = run(
        "annotate",
        stdin='{"id": "1", "text": "Chad condemned Libya."}\nbroken\n{"id": "3", "text": "Niger met Mali."}\n',
    )
    assert done.returncode == 3
    assert [json.loads(line).get("id") for line in done.stdout.splitlines()] == ["1", None, "3"]
    assert "1 line could not be read" in done.stderr


def test_schema_is_json() -> None:
    assert json.loads(run("schema").stdout)["$schema"].startswith("https://json-schema.org")


def test_resolve_lines() -> None:
    lines = [{"id": 1, "name": "the North Korean leader", "date": "1995-06-01"}, {"id": 2, "name": "Rwandan Hutu rebels"},
             {"id": 3, "name": "Zyx Qwv"}]  # fmt: skip
    done = run("resolve", "--jsonl", "-", stdin="\n".join(map(json.dumps, lines)))
    rows = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert (rows[1]["name"], rows[1]["country"]) == ("Kim Jong Il", "PRK")
    assert (rows[2]["country"], rows[2]["sectors"][0]) == ("RWA", "REB")
    assert rows[3]["country"] is None
    assert all(row["why"] for row in rows.values())


def test_doctor_and_codebook() -> None:
    assert "MISSING" not in run("doctor").stdout
    assert run("codebook", "lint", "--level", "HIGH").returncode == 0
    assert "SANCTION" in run("codebook", "show", "SANCTION").stdout
    assert run("codebook", "show", "SANKTION").returncode == 4


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["code", "/no/such/file.txt"], 3, "E006"),
        (["code", "-", "--date", "soon"], 3, "E008"),
        (["code", "-", "--codebook", "/no/such"], 4, "E025"),
        (["events", "--db", "/no/such.duckdb"], 5, "E031"),
        (["events", "--status", "MAYBE"], 2, "E041"),
    ],
)  # fmt: skip
def test_mistakes_get_a_clear_line_and_their_exit_status(arguments: list[str], status: int, code: str) -> None:
    done = run(*arguments, stdin="Chad met Niger.")
    assert done.returncode == status
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_kill_in_mid_run_loses_nothing_committed(tmp_path: Path) -> None:
    articles = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    many = tmp_path / "many.jsonl"
    many.write_text("\n".join(json.dumps({**a, "id": f"{a['id']}-{i}"}) for i in range(5) for a in articles), "utf-8")
    target = tmp_path / "k.duckdb"
    child = subprocess.Popen(
        [sys.executable, "-m", "detente", "code", str(many), "--db", str(target)], stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and (not target.exists() or target.stat().st_size < 200_000):
        time.sleep(0.2)
    time.sleep(3)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    done = run("code", str(many), "--db", str(target))
    assert done.returncode == 0, done.stderr
    coded, known = (int(n) for n in re.findall(r"(\d+) (?:documents coded|known already)", done.stderr))
    assert coded + known == 200
    assert known > 0


def test_filters_by_status_and_speaker_hold_for_events_mentions_and_briefs(db: Path, tmp_path: Path) -> None:
    everything = [json.loads(line) for line in run("mentions", "--db", str(db)).stdout.splitlines()]
    spoken = [m for m in everything if any(c["speaker_kind"] == "OFFICIAL" and c["named"] for c in m["claims"])]
    assert 0 < len(spoken) < len(everything)
    options = ("--db", str(db), "--speaker-kind", "OFFICIAL", "--named")
    chosen = [json.loads(line) for line in run("mentions", *options).stdout.splitlines()]
    assert {m["id"] for m in chosen} == {m["id"] for m in spoken}
    events = [json.loads(line) for line in run("events", *options, "--format", "jsonl").stdout.splitlines()]
    assert {m["event"] for m in spoken if not m["secondary"]} == {e["id"] for e in events}
    denied = [json.loads(line) for line in run("mentions", "--db", str(db), "--status", "denied").stdout.splitlines()]
    assert {m["id"] for m in denied} == {m["id"] for m in everything if m["status"] == "DENIED"}
    page = tmp_path / "brief.html"
    done = run("brief", *options, "-o", str(page))
    assert done.stdout.startswith(f"{len(events)} events") and page.exists()


def test_filter_by_side_and_its_error(db: Path) -> None:
    everything = [json.loads(line) for line in run("mentions", "--db", str(db)).stdout.splitlines()]
    sided = {m["id"] for m in everything if any(c["party"] == "actor-side" for c in m["claims"])}
    found = run("mentions", "--db", str(db), "--party", "actor-side").stdout.splitlines()
    assert sided and {json.loads(line)["id"] for line in found} == sided
    wrong = run("mentions", "--db", str(db), "--party", "left")
    assert wrong.returncode == 2 and wrong.stderr.startswith("[E041]")


def test_own_grades_reach_the_claims(tmp_path: Path) -> None:
    table = tmp_path / "grades.tsv"
    table.write_text("Harbour Gazette\tB\n", "utf-8")
    line = json.dumps({"id": "1", "text": "Serbia recalled its envoy from Italy.", "publisher": "Harbour Gazette"})
    done = run("annotate", "--reliability", str(table), stdin=line)
    claims = [c for e in json.loads(done.stdout)["events"] for c in e["claims"]]
    assert claims and {(c["reliability"], c["credibility"]) for c in claims} == {("B", 6)}
    assert run("annotate", "--reliability", str(tmp_path / "none"), stdin=line).returncode == 2
