"""A user's own opinion on candidates: heads trained on their labelled rows, and examples of types that nobody was taught."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zipfile import BadZipFile

import numpy as np

from detente.codebook.model import Codebook
from detente.encoder import Encoder, Sentence
from detente.encoder.softmax import Floats, Softmax, probabilities
from detente.errors import CodebookError
from detente.events.examples import Likeness, likenesses
from detente.events.view import span_of, view
from detente.types import Candidate, CharSpan

NONE = "NONE"
#: Another label of the user's heads is taken when so sure, and the frame's hardly likely; as in decide.py.
_SURE, _HARDLY = 0.85, 0.1
_LEAST = 1e-4
#: A candidate that another type's frame proposes becomes one of the user's type from here on.
SURE_OF_EXAMPLES = 0.8


@dataclass(frozen=True)
class Heads:
    """Softmax regression over a user's labels, on top of what the shipped head says."""

    labels: tuple[str, ...]  #: event types, most often NONE among them
    model: Softmax
    temperature: float = 1.0
    fitted_on: str = ""  #: fingerprint of the encoder's weights

    def opinion(self, seen: Floats, said: Mapping[str, float]) -> dict[str, float]:
        """Label -> probability.

        Args:
            seen: the view.
            said: the shipped head's probabilities.
        """
        logits = self.model.logits(seen, known_logits(said, self.labels)) / self.temperature
        return dict(zip(self.labels, map(float, probabilities(logits)), strict=True))

    def saved(self) -> bytes:
        """Content of heads.npz; the same heads give the same bytes."""
        out = io.BytesIO()
        np.savez(out, labels=np.array(self.labels), weight=self.model.weight.astype(np.float32),
                 bias=self.model.bias.astype(np.float32), temperature=np.array(self.temperature),
                 fitted_on=np.array(self.fitted_on))  # fmt: skip
        return out.getvalue()

    @classmethod
    def read(cls, content: bytes, name: str) -> Heads:
        """Heads from what `saved` gave.

        Raises:
            CodebookError: E026, it is something else.
        """
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as stored:
                model = Softmax(stored["weight"].astype(np.float64), stored["bias"].astype(np.float64))
                labels = tuple(map(str, stored["labels"]))
                return cls(labels, model, float(stored["temperature"]), str(stored["fitted_on"]))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as err:
            raise CodebookError("E026", name, detail=str(err)) from err


def known_logits(said: Mapping[str, float], labels: tuple[str, ...]) -> Floats:
    """What the shipped head says of each label, as logits; of labels that it was not taught, as if it had no opinion."""
    unsaid = 1 / max(1, len(said))
    return np.array([math.log(max(said.get(label, unsaid), _LEAST)) for label in labels])


@dataclass(frozen=True)
class Own:
    """What a user's codebook adds to the shipped encoder."""

    examples: Mapping[str, Likeness] = field(default_factory=dict)
    heads: Heads | None = None

    @classmethod
    def load(cls, codebook: Codebook, encoder: Encoder) -> Own:
        """For a codebook; empty for the packaged one.

        Raises:
            CodebookError: E026, its heads.npz is faulty or was fitted on other weights.
        """
        name = f"{codebook.name}/heads.npz"
        heads = Heads.read(codebook.heads, name) if codebook.heads else None
        if heads is not None and heads.fitted_on != encoder.fingerprint:
            raise CodebookError("E026", name, detail="they were fitted on another version of the encoder")
        return cls(likenesses(codebook, encoder), heads)

    def knows(self, event_type: str) -> bool:
        """This type is judged here, not by the shipped head."""
        return (self.heads is not None and event_type in self.heads.labels) or event_type in self.examples

    def claimed(self, candidate: Candidate, sentence: Sentence, codebook: Codebook) -> Candidate | None:
        """A candidate of a type that the encoder knows, as the user's own type whose examples are sure of it; or None.

        "Spies infected the ministry's computers" is COERCE by a frame of PLOVER; where a codebook has CYBER_OPERATION beside
        it, that says more. `SURE_OF_EXAMPLES` is high: the frame of the own type did not propose it.
        """
        if not self.examples:
            return None
        seen = _seen(candidate, sentence)
        (odds, nearest), name = max((likeness.judge(seen), name) for name, likeness in self.examples.items())
        if odds < SURE_OF_EXAMPLES:
            return None
        note = f"examples of {name}: {odds:.2f}, {nearest}: its type is taken"
        return replace(
            candidate, event_type=name, mode=None, cameo=codebook.types[name].cameo, confidence=round(odds, 3),
            why=(*candidate.why, note),
        )  # fmt: skip

    def weighed(
        self, candidate: Candidate, sentence: Sentence, codebook: Codebook, said: Mapping[str, float]
    ) -> Candidate:
        """The candidate with the opinion of heads or examples as its confidence, and the reason in `why`.

        Args:
            candidate: of a type that this `knows`.
            sentence: its sentence, as the branch "events" reads it.
            codebook: the user's.
            said: the shipped head's probabilities.
        """
        seen = _seen(candidate, sentence)
        if self.heads is None or candidate.event_type not in self.heads.labels:
            odds, nearest = self.examples[candidate.event_type].judge(seen)
            note = f"examples of {candidate.event_type}: {odds:.2f}, {nearest}"
            return replace(candidate, confidence=round(odds, 3), why=(*candidate.why, note))
        opinion = self.heads.opinion(seen, said)
        best, own = max(opinion, key=lambda label: opinion[label]), opinion[candidate.event_type]
        note = f"own heads: {candidate.event_type} {own:.2f}"
        if best != candidate.event_type:
            note += f", {best} {opinion[best]:.2f}"
        if best != NONE and opinion[best] >= _SURE and own < _HARDLY and best in codebook.types:
            candidate, own = (
                replace(candidate, event_type=best, mode=None, cameo=codebook.types[best].cameo),
                opinion[best],
            )
            note += ": its type is taken"
        return replace(candidate, confidence=round(own, 3), why=(*candidate.why, note))


def _seen(candidate: Candidate, sentence: Sentence) -> Floats:
    actor: CharSpan | None = span_of(candidate.actors)
    return view(sentence, actor, span_of(candidate.recipients), candidate.trigger)


NOTHING_OWN = Own()
