"""The kind of a speaker by words: of the phrase, of what stands beside a name, of the tables."""

from __future__ import annotations

from collections.abc import Sequence

from detente.certainty.cues import Cues
from detente.certainty.phrases import noun_phrase
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS
from detente.types import Entity

PERSON = {"PERSON"}
#: PLOVER sectors of a person -> kind of speaker. Everything else that holds an office is OFFICIAL.
_SECTOR_KIND = {
    "JRN": "MEDIA",
    "MED": "PRIVATE_PERSON",
    "EDU": "ANALYST",
    "CVL": "PRIVATE_PERSON",
    "BUS": "PRIVATE_PERSON",
}
_TITLES = WORDS["titles"]
_STATE = WORDS["state"]
_KNOWING = WORDS["knowing"]
_NETWORKS = WORDS["networks"]
#: They speak for a body.
MOUTHS = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def words_around(tree: Tree, phrase: Sequence[int]) -> set[str]:
    """Words of the phrase, without personal names: "Fox" of "Doctor Fox" is no broadcaster."""
    words = [i for i in phrase if tree.ents[i] not in PERSON]
    return {tree.lemmas[i] for i in words} | {tree.lowers[i] for i in words}


def kind_by_mentions(tree: Tree, phrase: Sequence[int], head: int, cues: Cues) -> str:
    """The kind of a bare name, by what stands beside it elsewhere: "the festival's director Dieter Kosslick".

    Who has no office in all of the text speaks for himself.
    """
    inside, name = set(phrase), tree.lowers[head]
    for i, word in enumerate(tree.lowers):
        if word != name or i in inside or tree.pos[i] != "PROPN":
            continue
        beside = words_around(tree, noun_phrase(tree, i))
        above = tree.heads[i]
        if tree.deps[i] == "appos" and tree.pos[above] == "NOUN":
            beside |= {tree.lemmas[above], *(tree.lowers[kid] for kid in tree.children(above, "compound", "amod"))}
        if kind := kind_by_words(beside, "", "", cues, True, beside):
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


def kind_listed(tree: Tree, head: int, cues: Cues) -> str | None:
    """The kind of a common noun by the lists, or of the word before and this one together."""
    pair, lemma, lower = tree.names(head)
    for words in ((pair,), (lemma, lower)):
        for group in cues.speakers:
            if not group.head.isdisjoint(words):
                return group.kind
    return None


def kind_apposed(tree: Tree, head: int, listed: str | None, cues: Cues) -> str | None:
    """The kind of a body by what stands beside its name, or by words of newspapers in it that also name a document."""
    for kid in tree.children(head, "appos"):
        kind = kind_listed(tree, kid, cues) if tree.pos[kid] == "NOUN" else None
        if kind in ("ANALYST", "MEDIA", "SOCIAL_MEDIA"):
            return kind
    if listed in ("DOCUMENT_DATA", "ANALYST") and tree.lemmas[head] in _TITLES:
        return "MEDIA"
    return None


def is_familiar(tree: Tree, head: int) -> bool:
    """ "People familiar with the matter", "people briefed on the talks", "people close to him": sources in other words."""
    following = tree.lowers[head + 1 : head + 6]
    if not _KNOWING.isdisjoint(following[:3]):
        return True
    return "knowledge" in following and following[0] in ("with", "having", "who")


def on_network(tree: Tree, head: int) -> bool:
    """ "A call spreading on TikTok", "a message passed from phone to phone on WhatsApp", "rumours on social networks"."""
    for kid in tree.children(head, "acl", "prep"):
        if kid < head or (tree.deps[kid] == "prep" and tree.lowers[kid] not in ("on", "in", "across")):
            continue
        if any(tree.lowers[i] in _NETWORKS and tree.pos[i] != "VERB" for i in tree.subtree(kid)):
            return True
    return False


def is_learned(tree: Tree, head: int) -> bool:
    """ "A student of Soviet affairs", "an authority on tribal law"."""
    link = {"student": "of", "authority": "on", "specialist": "on", "reader": "in"}.get(tree.lemmas[head])
    for kid in tree.children(head, "prep") if link else ():
        noun = tree.child(kid, "pobj")
        if tree.lowers[kid] == link and noun is not None and tree.child(noun, "det") is None:
            return True
    return False


def kind_by_place(tree: Tree, head: int, cues: Cues) -> str | None:
    """The kind of a named person by the body behind the name: "Rana Hadid of the Levant Policy Centre", "at the ministry"."""
    for kid in tree.children(head, "prep"):
        if tree.lowers[kid] not in ("of", "at", "with", "from") or (inner := tree.child(kid, "pobj")) is None:
            continue
        words = {tree.lowers[i] for i in tree.subtree(kid)}
        kind = kind_by_words(words, tree.lemmas[inner], tree.lowers[inner], cues, False, words, tree.names(inner)[0])
        if kind in ("ANALYST", "MEDIA"):
            return kind
        if kind == "ORGANISATION" and words & _STATE:
            return "OFFICIAL"
    return None


def words_below(tree: Tree, head: int) -> set[str]:
    """Words of the phrases that say what a body is for or of: "the service of Radio Dravna"."""
    out: set[str] = set()
    for kid in tree.children(head, "prep"):
        if tree.lowers[kid] in ("of", "for", "on", "at"):
            out |= {tree.lowers[i] for i in tree.subtree(kid)}
    if tree.lemmas[head] not in MOUTHS:
        for kid in tree.children(head, "acl"):
            if tree.tags[kid] == "VBN":  # "messages posted to Twitter", "papers filed in court"
                out |= {tree.lemmas[kid], *(tree.lowers[i] for i in tree.subtree(kid))}
    return out


def kind_by_words(
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


def kind_by_entity(entity: Entity) -> str:
    if entity.kind in ("person", "role"):
        for sector in entity.sectors:
            if sector in _SECTOR_KIND:
                return _SECTOR_KIND[sector]
        return "OFFICIAL"
    return "MEDIA" if "JRN" in entity.sectors else "ORGANISATION"
