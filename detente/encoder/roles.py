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
        encoder: with the tagger.
        words: (words, 384) states of a sentence's words, from the branch "speech".
        known: (words,) 1 where the word has a state.
        views: the candidates.
    """
    heads = np.array([head for head, *_ in views], np.int64)
    size = (len(views), len(words))
    is_cue, roles = encoder.tagger.run(None, {
        "words": np.broadcast_to(words, (*size, words.shape[1])), "cues": words[heads], "heads": heads,
        "distances": np.stack([view[1] for view in views]), "branches": np.stack([view[2] for view in views]),
        "bits": np.stack([view[3] for view in views]), "mask": np.broadcast_to(known, size),
    })  # fmt: skip
    roles -= np.log(np.exp(roles - roles.max(2, keepdims=True)).sum(2, keepdims=True)) + roles.max(2, keepdims=True)
    roles[:, known == 0] = (0.0, -20.0, -20.0, -20.0)
    return [(float(p), r) for p, r in zip(1.0 / (1.0 + np.exp(-is_cue)), roles, strict=True)]
