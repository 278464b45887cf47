"""Who to whom: the entities that fill the actor and recipient of a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from detente.events import arguments, dependents
from detente.events.harm import HARM
from detente.types import Entity

#: Token index -> the entity that covers it.
EntityMap = Mapping[int, Entity]

_LOOKUPS: dict[str, Callable[[Token], list[Token]]] = {
    "subject": arguments.subjects,
    "object": arguments.objects,
    "iobj": arguments.indirect_objects,
    "possessor": dependents.possessors,
    "modifier": dependents.modifiers,
    "clause_subject": arguments.clause_subjects,
    "speaker": arguments.speakers,
    "afflicted": arguments.afflicted,
}
#: Heads that merely stand for the people in them: "a group of rebels", "a delegation from Chad".
_TRANSPARENT_PREPOSITIONS = ("of", "from")
_PART_PREPOSITIONS = ("of", "from", "in", "against", "on", "with", "off", "near", "around")
#: Things of a state that do not act, though its name stands before them: "the Chadian border", "Chad's economy".
_SITES = frozenset({
    "border", "coast", "town", "city", "village", "port", "soil", "territory", "airspace", "capital", "region",
    "province", "district", "frontier", "shore", "island", "economy", "market", "currency", "stock", "share", "election",
    "weather", "film", "language", "culture",
})  # fmt: skip
#: Words between the last two members of a list: "and, with strings attached,".
_LONGEST_ASIDE = 7
#: Nouns that take up the clause before: "Libya gave up its weapons, a [step] that Britain praised".
_ACT = frozenset(
    ["decision", "move", "step", "act", "measure", "gesture", "action", "announcement", "offer", "concession"]
)


def entity_map(doc: Doc, entities: Iterable[Entity]) -> dict[int, Entity]:
    """Token index -> entity, for all tokens of each entity."""
    found: dict[int, Entity] = {}
    for entity in entities:
        if (span := doc.char_span(entity.start, entity.end, alignment_mode="expand")) is not None:
            found.update(dict.fromkeys(range(span.start, span.end), entity))
    return found


def fill(
    trigger: Token, roles: Sequence[str], where: EntityMap, noun: Token | None = None, *, wide: bool = False
) -> tuple[tuple[Entity, ...], str]:
    """Entities of the first role that any entity fills, in the order of the text, and that role; "" where none does.

    Args:
        trigger: the verb, noun or adjective of the frame.
        roles: role names of codebook.model.ROLES, in order of preference.
        where: `entity_map` of the document.
        noun: the event noun of a light verb ("held [talks]"): its own modifiers are looked at too.
        wide: also look into the phrases of a subject: "talks with [Chad] were out of the question".
    """
    for role in roles:
        if role == "issue":
            if found := _at_issue(trigger, noun, where):
                return found, role
            continue
        heads = _heads(trigger, role)
        if noun is not None and role not in ("subject", "object", "iobj", "clause_subject"):
            heads += _heads(noun, role)
        into = role not in ("modifier", "possessor") and (wide or role != "subject")
        if role == "subject":
            heads = [head for head in heads if head.lemma_ not in _SITES or head.i in where]
        if found := _entities(heads, where, into):
            found = _with_rest_of_list(found, trigger.doc, where)
            return (_with_start_of_list(found, trigger, where) if role == "subject" else found), role
    return (), ""


def _with_rest_of_list(found: tuple[Entity, ...], doc: Doc, where: EntityMap) -> tuple[Entity, ...]:
    """And the state that ends a list which the parser broke: "to Iran, Libya and, with strings attached, [Cuba]."."""
    last = found[-1]
    at = next((i for i, entity in where.items() if entity is last), None)
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


def _with_start_of_list(found: tuple[Entity, ...], trigger: Token, where: EntityMap) -> tuple[Entity, ...]:
    """And the other state of a headline's list, before the subject or behind it: "[U.S.], Chad hold talks"."""
    if not found or not _is_bare_state(found[0]):
        return found
    if (behind := _next_of_list(found[0], trigger, where)) is not None and behind not in found:
        return (found[0], behind, *found[1:])
    at = next((i for i, entity in where.items() if entity is found[0]), 0)
    if at < 2 or at > trigger.i or trigger.doc[at - 1].text != ",":
        return found
    before = where.get(at - 2)
    if before is None or not _is_bare_state(before) or before in found or before.country == found[0].country:
        return found
    begins = next(i for i, entity in where.items() if entity is before) == trigger.sent.start
    return (before, *found) if begins else found


def _next_of_list(first: Entity, trigger: Token, where: EntityMap) -> Entity | None:
    """ "Saudi Arabia, [Iran] restore ties": behind the state that opens a sentence, right before the verb."""
    doc, at = trigger.doc, trigger.sent.start
    end = _end(at, where, len(doc)) if where.get(at) is first else len(doc)
    if end + 1 >= trigger.i or doc[end].text != "," or (second := where.get(end + 1)) is None:
        return None
    after = _end(end + 1, where, len(doc))
    joined = _is_bare_state(second) and second.country != first.country
    return second if joined and after <= trigger.i and doc[after].pos_ in ("VERB", "AUX", "PART") else None


def _is_bare_state(entity: Entity) -> bool:
    return entity.kind == "state" and entity.country is not None and not entity.sectors


def _end(at: int, where: EntityMap, length: int) -> int:
    """The token after the entity that covers the token `at`."""
    entity = where[at]
    while at < length and where.get(at) is entity:
        at += 1
    return at


