"""What training reads: marks as token ranges, signs around them, and pairs without their trigger."""

from __future__ import annotations

import numpy as np

from training.data import Example, Pair, Trigger, quad_classes
from training.harvest import is_apart
from training.pack import Builder, with_bare
from training.pack_speech import word_tokens
from training.packed import Packed
from training.signs import SIGNS, of_mpnet, with_signs

TEXT = "Chad expelled two Libyan envoys."
CHAD, EXPELLED, ENVOYS = (0, 4), (5, 13), (14, 31)


def packed(name: str = "own") -> Packed:
    pair = Pair(CHAD, ENVOYS, EXPELLED, ("REJECT",))
    builder = Builder()
    builder.add(name, [Example(TEXT, pairs=(pair,), triggers=(Trigger(EXPELLED, score=3.0, status="ASSERTED"),))], 1.0)
    return builder.packed()


def test_marks_cover_the_tokens_of_their_words() -> None:
    found = packed()
    tokens = [Builder().coder.id_to_token(int(i)) for i in found.ids[0]]
    actor, recipient, trigger = ("".join(tokens[a:b]).replace("##", "") for a, b in found.spans[0])
    assert (actor, recipient, trigger) == ("chad", "twolibyanenvoys", "expelled")
    assert found.pair.tolist() == [1.0, 0.0]
    assert found.asked.tolist() == [0.0, 1.0]
    assert found.spans[1].tolist()[:2] == [[0, 0], [0, 0]]


def test_a_pair_is_also_asked_without_its_trigger_and_without_its_label() -> None:
    found = with_bare(packed())
    assert found.names[-1] == "bare"
    assert found.group.tolist() == [0, 0, 1]
    assert found.spans[2].tolist() == [*found.spans[0].tolist()[:2], [0, 0]]
    assert not found.types[2].any()
    assert found.types[0].sum() == 1


def test_gold_pairs_are_not_asked_twice() -> None:
    assert with_bare(packed("gold0")).group.tolist() == [0, 0]


def test_signs_stand_around_the_spans() -> None:
    ids = np.arange(100, 110)
    text, spans = with_signs(ids, np.array([[1, 3], [5, 6], [3, 4]]))
    for role, (start, end) in enumerate(spans):
        assert (text[start], text[end - 1]) == SIGNS[role]
    assert [i for i in text if i < 110] == ids.tolist()
    assert text[spans[0][0] + 1 : spans[0][1] - 1].tolist() == [101, 102]


def test_a_span_inside_another_keeps_its_signs() -> None:
    text, spans = with_signs(np.arange(100, 110), np.array([[1, 6], [0, 0], [3, 4]]))
    assert spans[1].tolist() == [0, 0]
    assert spans[0][0] < spans[2][0] < spans[2][1] < spans[0][1]
    assert text[spans[2][0] + 1] == 103


def test_the_teacher_reads_the_same_words() -> None:
    assert of_mpnet(np.array([101, 2003, 102])).tolist() == [0, 2007, 2]


def test_words_beyond_the_cut_have_no_token() -> None:
    index, known = word_tokens([(0, 0), (0, 4), (5, 8), (8, 13), (0, 0)], [(0, 4), (5, 13), (14, 18)])
    assert index.tolist() == [1, 2, 0]
    assert known.tolist() == [1.0, 1.0, 0.0]


def test_parties_are_found_in_a_text_that_is_spaced_otherwise(tmp_path) -> None:
    (tmp_path / "quad.jsonl").write_text(
        '{"text": "Chad\'s army, they said, hit N\'Djamena.", "quad": "MaterialConflict"}'
    )
    (tmp_path / "spans.jsonl").write_text(
        '{"text": "Chad \'s army , they said , hit N \' Djamena .", "actors": ["Chad \'s army"], "recipients": ["N \' Djamena"]}'
    )
    [example] = quad_classes(tmp_path / "quad.jsonl", tmp_path / "spans.jsonl")
    [pair] = example.pairs
    assert pair.actor and pair.recipient
    assert (example.text[slice(*pair.actor)], example.text[slice(*pair.recipient)]) == ("Chad's army", "N'Djamena")
    assert "ASSAULT" in pair.types


def test_one_document_in_four_is_kept_from_training() -> None:
    assert 0.2 < sum(is_apart("ledes_2023", str(n)) for n in range(2000)) / 2000 < 0.3
