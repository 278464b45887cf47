"""The language model and the gazetteer, loaded once."""

from __future__ import annotations

import pytest
from spacy.language import Language

from detente import parse
from detente.places import Gazetteer
from detente.settings import Settings


@pytest.fixture(scope="session")
def places_nlp() -> Language:
    return parse.load(Settings().model)


@pytest.fixture(scope="session")
def places_gazetteer() -> Gazetteer:
    return Gazetteer.load()
