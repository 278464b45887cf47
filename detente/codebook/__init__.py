"""The codebook: event types, modes and frames as data, read once and handed to the stages."""

from detente.codebook.load import CodebookProblems, load_codebook
from detente.codebook.model import Codebook, Context, Crosswalk, EventType, Frame, Mode, Refinement

__all__ = [
    "Codebook", "CodebookProblems", "Context", "Crosswalk", "EventType", "Frame", "Mode", "Refinement", "load_codebook",
]  # fmt: skip
