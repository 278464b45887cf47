"""Opening the database file: one writer or many readers, limits set, schema brought up to date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import duckdb

from detente.errors import StoreError

#: What DuckDB writes at byte 8 of its files. Looked at before opening: given an SQLite file, DuckDB would try to
#: download an extension.
_MAGIC = b"DUCK"
_MIGRATION = re.compile(r"(\d{3})_(\w+)\.sql")
#: Enough for sorting millions of mentions; more spills to the folder <file>.tmp.
MEMORY_LIMIT = "2GB"


def connect(path: Path, *, read_only: bool, memory_limit: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """A connection to a Détente database of the newest schema; a new file is made unless `read_only`.

    Raises:
        StoreError: E030 in use elsewhere, E031 no such database or not one of ours, E032 made by a newer program,
            E033 the disk is full or fails.
    """
    _check_file(path, read_only=read_only)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "temp_directory": f"{path}.tmp",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with translated(path):
        connection = duckdb.connect(str(path), read_only=read_only, config=config)
    try:
        with translated(path):
            _migrate(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """DuckDB's errors as ours."""
    try:
        yield
    except duckdb.Error as err:
        raise store_error(err, path) from err


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any error or interrupt."""
    with translated(path):
        connection.execute("BEGIN TRANSACTION")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            _rollback(connection)
            raise


def store_error(err: duckdb.Error, path: Path) -> StoreError:
    """The error of ours that says what to do about DuckDB's."""
    detail = " ".join(str(err).split("\n", 1)[0].split())
    if isinstance(err, duckdb.ConnectionException) or "Could not set lock" in detail:
        holder = re.search(r"\(PID \d+\)|PID \d+", detail)
        return StoreError("E030", str(path), detail=holder[0].strip("()") if holder else "this one has it open")
    if "not a valid DuckDB database" in detail or "newer version of DuckDB" in detail or "does not exist" in detail:
        return StoreError("E031", str(path), detail=detail)
    return StoreError("E033", str(path), detail=detail)


def known_version() -> int:
    """The newest schema that this program knows."""
    return max(number for number, _, _ in _migrations())


def _check_file(path: Path, *, read_only: bool) -> None:
    if path.is_dir():
        raise StoreError("E031", str(path), detail="it is a folder")
    if not path.exists():
        if read_only:
            raise StoreError("E031", str(path), detail="there is no such file")
        if not path.parent.is_dir():
            raise StoreError("E031", str(path), detail="its folder does not exist")
        return
    try:
        with path.open("rb") as handle:
            head = handle.read(12)
    except OSError as err:
        raise StoreError("E033", str(path), detail=str(err)) from err
    if head[8:12] != _MAGIC:
        raise StoreError("E031", str(path), detail="the file has another format")


def _migrations() -> list[tuple[int, str, str]]:
    """(number, name, SQL) of each step, in order."""
    found = []
    for file in (resources.files("detente") / "store" / "migrations").iterdir():
        if match := _MIGRATION.fullmatch(file.name):
            found.append((int(match[1]), match[2], file.read_text("utf-8")))
    return sorted(found)


def _migrate(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    """Run the steps that are missing, each in one transaction with its record."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if tables and "detente_migrations" not in tables:
        raise StoreError("E031", str(path), detail=f"it holds other tables ({', '.join(sorted(tables)[:3])})")
    found = 0
    if tables:
        found = connection.execute("SELECT coalesce(max(number), 0) FROM detente_migrations").fetchall()[0][0]
    known = known_version()
    if found > known:
        raise StoreError("E032", str(path), found=found, known=known)
    if read_only:
        if found < known:
            detail = f"its schema is {found}, older than {known}: open it once for writing ('detente code --db')"
            raise StoreError("E031", str(path), detail=detail)
        return
    for number, name, sql in _migrations()[found:]:
        with transaction(connection, path):
            connection.execute(
                "CREATE TABLE IF NOT EXISTS detente_migrations (number INTEGER, name VARCHAR, applied TIMESTAMP)"
            )
            connection.execute(sql)
            now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
            connection.execute("INSERT INTO detente_migrations VALUES (?, ?, ?)", [number, name, now])


def _rollback(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.execute("ROLLBACK")
    except duckdb.Error:
        # A full disk or a failed write leaves DuckDB without a transaction to roll back; the first error is the
        # one to report, and nothing of the transaction is in the file.
        return
