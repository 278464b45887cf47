"""Negation, modal verbs and adverbs: "did not", "may have left", "would disarm", "almost certainly"."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.asides import SHOWING
from detente.certainty.cues import Cues
from detente.certainty.effects import PLANS, Holder, State, apply
from detente.certainty.mood import inverted
from detente.certainty.probability import band_at, graded_effect
from detente.certainty.tree import Tree


def negated(tree: Tree, cues: Cues, node: int) -> int | None:
    """Position of the word that negates `node`, or None: "not", "never", a subject like "nobody" or "no one"."""
    for kid in tree.kids[node]:
        dep, word = tree.deps[kid], tree.lowers[kid]
        if dep == "prep" and (noun := tree.child(kid, "pobj")) is not None and tree.lemmas[noun] in cues.occasions:
            for determiner in tree.kids[noun]:
                if tree.lowers[determiner] == "no":
                    return determiner
        linked = dep == "cc" and word in ("nor", "neither")
        if dep == "neg" or (dep in ("advmod", "preconj", "cc") and _listed(cues, "negator", word) and not linked):
            return kid
        nots = tree.child(kid, "neg") if dep in ("nsubj", "nsubjpass") else None
        if nots is not None and (tree.lowers[kid] == "one" or tree.lowers[nots + 1 : nots + 3] == ["a", "single"]):
            return nots  # "not one of our soldiers"; but of "not all", some did
        if tree.deps[kid] in ("nsubj", "nsubjpass", "dobj") and kid != node:
            if _listed(cues, "pronoun", tree.lowers[kid]) and tree.lowers[kid] != "neither":
                return kid
            for determiner in tree.kids[kid]:
                word, beside = tree.lowers[determiner], tree.deps[determiner] in ("preconj", "cc")
                if (tree.deps[determiner] == "det" and word in ("no", "neither")) or (beside and word == "neither"):
                    weak = dep == "dobj" and (
                        tree.lemmas[node] in ("have", "get", "be")
                        or _reports(cues, tree.lemmas[node])
                        or _listing(tree, cues, node)
                    )
                    return None if weak else determiner
    return None


def _reports(cues: Cues, verb: str) -> bool:
    """ "The log records no departure": it does record, and denies."""
    group = cues.predicate("verb", verb, "object")
    return group is not None and group.holds == "said" and group.id == "report-of-act"


def _listing(tree: Tree, cues: Cues, verb: int) -> bool:
    """ "The manifest lists no delivery": so it says."""
    subject = tree.child(verb, "nsubj")
    return tree.lemmas[verb] in SHOWING and subject is not None and not cues.records.isdisjoint(tree.names(subject))


def _listed(cues: Cues, place: str, word: str) -> bool:
    return cues.operator(place, word) is not None


def negate(tree: Tree, no: int, state: State) -> State:
    """The state with its polarity turned by the word `no`."""
    step = f"{tree.lowers[no]}: negation"
    return replace(state, positive=not state.positive, why=(*state.why, step))


def modal_verb(tree: Tree, cues: Cues, verb: int, modal: int, no: int | None, state: State) -> State:
    """ "may have left", "will not attend", "could not reach"."""
    operator = cues.operator("modal", tree.lowers[modal])
    if operator is None or (operator.effect == "would" and tree.lemmas[verb] in ("like", "love", "prefer", "hate")):
        return state if no is None else negate(tree, no, state)
    step = f"{tree.lowers[modal]}: {operator.id}"
    perfect = any(tree.lemmas[kid] == "have" and tree.deps[kid] == "aux" for kid in tree.kids[verb]) and (
        tree.tags[verb] in ("VBN", "VBD")
    )
    effect = _effect_of_modal(operator.effect, perfect, bool(state.spoken))
    if no is not None and not perfect and (operator.effect == "can" or tree.lowers[modal] in ("could", "would")):
        return negate(tree, no, replace(state, why=(*state.why, step)))
    if operator.effect == "would" and not perfect and _looking_back(tree, verb):
        return replace(state, why=(*state.why, f"{tree.lowers[modal]}: future seen from the past"))
    effect = _in_clause(tree, cues, verb, modal, effect, state)
    out = apply(effect, state, step, grade=modal if effect in ("possible", "probable") else None)
    return out if no is None else replace(out, positive=False, why=(*out.why, f"{tree.lowers[no]}: negation"))


def _effect_of_modal(effect: str, perfect: bool, cited: bool) -> str:
    """What a modal means here: reported, "would" is the future seen from the past, else it imagines; "must have left"
    infers, "must leave" demands."""
    if effect == "would":
        return "schedule" if cited and not perfect else "hypothesis"
    if effect == "must":
        return "probable" if perfect else "demand"
    if effect == "demand":
        return "hypothesis" if perfect else "demand"
    return "possible" if effect == "can" else effect


def _in_clause(tree: Tree, cues: Cues, verb: int, modal: int, effect: str, state: State) -> str:
    """The modal's effect, corrected by its clause and what is above it."""
    if modal < verb and tree.deps[verb] in ("advcl", "ccomp", "dep") and inverted(tree, verb, modal):
        return "condition"  # "Should the talks fail, ..."
    if state.asked and effect == "schedule":
        return "same"  # "whether they will disarm" is open
    if tree.lemmas[modal] in ("would", "'d", "’d"):
        if effect == "hypothesis" and (state.basis in PLANS or _after_will(tree, verb)):
            return "same" if state.basis in PLANS else "schedule"  # "a bill that would ban the party"
        effect = _imagined(tree, cues, verb, effect)
        if effect == "schedule" and not state.positive:
            return "hypothesis"  # "denied that they would send aid that would upset the balance"
    if effect == "schedule" and state.certainty in ("PR", "PS") and state.basis is None:
        return "same"  # "analysts think that they will meet": speculated, not planned
    return effect


