"""Speed and memory on real news: documents and sentences a second, peak memory, ratio to the parser alone, stage shares.

The coder does what `detente code` does: attributions of documents that may tell an event. `detente annotate` gives all.
The parser alone is spaCy's pipeline just as its package loads it, in a process of its own. Both it and the coder meet the texts
for the first time, and take turns every few documents, so that a machine that slows down slows both.

python scripts/bench.py NEWS_FOLDER [--documents 1000] [--only reuters]
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import gzip
import json
import multiprocessing
import pstats
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path

from spacy.language import Language

from detente.entities import Knowledge
from detente.parse import as_packaged
from detente.pipeline import Tools, annotate
from detente.settings import Settings
from detente.store import Store
from detente.types import Annotation, Document
from detente.workflows import merge_store

WARM = "Chad accused Niger of arming rebels, the foreign ministry said in N'Djamena on Monday."
#: Not English, so that the model that tells languages apart is loaded too.
FOREIGN = "Der Tschad warf dem Niger vor, Rebellen zu bewaffnen, sagte das Ministerium am Montag in der Hauptstadt der Presse."
STAGES = {
    "entities": "find_entities", "places": "find_places", "times": "find_times", "claims": "said",
    "events": "find_events", "judging": "judge", "opinion": "with_opinion", "silence": "silent_sentences",
    "assemble": "assemble",
}  # fmt: skip


def documents(path: Path, number: int) -> list[Document]:
    """The first documents of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        rows = [json.loads(line) for line in islice(handle, number)]
    day = dt.date.fromisoformat
    return [
        Document(row["id"], row["text"], day(row["date"]) if row.get("date") else None, row.get("title"))
        for row in rows
    ]


_alone: Language | None = None


def load_alone(model: str) -> None:
    """Load spaCy's pipeline as packaged, in the process that measures it."""
    global _alone
    _alone = as_packaged(model)
    _alone.max_length = 10_000_000
    list(_alone.pipe([WARM]))


def parser_alone(texts: list[str], batch_size: int) -> tuple[int, float]:
    """(sentences, seconds) of spaCy's pipeline as packaged."""
    assert _alone is not None
    started = time.perf_counter()
    sentences = sum(1 for doc in _alone.pipe(texts, batch_size=batch_size) for _ in doc.sents)
    return sentences, time.perf_counter() - started


def measure(name: str, texts: list[Document], tools: Tools) -> None:
    """Print the figures of one collection."""
    size, sentences, alone, whole = tools.settings.batch_size, 0, 0.0, 0.0
    list(annotate([Document("warm", WARM), Document("foreign", FOREIGN)], tools))  # what loads at first use
    found: list[Annotation] = []
    with multiprocessing.get_context("fork").Pool(1, load_alone, (tools.settings.model,)) as apart:
        for first in range(0, len(texts), size):
            part = texts[first : first + size]
            number, seconds = apart.apply(parser_alone, ([document.text for document in part], size))
            sentences, alone = sentences + number, alone + seconds
            started = time.perf_counter()
            found += annotate(part, tools, attributions=False)
            whole += time.perf_counter() - started
    mentions = [event for annotation in found for event in annotation.events]
    print(f"{name}: {len(texts)} documents, {sentences} sentences, {len(mentions)} mentions")
    print(f"  whole coder   {len(texts) / whole:8.1f} documents/s {sentences / whole:8.1f} sentences/s")
    print(f"  parser alone  {len(texts) / alone:8.1f} documents/s {sentences / alone:8.1f} sentences/s")
    print(f"  ratio to the parser alone {whole / alone:.2f}")
    merging(found)


def merging(found: list[Annotation]) -> None:
    """Print what merging makes of the mentions, through a store."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.duckdb") as store:
        started = time.perf_counter()
        store.write(found, store.begin_run(version="bench", settings={}))
        written = time.perf_counter() - started
        started = time.perf_counter()
        merge_store(store)
        merged = time.perf_counter() - started
        mentions, events, copies = len(store.event_ids()), store.counts()["events"], len(store.copies())
    print(f"  storing {written:.1f} s, merging {merged:.1f} s; {mentions} mentions -> {events} events, "
          f"{mentions / max(1, events):.2f} to 1; {copies} copies")  # fmt: skip
    print(f"  peak memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def shares(texts: list[Document], tools: Tools, attributions: bool) -> None:
    """Print each stage's share of the time, from a profile; claims, judging and opinion are certainty and attribution."""
    profile = cProfile.Profile()
    profile.enable()
    list(annotate(texts, tools, attributions))
    profile.disable()
    stats = pstats.Stats(profile)
    total = stats.total_tt  # type: ignore[attr-defined]
    spent = dict.fromkeys(STAGES, 0.0)
    for (_, _, function), (_, _, _, cumulative, _) in stats.stats.items():  # type: ignore[attr-defined]
        for name, wanted in STAGES.items():
            if function == wanted:
                spent[name] = max(spent[name], cumulative)
    told = sum(spent[name] for name in ("claims", "judging", "opinion")) / total
    print(f"  profiled, {'all attributions' if attributions else 'as `code` runs'}: certainty and attribution {told:.0%}; "
          + ", ".join(f"{name} {part / total:.0%}" for name, part in spent.items()))  # fmt: skip


def main() -> None:
    """Print the figures of each collection, then the peak memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--only", default="", help="begin of a collection's name")
    options = parser.parse_args()
    started = time.perf_counter()
    tools = Tools.load(Settings.load())
    print(f"loading: {time.perf_counter() - started:.2f} s")
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    Knowledge.load()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"knowledge tables: {time.process_time() - started:.2f} s of the processor, {grown:.0f} MB")
    for path in sorted(options.news.glob(f"{options.only}*.jsonl.gz")):
        texts = documents(path, options.documents)
        measure(path.name.split(".")[0], texts, tools)
        for attributions in (False, True):
            shares(texts[:200], tools, attributions)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
