"""Trees stay trees, however their words are hung."""

from __future__ import annotations

from itertools import product

import pytest

from detente.certainty.tree import Tree

from .build import DENIED, build


def tree() -> Tree:
    return Tree.read(build(DENIED))


def roots(tree: Tree) -> set[int]:
    """Where climbing from each word ends; a circle would never."""
    tops = set()
    for node in range(len(tree)):
        steps = 0
        while tree.heads[node] != node:
            node, steps = tree.heads[node], steps + 1
            assert steps <= len(tree), "a circle"
        tops.add(node)
    return tops


@pytest.mark.parametrize(("node", "head"), [*product(range(9), repeat=2)])
def test_tree_move_makes_no_circle(node, head):
    moved = tree()
    moved.move(node, head, "dep")
    assert moved.heads[node] == head
    assert len(roots(moved)) == 1 + (node == head != 2)
    assert all(kid in moved.kids[moved.heads[kid]] for kid in range(len(moved)) if moved.heads[kid] != kid)
    assert sorted(i for top in roots(moved) for i in moved.subtree(top)) == list(range(9))


def test_tree_move_on_what_hangs_below_lets_that_take_the_place():
    moved = tree()
    moved.move(6, 3, "dep")  # "bombed" on its "that"
    assert (moved.heads[3], moved.deps[3], moved.heads[6]) == (2, "ccomp", 3)
    moved.move(2, 3, "dep")  # and the root on that
    assert (moved.heads[3], moved.deps[3], moved.heads[2]) == (3, "ROOT", 3)
