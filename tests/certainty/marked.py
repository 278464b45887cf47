"""Sentences whose event stands in square brackets: "The rebels may [return]."."""

from __future__ import annotations

from spacy.language import Language

from detente.certainty.attribution import find_attributions
from detente.certainty.cues import Cues
from detente.certainty.judge import judge
from detente.types import CharSpan, Verdict


def unmarked(marked: str) -> tuple[str, CharSpan]:
    """The text without its brackets, and where the event is in it."""
    span = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), span


def verdict_on(marked: str, nlp: Language, cues: Cues) -> Verdict:
    """How the marked event is judged, with the attributions of the text and no entities."""
    text, span = unmarked(marked)
    doc = nlp(text)
    return judge(doc, span, find_attributions(doc, (), cues), (), cues)
