"""Fit how rules and encoder are weighed in certainty and attribution, on one half of the development sets each.

    python -m training.fit_opinions DATA SCORER

Even rows fit, odd rows check; both are printed. The weights of certainty go into detente/certainty/data/opinion.tsv, and what
tells newswire from informal prose beside the heads of "marks"; those of attribution are written by hand into tagging.py.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from detente.certainty.attribution import attributions_of, choose, find_attributions, proposals_by_head, with_labels
from detente.certainty.judge import judge
from detente.certainty.opinion import BRANCHES, SCORES, features, summands, weighed
from detente.certainty.quotes import find_quotes
from detente.certainty.repair import repair
from detente.certainty.tagging import tagged, together
from detente.certainty.tree import Tree
from detente.encoder import Reading
from detente.encoder.model import register
from detente.pipeline import Tools
from detente.settings import Settings
from detente.types import STATUSES
from scripts.score import load_scorer
from training.data import rows

PACKAGE = Path(__file__).parents[1] / "detente"
TABLE = PACKAGE / "certainty" / "data" / "opinion.tsv"
HEADS = PACKAGE / "encoder" / "weights" / "marks.npz"
RIDGE = 1.0


def certainty(data: Path, tools: Tools) -> None:
    """Least squares on the even rows of both sets together, and what newswire is told by; writes both."""
    told_by = _register(data, tools)
    tools.encoder.heads["marks"].update(told_by)
    sets = {}
    for name in ("uw", "uds_ih2"):
        gold = list(rows(data / f"certainty_{name}_dev.jsonl.gz"))
        found = [list(_seen(row, doc, tools)) for row, doc in _parsed(gold, tools)]
        sets[name] = {"even": [*chain(*found[::2])], "odd": [*chain(*found[1::2])]}
    even = [item for parts in sets.values() for item in parts["even"]]
    x = np.array([np.concatenate([news * seen, (1 - news) * seen]) for _, seen, news in even])
    y = np.array([score for score, *_ in even])
    table = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ y).reshape(2, -1)
    names = ("1", *SCORES, "rules", *STATUSES, *(f"odds of {status}" for status in STATUSES))
    lines = [f"{name}\t{news:.3f}\t{other:.3f}" for name, news, other in zip(names, *table, strict=True)]
    TABLE.write_text("\n".join(["summand\tnews\tinformal", *lines]) + "\n", "utf-8")
    _keep(told_by)
    for name, parts in sets.items():
        for half, items in parts.items():
            gold_scores = [score for score, *_ in items]
            said = [weighed(seen, news, table) for _, seen, news in items]
            columns = zip(*(seen[1 : len(SCORES) + 2] for _, seen, _ in items), strict=True)
            found = (np.corrcoef(gold_scores, values)[0, 1] for values in (*columns, said))
            shown = zip((*SCORES, "rules", "all"), found, strict=True)
            print(f"  {name} {half}: " + ", ".join(f"{title} {r:.3f}" for title, r in shown), flush=True)


def _register(data: Path, tools: Tools) -> dict[str, np.ndarray]:
    """A logistic model of as many training triggers each: newswire (UW) or informal prose (UDS)."""
    found = [
        [state for row in rows(data / f"certainty_{name}_train.jsonl.gz") for state in _states(row, tools)]
        for name in ("uw", "uds_ih2")
    ]
    few = min(map(len, found))
    states = np.array([state for part in found for state in part[:: len(part) // few][:few]])
    mean, spread = states.mean(0), states.std(0)
    model = LogisticRegression(C=0.001, max_iter=500).fit((states - mean) / spread, np.repeat([1, 0], few))
    weight = model.coef_ / spread
    return {
        "register.weight": weight.astype(np.float32),
        "register.bias": (model.intercept_ - weight @ mean).astype(np.float32),
    }


def _states(row: dict[str, Any], tools: Tools) -> Iterator[np.ndarray]:
    """What `Encoder.is_news` sees of each trigger."""
    text, whole = row["text"], (0, len(row["text"]))
    reading = Reading(text, tools.encoder)
    marks = reading.sentence(whole, "marks")
    for trigger in row["triggers"]:
        yield register(reading.base(whole), marks, tuple(trigger["span"]))


def _keep(told_by: dict[str, np.ndarray]) -> None:
    """Put the arrays beside the heads of the branch."""
    with np.load(HEADS) as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez_compressed(HEADS, **arrays | told_by)


def _parsed(gold: list[dict[str, Any]], tools: Tools) -> Iterator[tuple[dict[str, Any], Any]]:
    yield from zip(gold, tools.nlp.pipe([row["text"] for row in gold], batch_size=32), strict=True)


def _seen(row: dict[str, Any], doc: Any, tools: Tools) -> Iterator[tuple[float, np.ndarray, float]]:
    """(gold score, what the score is a sum of, how like newswire) of each trigger."""
    reading = Reading(doc.text, tools.encoder)
    attributions = find_attributions(doc, (), tools.cues, reading)
    for trigger in row["triggers"]:
        span = tuple(trigger["span"])
        verdict = judge(doc, span, attributions, (), tools.cues)
        text = doc.char_span(*span, alignment_mode="expand").root.sent
        start = text.start_char + len(text.text) - len(text.text.lstrip())
        place = start, text.start_char + len(text.text.rstrip())
        read = {name: reading.sentence(place, name) for name in BRANCHES}
        said = [tools.encoder.certainty(read[name], span, features(verdict), name) for name in BRANCHES]
        yield trigger["score"], summands(verdict, said), tools.encoder.is_news(reading.base(place), read["marks"], span)


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
        seen.append((row, doc, tree, quotes, found))

    def figures(part: Sequence[Any], weights: tuple[float, float, float], threshold: float) -> dict[str, float]:
        said = {}
        for row, doc, tree, quotes, found in part:
            chosen = choose(((together(t, r, weights), p) for t, r, p in found), threshold)
            said[row["id"]] = {"attributions": [
                {"speaker": a.speaker, "cue": a.cue, "content": a.content}
                for a in with_labels(doc, attributions_of(tree, quotes, chosen, (), tools.cues), (), tools.cues)
            ]}  # fmt: skip
        result = scorer.TASKS["claims"]([row for row, *_ in part], said)
        return {role: result[role]["f1"] for role in ("speaker", "cue", "content", "linked")}

    grid = itertools.product((0.5, 0.6, 0.7, 0.8, 1.0), (0.1, 0.2, 0.3, 0.4), (0.4, 0.45, 0.5, 0.55, 0.6))
    scored = [(sum(figures(seen[::2], (0.0, t, r), cut).values()), (0.0, t, r), cut) for t, r, cut in grid]
    _, weights, threshold = max(scored)
    print("attribution weights", weights, "threshold", threshold)
    for half, part in (("even", seen[::2]), ("odd", seen[1::2]), ("all", seen)):
        print(f"  {half}: {figures(part, weights, threshold)}", flush=True)


def main() -> None:
    """Fit and print."""
    data, scorer = Path(sys.argv[1]), load_scorer(Path(sys.argv[2]))
    tools = Tools.load(Settings.load())
    certainty(data, tools)
    attribution(data, scorer, tools)


if __name__ == "__main__":
    main()
