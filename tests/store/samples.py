"""Small annotated documents for the store's tests."""

from __future__ import annotations

import datetime as dt

from detente.types import Annotation, Claim, Document, Entity, Event, Place, TimeSpan, Verdict


def annotation(id_: str = "d1", text: str = "Aldova shelled Borsk on Monday.", mentions: int = 1) -> Annotation:
    """A document in which Aldova (XAD) shells Borsk, a city of Kestria (XKE)."""
    aldova = Entity(0, 6, text[:6], "state", "Aldova", "XAD")
    kestria = Entity(15, 20, text[15:20], "state", "Kestria", "XKE", ("GOV",))
    borsk = Place(15, 20, text[15:20], "Borsk", "77", 50.0, 30.0, "XKE", "city", 8.0)
    monday = TimeSpan(24, 30, text[24:30], dt.date(2024, 3, 4), dt.date(2024, 3, 4), "day")
    verdict = Verdict("ASSERTED", "+", "CT", None, 3.0, (Claim(None, None, "AUTHOR", True, "AFFIRMS", "CT"),))
    events = tuple(
        Event(
            f"{id_}-m{number}", id_, (7, 14), (0, len(text)), "ASSAULT", "shelling", ("military",), "194",
            "material conflict", -9.0, -10.0, (aldova,), (kestria,), borsk, monday, verdict, False, 0.9, ("frame",),
        )
        for number in range(mentions)
    )  # fmt: skip
    document = Document(id_, text, dt.date(2024, 3, 5), publisher="The Courier", language="en", date_basis="given")
    return Annotation(document, (aldova, kestria), (borsk,), (monday,), events=events)
