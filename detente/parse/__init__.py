"""Text -> spaCy Doc: sentences, lemmas, dependencies, names."""

from detente.parse.load import as_packaged, load, parse

__all__ = ["as_packaged", "load", "parse"]
