"""All training sentences and marks as arrays, so that training itself needs neither the parser nor the coder.

    python -m training.pack DATA --harvest build/harvest.pkl --out build/pack.pkl

DATA is the folder with the development gold. A sentence is tokenised once; a mark is (actor, recipient, trigger) in it, each a
half-open token range, with what is known of it: types, mode, certainty, status, and the rules' verdict.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from detente.certainty.opinion import FEATURES
from training.data import (
    MODES,
    STATUSES,
    TYPES,
    Example,
    Pair,
    Trigger,
    gold_certainty,
    gold_pairs,
    news_labels,
    own_sentences,
    quad_classes,
)
from training.packed import FOLDS, Packed
from training.verdicts import with_verdicts

MAX_TOKENS = 128
OWN = Path(__file__).parent / "data"
BUILD = Path(__file__).parents[1] / "build"
_TOKENIZER = Path(__file__).parents[1] / "detente" / "encoder" / "weights" / "tokenizer.json"


def main() -> None:
    """Write the pack, and print how much is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--harvest", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    builder = Builder()
    for name, examples, weight in groups(options.data):
        builder.add(name, with_verdicts(examples, BUILD / "verdicts.pkl"), weight)
    harvest = [example for path in options.harvest for example in pickle.loads(path.read_bytes())]
    builder.add("harvest", harvest, 1.0)
    packed = with_bare(builder.packed())
    options.out.write_bytes(pickle.dumps(packed))
    for number, name in enumerate(packed.names):
        print(f"{name:<18} {int((packed.group == number).sum()):>7} marks")


def groups(folder: Path) -> Sequence[tuple[str, list[Example], float]]:
    """(name, examples, weight of their certainty) of every labelled set; names that end in _dev are never trained on."""
    mine = own_sentences(OWN)
    random.Random(5).shuffle(mine)
    apart = len(mine) // 16
    folds = [(f"gold{k}", found, 0.0) for k, found in enumerate(gold_folds(folder))]
    certain = [
        (name, gold_certainty(folder / f"certainty_{name}_train.jsonl.gz"), weight)
        for name, weight in (("uw", 1.5), ("uds_ih2", 0.6), ("megaveridicality", 0.3), ("rp", 0.3))
    ]
    held = [
        (f"{name}_dev", gold_certainty(folder / f"certainty_{name}_dev.jsonl.gz"), 1.0) for name in ("uw", "uds_ih2")
    ]
    return [
        ("own_dev", mine[:apart], 0.0), ("own", mine[apart:], 0.0),
        ("news", news_labels(OWN, folder.parent / "news"), 0.0),
        ("quad", quad_classes(folder / "quad_train.jsonl.gz", folder / "actor_spans_train.jsonl.gz"), 0.0),
        *folds, *certain, *held,
    ]  # fmt: skip


def gold_folds(folder: Path) -> list[list[Example]]:
    """pairs_train, in fifths."""
    gold = gold_pairs(folder / "pairs_train.jsonl.gz")
    random.Random(13).shuffle(gold)
    return [gold[k::FOLDS] for k in range(FOLDS)]


def with_bare(packed: Packed) -> Packed:
    """Also the pairs without their trigger, as a caller gives them, for the teacher to judge: a group "bare"."""
    sets = [packed.names.index(name) for name in ("own", "news", "harvest") if name in packed.names]
    chosen = (packed.pair > 0) & (packed.spans[:, 2, 1] > 0) & np.isin(packed.group, sets)
    columns = {
        f.name: getattr(packed, f.name) for f in fields(packed) if isinstance(getattr(packed, f.name), np.ndarray)
    }
    bare = {name: values[chosen].copy() for name, values in columns.items()}
    bare["spans"][:, 2] = 0
    bare["types"][:], bare["mode"][:], bare["pair"][:] = False, -1, 1.0
    bare["group"][:] = len(packed.names)
    both = {name: np.concatenate([values, bare[name]]) for name, values in columns.items()}
    return replace(packed, names=(*packed.names, "bare"), **both)


@dataclass
class Builder:
    """Collects examples set by set."""

    coder: Any = field(default_factory=lambda: tokenizer())
    ids: list[np.ndarray] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, examples: Sequence[Example], weight: float) -> None:
        """A set of examples under a name."""
        self.names.append(name)
        for example, coded in zip(examples, self.coder.encode_batch([e.text for e in examples]), strict=True):
            offsets = coded.offsets
            self.ids.append(np.array(coded.ids, np.int32))
            for pair in example.pairs:
                self._pair(offsets, pair, example.weight if name != "harvest" else 1.0)
            for trigger in example.triggers:
                self._trigger(offsets, trigger, weight)

    def _pair(self, offsets: Any, pair: Pair, weight: float) -> None:
        spans = [_range(offsets, span) for span in (pair.actor, pair.recipient, pair.trigger)]
        if (pair.actor and spans[0] == (0, 0)) or (pair.recipient and spans[1] == (0, 0)):
            return  # cut off
        mode = f"{pair.types[0]}/{pair.mode}" if pair.types else ""
        self._row(spans, types=[t in pair.types for t in TYPES], pair=weight, mode=_index(MODES, mode))

    def _trigger(self, offsets: Any, trigger: Trigger, weight: float) -> None:
        spans = [(0, 0), (0, 0), _range(offsets, trigger.span)]
        if spans[2] == (0, 0):
            return
        known = trigger.score is not None
        self._row(spans, score=trigger.score or 0.0, certain=weight if known else 0.0, asked=1.0,
                  status=_index(STATUSES, trigger.status), rules=trigger.rules or (0.0,) * FEATURES)  # fmt: skip

    def _row(self, spans: Any, **found: Any) -> None:
        plain = {"types": [False] * len(TYPES), "pair": 0.0, "mode": -1, "score": 0.0, "certain": 0.0, "asked": 0.0,
                 "status": -1, "rules": (0.0,) * FEATURES}  # fmt: skip
        self.rows.append(plain | found | {"spans": spans, "sentence": len(self.ids) - 1, "group": len(self.names) - 1})

    def packed(self) -> Packed:
        """The arrays."""

        def column(name: str, kind: Any) -> np.ndarray:
            return np.array([row[name] for row in self.rows], kind)

        return Packed(
            TYPES, MODES, STATUSES, tuple(self.names), self.ids,
            group=column("group", np.int16), sentence=column("sentence", np.int32), spans=column("spans", np.int16),
            types=column("types", bool), pair=column("pair", np.float32), mode=column("mode", np.int16),
            asked=column("asked", np.float32), score=column("score", np.float32), certain=column("certain", np.float32),
            status=column("status", np.int16), rules=column("rules", np.float32),
        )  # fmt: skip


def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(_TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _range(offsets: Sequence[tuple[int, int]], span: tuple[int, int] | None) -> tuple[int, int]:
    """Half-open token range that covers a character span; (0, 0) for none, or where the text was cut before it."""
    if span is None:
        return 0, 0
    inside = [i for i, (s, e) in enumerate(offsets) if s < span[1] and span[0] < e]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _index(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else -1


if __name__ == "__main__":
    main()
