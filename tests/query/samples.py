"""A small store: a strike that is denied, a summit, a plan; by two outlets."""

from __future__ import annotations

import datetime as dt

from detente.merge import copies, merge
from detente.query import Evidence
from detente.store import Store
from detente.types import Annotation, Claim, Document, Entity, Event, Place, TimeSpan, Verdict

ALDOVA = Entity(0, 6, "Aldova", "state", "Aldova", "XAD")
KESTRIA = Entity(15, 20, "Borsk", "organisation", "army of Kestria", "XKE", ("MIL",))
MINISTRY = Entity(0, 6, "x", "organisation", "defence ministry of Aldova", "XAD", ("GOV", "MIL"))
BORSK = Place(15, 20, "Borsk", "Borsk", "77", 50.0, 30.0, "XKE", "city", 8.0)
KESTRIA_PLACE = Place(15, 20, "Borsk", "Kestria", "78", 51.0, 33.0, "XKE", "country", 600.0)
AUTHOR = Claim(None, None, "AUTHOR", True, "AFFIRMS", "CT", party="author")


def day(text: str) -> TimeSpan:
    date = dt.date.fromisoformat(text)
    return TimeSpan(24, 30, "Monday", date, date, "day")


def mention(id_: str, document: str, event_type: str, **changes: object) -> Event:
    fields: dict[str, object] = {
        "id": id_, "document": document, "trigger": (7, 14), "sentence": (0, 31), "event_type": event_type,
        "mode": None, "contexts": ("military",), "cameo": "194", "quad_class": "material conflict",
        "plover_score": -9.0, "goldstein": -10.0, "actors": (ALDOVA,), "recipients": (KESTRIA,), "place": BORSK,
        "time": day("2024-03-04"), "verdict": Verdict("ASSERTED", "+", "CT", None, 3.0, (AUTHOR,)),
        "historical": False, "confidence": 0.9, "why": (),
    }  # fmt: skip
    return Event(**(fields | changes))  # type: ignore[arg-type]


def annotations() -> list[Annotation]:
    denial = Claim((0, 6), (7, 14), "ORGANISATION", True, "DENIES", "CT", entity=MINISTRY, party="actor-side")
    both = {"event_type": "CONSULT", "mode": "visit", "quad_class": "verbal cooperation", "cameo": "042",
            "plover_score": 4.0, "time": day("2024-05-02"), "place": KESTRIA_PLACE}  # fmt: skip
    planned = Verdict("PLANNED", "+", "U", "intent", 0.5, (AUTHOR,))
    texts = {
        "d1": "Aldova shelled Borsk on Monday. The shelling went on until noon.",
        "d2": "Aldova shelled Borsk on Monday? No, its ministry said: =1+1.",
        "d3": "Aldova consults Borsk in May... It would be their first talks in years.",
    }
    documents = {
        "d1": Document(
            "d1", texts["d1"], dt.date(2024, 3, 5), publisher="The Courier", url="https://courier.example/1"
        ),
        "d2": Document("d2", texts["d2"], dt.date(2024, 3, 6), publisher="Daily Ledger"),
        "d3": Document("d3", texts["d3"], dt.date(2024, 5, 3)),
    }
    denied = Verdict("DENIED", "-", "CT", None, -2.0, (denial,))
    aid = {"verdict": planned, "time": None, "place": None, "trigger": (40, 45), "quad_class": "material cooperation"}
    found = {
        "d1": (mention("m1", "d1", "ASSAULT"), mention("m1x", "d1", "MOBILIZE", secondary=True)),
        "d2": (mention("m2", "d2", "ASSAULT", verdict=denied, confidence=0.6),),
        "d3": (
            mention("m3", "d3", **both),  # type: ignore[arg-type]
            mention("m4", "d3", **(both | {"actors": (KESTRIA,), "recipients": (ALDOVA,)})),  # type: ignore[arg-type]
            mention("m5", "d3", "AID", **aid),  # type: ignore[arg-type]
        ),
    }  # fmt: skip
    return [Annotation(document, events=found[id_]) for id_, document in documents.items()]


def fill(store: Store) -> None:
    """Put the sample in, merged."""
    store.write(annotations(), "run")
    families = copies(store.documents())
    store.replace_events(*merge(store.documents(), store.mentions(), families=families), families)


def evidence() -> Evidence:
    """The sample without a store."""
    found = annotations()
    documents = {annotation.document.id: annotation.document for annotation in found}
    mentions = {event.id: event for annotation in found for event in annotation.events}
    return Evidence(merge(documents.values(), mentions.values())[0], mentions, documents)
