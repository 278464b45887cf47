from __future__ import annotations

import pytest

from detente.entities.lexer import Pieces, fold


def norms(text: str) -> str:
    return " ".join(Pieces(text, {"el": "al"}).norms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Port-au-Prince", "Port au Prince"),
        ("U.N.", "UN"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Côte d'Ivoire", "Cote d’Ivoire"),
        ("N'Djamena", "Ndjamena"),
        ("el-Sisi", "al Sisi"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert norms(one) == norms(other)


def test_possessive_mark_is_outside_the_piece() -> None:
    text = "Iran’s offer and the officials' reply"
    pieces = Pieces(text, {})
    assert text[pieces.starts[0] : pieces.ends[0]] == "Iran"
    assert [w for w, owns in zip(pieces.words, pieces.owns, strict=True) if owns] == ["Iran", "officials"]


def test_hyphen_glues_only_without_spaces() -> None:
    pieces = Pieces("U.S.-led talks - Japan", {})
    assert pieces.words == ["U.S.", "led", "talks", "-", "Japan"]
    assert pieces.glued == [False, True, False, False, False]


def test_pieces_are_cut_from_the_text() -> None:
    text = "“Ça va?” – said  Mr. X.\nU.S. envoy"
    pieces = Pieces(text, {})
    assert all(text[s:e] == w for s, e, w in zip(pieces.starts, pieces.ends, pieces.words, strict=True))


def test_fold_drops_accents_of_any_script() -> None:
    assert fold("Erdoğan") == "erdogan"
    assert fold("Wałęsa") == "walesa"
    assert fold("Thaçi") == "thaci"
