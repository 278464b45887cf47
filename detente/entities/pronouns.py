"""Pronouns: "he", "it", "they" as subjects, and whose "his government" and "its forces" are."""

from __future__ import annotations

from dataclasses import replace

from detente.entities.epithets import EPITHETS, PLURALS, find_epithet, find_ordinal, find_pair, plural, stand_in
from detente.entities.gender import is_at_odds
from detente.entities.group import Draft
from detente.entities.phrase import Scene
from detente.entities.view import View

_SINGULAR = frozenset({"he", "she", "his", "her", "him"})
_SUBJECTS = frozenset({"he", "she", "they", "it"})
_OBJECTS = frozenset({"him", "her", "them"})
#: Verbs whose object is the subject of what they say.
_TELLING = frozenset({"tell", "warn", "inform", "remind", "ask", "order", "urge", "notify", "advise", "force"})
#: Whoever has one of these is somebody else.
RELATED = frozenset({"ally", "counterpart", "rival"})
#: Verbs whose object is a party, so that "it" is a state and no thing.
_ADDRESSING = frozenset({
    "accuse", "warn", "urge", "ask", "tell", "threaten", "criticise", "criticize", "blame", "condemn", "denounce", "invade",
    "attack", "help", "pressure", "press", "force", "isolate", "punish", "supply", "arm", "assure", "order", "bomb", "fight",
})  # fmt: skip
_OWN = frozenset({"his", "her", "its", "their", "whose"})
#: Who are what their master is: "the police chief denied that his [men] had fired".
_MEN = frozenset({"men", "people", "fighters", "gunmen"})
#: Nouns whose parties are those of the verb that they serve: "held [talks] with him".
_SHARED = frozenset({
    "talk", "meeting", "call", "conversation", "discussion", "summit", "dinner", "lunch", "interview", "debate",
    "agreement", "deal", "visit", "dialogue",
})  # fmt: skip


def find_owners(drafts: list[Draft], scene: Scene, view: View) -> None:
    """ "his government", "its forces": the country of whoever is meant."""
    pieces = scene.pieces
    for draft in drafts:
        if draft.items[-1].kind != "role" or draft.dropped:
            continue
        if draft.reading.role in RELATED:
            continue
        lent = "; country: " in draft.reading.why
        at = _owner_word(draft, scene, view)
        if at is None or (draft.reading.country and not lent):
            continue
        token = view.token_at(pieces.starts[at])
        if pieces.norms[at] == "their" and (both := _coordinated_above(token, drafts, view)):
            draft.members = [_in_role(draft, state) for state in both]
            continue
        if pieces.norms[at] == "whose":
            owner = _relative_owner(token, drafts, view)
        else:
            others = [d for d in drafts if d is not draft and fits(pieces.norms[at], d, scene)]
            owner = antecedent(pieces.norms[at], token, draft.sent, others, view)
        theirs = pieces.norms[draft.last - 1] in _MEN
        if owner and (owner.reading.country or theirs):
            draft.reading = replace(
                draft.reading,
                country=owner.reading.country or draft.reading.country,
                sectors=owner.reading.sectors if theirs and owner.reading.sectors else draft.reading.sectors,
                why=f"{draft.reading.why}; '{pieces.words[at]}' is {owner.reading.name}",
            )
            draft.antecedent = (owner.start, owner.end)


def _owner_word(draft: Draft, scene: Scene, view: View) -> int | None:
    for at in range(draft.first - 1, max(-1, draft.first - 4), -1):
        if scene.pieces.norms[at] in _OWN:
            return at
        if view.pos[view.token_at(scene.pieces.starts[at])] not in {"ADJ", "NOUN", "PROPN", "NUM", "VERB"}:
            return None
    return None


def _relative_owner(token: int, drafts: list[Draft], view: View) -> Draft | None:
    """ "Iraq, [whose] army": the phrase on which the clause of "whose" hangs."""
    at = view.head[token]
    for _ in range(5):
        if view.dep[at] == "relcl":
            return next((d for d in drafts if d.token == view.head[at] and not d.dropped), None)
        at = view.head[at]
    return None


