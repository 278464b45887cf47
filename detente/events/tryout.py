"""A user's codebook against its own examples: what do the triggers find, what would the examples say of one left out?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from spacy.language import Language

from detente.codebook.marks import Marked, read_marks
from detente.codebook.model import Codebook, EventType, Tried
from detente.encoder import Encoder
from detente.encoder.softmax import Floats
from detente.events.examples import FEWEST_HITS, Background, example_views, fit_likeness
from detente.events.find import find_events
from detente.events.own import SURE_OF_EXAMPLES
from detente.types import CharSpan, Entity


def try_examples(codebook: Codebook, nlp: Language, encoder: Encoder) -> Iterator[Tried]:
    """Each example of the types that the encoder was not taught, hits first."""
    background = Background.load(encoder)
    for kind in codebook.types.values():
        if kind.id not in encoder.types:
            yield from _tried(kind, codebook, nlp, left_out(*example_views(kind, encoder), background.against(kind)))


def _tried(kind: EventType, codebook: Codebook, nlp: Language, said: list[float]) -> Iterator[Tried]:
    odds: list[float | None] = list(said)
    texts = (*kind.hits, *kind.near_misses)
    if not odds:
        odds = [None] * len(texts)
    marked = [read_marks(text) for text in texts]
    for i, (item, doc) in enumerate(zip(marked, nlp.pipe([item.text for item in marked]), strict=True)):
        is_hit = i < len(kind.hits)
        at = [event for event in find_events(doc, _parties(item), codebook) if _overlap(event.trigger, item.trigger)]
        sure = (odds[i] or 0.0) >= SURE_OF_EXAMPLES
        found = any(event.event_type == kind.id or (sure and not event.trusted) for event in at)
        yield Tried(kind.id, is_hit, i + 1 if is_hit else i + 1 - len(kind.hits), item.text, found, odds[i])


def left_out(hits: Floats, misses: Floats, others: Floats) -> list[float]:
    """What the examples would say of each of them if it were not among them; empty with too few hits."""
    if len(hits) <= FEWEST_HITS:
        return []
    odds = [fit_likeness(np.delete(hits, i, 0), misses, others).judge(row)[0] for i, row in enumerate(hits)]
    return odds + [fit_likeness(hits, np.delete(misses, i, 0), others).judge(row)[0] for i, row in enumerate(misses)]


def _overlap(span: CharSpan, marked: CharSpan | None) -> bool:
    return marked is None or (span[0] < marked[1] and marked[0] < span[1])


def _parties(marked: Marked) -> list[Entity]:
    spans = sorted(span for span in (marked.actor, marked.recipient) if span)
    return [Entity(*span, marked.text[slice(*span)], "group", marked.text[slice(*span)]) for span in spans]
