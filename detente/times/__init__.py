"""Times: the expressions of a text, the days they mean, and which event each belongs to."""

from detente.times.attach import attach_time
from detente.times.find import find_times
from detente.times.historical import is_historical

__all__ = ["attach_time", "find_times", "is_historical"]
