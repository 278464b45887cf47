"""A spaCy Doc as plain lists: what the rules of this folder read, several times faster than Token attributes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, ORTH, POS, SENT_START, TAG
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
        rows = columns.tolist()
        names = span.doc.vocab.strings
        text = {key: names[key] for row in rows for key in row[:6]}
        size = len(rows)
        heads: list[int] = []
        sents: list[int] = []
        kids: list[list[int]] = [[] for _ in range(size)]
        sentence = -1
        for i, row in enumerate(rows):
            offset = row[6] - (1 << 64) if row[6] >= 1 << 63 else row[6]
            head = min(max(i + offset, 0), size - 1)
            heads.append(head)
            if head != i:
                kids[head].append(i)
            sentence += row[9] == 1 or not i
            sents.append(max(sentence, 0))
        return cls(
            words=[text[row[0]] for row in rows],
            lowers=[text[row[0]].lower().replace("’", "'") for row in rows],
            lemmas=[_LEMMAS.get(text[row[0]].lower(), "") or text[row[1]].lower().replace("’", "'") for row in rows],
            tags=[text[row[2]] for row in rows],
            pos=[text[row[3]] for row in rows],
            deps=[text[row[4]] for row in rows],
            ents=[text[row[5]] for row in rows],
            heads=heads,
            starts=[row[7] for row in rows],
            ends=[row[7] + row[8] for row in rows],
            sents=sents,
            kids=kids,
        )

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
        out, stack = [], [i]
        while stack:
            node = stack.pop()
            out.append(node)
            stack.extend(self.kids[node])
        return sorted(out)

    def move(self, node: int, head: int, dep: str) -> None:
        """Hangs `node` on `head` as `dep`; on itself, it becomes a root."""
        old = self.heads[node]
        if old != node:
            self.kids[old].remove(node)
        self.heads[node], self.deps[node] = head, dep
        if head != node:
            self.kids[head].append(node)
            self.kids[head].sort()

    def path(self, i: int) -> list[int]:
        """From `i` up to its root, both included."""
        out = [i]
        while self.heads[out[-1]] != out[-1] and len(out) < 200:
            out.append(self.heads[out[-1]])
        return out

    def chars(self, first: int, last: int) -> CharSpan:
        """Character span of the tokens `first` to `last`, both included."""
        return self.starts[first], self.ends[last]
