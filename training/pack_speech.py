"""Sentences of attribution as arrays: candidates for a cue, their syntax, and the gold roles of each word.

    python -m training.pack_speech DATA --news NEWS --out build/speech.pkl

DATA is the folder with claims_train and claims_dev. News adds sentences that only a teacher judges.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from detente.certainty.cues import Cues
from detente.certainty.tagger import BITS, BRANCHES, DISTANCES
from detente.parse import load
from detente.settings import Settings
from training.claims import CueWord, Tagged, sentences, tagged
from training.data import rows
from training.harvest import is_apart
from training.pack import BUILD, tokenizer
from training.packed import Candidate, PackedSpeech

#: collection -> documents read
SETS = {"reuters_1987": 2600, "bbc_2004": 500, "ledes_2023": 12000}
_LONGEST = 400  # characters


def main() -> None:
    """Write the pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    sets = {
        "train": tagged(options.data / "claims_train.jsonl.gz", BUILD / "claims_train.pkl"),
        "dev": tagged(options.data / "claims_dev.jsonl.gz", BUILD / "claims_dev.pkl"),
        "harvest": list(harvested(options.news)) if options.news else [],
    }
    coded = [
        (name, item, code) for name, items in sets.items() for item, code in zip(items, _encoded(items), strict=True)
    ]
    found = PackedSpeech(
        (DISTANCES, BRANCHES, BITS),
        [name for name, _, _ in coded],
        [np.array(code.ids, np.int32) for _, _, code in coded],
        [word_tokens(code.offsets, item.words) for _, item, code in coded],
        [[_small(cue) for cue in item.cues] for _, item, _ in coded],
    )
    options.out.write_bytes(pickle.dumps(found))
    print({name: (len(items), sum(len(i.cues) for i in items)) for name, items in sets.items()})


def harvested(news: Path) -> Iterator[Tagged]:
    """Sentences of real news with candidates, without gold."""
    cues, chosen = Cues.load(), random.Random(4)
    for name, most in SETS.items():
        texts = [row["text"] for row in rows(news / f"{name}.jsonl.gz") if not is_apart(name, row["id"])]
        texts = chosen.sample(texts, min(most, len(texts)))
        for text, doc in zip(texts, load(Settings().model).pipe(texts, batch_size=32), strict=True):
            yield from (s for s in sentences(doc, {"text": text, "attributions": []}, cues) if len(s.text) <= _LONGEST)


def _small(cue: CueWord) -> Candidate:
    roles = None if cue.roles is None else cue.roles.astype(np.int8)
    assert set(np.unique(cue.bits)) <= {0.0, 1.0}
    return Candidate(cue.head, *(a.astype(np.uint8) for a in (cue.distances, cue.branches, cue.bits)), roles)


def _encoded(items: Sequence[Tagged]) -> list[Any]:
    return tokenizer().encode_batch([item.text for item in items])


def word_tokens(offsets: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """(first token of each word, 1 where there is one); words beyond the cut get token 0 and 0."""
    index, known = np.zeros(len(words), np.int64), np.zeros(len(words), np.float32)
    token = 1
    for i, (start, end) in enumerate(words):
        while token < len(offsets) and offsets[token][1] <= start:
            token += 1
        if token < len(offsets) and offsets[token][0] < end and offsets[token][1] > offsets[token][0]:
            index[i], known[i] = token, 1.0
    return index, known


if __name__ == "__main__":
    main()
