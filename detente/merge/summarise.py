"""A cluster of reports -> one event: the best statement of each field, what became of it, and who reports it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from detente.merge.origins import Printed, first_date, origins, outlets, speakers
from detente.merge.reports import Report
from detente.merge.statements import best_place, best_time, best_toll, conflicts, most, parties
from detente.types import Event, MergedEvent, Stage

_HAPPENED = frozenset({"ASSERTED", "REPORTED"})
_NOT_HAPPENED = frozenset({"NEGATED", "DENIED"})
#: What else may be said of an event of which nobody says that it happened or did not, in order of weight.
_OPEN = ("PLANNED", "SPECULATED", "CONDITIONAL", "UNKNOWN")
#: Stands for the day of an event that has none, so that these come last.
_FAR = 9_999_999


def event_id(mentions: Iterable[str]) -> str:
    """The event's id, from its smallest mention id: it stays while that mention does."""
    return "ev" + hashlib.sha256(min(mentions).encode()).hexdigest()[:12]


def summarise(
    reports: Sequence[Report], mentions_by_id: Mapping[str, Event], documents: Mapping[str, Printed]
) -> MergedEvent:
    """One event from its reports, whose order has no influence.

    Args:
        reports: a cluster of `decide`.
        mentions_by_id: those of the reports.
        documents: those of the mentions, and their originals.
    """
    cancelled = {id_ for report in reports if report.group == "cancelled" for id_ in report.mentions}
    found = (mentions_by_id[id_] for report in reports for id_ in report.mentions)
    mentions = sorted(found, key=lambda mention: _by_date(mention, documents))
    # What calls an occasion off is a report of the occasion; its own type and time say nothing of it.
    told = [mention for mention in mentions if mention.id not in cancelled] or mentions
    stated = [m for m in told if m.verdict.status in _HAPPENED | _NOT_HAPPENED] or told
    event_type = most((m.event_type, m.confidence) for m in stated) or mentions[0].event_type
    typed = [mention for mention in stated if mention.event_type == event_type]
    used = sorted({mention.document for mention in mentions})
    publishers = sorted({d.publisher for id_ in used if (d := documents.get(id_)) is not None and d.publisher})
    disputed, differing = _disputed(mentions), conflicts(told, reports, documents)
    affirming = tuple(sorted(origins(told, documents)))
    return MergedEvent(
        id=event_id(mention.id for mention in mentions),
        event_type=event_type,
        mode=most((mention.mode, mention.confidence) for mention in typed if mention.mode),
        actors=parties(typed, "actors"),
        recipients=parties(typed, "recipients"),
        place=best_place(typed) or best_place(told),
        time=best_time(typed) or best_time(told),
        status=_status(Counter(_said(mention, cancelled, told) for mention in mentions)),
        historical=all(mention.historical for mention in mentions),
        disputed=disputed,
        reports=len(used),
        publishers=tuple(publishers),
        independent_publishers=len(outlets(mentions, documents)),
        thread=None,
        mentions=tuple(mention.id for mention in mentions),
        first_report=first_date(mentions, documents),
        origins=affirming,
        affirmed_by=speakers(mentions, affirming=True),
        denied_by=speakers(mentions, affirming=False),
        credibility=1 if len(affirming) > 1 else 6,
        contradicted=disputed or any(conflict.field in ("killed", "injured", "place") for conflict in differing),
        history=_history(mentions, cancelled, told, documents),
        killed=best_toll(reports, "killed"),
        injured=best_toll(reports, "injured"),
        conflicts=differing,
    )


def sort_day(event: MergedEvent) -> int:
    """The day by which events are ordered: their own, else that of the first report; ordinal."""
    day = (event.time and (event.time.from_date or event.time.to_date)) or event.first_report
    return day.toordinal() if day else _FAR


def _by_date(mention: Event, documents: Mapping[str, Printed]) -> tuple[bool, str, str]:
    document = documents.get(mention.document)
    date = document.date.isoformat() if document is not None and document.date else ""
    return (not date, date, mention.id)


def _said(mention: Event, cancelled: Collection[str], told: Sequence[Event]) -> str:
    """What the mention says of the event: of an occasion, its cancellation says that it does not take place."""
    only_cancelled = mention.id in cancelled and mention in told
    return "NEGATED" if mention.id in cancelled and not only_cancelled else mention.verdict.status


def _status(statuses: Mapping[str, int]) -> str:
    """What became of it: said to have happened before denied, denied before planned; by the text before by others."""
    if statuses.get("ASSERTED", 0) and statuses["ASSERTED"] >= statuses.get("NEGATED", 0):
        return "ASSERTED"
    if statuses.get("NEGATED", 0):
        return "NEGATED"
    for status in ("REPORTED", "DENIED", *_OPEN):
        if statuses.get(status, 0):
            return status
    return "UNKNOWN"


def _history(
    mentions: Sequence[Event], cancelled: Collection[str], told: Sequence[Event], documents: Mapping[str, Printed]
) -> tuple[Stage, ...]:
    """The status by each day of report, from that day's reports alone; days that change nothing are left out."""
    by_day: dict[str, list[Event]] = {}
    for mention in mentions:
        by_day.setdefault(_by_date(mention, documents)[1], []).append(mention)
    stages: list[Stage] = []
    for day in sorted(by_day, key=lambda day: (not day, day)):
        status = _status(Counter(_said(mention, cancelled, told) for mention in by_day[day]))
        document = documents.get(by_day[day][0].document)
        if not stages or stages[-1].status != status:
            stages.append(Stage(document.date if document else None, status))
    return tuple(stages)


def _disputed(mentions: Sequence[Event]) -> bool:
    """One affirms that it happened and another denies it, in one text or in several."""
    if any(mention.verdict.disputed for mention in mentions):
        return True
    statuses = {mention.verdict.status for mention in mentions}
    claims = [(m.verdict.status, claim.stance) for m in mentions for claim in m.verdict.claims]
    affirmed = statuses & _HAPPENED or any(s in _NOT_HAPPENED and stance == "AFFIRMS" for s, stance in claims)
    denied = statuses & _NOT_HAPPENED or any(s in _HAPPENED and stance == "DENIES" for s, stance in claims)
    return bool(affirmed and denied)
