"""How far a speaker, a cue and a content reach: token positions from a syntactic head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.certainty.tree import Tree
from detente.types import CharSpan

_AUXILIARY = {"aux", "auxpass", "neg"}
#: Relations of the parts that never belong to a speaker though the parser hangs them there.
_NO_SPEAKER = {"parataxis", "punct", "cc", "mark", "discourse", "advmod", "prep@clause"}
_MODIFIERS = ("det", "poss", "compound", "amod", "nummod", "nmod")
_QUOTES = set("\"'“”‘’«»„`")
_LOOSE = set(",;:.—–-") | {"--", "…", "..."}


def verb_group(tree: Tree, verb: int) -> list[int]:
    """Positions of a verb with its auxiliaries, negation, adverbs beside it and particle: "had also publicly said".

    Words between the first auxiliary and the verb belong to it unless they are the subject ("did he say").
    """
    group = {verb}
    for kid in tree.kids[verb]:
        dep = tree.deps[kid]
        if (dep in _AUXILIARY and kid < verb) or dep == "prt":
            group.add(kid)
    for side in (-1, 1):
        i = verb + side
        while 0 <= i < len(tree):
            owned = tree.heads[i] in group and (tree.deps[i] in _AUXILIARY or _beside(tree, i, side))
            if i not in group and not owned:
                break
            group.add(i)
            i += side
    first = min(group)
    if first < verb and any(i not in group for i in range(first, verb)):
        inside = [i for i in range(first, verb) if tree.deps[i] in ("nsubj", "nsubjpass", "expl", "csubj")]
        if not inside:
            group.update(i for i in range(first, verb) if tree.pos[i] not in ("PUNCT", "SPACE"))
    return sorted(group)


def lifted(tree: Tree, verb: int) -> list[int]:
    """The verb group with the verbs above that only carry it: "declined to comment", "has begun to ask"."""
    group = verb_group(tree, verb)
    for _ in range(3):
        above = tree.heads[verb]
        if tree.deps[verb] != "xcomp" or tree.pos[above] != "VERB" or above > verb:
            break
        between = range(above + 1, verb)
        if any(j not in group and tree.lowers[j] != "to" and tree.deps[j] not in ("advmod", "prt") for j in between):
            break
        group = sorted({*group, *between, *verb_group(tree, above)})
        verb = above
    return group


def _beside(tree: Tree, i: int, side: int) -> bool:
    """An adverb before the verb ("publicly denied"); after it only one that is no time and no link."""
    if tree.deps[i] != "advmod" or tree.pos[i] != "ADV" or tree.kids[i]:
        return False
    return side < 0 and tree.lowers[i] not in ("when", "where", "why", "how", "then")


def noun_phrase(tree: Tree, head: int, outside: Iterable[int] = ()) -> list[int]:
    """Positions of a noun phrase with its modifiers, appositions and relative clauses, without stray clause parts.

    Args:
        tree: the sentence or text.
        head: its head noun.
        outside: positions that cannot belong to it (the cue).
    """
    barred = set(outside)
    parts = [
        kid for kid in tree.kids[head]
        if kid not in barred and (tree.deps[kid] not in _NO_SPEAKER or _inner(tree, head, kid))
    ]  # fmt: skip
    return trim(tree, [head, *_with_all_below(tree, parts, barred)])


def with_modifiers(tree: Tree, phrase: Sequence[int], outside: Iterable[int] = ()) -> list[int]:
    """A stretch of a noun phrase with the words before its head that it cuts off: "unions" -> "the dockers' unions"."""
    barred, out = set(outside), set(phrase)
    for head in phrase:
        for kid in tree.children(head, *_MODIFIERS):
            part = range(min(tree.subtree(kid)), head)
            if kid < head and kid not in out and barred.isdisjoint(part):
                out.update(part)
    return sorted(out)


def shorter(tree: Tree, phrase: Sequence[int]) -> Iterator[list[int]]:
    """A noun phrase without what follows its commas: "the envoy, speaking by telephone" -> "the envoy"."""
    for at, i in enumerate(phrase):
        if at and tree.words[i] in _LOOSE:
            yield trim(tree, phrase[:at])


def _inner(tree: Tree, head: int, kid: int) -> bool:
    """A punctuation mark, conjunction or adverb inside the phrase, not at its edge."""
    if tree.deps[kid] in ("punct", "cc"):
        return True
    return tree.deps[kid] == "advmod" and kid < head and tree.lowers[kid] not in ("even", "only", "just", "also")


def clause(tree: Tree, head: int, barred: Iterable[int] = ()) -> list[int]:
    """Positions below `head`, without `barred` and what hangs on it."""
    return trim(tree, _with_all_below(tree, [head], set(barred)))


def _with_all_below(tree: Tree, out: list[int], barred: set[int]) -> list[int]:
    """The positions, and after them all below them, without `barred` and what hangs on it."""
    every = tree.kids
    for node in out:  # which grows
        kids = every[node]
        out += kids if barred.isdisjoint(kids) else [kid for kid in kids if kid not in barred]
    return out


def run_on(tree: Tree, words: range, content: Sequence[int]) -> range:
    """The next sentence where the parser ended the content's own without a mark: "cited remarks / Smith had made"."""
    last = next((i for i in reversed(words) if tree.pos[i] != "SPACE"), words.start)
    stop = words.stop
    if stop >= len(tree) or last not in content or any("\n" in tree.words[i] for i in range(last, stop + 1)):
        return range(0)
    if tree.pos[last] == "PUNCT" or tree.words[last].endswith("."):
        return range(0)
    return range(stop, next((i for i in range(stop, len(tree)) if tree.sents[i] != tree.sents[stop]), len(tree)))


