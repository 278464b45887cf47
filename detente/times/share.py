"""When an event has the time of a neighbouring word: light verbs, coordination, participles, implicatives."""

from __future__ import annotations

from spacy.tokens import Span, Token

from detente.times.hang import NOMINAL, is_verb, noun_of
from detente.times.words import Words

_STRETCHING = frozenset({"since", "for", "until", "till"})
_SAME_TIME = frozenset({"when", "as"})
_SUBJECTS = ("nsubj", "nsubjpass")
_CONTINUING = frozenset({"he", "she", "they", "it", "both", "there", "then"})
_OBJECTS = frozenset({"him", "her", "them", "it"})


def rank_for_verb(trigger: Token, owner: Token, span: Span, table: Words) -> int | None:
    """A verb has the time of verbs that tell the same: 1 implicatives and plans, 2 coordination, participles."""
    if not is_verb(owner):
        return None
    if span[0].lower_ in _STRETCHING and trigger.dep_ in ("conj", "advcl"):
        return None  # "had lain at the front since 2014 and was occupied": how long, not when
    if trigger.head == owner and (trigger.dep_ == "xcomp" or (trigger.dep_ == "advcl" and is_infinitive(trigger))):
        rank = _of_infinitive(trigger, owner, span, table)
        if rank is not None or trigger.dep_ == "xcomp":
            return rank
    rank = _of_subordinate(trigger, owner, span, table)
    if rank is not None:
        return rank
    if not same_tense(trigger, owner):
        return None
    speech = trigger.lemma_.lower() in table.no_share_verbs
    telling = owner.lemma_.lower() in table.no_share_verbs
    if trigger.dep_ == "conj" and first_conjunct(trigger) == first_conjunct(owner):
        # "rejected the draft on Tuesday and warned": one speaker, one occasion; but "said on Monday ... and killed" is not
        return None if _has_subject(trigger) or (telling and not speech) else 2
    if owner.dep_ == "conj" and first_conjunct(owner) == trigger:
        return None if _has_subject(owner) or telling else 2
    return None


def _of_infinitive(trigger: Token, owner: Token, span: Span, table: Words) -> int | None:
    lemma = owner.lemma_.lower()
    between = owner.i < span.start and span.end <= trigger.i
    if lemma in table.past_infinitives and trigger.dep_ == "xcomp":
        return 1  # "failed on Monday to agree"
    if lemma in table.enacting_verbs and between:
        return 2  # "voted on Friday to tighten the embargo": the vote does it
    passive = any(child.dep_ in ("auxpass", "aux") and child.lemma_.lower() == "be" for child in owner.children)
    if lemma in table.future_words and passive and between:
        return 2  # "is expected in the capital next month to continue the talks"
    return None


def _of_subordinate(trigger: Token, owner: Token, span: Span, table: Words) -> int | None:
    telling = owner.lemma_.lower() in table.no_share_verbs
    speech = trigger.lemma_.lower() in table.no_share_verbs
    sharing = not telling and not speech
    when = owner.dep_ == "advcl" and _has_marker(owner, _SAME_TIME)
    if sharing and when and first_conjunct(owner.head) == first_conjunct(trigger):
        return 2  # "five were killed when a missile struck on Sunday"
    if trigger.dep_ == "advcl" and trigger.head == owner:
        if sharing and span.end <= trigger.i and is_infinitive(trigger):
            return 2  # "used tear gas on Saturday to disperse the crowd"
        if trigger.tag_ == "VBG" and not _has_marker(trigger):
            return None if telling and not speech else 2  # "cancelled the visit on Thursday, blaming ..."
    if owner.dep_ == "advcl" and owner.tag_ == "VBG" and owner.head == trigger and not _has_marker(owner):
        return 2 if span.start > owner.i and not telling else None
    return None


def same_tense(left: Token, right: Token) -> bool:
    """Both are told in the past, or neither: "are investigating" and "were left" are not one occasion."""
    return _tense(left) == _tense(right) or "" in (_tense(left), _tense(right))


