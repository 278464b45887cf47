"""Token states of sentences from the ONNX encoder, and the heads on top of them.

MiniLM (Wang et al. 2020, arXiv:2002.10957), 6 layers of 384, fine-tuned; weights in 8-bit integers. One pass a
sentence serves every pair in it. What it was trained on and how well it does: weights/MODEL_CARD.md.
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


@dataclass(frozen=True)
class Encoder:
    """The loaded model. Threads: as many as onnxruntime is told to use, 1 by default."""

    session: Any
    tokenizer: Any
    heads: dict[str, Array]
    types: tuple[str, ...]  #: labels of the pair head, NONE among them

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Encoder:
        """The weights of the package.

        Raises:
            ConfigError: E042, a weight file is missing.
        """
        folder = files("detente").joinpath(_WEIGHTS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            with as_file(folder.joinpath("encoder.onnx")) as path:
                session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            tokenizer = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf-8"))
            with as_file(folder.joinpath("heads.npz")) as path, np.load(path) as stored:
                heads = {name: stored[name] for name in stored.files}
        except (FileNotFoundError, OSError) as err:
            raise ConfigError("E042", name="encoder weights") from err
        tokenizer.no_padding()  # the file pads to 128, and padding would be read as text
        tokenizer.enable_truncation(MAX_TOKENS)
        labels = tuple(str(label) for label in heads.pop("types"))
        return cls(session, tokenizer, heads, labels)

    def encode(self, sentences: Sequence[tuple[int, str]], batch: int = 16) -> list[Sentence]:
        """Encoded sentences, in order, from (first character in the document, text)."""
        found: list[Sentence | None] = [None] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i][1]))
        for first in range(0, len(order), batch):
            chosen = order[first : first + batch]
            coded = [self.tokenizer.encode(sentences[i][1]) for i in chosen]
            states = self._run([c.ids for c in coded])
            for row, (i, c) in enumerate(zip(chosen, coded, strict=True)):
                found[i] = Sentence(sentences[i][0], states[row, : len(c.ids)], tuple(c.offsets))
        return [sentence for sentence in found if sentence is not None]

    def _run(self, ids: list[list[int]]) -> Array:
        width = max(map(len, ids))
        tokens = np.zeros((len(ids), width), np.int64)
        mask = np.zeros((len(ids), width), np.int64)
        for row, values in enumerate(ids):
            tokens[row, : len(values)] = values
            mask[row, : len(values)] = 1
        states: Array = self.session.run(None, {"input_ids": tokens, "attention_mask": mask})[0]
        return states

    def pair_type(
        self, sentence: Sentence, actor: CharSpan | None, recipient: CharSpan | None, trigger: CharSpan | None
    ) -> dict[str, float]:
        """Event type -> probability (they sum to 1, NONE among them) of what the actor does to the recipient."""
        parts = [sentence.pooled(actor), sentence.pooled(recipient), sentence.pooled(trigger), sentence.states[0]]
        hidden = np.maximum(self._linear("pair.first", np.concatenate(parts)), 0)
        logits = self._linear("pair.second", hidden) / float(self.heads["temperature"])
        return dict(zip(self.types, map(float, _softmax(logits)), strict=True))

    def _linear(self, name: str, values: Array) -> Array:
        result: Array = self.heads[f"{name}.weight"] @ values + self.heads[f"{name}.bias"]
        return result


def _softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max())
    result: Array = powers / powers.sum()
    return result
