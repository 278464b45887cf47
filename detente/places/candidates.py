"""Spans of a document that may be place names: gazetteer names, typed names ("Anthony Creek"), streets, spaCy's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from detente.places.cues import Cues
from detente.places.gazetteer import Array, Gazetteer
from detente.places.names import fold
from detente.places.records import IS_SHORT

_LONGEST = 7  # tokens, hyphens and connectors included: "Saint Vincent and the Grenadines"
_PLACE_LABELS = {"GPE", "LOC", "FAC"}


@dataclass(frozen=True, slots=True)
class Words:
    """A document's tokens as plain lists: spaCy attribute access costs more than all else here."""

    texts: list[str]
    lower: list[str]
    folds: list[str]
    is_name: list[bool]  #: starts with a capital letter (or is a capital abbreviation)
    is_space: list[bool]
    labels: list[str]  #: entity label, "" outside
    ents: list[int]  #: index of the entity, -1 outside
    spans: list[tuple[int, int, str]]  #: entities: start, end, label
    starts: list[bool]  #: first word of a sentence or line


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate span."""

    start: int  #: first token
    end: int  #: behind the last token
    key: str  #: folded name that was looked up; "" where there is none
    rows: Array  #: postings of the gazetteer, may be empty
    kind: str  #: gazetteer | typed | street | road | model
    core: bool = False  #: `rows` answer to a part of the name only ("Hamilton" of "Hamilton Township")


_NOTHING = np.zeros(0, np.uint32)


def read_words(doc: Doc) -> Words:
    """The tokens as lists."""
    texts = [token.text for token in doc]
    labels, ents = [""] * len(texts), [-1] * len(texts)
    spans = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
    for number, (start, end, label) in enumerate(spans):
        for i in range(start, end):
            labels[i], ents[i] = label, number
    starts = [False] * len(texts)
    for sent in doc.sents:
        first = next((i for i in range(sent.start, sent.end) if texts[i][:1].isalnum()), sent.start)
        starts[first] = True
    is_name = [text[0].isupper() and any(map(str.isalpha, text)) for text in texts]
    is_space = [text.isspace() for text in texts]
    return Words(
        texts, [t.lower() for t in texts], [fold(t) for t in texts], is_name, is_space, labels, ents, spans, starts
    )


def find_spans(words: Words, gazetteer: Gazetteer, cues: Cues) -> list[Span]:
    """Candidate spans, by position, none overlapping another; the longest wins."""
    grams = _grams(words, cues)
    keys = list(dict.fromkeys(gram[2] for gram in grams))
    rows = dict(zip(keys, gazetteer.find(keys), strict=True)) if keys else {}
    found = [Span(s, e, key, rows[key], "gazetteer") for s, e, key in grams if len(rows[key])]
    found += _typed(words, rows, cues) + _numbered(words, cues)
    found += [
        Span(start, end, " ".join(f for f in words.folds[start:end] if f), _NOTHING, "model")
        for start, end, label in words.spans
        if label in _PLACE_LABELS and any(words.is_name[start:end])
    ]
    return _without_overlap(found, words)


def _grams(words: Words, cues: Cues) -> list[tuple[int, int, str]]:
    """(start, end, folded name) of every run of capitalised words, with connectors between them."""
    out = []
    for i, named in enumerate(words.is_name):
        if not named:
            continue
        key = ""
        for j in range(i, min(i + _LONGEST, len(words.texts))):
            part = words.folds[j]
            if words.is_name[j] and part:
                key = f"{key} {part}" if key else part
                if _allowed(words, i, j + 1, key, cues):
                    out.append((i, j + 1, key))
            elif words.lower[j] in ("'s", "’s"):
                key += "s"
            elif words.is_space[j] or words.lower[j] in cues.connectors:
                key = f"{key} {part}" if part else key
            elif words.lower[j] in cues.tails:
                key = f"{key} {part}"
                out.append((i, j + 1, key))
            else:
                break
    return out


def _allowed(words: Words, start: int, end: int, key: str, cues: Cues) -> bool:
    """Not a word like "May", and no two-letter name unless in capitals."""
    if end - start > 1:
        return True
    text = words.texts[start]
    return words.lower[start].rstrip(".") not in cues.never and (len(key) > 2 or text.isupper() or text.endswith("."))


def _typed(words: Words, rows: dict[str, Array], cues: Cues) -> list[Span]:
    """Names with a word for their kind: "Neches River", "Lake Opechee", "Hyland-Croy Road"."""
    out = []
    kinds = cues.waters | cues.heights | cues.typed_areas
    for i, named in enumerate(words.is_name):
        if not named or not (words.lower[i] in kinds or words.lower[i] in cues.streets):
            continue
        street = words.lower[i] in cues.streets
        start = i
        while start > 0 and i - start < (4 if street else 3) and _continues(words, start - 1, street, cues):
            start -= 1
        while start < i and (words.lower[start] in cues.never or not words.is_name[start]):
            start += 1
        if start == i:
            continue
        key = " ".join(f for f in words.folds[start:i] if f)
        if street:
            out.append(Span(start, i + 1, f"{key} {words.folds[i]}", _NOTHING, "street"))
        else:
            out.append(Span(start, i + 1, f"{key} {words.folds[i]}", rows.get(key, _NOTHING), "typed", core=True))
    fronts = ("lake", "mount", "mt.", "mt", "fort", "ft.", "cape", "river", "loch", "lough", "wadi", "jebel", "camp")
    for i in range(len(words.texts) - 1):
        if words.is_name[i] and words.lower[i] in fronts and words.is_name[i + 1] and words.folds[i + 1]:
            key = words.folds[i + 1]
            out.append(Span(i, i + 2, f"{words.folds[i]} {key}", rows.get(key, _NOTHING), "typed", core=True))
    return out


def _continues(words: Words, i: int, street: bool, cues: Cues) -> bool:
    """A token that may belong to the name whose later part stands behind it."""
    if words.texts[i] == "-":
        return street
    if words.lower[i] in ("'s", "’s"):
        return street
    return words.is_name[i] and words.lower[i] not in cues.typed_areas


def _numbered(words: Words, cues: Cues) -> list[Span]:
    """Numbered roads: "Interstate 45", "County Road 109"."""
    out = []
    for i in range(1, len(words.texts)):
        if not words.texts[i].isdigit() or len(words.texts[i]) > 4 or not words.is_name[i - 1]:
            continue
        if words.lower[i - 1] in cues.roads:
            start = i - 2 if i > 1 and words.lower[i - 2] in ("county", "state", "farm", "u.s.") else i - 1
            out.append(Span(start, i + 1, "", _NOTHING, "road"))
    return out


def _without_overlap(found: list[Span], words: Words) -> list[Span]:
    """The longest spans win; spaCy's own give way to all others."""
    order = {"gazetteer": 0, "street": 0, "road": 0, "typed": 1, "model": 2}

    def rank(span: Span) -> tuple[int, int, int, int]:
        short = int(len(span.rows) > 0 and bool(np.all(span.rows & IS_SHORT)))
        return (order[span.kind] == 2, span.start - span.end, short, order[span.kind])

    taken = [False] * len(words.texts)
    out = []
    for span in sorted(found, key=lambda s: (*rank(s), s.start)):
        if not any(taken[span.start : span.end]):
            out.append(span)
            taken[span.start : span.end] = [True] * (span.end - span.start)
    return sorted(out, key=lambda s: s.start)
