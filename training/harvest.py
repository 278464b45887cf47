"""Unlabelled marks from real news, for the teacher to judge: what the coder asks its encoder, and verbs for certainty.

    python -m training.harvest NEWS --out build/harvest.pkl

Texts stay where they are; the file is a cache for training alone. One lede in four is left out, so that audits can be drawn
from texts that no weight has seen: `is_apart`.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from detente.encoder import Encoder
from detente.parse import parse
from detente.pipeline import Tools, annotate_doc
from detente.settings import Settings
from detente.types import Document
from training.data import Example, Pair, Trigger, rows

#: collection -> documents read at most, and how many of the verbs are asked about
SETS = {"ledes_2023": (15000, 0.12), "reuters_1987": (3000, 0.1), "bbc_2004": (700, 0.1)}
_PAIRS_OF_A_SENTENCE = 6
_ENTITIES = 0.35  # share of the sentences in which two entities are asked about, though no frame need join them
_TRIGGERS_ONLY = 0.3  # share of the sentences kept in which nothing but verbs is asked about
_LONGEST = 400  # characters of a sentence; tables and lists are longer


@dataclass(frozen=True)
class Recorder(Encoder):
    """The encoder, and what it was asked: (sentence start, spans) of pairs, (sentence start, span, rules) of triggers."""

    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def pair_type(
        self, sentence: Any, actor: Any, recipient: Any, trigger: Any, branch: str = "events"
    ) -> dict[str, float]:
        """As the encoder's."""
        self.asked.append((sentence.start, sentence.offsets[-2][1], "pair", actor, recipient, trigger))
        return super().pair_type(sentence, actor, recipient, trigger, branch)

    def certainty(
        self, sentence: Any, trigger: Any, rules: Any, branch: str = "events"
    ) -> tuple[float, dict[str, float]]:
        """As the encoder's."""
        self.asked.append((sentence.start, sentence.offsets[-2][1], "trigger", trigger, tuple(map(float, rules))))
        return super().certainty(sentence, trigger, rules, branch)


def is_apart(collection: str, document: str) -> bool:
    """Kept from training, for audits."""
    return hashlib.sha256(f"{collection}/{document}".encode()).digest()[0] % 4 == 0


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    options = parser.parse_args()
    tools = Tools.load(Settings.load())
    recorder = Recorder(**{f.name: getattr(tools.encoder, f.name) for f in fields(Encoder)})
    tools = replace(tools, encoder=recorder)
    found: list[Example] = []
    for name in options.sets:
        most, share = SETS[name]
        found += harvested(options.news / f"{name}.jsonl.gz", name, most, share, tools)
        options.out.write_bytes(pickle.dumps(found))
        print(name, len(found), sum(len(e.pairs) for e in found), sum(len(e.triggers) for e in found), flush=True)


def harvested(path: Path, name: str, most: int, share: float, tools: Tools) -> Iterator[Example]:
    """The marked sentences of a collection."""
    chosen = random.Random(3)
    texts = [row["text"] for row in rows(path) if not is_apart(name, row["id"])]
    texts = chosen.sample(texts, min(most, len(texts)))
    for first in range(0, len(texts), 500):
        some = texts[first : first + 500]
        for text, doc in zip(some, parse(tools.nlp, some, 64), strict=True):
            yield from _marked(text, doc, share, chosen, tools)


def _marked(text: str, doc: Doc, share: float, chosen: random.Random, tools: Tools) -> Iterator[Example]:
    verbs = tuple((t.idx, t.idx + len(t)) for t in doc if t.pos_ == "VERB" and chosen.random() < share)
    tools.encoder.asked.clear()
    try:
        entities = annotate_doc(Document(id="harvest", text=text, triggers=verbs), doc, tools).entities
    except Exception as error:
        print("left out:", type(error).__name__, error, flush=True)
        return
    by_sentence: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for start, end, *question in tools.encoder.asked:
        by_sentence[start, start + end].append(question)
    for sentence in doc.sents:
        inside = [(e.start, e.end) for e in entities if sentence.start_char <= e.start < e.end <= sentence.end_char]
        pairs = [(a, b) for a in inside for b in inside if a[1] <= b[0] or b[1] <= a[0]]
        key = (sentence.start_char, sentence.start_char + len(sentence.text.rstrip()))
        if pairs and chosen.random() < _ENTITIES:
            by_sentence[key].append(["pair", *chosen.choice(pairs), None])
    for (start, end), questions in by_sentence.items():
        only_triggers = all(question[0] == "trigger" for question in questions)
        if end - start > _LONGEST or (only_triggers and chosen.random() > _TRIGGERS_ONLY):
            continue

        def moved(span: Any, start: int = start) -> Any:
            return None if span is None else (span[0] - start, span[1] - start)

        pairs = list(dict.fromkeys(tuple(map(moved, q[1:])) for q in questions if q[0] == "pair"))
        pairs = chosen.sample(pairs, min(len(pairs), _PAIRS_OF_A_SENTENCE))
        triggers = {moved(q[1]): q[2] for q in questions if q[0] == "trigger"}
        yield Example(
            text[start:end],
            tuple(Pair(a, r, t, ()) for a, r, t in pairs),
            tuple(Trigger(span, rules=rules) for span, rules in triggers.items()),
        )


if __name__ == "__main__":
    main()
