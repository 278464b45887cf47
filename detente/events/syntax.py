"""Who stands in which grammatical role of a word: passives, relative clauses, control and coordination undone.

All functions take and return spaCy tokens: the heads of noun phrases. Labels are those of ClearNLP, as the English
spaCy pipelines give them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

#: Without an object these are passives whose auxiliary a headline dropped.
_NEED_OBJECT = frozenset({
    "accuse", "arrest", "jail", "detain", "convict", "indict", "abduct", "expel", "deport", "oust", "sentence",
    "kill", "wound", "injure", "free", "behead", "execute", "extradite", "kidnap", "assassinate", "murder",
    "evacuate", "imprison",
})  # fmt: skip
#: No passives at all.
_NO_OBJECT = frozenset({
    "arrive", "dock", "sail", "depart", "retreat", "march", "demonstrate", "clash", "resign", "disarm", "surrender", "fight",
})  # fmt: skip
#: The same, where an infinitive or one of these prepositions follows: "Council urged to act", "Editor charged with theft".
_NEED_OBJECT_BEFORE = {
    "urge": ("to",), "order": ("to",), "instruct": ("to",), "compel": ("to",), "charge": ("with", "over", "in"),
    "release": ("from", "on", "after", "in"), "suspend": ("from",), "ban": ("from",), "bar": ("from",),
    "exclude": ("from",), "banish": ("from",), "hold": ("in", "over"), "sue": ("over", "for"), "fine": ("for", "over"),
    "pardon": ("by", "for"), "remove": ("from",), "evict": ("from",),
}  # fmt: skip
#: "because of the embargo", "in the face of sanctions", "under the ban"
_HAMPERING = frozenset({"due", "because", "under", "despite", "amid", "in", "from", "by"})
#: Who announces these does them: "decreed that the ban be lifted".
_PERFORMATIVE = frozenset(
    {"announce", "declare", "decide", "decree", "order", "rule", "pledge", "vow", "promise", "agree"}
)
_SAYING = frozenset(
    {"say", "tell", "declare", "announce", "state", "insist", "add", "argue", "reiterate", "stress", "warn"}
)
#: What a protest or a mobilisation is about.
_ABOUT = frozenset({"against", "at", "over", "about", "for", "outside"})
_STANCE = frozenset({"protest", "defiance", "anger", "opposition", "response", "retaliation", "revenge"})
_ASKING = frozenset({"call", "demand", "protest", "oppose", "denounce", "condemn", "urge", "seek", "press", "face", "confront",
                     "counter", "deter", "fight", "topple", "oust", "force", "reject"})  # fmt: skip
#: "a bill signed by", "crimes committed by": who does this makes the thing.
_MAKING = frozenset({
    "pass", "stage", "sign", "make", "issue", "commit", "organise", "organize", "adopt", "propose", "impose", "carry", "launch",
    "order", "draft", "announce", "introduce", "put", "publish", "deliver", "set", "lead", "take", "call", "hold", "raise",
    "present", "send", "perpetrate", "conduct", "inflict", "approve", "enact", "table", "voice", "declare", "plan", "run",
})  # fmt: skip
#: What follows these words is told beside the matter.
_BESIDE = frozenset(
    {"after", "before", "since", "until", "when", "while", "as", "because", "although", "though", "where"}
)
ASIDE = frozenset({"after", "before", "despite", "since", "until", "during", "amid"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
#: "ordered troops to leave": the object of these governs the infinitive; else the subject does ("agreed to leave").
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "agree", "offer"})
#: "accused Iran of arming rebels": the object is the subject of the gerund.
_OBJECT_GERUND = frozenset({"of", "for", "from"})


def is_passive(verb: Token) -> bool:
    """True for "was seized" and for a participle without auxiliary after its noun ("the ship seized by Iran")."""
    labels = {child.dep_ for child in verb.children}
    if labels & {"nsubjpass", "auxpass"}:
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return not _is_misread_sentence(verb)
    return _is_headline_passive(verb, labels)


def _is_misread_sentence(clause: Token) -> bool:
    """ "The rebels disarmed", "A ship left for Cadiz" taken for a noun phrase: the verb has an object, or never takes one."""
    if clause.head.dep_ != "ROOT" or any(c.dep_ == "agent" or c.lower_ == "by" for c in clause.children):
        return False
    never = clause.lemma_ in _NO_OBJECT or (
        clause.lemma_ == "leave" and any(c.lower_ == "for" for c in clause.children)
    )
    return never or bool(_children(clause, "dobj"))


def _is_headline_passive(verb: Token, labels: set[str]) -> bool:
    """ "Envoy expelled by Chad", "Russia accused of fraud": a headline drops the auxiliary."""
    if verb.tag_ not in ("VBD", "VBN") or labels & {"dobj", "aux", "ccomp"} or "nsubj" not in labels:
        return False
    if "agent" in labels or verb.lemma_ in _NEED_OBJECT:
        return True
    after = _NEED_OBJECT_BEFORE.get(verb.lemma_, ())
    return any(
        (child.dep_ == "prep" and child.lower_ in after)
        or (child.dep_ == "xcomp" and "to" in after and any(mark.lower_ == "to" for mark in child.children))
        for child in verb.children
        if child.i > verb.i
    )


def with_conjuncts(head: Token) -> list[Token]:
    """The head and what is coordinated with it: "Russia and China" from "Russia"."""
    return [head, *(token for token in head.conjuncts if token.i > head.i)]


def _children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def _verb_chain(verb: Token) -> Iterator[Token]:
    """The verb, then the verbs whose arguments it shares as a later conjunct ("met and signed")."""
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        yield verb
        if verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX"):
            return
        verb = verb.head


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it, in the active or the passive: "by rebels" of "was seized by rebels"."""
    if is_passive(verb):
        return agents(verb) or _announcers(verb)
    return _surface_subjects(verb, depth)


