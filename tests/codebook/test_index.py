"""index: lemma -> frames, the most specific first."""

from __future__ import annotations

from pathlib import Path

from detente.codebook import load_codebook
from tests.codebook.build import write


def ids(triggers: str, folder: Path, kind: str, lemma: str) -> list[str]:
    book = load_codebook(write(folder, triggers))
    return [frame.id for frame in getattr(book, kind)[lemma]]


def test_index_puts_constrained_frames_before_bare_ones(tmp_path: Path) -> None:
    triggers = (
        "  - {id: GREET.bare, verb: [call], confidence: 0.9}\n"
        "  - {id: GREET.at, verb: [call], preposition: [at]}\n"
        "  - {id: GREET.off, verb: [call], particle: [off]}\n"
        "  - {id: GREET.both, verb: [call], particle: [off], objects: [talk]}\n"
    )
    assert ids(triggers, tmp_path, "verbs", "call") == ["GREET.both", "GREET.off", "GREET.at", "GREET.bare"]


def test_index_puts_the_surer_of_two_equals_first(tmp_path: Path) -> None:
    triggers = "  - {id: GREET.a, verb: [nod], confidence: 0.5}\n  - {id: GREET.b, verb: [nod], confidence: 0.9}\n"
    assert ids(triggers, tmp_path, "verbs", "nod") == ["GREET.b", "GREET.a"]


def test_index_finds_words_of_two_under_the_last_before_that_word_alone(tmp_path: Path) -> None:
    triggers = "  - {id: GREET.call, noun: [call]}\n  - {id: GREET.phone-call, noun: [phone call], confidence: 0.5}\n"
    assert ids(triggers, tmp_path, "nouns", "call") == ["GREET.phone-call", "GREET.call"]
    assert "phone call" not in load_codebook(str(tmp_path)).nouns


def test_index_names_a_frame_once_for_all_its_words(tmp_path: Path) -> None:
    triggers = "  - {id: GREET.call, noun: [call, phone call]}\n"
    assert ids(triggers, tmp_path, "nouns", "call") == ["GREET.call"]


def test_index_keeps_kinds_apart(tmp_path: Path) -> None:
    triggers = (
        "  - {id: GREET.v, verb: [warm]}\n  - {id: GREET.a, adjective: [warm], actor: [subject], recipient: [to]}\n"
    )
    assert ids(triggers, tmp_path, "adjectives", "warm") == ["GREET.a"]
