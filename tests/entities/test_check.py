from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.entities.check import check
from detente.entities.issue import Issue
from detente.errors import ConfigError

TODAY = dt.date(2026, 6, 1)
LEADERS = "country\tname\taliases\toffice\tfrom\tto\torigin\n"


def issues(folder: Path, **tables: str) -> list[Issue]:
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return list(check(str(folder), TODAY).issues)


def rules(found: list[Issue], level: str = "HIGH") -> set[str]:
    return {issue.rule for issue in found if issue.level == level}


def test_shipped_tables_have_no_grave_issue() -> None:
    report = check(today=TODAY)
    assert not [str(issue) for issue in report.issues if issue.level == "HIGH"]
    assert report.rows > 20_000
    assert report.known and all(issue.text for issue in report.known)


def test_two_heads_of_state_at_once(tmp_path: Path) -> None:
    rows = "ATA\tAda Frost\t\tpresident\t2001-01-01\t2005-01-01\tx\nATA\tBo Snow\t\tking\t2003-01-01\t2007-01-01\tx\n"
    states = "iso3\tname\taliases\tadjectives\tdemonyms\tcapital\nATA\tAntarctica\t\t\t\t\n"
    assert rules(issues(tmp_path, leaders=LEADERS + rows, states=states)) == {"two-holders"}


def test_a_handover_within_weeks_is_no_overlap(tmp_path: Path) -> None:
    rows = (
        "FRA\tAda Frost\t\tarmy chief\t2001-01-01\t2005-01\tx\nFRA\tBo Snow\t\tarmy chief\t2005-01-10\t2007-01-01\tx\n"
    )
    assert not rules(issues(tmp_path, ministers=LEADERS + rows))


def test_clash_with_a_shipped_row_is_the_users(tmp_path: Path) -> None:
    found = issues(tmp_path, leaders=f"{LEADERS}FRA\tAda Frost\t\tpresident\t2018-01-01\t2019-01-01\tx\n")
    assert [issue.where for issue in found if issue.rule == "two-holders"] == ["leaders.tsv:2"]


def test_expired_office(tmp_path: Path) -> None:
    found = issues(tmp_path, ministers=f"{LEADERS}TUV\tAda Frost\t\tforeign minister\t2019-01-01\t2022-01-01\tx\n")
    assert rules(found, "LOW") == {"expired"}


@pytest.mark.parametrize(
    ("table", "text", "rule"),
    [
        ("organisations", "names\tcountry\tsectors\nNorthern Shield\tXXX\tREB\n", "country"),
        ("organisations", "names\tcountry\tsectors\nNorthern Shield\tFRA\tBAD\n", "sector"),
        ("organisations", "names\tcountry\tsectors\tfrom\tto\nNorthern Shield\tFRA\tREB\t2001-13\t\n", "date"),
        ("organisations", "names\tcountry\tsectors\tfrom\tto\nNorthern Shield\tFRA\tREB\t2003\t2001\n", "date"),
        ("organisations", "names\tcountry\tsectors\nNorthern Shield\tFRA\n", "columns"),
        ("roles", "role\tplural\tsectors\tkind\nwarden\twardens\tCOP\tthing\n", "kind"),
        (
            "roles",
            "role\tplural\tsectors\tkind\nwarden\twardens\tCOP\tperson\nwarden\twardens\tMIL\tperson\n",
            "contradiction",
        ),
        ("spellings", "variant\tword\nfoo\tmuhammad\n", "chain"),
        ("organisation", "names\tcountry\tsectors\n", "table"),
    ],
)
def test_grave_faults(tmp_path: Path, table: str, text: str, rule: str) -> None:
    assert rule in rules(issues(tmp_path, **{table: text}))


def test_one_name_for_two_states(tmp_path: Path) -> None:
    text = "names\tcountry\tsectors\nNorthern Shield\tFRA\tREB\nNorthern Shield\tITA\tREB\n"
    assert rules(issues(tmp_path, organisations=text), "MEDIUM") == {"two-meanings"}


def test_dated_names_do_not_clash(tmp_path: Path) -> None:
    text = "names\tcountry\tsectors\tfrom\tto\nNorthern Shield\tFRA\tREB\t1990\t1995\nNorthern Shield\tITA\tREB\t1999\t2001\n"
    assert not rules(issues(tmp_path, organisations=text), "MEDIUM")


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="E006"):
        check(str(tmp_path / "nowhere"))
