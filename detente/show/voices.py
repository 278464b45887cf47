"""Who said what: claims grouped by the kind of speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.show import words
from detente.show.highlight import Mark, clean
from detente.show.rows import Context, Quote, Row, quote, speaker_name
from detente.types import CharSpan, Claim, Document, Event

FARTHEST = 600  #: characters quoted together
_STOP = re.compile(r"[.!?][\"”’)]?(?=\s)\s*|\n+")


@dataclass(frozen=True, slots=True)
class Saying:
    """One speaker, one sentence."""

    name: str
    named: bool
    cue: str  #: "denied", in the words of the text
    stance: str  #: "affirms" | "denies" | "leaves open"
    side: str  #: "actor's side", "recipient's side", or empty
    quote: Quote
    rows: tuple[Row, ...]  #: the events it is about


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of speaker."""

    key: str
    title: str
    sayings: tuple[Saying, ...]


def make_voices(rows: Sequence[Row], context: Context) -> tuple[Kind, ...]:
    """All that cited speakers say, by kind of speaker; the articles' own voice is left out."""
    found: dict[str, dict[tuple[str, str, str], Saying]] = defaultdict(dict)
    for row in rows:
        for mention in row.mentions:
            document = context.documents.get(mention.document)
            for claim in mention.verdict.claims:
                if document and claim.speaker_kind != "AUTHOR":
                    saying = _saying(claim, mention, document, row, context)
                    kind = claim.speaker_kind if claim.speaker_kind in words.SPEAKERS else "UNSPECIFIED"
                    key = (saying.name, saying.stance, saying.quote.plain)  # a copy says nothing new
                    known = found[kind].get(key)
                    rows_so_far = known.rows if known else ()
                    if row not in rows_so_far:
                        found[kind][key] = replace(known or saying, rows=(*rows_so_far, row))
    return tuple(
        Kind(kind, title, tuple(sorted(found[kind].values(), key=lambda s: s.name.lower())))
        for kind, (title, _) in words.SPEAKERS.items()
        if found.get(kind)
    )


def _saying(claim: Claim, mention: Event, document: Document, row: Row, context: Context) -> Saying:
    marks = [Mark(*claim.speaker, "speaker")] if claim.speaker else []
    marks += [Mark(*claim.cue, "cue")] if claim.cue else []
    return Saying(
        name=speaker_name(claim, document),
        named=claim.named,
        cue=clean(document.text[slice(*claim.cue)]) if claim.cue else "",
        side=words.PARTIES.get(claim.party, ""),
        stance=words.STANCES.get(claim.stance, claim.stance.lower()),
        quote=quote(mention, document, context.numbers[document.id], marks, stretch(claim, mention, document.text)),
        rows=(row,),
    )


def stretch(claim: Claim, mention: Event, text: str) -> CharSpan:
    """The sentence of the event, widened to the sentence in which the speaker says it where that is another one near by.

    "Washington accused the North of selling rockets. Pyongyang denied it.": the denial must be read with what it denies.
    """
    start, end = mention.sentence
    said = [span for span in (claim.cue, claim.speaker) if span]
    if first := [span[0] for span in said if span[0] < start]:
        start = max((m.end() for m in _STOP.finditer(text, 0, min(first))), default=0)
    if last := [span[1] for span in said if span[1] > end]:
        stop = _STOP.search(text, max(last) - 1)
        end = stop.end() if stop else len(text)
    return (start, end) if end - start <= FARTHEST else mention.sentence
