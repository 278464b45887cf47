"""Findings about the knowledge tables, and the rows that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LEVELS = ("HIGH", "MEDIUM", "LOW")
ORDER = {level: i for i, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding."""

    level: str  #: one of LEVELS
    where: str  #: "leaders.tsv:12"
    rule: str  #: stable name of the check
    what: str  #: the name, or the office and state, that it is about
    text: str  #: what is wrong, and what to do

    def __str__(self) -> str:
        return f"{self.level} {self.where} [{self.rule}] {self.what}: {self.text}"


class Line(dict[str, str]):
    """A row of a table by column, with its place.

    Attributes:
        where: file and line, "leaders.tsv:12".
        cells, width: cells in the row, and in the first line of its file.
    """

    __slots__ = ("cells", "where", "width")

    def __init__(self, cells: Iterable[tuple[str, str]], where: str, size: int, width: int) -> None:
        super().__init__(cells)
        self.where, self.cells, self.width = where, size, width

    @property
    def table(self) -> str:
        """The file's name."""
        return self.where.partition(":")[0]

    @property
    def label(self) -> str:
        """What the row is about, for a reader."""
        for column in ("name", "names", "role", "phrase", "variant", "form", "word"):
            if self.get(column):
                return self[column].partition("|")[0]
        return "a row"

    def header_has(self, column: str) -> bool:
        """False if no row of the file can have the column: this row is full, and yet lacks it."""
        return self.cells >= self.width and column not in self
