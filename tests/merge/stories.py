"""A small language for stories: documents made of sentences, each with what it reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.types import Claim, Document, Entity, Event, Place, TimeSpan, Verdict

#: name in the text -> (canonical name, kind, country, sectors)
PARTIES = {
    "Aldova": ("Aldova", "state", "XAD", ()),
    "Kestria": ("Kestria", "state", "XKE", ()),
    "Morland": ("Morland", "state", "XMO", ()),
    "the Aldovan army": ("army of Aldova", "organisation", "XAD", ("MIL",)),
    "the president of Aldova": ("president of Aldova", "role", "XAD", ("GOV",)),
    "the Northern Front": ("Northern Front", "group", "XKE", ("REB",)),
    "gunmen": ("gunmen", "role", None, ("UAF",)),
    "North Korea": ("North Korea", "state", "PRK", ()),
    "Kim Jong-un": ("Kim Jong-un", "person", "PRK", ("GOV",)),
    "Russia": ("Russia", "state", "RUS", ()),
    "Vladimir Putin": ("Vladimir Putin", "person", "RUS", ("GOV",)),
    "the Kremlin": ("Government of Russia", "organisation", "RUS", ("GOV",)),
    "China": ("China", "state", "CHN", ()),
}
#: name -> (latitude, longitude, country, feature, radius in km)
PLACES = {
    "Borsk": (50.0, 30.0, "XKE", "city", 8.0),
    "the Borsk region": (50.2, 30.2, "XKE", "admin1", 90.0),
    "Tarn": (52.0, 36.0, "XKE", "city", 8.0),
    "Kestria": (51.0, 33.0, "XKE", "country", 600.0),
    "Port Lume": (40.0, 10.0, "XMO", "city", 10.0),
    "Vladivostok": (43.12, 131.89, "RUS", "city", 20.0),
    "Russky Island": (43.0, 131.83, "RUS", "site", 10.0),
    "Vostochny": (51.88, 128.33, "RUS", "site", 20.0),
}
_CERTAINTY = {"NEGATED": "-", "DENIED": "-"}


@dataclass(frozen=True)
class Says:
    """One sentence and the event in it."""

    sentence: str
    trigger: str
    event_type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    place: str | None = None
    day: str | None = None  #: "2024-03-04", or "2024-03" for the month, "2024" for the year
    status: str = "ASSERTED"
    both_ways: bool = False
    secondary: bool = False
    cameo: str | None = None
    speaker_kind: str = "AUTHOR"
    speaker: str = ""
    historical: bool = False


def article(
    id_: str, date: str | None, *said: Says | str, publisher: str | None = None
) -> tuple[Document, list[Event]]:
    """A document of these sentences (plain ones report nothing) and its mentions."""
    text = " ".join(part if isinstance(part, str) else part.sentence for part in said)
    document = Document(id_, text, dt.date.fromisoformat(date) if date else None, publisher=publisher)
    mentions = []
    start = 0
    for number, part in enumerate(said):
        if isinstance(part, Says):
            mentions += _mentions(document, start, part, f"{id_}-{number}")
        start += len(part if isinstance(part, str) else part.sentence) + 1
    return document, mentions


def collect(*articles: tuple[Document, list[Event]]) -> tuple[list[Document], list[Event]]:
    """The documents and the mentions of all articles."""
    return [document for document, _ in articles], [mention for _, mentions in articles for mention in mentions]


def _mentions(document: Document, start: int, said: Says, id_: str) -> list[Event]:
    sentence = (start, start + len(said.sentence))
    at = document.text.index(said.trigger, start)
    event = Event(
        id=id_, document=document.id, trigger=(at, at + len(said.trigger)), sentence=sentence,
        event_type=said.event_type, mode=None, contexts=(), cameo=said.cameo, quad_class="verbal cooperation",
        plover_score=1.0, goldstein=1.0, actors=tuple(_entity(document, start, name) for name in said.actors),
        recipients=tuple(_entity(document, start, name) for name in said.recipients),
        place=_place(document, start, said.place) if said.place else None,
        time=_time(said.day) if said.day else None,
        verdict=Verdict(said.status, _CERTAINTY.get(said.status, "+"), "CT", None, 3.0, (_claim(said),)),
        historical=said.historical, confidence=0.8, why=(), secondary=said.secondary,
    )  # fmt: skip
    if not said.both_ways:
        return [event]
    other = Event(**{name: getattr(event, name) for name in Event.__dataclass_fields__} | {
        "id": f"{id_}-back", "actors": event.recipients, "recipients": event.actors,
    })  # fmt: skip
    return [event, other]


def _claim(said: Says) -> Claim:
    stance = "DENIES" if said.status in _CERTAINTY else "AFFIRMS"
    if said.speaker_kind == "AUTHOR":
        return Claim(None, None, "AUTHOR", True, stance, "CT")
    entity = Entity(0, 1, "x", "organisation", said.speaker or "somebody")
    return Claim((0, 1), (2, 3), said.speaker_kind, True, stance, "CT", entity=entity)


def _entity(document: Document, start: int, name: str) -> Entity:
    canonical, kind, country, sectors = PARTIES[name]
    at = max(document.text.find(name, start), 0)
    return Entity(at, at + len(name), document.text[at : at + len(name)], kind, canonical, country, sectors)


def _place(document: Document, start: int, name: str) -> Place:
    lat, lon, country, feature, radius = PLACES[name]
    at = max(document.text.find(name, start), 0)
    number = str(list(PLACES).index(name) + 100)
    text = document.text[at : at + len(name)]
    return Place(at, at + len(name), text, name, number, lat, lon, country, feature, radius)


def _time(day: str) -> TimeSpan:
    if len(day) == 10:
        return TimeSpan(0, 1, "x", dt.date.fromisoformat(day), dt.date.fromisoformat(day), "day")
    year = int(day[:4])
    if len(day) == 4:
        return TimeSpan(0, 1, "x", dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    month = int(day[5:])
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return TimeSpan(0, 1, "x", dt.date(year, month, 1), following - dt.timedelta(days=1), "month")
