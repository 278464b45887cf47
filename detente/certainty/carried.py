"""Words that go on in the next sentence without a cue, and who "he" is in "he said".

"The aim, he said, is to end the siege. It would take years.": the second sentence is his too. Newspapers do so with
quotations in paragraphs of their own and with the backshifted tenses of reported speech; nothing else is carried over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.certainty.cues import Cues
from detente.certainty.phrases import noun_phrase, to_spans, verb_group
from detente.certainty.quotes import find_quotes, is_speech
from detente.certainty.repair import mended
from detente.certainty.speakers import entity_at, kind_of
from detente.certainty.tree import Tree
from detente.types import Attribution, CharSpan, Entity

#: A quotation without a cue is laid to the last speaker at most this many paragraphs before it.
_PARAGRAPHS = 1
#: Sentences in a row that may go on without a cue.
_LONGEST = 2
#: How far back the antecedent of "he said" may stand, in characters. Only where entities did not resolve it.
_REACH = 600
_PERSONAL = {"he": "one", "she": "one", "they": "many", "it": "body"}
_BODIES = frozenset({"ORGANISATION", "DOCUMENT_DATA", "MEDIA", "SOCIAL_MEDIA"})
#: Private persons whom headlines cite.
_WITNESSES = frozenset(
    {"witness", "eyewitness", "resident", "survivor", "lawyer", "family", "relative", "activist", "villager"}
)
#: What one does with an answer, a version or a grievance: speaks.
_ANSWERING = frozenset(
    ("give", "have", "offer", "put", "tell", "repeat", "set", "lay", "wave", "brush", "brandish", "dictate", "volunteer",
     "provide", "supply", "share", "present", "deliver", "recite", "stick", "counter", "issue", "air", "voice", "read", "write")
)  # fmt: skip
#: Words of the longest sentence that is a scene, and what is no small thing.
_SHORT = 26
_NEWS = frozenset(
    ("resign", "flee", "die", "win", "lose", "leave", "arrive", "arrest", "kill", "order", "sign", "meet", "visit", "dismiss",
     "appoint", "escape", "surrender", "attack", "fire", "refuse", "join", "be", "have", "become", "seize", "take", "sentence",
     "convict", "sue", "sack", "expel", "recall", "summon", "found", "build", "sell", "buy", "shoot", "wound", "beat", "lead")
)  # fmt: skip
_BACKSHIFTED = frozenset({"would", "might", "could"})


def with_antecedents(
    doc: Doc, attributions: Sequence[Attribution], cues: Cues
) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
    """The attributions with kind, name and entity of "he", "she", "it" and "they"; and the same with the span, too.

    "The mayor said ... He added ...": "he" is an official; in the second tuple the speaker is "The mayor". Speakers that
    resolved to an entity keep it. The antecedent is the speaker before, else the subject before in this or the last
    sentence, where that is a person.

    Args:
        doc: the parsed text.
        attributions: sorted by the place of their cue.
        cues: the word lists.
    """
    text = doc.text
    out: list[Attribution] = []
    spanned: list[Attribution] = []
    for item in attributions:
        word = text[slice(*item.speaker[0])].lower() if item.speaker else ""
        number = _PERSONAL.get(word)
        before = _antecedent(text, spanned, item, number) if number else None
        if number == "one" and before is None and item.entity is None:
            before = _subject_before(mended(doc), item, cues)
        if before is None:
            out.append(item)
            spanned.append(item)
            continue
        if item.entity is None:
            item = replace(item, speaker_kind=before.speaker_kind, named=before.named, entity=before.entity)
        same = before.entity is None or item.entity is None or before.entity.name == item.entity.name
        out.append(item)
        spanned.append(replace(item, speaker=before.speaker) if same else item)
    return tuple(out), tuple(spanned)


def _subject_before(tree: Tree, item: Attribution, cues: Cues) -> Attribution | None:
    """ "The ambassador would recognise it, he said": the nearest subject before that names a single person."""
    at = next((i for i in range(len(tree)) if tree.starts[i] == item.speaker[0][0]), None)
    if at is None:
        return None
    for i in range(at - 1, -1, -1):
        if tree.sents[at] - tree.sents[i] > 1 or "\n" in tree.words[i]:
            return None
        if tree.deps[i] not in ("nsubj", "nsubjpass") or tree.pos[i] not in ("NOUN", "PROPN") or tree.tags[i] == "NNS":
            continue
        if not _may_speak(tree, i, cues) or tree.ents[i] == "ORG":
            continue
        phrase = noun_phrase(tree, i, [tree.heads[i]])
        kind, named = kind_of(tree, phrase, i, None, cues)
        return (
            replace(item, speaker=to_spans(tree, phrase), speaker_kind=kind, named=named)
            if kind not in _BODIES
            else None
        )
    return None


def _antecedent(text: str, earlier: Sequence[Attribution], item: Attribution, number: str) -> Attribution | None:
    """The nearest speaker before who is no pronoun himself and agrees in number and kind."""
    for other in reversed(earlier):
        if not other.speaker or other.speaker[0][1] > item.speaker[0][0]:
            continue
        if item.speaker[0][0] - other.speaker[0][1] > _REACH:
            return None
        words = text[slice(*other.speaker[0])].lower().split()
        if words[0] in _PERSONAL and other.entity is None:
            continue
        if number == "body":
            return other if other.speaker_kind in _BODIES else None
        several = "and" in words or words[-1].endswith("s") or (other.entity is not None and bool(other.entity.members))
        if number == "one":
            person = other.speaker_kind not in _BODIES or words[-1].startswith("spokes") or _is_person(other)
            return other if person and not (several and other.entity is None) else None
        return other if several or other.speaker_kind in _BODIES else None
    return None


def _is_person(item: Attribution) -> bool:
    return item.entity is not None and item.entity.kind in ("person", "role")


def carried(
    doc: Doc, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> tuple[Attribution, ...]:
    """Attributions of sentences that go on without a cue of their own; speaker and cue are those of the words before.

    Args:
        doc: the parsed text.
        attributions: of the text, sorted by the place of their cue.
        entities: of the text; a speaker before a colon resolves to one.
        cues: the cue lists.
    """
    spoken = [item for item in attributions if _speech(doc, item, cues)]
    tree = mended(doc)
    quotes = [
        quote
        for quote in find_quotes(tree)
        if is_speech(tree, quote) and not _covered(attributions, tree.starts[quote[0]], tree.ends[quote[1]])
    ]
    led = [*_led_by_colon(tree, quotes, entities, cues), *_told_before_colon(tree, attributions, entities, cues)]
    led += [*_named_at_end(tree, attributions, entities, cues)]
    led += [*_spoken_in_manner(tree, attributions, entities, cues)]
    opened = {span for item in led for span in item.content}
    free = [(first, last) for first, last in quotes if (tree.starts[first], tree.ends[last]) not in opened]
    return (*led, *_quoted_on(tree, free, attributions, spoken), *_told_on(tree, attributions, spoken))


def _led_by_colon(
    tree: Tree, quotes: Sequence[tuple[int, int]], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """'The envoy was blunt: "They shelled the camp."': whoever may speak and is the subject before the colon."""
    for first, last in quotes:
        if first < 2 or tree.words[first - 1] != ":":
            continue
        root = first - 2
        while tree.heads[root] != root and tree.heads[root] < first - 1:
            root = tree.heads[root]
        subject = tree.child(root, "nsubj") if tree.pos[root] in ("VERB", "AUX") else None
        if subject is None or subject > root or not _may_speak(tree, subject, cues):
            continue
        content = (tree.starts[first], tree.ends[last])
        yield _by_subject(tree, root, subject, content, "direct", entities, cues)


def _told_before_colon(
    tree: Tree, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """ "He relayed what survivors had told him: a patrol boat rammed the raft": a verb of speech right before a colon."""
    for i in range(2, len(tree) - 3):
        if tree.words[i] != ":" or set(tree.words[i + 1]) & set("\"“«'\n"):
            continue
        verbs = [j for j in range(max(0, i - 3), i) if tree.pos[j] == "VERB" and tree.sents[j] == tree.sents[i]]
        verb = verbs[-1] if verbs else None
        group = cues.predicate("verb", tree.lemmas[verb], "quote") if verb is not None else None
        if verb is None or group is None or group.holds != "said" or tree.deps[verb] == "amod":
            continue
        end = i
        while end + 1 < len(tree) and tree.sents[end + 1] == tree.sents[i]:
            end += 1
        subject = tree.child(verb, "nsubj")
        content = (tree.starts[i + 1], tree.ends[end])
        if subject is None or not _may_speak(tree, subject, cues) or _covered(attributions, *content):
            continue
        if any(tree.pos[j] in ("VERB", "AUX") for j in range(i + 1, end)):
            yield _by_subject(tree, verb, subject, content, "indirect", entities, cues)


def _named_at_end(
    tree: Tree, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """ "Troops shell border town: UN", "Bank cut rates in secret - officials": headlines name who says so at their end."""
    for first, last in _sentences(tree):
        while last > first and (tree.pos[last] in ("PUNCT", "SPACE") or not tree.words[last].strip()):
            last -= 1
        mark = next(
            (i for i in range(last - 1, max(first, last - 5), -1) if tree.words[i] in (":", "–", "—", "--", "-")), None
        )
        if mark is None or mark - first < 3 or any(set(tree.words[i]) & set('"“”«»?') for i in range(first, last + 1)):
            continue
        if tree.words[mark] == "-" and tree.ends[mark - 1] == tree.starts[mark]:
            continue  # "ex-minister"
        words = range(mark + 1, last + 1)
        known = tree.ents[last] in ("ORG", "GPE", "PERSON", "NORP") or not cues.people.isdisjoint(tree.names(last))
        if not known or any(tree.pos[i] in ("VERB", "AUX", "ADP", "CCONJ", "NUM") for i in words):
            continue
        if not any(tree.pos[i] == "VERB" and tree.tags[i] != "VBG" for i in range(first, mark)):
            continue
        content = (tree.starts[first], tree.ends[mark - 1])
        if _covered(attributions, *content):
            continue
        entity = entity_at(tree.chars(last, last), entities)
        kind, named = kind_of(tree, words, last, entity, cues)
        if kind in ("PRIVATE_PERSON", "SOCIAL_MEDIA") and tree.lemmas[last] not in _WITNESSES:
            continue
        speaker = (tree.chars(mark + 1, last),)
        yield Attribution(speaker, (tree.chars(mark, mark),), (content,), kind, named, entity, "AFFIRMS", "indirect")


def _by_subject(
    tree: Tree, verb: int, subject: int, content: CharSpan, form: str, entities: Sequence[Entity], cues: Cues
) -> Attribution:
    phrase = noun_phrase(tree, subject, [verb])
    entity = entity_at(tree.chars(subject, subject), entities)
    kind, named = kind_of(tree, phrase, subject, entity, cues)
    speaker, cue = to_spans(tree, phrase), to_spans(tree, verb_group(tree, verb))
    return Attribution(speaker, cue, (content,), kind, named, entity, "AFFIRMS", form)


def _spoken_in_manner(
    tree: Tree, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> Iterator[Attribution]:
    """Sentences in the past perfect behind one that shows a person speaking: "The porter was firm. Nobody had searched
    the rooms." At most two sentences on, in the same paragraph, up to the next cue."""
    sentences = _sentences(tree)
    for number, (first, last) in enumerate(sentences[:-1]):
        root = next((i for i in range(first, last + 1) if tree.heads[i] == i and tree.pos[i] in ("VERB", "AUX")), None)
        subject = tree.child(root, "nsubj") if root is not None else None
        if root is None or subject is None:
            continue
        if not _shows_speaking(tree, root, cues) and not _scene(tree, root, subject, cues, range(first, last + 1)):
            continue
        if not _may_speak(tree, subject, cues) or tree.child(root, "ccomp", "aux", "neg") is not None:
            continue
        for begin, end in sentences[number + 1 : number + 1 + _LONGEST]:
            span = (tree.starts[begin], tree.ends[end])
            if "\n" in tree.words[begin - 1] or any(item.cue and _between(item.cue[0], *span) for item in attributions):
                break
            if _past_perfect(tree, begin, end) or (begin == last + 1 and _goes_on(tree, begin, end)):
                yield _by_subject(tree, root, subject, span, "indirect", entities, cues)


