"""The point on the -3..3 scale of the factuality corpora, as a sum of points for what the rules saw."""

from __future__ import annotations

from collections.abc import Iterator

from detente.certainty.cues import Cues
from detente.certainty.effects import State
from detente.certainty.tree import Tree

#: Points by status where the table of weights is empty: the scheme's own last column.
_SCHEME = {
    "ASSERTED": 3.0,
    "REPORTED": 2.5,
    "NEGATED": -3.0,
    "DENIED": -2.0,
    "PLANNED": 0.5,
    "CONDITIONAL": 0.0,
    "UNKNOWN": 0.0,
}
#: Where the sign is certain, the score keeps it.
_RANGES = {"ASSERTED": (0.0, 3.0), "REPORTED": (0.0, 3.0), "NEGATED": (-3.0, 0.0), "DENIED": (-3.0, 0.0)}
_GRADED = {("PR", True): 2.0, ("PS", True): 1.0, ("PR", False): -2.0, ("PS", False): -1.0}


def features(tree: Tree, node: int, state: State, status: str) -> Iterator[str]:
    """Names of what holds of a judged trigger; each has its points in data/score.yaml."""
    sign = "+" if state.positive else "-"
    yield "bias"
    yield f"status={status}{sign}"
    yield f"grade={state.certainty}{sign}"
    yield f"basis={state.basis}{sign}"
    yield f"pos={tree.pos[node]}/{status}"
    yield f"tag={tree.tags[node]}"
    yield f"dep={tree.deps[node]}"
    rules = [line.rpartition(": ")[2] for line in state.why]
    for rule in rules:
        yield f"rule={rule}"
    if rules:
        yield f"last={rules[-1]}{sign}"
    yield f"depth={min(len(rules), 4)}"
    yield f"lemma={tree.lemmas[node]}{sign}"
    yield from _clause(tree, node, status)


def _clause(tree: Tree, node: int, status: str) -> Iterator[str]:
    """The finite verb around the trigger, its subject's person, and who is talked to."""
    verb = node
    while tree.pos[verb] not in ("VERB", "AUX") and tree.heads[verb] != verb:
        verb = tree.heads[verb]
    auxiliaries = [tree.lowers[kid] for kid in tree.kids[verb] if tree.deps[kid] in ("aux", "auxpass")]
    yield f"aux={auxiliaries[0] if auxiliaries else ''}/{tree.tags[verb]}"
    subject = tree.child(verb, "nsubj", "nsubjpass")
    word = tree.lowers[subject] if subject is not None else ""
    person = "1" if word in ("i", "we") else "2" if word == "you" else "none" if not word else "3"
    yield f"person={person}/{status}"
    if tree.heads[node] != node:
        yield f"head={tree.lemmas[tree.heads[node]]}/{tree.deps[node]}"
    heard = any(word in ("i", "you", "my", "your", "me", "we") for word in tree.lowers)
    yield f"address={heard}/{status}"
    yield f"sentence={min(len(tree) // 10, 4)}/{status}"
    yield f"place={_place(tree, node)}/{status}"


def score_of(names: Iterator[str], cues: Cues) -> float:
    """The sum of the weights within -3..3, never on the other side of zero than the status.

    Without weights, the scheme's own value for the status.
    """
    found = list(names)
    if not cues.weights:
        return _by_scheme(found)
    low, high = _RANGES.get(found[1][7:-1], (-3.0, 3.0))
    total = sum(cues.weights.get(name, 0.0) for name in found)
    return round(max(low, min(high, total)), 3)


def _by_scheme(names: list[str]) -> float:
    status, sign = names[1][7:-1], names[1][-1] == "+"
    if status == "SPECULATED":
        return _GRADED.get((names[2][6:8], sign), 0.0)
    return _SCHEME[status]


def _place(tree: Tree, node: int) -> str:
    """Where the trigger stands: main clause, clause of another verb, side clause, or a noun in one of these."""
    noun = "noun-" if tree.pos[node] in ("NOUN", "PROPN", "PRON") else ""
    verb = node
    while tree.pos[verb] not in ("VERB", "AUX") and tree.heads[verb] != verb:
        verb = tree.heads[verb]
    return noun + tree.deps[verb]
