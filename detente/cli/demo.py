"""`detente demo`: the demo corpus coded, and its brief."""

from __future__ import annotations

from pathlib import Path

import typer

from detente import workflows
from detente.cli import common
from detente.pipeline import Tools
from detente.query.filters import Filter


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    folder: Path = typer.Argument(Path("demo"), help="Where to write brief.html and demo.duckdb."),
    quiet: bool = common.QuietOption,
) -> None:
    """Code the demo corpus (40 short articles on North Korea's summits, in the package), print its events, write a brief.

    Example:

        detente demo
    """
    from detente.demo import demo_articles

    folder.mkdir(parents=True, exist_ok=True)
    db = folder / "demo.duckdb"
    tools = Tools.load(common.settings())
    with common.progress("coding", quiet) as step, demo_articles() as articles:
        options = common.read_options(None, None, "text", None, tools.settings.max_chars)
        result = workflows.code(workflows.read_all([str(articles)], options), tools, db, step)
    found = workflows.select(db, Filter())
    common.print_events(found)
    page = folder / "brief.html"
    page.write_text(workflows.brief(found, "North Korea's summits"), "utf-8")
    print(f"\n{len(found.events)} events from {len(found.documents)} documents.")
    print(f"Brief:    {page}   (open it in a browser)")
    print(f"Database: {db}   (try: detente events --db {db} --dyad PRK:RUS)")
    common.report_bad(result.bad, quiet)
