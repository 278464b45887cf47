"""Clauses under a verb or an adjective: "failed to sign", "likely that", "if ..."."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.asides import is_aside
from detente.certainty.cues import Cues, Predicate
from detente.certainty.effects import IRREAL, PLANS, Holder, State, apply
from detente.certainty.governing import VERBAL, frame_of, holder_of, speaks, unlisted_report, use, verb_group_of
from detente.certainty.local import local
from detente.certainty.modality import negated
from detente.certainty.noun_clauses import PAST, affirmed, modifying, ranked
from detente.certainty.quotes import OPENING
from detente.certainty.sources import open_for
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS

_RECOUNTING = WORDS["recounting"]
_SHOWING = frozenset(("prove", "show", "demonstrate", "confirm", "establish", "reveal"))
#: Too much of these and it is done.
_WILLING = frozenset(
    ("quick", "eager", "willing", "ready", "keen", "fast", "hasty", "happy", "slow", "prone", "inclined")
)
#: "Looked as though".
_SEEMING = frozenset(("look", "seem", "appear", "sound", "feel"))
#: Links of clauses that may tell a fact beside what is only planned or denied.
_REASONS = frozenset(("since", "because", "as", "although", "though", "whereas"))
#: Those of them that tell it in the present tense too ("since" and "as" may be of time).
_STANDING = frozenset(("because", "although", "though", "whereas"))
_TIMES = frozenset(("after", "when", "while", "as", "once"))
#: Links after which a clause shares the future of its main clause ("will leave when the truce holds").
_FOLLOWING = ("when", "once", "after", "before", "whenever", "where", "until", "till", "whatever", "while")


def complement(tree: Tree, cues: Cues, parent: int, child: int, own: State) -> State:
    frame = frame_of(tree, child)
    if is_aside(tree, parent, child) and own.positive:
        return _aside(tree, cues, parent, own)
    if tree.pos[parent] == "ADJ":
        return _adjectival(tree, cues, parent, frame, own)
    if tree.pos[parent] in ("NOUN", "PROPN"):
        return modifying(tree, cues, parent, child, own)
    if tree.pos[child] not in VERBAL and (tree.deps[child] == "xcomp" or tree.child(child, "cop", "mark") is None):
        return own
    lemma = tree.lemmas[parent]
    if frame == "to" and _ranked(tree, parent):
        return own
    if lemma in ("be", "become", "remain", "feel", "seem", "make", "get") and (
        done := _copular(tree, cues, parent, child, frame, own)
    ):
        return done
    if lemma == "go" and frame == "to" and tree.tags[parent] == "VBG":
        return apply("schedule", own, "going to: future")
    if lemma in ("have", "need", "get", "ought") and frame == "to":
        group = cues.predicate("verb", lemma, "have-to")
        if _yet(tree, parent):
            return replace(own, positive=False, why=(*own.why, f"{tree.lowers[parent]} yet to: not so far"))
        return use(tree, cues, parent, group, own) if group else own
    if frame == "to" and lemma in cues.moves and tree.lemmas[child] in cues.outcomes_to:
        return own
    if (
        lemma in ("like", "want")
        and frame == "to"
        and tree.lemmas[child] in cues.performed
        and (_first_person(tree, parent) or _wished_aloud(tree, parent))
    ):
        return own.context(f"{lemma} to {tree.lemmas[child]}: said and done")
    if frame == "to" and _is_voiced(tree, cues, parent, child):
        return own
    if lemma in cues.resolving and frame == "to" and tree.lemmas[child] in cues.resolved and own.actual:
        return own
    if lemma in ("have", "go", "run") and frame == "that" and (told := _has_it(tree, cues, parent)) is not None:
        return apply("said", own, f"{tree.lowers[parent]} it that: said", told)
    if lemma == "have" and frame == "ing" and (by := _puts_down(tree, cues, parent)) is not None:
        planned = tree.lemmas[by.subject or 0] in cues.instruments
        return apply("schedule" if planned else "said", own, f"{tree.lowers[parent]} doing: set down", by)
    if frame == "that" and own.basis == "intent" and lemma in _SHOWING and own.why[-1:] == ("to: purpose",):
        own = replace(own, basis=None)  # "showed photos to prove that rebels had fired"
    passive = tree.child(parent, "nsubjpass", "auxpass") is not None or _said_to(tree, parent, frame)
    frames = _frames(tree, parent, child, frame, passive)
    group = verb_group_of(tree, cues, parent, *frames)
    if passive and frame in ("that", "to"):  # "is concerned that": the participle is an adjective
        group = cues.predicate("adjective", tree.lowers[parent], frame) or group
    if frame == "wh" and any(tree.lowers[kid] == "to" for kid in tree.children(child, "aux")):
        return apply("intent", own, f"{tree.lowers[parent]}: how to")
    if frame == "wh":
        asks = group is not None and "question" in (group.holds, group.negated)
        if group is not None and not asks and (told := _told_how(tree, cues, parent, child, group)) is not None:
            return apply("said", own, f"{tree.lowers[parent]} how: {group.id}", told)
        if asks:
            return apply("question", own, f"{tree.lowers[parent]}: asked")
        return own.context(f"{tree.lowers[parent]}: {tree.lowers[child]} presupposed")
    if group is None and frame == "that" and tree.child(child, "mark") is not None:
        noun = tree.child(parent, "nsubj")
        tells = cues.predicate("noun", tree.lemmas[noun], "that") if noun is not None else None
        if noun is not None and tells is not None and tells.kind in ("nominal", "hearsay"):
            return use(tree, cues, noun, tells, own)  # "rumours swept the port that"
    if group is None:
        if frame == "whether":
            return apply("question", own, f"{tree.lowers[parent]}: whether", open_for(tree, cues, parent, own))
        if frame == "that" and tree.deps[child] == "ccomp" and lemma != "be":
            return unlisted_report(tree, cues, parent, own)
        if frame == "to" and tree.lemmas[child] in cues.honouring and own.actual:
            return own  # "the street was renamed to honour him"
        return apply("intent", own, f"{tree.lowers[parent]} to: infinitive") if frame == "to" else own
    return use(tree, cues, parent, group, own)


#: Effects that the verb of a remark passes on to its clause; under any other verb the clause is simply told.
_ASIDE = frozenset({"said", "denied", "believed", "believed-sure", "doubted", "probable", "possible", "improbable"})


def _aside(tree: Tree, cues: Cues, verb: int, own: State) -> State:
    """ "They burned the school, recalls a carpenter": told by whoever is the subject, also behind a verb of knowledge."""
    group = verb_group_of(tree, cues, verb, "quote", "that")
    if group is not None and group.holds in _ASIDE and group.stance is not None:
        return use(tree, cues, verb, group, own)
    told = Predicate("aside", "verb", frozenset({"quote"}), "said", "unknown", "AFFIRMS", "speech")
    return use(tree, cues, verb, told, own)


def _has_it(tree: Tree, cues: Cues, verb: int) -> Holder | None:
    """ "Rumour has it that", "the story goes that": told by nobody; "the report has it that": by the report."""
    subject, it = tree.child(verb, "nsubj"), tree.child(verb, "dobj")
    if subject is None or (tree.lemmas[verb] == "have") != (it is not None and tree.lowers[it] == "it"):
        return None
    noun = tree.lemmas[subject]
    if noun in (
        "rumour",
        "rumor",
        "word",
        "story",
        "legend",
        "tale",
        "gossip",
        "talk",
        "theory",
        "tradition",
        "version",
        "joke",
    ):
        return Holder(verb, None, "AFFIRMS", "speech")
    named = it is not None and not cues.people.isdisjoint(tree.names(subject))
    return Holder(verb, subject, "AFFIRMS", "speech") if named else None


def _puts_down(tree: Tree, cues: Cues, verb: int) -> Holder | None:
    """ "The timetable has the observers arriving on Friday", "the transcript has him admitting it"."""
    subject = tree.child(verb, "nsubj")
    if subject is None or (
        cues.records.isdisjoint(tree.names(subject)) and tree.lemmas[subject] not in cues.instruments
    ):
        return None
    return Holder(verb, subject, "AFFIRMS", "speech")


def _told_how(tree: Tree, cues: Cues, verb: int, child: int, group: Predicate) -> Holder | None:
    """ "Survivors recounted how guards shot them", "sensors recorded what was an explosion"."""
    how = next((kid for kid in tree.kids[child] if kid < child and tree.tags[kid] in ("WRB", "WP")), None)
    if how is None or group.holds != "said" or group.kind != "speech" or tree.child(verb, "neg") is not None:
        return None
    whole = tree.lowers[how] == "how" and tree.child(how, "advmod") is None and tree.lemmas[verb] in _RECOUNTING
    seen = tree.lowers[how] == "what" and tree.lemmas[child] == "be" and tree.deps[how] == "nsubj"
    holder = holder_of(tree, verb, group)
    if not (whole or seen) or holder is None or holder.subject is None or not speaks(tree, holder.subject, cues, verb):
        return None
    return holder


def _first_person(tree: Tree, verb: int) -> bool:
    subject = tree.child(verb, "nsubj")
    return subject is not None and tree.lowers[subject] in ("i", "we")


def _wished_aloud(tree: Tree, verb: int) -> bool:
    """ "'The crew would like to thank ...,' said its captain": in one's own words."""
    start = tree.sents.index(tree.sents[verb])
    return tree.lowers[verb - 1] == "would" and any(
        tree.words[i] in OPENING and tree.tags[i] != "POS" for i in range(start, verb)
    )