def _shows_speaking(tree: Tree, verb: int, cues: Cues) -> bool:
    """ "Sounded tired", "was firm", "grew heated", "lowered his voice"."""
    if tree.lemmas[verb] in cues.manner_verbs:
        return True
    tired = tree.child(verb, "acomp", "oprd")
    if tired is not None and tree.lemmas[verb] in ("be", "grow", "become", "remain", "stay", "turn", "look", "seem"):
        return tree.lowers[tired] in cues.manner_adjectives
    if any(_shows_speaking(tree, kid, cues) for kid in tree.children(verb, "conj", "advcl") if tree.pos[kid] == "VERB"):
        return True
    part = tree.child(verb, "dobj")
    if part is not None and tree.lemmas[part] in cues.manner_objects:
        return tree.lemmas[verb] in _ANSWERING
    return part is not None and tree.lemmas[part] in cues.manner_nouns and tree.child(part, "poss") is not None


def _scene(tree: Tree, verb: int, subject: int, cues: Cues, words: range) -> bool:
    """ "The prosecutor laid the photographs out on her desk": somebody known by his role does a small thing, at no date."""
    if tree.tags[verb] != "VBD" or tree.tags[subject] != "NN" or tree.lemmas[verb] in _NEWS or len(words) > _SHORT:
        return False
    if tree.child(subject, "det") is None or tree.lowers[min(tree.subtree(subject))] != "the":
        return False
    if not any(tree.lowers[i] in ("his", "her", "my", "our") for i in words):
        return False  # "the governor lowered the flag"
    return not any(tree.ents[i] in ("DATE", "CARDINAL", "GPE", "NORP", "ORG", "MONEY") for i in words) and (
        tree.lemmas[subject] in cues.people and tree.child(verb, "dobj") is not None
    )


