"""What kind of speaker a phrase names, whether it names one, and to which entity it resolves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.certainty.cues import Cues
from detente.certainty.kinds import (
    MOUTHS,
    PERSON,
    is_familiar,
    is_learned,
    kind_apposed,
    kind_by_entity,
    kind_by_mentions,
    kind_by_place,
    kind_by_words,
    kind_listed,
    on_network,
    words_around,
    words_below,
)
from detente.certainty.phrases import noun_phrase
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS
from detente.types import Entity

_BODY = {"ORG", "NORP", "GPE", "FAC", "LOC"}
#: A thing one can point at: the scheme counts it as named.
_RECORDS = {"IMAGERY_SENSOR", "DOCUMENT_DATA"}
_IMAGES = {"IMAGERY_SENSOR", "DOCUMENT_DATA", "MEDIA", "SOCIAL_MEDIA"}
#: Persons: the body that they belong to does not name them.
_SINGLE = {"PRIVATE_PERSON"}
#: Bodies in the form of a plural.
_COLLECTIVE = frozenset({"police"})
#: A group there is an account, whoever belongs to it.
_PLATFORMS = frozenset({"facebook", "telegram", "whatsapp", "reddit", "vkontakte", "wechat", "viber"})
#: No persons, whatever the model takes a word at the head of a sentence for.
_THINGS = frozenset({"IMAGERY_SENSOR", "DOCUMENT_DATA"})
#: Bodies that are called after what they do.
_PROGRAMMES = WORDS["programmes"]
#: Whoever it is that knows of the matter.
_ANYONE = WORDS["anyone"]
#: What may be passed on over a network, by persons or not; "telegrams" by wire.
_PASSED_ON = WORDS["passed_on"]
_AGENCIES = WORDS["agencies"]


def entity_at(head: tuple[int, int], entities: Sequence[Entity]) -> Entity | None:
    """The shortest entity that covers a speaker's head word (characters), or None."""
    found = [entity for entity in entities if entity.start < head[1] and head[0] < entity.end]
    return min(found, key=lambda entity: entity.end - entity.start, default=None)


