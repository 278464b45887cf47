"""What stands at an event itself: negation, modals, adverbs, tense, questions, and the adjectives of an event noun."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.cues import Cues
from detente.certainty.effects import IRREAL, PLANS, Holder, State, apply
from detente.certainty.probability import band_at, graded_effect
from detente.certainty.tree import Tree

_SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl")
_FUTURE_NOUN = {"week", "month", "year", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                "summer", "autumn", "spring", "winter", "quarter", "season", "session", "round"}  # fmt: skip


_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
#: Modifiers that look ahead only where their clause does: "passed their next phase".
_RELATIVE = {"next", "coming", "eventual", "future"}


def local(tree: Tree, cues: Cues, node: int, state: State) -> State:
    """The state of the event at `node`, from the state of its surroundings and the words at it."""
    if tree.pos[node] in ("VERB", "AUX"):
        return _verb(tree, cues, node, state)
    if tree.pos[node] in ("ADJ", "ADV"):
        return _simple(tree, cues, node, state)
    return _noun(tree, cues, node, state)


def negated(tree: Tree, cues: Cues, node: int) -> int | None:
    """Position of the word that negates `node`, or None: "not", "never", a subject like "nobody" or "no one"."""
    for kid in tree.kids[node]:
        dep, word = tree.deps[kid], tree.lowers[kid]
        if dep == "prep" and (noun := tree.child(kid, "pobj")) is not None and tree.lemmas[noun] in cues.occasions:
            for determiner in tree.kids[noun]:
                if tree.lowers[determiner] == "no":
                    return determiner
        linked = dep == "cc" and word in ("nor", "neither")
        if dep == "neg" or (dep in ("advmod", "preconj", "cc") and _is(cues, "negator", word) and not linked):
            return kid
        nots = tree.child(kid, "neg") if dep in ("nsubj", "nsubjpass") else None
        if nots is not None and (tree.lowers[kid] == "one" or tree.lowers[nots + 1 : nots + 3] == ["a", "single"]):
            return nots  # "not one of our soldiers"; but of "not all", some did
        if tree.deps[kid] in ("nsubj", "nsubjpass", "dobj") and kid != node:
            if _is(cues, "pronoun", tree.lowers[kid]) and tree.lowers[kid] != "neither":
                return kid
            for determiner in tree.kids[kid]:
                if tree.deps[determiner] == "det" and tree.lowers[determiner] in ("no", "neither"):
                    weak = dep == "dobj" and tree.lemmas[node] in ("have", "get", "be")
                    return None if weak else determiner
    return None


def _is(cues: Cues, place: str, word: str) -> bool:
    return cues.operator(place, word) is not None


def _verb(tree: Tree, cues: Cues, verb: int, state: State) -> State:
    modal = next((kid for kid in tree.kids[verb] if tree.tags[kid] == "MD" and tree.deps[kid] == "aux"), None)
    no = negated(tree, cues, verb)
    if modal is not None:
        state = _modal(tree, cues, verb, modal, no, state)
    else:
        state = _moods(tree, cues, verb, state)
        if no is not None:
            state = _negate(tree, no, state)
    state = _as_said(tree, cues, verb, _adverbs(tree, cues, verb, state))
    state = _condition(tree, cues, verb, state, modal is not None)
    if tree.deps[verb] in ("advcl", "ccomp") and tree.child(verb, "mark", "advmod") is None:
        had = tree.child(verb, "aux", "auxpass")
        if had is not None and tree.lowers[had] in ("had", "were") and _inverted(tree, verb, had):
            state = apply("condition", state, f"{tree.lowers[had]}: inverted condition")
    return _question(tree, verb, state)


def _as_said(tree: Tree, cues: Cues, verb: int, state: State) -> State:
    """ "As the mayor told reporters, the bridge collapsed"; "if thermal images are anything to go by"."""
    for kid in tree.children(verb, "advcl"):
        subject = tree.child(kid, "nsubj")
        if subject is not None and _to_go_by(tree, kid):
            holder = Holder(kid, subject, "AFFIRMS", "speech")
            return replace(state, holders=(*state.holders, holder), why=(*state.why, "if to be believed: said"))
        if not any(tree.lowers[word] == "as" and word < kid for word in tree.kids[kid]):
            continue
        group = cues.predicate("verb", tree.lemmas[kid], "quote")
        subject = tree.child(kid, "nsubj")
        if group is not None and subject is not None and tree.child(kid, "ccomp") is None:
            holder = Holder(kid, subject, "AFFIRMS", "speech")
            return replace(
                state, holders=(*state.holders, holder), why=(*state.why, f"as {tree.lowers[kid]}: {group.id}")
            )
    return state


def _to_go_by(tree: Tree, verb: int) -> bool:
    """ "If X is to be believed", "if X is anything to go by"."""
    words = [tree.lowers[i] for i in tree.subtree(verb) if tree.pos[i] != "PUNCT"]
    return words[:1] == ["if"] and (
        words[-3:] == ["to", "be", "believed"] or words[-4:] == ["anything", "to", "go", "by"]
    )


def _negate(tree: Tree, no: int, state: State) -> State:
    step = f"{tree.lowers[no]}: negation"
    return replace(state, positive=not state.positive, why=(*state.why, step))


def _modal(tree: Tree, cues: Cues, verb: int, modal: int, no: int | None, state: State) -> State:
    """ "may have left", "will not attend", "could not reach"."""
    operator = cues.operator("modal", tree.lowers[modal])
    if operator is None or (operator.effect == "would" and tree.lemmas[verb] in ("like", "love", "prefer", "hate")):
        return state if no is None else _negate(tree, no, state)
    step = f"{tree.lowers[modal]}: {operator.id}"
    perfect = any(tree.lemmas[kid] == "have" and tree.deps[kid] == "aux" for kid in tree.kids[verb]) and (
        tree.tags[verb] in ("VBN", "VBD")
    )
    effect = _effect_of_modal(operator.effect, perfect, bool(state.spoken))
    if no is not None and not perfect and (operator.effect == "can" or tree.lowers[modal] in ("could", "would")):
        return _negate(tree, no, replace(state, why=(*state.why, step)))
    if operator.effect == "would" and not perfect and _looking_back(tree, verb):
        return replace(state, why=(*state.why, f"{tree.lowers[modal]}: future seen from the past"))
    effect = _in_clause(tree, cues, verb, modal, effect, state)
    out = apply(effect, state, step, grade=modal if effect in ("possible", "probable") else None)
    return out if no is None else replace(out, positive=False, why=(*out.why, f"{tree.lowers[no]}: negation"))


def _in_clause(tree: Tree, cues: Cues, verb: int, modal: int, effect: str, state: State) -> str:
    """The modal's effect, corrected by its clause and what is above it."""
    if modal < verb and tree.deps[verb] in ("advcl", "ccomp", "dep") and _inverted(tree, verb, modal):
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


