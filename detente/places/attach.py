"""Event candidate -> the place where it happened, by syntax first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from detente.places.cues import load_syntax
from detente.types import Candidate, CharSpan, Entity, Place

_BOUNDS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "parataxis", "csubj"})
_SPOT_KM = 40.0  #: places wider than this are areas


def attach_place(doc: Doc, candidate: Candidate, places: Sequence[Place], entities: Sequence[Entity]) -> Place | None:
    """The place of an event, or None where the text does not say.

    Order: a locative phrase of the trigger or of its clause ("held talks in Moscow"), the trigger's object ("visited
    Hanoi") or modifier ("the Hanoi summit"), "where"; the sentence's only locative place; "there" or "the city" and the
    place of the sentence before; a dateline for an attack or protest in the first sentence. A metonym ("Moscow said")
    or an adjective is never a place of an event.
    """
    trigger = _token(doc, candidate.trigger)
    if trigger is None:
        return None
    anchors = _anchors(trigger)
    here = [p for p in places if _usable(p, entities) and _within(p, candidate.sentence)]
    found = [
        (rank, p.radius_km or 0.0, p, how)
        for p in here
        for rank, how in [_link(doc, p, trigger, anchors, candidate)]
        if how
    ]
    if found:
        best = min(found, key=lambda f: (f[0], f[1]))
        return _because(best[2], best[3])
    return _only_one(doc, here, trigger, candidate) or _there(doc, places, trigger, candidate, entities) or _dateline(
        doc, places, candidate
    )  # fmt: skip


def role_of(place: Place) -> str:
    """literal | metonym | adjective | modifier, as `find_places` wrote it."""
    return place.why.partition(";")[0]


def _because(place: Place, how: str) -> Place:
    """The place with the reason of its attachment."""
    return replace(place, why=f"{place.why}; event place: {how}")


def _usable(place: Place, entities: Sequence[Entity]) -> bool:
    """A place in the literal sense, on the map, and no part of an organisation's name."""
    if role_of(place) in ("metonym", "adjective") or place.lat is None:
        return False
    inside = (e for e in entities if e.kind == "organisation" and e.start <= place.start and place.end <= e.end)
    return not any(e.end - e.start > place.end - place.start for e in inside)


def _within(place: Place, sentence: CharSpan) -> bool:
    return sentence[0] <= place.start < sentence[1]