def kind_of(tree: Tree, phrase: Sequence[int], head: int | None, entity: Entity | None, cues: Cues) -> tuple[str, bool]:
    """(speaker kind, named) of a noun phrase.

    "Two senior officials" -> OFFICIAL, False; "the ministry" -> ORGANISATION, True: a body speaks for itself.

    Args:
        tree: the text.
        phrase: positions of the phrase; empty where nobody is cited.
        head: position of its head word.
        entity: whom it resolves to, where known.
        cues: the word lists.
    """
    if head is None or not phrase:
        return "UNSPECIFIED", False
    if tree.tags[head] in ("WP", "WDT") and tree.deps[tree.heads[head]] == "relcl":
        whom = tree.heads[tree.heads[head]]  # "the envoy, who said": the envoy
        return kind_of(tree, noun_phrase(tree, whom, [tree.heads[head]]), whom, entity, cues)
    seen = _read(tree, phrase, _counted(tree, _counted(tree, head, cues), cues), entity, cues)
    if (plain := _plain_case(seen, cues)) is not None:
        return plain
    kind, lemma = _likely(seen, cues), seen.lemma
    if kind == "DOCUMENT_DATA" and tree.ents[seen.head] == "ORG" and lemma in _PROGRAMMES:
        kind = "ORGANISATION"  # "the World Food Programme"
    if kind == "PRIVATE_PERSON" and any(tree.ents[kid] == "ORG" for kid in tree.children(seen.head, "appos")):
        return "ORGANISATION", True  # "the ship's owner, Baltic Lines,"
    if lemma in MOUTHS and kind == "ORGANISATION":
        if not seen.wide - {lemma, seen.lower, "a", "an", "the", "its", "their"}:
            kind = "OFFICIAL"  # whose voice it is remains unsaid
        elif not seen.person:
            return kind, True
    return kind, _named(tree, seen.core, seen.head, kind, seen.person or (seen.body and kind not in _SINGLE), cues)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is looked at of a phrase."""

    tree: Tree
    phrase: Sequence[int]
    head: int
    core: list[int]  #: without what hangs on it behind
    words: set[str]  #: of the core
    wide: set[str]  #: with the phrases below the head
    listed: str | None  #: kind of the head by the lists
    entity: Entity | None
    person: bool  #: named in person

    @property
    def lemma(self) -> str:
        return self.tree.lemmas[self.head]

    @property
    def lower(self) -> str:
        return self.tree.lowers[self.head]

    @property
    def body(self) -> bool:
        """A proper name, or a body by the tables."""
        return self.tree.pos[self.head] == "PROPN" or _is_organised(self.entity)


def _read(tree: Tree, phrase: Sequence[int], head: int, entity: Entity | None, cues: Cues) -> _Seen:
    core = _core(tree, phrase, head)
    words = {tree.lemmas[i] for i in core} | {tree.lowers[i] for i in core}
    if any(tree.words[i] == "-" for i in range(core[0], head)):
        words |= {"".join(tree.lowers[i - 1 : i + 2]) for i in range(core[0] + 1, head) if tree.words[i] == "-"}
    listed = kind_listed(tree, head, cues)
    if listed is None and entity is None and len(core) > 1 and tree.pos[head] == "PROPN":
        listed = next((kind_listed(tree, i, cues) for i in core if i != head and tree.pos[i] == "NOUN"), None)
    if listed in _THINGS and entity is not None and entity.kind in ("person", "role"):
        entity = None  # "Radar" at the head of a sentence, "the ambassador's letter"
    person = (tree.ents[head] in PERSON and tree.tags[head] != "NNPS" and listed not in _THINGS) or (
        entity is not None and entity.kind == "person"
    )
    return _Seen(tree, phrase, head, core, words, words | words_below(tree, head), listed, entity, person)


def _likely(seen: _Seen, cues: Cues) -> str:
    """The kind by the words, of a named person by what stands beside the name, else by the tables."""
    tree, head, entity = seen.tree, seen.head, seen.entity
    by_name = seen.person and tree.pos[head] == "PROPN"  # of "the adviser, Yuri U.," the head tells the kind
    kind = kind_by_words(seen.words, seen.lemma, seen.lower, cues, by_name, seen.wide, tree.names(head)[0])
    if seen.person and kind in (None, "ORGANISATION", "MEDIA", *_IMAGES):
        kind = kind_by_words(words_around(tree, seen.phrase), "", "", cues, True, seen.wide)
        if kind is None and entity is not None and (entity.sectors or entity.country):
            kind = kind_by_entity(entity)
        kind = kind or kind_by_place(tree, head, cues) or kind_by_mentions(tree, seen.phrase, head, cues)
    if kind is None and entity is not None:
        kind = kind_by_entity(entity)
    if kind is None and not seen.person:
        kind = seen.listed  # "the X account Borderline"
    return _unlisted(tree, head, seen.person, seen.body) if kind is None else kind


def _is_organised(entity: Entity | None) -> bool:
    return entity is not None and entity.kind in ("organisation", "group")


def _plain_case(seen: _Seen, cues: Cues) -> tuple[str, bool] | None:
    """(kind, named) where one sign settles it."""
    tree, head, core, entity, listed = seen.tree, seen.head, seen.core, seen.entity, seen.listed
    lemma, lower = seen.lemma, seen.lower
    if lemma == "paper" and tree.tags[head] == "NNS" and tree.child(head, "poss", "acl") is not None:
        return "DOCUMENT_DATA", True  # "the ship's papers", "papers seized at the villa"
    if is_learned(tree, head):
        return "ANALYST", seen.person
    if listed == "UNSPECIFIED" or lower in ("someone", "somebody") or (lower in _ANYONE and is_familiar(tree, head)):
        return "UNSPECIFIED", False  # "two sources", "people familiar with the matter"
    if (
        lower in ("telegram", "telegrams")
        and tree.words[head] != "Telegram"
        and not seen.wide & {"channel", "account", "group"}
    ):
        return "DOCUMENT_DATA", True  # by wire
    if lemma in _PASSED_ON and on_network(tree, head):
        return "SOCIAL_MEDIA", _named(tree, core, head, "SOCIAL_MEDIA", False, cues)
    if seen.words & cues.firms and (entity is None or entity.kind != "person"):
        return "ORGANISATION", True  # "Atlantis Group Inc" is taken for a person now and then
    if tree.ents[head] == "ORG" and tree.tags[head] == "NNPS":
        return "ORGANISATION", True  # "the Delta Volunteers"
    if entity is not None and _is_organised(entity) and tree.pos[head] == "ADJ":
        return kind_by_entity(entity), True  # "paramilitary" of "the paramilitary Rapid Forces" taken for the subject
    if tree.pos[head] == "PRON" and entity is not None:
        return kind_by_entity(entity), entity.kind != "role"
    if tree.pos[head] == "PROPN" and not seen.person and (apposed := kind_apposed(tree, head, listed, cues)):
        return apposed, True  # "the Baltic Forum, a think tank", "the Evening Chronicle"
    if any(tree.lowers[i] in ("daily", "weekly", "fortnightly") for i in tree.children(head, "advmod", "amod")):
        return "MEDIA", tree.lowers[core[0]] not in cues.indefinite  # "the government daily El Faro"
    owner = tree.child(head, "poss")
    if owner is not None and lemma == "man" and tree.lowers[owner] == "our":
        return "MEDIA", False  # "our man in Lagos"
    if owner is not None and lemma in ("man", "woman", "correspondent") and tree.lemmas[owner] in _AGENCIES:
        return "MEDIA", False  # "the agency's man in the capital"
    return None


def _unlisted(tree: Tree, head: int, named_person: bool, body: bool) -> str:
    """The kind of whom no word and no table knows."""
    if not (named_person or body) and tree.pos[head] != "PRON" and tree.ents[head] not in _BODY:
        return "PRIVATE_PERSON"
    if tree.ents[head] in _BODY:
        return "ORGANISATION"
    return "PRIVATE_PERSON" if tree.pos[head] == "PRON" else "OFFICIAL"


def _named(tree: Tree, core: Sequence[int], head: int, kind: str, proper: bool, cues: Cues) -> bool:
    """A personal name, a named or definite institution, or a thing one can point at; not "officials", "a diplomat"."""
    if kind in _RECORDS:
        return True
    if any(tree.ents[kid] in PERSON for kid in tree.children(head, "appos")):
        return True  # "the foreign minister, Ilse Brand,"
    plural = tree.tags[head] == "NNS" and tree.lemmas[head] not in _COLLECTIVE
    if plural and not any(tree.tags[i] in ("NNP", "NNPS") and tree.ents[i] == "PERSON" for i in core):
        return kind == "ORGANISATION" and any(tree.ents[i] in _BODY for i in core)
    if proper and not (tree.lowers[core[0]] in cues.indefinite and kind == "ANALYST"):
        return True
    if kind in _IMAGES:
        return tree.lowers[core[0]] not in cues.indefinite or any(tree.tags[i] in ("NNP", "NNPS") for i in core)
    first = tree.lowers[core[0]]
    if kind == "ORGANISATION":
        return (not plural and first not in cues.indefinite) or any(tree.ents[i] in _BODY for i in core)
    return any(tree.ents[i] in PERSON for i in core)


def _core(tree: Tree, phrase: Sequence[int], head: int) -> list[int]:
    """The phrase without its relative clauses, appositions and what follows the head behind a comma."""
    out = []
    for i in phrase:
        node, inside = i, True
        while node != head and inside:
            if tree.deps[node] in ("relcl", "acl", "appos", "advcl", "conj", "prep") or tree.heads[node] == node:
                inside = False
            node = tree.heads[node]
        if inside and tree.pos[i] not in ("PUNCT", "SPACE"):
            out.append(i)
    return out or [head]


def _counted(tree: Tree, head: int, cues: Cues) -> int:
    """ "Experts" of "a panel of experts"; not of "a Facebook group of exiles"."""
    if tree.lemmas[head] not in cues.collectives or tree.lowers[head - 1] in _PLATFORMS:
        return head
    of = next((kid for kid in tree.children(head, "prep") if tree.lowers[kid] == "of"), None)
    inner = tree.child(of, "pobj") if of is not None else None
    return head if inner is None else inner
