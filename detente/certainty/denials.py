"""Denials of an event in words that point back at it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from detente.certainty.cues import Cues
from detente.certainty.effects import State
from detente.certainty.phrases import covers
from detente.types import Attribution, CharSpan, Claim

#: A denial counts for an event that was told at most this many characters before it.
_REACH = 400


def denials(
    doc: Doc,
    trigger: CharSpan,
    state: State,
    claims: Sequence[Claim],
    attributions: Sequence[Attribution],
    cues: Cues,
) -> tuple[Claim, ...]:
    """Denials of the event in words that point back at it: "...; the army rejected the charge"."""
    if not claims or claims[0].stance != "AFFIRMS" or state.basis is not None or state.asked:
        return ()
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
        if "\n\n" in doc.text[trigger[1] : item.cue[0][0]] or not _points_back(doc, item.content[0], cues):
            continue
        out.append(_denial(item))
        break
    return tuple(out)


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
