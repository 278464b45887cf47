"""Merged events in the layouts of POLECAT, GDELT 2.0 and PLOVER, as far as we have the fields.

These layouts know nothing of certainty, so only events that are said to have happened are written, one row for each
direction; a field that we do not have is empty, never guessed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

import yaml

from detente.interchange import Row
from detente.query.rows import Evidence
from detente.types import Actor, Document, Event, MergedEvent, Place, TimeSpan

_HAPPENED = ("ASSERTED", "REPORTED")
_QUAD_NUMBERS = {
    "verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4,
}  # fmt: skip
_INTERNATIONAL = frozenset({"IGO", "UNO", "NGO", "ISM", "IMG", "MNC"})
#: PLOVER's `resolution`, by our feature.
_RESOLUTION = {"site": 5, "city": 4, "admin2": 3, "admin1": 2, "country": 1}
_GDELT_GEO_TYPE = {"country": 1, "admin1": 5, "city": 4, "site": 4}
_GDELT_GEO_TYPE_USA = {"country": 1, "admin1": 2, "city": 3, "site": 3}


@lru_cache(maxsize=1)
def columns() -> dict[str, list[str]]:
    """Column names by layout, in order."""
    text = (resources.files("detente.query") / "data" / "columns.yaml").read_text("utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded


def directions(event: MergedEvent) -> list[tuple[tuple[Actor, ...], tuple[Actor, ...]]]:
    """(actors, recipients), one for each party where all act on each other ("X and Y met")."""
    names = {party.name for party in event.actors}
    if len(names) < 2 or names != {party.name for party in event.recipients}:
        return [(event.actors, event.recipients)]
    return [
        ((actor,), tuple(other for other in event.recipients if other.name != actor.name)) for actor in event.actors
    ]


def polecat_rows(evidence: Evidence) -> Iterator[Row]:
    """POLECAT's 40 columns, empty ones included."""
    for event, best, document in _happened(evidence):
        for number, (actors, recipients) in enumerate(directions(event), 1):
            place = event.place
            row = dict.fromkeys(columns()["polecat"], "")
            row |= {
                "Event ID": event.id if number == 1 else f"{event.id}-{number}",
                "Event Date": _day(event.time, evidence.first_report(event), "%Y-%m-%d"),
                "Event Type": event.event_type, "Event Mode": event.mode or "",
                "Intensity": _number(best.plover_score), "Quad Code": best.quad_class.upper(),
                "Contexts": ";".join(best.contexts), **_polecat_side("Actor", actors),
                **_polecat_side("Recipient", recipients), "Source": document.publisher or "",
                "Publication Date": document.date.isoformat() if document.date else "",
                "Language": document.language or "", "Version": "detente",
            }  # fmt: skip
            if place is not None:
                row |= {
                    "Placename": place.name, "City": place.name if place.feature == "city" else "",
                    "District": place.name if place.feature == "admin2" else "",
                    "Province": place.name if place.feature == "admin1" else "", "Country": place.country or "",
                    "Latitude": _number(place.lat), "Longitude": _number(place.lon),
                    "GeoNames ID": place.geonames_id or "", "Raw Placename": place.text,
                    "Feature Type": place.feature or "",
                }  # fmt: skip
            yield row


def _polecat_side(role: str, side: tuple[Actor, ...]) -> Row:
    sectors = list(dict.fromkeys(sector for party in side for sector in party.sectors))
    return {
        f"{role} Name": ";".join(party.name for party in side),
        f"{role} Country": ";".join(dict.fromkeys(party.country for party in side if party.country)),
        f"Primary {role} Sector": sectors[0] if sectors else "",
        f"{role} Sectors": ";".join(sectors),
    }


def gdelt_rows(evidence: Evidence) -> Iterator[Row]:
    """GDELT 2.0's 61 columns: one row for each actor and recipient."""
    for event, best, document in _happened(evidence):
        pairs = [
            (actor, recipient)
            for actors, recipients in directions(event)
            for actor in (actors or (None,))
            for recipient in (recipients or (None,))
        ]
        for number, (actor, recipient) in enumerate(pairs):
            first = evidence.first_report(event)
            code = best.cameo or ""
            row = dict.fromkeys(columns()["gdelt"], "")
            row |= {
                "GLOBALEVENTID": str(_integer(f"{event.id}-{number}")), **_gdelt_date(event.time, first),
                **_gdelt_actor("Actor1", actor), **_gdelt_actor("Actor2", recipient),
                "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2],
                "QuadClass": str(_QUAD_NUMBERS.get(best.quad_class, "")), "GoldsteinScale": _number(best.goldstein),
                "NumMentions": str(len(event.mentions)), "NumSources": str(len(event.publishers)),
                "NumArticles": str(event.reports), **_gdelt_place(event.place),
                "DATEADDED": first.strftime("%Y%m%d000000") if first else "", "SOURCEURL": document.url or "",
            }  # fmt: skip
            yield row


