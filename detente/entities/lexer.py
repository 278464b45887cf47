"""Text -> pieces: the words that names are looked up by, independent of any tokeniser.

Names in the tables and names in a text are cut by the same rule, so that "Port-au-Prince", "Port au Prince", "U.N.",
"UN", "Gaddafi's" and "Côte d'Ivoire" meet without a list of spellings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: "U.S.", "J.D"; words with inner apostrophes; any other sign alone.
_PIECE = re.compile(r"(?:[A-Za-z]\.)+(?:[A-Za-z]\b\.?)?|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_")
_POSSESSIVE = ("'s", "’s", "'S", "’S")


class Pieces:
    """A text cut into pieces; parallel lists, one entry a piece.

    Attributes:
        words: as written, without a possessive mark.
        norms: lower case, without accents, periods and apostrophes, spelling variants unified.
        starts, ends: character offsets, half-open; `ends` is before a possessive mark.
        glued: a hyphen, and nothing else, stands between this piece and the one before.
        owns: a possessive mark follows.
    """

    __slots__ = ("ends", "glued", "norms", "owns", "starts", "words")

    def __init__(self, text: str, spellings: Mapping[str, str]) -> None:
        self.words: list[str] = []
        self.norms: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.glued: list[bool] = []
        self.owns: list[bool] = []
        self._cut(text, spellings)

    def __len__(self) -> int:
        return len(self.words)

    def _cut(self, text: str, spellings: Mapping[str, str]) -> None:
        glue = -1  # where a hyphen ended
        last_end = -1
        for match in _PIECE.finditer(text):
            word, start, end = match.group(), match.start(), match.end()
            first = word[0]
            if not first.isalnum():
                if first in "-‐‑" and start == last_end and end < len(text) and text[end].isalnum():
                    glue = end
                    continue
                if first in "'’" and start == last_end and self.words and self.words[-1][-1] in "sS":
                    self.owns[-1] = True
                    last_end = end
                    continue
                norm = word
                owns = False
            else:
                owns = word.endswith(_POSSESSIVE) and len(word) > 2
                if owns:
                    word, end = word[:-2], end - 2
                norm = fold(word)
                norm = spellings.get(norm, norm)
            self.words.append(word)
            self.norms.append(norm)
            self.starts.append(start)
            self.ends.append(end)
            self.glued.append(start == glue)
            self.owns.append(owns)
            last_end = match.end()


def fold(word: str) -> str:
    """The word in lower case, without accents, periods and apostrophes."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("đ", "d")
        word = word.replace("Đ", "D").replace("’", "'")
    word = word.lower()
    if "." in word or "'" in word:
        word = word.replace(".", "").replace("'", "")
    return word
