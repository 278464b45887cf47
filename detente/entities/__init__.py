"""Who: finds the spans that can act or be acted on, and says whom they stand for."""

from detente.entities.find import find_entities
from detente.entities.knowledge import Knowledge
from detente.entities.resolve import resolve

__all__ = ["Knowledge", "find_entities", "resolve"]
