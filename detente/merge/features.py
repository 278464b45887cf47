"""A report as a line of text and back: what the store keeps so that old reports need not be read again."""

from __future__ import annotations

import json
from functools import lru_cache

from detente.merge.parties import Party
from detente.merge.reports import Report, When
from detente.types import Place

#: One encoder: json.dumps with these options would make one each time.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_line(report: Report) -> str:
    """All of a report save `key`, `mentions`, `document` and `family`."""
    place, when = report.place, report.when
    spot = (
        (place.name, place.geonames_id, place.lat, place.lon, place.country, place.feature, place.radius_km)
        if place
        else None
    )
    return _encode((
        report.published, report.event_type, sorted(report.kinds), _side_line(report.actors),
        _side_line(report.recipients), report.group, report.status,
        (when.first, when.last, when.explicit) if when else None, report.historical, spot, sorted(report.words),
        report.stem, report.at, report.wording, report.ordinal, report.collective, report.carries_out,
        report.reacts, report.fulfils,
        report.killed, report.injured, sorted(report.around), report.home,
        report.outcome, sorted(report.names), report.definite, report.fresh,
    ))  # fmt: skip


def from_line(line: str, key: str, mentions: tuple[str, ...], document: str, family: str) -> Report:
    """The report that `to_line` wrote."""
    (
        published, event_type, kinds, actors, recipients, group, status, when, historical, spot, words, stem, at, wording,
        ordinal, collective, carries_out, reacts, fulfils, killed, injured, around, home,
        outcome, names, definite, fresh,
    ) = json.loads(line)  # fmt: skip
    return Report(
        key, mentions, document, family, published, event_type, frozenset(kinds), _side(actors), _side(recipients),
        group, status, When(*when) if when else None, historical, Place(0, 0, "", *spot) if spot else None,
        frozenset(words), stem, tuple((sentence, trigger) for sentence, trigger in at), wording, ordinal, collective, carries_out,
        reacts, fulfils, killed, injured, frozenset(around), home, outcome, frozenset(names), definite, fresh,
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _side_line(parties: frozenset[Party]) -> str:
    return _encode(sorted((p.nation, p.key, p.person) for p in parties))


@lru_cache(maxsize=65536)
def _side(line: str) -> frozenset[Party]:
    """One object for equal sets: few sets fill a million roles, and their hash is then known."""
    return frozenset(Party(*names) for names in json.loads(line))
