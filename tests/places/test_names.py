"""Folding of names."""

from __future__ import annotations

import pytest

from detente.places.names import fold, key


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("St.-Étienne", "saint etienne"),
        ("Mt. Pleasant", "mount pleasant"),
        ("Xi'an", "xian"),
        ("Łódź", "lodz"),
        ("W.Va.", "wva"),
        ("Port-au-Prince", "port au prince"),
        ("Platte Co.", "platte county"),
        ("İstanbul", "istanbul"),
        ("—", ""),
    ],
)
def test_fold_gives_plain_words(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_fold_of_a_phrase_is_the_folds_of_its_words() -> None:
    phrase = "São Tomé and St. John's"
    assert fold(phrase) == " ".join(fold(word) for word in phrase.split())


def test_key_differs_for_different_names() -> None:
    names = ["paris", "pariss", "tripoli", "homs", "hama"]
    assert len({key(name) for name in names}) == len(names)
