"""Mood and tense of a clause: imperatives, futures, questions, conditions and their consequences."""

from __future__ import annotations

from detente.certainty.cues import Cues
from detente.certainty.effects import IRREAL, State, apply
from detente.certainty.tree import Tree

_SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl")
_FUTURE_NOUN = {"week", "month", "year", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                "summer", "autumn", "spring", "winter", "quarter", "season", "session", "round"}  # fmt: skip
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


def tense_and_mood(tree: Tree, cues: Cues, verb: int, state: State) -> State:
    """Imperatives, infinitives of headlines ("Minister to visit Oslo"), and a present tense with a future time."""
    if tree.deps[verb] == "ROOT" and tree.tags[verb] == "VB":
        auxiliaries = {tree.lowers[kid] for kid in tree.kids[verb] if tree.deps[kid] in ("aux", "auxpass")}
        subject = tree.child(verb, *_SUBJECT)
        if auxiliaries & {"to"}:
            return apply("schedule", state, "to: headline infinitive")
        if not auxiliaries & {"do", "did", "does"} and subject is None and not _labels(tree, verb):
            return apply("demand", state, f"{tree.lowers[verb]}: imperative")
    if tree.deps[verb] == "ccomp" and tree.tags[verb] == "VB" and _announced(tree, verb):
        return apply("schedule", state, "to: headline infinitive")
    if tree.deps[verb] in ("ROOT", "ccomp") and tree.tags[verb] == "VBN" and _to_be(tree, verb):
        return apply("schedule", state, "to be: headline infinitive")
    to = tree.child(verb, "xcomp") if tree.lowers[verb] == "going" else None
    if to is not None and tree.child(to, "aux") == verb + 1 and tree.child(verb, "aux") is not None:
        return apply("schedule", state, "going to: future")
    auxiliaries_now = (tree.lowers[kid] for kid in tree.children(verb, "aux"))
    headline = tree.deps[verb] == "ROOT" and not tree.children(verb, "aux")
    present = tree.tags[verb] in ("VBZ", "VBP") or (
        tree.tags[verb] == "VBG" and (headline or any(word in ("is", "are", "'s", "'re") for word in auxiliaries_now))
    )
    if present and state.basis is None and (_future_time(tree, cues, verb) or _appointed(tree, cues, verb)):
        return apply("schedule", state, "future time: schedule")
    return state


def _announced(tree: Tree, verb: int) -> bool:
    """ "Minister to visit Oslo, embassy says": before the verb of saying stand a subject and an infinitive."""
    subject, auxiliaries = tree.child(verb, *_SUBJECT), tree.children(verb, "aux")
    return (
        verb < tree.heads[verb] and subject is not None and subject < verb and tree.child(verb, "mark") is None
        and [tree.lowers[kid] for kid in auxiliaries] == ["to"] and subject < auxiliaries[0]
    )  # fmt: skip


def _to_be(tree: Tree, verb: int) -> bool:
    """ "Envoy to be expelled": an infinitive that hangs on nothing and has a subject."""
    helpers = [tree.lowers[kid] for kid in tree.kids[verb] if tree.deps[kid] in ("aux", "auxpass")]
    return helpers == ["to", "be"] and tree.child(verb, "nsubjpass") is not None and tree.child(verb, "mark") is None


def _labels(tree: Tree, verb: int) -> bool:
    """ "Watch: Mourners gather": a word before a colon that says what the text is, not what to do."""
    return verb + 1 < len(tree) and tree.words[verb + 1] == ":"


def _appointed(tree: Tree, cues: Cues, verb: int) -> bool:
    """ "The summit opens on 4 June": a present tense cannot tell of a single day but in advance."""
    if tree.tags[verb] not in ("VBZ", "VBP") or tree.lemmas[verb] not in cues.appointed:
        return False
    for kid in tree.kids[verb]:
        if tree.deps[kid] != "prep" or tree.lowers[kid] != "on" or kid < verb:
            continue
        for day in tree.children(kid, "pobj"):
            dated = tree.lemmas[day] in _WEEKDAYS or (tree.ents[day] == "DATE" and tree.tags[day] in ("CD", "NNP"))
            if dated and not any(tree.lowers[word] in ("last", "every", "each") for word in tree.kids[day]):
                return True
    return False


def _future_time(tree: Tree, cues: Cues, verb: int) -> bool:
    """ "Meets tomorrow", "meets in the next month"."""
    for kid in tree.kids[verb]:
        if (
            tree.tags[verb] == "VBG"
            and tree.lowers[kid] == "by"
            and verb < kid
            and _is_day(tree, tree.child(kid, "pobj"))
        ):
            return True  # "leaving by March"
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


def _is_day(tree: Tree, noun: int | None) -> bool:
    return noun is not None and tree.ents[noun] == "DATE"


def next_time(tree: Tree, owner: int) -> bool:
    """ "Next month's", "tomorrow's"."""
    if tree.lowers[owner] == "tomorrow":
        return True
    return tree.lemmas[owner] in _FUTURE_NOUN and any(
        tree.lowers[kid] in ("next", "coming") for kid in tree.kids[owner]
    )


