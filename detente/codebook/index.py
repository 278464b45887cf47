"""Frames by lemma, the most specific first: what the event finder looks words up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.codebook.model import EventType, Frame

FrameIndex = Mapping[str, tuple[Frame, ...]]


def specificity(frame: Frame) -> int:
    """How much the frame asks of its surroundings: the more, the surer it is where it fits.

    A particle, an object, a governed clause change what the word means ("call off", "hold talks"), a preposition a
    little less, arguments required and objects excluded least.
    """
    return (
        8 * (bool(frame.particle) + bool(frame.objects) + bool(frame.complement) + bool(frame.subjects))
        + 4 * bool(frame.preposition)
        + len(frame.requires)
        + bool(frame.not_objects)
    )


def index_frames(types: Iterable[EventType]) -> tuple[FrameIndex, FrameIndex, FrameIndex]:
    """(verbs, nouns, adjectives): lemma -> frames, the most specific first, then by confidence, then by id.

    A lemma of several words ("cease fire") stands under its last word, before the frames of that word alone.
    """
    tables: dict[str, dict[str, dict[str, tuple[int, Frame]]]] = {"verb": {}, "noun": {}, "adjective": {}}
    for frame in (frame for event_type in types for frame in event_type.frames):
        table = tables[frame.kind]
        for lemma in frame.lemmas:
            words = lemma.split()
            frames = table.setdefault(words[-1], {})
            rank = specificity(frame) + 8 * (len(words) > 1)
            frames[frame.id] = max(frames.get(frame.id, (0, frame)), (rank, frame), key=lambda pair: pair[0])
    verbs, nouns, adjectives = (_sorted(table) for table in tables.values())
    return verbs, nouns, adjectives


def _sorted(table: Mapping[str, Mapping[str, tuple[int, Frame]]]) -> dict[str, tuple[Frame, ...]]:
    return {
        lemma: tuple(
            frame for _, frame in sorted(frames.values(), key=lambda pair: (-pair[0], -pair[1].confidence, pair[1].id))
        )
        for lemma, frames in sorted(table.items())
    }
