"""Doc -> the places it names, each with what it refers to."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from detente.places import cues as cue_words
from detente.places import weights as learned
from detente.places.candidates import Span, Words, find_spans, read_words
from detente.places.cues import Cues
from detente.places.gazetteer import Gazetteer
from detente.places.names import fold
from detente.places.publishers import home_of
from detente.places.recognise import place_probabilities
from detente.places.resolve import Choice, resolve_names
from detente.places.roles import role
from detente.types import CharSpan, Entity, Place
from detente.whole import text_of

#: A name that the gazetteer lacks is put at the nearest named town, this many kilometres wide.
_GUESS_RADIUS = {"street": 15.0, "road": 40.0, "typed": 60.0, "model": 60.0, "gazetteer": 60.0}
_SURE = 0.9  #: least probability of a name that the entity stage reads as a state: "the army of Jordan"
_GUESS_TOKENS = 120  #: how far away, in tokens, that town may be named


def find_places(
    doc: Doc, entities: Sequence[Entity], gazetteer: Gazetteer, publisher: str | None = None
) -> tuple[Place, ...]:
    """Place names in order of position, none overlapping another.

    `why` starts with the role: "literal", "metonym" ("Moscow said"), "adjective" ("Georgian troops") or "modifier"
    ("Danbury police"). Adjectives and metonyms are listed because readers of places want them; no event lies there.
    `lat` is None where the name is in no gazetteer and nothing near it says where it is.

    Args:
        doc: parsed, the whole document: names are resolved together.
        entities: what the entity stage found; a person's name is no place.
        gazetteer: `Gazetteer.load()`.
        publisher: name or site; of two small namesakes, the one nearer its home is preferred.
    """
    cues, weights = cue_words.load(), learned.load()
    words, text = read_words(doc), text_of(doc)
    states = {(e.start, e.end) for e in entities if e.kind == "state"}
    people = [(e.start, e.end, bool(e.country or e.wikidata)) for e in entities if e.kind == "person"]
    bodies = {(e.start, e.end) for e in entities if e.kind == "organisation" and e.country}
    spans = [
        span
        for span in find_spans(words, gazetteer, cues)
        if not _is_person(doc, span, people, cues) and not _in_title(words, span, cues)
    ]
    chances = [
        max(chance, _SURE) if _chars(doc, span) in states else chance
        for span, chance in zip(spans, place_probabilities(words, spans, gazetteer, cues, weights), strict=True)
    ]
    choices = resolve_names(words, spans, chances, gazetteer, cues, weights.refer, home_of(publisher))
    towns = [
        (s.start, choices[i])
        for i, s in enumerate(spans)
        if i in choices and _is_anchor(s, chances[i], choices[i], gazetteer)
    ]
    out = []
    for i, span in enumerate(spans):
        if chances[i] < weights.threshold:
            continue
        choice = choices.get(i)
        if choice is None:
            out.append(_unknown(text, _chars(doc, span), span, chances[i], towns, gazetteer))
        else:
            place = _known(doc, text, words, span, chances[i], choice, gazetteer)
            if (place.start, place.end) not in bodies or not _is_by_chance(place):
                out.append(place)
    return tuple(out)


def _is_by_chance(place: Place) -> bool:
    """A known organisation that some town is spelt like: "EU" (Eu in France), "Hamas" (a name of Hamm)."""
    if place.feature not in ("city", "admin1", "admin2") or place.why.startswith("adjective"):
        return False
    return place.text.isupper() or fold(place.text) != fold(place.name)


def _chars(doc: Doc, span: Span) -> CharSpan:
    """Characters of a span."""
    last = doc[span.end - 1]
    return doc[span.start].idx, last.idx + len(last)


def _is_person(doc: Doc, span: Span, people: Sequence[tuple[int, int, bool]], cues: Cues) -> bool:
    """The span ends a person's name: "Jordan" in "Michael Jordan".

    A single name that the language model takes for a person's ("near [Hostomel]") is left to the recogniser, unless the
    entity stage knows who it is and nothing before it says where.
    """
    low, high = _chars(doc, span)
    before = [token.lower_ for token in doc[max(0, span.start - 2) : span.start]]
    says_where = before[-1:] and (before[-1] in cues.locative or (before[-1] == "of" and before[0] in cues.areas))
    return any(
        end == high and (start < low or (start == low and known and not says_where)) for start, end, known in people
    )


def _in_title(words: Words, span: Span, cues: Cues) -> bool:
    """Part of a title: "Bank of England", "the Duke of York", or a title itself: "The Hill", "The Times"."""
    if span.end - span.start == 2 and words.lower[span.start] == "the":
        return words.is_name[span.start] and words.lower[span.end - 1] in cues.heights | cues.facilities
    i = span.start - 2
    return i >= 0 and words.lower[i + 1] == "of" and words.is_name[i] and words.lower[i] in cues.bodies


def _is_anchor(span: Span, chance: float, choice: Choice, gazetteer: Gazetteer) -> bool:
    """A town or county sure enough to say where unknown names beside it are."""
    return chance > 0.5 and choice.share > 0.5 and gazetteer.places["feature"][choice.index] in (2, 3) and not span.core


def _known(doc: Doc, text: str, words: Words, span: Span, chance: float, choice: Choice, gazetteer: Gazetteer) -> Place:
    """A place of the gazetteer."""
    record = gazetteer.record(choice.index)
    start, end = _chars(doc, span)
    capital = bool(gazetteer.places["rank"][choice.index] == 2)
    kind = role(doc, words, span, record, capital=capital)
    return Place(
        start=start,
        end=end,
        text=text[start:end],
        name=record.name,
        geonames_id=record.geonames_id,
        lat=record.lat,
        lon=record.lon,
        country=record.country,
        feature="region" if record.feature == "continent" else record.feature,
        radius_km=max(record.radius_km, 60.0) if span.core else record.radius_km,
        confidence=round(chance * choice.share, 3),
        why=f"{kind}; {choice.reason}" + ("; by a part of its name" if span.core else ""),
    )


def _unknown(
    document: str, chars: CharSpan, span: Span, chance: float, towns: list[tuple[int, Choice]], gazetteer: Gazetteer
) -> Place:
    """A place that the gazetteer lacks: near the town named closest to it, if any, and honestly wide."""
    start, end = chars
    text = document[start:end]
    nearest = min(towns, key=lambda town: abs(town[0] - span.start), default=None)
    feature = "site" if span.kind in ("street", "road") else "region"
    if nearest is None or abs(nearest[0] - span.start) > _GUESS_TOKENS:
        return Place(start, end, text, " ".join(text.split()), feature=feature, confidence=round(chance * 0.5, 3),
                     why="literal; in no gazetteer")  # fmt: skip
    record = gazetteer.record(nearest[1].index)
    return Place(
        start, end, text, " ".join(text.split()), lat=record.lat, lon=record.lon, country=record.country,
        feature=feature, radius_km=record.radius_km + _GUESS_RADIUS[span.kind],
        confidence=round(chance * nearest[1].share * 0.5, 3),
        why=f"literal; in no gazetteer, put near {record.name}",
    )  # fmt: skip
