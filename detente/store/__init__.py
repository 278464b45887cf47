"""Store: one DuckDB file with documents, mentions, judgements, merged events and runs."""

from detente.store.store import Store
from detente.store.write import Written

__all__ = ["Store", "Written"]