def _yet(tree: Tree, verb: int) -> bool:
    """ "Has yet to ratify": "yet" right before "to"."""
    return any(tree.lowers[kid] == "yet" for kid in tree.kids[verb]) and "to" in tree.lowers[verb + 1 : verb + 3]


def _said_to(tree: Tree, verb: int, frame: str) -> bool:
    """ "Envoy said to seek asylum": a headline's passive; "he said to wait" is none."""
    subject = tree.child(verb, "nsubj")
    named = subject is not None and tree.pos[subject] != "PRON"
    return frame == "to" and tree.lowers[verb] == "said" and named and tree.child(verb, "aux", "dobj") is None


def _frames(tree: Tree, parent: int, child: int, frame: str, passive: bool) -> tuple[str, ...]:
    if frame == "to" and passive:
        return ("passive-to", "to")
    if frame == "that" and tree.child(child, "aux") is None and _subjunctive(tree, child):
        return ("to", "that")
    if frame == "that":
        futures = any(tree.lowers[kid] in ("will", "would", "should", "'ll") for kid in tree.children(child, "aux"))
        told = ("passive-that",) if passive else ()
        return (*told, "that-future", "that") if futures else (*told, "that", "quote")
    if frame == "bare":
        return ("bare", "to")
    if frame == "ing":  # "Army says rebels fleeing"
        return ("going-on", "ing", "that") if tree.child(child, "nsubj") is not None else ("going-on", "ing")
    if frame == "to" and (tree.child(parent, "dobj") is not None or tree.child(child, "nsubj") is not None):
        return ("obj-to", "to")
    return (frame,) if frame != "wh" else ("whether", "about", "that")


