"""A small corpus with its coding, written by hand: what the views are developed and tested against.

The public record of North Korea's relations with Russia, in our own words, as five invented outlets might print it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from detente.types import Actor, CharSpan, Claim, Document, Entity, Event, MergedEvent, Place, TimeSpan, Verdict

#: id -> (title, publisher, date, text)
TEXTS: dict[str, tuple[str, str, str, str]] = {
    "singapore": (
        "A handshake in Singapore", "Harbour Times", "2018-06-12",
        "Kim Jong Un met Donald Trump in Singapore on Tuesday, the first summit between the two states. "
        "Washington promised security guarantees to North Korea, and Pyongyang reaffirmed that it would work towards "
        "denuclearisation.\n\nThe Security Council had tightened its sanctions on North Korea in December 2017.",
    ),
    "hanoi": (
        "No deal in Hanoi", "Harbour Times", "2019-02-28",
        "Talks between the United States and North Korea in Hanoi ended on Thursday without an agreement. "
        "The White House rejected the demand that most sanctions be lifted, an official said. "
        "North Korea did not sign a joint statement with the United States.",
    ),
    "vladivostok": (
        "Kim and Putin meet on Russky Island", "Northern Courier", "2019-04-25",
        "Vladimir Putin held talks with Kim Jong Un in Vladivostok on Thursday, their first meeting. "
        "Putin said he was ready to brief Washington on the discussion.\n\n"
        "It was the first such summit since Dmitry Medvedev received Kim Jong Il near Ulan-Ude in August 2011. "
        "Putin had visited Pyongyang in 2000. For decades the Soviet Union supplied North Korea with aid, and it had "
        "recognised the new state in October 1948.",
    ),
    "vladivostok-copy": (
        "Kim and Putin meet on Russky Island", "Southern Mail", "2019-04-25",
        "Vladimir Putin held talks with Kim Jong Un in Vladivostok on Thursday, their first meeting. "
        "Putin said he was ready to brief Washington on the discussion.",
    ),
    "shoigu": (
        "Russian defence minister in Pyongyang", "The Strait Ledger", "2023-07-27",
        "Sergei Shoigu visited Pyongyang this week for the seventieth anniversary of the armistice. "
        "The Russian defence minister was shown ballistic missiles together with Kim Jong Un, state media reported.",
    ),
    "vostochny": (
        "At the cosmodrome", "Northern Courier", "2023-09-13",
        "Kim Jong Un met Vladimir Putin at the Vostochny cosmodrome on Wednesday. "
        "Russia will help North Korea to build satellites, Putin indicated. "
        "If Moscow delivered missile technology, it would breach the embargo that the Security Council imposed on "
        "North Korea in 2006, a former diplomat warned.\n\n"
        "Satellite images showed the armoured train crossing into Russia two days earlier.",
    ),
    "analysis": (
        "What each side may want", "Institute Review", "2023-09-14",
        "North Korea may have agreed to supply artillery shells to Russia, analysts believe. "
        "In return Russia could send food aid to North Korea. "
        "It is unclear whether North Korea and Russia held joint exercises.",
    ),
    "containers": (
        "Washington points at a thousand containers", "Harbour Times", "2023-10-13",
        "North Korea delivered more than 1,000 containers of military equipment to Russia in recent weeks, the White "
        "House said on Friday. Satellite images of the port of Rajin showed a Russian ship being loaded. "
        "The Kremlin denied that Russia had received weapons from North Korea.",
    ),
    "denial": (
        "Moscow sees no proof", "Northern Courier", "2023-10-17",
        "Russia has not received arms from North Korea, the Kremlin said, and spoke of allegations without proof. "
        "South Korea accused North Korea of trading weapons for technology.",
    ),
    "veto": (
        "Russia ends the work of the UN panel", "The Strait Ledger", "2024-03-28",
        "Russia on Thursday vetoed the renewal of the UN panel that watches the sanctions on North Korea. "
        "South Korea condemned the decision by Russia.",
    ),
    "treaty": (
        "A treaty in Pyongyang", "Northern Courier", "2024-06-19",
        "Vladimir Putin visited Pyongyang on Wednesday, his first journey there since 2000. "
        "Putin and Kim Jong Un signed a treaty of comprehensive strategic partnership. "
        "Each side is to aid the other if it is attacked, according to the text.\n\n"
        "Putin invited Kim Jong Un to Moscow.",
    ),
    "seoul": (
        "Seoul protests", "Harbour Times", "2024-06-21",
        "South Korea summoned the Russian ambassador on Friday over the treaty that Russia signed with North Korea. "
        "Seoul will reconsider whether to send arms to Ukraine, the presidential office said. "
        "Russia threatened consequences if South Korea sent weapons to Ukraine.",
    ),
}  # fmt: skip

#: surface -> (canonical name, kind, country, sectors)
NAMES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "Kim Jong Un": ("Kim Jong Un", "person", "PRK", ("GOV",)),
    "Kim Jong Il": ("Kim Jong Il", "person", "PRK", ("GOV",)),
    "Vladimir Putin": ("Vladimir Putin", "person", "RUS", ("GOV",)),
    "Putin": ("Vladimir Putin", "person", "RUS", ("GOV",)),
    "Dmitry Medvedev": ("Dmitry Medvedev", "person", "RUS", ("GOV",)),
    "Sergei Shoigu": ("Sergei Shoigu", "person", "RUS", ("GOV", "MIL")),
    "The Russian defence minister": ("Sergei Shoigu", "person", "RUS", ("GOV", "MIL")),
    "Donald Trump": ("Donald Trump", "person", "USA", ("GOV",)),
    "North Korea": ("North Korea", "state", "PRK", ()),
    "Pyongyang": ("North Korea", "state", "PRK", ("GOV",)),
    "Russia": ("Russia", "state", "RUS", ()),
    "Russian": ("Russia", "state", "RUS", ()),
    "Moscow": ("Russia", "state", "RUS", ("GOV",)),
    "Soviet Union": ("Soviet Union", "state", "RUS", ()),
    "The Kremlin": ("Kremlin", "organisation", "RUS", ("GOV",)),
    "the Kremlin": ("Kremlin", "organisation", "RUS", ("GOV",)),
    "United States": ("United States", "state", "USA", ()),
    "Washington": ("United States", "state", "USA", ("GOV",)),
    "The White House": ("White House", "organisation", "USA", ("GOV",)),
    "the White House": ("White House", "organisation", "USA", ("GOV",)),
    "South Korea": ("South Korea", "state", "KOR", ()),
    "Seoul": ("South Korea", "state", "KOR", ("GOV",)),
    "the presidential office": ("presidential office", "organisation", "KOR", ("GOV",)),
    "Security Council": ("UN Security Council", "organisation", "UNO", ()),
    "Ukraine": ("Ukraine", "state", "UKR", ()),
}

#: surface -> (name, lat, lon, country, feature, radius_km)
PLACES: dict[str, tuple[str, float, float, str, str, float]] = {
    "Singapore": ("Singapore", 1.29, 103.85, "SGP", "city", 25),
    "Hanoi": ("Hanoi", 21.02, 105.84, "VNM", "city", 25),
    "Vladivostok": ("Vladivostok", 43.11, 131.87, "RUS", "city", 20),
    "Ulan-Ude": ("Ulan-Ude", 51.83, 107.6, "RUS", "city", 40),
    "Pyongyang": ("Pyongyang", 39.03, 125.75, "PRK", "city", 25),
    "Vostochny": ("Vostochny", 51.88, 128.33, "RUS", "site", 10),
    "Rajin": ("Rason", 42.24, 130.3, "PRK", "city", 30),
    "Russia": ("Russia", 61.5, 100.0, "RUS", "country", 2400),
    "North Korea": ("North Korea", 40.0, 127.0, "PRK", "country", 250),
}


@dataclass
class Told:
    """One mention, by the words that stand for its parts."""

    document: str
    sentence: str  #: its first words
    trigger: str
    event_type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    mode: str | None = None
    status: str = "ASSERTED"
    time: tuple[str, str, str, str] | None = None  #: words, from, to, precision
    place: str | None = None
    speaker: tuple[str, str, str, bool] | None = None  #: words, cue, kind, named
    confidence: float = 0.8
    historical: bool = False
    secondary: bool = False
    disputed: bool = False
    phrase: str | None = None
    mirror: bool = False  #: add the other direction too


@dataclass
class Corpus:
    """Everything a view is given."""

    documents: dict[str, Document] = field(default_factory=dict)
    mentions: dict[str, Event] = field(default_factory=dict)
    events: list[MergedEvent] = field(default_factory=list)


QUADS = {
    "CONSULT": "verbal cooperation", "AGREE": "verbal cooperation", "SUPPORT": "verbal cooperation",
    "COOPERATE": "material cooperation", "AID": "material cooperation", "CONCEDE": "verbal cooperation",
    "ACCUSE": "verbal conflict", "REJECT": "verbal conflict", "THREATEN": "verbal conflict",
    "REQUEST": "verbal conflict", "SANCTION": "material conflict", "COERCE": "material conflict",
}  # fmt: skip

D = "day"
#: groups of mentions that report one event
TOLD: list[list[Told]] = [
    [Told("singapore", "Kim Jong Un met", "met", "CONSULT", ("Kim Jong Un",), ("Donald Trump",), place="Singapore",
          time=("Tuesday", "2018-06-12", "2018-06-12", D), mirror=True, confidence=0.93)],
    [Told("singapore", "Washington promised", "promised", "AGREE", ("Washington",), ("North Korea",), confidence=0.81)],
    [Told("singapore", "The Security Council", "tightened", "SANCTION", ("Security Council",), ("North Korea",),
          time=("December 2017", "2017-12-01", "2017-12-31", "month"), historical=True, confidence=0.86)],
    [Told("hanoi", "Talks between", "Talks", "CONSULT", ("United States",), ("North Korea",), place="Hanoi",
          time=("Thursday", "2019-02-28", "2019-02-28", D), mirror=True, confidence=0.9)],
    [Told("hanoi", "The White House", "rejected", "REJECT", ("The White House",), (), status="REPORTED",
          speaker=("an official", "said", "OFFICIAL", False), confidence=0.7)],
    [Told("hanoi", "North Korea did", "sign", "AGREE", ("North Korea",), ("United States",), status="NEGATED",
          confidence=0.77)],
    [Told("vladivostok", "Vladimir Putin held", "talks", "CONSULT", ("Vladimir Putin",), ("Kim Jong Un",),
          place="Vladivostok", time=("Thursday", "2019-04-25", "2019-04-25", D), mirror=True, confidence=0.95),
     Told("vladivostok-copy", "Vladimir Putin held", "talks", "CONSULT", ("Vladimir Putin",), ("Kim Jong Un",),
          place="Vladivostok", time=("Thursday", "2019-04-25", "2019-04-25", D), mirror=True, confidence=0.95)],
    [Told("vladivostok", "Putin said", "brief", "CONSULT", ("Putin",), ("Washington",), status="PLANNED",
          speaker=("Putin", "said", "OFFICIAL", True), confidence=0.6),
     Told("vladivostok-copy", "Putin said", "brief", "CONSULT", ("Putin",), ("Washington",), status="PLANNED",
          speaker=("Putin", "said", "OFFICIAL", True), confidence=0.6)],
    [Told("vladivostok", "It was the first", "received", "CONSULT", ("Dmitry Medvedev",), ("Kim Jong Il",),
          place="Ulan-Ude", time=("August 2011", "2011-08-01", "2011-08-31", "month"), historical=True)],
    [Told("vladivostok", "Putin had visited", "visited", "CONSULT", ("Putin",), ("Pyongyang",), mode="visit",
          place="Pyongyang", time=("2000", "2000-01-01", "2000-12-31", "year"), historical=True)],
    [Told("vladivostok", "For decades", "supplied", "AID", ("Soviet Union",), ("North Korea",),
          time=("For decades", "", "", "vague"), historical=True, confidence=0.72)],
    [Told("vladivostok", "For decades", "recognised", "SUPPORT", ("Soviet Union",), (), place=None,
          time=("October 1948", "1948-10-01", "1948-10-31", "month"), historical=True, confidence=0.66)],
    [Told("shoigu", "Sergei Shoigu", "visited", "CONSULT", ("Sergei Shoigu",), ("Pyongyang",), mode="visit",
          place="Pyongyang", time=("this week", "2023-07-24", "2023-07-30", "week"), confidence=0.88)],
    [Told("shoigu", "The Russian defence", "shown", "COOPERATE", ("Kim Jong Un",), ("The Russian defence minister",),
          status="REPORTED", speaker=("state media", "reported", "MEDIA", True), confidence=0.58)],
    [Told("vostochny", "Kim Jong Un met", "met", "CONSULT", ("Kim Jong Un",), ("Vladimir Putin",), place="Vostochny",
          time=("Wednesday", "2023-09-13", "2023-09-13", D), mirror=True, confidence=0.94)],
    [Told("vostochny", "Russia will help", "help", "COOPERATE", ("Russia",), ("North Korea",), status="PLANNED",
          speaker=("Putin", "indicated", "OFFICIAL", True), confidence=0.71)],
    [Told("vostochny", "If Moscow", "delivered", "AID", ("Moscow",), ("North Korea",), status="CONDITIONAL",
          speaker=("a former diplomat", "warned", "ANALYST", False), confidence=0.55)],
    [Told("vostochny", "If Moscow", "imposed", "SANCTION", ("Security Council",), ("North Korea",),
          time=("2006", "2006-01-01", "2006-12-31", "year"), historical=True, confidence=0.8)],
    [Told("analysis", "North Korea may", "agreed", "AGREE", ("North Korea",), ("Russia",), status="SPECULATED",
          speaker=("analysts", "believe", "ANALYST", False), confidence=0.74)],
    [Told("analysis", "In return", "send", "AID", ("Russia",), ("North Korea",), status="SPECULATED",
          confidence=0.69)],
    [Told("analysis", "It is unclear", "exercises", "COOPERATE", ("North Korea",), ("Russia",), status="UNKNOWN",
          confidence=0.5)],
    [Told("containers", "North Korea delivered", "delivered", "AID", ("North Korea",), ("Russia",), mode="military",
          status="REPORTED", time=("in recent weeks", "2023-09-01", "2023-10-13", "vague"), disputed=True,
          speaker=("the White House", "said", "OFFICIAL", True), confidence=0.84, place="Rajin"),
     Told("containers", "The Kremlin denied", "received", "AID", ("North Korea",), ("Russia",), mode="military",
          status="DENIED", speaker=("The Kremlin", "denied", "ORGANISATION", True), confidence=0.78),
     Told("denial", "Russia has not", "received", "AID", ("North Korea",), ("Russia",), mode="military",
          status="DENIED", speaker=("the Kremlin", "said", "ORGANISATION", True), confidence=0.8)],
    [Told("denial", "South Korea accused", "accused", "ACCUSE", ("South Korea",), ("North Korea",), confidence=0.91)],
    [Told("denial", "South Korea accused", "trading", "COOPERATE", ("North Korea",), (), secondary=True)],
    [Told("veto", "Russia on Thursday", "vetoed", "REJECT", ("Russia",), (), mode="veto",
          time=("Thursday", "2024-03-28", "2024-03-28", D), confidence=0.87)],
    [Told("veto", "South Korea condemned", "condemned", "ACCUSE", ("South Korea",), ("Russia",), mode="disapprove",
          confidence=0.9)],
    [Told("treaty", "Vladimir Putin visited", "visited", "CONSULT", ("Vladimir Putin",), ("Pyongyang",), mode="visit",
          place="Pyongyang", time=("Wednesday", "2024-06-19", "2024-06-19", D), confidence=0.95)],
    [Told("treaty", "Putin and Kim", "signed", "SUPPORT", ("Putin",), ("Kim Jong Un",), mirror=True, confidence=0.9,
          time=("Wednesday", "2024-06-19", "2024-06-19", D)),
     Told("seoul", "South Korea summoned", "signed", "SUPPORT", ("Russia",), ("North Korea",), mirror=True,
          confidence=0.7)],
    [Told("treaty", "Putin invited", "invited", "AGREE", ("Putin",), ("Kim Jong Un",), confidence=0.75)],
    [Told("seoul", "South Korea summoned", "summoned", "ACCUSE", ("South Korea",), ("Russian",), mode="disapprove",
          time=("Friday", "2024-06-21", "2024-06-21", D), confidence=0.89)],
    [Told("seoul", "Seoul will", "send", "AID", ("Seoul",), ("Ukraine",), mode="military", status="UNKNOWN",
          speaker=("the presidential office", "said", "ORGANISATION", True), confidence=0.52)],
    [Told("seoul", "Russia threatened", "threatened", "THREATEN", ("Russia",), ("South Korea",), confidence=0.85)],
]  # fmt: skip


def make_corpus() -> Corpus:
    """The corpus: 12 documents, some 40 mentions, merged."""
    corpus = Corpus()
    for key, (title, publisher, date, text) in TEXTS.items():
        address = f"https://example.org/{key}"
        corpus.documents[key] = Document(
            key, text, dt.date.fromisoformat(date), title, publisher, address, "en", "given"
        )
    for group in TOLD:
        add_group(corpus, group)
    return corpus


def add_group(corpus: Corpus, group: list[Told]) -> None:
    """One event from its mentions, and its other direction where asked."""
    forward = [mention_of(told, corpus, backward=False) for told in group]
    backward = [mention_of(told, corpus, backward=True) for told in group if told.mirror]
    for mentions in (forward, backward):
        if mentions:
            corpus.mentions |= {mention.id: mention for mention in mentions}
            corpus.events.append(merge(mentions, group, corpus))


def merge(mentions: list[Event], group: list[Told], corpus: Corpus) -> MergedEvent:
    """The merged view of mentions, as the merge stage would give it."""
    first = mentions[0]
    documents = sorted({mention.document for mention in mentions})
    publishers = tuple(sorted({corpus.documents[key].publisher or "" for key in documents}))
    copies = sum(key.endswith("-copy") for key in documents)
    return MergedEvent(
        id="ev-" + first.id, event_type=first.event_type, mode=first.mode,
        actors=tuple(actor_of(entity) for entity in first.actors),
        recipients=tuple(actor_of(entity) for entity in first.recipients),
        place=first.place, time=first.time, status=first.verdict.status, historical=first.historical,
        disputed=any(told.disputed for told in group), reports=len(documents), publishers=publishers,
        independent_publishers=len(publishers) - copies, thread=None,
        mentions=tuple(mention.id for mention in mentions),
    )  # fmt: skip


def actor_of(entity: Entity) -> Actor:
    """Whom an entity stands for."""
    return Actor(entity.name, entity.kind, entity.country, entity.sectors)


def mention_of(told: Told, corpus: Corpus, *, backward: bool) -> Event:
    """One mention with all its spans."""
    text = corpus.documents[told.document].text
    sentence = sentence_span(text, told.sentence)
    trigger = inside(text, told.trigger, sentence)
    name = f"{told.document}-{trigger[0]}-{told.event_type.lower()}"
    actors = tuple(entity_of(text, words, sentence) for words in told.actors)
    recipients = tuple(entity_of(text, words, sentence) for words in told.recipients)
    return Event(
        id=name + ("-b" if backward else ""), document=told.document, trigger=trigger, sentence=sentence,
        event_type=told.event_type, mode=told.mode, contexts=(), cameo="040",
        quad_class=QUADS[told.event_type], plover_score=2.5, goldstein=1.0,
        actors=recipients if backward else actors, recipients=actors if backward else recipients,
        place=place_of(text, told.place, sentence) if told.place else None,
        time=time_of(text, told.time, sentence) if told.time else None,
        verdict=verdict_of(told, text, sentence), historical=told.historical, confidence=told.confidence,
        why=(f"frame {told.event_type}.{told.trigger}: verb with subject and object",), secondary=told.secondary,
        linked=(name + ("" if backward else "-b"),) if told.mirror else (),
    )  # fmt: skip


def verdict_of(told: Told, text: str, sentence: CharSpan) -> Verdict:
    """The verdict with its claim."""
    stance = {"DENIED": "DENIES", "UNKNOWN": "UNCOMMITTED"}.get(told.status, "AFFIRMS")
    if told.speaker:
        words, cue, kind, named = told.speaker
        entity = entity_of(text, words, sentence) if words in NAMES else None
        claim = Claim(inside(text, words, sentence), inside(text, cue, sentence), kind, named, stance, "CT",
                      entity=entity, probability_phrase=told.phrase)  # fmt: skip
    else:
        claim = Claim(None, None, "AUTHOR", False, "AFFIRMS", "CT")
    negative = told.status in ("DENIED", "NEGATED")
    return Verdict(
        told.status,
        "-" if negative else "+",
        "CT",
        None,
        -2.0 if negative else 2.5,
        (claim,),
        told.disputed,
        (f"cue: {told.speaker[1]}" if told.speaker else "no cue: the author's own voice", f"status {told.status}"),
    )


def sentence_span(text: str, opening: str) -> CharSpan:
    """From the first words to the next full stop that ends a sentence."""
    start = text.index(opening)
    ends = [end for mark in (". ", ".\n") if (end := text.find(mark, start)) >= 0]
    return start, min(ends, default=len(text) - 1) + 1


def inside(text: str, words: str, sentence: CharSpan) -> CharSpan:
    """Where words stand within a sentence."""
    start = text.find(words, *sentence)
    if start < 0:
        raise ValueError(f"{words!r} is not in {text[slice(*sentence)]!r}")
    return start, start + len(words)


def entity_of(text: str, words: str, sentence: CharSpan) -> Entity:
    """A named span."""
    start, end = inside(text, words, sentence)
    name, kind, country, sectors = NAMES[words]
    return Entity(start, end, words, kind, name, country, sectors, why="by hand")


def place_of(text: str, words: str, sentence: CharSpan) -> Place:
    """A place; it may stand in another sentence."""
    start = text.find(words, *sentence)
    start = start if start >= 0 else text.index(words)
    name, lat, lon, country, feature, radius = PLACES[words]
    return Place(start, start + len(words), words, name, None, lat, lon, country, feature, radius)


def time_of(text: str, told: tuple[str, str, str, str], sentence: CharSpan) -> TimeSpan:
    """A time; it may stand in another sentence."""
    words, first, last, precision = told
    start = text.find(words, *sentence)
    start = start if start >= 0 else text.index(words)
    return TimeSpan(
        start, start + len(words), words,
        dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last) if last else None, precision,
    )  # fmt: skip
