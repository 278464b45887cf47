"""What the attribution tagger sees of syntax: numbers for each word of a sentence, from the view of one cue word.

The tagger (detente/encoder/roles.py) reads them beside the encoder's states and says of each word whether it belongs to
the speaker, the cue or the content. Path features as in semantic role labelling (Gildea and Jurafsky 2002,
doi:10.1162/089120102760275983); rule proposals are features too, so that the tagger corrects them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.certainty.propose import Proposal
from detente.certainty.quotes import quote_of
from detente.certainty.tree import Tree

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

#: Dependency labels of the English spaCy pipelines; anything else counts as "dep".
DEPS = [
    "ROOT",
    "acl",
    "acomp",
    "advcl",
    "advmod",
    "agent",
    "amod",
    "appos",
    "attr",
    "aux",
    "auxpass",
    "case",
    "cc",
    "ccomp",
    "compound",
    "conj",
    "csubj",
    "csubjpass",
    "dative",
    "dep",
    "det",
    "dobj",
    "expl",
    "intj",
    "mark",
    "meta",
    "neg",
    "nmod",
    "npadvmod",
    "nsubj",
    "nsubjpass",
    "nummod",
    "oprd",
    "parataxis",
    "pcomp",
    "pobj",
    "poss",
    "preconj",
    "predet",
    "prep",
    "prt",
    "punct",
    "quantmod",
    "relcl",
    "xcomp",
]
_DEP = {name: i for i, name in enumerate(DEPS)}
_SELF, _ABOVE, _APART = 0, 1, 2
_BELOW, _NEAR, _FAR = (3 + k * len(DEPS) for k in range(3))
#: Number of different branches.
BRANCHES = 3 + 3 * len(DEPS)
_STEPS = (1, 2, 3, 4, 5, 8, 13, 21)
#: Number of different distances.
DISTANCES = 2 * len(_STEPS) + 1
#: Number of yes/no features a word: speaker, cue, content by the best proposal and by any, and these.
BITS = 10
_IN_QUOTE, _HEAD_QUOTED, _IS_MARK, _IN_NAME = range(6, 10)


def features(
    tree: Tree,
    quotes: list[tuple[int, int]],
    words: range,
    head: int,
    proposals: Sequence[tuple[float, Proposal]],
    fixed: Floats | None = None,
) -> tuple[Ints, Ints, Floats]:
    """(distances, branches, bits) of each word from the view of the cue word `head`.

    Args:
        tree: the text.
        quotes: from `find_quotes`.
        words: the positions of the sentence.
        head: main word of the cue, one of `words`.
        proposals: (likelihood, proposal) of all rule proposals with this head, at least one.
        fixed: what `of_sentence` says, so that it is computed once for all heads.

    Returns:
        Two arrays of (words,) and one of (words, BITS).
    """
    offsets = np.arange(words.start - head, words.stop - head)
    buckets = np.searchsorted(_STEPS, np.abs(offsets), "right")
    distances = np.where(offsets < 0, buckets + len(_STEPS), buckets)
    fixed = of_sentence(tree, quotes, words) if fixed is None else fixed
    return distances, _branches(tree, words, head), _bits(quotes, words, head, proposals, fixed)


def of_sentence(tree: Tree, quotes: list[tuple[int, int]], words: range) -> Floats:
    """(words, BITS): the bits that do not depend on the cue word, zeros elsewhere."""
    bits = np.zeros((len(words), BITS), np.float32)
    for row, i in enumerate(words):
        bits[row, _IN_QUOTE] = bool(quotes) and quote_of(quotes, i) is not None
        bits[row, _IS_MARK] = tree.pos[i] in ("PUNCT", "SPACE")
        bits[row, _IN_NAME] = bool(tree.ents[i])
    return bits


def _branches(tree: Tree, words: range, head: int) -> Ints:
    """How each word hangs together with the head: below it and by which relation, above it, or beside it."""
    up = tree.path(head)
    rank = {node: steps for steps, node in enumerate(up)}
    found = {head: _SELF} | dict.fromkeys(up[1:], _ABOVE)

    def of(i: int) -> int:
        trail = []
        while i not in found:
            trail.append(i)
            above = tree.heads[i]
            if above == i or len(trail) > 200:
                found[i] = _APART
                break
            if above in rank:
                start = _BELOW if not rank[above] else _NEAR if rank[above] == 1 else _FAR
                found[i] = start + _DEP.get(tree.deps[i], _DEP["dep"])
                break
            i = above
        for node in trail:
            found[node] = found[i]
        return found[i]

    return np.array([of(i) for i in words], np.int64)


def _bits(
    quotes: list[tuple[int, int]],
    words: range,
    head: int,
    proposals: Sequence[tuple[float, Proposal]],
    fixed: Floats,
) -> Floats:
    bits = fixed.copy()
    best = max(proposals, key=lambda item: item[0])[1]
    for column, name in enumerate(("speaker", "cue", "content")):
        for i in getattr(best, name):
            if i in words:
                bits[i - words.start, column] = 1.0
        for _, proposal in proposals:
            for i in getattr(proposal, name):
                if i in words:
                    bits[i - words.start, column + 3] = 1.0
    bits[:, _HEAD_QUOTED] = bool(quotes) and quote_of(quotes, head) is not None
    return bits
