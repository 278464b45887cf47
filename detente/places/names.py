"""A place name -> the form in which the index knows it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

#: Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
    | dict.fromkeys("'’‘`ʻʼʿʾ´.", "")
)
_BREAK = re.compile(r"[^a-z0-9]+")
#: Words that news writes short and gazetteers write long, or the reverse.
_SHORT = {
    "st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "twp": "township", "co": "county",
    "mts": "mountains", "mtn": "mountain",
}  # fmt: skip


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower-case ASCII words joined by single spaces: "St.-Étienne" -> "saint etienne"; "" where nothing is left.

    Folding is done word by word, so the fold of a phrase is the folds of its words joined by a space.
    """
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(_SHORT.get(word, word) for word in _BREAK.split(text.translate(_LETTERS)) if word)


def key(folded: str) -> tuple[int, int]:
    """(32-bit hash, 8-bit check) of a folded name; a chance hit needs 40 equal bits."""
    digest = blake2b(folded.encode("ascii", "ignore"), digest_size=5).digest()
    return int.from_bytes(digest[:4], "big"), digest[4]
