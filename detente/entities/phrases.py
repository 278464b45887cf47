"""Names -> what they may mean, made when they are first asked for: a text asks for few of the 30,000."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from detente.entities.lexer import Pieces
from detente.entities.model import KINDS, Entry

_RANK = {kind: i for i, kind in enumerate(KINDS)}
#: (name as the table writes it, what it means, canonical name, tied to texts that name its state)
Meaning = tuple[str, Entry, str, bool]


class Phrases(Mapping[str, tuple[Entry, ...]]):
    """Normalised name -> its meanings, most likely kind first.

    Attributes:
        meanings: what the tables say of each name, in their order.
    """

    __slots__ = ("_ready", "_spellings", "meanings")

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self.meanings: dict[str, list[Meaning]] = defaultdict(list)
        self._ready: dict[str, tuple[Entry, ...]] = {}
        self._spellings = spellings

    def __len__(self) -> int:
        return len(self.meanings)

    def __iter__(self) -> Iterator[str]:
        return iter(self.meanings)

    def __getitem__(self, key: str) -> tuple[Entry, ...]:
        ready = self._ready.get(key)
        if ready is None:
            if key not in self.meanings:
                raise KeyError(key)
            made = [_entry(meaning, self._spellings) for meaning in self.meanings[key]]
            ready = self._ready[key] = tuple(sorted(made, key=lambda entry: _RANK[entry.kind]))
        return ready

    def get(self, key: str, default: tuple[Entry, ...] = ()) -> tuple[Entry, ...]:  # type: ignore[override]
        """The meanings of a name; none if it is in no table."""
        ready = self._ready.get(key)
        if ready is not None:
            return ready
        return self[key] if key in self.meanings else default

    def add(self, name: str, like: Entry, canonical: str = "") -> None:
        """Enter `name` with the meaning `like`; "?" before it ties it to texts that name its state."""
        tied = name[:1] == "?"
        if tied:
            name = name[1:]
        if key := normal(name, self._spellings):
            self.meanings[key].append((name, like, canonical, tied))


def normal(name: str, spellings: Mapping[str, str]) -> str:
    """The form by which a name is looked up: the norms of its `Pieces`, by a short cut for plain names."""
    if name.isascii():
        words = name.lower().split()
        if "".join(words).isalpha():
            return " ".join(words if spellings.keys().isdisjoint(words) else [spellings.get(w, w) for w in words])
    return " ".join(Pieces(name, spellings).norms)


def _entry(meaning: Meaning, spellings: Mapping[str, str]) -> Entry:
    name, like, canonical, tied = meaning
    words = Pieces(name, spellings).words
    capitals = tuple(i for i, word in enumerate(words) if word[0].isupper() and like.kind != "role")
    letters = name.replace(".", "").replace("-", "")
    exact = like.kind != "role" and len(words) == 1 and letters.isupper() and len(letters) <= 6
    return replace(like, name=canonical or like.name or name, capitals=capitals, exact=exact, tied=tied)
