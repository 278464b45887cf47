"""A listed word and what it governs: the form of its complement, whoever it cites, and its effect."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.asides import SAYING
from detente.certainty.cues import Cues, Predicate
from detente.certainty.effects import Holder, State, apply
from detente.certainty.probability import graded_effect
from detente.certainty.propose import subject_of
from detente.certainty.sources import looked_at, open_for
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS

VERBAL = ("VERB", "AUX")
#: From these log-odds on, a clause under an unlisted word counts as somebody's words.
_LIKELY = 0.0
#: Effects that a phrase of likelihood may overrule.
_GRADED = frozenset({"probable", "improbable", "possible", "believed-sure", "no", "unknown", "yes"})
#: "The allegation, (made) by the opposition".
_VOICED = frozenset(
    ("make", "issue", "voice", "raise", "level", "air", "put", "publish", "release", "advance", "repeat", "post", "send", "leave",
     "bring", "spread", "share", "deliver", "offer", "give", "express", "hold", "file", "lodge")
)  # fmt: skip
#: "Said wrongly that": the author says no.
_WRONGLY = WORDS["wrongly"]
#: Words of one person against a body: who rejects them is heard first.
_TALES = WORDS["tales"]
_PRESS = WORDS["press"]
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
    if tree.pos[head] in ("ADJ", "VERB") and tree.child(head, "det") is not None:
        return True  # "the accused"
    if not cues.people or tree.pos[head] in ("PRON", "PROPN") or tree.ents[head]:
        return tree.lowers[head] not in ("this", "that", "which", "what", "there")
    if (inner := _counted(tree, head)) is not None:
        return speaks(tree, inner, cues, cue)
    return not cues.people.isdisjoint(tree.names(head))


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


def _raised_speaker(tree: Tree, verb: int, group: Predicate) -> int | None:
    """ "The bank is reported by the paper to have said that": the bank; not of "is believed to be planning"."""
    if tree.deps[verb] != "xcomp" or group.kind != "speech" or group.holds not in ("said", "denied", "factive"):
        return None
    return tree.child(tree.heads[verb], "nsubjpass")


def _whole(tree: Tree, noun: int) -> int:
    """ "A handful" of "a handful of accounts that claimed ..."."""
    of = tree.heads[noun]
    counted = tree.heads[of]
    if (
        tree.lowers[of] in ("on", "in", "to", "at", "from")
        and tree.pos[counted] == "VERB"
        and tree.deps[counted] == "acl"
    ):
        return tree.heads[counted]  # "a message passed on WhatsApp, which said"
    return counted if tree.lowers[of] == "of" and tree.lowers[min(tree.kids[counted])] in ("a", "an") else noun


def _subject(tree: Tree, verb: int) -> int | None:
    """The logical subject; behind a relative pronoun whom it stands for, behind "found no way to tell" who found."""
    subject = subject_of(tree, verb)
    if subject is not None and tree.lowers[subject] in ("who", "which", "that") and tree.deps[verb] == "relcl":
        return _whole(tree, tree.heads[verb])
    above = tree.heads[verb]
    if subject is not None and tree.lowers[subject] == "it" and tree.pos[tree.heads[subject]] == "ADJ":
        judge = tree.heads[tree.heads[subject]]  # "find it hard to believe that": they do not believe
        return subject_of(tree, judge) if tree.pos[judge] in VERBAL else subject
    if (
        subject is not None
        and tree.tags[subject] == "PRP"
        and tree.lowers[subject] == "it"
        and _impersonal(tree, subject)
    ):
        return None  # "it is claimed that": by nobody
    if subject is None and tree.deps[verb] in ("acl", "relcl", "advcl") and tree.deps[above] == "dobj":
        return subject_of(tree, tree.heads[above])
    return subject


def holder_of(tree: Tree, cue: int, group: Predicate, owning: frozenset[str] = frozenset()) -> Holder | None:
    """Whoever is cited by a cue word, or None where its group cites nobody."""
    if group.stance is None:
        return None
    if group.id == "hearsay":
        source = next((kid for kid in tree.children(cue, "prep") if tree.lowers[kid] == "from"), None)
        subject = tree.child(source, "pobj") if source is not None else None  # "heard that": from somebody
    elif tree.pos[cue] in VERBAL:
        quoted = _quoted(tree, cue) or _raised_speaker(tree, cue, group)
        subject = _subject(tree, cue) if quoted is None else quoted
        if any(tree.tags[kid] == "VBN" for kid in tree.children(cue, "xcomp")) and tree.child(cue, "auxpass") is None:
            subject = None  # "Two soldiers feared killed"
        if group.id == "said-to" and subject is not None and tree.deps[subject] == "nsubj":
            subject = None  # "Envoy said to seek asylum"
    elif tree.pos[cue] == "ADJ":
        subject = subject_of(tree, tree.heads[cue]) if tree.heads[cue] != cue else None
        if subject is not None and tree.lowers[subject] == "it" and tree.child(cue, "xcomp") is None:
            return None  # "it is certain that ...": nobody says so but the text
    else:
        subject = owner_of(tree, cue, owning)
    if group.id == "differ" and subject is None:
        subject = tree.child(cue, "nsubjpass")  # "historians are divided over whether"
    if group.id == "differ" and subject is not None and tree.lemmas[subject] in ("opinion", "view"):
        return Holder(cue, None, group.stance, "hearsay")
    if _nobody(tree, subject):
        subject = None
    return Holder(cue, subject, group.stance, "wish" if group.kind == "none" else group.kind)


def owner_of(tree: Tree, noun: int, owning: frozenset[str] = frozenset()) -> int | None:
    """Whose claim, plan or finding a noun names: "its claim", "a claim by the navy", "made a claim", "the line from the palace is
    that"; what speaks for itself: "the findings are that"."""
    subject = tree.child(noun, "poss")
    if subject is not None and tree.tags[subject] == "PRP$" and tree.deps[noun] in ("dobj", "attr"):
        whose = subject_of(tree, tree.heads[noun])  # "deleted its claim that"
        subject = subject if whose is None or tree.pos[whose] == "PRON" else whose
    behind = tree.children(noun, "prep")
    by = next((kid for kid in behind if tree.lowers[kid] in ("by", "from")), None)
    if by is None:
        by = next((kid for kid in behind if tree.lowers[kid] in ("in", "on") and in_press(tree, kid)), None)
    if subject is None and by is not None:
        subject = tree.child(by, "pobj")
    if subject is None:
        for kid in tree.children(noun, "acl"):
            agent = tree.child(kid, "agent") if tree.tags[kid] == "VBN" and tree.lemmas[kid] in _VOICED else None
            if agent is not None:  # "the allegation, made by the opposition, that"
                return tree.child(agent, "pobj")
    if subject is None and tree.deps[noun] == "dobj" and tree.lemmas[tree.heads[noun]] in owning:
        subject = subject_of(tree, tree.heads[noun])
    return subject