def _heads(token: Token, role: str) -> list[Token]:
    if role == "object_possessor":
        return [
            token
            for head in arguments.objects(token)
            for token in (
                *dependents.possessors(head),
                *dependents.after_preposition(head, ("by", "from") if head.lemma_ in HARM else ("of", "by", "from")),
                *arguments.makers(head),
            )
        ]
    if role in _LOOKUPS:
        return list(_LOOKUPS[role](token))
    return dependents.after_preposition(token, (role,))


def _entities(heads: Iterable[Token], where: EntityMap, wide: bool) -> tuple[Entity, ...]:
    found: dict[tuple[int, int], Entity] = {}
    for head in heads:
        for entity in (*_stands_for(head, where, wide), *_companions(head, where)):
            found[entity.start, entity.end] = entity
    return tuple(sorted(found.values(), key=lambda entity: entity.start))


def _at_issue(trigger: Token, noun: Token | None, where: EntityMap) -> tuple[Entity, ...]:
    """The first party with a country in what the word is about, and those coordinated with it.

    "rioted over a law signed by the [minister]", "marched calling for independence from [Chad]".
    """
    for holder in (trigger, noun):
        for phrase in dependents.issues(holder) if holder is not None else ():
            harm = phrase.lower_ != "for" and any(
                inner.lemma_ in HARM for inner in phrase.children if inner.dep_ == "pobj"
            )
            for token in dependents.core(phrase):
                entity = where.get(token.i)
                if entity is None or entity.country is None or (harm and _suffers(token, phrase)):
                    continue
                found = [where[other.i] for other in dependents.with_conjuncts(token) if other.i in where]
                return tuple(dict.fromkeys((entity, *found)))
    return ()


def _suffers(token: Token, phrase: Token) -> bool:
    """The party hangs on the harm by another preposition than "by": "over the killing of [a Chadian]"."""
    while token.head is not token and token is not phrase:
        if token.dep_ == "prep" and token.lower_ in ("of", "in", "against", "on"):
            return True
        token = token.head
    return False


def _companions(head: Token, where: EntityMap) -> list[Entity]:
    """Parties that share the head of a phrase: "Greek and Turkish envoys", "the presidents of Chad and Mali"."""
    own = where.get(head.i)
    if own is None:
        return []
    shared: list[Token] = []
    for child in head.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss"):
            shared += [child, *child.conjuncts]
        elif child.dep_ == "prep" and child.lower_ in _TRANSPARENT_PREPOSITIONS and head.tag_ in ("NNS", "NNPS"):
            shared += [
                token for inner in child.children if inner.dep_ == "pobj" for token in dependents.with_conjuncts(inner)
            ]
    if len(shared) < 2 or own.country is None:
        return []
    others = {where[token.i].start: where[token.i] for token in shared if token.i in where}
    return [
        replace(other, sectors=other.sectors or own.sectors)
        for other in others.values()
        if other.country not in (None, own.country)
    ]


def _stands_for(head: Token, where: EntityMap, wide: bool, depth: int = 0) -> list[Entity]:
    """The entities that a noun phrase stands for: itself, else whose or of whom it is.

    Args:
        head: head of the noun phrase.
        where: token index -> entity.
        wide: also look inside "in", "on", "against" phrases: right for recipients ("bases in Syria").
        depth: guard of the recursion.
    """
    if head.i in where:
        return [where[head.i]]
    if depth > 2 or head.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "VERB"):
        return []
    harm = head.lemma_ in HARM
    if harm and (found := _first(dependents.after_preposition(head, ("by",)), where)):
        return found  # "a drone raid by rebels": not the drone
    near = [*dependents.possessors(head), *dependents.modifiers(head)]
    if found := _first(near, where):
        return found
    if found := _first(arguments.makers(head), where):
        return found
    prepositions: tuple[str, ...] = _PART_PREPOSITIONS if wide else _TRANSPARENT_PREPOSITIONS
    if harm:  # "the bombing of Gaza killed": not by Gaza
        prepositions = ("by",) if wide else ("by", "from")
    for preposition in prepositions:
        inner = [token for prep in head.children if prep.dep_ == "prep" and prep.lower_ == preposition
                 for token in prep.children if token.dep_ == "pobj"]  # fmt: skip
        found = [entity for part in inner for token in dependents.with_conjuncts(part)
                 for entity in _stands_for(token, where, wide, depth + 1)]  # fmt: skip
        if found:
            return found
    for apposition in (child for child in head.children if child.dep_ == "appos"):
        if found := _stands_for(apposition, where, wide, depth + 1):
            return found
    if head.lemma_ in _ACT and head.dep_ in ("npadvmod", "appos", "attr") and head.head.pos_ == "VERB":
        return [where[token.i] for token in arguments.subjects(head.head) if token.i in where]
    return []


def owners(thing: Token, where: EntityMap) -> tuple[Entity, ...]:
    """Whose a thing is: "[Turkish] drones", "[Iran]'s missiles". Arms are parties themselves, prisoners pass nothing on."""
    if (party := where.get(thing.i)) is not None:
        return (party,) if "MIL" in party.sectors else ()
    return tuple(_first([*dependents.possessors(thing), *dependents.belonging(thing)], where))


def _first(tokens: Iterable[Token], where: EntityMap) -> list[Entity]:
    found: dict[int, Entity] = {}
    for token in tokens:
        if token.i in where:
            found[where[token.i].start] = where[token.i]
    return list(found.values())
