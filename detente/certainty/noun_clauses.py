"""Clauses under a noun: "the plan to attack", "a claim that", "the man who fled", "troops guarding the port"."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.cues import Cues
from detente.certainty.effects import Holder, State, apply
from detente.certainty.governing import frame_of, unlisted_report, use
from detente.certainty.local import definite
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS

PAST = ("VBD",)
#: Grounds of a noun whose "would" tells what is planned.
_AGREED = frozenset(("intent", "agreement", "offer"))
#: Complements by which a noun's group is looked up, for the form of its clause.
_NOUN_FRAMES = {"wh": ("whether", "about", "that"), "whether": ("whether", "about", "that"), "bare": ("bare", "to")}


def affirmed(state: State) -> State:
    return replace(state, positive=True)


def _cleft(tree: Tree, noun: int) -> bool:
    """ "Whether it was the guardsman who pulled the trigger": what is asked or denied is the relative clause; "it is time"."""
    verb = tree.heads[noun]
    subject = tree.child(verb, "nsubj", "expl") if tree.deps[noun] == "attr" and tree.lemmas[verb] == "be" else None
    return subject is not None and tree.lowers[subject] == "it"


def _called_untrue(tree: Tree, cues: Cues, noun: int, child: int) -> Holder | None:
    """ "Called it pure invention that its attaché had paid them"."""
    verb = tree.heads[noun]
    if (
        tree.lemmas[noun] not in cues.falsehoods
        or tree.lemmas[verb] not in cues.judging
        or tree.child(child, "mark") is None
    ):
        return None
    it, subject = tree.child(verb, "dobj", "nsubj"), tree.child(verb, "nsubj")
    told = it is not None and any(tree.lowers[kid] == "it" for kid in (it, *tree.children(verb, "dobj")))
    return Holder(verb, subject, "AFFIRMS", "speech") if told and subject is not None else None


def _nearer(tree: Tree, cues: Cues, noun: int, child: int) -> int:
    """ "A role in a [plot] to kidnap": the infinitive is the plot's, right before it, and not that of the role."""
    before = min(tree.kids[child], default=child) - 1
    inner = tree.pos[before] == "NOUN" and noun < before and tree.heads[tree.heads[before]] == noun
    return before if inner and cues.predicate("noun", tree.lemmas[before], "to") is not None else noun


def _farther(tree: Tree, cues: Cues, noun: int, child: int) -> int:
    """ "A [plan] to end the war, which would open the border": behind a comma it is the plan's."""
    start = min(tree.kids[child], default=child)
    if start == 0 or tree.words[start - 1] != "," or cues.predicate("noun", tree.lemmas[noun], "to") is not None:
        return noun
    for above in tree.path(noun)[1:]:
        plan = tree.child(above, "dobj") if tree.pos[above] == "VERB" else above
        if plan is not None and plan < noun and (group := cues.predicate("noun", tree.lemmas[plan], "to")):
            return plan if group.holds in _AGREED else noun
    return noun


def ranked(tree: Tree, noun: int) -> bool:
    """ "The third country to ...", "the first to ..."."""
    return tree.lowers[noun] in WORDS["ranks"] or any(
        tree.lowers[kid] in WORDS["ranks"] for kid in tree.children(noun, "amod")
    )


def modifying(tree: Tree, cues: Cues, noun: int, child: int, own: State) -> State:
    """Clauses of a noun: "the plan to attack", "a claim that", "the man who fled", "troops guarding the port"."""
    frame = frame_of(tree, child)
    if frame == "to":
        noun = _nearer(tree, cues, noun, child)
    relative = tree.deps[child] == "relcl"
    if relative and frame != "to" and _cleft(tree, noun):
        return own
    if frame == "to" and tree.deps[noun] == "attr" and ranked(tree, noun):
        return own  # "may be the first president to visit": the visit is what may be
    if frame == "that" and (liar := _called_untrue(tree, cues, noun, child)) is not None:
        return apply("denied", own, f"{tree.lowers[noun]}: called untrue", liar)
    if relative and frame in ("wh", "whether"):
        asking = cues.predicate("noun", tree.lemmas[noun], "whether")
        if asking is not None and asking.holds == "question":
            return use(tree, cues, noun, asking, own)  # "Questions remain over who planted the bomb"
    if frame == "that" and tree.lemmas[noun] in ("case", "event") and tree.lowers[tree.heads[noun]] == "in":
        return apply("condition", own.context(), f"in {tree.lowers[noun]}: condition")  # "in case the army attacked"
    if frame == "to" and tree.lemmas[noun] == "time" and _cleft(tree, noun):
        return apply("demand", own, "it is time to: demand")
    reduced = tree.tags[child] == "VBN" and tree.child(child, "aux", "auxpass", "mark") is None
    frames = _NOUN_FRAMES.get(frame, (frame,))
    if frame == "to" and tree.deps[noun] == "dobj":
        frames = ("given-to", "to")  # "gave them a week to surrender", not "a day to remember"
    for_whom = any(tree.lowers[kid] == "for" for kid in tree.children(child, "mark"))  # "time for the rebels to leave"
    if relative and frame == "to" and (for_whom or cues.predicate("noun", tree.lemmas[noun], *frames) is not None):
        relative = False
    if not relative and frame in ("to", "that", "whether", "wh", "bare") and not reduced:
        group = cues.predicate("noun", tree.lemmas[noun], *frames)
        if group is not None:
            return use(tree, cues, noun, group, own)
        above = tree.heads[tree.heads[noun]]
        if frame == "that" and tree.pos[tree.heads[noun]] == "ADP" and tree.pos[above] == "NOUN":
            outer = cues.predicate("noun", tree.lemmas[above], "that")
            if outer is not None and outer.kind == "nominal":
                return use(tree, cues, above, outer, own)  # "suggestions in the capital that ..."
        if frame == "that" and tree.child(child, "mark") is not None:
            return unlisted_report(tree, cues, noun, own)
        if frame == "to":
            return (
                own if own.basis or own.asked else apply("intent", affirmed(own), f"{tree.lowers[noun]} to: infinitive")
            )
    if not relative and frame == "ing":
        group = cues.predicate("noun", tree.lemmas[noun], "ing", "of")
        if group is not None and group.holds in ("intent", "threat", "possible", "attempt"):
            return use(tree, cues, noun, group, own)
    if relative and any(tree.lowers[kid] in ("will", "would", "'ll") for kid in tree.children(child, "aux")):
        noun = _farther(tree, cues, noun, child)
        planned = cues.predicate("noun", tree.lemmas[noun], "to")
        if planned is not None and planned.holds in _AGREED and own.positive and not own.asked:
            return apply(planned.holds, own, f"{tree.lowers[noun]} that would: {planned.id}")
    if own.actual:
        return own
    if tree.tags[child] == "VBG" and own.certainty in ("PR", "PS") and own.spoken and tree.deps[noun] == "dobj":
        return own  # "a clip seems to show officers beating a man"
    if tree.tags[child] in ("VBN", "VBG") and not relative and not own.generic:
        return own.context("participle: presupposed")
    if definite(tree, noun):
        return own.context("relative clause of a known thing")
    return own if tree.tags[child] not in PAST else own.context("past relative clause")
