"""tests/gold/place_time.jsonl scored: is the marked event put where and when the text says?"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from detente.parse import parse
from detente.pipeline import Tools, annotate_doc
from detente.places.attach import attach_place
from detente.times.attach import attach_time
from detente.types import Annotation, Candidate, Document, Place, TimeSpan

GOLD = Path(__file__).parents[1] / "gold" / "place_time.jsonl"
NEAR_KM = 161.0  #: the field's usual limit, a hundred miles


@dataclass(frozen=True)
class Result:
    """What the pipeline said of one marked event."""

    row: dict[str, Any]
    place: Place | None
    time: TimeSpan | None
    own: bool  #: the pipeline coded an event at this trigger

    @property
    def place_right(self) -> bool:
        """No place where none is said; else the right one: near, and no country where a town was meant."""
        wanted, lat, lon = self.row["place"], self.row["lat"], self.row["lon"]
        if wanted is None or self.place is None:
            return wanted is None and self.place is None
        same = self.place.text in wanted or wanted in self.place.text
        if self.place.lat is None or self.place.lon is None or (self.place.feature == "country" and not same):
            return False
        limit = max(NEAR_KM, self.place.radius_km or 0.0) if same else NEAR_KM
        return kilometres((lat, lon), (self.place.lat, self.place.lon)) <= limit

    @property
    def time_right(self) -> bool:
        """The same days, or none where none are said."""
        wanted = tuple(self.row[key] and dt.date.fromisoformat(self.row[key]) for key in ("time_from", "time_to"))
        return wanted == ((self.time.from_date, self.time.to_date) if self.time else (None, None))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on the globe of two (lat, lon)."""
    (p, x), (q, y) = (tuple(map(radians, point)) for point in (a, b))
    return 2 * 6371 * asin(sqrt(sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin((y - x) / 2) ** 2))


def gold() -> list[dict[str, Any]]:
    """All rows, in order."""
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def results(rows: list[dict[str, Any]], tools: Tools) -> list[Result]:
    """One result a row, in order."""
    docs = parse(tools.nlp, (row["text"] for row in rows))
    return [_result(row, doc, tools) for row, doc in zip(rows, docs, strict=True)]


def _result(row: dict[str, Any], doc: Doc, tools: Tools) -> Result:
    document = Document(row["id"], row["text"], dt.date.fromisoformat(row["date"]))
    found = annotate_doc(document, doc, tools)
    start = row["text"].index(row["trigger"])
    end = start + len(row["trigger"])
    own = next((e for e in found.events if e.trigger[0] < end and start < e.trigger[1]), None)
    if own is not None:
        return Result(row, own.place, own.time, True)
    sentence = next((s.start_char, s.end_char) for s in doc.sents if s.start_char <= start < s.end_char)
    event_type = row.get("event_type", "CONSULT")  # given where it matters: a dateline serves some types only
    candidate = Candidate((start, end), sentence, event_type, None, (), None, (), (), 1.0, ())
    return _bare(row, doc, found, candidate)


def _bare(row: dict[str, Any], doc: Doc, found: Annotation, candidate: Candidate) -> Result:
    """What the two stages say of a trigger that the pipeline did not code."""
    place = attach_place(doc, candidate, found.places, found.entities)
    return Result(row, place, attach_time(doc, candidate, found.times), False)
