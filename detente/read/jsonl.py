"""JSON lines -> Documents, one line at a time: a bad or huge line costs only itself."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import IO, Any

from detente.errors import DetenteError, InputError
from detente.read.base import BadInput, ReadOptions
from detente.read.rows import document_from_dict
from detente.types import Document

#: JSON may write each character as twelve bytes ("\\ud83d\\ude00"); the rest is for the other fields.
_BYTES_PER_CHAR = 12
_OTHER_FIELDS_BYTES = 1_000_000


def read_json_lines(
    handle: IO[bytes], options: ReadOptions, where: str = "standard input"
) -> Iterator[Document | BadInput]:
    """A document or a `BadInput` for each line that is not blank, in order; never raises for what a line holds."""
    limit = options.max_chars * _BYTES_PER_CHAR + _OTHER_FIELDS_BYTES
    for number, line in _lines(handle, limit):
        at = f"{where}:{number}"
        if line is None:
            yield BadInput(at, InputError("E013", at, limit=limit), line=number)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _document(line, number, at, options)


def _lines(handle: IO[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line), None for a line over the limit, which is skipped without being held in memory."""
    number = 0
    while line := handle.readline(limit):
        number += 1
        if len(line) < limit or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := handle.readline(limit)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def _document(line: bytes, number: int, at: str, options: ReadOptions) -> Document | BadInput:
    row: Any = None
    try:
        try:
            row = json.loads(line.decode(options.encoding or "utf-8-sig"))
        except (ValueError, RecursionError, LookupError) as err:
            raise InputError("E001", at, detail=str(err)[:200]) from err
        if not isinstance(row, dict):
            raise InputError("E001", at, detail=f"it is a JSON {type(row).__name__}")
        return with_defaults(document_from_dict(row, max_chars=options.max_chars, where=at), options)
    except DetenteError as err:
        given = row.get("id") if isinstance(row, dict) else None
        return BadInput(at, err, id=str(given) if isinstance(given, str | int) else None, line=number)


def with_defaults(document: Document, options: ReadOptions) -> Document:
    """The document with the options' date and publisher where it has none of its own."""
    if document.date is None and options.date is not None:
        document = dataclasses.replace(document, date=options.date, date_basis="given")
    if document.publisher is None and options.publisher is not None:
        document = dataclasses.replace(document, publisher=options.publisher)
    return document
