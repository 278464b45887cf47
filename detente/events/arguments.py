"""Who stands in which grammatical role of a word: passives, relative clauses, control and coordination undone.

All functions take and return spaCy tokens: the heads of noun phrases. Labels are those of ClearNLP, as the English
spaCy pipelines give them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.events.dependents import MAKING, children, possessors, with_conjuncts
from detente.events.harm import doers, harm_within
from detente.events.voice import is_misread_sentence, is_passive

#: "because of the embargo", "in the face of sanctions", "under the ban"
_HAMPERING = frozenset({"due", "because", "under", "despite", "amid", "in", "from", "by"})
#: Who announces these does them: "decreed that the ban be lifted".
_PERFORMATIVE = frozenset(
    {"announce", "declare", "decide", "decree", "order", "rule", "pledge", "vow", "promise", "agree"}
)
_ACCUSING = frozenset(
    {"accuse", "blame", "condemn", "denounce", "call", "urge", "demand", "vow", "threaten", "warn", "criticise"}
)
_SAYING = frozenset(
    {"say", "tell", "declare", "announce", "state", "insist", "add", "argue", "reiterate", "stress", "warn"}
)
#: What follows these words is told beside the matter.
_BESIDE = frozenset(
    {"after", "before", "since", "until", "when", "while", "as", "because", "although", "though", "where", "so"}
)
#: Participles whose agent has what they describe: "bases used by American troops" are theirs.
_HOLDING = frozenset(
    ("use", "hold", "run", "control", "occupy", "man", "own", "operate", "staff", "inhabit", "populate")
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
#: "ordered troops to leave": the object of these governs the infinitive; else the subject does ("agreed to leave").
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "agree", "offer"})
#: "accused Iran of arming rebels": the object is the subject of the gerund.
_OBJECT_GERUND = frozenset({"of", "for", "from"})


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it, in the active or the passive: "by rebels" of "was seized by rebels"."""
    if is_passive(verb):
        return agents(verb) or _doers_of_harm(verb) or _announcers(verb)
    return _surface_subjects(verb, depth)


def _doers_of_harm(verb: Token) -> list[Token]:
    """ "was killed in a [Russian] strike", "were wounded in an attack by [rebels]"."""
    return [token for noun in harm_within(verb) for token in doers(noun)]


def _announcers(verb: Token) -> list[Token]:
    """Who announces what is done without a named doer: "the junta announced that the curfew would be lifted"."""
    said = verb.head
    if verb.dep_ != "ccomp" or said.lemma_ not in _PERFORMATIVE or not any(c.tag_ == "MD" for c in verb.children):
        return []
    return _surface_subjects(said)


def agents(verb: Token) -> list[Token]:
    """Noun phrases after the "by" of a passive."""
    found = []
    for agent in [*children(verb, "agent"), *(c for c in children(verb, "prep") if c.lower_ == "by")]:
        for head in children(agent, "pobj"):
            if head.ent_type_ not in ("DATE", "TIME"):
                found += with_conjuncts(head)
    return found or _displaced_agents(verb)


def _displaced_agents(verb: Token) -> list[Token]:
    """ "was held at Entebbe airport by police": the parser hangs "by" on the airport."""
    return [
        token
        for prep in children(verb, "prep")
        for place in children(prep, "pobj")
        if place.ent_type_ or any(part.pos_ == "PROPN" for part in (place, *place.children))
        for by in children(place, "prep")
        if by.lower_ == "by"
        for token in children(by, "pobj")
        if token.ent_type_ not in ("DATE", "TIME")
    ]