def _past_perfect(tree: Tree, first: int, last: int) -> bool:
    """The main verb is "had done"; quotation marks show that somebody else's words stand there."""
    if any(set(tree.words[i]) & set('"“”«»') for i in range(first, last + 1)):
        return False
    roots = [i for i in range(first, last + 1) if tree.heads[i] == i or tree.deps[i] in ("ccomp", "parataxis")]
    return any(
        tree.lowers[kid] == "had" and tree.deps[kid] in ("aux", "auxpass") for root in roots for kid in tree.kids[root]
    )


def _may_speak(tree: Tree, subject: int, cues: Cues) -> bool:
    """A listed role or body, a personal name, or "he" and "she"."""
    return (
        tree.lemmas[subject] in cues.people
        or tree.ents[subject] in ("PERSON", "ORG")
        or tree.lowers[subject] in ("he", "she")
    )


def _speech(doc: Doc, item: Attribution, cues: Cues) -> bool:
    """Somebody who is named by a phrase says it with a verb of speech."""
    if not item.speaker or not item.cue or not item.content or item.stance != "AFFIRMS":
        return False
    found = doc.char_span(*item.cue[0], alignment_mode="expand")
    if found is None:
        return False
    group = cues.predicate("verb", found.root.lemma_.lower(), "quote", "that")
    return group is not None and group.holds == "said" and group.kind == "speech"


