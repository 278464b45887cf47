"""Dataclasses <-> rows of the tables."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from detente.interchange import (
    Row,
    actor_from_dict,
    actor_to_dict,
    annotation_from_dict,
    event_to_dict,
    place_from_dict,
    place_to_dict,
    time_from_dict,
    time_to_dict,
    to_dict,
)
from detente.types import Actor, Annotation, Conflict, Document, Entity, Event, MergedEvent, Stage

#: Columns of `documents` that are fields of `Document`, in the order of `document_from_row`.
DOCUMENT_FIELDS = ("id", "text", "date", "title", "publisher", "url", "language", "date_basis")
#: What of the interchange form is stored beside the document's own fields and its events.
_LAYERS = ("entities", "places", "times", "attributions", "pairs", "triggers", "silence", "given")


def text_hash(text: str) -> str:
    """SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def document_row(annotation: Annotation, run: str) -> Row:
    """One row of `documents`."""
    document, whole = annotation.document, to_dict(annotation)
    layers = {name: whole[name] for name in _LAYERS if name in whole}
    fields = {name: getattr(document, name) for name in DOCUMENT_FIELDS}
    return {**fields, "text_hash": text_hash(document.text), "run": run, "layers": _json(layers)}


def document_from_row(row: tuple[Any, ...], layers: str) -> Document:
    """The document of a row of DOCUMENT_FIELDS; `layers` for the pairs and triggers that the caller gave."""
    given = json.loads(layers).get("given")
    fields = dict(zip(DOCUMENT_FIELDS, row, strict=True))
    if given is None:
        return Document(**fields)
    return annotation_from_rows(row, layers, ()).document


def annotation_from_rows(row: tuple[Any, ...], layers: str, records: Iterable[str]) -> Annotation:
    """The annotation whose document is `row` and whose events are `records` (JSON, in order)."""
    fields: Row = dict(zip(DOCUMENT_FIELDS, row, strict=True))
    fields["date"] = fields["date"].isoformat() if fields["date"] else None
    return annotation_from_dict({**fields, **json.loads(layers), "events": [json.loads(record) for record in records]})


def mention_row(event: Event, position: int, document: Document) -> Row:
    """One row of `mentions`."""
    place, time, verdict = event.place, event.time, event.verdict
    return {
        "id": event.id, "document": document.id, "position": position, "published": document.date,
        "event_type": event.event_type, "mode": event.mode, "contexts": list(event.contexts), "cameo": event.cameo,
        "quad_class": event.quad_class, "plover_score": event.plover_score, "goldstein": event.goldstein,
        "actor_countries": countries(event.actors), "recipient_countries": countries(event.recipients),
        "trigger_start": event.trigger[0], "trigger_end": event.trigger[1],
        "sentence_start": event.sentence[0], "sentence_end": event.sentence[1],
        "sentence": document.text[slice(*event.sentence)],
        "place_name": place.name if place else None, "place_country": place.country if place else None,
        "geonames_id": place.geonames_id if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "time_from": time.from_date if time else None, "time_to": time.to_date if time else None,
        "time_precision": time.precision if time else None,
        "status": verdict.status, "polarity": verdict.polarity, "certainty": verdict.certainty, "basis": verdict.basis,
        "certainty_score": verdict.score, "disputed": verdict.disputed, "historical": event.historical,
        "secondary": event.secondary, "confidence": event.confidence,
        "record": _json(event_to_dict(event, document.text)),
    }  # fmt: skip


def participant_rows(event: Event) -> list[Row]:
    """Rows of `participants`: the members of a plural in its place."""
    rows = []
    for role, entities in (("actor", event.actors), ("recipient", event.recipients)):
        for position, party in enumerate(parties(entities)):
            fields = {"name": party.name, "kind": party.kind, "country": party.country, "wikidata": party.wikidata}
            rows.append(
                {"mention": event.id, "role": role, "position": position, "sectors": list(party.sectors), **fields}
            )
    return rows


def claim_rows(event: Event, text: str) -> list[Row]:
    """Rows of `claims`."""
    return [
        {
            "mention": event.id, "position": position,
            "speaker": text[slice(*claim.speaker)] if claim.speaker is not None else None,
            "name": claim.entity.name if claim.entity else None,
            "country": claim.entity.country if claim.entity else None,
            "kind": claim.speaker_kind, "named": claim.named, "stance": claim.stance,
            "certainty": claim.certainty, "form": claim.form, "party": claim.party, "chain": list(claim.chain),
            "probability_phrase": claim.probability_phrase,
            "icd203_low": claim.icd203[0] if claim.icd203 else None,
            "icd203_high": claim.icd203[1] if claim.icd203 else None,
            "stated_confidence": claim.stated_confidence, "reliability": claim.reliability,
            "credibility": claim.credibility,
        }
        for position, claim in enumerate(event.verdict.claims)
    ]  # fmt: skip


def parties(entities: Iterable[Entity]) -> list[Entity | Actor]:
    """Whom the entities stand for: the members of a plural ("the two leaders") instead of it."""
    found: list[Entity | Actor] = []
    for entity in entities:
        found.extend(entity.members or (entity,))
    return found


