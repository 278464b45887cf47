"""`detente codebook lint|show`."""

from __future__ import annotations

import typer

from detente.cli import common
from detente.codebook.lint import lint as lint_codebook
from detente.codebook.load import load_codebook

app = typer.Typer(no_args_is_help=True, help="Check and read codebooks: what counts as an event.")


@app.command()
def lint(
    folder: str = typer.Argument("plover", help="A codebook's folder; 'plover' is the one in the package."),
    level: str = typer.Option("LOW", help="Lowest level printed: LOW, MEDIUM or HIGH."),
) -> None:
    """Look for faults and weaknesses; exit status 4 if any is HIGH.

    Example:

        detente codebook lint my-codebook/
    """
    order = ("LOW", "MEDIUM", "HIGH")
    issues = [issue for issue in lint_codebook(folder) if order.index(issue.level) >= order.index(level.upper())]
    for issue in issues:
        print(issue)
    print(f"{len(issues)} issues")
    if any(issue.level == "HIGH" for issue in issues):
        raise typer.Exit(4)


@app.command()
def show(
    event_type: str | None = typer.Argument(None, help="An event type: CONSULT. Without it, all in a line each."),
    codebook: str | None = common.CodebookOption,
) -> None:
    """Print an event type: definition, modes, codes, triggers with their examples.

    Example:

        detente codebook show SANCTION
    """
    from detente.show.codebook import codebook_table, type_page

    book = load_codebook(common.settings(codebook=codebook).codebook)
    if event_type is None:
        codebook_table(book)
    else:
        type_page(book, event_type)
