"""Floors on TR-News: a change that loses what was reached must be seen."""

from __future__ import annotations

import gzip
import json
import math
from pathlib import Path

import pytest
from spacy.language import Language

from detente.places import Gazetteer, find_places

GOLD = Path(__file__).parents[2] / ".." / "shared" / "data" / "dev" / "places_trnews_dev.jsonl.gz"


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    la1, lo1, la2, lo2 = map(math.radians, (*a, *b))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


@pytest.mark.model
@pytest.mark.shared
def test_trnews_stays_above_its_floors(places_nlp: Language, places_gazetteer: Gazetteer) -> None:
    if not GOLD.exists():
        pytest.skip("the data folder ../shared is absent: TR-News is not scored")
    with gzip.open(GOLD, "rt", encoding="utf-8") as handle:
        rows = [json.loads(line) for line in handle]
    gold = said = hit = true = near = known = 0
    for row, doc in zip(rows, places_nlp.pipe([row["text"] for row in rows]), strict=True):
        places = find_places(doc, (), places_gazetteer)
        gold, said = gold + len(row["toponyms"]), said + len(places)
        true += sum(any(p.start < t["end"] and t["start"] < p.end for t in row["toponyms"]) for p in places)
        for t in row["toponyms"]:
            over = [p for p in places if p.start < t["end"] and t["start"] < p.end]
            hit += bool(over)
            if t.get("lat") is not None:
                known += 1
                near += any(
                    p.lat is not None and kilometres((p.lat, p.lon or 0), (t["lat"], t["lon"])) <= 161 for p in over
                )
    precision, recall = true / said, hit / gold
    assert 2 * precision * recall / (precision + recall) > 0.91
    assert near / known > 0.88
