"""Annotation -> DuckDB -> Annotation is identity."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from detente.store import Store
from detente.types import Annotation

from .strategies import annotations


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("store") / "x.duckdb"
    with Store.open(path) as opened:
        yield opened


@given(annotations())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_annotation_survives_the_way_through_duckdb(store: Store, found: Annotation) -> None:
    store.write([found], "run", recode=True)
    stored = {item.document.id: item for item in store.annotations()}
    assert stored[found.document.id] == found
    assert [event for event in store.mentions() if event.document == found.document.id] == list(found.events)
    assert found.document in list(store.documents())
