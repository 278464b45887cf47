"""Spans to segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.show.highlight import KINDS, Mark, Segment, clean, event_marks, segments, to_html, to_plain, to_text
from tests.show.corpus import make_corpus
from tests.show.page import read_page

TEXT = "The Russian minister spoke."


def kinds(parts: list[Segment]) -> list[tuple[str, list[str]]]:
    return [(part.text, [mark.kind for mark in part.marks]) for part in parts]


def test_segments_nest_the_inner_mark_in_the_outer() -> None:
    parts = segments(TEXT, (0, 27), [Mark(4, 11, "actor"), Mark(0, 20, "speaker")])
    assert kinds(parts) == [
        ("The ", ["speaker"]),
        ("Russian", ["speaker", "actor"]),
        (" minister", ["speaker"]),
        (" spoke.", []),
    ]


def test_segments_cut_marks_that_cross() -> None:
    parts = segments("abcdef", (0, 6), [Mark(0, 4, "actor"), Mark(2, 6, "recipient")])
    assert kinds(parts) == [("ab", ["actor"]), ("cd", ["actor", "recipient"]), ("ef", ["recipient"])]
    assert to_html(parts) == (
        '<span class="k-actor">ab<span class="k-recipient">cd</span></span><span class="k-recipient">ef</span>'
    )


def test_segments_keep_both_marks_of_the_same_span() -> None:
    assert kinds(segments("Iran", (0, 4), [Mark(0, 4, "recipient"), Mark(0, 4, "actor")])) == [
        ("Iran", ["actor", "recipient"])
    ]


def test_segments_cut_off_what_reaches_beyond_the_sentence() -> None:
    assert kinds(segments(TEXT, (4, 11), [Mark(0, 20, "speaker"), Mark(21, 26, "cue")])) == [("Russian", ["speaker"])]


MARKS = st.builds(
    lambda a, b, kind: Mark(min(a, b), max(a, b), kind), st.integers(0, 40), st.integers(0, 40), st.sampled_from(KINDS)
)


@given(st.text(max_size=40), st.lists(MARKS, max_size=8), st.integers(0, 40), st.integers(0, 40))
def test_segments_give_back_the_text_and_every_mark(text: str, marks: list[Mark], a: int, b: int) -> None:
    start, end = min(a, b, len(text)), min(max(a, b), len(text))
    parts = segments(text, (start, end), marks)
    assert "".join(part.text for part in parts) == clean(text[start:end])
    at = start
    for part in parts:
        inside = {m for m in marks if m.start <= at and m.end >= at + len(part.text) and m.start < m.end}
        assert set(part.marks) == inside
        at += len(part.text)


@given(st.text(alphabet="ab<>&\"' ", max_size=40), st.lists(MARKS, max_size=8))
def test_to_html_is_well_formed_and_loses_no_text(text: str, marks: list[Mark]) -> None:
    page = read_page(f"<p>{to_html(segments(text, (0, len(text)), marks))}</p>")
    assert page.faults == [] and page.open_tags == []
    assert "".join(page.pieces) == text


def test_to_html_gives_an_id_once_over_several_pieces() -> None:
    sentence = Mark(0, 4, "sentence", anchor="s-1-0")
    given_out: set[str] = set()
    first = to_html([Segment("ab", (sentence,))], given_out)
    second = to_html([Segment("cd", (sentence,))], given_out)
    assert 'id="s-1-0"' in first and "id=" not in second


def test_to_html_escapes_notes() -> None:
    assert 'title="actor: &lt;b&gt;&#34;"' in to_html([Segment("x", (Mark(0, 1, "actor", 'actor: <b>"'),))])


@pytest.mark.parametrize("bad", ["\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\ud800", "\x85"])
def test_clean_replaces_characters_that_harm_and_keeps_offsets(bad: str) -> None:
    assert clean(f"a{bad}b") == "a\ufffdb"


def test_clean_keeps_line_breaks_and_accents() -> None:
    assert clean("Détente\n\tкириллица 北") == "Détente\n\tкириллица 北"


def test_event_marks_lie_on_their_words() -> None:
    corpus = make_corpus()
    for mention in corpus.mentions.values():
        text = corpus.documents[mention.document].text
        names = {e.text for e in (*mention.actors, *mention.recipients)}
        marks = event_marks(mention)
        assert {text[m.start : m.end] for m in marks if m.kind in ("actor", "recipient")} == names
        assert [m.kind for m in marks].count("trigger") == 1


def test_to_plain_sets_the_trigger_between_asterisks() -> None:
    assert to_plain(segments("They met.", (0, 9), [Mark(5, 8, "trigger"), Mark(0, 4, "actor")])) == "They *met*."


def test_to_text_styles_every_mark() -> None:
    text = to_text(segments("They met.", (0, 9), [Mark(5, 8, "trigger", group="denied"), Mark(0, 4, "actor")]))
    assert text.plain == "They met."
    assert [(span.start, span.end) for span in text.spans] == [(0, 4), (5, 8)]
    assert "red" in str(text.spans[1].style) and "reverse" in str(text.spans[1].style)
