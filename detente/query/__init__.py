"""Query: typed filters over the store, and exports."""

from detente.query.export import FORMATS, KINDS, export_events, export_parquet, export_text, write_export
from detente.query.filters import Filter
from detente.query.rows import Evidence

__all__ = ["FORMATS", "KINDS", "Evidence", "Filter", "export_events", "export_parquet", "export_text", "write_export"]
