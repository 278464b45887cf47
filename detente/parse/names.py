"""spaCy's entity recogniser, sooner: the names stay the same.

The recogniser goes over a text from left to right and scores, at each token, some seventy moves (Lample et al. 2016,
arXiv:1603.01360: begin, in, last, unit of each label, or out). Outside of a name the score hangs on the token alone, so all
tokens are scored at once; only inside of a name, where it hangs on the name's first token too, one step follows another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

Array = npt.NDArray[np.float32]
#: Tokens of whose state a score is the sum: this one, the name's first, the one before this inside of the name.
_FEATURES = 3


@Language.factory("detente_names")
def _made(nlp: Language, name: str) -> QuickNames:  # noqa: ARG001  spaCy passes both
    return QuickNames(nlp.get_pipe("ner"))


def suits(ner: Any) -> bool:
    """It is a greedy recogniser of three features and two layers on the processor, with no moves that it never saw."""
    model = ner.model
    return bool(
        ner.cfg["beam_width"] == 1
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nF") == _FEATURES
        and model.get_ref("lower").get_dim("nP") > 1
        and model.ops.name == "numpy"
    )


class QuickNames:
    """Finds the names that the recogniser would."""

    def __init__(self, ner: Any) -> None:
        self._ner, model = ner, ner.model
        self._tok2vec, self._lower, self._upper = (model.get_ref(part) for part in ("tok2vec", "lower", "upper"))
        self._bias, self._rows, self._offsets = (
            self._lower.get_param("b"),
            self._upper.get_param("W"),
            self._upper.get_param("b"),
        )
        named = [ner.moves.get_class_name(i).partition("-") for i in range(ner.moves.n_moves)]
        moves = [(move, label) for move, _, label in named]
        self._labels = [label for _, label in moves]
        self._starts = np.array([move == "O" or (move in ("B", "U") and bool(label)) for move, label in moves])
        self._begins = np.array([move == "B" for move, _ in moves])
        self._units = np.array([move == "U" for move, _ in moves])
        self._out = moves.index(("O", ""))
        self._goes_on = {
            label: (moves.index(("I", label)), moves.index(("L", label))) for m, label in moves if m == "B"
        }

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of a text."""
        self._find([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Set the names of many texts, in order."""
        for batch in _parts(docs, max(batch_size // 4, 2)):  # as spaCy does: less memory
            self._find(batch)
            yield from batch

    def _find(self, docs: list[Doc]) -> None:
        bare = []
        for doc in docs:
            if not len(doc) or doc.to_array(ENT_IOB).any():  # with names that were set beforehand
                self._ner(doc)
            else:
                bare.append(doc)
        if not bare:
            return
        states = self._lower.predict(self._tok2vec.predict(bare))  # (1 of padding + tokens, features, hidden, pieces)
        first = 1
        for doc in bare:
            spans = self._names(doc, states[0], states[first : first + len(doc)])
            doc.set_ents([Span(doc, *span) for span in spans], default="outside")
            first += len(doc)

    def _names(self, doc: Doc, padding: Array, states: Array) -> Iterator[tuple[int, int, str]]:
        """(first token, token behind, label) of each name."""
        spaces, opens = (column == 1 for column in doc.to_array([IS_SPACE, SENT_START]).T)
        goes_on = np.append(~opens[1:], False)  # the next token belongs to the same sentence
        scores = self._scores(states[:, 0] + padding[1] + padding[2])
        allowed = self._starts & ~(self._units & spaces[:, None]) & ~(self._begins & (spaces | ~goes_on)[:, None])
        best = np.where(allowed, scores, -np.inf).argmax(1)
        end = 0
        for start in map(int, np.flatnonzero(best != self._out)):
            if start >= end:
                move, end = int(best[start]), start + 1
                if self._begins[move]:
                    end = self._end(states, start, self._labels[move], goes_on)
                yield start, end, self._labels[move]

    def _end(self, states: Array, start: int, label: str, goes_on: npt.NDArray[np.bool_]) -> int:
        """The token behind a name of several."""
        inside, last = self._goes_on[label]
        token = start + 1
        while goes_on[token]:
            hidden = (states[token, 0] + states[start, 1] + states[token - 1, 2] + self._bias).max(1)
            on, over = (float(self._rows[move] @ hidden + self._offsets[move]) for move in (inside, last))
            if over > on or (over == on and last < inside):
                break
            token += 1
        return token + 1

    def _scores(self, sums: Array) -> Array:
        """(tokens, moves) from (tokens, hidden, pieces)."""
        hidden = (sums + self._bias).max(2)
        result: Array = self._upper.predict(hidden)
        return result


def _parts(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    waiting = iter(docs)
    while part := list(islice(waiting, size)):
        yield part
