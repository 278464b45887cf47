"""Opening: who holds the file, what is in it, and what happens when a writer dies or the disk is full."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import duckdb
import pytest

from detente.errors import StoreError
from detente.store import Store
from detente.store.connection import known_version

from .samples import annotation

ROOT = Path(__file__).parents[2]


@contextmanager
def process(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Another Python process; it is killed at the end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        yield other
    finally:
        other.kill()
        other.communicate()


def line(other: subprocess.Popen[str]) -> str:
    assert other.stdout is not None
    return other.stdout.readline().strip()


@pytest.mark.parametrize("read_only", [True, False])
def test_database_held_by_another_process(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "x.duckdb"
    holder = """
        import sys, time
        from detente.store import Store
        store = Store.open(sys.argv[1])
        print("open", flush=True)
        time.sleep(60)
    """
    with process(holder, path) as other:
        assert line(other) == "open"
        with pytest.raises(StoreError, match=f"E030.*PID {other.pid}"):
            Store.open(path, read_only=read_only)
    Store.open(path).close()


def test_killed_writer_loses_nothing_committed(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    writer = """
        import sys
        from detente.store import Store
        from tests.store.samples import annotation
        store = Store.open(sys.argv[1])
        run = store.begin_run(version="1", settings={})
        for number in range(100_000):
            store.write([annotation(f"d{number}-{part}") for part in range(10)], run)
            print(number, flush=True)
    """
    with process(writer, path) as other:
        while int(line(other)) < 4:
            pass
        other.kill()
        other.wait()
        committed = int((other.stdout.read().split() or ["4"])[-1]) if other.stdout else 0
    with Store.open(path) as store:
        counts = store.counts()
        assert counts["documents"] >= 10 * (committed + 1)
        assert counts["documents"] % 10 == 0
        assert counts["documents"] == counts["mentions"]
        first = [annotation(f"d0-{part}").document for part in range(10)]
        assert len(store.known([*first, annotation("new").document])) == 10
        assert store._connection.execute("SELECT finished FROM runs").fetchall() == [(None,)]


def test_full_disk_says_so_and_keeps_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with Store.open(path) as store:
        store.write([annotation()], "run")
    # A limit on the size of files makes writes fail as a full disk does.
    writer = """
        import os, resource, sys
        from detente.errors import StoreError
        from detente.store import Store
        from tests.store.samples import annotation
        limit = os.path.getsize(sys.argv[1]) + 200_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            store = Store.open(sys.argv[1])
            for number in range(1000):
                text = "Aldova shelled Borsk on Monday. " + os.urandom(20_000).hex()
                store.write([annotation(f"n{number}", text)], "run")
        except StoreError as err:
            print(err.code, flush=True)
            os._exit(0)
    """
    with process(writer, path) as other:
        assert line(other) == "E033"
    with Store.open(path) as store:
        assert annotation() in list(store.annotations())


def test_new_file_is_made(tmp_path: Path) -> None:
    with Store.open(tmp_path / "new.duckdb") as store:
        assert store.counts() == {"documents": 0, "mentions": 0, "events": 0, "runs": 0}


def test_read_only_reads_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with Store.open(path) as store:
        store.write([annotation()], "run")
    with Store.open(path, read_only=True) as store:
        assert [document.id for document in store.documents()] == ["d1"]
        with pytest.raises(StoreError, match="read-only"):
            store.write([annotation("d2")], "run")


def test_migrations_are_recorded_once(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    for _ in range(2):
        with Store.open(path) as store:
            rows = store._connection.execute("SELECT number FROM detente_migrations ORDER BY number").fetchall()
    assert rows == [(number,) for number in range(1, known_version() + 1)]


def test_claims_of_schema_1_get_their_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    first = (resources.files("detente") / "store" / "migrations" / "001_initial.sql").read_text("utf-8")
    with duckdb.connect(str(path)) as old:
        old.execute(first)
        old.execute("CREATE TABLE detente_migrations (number INTEGER, name VARCHAR, applied TIMESTAMP)")
        old.execute("INSERT INTO detente_migrations VALUES (1, 'initial', TIMESTAMP '2026-01-01')")
        for kind in ("AUTHOR", "OFFICIAL"):
            old.execute(
                "INSERT INTO claims VALUES ('m', 0, NULL, NULL, NULL, ?, true, 'AFFIRMS', 'CT', 'indirect')", [kind]
            )
    with Store.open(path) as store:
        found = store._connection.execute(
            "SELECT kind, party, reliability, credibility, probability_phrase FROM claims ORDER BY kind"
        ).fetchall()
    assert found == [("AUTHOR", "author", "F", 6, None), ("OFFICIAL", "third-party", "F", 6, None)]


def test_groups_of_schema_3_become_events(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as old:
        old.execute("CREATE TABLE detente_migrations (number INTEGER, name VARCHAR, applied TIMESTAMP)")
        for number, name in enumerate(("initial", "claims", "merging"), 1):
            file = resources.files("detente") / "store" / "migrations" / f"{number:03}_{name}.sql"
            old.execute(file.read_text("utf-8"))
            old.execute("INSERT INTO detente_migrations VALUES (?, ?, TIMESTAMP '2026-01-01')", [number, name])
        for mention, event in (("m1", "ev1"), ("m2", "ev2")):
            old.execute("INSERT INTO event_mentions VALUES (?, ?, 0)", [event, mention])
            old.execute("INSERT INTO reports VALUES (?, 'd', [?], 'm1', '')", [mention, mention])
            old.execute("INSERT INTO atoms VALUES (?, 'd', [?], '', 'm1', ?, '')", [mention, mention, event])
            old.execute("INSERT INTO blocks VALUES ('', ?, 'm1', true, true, 0, 0, NULL, NULL)", [mention])
        old.execute("INSERT INTO pending VALUES ('group', 'm1')")
    with Store.open(path) as store:
        for query in ("SELECT id, event FROM reports", "SELECT id, event FROM atoms", "SELECT atom, event FROM blocks"):
            assert sorted(store._connection.execute(query).fetchall()) == [("m1", "ev1"), ("m2", "ev2")]
        waiting = store._connection.execute("SELECT kind, id FROM pending ORDER BY id").fetchall()
    assert waiting == [("event", "ev1"), ("event", "ev2")]


def test_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with Store.open(path) as store:
        store._connection.execute("INSERT INTO detente_migrations VALUES (99, 'future', TIMESTAMP '2040-01-01')")
    with pytest.raises(StoreError, match=r"E032.*schema 99"):
        Store.open(path)


def test_older_schema_is_not_changed_by_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with Store.open(path) as store:
        store._connection.execute("DELETE FROM detente_migrations")
    with pytest.raises(StoreError, match=r"E031.*older"):
        Store.open(path, read_only=True)


def sqlite_file(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()


def other_duckdb(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE theirs (a INTEGER)")


@pytest.mark.parametrize(
    "make", [Path.mkdir, Path.touch, lambda p: p.write_text("text " * 999), sqlite_file, other_duckdb]
)
@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_no_detente_database_is_refused_and_left_alone(tmp_path: Path, make: object, read_only: bool) -> None:
    path = tmp_path / "x.duckdb"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match="E031"):
        Store.open(path, read_only=read_only)
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize(("name", "read_only"), [("absent.duckdb", True), ("no/folder.duckdb", False)])
def test_absent_file_is_named(tmp_path: Path, name: str, read_only: bool) -> None:
    with pytest.raises(StoreError, match="E031"):
        Store.open(tmp_path / name, read_only=read_only)
    assert list(tmp_path.iterdir()) == []
