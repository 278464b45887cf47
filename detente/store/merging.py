"""The tables of incremental merging, as `detente.merge` wants to see them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import duckdb

from detente.interchange import Row, event_from_dict
from detente.merging import AtomRow, Block, Follows, Knot, Part, ReportRow
from detente.store import read
from detente.store.connection import transaction
from detente.store.records import DOCUMENT_FIELDS, document_from_row
from detente.store.write import as_table, insert, write_events, write_joins, write_misses
from detente.types import Document, Event, Judgement

_FIELDS = ", ".join(f"documents.{name}" for name in DOCUMENT_FIELDS)
#: Wide columns of so many rows are fetched at once, by the index.
_IDS_A_QUERY = 500
_DAYS_A_STRETCH = 16
#: About so many merged mentions are settled again with one that comes among them.
_STIRRED = 15
_WORK = ("reports", "atoms", "blocks", "nearest", "knots", "ties")


class MergeTables:
    """One store's tables; every method but `parts` is one question or one change."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing."""
        return transaction(self._connection, self._path)

    # --- what is to be done ------------------------------------------------------------------------------------

    def merging_rules(self) -> int | None:
        """Version of the rules that made the tables; None before the first merging."""
        found = self._connection.execute("SELECT max(rules) FROM merging").fetchall()[0][0]
        return None if found is None else int(found)

    def start_merging(self, rules: int) -> None:
        """Forget all merging, so that everything is merged by these rules; families of copies stay."""
        with self.transaction():
            for table in (*_WORK, "merging", "event_mentions", "events"):
                self._connection.execute(f"DELETE FROM {table}")
            self._connection.execute("DELETE FROM pending WHERE kind <> 'text'")
            self._connection.execute("INSERT INTO pending SELECT 'reports', id FROM documents")
            self._connection.execute("INSERT INTO merging VALUES (?)", [rules])

    def pending(self, kind: str) -> list[str]:
        """What waits: text | reports | event | mention."""
        query = "SELECT DISTINCT id FROM pending WHERE kind = ? ORDER BY id"
        return [id_ for (id_,) in self._connection.execute(query, [kind]).fetchall()]

    def parts(self, mentions: int) -> Iterator[list[str]]:
        """Documents to merge, by date, in lists that bring in about so many mentions; each list once the last is done.

        A document that comes late brings in those that are there at its time.
        """
        query = (
            "SELECT id, number, settled FROM (SELECT id, waiting, number,"
            "  sum(if(waiting, 0, number)) OVER (ORDER BY date NULLS LAST, id) AS settled, date FROM ("
            "    SELECT documents.id, any_value(date) AS date, count(mentions.id) AS number,"
            "    documents.id IN (SELECT id FROM pending WHERE kind = 'reports') AS waiting"
            "    FROM documents LEFT JOIN mentions ON mentions.document = documents.id GROUP BY documents.id)) "
            "WHERE waiting ORDER BY date NULLS LAST, id"
        )
        part: list[str] = []
        weight = last = 0
        for id_, number, settled in self._connection.execute(query).fetchall():
            if weight >= mentions:
                yield part
                part, weight = [], 0
            part.append(id_)
            weight += number + min(settled - last, _STIRRED * number)
            last = settled
        if part:
            yield part

    # --- documents and mentions --------------------------------------------------------------------------------

    def documents_of(self, ids: Collection[str]) -> list[Document]:
        """Those documents, by id."""
        rows = self._by_id(f"SELECT {_FIELDS}, documents.layers FROM documents", ids)
        return sorted((document_from_row(row[:-1], row[-1]) for row in rows), key=lambda document: document.id)

    def originals_of(self, ids: Collection[str]) -> dict[str, str]:
        """Document -> original of its family."""
        return dict(self._rows("SELECT id, coalesce(copy_of, id) FROM documents JOIN batch USING (id)", ids))

    def mentions_in(self, documents: Collection[str]) -> list[Event]:
        """All mentions of those documents."""
        found = self._rows("SELECT mentions.id FROM mentions JOIN batch ON batch.id = mentions.document", documents)
        return self.mentions_by_id([id_ for (id_,) in found])

    def mentions_by_id(self, ids: Collection[str]) -> list[Event]:
        """Those mentions."""
        return _events(self._by_id("SELECT record FROM mentions", ids))

    def judgements(self) -> Iterable[Judgement]:
        """Persons' judgements in force."""
        return list(read.read_judgements(self._connection, by_hand=True))

    # --- reports, atoms ----------------------------------------------------------------------------------------

    def events_of_mentions(self, ids: Collection[str]) -> set[str]:
        """Events that hold one of these mentions."""
        query = "SELECT DISTINCT event FROM (SELECT event, unnest(mentions) AS id FROM reports) JOIN batch USING (id)"
        return {event for (event,) in self._rows(query, ids)}

    def events_of_buckets(self, buckets: Collection[str]) -> set[str]:
        """Events that hold an atom of one of these buckets."""
        query = "SELECT DISTINCT event FROM atoms JOIN batch ON batch.id = atoms.bucket"
        return {event for (event,) in self._rows(query, buckets)}

    def reports_of_events(self, events: Collection[str]) -> list[ReportRow]:
        """All reports of these events."""
        query = (
            "SELECT reports.id, document, mentions, event, features FROM reports "
            "JOIN batch ON batch.id = reports.event ORDER BY reports.id"
        )
        return [ReportRow(id_, doc, tuple(m), event, line) for id_, doc, m, event, line in self._rows(query, events)]

    def atoms_of_events(self, events: Collection[str]) -> list[AtomRow]:
        """All atoms of these events."""
        return self._atoms("JOIN batch ON batch.id = atoms.event", events)

    def meeting(
        self, blocks: Sequence[tuple[str, Block]], without: Collection[str]
    ) -> tuple[list[tuple[str, str]], list[AtomRow]]:
        """(pairs of a given and a stored atom whose blocks meet, the stored atoms of these pairs).

        Args:
            blocks: with the id of what they belong to.
            without: events whose atoms are left out.
        """
        if not blocks:
            return [], []
        rows: list[Row] = [{"atom": atom, **block._asdict()} for atom, block in blocks]
        excluded = [{"id": event} for event in without]
        # Joined by stretches of days too: a frequent pair of parties has blocks in the whole store, few in one stretch.
        stretch = f"unnest(range(first // {_DAYS_A_STRETCH}, last // {_DAYS_A_STRETCH} + 1)) AS stretch"
        query = (
            f"SELECT DISTINCT b.atom, s.atom FROM (SELECT *, {stretch} FROM batch) AS b "
            f"JOIN (SELECT *, {stretch} FROM blocks SEMI JOIN batch USING (key)) AS s "
            "ON s.key = b.key AND s.stretch = b.stretch "
            "AND s.first <= b.last AND b.first <= s.last AND (b.alone OR s.alone) AND NOT (b.dated AND s.dated) "
            "AND (b.north IS NULL OR s.north IS NULL OR (abs(b.north - s.north) <= 1 "
            "AND (abs(b.east - s.east) <= 1 OR abs(b.east - s.east) >= 359))) "
            "WHERE b.atom <> s.atom AND s.event NOT IN (SELECT id FROM excluded) ORDER BY 1, 2"
        )
        with (
            as_table(self._connection, excluded or [{"id": ""}], "excluded"),
            as_table(self._connection, rows),
        ):
            pairs = self._connection.execute(query).fetchall()
        return pairs, self._atoms("JOIN batch ON batch.id = atoms.id", {other for _, other in pairs})

    def _atoms(self, join: str, ids: Collection[str]) -> list[AtomRow]:
        query = (
            "SELECT atoms.id, document, coalesce(documents.copy_of, document), mentions, bucket, event, features "
            f"FROM atoms {join} LEFT JOIN documents ON documents.id = atoms.document ORDER BY atoms.id"
        )
        found = self._rows(query, ids)
        return [AtomRow(id_, document, family, tuple(m), *rest) for id_, document, family, m, *rest in found]

    # --- the nearest other event -------------------------------------------------------------------------------

    def nearest_of(self, events: Collection[str]) -> dict[str, tuple[float, str, str]]:
        """Event -> (value, left, right) of its nearest pair."""
        query = "SELECT event, value, left_mention, right_mention FROM nearest JOIN batch ON batch.id = nearest.event"
        return {event: (value, left, right) for event, value, left, right in self._rows(query, events)}

    def events_near(self, events: Collection[str], without: Collection[str]) -> set[str]:
        """Other events whose nearest pair reaches into these, by an atom that is not one of `without`."""
        query = (
            "WITH gone AS (SELECT atoms.id FROM atoms JOIN batch ON batch.id = atoms.event "
            "ANTI JOIN kept ON kept.id = atoms.id) "
            "SELECT DISTINCT event FROM nearest WHERE event NOT IN (SELECT id FROM batch) AND "
            "(left_mention IN (SELECT id FROM gone) OR right_mention IN (SELECT id FROM gone))"
        )
        with as_table(self._connection, [{"id": id_} for id_ in without] or [{"id": ""}], "kept"):
            return {event for (event,) in self._rows(query, events)}

    # --- threads -----------------------------------------------------------------------------------------------

    def knots_of(self, events: Collection[str]) -> list[Knot]:
        """Knots of these events."""
        query = "SELECT knots.* FROM knots JOIN batch ON batch.id = knots.event ORDER BY event"
        return [Knot(*row) for row in self._rows(query, events)]

    def knots_near(self, knots: Sequence[Knot], days: int) -> list[Knot]:
        """Knots of the same parties, from so many days before the first to as many after the last."""
        spans: dict[str, tuple[int, int]] = {}
        for knot in knots:
            low, high = spans.get(knot.nations, (knot.day, knot.day))
            spans[knot.nations] = (min(low, knot.day), max(high, knot.day))
        rows: list[Row] = [
            {"key": nations, "first": low - days, "last": high + days} for nations, (low, high) in spans.items()
        ]
        if not rows:
            return []
        query = (
            "SELECT knots.* FROM knots JOIN batch ON batch.key = knots.nations "
            "WHERE knots.day BETWEEN batch.first AND batch.last ORDER BY event"
        )
        with as_table(self._connection, rows):
            return [Knot(*row) for row in self._connection.execute(query).fetchall()]

    def write_ties(
        self, events: Collection[str], gone: Collection[str], ties: Sequence[Follows]
    ) -> tuple[set[str], list[tuple[str, str]]]:
        """Put in what `events` follow from, in place of what was there.

        Returns:
            Events whose thread may have changed, and all ties among them.
        """
        lost = "event IN (SELECT id FROM batch) OR earlier IN (SELECT id FROM batch)"
        before = self._rows(f"SELECT event, earlier FROM ties WHERE {lost}", {*events, *gone})
        self._change("DELETE FROM ties WHERE event IN (SELECT id FROM batch)", {*events, *gone})
        self._change("DELETE FROM ties WHERE earlier IN (SELECT id FROM batch)", gone)
        fields = [{"event": tie.event, "earlier": tie.earlier, "why": tie.why} for tie in ties]
        insert(self._connection, "ties", fields, kinds={"why": "text"})
        affected = {id_ for pair in before for id_ in pair} | set(events)
        found: set[tuple[str, str]] = set()
        border = set(affected)
        while border:
            pairs = set(self._rows(f"SELECT event, earlier FROM ties WHERE {lost}", border))
            found |= pairs
            border = {id_ for pair in pairs for id_ in pair} - affected
            affected |= border
        return affected, sorted(found)

    def write_threads(self, events: Collection[str], threads: Mapping[str, str]) -> None:
        """Set the threads of these events; those without one get none."""
        rows: list[Row] = [{"id": event, "thread": threads.get(event)} for event in events]
        if rows:
            with as_table(self._connection, rows):
                self._connection.execute(
                    "UPDATE events SET thread = batch.thread FROM batch "
                    "WHERE events.id = batch.id AND events.thread IS DISTINCT FROM batch.thread"
                )

    # --- writing -----------------------------------------------------------------------------------------------

    def write_part(self, part: Part) -> None:
        """Put a part in, in place of the events that it was made from."""
        self._change("DELETE FROM events WHERE id IN (SELECT id FROM batch)", part.gone)
        for table in ("event_mentions", "nearest", "knots", "reports", "atoms", "blocks"):
            self._change(f"DELETE FROM {table} WHERE event IN (SELECT id FROM batch)", part.gone)
        write_misses(self._connection, part)
        insert(self._connection, "reports", [
            {"id": r.id, "document": r.document, "mentions": list(r.mentions), "event": r.event, "features": r.features}
            for r in part.reports
        ])  # fmt: skip
        insert(self._connection, "atoms", [
            {"id": a.id, "document": a.document, "mentions": list(a.mentions), "bucket": a.bucket, "event": a.event,
             "features": a.features}
            for a in part.atoms
        ])  # fmt: skip
        blocks = [{"atom": atom, "event": event, **block._asdict()} for atom, event, block in part.blocks]
        insert(self._connection, "blocks", blocks)
        write_events(self._connection, part.events, part.days)
        write_joins(self._connection, part.joins, part.touched)
        insert(self._connection, "knots", [
            {"event": k.event, "nations": k.nations, "day": k.day, "event_type": k.event_type, "ordinal": k.ordinal,
             "reacts": k.reacts, "fulfils": k.fulfils}
            for k in part.knots
        ])  # fmt: skip
        self._change("DELETE FROM pending WHERE kind = 'reports' AND id IN (SELECT id FROM batch)", part.documents)
        self._connection.execute("DELETE FROM pending WHERE kind IN ('event', 'mention')")

    def _rows(self, query: str, ids: Collection[str]) -> list[tuple[Any, ...]]:
        """Rows of a query that joins `batch`, the ids."""
        if not ids:
            return []
        with as_table(self._connection, [{"id": id_} for id_ in ids]):
            return self._connection.execute(query).fetchall()

    def _by_id(self, query: str, ids: Collection[str]) -> list[tuple[Any, ...]]:
        """Rows of a query on one table by its primary key, in any order; literal ids alone make DuckDB use the index."""
        known = sorted(ids)
        found = []
        for first in range(0, len(known), _IDS_A_QUERY):
            some = known[first : first + _IDS_A_QUERY]
            marks = ", ".join("?" * len(some))
            found += self._connection.execute(f"{query} WHERE id IN ({marks})", some).fetchall()
        return found

    def _change(self, statement: str, ids: Collection[str]) -> None:
        if ids:
            with as_table(self._connection, [{"id": id_} for id_ in ids]):
                self._connection.execute(statement)


def _events(rows: Iterable[tuple[Any, ...]]) -> list[Event]:
    return [event_from_dict(json.loads(record)) for (record,) in rows]
