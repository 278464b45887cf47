"""Doc -> entities: who is in the text, whom each phrase stands for."""

from __future__ import annotations

import datetime as dt

from spacy.tokens import Doc

from detente.dateline import dateline_end
from detente.entities import links
from detente.entities.counts import find_counts
from detente.entities.group import Draft, group
from detente.entities.knowledge import Knowledge
from detente.entities.lexer import Pieces
from detente.entities.people import titled_people
from detente.entities.phrase import Scene, read_phrase
from detente.entities.places import mark_places
from detente.entities.pronouns import find_pronouns
from detente.entities.quotes import find_speakers
from detente.entities.relations import find_others
from detente.entities.scan import Item, find_items
from detente.entities.titles import add_titles, lend_titles
from detente.entities.unknown import add_names
from detente.entities.view import View
from detente.types import Actor, Entity

_BELONGING = frozenset({"of"})
_REPRESENTING = frozenset({"for"})
_LOCATING = frozenset({"in", "from", "at", "near", "inside", "across"})
_FLEEING = frozenset({"fleeing", "escaping"})
#: Bodies when a person owns them, else what is done.
_OWNED = frozenset({"campaign"})
_OWNERS = frozenset({"person", "surname", "name"})
_SUFFERERS = frozenset({"victim", "survivor", "target", "casualty", "witness", "veteran"})
_INERT = frozenset({"figure", "source", "unit", "body", "side", "force", "team"})
_TIED = frozenset({"loyal", "linked", "close", "allied", "tied", "opposed", "hostile"})
#: These alone tell nothing about who acts.
_EMPTY = frozenset({
    "side", "body", "figure", "source", "unit", "cell", "camp", "team", "branch", "network", "bloc", "agency",
    "organisation", "organization", "institution", "group", "member", "boss", "head", "chief", "director",
    "chairman", "chairwoman", "chairperson", "secretary", "founder", "office", "wing", "council", "committee",
    "states", "countries", "nations", "powers", "representative", "personality", "delegate", "alliance", "movement",
    "force", "staff", "personnel", "president", "leader",
})  # fmt: skip


def find_entities(doc: Doc, date: dt.date | None, knowledge: Knowledge) -> tuple[Entity, ...]:
    """All spans that can act, be acted on or speak, in order, without overlap.

    One entity for one phrase: "Russian President Vladimir Putin", "two senior U.S. officials". Adjectives are entities
    where they stand before a noun that is no actor: "Russian" in "the Russian invasion". Cities are entities only where
    they stand for a government. `country` is None where the text does not tell.

    Args:
        doc: parsed, with sentences, tags, dependencies and names.
        date: publication date; None = unknown, then offices are not resolved by date.
        knowledge: the tables.
    """
    if not len(doc):
        return ()
    view = View(doc)
    pieces = Pieces(view.text, knowledge.spellings)
    items, context = find_items(pieces, knowledge)
    day = date.toordinal() if date else None
    context.people.update(titled_people(items, pieces, day, context))
    items = add_titles(items, pieces, knowledge)
    items = _without_efforts(add_names(items, pieces, view, knowledge, context.blocked), pieces)
    drafts = group(items, pieces, view)
    scene = Scene(pieces, day, context, knowledge)
    _read_all(drafts, scene, view)
    mark_places(drafts, scene, view)
    lend_titles(drafts, pieces, context, knowledge)
    links.link(drafts, scene, view)
    kept = [draft for draft in drafts if _acts(draft, view)]
    others = find_others(kept, scene, view)
    counted = find_counts(kept, pieces, view)
    followed = [*others, *counted, *find_pronouns(kept, scene, view), *find_speakers(kept, scene, view)]
    taken = [(draft.start, draft.end) for draft in followed if draft.members]
    kept = [draft for draft in kept if not any(start < draft.end and draft.start < end for start, end in taken)]
    opening = dateline_end(view.text)
    found = [_entity(draft, view) for draft in [*kept, *followed] if draft.start >= opening]
    return _without_overlap(found)


def _without_efforts(items: list[Item], pieces: Pieces) -> list[Item]:
    """ "The Trump campaign" acts, "an Israeli bombing campaign" is an act."""
    kept: list[Item] = []
    for item in items:
        if item.kind == "role" and item.entries[0].name in _OWNED:
            before = kept[-1] if kept and kept[-1].last == item.first else None
            owned = before is not None and before.kind in _OWNERS
            if not owned and (not item.first or pieces.norms[item.first - 1] not in {"his", "her"}):
                continue
        kept.append(item)
    return kept


