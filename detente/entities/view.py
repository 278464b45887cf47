"""A spaCy Doc as plain lists: one call into spaCy, then fast look-ups by token or character."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LEMMA, POS, SENT_START, TAG
from spacy.tokens import Doc

from detente.whole import text_of

#: A token with one of these relations modifies a noun to its right.
_INSIDE = frozenset(
    {"compound", "amod", "nmod", "nummod", "quantmod", "poss", "det", "predet", "advmod", "npadvmod", "punct"}
)
#: Relations by which a name modifies the noun after it.
MODIFIES = frozenset({"compound", "amod", "nmod", "nummod"})


class View:
    """Parallel lists, one entry a token.

    Attributes:
        starts: first character.
        pos, dep, tag, lemma: spaCy's labels as strings.
        head: index of the syntactic head; a root is its own head.
        sent: number of the sentence, from 0.
    """

    __slots__ = ("dep", "doc", "head", "lemma_ids", "pos", "sent", "starts", "strings", "tag_ids", "text")

    def __init__(self, doc: Doc) -> None:
        table = doc.to_array([IDX, POS, DEP, HEAD, SENT_START, TAG, LEMMA])
        strings = doc.vocab.strings
        pos, dep = table[:, 1].tolist(), table[:, 2].tolist()
        labels = {label: strings[label] for label in {*pos, *dep}}
        self.doc = doc
        self.text = text_of(doc)
        self.strings = strings
        self.starts: list[int] = table[:, 0].tolist()
        self.pos: list[str] = [labels[label] for label in pos]
        self.dep: list[str] = [labels[label] for label in dep]
        self.head: list[int] = (table[:, 3].astype(np.int64) + np.arange(len(doc))).tolist()
        self.sent: list[int] = (np.cumsum(table[:, 4] == 1) - 1).tolist()
        self.tag_ids: list[int] = table[:, 5].tolist()
        self.lemma_ids: list[int] = table[:, 6].tolist()

    def token_at(self, char: int) -> int:
        """The token that holds a character."""
        return max(0, bisect_right(self.starts, char) - 1)

    def lemma(self, token: int) -> str:
        return str(self.strings[self.lemma_ids[token]])

    def tag(self, token: int) -> str:
        return str(self.strings[self.tag_ids[token]])

    def noun_above(self, token: int) -> int:
        """The head of the noun phrase in which the token is a modifier; the token itself if it is none."""
        for _ in range(6):
            head = self.head[token]
            if head <= token or head - token > 8 or self.dep[token] not in _INSIDE:
                return token
            token = head
        return token

    def path(self, token: int) -> list[int]:
        """The token and the nouns that it modifies, step by step."""
        out = [token]
        for _ in range(6):
            head = self.head[token]
            if head <= token or head - token > 8 or self.dep[token] not in _INSIDE:
                return out
            token = head
            out.append(token)
        return out
