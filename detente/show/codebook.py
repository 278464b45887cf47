"""The codebook in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from detente.codebook.model import Codebook, EventType, Frame, Tried
from detente.errors import CodebookError


def codebook_table(book: Codebook, console: Console | None = None) -> None:
    """Print all event types, a line each."""
    table = Table("type", "quad class", "score", "CAMEO", "modes", "frames", title=f"{book.name} {book.version}")
    for kind in sorted(book.types.values(), key=lambda t: t.plover_score, reverse=True):
        modes = ", ".join(kind.modes) or "-"
        table.add_row(
            kind.id, kind.quad_class, f"{kind.plover_score:+.1f}", kind.cameo or "-", modes, str(len(kind.frames))
        )
    (console or Console()).print(table)


def type_page(book: Codebook, event_type: str, console: Console | None = None) -> None:
    """Print one event type: definition, modes, frames with their examples.

    Raises:
        CodebookError: E021, no such type.
    """
    kind = book.types.get(event_type.upper())
    if kind is None:
        known = ", ".join(sorted(book.types))
        raise CodebookError("E021", book.name, field="event type", value=event_type, known=known, hint="")
    out = console or Console()
    out.print(
        f"[bold]{kind.id}[/bold]  {kind.quad_class}, PLOVER {kind.plover_score:+.1f}, CAMEO {kind.cameo or 'none'}"
    )
    out.print(kind.definition.strip())
    for label, items in (("includes", kind.includes), ("excludes", kind.excludes)):
        for item in items:
            out.print(f"  {label}: {item}")
    if kind.modes:
        out.print(_modes(kind))
    out.print(_frames(kind.frames))


def _modes(kind: EventType) -> Table:
    table = Table("mode", "meaning", "score", "CAMEO")
    for mode in kind.modes.values():
        score = "" if mode.plover_score is None else f"{mode.plover_score:+.1f}"
        table.add_row(mode.id, mode.definition, score, mode.cameo or "")
    return table


def _frames(frames: tuple[Frame, ...]) -> Table:
    table = Table("frame", "words", "actor", "recipient", "example", "not this")
    for frame in frames:
        words = ", ".join(frame.lemmas)
        for label, more in (("", frame.particle), ("+ ", frame.objects), ("prep ", frame.preposition)):
            words += f" {label}[{', '.join(more)}]" if more else ""
        table.add_row(
            frame.id,
            words.replace("[", "\\["),
            ", ".join(frame.actor),
            ", ".join(frame.recipient),
            frame.example,
            frame.near_miss,
        )
    return table


def tried_lines(tried: Sequence[Tried], least: float) -> Iterator[str]:
    """What `codebook try` prints: a line an example that would be coded wrongly, then the counts of its type.

    Args:
        tried: examples, grouped by type.
        least: the confidence below which events are dropped.
    """
    if not tried:
        yield "No types of your own here: those that the encoder was taught are not tried."
    for name, group in groupby(tried, key=lambda item: item.event_type):
        items = list(group)
        for item in items:
            odds = "" if item.odds is None else f", {item.odds:.2f}"
            coded = item.found and (item.odds is None or item.odds >= least)
            if coded != item.is_hit:
                reason = "no trigger finds it" if not item.found else f"the other examples say{odds.lstrip(',')}"
                yield f"{name} {'hit' if item.is_hit else 'near miss'} {item.number}: {reason}: {item.text}"
        for label, chosen in (("hits", True), ("near misses", False)):
            own = [item for item in items if item.is_hit == chosen]
            found = [item for item in own if item.found]
            kept = [item for item in found if item.odds is None or item.odds >= least]
            yield f"{name}: triggers find {len(found)} of {len(own)} {label}; {len(kept)} are coded"
