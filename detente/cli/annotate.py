"""`detente annotate`: JSONL in, JSONL out, for other programs."""

from __future__ import annotations

import json
import sys

import typer

from detente import workflows
from detente.cli import common
from detente.pipeline import Tools
from detente.read import read_json_lines


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(annotate)


def annotate(
    paths: list[str] = typer.Argument(None, help="JSONL files; without any, standard input."),
    codebook: str | None = common.CodebookOption,
    knowledge: str | None = common.KnowledgeOption,
    reliability: str | None = common.ReliabilityOption,
    min_confidence: float | None = common.ConfidenceOption,
    max_chars: int | None = typer.Option(None, help="Refuse longer texts. Default: 1,000,000."),
    date: str | None = common.DateOption,
    quiet: bool = common.QuietOption,
) -> None:
    """The whole pipeline's result, one JSON object a line, in the order of the input: 'detente schema' describes it.

    A line that is no JSON, has no text or breaks a limit gives {"id"|"line", "error": {"code", "message"}} in its place.

    Examples:

        detente annotate < articles.jsonl > annotated.jsonl

        echo '{"id": "1", "text": "Serbia recalled its envoy.", "date": "2008-02-18"}' | detente annotate
    """
    settings = common.settings(
        codebook=codebook,
        knowledge=knowledge,
        reliability=reliability,
        min_confidence=min_confidence,
        max_chars=max_chars,
    )
    options = common.read_options(date, None, "text", None, settings.max_chars)
    items = workflows.read_all(paths, options) if paths else read_json_lines(sys.stdin.buffer, options)
    tools = Tools.load(settings)
    bad = 0
    with common.progress("annotating", quiet) as step:
        for row in workflows.annotate_lines(items, tools, step):
            bad += "error" in row
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    if bad:
        print(f"{bad} line{'s' if bad > 1 else ''} could not be read or coded; all others were.", file=sys.stderr)
        raise typer.Exit(3)
