"""Event nouns: as subject or object, behind a preposition, or in front of another noun."""

from __future__ import annotations

from dataclasses import replace

from detente.certainty.clauses import complement, kept
from detente.certainty.cues import Cues, Predicate
from detente.certainty.effects import PLANS, Holder, State, apply
from detente.certainty.governing import VERBAL, frame_of, holder_of, use, verb_group_of
from detente.certainty.local import definite, local
from detente.certainty.sources import open_for
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS

#: What these are over may be still to come.
_TALKS = frozenset(("talk", "negotiation", "negotiate", "discussion", "agreement", "agree", "deal", "accord", "vote"))
#: What stands behind these has happened, whatever comes of it.
_GIVEN = frozenset(("over", "amid", "amidst", "despite", "following"))
#: A time that such a phrase names may be over.
_BEHIND = frozenset(("after", "since", "following"))
_BYGONE = frozenset(("last", "ago", "yesterday", "earlier"))
#: Prepositions whose noun shares the fate of what governs them ("will help with repairs").
_SHARING = {
    "by",
    "in",
    "through",
    "with",
    "as",
    "of",
    "to",
    "into",
    "for",
    "on",
    "about",
    "over",
    "around",
    "between",
    "among",
}


_SCORN = WORDS["scorn"]
#: Whoever does so to a claim has made it.
_TAKEN_BACK = frozenset(
    {
        "delete",
        "retract",
        "withdraw",
        "repeat",
        "renew",
        "drop",
        "abandon",
        "recant",
        "correct",
        "amend",
        "erase",
        "soften",
    }
)
_AHEAD = frozenset(("may", "might", "could", "will", "would", "to"))
#: "They came close to signing": they did not.
_NEARLY = Predicate("came-close", "adjective", frozenset({"to"}), "no", "no")
#: "cannot trade because of the embargo": the embargo is a fact, whatever it hampers.
_CAUSES = ("due to", "because of", "thanks to", "owing to", "despite", "in spite of", "in the face of", "in view of")


def prepositional(tree: Tree, cues: Cues, preposition: int, child: int, own: State) -> State:
    """What stands behind a preposition, by the word that governs it: "accused of planning", "call for talks"."""
    word, governor = tree.lemmas[preposition], tree.heads[preposition]
    before = range(max(0, preposition - 6), preposition + 1)
    phrase = " ".join([tree.lowers[i] for i in before if tree.pos[i] != "SPACE"][-4:])  # lines may be wrapped in it
    for length in (4, 3, 2, 1):
        text = " ".join(phrase.split()[-length:])
        operator = cues.operator("preposition", text)
        if operator is not None and not (length == 1 and operator.id == "against-prep"):
            return _preposed(operator.effect, f"{text}: {operator.id}", own)
    if tree.pos[governor] in ("ADP", "ADV", "SCONJ") and (above := cues.operator("preposition", tree.lowers[governor])):
        return _preposed(above.effect, f"{tree.lowers[governor]}: {above.id}", own)
    longer = f"{phrase} {tree.lowers[preposition + 1]}" if preposition + 1 < len(tree.lowers) else phrase
    if tree.pos[child] not in VERBAL and (phrase.endswith(_CAUSES) or longer.endswith(_CAUSES)) and not own.actual:
        return own.context("cause: presupposed")
    if tree.pos[child] in VERBAL and frame_of(tree, child) == "whether":
        asking = cues.predicate("verb", tree.lemmas[governor], f"{word}-whether")
        if asking is not None and tree.pos[governor] in VERBAL:
            return use(tree, cues, governor, asking, own)
        noun = cues.predicate("noun", tree.lemmas[governor], "whether") if tree.pos[governor] == "NOUN" else None
        if noun is not None:
            return use(tree, cues, governor, noun, own)
        return apply("question", own, f"{word} whether: open", open_for(tree, cues, preposition, own))
    if tree.lowers[governor] == "odds" and tree.lowers[governor - 1] == "at":
        return apply("question", own, "at odds", open_for(tree, cues, preposition, own))
    if (turned := _scoffed(tree, cues, governor, word, child, own)) is not None:
        return turned
    if (
        word == "to"
        and tree.lemmas[governor] in cues.evidence
        and tree.pos[governor] in VERBAL
        and not definite(tree, child)
    ):
        shown = tree.child(governor, "nsubj")  # "images point to a strike"
        if shown is not None and not cues.people.isdisjoint(tree.names(shown)) and tree.pos[child] == "NOUN":
            pointing = Holder(governor, shown, "AFFIRMS", "speech")
            return apply("believed", own, f"{tree.lowers[governor]} to: evidence", pointing)
    if word == "on" and _drawn_up(tree, cues, governor, child):
        return own
    group, cue = _governing(tree, cues, governor, "to-noun" if word == "to" else word, child)
    if group is not None:
        return use(tree, cues, cue, group, own)
    if tree.pos[child] in VERBAL:
        if word in ("after", "since", "despite", "besides", "upon", "following", "before", "while", "from"):
            return own if own.basis else kept(own)
        if word in ("for", "to", "towards") and tree.pos[governor] in ("NOUN", "PROPN") and not own.basis:
            return own
        return own if own.basis or own.asked else kept(own)
    if own.actual:
        return own
    made = tree.lemmas[child] in (cues.deals if word in ("in", "under") else cues.drawn_up if word == "of" else ())
    if made and (word != "of" or phrase.endswith("as part of")) and own.positive and own.basis in PLANS:
        return own.context(f"{word}: made already")  # "agreed to leave under a deal", "as part of a plan"
    if word in ("at", "during") and tree.lemmas[child] in cues.forums and _is_ahead(tree, governor, own):
        return apply("schedule", own.context(), f"{word}: of what is to come")
    if definite(tree, child):
        return own.context("definite: presupposed")
    if word in _BEHIND and any(tree.lowers[i] in _BYGONE for i in tree.subtree(child)):
        return own.context(f"{word}: of the past")  # "will help farmers after a drought last year"
    told = cues.predicate("noun", tree.lemmas[child], "that")
    if told is not None and told.kind == "nominal" and tree.lemmas[governor] not in ("be", "have"):
        return own.context(f"{tree.lemmas[child]}: told")  # "did not comment on reports that ...": there were reports
    if word in _GIVEN and own.basis is None and not own.asked and tree.lemmas[governor] not in _TALKS:
        return own.context(f"{word}: what it is about is there")  # "may leave the bloc over a raid"
    if word in _SHARING:
        return own
    return own.context("beside the point") if not own.positive else own


