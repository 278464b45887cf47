"""The brief: one HTML page that holds everything it needs."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import detente
from detente.show import words
from detente.show.articles import OPEN_CHARS, make_articles
from detente.show.atlas import make_atlas
from detente.show.fold import fold, is_secondary
from detente.show.highlight import clean
from detente.show.relations import DOWN, UP, make_pairs, make_series
from detente.show.rows import Context, make_rows
from detente.show.summary import summarise
from detente.show.timeline import make_timeline
from detente.show.voices import make_voices
from detente.show.years import make_years
from detente.types import Document, Event, MergedEvent


def render_brief(
    title: str,
    subtitle: str,
    events: Sequence[MergedEvent],
    mentions: Mapping[str, Event],
    documents: Mapping[str, Document],
    generated: dt.date | None,
) -> str:
    """One HTML page: summary, timeline, events with their evidence, relations, map, voices, articles.

    The same arguments give the same page, byte for byte. Text from the documents is escaped everywhere, addresses are
    linked only where they are http or https, and the page's own policy forbids it to load anything.

    Args:
        title: heading of the page.
        subtitle: one line below it; may be empty.
        events: merged events; secondary ones are shown, but not counted.
        mentions: their mentions by id. A mention that is missing here is left out.
        documents: the documents by id. Those without events are listed too.
        generated: the date printed at the foot; None prints none.
    """
    numbers = {document.id: number for number, document in enumerate(_by_date(documents), 1)}
    context = Context(mentions, documents, numbers)
    rows = make_rows(fold([event for event in events if not is_secondary(event, mentions)], mentions), context)
    embedded = make_rows(fold([event for event in events if is_secondary(event, mentions)], mentions), context)
    secondary = tuple(row.numbered(0, f"n-{row.number}") for row in embedded)
    script = _file("brief.js")
    return (
        _environment()
        .get_template("brief.html")
        .render(
            title=clean(title), subtitle=clean(subtitle), generated=words.day(generated) if generated else "",
            version=detente.__version__, style=Markup(_file("brief.css")), script=Markup(script), policy=policy(script),
            summary=summarise(rows), rows=rows, secondary=secondary, groups=words.GROUPS,
            timelines=(make_timeline(rows, wide=True), make_timeline(rows, wide=False)),
            series=(make_series(rows, wide=True), make_series(rows, wide=False)), quads=(*UP, *DOWN),
            pairs=make_pairs(rows), atlas=make_atlas(rows), voices=make_voices(rows, context),
            articles=make_articles(rows, secondary, context), words=words, make_years=make_years,
            open_articles=sum(len(document.text) for document in documents.values()) <= OPEN_CHARS,
        )
    )  # fmt: skip


def _by_date(documents: Mapping[str, Document]) -> list[Document]:
    return sorted(documents.values(), key=lambda document: (document.date or dt.date.max, document.id))


def policy(script: str) -> str:
    """The page's content security policy: nothing may be loaded, only our own script may run."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _file(name: str) -> str:
    return files("detente.show").joinpath("templates", name).read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("detente.show"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