def _surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, found through coordination, relative clauses, control and participles."""
    if depth > 4:
        return []
    for part in _verb_chain(verb):
        # "had earlier threatened": the parser hangs the subject on the auxiliary now and then
        holders = [part, *children(part, "aux", "auxpass")]
        if own := [subject for holder in holders for subject in children(holder, "nsubj", "nsubjpass")]:
            return _through_relative(own[0])
    top = list(_verb_chain(verb))[-1]
    return _inherited_subject(top, depth) or _adverbial_names(top)


def _verb_chain(verb: Token) -> Iterator[Token]:
    """The verb, then the verbs whose arguments it shares as a later conjunct ("met and signed")."""
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        yield verb
        if verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX"):
            return
        verb = _speaking(verb) or verb.head


def _speaking(verb: Token) -> Token | None:
    """ "Denied that its forces had fired and [accused] Chad": the parser coordinates with "fired" what goes on from "denied"."""
    told = verb.head
    said = told.head
    perfect = any(child.lower_ == "had" for child in told.children)
    if verb.lemma_ in _ACCUSING and told.dep_ == "ccomp" and said.lemma_ in (*_SAYING, "deny") and perfect:
        return said
    return None


def _adverbial_names(verb: Token) -> list[Token]:
    """ "[Armenia] mobilised reservists" with its first word taken for an adverbial, as "Monday" would be."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ not in ("ROOT", "conj", "ccomp"):
        return []
    before = [c for c in children(verb, "npadvmod") if c.i < verb.i and c.pos_ == "PROPN"]
    before += [c for c in children(verb, "advmod") if c.is_sent_start and c.is_title]  # "[Vanuatu], with Tuvalu, asked"
    return [name for name in before if name.ent_type_ not in ("DATE", "TIME")]


def _through_relative(subject: Token) -> list[Token]:
    """The antecedent for "who", "which", "that"; else the phrase itself."""
    if subject.lower_ in _RELATIVE:
        clause = subject.head
        while clause.dep_ == "conj" or (clause.dep_ == "ccomp" and subject.i < clause.head.i):
            clause = clause.head  # "a reporter, whom officials say police detained"
        if clause.dep_ == "relcl":
            return with_conjuncts(clause.head) if _plural_verb(clause) else [clause.head]
    return with_conjuncts(subject)


def _plural_verb(verb: Token) -> bool:
    return not any("Sing" in t.morph.get("Number", []) for t in (verb, *children(verb, "aux", "auxpass")))


def _inherited_subject(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp", "advcl"):
        if _is_headline_future(verb):
            return with_conjuncts(head)
        if head.pos_ == "ADJ" and head.head.pos_ in ("VERB", "AUX"):  # "is likely to recognise", "is due to visit"
            return _surface_subjects(head.head, depth + 1)
        if head.pos_ not in ("VERB", "AUX"):
            return _noun_holder(head, depth) if head.pos_ == "NOUN" else _surface_subjects(head, depth + 1)
        if verb.dep_ != "advcl" and head.lemma_ not in _SUBJECT_CONTROL and (controller := objects(head, depth + 1)):
            return controller
        return _surface_subjects(head, depth + 1)
    if verb.dep_ == "relcl":
        return []
    if verb.dep_ == "acl":
        if verb.tag_ in ("VBG", "VBD") or is_misread_sentence(verb):  # the parser took a sentence for a noun phrase
            return with_conjuncts(head)
        return _noun_holder(head, depth)
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        governor = head.head
        if governor.pos_ in ("VERB", "AUX"):
            accused = objects(governor, depth + 1)
            if head.lower_ in _OBJECT_GERUND and accused:
                return accused
            return _surface_subjects(governor, depth + 1)
        return _noun_holder(governor, depth)
    return []


def _is_headline_future(verb: Token) -> bool:
    """ "[Norway] to send tents to Libya": a headline leaves out that Norway is to."""
    head = verb.head
    return (
        head.dep_ == "ROOT" and head.i < verb.i and head.tag_ in ("NNP", "NNPS", "VBN") and head.text[0].isupper()
        and verb.tag_ == "VB" and any(child.lower_ == "to" and child.i == verb.i - 1 for child in verb.children)
        and not children(head, "nsubj", "nsubjpass", "aux", "auxpass")
    )  # fmt: skip


def _noun_holder(noun: Token, depth: int) -> list[Token]:
    """Whose plan it is: "Iran's plan to ...", "Iran has a plan to ...", "Iran unveiled a plan to ..."."""
    if holders := possessors(noun):
        return holders
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return subjects(noun.head, depth + 1)
    return []


def objects(verb: Token, depth: int = 0) -> list[Token]:
    """What it is done to, in the active or the passive."""
    if depth > 4:
        return []
    if is_passive(verb):
        if verb.dep_ == "acl" and not children(verb, "nsubjpass"):
            return with_conjuncts(verb.head)
        return _surface_subjects(verb, depth)
    if own := children(verb, "dobj"):
        return _through_object_relative(own[0])
    if verb.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ not in _RELATIVE for c in verb.children):
        return with_conjuncts(verb.head)  # "the tanker that Iran seized"
    shared = [c for c in verb.conjuncts if verb.i < c.i <= verb.i + 3 and c.pos_ == "VERB"]
    for later in shared:  # "shelled and bombed the town": the object hangs on the last verb
        if (own := children(later, "dobj")) and not any(t.text in ",;" for t in verb.doc[verb.i : later.i]):
            return with_conjuncts(own[0])
    return []


