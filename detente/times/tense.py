"""On which side of publication the clause around a time expression lies."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from detente.times.hang import governor
from detente.times.words import Words

_FUTURE_MODALS = frozenset(
    {"will", "'ll", "’ll", "shall", "wo", "would", "may", "might", "can", "could", "should", "must", "ca"}
)
_VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})


def side(doc: Doc, start: int, end: int, words: Words) -> str:
    """The side of publication on which the clause of text[start:end] lies.

    One of future, past, present, perfect, or "" = unclear.

    "will vote on [Friday]" is future, "voted on [Friday]" past, "has fought for [decades]" perfect, "share" present.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return ""
    previous = doc[span.start - 1].lower_ if span.start else ""
    if previous in ("of", "for") and span.start > 1 and doc[span.start - 2].lower_ in ("ahead", "due"):
        return "future"
    token: Token | None = span.root
    for _ in range(12):  # a guard against odd parses; real chains are shorter
        if token is None or token.head == token:
            break
        token = token.head
        if token.dep_ == "relcl" and token.tag_ == "NN" and any(child.dep_ == "nsubj" for child in token.children):
            return "past"  # a verb that the tagger took for a noun: "the limit that the council set"
        if token.lower_ == "due" or (token.pos_ in ("NOUN", "ADJ") and token.lemma_.lower() in words.future_words):
            return "future"
        if token.tag_ in _VERB_TAGS:
            token = governor(span, token)
            answer = _of_verb(token, words)
            if answer:
                return answer
    return _of_verb(token, words) if token is not None and token.tag_ in _VERB_TAGS else ""


def _of_verb(verb: Token, words: Words) -> str:
    """The side that one verb shows with its auxiliaries; "" = ask the clause above."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    forms = {aux.lower_ for aux in auxiliaries}
    negated = any(child.dep_ == "neg" for child in verb.children)
    if "have" in forms and forms & _FUTURE_MODALS and not forms & {"will", "wo", "shall"}:
        return "past"
    if forms & _FUTURE_MODALS:
        return "past" if negated and "could" in forms else "future"
    if any(aux.tag_ == "TO" for aux in auxiliaries):
        return _of_infinitive(verb, words)
    if verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp") and not forms:  # "helped shore up"
        return _of_infinitive(verb, words)
    if verb.lemma_.lower() in words.future_words and verb.tag_ in ("VBN", "VBZ", "VBP", "VBG") and _looks_ahead(verb):
        return "future" if verb.tag_ != "VBG" or forms else ""
    if forms & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if forms & {"was", "were", "had", "did"} or verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN" and any(child.dep_ == "nsubj" for child in verb.children):
        return "past"  # a finite verb that the tagger took for a participle: "the limit that the council set"
    if verb.tag_ == "VBG":
        return "future" if forms & {"is", "are", "'s", "’s", "'re", "’re", "am"} else ""
    if verb.tag_ == "VB":
        return "future"
    if verb.tag_ in ("VBZ", "VBP"):
        if verb.lemma_ == "be" and any(child.lower_ == "due" for child in verb.children):
            return "future"  # "is due back on Monday"
        return "future" if verb.lemma_.lower() in words.schedule_verbs else "present"
    return ""


def _looks_ahead(verb: Token) -> bool:
    """ "is set to meet" and "set for Friday", but not "a record set on Friday"."""
    if verb.lemma_.lower() != "set":
        return True
    return any(child.dep_ == "xcomp" or child.lower_ == "for" for child in verb.children)


def _of_infinitive(verb: Token, words: Words) -> str:
    """ "failed to agree" is past, "is to meet" and "agreed to meet" future."""
    governor = verb.head
    if governor == verb:
        return "future"
    if governor.lemma_.lower() in words.past_infinitives:
        return "past" if _of_verb(governor, words) in ("past", "perfect") else "future"
    if any(token.text in (";", ":") for token in verb.doc[min(verb.i, governor.i) : max(verb.i, governor.i)]):
        return "future"  # a headline of its own: "...; minister to meet envoy on Friday"
    if verb.dep_ == "advcl":  # a purpose: "flew to Hanoi to meet on Monday"
        return _of_verb(governor, words)
    if verb.dep_ in ("relcl", "acl") and governor.lemma_.lower() in ("first", "last", "one", "leader"):
        return ""
    return "future"
