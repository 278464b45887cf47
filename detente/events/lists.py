"""Lists of parties that the parser broke, and those that words other than "and" join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from detente.events.parties import EntityMap
from detente.types import Entity

#: Words between the last two members of a list: "and, with strings attached,".
_LONGEST_ASIDE = 7
#: What joins a party to the one before it as "and" does: "Ethiopia, together with Kenya, sent troops".
_JOINING = (("together", "with"), ("along", "with"), ("as", "well", "as"), ("joined", "by"), ("alongside",), ("plus",))
#: What names some of those whom the word before means: "a dozen countries, among them France and Italy".
_NAMING = (("including",), ("such", "as"), ("among", "them"), ("notably",), ("led", "by"), ("among", "which"))
#: Nouns that such a list spells out.
_STATES = frozenset({
    "country", "nation", "state", "government", "power", "ally", "neighbour", "neighbor", "member", "republic", "capital",
})  # fmt: skip
#: Words between that noun and its list: "countries of the bloc, including".
_GAP = 6


def with_rest(found: tuple[Entity, ...], doc: Doc, where: EntityMap) -> tuple[Entity, ...]:
    """And the state that ends a list which the parser broke: "to Iran, Libya and, with strings attached, [Cuba]."."""
    last = found[-1]
    at = _first(last, where)
    if at is None or not _is_bare_state(last):
        return found
    at = _end(at, where, len(doc))
    if at >= len(doc) or doc[at].lower_ not in (",", "and", "or"):
        return found
    joined = False
    for i in range(at, min(at + _LONGEST_ASIDE, len(doc))):
        joined = joined or doc[i].lower_ in ("and", "or")
        entity = where.get(i)
        if entity is None and (joined or doc[i].pos_ != "VERB"):
            continue
        if entity is None or not joined or doc[i - 1].lower_ not in ("and", "or", ",", "the"):
            return found
        end = _end(i, where, len(doc))
        closed = end == len(doc) or doc[end].is_punct
        return (*found, entity) if closed and _is_bare_state(entity) and entity.country != last.country else found
    return found


def with_start(found: tuple[Entity, ...], trigger: Token, where: EntityMap) -> tuple[Entity, ...]:
    """And the other states of a list, before the subject or behind it: "[U.S.], Chad hold talks", "A, [B], [C] and [D] met"."""
    if not found or not _is_bare_state(found[0]):
        return found
    if behind := [entity for entity in _run(found[0], trigger, where) if entity not in found]:
        return (found[0], *behind, *found[1:])
    at = _first(found[0], where) or 0
    if at < 2 or at > trigger.i or trigger.doc[at - 1].text != ",":
        return found
    before = where.get(at - 2)
    if before is None or not _is_bare_state(before) or before in found or before.country == found[0].country:
        return found
    begins = _first(before, where) == trigger.sent.start
    return (before, *found) if begins else found


def _run(first: Entity, trigger: Token, where: EntityMap) -> list[Entity]:
    """The states that follow the first one up to the verb: with an "and", or where the first opens the sentence."""
    doc, at = trigger.doc, _first(first, where)
    if at is None:
        return []
    opens, joined, states = at == trigger.sent.start, False, [first]
    while at < trigger.i:
        entity = where.get(at)
        if entity is not None and _is_bare_state(entity):
            states += [entity] if entity.start != states[-1].start else []
            at = _end(at, where, trigger.i)
        elif entity is None and doc[at].lower_ in (",", "and", "the"):
            joined = joined or doc[at].lower_ == "and"
            at += 1
        else:
            break
    closed = doc[at].pos_ in ("VERB", "AUX", "PART", "ADV") and doc[at - 1].text != ","
    apart = len({entity.country for entity in states}) == len(states)
    return states[1:] if closed and apart and (joined or (opens and len(states) == 2)) else []


def with_company(found: tuple[Entity, ...], trigger: Token, where: EntityMap) -> tuple[Entity, ...]:
    """And who acts with the subject: "Ethiopia, along with [Kenya] and [Uganda], sent troops"."""
    if not found or found[-1].country is None:
        return found
    at = _first(found[-1], where)
    if at is None:
        return found
    at = _end(at, where, trigger.i)
    at += at < trigger.i and trigger.doc[at].text == ","
    words = _words_at(trigger.doc, at, _JOINING)
    company = list(_listed(trigger.doc[at + words : trigger.i], where)) if words else []
    return (*found, *(entity for entity in company if entity.country != found[-1].country))  # not "with its allies"


def behind_colon(found: tuple[Entity, ...], trigger: Token, where: EntityMap) -> tuple[Entity, ...]:
    """Who acts behind a headline's colon, not who says so before it: "Ministry: [premier] pressed Chad"."""
    colon = next((i for i in range(trigger.i - 1, trigger.sent.start, -1) if trigger.doc[i].text == ":"), None)
    if colon is None or not all(entity.end <= trigger.doc[colon].idx for entity in found):
        return found
    acting = tuple(_listed(trigger.doc[colon + 1 : trigger.i], where))
    return acting or found


def named_members(head: Token, where: EntityMap) -> list[Entity]:
    """Who is named of those that a plural stands for: "a dozen countries, including [France] and [Italy]"."""
    if head.tag_ != "NNS" or head.lemma_ not in _STATES:
        return []
    for at in range(head.i + 1, min(head.i + _GAP, head.sent.end)):
        if words := _words_at(head.doc, at, _NAMING):
            return [*_listed(head.doc[at + words : head.sent.end], where)]
        if head.doc[at].pos_ == "VERB":
            return []
    return []


def _words_at(doc: Doc, at: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """How many words one of the phrases takes up here, 0 for none of them."""
    found = (words for words in phrases if tuple(token.lower_ for token in doc[at : at + len(words)]) == words)
    return max(map(len, found), default=0)


def _listed(words: Iterable[Token], where: EntityMap) -> Iterator[Entity]:
    """The parties with a country that stand here side by side."""
    last = None
    for token in words:
        entity = where.get(token.i)
        if entity is not None and entity.country:
            if entity is not last:
                yield entity
            last = entity
        elif token.lower_ not in (",", "and", "the", "both", "its", "their", "neighbouring", "neighboring"):
            return


def _is_bare_state(entity: Entity) -> bool:
    return entity.kind == "state" and entity.country is not None and not entity.sectors


def _first(entity: Entity, where: EntityMap) -> int | None:
    """The first token of an entity; of one that shares another's head, too."""
    return next((i for i, other in where.items() if other.start == entity.start), None)


def _end(at: int, where: EntityMap, length: int) -> int:
    """The token after the entity that covers the token `at`."""
    entity = where.get(at)
    while at < length and where.get(at) is entity:
        at += 1
    return at
