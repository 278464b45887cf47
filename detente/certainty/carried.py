"""Words that go on in the next sentence without a cue of their own.

"The aim, he said, is to end the siege. It would take years.": the second sentence is his too. Newspapers do so with
quotations in paragraphs of their own and with the backshifted tenses of reported speech; nothing else is carried over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.certainty.cues import Cues
from detente.certainty.introduced import (
    between,
    covered,
    led_by_colon,
    named_at_end,
    named_at_start,
    sentences,
    told_before_colon,
)
from detente.certainty.quotes import find_quotes, is_speech
from detente.certainty.repair import mended
from detente.certainty.scenes import LONGEST, goes_on, spoken_in_manner
from detente.certainty.tree import Tree
from detente.types import Attribution, CharSpan, Entity

#: A quotation without a cue is laid to the last speaker at most this many paragraphs before it.
_PARAGRAPHS = 1


def carried(
    doc: Doc, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> tuple[Attribution, ...]:
    """Attributions of sentences that go on without a cue of their own; speaker and cue are those of the words before.

    Args:
        doc: the parsed text.
        attributions: of the text, sorted by the place of their cue.
        entities: of the text; a speaker before a colon resolves to one.
        cues: the cue lists.
    """
    spoken = [item for item in attributions if _speech(doc, item, cues)]
    tree = mended(doc)
    quotes = [
        quote
        for quote in find_quotes(tree)
        if is_speech(tree, quote) and not covered(attributions, tree.starts[quote[0]], tree.ends[quote[1]])
    ]
    led = [*led_by_colon(tree, quotes, entities, cues), *told_before_colon(tree, attributions, entities, cues)]
    led += [*named_at_end(tree, attributions, entities, cues), *named_at_start(tree, attributions, entities, cues)]
    led += [*spoken_in_manner(tree, attributions, entities, cues)]
    opened = {span for item in led for span in item.content}
    free = [(first, last) for first, last in quotes if (tree.starts[first], tree.ends[last]) not in opened]
    return (*led, *_quoted_on(tree, free, attributions, spoken), *_told_on(tree, attributions, spoken))


def _speech(doc: Doc, item: Attribution, cues: Cues) -> bool:
    """Somebody who is named by a phrase says it with a verb of speech."""
    if not item.speaker or not item.cue or not item.content or item.stance != "AFFIRMS":
        return False
    found = doc.char_span(*item.cue[0], alignment_mode="expand")
    if found is None:
        return False
    group = cues.predicate("verb", found.root.lemma_.lower(), "quote", "that")
    return group is not None and group.holds == "said" and group.kind == "speech"


def _quoted_on(
    tree: Tree,
    quotes: Sequence[tuple[int, int]],
    attributions: Sequence[Attribution],
    spoken: Sequence[Attribution],
) -> Iterator[Attribution]:
    """Quotations that fill their paragraph, after one whose speaker is known."""
    for first, last in quotes:
        start, end = tree.starts[first], tree.ends[last]
        opening, closing = _paragraph(tree, first, last)
        if opening != first or closing > last + 1:
            continue
        before = [item for item in spoken if item.cue[0][1] <= start]
        inside = [item for item in attributions if item.cue and between(item.cue[0], start, end)]
        if not before or inside or before[-1].form == "indirect":
            continue
        speaker = before[-1]
        if _paragraphs_between(tree, speaker.cue[0][0], first) > _PARAGRAPHS:
            continue
        yield replace(speaker, content=((start, end),), form="direct")


def _paragraph(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """(first, last) positions of the paragraph around a stretch, line breaks left out."""
    while first > 0 and "\n" not in tree.words[first - 1]:
        first -= 1
    while last + 1 < len(tree) and "\n" not in tree.words[last + 1]:
        last += 1
    return first, last


def _paragraphs_between(tree: Tree, cue: int, position: int) -> int:
    """Line breaks from the character `cue` to the token at `position`; several in a row count once."""
    return sum("\n" in tree.words[i] for i in range(position) if tree.starts[i] > cue)


def _told_on(tree: Tree, attributions: Sequence[Attribution], spoken: Sequence[Attribution]) -> Iterator[Attribution]:
    """Sentences in the tense of reported speech right behind a report: "They would leave by May."."""
    found = sentences(tree)
    for item in spoken:
        at = next((n for n, (first, last) in enumerate(found) if _holds(tree, first, last, item.cue[0])), None)
        if at is None or not _past(tree, item.cue[0]):
            continue
        for first, last in found[at + 1 : at + 1 + LONGEST]:
            if "\n" in tree.words[first - 1] or not goes_on(tree, first, last):
                break
            start, end = tree.starts[first], tree.ends[last]
            if any(other.cue and between(other.cue[0], start, end) for other in attributions):
                break
            yield replace(item, content=((start, end),), form="indirect")


def _holds(tree: Tree, first: int, last: int, span: CharSpan) -> bool:
    return tree.starts[first] <= span[0] and span[1] <= tree.ends[last]


def _past(tree: Tree, cue: CharSpan) -> bool:
    """The cue is told in the past, without modal or negation."""
    inside = [i for i in range(len(tree)) if cue[0] <= tree.starts[i] and tree.ends[i] <= cue[1]]
    return any(tree.tags[i] == "VBD" for i in inside) and not any(
        tree.tags[i] == "MD" or tree.deps[i] == "neg" for i in inside
    )
