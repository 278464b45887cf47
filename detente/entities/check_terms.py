"""Terms of office: two holders at once, one person twice, offices that expired, states without a leader."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from detente.entities.issue import Issue, Line
from detente.entities.model import FIRST, LAST, first_day, last_day
from detente.entities.succession import HEADS_OF_GOVERNMENT, HEADS_OF_STATE, seat

#: Days by which the terms of two holders may overlap: many ends are known to the month only.
_SLACK = 45
#: A state without any known leader for so many days is a gap.
_GAP = 120
#: An office nobody has held for so many days has expired: a year, and time to write the successor down.
_EXPIRED = 540
#: A term that has run longer than this, in days, is worth a look.
_LONG = 40 * 365
#: Gaps before this day are history that the tables do not claim to cover: REIGN begins in 1945, minor states later.
_SINCE = dt.date(1990, 1, 1).toordinal()
_HEADS = HEADS_OF_STATE | HEADS_OF_GOVERNMENT | {
    "leader", "supreme leader", "paramount leader", "general secretary", "party leader", "chief executive", "chairman",
    "chief adviser", "state counsellor", "dictator", "presidency member", "chairwoman",
}  # fmt: skip


class Term:
    """One row of an office, with its days."""

    __slots__ = ("end", "row", "start")

    def __init__(self, row: Line) -> None:
        self.row, self.start, self.end = row, first_day(row["from"]), last_day(row["to"])


def check_terms(tables: dict[str, list[Line]], package: dict[str, list[Line]], today: dt.date) -> Iterator[Issue]:
    """Issues of all rows that say who held which office when.

    Args:
        tables: the tables checked.
        package: the package's tables where others are checked; their rows count, and are not reported.
        today: the day as of which an office has expired.
    """
    mine = {id(row) for table in ("leaders", "ministers") for row in tables.get(table, [])}
    said = {row["name"] for table in ("leaders", "ministers") for row in tables.get(table, [])}
    ours = [row for table in ("leaders", "ministers") for row in package.get(table, []) if row["name"] not in said]
    rows = [*(row for table in ("leaders", "ministers") for row in tables.get(table, [])), *ours]
    found = [*_two_holders(rows), *_spells_twice(rows), *_expired(rows, today)]
    if not package:
        found += _gaps(rows)
        found += _one_day_apart(rows)
    places = {row.where for row in rows if id(row) in mine}
    yield from (issue for issue in found if issue.where in places)


def _two_holders(rows: Iterable[Line]) -> Iterator[Issue]:
    """Two persons in one seat at once. An open term that a successor of the same office ends by beginning is none."""
    seats: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for row in rows:
        if (row["from"] or row["to"]) and seat(row["office"]) and row["country"] != "IGO":
            seats[row["country"], seat(row["office"])].append(Term(row))
    for (country, office), terms in seats.items():
        terms.sort(key=lambda t: (t.start, t.end))
        for i, late in enumerate(terms):
            for early in terms[:i]:
                if early.row["name"] == late.row["name"] or min(early.end, late.end) - late.start <= _SLACK:
                    continue
                open_end = early.end == LAST
                level = "MEDIUM" if open_end and early.row["office"] == late.row["office"] else "HIGH"
                text = (
                    f"{office} of {country} from {late.row['from']}, but {early.row['name']} ({early.row.where}) "
                    f"is so until {early.row['to'] or 'today'}: close one term"
                )
                yield Issue(level, late.row.where, "two-holders", f"{country} {late.row['name']}", text)


def _spells_twice(rows: Iterable[Line]) -> Iterator[Issue]:
    """The same person in the same office at one time, in two rows."""
    spells: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for row in rows:
        if row["from"]:
            spells[row["country"], row["name"], row["office"]].append(Term(row))
    for (country, name, _), terms in spells.items():
        for early, late in pairwise(sorted(terms, key=lambda t: t.start)):
            if early.end > late.start + _SLACK:
                text = f"stands in {early.row.where} for the same time: drop one row"
                yield Issue("MEDIUM", late.row.where, "duplicate-term", f"{country} {name}", text)


def _one_day_apart(rows: Iterable[Line]) -> Iterator[Issue]:
    """Two names for one person: both began on one day in one state, one as "leader"."""
    begun: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for row in rows:
        if len(row["from"]) == 10 and row["office"] in _HEADS:
            begun[row["country"], row["from"]].append(row)
    for (country, day), held in begun.items():
        vague = [row for row in held if row["office"] == "leader"]
        other = [row for row in held if row["office"] != "leader"]
        if vague and other and vague[0]["name"] != other[0]["name"]:
            text = f"began on {day} as {other[0]['name']} did ({other[0].where}): probably one person, write the alias down"
            yield Issue("MEDIUM", vague[0].where, "one-person", f"{country} {vague[0]['name']}", text)


def _expired(rows: Iterable[Line], today: dt.date) -> Iterator[Issue]:
    """Seats whose last holder left long ago, and open terms that nobody checks any more."""
    seats: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for row in rows:
        if row["from"] and (row["office"] in _HEADS or seat(row["office"])):
            seats[row["country"], seat(row["office"]) or row["office"]].append(Term(row))
    heads: dict[str, int] = defaultdict(lambda: FIRST)  # country -> last day on which some head is known
    for (country, _), terms in seats.items():
        if terms[0].row["office"] in _HEADS:
            heads[country] = max(heads[country], *(term.end for term in terms))
    day = today.toordinal()
    for (country, office), terms in seats.items():
        last = max(terms, key=lambda t: t.end)
        what = f"{country} {office}"
        leaderless = terms[0].row["office"] in _HEADS and heads[country] < day - _EXPIRED
        vague = office in _HEADS and not leaderless  # REIGN's "leader" ends in 2021; a president or another goes on
        if last.end < day - _EXPIRED and _was_recent(last, day) and not vague:
            level = "MEDIUM" if leaderless else "LOW"
            text = f"nobody since {last.row['name']} left in {last.row['to']}: add the successor"
            yield Issue(level, last.row.where, "expired", what, text)
        for term in terms:
            if term.end == LAST and term.start < day - _LONG:
                text = f"{term.row['name']} since {term.row['from']}, still? Give the end if not"
                yield Issue("LOW", term.row.where, "expired", what, text)


def _was_recent(term: Term, day: int) -> bool:
    """Ended within the last ten years: older ones are history, and may have been abolished."""
    return term.end > day - 3650


def _gaps(rows: Iterable[Line]) -> Iterator[Issue]:
    """Times in which no leader of a state is known, between two of whom some is."""
    held: dict[str, list[Term]] = defaultdict(list)
    for row in rows:
        if row["office"] in _HEADS and len(row["country"]) == 3 and row["from"]:
            held[row["country"]].append(Term(row))
    for country, terms in held.items():
        terms.sort(key=lambda t: t.start)
        known, last = FIRST, terms[0]
        for term in terms:
            if known != FIRST and term.start - known > _GAP and term.start > _SINCE:
                until = dt.date.fromordinal(known).isoformat()
                text = (
                    f"no leader is known from {until} ({last.row['name']}) to {term.row['from']}: add the one between"
                )
                yield Issue("MEDIUM", term.row.where, "gap", f"{country} {term.row['name']}", text)
            if term.end > known:
                known, last = term.end, term
