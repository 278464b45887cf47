"""The engine on small cue sets of its own and Docs built by hand."""

from __future__ import annotations

import pytest

from detente.certainty.cues import Cues
from detente.certainty.effects import Holder, State, apply, weaker
from detente.certainty.judge import derive, judge
from detente.certainty.scope import walk
from detente.certainty.tree import Tree

from .build import DENIED, FAILED, MIGHT, OPERATORS, PREDICATES, build


@pytest.fixture(scope="module")
def cues():
    return Cues.of(PREDICATES, OPERATORS)


def state_at(table, word, cues):
    doc = build(table)
    tree = Tree.read(doc)
    return walk(tree, cues, tree.words.index(word), State())


def test_scope_denial_cites_its_subject(cues):
    state = state_at(DENIED, "bombed", cues)
    assert (state.positive, state.certainty) == (False, "CT")
    assert [(h.cue, h.subject, h.stance) for h in state.holders] == [(2, 1, "DENIES")]


def test_scope_denial_leaves_the_speech_act_itself_alone(cues):
    assert state_at(DENIED, "denied", cues).actual


def test_scope_negated_implicative_is_positive(cues):
    state = state_at(FAILED, "sign", cues)
    assert state.positive and state.certainty == "CT"
    assert state.why == ("not: negation", "fail: t-fail")


def test_scope_implicative_without_negation_denies(cues):
    plain = "\n".join(
        [
            "They they PRP PRON nsubj 1",
            "failed fail VBD VERB ROOT 1",
            "to to TO PART aux 3",
            "sign sign VB VERB xcomp 1",
        ]
    )
    assert not state_at(plain, "sign", cues).positive


def test_scope_modal_weakens_its_own_verb(cues):
    assert state_at(MIGHT, "leave", cues).certainty == "PS"


def test_scope_definite_object_of_an_uncertain_verb_is_presupposed(cues):
    assert state_at(MIGHT, "town", cues).actual


def test_scope_unknown_cue_set_leaves_the_author_committed():
    empty = Cues.of({"groups": []}, {"groups": []})
    assert state_at(MIGHT, "leave", empty).actual


def test_judge_multi_word_trigger_is_judged_at_its_head(cues):
    doc = build(FAILED)
    start = doc[4].idx
    verdict = judge(doc, (start, doc[6].idx + 2), (), (), cues)
    assert verdict.status == "ASSERTED"


def test_judge_trigger_outside_the_text_is_unknown_with_a_reason(cues):
    verdict = judge(build(MIGHT), (900, 910), (), (), cues)
    assert verdict.status == "UNKNOWN" and verdict.why


def test_judge_denied_claim_names_speaker_and_cue(cues):
    doc = build(DENIED)
    verdict = judge(doc, (doc[6].idx, doc[6].idx + 6), (), (), cues)
    claim = verdict.claims[0]
    assert verdict.status == "DENIED"
    assert doc.text[slice(*claim.speaker)] == "The ministry"
    assert doc.text[slice(*claim.cue)] == "denied"
    assert claim.chain == ("AUTHOR", "The ministry")


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (State(basis="condition", certainty="U"), "CONDITIONAL"),
        (State(basis="threat", certainty="U"), "CONDITIONAL"),
        (State(basis="hypothesis", asked=True), "CONDITIONAL"),
        (State(basis="intent", certainty="U"), "PLANNED"),
        (State(basis="schedule", certainty="PR"), "PLANNED"),
        (State(asked=True, certainty="PR"), "UNKNOWN"),
        (State(certainty="PS"), "SPECULATED"),
        (State(certainty="PR", positive=False), "SPECULATED"),
        (State(), "ASSERTED"),
        (State(positive=False), "NEGATED"),
        (State(positive=False, basis="schedule"), "NEGATED"),
        (State(holders=(Holder(0, 1, "AFFIRMS", "speech"),)), "REPORTED"),
        (State(holders=(Holder(0, 1, "AFFIRMS", "speech"),), positive=False), "DENIED"),
        (State(holders=(Holder(0, 1, "AFFIRMS", "wish"),)), "ASSERTED"),
    ],
)
def test_judge_derives_status_first_match_wins(state, status):
    assert derive(state) == status


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("said", "possible", (True, "PS", None)),
        ("said", "no", (False, "CT", None)),
        ("intent", "no", (False, "U", None)),
        ("condition", "said", (True, "CT", "condition")),
        ("condition", "intent", (True, "U", "condition")),
        ("possible", "denied", (False, "PS", None)),
        ("intent", "factive", (True, "CT", None)),
        ("question", "yes", (True, "U", None)),
    ],
)
def test_effects_compose_from_the_outside_in(first, second, expected):
    holder = Holder(0, 1, "AFFIRMS", "speech")
    state = apply(second, apply(first, State(), "1", holder), "2", holder)
    assert (state.positive, state.certainty, state.basis) == expected
    assert state.why == ("1", "2")


def test_effects_weaker_is_the_less_certain_grade():
    assert weaker("CT", "PS") == weaker("PS", "PR") == "PS"
