"""What stands at an event itself: the words of its own clause, or the determiners and adjectives of an event noun."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.cues import Cues, Operator
from detente.certainty.effects import State, apply
from detente.certainty.modality import adverb, adverbs, modal_verb, negate, negated
from detente.certainty.mood import consequence, inverted_condition, next_time, question, tense_and_mood
from detente.certainty.sources import beside
from detente.certainty.tree import Tree

#: Modifiers that look ahead only where their clause does: "passed their next phase".
_RELATIVE = {"next", "coming", "eventual", "future"}
#: Adjectives of what has happened or goes on: "deadly raids".
_KNOWN = {"last", "recent", "yesterday", "previous", "past", "earlier", "latest", "ongoing", "deadly"}


def local(tree: Tree, cues: Cues, node: int, state: State) -> State:
    """The state of the event at `node`, from the state of its surroundings and the words at it."""
    if tree.pos[node] in ("VERB", "AUX"):
        return _verb(tree, cues, node, state)
    if tree.pos[node] in ("ADJ", "ADV"):
        return _simple(tree, cues, node, state)
    return _noun(tree, cues, node, state)


def _verb(tree: Tree, cues: Cues, verb: int, state: State) -> State:
    modal = next((kid for kid in tree.kids[verb] if tree.tags[kid] == "MD" and tree.deps[kid] == "aux"), None)
    state = beside(tree, cues, verb, state)
    no = negated(tree, cues, verb)
    if modal is not None:
        state = modal_verb(tree, cues, verb, modal, no, state)
    else:
        state = tense_and_mood(tree, cues, verb, state)
        if no is not None:
            state = negate(tree, no, state)
    state = adverbs(tree, cues, verb, state)
    state = consequence(tree, cues, verb, state, modal is not None)
    return question(tree, verb, inverted_condition(tree, verb, state))


def _simple(tree: Tree, cues: Cues, node: int, state: State) -> State:
    """ "Not ready", "probably dead"."""
    no = next((kid for kid in tree.kids[node] if tree.deps[kid] == "neg"), None)
    if no is not None:
        state = negate(tree, no, state)
    return adverbs(tree, cues, node, state)


def _noun(tree: Tree, cues: Cues, noun: int, state: State) -> State:
    """ "No talks", "the planned visit", "a possible raid", "next month's vote"."""
    for kid in tree.kids[noun]:
        word = tree.lowers[kid]
        if (
            tree.deps[kid] == "poss"
            and state.positive
            and state.basis is None
            and next_time(tree, kid)
            and not _in_the_past(tree, noun, ("had", "was", "were"))
        ):
            state = apply("schedule", state, f"{word}'s: future time")
            continue
        operator = _operator_at(tree, cues, noun, kid)
        if operator is None or operator.effect == "future":
            continue
        if operator.effect in ("schedule", "intent", "attempt", "threat") and not state.positive:
            continue  # "the planned visit was cancelled"
        if operator.effect == "schedule" and word in _RELATIVE and _in_the_past(tree, noun):
            continue
        if operator.effect == "no":
            if f"{word}: negation" in state.why and not state.positive:
                continue  # "no talks were held": the verb has counted it
            state = replace(state, positive=not state.positive, why=(*state.why, f"{word}: {operator.id}"))
        else:
            state = adverb(tree, kid, operator.id, operator.effect, state)
    return state


def _operator_at(tree: Tree, cues: Cues, noun: int, kid: int) -> Operator | None:
    """What the cue lists know of a word at a noun, by its place: determiner, modifier in front or adverb."""
    dep, word = tree.deps[kid], tree.lowers[kid]
    if dep in ("det", "neg", "preconj"):
        return cues.operator("determiner", word) or (cues.operator("negator", word) if dep == "neg" else None)
    if dep in ("amod", "compound", "nmod") and kid < noun:
        return cues.operator("modifier", word)
    return cues.operator("adverb", word) if dep == "advmod" else None


def _in_the_past(tree: Tree, noun: int, told_by: tuple[str, ...] = ("had", "was", "were", "has", "have")) -> bool:
    """The verb around the noun is told in the past, by its form or one of these auxiliaries."""
    verb = noun
    while tree.pos[verb] not in ("VERB", "AUX") and tree.heads[verb] != verb:
        verb = tree.heads[verb]
    helpers = [kid for kid in tree.kids[verb] if tree.deps[kid] in ("aux", "auxpass")]
    told = tree.tags[verb] == "VBD" or any(tree.lowers[kid] in told_by for kid in helpers)
    return told and tree.pos[verb] in ("VERB", "AUX") and not any(tree.tags[kid] == "MD" for kid in helpers)


def definite(tree: Tree, noun: int) -> bool:
    """The phrase presupposes what it names: "the raid", "its invasion of", "Thursday's raid"; a name does too."""
    if tree.pos[noun] == "PROPN" or tree.lowers[noun] in ("this", "that", "these", "those", "which"):
        return True
    for kid in tree.kids[noun]:
        if kid > noun:
            continue
        if tree.deps[kid] == "poss" or tree.lowers[kid] in ("the", "this", "that", "these", "those"):
            return True
        if tree.lowers[kid] in _KNOWN:
            return True
    return False
