"""Plain text and Markdown -> Document."""

from __future__ import annotations

import re
from typing import Any

import yaml

from detente.errors import InputError
from detente.read.base import ReadOptions, iso_date, make_document
from detente.types import Document

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_text(text: str, where: str, options: ReadOptions) -> Document:
    """A plain text as it is."""
    return make_document(text, where, options)


def read_markdown(text: str, where: str, options: ReadOptions) -> Document:
    """Markdown without its marks; title, date, publisher and url from YAML front matter.

    Raises:
        InputError: E009 the front matter is no YAML mapping.
    """
    text = text.replace("\r\n", "\n")
    meta: dict[str, Any] = {}
    if match := _FRONT_MATTER.match(text):
        meta = _front_matter(match[1], where)
        text = text[match.end() :]
    date = iso_date(meta.get("date"))
    return make_document(
        strip_marks(text), where, options, title=_string(meta.get("title")), date=date,
        date_basis="page" if date else None, publisher=_string(meta.get("publisher")), url=_string(meta.get("url")),
        language=_string(meta.get("lang")),
    )  # fmt: skip


def _front_matter(block: str, where: str) -> dict[str, Any]:
    try:
        meta = yaml.safe_load(block) or {}
    except yaml.YAMLError as err:
        raise InputError("E009", where, field="front matter", detail=f"not valid YAML: {err}") from err
    if not isinstance(meta, dict):
        raise InputError("E009", where, field="front matter", detail="not a mapping of names to values")
    return meta


def _string(value: object) -> str | None:
    return str(value) if value is not None else None


def strip_marks(text: str) -> str:
    """Markdown's words: headings, emphasis, links, images, quotes, lists, code fences and HTML comments undone."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"^(```|~~~).*?^\1[ \t]*$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d+\.[ \t]+)", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t]*(?:[-*_][ \t]*){3,}$", "", text, flags=re.MULTILINE)
    return re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`)", "", text)
