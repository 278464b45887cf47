"""A mark as the teacher reads it: signs in the text around the marked spans."""

from __future__ import annotations

import numpy as np

#: "<", ">", "[", "]", "*", "*" of MPNet's vocabulary, around the marked actor, recipient and trigger.
SIGNS = ((1030, 1032), (1035, 1037), (1012, 1012))


def of_mpnet(ids: np.ndarray) -> np.ndarray:
    """A sentence in token numbers of MiniLM's vocabulary -> of MPNet's: the same words, four places on, other ends."""
    moved = np.asarray(ids) + 4
    moved[0], moved[-1] = 0, 2
    return moved


def with_signs(ids: np.ndarray, roles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The token numbers with signs around the marked spans, and where these lie then, signs included.

    Args:
        ids: (tokens,) of MPNet's vocabulary.
        roles: (3, 2) half-open ranges of actor, recipient and trigger; (0, 0) for none. They may overlap.
    """
    cuts: list[tuple[int, int, int, int]] = []
    for role, (start, end) in enumerate(roles):
        if end > start:
            cuts += [(start, 1, -role, SIGNS[role][0]), (end, 0, role, SIGNS[role][1])]
    spans, parts, at, made = np.zeros_like(roles), [], 0, 0
    for where, opens, role, sign in sorted(cuts):
        parts += [ids[at:where], np.array([sign], ids.dtype)]
        made += where - at + 1
        at = where
        spans[abs(role)][0 if opens else 1] = made - 1 if opens else made
    return np.concatenate([*parts, ids[at:]]), spans
