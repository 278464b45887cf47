"""Scores a codebook with own types on tests/gold/own_types.jsonl: half of the rows report such an event, half only seem to.

python -m tests.codebook.own_types [CODEBOOK]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.pipeline import Tools, annotate
from detente.settings import Settings
from detente.types import Document, Event

GOLD = Path(__file__).parents[1] / "gold" / "own_types.jsonl"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one type."""

    hits: int
    found: int  #: hits with an event of the type
    right_actor: int  #: of these, with an actor that overlaps the right one
    misses: int
    false: int  #: near misses, and rows of other types, with an event of the type
    wrong: tuple[str, ...]  #: ids of missed hits, and of rows that got one in error

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.false)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.hits)


def rows() -> list[Row]:
    """The gold, in order."""
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def coded(gold: Sequence[Row], tools: Tools) -> dict[str, tuple[Event, ...]]:
    """The events of each row."""
    found = annotate((Document(row["id"], row["text"]) for row in gold), tools)
    return {annotation.document.id: annotation.events for annotation in found}


def score(event_type: str, gold: Sequence[Row], events: dict[str, tuple[Event, ...]]) -> Score:
    """How well one type is coded."""
    own = {row["id"]: [e for e in events[row["id"]] if e.event_type == event_type] for row in gold}
    hits = [row for row in gold if row["type"] == event_type and row["hit"]]
    others = [row for row in gold if not (row["type"] == event_type and row["hit"])]
    wrong = [row["id"] for row in hits if not own[row["id"]]] + [row["id"] for row in others if own[row["id"]]]
    return Score(
        hits=len(hits),
        found=sum(bool(own[row["id"]]) for row in hits),
        right_actor=sum(any(_has_actor(event, row) for event in own[row["id"]]) for row in hits),
        misses=len(others),
        false=sum(bool(own[row["id"]]) for row in others),
        wrong=tuple(wrong),
    )


def _has_actor(event: Event, row: Row) -> bool:
    start = row["text"].index(row["actor"])
    return any(party.start < start + len(row["actor"]) and start < party.end for party in event.actors)


def main() -> None:
    """Print the scores of odd rows, even rows and all."""
    tools = Tools.load(Settings(codebook=sys.argv[1] if len(sys.argv) > 1 else "examples/cyber_health"))
    gold = rows()
    events = coded(gold, tools)
    parts = {"odd": gold[0::2], "even": gold[1::2], "all": gold}
    for name in sorted({row["type"] for row in gold}):
        for label, part in parts.items():
            s = score(name, part, events)
            counts = f"{s.found} of {s.hits} hits, {s.right_actor} with the right actor; {s.false} of {s.misses} others"
            sys.stdout.write(f"{name} {label}: precision {s.precision:.2f} recall {s.recall:.2f} ({counts})\n")
            sys.stdout.write(f"  wrong: {' '.join(s.wrong)}\n" if label == "odd" else "")  # the even rows stay unseen
    for row in gold[0::2] if "--why" in sys.argv else ():
        for event in events[row["id"]]:
            sys.stdout.write(f"{row['id']} {row['hit']} {event.event_type} {event.confidence} {event.why[:3]}\n")


if __name__ == "__main__":
    main()
