"""The data that flows through the pipeline: frozen dataclasses without behaviour.

All offsets are characters (Python code points) into `Document.text`, half-open. Nothing here holds a spaCy object, so
every value pickles, travels to workers and goes to the store.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: (start, end) characters, half-open.
CharSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """One text as published."""

    id: str  #: unique in a run; the caller's id where given, else a hash of the text and its origin
    text: str  #: what all offsets refer to
    date: dt.date | None = None  #: publication date; None means unknown, never guessed
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None  #: ISO 639-1, None before detection
    date_basis: str | None = None  #: where `date` came from: "given", "page", "filename"
    pairs: tuple[tuple[CharSpan, CharSpan], ...] = ()  #: (actor, recipient) pairs given by the caller
    triggers: tuple[CharSpan, ...] = ()  #: trigger words given by the caller, to be judged for certainty


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a name stands for: the answer of `knowledge.resolve`, without a place in a text."""

    name: str  #: canonical name ("Russia", "Vladimir Putin")
    kind: str  #: state | person | organisation | group | role
    country: str | None = None  #: ISO 3166 alpha-3, KOS, or IGO UNO EUR NGO ISM IMG MNC; None = unknown
    sectors: tuple[str, ...] = ()  #: PLOVER sectors, most important first
    wikidata: str | None = None
    why: str = ""  #: the reason, for people: "president of Russia 2012-05-07..., table leaders.tsv"


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that may act, be acted on, or speak, with whom it stands for."""

    start: int
    end: int
    text: str  #: document.text[start:end]
    kind: str  #: state | person | organisation | group | role
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    why: str = ""
    antecedent: CharSpan | None = None  #: for pronouns and definite phrases: the mention that was followed
    members: tuple[Actor, ...] = ()  #: of a plural ("the two leaders"): whom it stands for; else empty


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym in the text and what it refers to."""

    start: int
    end: int
    text: str
    name: str  #: canonical name from the gazetteer
    geonames_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None  #: ISO 3166 alpha-3
    feature: str | None = None  #: country | admin1 | admin2 | city | site | water | region
    radius_km: float | None = None  #: rough radius of the feature: a country is never a pin
    confidence: float | None = None  #: 0..1
    why: str = ""


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression and the interval it means."""

    start: int
    end: int
    text: str
    from_date: dt.date | None  #: first day, inclusive; None = open
    to_date: dt.date | None  #: last day, inclusive; None = open
    precision: str  #: day | week | month | quarter | year | decade | vague
    why: str = ""  #: "weekday before publication"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something: speaker, cue and content, each a list of spans (quotes are interrupted)."""

    speaker: tuple[CharSpan, ...]  #: empty where implicit ("reportedly")
    cue: tuple[CharSpan, ...]
    content: tuple[CharSpan, ...]
    speaker_kind: str  #: one of SPEAKER_KINDS
    named: bool
    entity: Entity | None = None  #: whom the speaker resolves to
    stance: str = "AFFIRMS"  #: AFFIRMS | DENIES | UNCOMMITTED, of the cue itself
    form: str = "indirect"  #: direct | indirect | mixed


@dataclass(frozen=True, slots=True)
class Claim:
    """Who stands behind one event mention. `speaker` None and kind AUTHOR = the text's own voice."""

    speaker: CharSpan | None
    cue: CharSpan | None
    speaker_kind: str
    named: bool
    stance: str  #: AFFIRMS | DENIES | UNCOMMITTED
    certainty: str  #: CT | PR | PS | U
    form: str = "indirect"  #: direct | indirect | mixed
    entity: Entity | None = None
    chain: tuple[str, ...] = ()  #: AUTHOR > X > Y, outermost first
    party: str = "third-party"  #: one of PARTIES: on whose side of the event the speaker stands
    probability_phrase: str | None = None  #: stated likelihood, verbatim ("very unlikely")
    icd203: tuple[float, float] | None = None  #: its band, shares of 1; only from a listed phrase
    stated_confidence: str | None = None  #: high | moderate | low, where the text says so; no likelihood
    confidence_phrase: str | None = None  #: its words, verbatim ("with moderate confidence")
    reliability: str = "F"  #: Admiralty A..F, only from the user's own table; F = not known
    credibility: int = 6  #: Admiralty 1..6; 6 = cannot be judged from one text


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a text presents one trigger. Scheme: docs/certainty.md."""

    status: str  #: one of STATUSES
    polarity: str  #: "+" | "-"
    certainty: str  #: CT | PR | PS | U
    basis: str | None  #: condition hypothesis threat intent order agreement schedule demand offer question, or None
    score: float  #: -3.0 certainly not .. 3.0 certainly so, as the factuality corpora
    claims: tuple[Claim, ...] = ()
    disputed: bool = False
    why: tuple[str, ...] = ()  #: one line a step: cue, rule id


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event read from syntax, before its certainty is judged."""

    trigger: CharSpan
    sentence: CharSpan
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None  #: zero-padded string, 2-4 digits
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    confidence: float  #: 0..1
    why: tuple[str, ...]
    secondary: bool = False  #: embedded in a speech act ("threatened to attack"): in no count by default
    parent: CharSpan | None = None  #: trigger of the speech act that embeds it
    reciprocal: bool = False  #: one direction of "X and Y met"
    trusted: bool = False  #: its frame knows better than the encoder
    framed: str | None = (
        None  #: event type of the frame that fired, whatever the encoder makes of it; None: the encoder alone
    )
    takes_up: CharSpan | None = None  #: trigger of the event told before that this noun stands for


