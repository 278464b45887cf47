"""Pronouns: "he", "it", "they" as subjects, and whose "his government" and "its forces" are."""

from __future__ import annotations

from dataclasses import replace

from detente.entities.epithets import EPITHETS, PLURALS, find_epithet, find_ordinal, find_pair, plural, stand_in
from detente.entities.group import Draft
from detente.entities.phrase import Scene
from detente.entities.view import View

_SINGULAR = frozenset({"he", "she", "his", "her", "him"})
_SUBJECTS = frozenset({"he", "she", "they", "it", "him"})
_FEMALE = frozenset({
    "woman", "girl", "mother", "daughter", "sister", "wife", "widow", "queen", "princess", "empress", "actress",
    "congresswoman", "spokeswoman", "nun",
})  # fmt: skip
_MALE = frozenset({
    "man", "boy", "father", "son", "brother", "husband", "king", "prince", "emperor", "emir", "actor", "congressman",
    "spokesman", "pope",
})  # fmt: skip
#: Verbs whose object is the subject of what they say.
_TELLING = frozenset({"tell", "warn", "inform", "remind", "ask", "order", "urge", "notify", "advise", "force"})
_OWN = frozenset({"his", "her", "its", "their"})


def find_owners(drafts: list[Draft], scene: Scene, view: View) -> None:
    """ "his government", "its forces": the country of whoever is meant."""
    pieces = scene.pieces
    for draft in drafts:
        if draft.items[-1].kind != "role" or draft.dropped:
            continue
        lent = "; country: " in draft.reading.why
        at = _owner_word(draft, scene, view)
        if at is None or (draft.reading.country and not lent):
            continue
        token = view.token_at(pieces.starts[at])
        owner = _antecedent(pieces.norms[at], token, draft.sent, [d for d in drafts if d is not draft], view)
        if owner and owner.reading.country:
            land = owner.reading.country
            draft.reading = replace(
                draft.reading, country=land, why=f"{draft.reading.why}; '{pieces.words[at]}' is {owner.reading.name}"
            )
            draft.antecedent = (owner.start, owner.end)


def _owner_word(draft: Draft, scene: Scene, view: View) -> int | None:
    for at in range(draft.first - 1, max(-1, draft.first - 4), -1):
        if scene.pieces.norms[at] in _OWN:
            return at
        if view.pos[view.token_at(scene.pieces.starts[at])] not in {"ADJ", "NOUN", "PROPN", "NUM", "VERB"}:
            return None
    return None


def _antecedent(word: str, token: int, sent: int, drafts: list[Draft], view: View) -> Draft | None:
    """The one phrase that a pronoun can mean: the subject of a clause around it, or the only candidate before it."""
    if found := _subject_above(word, token, drafts, view):
        return found
    for number in (sent, sent - 1):
        candidates: dict[str, Draft] = {}
        for draft in drafts:
            if draft.sent == number and draft.token < token and not draft.dropped and _fits(word, draft):
                candidates[draft.reading.name] = draft
        persons = [d for d in candidates.values() if d.reading.kind == "person"]
        if word in _SINGULAR and len(persons) == 1:
            return persons[0]
        if len(candidates) == 1:
            only = next(iter(candidates.values()))
            is_subject = view.dep[only.token] in {"nsubj", "nsubjpass"}
            return only if is_subject or word in _SINGULAR or (number == sent and word == "its") else None
        if candidates:
            return None
    return None


