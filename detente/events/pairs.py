"""The best type for a pair of parties that the caller marked; never none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.codebook.model import Codebook
from detente.events.find import find_events
from detente.types import Candidate, CharSpan, Entity, PairCode

#: What a pair gets when no frame fires near it: the most frequent type of international news.
_NOTHING_FOUND = "CONSULT"


def code_pair(
    doc: Doc, actor: CharSpan, recipient: CharSpan, entities: Sequence[Entity], codebook: Codebook
) -> PairCode:
    """The type of what the marked actor does to the marked recipient.

    Args:
        doc: parsed document.
        actor: (start, end) characters.
        recipient: (start, end) characters.
        entities: those found; the ones that overlap a marked span give way to it.
        codebook: what counts as an event.
    """
    marked = [_entity(doc, actor, "actor", entities), _entity(doc, recipient, "recipient", entities)]
    others = [e for e in entities if all(e.end <= m.start or m.end <= e.start for m in marked)]
    found = find_events(doc, sorted([*others, *marked], key=lambda entity: entity.start), codebook)
    best = max(found, key=lambda candidate: _fit(candidate, actor, recipient), default=None)
    if best is None:
        return _code(codebook, _NOTHING_FOUND, None, 0.1)
    confidence = best.confidence * min(1.0, _fit(best, actor, recipient) / 4)
    return _code(codebook, best.event_type, best.mode, round(confidence, 3))


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
    swapped = any(_overlap(entity, recipient) for entity in candidate.actors)
    swapped += any(_overlap(entity, actor) for entity in candidate.recipients)
    score = 2.0 * as_actor + 2.0 * as_recipient + (0.4 * swapped if not (as_actor and as_recipient) else 0)
    low, high = sorted((actor[0], recipient[0]))
    between = low < candidate.trigger[0] < high
    return score + 0.3 * between + 0.3 * candidate.confidence - 0.5 * candidate.secondary


def _overlap(entity: Entity, span: CharSpan) -> bool:
    return entity.start < span[1] and span[0] < entity.end


def _code(codebook: Codebook, event_type: str, mode: str | None, confidence: float) -> PairCode:
    return PairCode(event_type, mode, codebook.types[event_type].quad_class, confidence)
