"""Which cue words and phrases stand in a text of lemmas."""

from __future__ import annotations

from functools import lru_cache


def standing(cues: tuple[str, ...], text: str, words: frozenset[str]) -> set[str]:
    """The cues that stand in the text.

    Args:
        cues: lower-case lemmas, or phrases of them.
        text: lemmas between blanks, from `refine.lemma_text`.
        words: the text's words, so that they are split once for many lists of cues.
    """
    single, longer = _parted(cues)
    found = set(single & words)
    for first in longer.keys() & words:
        found.update(cue for cue in longer[first] if f" {cue} " in text)
    return found


@lru_cache(maxsize=1024)
def _parted(cues: tuple[str, ...]) -> tuple[frozenset[str], dict[str, list[str]]]:
    """Cues of one word, which a set finds at once, and longer ones by their first word."""
    longer: dict[str, list[str]] = {}
    for cue in cues:
        if " " in cue:
            longer.setdefault(cue.split()[0], []).append(cue)
    return frozenset(cue for cue in cues if " " not in cue), longer
