"""Attributions as rules and tagger see them together.

The rules propose cue words, with spans from syntax (propose.py). The tagger reads the sentence, says how likely each is a
cue, and which words are its speaker, cue and content; the logistic sum of both opinions decides, and the spans are the
tagger's. Where the rules are sure that a sentence holds no attribution it is not read, for time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from detente.certainty.propose import Proposal
from detente.certainty.segments import around, best_segment, segments
from detente.certainty.tagger import features
from detente.certainty.tree import Tree
from detente.encoder import Reading
from detente.encoder.roles import tag

#: Sentences whose likeliest proposal is below are not read by the tagger.
GATE = 0.15
#: Logistic weights of both log-odds: intercept, tagger, rules. Fitted on half of claims_dev by training/fit_opinions.py.
WEIGHTS = (0.0, 0.7, 0.4)
#: A second stretch of content, or a speaker, must gain so much log-odds.
_SECOND, _SPEAKER = 2.0, 0.0
_NONE, _IS_SPEAKER, _IS_CUE, _IS_CONTENT = range(4)
#: Rule-made content that may reach beyond the cue's sentence.
_LONG = frozenset({"quote", "parataxis"})


def tagged(
    tree: Tree,
    quotes: list[tuple[int, int]],
    heads: Mapping[int, Sequence[tuple[float, Proposal]]],
    reading: Reading,
) -> Iterator[tuple[float, float, Proposal]]:
    """(likelihood by the tagger, by the rules, proposal) of each candidate cue word, with the tagger's spans.

    Args:
        tree: the text.
        quotes: from `find_quotes`.
        heads: main word of a cue -> (likelihood by the rules, proposal).
        reading: the text as the encoder reads it.
    """
    by_sentence: dict[int, list[int]] = {}
    for head in heads:
        by_sentence.setdefault(tree.sents[head], []).append(head)
    chosen = {
        number: found for number, found in by_sentence.items()
        if max(likely for head in found for likely, _ in heads[head]) >= GATE
    }  # fmt: skip
    ranges = _ranges(tree)
    spans = {number: _trimmed(tree, ranges[number]) for number in chosen}
    read = reading.sentences(spans.values(), "speech")
    for number, found in chosen.items():
        words = ranges[number]
        states, known = read[spans[number]].words([(tree.starts[i], tree.ends[i]) for i in words])
        views = [(head - words.start, *features(tree, quotes, words, head, heads[head])) for head in found]
        for head, (likely, roles) in zip(found, tag(reading.encoder, states, known, views), strict=True):
            best = max(heads[head], key=lambda item: item[0])
            yield likely, best[0], _proposal(tree, words, head, roles, best[1])


def together(tagger: float, rules: float, weights: tuple[float, float, float] = WEIGHTS) -> float:
    """The likelihood by both: a logistic sum of their log-odds."""
    total = weights[0] + weights[1] * _log_odds(tagger) + weights[2] * _log_odds(rules)
    return 1.0 / (1.0 + math.exp(-total))


def _log_odds(probability: float) -> float:
    probability = min(0.999, max(0.001, probability))
    return math.log(probability / (1 - probability))


def _ranges(tree: Tree) -> list[range]:
    """Token positions of each sentence, by number."""
    starts = [i for i, number in enumerate(tree.sents) if not i or tree.sents[i - 1] != number]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(tree)], strict=True)]


def _trimmed(tree: Tree, words: range) -> tuple[int, int]:
    """Characters of a sentence without spaces at its edges."""
    solid = [i for i in words if tree.pos[i] != "SPACE" and tree.words[i].strip()] or list(words)
    return tree.starts[solid[0]], tree.ends[solid[-1]]


def _proposal(tree: Tree, words: range, head: int, roles: np.ndarray, rule: Proposal) -> Proposal:
    """The rules' proposal with the tagger's spans."""
    first = words.start

    def gains(role: int) -> np.ndarray:
        others = np.delete(roles, role, axis=1).max(1)
        return np.where(_is_mark(tree, words), 0.0, roles[:, role] - others).astype(np.float32)

    cue = around(gains(_IS_CUE), head - first)
    gain, speaker = best_segment(gains(_IS_SPEAKER), list(cue))
    speaker = speaker if gain > _SPEAKER else range(0)
    content = [i + first for part in segments(gains(_IS_CONTENT), [*cue, *speaker], _SECOND) for i in part]
    if rule.construct in _LONG:
        content = sorted({*content, *(i for i in rule.content if i not in words)})
    spoken = tuple(i + first for i in speaker)
    return replace(
        rule, cue=tuple(i + first for i in cue), speaker=spoken, content=tuple(content),
        speaker_head=rule.speaker_head if rule.speaker_head in spoken else _head(tree, spoken),
    )  # fmt: skip


def _is_mark(tree: Tree, words: range) -> np.ndarray:
    return np.array([tree.pos[i] in ("PUNCT", "SPACE") for i in words])


def _head(tree: Tree, phrase: Sequence[int]) -> int | None:
    """The word of a phrase that hangs outside it."""
    inside = set(phrase)
    return next((i for i in phrase if tree.heads[i] not in inside or tree.heads[i] == i), None)
