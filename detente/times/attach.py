"""Which time belongs to which event: by syntax first, and nothing where syntax does not say.

A time hangs on a word: "signed on [Monday]", "[Monday]'s raid", "the [2015] accord". The event has it if that word is
its trigger, or a word that tells of the same happening: a light verb ("held talks on Monday"), a coordinated verb, a
participle ("bombed the town on Monday, killing five"). A reporting clause keeps its own time.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from detente.times import words
from detente.times.intervals import PRECISIONS
from detente.times.words import Words
from detente.types import Candidate, TimeSpan

_NOMINAL = ("NOUN", "PROPN", "NUM", "ADJ", "PRON")
_SHARING_CLAUSES = frozenset({"conj", "advcl"})
_PREMODIFIERS = frozenset({"compound", "amod", "nummod", "nmod", "poss", "det"})
_NOUN_ONLY_PREPOSITIONS = frozenset({"of", "from", "for", "between", "to"})  # "the accord of 2015"
_SAME_TIME = frozenset({"when", "as"})
_CONTINUING = frozenset({"he", "she", "they", "it", "both", "there", "then"})


def attach_time(doc: Doc, candidate: Candidate, times: tuple[TimeSpan, ...]) -> TimeSpan | None:
    """The time at which the candidate event happened; None where nothing says when.

    Args:
        doc: parsed.
        candidate: the event; its trigger and sentence count.
        times: of the document, from `find_times`.
    """
    span = doc.char_span(*candidate.trigger, alignment_mode="expand")
    if span is None or not times or not doc.has_annotation("DEP"):
        return None
    table = words.load()
    trigger = span.root
    low, high = candidate.sentence
    here = [time for time in times if low <= time.start < high]
    ranked = [(rank, time) for time in here if (rank := _rank(doc, trigger, time, table)) is not None]
    if ranked:
        return min(ranked, key=lambda pair: (pair[0], PRECISIONS.index(pair[1].precision), _far(pair[1], trigger)))[1]
    return None if here else _from_previous(doc, trigger, low, times, table)


def _far(time: TimeSpan, trigger: Token) -> int:
    return abs(time.start - int(trigger.idx))


def _rank(doc: Doc, trigger: Token, time: TimeSpan, table: Words) -> int | None:
    """How directly the time belongs to the trigger: 0 its own, 1 through a light verb, 2 shared; None = not."""
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None:
        return None
    if _inside_expression(trigger, span):
        return 0
    owner, through_noun = _owner(span, trigger)
    if owner is None:
        return None
    if owner == trigger:
        return 0
    if through_noun is not None and through_noun == trigger:
        return 0
    if _is_verb(trigger):
        return _rank_for_verb(trigger, owner, span, table)
    return _rank_for_noun(trigger, owner, table)


def _inside_expression(trigger: Token, span: Span) -> bool:
    """ "a long history of [cooperation]": the expression governs the trigger."""
    head = trigger.head
    while head.dep_ in ("prep", "pobj", "compound", "amod", "conj") and head.i >= span.end:
        head = head.head
    return span.start <= head.i < span.end and head != trigger and trigger.i >= span.end


def _owner(span: Span, trigger: Token) -> tuple[Token | None, Token | None]:
    """(word on which the time hangs, noun passed over on the way up).

    A modifier before its noun stays with the noun ("the 2015 accord"). A phrase after a noun ("met the envoy in Hanoi
    on Monday") is passed up to the verb: the parser often hangs it on the last noun.
    """
    token = span.root
    if token.dep_ in _PREMODIFIERS and token.head.i >= span.end:
        return _noun_of(token.head), None
    head: Token = token.head
    if head == token:
        return (token if token == trigger else None), None
    preposition = ""
    while (
        head.pos_ in ("ADP", "SCONJ") or head.dep_ in ("prep", "pcomp") or head.lower_ in ("late", "early", "earlier")
    ):
        preposition = head.lower_
        if head.head == head:
            return None, None
        head = head.head
    if _is_verb(head):
        return head, None
    if preposition in _NOUN_ONLY_PREPOSITIONS:
        return head, None
    passed = None
    for _ in range(8):
        if head.pos_ not in _NOMINAL or head.head == head:
            break
        if head == trigger:
            return head, head
        if head.dep_ in ("nsubj", "nsubjpass") and head.i < head.head.i:
            return head, None  # "the attack on Monday killed": with its noun
        passed = head
        head = head.head
        while head.pos_ == "ADP" and head.head != head:
            head = head.head
    return head, passed


def _noun_of(token: Token) -> Token:
    """The head of a noun phrase: "[raid]" for "Monday's border raid"."""
    while token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
        token = token.head
    return token


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _rank_for_verb(trigger: Token, owner: Token, span: Span, table: Words) -> int | None:
    """A verb has the time of verbs that tell the same: implicatives, coordination, participles."""
    if not _is_verb(owner):
        return None
    if trigger.dep_ == "xcomp" and trigger.head == owner and owner.lemma_.lower() in table.past_infinitives:
        return 1
    sharing = owner.lemma_.lower() not in table.no_share_verbs and trigger.lemma_.lower() not in table.no_share_verbs
    when = owner.dep_ == "advcl" and _has_marker(owner, _SAME_TIME)
    if sharing and when and _first_conjunct(owner.head) == _first_conjunct(trigger):
        return 2  # "five were killed when a missile struck on Sunday"
    if (
        sharing
        and trigger.dep_ == "advcl"
        and trigger.head == owner
        and span.end <= trigger.i
        and _is_infinitive(trigger)
    ):
        return 2  # "used tear gas on Saturday to disperse the crowd"
    if trigger.dep_ == "conj" and _first_conjunct(trigger) == _first_conjunct(owner):
        own_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in trigger.children)
        return None if own_subject or owner.lemma_.lower() in table.no_share_verbs else 2
    if owner.dep_ == "conj" and _first_conjunct(owner) == trigger:
        own_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in owner.children)
        return None if own_subject or owner.lemma_.lower() in table.no_share_verbs else 2
    if trigger.dep_ == "advcl" and trigger.tag_ == "VBG" and trigger.head == owner and not _has_marker(trigger):
        return None if owner.lemma_.lower() in table.no_share_verbs else 2
    if owner.dep_ == "advcl" and owner.tag_ == "VBG" and owner.head == trigger and not _has_marker(owner):
        return 2 if span.start > owner.i and owner.lemma_.lower() not in table.no_share_verbs else None
    return None


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and _is_verb(token.head):
        token = token.head
    return token


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _has_marker(verb: Token, markers: frozenset[str] | None = None) -> bool:
    """ "after meeting", "while visiting": another time than the main clause's."""
    before = [child for child in verb.children if child.i < verb.i and child.dep_ in ("mark", "prep", "advmod")]
    if markers is not None:
        return any(child.lower_ in markers for child in before)
    return verb.dep_ == "pcomp" or any(child.pos_ in ("ADP", "SCONJ") for child in before)


def _rank_for_noun(trigger: Token, owner: Token, table: Words) -> int | None:
    """An event noun has the time of the verb that makes it happen: "talks were held on Monday", "launched a raid"."""
    if not _is_verb(owner):
        return 0 if _noun_of(trigger) == owner else None
    if owner.dep_ in ("acl", "relcl") and owner.head == trigger:
        return None if owner.lemma_.lower() in table.no_share_verbs else 1
    noun = trigger
    while noun.dep_ == "conj" and noun.head.pos_ in _NOMINAL:
        noun = noun.head
    verb = noun.head
    lemma = owner.lemma_.lower()
    if verb != owner and owner.dep_ == "xcomp" and owner.head == verb and noun.dep_ in ("nsubj", "nsubjpass"):
        return 1 if lemma in table.light_verbs else None
    if verb != owner:
        return None
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return None if lemma in table.no_share_verbs and lemma not in table.light_verbs else 1
    if noun.dep_ in ("dobj", "obj"):
        return 1 if lemma in table.light_verbs else None
    return None


def _from_previous(doc: Doc, trigger: Token, low: int, times: tuple[TimeSpan, ...], table: Words) -> TimeSpan | None:
    """The time of the sentence before, where a narrative goes on: "He arrived on Monday. He met ..."."""
    if trigger.dep_ != "ROOT" or trigger.tag_ != "VBD" or trigger.lemma_.lower() in table.no_share_verbs:
        return None
    subject = next((child for child in trigger.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in _CONTINUING or any(child.dep_ == "aux" for child in trigger.children):
        return None
    sentence = trigger.sent
    if sentence.start == 0:
        return None
    previous = doc[sentence.start - 1].sent
    earlier = [time for time in times if previous.start_char <= time.start < min(low, previous.end_char)]
    if len(earlier) != 1 or earlier[0].precision != "day":
        return None
    root = previous.root
    if not _is_verb(root) or root.lemma_.lower() in table.no_share_verbs or root.tag_ != "VBD":
        return None
    span = doc.char_span(earlier[0].start, earlier[0].end, alignment_mode="expand")
    return earlier[0] if span is not None and _owner(span, root)[0] == root else None