def _subject_above(word: str, token: int, drafts: list[Draft], view: View) -> Draft | None:
    """ "Russia moved its forces", "the minister said he would": the subject of the nearest clause around."""
    subjects = {view.head[d.token]: d for d in drafts if view.dep[d.token] in {"nsubj", "nsubjpass"} and not d.dropped}
    objects = {view.head[d.token]: d for d in drafts if view.dep[d.token] == "dobj" and not d.dropped}
    at = token
    for _ in range(8):
        if view.dep[at] == "relcl" or view.head[at] == at:
            return None
        below = view.dep[at]
        at = view.head[at]
        # "urged Chad to withdraw its troops", "told Chad that it must": Chad's
        controlled = below == "xcomp" or (below == "ccomp" and view.lemma(at) in _TELLING)
        draft = (objects.get(at) if controlled else None) or subjects.get(at)
        if draft and draft.token < token and draft.end <= view.starts[token]:
            return draft if _fits(word, draft) else None
    return None


def _fits(word: str, draft: Draft) -> bool:
    """The phrase can be what the pronoun means, by kind, number and, where its words tell, sex."""
    if draft.locative:
        return False
    kind, role = draft.reading.kind, draft.reading.role
    if word in _SINGULAR:
        other = _FEMALE if word in {"he", "his", "him"} else _MALE
        return kind in {"person", "role"} and not other & set(role.split())
    if word in {"it", "its"}:
        return kind in {"state", "organisation"} and draft.reading.country is not None
    return kind == "group"


def find_pronouns(drafts: list[Draft], scene: Scene, view: View) -> list[Draft]:
    """New phrases for "he", "she", "they", "it" as subjects, and for "the two leaders", "both countries"."""
    out = []
    norms = scene.pieces.norms
    for at, norm in enumerate(norms):
        if norm in _SUBJECTS:
            out.append(_pronoun(at, norm, drafts, scene, view))
        elif norm in {"two", "both", "the"} and at + 1 < len(norms):
            following = norms[at + 1]
            if following in (PLURALS if norm != "the" else {"leaders", "sides"}):
                out.append(find_pair(at, drafts, scene, view))
            elif norm == "the" and following in {"former", "latter"}:
                out.append(find_ordinal(at + 1, drafts, scene, view))
            elif norm == "the" and scene.pieces.words[at + 1] in EPITHETS:
                out.append(find_epithet(at + 1, drafts, scene, view))
    return [draft for draft in out if draft]


def _pronoun(at: int, norm: str, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    start = scene.pieces.starts[at]
    token = view.token_at(start)
    if view.pos[token] != "PRON" or view.dep[token] not in {"nsubj", "nsubjpass", "dobj"}:
        return None
    if norm in {"it", "they"} and view.dep[token] == "dobj":
        return None
    if norm == "it" and view.dep[view.head[token]] not in {"ccomp", "conj", "advcl"}:
        return None  # "it is said that": "it" means nobody, save in a clause that depends on a sayer
    if norm == "they" and (both := _coordinated_subject(token, drafts, view)):
        return plural(start, at, both, "any", scene, view)
    known = _antecedent(norm, token, view.sent[token], drafts, view)
    if known is None and norm == "they":
        known = _sayer(token, drafts, view)
    return stand_in(at, at + 1, known, f"'{norm}' after '{known.reading.name}'", scene, view) if known else None


def _sayer(token: int, drafts: list[Draft], view: View) -> Draft | None:
    """ "The minister said they did not plan to": whoever speaks for a state means his own side."""
    if view.dep[view.head[token]] != "ccomp":
        return None
    verb = view.head[view.head[token]]
    spoken = [d for d in drafts if view.head[d.token] == verb and view.dep[d.token] == "nsubj" and d.token < token]
    return next((d for d in spoken if d.reading.country), None)


def _coordinated_subject(token: int, drafts: list[Draft], view: View) -> list[Draft]:
    """ "Japan and South Korea agreed that they would": both."""
    verb = view.head[view.head[token]]
    for draft in drafts:
        if view.head[draft.token] == verb and view.dep[draft.token] == "nsubj" and draft.token < token:
            others = [d for d in drafts if view.dep[d.token] == "conj" and view.head[d.token] == draft.token]
            if others and all(d.reading.country for d in (draft, *others)):
                return [draft, *others]
    return []
