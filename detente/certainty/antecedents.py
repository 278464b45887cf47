"""Who "he" is in "he said": the speaker before, or the subject before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.certainty.cues import Cues
from detente.certainty.introduced import may_speak
from detente.certainty.phrases import noun_phrase, to_spans
from detente.certainty.repair import mended
from detente.certainty.speakers import kind_of
from detente.certainty.tree import Tree
from detente.types import Attribution
from detente.whole import text_of

#: How far back the antecedent of "he said" may stand, in characters. Only where entities did not resolve it.
_REACH = 600
_BODIES = frozenset({"ORGANISATION", "DOCUMENT_DATA", "MEDIA", "SOCIAL_MEDIA"})
_PERSONAL = {"he": "one", "she": "one", "they": "many", "it": "body"}


def with_antecedents(
    doc: Doc, attributions: Sequence[Attribution], cues: Cues
) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
    """The attributions with kind, name and entity of "he", "she", "it" and "they"; and the same with the span, too.

    "The mayor said ... He added ...": "he" is an official; in the second tuple the speaker is "The mayor". Speakers that
    resolved to an entity keep it. The antecedent is the speaker before, else the subject before in this or the last
    sentence, where that is a person.

    Args:
        doc: the parsed text.
        attributions: sorted by the place of their cue.
        cues: the word lists.
    """
    text = text_of(doc)
    out: list[Attribution] = []
    spanned: list[Attribution] = []
    for item in attributions:
        word = text[slice(*item.speaker[0])].lower() if item.speaker else ""
        number = _PERSONAL.get(word)
        before = _antecedent(text, spanned, item, number) if number else None
        if number == "one" and before is None and item.entity is None:
            before = _subject_before(mended(doc), item, cues)
        if before is None:
            out.append(item)
            spanned.append(item)
            continue
        if item.entity is None:
            item = replace(item, speaker_kind=before.speaker_kind, named=before.named, entity=before.entity)
        same = before.entity is None or item.entity is None or before.entity.name == item.entity.name
        out.append(item)
        spanned.append(replace(item, speaker=before.speaker) if same else item)
    return tuple(out), tuple(spanned)


def _subject_before(tree: Tree, item: Attribution, cues: Cues) -> Attribution | None:
    """ "The ambassador would recognise it, he said": the nearest subject before that names a single person."""
    at = next((i for i in range(len(tree)) if tree.starts[i] == item.speaker[0][0]), None)
    if at is None:
        return None
    for i in range(at - 1, -1, -1):
        if tree.sents[at] - tree.sents[i] > 1 or "\n" in tree.words[i]:
            return None
        if tree.deps[i] not in ("nsubj", "nsubjpass") or tree.pos[i] not in ("NOUN", "PROPN") or tree.tags[i] == "NNS":
            continue
        if not may_speak(tree, i, cues) or tree.ents[i] == "ORG":
            continue
        phrase = noun_phrase(tree, i, [tree.heads[i]])
        kind, named = kind_of(tree, phrase, i, None, cues)
        return (
            replace(item, speaker=to_spans(tree, phrase), speaker_kind=kind, named=named)
            if kind not in _BODIES
            else None
        )
    return None


def _antecedent(text: str, earlier: Sequence[Attribution], item: Attribution, number: str) -> Attribution | None:
    """The nearest speaker before who is no pronoun himself and agrees in number and kind."""
    for other in reversed(earlier):
        if not other.speaker or other.speaker[0][1] > item.speaker[0][0]:
            continue
        if item.speaker[0][0] - other.speaker[0][1] > _REACH:
            return None
        words = text[slice(*other.speaker[0])].lower().split()
        if words[0] in _PERSONAL and other.entity is None:
            continue
        if number == "body":
            return other if other.speaker_kind in _BODIES else None
        several = "and" in words or words[-1].endswith("s") or (other.entity is not None and bool(other.entity.members))
        if number == "one":
            person = other.speaker_kind not in _BODIES or words[-1].startswith("spokes") or _is_person(other)
            return other if person and not (several and other.entity is None) else None
        return other if several or other.speaker_kind in _BODIES else None
    return None


def _is_person(item: Attribution) -> bool:
    return item.entity is not None and item.entity.kind in ("person", "role")
