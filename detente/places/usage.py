"""How news uses single words that are also place names: counts from data/usage.tsv as coarse features."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def load() -> dict[str, tuple[str, ...]]:
    """Lower-case word -> features: how often it is lower-case, follows "in" and the like, or a first name or title."""
    text = (resources.files("detente.places") / "data" / "usage.tsv").read_text("utf-8")
    out: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines()[1:]:
        word, *counts = line.split("\t")
        capital, where, person, lower = map(int, counts)
        out[word] = (
            f"usage-lower={_step(lower, capital + lower)}",
            f"usage-where={_step(where, capital)}",
            f"usage-person={_step(person, capital)}",
        )
    return out


def _step(part: int, whole: int) -> str:
    """A share in five steps; "few" below three occurrences."""
    if whole < 3:
        return "few"
    share = part / whole
    return next(str(i) for i, limit in enumerate((0.02, 0.1, 0.25, 0.5, 1.1)) if share < limit)
