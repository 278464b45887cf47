"""Sentences that go on in the words of somebody whom the one before showed speaking.

"The porter was firm. Nobody had searched the rooms.": the porter said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.certainty.cues import Cues
from detente.certainty.introduced import between, by_subject, may_speak, sentences
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS
from detente.types import Attribution, Entity

#: Sentences in a row that may go on without a cue.
LONGEST = 2
_ANSWERING = WORDS["answering"]
#: Words of the longest sentence that is a scene, and what is no small thing.
_SHORT = 26
_NEWS = WORDS["news"]
_BACKSHIFTED = frozenset({"would", "might", "could"})


def spoken_in_manner(
    tree: Tree, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """Sentences in the past perfect behind one that shows a person speaking: "The porter was firm. Nobody had searched
    the rooms." At most two sentences on, in the same paragraph, up to the next cue."""
    found = sentences(tree)
    for number, (first, last) in enumerate(found[:-1]):
        root = next((i for i in range(first, last + 1) if tree.heads[i] == i and tree.pos[i] in ("VERB", "AUX")), None)
        subject = tree.child(root, "nsubj") if root is not None else None
        if root is None or subject is None:
            continue
        if not _shows_speaking(tree, root, cues) and not _scene(tree, root, subject, cues, range(first, last + 1)):
            continue
        if not may_speak(tree, subject, cues) or tree.child(root, "ccomp", "aux", "neg") is not None:
            continue
        for begin, end in found[number + 1 : number + 1 + LONGEST]:
            span = (tree.starts[begin], tree.ends[end])
            if "\n" in tree.words[begin - 1] or any(item.cue and between(item.cue[0], *span) for item in attributions):
                break
            if _past_perfect(tree, begin, end) or (begin == last + 1 and goes_on(tree, begin, end)):
                yield by_subject(tree, root, subject, span, "indirect", entities, cues)


def _shows_speaking(tree: Tree, verb: int, cues: Cues) -> bool:
    """ "Sounded tired", "was firm", "grew heated", "lowered his voice"."""
    if tree.lemmas[verb] in cues.manner_verbs:
        return True
    tired = tree.child(verb, "acomp", "oprd")
    if tired is not None and tree.lemmas[verb] in ("be", "grow", "become", "remain", "stay", "turn", "look", "seem"):
        return tree.lowers[tired] in cues.manner_adjectives
    if any(_shows_speaking(tree, kid, cues) for kid in tree.children(verb, "conj", "advcl") if tree.pos[kid] == "VERB"):
        return True
    part = tree.child(verb, "dobj")
    if part is not None and tree.lemmas[part] in cues.manner_objects:
        return tree.lemmas[verb] in _ANSWERING
    return part is not None and tree.lemmas[part] in cues.manner_nouns and tree.child(part, "poss") is not None


def _scene(tree: Tree, verb: int, subject: int, cues: Cues, words: range) -> bool:
    """ "The prosecutor laid the photographs out on her desk": somebody known by his role does a small thing, at no date."""
    if tree.tags[verb] != "VBD" or tree.tags[subject] != "NN" or tree.lemmas[verb] in _NEWS or len(words) > _SHORT:
        return False
    if tree.child(subject, "det") is None or tree.lowers[min(tree.subtree(subject))] != "the":
        return False
    if not any(tree.lowers[i] in ("his", "her", "my", "our") for i in words):
        return False  # "the governor lowered the flag"
    return not any(tree.ents[i] in ("DATE", "CARDINAL", "GPE", "NORP", "ORG", "MONEY") for i in words) and (
        tree.lemmas[subject] in cues.people and tree.child(verb, "dobj") is not None
    )


def _past_perfect(tree: Tree, first: int, last: int) -> bool:
    """The main verb is "had done"; quotation marks show that somebody else's words stand there."""
    if any(set(tree.words[i]) & set('"“”«»') for i in range(first, last + 1)):
        return False
    roots = [i for i in range(first, last + 1) if tree.heads[i] == i or tree.deps[i] in ("ccomp", "parataxis")]
    return any(
        tree.lowers[kid] == "had" and tree.deps[kid] in ("aux", "auxpass") for root in roots for kid in tree.kids[root]
    )


def goes_on(tree: Tree, first: int, last: int) -> bool:
    """A plain statement with "would" about something just spoken of: "It would take years." No if-clause: such a
    sentence may be the author's own thought."""
    root = next((i for i in range(first, last + 1) if tree.heads[i] == i and tree.pos[i] in ("VERB", "AUX")), None)
    if root is None or any(set(tree.words[i]) & set('"“”«»?') for i in range(first, last + 1)):
        return False
    if not any(tree.lowers[kid] in _BACKSHIFTED and tree.deps[kid] == "aux" for kid in tree.kids[root]):
        return False
    if any(tree.lowers[i] in ("if", "unless", "later", "eventually", "but", "however") for i in range(first, last + 1)):
        return False
    subject = tree.child(root, "nsubj", "nsubjpass", "expl")
    if subject is None or subject > root:
        return False
    opening = min((*tree.kids[subject], subject))
    return tree.lowers[opening] in ("it", "they", "he", "she", "this", "that", "these", "those", "there", "the")
