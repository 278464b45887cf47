"""Who "I" and "we" are inside a quotation: whoever says it.

"We reject the plan," the Iranian foreign minister said: Iran's side rejects. A speaker is taken only where a verb of
saying outside the quotation governs it, or stands right beside it, and has a known subject.
"""

from __future__ import annotations

from dataclasses import replace

from detente.entities.epithets import stand_in
from detente.entities.group import Draft
from detente.entities.phrase import Scene
from detente.entities.view import View

_SAYING = frozenset({
    "say", "tell", "add", "declare", "announce", "warn", "insist", "argue", "state", "write", "stress", "explain",
    "claim", "acknowledge", "admit", "reply", "respond", "tweet", "post", "note", "vow", "pledge", "assert", "remark",
    "ask", "continue", "conclude", "promise",
})  # fmt: skip
_OPENING, _CLOSING = "“", "”"
#: Tokens between a quotation and the verb of saying beside it.
_BESIDE = 7


def find_speakers(drafts: list[Draft], scene: Scene, view: View) -> list[Draft]:
    """New phrases for "I" and "we" as subjects inside quotations whose speaker is known."""
    quotes = quotations(view.text)
    if not quotes:
        return []
    subjects = {view.head[d.token]: d for d in drafts if view.dep[d.token] in {"nsubj", "nsubjpass"} and not d.dropped}
    out = []
    for at, norm in enumerate(scene.pieces.norms):
        if norm not in {"i", "we"}:
            continue
        start = scene.pieces.starts[at]
        token = view.token_at(start)
        quote = next(((a, b) for a, b in quotes if a < start < b), None)
        if quote is None or view.dep[token] not in {"nsubj", "nsubjpass"} or scene.pieces.words[at] == "i":
            continue
        speaker = _governing(token, quote, subjects, view) or _beside(quote, subjects, view)
        # a country that is only lent to the speaker may be the one spoken of
        if (
            speaker
            and "; country: " not in speaker.reading.why
            and speaker.reading.kind in ({"person", "role"} if norm == "i" else _SIDES)
            and (norm == "i" or speaker.reading.country)
        ):
            out.append(_said(at, norm, speaker, scene, view))
    return out


_SIDES = frozenset({"person", "role", "organisation", "state", "group"})


def quotations(text: str) -> list[tuple[int, int]]:
    """(start, end) of each quotation in characters, its marks included; one that is not closed ends its paragraph."""
    out: list[tuple[int, int]] = []
    opened = -1
    for at, char in enumerate(text):
        if char == "\n" and text[at - 1 : at] == "\n" and opened >= 0:
            out.append((opened, at))
            opened = -1
        elif opened < 0 and char in {_OPENING, '"'}:
            opened = at
        elif opened >= 0 and char in {_CLOSING, '"'}:
            out.append((opened, at + 1))
            opened = -1
    return out


def _governing(token: int, quote: tuple[int, int], subjects: dict[int, Draft], view: View) -> Draft | None:
    """The subject of the verb of saying on which the quoted clause depends."""
    at = token
    for _ in range(12):
        if view.head[at] == at:
            return None
        at = view.head[at]
        if not quote[0] <= view.starts[at] < quote[1]:
            return subjects.get(at) if view.lemma(at).lower() in _SAYING else None
    return None


def _beside(quote: tuple[int, int], subjects: dict[int, Draft], view: View) -> Draft | None:
    """The subject of a verb of saying right after or before the quotation: `"...," said X`, `X said: "..."`."""
    last = view.token_at(quote[1] - 1)
    first = view.token_at(quote[0])
    for span in (range(last + 1, min(last + 1 + _BESIDE, len(view.starts))), range(first - 1, max(-1, first - 4), -1)):
        for at in span:
            if view.text[view.starts[at]] in {_OPENING, '"'}:
                break
            draft = subjects.get(at)
            if draft and view.lemma(at).lower() in _SAYING and not quote[0] <= draft.start < quote[1]:
                return draft
    return None


def _said(at: int, norm: str, speaker: Draft, scene: Scene, view: View) -> Draft:
    name = speaker.reading.name
    draft = stand_in(at, at + 1, speaker, f"'{norm}' in a quotation of '{name}'", scene, view)
    if norm == "i":
        return draft
    state = scene.knowledge.states.get(speaker.reading.country or "")
    side = state.name if state and "GOV" in speaker.reading.sectors else f"side of {name}"
    draft.reading = replace(draft.reading, name=side, kind="group", person=None, plural=True)
    return draft
