"""Where in a text its parties stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc, Token

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


def with_coordinated(token: Token, where: EntityMap) -> tuple[Entity, ...]:
    """The party that covers the token, and those coordinated with its head: "[United] States and Israel"."""
    entity = where[token.i]
    while token.head.i != token.i and where.get(token.head.i) is entity:
        token = token.head
    later = (other for other in token.conjuncts if other.i > token.i and other.i in where)
    return tuple(dict.fromkeys((entity, *(where[other.i] for other in later))))
