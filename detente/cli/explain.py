"""`detente explain`: why an event was coded so."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from detente import workflows
from detente.cli import common
from detente.show import events_table, explain_lines, explain_panel, merged_lines


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(explain)


def explain(
    event_id: str = typer.Argument(..., help="Id of an event or of one mention, as 'detente events' prints it."),
    db: Path = common.DbOption,
) -> None:
    """Why: the sentence with its spans, the rules that fired, who says so, how it was merged.

    Example:

        detente explain v1f3a9c02d7e4 --db relations.duckdb
    """
    found = workflows.explain(db, event_id)
    console = Console()
    if console.is_terminal:
        console.print(events_table(found.events, found.mentions, found.documents))
    for event in found.events:
        print(merged_lines(event) + "\n")
    for mention in found.mentions.values():
        document = found.documents[mention.document]
        if console.is_terminal:
            console.print(explain_panel(mention, document))
        else:
            print(explain_lines(mention, document) + "\n")