def _inverted(tree: Tree, verb: int, modal: int) -> bool:
    subject = tree.child(verb, "nsubj", "nsubjpass", "expl")
    return subject is not None and modal < subject and tree.child(verb, "mark") is None


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
    if tree.deps[subject] == "nsubjpass" and effect == "schedule":
        return effect  # "said that an inquiry would be held"
    first = min(tree.kids[subject], default=subject)
    return "hypothesis" if tree.lowers[first] in ("a", "an", "any", "such", "another") else effect


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


def _moods(tree: Tree, cues: Cues, verb: int, state: State) -> State:
    """Imperatives, infinitives of headlines ("Minister to visit Oslo"), and a present tense with a future time."""
    if tree.deps[verb] == "ROOT" and tree.tags[verb] == "VB":
        auxiliaries = {tree.lowers[kid] for kid in tree.kids[verb] if tree.deps[kid] in ("aux", "auxpass")}
        subject = tree.child(verb, *_SUBJECT)
        if auxiliaries & {"to"}:
            return apply("schedule", state, "to: headline infinitive")
        if not auxiliaries & {"do", "did", "does"} and subject is None:
            return apply("demand", state, f"{tree.lowers[verb]}: imperative")
    to = tree.child(verb, "xcomp") if tree.lowers[verb] == "going" else None
    if to is not None and tree.child(to, "aux") == verb + 1 and tree.child(verb, "aux") is not None:
        return apply("schedule", state, "going to: future")
    auxiliaries_now = (tree.lowers[kid] for kid in tree.children(verb, "aux"))
    present = tree.tags[verb] in ("VBZ", "VBP") or (
        tree.tags[verb] == "VBG" and any(word in ("is", "are", "'s", "'re") for word in auxiliaries_now)
    )
    if present and state.basis is None and (_future_time(tree, cues, verb) or _appointed(tree, cues, verb)):
        return apply("schedule", state, "future time: schedule")
    return state


