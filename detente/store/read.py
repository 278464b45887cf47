"""Reading: rows back to dataclasses, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import duckdb

from detente.interchange import Row, event_from_dict
from detente.store.records import (
    DOCUMENT_FIELDS,
    annotation_from_rows,
    document_from_row,
    document_line,
    merged_from_dict,
)
from detente.types import Annotation, Document, Event, Judgement, MergedEvent

#: SQL after WHERE over the table's columns, with its parameters.
Condition = tuple[str, list[Any]]
_FETCH_ROWS = 1000
_FIELDS = ", ".join(DOCUMENT_FIELDS)


class Selecting(Protocol):
    """What picks mentions and events: `detente.query.filters.Filter`."""

    def on_mentions(self) -> Condition:
        """Over the columns of `mentions`."""

    def on_events(self) -> Condition:
        """Over the columns of `events`."""


def rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Rows of a query, fetched in parts; on a cursor of its own, so that queries may be nested."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        while part := cursor.fetchmany(_FETCH_ROWS):
            yield from part


def read_documents(connection: duckdb.DuckDBPyConnection) -> Iterator[Document]:
    """All documents, by date and id; those without a date last."""
    query = f"SELECT {_FIELDS}, layers FROM documents ORDER BY date NULLS LAST, id"
    return (document_from_row(row[:-1], row[-1]) for row in rows(connection, query))


def read_annotations(connection: duckdb.DuckDBPyConnection) -> Iterator[Annotation]:
    """All documents with everything read from them, in the order of `read_documents`."""
    query = f"SELECT {_FIELDS}, layers FROM documents ORDER BY date NULLS LAST, id"
    for row in rows(connection, query):
        records = rows(connection, "SELECT record FROM mentions WHERE document = ? ORDER BY position", [row[0]])
        yield annotation_from_rows(row[:-1], row[-1], [record for (record,) in records])


def read_copies(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Copy -> original, documents' ids."""
    return dict(rows(connection, "SELECT id, copy_of FROM documents WHERE copy_of IS NOT NULL ORDER BY id"))


def read_mentions(connection: duckdb.DuckDBPyConnection, chosen: Selecting | None = None) -> Iterator[Event]:
    """Mentions by date of publication, document and place in the text."""
    condition, parameters = chosen.on_mentions() if chosen else ("true", [])
    query = f"SELECT record FROM mentions WHERE {condition} ORDER BY published NULLS LAST, document, position"
    return (event_from_dict(json.loads(record)) for (record,) in rows(connection, query, parameters))


def read_events(connection: duckdb.DuckDBPyConnection, chosen: Selecting | None = None) -> Iterator[MergedEvent]:
    """Merged events in the order in which merging gave them."""
    condition, parameters = chosen.on_events() if chosen else ("true", [])
    query = f"SELECT record, thread FROM events WHERE {condition} ORDER BY position, id"
    return (merged_from_dict(_with_thread(*row)) for row in rows(connection, query, parameters))


def _with_thread(record: str, thread: str | None) -> Row:
    """A stored event's line: its thread may have changed since the line was written."""
    line: Row = json.loads(record)
    return {**line, "thread": thread}


