"""cameo.tsv -> names, Goldstein scores and the crosswalk to PLOVER."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.codebook.model import Crosswalk
from detente.codebook.nodes import Problems
from detente.errors import Location

COLUMNS = ("code", "name", "goldstein_gdelt", "goldstein_icews", "event_type", "mode", "contexts", "note")


@dataclass(slots=True)
class CameoTable:
    """The table by code. Several rows a code: one PLOVER reading each."""

    names: dict[str, str] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=lambda: {"gdelt": {}, "icews": {}})
    crosswalk: dict[str, tuple[Crosswalk, ...]] = field(default_factory=dict)

    def goldstein(self, table: str) -> dict[str, float]:
        """Code -> score, -10..10, of the table "gdelt" or "icews"; where that one has none, of the other."""
        other = "icews" if table == "gdelt" else "gdelt"
        return {**self.scores[other], **self.scores[table]}


def read_cameo(path: str, text: str, problems: Problems) -> CameoTable:
    """The table; lines that start with # are comments, the first other line names the columns.

    Args:
        path: as shown in errors.
        text: tab-separated, `COLUMNS`; contexts are separated by commas; an empty field is no value.
        problems: faults are added here.
    """
    table = CameoTable()
    header: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not header:
            header = cells
            for name in (name for name in COLUMNS if name not in header):
                problems.add("E022", Location(path, number), field=f"column '{name}'", allowed="Add it.")
            continue
        if len(cells) != len(header):
            detail = f"{len(cells)} fields where the header has {len(header)}"
            problems.add("E024", Location(path, number), field="row", detail=detail)
            continue
        if set(COLUMNS) <= set(header):
            _add(table, dict(zip(header, cells, strict=True)), Location(path, number), problems)
    return table


def _add(table: CameoTable, row: dict[str, str], at: Location, problems: Problems) -> None:
    code = row["code"]
    if not code.isdigit() or not 2 <= len(code) <= 4:
        problems.add("E024", at, field="code", detail=f"'{code}' is not two to four digits")
        return
    table.names[code] = row["name"]
    for name, scores in table.scores.items():
        value = row[f"goldstein_{name}"]
        try:
            if value:
                scores[code] = float(value)
        except ValueError:
            problems.add("E024", at, field=f"goldstein_{name}", detail=f"'{value}' is no number")
    if row["event_type"]:
        contexts = tuple(part for part in row["contexts"].split(",") if part)
        meaning = Crosswalk(code, row["event_type"], row["mode"] or None, contexts, row["note"])
        table.crosswalk[code] = (*table.crosswalk.get(code, ()), meaning)
