"""A spaCy Doc as plain lists: what the rules of this folder read, several times faster than Token attributes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, ORTH, POS, SENT_START, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc, Span

from detente.types import CharSpan

#: Forms of verbs in silent -e that the model's lemmatiser shortens too far ("hoped" -> "hop").
_LEMMAS = {
    form: verb
    for verb, stem in (
        *(("hope", "hop"), ("hate", "hat"), ("slate", "slat"), ("spare", "spar"), ("stage", "stag"), ("wage", "wag")),
        *(("decree", "decre"), ("text", "text"), ("rumour", "rumour"), ("rumor", "rumor")),
    )
    for form in (f"{stem}ed", f"{stem}es", f"{stem}ing")
}


class _Forms(dict[int, str]):
    """spaCy's numbers -> their strings, each fetched once: a few hundred make up most of a text."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings

    def __missing__(self, key: int) -> str:
        form: str = self._strings[key]
        self[key] = form
        return form


class _Lower(dict[str, str]):
    """Words -> in lower case, with straight apostrophes."""

    def __missing__(self, word: str) -> str:
        lower = self[word] = word.lower().replace("’", "'")
        return lower


@lru_cache(maxsize=1)
def _forms(strings: StringStore) -> tuple[_Forms, _Lower]:
    """Those of a vocabulary, which spaCy keeps as long."""
    return _Forms(strings), _Lower()


@dataclass(frozen=True, slots=True)
class Tree:
    """Tokens by position. All lists have one item a token; positions count from the first token of the span read."""

    words: list[str]  #: as written
    lowers: list[str]
    lemmas: list[str]  #: lower case
    tags: list[str]  #: Penn
    pos: list[str]
    deps: list[str]
    ents: list[str]  #: entity type of the model, "" outside
    heads: list[int]  #: a root is its own head
    starts: list[int]  #: character offset into the document
    ends: list[int]
    sents: list[int]  #: number of the sentence
    kids: list[list[int]] = field(default_factory=list)  #: children, in text order

    @classmethod
    def read(cls, span: Doc | Span) -> Tree:
        """The tokens of a Doc, or of a Span that holds whole sentences."""
        columns: Any = span.to_array(  # type: ignore[union-attr]
            [ORTH, LEMMA, TAG, POS, DEP, ENT_TYPE, HEAD, IDX, LENGTH, SENT_START]
        )
        size = len(columns)
        heads = (np.arange(size) + columns[:, 6].astype(np.int64)).clip(0, max(size - 1, 0)).tolist()
        opens = columns[:, 9] == 1
        opens[:1] = True
        forms, lower = _forms(span.doc.vocab.strings)
        words, bases, tags, pos, deps, ents = ([*map(forms.__getitem__, keys)] for keys in columns[:, :6].T.tolist())
        lowers = [*map(lower.__getitem__, words)]
        kids: list[list[int]] = [[] for _ in range(size)]
        for i, head in enumerate(heads):
            if head != i:
                kids[head].append(i)
        return cls(
            words=words, lowers=lowers,
            lemmas=[_LEMMAS.get(form) or lower[base] for form, base in zip(lowers, bases, strict=True)],
            tags=tags, pos=pos, deps=deps, ents=ents, heads=heads,
            starts=columns[:, 7].tolist(),
            ends=(columns[:, 7] + columns[:, 8]).tolist(),
            sents=(opens.cumsum() - 1).tolist(),
            kids=kids,
        )  # fmt: skip

    def part(self, start: int, end: int) -> Tree:
        """The tokens `start` to `end`, excluded: whole sentences, counted from the first of them."""
        rows = slice(start, end)
        size = end - start
        return Tree(
            self.words[rows], self.lowers[rows], self.lemmas[rows], self.tags[rows], self.pos[rows], self.deps[rows],
            self.ents[rows],
            heads=[min(max(head - start, 0), size - 1) for head in self.heads[rows]],
            starts=self.starts[rows], ends=self.ends[rows],
            sents=[number - self.sents[start] for number in self.sents[rows]],
            kids=[[kid - start for kid in below if start <= kid < end] for below in self.kids[rows]],
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.words)

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these relations, or None."""
        for kid in self.kids[i]:
            if self.deps[kid] in deps:
                return kid
        return None

    def children(self, i: int, *deps: str) -> list[int]:
        """All children of `i` with one of these relations, in text order."""
        return [kid for kid in self.kids[i] if self.deps[kid] in deps]

    def names(self, i: int) -> tuple[str, str, str]:
        """Under what a word may stand in a list: with the word before it, its base form, as it is. "coast guard", "guard"."""
        before = self.lowers[i - 1] if i else ""
        return f"{before} {self.lemmas[i]}", self.lemmas[i], self.lowers[i]

    def subtree(self, i: int) -> list[int]:
        """`i` and all below it, sorted."""
        out, kids = [i], self.kids
        for node in out:  # which grows
            out += kids[node]
        return sorted(out)

    def move(self, node: int, head: int, dep: str) -> None:
        """Hangs `node` on `head` as `dep`; on itself, it becomes a root.

        Where `head` hangs below `node`, the branch that holds it takes the place of `node` first: a circle is climbed for ever.
        """
        old = self.heads[node]
        if head != node and node in (up := self.path(head)):
            below = up[up.index(node) - 1]
            self.move(below, below if old == node else old, self.deps[node])
        if old != node:
            self.kids[old].remove(node)
        self.heads[node], self.deps[node] = head, dep
        if head != node:
            self.kids[head].append(node)
            self.kids[head].sort()

    def path(self, i: int) -> list[int]:
        """From `i` up to its root, both included."""
        out, above = [i], self.heads[i]
        while above != out[-1] and len(out) < 200:
            out.append(above)
            above = self.heads[above]
        return out

    def chars(self, first: int, last: int) -> CharSpan:
        """Character span of the tokens `first` to `last`, both included."""
        return self.starts[first], self.ends[last]
