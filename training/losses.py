"""What the heads lose on a batch, against labels and against a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.packed import Packed


@dataclass(frozen=True)
class Batch:
    """What the heads say of some marks."""

    index: np.ndarray  #: which marks of the pack
    types: Tensor  #: (marks, types) logits
    modes: Tensor
    score: Tensor  #: (marks, scales)
    status: Tensor


@dataclass(frozen=True)
class Soft:
    """What teachers say of every mark of the pack: (marks, ...) each."""

    types: Tensor  #: probabilities
    score: Tensor  #: (marks, scales)

    @classmethod
    def mean(cls, pairs: Sequence[Any], scores: Sequence[Any], device: str) -> Soft:
        """The mean of what several teachers say of pairs, and of those for certainty; of a mark that some of these were
        held back from, what they say alone."""
        odds = sum(torch.from_numpy(s["types"].astype(np.float32)).softmax(-1) for s in pairs) / len(pairs)
        apart = np.stack([s["apart"] for s in scores]).astype(np.float32)
        weight = np.where(apart.any(0), apart, 1.0)
        score = (weight[..., None] * np.stack([s["score"].astype(np.float32) for s in scores])).sum(0)
        score /= weight.sum(0)[:, None]
        return cls(odds.to(device), torch.from_numpy(score.astype(np.float32)).to(device))


def loss_of(batch: Batch, packed: Packed, soft: Soft | None, trust: float) -> Tensor:
    """Types and modes of pairs, score and status of triggers; labels count 1 - trust where there is a teacher too."""
    device, at = batch.types.device, batch.index

    def column(name: str) -> Tensor:
        return torch.from_numpy(getattr(packed, name)[at]).to(device)

    pair, asked, certain = column("pair"), column("asked"), column("certain")
    types, status, mode = column("types"), column("status").long(), column("mode").long()
    labelled = types.any(-1).float()
    odds = batch.types.log_softmax(-1)
    right = -torch.logsumexp(odds.masked_fill(~types, -1e4), -1)
    entropy = functional.cross_entropy(batch.status, status.clamp(min=0), reduction="none", label_smoothing=0.02) * (
        status >= 0
    )
    own = batch.score.gather(1, torch.from_numpy(packed.scale[at]).to(device)[:, None]).squeeze(1)
    error = (own - column("score")) ** 2
    modes = functional.cross_entropy(batch.modes, mode.clamp(min=0), reduction="none") * (mode >= 0)
    of_pair, of_score = labelled * right, certain * error
    if soft is not None:
        where = torch.from_numpy(at).to(device)
        taught = -(soft.types[where] * odds).sum(-1)
        of_pair = torch.where(labelled > 0, (1 - trust) * right + trust * taught, taught)
        near = ((batch.score - soft.score[where]) ** 2).mean(1)
        of_score = torch.where(certain > 0, (1 - trust) * certain * error + trust * near, 0.5 * near)
    pairs = (pair * of_pair + 0.3 * modes).sum() / max(8.0, float((pair > 0).sum()))
    triggers = (asked * (of_score + entropy)).sum() / max(8.0, float(asked.sum()))
    return pairs + 0.5 * triggers
