"""How and why: mode, contexts and the finer CAMEO code, by cue words near the trigger."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from detente.codebook.model import Codebook, EventType, Frame
from detente.events.phrases import standing

_LEMMAS = "detente.lemmas"
_MOST_CONTEXTS = 4
#: CAMEO numbers appeals (02) and demands (10) alike: 0253 appeals for a release, 1053 demands it.
_APPEAL, _DEMAND = "02", "10"
_ASIDE = frozenset({"after", "before", "as", "while", "when", "since", "because", "despite", "during", "amid", "until"})


def lemma_text(tokens: Iterable[Token]) -> str:
    """Lemmas between blanks, to look phrases up in: " hold talk on the cease-fire "; hyphens close up again."""
    return _joined([token.lemma_.lower() for token in tokens if not token.is_space])


def lemma_text_within(doc: Doc, start: int, end: int) -> str:
    """The same of a stretch of tokens, from lemmas that are read once for a Doc."""
    if _LEMMAS not in doc.user_data:
        doc.user_data[_LEMMAS] = ["" if token.is_space else token.lemma_.lower() for token in doc]
    return _joined([lemma for lemma in doc.user_data[_LEMMAS][start:end] if lemma])


def _joined(lemmas: list[str]) -> str:
    return f" {' '.join(lemmas)} ".replace(" - ", "-")


def clause_of(trigger: Token) -> list[Token]:
    """The words of the trigger's own clause: its subtree, and that of the light verb above a noun."""
    top = trigger
    while top.dep_ in ("dobj", "pobj", "prep", "attr", "nsubj", "nsubjpass", "compound") and top.head is not top:
        top = top.head
        if top.pos_ in ("VERB", "AUX"):
            break
    return list(top.subtree)


def content_of(trigger: Token, with_subject: bool = False) -> list[Token]:
    """The words of the trigger's clause without its subject, relative clauses, and what is told beside it.

    Of "the oil minister demanded, after the army fired on crowds, that the strike end" the words from "demanded" and
    "that" on, without the clause of "after".

    Args:
        trigger: of the event.
        with_subject: the subject tells what is done ("a car bomb killed three"), and counts.
    """
    words = clause_of(trigger)
    aside: set[int] = set()
    for token in words:
        if token.i == trigger.i:
            continue
        subject = not with_subject and token.dep_ in ("nsubj", "nsubjpass", "csubj") and token.head.i == trigger.i
        side = token.dep_ in ("relcl", "parataxis", "appos") or (
            token.dep_ in ("advcl", "prep") and _opens_aside(token)
        )
        if (subject or side) and not token.is_ancestor(trigger):
            aside.update(inner.i for inner in token.subtree)
    return [token for token in words if token.i not in aside]


def _opens_aside(token: Token) -> bool:
    first = token.lower_ if token.dep_ == "prep" else next((c.lower_ for c in token.children if c.dep_ == "mark"), "")
    return first in _ASIDE


def mode(frame: Frame, event_type: EventType, clause: str) -> str | None:
    """The mode whose cues stand in the clause most often, else the frame's."""
    best, most = frame.mode, 0
    for candidate in event_type.modes.values():
        hits = _hits(candidate.cues, clause)
        if hits > most and (frame.mode is None or candidate.id == frame.mode):
            best, most = candidate.id, hits
    return best


def cameo(frame: Frame, event_type: EventType, found_mode: str | None, clause: str) -> str | None:
    """The most specific CAMEO code: refinement by cue, then the frame's, the mode's, the type's.

    A frame that only says "demand" leaves it to cue and mode what is demanded.
    """
    code = next(
        (
            refinement.cameo
            for refinement in event_type.refinements
            if (not refinement.modes or found_mode in refinement.modes) and _hits(refinement.cues, clause)
        ),
        None,
    )
    by_mode = event_type.modes[found_mode].cameo if found_mode and found_mode in event_type.modes else None
    own = frame.cameo
    if code is None:
        general = own == f"{_DEMAND}0" and by_mode is not None
        code = by_mode if general and by_mode else own or by_mode or event_type.cameo
    if code and own and own.startswith(_DEMAND) and code.startswith(_APPEAL):
        return _DEMAND + code[2:]
    return code


def contexts(frame: Frame, codebook: Codebook, sentence: Span) -> tuple[str, ...]:
    """PLOVER contexts of the sentence, those with most cues first."""
    return tuple(dict.fromkeys((*frame.contexts, *contexts_of(codebook, sentence))))[:_MOST_CONTEXTS]


def contexts_of(codebook: Codebook, sentence: Span) -> tuple[str, ...]:
    """PLOVER contexts by the cues of the sentence alone, those with most cues first."""
    text = lemma_text_within(sentence.doc, sentence.start, sentence.end)
    words = frozenset(text.split())
    scored = {name: len(standing(context.cues, text, words)) for name, context in codebook.contexts.items()}
    found = sorted((name for name, hits in scored.items() if hits), key=lambda name: (-scored[name], name))
    return tuple(found)[:_MOST_CONTEXTS]


def _hits(cues: tuple[str, ...], text: str) -> int:
    return len(standing(cues, text, frozenset(text.split())))
