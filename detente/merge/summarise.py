"""A cluster of reports -> one event: the best statement of each field, what became of it, and who reports it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from detente.merge.evidence import is_specific
from detente.merge.reports import Report, party_of
from detente.types import Actor, Document, Entity, Event, MergedEvent, Place, TimeSpan

_PRECISIONS = ("day", "week", "month", "quarter", "year", "decade", "vague")
_SPECIFICITY = ("person", "organisation", "group", "role", "state")
_HAPPENED = frozenset({"ASSERTED", "REPORTED"})
_NOT_HAPPENED = frozenset({"NEGATED", "DENIED"})
#: What else may be said of an event of which nobody says that it happened or did not, in order of weight.
_OPEN = ("PLANNED", "SPECULATED", "CONDITIONAL", "UNKNOWN")
#: A party named by less than this share of the reports that name the most frequent one is a slip.
_MIN_SUPPORT = 0.25


def event_id(mentions: Iterable[str]) -> str:
    """The event's id, from its smallest mention id: it stays while that mention does."""
    return "ev" + hashlib.sha256(min(mentions).encode()).hexdigest()[:12]


def summarise(reports: Sequence[Report], documents: Mapping[str, Document], families: Mapping[str, str]) -> MergedEvent:
    """One event from its reports, whose order has no influence.

    Args:
        reports: a cluster of `decide`.
        documents: by id.
        families: document -> original.
    """
    mentions = sorted((m for report in reports for m in report.mentions), key=lambda m: _by_date(m, documents))
    stated = _best_stated(mentions)
    event_type = _most((m.event_type, m.confidence) for m in stated) or mentions[0].event_type
    typed = [mention for mention in stated if mention.event_type == event_type]
    used = sorted({mention.document for mention in mentions})
    publishers = sorted({d.publisher for id_ in used if (d := documents.get(id_)) is not None and d.publisher})
    return MergedEvent(
        id=event_id(mention.id for mention in mentions),
        event_type=event_type,
        mode=_most((mention.mode, mention.confidence) for mention in typed if mention.mode),
        actors=_parties(typed, "actors"),
        recipients=_parties(typed, "recipients"),
        place=_best_place(typed) or _best_place(mentions),
        time=_best_time(typed) or _best_time(mentions),
        status=_status(mentions),
        historical=all(mention.historical for mention in mentions),
        disputed=_disputed(mentions),
        reports=len(used),
        publishers=tuple(publishers),
        independent_publishers=len(_origins(mentions, documents, families)),
        thread=None,
        mentions=tuple(mention.id for mention in mentions),
    )


def _by_date(mention: Event, documents: Mapping[str, Document]) -> tuple[bool, str, str]:
    document = documents.get(mention.document)
    date = document.date.isoformat() if document is not None and document.date else ""
    return (not date, date, mention.id)


def _best_stated(mentions: Sequence[Event]) -> Sequence[Event]:
    """Mentions after the fact, where there are any: a plan says less about what happened."""
    return [m for m in mentions if m.verdict.status in _HAPPENED | _NOT_HAPPENED] or mentions


def _most(weighted: Iterable[tuple[str | None, float]]) -> str | None:
    """The value with the most weight; ties go to the first in the alphabet."""
    totals: dict[str, float] = defaultdict(float)
    for value, weight in weighted:
        if value is not None:
            totals[value] += weight
    return min(totals, key=lambda value: (-round(totals[value], 9), value), default=None)


def _status(mentions: Sequence[Event]) -> str:
    """What became of it: said to have happened before denied, denied before planned; by the text before by others."""
    statuses = Counter(mention.verdict.status for mention in mentions)
    if statuses["ASSERTED"] and statuses["ASSERTED"] >= statuses["NEGATED"]:
        return "ASSERTED"
    if statuses["NEGATED"]:
        return "NEGATED"
    for status in ("REPORTED", "DENIED", *_OPEN):
        if statuses[status]:
            return status
    return "UNKNOWN"


def _disputed(mentions: Sequence[Event]) -> bool:
    """One affirms that it happened and another denies it, in one text or in several."""
    if any(mention.verdict.disputed for mention in mentions):
        return True
    statuses = {mention.verdict.status for mention in mentions}
    claims = [(m.verdict.status, claim.stance) for m in mentions for claim in m.verdict.claims]
    affirmed = statuses & _HAPPENED or any(s in _NOT_HAPPENED and stance == "AFFIRMS" for s, stance in claims)
    denied = statuses & _NOT_HAPPENED or any(s in _HAPPENED and stance == "DENIES" for s, stance in claims)
    return bool(affirmed and denied)


def _parties(mentions: Iterable[Event], role: str) -> tuple[Actor, ...]:
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


def _best_time(mentions: Iterable[Event]) -> TimeSpan | None:
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


def _best_place(mentions: Iterable[Event]) -> Place | None:
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


def _origins(
    mentions: Iterable[Event], documents: Mapping[str, Document], families: Mapping[str, str]
) -> frozenset[str]:
    """Who says so of their own knowledge: a copy counts with its original, a report of a report with that.

    All documents of unknown publishers count as one, and as none beside a known one.
    """
    found = {_origin(mention, documents, families) for mention in mentions}
    return frozenset(found - {""} or found)


def _origin(mention: Event, documents: Mapping[str, Document], families: Mapping[str, str]) -> str:
    outlets = {c.entity.name for c in mention.verdict.claims if c.speaker_kind == "MEDIA" and c.entity and c.named}
    affirming = [claim for claim in mention.verdict.claims if claim.stance == "AFFIRMS"]
    if outlets and all(claim.speaker_kind == "MEDIA" for claim in affirming):
        return _publisher_key(min(outlets))
    document = documents.get(families.get(mention.document, mention.document))
    if document is None:
        return ""
    host = urlsplit(document.url).hostname if document.url else None
    return _publisher_key(document.publisher or host or "")


def _publisher_key(name: str) -> str:
    return name.casefold().removeprefix("the ").removeprefix("www.").strip()
