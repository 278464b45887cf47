"""From the root of the sentence down to a trigger: what each step of the tree does to an event's certainty."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from detente.certainty.asides import is_aside
from detente.certainty.clauses import adverbial, bare_gerund, called_upon, complement
from detente.certainty.cues import Cues, Predicate
from detente.certainty.effects import PLANS, State, apply
from detente.certainty.governing import VERBAL, frame_of, use, verb_group_of
from detente.certainty.local import local
from detente.certainty.nominals import argument, premodifier, prepositional
from detente.certainty.noun_clauses import modifying
from detente.certainty.quotes import CLOSING
from detente.certainty.records import shown
from detente.certainty.tree import Tree

_SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass")


def walk(tree: Tree, cues: Cues, trigger: int, outside: State) -> State:
    """How the text presents the event at token `trigger`.

    Args:
        tree: the sentences around it.
        cues: the cue lists.
        trigger: its token position.
        outside: the state outside the sentence: who is quoted over all of it.
    """
    path = tree.path(trigger)[::-1]
    base = outside
    own = local(tree, cues, path[0], base)
    for parent, child in pairwise(path):
        base = step(tree, cues, parent, child, base, own)
        own = local(tree, cues, child, base)
    return own


def step(tree: Tree, cues: Cues, parent: int, child: int, base: State, own: State) -> State:
    """The state around `child`, from the state around its head (`base`) and of its head itself (`own`)."""
    return shown(tree, cues, parent, child, own, _below(tree, cues, parent, child, base, own))


def _below(tree: Tree, cues: Cues, parent: int, child: int, base: State, own: State) -> State:
    dep = tree.deps[child]
    if dep == "conj":
        return _conjunct(tree, cues, child, base, own)
    adposition = tree.pos[parent] in ("ADP", "SCONJ", "PART") or tree.deps[parent] == "prep"  # "due to" starts with ADJ
    if adposition and dep in ("pobj", "pcomp", "prep", "advmod"):
        return prepositional(tree, cues, parent, child, own)
    if tree.pos[child] in ("ADP", "SCONJ", "PART") or dep in ("prep", "agent"):
        return _without(own, child)
    if (noun := _noun_between(tree, cues, parent, child)) is not None:
        return modifying(tree, cues, noun, child, local(tree, cues, noun, argument(tree, cues, parent, noun, own)))
    if dep == "ccomp" and (_spliced(tree, cues, parent, child) or _behind_motto(tree, parent, child)):
        return base
    if dep in ("acomp", "oprd") and tree.lemmas[parent] in ("remain", "stay") and own.basis in PLANS and own.positive:
        return own.context(f"{tree.lowers[parent]}: so already")  # "the border will remain closed"
    participle = dep == "oprd" and tree.tags[child] == "VBN"  # "are feared drowned"
    if dep in ("ccomp", "xcomp") or participle or (dep in ("csubj", "csubjpass") and tree.pos[child] in VERBAL):
        return complement(tree, cues, parent, child, own)
    if dep == "advcl" and tree.pos[parent] == "ADJ" and frame_of(tree, child) == "that" and _marked(tree, child):
        return complement(tree, cues, parent, child, own)  # "deems it unlikely that ..."
    if dep in ("oprd", "ccomp") and tree.pos[child] == "ADJ" and tree.pos[parent] in VERBAL:
        judged = verb_group_of(tree, cues, parent, "that")
        if judged is not None and judged.kind in ("attitude", "speech") and judged.stance is not None:
            return use(tree, cues, parent, judged, own)
    if dep == "advcl" and tree.pos[parent] in ("NOUN", "PROPN") and not _conditional(tree, cues, child):
        return modifying(tree, cues, parent, child, own)  # "calls for the president to resign"
    if dep == "advcl" and (bare_gerund(tree, cues, parent, child) or called_upon(tree, cues, parent, child)):
        return complement(tree, cues, parent, child, own)
    if dep == "advcl":
        return adverbial(tree, cues, child, base, own)
    if dep in ("acl", "relcl"):
        return modifying(tree, cues, parent, child, own)
    if dep in ("parataxis", "punct", "intj", "meta"):
        return base
    if dep == "dep" and tree.pos[child] in VERBAL:
        return base
    if dep == "attr" and (kind_of_truth := _truth(tree, cues, parent, child)) is not None:
        return use(tree, cues, kind_of_truth[0], kind_of_truth[1], own)
    if dep in ("nsubj", "nsubjpass", "dobj", "attr", "oprd", "dative", "pobj") and tree.pos[child] not in VERBAL:
        return argument(tree, cues, parent, child, own)
    if dep in ("compound", "nmod", "amod", "poss") and tree.pos[parent] in ("NOUN", "PROPN"):
        return premodifier(tree, cues, parent, child, own)
    return own


def _truth(tree: Tree, cues: Cues, verb: int, noun: int) -> tuple[int, Predicate] | None:
    """ "What was very likely the sinking of the boat": the adjective before the noun grades it."""
    adjective = tree.child(verb, "acomp")
    if adjective is None or not verb < adjective < noun:
        return None
    group = cues.predicate("adjective", tree.lemmas[adjective], "that", "subject")
    return None if group is None else (adjective, group)


def _without(own: State, cue: int) -> State:
    """Inside "under the agreement" it is not the agreement that speaks."""
    if all(holder.cue != cue for holder in own.holders):
        return own
    return replace(own, holders=tuple(holder for holder in own.holders if holder.cue != cue))


def _conditional(tree: Tree, cues: Cues, child: int) -> bool:
    """ "A safe harbour, if the war ends": a condition also where no verb stands above it."""
    mark = tree.child(child, "mark")
    operator = cues.operator("mark", tree.lowers[mark]) if mark is not None else None
    return operator is not None and operator.effect == "condition"


def _marked(tree: Tree, child: int) -> bool:
    return any(tree.lowers[kid] == "that" and tree.deps[kid] == "mark" for kid in tree.kids[child])


def _noun_between(tree: Tree, cues: Cues, verb: int, child: int) -> int | None:
    """ "Foiled a plot to kill the premier": the infinitive belongs to the plot, though it is read as the aim of foiling."""
    if tree.deps[child] not in ("advcl", "xcomp") or tree.pos[child] not in VERBAL or tree.pos[verb] not in VERBAL:
        return None
    noun = tree.child(verb, "dobj")
    if noun is None or noun > child or frame_of(tree, child) != "to" or min(tree.kids[child]) != noun + 1:
        return None
    if verb_group_of(tree, cues, verb, "obj-to", "to") is not None:
        return None
    return noun if cues.predicate("noun", tree.lemmas[noun], "to") is not None else None


def _spliced(tree: Tree, cues: Cues, parent: int, child: int) -> bool:
    """ "They will receive loans, however no more will follow unless ...": two main clauses, read as one in the other."""
    if child > parent or tree.child(child, "mark") is not None or tree.pos[child] not in VERBAL:
        return False
    if is_aside(tree, parent, child):
        return False
    subject = tree.child(parent, "nsubj", "nsubjpass", "expl")
    if subject is None or subject < child:
        return False
    reports = cues.predicate("verb", tree.lemmas[parent], "quote", "that") is not None
    return not reports and cues.attribution(tree.lemmas[parent], "ccomp") < 0


def _behind_motto(tree: Tree, parent: int, child: int) -> bool:
    """ "'We will not waver:' Minister reaffirms": what stands behind a quotation and a colon is none of its words'."""
    first = min(tree.subtree(child))
    edge = {tree.words[i] for i in range(max(parent + 1, first - 2), first)}
    return child > parent and ":" in edge and not edge.isdisjoint(CLOSING)