def _read_all(drafts: list[Draft], scene: Scene, view: View) -> None:
    """Read each phrase, the last first: what follows "of" or "in" explains what stands before."""
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        follower = drafts[at + 1] if at + 1 < len(drafts) else None
        belongs = place = None
        if follower and follower.sent == draft.sent and not draft.modifies:
            link = _link(draft, follower, scene, view)
            if link == "belongs":
                belongs = follower.reading
            elif link == "place":
                place = follower.reading.country
        draft.reading = read_phrase(draft.items, scene, belongs, place)
        if belongs and follower and draft.items[-1].kind == "role" and not follower.dropped:
            _absorb(draft, follower)


def _absorb(draft: Draft, follower: Draft) -> None:
    """ "the president" + "of Armenia" is one entity."""
    draft.end = follower.end
    draft.last = follower.last
    follower.dropped = True


def _link(draft: Draft, follower: Draft, scene: Scene, view: View) -> str:
    """How the next phrase explains this one: "belongs", "place" or ""."""
    pieces = scene.pieces
    at = draft.last
    between = range(at, follower.first)
    if not between or len(between) > 6:
        return ""
    head = draft.items[-1]
    plain = all(
        view.pos[view.token_at(pieces.starts[i])] in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV"} for i in between[1:]
    )
    norm = pieces.norms[at]
    if head.kind == "role" and head.entries[0].name in _SUFFERERS and follower.modifies:
        return ""  # "victims of an Israeli bombardment"
    if head.kind == "role" and norm in _BELONGING and len(between) <= 4 and plain:
        return "belongs"
    weak = head.kind == "role" and head.entries[0].weak and head.entries[0].name not in _INERT
    ministry = head.kind == "role" and head.entries[0].name in {
        "minister",
        "secretary",
        "deputy minister",
        "state minister",
    }
    if (weak or ministry) and norm in _REPRESENTING and len(between) <= 4 and plain:
        return "belongs"
    if head.kind == "demonym" and norm in _BELONGING and plain:
        return "belongs"
    whence = norm == "from" and follower.reading.kind == "organisation"  # "soldiers from the African Union"
    if norm in _LOCATING and plain and (whence or follower.reading.kind == "state"):
        return "place"
    if norm in _FLEEING and follower.reading.kind == "state":
        return "place"  # "refugees fleeing the war in Liberia"
    if norm in _TIED and len(between) <= 3 and pieces.norms[at + 1] in {"to", "with"}:
        return "place"
    if norm == "based" and len(between) <= 4 and pieces.norms[at + 1] in _LOCATING:
        return "place"
    return ""


def _is_predicate(draft: Draft, view: View) -> bool:
    """ "running for president", "served as judge": nobody in particular."""
    entry = draft.items[-1].entries[0] if draft.items[-1].kind == "role" else None
    if entry is None or entry.role_kind != "person" or entry.plural or view.dep[draft.token] != "pobj":
        return False
    bare = view.token_at(draft.start) == draft.token and len(draft.items) == 1
    return bare and view.lemma(view.head[draft.token]).lower() in {"for", "as"}


def _acts(draft: Draft, view: View) -> bool:
    """The phrase is worth an entity."""
    if draft.dropped or draft.locative or _is_predicate(draft, view):
        return False
    head = draft.items[-1]
    if head.kind == "role" and head.entries[0].name in _EMPTY and not draft.reading.country and not draft.antecedent:
        told = head.entries[0].name in {"president", "leader"} or draft.last > head.last  # "a group of refugees"
        return bool(draft.reading.sectors) and told
    if head.kind == "group" and draft.modifies and not draft.reading.country and not draft.reading.sectors:
        return False  # "Western influence"
    if head.kind == "surname" and draft.reading.person is None and not draft.reading.country:
        return draft.antecedent is not None or (head.text[0].isupper() and len(draft.items) > 1)
    return True


def _entity(draft: Draft, view: View) -> Entity:
    reading = draft.reading
    members = tuple(
        Actor(m.reading.name, m.reading.kind, m.reading.country, m.reading.sectors, m.reading.wikidata, m.reading.why)
        for m in draft.members
    )
    return Entity(
        draft.start, draft.end, view.text[draft.start : draft.end], reading.kind, reading.name, reading.country,
        reading.sectors, reading.wikidata, reading.why, draft.antecedent, members,
    )  # fmt: skip


def _without_overlap(found: list[Entity]) -> tuple[Entity, ...]:
    """In order; of two that overlap the longer one."""
    out: list[Entity] = []
    for entity in sorted(found, key=lambda e: (e.start, -e.end)):
        if out and entity.start < out[-1].end:
            continue
        out.append(entity)
    return tuple(out)
