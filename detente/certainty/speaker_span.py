"""How far the speaker of a claim reaches: what syntax adds to the span that the attribution has, and what it takes away."""

from __future__ import annotations

from detente.certainty.effects import Holder
from detente.certainty.governing import in_press
from detente.certainty.phrases import noun_phrase, to_spans
from detente.certainty.tree import Tree
from detente.types import CharSpan

#: Characters of a speaker that syntax may lengthen.
_LONGEST = 160
#: What opens a clause that belongs to the speaker though the tagger left it out.
_RELATIVE = frozenset({"who", "which", "whose", "that", "whom", "where"})


def fitted(tree: Tree, holder: Holder, found: CharSpan) -> CharSpan:
    """The span of a claim's speaker, from that of the attribution."""
    found = _bare(tree, found)
    if holder.subject is not None:
        found = _whole(tree, holder, found)
    return _handle(tree, without_remark(tree, holder, found))


def phrase_of(tree: Tree, holder: Holder) -> list[int]:
    """The holder's noun phrase, without a participle behind a comma: "the governor, reached by telephone"."""
    if holder.subject is None:
        return []
    phrase = noun_phrase(tree, holder.subject, [holder.cue, *_told_of(tree, holder)])
    for kid in tree.children(holder.subject, "acl", "advcl"):
        first = min(tree.subtree(kid))
        if kid > holder.subject and tree.words[first - 1] == "," and first in phrase and tree.tags[kid] == "VBN":
            cut = phrase.index(first)
            if max(tree.subtree(kid)) >= phrase[-1] - 1 and tree.lowers[kid] == "reached":
                return phrase[: cut - 1]
    return phrase


def _told_of(tree: Tree, holder: Holder) -> list[int]:
    """ "Of an uprising" in "reports in the press of an uprising": what the reports are of."""
    if holder.subject is None or tree.pos[holder.cue] != "NOUN" or not in_press(tree, tree.heads[holder.subject]):
        return []
    return [kid for kid in tree.children(holder.subject, "prep", "acl") if kid > holder.subject]


def _whole(tree: Tree, holder: Holder, found: CharSpan) -> CharSpan:
    """The attribution's speaker, or the noun phrase of syntax where that opens alike and goes on with a relative clause or
    the rest of one, or where the attribution's is no part of it."""
    head = holder.subject
    if head is None or tree.pos[head] == "PRON":
        return found
    spans = to_spans(tree, phrase_of(tree, holder))
    if len(spans) != 1 or not 0 < spans[0][1] - spans[0][0] < _LONGEST:
        return found
    whole = spans[0]
    if not found[0] <= tree.starts[head] < found[1]:
        return whole
    if whole[0] != found[0] or whole[1] <= found[1]:
        return found
    rest = next((i for i in range(len(tree)) if tree.starts[i] >= found[1] and tree.pos[i] != "PUNCT"), None)
    if rest is None:
        return found
    above = rest
    while tree.heads[above] != head and tree.heads[above] != above:
        above = tree.heads[above]
    inside = head < holder.cue and whole[1] <= tree.starts[holder.cue]  # all of it stands before the verb
    own = tree.deps[above] == "relcl" or (inside and tree.deps[above] in ("prep", "acl", "appos"))
    goes_on = tree.heads[above] == head and (own or tree.starts[above] < found[1])
    return whole if goes_on or tree.lowers[rest] in _RELATIVE else found


def without_remark(tree: Tree, holder: Holder, span: CharSpan) -> CharSpan:
    """ "Assesses the Harwell Group, which has followed the fleet": the clause behind the comma adds to the report."""
    if holder.subject is None or not 0 <= holder.cue < holder.subject:
        return span
    for i in range(holder.subject + 1, len(tree)):
        if tree.ends[i] > span[1]:
            break
        if tree.words[i] == "," and tree.lowers[i + 1 : i + 2] and tree.lowers[i + 1] in _RELATIVE:
            return span[0], tree.ends[i - 1]
    return span


def _handle(tree: Tree, span: CharSpan) -> CharSpan:
    """ "@DeltaNow, an anonymous account": the handle belongs to it."""
    first = next((i for i in range(len(tree)) if tree.starts[i] == span[0]), 0)
    if first > 1 and tree.words[first - 1] == "," and tree.words[first - 2].startswith("@"):
        return tree.starts[first - 2], span[1]
    return span


def _bare(tree: Tree, span: CharSpan) -> CharSpan:
    """ "The envoy" of "the envoy's remark", which attributions take whole."""
    last = next((i for i in range(len(tree)) if tree.ends[i] == span[1]), None)
    if last is None or tree.tags[last] != "POS" or tree.starts[last] <= span[0]:
        return span
    return span[0], tree.ends[last - 1]
