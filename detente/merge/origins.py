"""Who says so independently: copies, wires, quoted outlets and the organs of one government each count once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.merge.parties import is_government
from detente.types import Claim, Document, Event

#: "PORT LUME, May 6 (Northern Wire) -": the agency in a dateline. Looser than detente/dateline.py, which asks where the
#: report begins: a credit counts behind a headline on the same line, and after "Port Lume" as after "PORT LUME".
_DATELINE = re.compile(r"^[A-Z][^()\n]{0,60}\((?P<wire>[A-Z][\w .&'-]{1,40})\)\s*[-\u2013\u2014:]")
#: "Northern Wire contributed to this report.", "Source: Northern Wire", "(Reporting by Northern Wire)".
_CREDIT = (
    re.compile(r"(?P<wire>[A-Z][\w&'-]*(?: [A-Z][\w&'-]*){0,4}) (?:has )?contributed to this (?:report|article|story)"),
    re.compile(r"(?:^|[\n(])\s*(?:Source|Via|Reporting by):?\s+(?P<wire>[A-Z][\w&'-]*(?: [A-Z][\w&'-]*){0,4})\s*[.)]?\s*$"),
    re.compile(r"[-\u2013\u2014]\s*(?P<wire>Reuters|AP|AFP|TASS|Xinhua|Interfax|dpa|UPI|KCNA|Yonhap|Kyodo)\s*$"),
)  # fmt: skip
_TAIL_CHARS = 240
#: The same agency under other names.
_ALIASES = {
    "ap": "associated press", "afp": "agence france-presse", "itar-tass": "tass", "upi": "united press international",
    "deutsche presse-agentur": "dpa", "korean central news agency": "kcna",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """What is known of a document without its text."""

    id: str
    date: dt.date | None
    publisher: str | None
    url: str | None
    wire: str | None  #: the agency that the text is credited to, comparable
    original: str  #: id of the family's original


def printed(document: Document, original: str) -> Printed:
    """The document without its text."""
    wire = wire_of(document.text)
    return Printed(document.id, document.date, document.publisher, document.url, wire, original)


def wire_of(text: str) -> str | None:
    """The agency that a dateline or the last lines credit, comparable; None where none is."""
    match = _DATELINE.match(text.lstrip())
    if match is None:
        tail = text.rstrip()[-_TAIL_CHARS:]
        match = next((found for pattern in _CREDIT if (found := pattern.search(tail))), None)
    return publisher_key(match["wire"]) if match else None


def publisher_key(name: str) -> str:
    """A publisher's name, comparable."""
    key = name.casefold().removeprefix("the ").removeprefix("www.").strip()
    return _ALIASES.get(key, key)


def outlets(mentions: Iterable[Event], documents: Mapping[str, Printed]) -> frozenset[str]:
    """The outlets that report it of their own: a copy counts with its original, a wire story with the wire, a report of
    another outlet's report with that outlet.

    All documents of unknown publishers count as one, and as none beside a known one.
    """
    found = {_outlet(mention, documents) for mention in mentions}
    return frozenset(found - {""} or found)


def _outlet(mention: Event, documents: Mapping[str, Printed]) -> str:
    claims = mention.verdict.claims
    media = {c.entity.name for c in claims if c.speaker_kind == "MEDIA" and c.entity and c.named}
    affirming = [claim for claim in claims if claim.stance == "AFFIRMS"]
    if media and all(claim.speaker_kind == "MEDIA" for claim in affirming):
        return publisher_key(min(media))
    document = documents.get(mention.document)
    if document is None:
        return ""
    original = documents.get(document.original, document)
    if wire := document.wire or original.wire:
        return wire
    host = urlsplit(original.url).hostname if original.url else None
    return publisher_key(original.publisher or host or "")


def origins(mentions: Iterable[Event], documents: Mapping[str, Printed]) -> frozenset[str]:
    """Who affirms that it happened, of their own knowledge.

    An outlet where it says so itself, or has it from witnesses or unnamed sources of its own; else whom it cites: a body,
    or a whole government with its army and spokesmen. Analysts add none.
    """
    found: set[str] = set()
    for mention in mentions:
        status = mention.verdict.status
        if status == "ASSERTED":
            found.add(_outlet(mention, documents))
        elif status == "REPORTED":
            affirming = [claim for claim in mention.verdict.claims if claim.stance == "AFFIRMS"]
            found.update(_cited(claim) or _outlet(mention, documents) for claim in affirming if _counts(claim))
    return frozenset(found - {""})


def _counts(claim: Claim) -> bool:
    return claim.speaker_kind != "ANALYST"


def _cited(claim: Claim) -> str | None:
    """Whose knowledge it is; None for the outlet's own people: witnesses, residents, sources without a name."""
    entity = claim.entity
    if claim.speaker_kind not in ("OFFICIAL", "ORGANISATION", "MEDIA", "SOCIAL_MEDIA") or entity is None:
        return None
    if claim.speaker_kind == "MEDIA":
        return publisher_key(entity.name)
    if entity.country and is_government(entity):
        return f"government of {entity.country}"
    return entity.name.casefold() if claim.named else None


def speakers(mentions: Iterable[Event], *, affirming: bool) -> tuple[str, ...]:
    """Names of the speakers who say that it happened, or who say that it did not; sorted."""
    found = set()
    for mention in mentions:
        for claim in mention.verdict.claims:
            stance = claim.stance
            if claim.speaker_kind == "AUTHOR" or claim.entity is None or stance == "UNCOMMITTED":
                continue
            if (stance == "AFFIRMS") == affirming and mention.verdict.status in _DECIDED:
                found.add(claim.entity.name)
    return tuple(sorted(found))


_DECIDED = frozenset({"ASSERTED", "REPORTED", "NEGATED", "DENIED"})


def first_date(mentions: Sequence[Event], documents: Mapping[str, Printed]) -> dt.date | None:
    """The day of the first report; None where no report is dated."""
    dates = [d.date for m in mentions if (d := documents.get(m.document)) is not None and d.date is not None]
    return min(dates, default=None)