def _gdelt_actor(prefix: str, party: Actor | None) -> Row:
    """CAMEO's composed code: country, else the kind of international actor, then sectors."""
    if party is None:
        return {}
    international = party.country in _INTERNATIONAL
    nation = "" if international or not party.country else party.country
    first = ("IGO" if party.country == "UNO" else party.country or "") if international else ""
    types = list(dict.fromkeys(kind for kind in (first, *party.sectors) if kind))[:3]
    group = "UNO" if party.country == "UNO" else ""
    row = {
        f"{prefix}Code": nation + (f"IGO{group}" if group else "".join(types)),
        f"{prefix}Name": party.name.upper(),
        f"{prefix}CountryCode": nation,
        f"{prefix}KnownGroupCode": group,
    }
    return row | {f"{prefix}Type{number}Code": kind for number, kind in enumerate(types, 1)}


def _gdelt_date(time: TimeSpan | None, first: dt.date | None) -> Row:
    day = _day(time, first, "%Y%m%d")
    if day:
        fraction = (int(day[4:6]) * 30 + int(day[6:])) / 365
        whole = {"SQLDATE": day, "FractionDate": f"{int(day[:4]) + min(fraction, 0.9999):.4f}"}
        return {**whole, "MonthYear": day[:6], "Year": day[:4]}
    if time is None or time.from_date is None or time.to_date is None or time.from_date.year != time.to_date.year:
        return {}
    month = time.from_date.strftime("%Y%m") if time.from_date.month == time.to_date.month else ""
    return {"MonthYear": month, "Year": str(time.from_date.year)}


def _gdelt_place(place: Place | None) -> Row:
    if place is None:
        return {}
    kinds = _GDELT_GEO_TYPE_USA if place.country == "USA" else _GDELT_GEO_TYPE
    return {
        "ActionGeo_Type": str(kinds.get(place.feature or "", "")), "ActionGeo_FullName": place.name,
        "ActionGeo_Lat": _number(place.lat), "ActionGeo_Long": _number(place.lon),
    }  # fmt: skip


def plover_rows(evidence: Evidence) -> Iterator[Row]:
    """PLOVER's JSON records; fields that are empty are left out."""
    for event, best, document in _happened(evidence):
        last = event.time.to_date if event.time else None
        for number, (actors, recipients) in enumerate(directions(event), 1):
            row: Row = {
                "id": event.id if number == 1 else f"{event.id}-{number}", "has_event": True,
                "date": _day(event.time, evidence.first_report(event), "%Y-%m-%d"),
                "enddate": last.isoformat() if last else None,
                "actor": [_plover_entity(actor) for actor in actors],
                "recipient": [_plover_entity(recipient) for recipient in recipients],
                "event": [event.event_type], "event_loc": _plover_place(event.place),
                "event_text": [document.text[slice(*best.trigger)]], "quad_code": _QUAD_NUMBERS.get(best.quad_class),
                "event_scale": best.plover_score, "mode": [event.mode] if event.mode else None,
                "context": list(best.contexts), "text": document.text[slice(*best.sentence)],
                "text_info": {"start": best.sentence[0], "end": best.sentence[1]},
                "cite_info": {
                    "title": document.title, "url": document.url, "language": document.language,
                    "publication": document.publisher, "citation": document.id,
                },
                "coder": "detente", "comment": f"status {event.status}; {event.independent_publishers} independent",
            }  # fmt: skip
            yield {name: value for name, value in row.items() if value not in (None, [], "")}


def _plover_entity(party: Actor) -> Row:
    row = {
        "code": party.country, "sector": "".join(party.sectors[:2]), "entity_text": party.name,
        "identifier_id": party.wikidata,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value}


def _plover_place(place: Place | None) -> Row | None:
    if place is None:
        return None
    row = {
        "extracted_place": place.text, "resolved_place": place.name, "geonameid": place.geonames_id,
        "lat": place.lat, "lon": place.lon, "country_code": place.country,
        "resolution": _RESOLUTION.get(place.feature or ""),
    }  # fmt: skip
    return {name: value for name, value in row.items() if value is not None}


def _happened(evidence: Evidence) -> Iterator[tuple[MergedEvent, Event, Document]]:
    """Events that are said to have happened, each with its best mention and that mention's document."""
    for event in evidence.events:
        best = evidence.best(event)
        if event.status in _HAPPENED and best is not None:
            yield event, best, evidence.documents.get(best.document) or Document(best.document, "")


def _day(time: TimeSpan | None, first: dt.date | None, form: str) -> str:
    """The first day of a time that is known to the day or week; the first report's where no time is given."""
    if time is None:
        return first.strftime(form) if first else ""
    return time.from_date.strftime(form) if time.precision in ("day", "week") and time.from_date else ""


def _integer(text: str) -> int:
    """A positive 63-bit number, the same for the same text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) < 1e-4 else repr(round(value, 6))
