"""`detente resolve`: a name and a date -> country, sectors, canonical name."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

from detente import workflows
from detente.cli import common
from detente.entities.knowledge import Knowledge


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(resolve)


def resolve(
    name: str | None = typer.Argument(None, help="A name, office or group as a text puts it."),
    date: str | None = typer.Option(None, "--date", help="The day at which offices are read, YYYY-MM-DD."),
    context: str | None = typer.Option(None, help="The text around the name, to tell namesakes apart."),
    jsonl: str | None = typer.Option(
        None, "--jsonl", help="JSONL file of {id, name, date?, context?}; - is standard input."
    ),
    knowledge: str | None = common.KnowledgeOption,
) -> None:
    """Who a name stands for on a day.

    Examples:

        detente resolve "the North Korean leader" --date 1995-06-01

        detente resolve "Rwandan Hutu rebels"

        detente resolve --jsonl - < names.jsonl
    """
    tables = Knowledge.load(common.settings(knowledge=knowledge).knowledge)
    if jsonl is None and name is None:
        raise typer.BadParameter("give a name, or --jsonl FILE")
    if name is not None:
        print(json.dumps(workflows.resolve_name(name, common.parse_date(date), context, tables), ensure_ascii=False))
        return
    lines = (sys.stdin.read() if jsonl == "-" else Path(str(jsonl)).read_text("utf-8")).splitlines()
    bad = 0
    for row in workflows.resolve_lines(lines, tables):
        bad += "error" in row
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    if bad:
        raise typer.Exit(3)
