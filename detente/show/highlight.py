"""Spans of a text -> segments to be coloured. Shared by the page and the terminal."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape
from rich.text import Text

from detente.show.words import group_of
from detente.types import CharSpan, Document, Event

#: Kinds of marks, the outermost first where two cover the same characters.
KINDS = ("sentence", "speaker", "cue", "actor", "recipient", "place", "time", "trigger")

#: How a terminal shows each kind. The trigger's colour comes from its status.
TERMINAL = {
    "actor": "underline bright_blue",
    "recipient": "underline green",
    "speaker": "underline magenta",
    "cue": "italic magenta",
    "place": "underline yellow",
    "time": "underline cyan",
    "trigger": "bold reverse",
}

# Control characters, lone surrogates and direction overrides: they break pages and terminals, or hide text.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One span to be shown. Offsets are characters of the document, half-open."""

    start: int
    end: int
    kind: str  #: one of KINDS
    note: str = ""  #: shown when pointed at: "actor: North Korea"
    group: str = ""  #: of a trigger: its status group
    anchor: str = ""  #: of a sentence: the id that links lead to


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks."""

    text: str
    marks: tuple[Mark, ...]  #: outermost first


def clean(text: str) -> str:
    """The text without characters that a page or a terminal must not get; same length, so that offsets hold."""
    return _UNSAFE.sub("\ufffd", text)


def event_marks(event: Event, *, sentence: bool = False) -> list[Mark]:
    """Marks for all parts of one mention: trigger, actors, recipients, speakers, cues, place, time."""
    group = group_of(event.verdict.status)
    marks = [Mark(*event.trigger, "trigger", f"{event.event_type}, {event.verdict.status.lower()}", group.key)]
    marks += [Mark(e.start, e.end, "actor", f"actor: {e.name}") for e in event.actors]
    marks += [Mark(e.start, e.end, "recipient", f"recipient: {e.name}") for e in event.recipients]
    for claim in event.verdict.claims:
        if claim.speaker:
            marks.append(Mark(*claim.speaker, "speaker", f"speaker: {claim.speaker_kind.lower()}"))
        if claim.cue:
            marks.append(Mark(*claim.cue, "cue", f"cue: {claim.stance.lower()}"))
    if event.place:
        marks.append(Mark(event.place.start, event.place.end, "place", f"place: {event.place.name}"))
    if event.time:
        marks.append(Mark(event.time.start, event.time.end, "time", f"time: {event.time.text}"))
    return [*marks, Mark(*event.sentence, "sentence")] if sentence else marks


def segments(text: str, span: CharSpan, marks: Iterable[Mark]) -> list[Segment]:
    """The text of `span` cut wherever a mark begins or ends; marks may nest or cross.

    Example: "[The [Russian]actor minister]speaker" gives "The " under speaker, "Russian" under speaker and actor,
    " minister" under speaker.
    """
    start, end = max(0, span[0]), min(len(text), span[1])
    kept = sorted({m for m in marks if m.start < m.end and m.start < end and m.end > start}, key=_outermost)
    cuts = sorted({start, end, *(min(max(p, start), end) for m in kept for p in (m.start, m.end))})
    found: list[Segment] = []
    open_marks: list[Mark] = []
    waiting = iter(kept)
    following = next(waiting, None)
    for left, right in itertools.pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > left]
        while following and following.start <= left:
            if following.end > left:
                open_marks.append(following)
            following = next(waiting, None)
        found.append(Segment(clean(text[left:right]), tuple(sorted(open_marks, key=_outermost))))
    return found


def _outermost(mark: Mark) -> tuple[int, int, int, str, str]:
    return mark.start, -mark.end, KINDS.index(mark.kind), mark.note, mark.anchor


def to_html(parts: Iterable[Segment], anchors: set[str] | None = None) -> Markup:
    """Nested spans; all text is escaped.

    Args:
        parts: what to show.
        anchors: ids given out so far on this page, added to: a sentence shown in several pieces gets its id once.
    """
    out: list[Markup] = []
    stack: tuple[Mark, ...] = ()
    anchors = set() if anchors is None else anchors
    for part in [*parts, Segment("", ())]:
        shared = 0
        while shared < min(len(stack), len(part.marks)) and stack[shared] == part.marks[shared]:
            shared += 1
        out += [_close(mark) for mark in reversed(stack[shared:])]
        out += [_open(mark, anchors) for mark in part.marks[shared:]]
        out.append(escape(part.text))
        stack = part.marks
    return Markup("").join(out)


def _open(mark: Mark, anchors: set[str]) -> Markup:
    if mark.kind == "trigger":
        return Markup('<mark class="k-trigger g-{}" title="{}">').format(mark.group, clean(mark.note))
    if mark.kind == "sentence" and mark.anchor and mark.anchor not in anchors:
        anchors.add(mark.anchor)
        return Markup('<span class="k-sentence" id="{}">').format(mark.anchor)
    note = Markup(' title="{}"').format(clean(mark.note)) if mark.note else Markup("")
    return Markup('<span class="k-{}"{}>').format(mark.kind, note)


def _close(mark: Mark) -> Markup:
    return Markup("</mark>") if mark.kind == "trigger" else Markup("</span>")


def to_text(parts: Iterable[Segment]) -> Text:
    """For a terminal: the trigger reversed in its status colour, the other parts underlined in theirs."""
    text = Text()
    for part in parts:
        styles = [TERMINAL.get(mark.kind, "") for mark in part.marks]
        styles += [group_of(mark.group).colour for mark in part.marks if mark.kind == "trigger"]
        text.append(" ".join(part.text.split("\n")), " ".join(filter(None, styles)))
    return text


def to_plain(parts: Iterable[Segment]) -> str:
    """Without colours: the trigger between asterisks, other parts untouched."""
    out = ""
    for part in parts:
        words = " ".join(part.text.split("\n"))
        out += f"*{words}*" if any(mark.kind == "trigger" for mark in part.marks) else words
    return out


def sentence_of(event: Event, document: Document) -> str:
    """The sentence on one line, safe to show."""
    return " ".join(clean(document.text[slice(*event.sentence)]).split())
