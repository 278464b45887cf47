"""The tables themselves: complete, consistent, and every row with its origin."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "detente" / "knowledge"
SOURCE = yaml.safe_load((FOLDER / "SOURCE.yaml").read_text("utf-8"))
TABLES = sorted(path.name for path in FOLDER.glob("*.tsv"))
SECTORS = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "NGO",
}  # fmt: skip
INTERNATIONAL = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}


def rows(name: str) -> Iterator[dict[str, str]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


def test_every_table_has_an_assertion() -> None:
    assert set(SOURCE["assertions"]) == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_number_of_rows(name: str) -> None:
    least, most = SOURCE["assertions"][name]
    assert least <= sum(1 for _ in rows(name)) <= most


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_an_origin(name: str) -> None:
    assert all(row["origin"] for row in rows(name))


@pytest.mark.parametrize("name", TABLES)
def test_sectors_are_plovers(name: str) -> None:
    said = {sector for row in rows(name) for sector in row.get("sectors", "").split("|") if sector}
    assert said <= SECTORS


@pytest.mark.parametrize("name", TABLES)
def test_countries_are_states_or_international(name: str) -> None:
    states = {row["iso3"] for row in rows("states.tsv")}
    said = {row.get("country") or row.get("successor") or "" for row in rows(name)} - {"", "*"}
    if name == "roles.tsv":
        said = {land for cell in said for land in cell.removeprefix("?").split("|")}
    assert said <= states | INTERNATIONAL


@pytest.mark.parametrize(
    "name", ["leaders.tsv", "ministers.tsv", "figures.tsv", "organisations.tsv", "former_states.tsv"]
)
def test_terms_end_after_they_begin(name: str) -> None:
    for row in rows(name):
        for date in (row["from"], row["to"]):
            assert not date or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date), row
            if len(date) == 10:
                dt.date.fromisoformat(date)
        assert not row["from"] or not row["to"] or row["from"][: len(row["to"])] <= row["to"], row


def test_no_state_stands_twice() -> None:
    codes = [row["iso3"] for row in rows("states.tsv")]
    assert len(codes) == len(set(codes))
    assert {"KOS", "TWN", "PSE", "ESH", "SSD"} <= set(codes)


def test_no_role_stands_twice() -> None:
    roles = [row["role"] for row in rows("roles.tsv")]
    assert len(roles) == len(set(roles)) > 1500


def test_one_holder_an_office_in_the_largest_states() -> None:
    wanted = {"USA": "president", "GBR": "prime minister", "DEU": "chancellor", "RUS": "president", "CHN": "president"}
    for country, office in wanted.items():
        terms = sorted(
            (row["from"], row["to"] or "9999", row["name"])
            for row in rows("leaders.tsv")
            if row["country"] == country and row["office"] == office and row["from"] >= "1993"
        )
        for (_, end, name), (start, _, other) in pairwise(terms):
            assert end[: min(len(end), len(start))] <= start[: len(end)], (country, name, other)


def test_leaders_since_2021_are_there() -> None:
    held = {(row["country"], row["name"]) for row in rows("leaders.tsv")}
    known = {("GBR", "Liz Truss"), ("BRA", "Jair Bolsonaro"), ("SYR", "Ahmed al-Sharaa"), ("JPN", "Sanae Takaichi")}
    assert known <= held


def test_ministers_and_figures_suffice() -> None:
    assert sum(1 for row in rows("ministers.tsv") if "minister" in row["office"] or "secretary" in row["office"]) > 250
