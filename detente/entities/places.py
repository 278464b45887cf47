"""Tells places from actors: "in Paris" is where, "Paris refused" is who; and lends a place's country to roles."""

from __future__ import annotations

from dataclasses import replace

from detente.craft import is_craft
from detente.entities.epithets import PLURALS
from detente.entities.group import Draft
from detente.entities.lexer import Pieces
from detente.entities.phrase import Reading, Scene, state_name
from detente.entities.scan import Item
from detente.entities.titles import AMERICAN_TITLES
from detente.entities.view import View

_WHERE = frozenset({
    "in", "at", "near", "inside", "outside", "around", "across", "into", "through", "throughout", "above", "over",
    "toward", "towards", "within", "beyond", "via",
})  # fmt: skip
_MOTION = frozenset({
    "go", "travel", "fly", "drive", "head", "return", "come", "arrive", "leave", "move", "flee", "visit", "walk",
    "march", "sail", "send", "bring", "transfer", "deport", "evacuate", "road", "trip", "flight", "journey",
    "tour", "way", "route", "train", "bus", "depart", "live", "bear", "relocate",
})  # fmt: skip
_PARTS = frozenset({
    "city", "capital", "town", "suburb", "outskirt", "street", "district", "resident", "north", "south", "east",
    "west", "centre", "center", "part",
})  # fmt: skip
#: Who speaks and acts for a state.
_STATELY = frozenset({"GOV", "LEG", "PTY", "MIL"})
#: Whose country a text leaves unsaid where it names but one: institutions, and people acted upon in numbers.
_LOCAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "REB", "OPP", "PTY", "PRM", "UAF"})
#: Words that say that somebody is not from there.
_ABROAD = frozenset({
    "western", "european", "arab", "african", "asian", "foreign", "international", "world", "global", "other",
    "regional", "gulf", "overseas",
})  # fmt: skip
#: Sentences back to which a country counts as the scene.
_NEAR = 2
_LAND = frozenset({"arrive", "land"})
_AIM = frozenset({"fire", "launch", "shoot", "lob", "aim", "hurl"})
#: What a head of government does to his own government: "the president dissolved the Malian government".
_WITHIN = frozenset({
    "dissolve", "dismiss", "sack", "form", "lead", "leave", "quit", "join", "head", "appoint", "name", "reshuffle", "overthrow",
    "rule", "govern", "oust", "topple", "resign",
})  # fmt: skip
#: Prepositions before the one whom an act is meant for.
_TOWARDS = frozenset({"to", "with", "against", "on", "from"})
_ARRIVE = frozenset({"leave", "reach", "enter", "quit", "depart", "rock", "hit"})


def mark_places(drafts: list[Draft], scene: Scene, view: View) -> None:
    """Mark capitals, seats and cities that only say where; then fill in countries of roles that stand alone."""
    for draft in drafts:
        head = draft.items[-1]
        if head.kind == "city":
            draft.locative = not _suffers(draft, view)
        elif head.kind in {"capital", "seat"}:
            draft.locative = _only_where(draft, scene, view)
    _lend_countries(drafts, scene, view)


def _only_where(draft: Draft, scene: Scene, view: View) -> bool:
    token = draft.token
    if _is_dateline(draft, scene):
        return True
    while view.dep[token] == "conj" and view.head[token] < token:
        token = view.head[token]
    dep, head = view.dep[token], view.head[token]
    if dep == "pobj":
        return _is_where(head, view)
    if dep == "dobj":
        return view.lemma(head) in _ARRIVE
    if dep == "appos":
        return view.lemma(head) in _PARTS
    return dep in {"npadvmod", "advmod", "compound", "nmod"} and not draft.modifies


def _suffers(draft: Draft, view: View) -> bool:
    """Something is done to the city, which stands for those in it: "jets bombed Idlib", "a raid on Kirkuk"."""
    token = draft.token
    if view.dep[token] == "dobj":
        return view.lemma(view.head[token]) not in _ARRIVE
    if view.dep[token] != "pobj":
        return False
    word = view.lemma(view.head[token]).lower()
    return word in {"on", "against"} or (word == "at" and view.lemma(view.head[view.head[token]]) in _AIM)


def _is_where(preposition: int, view: View) -> bool:
    word = view.lemma(preposition).lower()
    ruler = view.lemma(view.head[preposition]).lower()
    if (word == "in" and ruler in _LAND) or (word == "at" and ruler in _AIM):
        return False  # the host of a visit; whom the shots were meant for
    if word in _WHERE:
        return True
    if word == "from":  # "to Beijing" stays: the host of a visit
        return ruler in _MOTION
    return word in {"of", "on"} and ruler in _PARTS


def _is_dateline(draft: Draft, scene: Scene) -> bool:
    """ "MOSCOW (Reuters) -", "GENEVA —" at the beginning of the text."""
    pieces, after = scene.pieces, draft.last
    if draft.first > 1 or after >= len(pieces):
        return False
    if draft.items[-1].kind not in {"capital", "city"}:
        return False
    first = pieces.words[draft.first]
    shouted = first.isupper() and first.isalpha() and len(first) > 3 and pieces.words[after] == ","
    return shouted or pieces.words[after] in {"(", "-", "–", "—"}


