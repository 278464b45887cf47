"""What the heads lose on a batch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from detente.certainty.opinion import FEATURES
from training.data import MODES, STATUSES, TYPES, Pair, Trigger
from training.model import HIDDEN, Coder, pooled

#: The trigger of a pair is shown to the head only so often: a caller's pair has none.
_SHOW_TRIGGER = 0.6


def token_range(offsets: Sequence[tuple[int, int]], span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Half-open token range that covers a character span; None where the text was cut before it."""
    if span is None:
        return None
    inside = [i for i, (s, e) in enumerate(offsets) if s < span[1] and span[0] < e]
    return (inside[0], inside[-1] + 1) if inside else None


def pair_states(states: Tensor, row: int, offsets: Sequence[tuple[int, int]], pair: Pair, use_trigger: bool) -> Tensor:
    """The pair head's input."""
    parts = [pair.actor, pair.recipient, pair.trigger if use_trigger else None]
    return torch.cat([*(pooled(states, row, token_range(offsets, part)) for part in parts), states[row, 0]])


def trigger_states(states: Tensor, row: int, offsets: Sequence[tuple[int, int]], trigger: Trigger) -> Tensor:
    """The certainty head's input."""
    rules = torch.tensor(trigger.rules or (0.0,) * FEATURES)
    return torch.cat([pooled(states, row, token_range(offsets, trigger.span)), states[row, 0], rules])


def example_loss(model: Coder, states: Tensor, batch: Sequence[Any], generator: random.Random) -> Tensor:
    """Types and modes of pairs, certainty and status of triggers."""
    loss = states.sum() * 0.0
    pairs: list[tuple[Tensor, Pair, float]] = []
    triggers, scores, weights, statuses = [], [], [], []
    for row, item in enumerate(batch):
        example = item.item
        for pair in example.pairs:
            seen = pair_states(states, row, item.offsets, pair, generator.random() < _SHOW_TRIGGER)
            pairs.append((seen, pair, example.weight))
        for trigger in example.triggers:
            where = token_range(item.offsets, trigger.span)
            if where is None:
                continue
            triggers.append(trigger_states(states, row, item.offsets, trigger))
            scores.append(trigger.score or 0.0)
            weights.append(example.weight if trigger.score is not None else 0.0)
            statuses.append(STATUSES.index(trigger.status) if trigger.status else -1)
    if pairs:
        loss = loss + _pair_loss(model, pairs)
    if triggers:
        said, status = model.certainty(torch.stack(triggers))
        weight = torch.tensor(weights)
        error = nn.functional.mse_loss(said, torch.tensor(scores), reduction="none")
        loss = loss + 0.5 * (error * weight).sum() / max(8.0, len(weights))
        wanted = torch.tensor(statuses)
        if (wanted >= 0).any():
            entropy = nn.functional.cross_entropy(
                status, wanted, ignore_index=-1, reduction="sum", label_smoothing=0.02
            )
            loss = loss + 0.5 * entropy / max(8.0, len(statuses))
    return loss


def _pair_loss(model: Coder, pairs: list[tuple[Tensor, Pair, float]]) -> Tensor:
    logits, modes = model.pair(torch.stack([seen for seen, _, _ in pairs]))
    odds = torch.log_softmax(logits, -1)
    total = odds.sum() * 0.0
    wanted_modes = []
    for i, (_, pair, weight) in enumerate(pairs):
        total = total - weight * torch.logsumexp(odds[i, [TYPES.index(t) for t in pair.types]], 0)
        name = f"{pair.types[0]}/{pair.mode}"
        wanted_modes.append(MODES.index(name) if name in MODES else -1)
    wanted = torch.tensor(wanted_modes)
    if (wanted >= 0).any():
        total = total + 0.3 * nn.functional.cross_entropy(modes, wanted, ignore_index=-1, reduction="sum")
    return total / max(8.0, len(pairs))


def tag_inputs(states: Tensor, batch: Sequence[Any]) -> tuple[dict[str, Tensor], list[np.ndarray | None]]:
    """The tag head's input for all candidates of a batch, and their gold roles."""
    width = max(len(item.item.words) for item in batch)
    gathered = states.new_zeros(len(batch), width, HIDDEN)
    masks = torch.zeros(len(batch), width)
    for row, item in enumerate(batch):
        index, known = word_tokens(item.offsets, item.item.words)
        gathered[row, : len(index)] = states[row, torch.from_numpy(index)]
        masks[row, : len(index)] = torch.from_numpy(known)
    rows = [row for row, item in enumerate(batch) for _ in item.item.cues]
    cues = [cue for item in batch for cue in item.item.cues]

    def padded(name: str) -> Tensor:
        arrays = [getattr(cue, name) for cue in cues]
        out = np.zeros((len(arrays), width, *arrays[0].shape[1:]), arrays[0].dtype)
        for i, array in enumerate(arrays):
            out[i, : len(array)] = array
        return torch.from_numpy(out)

    words = gathered[rows]
    heads = torch.tensor([cue.head for cue in cues])
    given = {
        "words": words, "cues": words[torch.arange(len(cues)), heads], "distances": padded("distances"),
        "branches": padded("branches"), "bits": padded("bits"), "heads": heads, "mask": masks[rows],
    }  # fmt: skip
    return given, [cue.roles for cue in cues]


def word_tokens(offsets: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """(first token of each word, 1 where there is one); words beyond the cut get token 0 and 0."""
    index, known = np.zeros(len(words), np.int64), np.zeros(len(words), np.float32)
    token = 1
    for i, (start, end) in enumerate(words):
        while token < len(offsets) and offsets[token][1] <= start:
            token += 1
        if token < len(offsets) and offsets[token][0] < end and offsets[token][1] > offsets[token][0]:
            index[i], known[i] = token, 1.0
    return index, known


def tag_loss(model: Coder, states: Tensor, batch: Sequence[Any], _: random.Random) -> Tensor:
    """Whether each candidate is a cue; of those that are, the role of each word."""
    given, gold = tag_inputs(states, batch)
    is_cue, roles = model.tag(**given)
    wanted = torch.tensor([float(found is not None) for found in gold])
    loss = nn.functional.binary_cross_entropy_with_logits(is_cue, wanted)
    positive = [i for i, found in enumerate(gold) if found is not None]
    if positive:
        target = torch.full(roles.shape[:2], -1)
        for i in positive:
            found = gold[i]
            assert found is not None
            target[i, : len(found)] = torch.from_numpy(found)
        target[given["mask"] == 0] = -1
        entropy = nn.functional.cross_entropy(
            roles[positive].flatten(0, 1), target[positive].flatten(), ignore_index=-1
        )
        loss = loss + 1.5 * entropy
    return loss
