"""Figures on what training held back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.packed import Packed

MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
NONE = "NONE"


def figures(packed: Packed, said: dict[str, np.ndarray], fold: int = -1) -> dict[str, float]:
    """Macro F1 of the held-back gold pairs and of our own, without NONE; Pearson r of the certainty sets."""
    found = {}
    for name in ("uw", "uds_ih2"):
        if (here := (packed.group == packed.names.index(name)) & said["apart"]).any():
            found[f"{name} apart r"] = correlation(packed, said, here)
    for number, name in enumerate(packed.names):
        here = packed.group == number
        if name in (f"gold{fold}", "own_dev"):
            found[f"{name} macro F1"] = _pairs(packed, said, here)
            own = here & (packed.pair > 0)
            none = packed.types[own][:, packed.type_names.index(NONE)]
            found[f"{name} none"] = float(
                (none == (said["types"][own].argmax(1) == packed.type_names.index(NONE))).mean()
            )
        if name == "own_dev":
            asked = here & (packed.status >= 0)
            found["status"] = macro_f1(
                [*zip(packed.status[asked].tolist(), said["status"][asked].argmax(1).tolist(), strict=True)]
            )
        elif name.endswith("_dev") and packed.certain[here].any():
            found[f"{name} r"] = correlation(packed, said, here)
    return {name: round(value, 4) for name, value in found.items()}


def correlation(packed: Packed, said: dict[str, np.ndarray], here: np.ndarray) -> float:
    """Pearson r of the scores, each on the scale of its set."""
    scores = said["score"][here, packed.scale[here]]
    return float(np.corrcoef(packed.score[here], scores)[0, 1])


def _pairs(packed: Packed, said: dict[str, np.ndarray], here: np.ndarray) -> float:
    none = packed.type_names.index(NONE)
    pairs = []
    for i in np.flatnonzero(here & (packed.pair > 0)):
        gold = [name for name, yes in zip(packed.type_names, packed.types[i], strict=True) if yes]
        if gold == [NONE]:
            continue
        logits = said["types"][i].copy()
        logits[none] = -1e9
        guess = packed.type_names[int(logits.argmax())]
        pairs.append((MERGED.get(gold[0], gold[0]), MERGED.get(guess, guess)))
    return macro_f1(pairs)


def macro_f1(pairs: Sequence[tuple[object, object]]) -> float:
    """Mean over the gold labels of (gold, said)."""
    scores = []
    for label in sorted({gold for gold, _ in pairs}, key=str):
        hit = sum(gold == label == said for gold, said in pairs)
        both = sum(gold == label for gold, _ in pairs) + sum(said == label for _, said in pairs)
        scores.append(2 * hit / both if both else 0.0)
    return sum(scores) / max(1, len(scores))