def _lend_countries(drafts: list[Draft], scene: Scene, view: View) -> None:
    """ "The army" in a text that names one country only, or beside "in Chad", is that country's."""
    named = {d.reading.country for d in drafts if d.reading.country and "JRN" not in d.reading.sectors}
    said = {land for land in named if land in scene.knowledge.states}
    only = next(iter(said)) if len(said) == 1 else None
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sent, []).append(draft)
    dateline = next(
        (d.reading.country for d in drafts[:1] if d.items[-1].kind in {"capital", "city"} and _is_dateline(d, scene)),
        None,
    )
    mentioned = {d.sent for d in drafts if d.reading.country == only}
    known: dict[str, set[str]] = {}  # role -> countries whose the text has said it to be, so far
    for draft in drafts:
        if draft.reading.country and draft.reading.role:
            known.setdefault(draft.reading.role, set()).add(draft.reading.country)
        if draft.reading.country or draft.dropped or not _is_local(draft, scene):
            continue
        if named != said and "GOV" in draft.reading.sectors:
            continue  # it may be the organisation's
        near = _located(by_sentence[draft.sent], draft, view)
        close = not _faces(draft, by_sentence[draft.sent], view) and any(
            draft.sent - _NEAR <= sent <= draft.sent + 1 for sent in mentioned
        )
        land, why = (
            (near, "place in the sentence") if near else (only if close else None, "the only country in the text")
        )
        if near is None and draft.items[-1].entries and (homes := draft.items[-1].entries[0].homes):
            land, why = _meant(homes, said)
        if not land and dateline and said <= {dateline}:
            land, why = dateline, "dateline"
        if not land and len(same := known.get(draft.reading.role, set())) == 1:
            land, why = next(iter(same)), f"'{draft.reading.role}' above"
        if land and land in scene.knowledge.states:
            _give(draft, land, why, scene)


def _meant(homes: tuple[str, ...], said: set[str]) -> tuple[str | None, str]:
    """(state, reason): of those that a role may be of, the one that the text names; of none named the first."""
    named = [home for home in homes if home in said]
    if named:
        return (named[0] if len(named) == 1 else None), "the only such state in the text"
    return homes[0], "whose it is where the text names no other"


def _faces(draft: Draft, sentence: list[Draft], view: View) -> bool:
    """A minister or a party deals with a state as with another one: "the commissioner urged China to"."""
    token = view.head[draft.token] if view.dep[draft.token] == "appos" else draft.token
    verb, own = view.head[token], set(draft.reading.sectors)
    if view.dep[token] != "nsubj" or view.lemma(verb) in _WITHIN or not own & _STATELY:
        return False
    faced = [d for d in sentence if d is not draft and _is_faced(d.token, verb, view)]
    return any(d.reading.kind == "state" or "GOV" in own.intersection(d.reading.sectors) for d in faced)


def _is_faced(token: int, verb: int, view: View) -> bool:
    """The object of the verb, or what a preposition adds to it: "made concessions to Turkey", "broke with Chad"."""
    if view.dep[token] in {"dobj", "dative"}:
        return view.head[token] == verb
    link = view.head[token]
    if view.dep[token] != "pobj" or view.lemma(link).lower() not in _TOWARDS:
        return False
    above = view.head[link]
    return above == verb or (view.head[above] == verb and view.dep[above] == "dobj")


def _is_local(draft: Draft, scene: Scene) -> bool:
    head = draft.items[-1]
    if head.kind in {"name", "surname"} and len(draft.items) > 1 and draft.reading.person is None:
        head = draft.items[-2]  # "President Noname"
    if head.kind != "role" or any(item.kind == "group" for item in draft.items):
        return False
    if draft.items[0].text in AMERICAN_TITLES:
        return False  # `lend_titles` decides
    start = max(0, draft.first - 3)
    return may_be_lent(draft.reading, head, scene.pieces, start)


def may_be_lent(reading: Reading, head: Item, pieces: Pieces, start: int = 0) -> bool:
    """The phrase can be lent a country: "the army", "villagers", not "Western officials", not "a singer".

    Args:
        reading: of the phrase, without a country.
        head: its role word.
        pieces: the text.
        start: piece from which words before the head may say that it is from elsewhere.
    """
    entry = head.entries[0]
    if (entry.weak and not reading.sectors) or _is_pair(head, pieces):
        return False  # "the leaders" are those named before
    if any(norm in _ABROAD for norm in pieces.norms[start : head.first]):
        return False
    if is_craft(pieces.norms[head.last - 1]):
        return False
    return bool(set(reading.sectors) & _LOCAL) or (entry.plural and "CVL" in reading.sectors)


def _is_pair(head: Item, pieces: Pieces) -> bool:
    """ "the leaders", "both ministers"; but "officials", "ministers" alone are those of a state."""
    text, before = head.text.lower(), pieces.norms[head.first - 1] if head.first else ""
    alone = text in {"officials", "ministers", "foreign ministers"} and before not in {"two", "both"}
    return text in PLURALS and not alone


def _located(sentence: list[Draft], draft: Draft, view: View) -> str | None:
    """The one country where the sentence takes place, if it says so."""
    where = {
        d.reading.country
        for d in sentence
        if d is not draft and d.reading.kind == "state" and view.dep[d.token] == "pobj"
        and view.lemma(view.head[d.token]).lower() in {"in", "at", "near", "across", "inside"}
    }  # fmt: skip
    others = {d.reading.country for d in sentence if d.reading.country}
    return where.pop() if len(where) == 1 and len(others) == 1 else None


def _give(draft: Draft, land: str, why: str, scene: Scene) -> None:
    reading = draft.reading
    name = (
        f"{reading.role} of {state_name(land, scene)}"
        if reading.role and reading.name == reading.role
        else reading.name
    )
    draft.reading = replace(reading, country=land, name=name, why=f"{reading.why}; country: {why}")
