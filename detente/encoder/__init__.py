"""The small encoder: sentences -> token states, spans -> probabilities. Runs on onnxruntime, without torch."""

from detente.encoder.model import Encoder, Sentence
from detente.encoder.reading import Reading

__all__ = ["Encoder", "Reading", "Sentence"]
