"""What hangs on a word: its owner, modifiers, prepositions, particles, complements and conjuncts.

Read off the tree as it stands: passives, control and relative clauses are undone in arguments.py. Labels are those of
ClearNLP, as the English spaCy pipelines give them.
"""

from __future__ import annotations

from spacy.tokens import Token

#: What a protest or a mobilisation is about.
_ABOUT = frozenset({"against", "at", "over", "about", "for", "outside"})
_STANCE = frozenset({"protest", "defiance", "anger", "opposition", "response", "retaliation", "revenge"})
_ASKING = frozenset({"call", "demand", "protest", "oppose", "denounce", "condemn", "urge", "seek", "press", "face", "confront",
                     "counter", "deter", "fight", "topple", "oust", "force", "reject"})  # fmt: skip
#: "a bill signed by", "a deal reached between", "crimes committed by": who does this makes the thing.
MAKING = frozenset({
    "pass", "stage", "sign", "make", "issue", "commit", "organise", "organize", "adopt", "propose", "impose", "carry",
    "launch", "order", "draft", "announce", "introduce", "put", "publish", "deliver", "set", "lead", "take", "call",
    "hold", "raise", "present", "send", "reach", "conclude", "broker", "perpetrate", "conduct", "inflict", "approve",
    "enact", "table", "voice", "declare", "plan", "run",
})  # fmt: skip
#: What follows these is no part of the act.
ASIDE = frozenset({"following", "after", "before", "despite", "since", "until", "during", "amid"})


def children(token: Token, *deps: str) -> list[Token]:
    """The word's children with one of these labels, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def with_conjuncts(head: Token) -> list[Token]:
    """The head and what is coordinated with it: "Russia and China", "the agency Roscosmos and Iran"."""
    named = (child for child in head.rights if child.dep_ == "appos" and child.nbor(-1).dep_ != "punct")
    beside = [token for name in named for token in name.conjuncts if token.dep_ == "conj"]
    return [head, *(token for token in head.conjuncts if token.i > head.i), *beside]


def possessors(noun: Token) -> list[Token]:
    """ "Russia's invasion", "their talks" -> Russia, their."""
    return [token for head in children(noun, "poss") for token in with_conjuncts(head)]


def modifiers(noun: Token) -> list[Token]:
    """Adjectives and compounds: "the Russian invasion", "U.S.-Japan talks" -> Russian; U.S., Japan."""
    found = []
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod", "npadvmod") and child.i < noun.i:
            found += [child, *children(child, "compound", "nmod", "punct", "npadvmod", "amod"), *child.conjuncts]
    named = [token for token in found if token.is_alpha or "." in token.text or "-" in token.text.strip("-")]
    return [token for token in named if stance(token) is None]


def stance(token: Token) -> str | None:
    """ "anti" of "anti-Israel protests", "pro" of "pro-Russian": what the word is for or against is not of it."""
    if token.i < 2 or token.nbor(-1).text != "-":
        return None
    prefix = token.nbor(-2).lower_
    return prefix if prefix in ("anti", "pro") else None


def opposed(noun: Token) -> list[Token]:
    """Whom it is against: "anti-[Israel] protests"."""
    return [child for child in noun.children if child.dep_ in ("amod", "compound", "nmod") and stance(child) == "anti"]


def belonging(noun: Token) -> list[Token]:
    """Modifiers that say whose it is: adjectives, initials, bodies; not "the Kabul bombing", "the Smith inquiry"."""
    before = [child for child in children(noun, "amod", "compound", "nmod") if child.i < noun.i]
    return [word for word in before if word.pos_ == "ADJ" or word.ent_type_ in ("NORP", "ORG") or word.is_upper]


def after_preposition(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """Noun phrases after one of the prepositions that hangs on the token, on its object or on its particle."""
    found: list[Token] = []
    holders = [token, *children(token, "prt", "dobj", "attr", "advmod", "acomp", "oprd")]
    holders += [c for c in token.conjuncts if c.i > token.i and c.pos_ == token.pos_ == "NOUN"]
    if token.pos_ in ("NOUN", "PROPN"):  # "the expulsion of diplomats by Chad": the parser hangs "by" on the diplomats
        holders += [
            inner for prep in children(token, "prep") if prep.lower_ == "of" for inner in children(prep, "pobj")
        ]
        if "of" in prepositions:
            holders += _doing_states(token)
        if "by" not in prepositions:  # "a deal reached between", "talks held with"; not "the release of those taken by"
            holders += [part for part in children(token, "acl") if part.tag_ == "VBN" and part.lemma_ in MAKING]
    for holder in holders:
        for prep in children(holder, "prep", "dative", "agent"):
            if prep.lower_ in prepositions:
                found += _objects_of(prep)
            for inner in children(prep, "prep"):  # "out of", "from within"
                if inner.lower_ in prepositions:
                    found += _objects_of(inner)
    if (
        not found
        and token.dep_ == "relcl"
        and any(c.dep_ == "prep" and c.lower_ in prepositions and not _objects_of(c) for c in token.children)
    ):
        return with_conjuncts(token.head)
    return found


def _doing_states(noun: Token) -> list[Token]:
    """ "the seizure by Iran of a tanker": the parser hangs "of" on the state."""
    if any(prep.lower_ == "of" for prep in children(noun, "prep")):
        return []
    doers = [head for prep in children(noun, "prep") if prep.lower_ == "by" for head in children(prep, "pobj")]
    return [doer for doer in doers if doer.ent_type_ in ("GPE", "NORP")]


def _objects_of(prep: Token) -> list[Token]:
    heads = [token for head in children(prep, "pobj") for token in with_conjuncts(head)]
    for conjunct in children(prep, "conj"):
        heads += [token for head in children(conjunct, "pobj") for token in with_conjuncts(head)]
    return heads


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
    return found | {child.lower_ for part in children(token, "prt", "advmod") for child in part.children}
