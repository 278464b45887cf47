"""Who to whom: the entities that fill the actor and recipient of a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from detente.events import arguments, dependents, lists
from detente.events.harm import HARM
from detente.events.parties import EntityMap, with_coordinated
from detente.types import Entity

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
#: What a state before them suffers.
_SUFFERED = frozenset({"invasion", "occupation", "siege", "genocide", "annexation", "massacre", "famine", "earthquake"})
_OF_SOMETHING = frozenset({"compound", "amod", "nmod", "poss"})
#: Things of a state that do not act, though its name stands before them: "the Chadian border", "Chad's economy".
_SITES = frozenset({
    "border", "coast", "town", "city", "village", "port", "soil", "territory", "airspace", "capital", "region",
    "province", "district", "frontier", "shore", "island", "economy", "market", "currency", "stock", "share", "election",
    "weather", "film", "language", "culture",
})  # fmt: skip
#: Nouns that take up the clause before: "Libya gave up its weapons, a [step] that Britain praised".
_ACT = frozenset(
    ["decision", "move", "step", "act", "measure", "gesture", "action", "announcement", "offer", "concession"]
)


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
        if role == "modifier" and trigger.lemma_ in _SUFFERED:
            heads = [head for head in heads if not _is_suffered(head, where)]
        if noun is not None and role not in ("subject", "object", "iobj", "clause_subject"):
            heads += _heads(noun, role)
        into = role not in ("modifier", "possessor") and (wide or role != "subject")
        if role == "subject":
            heads = [head for head in heads if head.lemma_ not in _SITES or head.i in where]
        if found := _entities(heads, where, into):
            found = lists.with_rest(found, trigger.doc, where)
            if role == "subject":
                found = lists.behind_colon(found, trigger, where)
                found = lists.with_company(lists.with_start(found, trigger, where), trigger, where)
            return found, role
    return (), ""


def _is_suffered(modifier: Token, where: EntityMap) -> bool:
    """ "The Ukraine invasion" is not by Ukraine; "the U.S. invasion", "the Russian invasion" are theirs."""
    entity = where.get(modifier.i)
    by_noun = (
        modifier.dep_ in ("compound", "nmod")
        and modifier.pos_ == "PROPN"
        and not modifier.text.replace(".", "").isupper()
    )
    return by_noun and entity is not None and entity.kind == "state"


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


def _froms(head: Token) -> list[Token]:
    """ "Of", "from" behind a plural, also where the parser hangs them on its verb: "expelled envoys from Chad and Mali"."""
    mishung = head.head.rights if head.dep_ == "dobj" else ()
    near = [*head.rights, *(child for child in mishung if child.i == head.i + 1)]
    return [child for child in near if child.dep_ == "prep" and child.lower_ in _TRANSPARENT_PREPOSITIONS]


def _at_issue(trigger: Token, noun: Token | None, where: EntityMap) -> tuple[Entity, ...]:
    """The first party with a country in what the word is about, and those coordinated with it.

    "rioted over a law signed by the [minister]", "marched calling for independence from [Chad]".
    """
    for holder in (trigger, noun):
        if holder is None:
            continue
        if against := [where[token.i] for token in dependents.opposed(holder) if token.i in where]:
            return tuple(against)
        for phrase in dependents.issues(holder):
            harm = phrase.lower_ != "for" and any(
                inner.lemma_ in HARM for inner in phrase.children if inner.dep_ == "pobj"
            )
            for token in dependents.core(phrase):
                entity = where.get(token.i)
                if entity is None or entity.country is None or (harm and _suffers(token, phrase)):
                    continue
                if phrase.lower_ == "for" and token.dep_ in _OF_SOMETHING:
                    continue  # "marched for a Gaza truce"
                return with_coordinated(token, where)
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
    if head.tag_ in ("NNS", "NNPS"):
        shared += [
            token
            for prep in _froms(head)
            for inner in dependents.children(prep, "pobj")
            for token in dependents.with_conjuncts(inner)
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
    if named := lists.named_members(head, where):
        return named
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
