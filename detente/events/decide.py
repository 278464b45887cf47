"""Rule and model weighed against each other: the encoder's second opinion on what the frames found.

The frame proposes type and parties and can say why; the encoder reads the whole sentence and can say that nothing happened
between the two. Where they disagree the event says so in `why`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.codebook.model import Codebook
from detente.encoder import Encoder, Sentence
from detente.types import Candidate, CharSpan, Entity

_NONE = "NONE"
#: The encoder overrules a frame only when this sure; tried .6 to .9 on events_dev and silent_dev, 2026-11.
_SURE_OF_TYPE = 0.85
_SURE_OF_NONE = 0.8
_HARDLY = 0.1
#: Weight of the encoder's probability in the confidence, against the frame's.
_ENCODER_WEIGHT = 0.5


def encode_sentences(doc: Doc, wanted: Sequence[CharSpan], encoder: Encoder) -> dict[int, Sentence]:
    """Encoded sentences by their first character.

    Args:
        doc: parsed document.
        wanted: the sentences, (start, end) characters.
        encoder: the model.
    """
    unique = sorted(set(wanted))
    encoded = encoder.encode([(start, doc.text[start:end]) for start, end in unique])
    return {sentence.start: sentence for sentence in encoded}


def weigh(doc: Doc, candidates: Sequence[Candidate], codebook: Codebook, encoder: Encoder) -> tuple[Candidate, ...]:
    """The candidates with both opinions in their confidence, in order; what the encoder calls no event loses most of it.

    Types of a user's own codebook, which the encoder never saw, keep the frame's word.
    """
    sentences = encode_sentences(doc, [candidate.sentence for candidate in candidates], encoder)
    return tuple(_weighed(candidate, sentences[candidate.sentence[0]], codebook, encoder) for candidate in candidates)


def _weighed(candidate: Candidate, sentence: Sentence, codebook: Codebook, encoder: Encoder) -> Candidate:
    if candidate.event_type not in encoder.types:
        return candidate
    actor, recipient = _span(candidate.actors), _span(candidate.recipients)
    said = encoder.pair_type(sentence, actor, recipient, candidate.trigger)
    best = max(said, key=lambda label: said[label])
    own = said[candidate.event_type]
    note = f"encoder: {candidate.event_type} {own:.2f}"
    if best != candidate.event_type:
        note += f", {best} {said[best]:.2f}"
    if best == _NONE and said[best] >= _SURE_OF_NONE and own < _HARDLY:
        return replace(candidate, confidence=round(candidate.confidence * 0.5, 3), why=(*candidate.why, note))
    if best != _NONE and said[best] >= _SURE_OF_TYPE and own < _HARDLY and best in codebook.types:
        changed = codebook.types[best]
        confidence = round(0.8 * said[best], 3)
        why = (*candidate.why, f"{note}: the encoder's type is taken")
        return replace(
            candidate, event_type=best, mode=None, cameo=changed.cameo, confidence=confidence, why=why
        )
    confidence = (1 - _ENCODER_WEIGHT) * candidate.confidence + _ENCODER_WEIGHT * own
    return replace(candidate, confidence=round(confidence, 3), why=(*candidate.why, note))


def _span(parties: Sequence[Entity]) -> CharSpan | None:
    return (parties[0].start, parties[0].end) if parties else None
