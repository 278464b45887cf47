"""Is `confidence` the probability of being right? A reliability diagram, and precision and recall by --min-confidence.

    python -m scripts.calibration NEWS [--write docs/calibration.md]

Read from what set nothing: the odd rows of our own gold (tests/gold: events, events_later, parties and traps), where an event
is right if a gold event of the text has its type and no party contradicts it (training/fit_confidence.py), and the later audits
of real news (docs/audits; texts in NEWS), where a reader says so. What is embedded in a speech act is left out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.pipeline import Tools, annotate
from detente.read.rows import document_from_dict
from detente.settings import Settings
from detente.types import Document, Event
from training.fit_confidence import CHECKED, audits, is_right, land, texts_of, verdicts_of

ROOT = Path(__file__).parents[1]
BINS = 10
THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
#: Cells of the longest bar.
WIDTH = 40


@dataclass(frozen=True)
class Said:
    """An event of the program, judged."""

    confidence: float
    right: bool
    gold: frozenset[tuple[str, int]]  #: (text, number) of the gold events that it may be


def held_back() -> list[dict[str, Any]]:
    """The rows that set no coefficient."""
    files = ("events", "events_later", "parties", "traps")
    read = {name: (ROOT / f"tests/gold/{name}.jsonl").read_text("utf-8").splitlines() for name in files}
    return [json.loads(line) for name in files for line in read[name][1::2]]


def open_to_all(tools: Tools) -> Tools:
    """The same without a threshold."""
    return replace(tools, settings=replace(tools.settings, min_confidence=0.0))


def audited(news: Path, tools: Tools) -> list[Said]:
    """The events of real news that a reader has judged, of the audits that set nothing."""
    verdicts = verdicts_of(audits(CHECKED))
    documents = [Document(name, text) for name, text in sorted(texts_of(verdicts, news).items())]
    found = []
    for annotation in annotate(documents, open_to_all(tools)):
        for event in annotation.events:
            right = verdicts.get((annotation.document.id, event.trigger[0], event.event_type))
            if right is not None:
                found.append(Said(event.confidence, right, frozenset()))
    return found


def judged(rows: Sequence[dict[str, Any]], tools: Tools) -> list[Said]:
    """All events of the rows, however unsure, with whether they are right."""
    documents = [document_from_dict({k: row[k] for k in ("id", "text", "date") if k in row}) for row in rows]
    found = []
    for row, annotation in zip(rows, annotate(documents, open_to_all(tools)), strict=True):
        gold = row.get("events", [])
        for event in annotation.events:
            if not event.secondary:
                hits = frozenset((row["id"], n) for n, one in enumerate(gold) if _right(event, [one]))
                found.append(Said(event.confidence, bool(hits), hits))
    return found


def _right(event: Event, gold: list[dict[str, Any]]) -> bool:
    actors, recipients = ([land(p.country) for p in side] for side in (event.actors, event.recipients))
    return is_right(event.event_type, actors, recipients, gold)


def error(said: Sequence[Said]) -> float:
    """Expected calibration error in ten bins of equal width (Naeini, Cooper and Hauskrecht 2015), 0..1."""
    return sum(
        abs(_mean(item.confidence for item in part) - _mean(item.right for item in part)) * len(part) / len(said)
        for part in _bins(said) if part
    )  # fmt: skip


def floor(said: Sequence[Said], draws: int = 2000) -> float:
    """The mean error of confidences that are exactly right, on so few events: `right` is drawn from them."""
    chance = random.Random(1)
    drawn = ([replace(item, right=chance.random() < item.confidence) for item in said] for _ in range(draws))
    return sum(map(error, drawn)) / draws


def _bins(said: Sequence[Said]) -> list[list[Said]]:
    parts: list[list[Said]] = [[] for _ in range(BINS)]
    for item in said:
        parts[min(BINS - 1, int(item.confidence * BINS))].append(item)
    return parts


def _mean(values: Any) -> float:
    listed = [float(value) for value in values]
    return sum(listed) / max(1, len(listed))


def lines(own: Sequence[Said], read: Sequence[Said], events: int) -> list[str]:
    """The page: reliability diagram of our own gold and of what readers judged, then the curve of our own gold.

    `events`: in our own gold.
    """
    said, parts = (
        [*own, *read],
        f"our own gold alone {error(own):.3f} over {len(own)}, audits alone {error(read):.3f} over {len(read)}",
    )
    measured, least = (
        f"Expected calibration error **{error(said):.3f}** over {len(said)} events ({parts}).",
        floor(said),
    )
    page = [f"{measured} Confidences that were exactly right would show {least:.3f} on so few.", "",
            "| confidence | events | said | right | |", "|---|---|---|---|---|"]  # fmt: skip
    for number, part in enumerate(_bins(said)):
        if part:
            right = _mean(item.right for item in part)
            page.append(f"| .{number}-{(number + 1) / BINS:.1f} | {len(part)} | {_mean(i.confidence for i in part):.2f} "
                        f"| {right:.2f} | `{'█' * round(WIDTH * right)}` |")  # fmt: skip
    page += ["", "| `--min-confidence` | events | precision | recall | F1 |", "|---|---|---|---|---|"]
    for threshold in THRESHOLDS:
        kept = [item for item in own if item.confidence >= threshold]
        precision = _mean(item.right for item in kept)
        recall = len({hit for item in kept for hit in item.gold}) / events
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        page.append(f"| {threshold:.1f} | {len(kept)} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    return page


def main() -> None:
    """Print the page, or put it in place of what follows the mark in a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    rows, tools = held_back(), Tools.load(Settings.load())
    own, read = judged(rows, tools), audited(options.news, tools)
    page = "\n".join(lines(own, read, sum(len(row.get("events", [])) for row in rows)))
    if options.write:
        head, mark, _ = options.write.read_text("utf-8").partition("<!-- scripts/calibration.py -->\n")
        options.write.write_text(head + mark + page + "\n", "utf-8")
    print(page)


if __name__ == "__main__":
    main()
