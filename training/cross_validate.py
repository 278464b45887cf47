"""The figures of the cross-validation on the gold pairs: the encoder alone, and with the frames.

    python -m training.cross_validate DATA FOLDER

FOLDER holds said_K_N.json of all folds (training.train --fold). The frames saw none of the gold; the factor by which a frame
counts is chosen on the other folds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from detente.entities.find import find_entities
from detente.events.pairs import weighed_by_frame
from detente.pipeline import Tools
from detente.settings import Settings
from training.data import TYPES
from training.evaluate import macro_f1

FACTORS = (1.0, 2.0, 3.0, 4.0, 6.0, 9.0)
_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def main() -> None:
    """Print macro F1 over all folds."""
    tools = Tools.load(Settings.load())
    folds = [json.loads(path.read_text("utf-8")) for path in sorted(Path(sys.argv[2]).glob("said_*.json"))]
    tables = [[_answers(row, tools) for row in fold] for fold in folds]
    total = []
    for number, table in enumerate(tables):
        others = [row for other, rows in enumerate(tables) if other != number for row in rows]
        factor = max(FACTORS, key=lambda value: macro_f1([(gold, said[value]) for gold, said in others]))
        total += [(gold, said[factor]) for gold, said in table]
        alone = macro_f1([(gold, said[1.0]) for gold, said in table])
        print(f"fold {number}: encoder {alone:.4f}, with frames {macro_f1(total[-len(table) :]):.4f} (factor {factor})")
    everything = [row for table in tables for row in table]
    print(f"all {len(total)} pairs: encoder {macro_f1([(g, s[1.0]) for g, s in everything]):.4f}, "
          f"with frames {macro_f1(total):.4f}, accuracy {sum(g == s for g, s in total) / len(total):.4f}")  # fmt: skip


def _answers(row: Any, tools: Tools) -> tuple[str, dict[float, str]]:
    """(gold, factor -> type) of one pair."""
    text, actor, recipient, types, odds = row
    doc = tools.nlp(text)
    entities = find_entities(doc, None, tools.knowledge)
    said = {label: value for label, value in zip(TYPES, odds, strict=True) if label != "NONE"}
    gold = types[0] if len(types) == 1 else "YIELD"
    answers = {}
    for factor in FACTORS:
        weighed, _ = weighed_by_frame(doc, tuple(actor), tuple(recipient), entities, tools.codebook, said, factor)
        best = max(weighed, key=lambda label: weighed[label])
        answers[factor] = _MERGED.get(best, best)
    return _MERGED.get(gold, gold), answers


if __name__ == "__main__":
    main()
