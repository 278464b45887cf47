"""Scores our own actor strings: country right, and sectors found, by kind."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from detente.entities import Knowledge, resolve

GOLD = Path(__file__).parents[1] / "gold" / "actors.tsv"
Row = dict[str, str]


@dataclass(slots=True)
class Score:
    """Counts over some rows."""

    rows: int = 0
    country: int = 0  #: rows with an accepted country; nobody, where the row says that it is unknown
    hits: int = 0  #: rows with an accepted sector
    wanted: int = 0  #: rows that have a sector
    said: int = 0  #: rows for which some sector was given

    @property
    def accuracy(self) -> float:
        """Share of rows with the right country."""
        return self.country / max(1, self.rows)

    @property
    def f1(self) -> float:
        """F1 of the sectors."""
        return 2 * self.hits / max(1, self.wanted + self.said)


def read() -> list[Row]:
    """All rows; what a cell separates by "|" is accepted alike."""
    with GOLD.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_odd(row: Row) -> bool:
    """Rules may be tuned on odd rows; even ones only check."""
    return int(row["id"].rpartition("-")[2]) % 2 == 1


def judge(row: Row, knowledge: Knowledge) -> tuple[bool, bool, str]:
    """(country right, an accepted sector found, what was said)."""
    date = dt.date.fromisoformat(row["date"]) if row["date"] else None
    actor = resolve(row["string"], date, row["context"], knowledge)
    country = (actor.country if actor else None) or ""
    sectors = actor.sectors if actor else ()
    said = f"{country or '-'} {'|'.join(sectors) or '-'} {actor.name if actor else 'nobody'} ({actor.why if actor else ''})"
    return country in row["country"].split("|"), bool(set(sectors) & set(row["sectors"].split("|"))), said


def score(rows: list[Row], knowledge: Knowledge) -> Score:
    """Counts over the rows."""
    out = Score()
    for row in rows:
        country, sector, said = judge(row, knowledge)
        out.rows += 1
        out.country += country
        out.hits += sector
        out.wanted += bool(row["sectors"])
        out.said += said.split()[1] != "-"
    return out