def _subjunctive(tree: Tree, verb: int) -> bool:
    """ "insisted that the doctor join them": a bare form with a singular subject."""
    subject = tree.child(verb, "nsubj")
    if tree.tags[verb] == "VB":
        return True
    singular = subject is not None and (
        tree.tags[subject] in ("NN", "NNP") or tree.lowers[subject] in ("he", "she", "it")
    )
    return (
        singular and tree.tags[verb] == "VBP" and not tree.children(subject or 0, "conj") and tree.lemmas[verb] != "be"
    )


def _adjectival(tree: Tree, cues: Cues, adjective: int, frame: str, own: State) -> State:
    if frame == "to" and any(tree.lowers[kid] == "too" for kid in tree.kids[adjective]):
        willing = tree.lemmas[adjective] in _WILLING  # "too quick to condemn": he does
        return own if willing else apply("no", own, "too ... to: not done")
    frames = ("whether", "about", "that") if frame in ("whether", "wh") else (frame,)
    group = cues.predicate("adjective", tree.lemmas[adjective], *frames)
    if frame == "wh" and (group is None or group.holds != "question" or own.positive is False):
        return (
            own.context("wh: presupposed") if group is None else apply("question", own, f"{tree.lowers[adjective]}: wh")
        )
    if group is None:
        if frame == "whether":
            return apply("question", own, f"{tree.lowers[adjective]}: whether", open_for(tree, cues, adjective, own))
        return apply("intent", own, f"{tree.lowers[adjective]} to: infinitive") if frame == "to" else own
    return use(tree, cues, adjective, group, own)


