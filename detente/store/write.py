"""Writing: whole documents at once, the merged view at once, each in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from detente.interchange import Row
from detente.merging import Part
from detente.store.records import (
    claim_rows,
    document_row,
    mention_row,
    merged_row,
    participant_rows,
    text_hash,
    utc_now,
)
from detente.types import Annotation, Document, Judgement, MergedEvent

_KINDS = {
    "text": pa.string(), "int": pa.int32(), "float": pa.float64(), "bool": pa.bool_(), "date": pa.date32(),
    "list": pa.list_(pa.string()), "long": pa.int64(), "hash": pa.uint32(),
}  # fmt: skip
_LISTS = frozenset(
    {"contexts", "sectors", "actor_countries", "recipient_countries", "publishers", "why", "mentions", "chain"}
)
_DATES = frozenset({"date", "published", "time_from", "time_to"})
_FLOATS = frozenset(
    {
        "plover_score",
        "goldstein",
        "lat",
        "lon",
        "certainty_score",
        "confidence",
        "score",
        "icd203_low",
        "icd203_high",
        "value",
        "similarity",
    }
)
_FLAGS = frozenset(
    {"disputed", "historical", "secondary", "named", "alone", "dated", "reacts", "fulfils", "contradicted"}
)
_INTEGERS = frozenset(
    {
        "position",
        "trigger_start",
        "trigger_end",
        "sentence_start",
        "sentence_end",
        "reports",
        "independent_publishers",
        "credibility",
        "first",
        "last",
        "north",
        "east",
        "day",
        "ordinal",
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """What one call of `write` did."""

    added: int  #: documents that were not in the store
    replaced: int  #: documents whose text had changed, or that were coded again
    skipped: int  #: documents that were there already with the same text
    mentions: int


def known_ids(connection: duckdb.DuckDBPyConnection, documents: Iterable[Document]) -> set[str]:
    """Ids of those documents that are in the store with the same text."""
    rows = [{"id": document.id, "text_hash": text_hash(document.text)} for document in documents]
    if not rows:
        return set()
    with as_table(connection, rows):
        query = "SELECT id FROM documents JOIN batch USING (id, text_hash)"
        return {id_ for (id_,) in connection.execute(query).fetchall()}


def write_annotations(
    connection: duckdb.DuckDBPyConnection, annotations: Iterable[Annotation], run: str, *, recode: bool
) -> Written:
    """Put documents and mentions in, inside the caller's transaction.

    A document is replaced whole, never merged with what was there.
    """
    batch = {annotation.document.id: annotation for annotation in annotations}
    present = _present(connection, batch)
    known = set() if recode else known_ids(connection, (annotation.document for annotation in batch.values()))
    fresh = [annotation for id_, annotation in batch.items() if id_ not in known]
    replaced = [annotation.document.id for annotation in fresh if annotation.document.id in present]
    delete_documents(connection, replaced)
    insert(connection, "documents", [document_row(annotation, run) for annotation in fresh])
    waiting: list[Row] = [
        {"kind": kind, "id": annotation.document.id} for annotation in fresh for kind in ("text", "reports")
    ]
    insert(connection, "pending", waiting)
    mentions = [
        (position, event, annotation.document)
        for annotation in fresh
        for position, event in enumerate(annotation.events)
    ]
    insert(connection, "mentions", [mention_row(event, position, document) for position, event, document in mentions])
    insert(connection, "participants", [row for _, event, _ in mentions for row in participant_rows(event)])
    insert(connection, "claims", [row for _, event, document in mentions for row in claim_rows(event, document.text)])
    return Written(len(fresh) - len(replaced), len(replaced), len(batch) - len(fresh), len(mentions))


def delete_documents(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> None:
    """Take documents out with all that hangs on them; rule judgements on their mentions are withdrawn.

    A person's judgements stay: they hold again when the same mentions come back.
    """
    rows = [{"id": id_} for id_ in ids]
    if not rows:
        return
    gone = "(SELECT id FROM mentions WHERE document IN (SELECT id FROM batch))"
    with as_table(connection, rows):
        _unmerge(connection)
        for table in ("participants", "claims", "event_mentions"):
            connection.execute(f"DELETE FROM {table} WHERE mention IN {gone}")
        connection.execute(
            "UPDATE judgements SET withdrawn = ? WHERE withdrawn IS NULL AND judged_by LIKE 'rule:%' "
            f"AND (left_mention IN {gone} OR right_mention IN {gone})",
            [utc_now()],
        )
        connection.execute("DELETE FROM events WHERE id NOT IN (SELECT event FROM event_mentions)")
        connection.execute("DELETE FROM mentions WHERE document IN (SELECT id FROM batch)")
        connection.execute("DELETE FROM documents WHERE id IN (SELECT id FROM batch)")


def _unmerge(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the documents in `batch` out of merging; what was merged or copied with them is looked at again."""
    kin = (
        "SELECT id FROM documents WHERE coalesce(copy_of, id) IN "
        "(SELECT coalesce(copy_of, id) FROM documents WHERE id IN (SELECT id FROM batch))"
    )
    connection.execute(f"INSERT INTO pending SELECT DISTINCT 'event', event FROM reports WHERE document IN ({kin})")
    connection.execute(f"INSERT INTO pending SELECT 'text', id FROM ({kin}) WHERE id NOT IN (SELECT id FROM batch)")
    connection.execute(f"UPDATE documents SET copy_of = NULL WHERE copy_of IS NOT NULL AND id IN ({kin})")
    for table in ("sketches", "shingles", "reports"):
        connection.execute(f"DELETE FROM {table} WHERE document IN (SELECT id FROM batch)")
    connection.execute(
        "UPDATE sketches SET copied_from = NULL, similarity = NULL WHERE copied_from IN (SELECT id FROM batch)"
    )
    connection.execute("DELETE FROM pending WHERE kind IN ('text', 'reports') AND id IN (SELECT id FROM batch)")


