"""The score hears rules and encoder, and newswire weighs them otherwise than informal prose."""

from __future__ import annotations

import numpy as np
import pytest

from detente.certainty.attribution import find_attributions
from detente.certainty.judge import judge
from detente.certainty.opinion import summands, weighed, weights, with_opinion
from detente.encoder import Encoder, Reading
from detente.types import STATUSES

NEWS = "The interior ministry said on Tuesday that troops would be deployed along the border with Niger."
LETTER = "I guess we'll go there next week, lol, if you guys bring the kids and the dog."


def test_the_table_has_a_weight_for_each_summand(nlp, cues):
    doc = nlp(NEWS)
    verdict = judge(doc, span(NEWS, "deployed"), (), (), cues)
    said = [(1.0, dict.fromkeys(STATUSES, 0.125))] * 2
    assert weights().shape == (2, len(summands(verdict, said)))


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
    sentence = Reading(text, encoder).sentence((0, len(text)), "marks")
    assert low < encoder.is_news(sentence, span(text, word)) < high


def test_what_happened_scores_above_what_is_planned_and_that_above_what_did_not(nlp, cues):
    scores = []
    for text in (
        "Troops crossed the border.", "Troops will cross the border on Friday.", "Troops did not cross the border.",
    ):  # fmt: skip
        doc, word = nlp(text), "cross"
        verdict = judge(doc, span(text, word), find_attributions(doc, (), cues), (), cues)
        scores.append(with_opinion(doc, verdict, span(text, word), Reading(text, Encoder.load())).score)
    assert scores[0] > 2.0 > scores[1] > 0.5 > -1.0 > scores[2]


def span(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)
