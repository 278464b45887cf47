"""Coreference that events need: short names, abbreviations, appositions, coordination, pronouns, "the two leaders".

Precision before recall: a link is made only where one antecedent is possible, and `why` says by what rule.
"""

from __future__ import annotations

from dataclasses import replace

from detente.entities.group import Draft
from detente.entities.lexer import Pieces
from detente.entities.phrase import Reading, Scene
from detente.entities.scan import Item
from detente.entities.view import View

_PLURALS = {
    "leaders": "person", "presidents": "person", "men": "person", "ministers": "person", "foreign ministers": "person",
    "prime ministers": "person", "officials": "person", "countries": "state", "nations": "state", "states": "state",
    "sides": "any", "governments": "state", "neighbours": "state", "neighbors": "state",
    "allies": "state", "rivals": "any", "capitals": "state", "powers": "state",
}  # fmt: skip
_BOTH = frozenset({"two", "both"})
_SINGULAR = frozenset({"he", "she"})
_SINGULAR_WORDS = frozenset({"he", "she", "his", "her", "him"})
_FEMALE = frozenset(
    [
        "woman",
        "girl",
        "mother",
        "daughter",
        "sister",
        "wife",
        "widow",
        "queen",
        "princess",
        "empress",
        "actress",
        "congresswoman",
        "spokeswoman",
        "nun",
    ]
)
_MALE = frozenset(
    [
        "man",
        "boy",
        "father",
        "son",
        "brother",
        "husband",
        "king",
        "prince",
        "emperor",
        "emir",
        "actor",
        "congressman",
        "spokesman",
        "pope",
    ]
)
_OWN = frozenset({"his", "her", "its", "their"})
_KINGDOMS = frozenset(
    [
        "GBR",
        "SAU",
        "JOR",
        "BHR",
        "MAR",
        "THA",
        "BTN",
        "KHM",
        "ESP",
        "NLD",
        "BEL",
        "SWE",
        "NOR",
        "DNK",
        "SWZ",
        "LSO",
        "TON",
    ]
)


def link(drafts: list[Draft], scene: Scene, view: View) -> None:
    """Fill in what other phrases of the text tell."""
    _share_heads(drafts, scene)
    _appositions(drafts, scene, view)
    _short_names(drafts)
    _abbreviations(drafts, scene, view)
    _same_office(drafts, scene)
    _possessives(drafts, scene, view)


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


def _appositions(drafts: list[Draft], scene: Scene, view: View) -> None:
    """ "Kim Jong Un, the leader of North Korea": one person; each tells what the other lacks."""
    norms = scene.pieces.norms
    for left, right in zip(drafts, drafts[1:], strict=False):
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


def _short_names(drafts: list[Draft]) -> None:
    """A surname after a full name that no table holds: "Tran Xuan Gia ... Gia"."""
    full: dict[str, Draft] = {}
    for draft in drafts:
        head = draft.items[-1]
        if head.kind not in {"name", "surname", "person"}:
            continue
        words = head.text.split()
        if len(words) == 1 and draft.reading.person is None and (known := full.get(words[0])):
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
    """ "the prime minister" after the only prime minister named in the text."""
    holders: dict[str, set[str]] = {}
    by_name: dict[str, Draft] = {}
    for draft in drafts:
        if draft.reading.kind == "person" and draft.reading.role and not draft.dropped:
            holders.setdefault(draft.reading.role, set()).add(draft.reading.name)
            by_name.setdefault(draft.reading.name, draft)
    for draft in drafts:
        reading = draft.reading
        alone = (
            len(draft.items) == 1
            and reading.kind == "role"
            and scene.pieces.norms[draft.first - 1 : draft.first] == ["the"]
        )
        names = holders.get(reading.role, set())
        if alone and len(names) == 1 and not draft.dropped and draft.antecedent is None:
            known = by_name[next(iter(names))]
            if known.start < draft.start and (reading.country in {None, known.reading.country}):
                draft.reading = replace(known.reading, why=f"the only {reading.role} in the text")
                draft.antecedent = (known.start, known.end)


def _possessives(drafts: list[Draft], scene: Scene, view: View) -> None:
    """ "his government", "its forces": the country of whoever is meant."""
    pieces = scene.pieces
    for draft in drafts:
        if draft.items[-1].kind != "role" or draft.dropped:
            continue
        at = _owner_word(draft, scene)
        if at is None:
            continue
        token = view.token_at(pieces.starts[at])
        owner = _antecedent(pieces.norms[at], token, draft.sent, [d for d in drafts if d is not draft], view)
        if owner and owner.reading.country:
            land = owner.reading.country
            draft.reading = replace(
                draft.reading, country=land, why=f"{draft.reading.why}; '{pieces.words[at]}' is {owner.reading.name}"
            )
            draft.antecedent = (owner.start, owner.end)


def _owner_word(draft: Draft, scene: Scene) -> int | None:
    for at in range(draft.first - 1, max(-1, draft.first - 4), -1):
        if scene.pieces.norms[at] in _OWN:
            return at
        if not scene.pieces.words[at][0].isalpha():
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
        if word in _SINGULAR_WORDS and len(persons) == 1:
            return persons[0]
        if len(candidates) == 1:
            only = next(iter(candidates.values()))
            is_subject = view.dep[only.token] in {"nsubj", "nsubjpass"}
            return only if is_subject or word in _SINGULAR_WORDS or (number == sent and word == "its") else None
        if candidates:
            return None
    return None