def in_press(tree: Tree, preposition: int) -> bool:
    """ "Reports in the Gulf press of", "accounts on state radio that"."""
    noun = tree.child(preposition, "pobj")
    return noun is not None and tree.lemmas[noun] in _PRESS


def says_itself(tree: Tree, cues: Cues, noun: int, owner: int | None) -> int | None:
    """Who speaks in "the findings are that": the findings; in "it is the contention of two historians that": the historians."""
    be = tree.heads[noun]
    if tree.lemmas[be] != "be" or tree.child(be, "ccomp") is None or tree.deps[noun] not in ("nsubj", "attr"):
        return owner
    if tree.lemmas[noun] in cues.arguments:
        of = next((kid for kid in tree.children(noun, "prep") if tree.lowers[kid] == "of"), None)
        whose = tree.child(of, "pobj") if of is not None and owner is None else None
        return whose if whose is not None and speaks(tree, whose, cues, noun) else owner
    return noun if tree.deps[noun] == "nsubj" and tree.lemmas[noun] in cues.people else owner


def _impersonal(tree: Tree, pronoun: int) -> bool:
    """ "It" of a passive with a clause behind it."""
    verb = tree.heads[pronoun]
    return tree.child(verb, "auxpass") is not None and tree.child(verb, "ccomp", "agent") is not None


def _impersonal_passive(tree: Tree, verb: int) -> bool:
    subject = tree.child(verb, "nsubjpass", "nsubj")
    return subject is not None and tree.lowers[subject] == "it" and _impersonal(tree, subject)