def _announcers(verb: Token) -> list[Token]:
    """Who announces what is done without a named doer: "the junta announced that the curfew would be lifted"."""
    said = verb.head
    if verb.dep_ != "ccomp" or said.lemma_ not in _PERFORMATIVE or not any(c.tag_ == "MD" for c in verb.children):
        return []
    return _surface_subjects(said)


def agents(verb: Token) -> list[Token]:
    """Noun phrases after the "by" of a passive."""
    found = []
    for agent in [*_children(verb, "agent"), *(c for c in _children(verb, "prep") if c.lower_ == "by")]:
        for head in _children(agent, "pobj"):
            if head.ent_type_ not in ("DATE", "TIME"):
                found += with_conjuncts(head)
    return found or _displaced_agents(verb)


def _displaced_agents(verb: Token) -> list[Token]:
    """ "was held at Entebbe airport by police": the parser hangs "by" on the airport."""
    return [
        token
        for prep in _children(verb, "prep")
        for place in _children(prep, "pobj")
        if place.ent_type_ or any(part.pos_ == "PROPN" for part in (place, *place.children))
        for by in _children(place, "prep")
        if by.lower_ == "by"
        for token in _children(by, "pobj")
        if token.ent_type_ not in ("DATE", "TIME")
    ]


def _surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, found through coordination, relative clauses, control and participles."""
    if depth > 4:
        return []
    for part in _verb_chain(verb):
        if own := _children(part, "nsubj", "nsubjpass"):
            return _through_relative(own[0])
    top = list(_verb_chain(verb))[-1]
    return _inherited_subject(top, depth) or _adverbial_names(top)


def _adverbial_names(verb: Token) -> list[Token]:
    """ "[Armenia] mobilised reservists" with its first word taken for an adverbial, as "Monday" would be."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ not in ("ROOT", "conj", "ccomp"):
        return []
    before = [c for c in _children(verb, "npadvmod") if c.i < verb.i and c.pos_ == "PROPN"]
    return [name for name in before if name.ent_type_ not in ("DATE", "TIME")]


