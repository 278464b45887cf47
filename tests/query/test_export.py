"""Exports hold what was found, in the form that others load."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente.errors import ConfigError
from detente.query import FORMATS, KINDS, Evidence, export_events, export_parquet, export_text, write_export
from detente.query.layouts import columns

from .samples import evidence


def text(form: str, kind: str = "events") -> str:
    return "".join(export_text(evidence(), form, kind))


def lines(form: str, kind: str = "events") -> list[dict[str, object]]:
    return [json.loads(line) for line in text(form, kind).splitlines()]


def table(form: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(form)), delimiter="\t"))


def test_jsonl_documents() -> None:
    rows = [{name: row[name] for name in ("id", "publisher", "date", "copy_of")} for row in lines("jsonl", "documents")]
    assert rows[0] == {"id": "d1", "publisher": "The Courier", "date": "2024-03-05", "copy_of": None}


def test_jsonl_documents_name_the_original_of_a_copy() -> None:
    found = evidence()
    marked = Evidence(found.events, found.mentions, found.documents, {"d2": "d1"})
    assert [json.loads(line)["copy_of"] for line in export_text(marked, "jsonl", "documents")] == [None, "d1", None]


def test_jsonl_mentions_name_their_event() -> None:
    by_id = {row["id"]: row for row in lines("jsonl", "mentions")}
    assert by_id["m1"]["event"] == by_id["m2"]["event"] != by_id["m3"]["event"]
    assert by_id["m1x"]["event"] is None
    wanted = {
        "document",
        "event",
        "trigger",
        "sentence",
        "event_type",
        "status",
        "actors",
        "recipients",
        "time",
        "place",
        "claims",
    }
    assert wanted <= set(by_id["m1"])


def test_jsonl_events() -> None:
    row = lines("jsonl")[0]
    names = (
        "event_type",
        "status",
        "disputed",
        "reports",
        "publishers",
        "independent_publishers",
        "thread",
        "mentions",
    )
    assert [row[name] for name in names] == [
        "ASSAULT", "ASSERTED", True, 2, ["Daily Ledger", "The Courier"], 2, None, ["m1", "m2"],
    ]  # fmt: skip
    assert row["time"]["from"] == "2024-03-04"  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS)
def test_csv_and_parquet_hold_the_same_rows(kind: str, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(text("csv", kind))))
    export_parquet(evidence(), tmp_path / "x.parquet", kind)
    found = pq.read_table(tmp_path / "x.parquet")
    assert found.column_names == list(rows[0])
    assert found.column("id").to_pylist() == [row["id"] for row in rows]


def test_csv_joins_lists_and_leaves_unknown_empty() -> None:
    row = next(csv.DictReader(io.StringIO(text("csv"))))
    assert (row["publishers"], row["time_from"], row["thread"]) == ("Daily Ledger; The Courier", "2024-03-04", "")


def test_csv_cells_are_no_formulas() -> None:
    rows = csv.DictReader(io.StringIO("".join(export_text(_named("=HYPERLINK(1)"), "csv", "documents"))))
    assert next(row["publisher"] for row in rows) == "'=HYPERLINK(1)"


def test_tab_separated_fields_hold_no_tabs() -> None:
    rows = "".join(export_text(_named("The\tCourier\n"), "polecat")).splitlines()
    assert {line.count("\t") for line in rows} == {39}


def _named(publisher: str) -> Evidence:
    found = evidence()
    documents = {id_: replace(document, publisher=publisher) for id_, document in found.documents.items()}
    return Evidence(found.events, found.mentions, documents)


def test_parquet_columns_are_typed(tmp_path: Path) -> None:
    export_parquet(evidence(), tmp_path / "x.parquet")
    types = {field.name: str(field.type) for field in pq.read_schema(tmp_path / "x.parquet")}
    assert (types["time_from"], types["reports"], types["disputed"], types["lat"]) == (
        "date32[day]",
        "int32",
        "bool",
        "double",
    )
    assert types["publishers"].startswith("list")


def test_parquet_of_nothing_keeps_its_columns(tmp_path: Path) -> None:
    export_parquet(Evidence(()), tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").num_rows == 0


def test_geojson_pins_cities_but_no_countries() -> None:
    features = json.loads(text("geojson"))["features"]
    geometry = {feature["properties"]["event_type"]: feature["geometry"] for feature in features}
    assert geometry["ASSAULT"] == {"type": "Point", "coordinates": [30.0, 50.0]}
    assert geometry["CONSULT"] is None


def test_polecat_has_its_columns_and_only_what_happened() -> None:
    rows = table("polecat")
    assert list(rows[0]) == columns()["polecat"]
    assert [row["Event Type"] for row in rows] == ["ASSAULT", "CONSULT", "CONSULT"]


def test_polecat_row() -> None:
    row = table("polecat")[0]
    assert (row["Event Date"], row["Intensity"], row["Quad Code"]) == ("2024-03-04", "-9.0", "MATERIAL CONFLICT")
    assert (row["Actor Country"], row["Recipient Country"], row["Primary Recipient Sector"]) == ("XAD", "XKE", "MIL")
    assert (row["City"], row["Latitude"], row["GeoNames ID"], row["Source"]) == ("Borsk", "50.0", "77", "The Courier")


def test_meeting_is_a_row_for_each_direction() -> None:
    rows = [row for row in table("polecat") if row["Event Type"] == "CONSULT"]
    assert {(row["Actor Country"], row["Recipient Country"]) for row in rows} == {("XAD", "XKE"), ("XKE", "XAD")}
    assert len({row["Event ID"] for row in rows}) == 2


def test_gdelt_row() -> None:
    cells = [line.split("\t") for line in text("gdelt").splitlines()]
    assert {len(row) for row in cells} == {61}
    row = dict(zip(columns()["gdelt"], cells[0], strict=True))
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20240304",
        "202403",
        "2024",
        "2024.2575",
    )
    assert (row["Actor1Code"], row["Actor2Code"], row["Actor2Type1Code"]) == ("XAD", "XKEMIL", "MIL")
    assert (row["EventCode"], row["EventRootCode"], row["QuadClass"], row["NumArticles"]) == ("194", "19", "4", "2")
    assert row["SOURCEURL"] == "https://courier.example/1"
    assert row["GLOBALEVENTID"].isdigit()


def test_plover_record() -> None:
    record = lines("plover")[0]
    assert (record["event"], record["date"], record["quad_code"], record["event_scale"]) == (
        ["ASSAULT"],
        "2024-03-04",
        4,
        -9.0,
    )
    assert record["actor"] == [{"code": "XAD", "entity_text": "Aldova"}]
    assert record["text"] == "Aldova shelled Borsk on Monday."
    assert record["event_loc"]["resolution"] == 4  # type: ignore[index]


@pytest.mark.parametrize(
    ("form", "kind"), [("xml", "events"), ("polecat", "mentions"), ("geojson", "documents"), ("jsonl", "places")]
)
def test_unknown_format_is_refused(form: str, kind: str) -> None:
    with pytest.raises(ConfigError, match="E041"):
        export_text(evidence(), form, kind)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_written_to_a_file(form: str, tmp_path: Path) -> None:
    write_export(evidence(), form, "events", tmp_path / "out")
    assert (tmp_path / "out").stat().st_size > 100


def test_export_events_writes_to_a_stream() -> None:
    found, out = evidence(), io.BytesIO()
    export_events("jsonl", found.events, found.mentions, found.documents, out)
    assert out.getvalue().decode() == text("jsonl")


def test_parquet_is_not_written_to_a_terminal() -> None:
    with pytest.raises(ConfigError, match="E041"):
        write_export(evidence(), "parquet", "events", io.BytesIO())
