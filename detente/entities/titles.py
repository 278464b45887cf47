"""Abbreviated titles before names, and the tags of American politicians: "Rep. Jane Banks (R-Ohio)"."""

from __future__ import annotations

from dataclasses import replace

from detente.entities.group import Draft
from detente.entities.knowledge import Knowledge
from detente.entities.lexer import Pieces
from detente.entities.scan import Context, Item

#: Abbreviation -> the role of roles.tsv.
_ROLES = {
    "Rep": "representative", "Sen": "senator", "Gov": "governor", "Gen": "general", "Col": "colonel", "Capt": "captain",
    "Adm": "admiral", "Amb": "ambassador", "Sens": "senators", "Reps": "representatives",
}  # fmt: skip
_PARTIES = frozenset({"R", "D", "I"})
#: As newspapers shorten the states.
_AMERICAN = frozenset({
    "Ala", "Alaska", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Hawaii", "Idaho", "Ill", "Ind", "Iowa",
    "Kan", "Ky", "La", "Maine", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "N.C.", "N.D.", "N.H.", "N.J.", "N.M.",
    "N.Y.", "Neb", "Nev", "Ohio", "Okla", "Ore", "Pa", "R.I.", "S.C.", "S.D.", "Tenn", "Texas", "Utah", "Va", "Vt", "W.Va",
    "Wash", "Wis", "Wyo",
})  # fmt: skip


def add_titles(items: list[Item], pieces: Pieces, knowledge: Knowledge) -> list[Item]:
    """The items, with abbreviated titles as roles; what stands right behind one is a name and no role: "Rep. Banks"."""
    words = pieces.words
    taken = {at for item in items for at in range(item.first, item.last)}
    added: list[Item] = []
    for at, word in enumerate(words[:-2]):
        role = _ROLES.get(word)
        if role is None or words[at + 1] != "." or not words[at + 2][0].isupper() or {at, at + 1} & taken:
            continue
        entries = tuple(entry for entry in knowledge.look_up(role) if entry.kind == "role")
        if entries:
            added.append(Item(at, at + 2, "role", entries, f"{word}."))
    if not added:
        return items
    ends = {item.last for item in added}
    kept = [item for item in items if not (item.first in ends and item.kind == "role")]
    return sorted(kept + added, key=lambda item: item.first)


def lend_titles(drafts: list[Draft], pieces: Pieces, context: Context, knowledge: Knowledge) -> None:
    """Countries of titled persons whom no table holds, by a tag, the state before the title, or the only one named."""
    for draft in drafts:
        reading = draft.reading
        if reading.kind != "person" or reading.country or draft.dropped:
            continue
        if _is_tagged(draft.last, pieces):
            draft.reading = replace(reading, country="USA", why=f"{reading.why}; tag of an American politician")
        elif draft.items[0].text in _SHORT:
            place = knowledge.cities.get(pieces.norms[draft.first - 1]) if draft.first else None
            named = {land for land in context.countries if land in knowledge.states}
            if place and place[1] == "USA" and place[2] == "area":
                draft.reading = replace(reading, country="USA", why=f"{reading.why}; of {place[0]}")
            elif draft.items[0].text in AMERICAN_TITLES and not named & _WITH_SUCH_TITLES:
                draft.reading = replace(reading, country="USA", why=f"{reading.why}; title '{draft.items[0].text}'")
            elif len(named) == 1:
                land = next(iter(named))
                draft.reading = replace(reading, country=land, why=f"{reading.why}; country: the only one in the text")


#: Where newspapers shorten these titles; elsewhere they are of American legislators and governors.
AMERICAN_TITLES = frozenset({"Rep.", "Sen.", "Gov."})
_WITH_SUCH_TITLES = frozenset({"PHL", "NGA", "AUS", "CAN", "KEN", "LBR", "MEX", "JPN", "IND"})
_SHORT = frozenset(f"{word}." for word in _ROLES)


def _is_tagged(at: int, pieces: Pieces) -> bool:
    """ "(R-Ga.)", ", D-N.Y.,", "(Ariz.)" or "(R)" follows."""
    words = pieces.words
    if at + 2 >= len(words) or words[at] not in {"(", ","}:
        return False
    if words[at + 1] in _PARTIES:
        return pieces.glued[at + 2] or (words[at] == "(" and words[at + 2] == ")")
    return words[at] == "(" and words[at + 1] in _AMERICAN and words[at + 2] in {".", ")"}
