"""Places: find names in a document, resolve them together, attach them to events."""

from detente.places.attach import attach_place, role_of
from detente.places.find import find_places
from detente.places.gazetteer import Gazetteer, Record

__all__ = ["Gazetteer", "Record", "attach_place", "find_places", "role_of"]
