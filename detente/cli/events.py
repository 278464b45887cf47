"""`detente events`, `mentions`, `documents`: query the store."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from detente import workflows
from detente.cli import common
from detente.query.filters import Filter

FORMATS = "table, csv, jsonl, parquet, geojson, polecat, gdelt, plover"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(events)
    app.command()(mentions)
    app.command()(documents)


def events(
    db: Path = common.DbOption,
    dyad: str | None = common.DyadOption,
    country: list[str] = common.CountryOption,
    event_type: list[str] = common.TypeOption,
    status: list[str] = common.StatusOption,
    since: str | None = common.SinceOption,
    until: str | None = common.UntilOption,
    speaker: str | None = common.SpeakerOption,
    speaker_kind: list[str] = common.SpeakerKindOption,
    party: list[str] = common.PartyOption,
    named: bool | None = common.NamedOption,
    text: str | None = typer.Option(None, help="Words in the sentence."),
    min_confidence: float | None = typer.Option(None, help="Only events at least so sure, 0..1."),
    format_: str = typer.Option("table", "--format", help=FORMATS + "."),
    output: Path | None = typer.Option(None, "--output", "-o", help="File to write; parquet needs one."),
) -> None:
    """Query the merged events: one row for what happened, however many reported it.

    Examples:

        detente events --db relations.duckdb --dyad PRK:RUS --since 2019

        detente events --type SANCTION --status PLANNED --format csv -o planned.csv
    """
    from detente.query.export import export_events

    chosen = common.build_filter(
        dyad, country, event_type, status, since, until, speaker, speaker_kind, party, named, text, min_confidence
    )
    found = workflows.select(db, chosen)
    if not found.events:
        common.print_absent(db, chosen)
    if format_ == "table":
        common.print_events(found)
    else:
        export_events(format_, found.events, found.mentions, found.documents, output or sys.stdout.buffer)


def mentions(
    db: Path = common.DbOption,
    dyad: str | None = common.DyadOption,
    country: list[str] = common.CountryOption,
    event_type: list[str] = common.TypeOption,
    status: list[str] = common.StatusOption,
    since: str | None = common.SinceOption,
    until: str | None = common.UntilOption,
    speaker: str | None = common.SpeakerOption,
    speaker_kind: list[str] = common.SpeakerKindOption,
    party: list[str] = common.PartyOption,
    named: bool | None = common.NamedOption,
    format_: str = typer.Option("jsonl", "--format", help="jsonl."),
) -> None:
    """Every report of every event, also what speech acts embed, a line each, with the merged event's id.

    Example:

        detente mentions --db relations.duckdb --status DENIED --party actor-side
    """
    chosen = common.build_filter(
        dyad, country, event_type, status, since, until, speaker, speaker_kind, party, named, secondary=True
    )
    _rows("mentions", db, format_, chosen)


def documents(
    db: Path = common.DbOption,
    format_: str = typer.Option("jsonl", "--format", help="jsonl."),
) -> None:
    """Every document, a line each, with the one that it copies."""
    _rows("documents", db, format_)


def _rows(kind: str, db: Path, format_: str, chosen: Filter | None = None) -> None:
    import json

    from detente.errors import ConfigError

    if format_ != "jsonl":
        raise ConfigError("E041", "--format", field="format", value=format_, allowed="jsonl")
    for row in workflows.stored_rows(db, kind, chosen):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
