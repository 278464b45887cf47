"""Count which words news writes small, and which words and pairs of words it writes large: detente/parse/data/.

    python -m scripts.headline_words NEWS

From the collections of NEWS, within sentences that are no headlines and behind their first word; verbs of our codebook are small.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detente.codebook.load import load_codebook
from detente.parse.headlines import DATA, is_headline, stems, stretches

COLLECTIONS = ("reuters_1987", "bbc_2004", "ledes_2023")
#: A word is kept that stands so often, and so large a share of it small.
LEAST, SHARE = 6, 0.75
#: A pair is kept that is written large so often, and so large a share of it.
PAIRS_LEAST, PAIRS_SHARE = 3, 0.5
#: An acronym is kept that stands so often, and so large a share of it in capitals.
ACRONYMS_LEAST, ACRONYMS_SHARE = 10, 0.5
#: A name that looks like a form of a small word is kept that stands so often, and so large a share of it large.
NAMES_LEAST, NAMES_SHARE = 3, 0.4
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")


def main() -> None:
    """Write both lists."""
    small, large, capitals = Counter[str](), Counter[str](), Counter[str]()
    pairs, large_pairs = Counter[str](), Counter[str]()
    for text in texts(Path(sys.argv[1])):
        for start, end in stretches(text):
            piece = text[start:end]
            if is_headline(piece):
                continue
            words = [m.group() for m in _WORD.finditer(piece)][1:]
            for word in words:
                if word.islower():
                    small[word] += 1
                elif word[0].isupper() and word[1:].islower():
                    large[word.lower()] += 1
                elif word.isupper() and 2 <= len(word) <= 7:
                    capitals[word] += 1
            for one, two in re.findall(r"(?<= )(?=([A-Za-z]+) ([A-Za-z]+))", piece[len(words[0]) :] if words else ""):
                pair = f"{one} {two}".lower()
                pairs[pair] += 1
                large_pairs[pair] += one[0].isupper() and two[0].isupper()
    verbs = {verb for verb in load_codebook("plover").verbs if verb.isalpha()}
    kept = sorted({w for w, n in small.items() if n >= LEAST and n >= SHARE * (n + large[w])} | verbs)
    known = set(kept)
    both = sorted(
        pair for pair, n in large_pairs.items()
        if n >= PAIRS_LEAST and n >= PAIRS_SHARE * pairs[pair] and not known.isdisjoint(pair.split())
    )  # fmt: skip
    names = sorted(
        word for word, n in large.items()
        if n >= NAMES_LEAST and n >= NAMES_SHARE * (n + small[word]) and word not in known and not known.isdisjoint(stems(word))
    )  # fmt: skip
    acronyms = sorted(
        word for word, n in capitals.items()
        if n >= ACRONYMS_LEAST and n >= ACRONYMS_SHARE * (n + small[word.lower()] + large[word.lower()])
    )  # fmt: skip
    for name, lines in (("small_words", kept), ("large_words", names), ("large_pairs", both), ("acronyms", acronyms)):
        (DATA / f"{name}.txt").write_text("\n".join(lines) + "\n", "utf-8")
        print(name, len(lines))


def texts(news: Path) -> Iterator[str]:
    """All texts of the collections."""
    for name in COLLECTIONS:
        with gzip.open(news / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


if __name__ == "__main__":
    main()
