"""Figures on what training held back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from training.data import STATUSES, TYPES
from training.losses import pair_states, tag_inputs, token_range, trigger_states
from training.model import Coder

_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@torch.no_grad()
def all_of(
    model: Coder, held: dict[str, list[Any]], run: Callable[..., Any], batches: Callable[..., Any]
) -> dict[str, Any]:
    """Name of each held-back set -> its figures."""
    import random

    model.eval()
    found = {}
    for name, items in held.items():
        chunks = [(batch, run(model, batch)) for batch in batches(items, random.Random(1))]
        if name in ("gold", "own"):
            found[name] = _pairs(model, chunks)
        elif name == "claims":
            found[name] = _claims(model, chunks)
        else:
            found[name] = _certainty(model, chunks)
    return found


def _pairs(model: Coder, chunks: list[Any]) -> dict[str, float]:
    """Macro F1 without NONE and with CONCEDE and RETREAT as one; for our own also NONE against all, with the trigger."""
    said, none = [], []
    statuses = []
    for batch, states in chunks:
        for row, item in enumerate(batch):
            for pair in item.item.pairs:
                shown = pair.trigger is not None
                logits = model.pair(pair_states(states, row, item.offsets, pair, shown)[None])[0][0].clone()
                none.append((pair.types == ("NONE",), int(logits.argmax()) == TYPES.index("NONE")))
                if pair.types == ("NONE",):
                    continue
                logits[TYPES.index("NONE")] = -1e9
                guess = TYPES[int(logits.argmax())]
                gold = pair.types[0] if len(pair.types) == 1 else "YIELD"
                said.append((_MERGED.get(gold, gold), _MERGED.get(guess, guess)))
            for trigger in item.item.triggers:
                where = token_range(item.offsets, trigger.span)
                if trigger.status and where:
                    seen = trigger_states(states, row, item.offsets, trigger)[None]
                    statuses.append((trigger.status, STATUSES[int(model.certainty(seen)[1][0].argmax())]))
    figures = {"macro_f1": macro_f1(said), "accuracy": float(np.mean([g == s for g, s in said]))}
    if any(gold for gold, _ in none):
        figures |= {"none_accuracy": float(np.mean([g == s for g, s in none])),
                    "none_precision": float(np.mean([g for g, s in none if s])),
                    "none_recall": float(np.mean([s for g, s in none if g])),
                    "status_macro_f1": macro_f1(statuses)}  # fmt: skip
    return {name: round(value, 4) for name, value in figures.items()}


@torch.no_grad()
def probabilities(model: Coder, items: list[Any], run: Callable[..., Any], batches: Callable[..., Any]) -> list[Any]:
    """[text, actor, recipient, gold types, probability of each of TYPES] of pairs, the trigger hidden."""
    import random

    model.eval()
    found = []
    for batch in batches(items, random.Random(1)):
        states = run(model, batch)
        for row, item in enumerate(batch):
            for pair in item.item.pairs:
                logits = model.pair(pair_states(states, row, item.offsets, pair, False)[None])[0][0]
                found.append(
                    [item.item.text, pair.actor, pair.recipient, pair.types, torch.softmax(logits, -1).tolist()]
                )
    return found


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean over the gold labels."""
    scores = []
    for label in sorted({gold for gold, _ in pairs}):
        hit = sum(gold == label == said for gold, said in pairs)
        both = sum(gold == label for gold, _ in pairs) + sum(said == label for _, said in pairs)
        scores.append(2 * hit / both if both else 0.0)
    return sum(scores) / max(1, len(scores))


def _certainty(model: Coder, chunks: list[Any]) -> dict[str, float]:
    gold, said = [], []
    for batch, states in chunks:
        for row, item in enumerate(batch):
            for trigger in item.item.triggers:
                seen = trigger_states(states, row, item.offsets, trigger)[None]
                gold.append(trigger.score)
                said.append(float(model.certainty(seen)[0]))
    return {"r": round(float(np.corrcoef(gold, said)[0, 1]), 4)}


def _claims(model: Coder, chunks: list[Any]) -> dict[str, float]:
    """F1 of cue words at .5, and the share of words of true cues with the right role."""
    hit = wanted = said = right = words = whole = 0
    for batch, states in chunks:
        given, gold = tag_inputs(states, batch)
        is_cue, roles = model.tag(**given)
        for i, found in enumerate(gold):
            yes = bool(is_cue[i] > 0)
            hit, wanted, said = hit + (yes and found is not None), wanted + (found is not None), said + yes
            if found is not None:
                guess = roles[i, : len(found)].argmax(-1).numpy()
                right, words = right + int((guess == found).sum()), words + len(found)
                whole += bool((guess == found).all())
    return {"cue_f1": round(2 * hit / max(1, wanted + said), 4), "roles": round(right / max(1, words), 4),
            "all_roles": round(whole / max(1, wanted), 4)}  # fmt: skip
