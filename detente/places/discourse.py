"""Places that the event's own sentence does not name: "there", "the city", a pronoun that goes on, a dateline."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from detente.dateline import dateline_end
from detente.places.cues import load_syntax
from detente.places.hang import Clause, is_speech
from detente.types import Candidate, Place
from detente.whole import text_of

_SPOT_KM = 40.0  #: a wider place is no "there"
_PERSONAL = frozenset({"he", "she", "they", "it", "them", "him", "her", "both"})


def there(doc: Doc, usable: Sequence[Place], clause: Clause) -> Place | None:
    """The only town or site of the sentence before, where the event's clause says "there" or "the city"."""
    sentence = clause.trigger.sent
    says = any(_is_there(token, clause) or _definite(token) for token in sentence)
    before = _sentence_before(doc, sentence)
    if not says or before is None:
        return None
    near = {
        p.name: p for p in usable
        if before.start_char <= p.start < before.end_char and p.why.startswith("literal")
    }  # fmt: skip
    spots = [p for p in near.values() if (p.radius_km or 0.0) <= _SPOT_KM] or list(near.values())
    return spots[0] if len(spots) == 1 and spots[0].feature != "country" else None


def carried(doc: Doc, clause: Clause, has_place: bool) -> Token | None:
    """The main verb of the sentence before, where the event's clause goes on with it; else None.

    "Envoys gathered in Doha. [They] exchanged lists.", "A blast shook Lahore. [It] killed nine.", "Rockets hit Ganja.
    [The strike] killed nine."
    """
    trigger = clause.trigger
    verb = trigger if trigger.pos_ == "VERB" else trigger.head
    if has_place or verb.dep_ != "ROOT" or verb.tag_ != "VBD":
        return None
    before = _sentence_before(doc, trigger.sent)
    if before is None or _is_title(before) or before.root.pos_ != "VERB" or is_speech(before.root):
        return None
    words = load_syntax()
    for child in verb.children:
        if child.dep_ in ("aux", "neg") or (child.dep_ == "ccomp"):
            return None
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and child.lower_ in _PERSONAL:
            return None if clause.verbal and before.root.lemma_.lower() not in words.gathers else before.root
        if child.dep_ == "nsubj" and child.lemma_.lower() in words.happenings and _bare(child):
            return before.root
    return None


def dateline(doc: Doc, places: Sequence[Place], candidate: Candidate) -> Place | None:
    """The dateline's place, for the sentence that follows it, unless a party to the event is of another country.

    "ADEN (Agency) - Gunmen stormed ...", "SRINAGAR, March 14 - Soldiers shot ...".
    """
    text = text_of(doc)
    start = text.rfind("\n", 0, candidate.sentence[0] + 1) + 1
    end = dateline_end(text, start)
    first = next((p for p in places if p.start >= start), None)
    if not start < end <= candidate.trigger[0] or candidate.sentence[0] > end + 1:
        return None
    if first is None or first.start - start > 2:
        return None
    if not first.text.isupper() or (first.radius_km or 0.0) > _SPOT_KM:
        return None
    parties = [e for e in (*candidate.actors, *candidate.recipients) if e.start >= end]
    named = [p for p in places if any(e.start <= p.start and p.end <= e.end for e in parties)]
    lands = {p.country for p in named} | {e.country for e in parties if e.kind == "state"}
    return first if not lands or first.country in lands else None


def _sentence_before(doc: Doc, sentence: Span) -> Span | None:
    """The sentence or heading before."""
    if sentence.start == 0:
        return None
    before: Span = doc[sentence.start - 1].sent
    return before


def _is_title(sentence: Span) -> bool:
    """A heading: no finite verb."""
    return not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in sentence)


def _is_there(token: Token, clause: Clause) -> bool:
    """ "there", an adverb of the event's clause or of a noun in it."""
    if token.lower_ != "there" or token.dep_ not in ("advmod", "nsubj", "npadvmod") or token.tag_ == "EX":
        return False
    for _ in range(5):
        token = token.head
        if token.i in clause.anchors:
            return True
        if token.pos_ == "VERB":
            return False
    return False


def _definite(token: Token) -> bool:
    """ "in the city", without a name of its own: no "of", no apposition, no modifying name."""
    if token.lower_ not in load_syntax().anaphors or token.dep_ != "pobj" or not _bare(token):
        return False
    return token.head.lower_ in load_syntax().where


def _bare(noun: Token) -> bool:
    """ "the strike", "this town": definite, with nothing that would tell which."""
    children = list(noun.children)
    told = any(c.dep_ in ("prep", "appos", "compound", "poss", "relcl", "acl", "amod", "nummod") for c in children)
    return not told and any(c.lower_ in ("the", "this", "that") for c in children)