def _drawn_up(tree: Tree, cues: Cues, verb: int, noun: int) -> bool:
    """ "Agreed (on) a timetable": the paper is there, whatever becomes of what it says."""
    return tree.pos[verb] in VERBAL and tree.lemmas[verb] in ("agree", "settle") and tree.lemmas[noun] in cues.drawn_up


def _describes(tree: Tree, verb: int) -> bool:
    """ "To be the worst yet", "to be worth a million": no word of whether it happens, as in "to be under way"."""
    worth = (tree.lowers[kid] == "worth" for kid in tree.children(verb, "acomp"))
    return tree.lemmas[verb] == "be" and (tree.child(verb, "attr") is not None or any(worth))


def _is_ahead(tree: Tree, verb: int, own: State) -> bool:
    """Of a plan, or of what may be in days to come: "may be signed at the summit", not "may have been"."""
    if own.basis is not None or own.asked:
        return own.basis in PLANS and own.positive
    helpers = [tree.lowers[kid] for kid in tree.children(verb, "aux")]
    return own.positive and bool(_AHEAD.intersection(helpers)) and "have" not in helpers


def _scoffed(tree: Tree, cues: Cues, verb: int, word: str, noun: int, own: State) -> State | None:
    """ "Scoffed at suggestions that", "laughed off talk that": they deny what the noun tells."""
    if tree.pos[verb] not in VERBAL or not own.positive:
        return None
    lemma = tree.lemmas[verb] if word == "at" else f"{tree.lemmas[verb]} {word}"
    if word == "on" and any(tree.lowers[kid] in _SCORN for kid in tree.kids[verb]):
        lemma = "scoff"  # "poured scorn on"
    group = cues.predicate("verb", lemma, "report-object")
    told = cues.predicate("noun", tree.lemmas[noun], "that")
    if group is None or told is None or not (told.kind == "nominal" or told.holds in ("believed", "possible")):
        return None
    return replace(own.context(f"{tree.lemmas[noun]}: told"), rejected=holder_of(tree, verb, group))


def _called_untrue(tree: Tree, cues: Cues, verb: int, noun: int) -> Predicate | None:
    """ "Called the report that he had spied a fabrication", "described the claim as false"."""
    if tree.lemmas[verb] not in cues.judging or tree.lemmas[noun] not in cues.claims:
        return None
    last = max(tree.subtree(verb))
    untrue = any(
        tree.lemmas[i] in cues.falsehoods or tree.lowers[i] in cues.falsehoods for i in range(noun + 1, last + 1)
    )
    return cues.predicate("verb", "reject", "report-object") if untrue else None


