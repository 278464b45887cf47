"""Lines that name their speaker by a label: a headline's "Mayor: bridge will close", a transcript's "MORENO: We left",
a quotation with a name behind a dash.

The cue is the colon or the dash. Before a headline's colon may also stand what it is about ("Harbour strike: talks go on",
"Ana Moreno: the pilot who stayed"), so something must show that words follow; and no event is laid to such a label
(introduced.py is stricter).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_PARTICLES = frozenset(("de", "la", "van", "von", "der", "bin", "al", "of", "the"))
_OWN_VOICE = frozenset(("i", "we", "my", "our", "me", "us"))
_NO_SPEAKER, _DOCUMENTS = WORDS["rubrics"], WORDS["headed"]
_BODIES = WORDS["state"] | WORDS["witnesses"]

#: Label, its head word, mark and content of a line, as token positions.
_Parts = tuple[range, int, int, range]


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
    lines = _Lines(tree, attributions, cues)
    known = {start for item in attributions for start, _ in item.speaker}
    for label, head, mark, content in lines.labelled():
        if known.intersection(range(tree.starts[label[0]], tree.ends[label[-1]])):
            continue
        entity = entity_at(tree.chars(head, head), entities)
        kind, named = kind_of(tree, label, head, entity, cues)
        form = "direct" if lines.quoted(content[0]) else "indirect"
        speaker, cue, said = (tree.chars(part[0], part[-1]) for part in (label, (mark,), content))
        yield Attribution((speaker,), (cue,), (said,), kind, named, entity, "AFFIRMS", form)


@dataclass
class _Lines:
    """The lines of a text, and who is known in it."""

    tree: Tree
    attributions: Sequence[Attribution]
    cues: Cues

    def __post_init__(self) -> None:
        tree = self.tree
        self.lines = _split(tree)
        self.persons = {tree.lowers[i] for i, kind in enumerate(tree.ents) if kind == "PERSON"}
        spans = [span for item in self.attributions for span in item.speaker]
        ranges = (range(bisect_left(tree.starts, start), bisect_left(tree.starts, end)) for start, end in spans)
        self.speakers = {tree.lowers[i] for words in ranges for i in words} & self.persons

    def labelled(self) -> Iterator[_Parts]:
        for number in range(len(self.lines)):
            found = self._title() if number == 0 else self._line(self.lines[number])
            found = found or self._signed(number)
            if found is not None:
                yield found

    def quoted(self, i: int) -> bool:
        return self.tree.words[i][0] in _MARKS

    def _title(self) -> _Parts | None:
        """ "Mayor: bridge will close", above a text."""
        line = self.lines[0]
        sentences = len({self.tree.sents[i] for i in line})
        if (parts := self._parted(line)) is None or sentences > min(2, len(self.lines)):
            return None
        tree, (label, head, _, content) = self.tree, parts
        if tree.lowers[head] in self.persons:
            marked = any(tree.pos[i] == "PUNCT" and self.quoted(i) for i in content)
            voiced = marked or not _OWN_VOICE.isdisjoint(tree.lowers[i] for i in content)
            return parts if voiced or (tree.lowers[head] in self.speakers and self._tells(content)) else None
        role = tree.lemmas[head] in self.cues.people and tree.pos[head] in ("NOUN", "PROPN")
        kind, _ = kind_of(tree, label, head, None, self.cues)
        speaks = tree.lemmas[head] in _DOCUMENTS | _BODIES or (role and kind in ("OFFICIAL", "ANALYST"))
        return parts if speaks and self._plain(label) and self._tells(content) else None

    def _line(self, line: range) -> _Parts | None:
        """ "MORENO: We left."; "ON THE COAST - Ana Moreno: 'We left.'"."""
        if (parts := self._parted(line)) is None:
            return None
        label, head, mark, content = parts
        known = self.tree.lowers[head] in self.persons
        if not self.quoted(content[0]):
            return parts if known and len(label) <= 3 and self._tells(content) else None
        first = next((i + 1 for i in reversed(label) if self.tree.words[i] in _DASHES), label[0])
        label = range(first, label.stop)
        last = next((i for i in reversed(content) if self.tree.words[i][-1] in _MARKS), content[-1])
        role = self.tree.lemmas[head] in self.cues.people and self._plain(label)
        return (label, head, mark, range(content[0], last + 1)) if label and (known or role) else None

    def _parted(self, line: range) -> _Parts | None:
        """A line's parts at its first colon, where the first is no rubric."""
        tree = self.tree
        first = line[0] + self.quoted(line[0])
        mark = next((i for i in range(first + 1, line.stop - 1) if tree.words[i] == ":"), None)
        if mark is None:
            return None
        label, content = _trimmed(tree, first, mark), _trimmed(tree, mark + 1, line.stop)
        if not label or _size(tree, content) < _SHORTEST or tree.words[content[0]] == ":":
            return None
        fits = len(label) <= 2 * _LONGEST and tree.words[label[0]][0].isupper() and self._may_speak(label)
        return (label, label[-1], mark, content) if fits else None

    def _signed(self, number: int) -> _Parts | None:
        """ "'We left at dawn.' - Ana Moreno", on one line or on two."""
        tree, line = self.tree, self.lines[number]
        mark = next((i for i in reversed(line) if tree.words[i].lstrip("\"'”’»") in _DASHES), None)
        if mark is None or self._is_listed(number):
            return None
        said = _trimmed(tree, line[0], mark) or (self.lines[number - 1] if number else line[:0])
        label = _trimmed(tree, mark + 1, line.stop, ".")
        name = label[: next((n for n, i in enumerate(label) if tree.words[i] in (",", "(")), len(label))]
        if not 1 <= len(name) <= _LONGEST or not self._may_speak(name) or _size(tree, said) < _SHORTEST:
            return None
        closed = tree.words[mark] not in _DASHES or tree.words[said[-1]][-1] in _MARKS  # "”―" may be one word
        whole = len(name) > 1 and all(tree.words[i][0].isupper() or tree.lowers[i] in _PARTICLES for i in name)
        known = tree.words[name[0]][0].isupper() and any(tree.lowers[i] in self.persons for i in name)
        fits = self._is_one_quotation(said) and closed and (whole or known)
        return (label, name[-1], mark, said) if fits else None

    def _is_one_quotation(self, said: range) -> bool:
        """It opens with a mark that nothing within closes: not "'We left,' she said, 'at dawn.'"."""
        tree, depth = self.tree, 1
        if not self.quoted(said[0]):
            return False
        straight = tree.words[said[0]][0] in "\"'"
        for i in said[1:-1]:
            if tree.pos[i] != "PUNCT" or not self.quoted(i) or (tree.words[i][0] in "\"'") != straight:
                continue
            depth += 1 if tree.words[i][0] in "“‘«" else -1
            if depth < 1:
                return False
        return True

    def _is_listed(self, number: int) -> bool:
        """One of several points of a list, each behind a dash."""
        beside = (self.lines[n] for n in (number - 1, number + 1) if 0 <= n < len(self.lines))
        opens = self.tree.words[self.lines[number][0]] in _DASHES
        return opens and any(self.tree.words[line[0]] in _DASHES for line in beside)

    def _may_speak(self, label: range) -> bool:
        """No rubric, no number, and no place."""
        tree = self.tree
        if not _NO_SPEAKER.isdisjoint(tree.lemmas[i] for i in label):
            return False
        return tree.ents[label[-1]] not in ("LOC", "FAC", "DATE", "TIME") and not any(
            tree.words[i][0].isdigit() for i in label
        )

    def _plain(self, label: range) -> bool:
        """A noun phrase of few words."""
        tree = self.tree
        short = len(label) <= _LONGEST
        return short and all(tree.pos[i] not in ("VERB", "AUX", "ADP", "DET", "CCONJ") or tree.ents[i] for i in label)

    def _tells(self, content: range) -> bool:
        """It holds a verb that stands in no relative clause."""
        verbs = (i for i in content if self.tree.pos[i] in ("VERB", "AUX"))
        return any("relcl" not in (self.tree.deps[j] for j in self.tree.path(i)) for i in verbs)


def _split(tree: Tree) -> list[range]:
    """Token positions of each line, without the spaces around it."""
    found, first = [], 0
    for i in range(len(tree) + 1):
        if i < len(tree) and "\n" not in tree.words[i]:
            continue
        if line := _trimmed(tree, first, i):
            found.append(line)
        first = i + 1
    return found


def _trimmed(tree: Tree, first: int, stop: int, marks: str = "") -> range:
    """The words without spaces, and without these marks behind them."""
    while first < stop and not tree.words[first].strip():
        first += 1
    while stop > first and not tree.words[stop - 1].strip(f" \n\t\xa0{marks}"):
        stop -= 1
    return range(first, stop)


def _size(tree: Tree, words: range) -> int:
    return sum(tree.words[i][0].isalnum() for i in words)
