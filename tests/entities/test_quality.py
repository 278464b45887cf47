"""Figures on development data outside the repository."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from detente.entities import Knowledge, resolve

GOLD = Path(__file__).parents[2] / ".." / "shared" / "data" / "dev" / "events_dev.jsonl.gz"
#: The gold records know one code for all organisations of states.
INTERNATIONAL = {"UNO": "IGO", "EUR": "IGO"}


@pytest.mark.shared
def test_actor_strings_get_the_right_country_and_sector(knowledge: Knowledge) -> None:
    if not GOLD.is_file():
        pytest.skip(f"{GOLD} is absent: no figures for actor strings")
    right = strings = hits = wanted = said = 0
    with gzip.open(GOLD, "rt", encoding="utf-8") as handle:
        for row in map(json.loads, handle):
            for event in row["events"]:
                for gold in event["actors"] + event["recipients"]:
                    if not gold["country"]:
                        continue
                    actor = resolve(gold["text"], None, row["text"], knowledge)
                    country = actor.country if actor else None
                    sectors = set(actor.sectors) if actor else set()
                    strings += 1
                    right += INTERNATIONAL.get(country or "", country) == gold["country"]
                    hits += len(sectors & set(gold["sectors"]))
                    wanted += len(gold["sectors"])
                    said += len(sectors)
    assert right / strings >= 0.92
    assert 2 * hits / (wanted + said) >= 0.75
