"""Training examples of all tasks in one form: a sentence, marked pairs and marked triggers."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.codebook.load import load_codebook
from detente.types import EVENT_TYPES, STATUSES

TYPES = (*EVENT_TYPES, "NONE")
#: "ASSAULT/drone": what the mode head tells apart.
MODES = tuple(f"{name}/{mode}" for name, kind in sorted(load_codebook("plover").types.items()) for mode in kind.modes)
#: A gold label that stands for two types.
MERGED = {"YIELD": ("CONCEDE", "RETREAT")}
#: "[a|Chad]": actor, recipient, trigger.
MARK = re.compile(r"\[([art])\|([^\[\]]+)\]")
#: Of these both directions are often true.
BOTH_WAYS = {"AGREE", "CONSULT", "COOPERATE", "NONE", "ASSAULT"}
#: Quad classes of quad_train.
QUADS = {
    "VerbalCoop": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MaterialCoop": ("COOPERATE", "AID", "RETREAT"),
    "VerbalConflict": ("REQUEST", "REJECT", "ACCUSE", "THREATEN"),
    "MaterialConflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    "Statement": ("NONE",),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A marked pair and the types that are right for it."""

    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None
    trigger: tuple[int, int] | None
    types: tuple[str, ...]
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A marked trigger; score in -3..3 or a status, or both."""

    span: tuple[int, int]
    score: float | None = None
    status: str | None = None
    rules: tuple[float, ...] = ()  #: the rules' verdict as features; filled in by training.verdicts


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


def quad_classes(path: Path, spans: Path) -> list[Example]:
    """quad_train: a sentence and its quad class, that is any of its types; the parties where actor_spans_train has them."""
    parties = {_letters(row["text"]): row for row in rows(spans)}
    found = []
    for row in rows(path):
        if row["quad"] not in QUADS:
            continue
        known = parties.get(_letters(row["text"]), {"actors": (), "recipients": ()})
        actor, recipient = (_located(row["text"], known[side]) for side in ("actors", "recipients"))
        if actor and recipient:
            weight = 0.3 if row["quad"] == "Statement" else 1.0
            found.append(Example(row["text"], pairs=(Pair(actor, recipient, None, QUADS[row["quad"]]),), weight=weight))
        else:
            found.append(Example(row["text"], pairs=(Pair(None, None, None, QUADS[row["quad"]]),), weight=0.3))
    return found


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).lower()


def _located(text: str, names: Sequence[str]) -> tuple[int, int] | None:
    """Where the first name stands in a text that is spaced otherwise."""
    where = [i for i, c in enumerate(text) if c.isalnum()]
    name = _letters(names[0]) if names else ""
    at = "".join(text[i] for i in where).lower().find(name) if name else -1
    return (where[at], where[at + len(name) - 1] + 1) if at >= 0 else None


def own_sentences(folder: Path) -> list[Example]:
    """Our own sentences: sentences_*.jsonl with strings named, marked_*.tsv with marks inside the text."""
    found = [_own(row) for path in sorted(folder.glob("sentences_*.jsonl")) for row in rows(path)]
    lines = [line for path in sorted(folder.glob("marked_*.tsv")) for line in path.read_text("utf-8").splitlines()]
    return found + [_marked(line) for line in lines if line]


def unmarked(text: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """ "[a|Chad] [t|expelled] [r|two envoys]." -> the plain text, and the span of each mark."""
    spans, parts, at, length = {}, [], 0, 0
    for mark in MARK.finditer(text):
        before = text[at : mark.start()]
        parts += [before, mark[2]]
        spans[mark[1]] = (length + len(before), length + len(before) + len(mark[2]))
        length += len(before) + len(mark[2])
        at = mark.end()
    return "".join([*parts, text[at:]]), spans


def _marked(line: str) -> Example:
    event_type, mode, status, _register, text = line.split("\t")
    plain, spans = unmarked(text)
    trigger = spans.get("t")
    pair = Pair(spans.get("a"), spans.get("r"), trigger, tuple(event_type.split("|")), None if mode == "-" else mode)
    triggers = (Trigger(trigger, status=status),) if trigger and status in STATUSES else ()
    return Example(plain, pairs=(pair, *_swapped(pair)), triggers=triggers)


def _swapped(pair: Pair) -> tuple[Pair, ...]:
    """The other direction of a one-way act is no event."""
    if pair.actor is None or pair.recipient is None or set(pair.types) & BOTH_WAYS:
        return ()
    return (Pair(pair.recipient, pair.actor, pair.trigger, ("NONE",)),)


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
    pair = Pair(span(row["actor"]), span(row.get("recipient")), trigger, (row["type"],), row.get("mode"))
    status = row.get("status")
    triggers = (Trigger(trigger, status=status),) if trigger and status in STATUSES else ()
    return Example(text, pairs=(pair, *_swapped(pair)), triggers=triggers)
