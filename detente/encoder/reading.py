"""The sentences of one document as the encoder reads them: each at most once, and no further than asked."""

from __future__ import annotations

from collections.abc import Iterable

from detente.encoder.model import Encoder, Sentence
from detente.types import CharSpan


class Reading:
    """Encoded sentences of a text, made when asked for and kept."""

    def __init__(self, text: str, encoder: Encoder) -> None:
        self.encoder = encoder
        self._text = text
        self._base: dict[CharSpan, Sentence] = {}
        self._above: dict[tuple[str, CharSpan], Sentence] = {}

    def sentences(self, spans: Iterable[CharSpan], branch: str) -> dict[CharSpan, Sentence]:
        """Span -> its sentence with the states of a branch.

        Args:
            spans: (start, end) characters of the document.
            branch: "events", "speech" or "marks".
        """
        wanted = sorted(set(spans))
        unread = [span for span in wanted if span not in self._base]
        self._base.update(zip(unread, self.encoder.read([(s, self._text[s:e]) for s, e in unread]), strict=True))
        shallow = [span for span in wanted if (branch, span) not in self._above]
        deep = self.encoder.deepen([self._base[span] for span in shallow], branch)
        self._above.update(zip(((branch, span) for span in shallow), deep, strict=True))
        return {span: self._above[branch, span] for span in wanted}

    def base(self, span: CharSpan) -> Sentence:
        """One sentence with the states of the base, once a branch has read it."""
        return self._base[span]

    def sentence(self, span: CharSpan, branch: str) -> Sentence:
        """One sentence with the states of a branch."""
        return self.sentences([span], branch)[span]
