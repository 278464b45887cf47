"""`Store`: the one object that other parts see of the database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import duckdb

from detente.errors import StoreError
from detente.interchange import Row
from detente.store import read, write
from detente.store.connection import MEMORY_LIMIT, connect, transaction, translated
from detente.store.families import FamilyTables
from detente.store.records import utc_now
from detente.store.write import Written
from detente.types import Annotation, Document, Event, Judgement, MergedEvent

T = TypeVar("T")


class Store:
    """One DuckDB file. One process may write, or many may read; every change is one transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, memory_limit: str = MEMORY_LIMIT) -> Store:
        """The store in this file; a new one is made unless `read_only`.

        Raises:
            StoreError: E030 in use, E031 not a Détente database, E032 made by a newer program, E033 disk.
        """
        path = Path(path)
        return cls(connect(path, read_only=read_only, memory_limit=memory_limit), path)

    def close(self) -> None:
        """Write what is pending and let go of the file."""
        with translated(self.path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def merging(self) -> FamilyTables:
        """The tables of incremental merging."""
        return FamilyTables(self._connection, self.path)

    # --- writing -----------------------------------------------------------------------------------------------

    def begin_run(self, *, version: str, settings: Mapping[str, Any], input_hash: str | None = None) -> str:
        """The id of a new run, recorded with what it runs under."""
        run = uuid.uuid4().hex[:12]
        row = [run, utc_now(), version, json.dumps(dict(settings), sort_keys=True, default=str), input_hash]
        with transaction(self._connection, self.path):
            self._connection.execute(
                "INSERT INTO runs (id, started, version, settings, input_hash) VALUES (?, ?, ?, ?, ?)", row
            )
        return run

    def end_run(self, run: str, counts: Mapping[str, int]) -> None:
        """Note that the run came to its end; a killed run has no `finished`."""
        with transaction(self._connection, self.path):
            self._connection.execute(
                "UPDATE runs SET finished = ?, counts = ? WHERE id = ?", [utc_now(), json.dumps(dict(counts)), run]
            )

    def write(self, annotations: Iterable[Annotation], run: str, *, recode: bool = False) -> Written:
        """Put documents with their mentions in, all or none.

        A document that is there with the same id and text is left as it is, unless `recode`; one with another text
        is replaced whole. The merged view does not know of the new mentions before `replace_events`.
        """
        with transaction(self._connection, self.path):
            return write.write_annotations(self._connection, annotations, run, recode=recode)

    def replace_events(
        self,
        merged: Iterable[MergedEvent],
        judgements: Iterable[Judgement],
        copies: Mapping[str, str] | None = None,
    ) -> None:
        """Put the merged view in, in place of what was there.

        Args:
            merged: all events of the store; full replace, not a merge.
            judgements: all that hold now; the rules' others are withdrawn, persons' stay.
            copies: document -> original, of all copies; None leaves them as they are.
        """
        with transaction(self._connection, self.path):
            write.write_merged(self._connection, merged)
            write.write_judgements(self._connection, judgements)
            if copies is not None:
                write.write_copies(self._connection, copies)

    def add_judgement(self, judgement: Judgement) -> None:
        """A person's decision on two mentions; the same person's earlier one on them is withdrawn.

        The merged view follows at the next merging.
        """
        left, right = sorted((judgement.left, judgement.right))
        judgement = replace(judgement, left=left, right=right)
        with transaction(self._connection, self.path):
            self._withdraw(left, right, judgement.by)
            select = "SELECT *, ?::TIMESTAMP AS made FROM batch"
            write.insert(
                self._connection, "judgements", [write.judgement_row(judgement)], select=select, parameters=[utc_now()]
            )

    def withdraw_judgement(self, left: str, right: str, by: str) -> None:
        """Take a person's decision back; it stays on record as withdrawn."""
        with transaction(self._connection, self.path):
            self._withdraw(left, right, by)

    def _withdraw(self, left: str, right: str, by: str) -> None:
        self._connection.execute(
            "UPDATE judgements SET withdrawn = ? WHERE withdrawn IS NULL AND judged_by = ? "
            "AND least(left_mention, right_mention) = ? AND greatest(left_mention, right_mention) = ?",
            [utc_now(), by, min(left, right), max(left, right)],
        )
        waiting: list[Row] = [{"kind": "mention", "id": id_} for id_ in (left, right)]
        write.insert(self._connection, "pending", waiting)

    # --- reading -----------------------------------------------------------------------------------------------

    def known(self, documents: Iterable[Document]) -> set[str]:
        """Ids of those documents that are stored with the same text."""
        with translated(self.path):
            return write.known_ids(self._connection, documents)

    def documents(self) -> Iterator[Document]:
        """All documents, by date and id."""
        return self._guarded(read.read_documents(self._connection))

    def annotations(self) -> Iterator[Annotation]:
        """All documents with everything read from them, by date and id."""
        return self._guarded(read.read_annotations(self._connection))

    def copies(self) -> dict[str, str]:
        """Copy -> original, of all documents known to be copies."""
        with translated(self.path):
            return read.read_copies(self._connection)

    def mentions(self, chosen: read.Selecting | None = None) -> Iterator[Event]:
        """Mentions by publication date, document and position, secondary ones too where the filter does not say."""
        return self._guarded(read.read_mentions(self._connection, chosen))

    def events(self, chosen: read.Selecting | None = None) -> Iterator[MergedEvent]:
        """Merged events, by time."""
        return self._guarded(read.read_events(self._connection, chosen))

    def select(
        self, chosen: read.Selecting | None = None
    ) -> tuple[tuple[MergedEvent, ...], dict[str, Event], dict[str, Document]]:
        """(merged events, their mentions by id, those mentions' documents by id) of a filter."""
        with translated(self.path):
            return read.read_selection(self._connection, chosen)

    def rows(self, kind: str, chosen: read.Selecting | None = None) -> Iterator[Row]:
        """Documents, mentions or events as the mappings that `--format jsonl` prints; `kind` is the plural word.

        `chosen` picks mentions; the other kinds are given whole.
        """
        return self._guarded(read.read_lines(self._connection, kind, chosen))

    def event_ids(self) -> dict[str, str]:
        """Mention id -> id of its merged event; secondary mentions have none."""
        with translated(self.path):
            return read.read_event_ids(self._connection)

    def judgements(self) -> Iterator[Judgement]:
        """Judgements in force, the rules' and persons'."""
        return self._guarded(read.read_judgements(self._connection))

    def judgement_log(self, mentions: Sequence[str]) -> list[Row]:
        """Every judgement on these mentions, withdrawn ones too, in the order in which they were made."""
        with translated(self.path):
            return read.read_judgement_log(self._connection, mentions)

    def judged_pairs(self) -> list[tuple[str, str]]:
        """All pairs of mentions that were ever judged."""
        with translated(self.path):
            query = "SELECT DISTINCT left_mention, right_mention FROM judgements ORDER BY 1, 2"
            return self._connection.execute(query).fetchall()

    def known_mentions(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that are mentions of the store."""
        with translated(self.path):
            query = "SELECT id FROM mentions WHERE list_contains(?::VARCHAR[], id)"
            return {id_ for (id_,) in self._connection.execute(query, [list(ids)]).fetchall()}

    def sentences(self, ids: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """Mention -> (its sentence, the event that it is in)."""
        with translated(self.path):
            query = (
                "SELECT id, sentence, event FROM mentions LEFT JOIN event_mentions ON mention = id "
                "WHERE list_contains(?::VARCHAR[], id)"
            )
            found = self._connection.execute(query, [sorted(ids)]).fetchall()
        return {id_: (sentence, event) for id_, sentence, event in found}

    def unsure(self, limit: int | None = None) -> list[Row]:
        """Pairs that the rules could not decide and no person has, the likeliest to be one first."""
        with translated(self.path):
            return read.read_unsure(self._connection, limit)

    def explain(self, id_: str) -> tuple[tuple[MergedEvent, ...], dict[str, Event], dict[str, Document]]:
        """(merged events, mentions by id, documents by id) behind an event's or a mention's id.

        Raises:
            StoreError: E034, there is none.
        """
        with translated(self.path):
            found = read.read_evidence(self._connection, id_)
            if found is None:
                similar = read.similar_ids(self._connection, id_)
                hint = f" Did you mean {' or '.join(similar)}?" if similar else ""
                raise StoreError("E034", value=id_, hint=hint)
            return found

    def counts(self) -> dict[str, int]:
        """Number of documents, mentions, events and runs."""
        tables = ("documents", "mentions", "events", "runs")
        with translated(self.path):
            query = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
            return dict(zip(tables, self._connection.execute(f"SELECT {query}").fetchall()[0], strict=True))

    def named_in_events(self) -> tuple[set[str], set[str]]:
        """(types of the merged events, countries that take part in them)."""
        query = "SELECT DISTINCT event_type, unnest(actor_countries || recipient_countries || [NULL]) FROM events"
        with translated(self.path):
            found = self._connection.execute(query).fetchall()
        return {event_type for event_type, _ in found}, {land for _, land in found if land}

    def _guarded(self, found: Iterator[T]) -> Iterator[T]:
        with translated(self.path):
            yield from found
