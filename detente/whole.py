"""The text of a Doc, put together once, and the words of the document where the Doc has them in smaller letters."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from spacy.tokens import Doc

T = TypeVar("T")

_KEY = "detente.text"


def text_of(doc: Doc) -> str:
    """`doc.text`, kept: spaCy joins all tokens anew at each access, a fifth of our time on long articles."""
    text = doc.user_data.get(_KEY)
    if text is None:
        text = doc.user_data[_KEY] = doc.text
    return str(text)


def as_written(found: T, text: str) -> T:
    """A dataclass with the words of `text` in every `text` field beside `start` and `end`, at any depth."""
    if isinstance(found, tuple):
        return type(found)(as_written(item, text) for item in found)
    if not is_dataclass(found) or isinstance(found, type):
        return found
    known = {field.name: getattr(found, field.name) for field in fields(found)}
    changed: dict[str, Any] = {name: as_written(value, text) for name, value in known.items()}
    if {"start", "end", "text"} <= known.keys():
        changed["text"] = text[known["start"] : known["end"]]
    return replace(found, **{name: value for name, value in changed.items() if value is not known[name]})