def _through_relative(subject: Token) -> list[Token]:
    """The antecedent for "who", "which", "that"; else the phrase itself."""
    if subject.lower_ in _RELATIVE:
        clause = subject.head
        while clause.dep_ == "conj":
            clause = clause.head
        if clause.dep_ == "relcl":
            return with_conjuncts(clause.head) if _plural_verb(clause) else [clause.head]
    return with_conjuncts(subject)


def _plural_verb(verb: Token) -> bool:
    return not any("Sing" in t.morph.get("Number", []) for t in (verb, *_children(verb, "aux", "auxpass")))


def _inherited_subject(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp", "advcl"):
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
        if verb.tag_ in ("VBG", "VBD") or _is_misread_sentence(verb):  # the parser took a sentence for a noun phrase
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
        if verb.dep_ == "acl" and not _children(verb, "nsubjpass"):
            return with_conjuncts(verb.head)
        return _surface_subjects(verb, depth)
    if own := _children(verb, "dobj"):
        return _through_object_relative(own[0])
    if verb.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ not in _RELATIVE for c in verb.children):
        return with_conjuncts(verb.head)  # "the tanker that Iran seized"
    shared = [c for c in verb.conjuncts if verb.i < c.i <= verb.i + 3 and c.pos_ == "VERB"]
    for later in shared:  # "shelled and bombed the town": the object hangs on the last verb
        if (own := _children(later, "dobj")) and not any(t.text in ",;" for t in verb.doc[verb.i : later.i]):
            return with_conjuncts(own[0])
    return []


def _through_object_relative(head: Token) -> list[Token]:
    if head.lower_ in _RELATIVE and head.head.dep_ == "relcl":
        return with_conjuncts(head.head.head)
    return with_conjuncts(head)


def indirect_objects(verb: Token) -> list[Token]:
    """ "France gave Chad food" -> Chad."""
    return [token for head in _children(verb, "dative") if head.pos_ != "ADP" for token in with_conjuncts(head)]


def possessors(noun: Token) -> list[Token]:
    """ "Russia's invasion", "their talks" -> Russia, their."""
    return [token for head in _children(noun, "poss") for token in with_conjuncts(head)]


def modifiers(noun: Token) -> list[Token]:
    """Adjectives and compounds: "the Russian invasion", "U.S.-Japan talks" -> Russian; U.S., Japan."""
    found = []
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod", "npadvmod") and child.i < noun.i:
            found += [child, *_children(child, "compound", "nmod", "punct", "npadvmod", "amod"), *child.conjuncts]
    return [token for token in found if token.is_alpha or "." in token.text or "-" in token.text.strip("-")]


