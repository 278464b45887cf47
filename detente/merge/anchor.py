"""What a report leaves out because its text has said it: "the raid", "the talks", "it struck again at the gate".

A report without a day, a place or parties of its own takes them from the report in its document that it most likely
speaks of: of a fitting type and with parties that do not contradict, the last one before it, else the first one after it.
This is a property of the document alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from detente.merge.evidence import dyad_fit, is_specific, places_fit
from detente.merge.reports import Report, make_reports
from detente.merge.rules import Rules
from detente.merge.score import apart_in_sentence, type_fit
from detente.types import Document, Event

_MIN_TYPE = 0.5


def read_reports(
    mentions: Iterable[Event], documents: Mapping[str, Document], families: Mapping[str, str], rules: Rules
) -> list[Report]:
    """All reports of these mentions, anchored; see `make_reports`."""
    found = make_reports(mentions, documents, families, rules)
    return [report for _, own in groupby(found, key=lambda r: r.document) for report in anchor(list(own), rules)]


def anchor(reports: Sequence[Report], rules: Rules) -> list[Report]:
    """The reports of one document, in the order of its text, with what they leave out."""
    found: list[Report] = []
    for number, report in enumerate(reports):
        if (
            _is_whole(report)
            or report.event_type in rules.speech
            or report.collective
            or report.group == "hypothetical"
        ):
            found.append(report)
            continue
        before = [other for other in reversed(found) if _speaks_of(report, other, rules)]
        after = [other for other in reports[number + 1 :] if _speaks_of(report, other, rules)]
        filled = report
        for other in [*before, *after]:
            if _speaks_of(filled, other, rules):
                filled = _filled(filled, other)
        found.append(filled)
    return found


def _is_whole(report: Report) -> bool:
    return bool(_dated(report) and _placed(report) and report.actors and report.recipients)


def _dated(report: Report) -> bool:
    return report.when is not None and report.when.explicit


def _placed(report: Report) -> bool:
    return report.place is not None and is_specific(report.place)


def _speaks_of(report: Report, other: Report, rules: Rules) -> bool:
    """Whether `report` may be a further word on `other`."""
    if (
        apart_in_sentence(report, other)
        or other.collective
        or other.group == "hypothetical"
        or report.historical != other.historical
    ):
        return False
    if report.ordinal is not None and other.ordinal is not None and report.ordinal != other.ordinal:
        return False
    if type_fit(report, other, rules) < _MIN_TYPE or not (_dated(other) or _placed(other)):
        return False
    one, two = report.when, other.when
    if _dated(report) and _dated(other) and one and two and (one.first > two.last or two.first > one.last):
        return False
    if report.place is not None and other.place is not None and places_fit(report.place, other.place) is None:
        return False
    if not (report.actors or report.recipients) or not (other.actors or other.recipients):
        return True
    return dyad_fit(report, other, rules) is not None


def _filled(report: Report, other: Report) -> Report:
    return replace(
        report,
        when=report.when if _dated(report) or not _dated(other) else other.when,
        place=report.place if _placed(report) or not _placed(other) else other.place,
        actors=report.actors or other.actors,
        recipients=report.recipients or other.recipients,
    )
