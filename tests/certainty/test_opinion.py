"""The score hears rules and encoder, and newswire weighs them otherwise than informal prose."""

from __future__ import annotations

import numpy as np
import pytest

from detente.certainty.attribution import find_attributions
from detente.certainty.judge import judge
from detente.certainty.opinion import BRANCHES, features, summands, weighed, weights, with_opinion
from detente.encoder import Encoder, Reading
from detente.types import STATUSES

NEWS = "The interior ministry said on Tuesday that troops would be deployed along the border with Niger."
LETTER = "I guess we'll go there next week, lol, if you guys bring the kids and the dog."


def test_the_table_has_a_weight_for_each_summand(nlp, cues):
    doc = nlp(NEWS)
    verdict = judge(doc, span(NEWS, "deployed"), (), (), cues)
    odds = dict.fromkeys(STATUSES, 0.125)
    seen = summands(verdict, [((1.0,), odds), ((2.0, -1.0), odds)])
    assert weights().shape == (2, len(seen))
    assert seen[1:4].tolist() == [1.0, 2.0, -1.0]


def test_the_score_moves_from_one_kind_of_weights_to_the_other_and_stays_on_the_scale():
    table = np.zeros((2, 3), np.float32)
    table[:, 0] = 2.0, -1.0
    seen = np.array([1.0, 0.0, 0.0], np.float32)
    assert [weighed(seen, news, table) for news in (1.0, 0.5, 0.0)] == [2.0, 0.5, -1.0]
    assert weighed(9 * seen, 1.0, table) == 3.0
    assert weighed(9 * seen, 0.0, table) == -3.0


@pytest.mark.parametrize(("text", "word", "low", "high"), [(NEWS, "deployed", 0.6, 1.0), (LETTER, "go", 0.0, 0.4)])
def test_newswire_is_told_from_a_letter(text, word, low, high):
    encoder = Encoder.load()
    reading, whole = Reading(text, encoder), (0, len(text))
    marks = reading.sentence(whole, "marks")
    assert low < encoder.is_news(reading.base(whole), marks, span(text, word)) < high


def test_newswire_and_informal_prose_have_a_scale_each_and_take_plans_otherwise(nlp, cues):
    text = "The government said it plans to withdraw its troops from the border next year."
    doc, word = nlp(text), span(text, "withdraw")
    verdict = judge(doc, word, find_attributions(doc, (), cues), (), cues)
    encoder, heard = Encoder.load(), features(verdict)
    reading = Reading(text, encoder)
    scores = {
        branch: encoder.certainty(reading.sentence((0, len(text)), branch), word, heard, branch)[0]
        for branch in BRANCHES
    }
    assert len(scores["events"]) == 1
    as_newswire, as_informal = scores["marks"]
    assert as_newswire > as_informal + 0.5


def test_what_happened_scores_above_what_is_planned_and_that_above_what_did_not(nlp, cues):
    scores = []
    for text in (
        "Troops crossed the border.", "Troops will cross the border on Friday.", "Troops did not cross the border.",
    ):  # fmt: skip
        doc, word = nlp(text), "cross"
        verdict = judge(doc, span(text, word), find_attributions(doc, (), cues), (), cues)
        scores.append(with_opinion(doc, verdict, span(text, word), Reading(text, Encoder.load())).score)
    assert scores[0] > scores[1] + 0.4 > 0.9 > -1.0 > scores[2]


def span(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)