def read_event_ids(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Mention id -> id of the merged event that it belongs to."""
    return dict(rows(connection, "SELECT mention, event FROM event_mentions ORDER BY mention"))


def read_judgements(connection: duckdb.DuckDBPyConnection, *, by_hand: bool = False) -> Iterator[Judgement]:
    """Judgements in force, by mentions and judge; or persons' alone."""
    persons = "AND judged_by NOT LIKE 'rule:%' " if by_hand else ""
    query = (
        "SELECT left_mention, right_mention, verdict, score, judged_by, why FROM judgements WHERE withdrawn IS NULL "
        f"{persons}ORDER BY left_mention, right_mention, judged_by, verdict"
    )
    return (
        Judgement(left, right, verdict, score, by, tuple(why))
        for left, right, verdict, score, by, why in rows(connection, query)
    )


_LOG = "SELECT left_mention, right_mention, verdict, score, judged_by, why, made, withdrawn FROM judgements "
_LOG_NAMES = ("left", "right", "verdict", "score", "by", "why", "made", "withdrawn")


def read_judgement_log(connection: duckdb.DuckDBPyConnection, mentions: Sequence[str]) -> list[Row]:
    """All judgements on these mentions, with when they were made and withdrawn (UTC), oldest first."""
    query = (
        f"{_LOG} WHERE list_contains(?::VARCHAR[], left_mention) OR list_contains(?::VARCHAR[], right_mention) "
        "ORDER BY made, left_mention, right_mention, judged_by"
    )
    found = rows(connection, query, [list(mentions), list(mentions)])
    return [dict(zip(_LOG_NAMES, row, strict=True)) for row in found]


def read_unsure(connection: duckdb.DuckDBPyConnection, limit: int | None) -> list[Row]:
    """Unsure pairs in force that no person has judged, best score first."""
    query = (
        f"{_LOG} AS j WHERE withdrawn IS NULL AND verdict = 'unsure' AND NOT EXISTS (SELECT 1 FROM judgements AS p "
        "WHERE p.withdrawn IS NULL AND p.judged_by NOT LIKE 'rule:%' AND p.left_mention = j.left_mention "
        "AND p.right_mention = j.right_mention) ORDER BY score DESC, left_mention, right_mention LIMIT ?"
    )
    found = rows(connection, query, [limit if limit is not None else 2**62])
    return [dict(zip(_LOG_NAMES, row, strict=True)) for row in found]


def read_selection(
    connection: duckdb.DuckDBPyConnection, chosen: Selecting | None
) -> tuple[tuple[MergedEvent, ...], dict[str, Event], dict[str, Document]]:
    """(merged events, their mentions by id, those mentions' documents by id)."""
    condition, parameters = chosen.on_events() if chosen else ("true", [])
    chosen_mentions = (
        "SELECT mention FROM event_mentions WHERE event IN (SELECT id FROM events WHERE " + condition + ")"
    )
    mentions = (
        f"SELECT record FROM mentions WHERE id IN ({chosen_mentions}) ORDER BY published NULLS LAST, document, position"
    )
    found = [event_from_dict(json.loads(record)) for (record,) in rows(connection, mentions, parameters)]
    documents = (
        f"SELECT {_FIELDS}, layers FROM documents WHERE id IN (SELECT document FROM mentions WHERE id IN "
        f"({chosen_mentions})) ORDER BY date NULLS LAST, id"
    )
    used = (document_from_row(row[:-1], row[-1]) for row in rows(connection, documents, parameters))
    events = tuple(read_events(connection, chosen))
    return events, {mention.id: mention for mention in found}, {document.id: document for document in used}


def read_lines(connection: duckdb.DuckDBPyConnection, kind: str, chosen: Selecting | None = None) -> Iterator[Row]:
    """Rows as `detente documents`, `mentions` or `events` prints them.

    Args:
        connection: to the store.
        kind: documents | mentions | events.
        chosen: which mentions; None = all. The other kinds are always given whole.
    """
    if kind == "documents":
        query = (
            "SELECT documents.id, documents.copy_of, copied_from, similarity FROM documents "
            "LEFT JOIN sketches ON documents.id = sketches.document"
        )
        known = {id_: found for id_, *found in rows(connection, query)}
        for document in read_documents(connection):
            yield document_line(document, *known.get(document.id, (None, None, None)))
    elif kind == "mentions":
        condition, parameters = chosen.on_mentions() if chosen else ("true", [])
        query = (
            f"SELECT record, event FROM (SELECT * FROM mentions WHERE {condition}) AS mentions "
            "LEFT JOIN event_mentions ON event_mentions.mention = mentions.id "
            "ORDER BY published NULLS LAST, document, mentions.position"
        )
        for record, event in rows(connection, query, parameters):
            row = json.loads(record)
            yield {"id": row.pop("id"), "document": row.pop("document"), "event": event, **row}
    else:
        for row in rows(connection, "SELECT record, thread FROM events ORDER BY position, id"):
            yield _with_thread(*row)


def read_evidence(
    connection: duckdb.DuckDBPyConnection, id_: str
) -> tuple[tuple[MergedEvent, ...], dict[str, Event], dict[str, Document]] | None:
    """(merged events, mentions by id, documents by id) of a merged event's or a mention's id; None where unknown."""
    merged_of = (
        "SELECT record, thread FROM events WHERE id = ? OR id IN (SELECT event FROM event_mentions WHERE mention = ?)"
    )
    events = tuple(merged_from_dict(_with_thread(*row)) for row in rows(connection, merged_of, [id_, id_]))
    wanted = [mention for event in events for mention in event.mentions] or [id_]
    query = "SELECT record FROM mentions WHERE list_contains(?::VARCHAR[], id) ORDER BY published NULLS LAST, id"
    found = [event_from_dict(json.loads(record)) for (record,) in rows(connection, query, [wanted])]
    if not found:
        return None
    used = sorted({mention.document for mention in found})
    query = f"SELECT {_FIELDS}, layers FROM documents WHERE list_contains(?::VARCHAR[], id) ORDER BY id"
    documents = (document_from_row(row[:-1], row[-1]) for row in rows(connection, query, [used]))
    return events, {mention.id: mention for mention in found}, {document.id: document for document in documents}


def similar_ids(connection: duckdb.DuckDBPyConnection, id_: str) -> list[str]:
    """At most three event ids that begin like this one."""
    query = "SELECT id FROM events WHERE starts_with(id, ?) ORDER BY id LIMIT 3"
    return [found for (found,) in rows(connection, query, [id_[:4]])] if len(id_) >= 4 else []
