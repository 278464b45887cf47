"""The figures of the cross-validation on the gold pairs: the encoder alone, and with the frames.

    python -m training.cross_validate PACK DATA build/fold

PACK is the training pack; build/fold0 .. build/fold4 hold said.npz (training.train coder --fold K), each by weights and a teacher
that saw nothing of the fold. The frames saw none of the gold; the factor by which a frame counts is chosen on the other folds.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import numpy as np

from detente.entities.find import find_entities
from detente.events.pairs import weighed_by_frame
from detente.pipeline import Tools
from detente.settings import Settings
from training.data import Example
from training.evaluate import MERGED, NONE, macro_f1
from training.pack import gold_folds
from training.packed import FOLDS, Packed

FACTORS = (1.0, 2.0, 3.0, 4.0, 6.0, 9.0)
#: (gold, factor -> type) of a pair.
Answers = tuple[str, dict[float, str]]


def main() -> None:
    """Print macro F1 over all folds."""
    packed: Packed = pickle.loads(Path(sys.argv[1]).read_bytes())
    folds = gold_folds(Path(sys.argv[2]))
    tools = Tools.load(Settings.load())
    tables = []
    for k in range(FOLDS):
        logits = np.load(f"{sys.argv[3]}{k}/said.npz")["types"].astype(np.float32)
        tables.append(answers(folds[k], logits[packed.group == packed.names.index(f"gold{k}")], packed, tools))
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


def answers(examples: list[Example], logits: np.ndarray, packed: Packed, tools: Tools) -> list[Answers]:
    """What encoder and frames say of each pair of a fold, by the frames' factor."""
    pairs = [(example.text, pair) for example in examples for pair in example.pairs]
    if len(pairs) != len(logits):
        raise SystemExit("the pack was made from other gold pairs")
    found = []
    for (text, pair), row in zip(pairs, logits, strict=True):
        doc = tools.nlp(text)
        entities = find_entities(doc, None, tools.knowledge)
        odds = np.exp(row - row.max())
        said = {n: float(p) for n, p in zip(packed.type_names, odds / odds.sum(), strict=True) if n != NONE}
        by_factor = {}
        assert pair.actor and pair.recipient
        for factor in FACTORS:
            weighed, _ = weighed_by_frame(doc, pair.actor, pair.recipient, entities, tools.codebook, said, factor)
            best = max(weighed, key=lambda label: weighed[label])
            by_factor[factor] = MERGED.get(best, best)
        found.append((MERGED.get(pair.types[0], pair.types[0]), by_factor))
    return found


if __name__ == "__main__":
    main()
