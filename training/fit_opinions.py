"""Fit how rules and encoder are weighed in certainty and attribution, on one half of the development sets each.

    python -m training.fit_opinions DATA SCORER

Even rows fit, odd rows check; both are printed. The weights are written by hand into detente/certainty/opinion.py and
tagging.py, beside where they come from.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from detente.certainty.attribution import attributions_of, choose, proposals_by_head
from detente.certainty.judge import judge
from detente.certainty.opinion import combined, features
from detente.certainty.quotes import find_quotes
from detente.certainty.repair import repair
from detente.certainty.tagging import tagged, together
from detente.certainty.tree import Tree
from detente.encoder import Reading
from detente.pipeline import Tools
from detente.settings import Settings
from scripts.score import load_scorer
from training.data import rows

#: The branch that reads triggers which the caller marks.
BRANCH = "marks"


def certainty(data: Path, tools: Tools) -> None:
    """Least squares on the even rows of both sets together."""
    halves: dict[str, list[np.ndarray]] = {"even": [], "odd": []}
    sets = {}
    for name in ("uw", "uds_ih2"):
        gold = list(rows(data / f"certainty_{name}_dev.jsonl.gz"))
        found = [np.array(list(_scores(row, doc, tools))) for row, doc in _parsed(gold, tools)]
        sets[name] = {"even": np.vstack(found[::2]), "odd": np.vstack(found[1::2])}
        for half in halves:
            halves[half].append(sets[name][half])
    x = np.vstack(halves["even"])
    weights = np.linalg.lstsq(np.column_stack([np.ones(len(x)), x[:, 1], x[:, 2]]), x[:, 0], rcond=None)[0]
    print("certainty weights", np.round(weights, 3))
    for name, parts in sets.items():
        for half, rows_ in parts.items():
            said = [combined(e, r, tuple(weights)) for _, e, r in rows_]
            r = [np.corrcoef(rows_[:, 0], v)[0, 1] for v in (rows_[:, 1], rows_[:, 2], said)]
            print(f"  {name} {half}: encoder {r[0]:.3f} rules {r[1]:.3f} both {r[2]:.3f}", flush=True)


def _parsed(gold: list[dict[str, Any]], tools: Tools) -> Iterator[tuple[dict[str, Any], Any]]:
    yield from zip(gold, tools.nlp.pipe([row["text"] for row in gold], batch_size=32), strict=True)


def _scores(row: dict[str, Any], doc: Any, tools: Tools) -> Iterator[tuple[float, float, float]]:
    """(gold, encoder, rules) of each trigger."""
    from detente.certainty.attribution import find_attributions

    reading = Reading(doc.text, tools.encoder)
    attributions = find_attributions(doc, (), tools.cues, reading)
    for trigger in row["triggers"]:
        span = tuple(trigger["span"])
        verdict = judge(doc, span, attributions, (), tools.cues)
        found = doc.char_span(*span, alignment_mode="expand")
        text = found.root.sent
        start = text.start_char + len(text.text) - len(text.text.lstrip())
        sentence = reading.sentence((start, text.start_char + len(text.text.rstrip())), BRANCH)
        yield trigger["score"], tools.encoder.certainty(sentence, span, features(verdict), BRANCH)[0], verdict.score


def attribution(data: Path, scorer: Any, tools: Tools) -> None:
    """Grid search of weights and threshold on the even articles."""
    gold = list(rows(data / "claims_dev.jsonl.gz"))
    seen = []
    for row, doc in _parsed(gold, tools):
        tree = Tree.read(doc)
        repair(tree)
        quotes = find_quotes(tree)
        found = list(
            tagged(tree, quotes, proposals_by_head(tree, quotes, tools.cues), Reading(doc.text, tools.encoder))
        )
        seen.append((row, tree, quotes, found))

    def figures(part: Sequence[Any], weights: tuple[float, float, float], threshold: float) -> dict[str, float]:
        said = {}
        for row, tree, quotes, found in part:
            chosen = choose(((together(t, r, weights), p) for t, r, p in found), threshold)
            said[row["id"]] = {"attributions": [
                {"speaker": a.speaker, "cue": a.cue, "content": a.content}
                for a in attributions_of(tree, quotes, chosen, (), tools.cues)
            ]}  # fmt: skip
        result = scorer.TASKS["claims"]([row for row, *_ in part], said)
        return {role: result[role]["f1"] for role in ("speaker", "cue", "content", "linked")}

    grid = itertools.product((0.6, 0.8, 1.0), (0.0, 0.2, 0.4), (0.3, 0.35, 0.4, 0.45, 0.5))
    scored = [(sum(figures(seen[::2], (0.0, t, r), cut).values()), (0.0, t, r), cut) for t, r, cut in grid]
    _, weights, threshold = max(scored)
    print("attribution weights", weights, "threshold", threshold)
    for half, part in (("even", seen[::2]), ("odd", seen[1::2]), ("all", seen)):
        print(f"  {half}: {figures(part, weights, threshold)}", flush=True)


def main() -> None:
    """Fit and print."""
    data, scorer = Path(sys.argv[1]), load_scorer(Path(sys.argv[2]))
    tools = Tools.load(Settings.load())
    attribution(data, scorer, tools)
    certainty(data, tools)


if __name__ == "__main__":
    main()
