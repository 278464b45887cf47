"""From the root of the sentence down to a trigger: what each step of the tree does to an event's certainty."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.cues import Cues, Predicate
from detente.certainty.effects import IRREAL, PLANS, Holder, State, apply
from detente.certainty.local import definite, local
from detente.certainty.propose import subject_of
from detente.certainty.tree import Tree

_VERBAL = ("VERB", "AUX")
_SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_WH = ("how", "why", "when", "where", "what", "who", "which", "whom", "whose")
_PAST = ("VBD",)
#: From these log-odds on, a clause under an unlisted word counts as somebody's words.
_LIKELY = 0.0
#: Links after which a clause shares the future of its main clause ("will leave when the truce holds").
_FOLLOWING = ("when", "once", "after", "before", "whenever", "where", "until", "till", "whatever", "while")
#: Prepositions whose clause or noun shares the fate of what governs them ("will help by sending").
_SHARING = {"by", "in", "through", "with", "as", "of", "to", "into", "for", "on", "about", "over", "around", "between", "among"}


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
    for parent, child in zip(path, path[1:], strict=False):
        base = step(tree, cues, parent, child, base, own)
        own = local(tree, cues, child, base)
    return own


def step(tree: Tree, cues: Cues, parent: int, child: int, base: State, own: State) -> State:
    """The state around `child`, from the state around its head (`base`) and of its head itself (`own`)."""
    dep = tree.deps[child]
    if dep == "conj":
        return _conjunct(tree, parent, child, base, own)
    if tree.pos[parent] in ("ADP", "SCONJ", "PART") and dep in ("pobj", "pcomp", "prep", "advmod"):
        return _prepositional(tree, cues, parent, child, own)
    if tree.pos[child] in ("ADP", "SCONJ", "PART") or dep in ("prep", "agent"):
        return own
    if dep in ("ccomp", "xcomp") or (dep in ("csubj", "csubjpass") and tree.pos[child] in _VERBAL):
        return _complement(tree, cues, parent, child, own)
    if dep == "advcl":
        return _adverbial(tree, cues, parent, child, base, own)
    if dep in ("acl", "relcl"):
        return _modifying(tree, cues, parent, child, own)
    if dep in ("parataxis", "punct", "intj", "meta"):
        return base
    if dep == "dep" and tree.pos[child] in _VERBAL:
        return base
    if dep in ("nsubj", "nsubjpass", "dobj", "attr", "oprd", "dative", "pobj") and tree.pos[child] not in _VERBAL:
        return _argument(tree, cues, parent, child, own)
    if dep in ("compound", "nmod", "amod", "poss") and tree.pos[parent] in ("NOUN", "PROPN"):
        return _premodifier(tree, cues, parent, child, own)
    return own


def _conjunct(tree: Tree, parent: int, child: int, base: State, own: State) -> State:
    """ "will visit Oslo and sign": the second verb shares modal and negation unless it has its own subject or tense."""
    if tree.pos[child] not in _VERBAL:
        return own
    free = tree.child(child, *_SUBJECT) is not None or tree.tags[child] in ("VBD", "VBZ", "VBP")
    if tree.child(child, "aux", "auxpass") is not None:
        free = True
    return base if free else own


def frame_of(tree: Tree, child: int) -> str:
    """The form of a complement clause: that, whether, wh, to, ing or bare."""
    for kid in tree.kids[child]:
        word, dep = tree.lowers[kid], tree.deps[kid]
        if dep == "mark" and word in ("whether", "if"):
            return "whether"
        asked = kid < child and tree.tags[kid] in ("WRB", "WP", "WDT", "WP$") and dep != "mark"
        if asked and (tree.deps[child] != "xcomp" or tree.tags[kid] == "WRB"):
            return "wh"
    if any(tree.lowers[kid] == "to" and tree.deps[kid] == "aux" for kid in tree.kids[child]):
        return "to"
    if tree.tags[child] == "VBG" and tree.child(child, "aux") is None:
        return "ing"
    if tree.tags[child] == "VB" and tree.child(child, "aux") is None:
        return "bare"
    return "that"


def speaks(tree: Tree, head: int, cues: Cues) -> bool:
    """The head word can be somebody who says something: a pronoun, a name, a listed role, body, document or image."""
    if not cues.people or tree.pos[head] in ("PRON", "PROPN") or tree.ents[head]:
        return tree.lowers[head] not in ("this", "that", "which", "what", "there")
    return tree.lemmas[head] in cues.people or tree.lowers[head] in cues.people


def holder_of(tree: Tree, cue: int, group: Predicate, owning: frozenset[str] = frozenset()) -> Holder | None:
    """Whoever is cited by a cue word, or None where its group cites nobody."""
    if group.stance is None:
        return None
    if tree.pos[cue] in _VERBAL:
        subject = subject_of(tree, cue)
    elif tree.pos[cue] == "ADJ":
        subject = subject_of(tree, tree.heads[cue]) if tree.heads[cue] != cue else None
    else:
        subject = tree.child(cue, "poss")
        by = next((kid for kid in tree.children(cue, "prep") if tree.lowers[kid] in ("by", "from")), None)
        if subject is None and by is not None:
            subject = tree.child(by, "pobj")
        if subject is None and tree.deps[cue] == "dobj" and tree.lemmas[tree.heads[cue]] in owning:
            subject = subject_of(tree, tree.heads[cue])
    return Holder(cue, subject, group.stance, "wish" if group.kind == "none" else group.kind)


def use(tree: Tree, cues: Cues, cue: int, group: Predicate, own: State) -> State:
    """The state in the complement of a listed word whose own state is `own`."""
    effect = group.holds if own.positive else group.negated
    if own.rejected is not None and effect == "said":
        return apply("denied", replace(own, rejected=None), f"{tree.lowers[cue]}: denied", own.rejected)
    if own.asked and effect in ("yes", "no", "permitted") and own.basis is None:
        effect = "same"
    grade = cue if effect in ("probable", "improbable", "possible") else None
    holder = holder_of(tree, cue, group, cues.owning)
    if holder is not None and holder.subject is not None and tree.pos[cue] in _VERBAL and not speaks(tree, holder.subject, cues):
        holder = None
        if effect == "said":
            effect = "probable" if tree.lemmas[cue] in cues.evidence else "same"
    return apply(effect, own, f"{tree.lowers[cue]}: {group.id}", holder, grade)


def _lemma(tree: Tree, verb: int) -> str:
    particle = tree.child(verb, "prt")
    return tree.lemmas[verb] + (f" {tree.lemmas[particle]}" if particle is not None else "")


def verb_group_of(tree: Tree, cues: Cues, verb: int, *frames: str) -> Predicate | None:
    """The cue group of a verb, with its particle if it has one."""
    return cues.predicate("verb", _lemma(tree, verb), *frames)


def _complement(tree: Tree, cues: Cues, parent: int, child: int, own: State) -> State:
    frame = frame_of(tree, child)
    if tree.pos[parent] == "ADJ":
        return _adjectival(tree, cues, parent, frame, own)
    if tree.pos[parent] in ("NOUN", "PROPN"):
        return _modifying(tree, cues, parent, child, own)
    if tree.pos[child] not in _VERBAL and (tree.deps[child] == "xcomp" or tree.child(child, "cop", "mark") is None):
        return own
    lemma = tree.lemmas[parent]
    if lemma in ("be", "become", "remain", "feel", "seem", "make", "get") and (done := _copular(tree, cues, parent, child, frame, own)):
        return done
    if lemma == "go" and frame == "to" and tree.tags[parent] == "VBG":
        return apply("schedule", own, "going to: future")
    if lemma in ("have", "need", "get", "ought") and frame == "to":
        group = cues.predicate("verb", lemma, "have-to")
        return use(tree, cues, parent, group, own) if group else own
    passive = tree.child(parent, "nsubjpass") is not None or tree.child(parent, "auxpass") is not None
    frames = _frames(tree, parent, child, frame, passive)
    group = verb_group_of(tree, cues, parent, *frames)
    if passive and frame in ("that", "to"):  # "is concerned that": the participle is an adjective
        group = cues.predicate("adjective", tree.lowers[parent], frame) or group
    if frame == "wh":
        asks = group is not None and "question" in (group.holds, group.negated)
        if asks:
            return apply("question", own, f"{tree.lowers[parent]}: asked")
        return own.context(f"{tree.lowers[parent]}: {tree.lowers[child]} presupposed")
    if group is None:
        if frame == "whether":
            return apply("question", own, f"{tree.lowers[parent]}: whether")
        if frame == "that" and tree.deps[child] == "ccomp" and lemma != "be":
            return _unlisted_report(tree, cues, parent, own)
        return apply("intent", own, f"{tree.lowers[parent]} to: infinitive") if frame == "to" else own
    return use(tree, cues, parent, group, own)


def _frames(tree: Tree, parent: int, child: int, frame: str, passive: bool) -> tuple[str, ...]:
    if frame == "to" and passive:
        return ("passive-to", "to")
    if frame == "that" and tree.child(child, "aux") is None and _subjunctive(tree, child):
        return ("to", "that")
    if frame == "that":
        futures = any(tree.lowers[kid] in ("will", "would", "should", "'ll") for kid in tree.children(child, "aux"))
        told = ("passive-that",) if passive else ()
        return ("that-future", "that") if futures else (*told, "that", "quote")
    if frame == "bare":
        return ("bare", "to")
    if frame == "to" and (tree.child(parent, "dobj") is not None or tree.child(child, "nsubj") is not None):
        return ("obj-to", "to")
    return (frame,) if frame != "wh" else ("whether", "about", "that")


def _subjunctive(tree: Tree, verb: int) -> bool:
    """ "insisted that the doctor join them": a bare form with a singular subject."""
    subject = tree.child(verb, "nsubj")
    if tree.tags[verb] == "VB":
        return True
    singular = subject is not None and (tree.tags[subject] in ("NN", "NNP") or tree.lowers[subject] in ("he", "she", "it"))
    return singular and tree.tags[verb] == "VBP" and not tree.children(subject or 0, "conj") and tree.lemmas[verb] != "be"


def _unlisted_report(tree: Tree, cues: Cues, parent: int, own: State) -> State:
    """A clause under a word that no list knows: its subject's words if such clauses mostly are, else the author's."""
    construct = "ccomp" if tree.pos[parent] in _VERBAL else "noun-that"
    if cues.attribution(tree.lemmas[parent], construct) < _LIKELY:
        return own
    if not own.positive:
        return apply("unknown", own, f"{tree.lowers[parent]}: negated clause")
    holder = Holder(parent, subject_of(tree, parent), "AFFIRMS", "speech")
    return apply("said", own, f"{tree.lowers[parent]}: clause", holder)


def _adjectival(tree: Tree, cues: Cues, adjective: int, frame: str, own: State) -> State:
    frames = ("whether", "about", "that") if frame in ("whether", "wh") else (frame,)
    group = cues.predicate("adjective", tree.lemmas[adjective], *frames)
    if frame == "wh" and (group is None or group.holds != "question" or own.positive is False):
        return own.context("wh: presupposed") if group is None else apply("question", own, f"{tree.lowers[adjective]}: wh")
    if group is None:
        if frame == "whether":
            return apply("question", own, f"{tree.lowers[adjective]}: whether")
        return apply("intent", own, f"{tree.lowers[adjective]} to: infinitive") if frame == "to" else own
    return use(tree, cues, adjective, group, own)


def _copular(tree: Tree, cues: Cues, verb: int, child: int, frame: str, own: State) -> State | None:
    """ "is likely to", "It is clear that", "The aim is to", "is to visit"."""
    adjective = tree.child(verb, "acomp", "oprd")
    if adjective is not None and adjective != child and tree.pos[adjective] in ("ADJ", "VERB", "ADV"):
        from_adjective = _simple_state(tree, cues, adjective, own)
        return _adjectival(tree, cues, adjective, frame, from_adjective)
    if tree.lemmas[verb] != "be":
        return None
    for noun in tree.children(verb, "attr", "nsubj"):
        group = cues.predicate("noun", tree.lemmas[noun], frame, "of")
        if group is not None:
            return use(tree, cues, noun, group, own)
    if frame == "to" and tree.deps[child] == "xcomp":
        return apply("schedule", own, "be to: schedule") if own.positive else own
    return own if frame != "whether" else apply("question", own, "be: whether")


def _simple_state(tree: Tree, cues: Cues, adjective: int, own: State) -> State:
    return local(tree, cues, adjective, own)


def _adverbial(tree: Tree, cues: Cues, parent: int, child: int, base: State, own: State) -> State:
    mark = tree.child(child, "mark")
    word = tree.lowers[mark] if mark is not None else ""
    operator = cues.operator("mark", word) if word else None
    before = tree.lowers[mark - 1] if mark else ""
    past = tree.tags[child] in _PAST or any(tree.tags[kid] == "VBD" for kid in tree.children(child, "aux", "auxpass"))
    if operator is not None and not (word == "so" and past) and not (word == "than" and before not in ("rather", "instead")):
        if operator.effect == "until":
            return base.context() if past else apply("condition", own, f"{word}: {operator.id}")
        if operator.effect == "condition":
            if before == "as" or (before == "even" and past):
                return apply("hypothesis", base.context(), f"{before} {word}")
            return apply("condition", base.context(), f"{word}: {operator.id}")
        if operator.effect == "question":
            return apply("question", base.context(), f"{word}: {operator.id}")
        if operator.effect == "intent":
            return apply("intent", own, f"{word}: {operator.id}")
        if operator.effect == "no":
            return replace(base, positive=False, why=(*base.why, f"{word}: {operator.id}"))
        if word == "before" and not own.actual:
            return own
    frame = frame_of(tree, child)
    if frame == "to" and not word:
        return own if own.basis or own.asked else apply("intent", _certain(own), "to: purpose")
    future = own.basis in PLANS | IRREAL
    linked = word or next((tree.lowers[kid] for kid in tree.children(child, "advmod") if kid < child), "")
    if future and not past and (not linked or linked in _FOLLOWING):
        return replace(own, positive=True)
    if word or tree.child(child, "advmod") is not None or past:
        return _kept(base)
    return _kept(base) if own.actual or not own.positive else replace(own, positive=True)


def _certain(state: State) -> State:
    return replace(state, positive=True)


def _kept(base: State) -> State:
    """A side clause is as firm as the words around its main clause, whatever the main clause denies."""
    return replace(base, positive=True) if base.basis is None and not base.asked else base


def _modifying(tree: Tree, cues: Cues, noun: int, child: int, own: State) -> State:
    """Clauses of a noun: "the plan to attack", "a claim that", "the man who fled", "troops guarding the port"."""
    frame = frame_of(tree, child)
    relative = tree.deps[child] == "relcl"
    reduced = tree.tags[child] == "VBN" and tree.child(child, "aux", "auxpass", "mark") is None
    if not relative and frame in ("to", "that", "whether", "wh", "bare") and not reduced:
        group = cues.predicate("noun", tree.lemmas[noun], *(("whether", "about", "that") if frame == "wh" else (frame, "to")))
        if group is not None:
            return use(tree, cues, noun, group, own)
        if frame == "that" and tree.child(child, "mark") is not None:
            return _unlisted_report(tree, cues, noun, own)
        if frame == "to":
            return own if own.basis or own.asked else apply("intent", _certain(own), f"{tree.lowers[noun]} to: infinitive")
    if not relative and frame == "ing":
        group = cues.predicate("noun", tree.lemmas[noun], "ing", "of")
        if group is not None and group.holds in ("intent", "threat", "possible", "attempt"):
            return use(tree, cues, noun, group, own)
    if own.actual:
        return own
    if tree.tags[child] in ("VBN", "VBG") and not relative and not own.generic:
        return own.context("participle: presupposed")
    if definite(tree, noun, cues):
        return own.context("relative clause of a known thing")
    return own if tree.tags[child] not in _PAST else own.context("past relative clause")


def _prepositional(tree: Tree, cues: Cues, preposition: int, child: int, own: State) -> State:
    """What stands behind a preposition, by the word that governs it: "accused of planning", "call for talks"."""
    word, governor = tree.lemmas[preposition], tree.heads[preposition]
    phrase = " ".join(tree.lowers[max(0, preposition - 3) : preposition + 1])
    for length in (4, 3, 2, 1):
        text = " ".join(phrase.split()[-length:])
        operator = cues.operator("preposition", text)
        if operator is not None and not (length == 1 and operator.id == "against-prep"):
            return _preposed(operator.effect, f"{text}: {operator.id}", own)
    if tree.pos[governor] in ("ADP", "ADV", "SCONJ") and (above := cues.operator("preposition", tree.lowers[governor])):
        return _preposed(above.effect, f"{tree.lowers[governor]}: {above.id}", own)
    group, cue = _governing(tree, cues, governor, "to-noun" if word == "to" else word, child)
    if group is not None:
        return use(tree, cues, cue, group, own)
    if tree.pos[child] in _VERBAL:
        if word in ("after", "since", "despite", "besides", "upon", "following", "before", "while", "from"):
            return own if own.basis else _kept(own)
        if word in ("for", "to", "towards") and tree.pos[governor] in ("NOUN", "PROPN") and not own.basis:
            return own
        return own if own.basis or own.asked else _kept(own)
    if own.actual:
        return own
    if definite(tree, child, cues):
        return own.context("definite: presupposed")
    if word in _SHARING:
        return own if tree.pos[governor] != "ADP" else own
    return own.context("beside the point") if not own.positive else own


def _preposed(effect: str, why: str, own: State) -> State:
    if effect == "condition":
        return apply("condition", own.context(), why)
    if effect == "no":
        return replace(_kept(own), positive=False, why=(*own.why, why))
    if effect == "intent":
        return apply("intent", own, why) if own.actual else own
    return apply(effect, own, why)


def _governing(tree: Tree, cues: Cues, governor: int, word: str, child: int) -> tuple[Predicate | None, int]:
    """The cue group that a governor has for this preposition; "accused rebels of ..." may hang on the object."""
    pos = tree.pos[governor]
    if pos in _VERBAL:
        if word == "with" and tree.lemmas[governor] in ("go", "come"):
            return None, governor
        group = verb_group_of(tree, cues, governor, word)
        return group, governor
    if pos == "ADJ":
        return cues.predicate("adjective", tree.lemmas[governor], word), governor
    if pos in ("NOUN", "PROPN"):
        group = cues.predicate("noun", tree.lemmas[governor], word)
        above = tree.heads[governor]
        if group is None and tree.deps[governor] == "dobj" and tree.pos[above] in _VERBAL and tree.pos[child] in _VERBAL:
            return verb_group_of(tree, cues, above, word), above
        return group, governor
    return None, governor


def _argument(tree: Tree, cues: Cues, verb: int, noun: int, own: State) -> State:
    """An event noun as subject or object of a verb."""
    dep, lemma = tree.deps[noun], tree.lemmas[noun]
    passive = dep == "nsubjpass"
    if tree.pos[verb] not in _VERBAL:
        return own
    if dep in ("nsubj", "nsubjpass"):
        if tree.lemmas[verb] == "be" and (adjective := tree.child(verb, "acomp")) is not None:
            group = cues.predicate("adjective", tree.lemmas[adjective], "subject")
            if group is not None:
                return use(tree, cues, adjective, group, local(tree, cues, adjective, own))
        if dep == "nsubj":
            group = verb_group_of(tree, cues, verb, "subject")
            raised = tree.child(verb, "xcomp")
            if group is not None and group.holds != "same" and raised is None:
                return use(tree, cues, verb, group, own)
            if group is not None and group.holds == "same" and not passive:
                return own
            if raised is not None and tree.pos[raised] in _VERBAL:
                inner = local(tree, cues, raised, _complement(tree, cues, verb, raised, own))
                if cues.predicate("verb", tree.lemmas[raised], "subject") is not None:
                    return inner
            return _presupposed(tree, cues, noun, own)
    raised = tree.child(verb, "xcomp")
    if passive and raised is not None and tree.pos[raised] in _VERBAL:
        inner = local(tree, cues, raised, _complement(tree, cues, verb, raised, own))
        happens = cues.predicate("verb", tree.lemmas[raised], "subject")
        return inner if happens is not None and happens.holds == "same" else _presupposed(tree, cues, noun, own)
    if dep in ("dobj", "nsubjpass"):
        told = _told_noun(tree, cues, verb, noun, own)
        if told is not None:
            return told
        group = verb_group_of(tree, cues, verb, "subject", "object") if passive else verb_group_of(tree, cues, verb, "object")
        if group is not None and (own.positive or group.negated != "unknown" or not definite(tree, noun, cues)):
            return use(tree, cues, verb, group, own)
        return _presupposed(tree, cues, noun, own)
    return own


def _told_noun(tree: Tree, cues: Cues, verb: int, noun: int, own: State) -> State | None:
    """A claim, plan or offer as object: "rejected reports that ..." leaves the reports standing and denies what they say."""
    lemma = tree.lemmas[noun]
    if lemma in cues.shares:
        return own.context("share: presupposed")
    nominal = cues.predicate("noun", lemma, "that", "to", "of")
    if nominal is None or nominal.kind == "none":
        return None
    if nominal.kind in ("nominal", "speech") and (group := verb_group_of(tree, cues, verb, "report-object")) and own.positive:
        return replace(own.context(f"{lemma}: told"), rejected=holder_of(tree, verb, group))
    if nominal.holds in ("intent", "offer", "agreement") and (group := verb_group_of(tree, cues, verb, "plan-object")):
        return use(tree, cues, verb, group, own)
    if lemma in cues.claims and (group := verb_group_of(tree, cues, verb, "report-object")):
        return use(tree, cues, verb, group, own)
    return None


def _presupposed(tree: Tree, cues: Cues, noun: int, own: State) -> State:
    """A definite phrase names a thing that is there; an indefinite one shares the fate of its verb."""
    if own.actual or not definite(tree, noun, cues):
        return own
    return own.context("definite: presupposed")


def _premodifier(tree: Tree, cues: Cues, noun: int, child: int, own: State) -> State:
    """ "attack plan", "withdrawal offer": the event is what the noun behind it is about."""
    if tree.deps[child] in ("compound", "nmod", "amod") and tree.pos[child] in ("NOUN", "PROPN", "VERB"):
        group = cues.predicate("noun", tree.lemmas[noun], "object")
        if group is not None and tree.deps[child] != "amod":
            return use(tree, cues, noun, group, own)
    if tree.tags[child] == "VBN" and tree.deps[child] == "amod" and not own.generic:
        return own.context("participle: presupposed")
    return own if tree.deps[child] != "poss" else own.context("owner: presupposed")
