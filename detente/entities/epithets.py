"""Phrases that stand for what was named before: "the two leaders", "both countries", "the kingdom", "the latter"."""

from __future__ import annotations

from dataclasses import replace

from detente.entities.group import Draft
from detente.entities.phrase import Reading, Scene
from detente.entities.scan import Item
from detente.entities.view import View

#: Nouns after "two" or "both", and what they can stand for.
PLURALS = {
    "leaders": "person", "presidents": "person", "men": "person", "ministers": "person", "foreign ministers": "person",
    "prime ministers": "person", "officials": "person", "countries": "state", "nations": "state", "states": "state",
    "sides": "any", "governments": "state", "neighbours": "state", "neighbors": "state",
    "allies": "state", "rivals": "any", "capitals": "state", "powers": "state",
}  # fmt: skip
#: Words after "the" and the countries that they can mean.
EPITHETS = {
    "North": frozenset({"PRK", "VNM"}),
    "South": frozenset({"KOR"}),
    "bloc": frozenset({"EUR", "IGO"}),
    "alliance": frozenset({"IGO"}),
    "emirate": frozenset({"QAT", "KWT", "ARE"}),
    "sultanate": frozenset({"OMN", "BRN"}),
    "island": frozenset({"TWN", "CUB", "LKA", "CYP", "MLT"}),
    "kingdom": frozenset({
        "GBR", "SAU", "JOR", "BHR", "MAR", "THA", "BTN", "KHM", "ESP", "NLD", "BEL", "SWE", "NOR", "DNK", "SWZ", "LSO",
        "TON",
    }),
}  # fmt: skip


