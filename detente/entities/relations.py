"""States named by what they are to another: "its neighbour", "its former ally", "her counterpart"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from detente.entities.epithets import stand_in
from detente.entities.group import Draft
from detente.entities.phrase import Scene
from detente.entities.pronouns import antecedent, fits
from detente.entities.view import View

OTHERS = frozenset({
    "neighbour", "neighbor", "ally", "rival", "foe", "adversary", "enemy", "partner", "archrival", "counterpart",
})  # fmt: skip
_OWN = frozenset({"its", "their", "his", "her"})
#: Words between: "its long-time northern neighbour".
_MOST_BETWEEN = 3


def find_others(drafts: list[Draft], scene: Scene, view: View) -> list[Draft]:
    """New phrases for those that can only be the one other state of the sentence, or of the one before.

    "Rwanda closed a crossing with Uganda and accused its neighbour of ...": Uganda. What stood there before is dropped.
    """
    found = []
    for at, norm in enumerate(scene.pieces.norms):
        if norm in _OWN and scene.pieces.norms[at + 1 : at + 2] in (["country"], ["nation"], ["homeland"]):
            found.append(_own_state(at, drafts, scene, view))
        if norm in _OWN and (noun := _noun(at, drafts, scene)) is not None:
            found.append(_other(at, noun, drafts, scene, view))
    for left, right in pairwise(drafts):
        _named_behind(left, right, scene)
    return [draft for draft in found if draft is not None]


def _own_state(at: int, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    """ "The premier said his country would ...": the state of whoever is meant."""
    token, word = view.token_at(scene.pieces.starts[at]), scene.pieces.norms[at]
    owner = antecedent(word, token, view.sent[token], [d for d in drafts if fits(word, d, scene)], view)
    state = scene.knowledge.states.get(owner.reading.country or "") if owner else None
    if owner is None or state is None:
        return None
    found = stand_in(at, at + 2, owner, f"'{word} {scene.pieces.words[at + 1]}' of '{owner.reading.name}'", scene, view)
    found.reading = replace(
        found.reading,
        name=state.name,
        kind="state",
        country=state.country,
        sectors=(),
        person=None,
        wikidata=state.wikidata,
    )
    return found


def _named_behind(left: Draft, right: Draft, scene: Scene) -> None:
    """ "its ally, Pakistan": the noun has the country of the state behind it."""
    between = scene.pieces.norms[left.last : right.first]
    bare = left.items[-1].text.lower() in OTHERS and left.reading.country is None
    if bare and between in ([], [","]) and right.reading.kind == "state" and not right.modifies:
        why = f"{left.reading.why}; '{right.reading.name}' behind it"
        left.reading = replace(left.reading, country=right.reading.country, why=why)


def _noun(at: int, drafts: list[Draft], scene: Scene) -> int | None:
    """Where the noun stands, if nobody beside it says who it is: not "its Turkish ally", "its ally Belarus"."""
    norms = scene.pieces.norms
    noun = next((i for i in range(at + 1, min(at + 2 + _MOST_BETWEEN, len(norms))) if norms[i] in OTHERS), None)
    if noun is None:
        return None
    told = {i for draft in drafts if draft.items[-1].text.lower() not in OTHERS for i in range(draft.first, draft.last)}
    following = noun + 1 + (norms[noun + 1 : noun + 2] == [","])
    return None if told & {*range(at + 1, noun + 1), following} else noun


def _other(at: int, noun: int, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    token, word = view.token_at(scene.pieces.starts[at]), scene.pieces.norms[at]
    owner = antecedent(word, token, view.sent[token], [d for d in drafts if fits(word, d, scene)], view)
    if owner is None or owner.reading.country is None:
        return None
    for number in (view.sent[token], view.sent[token] - 1):
        others = {
            draft.reading.country: draft
            for draft in drafts
            if draft.sent == number and draft.token < token and draft.reading.country in scene.knowledge.states
            and draft.reading.country != owner.reading.country
        }  # fmt: skip
        if len(others) > 1:
            return None
        if others:
            return _stand_in(at, noun, next(iter(others.values())), drafts, scene, view)
    return None


def _stand_in(at: int, noun: int, known: Draft, drafts: list[Draft], scene: Scene, view: View) -> Draft:
    words = " ".join(scene.pieces.words[at : noun + 1])
    there = next((draft for draft in drafts if draft.first <= noun < draft.last), None)
    found = stand_in(at, noun + 1, known, f"'{words}' beside '{known.reading.name}'", scene, view)
    state = scene.knowledge.states[known.reading.country or ""]
    kind, sectors = ("role", ("GOV",)) if scene.pieces.norms[noun] == "counterpart" else ("state", ())
    found.reading = replace(found.reading, name=state.name, kind=kind, sectors=sectors, person=None, wikidata=None)
    if there is not None:
        drafts.remove(there)
    return found
