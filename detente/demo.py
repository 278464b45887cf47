"""The demo corpus: forty short articles of our own on the public record of North Korea's summits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path


@contextmanager
def demo_articles() -> Iterator[Path]:
    """The corpus as a JSONL file on disk, for as long as the context lasts."""
    with as_file(files("detente").joinpath("demo_corpus/articles.jsonl")) as path:
        yield path
