"""Which language a document is in."""

from __future__ import annotations

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from detente.types import Document

#: Shorter texts, mostly names and figures, are told apart too badly to refuse them.
_SHORTEST_CHARS = 120
_SURE = 0.95
#: Words that no other language has so often: with so great a share of them a text is English, and the model need not be asked.
_ENGLISH = frozenset({
    "the", "of", "and", "to", "that", "with", "from", "by", "said", "was", "were", "has", "have", "been", "which", "their",
})  # fmt: skip
_ENOUGH, _WORDS = 0.12, 200


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> tuple[str, float]:
    """(ISO 639-1 code, probability 0..1) from the first 2,000 characters."""
    language, probability = _identifier().classify(text[:2000])
    return str(language), float(probability)


def foreign(document: Document) -> str | None:
    """The document's language where it is surely not English, else None. The caller's word counts first."""
    if document.language:
        return None if document.language.lower().startswith("en") else document.language
    if len(document.text) < _SHORTEST_CHARS or _plainly_english(document.text):
        return None
    language, probability = detect(document.text)
    return language if language != "en" and probability >= _SURE else None


def _plainly_english(text: str) -> bool:
    words = text[:2000].lower().split()[:_WORDS]
    return sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words)
