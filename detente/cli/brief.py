"""`detente brief`: a sourced page on a question."""

from __future__ import annotations

from pathlib import Path

import typer

from detente import workflows
from detente.cli import common


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(brief)


def brief(
    output: Path = typer.Option(Path("brief.html"), "--output", "-o", help="The page to write."),
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
    title: str | None = typer.Option(None, help="Heading of the page."),
) -> None:
    """One HTML page that works offline: timeline, table by status, map, who said what, articles with coloured spans.

    Example:

        detente brief --db relations.duckdb --dyad PRK:RUS -o brief.html
    """
    chosen = common.build_filter(dyad, country, event_type, status, since, until, speaker, speaker_kind, party, named)
    found = workflows.select(db, chosen)
    if not found.events:
        common.print_absent(db, chosen)
    output.write_text(workflows.brief(found, title or _title(dyad, country)), "utf-8")
    print(f"{len(found.events)} events from {len(found.documents)} documents: {output}")


def _title(dyad: str | None, country: list[str]) -> str:
    return " and ".join(dyad.replace(">", ":").split(":")) if dyad else ", ".join(country) or "Events"