def _token(doc: Doc, chars: CharSpan) -> Token | None:
    """The head token of a character span."""
    span = doc.char_span(*chars, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _anchors(trigger: Token) -> dict[int, int]:
    """Token index -> rank: the trigger, then its governors up to the head of its clause."""
    out, token, rank = {trigger.i: 0}, trigger, 0
    while token.dep_ not in _BOUNDS and token.head.i != token.i and rank < 6:
        token, rank = token.head, rank + 1
        if token.lemma_.lower() in load_syntax().speech and token.pos_ == "VERB":
            break
        out[token.i] = rank
    return out


def _link(doc: Doc, place: Place, trigger: Token, anchors: dict[int, int], candidate: Candidate) -> tuple[float, str]:
    """(rank, how) a place hangs on the event; how is "" where it does not."""
    token = _token(doc, (place.start, place.end))
    if token is None or token.i == trigger.i:
        return 0.0, ""
    token = _first_of_list(token)
    is_party = any(e.start < place.end and place.start < e.end for e in (*candidate.actors, *candidate.recipients))
    modifies = role_of(place) == "modifier" or token.dep_ in ("compound", "nmod")
    if modifies and token.head.i == trigger.i and trigger.pos_ in ("NOUN", "PROPN"):
        small = (place.radius_km or 0.0) <= _SPOT_KM
        return (0.5, f"modifies '{trigger.text}'") if small and not is_party else (0.0, "")
    top = _widest(token)
    if top.dep_ in ("dobj", "nsubjpass") and top.head.i in anchors and top.head.lemma_.lower() in load_syntax().objects:
        return float(anchors[top.head.i]), f"object of '{top.head.text}'"
    where = _where_clause(token, top, trigger, anchors)
    if where[1]:
        return where
    word, governor = _climb(token)
    if word is None or governor is None:
        return 0.0, ""
    wide = place.feature in ("country", "admin1")
    if (is_party or wide) and word.lower_ not in load_syntax().plainly and word.lower_ not in load_syntax().whither:
        return 0.0, ""
    if word.lower_ in load_syntax().whither:
        moves = anchors.get(governor.i) == 0 and governor.lemma_.lower() in load_syntax().moves
        if not moves or (word.lower_ == "from" and governor.lemma_.lower() not in load_syntax().leaves):
            return 0.0, ""
    if governor.i in anchors:
        return float(anchors[governor.i]), f"'{word.lower_}' at '{governor.text}'"
    noun = _argument_of(governor, anchors)
    return (noun + 1.5, f"'{word.lower_}' at '{governor.text}'") if noun is not None else (0.0, "")


def _first_of_list(token: Token) -> Token:
    """ "in Sidon and Tyre": the name that carries the preposition."""
    while token.dep_ in ("conj", "appos") and token.head.i != token.i and token.head.ent_type_ in ("GPE", "LOC", "FAC"):
        token = token.head
    return token


def _widest(token: Token) -> Token:
    """The noun of place that a name belongs to: "port" in "the port of Hodeidah", "suburbs" in "Beirut's suburbs"."""
    for _ in range(4):
        head = token.head
        if token.dep_ in ("compound", "poss", "nmod", "appos") and head.lemma_.lower() in load_syntax().geo:
            token = head
        elif token.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in load_syntax().geo:
            token = head.head
        else:
            break
    return token


def _argument_of(noun: Token, anchors: dict[int, int]) -> float | None:
    """Rank of the event's verb where a noun is its subject or object: "police in Oxford arrested two men"."""
    if noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.dep_ not in ("nsubj", "dobj", "nsubjpass", "pobj", "conj"):
        return None
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ in ("prep", "agent"):
        head = head.head
    return float(anchors[head.i]) if head.i in anchors and head.lemma_.lower() not in load_syntax().speech else None


def _climb(token: Token) -> tuple[Token | None, Token | None]:
    """(preposition, what it hangs on), climbing over nouns of place.

    "on an island off Vladivostok's coast" -> ("on", verb); "north of Seoul" -> ("north", verb).
    """
    word: Token | None = None
    for _ in range(10):
        head = token.head
        if head.i == token.i:
            return None, None
        if token.pos_ in ("ADP", "SCONJ") or token.dep_ == "prep":
            if token.lower_ in load_syntax().where or token.lower_ in load_syntax().whither:
                word = token
            elif token.lower_ != "of" or head.lemma_.lower() not in load_syntax().geo:
                return None, None
        elif token.lower_ in load_syntax().compass and token.dep_ in ("advmod", "npadvmod"):
            word = token
        elif not (
            head.pos_ == "ADP"
            or head.lemma_.lower() in load_syntax().geo
            or token.dep_ in ("conj", "appos", "npadvmod", "prep")
        ):
            return None, None
        over = head.pos_ != "VERB" and (head.lemma_.lower() in load_syntax().geo or head.pos_ in ("ADP", "ADV"))
        if word is not None and not over:
            return word, head
        token = head
    return None, None


def _where_clause(token: Token, top: Token, trigger: Token, anchors: dict[int, int]) -> tuple[float, str]:
    """ "Vladivostok, where they met": the place governs the trigger's relative clause."""
    clause = next((trigger.doc[i] for i in anchors if trigger.doc[i].dep_ in ("relcl", "advcl")), None)
    if clause is None or clause.head.i not in (token.i, top.i):
        return 0.0, ""
    if any(t.lower_ == "where" for t in clause.lefts):
        return float(anchors[clause.i]), "'where'"
    return 0.0, ""


def _locative(doc: Doc, place: Place) -> Token | None:
    """What a place's locative phrase hangs on, or None where it stands in no such phrase."""
    token = _token(doc, (place.start, place.end))
    if token is None:
        return None
    word, governor = _climb(_first_of_list(token))
    return governor if word is not None and word.lower_ in load_syntax().where else None


def _only_one(doc: Doc, here: Sequence[Place], trigger: Token, candidate: Candidate) -> Place | None:
    """The sentence's single locative place, unless it says where somebody spoke."""
    parties = (*candidate.actors, *candidate.recipients)
    found = {}
    for place in here:
        governor = _locative(doc, place)
        if governor is None or any(e.start < place.end and place.start < e.end for e in parties):
            continue
        if place.feature in ("country", "admin1") and not _plain(doc, place):
            continue
        if (governor.lemma_.lower() in load_syntax().speech and governor.i != trigger.i) or _other_clause(
            governor, trigger
        ):
            continue
        found[place.name] = place
    return _because(next(iter(found.values())), "only place of the sentence") if len(found) == 1 else None


def _plain(doc: Doc, place: Place) -> bool:
    """ "in Iran" says where; "on Iran" need not."""
    token = _token(doc, (place.start, place.end))
    word = _climb(_first_of_list(token))[0] if token is not None else None
    return word is not None and word.lower_ in load_syntax().plainly


def _other_clause(governor: Token, trigger: Token) -> bool:
    """The phrase belongs to a verb that neither governs the trigger nor is governed by it."""
    verb = governor
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return verb.i != trigger.i and not verb.is_ancestor(trigger) and not trigger.is_ancestor(verb)


def _there(
    doc: Doc, places: Sequence[Place], trigger: Token, candidate: Candidate, entities: Sequence[Entity]
) -> Place | None:
    """ "there", "the city": the only place of that kind in the sentence before."""
    sentence = doc.char_span(*candidate.sentence, alignment_mode="expand")
    if sentence is None:
        return None
    anchors = _anchors(trigger)
    says = any(t.lower_ == "there" and t.dep_ == "advmod" and t.head.i in anchors for t in sentence) or any(
        t.lower_ in ("city", "town", "island", "village", "resort", "capital") and _definite(t) for t in sentence
    )
    if not says or sentence.start == 0:
        return None
    before = doc[sentence.start - 1].sent
    chars = (before.start_char, before.end_char)
    near = {
        p.name: p for p in places
        if _within(p, chars) and _usable(p, entities) and role_of(p) == "literal" and (p.radius_km or 0) <= _SPOT_KM
    }  # fmt: skip
    return _because(next(iter(near.values())), "'there', named in the sentence before") if len(near) == 1 else None


def _definite(token: Token) -> bool:
    """ "in the city", without a name of its own: no "of", no apposition, no modifying name."""
    children = list(token.children)
    bare = not any(c.dep_ in ("prep", "appos", "compound", "poss", "relcl", "amod", "nummod") for c in children)
    return bare and token.dep_ == "pobj" and any(c.lower_ == "the" for c in children)


def _dateline(doc: Doc, places: Sequence[Place], candidate: Candidate) -> Place | None:
    """The dateline's place, for an attack or a protest told in the sentence that it opens."""
    if candidate.event_type not in ("ASSAULT", "PROTEST"):
        return None
    opening = doc.text[candidate.sentence[0] : candidate.trigger[0]]
    for place in places:
        if not _within(place, candidate.sentence) or place.start - candidate.sentence[0] > 3:
            continue
        if not place.text.isupper() or (place.radius_km or 0.0) > _SPOT_KM:
            return None
        lands = {e.country for e in (*candidate.actors, *candidate.recipients)} - {None}
        rest = opening[place.end - candidate.sentence[0] :].lstrip()
        if rest[:1] in ("(", "-", "–", "—", ",", "|") and (not lands or place.country in lands):
            return _because(place, "dateline")
        return None
    return None
