"""Training examples of all tasks in one form: a sentence, marked pairs and marked triggers."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.types import EVENT_TYPES, STATUSES

TYPES = (*EVENT_TYPES, "NONE")
#: A gold label that stands for two types.
MERGED = {"YIELD": ("CONCEDE", "RETREAT")}


@dataclass(frozen=True, slots=True)
class Pair:
    """A marked pair and the types that are right for it."""

    actor: tuple[int, int]
    recipient: tuple[int, int] | None
    trigger: tuple[int, int] | None
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A marked trigger; score in -3..3 or a status, or both."""

    span: tuple[int, int]
    score: float | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its marks."""

    text: str
    pairs: tuple[Pair, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    weight: float = 1.0


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Lines of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            if line.strip():
                yield json.loads(line)


def gold_pairs(path: Path) -> list[Example]:
    """pairs_train: sentence, marked actor and recipient, PLOVER type."""
    found = []
    for row in rows(path):
        pairs = tuple(
            Pair(tuple(p["actor"]), tuple(p["recipient"]), None, MERGED.get(p["gold"], (p["gold"],)))
            for p in row["pairs"]
        )
        found.append(Example(row["text"], pairs=pairs))
    return found


def gold_certainty(path: Path, weight: float = 1.0) -> list[Example]:
    """UW, UDS, MegaVeridicality, RP: triggers with scores."""
    return [
        Example(
            row["text"],
            triggers=tuple(
                Trigger(tuple(t["span"]), score=t["score"]) for t in row["triggers"] if t.get("score") is not None
            ),
            weight=weight,
        )
        for row in rows(path)
    ]


def own_sentences(folder: Path) -> list[Example]:
    """training/data/sentences_*.jsonl: our own sentences, strings marked."""
    return [_own(row) for path in sorted(folder.glob("sentences_*.jsonl")) for row in rows(path)]


def news_labels(folder: Path, news: Path) -> list[Example]:
    """training/data/news_labels_*.tsv: our labels on sentences of real news, whose texts stay where they are.

    Args:
        folder: with the labels: set, document and offsets, no text.
        news: folder of the collections, gzipped JSONL; without it the labels are left out.
    """
    labels = [row for path in sorted(folder.glob("news_labels_*.tsv")) for row in _tsv(path)]
    texts: dict[tuple[str, str], str] = {}
    for name in {row["set"] for row in labels}:
        if (path := news / f"{name}.jsonl.gz").exists():
            texts |= {(name, row["id"]): row["text"] for row in rows(path)}
    return [_labelled(row, texts[row["set"], row["doc"]]) for row in labels if (row["set"], row["doc"]) in texts]


def _tsv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t")


def _labelled(row: dict[str, str], text: str) -> Example:
    start, end = int(row["sentence_start"]), int(row["sentence_end"])

    def span(name: str) -> tuple[int, int] | None:
        if not row[f"{name}_start"]:
            return None
        return int(row[f"{name}_start"]) - start, int(row[f"{name}_end"]) - start

    trigger = span("trigger")
    pair = Pair(span("actor"), span("recipient"), trigger, (row["type"],))
    status = row["status"] if row["status"] in STATUSES else None
    return Example(
        text[start:end], pairs=(pair,), triggers=(Trigger(trigger, status=status),) if trigger and status else ()
    )


def _own(row: dict[str, Any]) -> Example:
    text = row["text"]

    def span(value: str | None) -> tuple[int, int] | None:
        if not value:
            return None
        start = text.index(value)
        return start, start + len(value)

    trigger = span(row.get("trigger"))
    pair = Pair(span(row["actor"]), span(row.get("recipient")), trigger, (row["type"],))
    status = row.get("status")
    triggers = (Trigger(trigger, status=status),) if trigger and status in STATUSES else ()
    return Example(text, pairs=(pair,), triggers=triggers)
