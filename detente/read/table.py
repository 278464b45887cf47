"""CSV and TSV -> Documents, a row each."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator

from detente.errors import DetenteError, InputError
from detente.read.base import BadInput, ReadOptions
from detente.read.jsonl import with_defaults
from detente.read.rows import document_from_dict
from detente.types import Document

_COLUMNS = ("id", "date", "title", "publisher", "url", "lang")


def read_table(text: str, where: str, options: ReadOptions, delimiter: str) -> Iterator[Document | BadInput]:
    """A document or a `BadInput` for each row; columns text (or --text-column), id, date, title, publisher, url, lang."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    lines = io.StringIO(text.replace("\x00", " "), newline=None)  # line ends of all systems, a lone "\r" too
    rows = csv.DictReader(lines, delimiter=delimiter)
    try:
        columns = rows.fieldnames or []
    except csv.Error as err:
        yield BadInput(where, InputError("E009", where, field="row", detail=str(err)), line=1)
        return
    if options.text_column not in columns:
        yield BadInput(where, InputError("E010", where, columns=", ".join(columns) or "none"))
        return
    while True:
        try:
            row = next(rows, None)
        except csv.Error as err:
            at = f"{where}:{rows.line_num}"
            yield BadInput(at, InputError("E009", at, field="row", detail=str(err)), line=rows.line_num)
            return
        if row is None:
            return
        at = f"{where}:{rows.line_num}"
        values = {name: row[name] for name in _COLUMNS if row.get(name)}
        try:
            given = {
                **values,
                "text": row[options.text_column] or "",
                "id": values.get("id") or f"{where}:{rows.line_num}",
            }
            yield with_defaults(document_from_dict(given, max_chars=options.max_chars, where=at), options)
        except DetenteError as err:
            yield BadInput(at, err, id=values.get("id"), line=rows.line_num)
