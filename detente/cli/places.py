"""`detente places`: the place names of texts and where they are."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import typer

from detente import workflows
from detente.cli import common
from detente.errors import ConfigError
from detente.pipeline import Tools
from detente.query import places as rows
from detente.read import BadInput
from detente.types import Place

_FORMATS = ("table", "jsonl", "geojson")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(places)


def places(
    paths: list[str] = typer.Argument(
        None, help="Files or folders (text, Markdown, HTML, JSONL, CSV); without any, or with -, standard input."
    ),
    format_: str = typer.Option("table", "--format", help=", ".join(_FORMATS) + "."),
    adjectives: bool = typer.Option(
        False, "--all/--no-adjectives", help="Also words for inhabitants: 'Georgian troops'. Default: without."
    ),
    date: str | None = common.DateOption,
    encoding: str | None = typer.Option(None, help="Encoding of the files, where it is not UTF-8 and not declared."),
    text_column: str = typer.Option("text", help="Column of a CSV that holds the text."),
    publisher: str | None = typer.Option(
        None,
        help="Who printed it, where the text does not say: of two small namesakes the one nearer its home is taken.",
    ),
    knowledge: str | None = common.KnowledgeOption,
    max_chars: int | None = typer.Option(None, help="Refuse longer texts. Default: 1,000,000."),
    quiet: bool = common.QuietOption,
) -> None:
    """Find the places that texts name, each with coordinates, country, kind, radius and confidence.

    A country is never a pin: GeoJSON gives countries and other wide areas no point, only their centre and radius.

    Examples:

        echo 'Shells fell near Tripoli, in the north of Lebanon.' | detente places

        detente places news/ --format geojson > places.geojson

        detente places articles.jsonl --format jsonl
    """
    if format_ not in _FORMATS:
        raise ConfigError("E041", "--format", field="format", value=format_, allowed=", ".join(_FORMATS))
    settings = common.settings(knowledge=knowledge, max_chars=max_chars)
    options = common.read_options(date, encoding, text_column, publisher, settings.max_chars)
    items = workflows.read_all(paths or ["-"], options)
    tools = Tools.load(settings)
    bad: list[BadInput] = []
    with common.progress("finding places", quiet or sys.stdout.isatty()) as step:
        found = workflows.find_all_places(items, tools, step)
        for piece in _pieces(found, format_, bad, adjectives=adjectives):
            sys.stdout.write(piece)
    common.report_bad(bad, quiet)


def _pieces(
    found: Iterator[workflows.PlacesFound | BadInput], form: str, bad: list[BadInput], *, adjectives: bool
) -> Iterator[str]:
    """The output, piece by piece; bad inputs are gathered in `bad`, and stand in their place in JSONL."""
    if form == "geojson":
        yield from rows.geojson_lines(_good(found, bad, adjectives=adjectives))
    elif form == "table":
        aligned = sys.stdout.isatty()
        yield rows.table_line(rows.COLUMNS, aligned=aligned)
        for document, kept in _good(found, bad, adjectives=adjectives):
            yield from (rows.table_line(rows.table_cells(document, place), aligned=aligned) for place in kept)
    else:
        for item in found:
            if isinstance(item, BadInput):
                bad.append(item)
                row = workflows.error_dict(item)
            else:
                kept = _kept(item.places, adjectives=adjectives)
                row = {"id": item.document.id, "places": [rows.place_row(place) for place in kept]}
                row |= {"silence": item.silence} if item.silence else {}
            yield json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


def _good(
    found: Iterator[workflows.PlacesFound | BadInput], bad: list[BadInput], *, adjectives: bool
) -> Iterator[tuple[str, list[Place]]]:
    """(id, places) of what could be read."""
    for item in found:
        if isinstance(item, BadInput):
            bad.append(item)
        else:
            yield item.document.id, _kept(item.places, adjectives=adjectives)


def _kept(found: tuple[Place, ...], *, adjectives: bool) -> list[Place]:
    return [place for place in found if adjectives or rows.role(place) != "adjective"]