#: No phrase ends between one of these and the word behind that it hangs on.
_TIGHT = frozenset(("det", "amod", "compound", "nummod", "quantmod", "poss", "predet", "nmod"))
_CLAUSAL = frozenset(("nsubj", "nsubjpass", "aux", "auxpass", "mark", "expl"))


def rest_of_phrase(tree: Tree, words: range, content: Sequence[int], barred: Sequence[int]) -> range:
    """What the last word of a content cannot do without: the object of a preposition, the noun of an article, the rest of
    "anti-war"."""
    last = next((i for i in reversed(content) if tree.pos[i] not in ("PUNCT", "SPACE")), None)
    if last is None or last not in words:
        return range(0)
    end, dep, head = last, tree.deps[last], tree.heads[last]
    if tree.pos[last] == "ADP" and (below := tree.child(last, "pobj", "pcomp")) is not None:
        end = max(tree.subtree(below))
    elif dep in _TIGHT and head > last:
        end = head
    elif dep in _CLAUSAL and head > last:
        end = max(tree.subtree(head))
    while (
        end + 2 < words.stop
        and tree.words[end + 1] == "-"
        and tree.ends[end] == tree.starts[end + 1] == tree.starts[end + 2] - 1
    ):
        end += 2
    rest = range(last + 1, min(end + 1, words.stop))
    return range(0) if any(i in rest for i in barred) else rest


def start_of_phrase(tree: Tree, words: range, content: Sequence[int], barred: Sequence[int]) -> range:
    """What stands before the first word of a content and hangs on what follows: "[the] raid", "[they] fled"."""
    first = next((i for i in content if tree.pos[i] not in ("PUNCT", "SPACE")), None)
    if first is None or first not in words:
        return range(0)
    inside, begin, i = {*content}, first, first - 1
    while i >= words.start and i not in barred and tree.heads[i] in inside and tree.heads[i] > i:
        if tree.deps[i] not in _TIGHT | _CLAUSAL:
            break
        begin = i
        inside.add(i)
        i -= 1
    return range(begin, first)


def without_loose_end(tree: Tree, cue: Sequence[int]) -> list[int]:
    """The cue without an article, a possessive or a "to" at its end: no annotator ends one so."""
    kept = [*cue]
    while len(kept) > 1 and tree.tags[kept[-1]] in ("DT", "PRP$", "TO"):
        kept.pop()
    return kept


def trim(tree: Tree, tokens: Iterable[int]) -> list[int]:
    """The positions sorted, without commas, stops, breaks and lone quotation marks at either edge."""
    out = sorted(tokens)
    while out and _ends_loose(tree, out, out[-1]):
        out.pop()
    while out and _ends_loose(tree, out, out[0]):
        out.pop(0)
    return out


def _ends_loose(tree: Tree, tokens: list[int], edge: int) -> bool:
    """The edge is a comma, a stop, a break or a quotation mark without partner."""
    word = tree.words[edge]
    if word in _LOOSE or tree.pos[edge] == "SPACE":
        return True
    if word[:1] not in _QUOTES or not set(word) <= _QUOTES:
        return False
    return sum(1 for i in tokens if set(tree.words[i]) <= _QUOTES) % 2 == 1


def covers(spans: Sequence[CharSpan], start: int, end: int) -> bool:
    """One of the spans holds all of the characters `start` to `end`."""
    return any(first <= start and end <= last for first, last in spans)


def to_spans(tree: Tree, tokens: Iterable[int]) -> tuple[CharSpan, ...]:
    """Character spans of the runs of adjacent positions, sorted. A gap of punctuation or space does not split a run."""
    runs: list[list[int]] = []
    for i in sorted(set(tokens)):
        last = runs[-1][-1] if runs else -1
        if runs and (i == last + 1 or all(tree.pos[j] in ("PUNCT", "SPACE") for j in range(last + 1, i))):
            runs[-1].append(i)
        else:
            runs.append([i])
    spans = []
    for run in runs:
        if kept := trim(tree, run):
            spans.append(tree.chars(kept[0], kept[-1]))
    return tuple(spans)


#: What may stand behind a comma at the end of a content, or before one at its beginning, and be the author's.
_TRAILING = frozenset(
    ("relcl", "advcl", "conj", "prep", "acl", "appos", "npadvmod", "parataxis", "ccomp", "dep", "advmod", "xcomp")
)
_LEADING = frozenset(("advcl", "prep", "advmod", "npadvmod"))
_DASHES = frozenset((",", "—", "–", "-", "("))


def without_asides(tree: Tree, content: Sequence[int]) -> Iterator[list[int]]:
    """A content without a part at its end behind a comma ("..., [which nobody believed]") or at its beginning ("[But] the truce
    holds")."""
    inside = set(content)
    solid = [i for i in content if tree.pos[i] not in ("PUNCT", "SPACE")]
    if len(solid) < 4:
        return
    edges = {*tree.path(solid[0]), *tree.path(solid[-1])}
    for i in solid:
        dep = tree.deps[i]
        if i not in edges or (dep not in _TRAILING and dep not in _LEADING and dep != "cc"):
            continue
        part = [j for j in tree.subtree(i) if j in inside and tree.pos[j] not in ("PUNCT", "SPACE")]
        first, last = part[0], part[-1]
        before = first - 1 - (first > solid[0] and tree.deps[first - 1] == "cc")
        if dep in _TRAILING and last == solid[-1] and before > solid[0] and tree.words[before] in _DASHES:
            yield trim(tree, [j for j in content if j < before])
        elif (
            first == solid[0]
            and last < solid[-1]
            and (dep == "cc" or (dep in _LEADING and tree.words[last + 1] == ","))
        ):
            yield trim(tree, [j for j in content if j > last])