def find_pair(at: int, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    """ "the two leaders": the two persons, or states, named last before."""
    pieces = scene.pieces
    noun = at + 1
    start = pieces.starts[at - 1] if at and pieces.norms[at - 1] == "the" else pieces.starts[at]
    token = view.token_at(pieces.starts[noun])
    if view.dep[token] not in {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"}:
        return None
    sort = PLURALS[pieces.norms[noun]]
    if noun + 1 < len(pieces) and pieces.norms[noun + 1] in {"of", "in", "from"}:
        return None  # "the leaders of Chad and Niger" says itself who they are
    for number in (view.sent[token], view.sent[token] - 1, view.sent[token] - 2):
        found: dict[str, Draft] = {}
        for draft in drafts:
            if draft.sent == number and draft.end <= start and _can_pair(draft, sort, view):
                found.setdefault(draft.reading.country or draft.reading.name, draft)
        if len(found) == 2:
            return plural(start, noun, list(found.values()), sort, scene, view)
        if found:
            return None
    return None


def _can_pair(draft: Draft, sort: str, view: View) -> bool:
    reading = draft.reading
    if not reading.country or draft.locative:
        return False
    if view.dep[draft.token] == "pobj" and view.lemma(view.head[draft.token]).lower() in {"in", "at", "near"}:
        return False
    if sort == "person":
        return reading.kind == "person" and bool(set(reading.sectors) & {"GOV", "MIL", "REB", "LEG", "PTY", "OPP"})
    return len(reading.country) == 3


def plural(start: int, noun: int, members: list[Draft], sort: str, scene: Scene, view: View) -> Draft:
    pieces = scene.pieces
    if sort == "state":
        members = [_as_state(member, scene) for member in members]
    token = view.token_at(pieces.starts[noun])
    names = " and ".join(m.reading.name for m in members)
    reading = Reading(
        names, "group", None, members[0].reading.sectors, None, f"'{pieces.words[noun]}' are {names}", plural=True
    )
    item = Item(noun, noun + 1, "pronoun", (), pieces.words[noun])
    first, last = members[0], members[-1]
    span = (first.start, last.end)
    return Draft(
        [item],
        noun,
        noun + 1,
        start,
        pieces.ends[noun],
        token,
        view.sent[token],
        reading,
        antecedent=span,
        members=members,
    )


def _as_state(draft: Draft, scene: Scene) -> Draft:
    state = scene.knowledge.states.get(draft.reading.country or "")
    if state is None or draft.reading.kind == "state":
        return draft
    reading = Reading(state.name, "state", state.country, (), state.wikidata, f"state of '{draft.reading.name}'")
    return replace(draft, reading=reading)


def find_epithet(at: int, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    """ "the kingdom", "the North", "the bloc": if the text names just one that it can be."""
    word = scene.pieces.words[at]
    start = scene.pieces.starts[at]
    token = view.token_at(start)
    if view.dep[token] not in {"nsubj", "nsubjpass", "dobj", "pobj", "poss"}:
        return None
    wanted = EPITHETS[word]
    if view.dep[token] == "pobj" and word in {"North", "South", "island"} and not _is_party(token, view):
        return None
    found: dict[str, Draft] = {}
    for draft in drafts:
        reading = draft.reading
        kind = reading.kind in {"state", "organisation"} and not (word == "bloc" and reading.kind == "state")
        bare = not reading.sectors or reading.kind == "organisation"
        if draft.start < start and reading.country in wanted and kind and bare:
            found.setdefault(reading.name, draft)
    if len(found) != 1:
        return _other_korea(at, drafts, scene, view) if word in _OTHER and not found else None
    known = next(iter(found.values()))
    if word in {"North", "South"} and not known.reading.name.startswith(word):
        return None
    return stand_in(at, at + 1, known, f"'the {word}'", scene, view)


_OTHER = {"South": ("PRK", "KOR"), "North": ("KOR", "PRK")}


def _other_korea(at: int, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    """ "North Korea cut its line to the South": South Korea, though nobody has named it."""
    named, meant = _OTHER[scene.pieces.words[at]]
    state = scene.knowledge.states.get(meant)
    known = next((d for d in drafts if d.reading.kind == "state" and d.reading.country == named), None)
    if known is None or state is None or known.start > scene.pieces.starts[at] or " " not in known.reading.name:
        return None
    reading = Reading(state.name, "state", state.country, (), state.wikidata, f"beside '{known.reading.name}'")
    return replace(stand_in(at, at + 1, known, "", scene, view), reading=reading, antecedent=None)


def _is_party(token: int, view: View) -> bool:
    """ "talks with the South", not "in the South"."""
    return view.lemma(view.head[token]).lower() in {"with", "by", "against"}


def find_ordinal(at: int, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    """ "the former", "the latter": of just two named in the clause before, or else in the sentence before."""
    word = scene.pieces.norms[at]
    start = scene.pieces.starts[at - 1]
    token = view.token_at(scene.pieces.starts[at])
    if view.dep[token] not in {"nsubj", "nsubjpass", "dobj", "pobj", "poss"} or view.noun_above(token) != token:
        return None  # "the former president"
    for number in (view.sent[token], view.sent[token] - 1):
        found: dict[str, Draft] = {}
        for draft in drafts:
            if draft.sent == number and draft.end <= start and _can_be_one_of_two(draft):
                found.setdefault(draft.reading.name, draft)
        if len(found) == 2:
            first, second = sorted(found.values(), key=lambda d: d.start)
            known = first if word == "former" else second
            return stand_in(
                at, at + 1, known, f"'the {word}' of '{first.reading.name}' and '{second.reading.name}'", scene, view
            )
        if found:
            return None
    return None


def _can_be_one_of_two(draft: Draft) -> bool:
    reading = draft.reading
    return (
        not draft.locative
        and not draft.dropped
        and (reading.kind in {"person", "state", "organisation"} or bool(reading.country))
    )


def stand_in(first: int, last: int, known: Draft, why: str, scene: Scene, view: View) -> Draft:
    pieces = scene.pieces
    start, end = pieces.starts[first], pieces.ends[last - 1]
    token = view.token_at(end - 1)
    item = Item(first, last, "pronoun", (), pieces.words[first])
    reading = replace(known.reading, why=f"{why}: {known.reading.why}")
    return Draft([item], first, last, start, end, token, view.sent[token], reading, antecedent=(known.start, known.end))
