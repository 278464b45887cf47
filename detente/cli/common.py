"""What several commands share: options, the progress bar, the summary of bad inputs."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from detente import workflows
from detente.errors import ConfigError, InputError
from detente.query.filters import Filter
from detente.read import BadInput, ReadOptions
from detente.settings import Settings
from detente.show import events_lines, events_table
from detente.workflows import Progress as Step
from detente.workflows import Selection

DbOption = typer.Option(Path("detente.duckdb"), "--db", help="The database, one DuckDB file.")
QuietOption = typer.Option(False, "--quiet", "-q", help="No progress bar, no summary.")
CodebookOption = typer.Option(None, "--codebook", help="Folder of an own codebook. Default: PLOVER 2.0.")
KnowledgeOption = typer.Option(None, "--knowledge", help="Folder of own tables of actors, read before ours.")
ReliabilityOption = typer.Option(None, "--reliability", help="Own table: publisher or speaker, tab, grade A to F.")
ConfidenceOption = typer.Option(
    None, "--min-confidence", help=f"Drop events below, 0..1. Default: {Settings().min_confidence}."
)
DyadOption = typer.Option(None, "--dyad", help="Two countries, either direction: PRK:RUS. One direction: 'PRK>RUS'.")
CountryOption = typer.Option([], "--country", help="A country that takes part, ISO3; repeat for any of several.")
TypeOption = typer.Option([], "--type", help="PLOVER type; repeat for any of several.")
SinceOption = typer.Option(None, "--since", help="First day: 2019, 2019-04 or 2019-04-25.")
UntilOption = typer.Option(None, "--until", help="Last day, written likewise.")
StatusOption = typer.Option(
    [], "--status", help="ASSERTED, REPORTED, DENIED, NEGATED, SPECULATED, PLANNED, CONDITIONAL, UNKNOWN; repeatable."
)
SpeakerOption = typer.Option(None, "--speaker", help="Part of a speaker's name or words, or his country's code.")
SpeakerKindOption = typer.Option(
    [], "--speaker-kind", help="OFFICIAL, ANALYST, MEDIA, IMAGERY_SENSOR ...: see docs/certainty.md."
)
PartyOption = typer.Option(
    [], "--party", help="Where the speaker stands: actor-side, recipient-side, third-party, author."
)
NamedOption = typer.Option(None, "--named/--anonymous", help="Only named, or only anonymous speakers.")
DateOption = typer.Option(None, "--date", help="Publication date, YYYY-MM-DD, where the text does not give it.")


def error_console() -> Console:
    """The console for everything that is no result."""
    return Console(stderr=True)


def parse_date(value: str | None) -> dt.date | None:
    """The day, or None for None.

    Raises:
        InputError: not YYYY-MM-DD.
    """
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as err:
        raise InputError("E008", "--date", value=value) from err


def settings(**options: Any) -> Settings:
    """Settings from file, environment and options; an option that is None was not given."""
    return Settings.load(**options)


def read_options(
    date: str | None, encoding: str | None, text_column: str, publisher: str | None, max_chars: int
) -> ReadOptions:
    """How to read, from the options of `code` and `annotate`."""
    return ReadOptions(
        date=parse_date(date), encoding=encoding, text_column=text_column, publisher=publisher, max_chars=max_chars
    )


def print_events(found: Selection) -> None:
    """Merged events on standard output: a table on a terminal, plain lines elsewhere; on standard error where there are none."""
    if not found.events:
        print("no events", file=sys.stderr)
        return
    console = Console()
    if console.is_terminal:
        console.print(events_table(found.events, found.mentions, found.documents))
    else:
        sys.stdout.write(events_lines(found.events, found.mentions, found.documents) + "\n")


def print_absent(db: Path, chosen: Filter) -> None:
    """What the filter names and no event has, on standard error."""
    for line in workflows.absent(db, chosen):
        print(line, file=sys.stderr)


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "-/s")


@contextmanager
def progress(label: str, quiet: bool, total: int | None = None) -> Iterator[Step]:
    """A step function; on a terminal it moves a bar with rate and time left, elsewhere it does nothing."""
    console = error_console()
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)


def report_bad(bad: Sequence[BadInput], quiet: bool) -> None:
    """One line a bad input on standard error, and exit status 3 if there was any."""
    if not bad:
        return
    if not quiet:
        for item in bad[:20]:
            print(item.error, file=sys.stderr)
        if len(bad) > 20:
            print(f"... and {len(bad) - 20} more", file=sys.stderr)
    print(
        f"{len(bad)} input{'s' if len(bad) > 1 else ''} could not be read or coded; all others were.", file=sys.stderr
    )
    raise typer.Exit(3)


def build_filter(
    dyad: str | None, country: list[str], event_type: list[str], status: list[str], since: str | None, until: str | None,
    speaker: str | None, speaker_kind: list[str], party: list[str], named: bool | None, text: str | None = None,
    min_confidence: float | None = None, secondary: bool = False,
) -> Filter:  # fmt: skip
    """The filter of `events`, `mentions` and `brief` from their options.

    Raises:
        ConfigError: a dyad, type or status is not known.
    """
    try:
        return Filter.build(
            dyad=dyad, countries=country, event_types=event_type, statuses=status, since=since, until=until,
            speaker=speaker, speaker_kinds=speaker_kind, parties=party, named=named, text=text, min_confidence=min_confidence,
            secondary=secondary,
        )  # fmt: skip
    except ValueError as err:
        raise ConfigError(
            "E041", "filter", field="filter", value=str(err), allowed="see 'detente events --help'"
        ) from err
