"""Likelihood in words with its band by ICD 203, and stated confidence: two scales that are never mixed."""

from __future__ import annotations

from collections.abc import Iterable

from detente.certainty.cues import Band, Cues
from detente.certainty.tree import Tree


def band_at(tree: Tree, word: int, cues: Cues) -> tuple[tuple[int, int], Band] | None:
    """((first, last), band) of the longest listed phrase around a position, both positions included; None without one."""
    for words, band in cues.bands:
        size = len(words)
        for first in range(max(0, word - size + 1), word + 1):
            if tuple(tree.lowers[first : first + size]) == words:
                return (first, first + size - 1), band
    return None


def phrase_at(tree: Tree, word: int | None, cues: Cues) -> tuple[str | None, tuple[float, float] | None]:
    """(phrase, band) of the longest listed phrase around a position: "very unlikely" -> (0.05, 0.2).

    (None, None) where no listed phrase stands there; "may" has no band.
    """
    found = band_at(tree, word, cues) if word is not None and word >= 0 else None
    if found is None:
        return None, None
    (first, last), band = found
    return " ".join(tree.words[first : last + 1]), (band.low, band.high)


def graded_effect(tree: Tree, word: int, cues: Cues) -> tuple[str, bool] | None:
    """(effect, whether the phrase holds its own negation) of a phrase of several words with a band.

    "almost certainly" -> ("probable", False); "almost no chance" -> ("improbable", True). None for anything else.
    """
    found = band_at(tree, word, cues)
    if found is None or found[0][0] == found[0][1]:
        return None
    (first, last), band = found
    if first <= tree.heads[word] <= last != word:
        return None  # "very" of "very unlikely": the phrase stands at its head
    effect = "improbable" if band.polarity == "-" else "probable" if band.certainty == "PR" else "possible"
    return effect, bool({"no", "not"} & set(tree.lowers[first : last + 1]))


def stated_confidence(tree: Tree, node: int, cited: Iterable[int], cues: Cues) -> tuple[str | None, str | None]:
    """(level, phrase) of the analytic confidence that stands over the event at `node`.

    "The agency assesses with moderate confidence that it withdrew" at "withdrew" -> ("moderate", "with moderate
    confidence"). (None, None) where none is stated, where it is negated, or where it is trust ("confidence in the bank").

    Args:
        tree: the sentences around the event.
        node: position of the event.
        cited: cue words of those who speak of it.
        cues: the word lists.
    """
    above = {*tree.path(node)[1:], *cited}
    for i, lemma in enumerate(tree.lemmas):
        if lemma != "confidence" or not (found := _level(tree, i, cues)):
            continue
        level, first = found
        verb = next((step for step in tree.path(first)[1:] if tree.pos[step] in ("VERB", "AUX")), None)
        over = i in above or verb in above
        negated = verb is not None and any(tree.deps[kid] == "neg" for kid in tree.kids[verb])
        if over and not negated and not _is_trust(tree, i, cues):
            start = min(tree.subtree(first)) if first != i else min(kid for kid in (*tree.kids[i], i))
            start -= start > 0 and tree.lowers[start - 1] == "with"
            return level, " ".join(tree.words[start : i + 1])
    return None, None


def _level(tree: Tree, confidence: int, cues: Cues) -> tuple[str, int] | None:
    """(level, position of the noun that carries it): "high confidence", "a high degree of confidence"."""
    of = tree.heads[confidence]
    degree = tree.heads[of] if tree.lowers[of] == "of" else confidence
    for noun in (confidence, degree):
        for kid in tree.kids[noun]:
            if kid < noun and tree.lowers[kid] in cues.confidences:
                return cues.confidences[tree.lowers[kid]], noun
    return None


def _is_trust(tree: Tree, confidence: int, cues: Cues) -> bool:
    """ "Confidence in the government": in nothing that one assesses."""
    for kid in tree.children(confidence, "prep"):
        if tree.lowers[kid] == "in" and (what := tree.child(kid, "pobj", "pcomp")) is not None:
            return tree.lemmas[what] not in cues.assessments
    return False