def _gapped(tree: Tree, cues: Cues, noun: int, own: State) -> State:
    """ "Patrols will be cut in the north, flights in the south": as if the verb stood there again."""
    verb = tree.heads[noun]
    if own.actual or tree.pos[verb] not in VERBAL or tree.child(verb, "nsubjpass") is None:
        return own
    standing = verb_group_of(tree, cues, verb, "standing")
    return own if standing is None else use(tree, cues, verb, standing, own)


def _conjunct(tree: Tree, cues: Cues, child: int, base: State, own: State) -> State:
    """ "will visit Oslo and sign": the second verb shares modal and negation unless it has its own subject or tense."""
    if tree.pos[child] not in VERBAL:
        return _gapped(tree, cues, child, own)
    if any(tree.lowers[kid] == "nor" and kid < child for kid in tree.children(tree.heads[child], "cc")):
        return own
    head = tree.heads[child]
    subject = tree.child(child, *_SUBJECT)
    ordered = tree.tags[head] == "VB" and not tree.children(head, "aux", *_SUBJECT)
    if ordered and subject is not None and any(tree.lowers[kid] in ("and", "or") for kid in tree.children(head, "cc")):
        return apply("condition", base, "imperative and: condition")  # "touch him and we fire"
    free = tree.child(child, *_SUBJECT) is not None or tree.tags[child] in ("VBD", "VBZ", "VBP")
    if tree.child(child, "aux", "auxpass") is not None:
        free = True
    return base if free else own
