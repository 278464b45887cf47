"""A sheet for reading events by eye, and the figures of sheets that were read.

    python -m scripts.audit draw NEWS.jsonl.gz --seed 4 > sheet.txt
    python -m scripts.audit count docs/audits/*.tsv

Drawn are 100 sentences with an event, at random, from documents that no audit has seen: the sentence and what the program says of
it, never why. The reader's verdicts go into a TSV with the columns
of docs/audits (ids and verdicts, no text).
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from detente.pipeline import Tools, annotate
from detente.settings import Settings
from detente.types import Document, Entity, Event
from scripts.score import rows
from training.harvest import is_apart

AUDITS = Path(__file__).parents[1] / "docs" / "audits"
CHUNK = 64


def drawn(path: Path, number: int, seed: int) -> Iterator[tuple[Document, list[Event]]]:
    """(document, events of one sentence) for sentences with an event, at random.

    Documents of earlier audits are left out, and all but the quarter that training kept apart.
    """
    before = {row["document"] for sheet in AUDITS.glob("*.tsv") for row in read(sheet)}
    name = path.name.partition(".")[0]
    texts = [row for row in rows(path) if row["id"] not in before and is_apart(name, row["id"])]
    random.Random(seed).shuffle(texts)
    tools, given = Tools.load(Settings.load()), 0
    for first in range(0, len(texts), CHUNK):
        documents = [
            Document(row["id"], row["text"], dt.date.fromisoformat(row["date"]) if row.get("date") else None, None)
            for row in texts[first : first + CHUNK]
        ]
        for annotation in annotate(documents, tools):
            events = [event for event in annotation.events if not event.secondary]
            for sentence in sorted({event.sentence for event in events})[:1]:
                yield annotation.document, [event for event in events if event.sentence == sentence]
                given += 1
                if given == number:
                    return


def read(sheet: Path) -> list[dict[str, str]]:
    """Rows of a sheet."""
    with sheet.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def shown(document: Document, event: Event) -> str:
    """One event as the reader sees it."""
    text = document.text

    def side(parties: Sequence[Entity]) -> str:
        return "; ".join(f"{p.text} = {p.name} ({p.country or '---'} {' '.join(p.sectors)})" for p in parties) or "-"

    trigger = f"'{text[slice(*event.trigger)]}' {event.trigger[0]}-{event.trigger[1]}"
    return "\n".join([
        f"  {event.id} {event.event_type} {event.verdict.status} {event.confidence} at {trigger}",
        f"    actors: {side(event.actors)}",
        f"    recipients: {side(event.recipients)}",
    ])  # fmt: skip


def figures(sheet: Path) -> str:
    """Shares of a read sheet."""
    found = read(sheet)

    def share(*columns: str) -> float:
        return sum(all(row[column] == "1" for column in columns) for row in found) / len(found)

    two = ("is_event", "right_type")
    return (f"{sheet.name}: {len(found)} events; event {share('is_event'):.3f}, event and type {share(*two):.3f}, "
            f"with parties and status {share(*two, 'right_parties', 'right_status'):.3f}")  # fmt: skip


def main() -> None:
    """Draw or count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw")
    draw.add_argument("news", type=Path)
    draw.add_argument("--number", type=int, default=100)
    draw.add_argument("--seed", type=int, default=1)
    commands.add_parser("count").add_argument("sheets", type=Path, nargs="+")
    options = parser.parse_args()
    if options.command == "count":
        print("\n".join(map(figures, options.sheets)))
        return
    for number, (document, events) in enumerate(drawn(options.news, options.number, options.seed), 1):
        start, end = events[0].sentence
        print(f"{number}. {document.id} {document.date}\n  {document.text[start:end]}")
        print("\n".join(shown(document, event) for event in events))


if __name__ == "__main__":
    main()
