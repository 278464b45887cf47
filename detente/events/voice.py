"""Active or passive: participles behind their noun, and headlines that drop the auxiliary."""

from __future__ import annotations

from spacy.tokens import Token

from detente.events.dependents import children

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


def is_passive(verb: Token) -> bool:
    """True for "was seized" and for a participle without auxiliary after its noun ("the ship seized by Iran")."""
    labels = {child.dep_ for child in verb.children}
    if labels & {"nsubjpass", "auxpass"}:
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return not is_misread_sentence(verb)
    return _is_opening_participle(verb, labels) or _is_headline_passive(verb, labels)


def is_misread_sentence(clause: Token) -> bool:
    """ "The rebels disarmed", "A ship left for Cadiz" taken for a noun phrase: the verb has an object, or never takes one."""
    if clause.head.dep_ != "ROOT" or any(c.dep_ == "agent" or c.lower_ == "by" for c in clause.children):
        return False
    never = clause.lemma_ in _NO_OBJECT or (
        clause.lemma_ == "leave" and any(c.lower_ == "for" for c in clause.children)
    )
    return never or bool(children(clause, "dobj"))


def _is_opening_participle(verb: Token, labels: set[str]) -> bool:
    """ "[Accused] by Chad of fraud, Niger recalled its envoy": a side clause without a subject of its own."""
    return (
        verb.dep_ == "advcl" and verb.tag_ == "VBN" and not labels & {"nsubj", "aux", "dobj", "mark"}
        and not any(child.lower_ == "having" for child in verb.children)
    )  # fmt: skip


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
