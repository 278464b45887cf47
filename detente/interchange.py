"""Dataclasses <-> the JSON of `detente annotate`: one mapping a document (docs/interchange.md, annotate.schema.json).

Fields may be added, never renamed. Spans are [start, end], characters of `text`, half-open; dates are YYYY-MM-DD.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib import resources
from typing import Any, TypeVar, cast

from detente.errors import InputError
from detente.types import (
    Actor,
    Annotation,
    Attribution,
    CharSpan,
    Claim,
    Document,
    Entity,
    Event,
    PairCode,
    Place,
    TimeSpan,
    Verdict,
)

#: A JSON object.
Row = dict[str, Any]
T = TypeVar("T")


def schema() -> Row:
    """The JSON Schema (draft 2020-12) of one output line."""
    file = resources.files("detente") / "schema" / "annotate.schema.json"
    return cast(Row, json.loads(file.read_text("utf-8")))


def to_dict(annotation: Annotation) -> Row:
    """The interchange form of everything read from one document; `annotation_from_dict` gives it back."""
    document = annotation.document
    row: Row = {
        "id": document.id, "language": document.language, "text": document.text, "date": _iso(document.date),
        **_present(**{name: getattr(document, name) for name in ("title", "publisher", "url", "date_basis")}),
        "entities": [entity_to_dict(entity) for entity in annotation.entities],
        "places": [place_to_dict(place) for place in annotation.places],
        "times": [time_to_dict(time) for time in annotation.times],
        "attributions": [attribution_to_dict(attribution) for attribution in annotation.attributions],
        "events": [event_to_dict(event, document.text) for event in annotation.events],
        "pairs": [asdict(pair) for pair in annotation.pairs],
        "triggers": [_trigger_to_dict(verdict, document.text) for verdict in annotation.triggers],
        **_present(silence=annotation.silence),
    }  # fmt: skip
    if document.pairs or document.triggers:
        pairs = [{"actor": list(actor), "recipient": list(recipient)} for actor, recipient in document.pairs]
        row["given"] = {"pairs": pairs, "triggers": _lists(document.triggers)}
    return row


def actor_to_dict(actor: Actor | Entity) -> Row:
    """Who somebody is, without a place in a text."""
    row = {"name": actor.name, "kind": actor.kind, "country": actor.country, "sectors": list(actor.sectors)}
    return {**row, "wikidata": actor.wikidata, **_present(why=actor.why)}


def entity_to_dict(entity: Entity) -> Row:
    """A span and whom it stands for."""
    row = {"start": entity.start, "end": entity.end, "text": entity.text, **actor_to_dict(entity)}
    if entity.antecedent is not None:
        row["antecedent"] = list(entity.antecedent)
    if entity.members:
        row["members"] = [actor_to_dict(member) for member in entity.members]
    return row


def place_to_dict(place: Place) -> Row:
    """A toponym and where it is."""
    return {
        "start": place.start, "end": place.end, "text": place.text, "name": place.name,
        "geonames_id": place.geonames_id, "lat": place.lat, "lon": place.lon, "country": place.country,
        "feature": place.feature, "radius_km": place.radius_km,
        **_present(confidence=place.confidence, why=place.why),
    }  # fmt: skip


def time_to_dict(time: TimeSpan) -> Row:
    """A time expression and its interval; `from` and `to` are null where open."""
    return {
        "start": time.start, "end": time.end, "text": time.text, "from": _iso(time.from_date),
        "to": _iso(time.to_date), "precision": time.precision, **_present(why=time.why),
    }  # fmt: skip


def attribution_to_dict(attribution: Attribution) -> Row:
    """Who says something, with what cue, and what."""
    return {
        "speaker": _lists(attribution.speaker), "cue": _lists(attribution.cue), "content": _lists(attribution.content),
        "speaker_kind": attribution.speaker_kind, "named": attribution.named,
        "entity": entity_to_dict(attribution.entity) if attribution.entity else None,
        "stance": attribution.stance, "form": attribution.form,
    }  # fmt: skip


def claim_to_dict(claim: Claim, text: str) -> Row:
    """Who stands behind an event; `speaker` is null for the text's own voice and with nobody named ("reportedly")."""
    entity, span = claim.entity, claim.speaker
    speaker = None
    if span is not None:
        speaker = {
            "start": span[0], "end": span[1], "text": text[slice(*span)], "name": entity.name if entity else None,
            "country": entity.country if entity else None, "kind": claim.speaker_kind, "named": claim.named,
        }  # fmt: skip
    return {
        "speaker": speaker,
        "cue": list(claim.cue) if claim.cue is not None else None, "stance": claim.stance, "form": claim.form,
        "speaker_kind": claim.speaker_kind, "named": claim.named, "certainty": claim.certainty,
        "chain": list(claim.chain), "party": claim.party,
        "reliability": claim.reliability, "credibility": claim.credibility,
        **_present(
            entity=entity_to_dict(entity) if entity else None, probability_phrase=claim.probability_phrase,
            icd203=list(claim.icd203) if claim.icd203 is not None else None,
            stated_confidence=claim.stated_confidence, confidence_phrase=claim.confidence_phrase,
        ),
    }  # fmt: skip


