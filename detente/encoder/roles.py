"""The attribution tagger: is a word a cue, and which words are then the speaker, the cue and the content."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.encoder.model import Array, Encoder

#: What the tagger says of a word, in the order of its columns.
ROLES = ("NONE", "SPEAKER", "CUE", "CONTENT")
#: (distances, branches, bits) of the candidates: certainty/tagger.py.
Views = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Array]


def tag(
    encoder: Encoder, words: Array, known: Array, heads: npt.NDArray[np.int64], views: Views
) -> tuple[list[float], Array]:
    """For each candidate the probability that it is a cue, and (candidates, words, 4) the scores of each word's roles.

    Args:
        encoder: with the tagger.
        words: (words, 384) states of a sentence's words, from the branch "speech".
        known: (words,) 1 where the word has a state.
        heads: (candidates,) their places among the words.
        views: the words as the candidates see them.
    """
    distances, branches, bits = views
    is_cue, roles = encoder.tagger.run(None, {
        "words": words[None], "cues": words[heads], "heads": heads, "distances": distances, "branches": branches,
        "bits": bits, "mask": known[None].repeat(len(heads), 0),
    })  # fmt: skip
    if not known.all():
        roles[:, known == 0] = (0.0, -20.0, -20.0, -20.0)
    return (1.0 / (1.0 + np.exp(-is_cue))).tolist(), roles


def gains_of(roles: Array) -> Array:
    """What each role of a word has in log-odds over the best of the others, from scores along the last axis."""
    ranked = np.sort(roles)
    best, second = ranked[..., -1:], ranked[..., -2:-1]
    gains: Array = roles - np.where(roles == best, second, best)
    return gains
