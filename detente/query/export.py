"""Writing rows in the formats that people load."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from detente.errors import ConfigError
from detente.interchange import Row
from detente.query import layouts, rows
from detente.query.rows import Evidence
from detente.types import Document, Event, MergedEvent

#: What can be exported.
KINDS = ("documents", "mentions", "events")
#: All formats; the last four for events only, `geojson` for mentions too.
FORMATS = ("jsonl", "csv", "parquet", "geojson", "polecat", "gdelt", "plover")
_NESTED = {"documents": rows.document_rows, "mentions": rows.mention_rows, "events": rows.event_rows}
_FLAT = {"documents": rows.flat_documents, "mentions": rows.flat_mentions, "events": rows.flat_events}
_LAYOUTS = ("polecat", "gdelt", "plover")

_FLAGS = frozenset({"historical", "disputed", "secondary", "contradicted"})
_NUMBERS = frozenset({"plover_score", "goldstein", "lat", "lon", "radius_km", "confidence"})
_INTEGERS = frozenset({"reports", "independent_publishers", "credibility", "killed", "injured"})
_DATES = frozenset({"date", "published", "time_from", "time_to", "first_report"})
_LISTS = frozenset({
    "contexts", "actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors",
    "publishers", "mentions", "origins", "affirmed_by", "denied_by", "speakers", "speaker_kinds", "speaker_parties", "stances",
    "probability_phrases", "stated_confidences",
})  # fmt: skip


def export_text(evidence: Evidence, form: str, kind: str = "events") -> Iterator[str]:
    """Lines of the export, each with its line end.

    Args:
        evidence: what to write.
        form: of FORMATS, save parquet, which is no text.
        kind: of KINDS.

    Raises:
        ConfigError: E041, this format does not exist, or not for this kind.
    """
    check_format(form, kind)
    if form == "jsonl":
        return _json_lines(_NESTED[kind](evidence))
    if form == "csv":
        return _csv_lines(_FLAT[kind](evidence), list(_column_names(kind)))
    if form == "geojson":
        return iter([json.dumps(geojson(_FLAT[kind](evidence)), ensure_ascii=False, allow_nan=False) + "\n"])
    if form == "plover":
        return _json_lines(layouts.plover_rows(evidence))
    if form == "polecat":
        return _tab_lines(layouts.polecat_rows(evidence), layouts.columns()["polecat"], header=True)
    if form == "gdelt":  # GDELT's own files have no header line
        return _tab_lines(layouts.gdelt_rows(evidence), layouts.columns()["gdelt"], header=False)
    raise ConfigError("E041", field="format", value=form, allowed="a text format here")


def export_parquet(evidence: Evidence, path: Path, kind: str = "events") -> None:
    """Write a Parquet file with typed columns; lists stay lists, dates are dates."""
    check_format("parquet", kind)
    schema = pa.schema([(name, _arrow_type(name)) for name in _column_names(kind)])
    pq.write_table(pa.Table.from_pylist(list(_FLAT[kind](evidence)), schema=schema), path)


def check_format(form: str, kind: str) -> None:
    """Raises ConfigError (E041) where there is no such format or not for this kind."""
    if kind not in KINDS:
        raise ConfigError("E041", field="kind", value=kind, allowed=", ".join(KINDS))
    fitting = [
        f for f in FORMATS if (f not in _LAYOUTS or kind == "events") and (f != "geojson" or kind != "documents")
    ]
    if form not in fitting:
        raise ConfigError("E041", field="format", value=form, allowed=", ".join(fitting))


def geojson(flat: Iterable[Row]) -> Row:
    """A FeatureCollection. An area's centre is no place of an event, so only cities and sites get a point."""
    features = []
    for row in flat:
        pin = row["place_feature"] in ("city", "site") and row["lat"] is not None and row["lon"] is not None
        features.append({
            "type": "Feature", "id": row["id"],
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if pin else None,
            "properties": {name: _plain(value) for name, value in row.items()},
        })  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def _json_lines(found: Iterable[Row]) -> Iterator[str]:
    for row in found:
        yield json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


class _Line:
    """What csv.writer writes to: keeps the last line."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def _csv_lines(found: Iterable[Row], names: Sequence[str]) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(names)
    yield line.text
    for row in found:
        writer.writerow([_cell(row[name]) for name in names])
        yield line.text


def _tab_lines(found: Iterable[Row], names: Sequence[str], *, header: bool) -> Iterator[str]:
    if header:
        yield "\t".join(names) + "\n"
    for row in found:
        yield "\t".join(" ".join(str(row[name]).split()) for name in names) + "\n"


def _cell(value: Any) -> str:
    """Text of a CSV cell; lists by semicolon, and no text that a spreadsheet would run as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return str(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _column_names(kind: str) -> Sequence[str]:
    """Columns of a flat kind, in order, also where there is no row."""
    return _COLUMNS[kind]


_SIDES = ("actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors")
_WHEN_WHERE = (
    "time_from", "time_to", "time_precision", "place", "place_country", "place_feature", "geonames_id", "lat", "lon",
    "radius_km",
)  # fmt: skip
_COLUMNS = {
    "documents": ("id", "publisher", "date", "copy_of", "title", "url", "language"),
    "mentions": (
        "id", "event", "document", "publisher", "published", "event_type", "mode", "contexts", "cameo", "quad_class",
        "plover_score", "goldstein", *_SIDES, *_WHEN_WHERE, "status", "historical", "disputed", "secondary",
        "confidence", "speakers", "speaker_kinds", "speaker_parties", "stances", "probability_phrases",
        "stated_confidences", "trigger", "sentence",
    ),
    "events": (
        "id", "event_type", "mode", "quad_class", "cameo", "plover_score", "goldstein", *_SIDES, *_WHEN_WHERE, "status",
        "historical", "disputed", "reports", "publishers", "independent_publishers", "first_report", "thread",
        "credibility", "contradicted", "origins", "affirmed_by", "denied_by", "killed", "injured", "mentions",
    ),
}  # fmt: skip


def _arrow_type(name: str) -> pa.DataType:
    kinds: tuple[tuple[frozenset[str], Any], ...] = (
        (_FLAGS, pa.bool_()), (_NUMBERS, pa.float64()), (_INTEGERS, pa.int32()), (_DATES, pa.date32()),
        (_LISTS, pa.list_(pa.string())),
    )  # fmt: skip
    return next((kind for names, kind in kinds if name in names), pa.string())


def write_export(evidence: Evidence, form: str, kind: str, out: Path | IO[bytes]) -> None:
    """Write an export to a file, or to an open binary stream (not parquet); text is UTF-8.

    Raises:
        ConfigError: E041, no such format, or parquet to a stream.
    """
    check_format(form, kind)
    if isinstance(out, Path):
        if form == "parquet":
            export_parquet(evidence, out, kind)
            return
        with out.open("wb") as handle:
            handle.writelines(line.encode() for line in export_text(evidence, form, kind))
        return
    if form == "parquet":
        raise ConfigError("E041", field="format", value=form, allowed="with -o FILE only: it is no text")
    out.writelines(line.encode() for line in export_text(evidence, form, kind))


def export_events(
    form: str,
    events: Iterable[MergedEvent],
    mentions: Mapping[str, Event],
    documents: Mapping[str, Document],
    out: Path | IO[bytes],
) -> None:
    """Write merged events with their mentions and documents, both by id; see `write_export`."""
    write_export(Evidence(tuple(events), mentions, documents), form, "events", out)
