"""`detente schema`: the JSON Schema of `annotate`."""

from __future__ import annotations

from importlib.resources import files

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(schema)


def schema() -> None:
    """Print the JSON Schema of an output line of 'detente annotate'."""
    print(files("detente").joinpath("schema/annotate.schema.json").read_text("utf-8"))