@dataclass(frozen=True, slots=True)
class Event:
    """One report of one event in one sentence (a mention), judged, placed and dated."""

    id: str
    document: str
    trigger: CharSpan
    sentence: CharSpan
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad_class: str
    plover_score: float | None  #: PLOVER, -10..10
    goldstein: float | None  #: CAMEO's Goldstein, -10..10
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    place: Place | None
    time: TimeSpan | None
    verdict: Verdict
    historical: bool  #: ended more than 180 days before publication
    confidence: float
    why: tuple[str, ...]
    secondary: bool = False
    linked: tuple[str, ...] = ()  #: ids of the other direction, or of the speech act that embeds it
    takes_up: CharSpan | None = (
        None  #: trigger of the event told before that this noun stands for: "bombed" of "the raid"
    )


@dataclass(frozen=True, slots=True)
class PairCode:
    """The type of a pair that the caller marked."""

    event_type: str
    mode: str | None
    quad_class: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything read from one document."""

    document: Document
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    pairs: tuple[PairCode, ...] = ()
    triggers: tuple[Verdict, ...] = ()
    silence: str | None = None  #: why nothing was coded, where a filter decided so


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision whether two mentions report the same event. Never overwritten, only withdrawn."""

    left: str  #: mention id, the smaller of the two
    right: str
    verdict: str  #: same | different | unsure
    score: float  #: 0..1
    by: str  #: "rule:<version>" or a person's name
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """From this day's reports on, the event had this status."""

    date: dt.date | None  #: of publication; None = in undated reports
    status: str  #: one of STATUSES; a cancellation is NEGATED


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that reports state differently, in a way that cannot all be true."""

    field: str  #: time | place | killed | injured
    values: tuple[tuple[str, int], ...]  #: (statement, number of document families that make it), most first


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """What happened: one event from its mentions. A pure function of mentions and judgements."""

    id: str
    event_type: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    time: TimeSpan | None
    status: str
    historical: bool
    disputed: bool
    reports: int  #: number of documents
    publishers: tuple[str, ...]
    independent_publishers: int  #: syndicated copies counted once
    thread: str | None
    mentions: tuple[str, ...]  #: Event.id, sorted by date then id
    first_report: dt.date | None = None  #: publication date of the first report; None = all undated
    origins: tuple[str, ...] = ()  #: who affirms it independently: outlets, wires, and bodies that outlets only cite
    affirmed_by: tuple[str, ...] = ()  #: named speakers, sorted
    denied_by: tuple[str, ...] = ()
    credibility: int = 6  #: Admiralty: 1 = two or more independent origins affirm, 6 = cannot be judged
    contradicted: bool = False  #: disputed, or another field's statements exclude each other
    history: tuple[Stage, ...] = ()  #: what was said to become of it, by day of report; only changes
    killed: int | None = None  #: the best statement; None = nobody says
    injured: int | None = None
    conflicts: tuple[Conflict, ...] = ()  #: fields on which reports disagree


STATUSES = ("ASSERTED", "REPORTED", "DENIED", "NEGATED", "SPECULATED", "PLANNED", "CONDITIONAL", "UNKNOWN")
SPEAKER_KINDS = (
    "AUTHOR",
    "OFFICIAL",
    "ORGANISATION",
    "ANALYST",
    "MEDIA",
    "PRIVATE_PERSON",
    "DOCUMENT_DATA",
    "IMAGERY_SENSOR",
    "SOCIAL_MEDIA",
    "UNSPECIFIED",
)
#: Where a speaker stands towards the event that he speaks of.
PARTIES = ("actor-side", "recipient-side", "third-party", "author")
EVENT_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