def _appointed(tree: Tree, cues: Cues, verb: int) -> bool:
    """ "The summit opens on 4 June": a present tense cannot tell of a single day but in advance."""
    if tree.tags[verb] not in ("VBZ", "VBP") or tree.lemmas[verb] not in cues.appointed:
        return False
    for kid in tree.kids[verb]:
        if tree.deps[kid] != "prep" or tree.lowers[kid] != "on" or kid < verb:
            continue
        for day in tree.children(kid, "pobj"):
            dated = tree.lemmas[day] in _DAYS or (tree.ents[day] == "DATE" and tree.tags[day] in ("CD", "NNP"))
            if dated and not any(tree.lowers[word] in ("last", "every", "each") for word in tree.kids[day]):
                return True
    return False


def _future_time(tree: Tree, cues: Cues, verb: int) -> bool:
    for kid in tree.kids[verb]:
        operator = cues.operator("adverb", tree.lowers[kid])
        if operator is not None and operator.effect == "future":
            return True
        times = (
            [kid] if tree.deps[kid] == "npadvmod" else tree.children(kid, "pobj") if tree.deps[kid] == "prep" else []
        )
        for time in times:
            if tree.lemmas[time] in _FUTURE_NOUN and any(tree.lowers[word] == "next" for word in tree.kids[time]):
                return True
    return False


def _adverbs(tree: Tree, cues: Cues, node: int, state: State) -> State:
    for kid in tree.kids[node]:
        dep = tree.deps[kid]
        inside = tree.child(kid, "pobj") if dep == "prep" else None
        if inside is not None and (phrase := graded_effect(tree, inside, cues)) and band_at(tree, kid, cues):
            state = _adverb(tree, inside, "phrase of likelihood", phrase[0], state)  # "in all likelihood"
        if dep not in ("advmod", "npadvmod", "acomp", "intj", "amod") or tree.pos[kid] not in ("ADV", "ADJ"):
            continue
        operator = cues.operator("adverb", tree.lowers[kid])
        around = band_at(tree, kid, cues)
        if around is not None and around[0][0] <= node <= around[0][1] and node != kid:
            continue  # "almost" of "almost certain"
        phrase = graded_effect(tree, kid, cues) if dep in ("advmod", "npadvmod") else None
        if phrase is not None and not phrase[1]:
            state = _adverb(tree, kid, "phrase of likelihood", phrase[0], state)
            continue
        if operator is None or operator.effect == "future" or (dep in ("acomp", "amod")):
            continue
        if operator.effect in ("improbable", "no") and not state.positive:
            continue
        state = _adverb(tree, kid, operator.id, operator.effect, state)
    return state


def _adverb(tree: Tree, word: int, rule: str, effect: str, state: State) -> State:
    positive = state.positive
    holder = Holder(word, None, "AFFIRMS", "speech") if effect == "said" else None
    out = apply(effect, state, f"{tree.lowers[word]}: {rule}", holder, grade=word)
    if effect in ("probable", "possible", "said") and not positive:
        return replace(out, positive=False)
    return replace(out, basis=state.basis) if effect == "said" else out


def _condition(tree: Tree, cues: Cues, verb: int, state: State, modal: bool) -> State:
    """The consequence of an if-clause: "If the army enters, thousands will flee"."""
    if state.basis in IRREAL:
        return state
    if modal and _provided(tree, verb):
        return apply("condition", state, "provided: consequence")
    for kid in _side_clauses(tree, verb):
        mark = tree.child(kid, "mark")
        helper = kid if tree.lowers[kid] == "were" else tree.child(kid, "aux", "auxpass")
        fronted = helper is not None and kid < verb and tree.lowers[helper] in ("should", "had", "were")
        if modal and helper is not None and fronted and _inverted(tree, kid, helper):
            return apply("condition", state, f"{tree.lowers[helper]}: consequence of an inverted condition")
        if mark is not None and modal and " ".join(tree.lowers[max(0, mark - 2) : mark + 1]) == "as long as":
            return apply("condition", state, "as long as: consequence")
        if (
            mark is None
            or _to_go_by(tree, kid)
            or (tree.lowers[kid] in cues.courtesies and tree.child(kid, *_SUBJECT) is None)
        ):
            continue
        operator = cues.operator("mark", tree.lowers[mark])
        if operator is None or operator.effect != "condition" or tree.lowers[mark - 1 if mark else 0] in ("even", "as"):
            continue
        if modal or tree.tags[verb] in ("VBZ", "VBP", "VB"):
            return apply("condition", state, f"{tree.lowers[mark]}: consequence")
    return state


