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

from detente.certainty.phrases import (
    noun_phrase,
    rest_of_phrase,
    run_on,
    shorter,
    start_of_phrase,
    with_modifiers,
    without_asides,
    without_loose_end,
)
from detente.certainty.propose import Proposal
from detente.certainty.quotes import any_quoted, completed, continued
from detente.certainty.segments import around, best_segment, segments
from detente.certainty.tagger import IS_MARK, features, of_text
from detente.certainty.tree import Tree
from detente.encoder import Reading
from detente.encoder.roles import gains_of, tag

#: Sentences whose likeliest proposal is below this times a power of their words are not read by the tagger: reading costs
#: by the word. Tried on claims_dev: powers 0, .3, .5 (linked F1 .672, .674, .675 at equal words read), gates .03 to .12.
GATE, _LENGTH = 0.06, 0.3
#: Candidate words less likely by the rules are not shown to the tagger: two of five, for .001 of linked F1.
HOPELESS = 0.06
#: Logistic weights of both log-odds: intercept, tagger, rules. Second best of training/fit_opinions.py on half of claims_dev.
WEIGHTS = (0.0, 0.7, 0.4)
#: A speaker or a content by syntax is taken where it gains at most so much log-odds less than the tagger's own.
_SNAP_SPEAKER, _SNAP_CONTENT = 2.0, 0.5
#: A second stretch of content, or a speaker, must gain so much log-odds.
_SECOND, _SPEAKER = 2.0, 0.0
_NONE, _IS_SPEAKER, _IS_CUE, _IS_CONTENT = range(4)
#: Rule-made content that may reach beyond the cue's sentence.
_LONG = frozenset({"quote", "parataxis"})
#: Constructs that the tagger's training holds next to none of.
_BY_RULES = frozenset({"view"})


def tagged(
    tree: Tree,
    quotes: list[tuple[int, int]],
    heads: Mapping[int, Sequence[tuple[float, Proposal]]],
    reading: Reading,
    least: float = 0.0,
) -> Iterator[tuple[float, float, Proposal]]:
    """(likelihood by the tagger, by the rules, proposal) of each candidate cue word, with the tagger's spans.

    Args:
        tree: the text.
        quotes: from `find_quotes`.
        heads: main word of a cue -> (likelihood by the rules, proposal).
        reading: the text as the encoder reads it.
        least: candidates less likely by both together are left out.
    """
    by_sentence: dict[int, list[int]] = {}
    best = {head: max(found, key=lambda item: item[0]) for head, found in heads.items()}
    for head, (likely, proposal) in best.items():
        if proposal.construct in _BY_RULES:
            yield likely, likely, proposal
        elif likely >= HOPELESS:
            by_sentence.setdefault(tree.sents[head], []).append(head)
    ranges = _ranges(tree)
    chosen = {
        number: found for number, found in by_sentence.items()
        if max(best[head][0] for head in found) >= GATE * len(ranges[number]) ** _LENGTH
    }  # fmt: skip
    spans = {number: _trimmed(tree, ranges[number]) for number in chosen}
    read = reading.sentences(spans.values(), "speech")
    fixed = of_text(tree, quotes)
    for number, found in chosen.items():
        words = ranges[number]
        first, stop = words.start, words.stop
        states, known = read[spans[number]].words([*zip(tree.starts[first:stop], tree.ends[first:stop], strict=True)])
        views = features(tree, fixed, words, {head: heads[head] for head in found})
        odds, roles = tag(reading.encoder, states, known, np.array(found) - first, views)
        for head, likely, scores in zip(found, odds, roles, strict=True):
            by_rules, rule = best[head]
            if together(likely, by_rules) >= least:
                gains = gains_of(scores)
                gains[fixed[first:stop, IS_MARK] > 0] = 0.0
                proposals = [item[1] for item in heads[head]]
                yield likely, by_rules, _proposal(tree, quotes, words, head, gains.T.tolist(), proposals, rule)


def together(tagger: float, rules: float, weights: tuple[float, float, float] = WEIGHTS) -> float:
    """The likelihood by both: a logistic sum of their log-odds."""
    total = weights[0] + weights[1] * _log_odds(tagger) + weights[2] * _log_odds(rules)
    return 1.0 / (1.0 + math.exp(-total))