def _anybody(tree: Tree, subject: int | None) -> bool:
    """ "One cannot tell", "it is impossible to say"."""
    return (
        subject is not None and tree.lowers[subject] in ("one", "it") and tree.pos[subject] in ("PRON", "NUM", "NOUN")
    )


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
            if tree.lemmas[cue] in _TALES:
                return apply("denied", replace(own, rejected=None), f"{tree.lowers[cue]}: denied", denier)
            told = replace(own, rejected=None, deniers=(*own.deniers, denier))
            return apply("said", told, f"{tree.lowers[cue]}: {group.id}", accuser)
        return apply("denied", replace(own, rejected=None), f"{tree.lowers[cue]}: denied", denier)
    if group.id == "perceive" and (seen := _by_sensor(tree, cues, cue)) is not None:
        effect = "said" if own.positive else "unknown"
        return apply(effect, own, f"{tree.lowers[cue]}: seen by a sensor", seen)
    if own.asked and effect in ("yes", "no", "permitted") and own.basis is None:
        effect = "same"
    if effect == "unknown" and tree.lemmas[cue] in cues.traces and tree.deps[cue] == "dobj":
        seeker = _subject(tree, tree.heads[cue])
        if seeker is not None and speaks(tree, seeker, cues, cue):  # "the footage gives no sign that ..."
            looked = Holder(tree.heads[cue], seeker, "DENIES", "speech")
            plain = replace(own, positive=True, asked=False, certainty="CT")
            return apply("denied", plain, f"{tree.lowers[cue]}: not seen", looked)
    if effect == "said" and any(tree.lowers[kid] in _WRONGLY for kid in tree.children(cue, "advmod", "amod")):
        return apply("no", own, f"{tree.lowers[cue]}: said wrongly")
    grade = cue if effect in ("probable", "improbable", "possible") else None
    holder = None if nobody else holder_of(tree, cue, group, cues.owning)
    if holder is not None and effect == "question" and _anybody(tree, holder.subject):
        pictures = looked_at(tree, cues, cue)
        if pictures is not None or tree.lowers[holder.subject or 0] == "one":
            holder = replace(holder, subject=pictures)
    if effect in ("question", "unknown") and _impersonal_passive(tree, cue):
        holder = None  # "it was not known whether": the author leaves it open
    if holder is not None and tree.pos[cue] in ("NOUN", "PROPN"):
        holder = replace(holder, subject=says_itself(tree, cues, cue, holder.subject))
    if holder is None and tree.pos[cue] == "ADJ":
        holder = _judge(tree, cues, cue, own) if effect != "question" else open_for(tree, cues, cue, own)
    if holder is None and effect == "question" and group.stance is None and tree.pos[cue] in ("NOUN", "PROPN"):
        holder = open_for(tree, cues, cue, own)
    if holder is not None and holder.subject is None and group.kind == "nominal" and own.spoken:
        holder = None  # "inspectors said there was evidence that ...": it is they who say so
    if holder is not None and holder.subject is not None and not speaks(tree, holder.subject, cues, cue):
        holder = None
        if effect == "said":
            effect = "probable" if tree.lemmas[cue] in cues.evidence else "same"
    return apply(effect, own, f"{tree.lowers[cue]}: {group.id}", holder, grade)


def _by_sensor(tree: Tree, cues: Cues, verb: int) -> Holder | None:
    """ "A drone filmed soldiers digging": the drone says so."""
    subject = _subject(tree, verb)
    if subject is None or cues.sensors.isdisjoint(tree.names(subject)):
        return None
    return Holder(verb, subject, "AFFIRMS", "speech")


def _judge(tree: Tree, cues: Cues, adjective: int, own: State) -> Holder | None:
    """Whoever deems it likely, rates it as possible, thinks it unlikely that ..."""
    verb = tree.heads[adjective]
    if tree.lowers[verb] == "as":
        verb = tree.heads[verb]
    if tree.pos[verb] not in VERBAL or tree.lemmas[verb] not in cues.judging or verb > adjective:
        return None
    subject = subject_of(tree, verb)
    if subject is None or tree.lowers[subject] == "it" or any(holder.cue == verb for holder in own.holders):
        return None
    return Holder(verb, subject, "AFFIRMS", "attitude")


def _lemma(tree: Tree, verb: int) -> str:
    particle = tree.child(verb, "prt")
    return tree.lemmas[verb] + (f" {tree.lemmas[particle]}" if particle is not None else "")


def verb_group_of(tree: Tree, cues: Cues, verb: int, *frames: str) -> Predicate | None:
    """The cue group of a verb, with its particle if it has one."""
    return cues.predicate("verb", _lemma(tree, verb), *frames)


def unlisted_report(tree: Tree, cues: Cues, parent: int, own: State) -> State:
    """A clause under a word that no list knows: its subject's words if such clauses mostly are, else the author's."""
    construct = "ccomp" if tree.pos[parent] in VERBAL else "noun-that"
    subject = subject_of(tree, parent)
    listed = tree.lemmas[parent] in SAYING and subject is not None and speaks(tree, subject, cues, parent)
    if cues.attribution(tree.lemmas[parent], construct) < _LIKELY and not listed:
        return own
    if not own.positive:
        return apply("unknown", own, f"{tree.lowers[parent]}: negated clause")
    holder = Holder(parent, subject, "AFFIRMS", "speech")
    return apply("said", own, f"{tree.lowers[parent]}: clause", holder)