def consequence(tree: Tree, cues: Cues, verb: int, state: State, modal: bool) -> State:
    """The consequence of an if-clause: "If the army enters, thousands will flee"."""
    if state.basis in IRREAL:
        return state
    if modal and _provided(tree, verb):
        return apply("condition", state, "provided: consequence")
    asks = not modal or cues.predicate("verb", tree.lemmas[verb], "whether") is not None
    later = (
        [] if asks else [clause for clause in tree.children(verb, "ccomp") if clause > verb]
    )  # "would devalue if it fell"
    for clause in (*_side_clauses(tree, verb), *later):
        fronted = _fronted_condition(tree, verb, clause)
        if fronted is not None and (modal or clause > verb):
            return apply("condition", state, f"{tree.lowers[fronted]}: consequence of an inverted condition")
        mark = tree.child(clause, "mark")
        if clause > verb and tree.child(clause, "aux") is not None and _asks(tree, cues, verb):
            continue  # "nobody could say if the town had fallen"
        if mark is not None and modal and " ".join(tree.lowers[max(0, mark - 2) : mark + 1]) == "as long as":
            return apply("condition", state, "as long as: consequence")
        if mark is None or not _is_condition(tree, cues, clause, mark):
            continue
        if modal or tree.tags[verb] in ("VBZ", "VBP", "VB"):
            return apply("condition", state, f"{tree.lowers[mark]}: consequence")
    return state


def _asks(tree: Tree, cues: Cues, verb: int) -> bool:
    """A verb that takes "whether", negated by itself or by its subject."""
    if cues.predicate("verb", tree.lemmas[verb], "whether") is None:
        return False
    subject = tree.child(verb, "nsubj")
    return tree.child(verb, "neg") is not None or (subject is not None and tree.lowers[subject] in ("nobody", "none"))


def _fronted_condition(tree: Tree, verb: int, clause: int) -> int | None:
    """ "Should" of "Should the talks fail, they will flee": the auxiliary before the subject of a clause in front."""
    helper = clause if tree.lowers[clause] == "were" else tree.child(clause, "aux", "auxpass")
    if helper is None or tree.lowers[helper] not in ("should", "had", "were"):
        return None
    if clause > verb and tree.lowers[helper] != "should":
        return None  # "will fire should they attack"
    return helper if inverted(tree, clause, helper) else None


def _is_condition(tree: Tree, cues: Cues, clause: int, mark: int) -> bool:
    """A clause that states a condition: not "even if", "if X is to be believed", nor a courtesy ("if needed")."""
    if to_go_by(tree, clause) or (tree.lowers[clause] in cues.courtesies and tree.child(clause, *_SUBJECT) is None):
        return False
    operator = cues.operator("mark", tree.lowers[mark])
    before = tree.lowers[mark - 1 if mark else 0]
    return operator is not None and operator.effect == "condition" and before not in ("even", "as")


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


def inverted_condition(tree: Tree, verb: int, state: State) -> State:
    """ "Had the talks failed", "Were they to leave": a condition without "if"."""
    if tree.deps[verb] in ("advcl", "ccomp") and tree.child(verb, "mark", "advmod") is None:
        had = tree.child(verb, "aux", "auxpass")
        if had is not None and tree.lowers[had] in ("had", "were") and inverted(tree, verb, had):
            return apply("condition", state, f"{tree.lowers[had]}: inverted condition")
    return state


def inverted(tree: Tree, verb: int, auxiliary: int) -> bool:
    """The auxiliary stands before the subject, as in a question or in a condition without "if"."""
    subject = tree.child(verb, "nsubj", "nsubjpass", "expl")
    return subject is not None and auxiliary < subject and tree.child(verb, "mark") is None


def to_go_by(tree: Tree, verb: int) -> bool:
    """ "If X is to be believed", "if X is anything to go by"."""
    mark = tree.child(verb, "mark")
    if mark is None or tree.lowers[mark] != "if":
        return False
    words = [tree.lowers[i] for i in tree.subtree(verb) if tree.pos[i] != "PUNCT"]
    if words[-3:] == ["to", "be", "believed"] or words[-4:] == ["anything", "to", "go", "by"]:
        return True
    return words[-1] in ("trusted", "believed", "guide", "indication") and words[-2] in (
        "be",
        "any",
        "a",
        "an",
        "is",
        "are",
    )


def _tells(tree: Tree, verb: int) -> bool:
    """A clause hangs on the verb; "how long will it take for the army to leave?" tells none."""
    told = tree.child(verb, "ccomp")
    return told is not None and not any(tree.lowers[kid] == "to" for kid in tree.children(told, "aux"))


def question(tree: Tree, verb: int, state: State) -> State:
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
    if tree.words[last] == "?" and tree.child(verb, "parataxis") is None and not _tells(tree, verb):
        return apply("question", state, "?: question")
    return state
