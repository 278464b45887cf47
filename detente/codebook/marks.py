"""Marks inside an example sentence: [a|actor], [r|recipient], [t|trigger]."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.types import CharSpan

_MARK = re.compile(r"\[([art])\|([^\[\]|]+)\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, and where its marks stood."""

    text: str  #: without the marks
    actor: CharSpan | None = None  #: half-open characters of `text`
    recipient: CharSpan | None = None
    trigger: CharSpan | None = None


def read_marks(sentence: str) -> Marked:
    """ "[a|Chad] [t|expelled] two envoys." -> the plain text with the spans; of several marks of one kind the first counts.

    What is no mark ("[a] Chad", "[x|y]") stays in the text: `faulty_mark` finds it.
    """
    spans: dict[str, CharSpan] = {}
    parts: list[str] = []
    at = length = 0
    for mark in _MARK.finditer(sentence):
        before = sentence[at : mark.start()]
        parts += [before, mark[2]]
        length += len(before)
        spans.setdefault(mark[1], (length, length + len(mark[2])))
        length += len(mark[2])
        at = mark.end()
    text = "".join([*parts, sentence[at:]])
    return Marked(text, spans.get("a"), spans.get("r"), spans.get("t"))


def faulty_mark(sentence: str) -> str | None:
    """What is left of a mark that was mistyped, or None."""
    rest = re.search(r"\[\w*\|[^\]]*\]?|\[[art]\]", read_marks(sentence).text)
    return rest[0] if rest else None
