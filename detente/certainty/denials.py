"""Denials of an event in words that point back at it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from detente.certainty.cues import Cues
from detente.certainty.effects import State
from detente.certainty.phrases import covers, noun_phrase, to_spans, verb_group
from detente.certainty.repair import mended
from detente.certainty.speakers import entity_at, kind_of
from detente.types import Attribution, CharSpan, Claim, Entity
from detente.whole import text_of

#: A denial counts for an event that was told at most this many characters before it.
_REACH = 400


def denials(
    doc: Doc,
    trigger: CharSpan,
    state: State,
    claims: Sequence[Claim],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    cues: Cues,
) -> tuple[Claim, ...]:
    """Denials of the event in words that point back at it: "...; the army rejected the charge"."""
    if not claims or claims[0].stance != "AFFIRMS" or state.basis is not None or state.asked:
        return ()
    if apposed := _denied_in_apposition(doc, trigger, entities, cues):
        return (apposed,)
    out = []
    for item in attributions:
        if item.stance != "DENIES" or not item.cue or not item.content or not item.speaker:
            continue
        if covers(item.content, *trigger):
            if _head_lemma(doc, item.content[0]) in cues.shares and item.speaker[0] != claims[0].speaker:
                out.append(_denial(item))
            continue
        if not 0 < item.cue[0][0] - trigger[1] < _REACH or item.speaker[0] == claims[0].speaker:
            continue
        if "\n\n" in text_of(doc)[trigger[1] : item.cue[0][0]] or not _points_back(doc, item.content[0], cues):
            continue
        out.append(_denial(item))
        break
    return tuple(out)


def _denied_in_apposition(doc: Doc, trigger: CharSpan, entities: Sequence[Entity], cues: Cues) -> Claim | None:
    """ "..., a charge the foreign ministry denied": right behind the clause that tells of the event."""
    found = doc.char_span(*trigger, alignment_mode="expand")
    if found is None:
        return None
    tree = mended(doc).part(found.sent.start, found.sent.end)
    for i in range(1, len(tree)):
        if tree.starts[i] < trigger[1] or tree.lemmas[i] not in cues.claims or tree.pos[i] != "NOUN":
            continue
        verb = tree.child(i, "relcl")
        opening = min(tree.kids[i], default=i)
        if verb is None or opening == 0 or tree.words[opening - 1] != ",":
            continue
        group = cues.predicate("verb", tree.lemmas[verb], "report-object")
        subject = tree.child(verb, "nsubj")
        if group is None or subject is None or tree.tags[subject] in ("WDT", "WP"):
            continue
        phrase = noun_phrase(tree, subject, [verb])
        entity = entity_at(tree.chars(subject, subject), entities)
        kind, named = kind_of(tree, phrase, subject, entity, cues)
        cue = to_spans(tree, verb_group(tree, verb))
        return Claim(to_spans(tree, phrase)[0], cue[0], kind, named, "DENIES", "CT", "indirect", entity)
    return None


def _denial(item: Attribution) -> Claim:
    return Claim(item.speaker[0], item.cue[0], item.speaker_kind, item.named, "DENIES", "CT", item.form, item.entity)


def _head_lemma(doc: Doc, span: CharSpan) -> str:
    found = doc.char_span(*span, alignment_mode="expand")
    return str(found.root.lemma_).lower() if found is not None else ""


def _points_back(doc: Doc, span: CharSpan, cues: Cues) -> bool:
    """The content is "the charge", "it", "any involvement": nothing that says for itself what is denied."""
    found = doc.char_span(*span, alignment_mode="expand")
    if found is None or len(found) > 6:
        return False
    lemma = found.root.lemma_.lower()
    return lemma in cues.claims or lemma in cues.shares
