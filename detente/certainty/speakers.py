"""What kind of speaker a phrase names, whether it names one, and to which entity it resolves."""

from __future__ import annotations

from collections.abc import Sequence

from detente.certainty.cues import Cues
from detente.certainty.phrases import noun_phrase
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS
from detente.types import Entity

_PERSON = {"PERSON"}
_BODY = {"ORG", "NORP", "GPE", "FAC", "LOC"}
#: PLOVER sectors of a person -> kind of speaker. Everything else that holds an office is OFFICIAL.
_SECTOR_KIND = {
    "JRN": "MEDIA",
    "MED": "PRIVATE_PERSON",
    "EDU": "ANALYST",
    "CVL": "PRIVATE_PERSON",
    "BUS": "PRIVATE_PERSON",
}
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
_TITLES = WORDS["titles"]
#: Bodies that are called after what they do.
_PROGRAMMES = WORDS["programmes"]
_STATE = WORDS["state"]
#: Whoever it is that knows of the matter.
_ANYONE = WORDS["anyone"]
_KNOWING = WORDS["knowing"]
#: What may be passed on over a network, by persons or not; "telegrams" by wire.
_PASSED_ON = WORDS["passed_on"]
_NETWORKS = WORDS["networks"]
_AGENCIES = WORDS["agencies"]
#: They speak for a body.
_MOUTHS = frozenset({"spokesman", "spokeswoman", "spokesperson"})


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
    head = _counted(tree, _counted(tree, head, cues), cues)
    core = _core(tree, phrase, head)
    words = {tree.lemmas[i] for i in core} | {tree.lowers[i] for i in core}
    if any(tree.words[i] == "-" for i in range(core[0], head)):
        words |= {"".join(tree.lowers[i - 1 : i + 2]) for i in range(core[0] + 1, head) if tree.words[i] == "-"}
    wide = words | _below(tree, head)
    lemma, lower = tree.lemmas[head], tree.lowers[head]
    listed = _listed(tree, head, cues)
    if listed is None and entity is None and len(core) > 1 and tree.pos[head] == "PROPN":
        listed = next((_listed(tree, i, cues) for i in core if i != head and tree.pos[i] == "NOUN"), None)
    if listed in _THINGS and entity is not None and entity.kind in ("person", "role"):
        entity = None  # "Radar" at the head of a sentence, "the ambassador's letter"
    named_person = (tree.ents[head] in _PERSON and tree.tags[head] != "NNPS" and listed not in _THINGS) or (
        entity is not None and entity.kind == "person"
    )
    if (plain := _plain_case(tree, head, core, (words, wide), listed, entity, named_person, cues)) is not None:
        return plain
    body = tree.pos[head] == "PROPN" or _is_organised(entity)
    by_name = named_person and tree.pos[head] == "PROPN"  # of "the adviser, Yuri U.," the head tells the kind
    kind = _by_words(words, lemma, lower, cues, by_name, wide, tree.names(head)[0])
    owner = tree.child(head, "poss")
    if owner is not None and lemma == "man" and tree.lowers[owner] == "our":
        return "MEDIA", False  # "our man in Lagos"
    if owner is not None and lemma in ("man", "woman", "correspondent") and tree.lemmas[owner] in _AGENCIES:
        return "MEDIA", False  # "the agency's man in the capital"
    if named_person and kind in (None, "ORGANISATION", "MEDIA", *_IMAGES):
        apposed = _by_words(_around(tree, phrase), "", "", cues, True, wide)
        known = entity is not None and (entity.sectors or entity.country)
        kind = apposed or (
            _by_entity(entity)
            if entity is not None and known
            else _by_place(tree, head, cues) or _by_mentions(tree, phrase, head, cues)
        )
    if kind is None and entity is not None:
        kind = _by_entity(entity)
    if kind is None and not named_person:
        kind = listed  # "the X account Borderline"
    if kind is None:
        kind = _unlisted(tree, head, named_person, body)
    if kind == "DOCUMENT_DATA" and tree.ents[head] == "ORG" and lemma in _PROGRAMMES:
        kind = "ORGANISATION"  # "the World Food Programme"
    if kind == "PRIVATE_PERSON" and any(tree.ents[kid] == "ORG" for kid in tree.children(head, "appos")):
        return "ORGANISATION", True  # "the ship's owner, Baltic Lines,"
    if lemma in _MOUTHS and kind == "ORGANISATION":
        if not wide - {lemma, lower, "a", "an", "the", "its", "their"}:
            kind = "OFFICIAL"  # whose voice it is remains unsaid
        elif not named_person:
            return kind, True
    return kind, _named(tree, core, head, kind, named_person or (body and kind not in _SINGLE), cues)


def _is_organised(entity: Entity | None) -> bool:
    return entity is not None and entity.kind in ("organisation", "group")


