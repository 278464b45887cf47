"""Documents, mentions and events as flat or nested rows: what the export formats are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from detente.interchange import Row
from detente.store.records import document_line, mention_line, merged_to_dict, parties
from detente.types import Actor, Document, Entity, Event, MergedEvent


@dataclass(frozen=True, slots=True)
class Evidence:
    """Merged events with what they rest on."""

    events: tuple[MergedEvent, ...]
    mentions: Mapping[str, Event] = field(default_factory=dict)  #: by id
    documents: Mapping[str, Document] = field(default_factory=dict)  #: by id
    copies: Mapping[str, str] = field(default_factory=dict)  #: copy -> original

    def of(self, event: MergedEvent) -> list[Event]:
        """The event's mentions at hand, in its order."""
        return [self.mentions[id_] for id_ in event.mentions if id_ in self.mentions]

    def best(self, event: MergedEvent) -> Event | None:
        """The mention that shows the event best: of its type and status, the surest, then the first."""
        return min(self.of(event), key=lambda mention: self._rank(event, mention), default=None)

    def _rank(self, event: MergedEvent, mention: Event) -> tuple[bool, bool, float]:
        return (mention.event_type != event.event_type, mention.verdict.status != event.status, -mention.confidence)

    def first_report(self, event: MergedEvent) -> dt.date | None:
        """Publication date of the first report."""
        dates = [d.date for m in self.of(event) if (d := self.documents.get(m.document)) is not None and d.date]
        return min(dates, default=None)


def document_rows(evidence: Evidence) -> Iterator[Row]:
    """{"id","publisher","date","copy_of"} and more, a row a document; `copy_of` null for an original."""
    for document in evidence.documents.values():
        yield document_line(document, evidence.copies.get(document.id))


def mention_rows(evidence: Evidence) -> Iterator[Row]:
    """The interchange form of a mention, and `event`: the merged event's id, null where it is in none."""
    event_of = {mention: event.id for event in evidence.events for mention in event.mentions}
    for mention in evidence.mentions.values():
        document = evidence.documents.get(mention.document)
        yield mention_line(mention, document.text if document else "", event_of.get(mention.id))


def event_rows(evidence: Evidence) -> Iterator[Row]:
    """Merged events as `detente events --format jsonl` prints them."""
    return (merged_to_dict(event) for event in evidence.events)


def flat_documents(evidence: Evidence) -> Iterator[Row]:
    """As `document_rows`: they are flat already."""
    for row in document_rows(evidence):
        yield {**row, "date": dt.date.fromisoformat(row["date"]) if row["date"] else None}


def flat_mentions(evidence: Evidence) -> Iterator[Row]:
    """One row a mention, every field a text, number, date, yes/no, or list of texts."""
    event_of = {mention: event.id for event in evidence.events for mention in event.mentions}
    for mention in evidence.mentions.values():
        document = evidence.documents.get(mention.document)
        text = document.text if document else ""
        spoken = [claim for claim in mention.verdict.claims if claim.speaker_kind != "AUTHOR"]
        yield {
            "id": mention.id, "event": event_of.get(mention.id), "document": mention.document,
            "publisher": document.publisher if document else None, "published": document.date if document else None,
            "event_type": mention.event_type, "mode": mention.mode, "contexts": list(mention.contexts),
            "cameo": mention.cameo, "quad_class": mention.quad_class, "plover_score": mention.plover_score,
            "goldstein": mention.goldstein, **_sides(parties(mention.actors), parties(mention.recipients)),
            **_when_where(mention), "status": mention.verdict.status, "historical": mention.historical,
            "disputed": mention.verdict.disputed, "secondary": mention.secondary, "confidence": mention.confidence,
            "speakers": [text[slice(*claim.speaker)] if claim.speaker else "" for claim in spoken],
            "speaker_kinds": [claim.speaker_kind for claim in spoken],
            "speaker_parties": [claim.party for claim in spoken],
            "stances": [claim.stance for claim in spoken],
            "probability_phrases": [claim.probability_phrase or "" for claim in mention.verdict.claims],
            "stated_confidences": [claim.stated_confidence or "" for claim in mention.verdict.claims],
            "trigger": text[slice(*mention.trigger)], "sentence": text[slice(*mention.sentence)],
        }  # fmt: skip


def flat_events(evidence: Evidence) -> Iterator[Row]:
    """One row a merged event, every field a text, number, date, yes/no, or list of texts."""
    for event in evidence.events:
        best = evidence.best(event)
        yield {
            "id": event.id, "event_type": event.event_type, "mode": event.mode,
            "quad_class": best.quad_class if best else None, "cameo": best.cameo if best else None,
            "plover_score": best.plover_score if best else None, "goldstein": best.goldstein if best else None,
            **_sides(event.actors, event.recipients), **_when_where(event), "status": event.status,
            "historical": event.historical, "disputed": event.disputed, "reports": event.reports,
            "publishers": list(event.publishers), "independent_publishers": event.independent_publishers,
            "first_report": event.first_report or evidence.first_report(event), "thread": event.thread,
            "credibility": event.credibility, "contradicted": event.contradicted, "origins": list(event.origins),
            "affirmed_by": list(event.affirmed_by), "denied_by": list(event.denied_by), "killed": event.killed,
            "injured": event.injured, "mentions": list(event.mentions),
        }  # fmt: skip


def _sides(actors: Iterable[Entity | Actor], recipients: Iterable[Entity | Actor]) -> Row:
    row: Row = {}
    for role, side in (("actor", list(actors)), ("recipient", list(recipients))):
        row[f"{role}s"] = [party.name for party in side]
        row[f"{role}_countries"] = list(dict.fromkeys(party.country for party in side if party.country))
        row[f"{role}_sectors"] = list(dict.fromkeys(sector for party in side for sector in party.sectors))
    return row


def _when_where(event: Event | MergedEvent) -> Row:
    time, place = event.time, event.place
    return {
        "time_from": time.from_date if time else None, "time_to": time.to_date if time else None,
        "time_precision": time.precision if time else None, "place": place.name if place else None,
        "place_country": place.country if place else None, "place_feature": place.feature if place else None,
        "geonames_id": place.geonames_id if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "radius_km": place.radius_km if place else None,
    }  # fmt: skip
