"""Merged events -> rows as a reader sees them: named, dated, quoted, linked to their sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from detente.show import words
from detente.show.basemap import country_name
from detente.show.fold import Entry
from detente.show.highlight import Mark, clean, segments, to_html
from detente.types import Actor, CharSpan, Claim, Document, Event, MergedEvent

PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "which", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient as shown."""

    name: str
    country: str  #: shown beside the name; empty where the name says it


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker's stand on an event."""

    name: str
    kind: str  #: one of SPEAKER_KINDS
    named: bool
    stance: str  #: AFFIRMS | DENIES | UNCOMMITTED
    phrase: str  #: probability expression, verbatim; may be empty
    side: str = ""  #: "actor's side", "recipient's side", or empty
    confidence: str = ""  #: "with moderate confidence", verbatim; may be empty
    grade: str = ""  #: the user's own grade of the speaker, A to E; empty for F, not known


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that gives the evidence, and where it stands."""

    html: Markup  #: the trigger is marked
    plain: str
    href: str  #: "#s-2-140": the sentence in the article below
    publisher: str
    date: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One event."""

    anchor: str  #: "e-3"
    number: int  #: from 1, in the order of the page
    event: MergedEvent
    mentions: tuple[Event, ...]  #: the best evidence first
    group: words.Group
    status: str  #: in plain words
    status_note: str
    when: words.When
    first: dt.date | None  #: first day, for sorting and drawing; the report's date where the text gives none
    last: dt.date | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    both_ways: bool
    together: bool  #: all stand in `actors`, and none acts on the others: "A ⇄ B ⇄ C"
    label: str
    mode: str
    quad_class: str
    place: str
    voices: tuple[Voice, ...]
    quotes: tuple[Quote, ...]  #: the best first, one a document
    confidence: float  #: the highest among the mentions

    def numbered(self, number: int, anchor: str) -> Row:
        """The same row with its place on the page."""
        return replace(self, number=number, anchor=anchor)


@dataclass(frozen=True, slots=True)
class Context:
    """What all rows are built from."""

    mentions: Mapping[str, Event]
    documents: Mapping[str, Document]
    numbers: Mapping[str, int]  #: document id -> its number on the page, from 1


def sentence_anchor(number: int, span: CharSpan) -> str:
    """The id of a sentence: "s-2-140" for the one that begins at character 140 of the second article."""
    return f"s-{number}-{span[0]}"


def make_rows(entries: Sequence[Entry], context: Context) -> tuple[Row, ...]:
    """All rows, in the order of the page: by group, background last, then by date."""
    rows = [_row(entry, context) for entry in entries]
    order = {group.key: place for place, group in enumerate(words.GROUPS)}
    far = dt.date.max
    rows.sort(key=lambda r: (r.event.historical, 0 if r.event.historical else order[r.group.key], r.first or far))
    return tuple(row.numbered(number, f"e-{number}") for number, row in enumerate(rows, 1))


def _row(entry: Entry, context: Context) -> Row:
    event = entry.event
    found = tuple(context.mentions[key] for key in event.mentions if key in context.mentions)
    ranked = sorted(found, key=lambda mention: _rank(mention, event, context))
    reported = min((d for m in found if (d := _published(m, context))), default=None)
    first, last = _days(event, reported)
    group = meeting(event)
    actors, recipients = parties(group or event.actors), () if group else parties(event.recipients)
    word, note = words.STATUS_WORDS.get(event.status, (event.status.lower(), ""))
    return Row(
        anchor="", number=0, event=event, mentions=tuple(ranked), group=words.group_of(event.status),
        status=word, status_note=note, when=words.when(event.time, reported), first=first, last=last,
        actors=actors, recipients=recipients, both_ways=entry.both_ways or bool(group), together=bool(group),
        label=clean(words.type_label(event.event_type)), mode=clean(words.plain_words(event.mode)),
        quad_class=ranked[0].quad_class if ranked else "",
        place=clean(event.place.name) if event.place else "",
        voices=_voices(found, context), quotes=_quotes(ranked, context),
        confidence=max((mention.confidence for mention in found), default=0.0),
    )  # fmt: skip


def _rank(mention: Event, event: MergedEvent, context: Context) -> tuple[bool, float, dt.date, str]:
    """Best evidence first: it has the event's own status, the coder is surest, it was printed first."""
    published = _published(mention, context) or dt.date.max
    return mention.verdict.status != event.status, -mention.confidence, published, mention.id


