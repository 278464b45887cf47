"""spaCy's attribute ruler, sooner: parts of speech and morphology stay the same.

Nearly all rules of a packaged English pipeline look at one token, and at nothing of it but its word, its tag and its relation.
So what they say of such a token is asked of spaCy once and kept; only the few rules that span several words still go over the
text. An eighth of the parser's time.
"""

from __future__ import annotations

from typing import Any

from spacy.attrs import DEP, ORTH, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

#: What a rule of one token may look at, so that its word, tag and relation decide it.
_OF_THE_TOKEN = frozenset({"LOWER", "ORTH", "NORM", "SHAPE", "IS_SPACE", "IS_PUNCT", "TAG", "DEP"})
_SET = frozenset({"POS", "MORPH", "LEMMA", "TAG", "DEP"})


def quicken_attributes(nlp: Language) -> None:
    """Put the quicker ruler in the place of spaCy's, where its rules allow it."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    asked = {key for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern for key in token}
    if asked <= _OF_THE_TOKEN and all(rule["attrs"].keys() <= _SET for rule in ruler.patterns):
        nlp.add_pipe("detente_attributes", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")


@Language.factory("detente_attributes")
def _made(nlp: Language, name: str) -> QuickAttributes:  # noqa: ARG001  spaCy passes both
    return QuickAttributes(nlp.get_pipe("attribute_ruler"))


class QuickAttributes:
    """Says of each token what the ruler would."""

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        self._known: dict[tuple[int, int, int], tuple[Token, tuple[int, ...]]] = {}
        self._longer = Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            if longer := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._longer.add(str(number), longer)

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a text's tokens."""
        keys = [*zip(*doc.to_array([ORTH, TAG, DEP]).T.tolist(), strict=True)]
        for token, key in zip(doc, keys, strict=True):
            like, rules = self._known.get(key) or self._ask(key)
            if rules:
                _copy(like, token)
        self._apply_longer(doc, keys)
        return doc

    def _ask(self, key: tuple[int, int, int]) -> tuple[Token, tuple[int, ...]]:
        """A token of this word, tag and relation after the ruler, and the rules that it met."""
        word, tag, dep = key
        alone = Doc(self._ruler.vocab, words=[self._ruler.vocab.strings[word]], spaces=[False])
        alone[0].tag, alone[0].dep = tag, dep
        matches = self._ruler.match(alone)
        self._ruler.set_annotations(alone, matches)
        self._known[key] = alone[0], tuple(number for number, *_ in matches)
        return self._known[key]

    def _apply_longer(self, doc: Doc, keys: list[tuple[int, int, int]]) -> None:
        """Apply the rules of several words and, because later rules prevail, those of one word at the same token again."""
        for match, start, end in self._longer(doc, allow_missing=True):
            number = int(doc.vocab.strings[match])
            at = range(start, end)[self._ruler.indices[number]]
            rules = [(number, match, start, end), *((n, match, at, at + 1) for n in self._known[keys[at]][1])]
            self._ruler.set_annotations(doc, sorted(rules))


def _copy(like: Token, token: Any) -> None:
    token.pos = like.pos
    if like.has_morph():
        token.set_morph(like.morph)
    if like.lemma:
        token.lemma = like.lemma
    if like.tag != token.tag:
        token.tag = like.tag
    if like.dep != token.dep:
        token.dep = like.dep
