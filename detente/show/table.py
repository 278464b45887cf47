"""Events for a terminal: a table in colour, or plain lines for a pipe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from detente.show import words
from detente.show.fold import fold, is_secondary
from detente.show.highlight import event_marks, segments, to_plain, to_text
from detente.show.rows import Context, Row, Voice, make_rows, parties, speaker_name, voice_of
from detente.types import Actor, Document, Event, MergedEvent


def events_table(
    events: Sequence[MergedEvent], mentions: Mapping[str, Event], documents: Mapping[str, Document]
) -> Table:
    """Merged events as a table: date, status, who did what to whom with its sentence, speaker, reports, id."""
    table = _table("Reports")
    for row in _rows(events, mentions, documents):
        best = row.mentions[0] if row.mentions else None
        document = documents.get(best.document) if best else None
        what = _row_what(row)
        said = Text("\n").join(_voice(voice) for voice in row.voices) or Text("the article", "dim")
        reports = _reports(row.event) + (", disputed" if row.event.disputed else "")
        table.add_row(
            _date(row.when, historical=row.event.historical), _status(row.event.status),
            _with_sentence(what, best, document), said, reports, Text(row.event.id, "dim"),
        )  # fmt: skip
    return table


def mentions_table(mentions: Sequence[Event], documents: Mapping[str, Document]) -> Table:
    """Single mentions as a table, in their order: one row a report."""
    table = _table("Document")
    for mention in mentions:
        document = documents.get(mention.document)
        table.add_row(
            _date(_when(mention, document), historical=mention.historical), _status(mention.verdict.status),
            _with_sentence(_mention_what(mention), mention, document),
            Text("\n").join(_speakers(mention, document)) or Text("the article", "dim"),
            Text(mention.document, "dim"), Text(mention.id, "dim"),
        )  # fmt: skip
    return table


def events_lines(
    events: Sequence[MergedEvent], mentions: Mapping[str, Event], documents: Mapping[str, Document]
) -> str:
    """Merged events as plain text, two lines each: what, and the sentence with its trigger between asterisks."""
    lines = []
    for row in _rows(events, mentions, documents):
        best = row.mentions[0] if row.mentions else None
        document = documents.get(best.document) if best else None
        what = _row_what(row)
        said = [_voice(voice).plain for voice in row.voices] or ["the article"]
        past = ["historical"] if row.event.historical else []
        disputed = ["disputed"] if row.event.disputed else []
        lines.append(
            " | ".join([row.when.text, row.event.status, *past, *disputed, what.plain, "; ".join(said),
                        _reports(row.event), row.event.id])
        )  # fmt: skip
        lines += _plain_sentence(best, document)
    return "\n".join(lines)


def mentions_lines(mentions: Sequence[Event], documents: Mapping[str, Document]) -> str:
    """Single mentions as plain text, two lines each."""
    lines = []
    for mention in mentions:
        document = documents.get(mention.document)
        said = [voice.plain for voice in _speakers(mention, document)] or ["the article"]
        past = ["historical"] if mention.historical else []
        lines.append(
            " | ".join([_when(mention, document).text, mention.verdict.status, *past, _mention_what(mention).plain,
                        "; ".join(said), mention.document, mention.id])
        )  # fmt: skip
        lines += _plain_sentence(mention, document)
    return "\n".join(lines)


def _rows(
    events: Sequence[MergedEvent], mentions: Mapping[str, Event], documents: Mapping[str, Document]
) -> tuple[Row, ...]:
    """Events that count, both directions of a meeting as one, by date."""
    entries = fold([event for event in events if not is_secondary(event, mentions)], mentions)
    numbers = {key: number for number, key in enumerate(documents, 1)}
    rows = make_rows(entries, Context(mentions, documents, numbers))
    undated = {True: dt.date.min, False: dt.date.max}
    return tuple(sorted(rows, key=lambda row: (row.first or undated[row.event.historical], row.number)))


def _table(last: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False, padding=(0, 1, 1, 0), expand=True)
    table.add_column("Date", min_width=10, max_width=16)
    table.add_column("Status", no_wrap=True)
    table.add_column("Who did what to whom", ratio=3, overflow="fold")
    table.add_column("According to", ratio=1, overflow="fold")
    table.add_column(last, max_width=14, overflow="fold")
    table.add_column("Id", overflow="fold", max_width=14)
    return table


def _reports(event: MergedEvent) -> str:
    """ "3 reports, 2 independent": how many outlets are left without copies, where that is not all of them."""
    fewer = 1 < event.reports != event.independent_publishers
    return words.count(event.reports, "report") + (f", {event.independent_publishers} independent" if fewer else "")


def _row_what(row: Row) -> Text:
    return _what(who(row), row.label, row.mode, row.place)


def who(row: Row) -> str:
    """ "Vladimir Putin ⇄ Kim Jong Un", "A ⇄ B ⇄ C", "someone → X"."""
    names = [party.name for party in row.actors]
    if row.together:
        return " ⇄ ".join(names)
    return _sides(names, [party.name for party in row.recipients], "⇄" if row.both_ways else "→")


def _sides(actors: Sequence[str], recipients: Sequence[str], arrow: str) -> str:
    left = words.listed(actors) or "someone"
    return f"{left} {arrow} {words.listed(recipients)}" if recipients else left


def _what(who: str, label: str, mode: str, place: str) -> Text:
    """ "Vladimir Putin ⇄ Kim Jong Un: Consultation, Vladivostok"."""
    text = Text(who, "bold")
    text.append(f": {label}" + (f" ({mode})" if mode else "") + (f", {place}" if place else ""), "not bold")
    return text


def _mention_what(mention: Event) -> Text:
    def actors(entities: Sequence[object]) -> list[Actor]:
        return [Actor(e.name, e.kind, e.country) for e in entities]  # type: ignore[attr-defined]

    left, right = ([p.name for p in parties(actors(side))] for side in (mention.actors, mention.recipients))
    place = mention.place.name if mention.place else ""
    return _what(_sides(left, right, "→"), words.type_label(mention.event_type), words.plain_words(mention.mode), place)


def _with_sentence(what: Text, mention: Event | None, document: Document | None) -> Text:
    if mention is None or document is None:
        return what
    sentence = to_text(segments(document.text, mention.sentence, event_marks(mention)))
    return Text.assemble(what, "\n", sentence)


def _plain_sentence(mention: Event | None, document: Document | None) -> list[str]:
    if mention is None or document is None:
        return []
    trigger = [mark for mark in event_marks(mention) if mark.kind == "trigger"]
    return ["    " + to_plain(segments(document.text, mention.sentence, trigger))]


def _when(mention: Event, document: Document | None) -> words.When:
    return words.when(mention.time, document.date if document else None)


def _date(when: words.When, *, historical: bool) -> Text:
    text = Text(when.text, "" if when.known else "dim")
    return text.append("\nhistorical", "dim italic") if historical else text


def _status(status: str) -> Text:
    group = words.group_of(status)
    return Text(f"{group.glyph} {status}", group.colour)


def _speakers(mention: Event, document: Document | None) -> list[Text]:
    claims = [claim for claim in mention.verdict.claims if claim.speaker_kind != "AUTHOR"]
    return [_voice(voice_of(speaker_name(claim, document), claim)) for claim in claims] if document else []


def _voice(voice: Voice) -> Text:
    """ "North Korea (denies), official, actor's side": who, what he says, what kind, where he stands."""
    text = Text(voice.name)
    said = [f"“{phrase}”" for phrase in (voice.phrase, voice.confidence) if phrase]
    stance = {"DENIES": "denies", "UNCOMMITTED": "leaves open"}.get(voice.stance)
    if beside := [part for part in (stance, *said) if part]:
        text.append(f" ({'; '.join(beside)})")
    kind = "" if voice.kind == "UNSPECIFIED" else words.SPEAKERS.get(voice.kind, ("", ""))[1]
    named = "" if voice.named or not kind else "not named"
    notes = [kind, named, voice.side, f"reliability {voice.grade}" if voice.grade else ""]
    return text.append("".join(f", {note}" for note in notes if note), "dim")
