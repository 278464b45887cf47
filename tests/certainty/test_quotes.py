"""Quotation marks: straight, curly, over paragraphs, unclosed."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from detente.certainty.quotes import completed, continued, find_quotes, quote_of
from detente.certainty.tree import Tree


def read(text):
    words = text.replace("/", " / ").split()
    words = ["\n\n" if word == "/" else word for word in words]
    size = len(words)
    pos = ["SPACE" if word == "\n\n" else "X" for word in words]
    starts = [i == 0 for i in range(size)]
    doc = Doc(Vocab(), words=words, pos=pos, heads=[0] * size, deps=["dep"] * size, sent_starts=starts)
    return Tree.read(doc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('he said " we won " today', [(2, 5)]),
        ("he said “ we won ” today", [(2, 5)]),
        ("“ we won , ” he said , “ we left . ”", [(0, 4), (8, 12)]),
        ("“ one . / “ two . ” he said", [(0, 7)]),
        ('" lost mark / he said " we won "', [(6, 9)]),
        ("no marks here", []),
        ('" lost mark / “ we won , ” he said', [(4, 8)]),
    ],
)
def test_quotes_found(text, expected):
    assert find_quotes(read(text)) == expected


def test_quotes_number_of_the_one_around_a_token():
    quotes = [(0, 4), (8, 12)]
    assert [quote_of(quotes, i) for i in (0, 4, 6, 9, 13)] == [0, 0, None, 1, None]


@pytest.mark.parametrize(("first", "last"), [("“", '"'), ('"', "”")])
def test_quotes_close_with_a_mark_of_another_kind_that_touches_the_word(first, last):
    words = ["he", "said", first, "we", "won", last, "today"]
    touching = [True, True, False, True, False, True, False]
    doc = Doc(Vocab(), words=words, spaces=touching, heads=[0] * 7, deps=["dep"] * 7)
    assert find_quotes(Tree.read(doc)) == [(2, 5)]


@pytest.mark.parametrize(
    ("text", "cue", "content", "found"),
    [
        ('" we met " in May , he said . " It rained all day . "', 8, range(6), range(10, 17)),
        ('" we met " in May , he said . " It rained all day . " She left .', 8, range(6), range(10, 17)),
        ('we met in May , he said . " It rained all day . "', 6, range(4), range(0)),
        ('" we met " in May , he said . / " It rained all day . "', 8, range(6), range(11, 18)),
        ('" we met " in May , he said . / " It rained all day , " she said .', 8, range(6), range(0)),
        ('" we met " in May , he said . " It rained all day , " she said .', 8, range(6), range(0)),
        ('" we met " in May , he said . / " It rained all day . " She left .', 8, range(6), range(0)),
    ],
)
def test_quotes_go_on_behind_a_cue_whose_content_was_quoted(text, cue, content, found):
    tree = in_two(text)
    assert continued(tree, find_quotes(tree), cue, content) == set(found)


@pytest.mark.parametrize(
    ("text", "cue", "content", "found"),
    [
        ('he left because " we know it . We need none . "', 0, range(2, 8), range(8, 13)),
        ('he left because " we know it . We need none . "', 4, range(5, 8), range(0)),
        ('he left because " we know it . We need none . "', 0, range(2, 6), range(0)),
    ],
)
def test_quotes_that_the_content_reaches_into_are_completed(text, cue, content, found):
    tree = in_two(text)
    tree.pos[7] = "PUNCT"
    assert completed(tree, find_quotes(tree), range(8), cue, content) == set(found)


def in_two(text):
    """The text read as two sentences, the first up to the first full stop."""
    tree = read(text)
    stop = tree.words.index(".") + 1
    tree.sents[:] = [int(i >= stop) for i in range(len(tree))]
    return tree
