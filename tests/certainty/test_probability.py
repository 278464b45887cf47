"""Stated likelihood and stated confidence: two fields, each only where the text says so."""

from __future__ import annotations

import pytest

from .marked import verdict_on

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "phrase", "band"),
    [
        ("The militia almost certainly [withdrew].", "almost certainly", (0.95, 0.99)),
        ("The militia has in all likelihood [withdrawn].", "in all likelihood", (0.55, 0.8)),
        ("There is a roughly even chance that the truce [collapsed].", "roughly even chance", (0.45, 0.55)),
        ("There is almost no chance that the convoy [crossed].", "almost no chance", (0.01, 0.05)),
        ("The two sides are very likely to [sign] the treaty.", "very likely", (0.8, 0.95)),
        ("The report judges it almost certain that mortar crews [fired].", "almost certain", (0.95, 0.99)),
        ("The militia may have [withdrawn].", None, None),
        ("The militia certainly [withdrew].", None, None),
        ("The militia [withdrew].", None, None),
    ],
)
def test_band_only_from_a_listed_phrase(text, phrase, band, nlp, cues):
    claim = verdict_on(text, nlp, cues).claims[0]
    assert (claim.probability_phrase, claim.icd203) == (phrase, band)


@pytest.mark.parametrize(
    ("text", "level", "phrase"),
    [
        (
            "The agency assesses with moderate confidence that the convoy [crossed].",
            "moderate",
            "with moderate confidence",
        ),
        ("With high confidence, the institute concluded that rebels [fired] first.", "high", "With high confidence"),
        ("Analysts have low confidence that the militia [withdrew].", "low", "low confidence"),
        ("Customers have low confidence in the bank, which [lied].", None, None),
        ("The team [played] with high confidence.", None, None),
        ("Analysts do not have high confidence that the militia [withdrew].", None, None),
        ("The minister is confident that the convoy [crossed].", None, None),
    ],
)
def test_stated_confidence_is_no_likelihood(text, level, phrase, nlp, cues):
    claim = verdict_on(text, nlp, cues).claims[0]
    assert (claim.stated_confidence, claim.confidence_phrase) == (level, phrase)
    assert claim.probability_phrase is None
