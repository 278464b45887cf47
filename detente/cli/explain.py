"""`detente explain`: why an event was coded so."""

from __future__ import annotations

from pathlib import Path

import typer

from detente import workflows
from detente.cli import common


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
    from detente.show.table import explain_panel

    found = workflows.explain(db, event_id)
    for event in found.events:
        explain_panel(event, found.mentions, found.documents)