def _published(mention: Event, context: Context) -> dt.date | None:
    document = context.documents.get(mention.document)
    return document.date if document else None


def _days(event: MergedEvent, reported: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day to draw. A past event without a date must not be drawn at its report's date."""
    time = event.time
    if time and time.from_date and time.to_date:
        return time.from_date, time.to_date
    if time and not words.is_habit(time) and (edge := time.from_date or time.to_date):
        # Open at one end: "since 2014" reaches to the report, "by May" begins with it.
        return min(edge, reported or edge), max(edge, reported or edge)
    return (None, None) if event.historical else (reported, reported)


def meeting(event: MergedEvent) -> tuple[Actor, ...]:
    """All parties of an event in which at least two stand on both sides: they did it together. Else none.

    The state of one of them adds nothing: a visit to the president and to the country is one meeting of two.
    """
    names = {actor.name for actor in event.actors} & {recipient.name for recipient in event.recipients}
    if len(names) < 2:
        return ()
    everybody = {actor.name: actor for actor in (*event.actors, *event.recipients)}.values()
    homes = {actor.country for actor in everybody if actor.name in names}
    return tuple(a for a in everybody if a.name in names or a.kind != "state" or a.country not in homes)


def parties(actors: Sequence[Actor]) -> tuple[Party, ...]:
    """Actors or recipients, each once."""
    found: dict[str, Party] = {}
    for actor in actors:
        name = clean(actor.name)
        country = country_name(actor.country) if actor.country else ""
        found.setdefault(name, Party(name, "" if country.lower() in name.lower() else country))
    return tuple(found.values())


def _quotes(ranked: Sequence[Event], context: Context) -> tuple[Quote, ...]:
    """One quote a document and sentence."""
    found: dict[tuple[str, CharSpan], Quote] = {}
    for mention in ranked:
        document = context.documents.get(mention.document)
        if document and (mention.document, mention.sentence) not in found:
            found[mention.document, mention.sentence] = quote(mention, document, context.numbers[document.id])
    return tuple(found.values())


def quote(
    mention: Event, document: Document, number: int, marks: Sequence[Mark] = (), span: CharSpan | None = None
) -> Quote:
    """The sentence of a mention, or a longer `span`, with its trigger marked and whatever else `marks` names."""
    span = span or mention.sentence
    group = words.group_of(mention.verdict.status)
    shown = [Mark(*mention.trigger, "trigger", "", group.key), *marks]
    html = to_html(segments(document.text, span, shown))
    return Quote(
        html=html,
        plain=" ".join(clean(document.text[slice(*span)]).split()),
        href="#" + sentence_anchor(number, mention.sentence),
        publisher=clean(document.publisher or ""),
        date=words.day(document.date) if document.date else "",
        title=clean(document.title or document.id),
    )


def _voices(mentions: Sequence[Event], context: Context) -> tuple[Voice, ...]:
    """Who stands behind the event, each speaker and stance once; the articles' own voice only where nobody is cited."""
    found: dict[tuple[str, str], Voice] = {}
    for mention in mentions:
        document = context.documents.get(mention.document)
        for claim in mention.verdict.claims:
            if claim.speaker_kind != "AUTHOR" and document:
                name = speaker_name(claim, document)
                found.setdefault((name.lower(), claim.stance), voice_of(name, claim))
    return tuple(found.values())


def voice_of(name: str, claim: Claim) -> Voice:
    """A speaker as shown, with what the text says of likelihood and confidence."""
    phrase, confidence = clean(claim.probability_phrase or ""), clean(claim.confidence_phrase or "")
    grade = "" if claim.reliability == "F" else claim.reliability
    side = words.PARTIES.get(claim.party, "")
    return Voice(name, claim.speaker_kind, claim.named, claim.stance, phrase, side, confidence, grade)


def speaker_name(claim: Claim, document: Document) -> str:
    """The speaker's canonical name where known, else the words of the text; never a pronoun that dangles."""
    said = " ".join(clean(document.text[slice(*claim.speaker)]).split()) if claim.speaker else ""
    pronoun = said.lower() in PRONOUNS
    several = " and " in said and claim.entity is not None and not claim.entity.members
    if claim.entity and (not said or pronoun or (claim.named and not several)):
        return clean(claim.entity.name)
    if pronoun:
        return f"nobody named (“{said.lower()}”)"
    if said:
        return said
    cue = " ".join(clean(document.text[slice(*claim.cue)]).split()) if claim.cue else ""
    return f"nobody named (“{cue}”)" if cue else "nobody named"