def _quoted_on(
    tree: Tree,
    quotes: Sequence[tuple[int, int]],
    attributions: Sequence[Attribution],
    spoken: Sequence[Attribution],
) -> Iterator[Attribution]:
    """Quotations that fill their paragraph, after one whose speaker is known."""
    for first, last in quotes:
        start, end = tree.starts[first], tree.ends[last]
        opening, closing = _paragraph(tree, first, last)
        if opening != first or closing > last + 1:
            continue
        before = [item for item in spoken if item.cue[0][1] <= start]
        inside = [item for item in attributions if item.cue and _between(item.cue[0], start, end)]
        if not before or inside or before[-1].form == "indirect":
            continue
        speaker = before[-1]
        if _paragraphs_between(tree, speaker.cue[0][0], first) > _PARAGRAPHS:
            continue
        yield replace(speaker, content=((start, end),), form="direct")


def _paragraph(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """(first, last) positions of the paragraph around a stretch, line breaks left out."""
    while first > 0 and "\n" not in tree.words[first - 1]:
        first -= 1
    while last + 1 < len(tree) and "\n" not in tree.words[last + 1]:
        last += 1
    return first, last


def _paragraphs_between(tree: Tree, cue: int, position: int) -> int:
    """Line breaks from the character `cue` to the token at `position`; several in a row count once."""
    return sum("\n" in tree.words[i] for i in range(position) if tree.starts[i] > cue)


def _between(span: CharSpan, start: int, end: int) -> bool:
    return span[0] < end and start < span[1]


def _covered(attributions: Sequence[Attribution], start: int, end: int) -> bool:
    return any(_between(content, start, end) for item in attributions for content in item.content)


def _told_on(tree: Tree, attributions: Sequence[Attribution], spoken: Sequence[Attribution]) -> Iterator[Attribution]:
    """Sentences in the tense of reported speech right behind a report: "They would leave by May."."""
    sentences = _sentences(tree)
    for item in spoken:
        at = next((n for n, (first, last) in enumerate(sentences) if _holds(tree, first, last, item.cue[0])), None)
        if at is None or not _past(tree, item.cue[0]):
            continue
        for first, last in sentences[at + 1 : at + 1 + _LONGEST]:
            if "\n" in tree.words[first - 1] or not _goes_on(tree, first, last):
                break
            start, end = tree.starts[first], tree.ends[last]
            if any(other.cue and _between(other.cue[0], start, end) for other in attributions):
                break
            yield replace(item, content=((start, end),), form="indirect")


def _sentences(tree: Tree) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for i, number in enumerate(tree.sents):
        if out and tree.sents[out[-1][0]] == number:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def _holds(tree: Tree, first: int, last: int, span: CharSpan) -> bool:
    return tree.starts[first] <= span[0] and span[1] <= tree.ends[last]


def _past(tree: Tree, cue: CharSpan) -> bool:
    """The cue is told in the past, without modal or negation."""
    inside = [i for i in range(len(tree)) if cue[0] <= tree.starts[i] and tree.ends[i] <= cue[1]]
    return any(tree.tags[i] == "VBD" for i in inside) and not any(
        tree.tags[i] == "MD" or tree.deps[i] == "neg" for i in inside
    )


def _goes_on(tree: Tree, first: int, last: int) -> bool:
    """A plain statement with "would" about something just spoken of: "It would take years." No if-clause: such a
    sentence may be the author's own thought."""
    root = next((i for i in range(first, last + 1) if tree.heads[i] == i and tree.pos[i] in ("VERB", "AUX")), None)
    if root is None or any(set(tree.words[i]) & set('"“”«»?') for i in range(first, last + 1)):
        return False
    if not any(tree.lowers[kid] in _BACKSHIFTED and tree.deps[kid] == "aux" for kid in tree.kids[root]):
        return False
    if any(tree.lowers[i] in ("if", "unless", "later", "eventually", "but", "however") for i in range(first, last + 1)):
        return False
    subject = tree.child(root, "nsubj", "nsubjpass", "expl")
    if subject is None or subject > root:
        return False
    opening = min((*tree.kids[subject], subject))
    return tree.lowers[opening] in ("it", "they", "he", "she", "this", "that", "these", "those", "there", "the")
