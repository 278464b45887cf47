"""How a place name hangs on an event: the words between them in the parse."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from detente.places.cues import load_syntax
from detente.types import CharSpan, Place

_BOUNDS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "parataxis", "csubj"})
_NOMINAL = frozenset({"nsubj", "dobj", "nsubjpass", "pobj", "conj", "attr", "appos"})
_SPOT_KM = 40.0  #: places wider than this are areas
_VAST_KM = 300.0  #: "on Europe" says where as little as "on Iran"
_ABOVE = 3  #: rank lost by climbing to the clause above


@dataclass(frozen=True, slots=True)
class Clause:
    """A trigger and the words whose place is its place."""

    trigger: Token
    anchors: dict[int, int]  #: token index -> rank, 0 the trigger itself
    verbal: bool  #: an act of speech: places inside its content say nothing


def clause_of(doc: Doc, trigger: CharSpan, *, verbal: bool) -> Clause:
    """The clause of a trigger, which must lie in the document."""
    span = doc.char_span(*trigger, alignment_mode="expand")
    assert span is not None
    return Clause(span.root, _anchors(span.root) | {token.i: 0 for token in span}, verbal)


def token_of(doc: Doc, chars: CharSpan) -> Token | None:
    """The head token of a character span."""
    span = doc.char_span(*chars, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def is_speech(token: Token) -> bool:
    """A verb of saying."""
    return token.pos_ == "VERB" and token.lemma_.lower() in load_syntax().speech


def _anchors(trigger: Token) -> dict[int, int]:
    """Token index -> rank: the trigger, its governors up to the head of its clause, and of clauses that go along.

    "marched through Lima to [demand]", "drove into a stop in Haifa, [killing] two", "Speaking in Vilnius, he [warned]".
    """
    out, token, rank = {trigger.i: 0}, trigger, 0
    while token.head.i != token.i and rank < 9:
        if token.dep_ in _BOUNDS:
            if not _goes_along(token):
                break
            rank += _ABOVE
        above = token.head
        if is_speech(above) and token.dep_ != "conj":
            break
        token, rank = above, rank + 1
        out[token.i] = rank
    for i, own in list(out.items()):
        for child in trigger.doc[i].children:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and not _marked(child):
                out.setdefault(child.i, own + 2)
    for child in trigger.children:  # "[shot] and killed five people in Lyon"
        if child.dep_ == "conj" and child.pos_ == "VERB" and trigger.pos_ == "VERB" and not _marked(child):
            out.setdefault(child.i, 2)
        if child.dep_ == "xcomp" and trigger.lemma_.lower() in load_syntax().causes:
            out.setdefault(child.i, 2)
    return out


def _goes_along(token: Token) -> bool:
    """An adverbial clause of the same occasion: a participle, a purpose, "when", "as"."""
    if token.dep_ != "advcl":
        return False
    if token.tag_ in ("VBG", "VBN", "VB"):
        return not _marked(token)
    return any(child.lower_ in ("when", "as", "while") and child.i < token.i for child in token.children)


def _marked(verb: Token) -> bool:
    """ "after taking", "if held": a clause that is no part of the same occasion."""
    return any(child.dep_ in ("mark", "nsubj", "nsubjpass") for child in verb.children) or verb.dep_ == "pcomp"


def link(doc: Doc, place: Place, role: str, clause: Clause, *, is_party: bool) -> tuple[float, str]:
    """(rank, how) a place hangs on the event, small is close; `how` is "" where it does not."""
    token = token_of(doc, (place.start, place.end))
    if token is None or (token.i in clause.anchors and clause.anchors[token.i] == 0):
        return 0.0, ""
    token = _first_of_list(token)
    words, anchors = load_syntax(), clause.anchors
    if _modifies(token, role, clause):
        small = (place.radius_km or 0.0) <= _SPOT_KM
        return (0.5, f"modifies '{token.head.text}'") if small and not is_party else (0.0, "")
    top = _widest(token)
    if top.dep_ in ("dobj", "nsubjpass") and top.head.i in anchors and top.head.lemma_.lower() in words.objects:
        return float(anchors[top.head.i]), f"object of '{top.head.text}'"
    if top.dep_ == "pobj" and top.head.lower_ == "of" and anchors.get(top.head.head.i) == 0:
        deed = top.head.head
        return (0.0, f"'of' at '{deed.text}'") if deed.lemma_.lower() in words.takings else (0.0, "")
    if (where := _where_clause(token, top, clause))[1]:
        return where
    word, governor = climb(token)
    if word is None or governor is None:
        return 0.0, ""
    governor = _past_time(governor, clause)
    if clause.anchors.get(governor.i) == 0 and _struck(word, governor):
        return 0.0, f"'{word.lower_}' at '{governor.text}'"
    wide = place.feature in ("country", "admin1") or (place.radius_km or 0.0) >= _VAST_KM
    if (is_party or wide) and word.lower_ not in words.plainly and word.lower_ not in words.whither:
        return 0.0, ""
    if word.lower_ in words.whither - words.where and not _leads(word, governor, clause):
        taken = word.lower_ == "from" and _taken_inside(token, governor, clause)
        return (0.0, f"'{token.head.lower_}' at '{governor.text}'") if taken else (0.0, "")
    how = f"'{word.lower_}' at '{governor.text}'"
    if governor.i in anchors:
        return float(anchors[governor.i]), how
    steps = _noun_path(governor, clause)
    return (steps, how) if steps is not None else (0.0, "")


def _modifies(token: Token, role: str, clause: Clause) -> bool:
    """ "the Hanoi summit" """
    modifier = role == "modifier" or token.dep_ in ("compound", "nmod")
    head = token.head
    return modifier and clause.anchors.get(head.i) == 0 and head.pos_ in ("NOUN", "PROPN")


def _struck(word: Token, governor: Token) -> bool:
    """ "the attack on Israel", "an offensive against Goma": where it happens, though it is a party too."""
    return word.lower_ in ("on", "against") and governor.lemma_.lower() in load_syntax().strikes


def _leads(word: Token, governor: Token, clause: Clause) -> bool:
    """The event is a movement that happens where it leads, or, for some, where it starts."""
    words = load_syntax()
    lemma = governor.lemma_.lower()
    if clause.anchors.get(governor.i) != 0:
        return False
    return lemma in words.leaves if word.lower_ == "from" else lemma in words.moves


def _taken_inside(token: Token, governor: Token, clause: Clause) -> bool:
    """ "took rifles from camps [in] Catalonia": the taking was there; a movement from there ended elsewhere."""
    words = load_syntax()
    here = clause.anchors.get(governor.i) == 0 and governor.lemma_.lower() not in words.moves
    return here and token.head.lower_ in words.where


def _first_of_list(token: Token) -> Token:
    """ "in Sidon and Tyre": the name that carries the preposition."""
    while token.dep_ in ("conj", "appos") and token.head.i != token.i and token.head.ent_type_ in ("GPE", "LOC", "FAC"):
        token = token.head
    return token


def _widest(token: Token) -> Token:
    """The noun of place that a name belongs to: "port" in "the port of Hodeidah", "suburbs" in "Beirut's suburbs"."""
    geo = load_syntax().geo
    for _ in range(4):
        head = token.head
        if token.dep_ in ("compound", "poss", "nmod", "appos") and head.lemma_.lower() in geo:
            token = head
        elif token.dep_ == "pobj" and head.lower_ in ("of", "at", "in") and head.head.lemma_.lower() in geo:
            token = head.head
        else:
            break
    return token


def _noun_path(noun: Token, clause: Clause) -> float | None:
    """Rank of a noun inside the event's clause: "police in Oxford arrested two men", "met officials in Brussels".

    None where the noun hangs on another verb, on a preposition of topic ("talks about"), or is a happening of its own
    ("after the shooting in Lyon"). Of an act of speech only the subject counts: "a judge in New Hampshire fined ...".
    """
    words, token = load_syntax(), noun
    for steps in range(4):
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM") or token.dep_ not in _NOMINAL:
            return None
        subject = token.dep_ in ("nsubj", "nsubjpass")
        head, during = token.head, False
        if token.dep_ == "pobj":
            during = head.lower_ in ("at", "during", "in")
            occasion = head.lower_ == "for" and token.lemma_.lower() in words.occasions
            if head.lower_ in words.topics and not occasion:
                return None
            head = head.head
        own = during or subject or (token.dep_ == "dobj" and not clause.verbal)
        if token.lemma_.lower() in words.happenings and not own:
            return None
        if head.i in clause.anchors:
            if _beside(head, clause.trigger):
                return None
            if is_speech(head) and head.i != clause.trigger.i:
                return None
            inside = not (subject or during) and clause.verbal
            return None if inside else clause.anchors[head.i] + 1.5 + steps
        token = head
    return None


def _beside(verb: Token, trigger: Token) -> bool:
    """The trigger is a second verb beside this one: "returned from a camp in Java and [met] ministers"."""
    token = trigger
    while token.i != verb.i and token.head.i != token.i:
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX"):
            return True
        token = token.head
    return False


def climb(token: Token) -> tuple[Token | None, Token | None]:
    """(preposition, what it hangs on), climbing over nouns of place.

    "on an island off Vladivostok's coast" -> ("on", verb); "north of Seoul" -> ("north", verb); "an office in Lyon"
    -> ("in", "office").
    """
    words = load_syntax()
    word: Token | None = None
    for _ in range(10):
        head = token.head
        if head.i == token.i:
            return None, None
        if token.pos_ in ("ADP", "SCONJ") or token.dep_ == "prep":
            if token.lower_ in words.where or token.lower_ in words.whither:
                word = token
            elif token.lower_ != "of" or head.lemma_.lower() not in words.geo:
                return None, None
        elif token.lower_ in words.compass and token.dep_ in ("advmod", "npadvmod"):
            word = token
        elif not (
            head.pos_ == "ADP"
            or head.dep_ == "prep"  # "outside" that the tagger took for an adjective
            or head.lemma_.lower() in words.geo
            or token.dep_ in ("conj", "appos", "npadvmod", "prep")
            or (token.pos_ == "ADV" and head.pos_ == "VERB" and word is not None)  # "pulled back from Agdam"
        ):
            return (word, token) if word is not None else (None, None)
        over = head.pos_ != "VERB" and (head.lemma_.lower() in words.geo or head.pos_ in ("ADP", "ADV"))
        if word is not None and not over:
            return word, _mover(word, head)
        token = head
    return None, None


def _mover(word: Token, head: Token) -> Token:
    """What a preposition of movement really hangs on: "advanced from Crimea [towards Kherson]" is of the verb."""
    if word.lower_ in load_syntax().whither and head.dep_ == "pobj" and head.head.lower_ in ("from", "to"):
        return head.head.head
    return head


def _past_time(noun: Token, clause: Clause) -> Token:
    """ "met for the first time on an island": the island hangs on the meeting, whatever the parser says."""
    if noun.lemma_.lower() == "time" and noun.dep_ == "pobj" and noun.head.lower_ == "for":
        return next((token for token in noun.ancestors if token.i in clause.anchors), noun)
    return noun


def _where_clause(token: Token, top: Token, clause: Clause) -> tuple[float, str]:
    """ "Vladivostok, where they met": the place governs the trigger's relative clause."""
    doc, anchors = clause.trigger.doc, clause.anchors
    verb = next((doc[i] for i in anchors if doc[i].dep_ in ("relcl", "advcl")), None)
    if verb is None or verb.head.i not in (token.i, top.i):
        return 0.0, ""
    if any(t.lower_ == "where" for t in verb.lefts):
        return float(anchors[verb.i]), "'where'"
    return 0.0, ""
