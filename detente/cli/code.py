"""`detente code`: read texts, print or store their events."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

from detente import workflows
from detente.cli import common
from detente.pipeline import Tools

#: Skipped documents that are named one by one.
_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(code)


def code(
    paths: list[str] = typer.Argument(
        ..., help="Files or folders (text, Markdown, HTML, JSONL, CSV); - is standard input."
    ),
    db: Path | None = typer.Option(None, "--db", help="Store the results here; a new file is created."),
    date: str | None = common.DateOption,
    publisher: str | None = typer.Option(None, help="Who printed it, where the text does not say."),
    encoding: str | None = typer.Option(None, help="Encoding of the files, where it is not UTF-8 and not declared."),
    text_column: str = typer.Option("text", help="Column of a CSV that holds the text."),
    codebook: str | None = common.CodebookOption,
    knowledge: str | None = common.KnowledgeOption,
    reliability: str | None = common.ReliabilityOption,
    min_confidence: float | None = common.ConfidenceOption,
    max_chars: int | None = typer.Option(None, help="Refuse longer texts. Default: 1,000,000."),
    as_json: bool = typer.Option(False, "--json", help="Print the annotations as JSONL instead of the table."),
    quiet: bool = common.QuietOption,
) -> None:
    """Read texts and code their events: a table, each event with its sentence, speaker and status.

    Examples:

        detente code article.txt --date 2023-09-13

        detente code news/ --db relations.duckdb

        curl -s https://example.org/story.html | detente code -
    """
    from detente.interchange import to_dict

    settings = common.settings(
        codebook=codebook,
        knowledge=knowledge,
        reliability=reliability,
        min_confidence=min_confidence,
        max_chars=max_chars,
    )
    options = common.read_options(date, encoding, text_column, publisher, settings.max_chars)
    tools = Tools.load(settings)
    with common.progress("coding", quiet) as step:
        result = workflows.code(workflows.read_all(paths, options), tools, db, step)
    if as_json:
        for annotation in result.annotations:
            sys.stdout.write(json.dumps(to_dict(annotation), ensure_ascii=False) + "\n")
    elif db is None:
        common.print_events(workflows.selection_of(result))
    if not quiet:
        for document, why in result.silent[:_SHOWN]:
            print(f"{document}: not coded, {why}", file=sys.stderr)
        if len(result.silent) > _SHOWN:
            print(f"... and {len(result.silent) - _SHOWN} more not coded", file=sys.stderr)
    if db is not None and not quiet:
        print(f"{_done(result)}; {len(result.events)} events in {db}", file=sys.stderr)
    common.report_bad(result.bad, quiet)


def _done(result: workflows.CodeResult) -> str:
    """What became of the documents, without what did not occur."""
    parts = [f"{result.documents - len(result.silent)} documents coded"]
    parts += [f"{result.replaced} of them in the place of an older text"] if result.replaced else []
    parts += [f"{len(result.silent)} skipped"] if result.silent else []
    parts += [f"{result.already_known} known already"] if result.already_known else []
    return ", ".join([*parts, f"{result.mentions} mentions"])
