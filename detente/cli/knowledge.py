"""`detente knowledge check`."""

from __future__ import annotations

import typer

from detente.entities.check import check as check_tables

app = typer.Typer(no_args_is_help=True, help="Check the tables that say who is who: the package's, or your own.")


@app.callback()
def _top() -> None:
    """Check the tables that say who is who: the package's, or your own."""


@app.command()
def check(
    folder: str = typer.Argument("", help="A folder of your own tables; without it, those of the package."),
    level: str = typer.Option("MEDIUM", help="Lowest level printed: LOW, MEDIUM or HIGH."),
    known: bool = typer.Option(False, "--known", help="List what is known and tolerated, with the reasons."),
) -> None:
    """Look for overlaps, gaps, contradictions, expired offices, duplicates and unknown codes; exit status 4 if any is HIGH.

    HIGH: a row is wrong or contradicts another. MEDIUM: it is likely to mislead. LOW: something is incomplete.

    Examples:

        detente knowledge check

        detente knowledge check my-knowledge/ --level LOW
    """
    order = ("LOW", "MEDIUM", "HIGH")
    if level.upper() not in order:
        raise typer.BadParameter("LOW, MEDIUM or HIGH", param_hint="--level")
    report = check_tables(folder)
    shown = [issue for issue in report.issues if order.index(issue.level) >= order.index(level.upper())]
    for issue in shown:
        print(issue)
    for issue in report.known if known else ():
        print(f"KNOWN {issue.where} [{issue.rule}] {issue.what}: {issue.text}")
    hidden = len(report.issues) - len(shown)
    print(
        f"{report.rows} rows, {len(shown)} issues, {hidden} below {level.upper()}, {len(report.known)} known and tolerated"
    )
    if any(issue.level == "HIGH" for issue in report.issues):
        raise typer.Exit(4)
