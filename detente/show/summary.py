"""The line at the top of the brief: numbers that the page below bears out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from detente.show import words
from detente.show.basemap import country_name
from detente.show.rows import Row


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events of one group."""

    group: words.Group
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Summary:
    """All numbers of the opening sentence."""

    events: int  #: background not counted
    who: str  #: "between North Korea and Russia"; may be empty
    reports: int  #: documents that tell of at least one of these events
    publishers: tuple[tuple[str, int], ...]  #: (name, reports), the most reports first
    years: str
    tallies: tuple[Tally, ...]  #: groups that have events
    background: int
    background_years: str
    disputed: int


def summarise(rows: Sequence[Row]) -> Summary:
    """The summary of all rows."""
    current = [row for row in rows if not row.event.historical]
    past = [row for row in rows if row.event.historical]
    documents = {quote.href.rsplit("-", 1)[0]: quote.publisher for row in current for quote in row.quotes}
    publishers = Counter(name for name in documents.values() if name)
    groups = Counter(row.group.key for row in current)
    return Summary(
        events=len(current),
        who=between(current),
        reports=len(documents),
        publishers=tuple(sorted(publishers.items(), key=lambda pair: (-pair[1], pair[0]))),
        years=words.years(d for row in current for d in (row.first, row.last) if d),
        tallies=tuple(Tally(group, groups[group.key], f"#{group.key}") for group in words.GROUPS if groups[group.key]),
        background=len(past),
        background_years=words.years(d for row in past for d in (row.first, row.last) if d),
        disputed=sum(row.event.disputed for row in current),
    )


def between(rows: Sequence[Row]) -> str:
    """ "between North Korea and Russia", "among A, B, C and 2 others", "involving A"; the most often named first."""
    found: Counter[str] = Counter()
    for row in rows:
        found.update({a.country for a in (*row.event.actors, *row.event.recipients) if a.country})
    names = [country_name(code) for code, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]
    if len(names) <= 1:
        return f"involving {names[0]}" if names else ""
    if len(names) == 2:
        return f"between {words.listed(names)}"
    shown = names if len(names) <= 4 else [*names[:3], words.count(len(names) - 3, "other")]
    return f"among {words.listed(shown)}"
