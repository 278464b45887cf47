"""Own types judged by their examples."""

from __future__ import annotations

import numpy as np
import pytest

from detente.codebook.load import load_codebook
from detente.codebook.marks import Marked
from detente.codebook.model import Frame
from detente.encoder import Encoder, Reading
from detente.events.decide import weigh
from detente.events.examples import FEWEST_HITS, fit_likeness, likenesses, with_trigger
from detente.events.own import Own
from detente.events.tryout import left_out
from detente.types import Candidate, Entity

FRAMES = (Frame(id="RAID.raid", event_type="RAID", kind="verb", lemmas=("raid",)),)


def cloud(centre: int, rows: int, seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    seen = 0.2 * random.normal(size=(rows, 12)) + np.eye(12)[centre]
    unit: np.ndarray = seen / np.linalg.norm(seen, axis=1, keepdims=True)
    return unit


def test_what_is_like_the_hits_is_likely() -> None:
    likeness = fit_likeness(cloud(0, 15, 1), cloud(1, 15, 2), cloud(2, 50, 3))
    assert likeness.judge(cloud(0, 1, 4)[0])[0] > 0.8
    assert likeness.judge(cloud(1, 1, 4)[0])[0] < 0.2
    assert likeness.judge(cloud(2, 1, 4)[0])[0] < 0.3


def test_the_nearest_example_is_named() -> None:
    hits, misses = cloud(0, 5, 1), cloud(1, 5, 2)
    likeness = fit_likeness(hits, misses, cloud(2, 20, 3))
    assert likeness.judge(hits[3])[1].startswith("hit 4 is nearest")
    assert likeness.judge(misses[1])[1].startswith("near miss 2 is nearest")


def test_hits_alone_are_told_from_the_background() -> None:
    likeness = fit_likeness(cloud(0, 15, 1), np.zeros((0, 12)), cloud(2, 50, 3))
    assert likeness.judge(cloud(0, 1, 4)[0])[0] > 0.5 > likeness.judge(cloud(2, 1, 4)[0])[0]


def test_an_example_left_out_is_judged_by_the_others() -> None:
    hits = cloud(0, 15, 1)
    hits[7] = cloud(1, 1, 9)[0]  # looks like the near misses
    odds = left_out(hits, cloud(1, 15, 2), cloud(2, 50, 3))
    assert len(odds) == 30
    assert odds[7] < 0.4 < min(odds[:7])


def test_too_few_hits_say_nothing() -> None:
    assert left_out(cloud(0, FEWEST_HITS, 1), cloud(1, 5, 2), cloud(2, 5, 3)) == []


def test_an_unmarked_trigger_is_a_word_like_a_lemma() -> None:
    assert with_trigger(Marked("Chad raided Niger."), FRAMES).trigger == (5, 11)
    assert with_trigger(Marked("Chad met Niger."), FRAMES).trigger is None
    assert with_trigger(Marked("Chad raided Niger.", trigger=(0, 4)), FRAMES).trigger == (0, 4)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_the_packaged_codebook_has_nothing_own(encoder: Encoder) -> None:
    assert likenesses(load_codebook("plover"), encoder) == {}
    assert Own.load(load_codebook("plover"), encoder) == Own()


def candidate(text: str, event_type: str, actor: str, trigger: str, recipient: str) -> Candidate:
    def party(name: str) -> Entity:
        return Entity(text.index(name), text.index(name) + len(name), name, "group", name)

    at = text.index(trigger)
    return Candidate(
        trigger=(at, at + len(trigger)), sentence=(0, len(text)), event_type=event_type, mode=None, contexts=(), cameo=None,
        actors=(party(actor),), recipients=(party(recipient),), confidence=0.95, why=("frame",), framed=event_type,
    )  # fmt: skip


def test_examples_give_an_own_type_its_confidence_and_the_reason(encoder: Encoder) -> None:
    book = load_codebook("examples/cyber_health")
    own = Own.load(book, encoder)
    right = "Belarusian spies broke into the mail server of Lithuania's army."
    wrong = "Belarusian farmers broke into song at the airport of Lithuania's capital."
    event = candidate(right, "CYBER_OPERATION", "Belarusian spies", "broke into", "Lithuania's army")
    song = candidate(wrong, "CYBER_OPERATION", "Belarusian farmers", "broke into", "Lithuania's capital")
    (good,) = weigh([event], book, Reading(right, encoder), own)
    (bad,) = weigh([song], book, Reading(wrong, encoder), own)
    assert good.confidence > 0.7 > 0.4 > bad.confidence
    assert good.why[1].startswith("examples of CYBER_OPERATION: ")
    assert " is nearest, 0." in good.why[1]


def test_without_own_the_frame_keeps_its_word(encoder: Encoder) -> None:
    text = "Belarusian farmers broke into song at the airport of Lithuania's capital."
    song = candidate(text, "CYBER_OPERATION", "Belarusian farmers", "broke into", "Lithuania's capital")
    assert weigh([song], load_codebook("examples/cyber_health"), Reading(text, encoder)) == (song,)


def test_examples_that_are_sure_take_over_what_another_frame_found(encoder: Encoder) -> None:
    book = load_codebook("examples/cyber_health")
    text = "Belarusian spies infected the computers of Lithuania's army."
    coerce = candidate(text, "COERCE", "Belarusian spies", "infected", "Lithuania's army")
    (taken,) = weigh([coerce], book, Reading(text, encoder), Own.load(book, encoder))
    assert taken.event_type == "CYBER_OPERATION"
    assert "its type is taken" in taken.why[-1]
