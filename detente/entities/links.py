"""Coreference by name: short names, abbreviations, appositions, shared heads, offices named before.

Precision before recall: a link is made only where one antecedent is possible, and `why` says by what rule.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from detente.entities.group import Draft
from detente.entities.lexer import Pieces
from detente.entities.people import canonical_office, office_at
from detente.entities.phrase import FORMER, Scene
from detente.entities.pronouns import find_owners
from detente.entities.scan import Item
from detente.entities.view import View

#: What may stand between the members of a pair that one adjective describes.
_BETWEEN = FORMER | {"and", "or", ",", "his", "her", "their", "its", "senior", "other", "top"}


def link(drafts: list[Draft], scene: Scene, view: View) -> None:
    """Fill in what other phrases of the text tell."""
    _share_heads(drafts, scene)
    _share_owners(drafts, scene, view)
    _appositions(drafts, scene, view)
    _short_names(drafts, scene)
    _abbreviations(drafts, scene, view)
    _same_office(drafts, scene)
    find_owners(drafts, scene, view)


def _share_heads(drafts: list[Draft], scene: Scene) -> None:
    """ "Hungarian and Romanian officials": the first shares the head of the second."""
    for left, right in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        if not left.reading.adjective or right.items[0].kind not in {"adjective", "state"} or left.sent != right.sent:
            continue
        between = scene.pieces.norms[left.last : right.first]
        shares = between in (["and"], [","], ["or"], [",", "and"]) and left.items[-1].kind == "adjective"
        if (
            shares
            and right.reading.role
            and not right.modifies
            and right.reading.kind in {"group", "organisation", "role"}
        ):
            role = right.reading.role
            left.reading = replace(
                left.reading, name=f"{role} of {left.reading.name}", kind=right.reading.kind,
                sectors=right.reading.sectors, adjective=False, role=role, why=f"{left.reading.why}; shares '{role}'",
            )  # fmt: skip


def _share_owners(drafts: list[Draft], scene: Scene, view: View) -> None:
    """ "Guatemalan judges and prosecutors", "Chad's president and his deputy": the second belongs to the same state."""
    norms = scene.pieces.norms
    for left, right in pairwise(drafts):
        said, lent = left.reading, "; country: " in right.reading.why
        gap = norms[left.last : right.first]
        bare = len(right.items) == 1 and right.items[0].kind == "role" and (lent or not right.reading.country)
        if not bare or not said.country or not said.role or "; country by '" not in said.why or left.modifies:
            continue
        joined = gap[:1] in (["and"], ["or"]) or gap[:2] in ([",", "and"], [",", "or"])
        told = view.dep[right.token] == "conj" and all(norm in _BETWEEN for norm in gap)
        if left.sent == right.sent and joined and told and left.items[-1].kind == right.items[-1].kind:
            why = f"{right.reading.why}; shares '{said.country}' with '{said.name}'"
            right.reading = replace(right.reading, country=said.country, why=why)


def _appositions(drafts: list[Draft], scene: Scene, view: View) -> None:
    """ "Kim Jong Un, the leader of North Korea": one person; each tells what the other lacks."""
    norms = scene.pieces.norms
    for left, right in pairwise(drafts):
        live = next((d for d in drafts[drafts.index(left) + 1 :] if not d.dropped), None) if right.dropped else right
        if live is None or left.dropped or left.sent != live.sent:
            continue
        gap = norms[left.last : live.first]
        if (
            not gap
            or gap[0] != ","
            or len(gap) > 4
            or not all(w in {",", "the", "a", "an", "his", "current"} for w in gap)
        ):
            continue
        if view.dep[live.token] == "appos" and view.head[live.token] == left.token:
            _unite(left, live)


def _unite(left: Draft, right: Draft) -> None:
    names, roles = (left, right) if left.items[-1].kind in {"person", "surname", "name"} else (right, left)
    if names.reading.kind != "person" or not roles.reading.role or roles.reading.plural:
        return
    name, role = names.reading, roles.reading
    if name.country and role.country and name.country != role.country:
        return
    if not name.country or not name.sectors:
        names.reading = replace(
            name, country=name.country or role.country, sectors=name.sectors or role.sectors,
            role=name.role or role.role, why=f"{name.why}; apposition '{role.name}'",
        )  # fmt: skip
    roles.reading = replace(names.reading, role=role.role, why=f"apposition to '{names.reading.name}'")
    roles.antecedent = (names.start, names.end)


def _short_names(drafts: list[Draft], scene: Scene) -> None:
    """A surname after a full name that no table holds: "Tran Xuan Gia ... Gia", "Kirk Cameron ... Cameron"."""
    full: dict[str, Draft] = {}
    for draft in drafts:
        head = draft.items[-1]
        if head.kind not in {"name", "surname", "person"}:
            continue
        words = head.text.split()
        free = draft.reading.person is None or (
            len(draft.items) == 1 and draft.reading.person not in scene.context.people
        )
        known = full.get(words[-1]) if len(words) == 1 and free else None
        if known and known.reading.person is None:
            why = f"surname of '{known.reading.name}' above"
            draft.reading = replace(known.reading, why=why)
            draft.antecedent = (known.start, known.end)
        elif len(words) > 1:
            full.setdefault(words[-1], draft)
        if draft.reading.person and draft.antecedent is None:
            earlier = full.get(draft.reading.person.name)
            draft.antecedent = (earlier.start, earlier.end) if earlier else None
            full.setdefault(draft.reading.person.name, draft)


def _abbreviations(drafts: list[Draft], scene: Scene, view: View) -> None:
    """ "the Democratic Forces (DF)": later "DF" means them, whatever else the letters may mean."""
    pieces = scene.pieces
    defined: dict[str, Draft] = {}
    for draft in drafts:
        at = draft.last
        if at + 2 < len(pieces) and pieces.words[at] == "(" and pieces.words[at + 2] == ")":
            letters = pieces.words[at + 1].replace(".", "")
            initials = "".join(w[0] for w in view.text[draft.start : draft.end].split() if w[0].isupper())
            if letters.isupper() and len(letters) > 1 and letters in {initials, initials[-len(letters) :]}:
                defined[letters] = draft
                name = view.text[draft.start : draft.end].removeprefix("The ").removeprefix("the ")
                draft.reading = replace(draft.reading, name=name, kind="organisation")
    if defined:
        drafts += _undrafted(defined, drafts, pieces, view)
        drafts.sort(key=lambda d: d.start)
    for draft in drafts if defined else ():
        letters = draft.items[-1].text.replace(".", "")
        known = defined.get(letters)
        if known and draft is not known and len(draft.items) == 1 and draft.start > known.start:
            draft.reading = replace(known.reading, why=f"abbreviation of '{known.reading.name}', defined above")
            draft.antecedent = (known.start, known.end)


def _undrafted(defined: dict[str, Draft], drafts: list[Draft], pieces: Pieces, view: View) -> list[Draft]:
    """The places where a defined abbreviation stands and nothing was found."""
    taken = {i for draft in drafts for i in range(draft.first, draft.last)}
    out = []
    for at, word in enumerate(pieces.words):
        if at in taken or word.replace(".", "") not in defined or pieces.words[at - 1] == "(":
            continue
        token = view.token_at(pieces.starts[at])
        item = Item(at, at + 1, "organisation", (), word)
        out.append(Draft([item], at, at + 1, pieces.starts[at], pieces.ends[at], token, view.sent[token]))
    return out


def _same_office(drafts: list[Draft], scene: Scene) -> None:
    """ "the prime minister", or "Prime minister" in a headline, after the only prime minister named in the text."""
    holders: dict[str, set[str]] = {}
    by_name: dict[str, Draft] = {}
    for draft in drafts:
        reading = draft.reading
        if reading.kind == "person" and not draft.dropped:
            office = office_at(reading.person, scene.day) if reading.person else None
            for role in {reading.role, office.role if office else ""} - {""}:
                holders.setdefault(canonical_office(role), set()).add(reading.name)
            by_name.setdefault(reading.name, draft)
    for draft in drafts:
        reading = draft.reading
        alone = len(draft.items) == 1 and reading.kind == "role" and _is_definite(draft, scene)
        names = holders.get(canonical_office(reading.role), set())
        if alone and len(names) == 1 and not draft.dropped and draft.antecedent is None:
            known = by_name[next(iter(names))]
            lent = "; country: " in reading.why
            if known.start < draft.start and (lent or reading.country in {None, known.reading.country}):
                draft.reading = replace(known.reading, why=f"the only {reading.role} in the text")
                draft.antecedent = (known.start, known.end)


def _is_definite(draft: Draft, scene: Scene) -> bool:
    """ "the" stands before it, or nothing, as in a headline: "President and prime minister seek a deal"."""
    before = scene.pieces.norms[draft.first - 1] if draft.first else "."
    return before in {"the", ".", "and", ":", ";"}