def _copular(tree: Tree, cues: Cues, verb: int, child: int, frame: str, own: State) -> State | None:
    """ "is likely to", "It is clear that", "The aim is to", "is to visit"."""
    adjective = tree.child(verb, "acomp", "oprd")
    if adjective is not None and adjective != child and tree.pos[adjective] in ("ADJ", "VERB", "ADV"):
        from_adjective = local(tree, cues, adjective, own)
        return _adjectival(tree, cues, adjective, frame, from_adjective)
    if tree.lemmas[verb] != "be":
        return None
    for noun in tree.children(verb, "attr", "nsubj"):
        group = cues.predicate("noun", tree.lemmas[noun], frame, "of")
        if group is not None:
            return use(tree, cues, noun, group, own)
    if frame == "to" and _yet(tree, verb):
        return replace(own, positive=False, why=(*own.why, "be yet to: not so far"))
    if frame == "to" and tree.deps[child] == "xcomp":
        return apply("schedule", own, "be to: schedule") if own.positive else own
    return own if frame != "whether" else apply("question", own, "be: whether")


def called_upon(tree: Tree, cues: Cues, verb: int, child: int) -> bool:
    """ "Posts call on shopkeepers to strike", "declined on Thursday to extradite", read as the aim of the verb."""
    between = [kid for kid in tree.children(verb, "prep", "npadvmod") if verb < kid < child]
    if not between or frame_of(tree, child) != "to":
        return False
    group = verb_group_of(tree, cues, verb, "to")
    if group is None:
        return False
    if group.holds in ("demand", "order"):
        return any(tree.lowers[kid] in ("on", "upon", "to", "for", "with") for kid in between)
    return tree.child(verb, "dobj", "ccomp", "xcomp", "prt") is None and group.holds != "yes"


def bare_gerund(tree: Tree, cues: Cues, verb: int, child: int) -> bool:
    """A gerund right behind a verb that takes one, read as a side clause: "ruled out sending troops"."""
    if tree.tags[child] != "VBG" or min(tree.kids[child], default=child) < child:
        return False
    particle = tree.child(verb, "prt")
    if child - 1 != (verb if particle is None else particle):
        return False
    return verb_group_of(tree, cues, verb, "ing") is not None