def _called_lie(tree: Tree, cues: Cues, verb: int, noun: int) -> bool:
    told = tree.child(verb, "attr")
    return told is not None and tree.lemmas[told] in cues.falsehoods and tree.lemmas[noun] in cues.claims


def _preposed(effect: str, why: str, own: State) -> State:
    if effect == "condition":
        return apply("condition", own.context(), why)
    if effect == "no":
        return replace(kept(own), positive=False, why=(*own.why, why))
    if effect == "intent":
        return apply("intent", own, why) if own.actual else own
    return apply(effect, own, why)


def _governing(tree: Tree, cues: Cues, governor: int, word: str, child: int) -> tuple[Predicate | None, int]:
    """The cue group that a governor has for this preposition; "accused rebels of ..." may hang on the object."""
    pos = tree.pos[governor]
    above = tree.heads[governor]
    if tree.lowers[governor] == "close" and word in ("to", "to-noun") and tree.lemmas[above] == "come":
        return _NEARLY if tree.tags[above] in ("VBD", "VBN") else None, governor
    if pos in VERBAL:
        if word == "with" and tree.lemmas[governor] in ("go", "come"):
            return None, governor
        group = verb_group_of(tree, cues, governor, word)
        return group, governor
    if pos in ("ADJ", "ADV"):
        return cues.predicate("adjective", tree.lemmas[governor], word), governor
    if pos in ("NOUN", "PROPN"):
        group = cues.predicate("noun", tree.lemmas[governor], word)
        if group is None and not definite(tree, child):
            group = cues.predicate("noun", tree.lemmas[governor], f"{word}-indefinite")
        above = tree.heads[governor]
        if (
            group is None
            and tree.lowers[above] in ("by", "from", "in", "on")
            and tree.pos[tree.heads[above]] in ("NOUN", "PROPN")
        ):
            claim = tree.heads[above]  # "a claim by the militia of a strike"
            told = cues.predicate("noun", tree.lemmas[claim], word)
            if told is not None and told.kind == "nominal":
                return told, claim
        if group is None and tree.deps[governor] == "dobj" and tree.pos[above] in VERBAL and tree.pos[child] in VERBAL:
            return verb_group_of(tree, cues, above, word), above
        return group, governor
    return None, governor


def argument(tree: Tree, cues: Cues, verb: int, noun: int, own: State) -> State:
    """An event noun as subject or object of a verb."""
    dep = tree.deps[noun]
    passive = dep == "nsubjpass"
    if tree.pos[verb] not in VERBAL:
        return own
    if dep in ("nsubj", "nsubjpass"):
        if tree.lemmas[verb] == "be" and (adjective := tree.child(verb, "acomp")) is not None:
            group = cues.predicate("adjective", tree.lemmas[adjective], "subject")
            if cues.predicate("adjective", tree.lemmas[adjective], "claim-subject") and own.positive:
                return replace(own, rejected=True)  # "the claim that they fled is false"
            cause = any(tree.lowers[kid] == "to" for kid in tree.children(adjective, "prep", "pcomp"))
            if group is not None and not (tree.lemmas[adjective] == "due" and cause):
                return use(tree, cues, adjective, group, local(tree, cues, adjective, own))
        if tree.lemmas[verb] == "be" and own.positive and _called_lie(tree, cues, verb, noun):
            return replace(own, rejected=True)  # "claims that they fled are a fantasy"
        if dep == "nsubj":
            if own.basis in PLANS and own.positive and tree.lemmas[verb] in cues.ongoing:
                return own.context(f"{tree.lowers[verb]}: goes on already")
            group = verb_group_of(tree, cues, verb, "subject")
            if (
                group is not None
                and group.holds == "probable"
                and tree.child(verb, "acomp", "oprd", "attr") is not None
            ):
                return _presupposed(tree, noun, own)  # "the truce appears stable": there is a truce
            raised = tree.child(verb, "xcomp")
            if group is not None and group.holds != "same" and raised is None:
                return use(tree, cues, verb, group, own)
            if group is not None and group.holds == "same" and not passive:
                return own
            if raised is not None and tree.pos[raised] in VERBAL:
                inner = local(tree, cues, raised, complement(tree, cues, verb, raised, own))
                if cues.predicate("verb", tree.lemmas[raised], "subject") is not None:
                    return inner
            return _presupposed(tree, noun, own)
    raised = tree.child(verb, "xcomp")
    if passive and raised is not None and tree.pos[raised] in VERBAL:
        inner = local(tree, cues, raised, complement(tree, cues, verb, raised, own))
        happens = cues.predicate("verb", tree.lemmas[raised], "subject")
        if _describes(tree, raised) and definite(tree, noun):
            return _presupposed(tree, noun, own)  # "the raid is believed to be the worst yet": there was one
        return inner if happens is not None and happens.holds == "same" else _presupposed(tree, noun, own)
    if dep in ("dobj", "nsubjpass"):
        reached = (
            tree.lemmas[verb] == "negotiate" and tree.tags[verb] in ("VBD", "VBN") and tree.lemmas[noun] in cues.deals
        )
        if reached or _drawn_up(tree, cues, verb, noun):
            return own  # "negotiated a truce": there is one
        told = _told_noun(tree, cues, verb, noun, own)
        if told is not None:
            return told
        going_on = verb_group_of(tree, cues, verb, "going-on")
        if going_on is not None and not own.actual and definite(tree, noun):
            return use(tree, cues, verb, going_on, own)
        standing = None if own.actual else verb_group_of(tree, cues, verb, "standing")
        if standing is not None:
            return use(tree, cues, verb, standing, own)
        group = (
            verb_group_of(tree, cues, verb, "subject", "object")
            if passive
            else verb_group_of(tree, cues, verb, "object")
        )
        if group is not None and group.holds == "no" and _kept_from(tree, verb):
            return _presupposed(tree, noun, own)  # "to keep the fighting from spreading": there is fighting
        if group is not None and (own.positive or group.negated != "unknown" or not definite(tree, noun)):
            return use(tree, cues, verb, group, own)
        return _presupposed(tree, noun, own)
    return own