def after_preposition(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """Noun phrases after one of the prepositions that hangs on the token, on its object or on its particle."""
    found: list[Token] = []
    holders = [token, *_children(token, "prt", "dobj", "attr", "advmod", "acomp", "oprd")]
    holders += [c for c in token.conjuncts if c.i > token.i and c.pos_ == token.pos_ == "NOUN"]
    if token.pos_ in ("NOUN", "PROPN"):  # "the expulsion of diplomats by Chad": the parser hangs "by" on the diplomats
        holders += [
            inner for prep in _children(token, "prep") if prep.lower_ == "of" for inner in _children(prep, "pobj")
        ]
    for holder in holders:
        for prep in _children(holder, "prep", "dative", "agent"):
            if prep.lower_ in prepositions:
                found += _objects_of(prep)
            for inner in _children(prep, "prep"):  # "out of", "from within"
                if inner.lower_ in prepositions:
                    found += _objects_of(inner)
    if (
        not found
        and token.dep_ == "relcl"
        and any(c.dep_ == "prep" and c.lower_ in prepositions and not _objects_of(c) for c in token.children)
    ):
        return with_conjuncts(token.head)
    return found


def _objects_of(prep: Token) -> list[Token]:
    heads = [token for head in _children(prep, "pobj") for token in with_conjuncts(head)]
    for conjunct in _children(prep, "conj"):
        heads += [token for head in _children(conjunct, "pobj") for token in with_conjuncts(head)]
    return heads


def clause_subjects(verb: Token) -> list[Token]:
    """Subject of the clause that the word governs: "demanded that the militia leave" -> militia."""
    for child in verb.children:
        if (
            child.dep_ in ("ccomp", "xcomp", "acl", "advcl")
            and child.i > verb.i
            and not any(mark.dep_ in ("mark", "advmod") and mark.lower_ in _BESIDE for mark in child.children)
            and (own := _children(child, "nsubj") or _children(child, "nsubjpass"))
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
    """Who made what the noun names: "a law passed by parliament", "the march staged by students"."""
    parts = [part for part in _children(noun, "acl") if part.tag_ == "VBN" and part.lemma_ in _MAKING]
    return [token for part in parts for token in agents(part)]


def speakers(token: Token) -> list[Token]:
    """Subject of the nearest verb of saying above the word: "[officials] said that it was out of the question"."""
    for verb in token.ancestors:
        if verb.lemma_ in _SAYING:
            return _surface_subjects(verb)
    return []


def issues(token: Token) -> list[Token]:
    """Phrases and clauses that say what the act is about: "over the law", "calling for talks", "in protest at"."""
    found = []
    for child in token.children:
        if child.i < token.i and child.lower_ != "in":
            continue
        stance = child.lower_ == "in" and any(c.lemma_ in _STANCE for c in child.children)
        about = child.dep_ == "prep" and (child.lower_ in _ABOUT or stance)
        if about or (child.dep_ in ("advcl", "acl", "xcomp") and child.lemma_ in _ASKING):
            found.append(child)
        elif child.dep_ in ("dobj", "prep", "pobj", "pcomp", "amod"):  # "hackers capable of attacks against"
            found += issues(child)
    return found


def core(token: Token) -> list[Token]:
    """The word's subtree in order, without relative and adverbial clauses and what follows "after" or "before"."""
    found = []
    for child in token.children:
        if child.i < token.i and child.dep_ not in ("relcl", "advcl"):
            found += core(child)
    found.append(token)
    for child in token.children:
        aside = child.dep_ in ("relcl", "advcl", "parataxis") or child.lower_ in ASIDE
        if child.i > token.i and not aside:
            found += core(child)
    return found


def complements(token: Token) -> list[Token]:
    """Heads of the clauses and noun phrases that the word governs, coordination included."""
    found = []
    for child in token.children:
        if child.i > token.i and child.dep_ in ("xcomp", "ccomp", "dobj", "acl", "prep", "pcomp", "dative"):
            found.append(child)
    return found


def particles(verb: Token) -> set[str]:
    """Particles and bare adverbs and adjectives of the verb: {"off"} of "called off", {"free"} of "set free"."""
    return {
        child.lower_
        for child in verb.children
        if child.dep_ == "prt" or child.tag_ == "RP" or (child.dep_ in ("advmod", "acomp", "oprd") and child.i > verb.i)
    }


def own_particle(verb: Token) -> str | None:
    """The particle that makes the verb another verb: "down" of "backed down"; None for a bare verb."""
    return next((c.lower_ for c in verb.children if c.dep_ == "prt" and c.i > verb.i), None)


def prepositions(token: Token) -> set[str]:
    """Prepositions that hang on the word."""
    hanging = ("prep", "agent", "dative")
    found = {child.lower_ for child in token.children if child.dep_ in hanging or child.tag_ == "IN"}
    return found | {child.lower_ for part in _children(token, "prt", "advmod") for child in part.children}