def _log_odds(probability: float) -> float:
    probability = min(0.999, max(0.001, probability))
    return math.log(probability / (1 - probability))


def _ranges(tree: Tree) -> list[range]:
    """Token positions of each sentence, by number."""
    if not len(tree):
        return []
    starts = [i for i, number in enumerate(tree.sents) if not i or tree.sents[i - 1] != number]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(tree)], strict=True)]


def _trimmed(tree: Tree, words: range) -> tuple[int, int]:
    """Characters of a sentence without spaces at its edges."""

    def solid(i: int) -> bool:
        return tree.pos[i] != "SPACE" and bool(tree.words[i].strip())

    first, last = next(filter(solid, words), words[0]), next(filter(solid, reversed(words)), words[-1])
    return tree.starts[first], tree.ends[last]


def _proposal(
    tree: Tree,
    quotes: list[tuple[int, int]],
    words: range,
    head: int,
    gains: Sequence[Sequence[float]],
    proposals: Sequence[Proposal],
    rule: Proposal,
) -> Proposal:
    """The rules' proposal with the tagger's spans, or those of a proposal that gain hardly less: they end where phrases do."""
    first, stop = words.start, words.stop

    def snapped(role: int, free: list[int], name: str, margin: float, more: Sequence[Sequence[int]] = ()) -> list[int]:
        gain = gains[role]

        def worth(positions: Sequence[int]) -> float:
            return sum([gain[i - first] for i in positions])

        known = {getattr(proposal, name) for proposal in proposals} | set(map(tuple, more))
        spans = {tuple([i for i in span if first <= i < stop]) for span in known}
        best = max(((worth(span), span) for span in spans if span), default=None)
        return list(best[1]) if best is not None and best[0] >= worth(free) - margin else free

    def goes(long: Proposal) -> bool:  # an indirect content needs no quotation of the next sentence
        return not content or any_quoted(quotes, content) or not set(content).isdisjoint(long.content)

    cue = without_loose_end(tree, [i + first for i in around(gains[_IS_CUE], head - first)])
    gain, found = best_segment(gains[_IS_SPEAKER], [i - first for i in cue])
    speaker: list[int] = []
    if gain > _SPEAKER:
        whole = with_modifiers(tree, [i + first for i in found], cue)
        speaker = snapped(_IS_SPEAKER, whole, "speaker", _SNAP_SPEAKER, _phrases(tree, cue, whole, proposals))
    barred = [i - first for i in (*cue, *speaker) if i in words]
    free = [i + first for part in segments(gains[_IS_CONTENT], barred, _SECOND) for i in part]
    cut = [part for proposal in proposals for part in without_asides(tree, proposal.content)]
    content = snapped(_IS_CONTENT, free, "content", _SNAP_CONTENT, cut)
    beyond = {i for long in proposals if long.construct in _LONG and goes(long) for i in long.content if i not in words}
    content = [
        *start_of_phrase(tree, words, content, [*cue, *speaker]),
        *content,
        *rest_of_phrase(tree, words, content, [*cue, *speaker]),
        *run_on(tree, words, content),
    ]
    beyond |= continued(tree, quotes, head, content) | completed(tree, quotes, words, head, content)
    content = sorted({*content, *beyond})
    return replace(
        rule, cue=tuple(cue), speaker=tuple(speaker), content=tuple(content),
        speaker_head=rule.speaker_head if rule.speaker_head in speaker else _head(tree, speaker),
    )  # fmt: skip


def _phrases(tree: Tree, cue: Sequence[int], found: Sequence[int], proposals: Sequence[Proposal]) -> list[list[int]]:
    """Noun phrases that the speaker may be: the rules' and the one around the tagger's, with and without remarks at the end."""
    head = _head(tree, found)
    whole = [] if head is None or not found else [noun_phrase(tree, head, cue)]
    whole += [list(proposal.speaker) for proposal in proposals]
    return [*whole, *(part for phrase in whole for part in shorter(tree, phrase))]


def _head(tree: Tree, phrase: Sequence[int]) -> int | None:
    """The word of a phrase that hangs outside it."""
    inside = set(phrase)
    return next((i for i in phrase if tree.heads[i] not in inside or tree.heads[i] == i), None)
