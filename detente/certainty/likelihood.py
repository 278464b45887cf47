"""How likely a proposal is an attribution: a sum of points for what syntax shows, turned into a probability.

A logistic model whose weights are a table (data/attribution.tsv); every feature has a readable name, so that the table
can be read and corrected by hand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from detente.certainty.cues import Cues
from detente.certainty.propose import Proposal
from detente.certainty.quotes import any_quoted, quote_of
from detente.certainty.tree import Tree

_PEOPLE = {"PERSON": "person", "ORG": "body", "NORP": "body", "GPE": "body"}


def likelihood(tree: Tree, quotes: list[tuple[int, int]], proposal: Proposal, cues: Cues) -> float:
    """Probability 0..1 that annotators mark this proposal."""
    total = cues.attribution(proposal.lemma, proposal.construct)
    if cues.attributing:
        for name in _seen(tree, quotes, proposal):
            total += cues.attributing.get(name, 0.0)
    return 1.0 / (1.0 + math.exp(-total))


def features_of(tree: Tree, quotes: list[tuple[int, int]], proposal: Proposal, cues: Cues) -> Iterator[str]:
    """Names of what holds of a proposal. The first five are what `Cues.attribution` sums up."""
    construct = proposal.construct
    family = construct.partition(":")[0]
    yield "bias"
    yield f"construct={construct}"
    yield f"lemma={proposal.lemma}"
    yield f"{proposal.lemma}|{construct}"
    yield f"listed={cues.is_speech(proposal.lemma, construct)}|{family}"
    yield from _seen(tree, quotes, proposal)


def _seen(tree: Tree, quotes: list[tuple[int, int]], proposal: Proposal) -> Iterator[str]:
    """Names of what its sentence shows."""
    head, family = proposal.head, proposal.construct.partition(":")[0]
    speaker = _speaker(tree, proposal)
    yield f"speaker={speaker}"
    yield f"speaker={speaker}|{family}"
    yield f"tag={tree.tags[head]}|{family}"
    size = len(proposal.content)
    yield f"size={'1' if size < 2 else '2-4' if size < 5 else '5-9' if size < 10 else '10+'}|{family}"
    if quotes:
        inside = quote_of(quotes, head) is not None
        if inside:
            yield "cue quoted"
            yield f"cue quoted|{family}"
        elif any_quoted(quotes, proposal.content):
            yield f"content quoted|{family}"
    if proposal.content:
        first = proposal.content[0]
        closed = tree.pos[first] in ("SCONJ", "PRON", "DET", "PART")
        yield f"first={tree.lowers[first] if closed else tree.pos[first]}|{family}"
    for kid in tree.kids[head]:
        if tree.deps[kid] == "aux":
            yield f"aux={tree.lowers[kid]}"
        elif tree.deps[kid] == "neg":
            yield "negated"
    yield f"dep={tree.deps[head]}|{family}"


def _speaker(tree: Tree, proposal: Proposal) -> str:
    head = proposal.speaker_head
    if head is None:
        return "none"
    if tree.pos[head] == "PRON" or tree.tags[head] == "PRP$":
        return tree.lowers[head]
    return _PEOPLE.get(tree.ents[head], "name" if tree.pos[head] == "PROPN" else f"noun:{tree.lemmas[head]}")
