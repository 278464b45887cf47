from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from detente.entities import Knowledge, resolve
from detente.entities.model import FIRST, LAST, first_day, last_day
from detente.errors import ConfigError


def test_load_is_quick(knowledge: Knowledge) -> None:
    times, kept = [], []
    for _ in range(4):
        start = time.process_time()
        kept.append(Knowledge.load())  # kept: to throw one away takes time too
        times.append(time.process_time() - start)
    assert min(times) < 0.45  # seconds of the processor: alone on the machine it takes 0.3


def test_users_table_extends_ours(tmp_path: Path) -> None:
    table = "names\tcountry\tsectors\tfrom\tto\nNorthern Shield|NS1\tXYZ\tREB|CRM\t\t\n"
    (tmp_path / "organisations.tsv").write_text(table, encoding="utf-8")
    actor = resolve("Northern Shield", None, "", Knowledge.load(str(tmp_path)))
    assert actor is not None and (actor.country, actor.sectors) == ("XYZ", ("REB", "CRM"))


def test_users_row_overrides_ours(tmp_path: Path) -> None:
    table = "names\tcountry\tsectors\tfrom\tto\nHezbollah\tLBN\tPTY\t\t\n"
    (tmp_path / "organisations.tsv").write_text(table, encoding="utf-8")
    actor = resolve("Hezbollah", None, "", Knowledge.load(str(tmp_path)))
    assert actor is not None and actor.sectors == ("PTY",)


def test_users_leader_is_known_by_title(tmp_path: Path) -> None:
    table = "country\tname\taliases\toffice\tfrom\tto\nFIN\tAino Virtasalo\t*Virtasalo\tpresident\t2030-03-01\t\n"
    (tmp_path / "leaders.tsv").write_text(table, encoding="utf-8")
    actor = resolve("the Finnish president", dt.date(2031, 1, 1), "", Knowledge.load(str(tmp_path)))
    assert actor is not None and actor.country == "FIN"
    surname = resolve("Virtasalo", dt.date(2031, 1, 1), "", Knowledge.load(str(tmp_path)))
    assert surname is not None and surname.name == "Aino Virtasalo"


def test_missing_folder_is_an_error() -> None:
    with pytest.raises(ConfigError, match="E006"):
        Knowledge.load("no/such/folder")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1991", "1991-01-01", "1991-12-31"),
        ("1991-12", "1991-12-01", "1991-12-31"),
        ("1992-02", "1992-02-01", "1992-02-29"),
        ("1991-12-25", "1991-12-25", "1991-12-25"),
    ],
)
def test_dates_keep_their_precision(text: str, first: str, last: str) -> None:
    assert dt.date.fromordinal(first_day(text)).isoformat() == first
    assert dt.date.fromordinal(last_day(text)).isoformat() == last


def test_unknown_dates_are_open() -> None:
    assert (first_day(""), last_day("")) == (FIRST, LAST)