def _coordinated_above(token: int, drafts: list[Draft], view: View) -> list[Draft]:
    """ "Chad and Niger met after [their] ministers": the states that are the subject of a clause around."""
    noun = view.head[token]
    if not view.tag(noun).endswith("S"):
        return []
    at = noun
    for _ in range(6):
        at = view.head[at]
        subject = next((d for d in drafts if view.head[d.token] == at and view.dep[d.token] == "nsubj"), None)
        if subject is not None and subject.token < token:
            both = [
                subject,
                *(d for d in drafts if view.dep[d.token] == "conj" and view.head[d.token] == subject.token),
            ]
            return both if len(both) == 2 and all(d.reading.kind == "state" for d in both) else []
    return []


def _in_role(draft: Draft, owner: Draft) -> Draft:
    """One of "their ministers", as the owner's: a role of his state."""
    why = f"{draft.reading.why}; of {owner.reading.name}"
    name = f"{draft.reading.name} of {owner.reading.name}"
    return replace(owner, reading=replace(draft.reading, name=name, country=owner.reading.country, why=why))


def antecedent(word: str, token: int, sent: int, fitting: list[Draft], view: View) -> Draft | None:
    """The one phrase that a pronoun can mean: the subject of a clause around it, or the only candidate before it."""
    if found := _subject_above(word, token, fitting, view):
        return found
    for number in (sent, sent - 1):
        candidates: dict[str, Draft] = {}
        for draft in fitting:
            if draft.sent == number and draft.token < token and not draft.dropped:
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


def _subject_above(word: str, token: int, fitting: list[Draft], view: View) -> Draft | None:
    """ "Russia moved its forces", "the minister said he would": the subject of the nearest clause around.

    "Chad and Mali expelled Niger after its army rose": of several no one is meant, but the object.
    """
    subjects, objects = _by_verb(fitting, view)
    at = token
    for _ in range(8):
        if view.dep[at] == "relcl" or view.head[at] == at:
            return None
        below = view.dep[at]
        at = view.head[at]
        # "urged Chad to withdraw its troops", "told Chad that it must": Chad's
        controlled = below == "xcomp" or (below == "ccomp" and view.lemma(at) in _TELLING)
        subject = subjects.get(at)
        many = subject is not None and word in {"it", "its"} and _is_several(subject, view)
        draft = (objects.get(at) if controlled or many else None) or (None if many else subject)
        if draft and draft.token < token and draft.end <= view.starts[token]:
            return draft
    return None


def _is_several(draft: Draft, view: View) -> bool:
    """Something is coordinated with it."""
    ahead = range(draft.token + 1, min(draft.token + 12, len(view.head)))
    return any(view.dep[i] == "conj" and view.head[i] == draft.token for i in ahead)


def _by_verb(drafts: list[Draft], view: View) -> tuple[dict[int, Draft], dict[int, Draft]]:
    """(verb -> its subject, verb -> its object)."""
    live = [d for d in drafts if not d.dropped]
    subjects = {view.head[d.token]: d for d in live if view.dep[d.token] in {"nsubj", "nsubjpass"}}
    objects = {view.head[d.token]: d for d in live if view.dep[d.token] in {"dobj", "dative"}}
    return subjects, objects


def _partners(token: int, drafts: list[Draft], view: View) -> set[str]:
    """Names of those beside an object pronoun in its clause, whom it cannot mean: "Chad's king accused him"."""
    subjects, objects = _by_verb(drafts, view)
    at = view.head[token]
    if view.dep[token] == "pobj":
        at = view.head[at]
        if view.pos[at] == "NOUN":
            if view.lemma(at).lower() not in _SHARED:
                return set()  # "denied the charges against him"
            at = view.head[at]
    found = {objects[at].reading.name} if at in objects else set()
    for _ in range(5):
        if at in subjects:
            return found | {subjects[at].reading.name}
        below, above = view.dep[at], view.head[at]
        if below not in {"xcomp", "conj", "advcl", "acl", "pcomp", "prep", "pobj", "dobj"} or above == at:
            return found
        if below == "xcomp" and above in objects:  # "urged Chad to help him"
            return found | {objects[above].reading.name}
        at = above
    return found


