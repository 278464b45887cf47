"""A listed word and what it governs: the form of its complement, whoever it cites, and its effect."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.cues import Cues, Predicate
from detente.certainty.effects import Holder, State, apply
from detente.certainty.probability import graded_effect
from detente.certainty.propose import subject_of
from detente.certainty.tree import Tree

VERBAL = ("VERB", "AUX")
#: From these log-odds on, a clause under an unlisted word counts as somebody's words.
_LIKELY = 0.0
#: Effects that a phrase of likelihood may overrule.
_GRADED = frozenset({"probable", "improbable", "possible", "believed-sure", "no", "unknown", "yes"})
#: Effects of nouns whose content comes to something or to nothing.
_TRIED = frozenset({"attempt", "intent", "demand", "offer"})


def frame_of(tree: Tree, child: int) -> str:
    """The form of a complement clause: that, whether, wh, to, ing or bare."""
    for kid in tree.kids[child]:
        word, dep = tree.lowers[kid], tree.deps[kid]
        if dep == "mark" and word in ("whether", "if"):
            return "whether"
        asked = kid < child and tree.tags[kid] in ("WRB", "WP", "WDT", "WP$") and dep != "mark"
        if asked and (tree.deps[child] != "xcomp" or tree.tags[kid] == "WRB") and not _raised(tree, child, kid):
            return "wh"
    if any(tree.lowers[kid] == "to" and tree.deps[kid] == "aux" for kid in tree.kids[child]):
        return "to"
    helpers = tree.children(child, "aux", "auxpass")
    if (tree.tags[child] == "VBG" and tree.child(child, "aux") is None) or (helpers and tree.tags[helpers[0]] == "VBG"):
        return "ing"
    if tree.tags[child] == "VB" and tree.child(child, "aux") is None:
        return "bare"
    return "that"


def _raised(tree: Tree, child: int, pronoun: int) -> bool:
    """ "A reporter, whom officials say police detained": the pronoun relates, it does not ask."""
    above = tree.heads[child]
    return tree.deps[above] == "relcl" and pronoun < above and tree.lowers[pronoun] in ("who", "whom", "which", "whose")


def speaks(tree: Tree, head: int, cues: Cues, cue: int) -> bool:
    """The head word can be somebody who says something: a pronoun, a name, a listed role, body, document or image; any
    word under a verb that only people do."""
    if tree.pos[cue] in VERBAL and tree.lemmas[cue] not in cues.things and tree.pos[head] == "NOUN":
        return True
    if not cues.people or tree.pos[head] in ("PRON", "PROPN") or tree.ents[head]:
        return tree.lowers[head] not in ("this", "that", "which", "what", "there")
    if (inner := _counted(tree, head)) is not None:
        return speaks(tree, inner, cues, cue)
    return tree.lemmas[head] in cues.people or tree.lowers[head] in cues.people


def _counted(tree: Tree, head: int) -> int | None:
    """ "Students" of "several of the students"."""
    of = next((kid for kid in tree.children(head, "prep") if tree.lowers[kid] == "of"), None)
    return tree.child(of, "pobj") if of is not None and tree.pos[head] in ("ADJ", "DET", "NUM", "ADV") else None


def _quoted(tree: Tree, verb: int) -> int | None:
    """ "Quoted an official as saying": the official."""
    link = tree.heads[verb]
    if tree.deps[verb] not in ("pcomp", "advcl") or not any(tree.lowers[i] == "as" for i in (link, verb - 1)):
        return None
    above = tree.heads[link] if tree.lowers[link] == "as" else link
    if tree.pos[above] not in VERBAL or tree.lemmas[above] not in ("quote", "cite", "report"):
        return None
    return tree.child(above, "nsubjpass") or tree.child(above, "dobj")


def _whole(tree: Tree, noun: int) -> int:
    """ "A handful" of "a handful of accounts that claimed ..."."""
    of = tree.heads[noun]
    counted = tree.heads[of]
    return counted if tree.lowers[of] == "of" and tree.lowers[min(tree.kids[counted])] in ("a", "an") else noun


def _subject(tree: Tree, verb: int) -> int | None:
    """The logical subject; behind a relative pronoun whom it stands for, behind "found no way to tell" who found."""
    subject = subject_of(tree, verb)
    if subject is not None and tree.lowers[subject] in ("who", "which", "that") and tree.deps[verb] == "relcl":
        return _whole(tree, tree.heads[verb])
    above = tree.heads[verb]
    if subject is None and tree.deps[verb] in ("acl", "relcl", "advcl") and tree.deps[above] == "dobj":
        return subject_of(tree, tree.heads[above])
    return subject


def holder_of(tree: Tree, cue: int, group: Predicate, owning: frozenset[str] = frozenset()) -> Holder | None:
    """Whoever is cited by a cue word, or None where its group cites nobody."""
    if group.stance is None:
        return None
    if tree.pos[cue] in VERBAL:
        quoted = _quoted(tree, cue)
        subject = _subject(tree, cue) if quoted is None else quoted
    elif tree.pos[cue] == "ADJ":
        subject = subject_of(tree, tree.heads[cue]) if tree.heads[cue] != cue else None
        if subject is not None and tree.lowers[subject] == "it" and tree.child(cue, "xcomp") is None:
            return None  # "it is certain that ...": nobody says so but the text
    else:
        subject = tree.child(cue, "poss")
        by = next((kid for kid in tree.children(cue, "prep") if tree.lowers[kid] in ("by", "from")), None)
        if subject is None and by is not None:
            subject = tree.child(by, "pobj")
        if subject is None and tree.deps[cue] == "dobj" and tree.lemmas[tree.heads[cue]] in owning:
            subject = subject_of(tree, tree.heads[cue])
    if _nobody(tree, subject):
        subject = None
    return Holder(cue, subject, group.stance, "wish" if group.kind == "none" else group.kind)


def _nobody(tree: Tree, subject: int | None) -> bool:
    """ "Nobody", "no official", "few"."""
    if subject is None:
        return False
    if tree.lowers[subject] in ("nobody", "none", "nothing"):
        return True
    return any(tree.deps[kid] == "det" and tree.lowers[kid] == "no" for kid in tree.kids[subject])


def _by_outcome(tree: Tree, cues: Cues, noun: int, effect: str) -> str:
    """What an attempt or plan came to, where its own verb tells: "attempts to free them failed" -> no."""
    verb = tree.heads[noun]
    if effect not in _TRIED or tree.deps[noun] not in ("nsubj", "nsubjpass") or tree.pos[verb] not in VERBAL:
        return effect
    done = not any(tree.tags[kid] == "MD" or tree.deps[kid] == "neg" for kid in tree.kids[verb])
    outcome = cues.outcomes.get(_lemma(tree, verb)) if done else None
    return outcome or effect


def use(tree: Tree, cues: Cues, cue: int, group: Predicate, own: State) -> State:
    """The state in the complement of a listed word whose own state is `own`."""
    effect = group.holds if own.positive else group.negated
    nobody = not own.positive and tree.pos[cue] in VERBAL and _nobody(tree, subject_of(tree, cue))
    if nobody and effect == "believed":
        effect = "yes"  # "nobody doubts that they fled"
    if tree.pos[cue] in ("NOUN", "PROPN"):
        effect = _by_outcome(tree, cues, cue, effect)
    if effect in _GRADED and (phrase := graded_effect(tree, cue, cues)) and (own.positive or phrase[1]):
        effect, own = phrase[0], replace(own, positive=True)
    if own.rejected is not None and effect in ("said", "believed", "possible"):
        denier = own.rejected if isinstance(own.rejected, Holder) else None
        accuser = holder_of(tree, cue, group) if denier is not None else None
        if accuser is not None and accuser.subject is not None and denier is not None:
            # "rejected its neighbour's charge that ...": one affirms, another denies
            told = replace(own, rejected=None, deniers=(*own.deniers, denier))
            return apply("said", told, f"{tree.lowers[cue]}: {group.id}", accuser)
        return apply("denied", replace(own, rejected=None), f"{tree.lowers[cue]}: denied", denier)
    if own.asked and effect in ("yes", "no", "permitted") and own.basis is None:
        effect = "same"
    if effect == "unknown" and tree.lemmas[cue] in cues.traces and tree.deps[cue] == "dobj":
        seeker = _subject(tree, tree.heads[cue])
        if seeker is not None and speaks(tree, seeker, cues, cue):  # "the footage gives no sign that ..."
            looked = Holder(tree.heads[cue], seeker, "DENIES", "speech")
            return apply("denied", replace(own, positive=True), f"{tree.lowers[cue]}: not seen", looked)
    grade = cue if effect in ("probable", "improbable", "possible") else None
    holder = None if nobody else holder_of(tree, cue, group, cues.owning)
    if holder is not None and holder.subject is None and group.kind == "nominal" and own.spoken:
        holder = None  # "inspectors said there was evidence that ...": it is they who say so
    if holder is not None and holder.subject is not None and not speaks(tree, holder.subject, cues, cue):
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


def unlisted_report(tree: Tree, cues: Cues, parent: int, own: State) -> State:
    """A clause under a word that no list knows: its subject's words if such clauses mostly are, else the author's."""
    construct = "ccomp" if tree.pos[parent] in VERBAL else "noun-that"
    if cues.attribution(tree.lemmas[parent], construct) < _LIKELY:
        return own
    if not own.positive:
        return apply("unknown", own, f"{tree.lowers[parent]}: negated clause")
    holder = Holder(parent, subject_of(tree, parent), "AFFIRMS", "speech")
    return apply("said", own, f"{tree.lowers[parent]}: clause", holder)