def _plain_case(
    tree: Tree,
    head: int,
    core: Sequence[int],
    around: tuple[set[str], set[str]],
    listed: str | None,
    entity: Entity | None,
    named_person: bool,
    cues: Cues,
) -> tuple[str, bool] | None:
    """(kind, named) where one sign settles it; `around`: the words of the phrase, and with the phrases below its head."""
    words, wide = around
    lemma, lower = tree.lemmas[head], tree.lowers[head]
    if lemma == "paper" and tree.tags[head] == "NNS" and tree.child(head, "poss", "acl") is not None:
        return "DOCUMENT_DATA", True  # "the ship's papers", "papers seized at the villa"
    if _learned(tree, head):
        return "ANALYST", named_person
    if listed == "UNSPECIFIED" or lower in ("someone", "somebody") or (lower in _ANYONE and _familiar(tree, head)):
        return "UNSPECIFIED", False  # "two sources", "people familiar with the matter"
    if (
        lower in ("telegram", "telegrams")
        and tree.words[head] != "Telegram"
        and not wide & {"channel", "account", "group"}
    ):
        return "DOCUMENT_DATA", True  # by wire
    if lemma in _PASSED_ON and _on_network(tree, head):
        return "SOCIAL_MEDIA", _named(tree, core, head, "SOCIAL_MEDIA", False, cues)
    if words & cues.firms and (entity is None or entity.kind != "person"):
        return "ORGANISATION", True  # "Atlantis Group Inc" is taken for a person now and then
    if tree.ents[head] == "ORG" and tree.tags[head] == "NNPS":
        return "ORGANISATION", True  # "the Delta Volunteers"
    if entity is not None and _is_organised(entity) and tree.pos[head] == "ADJ":
        return _by_entity(entity), True  # "paramilitary" of "the paramilitary Rapid Forces" taken for the subject
    if tree.pos[head] == "PRON" and entity is not None:
        return _by_entity(entity), entity.kind != "role"
    if tree.pos[head] == "PROPN" and not named_person and (apposed := _apposed(tree, head, listed, cues)):
        return apposed, True  # "the Baltic Forum, a think tank", "the Evening Chronicle"
    if any(tree.lowers[i] in ("daily", "weekly", "fortnightly") for i in tree.children(head, "advmod", "amod")):
        return "MEDIA", tree.lowers[core[0]] not in cues.indefinite  # "the government daily El Faro"
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
    if any(tree.ents[kid] in _PERSON for kid in tree.children(head, "appos")):
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
    return any(tree.ents[i] in _PERSON for i in core)


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


def _around(tree: Tree, phrase: Sequence[int]) -> set[str]:
    """Words of the phrase, without personal names: "Fox" of "Doctor Fox" is no broadcaster."""
    words = [i for i in phrase if tree.ents[i] not in _PERSON]
    return {tree.lemmas[i] for i in words} | {tree.lowers[i] for i in words}


def _by_mentions(tree: Tree, phrase: Sequence[int], head: int, cues: Cues) -> str:
    """The kind of a bare name, by what stands beside it elsewhere: "the festival's director Dieter Kosslick".

    Who has no office in all of the text speaks for himself.
    """
    inside, name = set(phrase), tree.lowers[head]
    for i, word in enumerate(tree.lowers):
        if word != name or i in inside or tree.pos[i] != "PROPN":
            continue
        beside = _around(tree, noun_phrase(tree, i))
        above = tree.heads[i]
        if tree.deps[i] == "appos" and tree.pos[above] == "NOUN":
            beside |= {tree.lemmas[above], *(tree.lowers[kid] for kid in tree.children(above, "compound", "amod"))}
        if kind := _by_words(beside, "", "", cues, True, beside):
            return kind
    if _is_body(tree, head):
        return "ORGANISATION"
    return "PRIVATE_PERSON"


def _is_body(tree: Tree, head: int) -> bool:
    """ "Norvane promised to withdraw its engineers": "it" is no person. A lone name whose clause says "its" or "itself"."""
    if tree.tags[head] not in ("NNP", "NNPS") or tree.deps[head] not in ("nsubj", "nsubjpass"):
        return False
    if any(tree.deps[kid] in ("compound", "appos") for kid in tree.kids[head]):
        return False
    words = {tree.lowers[i] for i in tree.subtree(tree.heads[head])}
    return not words.isdisjoint(("its", "itself")) and words.isdisjoint(
        ("his", "her", "he", "she", "himself", "herself")
    )


def _listed(tree: Tree, head: int, cues: Cues) -> str | None:
    """The kind of a common noun by the lists, or of the word before and this one together."""
    pair, lemma, lower = tree.names(head)
    for words in ((pair,), (lemma, lower)):
        for group in cues.speakers:
            if not group.head.isdisjoint(words):
                return group.kind
    return None


def _apposed(tree: Tree, head: int, listed: str | None, cues: Cues) -> str | None:
    """The kind of a body by what stands beside its name, or by words of newspapers in it that also name a document."""
    for kid in tree.children(head, "appos"):
        kind = _listed(tree, kid, cues) if tree.pos[kid] == "NOUN" else None
        if kind in ("ANALYST", "MEDIA", "SOCIAL_MEDIA"):
            return kind
    if listed in ("DOCUMENT_DATA", "ANALYST") and tree.lemmas[head] in _TITLES:
        return "MEDIA"
    return None