def _side_clauses(tree: Tree, verb: int) -> list[int]:
    """Side clauses of a verb; also those in front that hang on a remark within: "If they come, a man said, we flee"."""
    found = tree.children(verb, "advcl")
    for remark in tree.children(verb, "parataxis", "ccomp"):
        found += [kid for kid in tree.children(remark, "advcl") if kid < remark < verb]
    if tree.deps[verb] == "ccomp":
        found += [kid for kid in tree.children(tree.heads[verb], "advcl") if kid < min(verb, tree.heads[verb])]
    return found


def _provided(tree: Tree, verb: int) -> bool:
    """ "..., provided that it frees them": read as a preposition or a participle."""
    words = ("provided", "providing", "assuming", "supposing")
    return any(tree.lowers[kid] in words and kid > verb for kid in tree.children(verb, "prep", "advcl"))


def _question(tree: Tree, verb: int, state: State) -> State:
    """A main clause that ends in a question mark."""
    if state.asked or (tree.deps[verb] not in ("ROOT", "conj")):
        return state
    last = verb
    while last + 1 < len(tree) and tree.sents[last + 1] == tree.sents[verb]:
        last += 1
    while last > verb and (tree.pos[last] == "SPACE" or tree.words[last] in ('"', "”", "''", "’", ")")):
        last -= 1
    if any(tree.words[i] == ";" for i in range(verb, last)):
        return state  # "The escort had looted it; who else knew?"
    if tree.words[last] == "?" and tree.child(verb, "ccomp", "parataxis") is None:
        return apply("question", state, "?: question")
    return state


def _simple(tree: Tree, cues: Cues, node: int, state: State) -> State:
    no = next((kid for kid in tree.kids[node] if tree.deps[kid] == "neg"), None)
    if no is not None:
        state = _negate(tree, no, state)
    return _adverbs(tree, cues, node, state)


def _next_time(tree: Tree, owner: int) -> bool:
    """ "Next month's", "tomorrow's"."""
    if tree.lowers[owner] == "tomorrow":
        return True
    return tree.lemmas[owner] in _FUTURE_NOUN and any(
        tree.lowers[kid] in ("next", "coming") for kid in tree.kids[owner]
    )


def _noun(tree: Tree, cues: Cues, noun: int, state: State) -> State:
    for kid in tree.kids[noun]:
        dep, word = tree.deps[kid], tree.lowers[kid]
        if (
            dep == "poss"
            and state.positive
            and state.basis is None
            and _next_time(tree, kid)
            and not _in_the_past(tree, noun, ("had", "was", "were"))
        ):
            state = apply("schedule", state, f"{tree.lowers[kid]}'s: future time")
            continue
        if dep in ("det", "neg", "preconj"):
            operator = cues.operator("determiner", word) or (cues.operator("negator", word) if dep == "neg" else None)
        elif dep in ("amod", "compound", "nmod") and kid < noun:
            operator = cues.operator("modifier", word)
        elif dep == "advmod":
            operator = cues.operator("adverb", word)
        else:
            operator = None
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
            state = _adverb(tree, kid, operator.id, operator.effect, state)
    return state


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
    if tree.pos[noun] == "PROPN":
        return True
    for kid in tree.kids[noun]:
        if kid > noun:
            continue
        if tree.deps[kid] == "poss" or tree.lowers[kid] in ("the", "this", "that", "these", "those"):
            return True
        if tree.lowers[kid] in (
            "last",
            "recent",
            "yesterday",
            "previous",
            "past",
            "earlier",
            "latest",
            "ongoing",
            "deadly",
        ):
            return True
    return False
