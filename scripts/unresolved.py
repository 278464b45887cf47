"""The most frequent names in real news that resolve to nothing: what the knowledge tables still miss.

    python -m scripts.unresolved ../shared/data/news/ledes_2023.jsonl.gz [--top 200] [--sample 20000] [--cache FILE]

The language model marks names (persons, organisations, countries and cities, peoples); each is resolved at its text's
date with the text as context. A name counts as unresolved where no country, international code or sector comes out and
no table says that it is no actor. Names are counted in texts, not in occurrences. `--cache` keeps the marked names in
a file, so that a change of the tables can be tried again in seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from detente.entities import Knowledge, resolve
from detente.entities.lexer import Pieces
from detente.entities.scan import find_items
from detente.parse import load, parse
from detente.settings import Settings

#: What the model calls persons, organisations, states and cities, and peoples.
LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
Row = dict[str, Any]


def read(path: Path, sample: int) -> Iterator[Row]:
    """The first `sample` rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        yield from map(json.loads, islice(handle, sample))


def marked(rows: list[Row], model: str) -> Iterator[Row]:
    """Each text with the names that the model marks in it: {"date", "text", "names"}."""
    nlp = load(model)
    with nlp.select_pipes(enable=[name for name in ("ner", "detente_names") if name in nlp.pipe_names]):
        for row, doc in zip(rows, parse(nlp, (row["text"] for row in rows), 64), strict=True):
            names = sorted({ent.text for ent in doc.ents if ent.label_ in LABELS})
            yield {"date": row.get("date"), "text": row["text"], "names": names}


def cached(path: Path, sample: int, cache: Path | None, model: str) -> list[Row]:
    """The marked texts, from the cache where it holds that many."""
    if cache and cache.is_file():
        kept = list(read(cache, sample))
        if len(kept) >= sample:
            return kept
    found = list(marked(list(read(path, sample)), model))
    if cache:
        with gzip.open(cache, "wt", encoding="utf-8") as handle:
            handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    return found


def plain(name: str) -> str:
    """The name without an article, a possessive mark and outer signs: "the Foreign Office's" -> "Foreign Office"."""
    name = name.strip(" \n\t\"“”‘’'.,;:!?()-–—")
    for mark in ("'s", "’s"):
        name = name.removesuffix(mark)
    head, _, rest = name.partition(" ")
    return rest.strip() if head.lower() == "the" and rest else name


def unresolved(texts: Iterable[Row], knowledge: Knowledge) -> tuple[Counter[str], int, dict[str, str]]:
    """(name -> number of texts in which it resolves to nothing, number of names in all, name -> a text)."""
    missing: Counter[str] = Counter()
    example: dict[str, str] = {}
    total = 0
    for row in texts:
        date = dt.date.fromisoformat(row["date"]) if row["date"] else None
        whole: list[str] | None = None
        for name in sorted({plain(name) for name in row["names"]}):
            if not any(c.isalpha() for c in name):
                continue
            total += 1
            if _known(name, date, row["text"], knowledge):
                continue
            if whole is None:
                found, _ = find_items(Pieces(row["text"], knowledge.spellings), knowledge)
                whole = [item.text for item in found if item.kind != "role"]
            if any(name in longer for longer in whole):  # "Ursula von der": the model cut a known name short
                continue
            missing[name] += 1
            example.setdefault(name, row["text"])
    return missing, total, example


def _known(name: str, date: dt.date | None, text: str, knowledge: Knowledge) -> bool:
    """Something in the name has a country or a sector, or the tables say that it is no actor."""
    actor = resolve(name, date, text, knowledge)
    if actor and (actor.country or actor.sectors or actor.kind != "person"):
        return True
    return bool(find_items(Pieces(name, knowledge.spellings), knowledge)[1].blocked)


def main() -> None:
    """Print the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--top", type=int, default=200, help="names printed")
    parser.add_argument("--sample", type=int, default=20_000, help="texts read, from the first")
    parser.add_argument("--cache", type=Path, help="keep the names that the model marks in this file")
    parser.add_argument("--examples", action="store_true", help="print a text beside each name")
    options = parser.parse_args()
    started = time.perf_counter()
    texts = cached(options.news, options.sample, options.cache, Settings.load().model)
    parsed = time.perf_counter() - started
    missing, total, example = unresolved(texts, Knowledge.load())
    seconds = time.perf_counter() - started
    print(f"{len(texts)} texts, {total} names, {sum(missing.values())} resolve to nothing", end="")
    print(f" ({sum(missing.values()) / max(1, total):.1%}); names {parsed:.0f} s, all {seconds:.0f} s")
    if options.examples:
        for name, count in missing.most_common(options.top):
            print(f"{count:>5}  {name}  | {example[name][:160]}")
        return
    by_count: dict[int, list[str]] = defaultdict(list)
    for name, count in missing.most_common(options.top):
        by_count[count].append(name)
    for count, names in by_count.items():
        print(f"{count:>5}  {', '.join(names)}")


if __name__ == "__main__":
    main()