def write_merged(connection: duckdb.DuckDBPyConnection, merged: Iterable[MergedEvent]) -> None:
    """The merged view: what was there goes."""
    merged = list(merged)
    connection.execute("DELETE FROM event_mentions")
    connection.execute("DELETE FROM events")
    write_events(connection, merged, range(len(merged)))


def write_events(
    connection: duckdb.DuckDBPyConnection, merged: Sequence[MergedEvent], positions: Sequence[int]
) -> None:
    """Events that are not there yet; they are read by position, then id."""
    links = [
        {"event": event.id, "mention": mention, "position": position}
        for event in merged
        for position, mention in enumerate(event.mentions)
    ]
    insert(connection, "event_mentions", links)
    from_mentions = (
        "SELECT batch.*, derived.* EXCLUDE (event) FROM batch LEFT JOIN ("
        "  SELECT event, max(confidence) AS confidence, min(published) AS first_report, mode(quad_class) AS quad_class"
        "  FROM event_mentions JOIN mentions ON mentions.id = event_mentions.mention GROUP BY event"
        ") AS derived ON derived.event = batch.id"
    )
    insert(connection, "events", [
        merged_row(event, position) for event, position in zip(merged, positions, strict=True)
    ], select=from_mentions)  # fmt: skip


def write_judgements(connection: duckdb.DuckDBPyConnection, judgements: Iterable[Judgement]) -> None:
    """Add what is new; withdraw rule judgements that no longer hold. A person's are never touched."""
    rows = [judgement_row(judgement) for judgement in judgements]
    with as_table(connection, rows or [judgement_row(Judgement("", "", "", 0.0, ""))]):
        connection.execute(
            "UPDATE judgements AS j SET withdrawn = ? WHERE withdrawn IS NULL AND judged_by LIKE 'rule:%' "
            f"AND NOT EXISTS (SELECT 1 FROM batch AS b WHERE {_SAME})",
            [utc_now()],
        )
    _insert_absent(connection, rows)


def write_joins(
    connection: duckdb.DuckDBPyConnection, judgements: Sequence[Judgement], touched: Collection[str]
) -> None:
    """What joins the mentions that were touched, in place of what did."""
    rows = [judgement_row(judgement) for judgement in judgements]
    with (
        as_table(connection, rows or [judgement_row(Judgement("", "", "", 0.0, ""))]),
        as_table(connection, [{"id": id_} for id_ in touched] or [{"id": ""}], "touched"),
    ):
        connection.execute(
            "UPDATE judgements AS j SET withdrawn = ? WHERE withdrawn IS NULL AND verdict = 'same' "
            "AND judged_by LIKE 'rule:%' AND (left_mention IN (SELECT id FROM touched) "
            f"OR right_mention IN (SELECT id FROM touched)) AND NOT EXISTS (SELECT 1 FROM batch AS b WHERE {_SAME})",
            [utc_now()],
        )
    _insert_absent(connection, rows)


