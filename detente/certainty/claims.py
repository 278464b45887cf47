"""Who stands behind an event: claims from the states of scope.py and the attributions of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.certainty.cues import Cues
from detente.certainty.effects import Holder, State
from detente.certainty.phrases import covers, to_spans, verb_group
from detente.certainty.probability import phrase_at, stated_confidence
from detente.certainty.propose import VIEWS
from detente.certainty.speaker_span import fitted, phrase_of, without_remark
from detente.certainty.speakers import entity_at, kind_of
from detente.certainty.tree import Tree
from detente.types import Attribution, CharSpan, Claim, Entity

_REPORTING = frozenset({"accord", "to", "of", *VIEWS})
_PERSONS = frozenset({"OFFICIAL", "PRIVATE_PERSON", "ANALYST", "UNSPECIFIED"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})


def outer_holders(
    tree: Tree, node: int, attributions: Sequence[Attribution], cues: Cues, own: int | None = None
) -> tuple[Holder, ...]:
    """Speakers whose words hold the trigger though no step of its own path leads to them: quotations over several
    sentences, "according to", "..., the mediator said". Outermost first.

    Args:
        tree: the sentences around the trigger.
        node: its position.
        attributions: of the text.
        cues: the cue lists.
        own: so many of them have their cue beside their words; the others go on from the sentence before (carried.py).
    """
    start, end = tree.starts[node], tree.ends[node]
    on_path = {(tree.starts[i], tree.ends[i]) for i in tree.path(node)}
    found = []
    for number, item in enumerate(attributions):
        if item.stance == "UNCOMMITTED" or not item.cue or not covers(item.content, start, end):
            continue
        head = _position(tree, item.cue[0])
        if own is None or number < own:
            if any(first <= s and e <= last for s, e in on_path for first, last in item.cue):
                continue
            if not _reports(tree, head, cues) if head is not None else item.form == "indirect":
                continue
        size = sum(last - first for first, last in item.content)
        found.append((size, Holder(head if head is not None else -1, None, item.stance, "speech", number)))
    return tuple(holder for _, holder in sorted(found, key=lambda pair: -pair[0]))


def _position(tree: Tree, span: CharSpan) -> int | None:
    """The verb, else the last word, among the tokens of a cue, if it stands in this sentence."""
    inside = [i for i in range(len(tree)) if span[0] <= tree.starts[i] and tree.ends[i] <= span[1]]
    verbs = [i for i in inside if tree.pos[i] == "VERB"]
    return verbs[-1] if verbs else inside[-1] if inside else None


def _reports(tree: Tree, cue: int, cues: Cues) -> bool:
    """A cue beside the path that tells of the event: not a wish or a plan."""
    if tree.lemmas[cue] in _REPORTING or cues.operator("adverb", tree.lowers[cue]) is not None:
        return True
    group = cues.predicate("verb", tree.lemmas[cue], "quote", "that")
    return group is not None and group.holds in ("said", "denied", "believed", "probable", "possible", "factive")


def claims_of(
    text: str,
    tree: Tree,
    node: int,
    state: State,
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    cues: Cues,
) -> tuple[Claim, ...]:
    """The author's or the innermost speaker's claim, then of those who deny it or take it for a fact.

    Args:
        text: the document's.
        tree: the sentences around the event.
        node: its position.
        state: how the text presents it.
        attributions: of the text; holders refer to them by number.
        entities: of the text.
        cues: the cue lists.
    """
    stance, certainty = _stance(state), "U" if state.asked else state.certainty
    if state.basis in ("condition", "hypothesis", "threat"):
        certainty = "U"
    phrase, band = phrase_at(tree, state.grade, cues)
    level, words = stated_confidence(tree, node, [holder.cue for holder in state.holders], cues)
    likelihood: dict[str, Any] = {
        "probability_phrase": phrase,
        "icd203": band,
        "stated_confidence": level,
        "confidence_phrase": words,
    }
    holders = in_order(tree, node, state.holders)
    told = [h for h in holders if h.kind != "wish" or h.subject is not None] or holders
    out = []
    if not told:
        own = Claim(None, None, "AUTHOR", True, stance, certainty, chain=("AUTHOR",), party="author")
        out.append(replace(own, **likelihood))
    else:
        named = [_speaker(tree, h, attributions, entities, cues) for h in told]
        named = _merged(text, named)
        texts = [_words(text, item) for item in named]
        out.append(
            replace(
                named[-1],
                stance=stance if told[-1].stance != "UNCOMMITTED" else "UNCOMMITTED",
                certainty=certainty,
                chain=("AUTHOR", *(text for text in texts if text)),
                **likelihood,
            )
        )
    for holder in state.deniers:
        out.append(replace(_speaker(tree, holder, attributions, entities, cues), stance="DENIES"))
    for holder in state.factive:
        out.append(_speaker(tree, holder, attributions, entities, cues))
    return tuple(out)


def in_order(tree: Tree, node: int, holders: Sequence[Holder]) -> list[Holder]:
    """The holders from the outermost to the innermost, by the place on the trigger's path where their cue hangs.

    "The prosecutor recalled that, according to the autopsy, guards had shot him": the autopsy stands behind the shot. A
    remark behind the event, or one whose cue is in another sentence, stays outside.
    """
    depths = {word: depth for depth, word in enumerate(tree.path(node)[::-1])}

    def depth(holder: Holder) -> int:
        cue = holder.cue
        if holder.outer is not None and not 0 <= cue < node:
            return -1
        while cue not in depths and tree.heads[cue] != cue:
            cue = tree.heads[cue]
        return 2 * depths.get(cue, -1) + (holder.outer is None)

    return sorted(holders, key=depth)


def _stance(state: State) -> str:
    if state.asked or state.basis in ("condition", "hypothesis"):
        return "UNCOMMITTED"
    return "AFFIRMS" if state.positive else "DENIES"


def _merged(text: str, named: list[Claim]) -> list[Claim]:
    """Without the pronouns that stand for the speaker before them: "the port authority said it did not know if ..."."""
    out: list[Claim] = []
    for claim in named:
        word = text[slice(*claim.speaker)].lower() if claim.speaker else ""
        before = out[-1] if out else None
        if before is not None and before.speaker is not None and word in _PRONOUNS and _may_be(text, before, claim):
            out[-1] = replace(before, cue=claim.cue, stance=claim.stance)
        else:
            out.append(claim)
    return out


def _may_be(text: str, before: Claim, claim: Claim) -> bool:
    """The pronoun did not resolve to somebody else, and the one before is no pronoun of another person."""
    if before.entity is not None and claim.entity is not None and before.entity.name != claim.entity.name:
        return False
    words = [text[slice(*item.speaker)].lower() for item in (before, claim) if item.speaker]
    return words[0] not in _PRONOUNS or words[0] == words[1]


def _words(text: str, claim: Claim) -> str:
    """The speaker's words on one line; for "he" the name of whom it stands for, where known."""
    if claim.speaker is None:
        return ""
    words = " ".join(text[slice(*claim.speaker)].split())
    return claim.entity.name if claim.entity is not None and words.lower() in _PRONOUNS else words


