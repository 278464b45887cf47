"""Event types from a user's examples alone: is a candidate like the hits, or like the near misses?

For each type that the encoder was not taught and that has examples, a logistic regression tells the views (view.py) of its
hits from those of its near misses and of a background: ordinary reports of other events, shipped with the package. It is
made when the tools are loaded; fifteen examples take milliseconds, the background is read once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from detente.codebook.marks import Marked, read_marks
from detente.codebook.model import Codebook, EventType, Frame
from detente.encoder import Encoder
from detente.encoder.softmax import Floats, Softmax, fit_softmax, probabilities
from detente.events.view import PARTS, views

#: With fewer hits the frames keep their word.
FEWEST_HITS = 3
_PENALTY = 0.003
#: How much the hits, the near misses and the background count together.
_SHARES = (0.4, 0.4, 0.2)


@dataclass(frozen=True)
class Likeness:
    """What the examples of one type say."""

    model: Softmax  #: class 1 = an event of this type
    examples: Floats  #: (hits and near misses, features), hits first
    hits: int

    def judge(self, seen: Floats) -> tuple[float, str]:
        """(probability that it is such an event, the example most like it: "hit 7 is nearest, .83")."""
        odds = float(probabilities(self.model.logits(seen))[1])
        alike = self.examples @ seen / PARTS
        best = int(alike.argmax())
        name = f"hit {best + 1}" if best < self.hits else f"near miss {best - self.hits + 1}"
        return odds, f"{name} is nearest, {alike[best]:.2f}"


def likenesses(codebook: Codebook, encoder: Encoder) -> dict[str, Likeness]:
    """Event type -> what its examples say, for the types that the encoder does not know."""
    own = [kind for name, kind in codebook.types.items() if name not in encoder.types and len(kind.hits) >= FEWEST_HITS]
    if not own:
        return {}
    background = Background.load(encoder)
    return {kind.id: fit_likeness(*example_views(kind, encoder), background.against(kind)) for kind in own}


@dataclass(frozen=True)
class Background:
    """Ordinary reports of other events."""

    triggers: tuple[str, ...]  #: the marked trigger of each, in lower case
    views: Floats

    @classmethod
    def load(cls, encoder: Encoder) -> Background:
        """The sentences of the package."""
        text = files("detente").joinpath("events/data/background.tsv").read_text("utf-8")
        marked = [read_marks(line.split("\t")[1]) for line in text.splitlines() if line and not line.startswith("#")]
        triggers = (item.text[slice(*item.trigger)].lower() if item.trigger else "" for item in marked)
        return cls(tuple(triggers), views(marked, encoder))

    def against(self, kind: EventType) -> Floats:
        """The views without sentences at a word of the type's own frames: some may report just such an event."""
        stems = _stems(kind.frames)
        own = [any(word.startswith(stem) for word in trigger.split() for stem in stems) for trigger in self.triggers]
        kept: Floats = self.views[~np.array(own)]
        return kept


def example_views(kind: EventType, encoder: Encoder) -> tuple[Floats, Floats]:
    """Views of a type's hits, and of its near misses."""
    marked = [with_trigger(read_marks(text), kind.frames) for text in (*kind.hits, *kind.near_misses)]
    seen = views(marked, encoder)
    return seen[: len(kind.hits)], seen[len(kind.hits) :]


def fit_likeness(hits: Floats, misses: Floats, background: Floats) -> Likeness:
    """From views of the hits, the near misses (may be none) and other events."""
    groups = (hits, misses, background)
    counts = np.concatenate([
        np.full(len(group), share / max(1, len(group))) for group, share in zip(groups, _SHARES, strict=True)
    ])  # fmt: skip
    rows = np.vstack([group.reshape(-1, hits.shape[1]) for group in groups])
    labels = (np.arange(len(rows)) < len(hits)).astype(np.int64)
    model = fit_softmax(rows, labels, 2, _PENALTY, counts)
    return Likeness(model, rows[: len(hits) + len(misses)], len(hits))


def with_trigger(example: Marked, frames: Sequence[Frame]) -> Marked:
    """The example with a trigger: where none is marked, the first word that looks like a form of a frame's lemma."""
    if example.trigger is not None:
        return example
    stems = _stems(frames)
    for word in re.finditer(r"\w+", example.text.lower()):
        if any(word[0].startswith(stem) for stem in stems):
            return Marked(example.text, example.actor, example.recipient, word.span())
    return example


def _stems(frames: Sequence[Frame]) -> set[str]:
    words = {lemma.split()[-1] for frame in frames for lemma in frame.lemmas}
    return {word[: max(3, len(word) - 2)] for word in words}
