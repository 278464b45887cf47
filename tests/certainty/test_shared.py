"""The scheme's own examples, the summit feature, and floors on the development sets."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from detente.certainty.attribution import find_attributions
from detente.certainty.judge import judge

SHARED = Path(__file__).parents[2] / ".." / "shared"

pytestmark = [
    pytest.mark.model,
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent: the scheme's examples were NOT checked"),
]


def test_scheme_examples_come_out_right(nlp, cues):
    wrong = []
    for line in (SHARED / "reference" / "scheme_examples.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        doc = nlp(row["text"])
        verdict = judge(doc, tuple(row["trigger"]), find_attributions(doc, (), cues), (), cues)
        expected = [(row[key], key) for key in ("status", "polarity", "certainty", "disputed")]
        wrong += [(row["id"], key) for value, key in expected if getattr(verdict, key) != value]
        if len(verdict.claims) != len(row["claims"]):
            wrong.append((row["id"], "claims"))
        for gold, claim in zip(row["claims"], verdict.claims, strict=False):
            for key in ("speaker", "cue", "speaker_kind", "named", "stance", "certainty", "probability_phrase"):
                value = tuple(gold[key]) if key in ("speaker", "cue") and gold[key] else gold.get(key)
                if getattr(claim, key) != value:
                    wrong.append((row["id"], key))
    assert wrong == []


def test_summit_feature_nothing_speculated_is_told_as_done(nlp, cues):
    text = (SHARED / "seed" / "summit-feature.txt").read_text("utf-8")
    doc = nlp(text)
    attributions = find_attributions(doc, (), cues)

    def status(sentence, word):
        start = text.index(word, text.index(sentence))
        return judge(doc, (start, start + len(word)), attributions, (), cues).status

    assert status("though Putin said", "provide") == "DENIED"
    assert status("The summit may have", "discussions") == "SPECULATED"
    assert status("The summit could result", "deals") == "SPECULATED"
    assert status("analysts speculate", "focus") == "SPECULATED"
    assert status("analysts speculate", "supplying") == "SPECULATED"
    assert status("Russia could help", "modernize") in ("SPECULATED", "CONDITIONAL")
    assert status("Russia may offer", "deals") not in ("ASSERTED", "REPORTED")
    assert status("Any weapons agreements", "provide") == "CONDITIONAL"
    assert status("have called for", "easing") == "PLANNED"
    assert status("Satellite images showed", "making") == "REPORTED"
    assert status("In summary, analysts", "discussions") == "SPECULATED"
    assert status("Putin visited", "visited") == "ASSERTED"


def test_realis_statuses_stay_above_their_floor(nlp, cues):
    """Accuracy over the four classes; floor a little under the .82 measured when the rules were written."""
    classes = {
        "ASSERTED": "actual",
        "REPORTED": "actual",
        "NEGATED": "negated",
        "DENIED": "negated",
        "PLANNED": "future",
    }
    path = SHARED / "data" / "dev" / "certainty_realis_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        rows = [json.loads(line) for line in handle]
    right = total = 0
    for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows), strict=True):
        attributions = find_attributions(doc, (), cues)
        for trigger in row["triggers"]:
            verdict = judge(doc, tuple(trigger["span"]), attributions, (), cues)
            right += classes.get(verdict.status, "uncertain") == trigger["label"]
            total += 1
    assert right / total > 0.80
