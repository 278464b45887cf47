"""Where a sentence must start: below headings and blank lines, and behind datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from detente.dateline import datelines
from detente.whole import text_of

#: A line without a full stop at its end is a heading or a list item: the parser must not join it to the next line.
_STOPS = frozenset(".!?")
#: A heading and its text in one line, as feeds join them: "... the rebels, say officials The army has ...".
_RUN_ON = re.compile(
    r"\b([a-z]{2,})[’'\"”)]* (The|This|It|He|She|They|In|As|When|After|But|An?)"
    r" (?!(?:and|or|by|from|to|in|on|is|was|for)\b)(?=[a-z])"
)
#: What a capital letter follows inside a sentence: "vitamin A levels", "told The paper".
_NAMED_A = frozenset(
    (
        "vitamin",
        "hepatitis",
        "grade",
        "plan",
        "category",
        "class",
        "group",
        "type",
        "serie",
        "level",
        "influenza",
        "envelope",
        "team",
        "block",
    )
)


@Language.component("detente_line_breaks")
def break_at_lines(doc: Doc) -> Doc:
    """Start a sentence after each blank line, after a line that ends without running on, after a dateline, and where a
    heading runs on into its text.

    A wrapped line ("... the Japanese\\ngovernment said") must stay one sentence; a heading ("Weapons Sales\\nRussia
    seeks ...") must not be joined to the paragraph below.
    """
    for token in doc[:-1]:
        if not token.is_space or "\n" not in token.text:
            continue
        following = doc[token.i + 1]
        if token.text.count("\n") > 1 or _is_heading_end(doc, token.i):
            following.is_sent_start = True
    text = text_of(doc)
    for at in _run_ons(text):
        if (word := doc.char_span(at, at + 1, alignment_mode="expand")) is not None:
            doc[word.start].is_sent_start = True
    for start, end in datelines(text):
        _part(doc, start, end)
    return doc


def _run_ons(text: str) -> Iterator[int]:
    """First characters of sentences before which a full stop is missing."""
    for found in _RUN_ON.finditer(text):
        if not (found[2] == "A" and found[1] in _NAMED_A):
            yield found.start(2)


def _part(doc: Doc, start: int, end: int) -> None:
    """Make a dateline one sentence and what follows another: the parser would take its place for a subject.

    Inside both it may not break either: right behind a break that it did not choose it is prone to ("Kenya | and | Togo met").
    """
    for token in doc:
        if token.idx <= start:
            continue
        if token.idx > end and doc[token.i - 1].text in _STOPS:
            return
        token.is_sent_start = token.idx == end


def _is_heading_end(doc: Doc, newline: int) -> bool:
    """The line before `newline` ends a heading or a paragraph (not a line wrapped by a fixed width)."""
    start = newline
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    line = doc[start:newline]
    if not len(line):
        return True
    if line[-1].is_punct and line[-1].text not in ",;:-–—(":
        return True
    following = doc[newline + 1]
    words = [token for token in line if token.is_alpha]
    short = line.end_char - line.start_char < 60
    return short and not line[-1].is_punct and following.is_title and len(words) > 0 and words[0].text[:1].isupper()