def _familiar(tree: Tree, head: int) -> bool:
    """ "People familiar with the matter", "people briefed on the talks", "people close to him": sources in other words."""
    following = tree.lowers[head + 1 : head + 6]
    if not _KNOWING.isdisjoint(following[:3]):
        return True
    return "knowledge" in following and following[0] in ("with", "having", "who")


def _on_network(tree: Tree, head: int) -> bool:
    """ "A call spreading on TikTok", "a message passed from phone to phone on WhatsApp", "rumours on social networks"."""
    for kid in tree.children(head, "acl", "prep"):
        if kid < head or (tree.deps[kid] == "prep" and tree.lowers[kid] not in ("on", "in", "across")):
            continue
        if any(tree.lowers[i] in _NETWORKS and tree.pos[i] != "VERB" for i in tree.subtree(kid)):
            return True
    return False


def _learned(tree: Tree, head: int) -> bool:
    """ "A student of Soviet affairs", "an authority on tribal law"."""
    link = {"student": "of", "authority": "on", "specialist": "on", "reader": "in"}.get(tree.lemmas[head])
    for kid in tree.children(head, "prep") if link else ():
        noun = tree.child(kid, "pobj")
        if tree.lowers[kid] == link and noun is not None and tree.child(noun, "det") is None:
            return True
    return False


def _by_place(tree: Tree, head: int, cues: Cues) -> str | None:
    """The kind of a named person by the body behind the name: "Rana Hadid of the Levant Policy Centre", "at the ministry"."""
    for kid in tree.children(head, "prep"):
        if tree.lowers[kid] not in ("of", "at", "with", "from") or (inner := tree.child(kid, "pobj")) is None:
            continue
        words = {tree.lowers[i] for i in tree.subtree(kid)}
        kind = _by_words(words, tree.lemmas[inner], tree.lowers[inner], cues, False, words, tree.names(inner)[0])
        if kind in ("ANALYST", "MEDIA"):
            return kind
        if kind == "ORGANISATION" and words & _STATE:
            return "OFFICIAL"
    return None


def _counted(tree: Tree, head: int, cues: Cues) -> int:
    """ "Experts" of "a panel of experts"; not of "a Facebook group of exiles"."""
    if tree.lemmas[head] not in cues.collectives or tree.lowers[head - 1] in _PLATFORMS:
        return head
    of = next((kid for kid in tree.children(head, "prep") if tree.lowers[kid] == "of"), None)
    inner = tree.child(of, "pobj") if of is not None else None
    return head if inner is None else inner


def _below(tree: Tree, head: int) -> set[str]:
    """Words of the phrases that say what a body is for or of: "the service of Radio Dravna"."""
    out: set[str] = set()
    for kid in tree.children(head, "prep"):
        if tree.lowers[kid] in ("of", "for", "on", "at"):
            out |= {tree.lowers[i] for i in tree.subtree(kid)}
    if tree.lemmas[head] not in _MOUTHS:
        for kid in tree.children(head, "acl"):
            if tree.tags[kid] == "VBN":  # "messages posted to Twitter", "papers filed in court"
                out |= {tree.lemmas[kid], *(tree.lowers[i] for i in tree.subtree(kid))}
    return out


def _by_words(
    words: set[str], lemma: str, lower: str, cues: Cues, person: bool, wide: set[str], pair: str = ""
) -> str | None:
    """The kind that the words show: the head first, with the word before it (`pair`) or alone, then modifiers. `wide` holds
    the phrases below the head too."""
    if any(word.startswith("@") for word in words):
        return "SOCIAL_MEDIA"
    if not person:
        for group in cues.speakers:
            if pair in group.head:
                return group.kind
        for group in cues.speakers:
            if (
                group.within_heads
                and wide & group.within
                and (lemma in group.within_heads or lower in group.within_heads)
            ):
                return group.kind
        for group in cues.speakers:
            if lemma in group.head or lower in group.head or lower.removesuffix("s") in group.head:
                return group.kind
        if lower.endswith(cues.scholars):
            return "ANALYST"
        for group in cues.speakers:
            if words & group.within:
                return group.kind
        if lemma in cues.instruments or lemma in cues.papers:
            return "DOCUMENT_DATA"
        return "IMAGERY_SENSOR" if lemma in cues.shown else None
    if lower.endswith(cues.scholars):
        return "ANALYST"
    for kind in ("OFFICIAL", "ANALYST", "MEDIA", "PRIVATE_PERSON"):
        for group in cues.speakers:
            if group.kind == kind and (words & group.within or (not lemma and words & group.head)):
                return kind
    return None


def _by_entity(entity: Entity) -> str:
    if entity.kind in ("person", "role"):
        for sector in entity.sectors:
            if sector in _SECTOR_KIND:
                return _SECTOR_KIND[sector]
        return "OFFICIAL"
    return "MEDIA" if "JRN" in entity.sectors else "ORGANISATION"