def _tense(verb: Token) -> str:
    """The tag of the finite word: "past", "present", "modal"; "" where the verb has none of its own."""
    finite = [child for child in verb.children if child.dep_ in ("aux", "auxpass")] + [verb]
    for token in sorted(finite, key=lambda token: token.i):
        found = {"VBD": "past", "VBZ": "present", "VBP": "present", "MD": "modal"}.get(token.tag_)
        if found:
            return found
    return ""


def first_conjunct(token: Token) -> Token:
    """The first of coordinated verbs."""
    while token.dep_ == "conj" and is_verb(token.head):
        token = token.head
    return token


def is_infinitive(verb: Token) -> bool:
    """ "to disperse"."""
    return any(child.tag_ == "TO" for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _has_marker(verb: Token, markers: frozenset[str] | None = None) -> bool:
    """ "after meeting", "while visiting": another time than the main clause's."""
    before = [child for child in verb.children if child.i < verb.i and child.dep_ in ("mark", "prep", "advmod")]
    if markers is not None:
        return any(child.lower_ in markers for child in before)
    return verb.dep_ == "pcomp" or any(child.pos_ in ("ADP", "SCONJ") for child in before)


def rank_for_noun(trigger: Token, owner: Token, table: Words) -> int | None:
    """An event noun has the time of the verb that makes it happen: "talks were held on Monday", "launched a raid"."""
    if not is_verb(owner):
        return 0 if noun_of(trigger) == owner else None
    if owner.dep_ in ("acl", "relcl") and owner.head == trigger:
        return None if owner.lemma_.lower() in table.no_share_verbs else 1
    noun = trigger
    while noun.dep_ == "conj" and noun.head.pos_ in NOMINAL:
        noun = noun.head
    verb = noun.head
    lemma = owner.lemma_.lower()
    if verb != owner and owner.dep_ == "xcomp" and owner.head == verb and noun.dep_ in _SUBJECTS:
        return 1 if lemma in table.light_verbs else None
    if verb != owner:
        return None
    if noun.dep_ in _SUBJECTS:
        return None if lemma in table.no_share_verbs and lemma not in table.light_verbs else 1
    if noun.dep_ in ("dobj", "obj"):
        return 1 if lemma in table.light_verbs else None
    return None


def goes_on(trigger: Token, table: Words) -> bool:
    """The clause goes on with the sentence before: a pronoun, "there", "in the city", "the explosion killed"."""
    subject = next((child for child in trigger.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    if subject.lower_ in _CONTINUING or says_where(trigger, table):
        return True
    if subject.lemma_.lower() in table.happenings and _bare(subject):
        return True
    return any(child.dep_ == "dobj" and child.lower_ in _OBJECTS for child in trigger.children)


def says_where(verb: Token, table: Words) -> bool:
    """ "there", or "in the city" without a name: a place that only the sentence before tells."""
    for token in verb.sent:
        if token.lower_ == "there" and token.tag_ != "EX" and _of_clause(token, verb):
            return True
        place = token.dep_ == "pobj" and token.lemma_.lower() in table.places and _bare(token)
        if place and token.head.lower_ in ("in", "at") and _of_clause(token.head, verb):
            return True
    return False


def _of_clause(token: Token, verb: Token) -> bool:
    """The token hangs on the verb, at most over its object: "attacked a checkpoint there"."""
    return token.head == verb or (token.head.head == verb and token.head.dep_ in ("dobj", "advmod"))


def _bare(noun: Token) -> bool:
    """ "the explosion", "this town": definite, with nothing that would tell which."""
    children = list(noun.children)
    if any(c.dep_ in ("prep", "appos", "compound", "poss", "relcl", "acl", "amod", "nummod") for c in children):
        return False
    return any(c.lower_ in ("the", "this", "that") for c in children)
