"""Sources that stand beside a clause as an adjunct or in a side clause: "Under the accord, ...", "In footage from ...",
"by all accounts", "as the Gazette has it"; and who leaves a question open."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.asides import PLAIN, SAYING, SHOWING
from detente.certainty.cues import Cues
from detente.certainty.effects import Holder, State, apply
from detente.certainty.mood import to_go_by
from detente.certainty.propose import subject_of
from detente.certainty.tree import Tree

_VERBAL = ("VERB", "AUX")
_SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl")
#: "By all accounts": everybody's.
_EVERYBODY = frozenset({"all", "most", "many", "some", "several", "various"})
#: "As the Gazette has it".
_HAVING = frozenset({"have", "tell", "put", "see", "describe", "remember"})
#: "On the evidence of", also behind the clause.
_GROUNDS = frozenset({"evidence", "showing", "testimony", "word"})
#: Impersonal subjects: "from the pictures one cannot tell".
_ONE = frozenset({"one", "nobody", "you", "we"})


def beside(tree: Tree, cues: Cues, verb: int, state: State) -> State:
    """The state with whoever a side phrase or side clause of the verb cites."""
    for kid in tree.kids[verb]:
        dep = tree.deps[kid]
        if tree.lowers[kid] == "according":
            holder = _according(tree, kid, state)
        elif dep in ("prep", "agent"):
            holder = _phrase(tree, cues, verb, kid)
        elif dep in ("advcl", "ccomp", "parataxis") and tree.pos[kid] in _VERBAL:
            holder = _clause(tree, cues, kid, dep, state)
        else:
            continue
        if holder is not None:
            words = f"{tree.lowers[min(kid, holder.cue)]} ...: source"
            says = cues.predicate("verb", tree.lemmas[kid], "quote", "that") if dep == "parataxis" else None
            if says is not None and says.holds == "believed":  # "bandits, she believes, robbed the train"
                state = apply("believed", state, words, holder)
                continue
            state = replace(state, holders=(*state.holders, holder), why=(*state.why, words))
    return state


def _according(tree: Tree, cue: int, state: State) -> Holder | None:
    """ "According to the autopsy", where no attribution was found for it."""
    to = tree.child(cue, "prep")
    speaker = tree.child(to, "pobj") if to is not None else None
    if to is None or speaker is None or any(holder.cue in (cue, to) for holder in state.holders):
        return None
    return Holder(cue, speaker, "AFFIRMS", "speech")


def _phrase(tree: Tree, cues: Cues, verb: int, preposition: int) -> Holder | None:
    word, noun = tree.lowers[preposition], tree.child(preposition, "pobj")
    if noun is None or word not in ("under", "in", "on", "by", "per"):
        return None
    if word == "by":
        return _by_account(tree, cues, preposition, noun)
    subject = tree.child(verb, *_SUBJECT)
    grounds = word == "on" and tree.lemmas[noun] in _GROUNDS and tree.words[preposition - 1] == ","
    if subject is None or (preposition > subject and not grounds):
        return None
    if word == "per":
        return Holder(preposition, noun, "AFFIRMS", "speech") if _cited(tree, cues, noun) else None
    if word == "under":
        plans = tree.lemmas[noun] in cues.instruments or _of(tree, noun, cues.instruments)
        return Holder(preposition, noun, "AFFIRMS", "speech") if plans and _ahead(tree, verb) else None
    seen = tree.lemmas[noun] in cues.shown or (word == "in" and tree.lemmas[noun] in cues.papers)
    if word == "on" and tree.lemmas[noun] in _GROUNDS:
        of = next((kid for kid in tree.children(noun, "prep") if tree.lowers[kid] == "of"), None)
        source = tree.child(noun, "poss") if of is None else tree.child(of, "pobj")
        seen, noun = source is not None, noun if source is None else source
    spoken = cues.predicate("verb", tree.lemmas[verb], "quote", "that")
    if not seen or (spoken is not None and spoken.kind == "speech"):
        return None
    return Holder(preposition, noun, "AFFIRMS", "speech")


def _by_account(tree: Tree, cues: Cues, preposition: int, noun: int) -> Holder | None:
    """ "By all accounts" cites nobody by name; "by the bureau's count" the bureau."""
    if tree.lemmas[noun] not in cues.counts:
        return None
    if any(tree.lowers[kid] in _EVERYBODY for kid in tree.kids[noun]) and tree.tags[noun] == "NNS":
        return Holder(preposition, None, "AFFIRMS", "speech")
    of = next((kid for kid in tree.children(noun, "prep") if tree.lowers[kid] == "of"), None)
    owner = tree.child(noun, "poss") if of is None else tree.child(of, "pobj")
    if owner is None or tree.tags[owner] == "PRP$":
        return None
    return Holder(preposition, owner, "AFFIRMS", "speech")


def _cited(tree: Tree, cues: Cues, noun: int) -> bool:
    """ "Per the indictment", "per two officials"; not "per cent", "per head"."""
    if tree.ents[noun] in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    return not cues.people.isdisjoint(tree.names(noun)) and (
        tree.child(noun, "det", "poss") is not None or tree.tags[noun] == "NNS"
    )


def _of(tree: Tree, noun: int, words: frozenset[str]) -> bool:
    """ "The terms of the contract"."""
    if tree.lemmas[noun] not in ("term", "provision", "article", "clause", "condition", "section"):
        return False
    of = next((kid for kid in tree.children(noun, "prep") if tree.lowers[kid] == "of"), None)
    inner = tree.child(of, "pobj") if of is not None else None
    return inner is not None and tree.lemmas[inner] in words


def _ahead(tree: Tree, verb: int) -> bool:
    """Told as what is to come: "will", "would", "must", "are to", or a present tense."""
    if any(tree.tags[kid] == "MD" for kid in tree.children(verb, "aux")):
        return True
    return tree.tags[verb] in ("VBZ", "VBP") and tree.child(verb, "aux") is None


def _clause(tree: Tree, cues: Cues, clause: int, dep: str, state: State) -> Holder | None:
    subject = tree.child(clause, "nsubj", "nsubjpass")
    if dep in ("advcl", "ccomp") and subject is not None and to_go_by(tree, clause):
        return Holder(clause, subject, "AFFIRMS", "speech")
    if dep == "advcl" and tree.lemmas[clause] == "hear" and (told := tree.child(clause, "ccomp")) is not None:
        teller = tree.child(told, "nsubj")  # "to hear the villagers tell it"
        if teller is not None and tree.lemmas[told] == "tell" and "it" in tree.lowers[told : told + 2]:
            return Holder(told, teller, "AFFIRMS", "speech")
    opening = {tree.lowers[kid] for kid in tree.kids[clause] if kid < clause}
    if dep == "parataxis":
        says = cues.predicate("verb", tree.lemmas[clause], "quote")
        if (
            tree.lemmas[clause] not in SAYING
            or (says is not None and says.holds not in ("said", "believed"))
            or any(holder.cue == clause for holder in state.holders)
        ):
            return None
        if "so" not in opening and not _remark(tree, clause, subject):
            return None
        return Holder(clause, subject_of(tree, clause), "AFFIRMS", "speech")
    if "as" not in opening or subject is None or tree.child(clause, "ccomp") is not None:
        return None
    group = cues.predicate("verb", tree.lemmas[clause], "quote")
    named = tree.child(clause, "dobj")
    has_it = tree.lemmas[clause] in _HAVING and named is not None and tree.lowers[named] == "it"
    known = cues.predicate("verb", tree.lemmas[clause], "that")
    factive = known is not None and known.holds == "factive"  # "as his own inspector had to acknowledge"
    telling = group is not None or has_it or (tree.lemmas[clause] in SAYING | SHOWING and not factive)
    if tree.lemmas[clause] == "make":
        telling = not PLAIN.isdisjoint(tree.lowers[kid] for kid in tree.kids[clause])
    return Holder(clause, subject, "AFFIRMS", "speech") if telling else None


def _remark(tree: Tree, clause: int, subject: int | None) -> bool:
    """ "..., the commander argued, ...", which no attribution was found for."""
    if subject is None or subject > clause or tree.child(clause, "ccomp", "dobj", "xcomp", "neg", "aux") is not None:
        return False
    first = min(tree.subtree(clause))
    while first < clause and tree.pos[first] == "PUNCT":
        first += 1
    return first > 0 and tree.words[first - 1] == "," and tree.lowers[subject] not in ("it", "this", "that", "which")


def open_for(tree: Tree, cues: Cues, word: int, state: State) -> Holder | None:
    """Who leaves a question open: the inspectors' report of "the inspectors' report reaches no finding on whether ...".

    Args:
        tree: the sentences around it.
        cues: the cue lists.
        word: the verb, noun, adjective or preposition that the question hangs on.
        state: around it; who is cited already stays.
    """
    verb = word
    while tree.pos[verb] not in _VERBAL and tree.heads[verb] != verb and tree.deps[verb] not in _SUBJECT:
        verb = tree.heads[verb]
    if tree.pos[verb] not in _VERBAL:
        raised = tree.deps[verb] == "nsubjpass" and tree.lemmas[verb] in cues.doubts
        return _asked(tree, tree.heads[verb]) if raised else None
    if any(holder.cue == verb for holder in state.holders):
        return None
    there = tree.child(verb, "attr", "nsubj") if tree.child(verb, "expl") is not None else None
    if there is not None and tree.lemmas[there] in cues.doubts:
        return _asked(tree, verb)
    if (passive := tree.child(verb, "nsubjpass")) is not None:
        if tree.lemmas[passive] in cues.doubts:
            return _asked(tree, verb)
        agent = tree.child(verb, "agent")
        if agent is None and not _may_speak(tree, cues, passive):
            return None
        subject: int | None = passive
    else:
        subject = subject_of(tree, verb)
    if subject is None:
        return None
    if tree.lowers[subject] in _ONE:
        subject = looked_at(tree, cues, verb)
        return Holder(verb, subject, "UNCOMMITTED", "speech") if subject is not None else None
    return Holder(verb, subject, "UNCOMMITTED", "speech") if _may_speak(tree, cues, subject) else None


def _asked(tree: Tree, verb: int) -> Holder:
    """ "Questions have been raised about whether ...": by somebody."""
    agent = tree.child(verb, "agent")
    return Holder(verb, tree.child(agent, "pobj") if agent is not None else None, "UNCOMMITTED", "speech")


def looked_at(tree: Tree, cues: Cues, verb: int) -> int | None:
    """ "From the pictures one cannot tell", "it is impossible to tell": the pictures."""
    while tree.deps[verb] in ("xcomp", "acomp") and tree.heads[verb] != verb:
        verb = tree.heads[verb]
    for kid in tree.children(verb, "prep"):
        noun = tree.child(kid, "pobj") if tree.lowers[kid] == "from" else None
        if noun is not None and (tree.lemmas[noun] in cues.shown or tree.lemmas[noun] in cues.papers):
            return noun
    above = subject_of(tree, tree.heads[verb]) if tree.deps[verb] == "advcl" else None
    if above is not None and (tree.lemmas[above] in cues.shown or tree.lemmas[above] in cues.papers):
        return above  # "the clip breaks off before one can see whether"
    return None


def _may_speak(tree: Tree, cues: Cues, head: int) -> bool:
    if tree.lowers[head] in ("it", "there", "this", "that", "which", "what", "who"):
        return False
    if tree.ents[head] in ("PERSON", "ORG", "GPE", "NORP") or tree.pos[head] == "PRON":
        return True
    return not cues.people.isdisjoint(tree.names(head)) and tree.lemmas[head] not in cues.doubts