def _subject_above(word: str, token: int, drafts: list[Draft], view: View) -> Draft | None:
    """ "Russia moved its forces", "the minister said he would": the subject of the nearest clause that has a fitting one."""
    subjects = {view.head[d.token]: d for d in drafts if view.dep[d.token] in {"nsubj", "nsubjpass"} and not d.dropped}
    objects = {view.head[d.token]: d for d in drafts if view.dep[d.token] == "dobj" and not d.dropped}
    at = token
    for _ in range(8):
        if view.dep[at] == "relcl" or view.head[at] == at:
            return None
        controlled = view.dep[at] == "xcomp"  # "urged Chad to withdraw its troops": Chad's
        at = view.head[at]
        draft = (objects.get(at) if controlled else None) or subjects.get(at)
        if draft and draft.token < token and draft.end <= view.starts[token]:
            return draft if _fits(word, draft) else None
    return None


def _fits(word: str, draft: Draft) -> bool:
    """The phrase can be what the pronoun means, by kind, number and, where its words tell, sex."""
    if draft.locative:
        return False
    kind, role = draft.reading.kind, draft.reading.role
    if word in _SINGULAR_WORDS:
        other = _FEMALE if word in {"he", "his", "him"} else _MALE
        return kind in {"person", "role"} and not other & set(role.split())
    if word in {"it", "its"}:
        return kind in {"state", "organisation"} and draft.reading.country is not None
    return kind == "group"


def find_pronouns(drafts: list[Draft], scene: Scene, view: View) -> list[Draft]:
    """New phrases for "he", "she", "they", "it" as subjects, and for "the two leaders", "both countries"."""
    out = []
    pieces = scene.pieces
    for at, norm in enumerate(pieces.norms):
        if norm in _SINGULAR or norm in {"they", "it", "him"}:
            if draft := _pronoun(at, norm, drafts, scene, view):
                out.append(draft)
        elif (norm in _BOTH and at + 1 < len(pieces) and pieces.norms[at + 1] in _PLURALS) or (
            norm == "the" and at + 1 < len(pieces) and pieces.norms[at + 1] in {"leaders", "sides"}
        ):
            if draft := _pair(at, drafts, scene, view):
                out.append(draft)
        elif norm == "the" and at + 1 < len(pieces) and pieces.words[at + 1] in {"kingdom", "North", "South", "bloc"}:
            if draft := _epithet(at + 1, drafts, scene, view):
                out.append(draft)
    return out


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
        return _plural(start, at, both, "any", scene, view)
    known = _antecedent(norm, token, view.sent[token], drafts, view)
    return _stand_in(at, at + 1, known, f"'{norm}' after '{known.reading.name}'", scene, view) if known else None


def _coordinated_subject(token: int, drafts: list[Draft], view: View) -> list[Draft]:
    """ "Japan and South Korea agreed that they would": both."""
    verb = view.head[view.head[token]]
    for draft in drafts:
        if view.head[draft.token] == verb and view.dep[draft.token] == "nsubj" and draft.token < token:
            others = [d for d in drafts if view.dep[d.token] == "conj" and view.head[d.token] == draft.token]
            if others and all(d.reading.country for d in (draft, *others)):
                return [draft, *others]
    return []


def _stand_in(first: int, last: int, known: Draft, why: str, scene: Scene, view: View) -> Draft:
    pieces = scene.pieces
    start, end = pieces.starts[first], pieces.ends[last - 1]
    token = view.token_at(end - 1)
    item = Item(first, last, "pronoun", (), pieces.words[first])
    reading = replace(known.reading, why=f"{why}: {known.reading.why}")
    return Draft([item], first, last, start, end, token, view.sent[token], reading, antecedent=(known.start, known.end))


def _pair(at: int, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    """ "the two leaders": the two persons, or states, named last before."""
    pieces = scene.pieces
    noun = at + 1
    start = pieces.starts[at - 1] if at and pieces.norms[at - 1] == "the" else pieces.starts[at]
    token = view.token_at(pieces.starts[noun])
    if view.dep[token] not in {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"}:
        return None
    sort = _PLURALS[pieces.norms[noun]]
    if noun + 1 < len(pieces) and pieces.norms[noun + 1] in {"of", "in", "from"}:
        return None  # "the leaders of Chad and Niger" says itself who they are
    for number in (view.sent[token], view.sent[token] - 1, view.sent[token] - 2):
        found: dict[str, Draft] = {}
        for draft in drafts:
            if draft.sent == number and draft.end <= start and _can_pair(draft, sort, view):
                found.setdefault(draft.reading.country or draft.reading.name, draft)
        if len(found) == 2:
            return _plural(start, noun, list(found.values()), sort, scene, view)
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


def _plural(start: int, noun: int, members: list[Draft], sort: str, scene: Scene, view: View) -> Draft:
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


def _epithet(at: int, drafts: list[Draft], scene: Scene, view: View) -> Draft | None:
    """ "the kingdom", "the North", "the bloc": if the text names just one that it can be."""
    word = scene.pieces.words[at]
    start = scene.pieces.starts[at]
    token = view.token_at(start)
    if view.dep[token] not in {"nsubj", "nsubjpass", "dobj", "pobj", "poss"}:
        return None
    wanted = {"North": {"PRK", "VNM"}, "South": {"KOR"}, "kingdom": _KINGDOMS, "bloc": {"EUR", "IGO"}}[word]
    if view.dep[token] == "pobj" and word in {"North", "South"}:
        return None
    found: dict[str, Draft] = {}
    for draft in drafts:
        reading = draft.reading
        kind = reading.kind in {"state", "organisation"} and not (word == "bloc" and reading.kind == "state")
        if draft.start < start and reading.country in wanted and kind and not reading.sectors:
            found.setdefault(reading.name, draft)
    if len(found) != 1:
        return None
    known = next(iter(found.values()))
    if word in {"North", "South"} and not known.reading.name.startswith(word):
        return None
    return _stand_in(at, at + 1, known, f"'the {word}'", scene, view)
