"""The best type for a pair of parties that the caller marked; never none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.codebook.model import Codebook
from detente.encoder import Reading
from detente.events.find import find_events
from detente.types import Candidate, CharSpan, Entity, PairCode

#: A frame that joins just the two parties counts as much as this many times the encoder's probability.
#: Tried 1 to 9 on five folds of pairs_train (training/cross_validate.py).
_FRAME_FACTOR = 2.0
_FULL_FIT = 4.0


def code_pair(
    doc: Doc, actor: CharSpan, recipient: CharSpan, entities: Sequence[Entity], codebook: Codebook, reading: Reading
) -> PairCode:
    """The type of what the marked actor does to the marked recipient: the encoder's, moved by the frame that joins them.

    Args:
        doc: parsed document.
        actor: (start, end) characters.
        recipient: (start, end) characters.
        entities: those found; the ones that overlap a marked span give way to it.
        codebook: what counts as an event.
        reading: the text as the encoder reads it; types that the encoder does not know can come from frames alone.
    """
    said = _probabilities(doc, actor, recipient, reading)
    said, best = weighed_by_frame(doc, actor, recipient, entities, codebook, said)
    event_type = max(said, key=lambda label: said[label])
    mode = best.mode if best is not None and best.event_type == event_type else None
    return _code(codebook, event_type, mode, round(said[event_type] / sum(said.values()), 3))


def weighed_by_frame(
    doc: Doc,
    actor: CharSpan,
    recipient: CharSpan,
    entities: Sequence[Entity],
    codebook: Codebook,
    said: dict[str, float],
    factor: float = _FRAME_FACTOR,
) -> tuple[dict[str, float], Candidate | None]:
    """The encoder's probabilities moved by the frame that joins the two spans best, and that frame's candidate."""
    marked = [_entity(doc, actor, "actor", entities), _entity(doc, recipient, "recipient", entities)]
    others = [e for e in entities if all(e.end <= m.start or m.end <= e.start for m in marked)]
    found = find_events(doc, sorted([*others, *marked], key=lambda entity: entity.start), codebook)
    best = max(found, key=lambda candidate: _fit(candidate, actor, recipient), default=None)
    said = dict(said)
    if best is not None:
        fit = min(1.0, _fit(best, actor, recipient) / _FULL_FIT)
        said[best.event_type] = max(said.get(best.event_type, 0.0), 0.02) * (1 + (factor - 1) * fit)
    return said, best


def _probabilities(doc: Doc, actor: CharSpan, recipient: CharSpan, reading: Reading) -> dict[str, float]:
    """The encoder's probabilities in the sentence of the actor, without NONE: the caller says that there is an event."""
    sentence = reading.sentence(_passage(doc, actor, recipient), "marks")
    said = reading.encoder.pair_type(sentence, actor, recipient, None, "marks")
    said.pop("NONE", None)
    return said


def _passage(doc: Doc, actor: CharSpan, recipient: CharSpan) -> CharSpan:
    """The sentences from the first to the last marked character."""
    low, high = min(actor[0], recipient[0]), max(actor[1], recipient[1])
    touched = [s for s in doc.sents if s.start_char < high and low < s.end_char]
    return (touched[0].start_char, touched[-1].end_char) if touched else (0, len(doc.text))


def _entity(doc: Doc, span: CharSpan, name: str, entities: Sequence[Entity]) -> Entity:
    """An entity on exactly the marked span, with what is known of the one found there."""
    text = doc.text[span[0] : span[1]]
    for entity in entities:
        if entity.start < span[1] and span[0] < entity.end:
            return replace(entity, start=span[0], end=span[1], text=text, members=())
    return Entity(span[0], span[1], text, "group", name)


def _fit(candidate: Candidate, actor: CharSpan, recipient: CharSpan) -> float:
    """How well a candidate relates the two spans: 4 both in their roles .. below 1 merely nearby."""
    as_actor = any(_overlap(entity, actor) for entity in candidate.actors)
    as_recipient = any(_overlap(entity, recipient) for entity in candidate.recipients)
    swapped = 0 + any(_overlap(entity, recipient) for entity in candidate.actors)
    swapped += any(_overlap(entity, actor) for entity in candidate.recipients)
    score = 2.0 * as_actor + 2.0 * as_recipient + (0.4 * swapped if not (as_actor and as_recipient) else 0)
    low, high = sorted((actor[0], recipient[0]))
    between = low < candidate.trigger[0] < high
    return score + 0.3 * between + 0.3 * candidate.confidence - 0.5 * candidate.secondary


def _overlap(entity: Entity, span: CharSpan) -> bool:
    return entity.start < span[1] and span[0] < entity.end


def _code(codebook: Codebook, event_type: str, mode: str | None, confidence: float) -> PairCode:
    return PairCode(event_type, mode, codebook.types[event_type].quad_class, confidence)
