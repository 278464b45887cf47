"""On which word a time expression hangs, with the parser's usual slips put right.

"The Council on Saturday imposed ..." hangs the day on the Council; "payback for a raid last week" hangs the week on the
verb; "the first visit since 2014" hangs on nothing that has a time of its own.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from detente.dateline import dateline_end
from detente.times.words import Words
from detente.whole import text_of

NOMINAL = ("NOUN", "PROPN", "NUM", "ADJ", "PRON")
_PREMODIFIERS = frozenset({"compound", "amod", "nummod", "nmod", "poss", "det"})
_NOUN_ONLY_PREPOSITIONS = frozenset({"of", "from", "for", "between", "to"})  # "the accord of 2015"
#: Of another happening than the verb's: "struck back for a raid [last week]", "met before the vote [on Thursday]".
_CAUSES = frozenset({"for", "over", "after", "following", "since", "despite", "about", "before", "of", "to"})
_APART = frozenset({"before", "after", "since", "until", "while"})
_SUBJECTS = ("nsubj", "nsubjpass")
_AGENT = re.compile(r".{2,}(?:ers|ors|ists|ants|men|women|ians)$")
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_ORDINAL = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|only|\d+(?:st|nd|rd|th))$"
)
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_BE = frozenset({"be", "become", "mark", "make"})


def in_dateline(doc: Doc, span: Span) -> bool:
    """The expression dates the report, not an event: "SEOUL, March 9 (Agency) - "."""
    line = text_of(doc).rfind("\n", 0, span.start_char) + 1
    return span.end_char <= dateline_end(text_of(doc), line)


def counts_from(span: Span) -> bool:
    """The expression says since when something is the first or the worst, not when it was.

    "The first visit by a leader since 1953", "one of the deadliest raids since the war", "the third test since May".
    The words before decide, back to the last verb that is no form of "be": the parser often hangs the phrase too high.
    """
    if span[0].lower_ != "since":
        return False
    for token in reversed(list(span.doc[max(span.sent.start, span.start - 16) : span.start])):
        if token.tag_ in _FINITE and token.lemma_.lower() not in _BE:
            return False
        if _counts(token):
            return True
    return False


def _counts(token: Token) -> bool:
    if token.tag_ in ("JJS", "RBS"):
        return token.i == 0 or token.nbor(-1).lower_ != "at"  # not "at least"
    return bool(_ORDINAL.fullmatch(token.lower_))


def owner_of(span: Span, trigger: Token, table: Words) -> tuple[Token | None, Token | None]:
    """(word on which the time hangs, noun passed over on the way up).

    A modifier before its noun stays with the noun ("the 2015 accord"). A phrase after a noun ("met the envoy in Hanoi
    on Monday") is passed up to the verb: the parser often hangs it on the last noun.
    """
    token = span.root
    if token.dep_ in _PREMODIFIERS and token.head.i >= span.end:
        return noun_of(token.head), None
    head: Token = token.head
    if head == token:
        return (token if token == trigger else None), None
    cause = _cause_before(span, head, table)
    if cause is not None:
        return cause, None
    above, preposition = _over_prepositions(head, span)
    if above is None:
        return None, None
    head = _over_adverb(above)
    if is_verb(head):
        return (None, None) if _is_object(token, span) else (governor(span, head), None)
    if preposition in _NOUN_ONLY_PREPOSITIONS:
        return head, None
    return _over_nouns(head, trigger, table)


def governor(span: Span, verb: Token) -> Token:
    """The verb that the expression belongs to, where the parser took one too low or one before the "and".

    "said on Friday it would pay" is Friday's saying; in "meet twice a year and, since May, fears have faded" the fears.
    """
    first = span.start
    if first and span.doc[first - 1].pos_ == "ADP" and span.root.head == span.doc[first - 1]:
        first -= 1
    while first and span.doc[first - 1].text == ",":
        first -= 1
    if not first:
        return verb
    previous = span.doc[first - 1]
    if verb.dep_ == "ccomp" and verb.head == previous and verb.i >= span.end and is_verb(previous):
        return previous
    if previous.dep_ == "cc" and previous.head == verb and verb.i < first:
        later = [child for child in verb.children if child.dep_ == "conj" and is_verb(child) and child.i >= span.end]
        return later[0] if later else verb.head if verb.head.i >= span.end else verb
    return verb


def _is_object(token: Token, span: Span) -> bool:
    """ "probing Jan. 6": what the verb is about, not when; a weekday there is a slip of the parser ("said Monday")."""
    return token.dep_ in ("dobj", "obj") and bool(re.match(r"\d|the\b|[A-Z][a-z]{2,8}\.? \d", span.text))


def _over_prepositions(head: Token, span: Span) -> tuple[Token | None, str]:
    preposition = ""
    while (
        head.pos_ in ("ADP", "SCONJ") or head.dep_ in ("prep", "pcomp") or head.lower_ in ("late", "early", "earlier")
    ):
        if is_verb(head) and _stands_apart(head, span):
            break  # "had gone there before being sent back on Monday": of the sending
        preposition = head.lower_
        if head.head == head:
            return None, preposition
        head = head.head
    return head, preposition


def _stands_apart(verb: Token, span: Span) -> bool:
    """A verb after a preposition that has a time of its own.

    "Accused of killing a man in June 2021" dates the killing, "accused on Monday of spying" and "sentenced for spying on
    Monday" the law's part: what is news is dated by its day, what lies back by its year.
    """
    if verb.tag_ == "VBG" and re.search(r"\b(?:19|20)\d\d\b", span.text):
        return True
    return verb.head.lower_ in _APART or any(child.dep_ in ("aux", "auxpass") for child in verb.children)


def _over_adverb(head: Token) -> Token:
    """ "stormed a hideout on Sunday": a last noun that the tagger took for an adverb of the verb."""
    return head.head if head.pos_ == "ADV" and head.dep_ == "advmod" and is_verb(head.head) else head


def _over_nouns(head: Token, trigger: Token, table: Words) -> tuple[Token, Token | None]:
    passed = None
    for _ in range(8):
        if head.pos_ not in NOMINAL or head.head == head:
            break
        if head == trigger:
            return head, head
        if head.dep_ in _SUBJECTS and head.i < head.head.i:
            if is_verb(head.head) and _acts(head):
                return head.head, None  # "the Council on Saturday imposed": with its verb
            return head, None  # "the attack on Monday killed": with its noun
        if _is_other_happening(head, table):
            return head, None  # "blamed him for failures before the [attack] on Sunday"
        passed = head
        head = head.head
        while head.pos_ == "ADP" and head.head != head:
            head = head.head
    return head, passed


def _acts(noun: Token) -> bool:
    """The noun names who acts, a state, a body or people, and no happening: only a happening has a time."""
    named = noun.pos_ == "PROPN" or noun.ent_type_ in _NAMED
    return named or noun.pos_ == "PRON" or bool(_AGENT.match(noun.lower_))


def _cause_before(span: Span, head: Token, table: Words) -> Token | None:
    """The happening just before, inside a phrase of cause: "summoned the envoy over [an attack last week]".

    Only for a bare expression of the past: "called for a meeting Monday" and "met for talks on Monday" date the verb.
    """
    if span.start <= span.sent.start or not is_verb(head) or head.i > span.start:
        return None
    if span[0].lower_ not in ("last", "earlier", "the"):
        return None
    token = span.doc[span.start - 1]
    happening = None
    while token != head and token.head != token and head.i < token.i:
        if token.pos_ == "NOUN" and token.lemma_.lower() in table.happenings and _is_definite(token):
            happening = token
        if happening is not None and token.pos_ in ("ADP", "SCONJ") and token.lower_ in _CAUSES:
            return happening
        token = token.head
    return None


def _is_other_happening(noun: Token, table: Words) -> bool:
    """A definite happening inside a phrase of cause or order."""
    known = noun.pos_ == "NOUN" and noun.lemma_.lower() in table.happenings and _is_definite(noun)
    return known and noun.dep_ == "pobj" and noun.head.lower_ in _CAUSES


def _is_definite(noun: Token) -> bool:
    return any(child.dep_ in ("det", "poss", "amod", "compound") for child in noun.children)


def noun_of(token: Token) -> Token:
    """The head of a noun phrase: "[raid]" for "Monday's border raid"."""
    while token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
        token = token.head
    return token


def is_verb(token: Token) -> bool:
    """A full verb or an auxiliary."""
    return token.pos_ in ("VERB", "AUX")
