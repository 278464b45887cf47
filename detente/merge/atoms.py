"""Reports that need no decision, put together: syndicated sentences, and what names the same day, place and parties.

Without this the copies of one agency report would be compared each with each.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from detente.merge.evidence import is_specific
from detente.merge.reports import LONG, Report
from detente.merge.rules import Rules

_SAME_EVENT = "same sentence, same facts, or a further word on them in one text"


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """Reports that are one for all that follows."""

    reports: tuple[Report, ...]  #: by key
    lead: Report  #: the first, with the words and parties of all
    bucket: str  #: equal for all reports that belong here, wherever they come from
    why: str  #: empty where there is one report


def make_atoms(reports: Iterable[Report], rules: Rules, apart: Collection[str] = ()) -> list[Atom]:
    """Atoms by key.

    Args:
        reports: in any order.
        rules: of merging.
        apart: mention ids that a person has judged: their reports stay alone, so that the decision can be followed.
    """
    atoms = Atoms(rules, apart)
    atoms.add(reports)
    return atoms.made()


class Atoms:
    """Atoms of reports that come bit by bit; an atom that gains none stays the same object."""

    def __init__(self, rules: Rules, apart: Collection[str]) -> None:
        self._rules = rules
        self._apart = apart
        self._reports: dict[tuple[str, str], list[Report]] = {}
        self._made: dict[tuple[str, str], Atom] = {}

    def add(self, reports: Iterable[Report]) -> None:
        for report in reports:
            bucket = _bucket(report, self._rules, self._apart)
            self._reports.setdefault(bucket, []).append(report)
            self._made.pop(bucket, None)

    def buckets(self) -> set[str]:
        return {bucket for bucket, _ in self._reports}

    def made(self) -> list[Atom]:
        """By key."""
        for (bucket, why), reports in self._reports.items():
            if (bucket, why) not in self._made:
                self._made[bucket, why] = _atom(reports, bucket, why)
        return sorted(self._made.values(), key=lambda atom: atom.lead.key)


def _bucket(report: Report, rules: Rules, apart: Collection[str]) -> tuple[str, str]:
    """(hash, reason): a report's bucket is a property of its document alone."""
    if apart and any(mention in apart for mention in report.mentions):
        return hashed(("alone", report.key)), ""
    if report.home:
        return report.home, _SAME_EVENT
    return own_bucket(report, rules), _SAME_EVENT


def own_bucket(report: Report, rules: Rules) -> str:
    """Equal for reports that are one by what they say: the same facts, else the same sentence."""
    facts = _same_facts(report, rules)
    return hashed(("facts", *facts) if facts is not None else ("wording", *_same_wording(report)))


def hashed(parts: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _same_wording(report: Report) -> tuple[object, ...]:
    """Equal for a sentence that was copied with its document, or repeated in it."""
    when = (report.when.first, report.when.last) if report.when and report.when.explicit else None
    family = "" if report.wording.startswith(LONG) else report.family
    return (family, report.wording, report.event_type, report.group, report.stem, when)


def _same_facts(report: Report, rules: Rules) -> tuple[object, ...] | None:
    """Equal where type, parties, day and city are: such reports score over the threshold whatever their words."""
    when, place = report.when, report.place
    if when is None or not when.explicit or when.first != when.last or place is None or not is_specific(place):
        return None
    both = report.actors and report.recipients
    if report.collective or report.group != "happened" or report.event_type in rules.speech or not both:
        return None
    sides = [sorted((party.key, party.person) for party in side) for side in (report.actors, report.recipients)]
    if report.event_type in rules.symmetric:
        sides = [sorted({*sides[0], *sides[1]})]
    return (report.event_type, sides, when.first, place.geonames_id or place.name, report.ordinal)


def _atom(reports: list[Report], bucket: str, why: str) -> Atom:
    reports = sorted(reports, key=lambda report: report.key)
    if len(reports) == 1:
        return Atom(tuple(reports), reports[0], bucket, "")
    first = reports[0]
    dates = [report.published for report in reports if report.published is not None]
    # What the atom says is what its fullest report says, not one that refers back to it.
    base = next((report for report in reports if not report.home), first)
    lead = replace(
        base,
        key=first.key,
        mentions=first.mentions,
        document=first.document,
        family=first.family,
        published=min(dates) if dates else None,
        actors=frozenset().union(*(report.actors for report in reports)),
        recipients=frozenset().union(*(report.recipients for report in reports)),
        words=_telling(reports),
        ordinal=base.ordinal or next((report.ordinal for report in reports if report.ordinal is not None), None),
        at=tuple(
            spot for report in reports if report.document == first.document and not report.outcome for spot in report.at
        ),
        home=bucket,
    )
    return Atom(tuple(reports), lead, bucket, why)


def _telling(reports: list[Report]) -> frozenset[str]:
    """All words of few texts; of many those that a third uses, so that a large atom stays comparable with one sentence."""
    texts: dict[str, set[str]] = {}
    for report in reports:
        texts.setdefault(report.family, set()).update(report.words)
    counts = Counter(word for words in texts.values() for word in words)
    return frozenset(word for word, count in counts.items() if 3 * count >= len(texts))
