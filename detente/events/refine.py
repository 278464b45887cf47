"""How and why: mode, contexts and the finer CAMEO code, by cue words near the trigger."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from detente.codebook.model import Codebook, EventType, Frame

_MOST_CONTEXTS = 4


def lemma_text(tokens: Iterable[Token]) -> str:
    """Lemmas between blanks, to look phrases up in: " hold talk on the cease-fire "; hyphens close up again."""
    text = " " + " ".join(token.lemma_.lower() for token in tokens if not token.is_space) + " "
    return text.replace(" - ", "-")


def clause_of(trigger: Token) -> list[Token]:
    """The words of the trigger's own clause: its subtree, and that of the light verb above a noun."""
    top = trigger
    while top.dep_ in ("dobj", "pobj", "prep", "attr", "nsubj", "nsubjpass", "compound") and top.head is not top:
        top = top.head
        if top.pos_ in ("VERB", "AUX"):
            break
    return list(top.subtree)


def mode(frame: Frame, event_type: EventType, clause: str) -> str | None:
    """The mode whose cues stand in the clause most often, else the frame's."""
    best, most = frame.mode, 0
    for candidate in event_type.modes.values():
        hits = _hits(candidate.cues, clause)
        if hits > most and (frame.mode is None or candidate.id == frame.mode):
            best, most = candidate.id, hits
    return best


def cameo(frame: Frame, event_type: EventType, found_mode: str | None, clause: str) -> str:
    """The most specific CAMEO code: refinement by cue, then the frame's, the mode's, the type's."""
    for refinement in event_type.refinements:
        if (not refinement.modes or found_mode in refinement.modes) and _hits(refinement.cues, clause):
            return refinement.cameo
    by_mode = event_type.modes[found_mode].cameo if found_mode and found_mode in event_type.modes else None
    return frame.cameo or by_mode or event_type.cameo


def contexts(frame: Frame, codebook: Codebook, sentence: Span) -> tuple[str, ...]:
    """PLOVER contexts of the sentence, those with most cues first."""
    return tuple(dict.fromkeys((*frame.contexts, *contexts_of(codebook, sentence))))[:_MOST_CONTEXTS]


def contexts_of(codebook: Codebook, sentence: Span) -> tuple[str, ...]:
    """PLOVER contexts by the cues of the sentence alone, those with most cues first."""
    text = lemma_text(sentence)
    scored = {name: _hits(context.cues, text) for name, context in codebook.contexts.items()}
    found = sorted((name for name, hits in scored.items() if hits), key=lambda name: (-scored[name], name))
    return tuple(found)[:_MOST_CONTEXTS]


def _hits(cues: tuple[str, ...], text: str) -> int:
    return sum(f" {cue} " in text for cue in cues)
