"""The language model and the shipped cue lists, loaded once."""

from __future__ import annotations

import pytest
from spacy.language import Language

from detente.certainty.cues import Cues
from detente.parse import load
from detente.settings import Settings


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load(Settings().model)


@pytest.fixture(scope="session")
def cues() -> Cues:
    return Cues.load()