def event_to_dict(event: Event, text: str) -> Row:
    """One mention. `text` is the document's, for the speakers' words."""
    verdict = event.verdict
    return {
        "id": event.id, "document": event.document, "event_type": event.event_type, "mode": event.mode,
        "contexts": list(event.contexts), "cameo": event.cameo, "quad_class": event.quad_class,
        "plover_score": event.plover_score, "goldstein": event.goldstein,
        "actors": [entity_to_dict(actor) for actor in event.actors],
        "recipients": [entity_to_dict(recipient) for recipient in event.recipients],
        "trigger": list(event.trigger), "sentence": list(event.sentence),
        "place": place_to_dict(event.place) if event.place else None,
        "time": time_to_dict(event.time) if event.time else None,
        "status": verdict.status, "polarity": verdict.polarity, "certainty": verdict.certainty, "basis": verdict.basis,
        "certainty_score": verdict.score, "historical": event.historical, "disputed": verdict.disputed,
        "secondary": event.secondary, "claims": [claim_to_dict(claim, text) for claim in verdict.claims],
        "confidence": event.confidence, "why": list(event.why), "certainty_why": list(verdict.why),
        "linked": list(event.linked), "takes_up": list(event.takes_up) if event.takes_up else None,
    }  # fmt: skip


def _trigger_to_dict(verdict: Verdict, text: str) -> Row:
    """The verdict on a trigger that the caller gave: here `certainty` is the number, -3..3, as the scorer reads it."""
    return {
        "certainty": verdict.score, "polarity": verdict.polarity, "status": verdict.status,
        "degree": verdict.certainty, "basis": verdict.basis, "disputed": verdict.disputed,
        "claims": [claim_to_dict(claim, text) for claim in verdict.claims], "why": list(verdict.why),
    }  # fmt: skip


def annotation_from_dict(row: Row) -> Annotation:
    """The annotation that `to_dict` made this row from.

    Raises:
        InputError: a field is missing or has the wrong form.
    """
    try:
        return Annotation(
            document=_document_back(row),
            entities=_tuple(entity_from_dict, row["entities"]),
            places=_tuple(place_from_dict, row["places"]),
            times=_tuple(time_from_dict, row["times"]),
            attributions=_tuple(attribution_from_dict, row["attributions"]),
            events=_tuple(event_from_dict, row["events"]),
            pairs=tuple(PairCode(**pair) for pair in row["pairs"]),
            triggers=_tuple(_trigger_from_dict, row["triggers"]),
            silence=row.get("silence"),
        )
    except (KeyError, TypeError, ValueError) as err:
        raise InputError("E009", field=str(row.get("id")), detail=f"no annotation ({err!r})") from err


def _document_back(row: Row) -> Document:
    given = row.get("given") or {"pairs": [], "triggers": []}
    return Document(
        id=row["id"], text=row["text"], date=_day(row["date"]), title=row.get("title"),
        publisher=row.get("publisher"), url=row.get("url"), language=row["language"],
        date_basis=row.get("date_basis"),
        pairs=tuple((_span(pair["actor"]), _span(pair["recipient"])) for pair in given["pairs"]),
        triggers=_spans(given["triggers"]),
    )  # fmt: skip


def actor_from_dict(row: Row) -> Actor:
    """The actor that `actor_to_dict` made this row from."""
    return Actor(
        row["name"], row["kind"], row["country"], tuple(row["sectors"]), row["wikidata"], why=row.get("why", "")
    )


