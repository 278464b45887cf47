"""What the attribution tagger sees of syntax: numbers for each word of a sentence, from the view of one cue word.

The tagger (detente/encoder/roles.py) reads them beside the encoder's states and says of each word whether it belongs to
the speaker, the cue or the content. Path features as in semantic role labelling (Gildea and Jurafsky 2002,
doi:10.1162/089120102760275983); rule proposals are features too, so that the tagger corrects them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from detente.certainty.propose import Proposal
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
#: Words so far away or farther count as one bucket more.
_STEPS = (1, 2, 3, 4, 5, 8, 13, 21)
_FARTHEST = _STEPS[-1]
#: The bucket of each distance from -21 to 21, those before the head behind the others.
_BUCKETS = np.array(
    [sum(step <= abs(d) for step in _STEPS) + len(_STEPS) * (d < 0) for d in range(-_FARTHEST, _FARTHEST + 1)]
)
#: Number of different distances.
DISTANCES = 2 * len(_STEPS) + 1
#: Number of yes/no features a word: speaker, cue, content by the best proposal and by any, and these.
BITS = 10
_likely = itemgetter(0)
#: Columns of the bits; marks are punctuation and space.
_IN_QUOTE, _HEAD_QUOTED, IS_MARK, _IN_NAME = range(6, 10)


def features(
    tree: Tree,
    fixed: Floats,
    words: range,
    heads: Mapping[int, Sequence[tuple[float, Proposal]]],
) -> tuple[Ints, Ints, Floats]:
    """(distances, branches, bits) of each word of a sentence from the view of each of its candidate cue words.

    Args:
        tree: the text.
        fixed: from `of_text`.
        words: the positions of the sentence.
        heads: main word of a cue, one of `words` -> (likelihood, proposal) of all rule proposals with it, at least one.

    Returns:
        Two arrays of (heads, words) and one of (heads, words, BITS).
    """
    places = np.array([*heads])
    offsets = np.arange(words.start, words.stop) - places[:, None]
    distances = _BUCKETS[np.maximum(np.minimum(offsets, _FARTHEST), -_FARTHEST) + _FARTHEST]
    order = _from_above(tree, words)
    branches = np.array([_branches(tree, words, order, head) for head in heads], np.int64)
    bits = fixed[None, words.start : words.stop].repeat(len(heads), 0)
    bits[:, :, _HEAD_QUOTED] = fixed[places, _IN_QUOTE, None]
    bits.reshape(-1)[_proposed(words, heads)] = 1.0
    return distances, branches, bits


def of_text(tree: Tree, quotes: list[tuple[int, int]]) -> Floats:
    """(tokens, BITS): the bits that no cue word changes, zeros elsewhere."""
    bits = np.zeros((len(tree), BITS), np.float32)
    for first, last in quotes:
        bits[first : last + 1, _IN_QUOTE] = 1.0
    bits[:, IS_MARK] = [pos in ("PUNCT", "SPACE") for pos in tree.pos]
    bits[:, _IN_NAME] = [bool(entity) for entity in tree.ents]
    return bits


def _from_above(tree: Tree, words: range) -> list[tuple[int, int, int]]:
    """(word, its head, number of the relation) for the words and all above them, heads before what hangs on them."""
    heads, seen = tree.heads, set()
    order: list[int] = []
    for i in words:
        trail = []
        while i not in seen:
            seen.add(i)
            trail.append(i)
            i = heads[i]
        order += trail[::-1]
    other = _DEP["dep"]
    return [(i, heads[i], _DEP.get(tree.deps[i], other)) for i in order]


def _branches(tree: Tree, words: range, order: Sequence[tuple[int, int, int]], head: int) -> list[int]:
    """How each word hangs together with the head: below it and by which relation, above it, or beside it."""
    up = tree.path(head)
    found = {head: _SELF} | dict.fromkeys(up[1:], _ABOVE)
    starts = dict.fromkeys(up, _FAR) | dict.fromkeys(up[1:2], _NEAR) | {head: _BELOW}
    for i, above, dep in order:
        if i not in found:
            found[i] = starts[above] + dep if above in starts else found.get(above, _APART)
    return [found[i] for i in words]


def _proposed(words: range, heads: Mapping[int, Sequence[tuple[float, Proposal]]]) -> list[int]:
    """Places in the flattened bits of what the proposals hold: one write for all of them."""
    first, stop, marked = words.start, words.stop, []
    for row, proposals in enumerate(heads.values()):
        best = max(proposals, key=_likely)[1]
        corner = (row * len(words) - first) * BITS
        for column, name in enumerate(("speaker", "cue", "content"), corner):
            spans = [getattr(proposal, name) for _, proposal in proposals]
            every = spans[0] if len(spans) == 1 else set().union(*spans)
            marked += [i * BITS + column + 3 for i in every if first <= i < stop]
            marked += [i * BITS + column for i in getattr(best, name) if first <= i < stop]
    return marked
