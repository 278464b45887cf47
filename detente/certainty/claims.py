"""Who stands behind an event: claims from the states of scope.py and the attributions of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc

from detente.certainty.cues import Cues
from detente.certainty.effects import Holder, State
from detente.certainty.governing import in_press
from detente.certainty.phrases import noun_phrase, to_spans, verb_group
from detente.certainty.probability import phrase_at, stated_confidence
from detente.certainty.propose import VIEWS
from detente.certainty.repair import mended
from detente.certainty.speakers import entity_at, kind_of
from detente.certainty.tree import Tree
from detente.types import Attribution, CharSpan, Claim, Entity

#: A denial counts for an event that was told at most this many characters before it.
_REACH = 400
#: Characters of a speaker that syntax may lengthen.
_LONGEST = 160
_REPORTING = frozenset({"accord", "to", "of", *VIEWS})
_PERSONS = frozenset({"OFFICIAL", "PRIVATE_PERSON", "ANALYST", "UNSPECIFIED"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})


def _covers(spans: Sequence[CharSpan], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)


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
        if item.stance == "UNCOMMITTED" or not item.cue or not _covers(item.content, start, end):
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
        speaker = _bare(tree, item.speaker[0]) if item.speaker else None
        if holder.subject is not None and speaker is not None:
            speaker = _whole(tree, holder, speaker)
        speaker = (
            _named_behind(tree, holder, _handle(tree, _cut(tree, holder, speaker))) if speaker is not None else None
        )
        return Claim(speaker, item.cue[0], item.speaker_kind, item.named, holder.stance, "CT", item.form, item.entity)
    head = holder.subject
    if head is not None and (before := _same_sentence(tree, head, attributions)) is not None:
        return replace(
            _speaker(tree, replace(holder, subject=None, cue=-1, outer=before), attributions, entities, cues),
            stance=holder.stance,
        )
    phrase = _phrase(tree, holder)
    if phrase and tree.tags[phrase[-1]] == "POS":
        phrase = phrase[:-1]
    entity = entity_at(tree.chars(head, head), entities) if head is not None else None
    kind, named = kind_of(tree, phrase, head, entity, cues)
    words = verb_group(tree, holder.cue) if tree.pos[holder.cue] in ("VERB", "AUX") else [holder.cue]
    spans, cue = to_spans(tree, phrase), to_spans(tree, words)
    return Claim(
        _cut(tree, holder, spans[0]) if spans else None,
        cue[0] if cue else None,
        kind,
        named,
        holder.stance,
        "CT",
        "indirect",
        entity,
    )


#: What opens a clause that belongs to the speaker though the tagger left it out.
_RELATIVE = frozenset({"who", "which", "whose", "that", "whom", "where"})


def _phrase(tree: Tree, holder: Holder) -> list[int]:
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
    spans = to_spans(tree, _phrase(tree, holder))
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


def _cut(tree: Tree, holder: Holder, span: CharSpan) -> CharSpan:
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


def _named_behind(tree: Tree, holder: Holder, span: CharSpan) -> CharSpan:
    """ "The news agency Mehran reported": the name right before the verb belongs to it."""
    last = next((i for i in range(len(tree)) if tree.ends[i] == span[1]), None)
    if last is None or holder.cue < 0 or tree.pos[last] != "NOUN":
        return span
    end = last
    while end + 1 < holder.cue and tree.pos[end + 1] == "PROPN":
        end += 1
    following = range(end + 1, holder.cue)
    return (span[0], tree.ends[end]) if all(tree.pos[i] in ("AUX", "ADV") for i in following) else span


def _bare(tree: Tree, span: CharSpan) -> CharSpan:
    """ "The envoy" of "the envoy's remark", which attributions take whole."""
    last = next((i for i in range(len(tree)) if tree.ends[i] == span[1]), None)
    if last is None or tree.tags[last] != "POS" or tree.starts[last] <= span[0]:
        return span
    return span[0], tree.ends[last - 1]


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
        if not _covers(item.cue, start, end) or not (item.speaker or holder.subject is None):
            continue
        if holder.subject is None or _covers(item.speaker, tree.starts[holder.subject], tree.ends[holder.subject]):
            return item
        if tree.pos[holder.subject] == "PRON":
            return item
    return None


def denials(
    doc: Doc,
    trigger: CharSpan,
    state: State,
    claims: Sequence[Claim],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    cues: Cues,
) -> tuple[Claim, ...]:
    """Denials of the event in words that point back at it: "...; the army rejected the charge"."""
    if not claims or claims[0].stance != "AFFIRMS" or state.basis is not None or state.asked:
        return ()
    if apposed := _denied_in_apposition(doc, trigger, entities, cues):
        return (apposed,)
    out = []
    for item in attributions:
        if item.stance != "DENIES" or not item.cue or not item.content or not item.speaker:
            continue
        if _covers(item.content, *trigger):
            if _head_lemma(doc, item.content[0]) in cues.shares and item.speaker[0] != claims[0].speaker:
                out.append(_denial(item))
            continue
        if not 0 < item.cue[0][0] - trigger[1] < _REACH or item.speaker[0] == claims[0].speaker:
            continue
        if "\n\n" in doc.text[trigger[1] : item.cue[0][0]] or not _points_back(doc, item.content[0], cues):
            continue
        out.append(_denial(item))
        break
    return tuple(out)


def _denied_in_apposition(doc: Doc, trigger: CharSpan, entities: Sequence[Entity], cues: Cues) -> Claim | None:
    """ "..., a charge the foreign ministry denied": right behind the clause that tells of the event."""
    found = doc.char_span(*trigger, alignment_mode="expand")
    if found is None:
        return None
    tree = mended(doc).part(found.sent.start, found.sent.end)
    for i in range(1, len(tree)):
        if tree.starts[i] < trigger[1] or tree.lemmas[i] not in cues.claims or tree.pos[i] != "NOUN":
            continue
        verb = tree.child(i, "relcl")
        opening = min(tree.kids[i], default=i)
        if verb is None or opening == 0 or tree.words[opening - 1] != ",":
            continue
        group = cues.predicate("verb", tree.lemmas[verb], "report-object")
        subject = tree.child(verb, "nsubj")
        if group is None or subject is None or tree.tags[subject] in ("WDT", "WP"):
            continue
        phrase = noun_phrase(tree, subject, [verb])
        entity = entity_at(tree.chars(subject, subject), entities)
        kind, named = kind_of(tree, phrase, subject, entity, cues)
        cue = to_spans(tree, verb_group(tree, verb))
        return Claim(to_spans(tree, phrase)[0], cue[0], kind, named, "DENIES", "CT", "indirect", entity)
    return None


def _denial(item: Attribution) -> Claim:
    return Claim(item.speaker[0], item.cue[0], item.speaker_kind, item.named, "DENIES", "CT", item.form, item.entity)


def _head_lemma(doc: Doc, span: CharSpan) -> str:
    found = doc.char_span(*span, alignment_mode="expand")
    return str(found.root.lemma_).lower() if found is not None else ""


def _points_back(doc: Doc, span: CharSpan, cues: Cues) -> bool:
    """The content is "the charge", "it", "any involvement": nothing that says for itself what is denied."""
    found = doc.char_span(*span, alignment_mode="expand")
    if found is None or len(found) > 6:
        return False
    lemma = found.root.lemma_.lower()
    return lemma in cues.claims or lemma in cues.shares
