"""A user's labelled CSV: columns text, actor, recipient, trigger, label.

Actor, recipient and trigger are words of the text, where they first stand; each may be empty. The label is an event type of
the codebook, or NONE.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.load import CodebookProblems
from detente.codebook.nodes import Problems
from detente.errors import CodebookError, Location
from detente.types import CharSpan

COLUMNS = ("text", "actor", "recipient", "trigger", "label")
NONE = "NONE"
#: Of a label, so that every fold leaves some to learn from.
FEWEST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row."""

    text: str
    actor: CharSpan | None  #: half-open characters of `text`; None = not given
    recipient: CharSpan | None
    trigger: CharSpan | None
    label: str


def read_labelled(path: Path, types: Collection[str]) -> list[Labelled]:
    """All rows, in order.

    Args:
        path: UTF-8, the first line names the columns.
        types: ids that may stand as labels, beside NONE.

    Raises:
        CodebookError: the file cannot be read, or has faults; then `problems` lists them with their lines.
    """
    problems = Problems()
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            for name in missing:
                found = ", ".join(reader.fieldnames or ()) or "none"
                problems.add(
                    "E022", Location(str(path), 1), field=f"column '{name}'", allowed=f"Columns found: {found}."
                )
            rows = (
                [] if missing else [_row(row, Location(str(path), reader.line_num), types, problems) for row in reader]
            )
    except (OSError, UnicodeDecodeError, csv.Error) as err:
        raise CodebookError("E011", str(path), detail=str(err)) from err
    kept = [row for row in rows if row is not None]
    if not problems.found:
        _check_counts(kept, path, problems)
    if problems.found:
        raise CodebookProblems(problems.found)
    return kept


def _row(row: dict[str, str], at: Location, types: Collection[str], problems: Problems) -> Labelled | None:
    text, label = row["text"] or "", (row["label"] or "").strip()
    if not text.strip():
        problems.add("E024", at, field="text", detail="it is empty")
        return None
    if label not in types and label != NONE:
        problems.unknown(at, "label", label, (*types, NONE))
        return None
    spans: list[CharSpan | None] = []
    for name in ("actor", "recipient", "trigger"):
        value = (row[name] or "").strip()
        start = text.find(value)
        if start < 0:
            problems.add("E024", at, field=name, detail=f"'{value}' does not stand in the text")
        spans.append((start, start + len(value)) if value else None)
    return Labelled(text, spans[0], spans[1], spans[2], label)


def _check_counts(rows: list[Labelled], path: Path, problems: Problems) -> None:
    counts = Counter(row.label for row in rows)
    if len(counts) < 2:
        detail = f"{len(counts)} label; give two or more, one of them most often NONE"
        problems.add("E024", Location(str(path)), field="label", detail=detail)
    for label, count in sorted(counts.items()):
        if count < FEWEST_ROWS:
            detail = f"{count} rows of {label}; give {FEWEST_ROWS} or more of each label"
            problems.add("E024", Location(str(path)), field="label", detail=detail)
