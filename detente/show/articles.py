"""The articles with everything that was read from them, coloured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from detente.show import words
from detente.show.highlight import Mark, Segment, clean, event_marks, segments, to_html
from detente.show.rows import Context, Row, sentence_anchor
from detente.types import Document

OPEN_CHARS = 6000  #: together, in characters: more than this is folded away


@dataclass(frozen=True, slots=True)
class Article:
    """One document."""

    number: int
    title: str
    publisher: str
    date: str
    url: str | None
    paragraphs: tuple[Markup, ...]
    rows: tuple[Row, ...]


def make_articles(rows: Sequence[Row], secondary: Sequence[Row], context: Context) -> tuple[Article, ...]:
    """All documents in the order of their numbers; those without an event too."""
    of_document: dict[str, list[Row]] = defaultdict(list)
    for row in (*rows, *secondary):
        for key in dict.fromkeys(mention.document for mention in row.mentions):
            of_document[key].append(row)
    ordered = sorted(context.documents.values(), key=lambda document: context.numbers[document.id])
    return tuple(_article(document, of_document.get(document.id, []), context) for document in ordered)


def _article(document: Document, rows: Sequence[Row], context: Context) -> Article:
    return Article(
        number=context.numbers[document.id],
        title=clean(document.title or document.id),
        publisher=clean(document.publisher or ""),
        date=words.day(document.date) if document.date else "",
        url=words.safe_url(document.url),
        paragraphs=tuple(_paragraphs(document, rows, context)),
        rows=tuple(rows),
    )


def _paragraphs(document: Document, rows: Sequence[Row], context: Context) -> list[Markup]:
    """The text by its line breaks, each sentence with events carrying its id and links back to them."""
    number = context.numbers[document.id]
    marks: list[Mark] = []
    behind: Mapping[int, dict[str, Row]] = defaultdict(dict)  # end of sentence -> its events
    for row in rows:
        for mention in row.mentions:
            if mention.document == document.id:
                anchor = sentence_anchor(number, mention.sentence)
                marks += [*event_marks(mention), Mark(*mention.sentence, "sentence", "", "", anchor)]
                behind[mention.sentence[1]][row.anchor] = row
    # A repeated mark (two events of one sentence share an actor) must not nest in itself.
    parts = segments(document.text, (0, len(document.text)), {(m.start, m.end, m.kind): m for m in marks}.values())
    anchors: set[str] = set()
    return [_paragraph(group, behind, anchors) for group in _split(parts) if any(p.text.strip() for _, p in group)]


def _split(parts: Sequence[Segment]) -> list[list[tuple[int, Segment]]]:
    """The segments cut at line breaks: lists of (end in the document, segment)."""
    groups: list[list[tuple[int, Segment]]] = [[]]
    at = 0
    for part in parts:
        for line in part.text.splitlines(keepends=True):
            at += len(line)
            groups[-1].append((at, replace(part, text=line)))
            if line[-1] in "\n\r":
                groups.append([])
    return groups


def _paragraph(parts: Sequence[tuple[int, Segment]], behind: Mapping[int, dict[str, Row]], anchors: set[str]) -> Markup:
    out = Markup("")
    run: list[Segment] = []
    for end, part in parts:
        run.append(part)
        if end in behind:
            out += to_html(run, anchors) + Markup("").join(_back_link(row) for row in behind[end].values())
            run = []
    return out + to_html(run, anchors)


def _back_link(row: Row) -> Markup:
    shape = Markup('<a class="back g-{}" href="#{}" title="{}">{}</a>')
    note = f"event {row.number}: {row.label}, {row.status}"
    return shape.format(row.group.key, row.anchor, note, row.number or "·")
