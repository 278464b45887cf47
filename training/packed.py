"""The arrays that training reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FOLDS = 5
#: Sets that judge certainty on a scale, each in its way.
SCALES = ("uw", "uds_ih2", "megaveridicality", "rp")


@dataclass(frozen=True)
class Packed:
    """Sentences as token numbers of MiniLM's vocabulary, and n marks in them."""

    type_names: tuple[str, ...]
    mode_names: tuple[str, ...]
    status_names: tuple[str, ...]
    names: tuple[str, ...]  #: of the sets
    ids: list[np.ndarray]  #: of each sentence
    group: np.ndarray  #: (n,) index into `names`
    sentence: np.ndarray  #: (n,) index into `ids`
    spans: np.ndarray  #: (n, 3, 2) half-open token ranges of actor, recipient, trigger; (0, 0) for none
    types: np.ndarray  #: (n, types) what is right for a pair; none where it is unknown
    pair: np.ndarray  #: (n,) weight of the pair; 0 where the mark is none
    mode: np.ndarray  #: (n,) -1 for none
    asked: np.ndarray  #: (n,) 1 where the mark is a trigger whose certainty is asked
    score: np.ndarray  #: (n,) -3..3
    certain: np.ndarray  #: (n,) weight of the score; 0 where there is none
    status: np.ndarray  #: (n,) -1 for none
    rules: np.ndarray  #: (n, FEATURES) the rules' verdict

    @property
    def scale(self) -> np.ndarray:
        """(n,) index into SCALES of the set that judged the score; 0 where there is no score."""
        sets = [name.removesuffix("_dev") for name in self.names]
        return np.array([SCALES.index(name) if name in SCALES else 0 for name in sets])[self.group]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a cue, as certainty/tagger.py sees it."""

    head: int  #: its position among the sentence's words
    distances: np.ndarray  #: (words,)
    branches: np.ndarray  #: (words,)
    bits: np.ndarray  #: (words, BITS)
    roles: np.ndarray | None  #: (words,) gold; None where it is no cue


@dataclass(frozen=True)
class PackedSpeech:
    """Sentences with candidates for a cue."""

    size: tuple[int, int, int]  #: distances, branches, bits: of the tag head
    group: list[str]  #: "train", "dev" or "harvest", of each sentence
    ids: list[np.ndarray]  #: token numbers of MiniLM's vocabulary
    words: list[tuple[np.ndarray, np.ndarray]]  #: first token of each word, and whether it has one
    candidates: list[list[Candidate]]
