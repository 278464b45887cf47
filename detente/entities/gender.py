"""Whether "he" or "she" can mean a person: by the words for him, his offices and his given name."""

from __future__ import annotations

from collections.abc import Mapping

from detente.entities.phrase import Reading

_FEMALE = frozenset({
    "woman", "girl", "mother", "daughter", "sister", "wife", "widow", "queen", "princess", "empress", "actress",
    "nun", "lady", "duchess", "grandmother", "mum", "mom", "aunt", "niece", "bride", "businesswoman", "heroine",
})  # fmt: skip
_MALE = frozenset({
    "man", "boy", "father", "son", "brother", "husband", "king", "prince", "emperor", "emir", "actor", "pope",
    "sultan", "widower", "grandfather", "dad", "uncle", "nephew", "monk", "duke", "imam", "cardinal",
})  # fmt: skip
#: The words that a pronoun is at odds with.
_WORD = {"he": "f", "his": "f", "him": "f", "she": "m", "her": "m"}


def is_at_odds(pronoun: str, reading: Reading, given: Mapping[str, str]) -> bool:
    """The phrase tells that the person is of the other sex; False where it tells nothing.

    Args:
        pronoun: in lower case: "he", "his", "him", "she", "her".
        reading: of a person or a role.
        given: given name, normalised -> "f" or "m".
    """
    return _WORD.get(pronoun) == (_by_words(reading) or _by_name(reading, given))


def _by_words(reading: Reading) -> str:
    offices = reading.person.offices if reading.person else ()
    words = {word for role in (reading.role, *(office.role for office in offices)) for word in role.split()}
    if words & _FEMALE or any(word.endswith("woman") for word in words):
        return "f"
    male = words & _MALE or any(word.endswith("sman") for word in words)
    return "m" if male else ""


def _by_name(reading: Reading, given: Mapping[str, str]) -> str:
    first, _, rest = reading.name.lower().partition(" ")
    return given.get(first, "") if reading.kind == "person" and rest else ""