def entity_from_dict(row: Row) -> Entity:
    """The entity that `entity_to_dict` made this row from."""
    return Entity(
        start=row["start"], end=row["end"], text=row["text"], kind=row["kind"], name=row["name"],
        country=row["country"], sectors=tuple(row["sectors"]), wikidata=row["wikidata"], why=row.get("why", ""),
        antecedent=_span(row["antecedent"]) if "antecedent" in row else None,
        members=_tuple(actor_from_dict, row.get("members", ())),
    )  # fmt: skip


def place_from_dict(row: Row) -> Place:
    """The place that `place_to_dict` made this row from."""
    return Place(**{**row, "why": row.get("why", "")})


def time_from_dict(row: Row) -> TimeSpan:
    """The time that `time_to_dict` made this row from."""
    span = (row["start"], row["end"], row["text"])
    return TimeSpan(*span, _day(row["from"]), _day(row["to"]), row["precision"], row.get("why", ""))


def attribution_from_dict(row: Row) -> Attribution:
    """The attribution that `attribution_to_dict` made this row from."""
    return Attribution(
        speaker=_spans(row["speaker"]), cue=_spans(row["cue"]), content=_spans(row["content"]),
        speaker_kind=row["speaker_kind"], named=row["named"],
        entity=entity_from_dict(row["entity"]) if row["entity"] else None, stance=row["stance"], form=row["form"],
    )  # fmt: skip


def claim_from_dict(row: Row) -> Claim:
    """The claim that `claim_to_dict` made this row from."""
    speaker, cue, band = row["speaker"], row["cue"], row.get("icd203")
    return Claim(
        speaker=(speaker["start"], speaker["end"]) if speaker else None, cue=_span(cue) if cue is not None else None,
        speaker_kind=row["speaker_kind"], named=row["named"], stance=row["stance"], certainty=row["certainty"],
        form=row["form"], entity=entity_from_dict(row["entity"]) if "entity" in row else None,
        chain=tuple(row["chain"]), party=row.get("party", "author" if row["speaker_kind"] == "AUTHOR" else "third-party"),
        probability_phrase=row.get("probability_phrase"), icd203=(band[0], band[1]) if band is not None else None,
        stated_confidence=row.get("stated_confidence"), confidence_phrase=row.get("confidence_phrase"),
        reliability=row.get("reliability", "F"), credibility=row.get("credibility", 6),
    )  # fmt: skip


def event_from_dict(row: Row) -> Event:
    """The mention that `event_to_dict` made this row from."""
    verdict = Verdict(
        status=row["status"], polarity=row["polarity"], certainty=row["certainty"], basis=row["basis"],
        score=row["certainty_score"], claims=_tuple(claim_from_dict, row["claims"]), disputed=row["disputed"],
        why=tuple(row["certainty_why"]),
    )  # fmt: skip
    return Event(
        id=row["id"], document=row["document"], trigger=_span(row["trigger"]), sentence=_span(row["sentence"]),
        event_type=row["event_type"], mode=row["mode"], contexts=tuple(row["contexts"]), cameo=row["cameo"],
        quad_class=row["quad_class"], plover_score=row["plover_score"], goldstein=row["goldstein"],
        actors=_tuple(entity_from_dict, row["actors"]), recipients=_tuple(entity_from_dict, row["recipients"]),
        place=place_from_dict(row["place"]) if row["place"] else None,
        time=time_from_dict(row["time"]) if row["time"] else None, verdict=verdict, historical=row["historical"],
        confidence=row["confidence"], why=tuple(row["why"]), secondary=row["secondary"], linked=tuple(row["linked"]),
        takes_up=_span(taken) if (taken := row.get("takes_up")) else None,
    )  # fmt: skip


def _trigger_from_dict(row: Row) -> Verdict:
    return Verdict(
        status=row["status"], polarity=row["polarity"], certainty=row["degree"], basis=row["basis"],
        score=row["certainty"], claims=_tuple(claim_from_dict, row["claims"]), disputed=row["disputed"],
        why=tuple(row["why"]),
    )  # fmt: skip


def _present(**fields: Any) -> Row:
    """Only the fields that say something, so that lines stay short."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text is not None else None


def _lists(spans: Iterable[CharSpan]) -> list[list[int]]:
    return [list(span) for span in spans]


def _span(value: list[int]) -> CharSpan:
    start, end = value
    return start, end


def _spans(values: Iterable[list[int]]) -> tuple[CharSpan, ...]:
    return tuple(_span(value) for value in values)


def _tuple(make: Callable[[Row], T], rows: Iterable[Row]) -> tuple[T, ...]:
    return tuple(make(row) for row in rows)
