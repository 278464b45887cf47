"""Stretches between quotation marks, straight and curly, also over several paragraphs."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Sequence

from detente.certainty.tree import Tree

_OPEN = {"“": "”", "«": "»", "„": "“", "``": "''"}
_CLOSE = set(_OPEN.values())
#: What may open one.
OPENING = frozenset((*_OPEN, '"', "'", "‘"))
#: What may close a quotation, straight marks among them.
CLOSING = frozenset(("”", '"', "''", "’", "'", "»"))
_MARKS = {"'", "’", "‘", '"', "”", "''"}
#: A quotation that is not closed after this many tokens was no quotation (inch marks, lost marks).
_LONGEST = 600
#: A quotation that begins so many tokens behind a cue is not the cue's.
_FAR = 25


def find_quotes(tree: Tree) -> list[tuple[int, int]]:
    """Quotations as (first, last) token positions, both included, marks included, sorted, without overlap.

    A paragraph that opens with a mark while one is open continues it: "'A. / 'B,' he said."
    """
    out: list[tuple[int, int]] = []
    begin, mark = -1, ""
    for i, word in enumerate(tree.words):
        closing = begin >= 0 and (word == mark or (mark in _CLOSE and word in _CLOSE) or _mixed(tree, i, mark))
        if begin >= 0 and "\n" in word and not _goes_on(tree, i, mark):
            begin = -1
        elif begin >= 0 and word in _OPEN and mark != '"' and word != mark and "\n" in tree.words[i - 1]:
            continue
        elif closing and not (word == '"' and i and "\n" in tree.words[i - 1]):
            if i - begin > 1:
                out.append((begin, i))
            begin = -1
        elif begin < 0 and word in _OPEN:
            begin, mark = i, _OPEN[word]
        elif begin < 0 and word in ('"', "''"):
            begin, mark = i, word
        if begin >= 0 and i - begin > _LONGEST:
            begin = -1
    return out


def _goes_on(tree: Tree, newline: int, mark: str) -> bool:
    """After the line break at `newline` the open quotation continues: the next line opens with a mark again."""
    following = newline + 1
    if following >= len(tree):
        return False
    if "\n\n" not in tree.words[newline] and tree.words[newline].count("\n") == 1 and mark != '"':
        return tree.words[following] in _OPEN or tree.lowers[following] == tree.words[following]
    return tree.words[following] == mark or (mark != '"' and tree.words[following] in _OPEN)


def _mixed(tree: Tree, i: int, mark: str) -> bool:
    """A straight mark that closes a curly one or the reverse, as copied texts have: no space before it."""
    other = _CLOSE if mark == '"' else {'"'}
    return tree.words[i] in other and i > 0 and tree.ends[i - 1] == tree.starts[i] and "\n" not in tree.words[i - 1]


def quote_of(quotes: list[tuple[int, int]], i: int) -> int | None:
    """Number of the quotation around token `i`, or None."""
    number = bisect(quotes, (i + 1,)) - 1
    return number if number >= 0 and quotes[number][1] >= i else None


def any_quoted(quotes: list[tuple[int, int]], tokens: Sequence[int]) -> bool:
    """Whether one of these positions, which are sorted, stands in a quotation."""
    if not quotes or not tokens:
        return False
    near = quotes[max(0, bisect(quotes, (tokens[0],)) - 1) : bisect(quotes, (tokens[-1] + 1,))]
    return any(bisect_left(tokens, first) < bisect(tokens, last) for first, last in near)


def neighbours(tree: Tree, quotes: list[tuple[int, int]], verb: int, own: set[int]) -> list[tuple[int, int]]:
    """The quotations that a cue verb with its speaker introduces, interrupts or closes, sorted.

    "'A,' he said, 'B. C.'" -> both; "'A?' he asked." -> A, though the sentence may end at the question mark.

    Args:
        tree: the text.
        quotes: from `find_quotes`.
        verb: the cue's main word.
        own: positions of cue and speaker.
    """
    if quote_of(quotes, verb) is not None:
        return []
    first, last = min(own), max(own)
    if any(quote_of(quotes, i) is not None for i in (first, last)):
        return []
    out = []
    left = quote_of(quotes, _skip(tree, first, -1))
    if left is not None and is_speech(tree, quotes[left]) and _own(tree, quotes[left], first):
        out.append(quotes[left])
    right = _right(tree, quotes, verb, last)
    if right is not None and (is_speech(tree, quotes[right]) or tree.words[quotes[right][0] - 1] == ":"):
        out.append(quotes[right])
    elif left is not None and out:
        end = max(_sentence_end(tree, verb), _sentence_end(tree, last))
        out += [found for found in behind(tree, quotes, end) if found != quotes[left]]
    return out


def behind(tree: Tree, quotes: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """The quotations right behind the sentence that ends at `end`, with no cue of their own: its speaker goes on.

    "'A,' he said. 'B.' / 'C.'" -> B and C, for C fills a paragraph; "'A,' he said. 'B,' she said." -> none.
    """
    out: list[tuple[int, int]] = []
    while (start := _opening(tree, end)) is not None:
        number = quote_of(quotes, start)
        if number is None or quotes[number][0] < end or not is_speech(tree, quotes[number]):
            break  # the parser may give the opening mark to the sentence before
        first, last = quotes[number]
        after = tree.words[last + 1] if last + 1 < len(tree) else "\n"
        if "\n" not in after and (tree.words[last - 1] == "," or "\n" in tree.words[first - 1]):
            break
        out.append((first, last))
        if "\n" not in after:
            break
        end = last
    return out


def _opening(tree: Tree, end: int) -> int | None:
    """The first position behind `end` that is no space."""
    return next((i for i in range(end + 1, len(tree)) if tree.pos[i] != "SPACE"), None)


def _own(tree: Tree, quote: tuple[int, int], first: int) -> bool:
    """The quotation is no end of a sentence before: "It was "unfit." She says that ..."."""
    begin, end = quote
    if tree.sents[min(end, first)] == tree.sents[first]:
        return True
    return begin == 0 or tree.sents[begin] != tree.sents[begin - 1] or tree.sents[begin + 1] != tree.sents[begin - 1]


def continued(tree: Tree, quotes: list[tuple[int, int]], cue: int, content: Sequence[int]) -> set[int]:
    """The quotations right behind the sentence of a cue whose content was quoted before it.

    "'We met' in March, the envoy said. 'Nothing came of it.'" -> the second, though the first fills no sentence.
    """
    if not any_quoted(quotes, [i for i in content if i < cue]):
        return set()
    return {i for first, last in behind(tree, quotes, _sentence_end(tree, cue)) for i in range(first, last + 1)}


def completed(tree: Tree, quotes: list[tuple[int, int]], words: range, cue: int, content: Sequence[int]) -> set[int]:
    """What lies outside the sentence of the quotations that the content reaches into at an edge of the sentence.

    "He was against it 'because we know the way. We need no map.'" -> the second sentence.
    """
    out: set[int] = set()
    inside = [i for i in content if i in words] if quotes else []
    if not inside:
        return out
    solid = [i for i in words if tree.pos[i] not in ("PUNCT", "SPACE")]
    for edge in {i for i in (solid[:1] + solid[-1:]) if i in inside}:
        number = quote_of(quotes, edge)
        if number is not None and number != quote_of(quotes, cue):
            first, last = quotes[number]
            out.update(range(words.stop, last + 1) if edge == solid[-1] else ())
            out.update(range(first, words.start) if edge == solid[0] else ())
    return out


def _skip(tree: Tree, i: int, step: int) -> int:
    """The next position from `i` that is no comma, colon or space, not beyond a paragraph; `i` if there is none."""
    j = i + step
    while 0 <= j < len(tree) and (tree.words[j] in (",", ":", "—", "-", ".") or tree.pos[j] == "SPACE"):
        if "\n" in tree.words[j]:
            return i
        j += step
    return j if 0 <= j < len(tree) else i


def _sentence_end(tree: Tree, i: int) -> int:
    """Last position of the sentence of `i`."""
    while i + 1 < len(tree) and tree.sents[i + 1] == tree.sents[i] and "\n" not in tree.words[i + 1]:
        i += 1
    return i


def is_speech(tree: Tree, quote: tuple[int, int]) -> bool:
    """The quotation holds a clause of its own, not a quoted word or title."""
    first, last = quote
    while last - 1 > first and tree.words[last - 1] in _MARKS:
        last -= 1
    after = tree.words[min(last + 1, len(tree) - 1)]
    closes = tree.words[last - 1].endswith((",", ".", "?", "!", "…")) or after == ","  # "D.C." closes too
    return (last - first > 3 and closes) or (closes and tree.words[first + 1][:1].isupper())


def _right(tree: Tree, quotes: list[tuple[int, int]], verb: int, last: int) -> int | None:
    """Number of the quotation right of the cue: nothing but parts of the cue's own clause lies between."""
    number = bisect(quotes, (last + 1,))
    if number == len(quotes) or quotes[number][0] - last >= _FAR:
        return None
    start = quotes[number][0]
    for i in range(last + 1, start):
        before = tree.words[i - 1]
        if "\n" in tree.words[i] and before != ":":
            return None
        if tree.sents[i] != tree.sents[verb] and before != ":" and tree.pos[i] != "SPACE":
            return None
        if tree.pos[i] == "VERB" and verb not in tree.path(i):
            return None
        if tree.pos[i] == "VERB" and tree.deps[i] in ("ccomp", "xcomp"):
            return None
    before = tree.words[start - 1]
    return number if before in (",", ":") or start - 1 == last or "\n" in before else None
