"""Lines that name their speaker by a label: a headline's "Mayor: bridge will close", a transcript's "MORENO: We left",
a quotation with a name behind a dash.

The cue is the colon or the dash. Before the colon of a headline may also stand what it is about ("Harbour strike: talks go
on"), so only persons, roles and documents count there, and no event is laid to them (introduced.py is stricter).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.certainty.cues import Cues
from detente.certainty.speakers import entity_at, kind_of
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS
from detente.types import Attribution, Entity

_MARKS = frozenset("\"'“”‘’«»")
_DASHES = frozenset(("―", "—", "–", "--", "-"))
#: Words of the longest label, and of the shortest content.
_LONGEST, _SHORTEST = 6, 3
_NO_SPEAKER, _DOCUMENTS = WORDS["rubrics"], WORDS["headed"]


def labelled(
    tree: Tree, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """Attributions of labelled lines, in text order, except of a speaker who has one there already.

    Args:
        tree: the text.
        attributions: those that a word tells.
        entities: of the text; a speaker resolves to the one at its head word.
        cues: the cue lists.
    """
    lines = _lines(tree)
    persons = {tree.lowers[i] for i, kind in enumerate(tree.ents) if kind == "PERSON"}
    known = {start for item in attributions for start, _ in item.speaker}
    for number, line in enumerate(lines):
        found = _colon(tree, line, persons, cues, number == 0) or _dash(tree, lines, number, persons)
        if found is None:
            continue
        label, mark, content = found
        head = label[-1]
        if known.intersection(range(tree.starts[label[0]], tree.ends[head])):
            continue
        entity = entity_at(tree.chars(head, head), entities)
        kind, named = kind_of(tree, label, head, entity, cues)
        form = "direct" if tree.words[content[0]][0] in _MARKS else "indirect"
        speaker, cue, said = (tree.chars(part[0], part[-1]) for part in (label, (mark,), content))
        yield Attribution((speaker,), (cue,), (said,), kind, named, entity, "AFFIRMS", form)


def _lines(tree: Tree) -> list[range]:
    """Token positions of each line, without the spaces around it."""
    found, first = [], 0
    for i in range(len(tree) + 1):
        if i < len(tree) and "\n" not in tree.words[i]:
            continue
        last = i
        while first < last and not tree.words[first].strip():
            first += 1
        while last > first and not tree.words[last - 1].strip():
            last -= 1
        if first < last:
            found.append(range(first, last))
        first = i + 1
    return found


def _colon(tree: Tree, line: range, persons: set[str], cues: Cues, is_title: bool) -> tuple[range, int, range] | None:
    """(label, mark, content) of "Mayor: bridge will close"."""
    first = line.start + (tree.words[line.start] in _MARKS)
    mark = next((i for i in range(first + 1, min(first + _LONGEST + 1, line.stop - 1)) if tree.words[i] == ":"), None)
    if mark is None or not tree.words[first][0].isupper():
        return None
    label, content = range(first, mark), range(mark + 1, line.stop)
    if _size(tree, content) < _SHORTEST or not _NO_SPEAKER.isdisjoint(tree.lemmas[i] for i in label):
        return None
    head = label[-1]
    person = tree.ents[head] == "PERSON" or tree.lowers[head] in persons
    role = tree.pos[head] in ("NOUN", "PROPN") and not cues.people.isdisjoint(tree.names(head))
    if is_title:
        plain = all(tree.pos[i] not in ("VERB", "AUX", "ADP", "DET", "CCONJ") or tree.ents[i] for i in label)
        fits = person or ((role or tree.lemmas[head] in _DOCUMENTS) and plain)
    else:
        fits = person and len(label) <= 3 and any(tree.pos[i] in ("VERB", "AUX") for i in content)
    return (label, mark, content) if fits else None


def _dash(tree: Tree, lines: Sequence[range], number: int, persons: set[str]) -> tuple[range, int, range] | None:
    """(label, mark, content) of "'We left at dawn.' - Ana Moreno", on one line or on two."""
    line = lines[number]
    mark = next((i for i in reversed(line) if tree.words[i] in _DASHES), None)
    if mark is None or mark + 1 >= line.stop:
        return None
    said = range(line.start, mark) if mark > line.start else lines[number - 1] if number else None
    name = range(mark + 1, next((i for i in range(mark + 1, line.stop) if tree.words[i] in (",", "(")), line.stop))
    if said is None or not 1 <= len(name) <= _LONGEST or any(tree.pos[i] in ("VERB", "AUX", "PUNCT") for i in name):
        return None
    quoted = tree.words[said[0]][0] in _MARKS and tree.words[said[-1]][-1] in _MARKS
    fits = quoted and _size(tree, said) >= _SHORTEST and tree.words[name[0]][0].isupper()
    return (range(mark + 1, line.stop), mark, said) if fits and any(tree.lowers[i] in persons for i in name) else None


def _size(tree: Tree, words: range) -> int:
    return sum(tree.words[i][0].isalnum() for i in words)
