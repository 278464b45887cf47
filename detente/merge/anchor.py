"""Which reports of one text are of one event: "the raid", "it struck again at the gate", "Khartoum denied that it struck".

Each report is tied to the earlier one that it most likely speaks of, if any: of a fitting type, with parties, day and
place that do not contradict, and with something in common. It takes from that one what it leaves out, and is one with it
in all that follows (`Report.home`). All of this is a property of the document alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from detente.merge.atoms import own_bucket
from detente.merge.evidence import dyad_fit, is_mutual, is_specific, places_fit, words_fit
from detente.merge.reports import Report, When, make_reports
from detente.merge.rules import Rules
from detente.merge.score import apart_in_sentence, type_fit
from detente.types import Document, Event

_MIN_TYPE = 0.9
#: What ties a report to another, and how much it takes.
_SAME_DAY = 0.4
_SAME_SPOT = 0.3
_SAME_STEM = 0.2
_DEFINITE = 0.3
_NOTHING_OF_ITS_OWN = 0.25
_NEXT = 0.1
_LEDE = 0.2
#: ... and what speaks against "a raid two days before".
_BACKGROUND = 0.15
_MIN_TIE = 0.35
#: Two reports within so many days may be of one because of that.
_DAYS_OF_ONE = 4


def read_reports(
    mentions: Iterable[Event], documents: Mapping[str, Document], families: Mapping[str, str], rules: Rules
) -> list[Report]:
    """All reports of these mentions, tied to one another; see `make_reports`."""
    found = make_reports(mentions, documents, families, rules)
    return [report for _, own in groupby(found, key=lambda r: r.document) for report in anchor(list(own), rules)]


def anchor(reports: Sequence[Report], rules: Rules) -> list[Report]:
    """The reports of one document, in the order of its text, with what they leave out."""
    reports = [_dated_by_neighbour(report, reports) for report in reports]
    around = frozenset(nation for report in reports for nation in report.nations)
    lede = min((report.at[0][0] for report in reports), default=0)
    order = sorted(range(len(reports)), key=lambda n: (_turn(reports[n]), not _is_full(reports[n]), n))
    heads: dict[int, Report] = {}
    homes: dict[int, int] = {}
    for number in order:
        report = reports[number]
        home = _antecedent(number, reports, homes)
        if home not in heads:  # what is denied comes last, and leads no others yet
            home = None
        if home is None and report.status == "DENIED":
            home = _denied(number, reports, heads, rules)
        if home is None:
            ties = [(_tie(report, heads[n], number - n, lede, rules), -abs(number - n), n) for n in sorted(heads)]
            home = max((tie for tie in ties if tie[0] >= _MIN_TIE), default=(0.0, 0, None))[2]
        if home is None:
            heads[number] = report
        else:
            homes[number] = home
            heads[home] = _filled(heads[home], report)
    heads = {n: report if _names_both(report, rules) else replace(report, around=around) for n, report in heads.items()}
    buckets = {n: own_bucket(report, rules) for n, report in heads.items()}
    return [
        heads[number]
        if number in heads
        else replace(_filled(report, heads[homes[number]]), home=buckets[homes[number]])
        for number, report in enumerate(reports)
    ]


def _names_both(report: Report, rules: Rules) -> bool:
    both = bool(report.actors and report.recipients)
    return both and (len(report.nations) > 1 or not is_mutual(report, rules))


def _turn(report: Report) -> int:
    """What leans on others comes after them."""
    return 3 if report.status == "DENIED" else 2 if report.takes_up is not None else 1 if report.outcome else 0


def _antecedent(number: int, reports: Sequence[Report], homes: Mapping[int, int]) -> int | None:
    """The head of the event that a noun was found to take up (detente/anaphora.py)."""
    report = reports[number]
    if report.takes_up is None:
        return None
    told = [
        n
        for n, other in enumerate(reports[:number])
        if other.kinds & report.kinds and other.nations == report.nations and other.at[0][0] < report.at[0][0]
    ]
    found = next((n for n in told if reports[n].at[0][1] == report.takes_up), None)
    if found is None:
        return None
    # "marched to demand bread. The rally ...": the march, not the demand that is still to come.
    beside = [n for n in told if reports[n].at[0][0] == reports[found].at[0][0] and reports[n].group == report.group]
    chosen = found if found in beside or not beside else beside[0]
    return homes.get(chosen, chosen)


def _denied(number: int, reports: Sequence[Report], heads: Mapping[int, Report], rules: Rules) -> int | None:
    """The event told before that a denial is about: of its type, by the denier, else one that the text lays at its door
    ("Aldova accused Kestria"); of several the nearest, but rather one told in the same words."""
    denial = reports[number]
    if denial.event_type in rules.speech:
        return None
    told = [n for n in sorted(heads) if n < number and _is_told(heads[n], denial)]
    nameless = replace(denial, actors=frozenset())
    found = [n for n in told if _may_be_one(denial, heads[n], rules)] or [
        n for n in told
        if _is_accused(denial, heads[n], reports[n:number]) and _may_be_one(nameless, heads[n], rules)
    ]  # fmt: skip
    return max(found, key=lambda n: (_shares_words(denial, heads[n]), n), default=None)


def _shares_words(one: Report, two: Report) -> bool:
    return one.stem == two.stem or bool(one.words & two.words)


def _is_told(other: Report, denial: Report) -> bool:
    return other.group in ("happened", "denied") and other.at[0][0] < denial.at[0][0]


def _is_accused(denial: Report, other: Report, between: Iterable[Report]) -> bool:
    """Whether the denier is accused after `other` was told, and is not whom it struck."""
    denier = frozenset(party.nation for party in denial.actors)
    struck = frozenset(party.nation for party in other.recipients)
    blamed = (party.nation for report in between if report.event_type == "ACCUSE" for party in report.recipients)
    return not denier & struck and bool(denier.intersection(blamed))


def _dated_by_neighbour(report: Report, reports: Sequence[Report]) -> Report:
    """ "bombed the barracks on Thursday, two days after a raid": the raid was on Tuesday. "A day earlier" goes by the last
    day that was named."""
    if report.apart_by is None or _dated(report):
        return report
    for other in reversed([other for other in reports if other.at[0][0] <= report.at[0][0]]):
        when = other.when
        if other is not report and (other.at[0][0] == report.at[0][0] or report.earlier) and _dated(other) and when:
            slack = 1 if report.apart_by % 7 == 0 else 0
            days = When(when.first - report.apart_by - slack, when.last - report.apart_by + slack, True)
            return replace(report, when=days, historical=other.historical)
    return report


def _is_full(report: Report) -> bool:
    """Whether the report says enough to be known by."""
    return (_dated(report) or _placed(report)) and not report.collective and report.group in ("happened", "planned")


def _dated(report: Report) -> bool:
    return report.when is not None and report.when.explicit


def _is_of_days(report: Report) -> bool:
    """Dated, and not by a week or a month in which much may happen."""
    return _dated(report) and report.when is not None and report.when.last - report.when.first < _DAYS_OF_ONE


def _placed(report: Report) -> bool:
    return report.place is not None and is_specific(report.place)


def _tie(report: Report, other: Report, after: int, lede: int, rules: Rules) -> float:
    """How much speaks for `report` being a further word on `other`, which stands so many reports before; 0 = it cannot be.

    Args:
        lede: where the first sentence that reports anything starts.
    """
    if not _may_be_one(report, other, rules):
        return 0.0
    found = words_fit(report, replace(other, stem=""), rules)
    if _is_of_days(report) and _is_of_days(other):
        found += _SAME_DAY
    if report.place is not None and other.place is not None and _placed(report):
        found += _SAME_SPOT
    if report.stem == other.stem:
        found += _SAME_STEM
    if after > 0 and _is_outcome_of(report, other):
        return 1.0 - 0.01 * after
    if report.definite and after > 0:
        found += _DEFINITE
    if not (_dated(report) or _placed(report)) and after > 0:
        found += _NOTHING_OF_ITS_OWN
    if other.apart_by is not None:
        found -= _BACKGROUND
    return found + (_NEXT if after == 1 else 0.0) + (_LEDE if other.at[0][0] == lede else 0.0)


def _may_be_one(report: Report, other: Report, rules: Rules) -> bool:
    if report.event_type in rules.speech and not report.actors and not report.definite:
        return False
    if report.collective or other.collective or "hypothetical" in (report.group, other.group):
        return False
    if apart_in_sentence(report, other) or type_fit(report, other, rules) < _MIN_TYPE:
        return False
    if report.historical != other.historical or report.carries_out != other.carries_out:
        return False
    if {report.group, other.group} == {"happened", "planned"}:
        return False  # what one text says of both is the next meeting
    if report.ordinal is not None and other.ordinal is not None and report.ordinal != other.ordinal:
        return False
    if (report.fresh and other.at[0] < report.at[0]) or (other.fresh and report.at[0] < other.at[0]):
        return False
    if report.ordinal is not None and other.ordinal is None and report.stem != other.stem:
        return False
    one, two = report.when, other.when
    if _dated(report) and _dated(other) and one and two and (one.first > two.last or two.first > one.last):
        return False
    if report.place is not None and other.place is not None and places_fit(report.place, other.place) is None:
        return _is_outcome_of(report, other)
    if not (report.actors or report.recipients) or not (other.actors or other.recipients):
        return True
    return dyad_fit(report, other, rules) is not None


def _is_outcome_of(report: Report, other: Report) -> bool:
    """ "ambushed a patrol near Tarn and killed five": in one sentence, wherever the second was placed."""
    return report.outcome and report.at[0][0] in {sentence for sentence, _ in other.at}


def _filled(report: Report, other: Report) -> Report:
    """The report with what it leaves out taken from another."""
    return replace(
        report,
        when=report.when if _dated(report) or not _dated(other) else other.when,
        place=report.place if _placed(report) or not _placed(other) else other.place,
        actors=report.actors or other.actors,
        recipients=report.recipients or other.recipients,
        ordinal=report.ordinal if report.ordinal is not None else other.ordinal,
    )
