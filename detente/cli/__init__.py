"""The command line: assembles the commands, one file each; no logic here."""

from __future__ import annotations

import sys

import typer

from detente import __version__
from detente.cli import (
    annotate,
    brief,
    code,
    codebook,
    demo,
    doctor,
    events,
    explain,
    knowledge,
    merge,
    places,
    resolve,
    schema,
    train_heads,
)
from detente.errors import ConfigError, DetenteError

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Political event data that can be checked: who did what to whom, according to whom, and how certain.

**First steps**

    detente code article.txt                       read one article: a table of its events
    detente code news/ --db relations.duckdb       read a folder into a database
    detente events --db relations.duckdb --dyad PRK:RUS --since 2019
    detente explain EVENT_ID --db relations.duckdb
    detente brief --db relations.duckdb --dyad PRK:RUS -o brief.html

**Exit status**: 0 all went well; 1 a fault of Détente; 2 wrong usage, setting or installation; 3 some inputs could not be
read or coded (the others were); 4 the codebook or a
knowledge table has faults; 5 the database cannot be used; 130 interrupted.
""",
)
for module in (code, annotate, events, explain, brief, resolve, places, demo, doctor, schema, train_heads):
    module.register(app)
app.add_typer(codebook.app, name="codebook")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(merge.app, name="merge")


@app.callback(invoke_without_command=True)
def _top(version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    if version:
        print(__version__)
        raise typer.Exit


def main() -> None:
    """Run the command line; a user's error is one line, not a traceback."""
    try:
        app()
    except DetenteError as err:
        print(err, file=sys.stderr)
        sys.exit(err.exit_status)
    except KeyboardInterrupt:
        print(
            "Interrupted. What was committed to the database is kept; run the same command to go on.", file=sys.stderr
        )
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as err:  # an output file in a folder that is not there, a full disk
        print(ConfigError("E015", str(err.filename or "output"), detail=err.strerror or str(err)), file=sys.stderr)
        sys.exit(ConfigError.exit_status)
