"""What the attribution tagger sees of syntax: numbers for each word of a sentence, from the view of one cue word.

The tagger (detente/encoder/roles.py) reads them beside the encoder's states and says of each word whether it belongs to
the speaker, the cue or the content. Path features as in semantic role labelling (Gildea and Jurafsky 2002,
doi:10.1162/089120102760275983); rule proposals are features too, so that the tagger corrects them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
_IN_QUOTE, _HEAD_QUOTED, _IS_MARK, _IN_NAME = range(6, 10)


def features(
    tree: Tree,
    quotes: list[tuple[int, int]],
    words: range,
    heads: Mapping[int, Sequence[tuple[float, Proposal]]],
) -> tuple[Ints, Ints, Floats]:
    """(distances, branches, bits) of each word of a sentence from the view of each of its candidate cue words.

    Args:
        tree: the text.
        quotes: from `find_quotes`.
        words: the positions of the sentence.
        heads: main word of a cue, one of `words` -> (likelihood, proposal) of all rule proposals with it, at least one.

    Returns:
        Two arrays of (heads, words) and one of (heads, words, BITS).
    """
    offsets = np.arange(words.start, words.stop) - np.array([*heads])[:, None]
    distances = _BUCKETS[np.maximum(np.minimum(offsets, _FARTHEST), -_FARTHEST) + _FARTHEST]
    order = _from_above(tree, words)
    branches = np.array([_branches(tree, words, order, head) for head in heads], np.int64)
    return distances, branches, _bits(tree, quotes, words, heads)


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
    return [(i, heads[i], _DEP.get(tree.deps[i], _DEP["dep"])) for i in order]


def _branches(tree: Tree, words: range, order: Sequence[tuple[int, int, int]], head: int) -> list[int]:
    """How each word hangs together with the head: below it and by which relation, above it, or beside it."""
    up = tree.path(head)
    found = {head: _SELF} | dict.fromkeys(up[1:], _ABOVE)
    starts = dict.fromkeys(up, _FAR) | dict.fromkeys(up[1:2], _NEAR) | {head: _BELOW}
    for i, above, dep in order:
        if i not in found:
            found[i] = starts[above] + dep if above in starts else found.get(above, _APART)
    return [found[i] for i in words]


def _bits(
    tree: Tree,
    quotes: list[tuple[int, int]],
    words: range,
    heads: Mapping[int, Sequence[tuple[float, Proposal]]],
) -> Floats:
    bits = np.zeros((len(heads), len(words), BITS), np.float32)
    bits[:, :, _IS_MARK] = [tree.pos[i] in ("PUNCT", "SPACE") for i in words]
    bits[:, :, _IN_NAME] = [bool(tree.ents[i]) for i in words]
    if quotes:
        bits[:, :, _IN_QUOTE] = [quote_of(quotes, i) is not None for i in words]
        bits[:, :, _HEAD_QUOTED] = [[quote_of(quotes, head) is not None] for head in heads]
    first, marked = words.start, []  # as positions in the flattened array: one write for all
    for row, proposals in enumerate(heads.values()):
        best = max(proposals, key=lambda item: item[0])[1]
        for column, name in enumerate(("speaker", "cue", "content"), row * len(words) * BITS):
            every = {i for _, proposal in proposals for i in getattr(proposal, name) if i in words}
            marked += [(i - first) * BITS + column + 3 for i in every]
            marked += [(i - first) * BITS + column for i in getattr(best, name) if i in words]
    bits.reshape(-1)[marked] = 1.0
    return bits
