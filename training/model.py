"""The networks as trained: the small encoder that ships, the teacher that judges for it, and the heads that both have.

The small one (MiniLM) encodes a sentence once however many marks it holds: nothing is inserted into the text, and the heads
read the mean states of the marked spans. Its word vectors and lowest layers stay as pretrained and are shared; above them
attribution has layers of its own, for many sentences need it, and types with certainty have the rest, for few sentences hold an
event. The teacher (MPNet, five times as large) reads each mark by itself, with signs in the text around the marked spans.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from transformers import AutoModel

#: Layers kept as pretrained (with the word vectors).
FROZEN = 2
#: Layers of the branch for attribution; the other branch has all the rest.
SPEECH_LAYERS = 4
#: Neurons of each of its feed-forward networks, of 1536: four narrow layers cost little more than two wide ones and know more.
SPEECH_INNER = 512
PAIR_HIDDEN = 256
TAG_HIDDEN = 160


class PairHead(nn.Module):
    """(actor, recipient, trigger, sentence) states -> event type logits, mode logits."""

    def __init__(self, wide: int, types: int, modes: int) -> None:
        super().__init__()
        self.first = nn.Linear(4 * wide, PAIR_HIDDEN)
        self.second = nn.Linear(PAIR_HIDDEN, types)
        self.mode = nn.Linear(PAIR_HIDDEN, modes)
        self.dropout = nn.Dropout(0.2)

    def forward(self, marks: Tensor) -> tuple[Tensor, Tensor]:
        """marks: (marks, 4 * wide) -> (marks, types), (marks, modes)."""
        hidden = self.dropout(torch.relu(self.first(self.dropout(marks))))
        return self.second(hidden), self.mode(hidden)


class CertaintyHead(nn.Module):
    """(trigger, sentence) states and the rules' verdict -> certainty scores and status logits.

    Each set of sentences has a score of its own, for those who judged them used the scale each in their way.
    """

    def __init__(self, wide: int, statuses: int, rules: int, scales: int) -> None:
        super().__init__()
        self.first = nn.Linear(2 * wide + rules, PAIR_HIDDEN)
        self.score = nn.Linear(PAIR_HIDDEN, scales)
        self.status = nn.Linear(PAIR_HIDDEN, statuses)
        self.dropout = nn.Dropout(0.1)

    def forward(self, marks: Tensor) -> tuple[Tensor, Tensor]:
        """marks: (marks, 2 * wide + rules) -> (marks, scales) in -3..3, (marks, statuses)."""
        hidden = torch.relu(self.first(self.dropout(marks)))
        return 3.0 * torch.tanh(self.score(hidden)), self.status(hidden)


class TagHead(nn.Module):
    """Word states and syntax from the view of a cue word -> is it a cue; the role of each word."""

    def __init__(self, wide: int, distances: int, branches: int, bits: int) -> None:
        super().__init__()
        self.word = nn.Linear(wide, TAG_HIDDEN)
        self.cue = nn.Linear(wide, TAG_HIDDEN, bias=False)
        self.both = nn.Linear(wide, TAG_HIDDEN, bias=False)
        self.distance = nn.Embedding(distances, TAG_HIDDEN)
        self.branch = nn.Embedding(branches, TAG_HIDDEN)
        self.bits = nn.Linear(bits, TAG_HIDDEN, bias=False)
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
        """words: (cues, words, wide) states; cues: (cues, wide); mask: (cues, words) -> (cues,), (cues, words, 4)."""
        words, cues = self.dropout(words), self.dropout(cues)
        z = self.word(words) + self.cue(cues)[:, None] + self.both(words * cues[:, None])
        z = torch.relu(z + self.distance(distances) + self.branch(branches) + self.bits(bits))
        z = torch.relu(self.second(self.dropout(z)))
        own = z.gather(1, heads[:, None, None].expand(-1, 1, z.shape[-1])).squeeze(1)
        all_ = (z * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
        return self.is_cue(torch.cat([own, all_], -1)).squeeze(-1), self.role(z)


class Coder(nn.Module):
    """MiniLM and the heads for types and certainty."""

    def __init__(self, folder: str, types: int, modes: int, statuses: int, rules: int, scales: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        wide = self.encoder.config.hidden_size
        self.pair = PairHead(wide, types, modes)
        self.certainty = CertaintyHead(wide, statuses, rules, scales)
        self.frozen.requires_grad_(False)

    @property
    def frozen(self) -> nn.ModuleList:
        """What stays as pretrained."""
        return nn.ModuleList([self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]])

    @property
    def events(self) -> nn.ModuleList:
        """The layers of the branch."""
        return self.encoder.encoder.layer[FROZEN:]

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(sentences, tokens, wide) of padded token numbers."""
        return layers(self.events, base(self, ids, mask), mask)


