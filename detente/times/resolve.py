"""What an expression means, kind by kind."""

from __future__ import annotations

from detente.times import absolute, relative
from detente.times import intervals as iv
from detente.times.grammar import Match
from detente.times.intervals import Interval
from detente.times.setting import Setting

_SLICES = (("first half", "first half"), ("second half", "second half"), ("early", "early"), ("beginning", "early"),
           ("start", "early"), ("mid", "mid"), ("late", "late"), ("end", "late"), ("close", "late"))  # fmt: skip


def resolve(match: Match, setting: Setting) -> Interval | None:
    """The interval meant; unresolved where a date is missing; None = this is no time after all."""
    try:
        resolver = absolute.RESOLVERS.get(match.kind) or relative.RESOLVERS[match.kind]
        found = resolver(match, setting)
    except (ValueError, OverflowError):  # 31 June, year 0
        return None
    part = next((part for word, part in _SLICES if match.get("slice").startswith(word)), "")
    return iv.cut(found, part) if found is not None and part and found.bounded else found