def _through_object_relative(head: Token) -> list[Token]:
    if head.lower_ in _RELATIVE and head.head.dep_ == "relcl":
        return with_conjuncts(head.head.head)
    return with_conjuncts(head)


def retained_objects(verb: Token) -> list[Token]:
    """What a passive keeps, its subject being the one who gets it: "was handed an [ultimatum]", "were refused [visas]"."""
    kept = children(verb, "dobj")
    return [token for head in kept for token in with_conjuncts(head)] if kept and is_passive(verb) else []


def indirect_objects(verb: Token) -> list[Token]:
    """ "France gave Chad food", "Chad was given food" -> Chad."""
    if retained_objects(verb):
        return objects(verb)
    return [token for head in children(verb, "dative") if head.pos_ != "ADP" for token in with_conjuncts(head)]


def clause_subjects(verb: Token) -> list[Token]:
    """Subject of the clause that the word governs: "demanded that the militia leave" -> militia."""
    for child in verb.children:
        if (
            child.dep_ in ("ccomp", "xcomp", "acl", "advcl")
            and child.i > verb.i
            and not any(mark.dep_ in ("mark", "advmod") and mark.lower_ in _BESIDE for mark in child.children)
            and (own := children(child, "nsubj") or children(child, "nsubjpass"))
        ):
            # "demanded that the prisoners be freed" asks nothing of the prisoners
            return with_conjuncts(own[0]) if own[0].dep_ == "nsubj" else agents(child)
    return []


def afflicted(noun: Token) -> list[Token]:
    """Who suffers what the noun names, as the subject of the clause that it hampers.

    "Chad cannot import arms because of the embargo", "Iran's economy shrank under U.S. sanctions" -> Chad, economy.
    """
    token = noun
    while token.head is not token and token.dep_ in ("pobj", "prep", "conj", "pcomp"):
        token = token.head
        if token.dep_ == "prep" and token.lower_ in _HAMPERING and token.head.pos_ in ("VERB", "AUX"):
            return subjects(token.head)
    return []


def makers(noun: Token) -> list[Token]:
    """Who made or holds what the noun names: "a law passed by parliament", "bases used by American troops"."""
    parts = [part for part in children(noun, "acl") if part.tag_ == "VBN" and part.lemma_ in MAKING | _HOLDING]
    return [token for part in parts for token in agents(part)]


def speakers(token: Token) -> list[Token]:
    """Subject of the nearest verb of saying above the word: "[officials] said that it was out of the question"."""
    for verb in token.ancestors:
        if verb.lemma_ in _SAYING:
            return _surface_subjects(verb)
    return []