def fits(word: str, draft: Draft, scene: Scene) -> bool:
    """The phrase can be what the pronoun means, by kind, number and, where its words tell, sex."""
    if draft.locative:
        return False
    kind = draft.reading.kind
    if word in _SINGULAR:
        return kind in {"person", "role"} and not is_at_odds(word, draft.reading, scene.knowledge.given)
    if word in {"it", "its"}:
        return kind in {"state", "organisation"} and draft.reading.country is not None
    return kind == "group"


def find_pronouns(drafts: list[Draft], scene: Scene, view: View) -> list[Draft]:
    """New phrases for "he", "they", "it" as subjects, "him", "them" as objects, "the two leaders", "both countries"."""
    out: list[Draft | None] = []
    norms = scene.pieces.norms
    for at, norm in enumerate(norms):
        if norm in _SUBJECTS or norm in _OBJECTS:
            out.append(_pronoun(at, norm, drafts, [d for d in out if d], scene, view))
        elif norm in {"two", "both", "the"} and at + 1 < len(norms):
            following = norms[at + 1]
            if following in (PLURALS if norm != "the" else {"leaders", "sides"}):
                out.append(find_pair(at, drafts, scene, view))
            elif norm == "the" and following in {"former", "latter"}:
                out.append(find_ordinal(at + 1, drafts, scene, view))
            elif norm == "the" and scene.pieces.words[at + 1] in EPITHETS:
                out.append(find_epithet(at + 1, drafts, scene, view))
        elif scene.pieces.words[at] in {"North", "South"} and norms[at - 1 : at] != ["the"]:
            out.append(find_epithet(at, drafts, scene, view))
    return [draft for draft in out if draft]


def _pronoun(at: int, norm: str, drafts: list[Draft], earlier: list[Draft], scene: Scene, view: View) -> Draft | None:
    start = scene.pieces.starts[at]
    token = view.token_at(start)
    wanted = {"nsubj", "nsubjpass"} if norm in _SUBJECTS else {"dobj", "dative", "pobj"}
    if norm == "it" and view.dep[token] in {"dobj", "dative"}:
        known = _addressed(token, drafts, view) if view.lemma(view.head[token]) in _ADDRESSING else None
        return stand_in(at, at + 1, known, f"'it' after '{known.reading.name}'", scene, view) if known else None
    if view.pos[token] != "PRON" or view.dep[token] not in wanted:
        return None
    if norm == "it" and view.dep[view.head[token]] not in {"ccomp", "conj", "advcl", "acl"}:
        return None  # "it is said that": nobody, save in a clause that depends on a sayer or on what was said
    if norm == "they" and (both := _coordinated_subject(token, drafts, view)):
        return plural(start, at, both, "any", scene, view)
    excluded = _partners(token, [*drafts, *earlier], view) if norm in _OBJECTS else set()
    fitting = [d for d in drafts if fits(norm, d, scene) and d.reading.name not in excluded]
    known = antecedent(norm, token, view.sent[token], fitting, view)
    if known is None and norm == "they":
        known = _sayer(token, drafts, view)
    return stand_in(at, at + 1, known, f"'{norm}' after '{known.reading.name}'", scene, view) if known else None


def _addressed(token: int, drafts: list[Draft], view: View) -> Draft | None:
    """ "Chad and Mali broke with Niger and accused it of ...": the one state or body between the first verb and this one."""
    verb = view.head[token]
    while view.dep[verb] in {"conj", "xcomp", "advcl"} and view.head[verb] < verb:
        verb = view.head[verb]
    between = (d for d in drafts if verb < d.token < token and not d.locative and d.reading.country)
    others = {d.reading.name: d for d in between if d.reading.kind in {"state", "organisation"}}
    return next(iter(others.values())) if len(others) == 1 else None


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