def _kept_from(tree: Tree, verb: int) -> bool:
    """Prevented is what stands behind "from", not the object."""
    links = [kid for kid in tree.children(verb, "prep") if tree.lowers[kid] == "from"]
    return any(tree.child(link, "pcomp") is not None for link in links)


def _told_noun(tree: Tree, cues: Cues, verb: int, noun: int, own: State) -> State | None:
    """A claim or plan as object: "rejected reports that ..." leaves the reports standing and denies what they say."""
    lemma = tree.lemmas[noun]
    if lemma in cues.shares:
        return own.context("share: presupposed")
    nominal = cues.predicate("noun", lemma, "that", "to", "of")
    if nominal is None or nominal.kind == "none":
        return None
    if (
        (nominal.kind in ("nominal", "speech") or nominal.holds in ("believed", "possible"))
        and (group := verb_group_of(tree, cues, verb, "report-object") or _called_untrue(tree, cues, verb, noun))
        and own.positive
    ):
        return replace(own.context(f"{lemma}: told"), rejected=holder_of(tree, verb, group))
    if nominal.kind == "nominal" and own.positive and tree.lemmas[verb] in _TAKEN_BACK:
        return own.context(f"{lemma}: told")  # "deleted its claim that"
    tested = tree.deps[noun] == "nsubjpass" and not own.positive and tree.lemmas[verb] not in cues.owning
    if tested and nominal.holds in ("said", "believed", "possible"):
        return own.context(f"{lemma}: told")  # "suspicions of a deal were never tested": they are there
    verifying = verb_group_of(tree, cues, verb, "object")
    if nominal.kind == "nominal" and verifying is not None and verifying.holds == "said":
        return own.context(f"{lemma}: told")  # "could not verify the claim that ...": the claim was made
    if nominal.holds in ("intent", "offer", "agreement") and (group := verb_group_of(tree, cues, verb, "plan-object")):
        return use(tree, cues, verb, group, own)
    if lemma in cues.claims and (group := verb_group_of(tree, cues, verb, "report-object")):
        return use(tree, cues, verb, group, own)
    return None


def _presupposed(tree: Tree, noun: int, own: State) -> State:
    """A definite phrase names a thing that is there; an indefinite one shares the fate of its verb."""
    if own.actual or not definite(tree, noun):
        return own
    return own.context("definite: presupposed")


def premodifier(tree: Tree, cues: Cues, noun: int, child: int, own: State) -> State:
    """ "attack plan", "withdrawal offer": the event is what the noun behind it is about."""
    if tree.deps[child] in ("compound", "nmod", "amod") and tree.pos[child] in ("NOUN", "PROPN", "VERB"):
        group = cues.predicate("noun", tree.lemmas[noun], "object")
        if group is not None and tree.deps[child] != "amod":
            return use(tree, cues, noun, group, own)
    if tree.tags[child] == "VBN" and tree.deps[child] == "amod" and not own.generic:
        return own.context("participle: presupposed")
    return own if tree.deps[child] != "poss" else own.context("owner: presupposed")
