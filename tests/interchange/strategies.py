"""Hypothesis strategies for the dataclasses of `detente.types`: any value that the pipeline may make."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from detente.codebook.model import QUAD_CLASSES
from detente.types import (
    EVENT_TYPES,
    PARTIES,
    SPEAKER_KINDS,
    STATUSES,
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

#: Letters of several scripts, an emoji outside the BMP, quotes, a line break, a combining mark; no lone surrogates.
_LETTERS = st.characters(codec="utf-8", exclude_characters="\x00")
words = st.text(_LETTERS, min_size=1, max_size=8)
maybe_words = st.none() | words
texts = st.text(_LETTERS, min_size=1, max_size=60).filter(str.strip)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
units = st.floats(0, 1)
countries = st.none() | st.sampled_from(["PRK", "RUS", "USA", "KOS", "UNO", "IMG"])
sectors = st.lists(st.sampled_from(["GOV", "MIL", "REB", "CVL"]), max_size=2, unique=True).map(tuple)
kinds = st.sampled_from(["state", "person", "organisation", "group", "role"])
wikidata = st.none() | st.integers(1, 10**7).map("Q{}".format)
stances = st.sampled_from(["AFFIRMS", "DENIES", "UNCOMMITTED"])
forms = st.sampled_from(["direct", "indirect", "mixed"])
degrees = st.sampled_from(["CT", "PR", "PS", "U"])
whys = st.lists(words, max_size=2).map(tuple)

actors = st.builds(Actor, name=words, kind=kinds, country=countries, sectors=sectors, wikidata=wikidata, why=st.text())


def spans(text: str) -> SearchStrategy[CharSpan]:
    """(start, end) of a part of the text that is not empty."""
    return st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )


def span_lists(text: str) -> SearchStrategy[tuple[CharSpan, ...]]:
    """Spans in any number."""
    return st.lists(spans(text), max_size=2).map(tuple)


@st.composite
def entities(draw: st.DrawFn, text: str) -> Entity:
    """An entity somewhere in the text."""
    start, end = draw(spans(text))
    return Entity(
        start, end, text[start:end], draw(kinds), draw(words), draw(countries), draw(sectors), draw(wikidata),
        why=draw(st.text(max_size=5)), antecedent=draw(st.none() | spans(text)),
        members=tuple(draw(st.lists(actors, max_size=2))),
    )  # fmt: skip


@st.composite
def places(draw: st.DrawFn, text: str) -> Place:
    """A place somewhere in the text."""
    start, end = draw(spans(text))
    return Place(
        start, end, text[start:end], draw(words), draw(st.none() | st.integers(1, 10**7).map(str)),
        draw(st.none() | st.floats(-90, 90)), draw(st.none() | st.floats(-180, 180)), draw(countries),
        draw(st.sampled_from([None, "country", "admin1", "city", "site", "water"])),
        draw(st.none() | st.floats(0, 3000)), draw(st.none() | units), draw(st.text(max_size=5)),
    )  # fmt: skip


@st.composite
def times(draw: st.DrawFn, text: str) -> TimeSpan:
    """A time somewhere in the text, in order or open."""
    start, end = draw(spans(text))
    first, last = sorted(draw(st.tuples(days, days)))
    precision = draw(st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "vague"]))
    bounds = draw(st.sampled_from([(first, last), (None, last), (first, None), (None, None)]))
    return TimeSpan(start, end, text[start:end], *bounds, precision, draw(st.text(max_size=5)))


@st.composite
def claims(draw: st.DrawFn, text: str) -> Claim:
    """A claim in the text's own voice, or of some speaker."""
    kind = draw(st.sampled_from(SPEAKER_KINDS))
    spoken = kind != "AUTHOR"
    return Claim(
        speaker=draw(st.none() | spans(text)) if spoken else None, cue=draw(st.none() | spans(text)),
        speaker_kind=kind, named=draw(st.booleans()), stance=draw(stances), certainty=draw(degrees), form=draw(forms),
        entity=draw(st.none() | entities(text)) if spoken else None, chain=draw(whys),
        party=draw(st.sampled_from(PARTIES)), probability_phrase=draw(maybe_words),
        icd203=draw(st.none() | st.tuples(units, units)),
        stated_confidence=draw(st.sampled_from([None, "high", "moderate", "low"])), confidence_phrase=draw(maybe_words),
        reliability=draw(st.sampled_from("ABCDEF")), credibility=draw(st.integers(1, 6)),
    )  # fmt: skip


@st.composite
def verdicts(draw: st.DrawFn, text: str) -> Verdict:
    """A verdict with some claims."""
    return Verdict(
        draw(st.sampled_from(STATUSES)), draw(st.sampled_from("+-")), draw(degrees),
        draw(st.sampled_from([None, "condition", "threat", "intent"])), draw(st.floats(-3, 3)),
        tuple(draw(st.lists(claims(text), max_size=2))), draw(st.booleans()), draw(whys),
    )  # fmt: skip


@st.composite
def events(draw: st.DrawFn, text: str, document: str, number: int) -> Event:
    """A mention in the document."""
    return Event(
        id=f"m{number}-{document}", document=document, trigger=draw(spans(text)), sentence=draw(spans(text)),
        event_type=draw(st.sampled_from(EVENT_TYPES)), mode=draw(st.sampled_from([None, "visit"])),
        contexts=draw(whys), cameo=draw(st.sampled_from([None, "042", "0213"])),
        quad_class=draw(st.sampled_from(QUAD_CLASSES)), plover_score=draw(st.none() | st.floats(-10, 10)),
        goldstein=draw(st.none() | st.floats(-10, 10)), actors=tuple(draw(st.lists(entities(text), max_size=2))),
        recipients=tuple(draw(st.lists(entities(text), max_size=2))), place=draw(st.none() | places(text)),
        time=draw(st.none() | times(text)), verdict=draw(verdicts(text)), historical=draw(st.booleans()),
        confidence=draw(units), why=draw(whys), secondary=draw(st.booleans()), linked=draw(whys),
        takes_up=draw(st.none() | spans(text)),
    )  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document, with or without pairs and triggers that the caller gave."""
    text = draw(texts)
    given_pairs = draw(st.lists(st.tuples(spans(text), spans(text)), max_size=2))
    return Document(
        draw(words), text, draw(st.none() | days), draw(maybe_words), draw(maybe_words), draw(maybe_words),
        draw(maybe_words), draw(maybe_words), tuple(given_pairs), draw(span_lists(text)),
    )  # fmt: skip


@st.composite
def attributions(draw: st.DrawFn, text: str) -> Attribution:
    """A speaker, cue and content."""
    return Attribution(
        draw(span_lists(text)), draw(span_lists(text)), draw(span_lists(text)), draw(st.sampled_from(SPEAKER_KINDS)),
        draw(st.booleans()), draw(st.none() | entities(text)), draw(stances), draw(forms),
    )  # fmt: skip


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    """An annotated document."""
    document = draw(documents())
    text = document.text

    def some(strategy: SearchStrategy[object]) -> tuple[object, ...]:
        return tuple(draw(st.lists(strategy, max_size=2)))

    pair = st.builds(PairCode, st.sampled_from(EVENT_TYPES), maybe_words, st.sampled_from(QUAD_CLASSES), units)
    whole = Annotation(document, silence=draw(maybe_words))
    found = tuple(draw(events(text, document.id, number)) for number in range(draw(st.integers(0, 2))))
    return replace(
        whole, entities=some(entities(text)), places=some(places(text)), times=some(times(text)),
        attributions=some(attributions(text)), events=found, pairs=some(pair), triggers=some(verdicts(text)),
    )  # fmt: skip