class Teacher(nn.Module):
    """A larger encoder, all of whose layers train, and the same heads."""

    def __init__(self, folder: str, types: int, modes: int, statuses: int, rules: int, scales: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        wide = self.encoder.config.hidden_size
        self.pair = PairHead(wide, types, modes)
        self.certainty = CertaintyHead(wide, statuses, rules, scales)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(texts, tokens, wide) of padded token numbers."""
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


class Speech(nn.Module):
    """The branch for attribution."""

    def __init__(
        self,
        folder: str,
        distances: int,
        branches: int,
        bits: int,
        depth: int = SPEECH_LAYERS,
        inner: int = SPEECH_INNER,
    ) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.speech = copy.deepcopy(self.encoder.encoder.layer[FROZEN : FROZEN + depth])
        for layer in self.speech:
            narrow(layer, inner)
        self.tag = TagHead(self.encoder.config.hidden_size, distances, branches, bits)
        self.encoder.requires_grad_(False)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(sentences, tokens, wide) of padded token numbers."""
        return layers(self.speech, base(self, ids, mask), mask)


def narrow(layer: nn.Module, inner: int) -> None:
    """Leave a layer's feed-forward network so many neurons, those with the largest weights in and out."""
    up, down = layer.intermediate.dense, layer.output.dense
    if inner == up.out_features:
        return
    kept = (up.weight.norm(dim=1) * down.weight.norm(dim=0)).argsort(descending=True)[:inner].sort().values
    layer.intermediate.dense = _linear(up.weight[kept], up.bias[kept])
    layer.output.dense = _linear(down.weight[:, kept], down.bias)


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data.copy_(weight.data)
    made.bias.data.copy_(bias.data)
    return made


class SpeechTeacher(nn.Module):
    """A larger encoder with the tag head."""

    def __init__(self, folder: str, distances: int, branches: int, bits: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.tag = TagHead(self.encoder.config.hidden_size, distances, branches, bits)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(sentences, tokens, wide) of padded token numbers."""
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


def layers(stack: nn.ModuleList, hidden: Tensor, mask: Tensor) -> Tensor:
    """The states after a stack of layers. mask: (sentences, tokens), 1 for text."""
    wide = (1.0 - mask[:, None, None].to(hidden.dtype)) * -1e9
    for layer in stack:
        out = layer(hidden, wide)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


@torch.no_grad()
def base(model: Coder | Speech, ids: Tensor, mask: Tensor) -> Tensor:
    """What the layers that do not train make of a batch, without dropout."""
    embeddings, stack = model.encoder.embeddings, model.encoder.encoder.layer[:FROZEN]
    for part in (embeddings, stack):
        part.eval()
    return layers(stack, embeddings(input_ids=ids), mask)


def pooled(states: Tensor, rows: Tensor, spans: Tensor) -> Tensor:
    """(marks, spans, wide) mean states; zeros for an empty span.

    Args:
        states: (sentences, tokens, wide).
        rows: (marks,) sentence of each mark.
        spans: (marks, spans, 2) half-open token ranges.
    """
    at = torch.arange(states.shape[1], device=states.device)
    inside = ((at >= spans[..., :1]) & (at < spans[..., 1:])).to(states.dtype)
    total = torch.einsum("mst,mtw->msw", inside, states.index_select(0, rows))
    return total / inside.sum(-1, keepdim=True).clamp(min=1)
