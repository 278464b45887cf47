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
#: Small words within a name.
_PARTICLES = frozenset(("de", "la", "van", "von", "der", "bin", "al", "of", "the", "n"))
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
        if line := _trimmed(tree, first, i):
            found.append(line)
        first = i + 1
    return found


def _colon(tree: Tree, line: range, persons: set[str], cues: Cues, is_title: bool) -> tuple[range, int, range] | None:
    """(label, mark, content) of "Mayor: bridge will close"; a heading may stand before a quotation."""
    first = line.start + (tree.words[line.start] in _MARKS)
    mark = next((i for i in range(first + 1, line.stop - 1) if tree.words[i] == ":"), None)
    if mark is None:
        return None
    content = range(mark + 1, line.stop)
    quoted = not is_title and tree.words[mark + 1][0] in _MARKS
    if quoted:
        first = next((i + 1 for i in range(mark - 1, first, -1) if tree.words[i] in _DASHES), first)
        last = next((i for i in reversed(content) if tree.words[i][-1] in _MARKS), content[-1])
        content = range(mark + 1, last + 1)
    label = range(first, mark)
    if not 1 <= len(label) <= _LONGEST or not tree.words[first][0].isupper() or _size(tree, content) < _SHORTEST:
        return None
    if not _NO_SPEAKER.isdisjoint(tree.lemmas[i] for i in label):
        return None
    head = label[-1]
    person = tree.ents[head] == "PERSON" or tree.lowers[head] in persons
    role = tree.pos[head] in ("NOUN", "PROPN") and not cues.people.isdisjoint(tree.names(head))
    plain = all(tree.pos[i] not in ("VERB", "AUX", "ADP", "DET", "CCONJ") or tree.ents[i] for i in label)
    if is_title:
        fits = person or ((role or tree.lemmas[head] in _DOCUMENTS) and plain)
    elif quoted:
        fits = person or (role and plain)
    else:
        fits = person and len(label) <= 3 and any(tree.pos[i] in ("VERB", "AUX") for i in content)
    return (label, mark, content) if fits else None


def _dash(tree: Tree, lines: Sequence[range], number: int, persons: set[str]) -> tuple[range, int, range] | None:
    """(label, mark, content) of "'We left at dawn.' - Ana Moreno", on one line or on two."""
    line = lines[number]
    mark = next((i for i in reversed(line) if tree.words[i].lstrip("\"'”’»") in _DASHES), None)
    if mark is None:
        return None
    glued = tree.words[mark] not in _DASHES
    said = _trimmed(tree, line.start, mark) or (lines[number - 1] if number else line[:0])
    label = _trimmed(tree, mark + 1, line.stop, ".")
    name = label[: next((n for n, i in enumerate(label) if tree.words[i] in (",", "(")), len(label))]
    if not 1 <= len(name) <= _LONGEST or _size(tree, said) < _SHORTEST:
        return None
    if tree.words[said[0]][0] not in _MARKS or not (glued or tree.words[said[-1]][-1] in _MARKS):
        return None
    whole = len(name) > 1 and all(tree.words[i][0].isupper() or tree.lowers[i] in _PARTICLES for i in name)
    known = tree.words[name[0]][0].isupper() and any(tree.lowers[i] in persons for i in name)
    return (label, mark, said) if whole or known else None


def _trimmed(tree: Tree, first: int, stop: int, marks: str = "") -> range:
    """The words without spaces, and without these marks behind them."""
    while first < stop and not tree.words[first].strip():
        first += 1
    while stop > first and not tree.words[stop - 1].strip(f" \n\t\xa0{marks}"):
        stop -= 1
    return range(first, stop)


def _size(tree: Tree, words: range) -> int:
    return sum(tree.words[i][0].isalnum() for i in words)
