"""Marks of example sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codebook.marks import faulty_mark, read_marks

WORDS = st.text(st.characters(blacklist_characters="[]|", blacklist_categories=["Cs"]), min_size=1)


def test_marks_are_read_and_removed() -> None:
    marked = read_marks("In May [a|Chad] [t|hacked into] the servers of [r|Niger].")
    assert marked.text == "In May Chad hacked into the servers of Niger."
    spans = (marked.actor, marked.trigger, marked.recipient)
    assert [marked.text[slice(*span)] for span in spans if span] == ["Chad", "hacked into", "Niger"]


def test_a_mark_that_is_missing_is_none() -> None:
    assert read_marks("It rained.").trigger is None


@given(WORDS, WORDS, WORDS)
def test_the_span_is_the_marked_words(before: str, inside: str, after: str) -> None:
    marked = read_marks(f"{before}[t|{inside}]{after}")
    assert marked.text == before + inside + after
    assert marked.trigger is not None
    assert marked.text[slice(*marked.trigger)] == inside


@pytest.mark.parametrize(
    ("text", "fault"), [("[x|Chad] left", "[x|Chad]"), ("[a|Chad left", "[a|Chad left"), ("[a] Chad left", "[a]")]
)
def test_a_faulty_mark_is_found(text: str, fault: str) -> None:
    assert faulty_mark(text) == fault


def test_brackets_of_an_editor_are_no_fault() -> None:
    assert faulty_mark("They [the rebels] left [sic].") is None