def adverbial(tree: Tree, cues: Cues, child: int, base: State, own: State) -> State:
    verb = tree.heads[child]
    mark = next((kid for kid in tree.children(child, "mark")[::-1] if kid < child), None)
    word = tree.lowers[mark] if mark is not None else ""
    before = tree.lowers[mark - 1] if mark else ""
    if word == "that" and before == "so":
        word, before = "so", ""  # "stayed so that the vote could go on"
    operator = cues.operator("mark", word) if word else None
    past = tree.tags[child] in PAST or any(tree.tags[kid] == "VBD" for kid in tree.children(child, "aux", "auxpass"))
    if (
        operator is not None
        and not (word == "so" and past)
        and not (word == "than" and before not in ("rather", "instead"))
    ):
        if operator.effect == "until":
            return base.context() if past else apply("condition", own, f"{word}: {operator.id}")
        asks = verb < child and cues.predicate("verb", tree.lemmas[verb], "whether") is not None
        if (
            word == "if"
            and before not in ("as", "even")
            and asks
            and _unable(tree, cues, verb)
            and tree.child(child, "aux")
        ):
            return complement(tree, cues, verb, child, own)  # "nobody could say on Monday if the town had fallen"
        if operator.effect == "condition":
            if (
                tree.lowers[child] in cues.courtesies
                and tree.pos[child] == "ADJ"
                and tree.child(child, "nsubj") is None
            ):
                return own  # "will weigh it if necessary, including the use of force"
            if before == "as" and tree.lemmas[verb] in _SEEMING:
                return apply("probable", base, f"{tree.lowers[verb]} as {word}: seems")
            if before == "as" or (before == "even" and past):
                return apply("hypothesis", base.context(), f"{before} {word}")
            return apply("condition", base.context(), f"{word}: {operator.id}")
        if operator.effect == "question":
            return apply(
                "question", own.context(), f"{word}: {operator.id}", open_for(tree, cues, tree.heads[child], own)
            )
        if operator.effect == "intent":
            return apply("intent", own, f"{word}: {operator.id}")
        if operator.effect == "no":
            return replace(base, positive=False, why=(*base.why, f"{word}: {operator.id}"))
        if word == "before" and not own.actual:
            return kept(own) if past and own.basis is None else own  # "without telling them before he left": he left
    frame = frame_of(tree, child)
    if word == "though" and before == "as" and tree.lemmas[verb] in _SEEMING:
        return apply("probable", base, f"{tree.lowers[verb]} as though: seems")
    if frame == "to" and not word and tree.lemmas[verb] in cues.moves and tree.lemmas[child] in cues.outcomes_to:
        return own
    if frame == "to" and word == "for" and tree.lemmas[verb] == "take":
        return own  # "it took a year for the army to leave"
    if frame == "to" and not word and (_is_voiced(tree, cues, verb, child) or tree.lemmas[child] in cues.honouring):
        return own
    if frame == "to" and word in ("", "for"):
        return own if own.basis or own.asked or _ranked(tree, verb) else apply("intent", affirmed(own), "to: purpose")
    future = own.basis in PLANS | IRREAL
    linked = word or next((tree.lowers[kid] for kid in tree.children(child, "advmod") if kid < child), "")
    if not own.actual and _is_told(tree, child, linked):
        return base.context(f"{linked}: told beside it")
    would = any(tree.lowers[kid] in ("would", "'d") for kid in tree.children(verb, "aux"))  # a past seen from before it
    if future and (would or not past) and (not linked or linked in _FOLLOWING):
        return replace(own, positive=True)
    if word or tree.child(child, "advmod") is not None or past:
        return kept(base)
    return kept(base) if own.actual or not own.positive else replace(own, positive=True)


def _is_told(tree: Tree, child: int, link: str) -> bool:
    """A fact beside what is planned, feared or denied: "wants to leave since the army shelled it", "..., as they had said".

    A time told after a past tense may be one to come: "threatened to leave when the truce ended".
    """
    tags = {tree.tags[child], *(tree.tags[kid] for kid in tree.children(child, "aux", "auxpass"))}
    finite = {tree.tags[i] for above in tree.path(child)[1:] for i in (above, *tree.children(above, "aux", "auxpass"))}
    if not finite & {"VBD", "VBZ", "VBP", "MD"}:  # a headline: "to expel an envoy after Chad expels its own"
        return link in _TIMES and bool(tags & {"VBD", "VBZ", "VBP"})
    if link in _STANDING and tags & {"VBZ", "VBP"} and "MD" not in tags:
        return True  # "will resign because the party opposes it"
    return "VBD" in tags and (link in _REASONS or (link in _TIMES and "VBD" not in finite))


def _is_voiced(tree: Tree, cues: Cues, verb: int, child: int) -> bool:
    """ "Marched to demand", "met to discuss", "telephoned to thank": said or talked over by doing so."""
    does, says = tree.lemmas[verb], tree.lemmas[child]
    if does in cues.contacting:
        return says in cues.voiced | cues.performed | cues.resolved
    steps = does == "take" and tree.child(verb, "dobj") is not None  # "took steps to support"
    return does in cues.gathering and says in cues.voiced and not steps


def _ranked(tree: Tree, verb: int) -> bool:
    """ "Became the third country to recognise them": it did."""
    noun = tree.child(verb, "attr", "oprd")
    return noun is not None and ranked(tree, noun)


def _unable(tree: Tree, cues: Cues, verb: int) -> bool:
    return negated(tree, cues, verb) is not None or tree.deps[verb] == "xcomp"


def kept(base: State) -> State:
    """A side clause is as firm as the words around its main clause, whatever the main clause denies."""
    return replace(base, positive=True) if base.basis is None and not base.asked else base
