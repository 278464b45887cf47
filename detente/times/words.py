"""The words of time, read once from the package's tables."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Vague:
    """A phrase and the stretch that it stands for, as offsets from publication ("-2m"); None = open."""

    phrase: str
    start: str | None
    end: str | None
    precision: str
    why: str


@dataclass(frozen=True, slots=True)
class Era:
    """A war, revolution or turning point that dates other things."""

    name: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Words:
    """All tables of data/words.yaml and data/eras.tsv. Keys are lower case."""

    months: Mapping[str, int]  #: name or abbreviation -> 1..12
    ambiguous_months: frozenset[str]
    weekdays: Mapping[str, int]  #: name or abbreviation -> 0 (Monday) .. 6
    full_weekdays: tuple[str, ...]
    names_before_weekday: tuple[str, ...]
    names_after_weekday: tuple[str, ...]
    seasons: Mapping[str, int]  #: name -> first month
    numbers: Mapping[str, int]
    holidays: Mapping[str, tuple[int, int]]  #: name -> month, day
    vague: Mapping[str, Vague]
    stretches: Mapping[str, tuple[str, str]]  #: "decades" -> how far back, precision
    habits: frozenset[str]
    eras: Mapping[str, Era]  #: every name, lower case
    future_words: frozenset[str]
    past_infinitives: frozenset[str]
    schedule_verbs: frozenset[str]
    light_verbs: frozenset[str]
    no_share_verbs: frozenset[str]
    happenings: frozenset[str]
    enacting_verbs: frozenset[str]
    result_verbs: frozenset[str]
    gather_verbs: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=1)
def load() -> Words:
    """The tables as one value."""
    folder = files("detente.times") / "data"
    raw: dict[str, Any] = yaml.safe_load((folder / "words.yaml").read_text("utf-8"))
    vague = [Vague(*row) for row in raw["vague"]]
    with (folder / "eras.tsv").open(encoding="utf-8") as table:
        eras = [_era(name, row) for row in csv.DictReader(table, delimiter="\t") for name in row["names"].split("|")]
    return Words(
        months={name: index for index, names in enumerate(raw["months"], 1) for name in names},
        ambiguous_months=frozenset(raw["ambiguous_months"]),
        weekdays={name: index for index, names in enumerate(raw["weekdays"]) for name in names},
        full_weekdays=tuple(names[0] for names in raw["weekdays"]),
        names_before_weekday=tuple(raw["names_before_weekday"]),
        names_after_weekday=tuple(raw["names_after_weekday"]),
        seasons=raw["seasons"],
        numbers=raw["numbers"],
        holidays={name: (month, day) for name, (month, day) in raw["holidays"].items()},
        vague={entry.phrase: entry for entry in vague},
        stretches={name: (back, precision) for name, (back, precision) in raw["stretches"].items()},
        habits=frozenset(raw["habits"]),
        eras={era.name.lower(): era for era in eras},
        **{
            name: frozenset(raw[name])
            for name in (
                "future_words",
                "past_infinitives",
                "schedule_verbs",
                "light_verbs",
                "no_share_verbs",
                "happenings",
                "enacting_verbs",
                "result_verbs",
                "gather_verbs",
                "places",
            )
        },
    )


def _era(name: str, row: Mapping[str, str]) -> Era:
    return Era(name, dt.date.fromisoformat(row["from"]), dt.date.fromisoformat(row["to"]))


def number(text: str, words: Words) -> int | None:
    """The whole number that a word or digits stand for ("three", "a couple of", "25", "twenty-five"); None = vague."""
    text = text.lower().replace(",", "").strip()
    if text.isdecimal():
        return int(text)
    if text.startswith("a couple"):
        return 2
    tens, _, ones = text.replace(" ", "-").partition("-")
    if tens in words.numbers and (not ones or ones in words.numbers):
        return words.numbers[tens] + (words.numbers[ones] if ones else 0)
    return None
