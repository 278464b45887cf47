"""The language model, loaded once, and short ways to ask the stage."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from detente.parse import load
from detente.settings import Settings


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load(Settings().model)


@pytest.fixture(scope="session")
def blank() -> Language:
    """Tokens only: what needs no parse is tested without one."""
    return spacy.blank("en")
