"""Words whose speaker stands before a colon, or at either end of a headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.certainty.cues import Cues
from detente.certainty.phrases import noun_phrase, to_spans, verb_group
from detente.certainty.speakers import entity_at, kind_of
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS
from detente.types import Attribution, CharSpan, Entity

_STATE, _WITNESSES = WORDS["state"], WORDS["witnesses"]


def led_by_colon(
    tree: Tree, quotes: Sequence[tuple[int, int]], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """'The envoy was blunt: "They shelled the camp."': whoever may speak and is the subject before the colon."""
    for first, last in quotes:
        if first < 2 or tree.words[first - 1] != ":":
            continue
        root = first - 2
        while tree.heads[root] != root and tree.heads[root] < first - 1:
            root = tree.heads[root]
        subject = tree.child(root, "nsubj") if tree.pos[root] in ("VERB", "AUX") else None
        if subject is None or subject > root or not may_speak(tree, subject, cues):
            continue
        content = (tree.starts[first], tree.ends[last])
        yield by_subject(tree, root, subject, content, "direct", entities, cues)


def told_before_colon(
    tree: Tree, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """ "He relayed what survivors had told him: a patrol boat rammed the raft": a verb of speech right before a colon."""
    for i in range(2, len(tree) - 3):
        if tree.words[i] != ":" or set(tree.words[i + 1]) & set("\"“«'\n"):
            continue
        verbs = [j for j in range(max(0, i - 3), i) if tree.pos[j] == "VERB" and tree.sents[j] == tree.sents[i]]
        verb = verbs[-1] if verbs else None
        group = cues.predicate("verb", tree.lemmas[verb], "quote") if verb is not None else None
        if verb is None or group is None or group.holds != "said" or tree.deps[verb] == "amod":
            continue
        end = i
        while end + 1 < len(tree) and tree.sents[end + 1] == tree.sents[i]:
            end += 1
        subject = tree.child(verb, "nsubj")
        content = (tree.starts[i + 1], tree.ends[end])
        if subject is None or not may_speak(tree, subject, cues) or covered(attributions, *content):
            continue
        if any(tree.pos[j] in ("VERB", "AUX") for j in range(i + 1, end)):
            yield by_subject(tree, verb, subject, content, "indirect", entities, cues)


def named_at_end(
    tree: Tree, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """ "Troops shell border town: UN", "Bank cut rates in secret - officials": headlines name who says so at their end."""
    for first, last in sentences(tree):
        while last > first and (tree.pos[last] in ("PUNCT", "SPACE") or not tree.words[last].strip()):
            last -= 1
        mark = next(
            (i for i in range(last - 1, max(first, last - 5), -1) if tree.words[i] in (":", "–", "—", "--", "-")), None
        )
        if mark is None or mark - first < 3 or any(set(tree.words[i]) & set('"“”«»?') for i in range(first, last + 1)):
            continue
        if tree.words[mark] == "-" and tree.ends[mark - 1] == tree.starts[mark]:
            continue  # "ex-minister"
        words = range(mark + 1, last + 1)
        known = tree.ents[last] in ("ORG", "GPE", "PERSON", "NORP") or not cues.people.isdisjoint(tree.names(last))
        if not known or any(tree.pos[i] in ("VERB", "AUX", "ADP", "CCONJ", "NUM") for i in words):
            continue
        if not any(tree.pos[i] == "VERB" and tree.tags[i] != "VBG" for i in range(first, mark)):
            continue
        content = (tree.starts[first], tree.ends[mark - 1])
        if covered(attributions, *content):
            continue
        entity = entity_at(tree.chars(last, last), entities)
        kind, named = kind_of(tree, words, last, entity, cues)
        if kind in ("PRIVATE_PERSON", "SOCIAL_MEDIA") and tree.lemmas[last] not in _WITNESSES:
            continue
        speaker = (tree.chars(mark + 1, last),)
        yield Attribution(speaker, (tree.chars(mark, mark),), (content,), kind, named, entity, "AFFIRMS", "indirect")


#: A speaker before the colon of a headline has at most so many words.
_NAME = 5


def named_at_start(
    tree: Tree, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """ "Officials: Turkey bombed border posts": offices and state bodies. Names, places and occasions there are topics."""
    for first, last in sentences(tree):
        mark = next((i for i in range(first + 1, min(first + _NAME + 1, last - 1)) if tree.words[i] == ":"), None)
        if mark is None or any(set(tree.words[i]) & set('"“”«»?') for i in range(first, last + 1)):
            continue
        words, head = range(first, mark), mark - 1
        if any(tree.pos[i] not in ("NOUN", "PROPN", "ADJ", "PART") for i in words) or tree.ents[head] == "PERSON":
            continue  # "Clarence Thomas: donor paid for school" tells of him
        if tree.lemmas[head] not in cues.people or tree.lemmas[head] in cues.claims:
            continue
        if not any(tree.pos[i] == "VERB" and tree.tags[i] != "VBG" for i in range(mark + 1, last + 1)):
            continue
        content = (tree.starts[mark + 1], tree.ends[last])
        if covered(attributions, *content):
            continue
        entity = entity_at(tree.chars(head, head), entities)
        kind, named = kind_of(tree, words, head, entity, cues)
        if kind not in ("OFFICIAL", "ANALYST") and tree.lemmas[head] not in _STATE | _WITNESSES:
            continue
        speaker = (tree.chars(first, head),)
        yield Attribution(speaker, (tree.chars(mark, mark),), (content,), kind, named, entity, "AFFIRMS", "indirect")


def by_subject(
    tree: Tree, verb: int, subject: int, content: CharSpan, form: str, entities: Sequence[Entity], cues: Cues
) -> Attribution:
    phrase = noun_phrase(tree, subject, [verb])
    entity = entity_at(tree.chars(subject, subject), entities)
    kind, named = kind_of(tree, phrase, subject, entity, cues)
    speaker, cue = to_spans(tree, phrase), to_spans(tree, verb_group(tree, verb))
    return Attribution(speaker, cue, (content,), kind, named, entity, "AFFIRMS", form)


def may_speak(tree: Tree, subject: int, cues: Cues) -> bool:
    """A listed role or body, a personal name, or "he" and "she"."""
    return (
        tree.lemmas[subject] in cues.people
        or tree.ents[subject] in ("PERSON", "ORG")
        or tree.lowers[subject] in ("he", "she")
    )


def between(span: CharSpan, start: int, end: int) -> bool:
    return span[0] < end and start < span[1]


def covered(attributions: Sequence[Attribution], start: int, end: int) -> bool:
    return any(between(content, start, end) for item in attributions for content in item.content)


def sentences(tree: Tree) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for i, number in enumerate(tree.sents):
        if out and tree.sents[out[-1][0]] == number:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out
