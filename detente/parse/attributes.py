"""spaCy's attribute ruler, sooner: parts of speech and morphology stay the same.

Nearly all rules of a packaged English pipeline look at one token, and of it at no more than its tag, its relation, and
whether it is one of some hundred words. So what they say of such a token is asked once and kept; only the few other rules
still go over the text. An eighth of the parser's time.
"""

from __future__ import annotations

from typing import Any

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

#: Word where a rule names it, else 0; tag; relation; 1 for spaces.
Key = tuple[int, int, int, int]
Pattern = list[dict[str, Any]]
_KEYS = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
_SET = frozenset({"POS", "MORPH", "LEMMA", "TAG", "DEP"})


def suits(ruler: Any) -> bool:
    """The rules set nothing beyond parts of speech, morphology, lemmas, tags and relations."""
    return all(rule["attrs"].keys() <= _SET for rule in ruler.patterns)


@Language.factory("detente_attributes")
def _made(nlp: Language, name: str) -> QuickAttributes:  # noqa: ARG001  spaCy passes both
    return QuickAttributes(nlp.get_pipe("attribute_ruler"))


class QuickAttributes:
    """Says of each token what the ruler would."""

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        self._known: dict[Key, tuple[Token, tuple[int, ...]]] = {}
        self._plain, self._further = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._named: set[int] = set()
        for number, rule in enumerate(ruler.patterns):
            plain = [pattern for pattern in rule["patterns"] if _words(pattern) is not None]
            further = [pattern for pattern in rule["patterns"] if _words(pattern) is None]
            for matcher, patterns in ((self._plain, plain), (self._further, further)):
                if patterns:
                    matcher.add(str(number), patterns)
            self._named |= {ruler.vocab.strings.add(word) for pattern in plain for word in _words(pattern) or ()}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a text's tokens."""
        columns = zip(*doc.to_array([LOWER, TAG, DEP, IS_SPACE]).T.tolist(), strict=True)
        keys = [(word if word in self._named else 0, tag, dep, space) for word, tag, dep, space in columns]
        for token, key in zip(doc, keys, strict=True):
            like, rules = self._known.get(key) or self._ask(key, token)
            if rules:
                _copy(like, token)
        self._apply_further(doc, keys)
        return doc

    def _ask(self, key: Key, token: Token) -> tuple[Token, tuple[int, ...]]:
        """A token like this one after the plain rules, and which of them it met."""
        alone = Doc(self._ruler.vocab, words=[token.text], spaces=[False])
        alone[0].tag, alone[0].dep = token.tag, token.dep
        found = self._plain(alone, allow_missing=True)
        rules = sorted((int(alone.vocab.strings[match]), match, start, end) for match, start, end in found)
        self._ruler.set_annotations(alone, rules)
        self._known[key] = alone[0], tuple(number for number, *_ in rules)
        return self._known[key]

    def _apply_further(self, doc: Doc, keys: list[Key]) -> None:
        """Apply the other rules and, because later rules prevail, the plain ones at the same token again."""
        for match, start, end in self._further(doc, allow_missing=True):
            number = int(doc.vocab.strings[match])
            at = range(start, end)[self._ruler.indices[number]]
            rules = [(number, match, start, end), *((n, match, at, at + 1) for n in self._known[keys[at]][1])]
            self._ruler.set_annotations(doc, sorted(rules))


def _words(pattern: Pattern) -> list[str] | None:
    """The words that a plain pattern names: one of one token which its key decides. None for another pattern."""
    if len(pattern) > 1 or not pattern[0].keys() <= _KEYS:
        return None
    lower = pattern[0].get("LOWER", {})
    if isinstance(lower, str):
        return [lower]
    return [word for words in lower.values() for word in words] if lower.keys() <= {"IN", "NOT_IN"} else None


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
