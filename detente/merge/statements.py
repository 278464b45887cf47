"""The best statement of a field among an event's mentions, and what disagrees with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from detente.merge.evidence import is_specific, places_fit
from detente.merge.origins import Printed
from detente.merge.parties import party_of
from detente.merge.reports import Report
from detente.types import Actor, Conflict, Entity, Event, Place, TimeSpan

T = TypeVar("T")
_PRECISIONS = ("day", "week", "month", "quarter", "year", "decade", "vague")
_SPECIFICITY = ("person", "organisation", "group", "role", "state")
#: A party named by less than this share of the reports that name the most frequent one is a slip.
_MIN_SUPPORT = 0.25


def most(weighted: Iterable[tuple[str | None, float]]) -> str | None:
    """The value with the most weight; ties go to the first in the alphabet."""
    totals: dict[str, float] = defaultdict(float)
    for value, weight in weighted:
        if value is not None:
            totals[value] += weight
    return min(totals, key=lambda value: (-round(totals[value], 9), value), default=None)


def parties(mentions: Iterable[Event], role: str) -> tuple[Actor, ...]:
    """Who filled the role: one for each government, one for each other party, under the name most reports use."""
    names: dict[str, dict[Actor, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mention in mentions:
        entities: tuple[Entity, ...] = getattr(mention, role)
        for member in (m for entity in entities for m in (entity.members or (entity,))):
            party = party_of(member)
            key = party.key if party is not None else f"?{member.name.casefold()}"
            actor = Actor(member.name, member.kind, member.country, member.sectors, member.wikidata)
            names[key][actor].add(mention.document)
    support = {key: len(set().union(*found.values())) for key, found in names.items()}
    kept = [key for key in names if support[key] >= _MIN_SUPPORT * max(support.values())]
    known = [key for key in kept if not key.startswith("?")] or kept
    known.sort(key=lambda key: (-support[key], key))
    return tuple(min(names[key], key=lambda actor: _naming(actor, names[key][actor])) for key in known)


def _naming(actor: Actor, found_in: set[str]) -> tuple[object, ...]:
    kind = _SPECIFICITY.index(actor.kind) if actor.kind in _SPECIFICITY else len(_SPECIFICITY)
    return (-len(found_in), kind, actor.name, actor.sectors, actor.wikidata or "")


def best_time(mentions: Iterable[Event]) -> TimeSpan | None:
    """The most precise time; of those the one in most documents, then the earliest."""
    found: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for mention in mentions:
        if mention.time is not None and (mention.time.from_date or mention.time.to_date):
            found[mention.time.precision, mention.time.from_date, mention.time.to_date].append(mention)
    if not found:
        return None

    def rank(key: tuple[object, ...]) -> tuple[object, ...]:
        precision, first, last = key
        order = _PRECISIONS.index(str(precision)) if precision in _PRECISIONS else len(_PRECISIONS)
        return (order, -len({mention.document for mention in found[key]}), str(first), str(last))

    return min(found[min(found, key=rank)], key=lambda mention: mention.id).time


def best_place(mentions: Iterable[Event]) -> Place | None:
    """The most specific place; of those the one in most documents, then the first by name."""
    found: dict[str, list[Event]] = defaultdict(list)
    for mention in mentions:
        if mention.place is not None:
            found[mention.place.geonames_id or mention.place.name].append(mention)
    if not found:
        return None

    def rank(key: str) -> tuple[object, ...]:
        place = found[key][0].place
        order = 2 if place is None or place.feature == "country" else 0 if is_specific(place) else 1
        return (order, -len({mention.document for mention in found[key]}), key)

    return min(found[min(found, key=rank)], key=lambda mention: mention.id).place


def best_toll(reports: Sequence[Report], field: str) -> int | None:
    """The number of the last day's reports, since tolls rise; of that day the one in most families, then the higher."""
    stated = [report for report in reports if getattr(report, field) is not None]
    dated = [report for report in stated if report.published is not None]
    last = max((report.published or 0 for report in dated), default=None)
    final = [report for report in dated if report.published == last] or stated
    counts = _by_family((getattr(report, field), report.family) for report in final)
    return max(counts, key=lambda number: (counts[number], number), default=None)


def conflicts(
    mentions: Sequence[Event], reports: Sequence[Report], documents: Mapping[str, Printed]
) -> tuple[Conflict, ...]:
    """Days, places and tolls that cannot all be true, each with the number of families that state it."""
    family = {m.document: documents[m.document].original if m.document in documents else m.document for m in mentions}
    found = []
    days = [
        (f"{time.from_date}" if time.from_date == time.to_date else f"{time.from_date}/{time.to_date}", mention)
        for mention in mentions
        if (time := mention.time) is not None and time.from_date and time.to_date
    ]
    if _exclude([m.time for _, m in days], _overlap):
        found.append(_conflict("time", ((value, family[mention.document]) for value, mention in days)))
    spots = [(mention.place.name, mention) for mention in mentions if mention.place is not None]
    if _exclude([m.place for _, m in spots], lambda one, two: places_fit(one, two) is not None):
        found.append(_conflict("place", ((value, family[mention.document]) for value, mention in spots)))
    for name in ("killed", "injured"):
        numbers = [(str(value), r.family) for r in reports if (value := getattr(r, name)) is not None]
        if len({number for number, _ in numbers}) > 1:
            found.append(_conflict(name, numbers))
    return tuple(found)


def _exclude(values: Sequence[T | None], fit: Callable[[T, T], bool]) -> bool:
    """Whether two of the values cannot both be true. Compares with the first of each kind only: few differ."""
    kinds: list[T] = []
    for value in values:
        if value is not None and value not in kinds:
            if any(not fit(other, value) for other in kinds):
                return True
            kinds = [*kinds, value][:50]
    return False


def _overlap(one: TimeSpan, two: TimeSpan) -> bool:
    if one.from_date is None or one.to_date is None or two.from_date is None or two.to_date is None:
        return True
    return one.from_date <= two.to_date and two.from_date <= one.to_date


def _conflict(field: str, stated: Iterable[tuple[str, str]]) -> Conflict:
    counts = _by_family(stated)
    return Conflict(field, tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))


def _by_family(stated: Iterable[tuple[T, str]]) -> dict[T, int]:
    families: dict[T, set[str]] = defaultdict(set)
    for value, family in stated:
        families[value].add(family)
    return {value: len(found) for value, found in families.items()}
