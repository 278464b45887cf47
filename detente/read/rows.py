"""One input row -> a Document, each field checked: what a JSON line, a table row or a program gives.

What is wrong is refused with the name of the field; spans are [start, end], characters of `text`, half-open.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from detente.errors import InputError, Location
from detente.types import CharSpan, Document

Where = Location | str | None

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_FIELD_CHARS = 10_000  # longer names and addresses are a fault of the input


def document_from_dict(row: object, max_chars: int = 1_000_000, *, where: Where = None) -> Document:
    """The document that an input line describes.

    Args:
        row: {"id","text","date"?,"title"?,"publisher"?,"url"?,"lang"?,"pairs"?,"triggers"?}, as read from JSON.
        max_chars: a longer text is refused; characters, not bytes.
        where: the place of the row, for messages.

    Raises:
        InputError: E001 no object, E002 no text, E003 too long, E008 no date, E009 another field is wrong.
    """
    if not isinstance(row, Mapping):
        raise InputError("E001", where, detail=f"it is {_json_kind(row)}")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("E002", where)
    if len(text) > max_chars:
        raise InputError("E003", where, what="the text", size=len(text), limit=max_chars)
    if broken := _SURROGATE.search(text):
        raise InputError("E009", where, field="text", detail=f"half a surrogate pair at character {broken.start()}")
    date = _date_field(row.get("date"), where)
    triggers = _list(row.get("triggers"), "triggers", where)
    return Document(
        id=_id_field(row.get("id"), where) or text_id(text), text=text, date=date,
        title=_text_field(row, "title", where), publisher=_text_field(row, "publisher", where),
        url=_text_field(row, "url", where), date_basis="given" if date else None,
        language=_text_field(row, "lang", where) or _text_field(row, "language", where),
        pairs=_pairs_field(row.get("pairs"), len(text), where),
        triggers=tuple(_span_field(item, "triggers", len(text), where) for item in triggers),
    )  # fmt: skip


def text_id(text: str) -> str:
    """An id for a text without one: "t" and 16 hexadecimal digits of its SHA-256."""
    return "t" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _id_field(value: object, where: Where) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _text_field({"id": value}, "id", where)


def _text_field(row: Mapping[str, Any], field: str, where: Where) -> str | None:
    value = row.get(field)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError("E009", where, field=field, detail=f"it is {_json_kind(value)}, not a string")
    if len(value) > _MAX_FIELD_CHARS:
        raise InputError("E003", where, what=f'the field "{field}"', size=len(value), limit=_MAX_FIELD_CHARS)
    if _SURROGATE.search(value):
        raise InputError("E009", where, field=field, detail="half a surrogate pair")
    return value


def _date_field(value: object, where: Where) -> dt.date | None:
    """A day, from YYYY-MM-DD or an ISO date with a time (whose day is taken as written)."""
    if value is None or value == "":
        return None
    try:
        if not isinstance(value, str) or not _DATE.match(value := value.strip()):
            raise ValueError(value)
        return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value).date()
    except ValueError as err:
        raise InputError("E008", where, value=str(value)[:60]) from err


def _pairs_field(value: object, length: int, where: Where) -> tuple[tuple[CharSpan, CharSpan], ...]:
    pairs = []
    for item in _list(value, "pairs", where):
        if not isinstance(item, Mapping) or not {"actor", "recipient"} <= set(item):
            raise InputError("E009", where, field="pairs", detail='each item needs "actor" and "recipient"')
        pairs.append(
            (_span_field(item["actor"], "pairs", length, where), _span_field(item["recipient"], "pairs", length, where))
        )
    return tuple(pairs)


def _span_field(value: object, field: str, length: int, where: Where) -> CharSpan:
    if not isinstance(value, list) or len(value) != 2 or any(type(number) is not int for number in value):
        raise InputError("E009", where, field=field, detail=f"a span is [start, end], not {str(value)[:60]}")
    start, end = value
    if not 0 <= start < end <= length:
        raise InputError("E009", where, field=field, detail=f"span {value} is not within the text's 0..{length}")
    return start, end


def _list(value: object, field: str, where: Where) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise InputError("E009", where, field=field, detail=f"it is {_json_kind(value)}, not a list")
    return value


def _json_kind(value: object) -> str:
    names = {bool: "true or false", str: "a string", list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), "a number")
