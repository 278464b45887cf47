"""Where in a text its parties stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

from detente.types import Entity

#: Token index -> the entity that covers it.
EntityMap = Mapping[int, Entity]


def entity_map(doc: Doc, entities: Iterable[Entity]) -> dict[int, Entity]:
    """Token index -> entity, for all tokens of each entity."""
    found: dict[int, Entity] = {}
    for entity in entities:
        if (span := doc.char_span(entity.start, entity.end, alignment_mode="expand")) is not None:
            found.update(dict.fromkeys(range(span.start, span.end), entity))
    return found
