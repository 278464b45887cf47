"""Our own sentences with the status, speaker and kind that `judge` must give."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from detente.certainty.judge import judge
from detente.types import STATUSES

from .marked import unmarked, verdict_on

pytestmark = pytest.mark.model

FOLDER = Path(__file__).parent / "golden"
ROWS = [row for path in sorted(FOLDER.glob("*.yaml")) for row in yaml.safe_load(path.read_text("utf-8"))]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_golden_sentence(row, nlp, cues):
    text, _ = unmarked(row["text"])
    verdict = verdict_on(row["text"], nlp, cues)
    first = verdict.claims[0]
    assert verdict.status == row["status"], verdict.why
    assert verdict.disputed == row.get("disputed", False)
    if "speaker" in row:
        assert (text[slice(*first.speaker)] if first.speaker else "") == row["speaker"]
    if "kind" in row:
        assert first.speaker_kind == row["kind"]


def test_golden_holds_every_status_five_times():
    statuses = [row["status"] for row in ROWS]
    assert len(ROWS) >= 60
    assert {status for status in STATUSES if statuses.count(status) < 5} == set()
    assert len({row["id"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("span", [(0, 0), (3, 3), (0, 400), (12, 11), (-5, 2), (90, 91)])
def test_judge_odd_span_gives_a_verdict(span, nlp, cues):
    verdict = judge(nlp('The army said it\n\n"fired" (twice) on Monday.'), span, (), (), cues)
    assert verdict.status in STATUSES
    assert verdict.claims or verdict.why


def test_judge_probability_phrase_and_band_only_from_the_text(nlp, cues):
    bands = {}
    for word in ("very unlikely", "likely", "possible"):
        text = f"It is {word} that the parties signed."
        start = text.index("signed")
        claim = judge(nlp(text), (start, start + 6), (), (), cues).claims[0]
        bands[word] = (claim.probability_phrase, claim.icd203)
    assert bands == {
        "very unlikely": ("very unlikely", (0.05, 0.2)),
        "likely": ("likely", (0.55, 0.8)),
        "possible": (None, None),
    }