def countries(entities: Iterable[Entity]) -> list[str]:
    """Country codes of the parties, each once, in order."""
    return list(dict.fromkeys(party.country for party in parties(entities) if party.country))


def document_line(
    document: Document, original: str | None, copied_from: str | None = None, similarity: float | None = None
) -> Row:
    """A document as a line of `detente documents`; `copy_of` is null for an original.

    `copied_from` is the text of the family that it has most in common with and that was printed before it, `similarity`
    the share in common.
    """
    return {
        "id": document.id, "publisher": document.publisher,
        "date": document.date.isoformat() if document.date else None,
        "copy_of": original if original != document.id else None, "title": document.title, "url": document.url,
        "language": document.language, "copied_from": copied_from, "similarity": similarity,
    }  # fmt: skip


def mention_line(mention: Event, text: str, event: str | None) -> Row:
    """A mention as a line of `detente mentions`: the interchange form, and the merged event that it is in, or null."""
    row = event_to_dict(mention, text)
    return {"id": row.pop("id"), "document": row.pop("document"), "event": event, **row}


def merged_row(event: MergedEvent, position: int) -> Row:
    """One row of `events`, without what the store adds from the mentions."""
    place, time = event.place, event.time
    return {
        "id": event.id, "position": position, "event_type": event.event_type, "mode": event.mode,
        "status": event.status, "historical": event.historical, "disputed": event.disputed,
        "actor_countries": list(dict.fromkeys(a.country for a in event.actors if a.country)),
        "recipient_countries": list(dict.fromkeys(a.country for a in event.recipients if a.country)),
        "time_from": time.from_date if time else None, "time_to": time.to_date if time else None,
        "time_precision": time.precision if time else None,
        "place_name": place.name if place else None, "place_country": place.country if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "reports": event.reports, "publishers": list(event.publishers),
        "independent_publishers": event.independent_publishers, "thread": event.thread,
        "credibility": event.credibility, "contradicted": event.contradicted,
        "record": _json(merged_to_dict(event)),
    }  # fmt: skip


def merged_to_dict(event: MergedEvent) -> Row:
    """A merged event as a line of `detente events --format jsonl`."""
    return {
        "id": event.id, "event_type": event.event_type, "mode": event.mode,
        "actors": [actor_to_dict(actor) for actor in event.actors],
        "recipients": [actor_to_dict(recipient) for recipient in event.recipients],
        "time": time_to_dict(event.time) if event.time else None,
        "place": place_to_dict(event.place) if event.place else None,
        "status": event.status, "historical": event.historical, "disputed": event.disputed,
        "reports": event.reports, "publishers": list(event.publishers),
        "independent_publishers": event.independent_publishers, "thread": event.thread,
        "mentions": list(event.mentions),
        "first_report": event.first_report.isoformat() if event.first_report else None,
        "origins": list(event.origins), "affirmed_by": list(event.affirmed_by), "denied_by": list(event.denied_by),
        "credibility": event.credibility, "contradicted": event.contradicted,
        "history": [
            {"date": stage.date.isoformat() if stage.date else None, "status": stage.status} for stage in event.history
        ],
        "killed": event.killed, "injured": event.injured,
        "conflicts": [
            {"field": conflict.field, "values": [{"value": v, "families": n} for v, n in conflict.values]}
            for conflict in event.conflicts
        ],
    }  # fmt: skip


def merged_from_dict(row: Row) -> MergedEvent:
    """The merged event that `merged_to_dict` made this row from."""
    return MergedEvent(
        id=row["id"], event_type=row["event_type"], mode=row["mode"],
        actors=tuple(actor_from_dict(actor) for actor in row["actors"]),
        recipients=tuple(actor_from_dict(recipient) for recipient in row["recipients"]),
        place=place_from_dict(row["place"]) if row["place"] else None,
        time=time_from_dict(row["time"]) if row["time"] else None,
        status=row["status"], historical=row["historical"], disputed=row["disputed"], reports=row["reports"],
        publishers=tuple(row["publishers"]), independent_publishers=row["independent_publishers"],
        thread=row["thread"], mentions=tuple(row["mentions"]), first_report=_day(row.get("first_report")),
        origins=tuple(row.get("origins", ())), affirmed_by=tuple(row.get("affirmed_by", ())),
        denied_by=tuple(row.get("denied_by", ())), credibility=row.get("credibility", 6),
        contradicted=row.get("contradicted", False),
        history=tuple(Stage(_day(stage["date"]), stage["status"]) for stage in row.get("history", ())),
        killed=row.get("killed"), injured=row.get("injured"),
        conflicts=tuple(
            Conflict(conflict["field"], tuple((v["value"], v["families"]) for v in conflict["values"]))
            for conflict in row.get("conflicts", ())
        ),
    )  # fmt: skip


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def utc_now() -> dt.datetime:
    """The time, in UTC, without a zone: how the store keeps times."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