def _after_will(tree: Tree, verb: int) -> bool:
    """ "Half will be sold, and the state would keep the rest": a plan is told."""
    above = tree.heads[verb]
    return tree.deps[verb] in ("conj", "ccomp", "parataxis") and any(
        tree.lowers[kid] in ("will", "wo", "'ll") for kid in tree.children(above, "aux")
    )


def _looking_back(tree: Tree, verb: int) -> bool:
    """ "He would later resign", "would go on to win": it came to pass."""
    if any(
        tree.lowers[kid] in ("later", "eventually", "subsequently", "ultimately")
        for kid in tree.children(verb, "advmod")
    ):
        return tree.child(verb, "advcl") is None
    particle = tree.child(verb, "prt")
    goes_on = particle is not None and tree.lowers[particle] == "on" and tree.lemmas[verb] == "go"
    return goes_on and tree.child(verb, "xcomp", "advcl") is not None


def _imagined(tree: Tree, cues: Cues, verb: int, effect: str) -> str:
    """ "would" of a deal ("Under the deal, rebels would disarm") is agreed; of "an invasion" it is imagined."""
    for kid in tree.children(verb, "prep"):
        if tree.lowers[kid] == "under":
            for noun in tree.children(kid, "pobj"):
                group = cues.predicate("noun", tree.lemmas[noun], "to")
                if group is not None and group.holds in ("agreement", "intent"):
                    return "agreement"
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None or tree.pos[subject] != "NOUN" or tree.lemmas[subject] in cues.people:
        return effect
    judged = tree.child(verb, "attr") if tree.lemmas[verb] == "be" else None
    if judged is not None and any(tree.lowers[kid] in ("a", "an") for kid in tree.children(judged, "det")):
        return "hypothesis"  # "said that the fall of the state would be a setback"
    if tree.deps[subject] == "nsubjpass" and effect == "schedule":
        return effect  # "said that an inquiry would be held"
    first = min(tree.kids[subject], default=subject)
    return "hypothesis" if tree.lowers[first] in ("a", "an", "any", "such", "another") else effect


def adverbs(tree: Tree, cues: Cues, node: int, state: State) -> State:
    """ "Probably", "reportedly", "in all likelihood", as they stand at a verb or an adjective."""
    for kid in tree.kids[node]:
        dep = tree.deps[kid]
        inside = tree.child(kid, "pobj") if dep == "prep" else None
        if inside is not None and (phrase := graded_effect(tree, inside, cues)) and band_at(tree, kid, cues):
            state = adverb(tree, inside, "phrase of likelihood", phrase[0], state)  # "in all likelihood"
        if dep not in ("advmod", "npadvmod", "acomp", "intj", "amod") or tree.pos[kid] not in ("ADV", "ADJ"):
            continue
        operator = cues.operator("adverb", tree.lowers[kid])
        around = band_at(tree, kid, cues)
        if around is not None and around[0][0] <= node <= around[0][1] and node != kid:
            continue  # "almost" of "almost certain"
        phrase = graded_effect(tree, kid, cues) if dep in ("advmod", "npadvmod") else None
        if phrase is not None and not phrase[1]:
            state = adverb(tree, kid, "phrase of likelihood", phrase[0], state)
            continue
        if operator is None or operator.effect == "future" or (dep in ("acomp", "amod")):
            continue
        if operator.effect in ("improbable", "no") and not state.positive:
            continue
        state = adverb(tree, kid, operator.id, operator.effect, state)
    return state


def adverb(tree: Tree, word: int, rule: str, effect: str, state: State) -> State:
    """The effect of one listed adverb, or of an adjective or determiner with an effect like it."""
    positive = state.positive
    told = effect == "said" or (tree.lowers[word] in ("suspected", "presumed", "feared") and not state.spoken)
    holder = Holder(word, None, "AFFIRMS", "speech") if told else None
    out = apply(effect, state, f"{tree.lowers[word]}: {rule}", holder, grade=word)
    if effect in ("probable", "possible", "said") and not positive:
        return replace(out, positive=False)
    return replace(out, basis=state.basis) if effect == "said" else out
