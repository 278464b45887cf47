"""The attribution tagger: is a word a cue, and which words are then the speaker, the cue and the content."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.encoder.model import Array, Encoder

#: What the tagger says of a word, in the order of its columns.
ROLES = ("NONE", "SPEAKER", "CUE", "CONTENT")
#: (head, distances, branches, bits) of one candidate: certainty/tagger.py.
View = tuple[int, npt.NDArray[np.int64], npt.NDArray[np.int64], Array]


def tag(encoder: Encoder, words: Array, known: Array, views: Sequence[View]) -> list[tuple[float, Array]]:
    """For each candidate the probability that it is a cue, and (words, 4) log-probabilities of the roles.

    Args:
        encoder: with the heads.
        words: (words, 384) states of a sentence's words, from the branch "speech".
        known: (words,) 1 where the word has a state.
        views: the candidates.
    """
    heads = encoder.heads
    shared = words @ heads["tag.word.weight"].T + heads["tag.word.bias"]
    found = []
    for head, distances, branches, bits in views:
        own = words[head]
        z = shared + heads["tag.cue.weight"] @ own + (words * own) @ heads["tag.both.weight"].T
        z += heads["tag.distance.weight"][distances] + heads["tag.branch.weight"][branches]
        z += bits @ heads["tag.bits.weight"].T
        z = np.maximum(np.maximum(z, 0) @ heads["tag.second.weight"].T + heads["tag.second.bias"], 0)
        mean = (z * known[:, None]).sum(0) / max(1.0, float(known.sum()))
        logit = float((heads["tag.is_cue.weight"] @ np.concatenate([z[head], mean]) + heads["tag.is_cue.bias"])[0])
        roles = z @ heads["tag.role.weight"].T + heads["tag.role.bias"]
        roles -= np.log(np.exp(roles - roles.max(1, keepdims=True)).sum(1, keepdims=True)) + roles.max(1, keepdims=True)
        roles[known == 0] = (0.0, -20.0, -20.0, -20.0)
        found.append((1.0 / (1.0 + float(np.exp(-logit))), roles))
    return found
