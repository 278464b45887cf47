"""What each part of the event coder is worth: the figures with one part taken out at a time.

    python -m scripts.ablate DATA [--write docs/ablations.md]

events_dev (dyad + type, type, precision of types), cameo_examples_dev (PLOVER type) and our own traps (texts with a false event).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from detente import assemble, pipeline
from detente.events import decide
from detente.pipeline import Tools
from detente.settings import Settings
from scripts.score import load_scorer, predict, rows, score_cameo
from scripts.score_own import claims

ROOT = Path(__file__).parents[1]
MARK = "<!-- scripts/ablate.py -->\n"


def frames_alone(candidates: Any, *_: Any) -> Any:
    """The frames' confidence as it is, and the frames' types."""
    return candidates


def nothing_added(_doc: Any, candidates: Any, *_: Any) -> Any:
    """No missing side is filled."""
    return candidates


def nothing(*_: Any) -> Any:
    """Nothing is found."""
    return []


#: What is taken out -> (module, name, what stands there instead).
PARTS: dict[str, list[tuple[Any, str, Any]]] = {
    "nothing: as shipped": [],
    "the encoder altogether": [
        (pipeline, "weigh", frames_alone), (pipeline, "complete", nothing_added), (pipeline, "relate", nothing),
        (pipeline, "with_opinion", lambda _doc, verdict, *_: verdict),
    ],
    "its weighing of what frames propose": [(pipeline, "weigh", frames_alone)],
    "its change of type where it is sure": [(decide, "_SURE_OF_TYPE", 2.0), (decide, "_SURE_OF_OPPOSITE", 2.0)],
    "missing sides that it fills": [(pipeline, "complete", nothing_added)],
    "events that no frame proposes": [(pipeline, "relate", nothing)],
    "its opinion on certainty": [(pipeline, "with_opinion", lambda _doc, verdict, *_: verdict)],
    "the filter of sentences off the subject": [
        (pipeline, "silent_sentences", lambda *_: frozenset()), (pipeline, "off_domain", lambda *_: None),
    ],
    "countries that the place implies": [(assemble, "with_countries", lambda candidate, *_: candidate)],
    "mentions by a noun alone": [(pipeline, "taken_up", nothing)],
}  # fmt: skip


@contextmanager
def without(changes: list[tuple[Any, str, Any]]) -> Iterator[None]:
    """The program with some names replaced."""
    before = [(module, name, getattr(module, name)) for module, name, _ in changes]
    try:
        for module, name, value in changes:
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def figures(data: Path, tools: Tools, scorer: Any) -> list[float]:
    """dyad + type F1, type F1, type precision, cameo's type, share of traps with a false event."""

    def said(gold: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in predict(gold, tools)}

    events, cameo = (rows(data / "dev" / f"{name}.jsonl.gz") for name in ("events_dev", "cameo_examples_dev"))
    traps = [json.loads(line) for line in (ROOT / "tests/gold/traps.jsonl").read_text("utf-8").splitlines()]
    counted = scorer.TASKS["events"](events, said(events))
    loud = sum(any(map(claims, row["events"])) for row in said(traps).values())
    return [counted["dyad+type"]["f1"], counted["type"]["f1"], counted["type"]["precision"],
            score_cameo(cameo, said(cameo))["type"], loud / len(traps)]  # fmt: skip


def main() -> None:
    """Print the table, or put it in place of what follows the mark in a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    tools, scorer = Tools.load(Settings.load()), load_scorer(options.data.parent / "eval" / "score.py")
    page = ["| without | dyad + type F1 | type F1 | type precision | cameo type | false in traps |",
            "|---|---|---|---|---|---|"]  # fmt: skip
    for name, changes in PARTS.items():
        with without(changes):
            page.append(
                f"| {name} | " + " | ".join(f"{value:.3f}" for value in figures(options.data, tools, scorer)) + " |"
            )
        print(page[-1], flush=True)
    if options.write:
        head, mark, _ = options.write.read_text("utf-8").partition(MARK)
        options.write.write_text(head + mark + "\n".join(page) + "\n", "utf-8")


if __name__ == "__main__":
    main()
