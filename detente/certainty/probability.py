"""Likelihood in words: the phrase as it stands in the text, and its band by ICD 203."""

from __future__ import annotations

from detente.certainty.cues import Cues
from detente.certainty.tree import Tree


def phrase_at(tree: Tree, word: int | None, cues: Cues) -> tuple[str | None, tuple[float, float] | None]:
    """(phrase, band) of the longest listed phrase around a position: "very unlikely" -> (0.05, 0.2).

    (None, None) where no listed phrase stands there; "may" has no band.
    """
    if word is None or word < 0:
        return None, None
    for words, band in cues.bands:
        size = len(words)
        for first in range(max(0, word - size + 1), word + 1):
            if tuple(tree.lowers[first : first + size]) == words:
                shown = tree.words[first : first + size]
                return " ".join(shown), (band.low, band.high)
    return None, None
