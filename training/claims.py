"""Training instances of the attribution tagger from claims_train: a sentence, its words, and one cue word at a time.

Parsed once and kept in a file, for that takes minutes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from detente.certainty.attribution import proposals_by_head
from detente.certainty.cues import Cues
from detente.certainty.quotes import find_quotes
from detente.certainty.repair import repair
from detente.certainty.tagger import features, of_text
from detente.certainty.tree import Tree
from detente.parse import load
from detente.settings import Settings
from training.data import rows

#: What the tagger says of a word.
ROLES = ("NONE", "SPEAKER", "CUE", "CONTENT")


@dataclass(frozen=True, slots=True)
class CueWord:
    """One candidate: its position among the sentence's words, features, and gold (None where it is no cue)."""

    head: int
    distances: np.ndarray
    branches: np.ndarray
    bits: np.ndarray
    roles: np.ndarray | None


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with its candidates."""

    text: str
    words: tuple[tuple[int, int], ...]  #: characters in `text`
    cues: tuple[CueWord, ...]


def tagged(path: Path, cache: Path) -> list[Tagged]:
    """All sentences with at least one candidate."""
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    cues = Cues.load()
    articles = list(rows(path))
    docs = load(Settings().model).pipe((row["text"] for row in articles), batch_size=16)
    found = [item for doc, row in zip(docs, articles, strict=True) for item in sentences(doc, row, cues)]
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(found))
    return found


def sentences(doc: Doc, row: dict, cues: Cues) -> Iterator[Tagged]:
    tree = Tree.read(doc)
    repair(tree)
    quotes = find_quotes(tree)
    heads = proposals_by_head(tree, quotes, cues)
    gold, fixed = _gold(tree, row), of_text(tree, quotes)
    for sentence in doc.sents:
        words = range(sentence.start, sentence.end)
        chosen = {head: heads[head] for head in words if head in heads}
        views = features(tree, fixed, words, chosen) if chosen else ()
        found = [
            CueWord(head - sentence.start, *view, _roles(gold.get(head), words))
            for head, *view in zip(chosen, *views, strict=True)
        ]
        if found:
            start = sentence.start_char
            yield Tagged(
                sentence.text, tuple((tree.starts[i] - start, tree.ends[i] - start) for i in words), tuple(found)
            )


def _roles(gold: dict[int, int] | None, words: range) -> np.ndarray | None:
    return None if gold is None else np.array([gold.get(i, 0) for i in words], np.int64)


def _gold(tree: Tree, row: dict) -> dict[int, dict[int, int]]:
    """Main word of each gold cue -> word -> role."""
    where = {}
    for i, (start, end) in enumerate(zip(tree.starts, tree.ends, strict=True)):
        for character in range(start, end):
            where[character] = i
    found: dict[int, dict[int, int]] = {}
    for item in row["attributions"]:
        marked = {}
        for number, role in ((3, "content"), (1, "speaker"), (2, "cue")):
            for start, end in item[role] or ():
                marked |= {where[c]: number for c in range(start, end) if c in where and row["text"][c].isalnum()}
        cue = [i for i, number in marked.items() if number == 2]
        tops = [i for i in cue if tree.heads[i] not in cue or tree.heads[i] == i]
        if tops:
            verbs = [i for i in tops if tree.pos[i] in ("VERB", "NOUN", "AUX", "ADJ")]
            found.setdefault((verbs or tops)[0], marked)
    return found
