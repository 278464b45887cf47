"""The small encoder: sentences -> token states, spans -> probabilities. Runs on onnxruntime, without torch."""

from detente.encoder.model import Encoder, Sentence

__all__ = ["Encoder", "Sentence"]
