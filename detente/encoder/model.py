"""Token states of sentences from the ONNX encoder, and the heads on top of them.

MiniLM (Wang et al. 2020, arXiv:2002.10957), 6 layers of 384, fine-tuned; weights in 8-bit integers, in four parts. The base
(word vectors and two layers) is shared; the branch "speech" goes on from there with four narrow layers for attribution, which
many sentences need, the branch "events" with four for types and certainty, which only sentences with an event need, and "marks"
with four for the same of pairs and triggers that the caller marks. What they were trained on, why there are two, and
how well they do: weights/MODEL_CARD.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from detente.errors import ConfigError
from detente.types import CharSpan

Array = npt.NDArray[np.float32]
_WEIGHTS = "encoder/weights"
#: What goes on from the base. "events" and "marks" have heads for types and certainty.
BRANCHES = ("events", "speech", "marks")
MAX_TOKENS = 128


@dataclass(frozen=True, slots=True)
class Sentence:
    """One encoded sentence."""

    start: int  #: its first character in the document
    states: Array  #: (tokens, 384)
    offsets: tuple[CharSpan, ...]  #: of each token, in the sentence

    def pooled(self, span: CharSpan | None) -> Array:
        """Mean state of the tokens that a document span covers; zeros for None or beyond the cut at 128 tokens."""
        if span is None:
            return np.zeros(self.states.shape[1], np.float32)
        low, high = span[0] - self.start, span[1] - self.start
        inside = [i for i, (s, e) in enumerate(self.offsets) if s < high and low < e and e > s]
        return self.states[inside].mean(0) if inside else np.zeros(self.states.shape[1], np.float32)

    def words(self, spans: Sequence[CharSpan]) -> tuple[Array, Array]:
        """(words, 384) states of the first token of each word, and 1 where there is one, 0 beyond the cut."""
        index, known = [0] * len(spans), [0.0] * len(spans)
        offsets, token = self.offsets, 1
        for i, (first, last) in enumerate(spans):
            start, end = first - self.start, last - self.start
            while token < len(offsets) and offsets[token][1] <= start:
                token += 1
            if token < len(offsets) and offsets[token][0] < end and offsets[token][0] < offsets[token][1]:
                index[i], known[i] = token, 1.0
        return self.states[index], np.array(known, np.float32)


@dataclass(frozen=True)
class Encoder:
    """The loaded model. One thread; workers are for more."""

    base: Any
    branches: dict[str, Any]
    tagger: Any  #: the head of the branch "speech": roles.py
    tokenizer: Any
    heads: dict[str, dict[str, Array]]  #: of the branches "events" and "marks"
    types: tuple[str, ...]  #: labels of the pair head, NONE among them
    modes: tuple[str, ...]  #: of the mode head, "ASSAULT/drone"
    statuses: tuple[str, ...]  #: of the certainty head
    fingerprint: str  #: of the weights: what is fitted on top of them fits no others

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Encoder:
        """The weights of the package.

        Raises:
            ConfigError: E042, a weight file is missing.
        """
        folder = files("detente").joinpath(_WEIGHTS)
        try:
            base, tagger, *above = (_session(folder.joinpath(f"{name}.onnx")) for name in ("base", "tag", *BRANCHES))
            tokenizer = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf-8"))
            heads = {branch: _arrays(folder.joinpath(f"{branch}.npz")) for branch in ("events", "marks")}
        except (FileNotFoundError, OSError) as err:
            raise ConfigError("E042", name="encoder weights") from err
        tokenizer.no_padding()  # the file pads to 128, and padding would be read as text
        tokenizer.enable_truncation(MAX_TOKENS)
        types, modes, statuses = (tuple(map(str, heads["events"][name])) for name in ("types", "modes", "statuses"))
        made = str(heads["events"]["fingerprint"])
        branches = dict(zip(BRANCHES, above, strict=True))
        return cls(base, branches, tagger, tokenizer, heads, types, modes, statuses, made)

    def read(self, sentences: Sequence[tuple[int, str]]) -> list[Sentence]:
        """Sentences with the states of the base, in order, from (first character in the document, text).

        One at a time: 8-bit numbers are scaled by all that is read at once, so that the company of other sentences would change
        a sentence's states; and on one core a batch is no faster.
        """
        found = []
        for start, text in sentences:
            coded = self.tokenizer.encode(text)
            ids = np.array([coded.ids], np.int64)
            (states,) = self.base.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
            found.append(Sentence(start, states[0], tuple(coded.offsets)))
        return found

    def deepen(self, sentences: Sequence[Sentence], branch: str) -> list[Sentence]:
        """The same sentences with the states of a branch, from those of the base."""
        session, found = self.branches[branch], []
        for old in sentences:
            mask = np.ones((1, len(old.offsets)), np.int64)
            (states,) = session.run(None, {"hidden": old.states[None], "attention_mask": mask})
            found.append(Sentence(old.start, states[0], old.offsets))
        return found

    def pair_type(
        self,
        sentence: Sentence,
        actor: CharSpan | None,
        recipient: CharSpan | None,
        trigger: CharSpan | None,
        branch: str = "events",
    ) -> dict[str, float]:
        """Event type -> probability (they sum to 1, NONE among them) of what the actor does to the recipient."""
        logits = self._linear("pair.second", self._pair_hidden(sentence, branch, actor, recipient, trigger), branch)
        temperature = float(self.heads[branch]["temperature"])
        return dict(zip(self.types, map(float, _softmax(logits / temperature)), strict=True))

    def mode(
        self,
        sentence: Sentence,
        actor: CharSpan | None,
        recipient: CharSpan | None,
        trigger: CharSpan | None,
        event_type: str,
    ) -> tuple[str, float] | None:
        """(mode, probability among the type's modes) of an event of this type; None for a type without modes."""
        chosen = [i for i, name in enumerate(self.modes) if name.startswith(f"{event_type}/")]
        if not chosen:
            return None
        hidden = self._pair_hidden(sentence, "events", actor, recipient, trigger)
        odds = _softmax(self._linear("pair.mode", hidden, "events")[chosen])
        best = int(odds.argmax())
        return self.modes[chosen[best]].partition("/")[2], float(odds[best])

    def certainty(
        self, sentence: Sentence, trigger: CharSpan, rules: Array, branch: str = "events"
    ) -> tuple[tuple[float, ...], dict[str, float]]:
        """How certain the text is of the trigger, -3..3, on each scale of the branch, and status -> probability.

        "events" has one scale; "marks" has two, as newswire is judged and as informal prose is.

        Args:
            sentence: with the states of the branch.
            trigger: characters of the document.
            rules: what the rules say, certainty.opinion.features.
            branch: "events", or "marks" for a trigger that the caller marked.
        """
        seen = np.concatenate([sentence.pooled(trigger), sentence.states[0], rules])
        hidden = np.maximum(self._linear("certainty.first", seen, branch), 0)
        scores = 3.0 * np.tanh(self._linear("certainty.score", hidden, branch))
        odds = _softmax(self._linear("certainty.status", hidden, branch))
        return tuple(map(float, scores)), dict(zip(self.statuses, map(float, odds), strict=True))

    def is_news(self, base: Sentence, marks: Sentence, trigger: CharSpan) -> float:
        """How like newswire, rather than informal prose, a sentence is around a trigger, 0..1.

        Args:
            base: the sentence with the states of the base.
            marks: the same with those of "marks".
            trigger: characters of the document.
        """
        return float(1.0 / (1.0 + np.exp(-self._linear("register", register(base, marks, trigger), "marks")[0])))

    def _pair_hidden(self, sentence: Sentence, branch: str, *spans: CharSpan | None) -> Array:
        seen = np.concatenate([*map(sentence.pooled, spans), sentence.states[0]])
        hidden: Array = np.maximum(self._linear("pair.first", seen, branch), 0)
        return hidden

    def _linear(self, name: str, values: Array, branch: str) -> Array:
        heads = self.heads[branch]
        result: Array = heads[f"{name}.weight"] @ values + heads[f"{name}.bias"]
        return result


def register(base: Sentence, marks: Sentence, trigger: CharSpan) -> Array:
    """(1920,) what newswire is told by: the trigger, the sentence's first state and its mean, these also in the base."""
    whole = (part for read in (marks, base) for part in (read.states[0], read.states.mean(0)))
    return np.concatenate([marks.pooled(trigger), *whole])


def _arrays(file: Any) -> dict[str, Array]:
    with as_file(file) as path, np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


def _session(file: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    with as_file(file) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max())
    result: Array = powers / powers.sum()
    return result
