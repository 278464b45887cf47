"""Offices that one person holds at a time: a successor ends a term whose end no table gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from detente.entities.model import FIRST, LAST, Office, Person

HEADS_OF_STATE = frozenset({
    "president", "king", "queen", "emperor", "emir", "sultan", "shah", "prince", "grand duke", "head of state",
    "military ruler", "pope", "interim president",
})  # fmt: skip
HEADS_OF_GOVERNMENT = frozenset({"prime minister", "premier", "chancellor"})
#: One holder a state, besides the heads. All other offices (senator, ambassador, spokesman) may have several.
_ONE_SEAT = frozenset({
    "leader", "supreme leader", "paramount leader", "general secretary", "foreign minister", "foreign secretary",
    "secretary of state", "defence minister", "defence secretary", "finance minister", "interior minister",
    "treasury secretary", "attorney general", "vice president", "national security adviser", "army chief",
    "home secretary", "chancellor of the exchequer", "leader of the opposition", "secretary general",
    "central bank governor", "chief executive", "commerce secretary", "homeland security secretary", "house speaker",
    "security council secretary", "senate majority leader", "high representative", "council president",
    "commission president", "chief cabinet secretary", "unification minister", "crown prince",
})  # fmt: skip


def seat(role: str) -> str:
    """The seat that an office fills: all heads of state share one; "" for an office of several holders."""
    if role in HEADS_OF_STATE:
        return "head of state"
    if role in HEADS_OF_GOVERNMENT:
        return "head of government"
    return role if role in _ONE_SEAT else ""


def close_terms(people: Iterable[Person]) -> None:
    """End each open term of a single seat on the day before the next holder's begins.

    Only the very same office counts, and organisations of states are left out: they have many secretaries general.
    """
    seats: dict[tuple[str, str], list[tuple[Office, Person]]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            if office.start > FIRST and seat(office.role) and len(office.country) == 3 and office.country != "IGO":
                seats[office.country, office.role].append((office, person))
    for held in seats.values():
        for office, person in held:
            if office.end != LAST:
                continue
            later = [other.start for other, who in held if who is not person and other.start > office.start]
            if later:
                person.offices[person.offices.index(office)] = replace(office, end=min(later) - 1)
