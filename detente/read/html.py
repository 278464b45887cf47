"""HTML page -> Document: the article's text, its title, publisher, address and date."""

from __future__ import annotations

import json
import logging
import re

import htmldate
import trafilatura

from detente.errors import InputError
from detente.read.base import ReadOptions, iso_date, make_document
from detente.types import Document

#: Both libraries log every odd page; what matters to the user is said by our own error.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read_html(markup: str, where: str, options: ReadOptions) -> Document:
    """The article on a page.

    Raises:
        InputError: E007 no article text.
    """
    # lxml refuses control characters, and str with an encoding declaration
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup.replace("\x00", " "))
    found = _extract(markup)
    if not str(found.get("text") or "").strip():
        raise InputError("E007", where)
    date = iso_date(_page_date(markup) or found.get("date"))
    return make_document(
        found["text"], where, options, title=found.get("title"), date=date, date_basis="page" if date else None,
        publisher=found.get("source-hostname") if not options.publisher else None, url=_web(found.get("source")),
    )  # fmt: skip


def _extract(markup: str) -> dict[str, str]:
    try:
        answer = trafilatura.extract(
            markup, output_format="json", with_metadata=True, include_comments=False, include_tables=False
        )
        return dict(json.loads(answer)) if answer else {}
    except Exception:  # broken markup makes lxml and trafilatura fail in many ways; all mean "no article here"
        return {}


def _page_date(markup: str) -> str | None:
    """The page's own statement of its day; never a guess from the address alone or from today's date."""
    try:
        found = htmldate.find_date(markup, original_date=True, extensive_search=False)
    except Exception:  # as above
        return None
    return found


def _web(address: str | None) -> str | None:
    return address if address and re.match(r"https?://", address) else None