def write_misses(connection: duckdb.DuckDBPyConnection, part: Part) -> None:
    """The nearest pairs that are no event, and their judgements; those that are nobody's nearest any more are withdrawn.

    Before the part's atoms are written: the withdrawn ones are found by the atoms that go.
    """
    now = utc_now()
    changed: list[Row] = [{"id": id_} for id_ in {*part.nearest, *part.alone}]
    if changed:
        with as_table(connection, changed):
            connection.execute("DELETE FROM nearest WHERE event IN (SELECT id FROM batch)")
    insert(connection, "nearest", [
        {"event": event, "value": near.value, "left_mention": near.left, "right_mention": near.right,
         "why": list(near.why)}
        for event, near in part.nearest.items()
    ])  # fmt: skip
    rows = [judgement_row(judgement) for judgement in part.misses]
    _insert_absent(connection, rows)
    connection.execute(
        "UPDATE judgements AS j SET withdrawn = ? WHERE withdrawn IS NULL AND verdict <> 'same' "
        "AND judged_by LIKE 'rule:%' AND NOT EXISTS (SELECT 1 FROM nearest AS n WHERE "
        "n.left_mention = j.left_mention AND n.right_mention = j.right_mention AND round(n.value, 4) = j.score)",
        [now],
    )


_SAME = (
    "j.left_mention = b.left_mention AND j.right_mention = b.right_mention "
    "AND j.verdict = b.verdict AND j.judged_by = b.judged_by AND j.score = b.score AND j.why = b.why"
)


def _insert_absent(connection: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
    """Judgements that are not in force already."""
    absent = (
        "SELECT DISTINCT b.*, ?::TIMESTAMP AS made FROM batch AS b WHERE NOT EXISTS "
        f"(SELECT 1 FROM judgements AS j WHERE j.withdrawn IS NULL AND {_SAME})"
    )
    insert(connection, "judgements", rows, select=absent, parameters=[utc_now()])


def write_copies(connection: duckdb.DuckDBPyConnection, copies: Mapping[str, str]) -> None:
    """Note which documents are copies, and of what; those not named become originals."""
    connection.execute("UPDATE documents SET copy_of = NULL WHERE copy_of IS NOT NULL")
    rows = [{"id": copy, "original": original} for copy, original in copies.items() if copy != original]
    if rows:
        with as_table(connection, rows):
            connection.execute("UPDATE documents SET copy_of = batch.original FROM batch WHERE documents.id = batch.id")


def judgement_row(judgement: Judgement) -> Row:
    """One row of `judgements`, without its times."""
    return {
        "left_mention": judgement.left, "right_mention": judgement.right, "verdict": judgement.verdict,
        "score": judgement.score, "judged_by": judgement.by, "why": list(judgement.why),
    }  # fmt: skip


def insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: list[Row],
    select: str = "SELECT * FROM batch",
    parameters: Iterable[object] = (),
    kinds: Mapping[str, str] | None = None,
) -> None:
    """Rows into a table, through Arrow: some hundred times faster than one statement a row."""
    if rows:
        with as_table(connection, rows, kinds=kinds):
            connection.execute(f"INSERT INTO {table} BY NAME {select}", list(parameters))


@contextmanager
def as_table(
    connection: duckdb.DuckDBPyConnection,
    rows: list[Row],
    name: str = "batch",
    kinds: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """The rows as the view `name`, typed by column name (`kinds` for a column that is of another type here), so that a
    column of nulls keeps its type."""
    types = {column: (kinds or {}).get(column) or _kind(column) for column in rows[0]}
    schema = pa.schema([(column, _KINDS[kind]) for column, kind in types.items()])
    connection.register(name, pa.Table.from_pylist(rows, schema=schema))
    try:
        yield
    except BaseException:
        # In a transaction that has failed, taking the view away fails too, and would hide the fault.
        with suppress(duckdb.Error):
            connection.unregister(name)
        raise
    connection.unregister(name)


def _kind(column: str) -> str:
    groups = (
        ("list", _LISTS), ("date", _DATES), ("float", _FLOATS), ("bool", _FLAGS), ("int", _INTEGERS),
        ("long", frozenset({"words"})), ("hash", frozenset({"hash"})),
    )  # fmt: skip
    return next((kind for kind, columns in groups if column in columns), "text")


def _present(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> set[str]:
    rows = [{"id": id_} for id_ in ids]
    if not rows:
        return set()
    with as_table(connection, rows):
        return {id_ for (id_,) in connection.execute("SELECT id FROM documents JOIN batch USING (id)").fetchall()}