def _speaker(
    tree: Tree, holder: Holder, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Claim:
    """A claim with speaker and cue of one holder; stance and certainty are those of the bare cue."""
    if holder.kind == "hearsay" and holder.subject is None:
        cue = to_spans(tree, verb_group(tree, holder.cue))
        return Claim(None, cue[0] if cue else None, "UNSPECIFIED", False, holder.stance, "CT", "indirect")
    item = attributions[holder.outer] if holder.outer is not None else _matching(tree, holder, attributions)
    if item is not None:
        speaker = fitted(tree, holder, item.speaker[0]) if item.speaker else None
        return Claim(speaker, item.cue[0], item.speaker_kind, item.named, holder.stance, "CT", item.form, item.entity)
    head = holder.subject
    if head is not None and (before := _same_sentence(tree, head, attributions)) is not None:
        return replace(
            _speaker(tree, replace(holder, subject=None, cue=-1, outer=before), attributions, entities, cues),
            stance=holder.stance,
        )
    phrase = phrase_of(tree, holder)
    if phrase and tree.tags[phrase[-1]] == "POS":
        phrase = phrase[:-1]
    entity = entity_at(tree.chars(head, head), entities) if head is not None else None
    kind, named = kind_of(tree, phrase, head, entity, cues)
    words = verb_group(tree, holder.cue) if tree.pos[holder.cue] in ("VERB", "AUX") else [holder.cue]
    spans, cue = to_spans(tree, phrase), to_spans(tree, words)
    return Claim(
        without_remark(tree, holder, spans[0]) if spans else None,
        cue[0] if cue else None,
        kind,
        named,
        holder.stance,
        "CT",
        "indirect",
        entity,
    )


def _same_sentence(tree: Tree, pronoun: int, attributions: Sequence[Attribution]) -> int | None:
    """ "A passenger said there had been shouting, but he could not tell": number of the passenger's attribution."""
    if tree.lowers[pronoun] not in ("he", "she") or tree.tags[pronoun] != "PRP":
        return None
    start = tree.starts[0]
    found = [
        (item.speaker[0], number)
        for number, item in enumerate(attributions)
        if item.speaker and start <= item.speaker[0][0] and item.speaker[0][1] <= tree.starts[pronoun]
    ]
    if not found:
        return None
    span, number = max(found)
    last = next((i for i in range(len(tree)) if tree.ends[i] == span[1]), None)
    first = next((i for i in range(len(tree)) if tree.starts[i] == span[0]), None)
    if last is None or first is None or attributions[number].speaker_kind not in _PERSONS or tree.tags[last] == "NNS":
        return None
    head = next((i for i in range(first, last + 1) if not first <= tree.heads[i] <= last), last)
    return number if tree.tags[head] in ("NN", "NNP") else None


def _matching(tree: Tree, holder: Holder, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose cue holds the holder's cue word."""
    if holder.cue < 0:
        return None
    start, end = tree.starts[holder.cue], tree.ends[holder.cue]
    for item in attributions:
        if not covers(item.cue, start, end) or not (item.speaker or holder.subject is None):
            continue
        if holder.subject is None or covers(item.speaker, tree.starts[holder.subject], tree.ends[holder.subject]):
            return item
        if tree.pos[holder.subject] == "PRON":
            return item
    return None
