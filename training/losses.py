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
    score: Tensor  #: (marks,)
    status: Tensor


@dataclass(frozen=True)
class Soft:
    """What teachers say of every mark of the pack: (marks, ...) each."""

    types: Tensor  #: probabilities
    score: Tensor

    @classmethod
    def mean(cls, said: Sequence[Any], device: str) -> Soft:
        """The mean of several teachers."""

        odds = sum(torch.from_numpy(s["types"].astype(np.float32)).softmax(-1) for s in said) / len(said)
        score = sum(torch.from_numpy(s["score"].astype(np.float32)) for s in said) / len(said)
        return cls(odds.to(device), score.to(device))


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
    error = (batch.score - column("score")) ** 2
    modes = functional.cross_entropy(batch.modes, mode.clamp(min=0), reduction="none") * (mode >= 0)
    of_pair, of_score = labelled * right, certain * error
    if soft is not None:
        where = torch.from_numpy(at).to(device)
        taught = -(soft.types[where] * odds).sum(-1)
        of_pair = torch.where(labelled > 0, (1 - trust) * right + trust * taught, taught)
        near = (batch.score - soft.score[where]) ** 2
        of_score = torch.where(certain > 0, (1 - trust) * certain * error + trust * near, 0.5 * near)
    pairs = (pair * of_pair + 0.3 * modes).sum() / max(8.0, float((pair > 0).sum()))
    triggers = (asked * (of_score + entropy)).sum() / max(8.0, float(asked.sum()))
    return pairs + 0.5 * triggers
