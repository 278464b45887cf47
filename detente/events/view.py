"""What is looked at to tell one type of event from another: a sentence as states at its trigger and parties."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.codebook.marks import Marked
from detente.encoder import Encoder, Sentence
from detente.encoder.softmax import Floats
from detente.types import CharSpan, Entity

#: The parts of a view: trigger, actor, recipient, and the sentence as a whole.
PARTS = 4


def view(sentence: Sentence, actor: CharSpan | None, recipient: CharSpan | None, trigger: CharSpan | None) -> Floats:
    """(4 x 384,) states of trigger, actor, recipient and sentence, each of length 1 (0 where it is missing)."""
    parts = [*map(sentence.pooled, (trigger, actor, recipient)), sentence.states.mean(0)]
    return np.concatenate([_unit(part.astype(np.float64)) for part in parts])


def views(marked: Sequence[Marked], encoder: Encoder) -> Floats:
    """(sentences, 4 x 384) of marked sentences, in order."""
    read = encoder.deepen(encoder.read([(0, item.text) for item in marked]), "events")
    return np.array([view(s, m.actor, m.recipient, m.trigger) for s, m in zip(read, marked, strict=True)])


def span_of(parties: Sequence[Entity]) -> CharSpan | None:
    """Where the first of the parties stands, or None."""
    return (parties[0].start, parties[0].end) if parties else None


def _unit(vector: Floats) -> Floats:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
