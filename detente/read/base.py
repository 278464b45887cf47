"""What readers take and give."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

from detente.errors import DetenteError, InputError
from detente.types import Document

#: C0 and C1 control characters, and others that are no text: removed one for one by a space, so nothing runs together.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read."""

    date: dt.date | None = None  #: publication date of texts that do not give one
    encoding: str | None = None  #: of all files; None = UTF-8, else as declared, else told from the bytes
    text_column: str = "text"  #: column of a CSV that holds the text
    publisher: str | None = None  #: of texts that do not give one
    max_chars: int = 1_000_000  #: longer texts are refused


@dataclass(frozen=True, slots=True)
class BadInput:
    """Something that could not be read or coded, in its place among the documents."""

    where: str  #: file, or file:line
    error: DetenteError
    id: str | None = None  #: the caller's id, where one was read
    line: int | None = None  #: from 1


def clean(text: str) -> str:
    """The text as all offsets will count it: \\n line ends, no control characters, no lone surrogates."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def make_document(
    text: str, origin: str, options: ReadOptions, *, title: str | None = None, date: dt.date | None = None,
    date_basis: str | None = None, publisher: str | None = None, url: str | None = None, language: str | None = None,
) -> Document:  # fmt: skip
    """A document from a cleaned text.

    Raises:
        InputError: E002 empty, E003 too long.
    """
    text = clean(text).strip("\n")
    if not text.strip():
        raise InputError("E002", origin)
    if len(text) > options.max_chars:
        raise InputError("E003", origin, what="the text", size=len(text), limit=options.max_chars)
    if date is None and options.date is not None:
        date, date_basis = options.date, "given"
    if date is None:
        date, date_basis = date_in_name(origin), "filename"
    return Document(
        id="d" + hashlib.sha256(f"{origin}\n{text}".encode()).hexdigest()[:12],
        text=text,
        date=date,
        title=title,
        publisher=publisher or options.publisher,
        url=url,
        language=language,
        date_basis=date_basis if date else None,
    )


def date_in_name(origin: str) -> dt.date | None:
    """The day that a file's name gives: "2023-09-13-summit.txt"; None where it gives none or several."""
    name = re.split(r"[\\/]", origin)[-1]
    found = set(re.findall(r"(?<!\d)((?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)", name))
    try:
        return dt.date.fromisoformat(found.pop()) if len(found) == 1 else None
    except ValueError:
        return None


def iso_date(value: object) -> dt.date | None:
    """The day of an ISO date or time, else None."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d([T ].*)?", value.strip()):
        try:
            return dt.date.fromisoformat(value.strip()[:10])
        except ValueError:
            return None
    return None
