"""Parties that a sentence relates though no frame names them: the encoder decides.

`complete` fills the missing side of a candidate ("mobilised reservists for a war against Iraq"); `relate` proposes events
for two parties whose common word is no trigger of the codebook. Both ask the encoder for the type of the pair, NONE among
the answers, and take only what it is sure of.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from spacy.tokens import Doc, Span, Token

from detente.codebook.model import Codebook
from detente.encoder import Reading
from detente.events import dependents, refine
from detente.events.parties import entity_map
from detente.types import Candidate, CharSpan, Entity

#: The encoder's least probability to fill a missing side: in 700 ledes of 2023 read by eye, fills below .75 were wrong nearly as
#: often as right. And to propose an event, by both of its branches, which were trained apart: on our own gold and events_dev
#: 14 of 17 such proposals are right from .9 on, in 600 ledes read by eye 6 of 11. One branch alone was mostly wrong below .99.
FILL, PROPOSE = 0.75, 0.95
#: Both branches' least probability for whom an attack is on where the noun for it does not govern them: "angered over Israeli
#: raids" after a word of the West Bank. Of 7 such in 2,500 ledes 6 were right; of other types every second one.
_FAR = 0.9
#: What follows these is told of or tells, and is no side of the act.
_TOPIC = ("according", "about", "regarding", "concerning")
#: Who tells of attacks rather than suffers them.
_BESIDE = frozenset({"JRN", "BUS", "NGO"})
#: More parties than this in a sentence are a list.
_MOST_PARTIES = 6
_ASIDE = frozenset({"relcl", "advcl", "parataxis"})
#: Words that name no act, the last two lines a stance alone.
_NO_TRIGGER = frozenset({
    "be", "have", "say", "tell", "do", "get", "include", "follow",
    "believe", "think", "want", "hope", "expect", "fear", "doubt", "suspect", "know", "wish", "prefer", "need",
    "look", "seem", "appear", "emulate", "resemble", "remain",
})  # fmt: skip
#: What the encoder alone is so sure of is right less often than it says: four of seven in the third audit (docs/audits).
_UNFRAMED = 0.65
#: Who resigns or lays down arms does it to nobody in particular.
_NO_RECIPIENT = frozenset({"RETREAT"})
_FORCES = frozenset({"MIL", "COP", "PRM", "SPY"})
_NONE = "NONE"


def complete(
    doc: Doc, candidates: Sequence[Candidate], entities: Sequence[Entity], reading: Reading
) -> tuple[Candidate, ...]:
    """The candidates, those that lack a side with the party that the encoder is surest of, in order."""
    lacking = [c for c in candidates if not (c.actors and c.recipients) and c.event_type in reading.encoder.types]
    if not lacking:
        return tuple(candidates)
    reading.sentences([candidate.sentence for candidate in lacking], "events")
    return tuple(_filled(doc, c, candidates, entities, reading) if c in lacking else c for c in candidates)


def _filled(
    doc: Doc, candidate: Candidate, candidates: Sequence[Candidate], entities: Sequence[Entity], reading: Reading
) -> Candidate:
    sentence = reading.sentence(candidate.sentence, "events")
    known = candidate.actors or candidate.recipients
    best: tuple[float, tuple[Entity, ...]] = (FILL, ())
    if not known or candidate.reciprocal or candidate.event_type in _NO_RECIPIENT:
        return candidate
    near = _near(doc, candidate.trigger)
    others = {c.trigger for c in candidates if c.sentence == candidate.sentence} - {candidate.trigger}
    elsewhere = (
        set().union(*(_near(doc, trigger) for trigger in others)) - near
    )  # "struck back after the raid on [Goma]"
    own = _span(known[0])
    for entity in entities:
        if not _is_party(entity) or not _inside(entity, candidate.sentence) or _same_side(entity, known):
            continue
        if not candidate.actors or _is_sent(candidate, entity) or _is_own_state(candidate, entity):
            continue
        marks = own, _span(entity), candidate.trigger
        said = reading.encoder.pair_type(sentence, *marks)[candidate.event_type]
        at = _head(doc, entity).i
        if said > best[0] and at not in elsewhere and (at in near or _is_struck(doc, candidate, said, entity, reading)):
            best = said, (entity,)
    if not best[1]:
        return candidate
    note = f"recipient '{best[1][0].text}' by the encoder, {best[0]:.2f}"
    return replace(candidate, recipients=best[1], why=(*candidate.why, note))


def _is_struck(doc: Doc, candidate: Candidate, said: float, entity: Entity, reading: Reading) -> bool:
    """Both branches are sure that the attack is on this party of another country, which its word does not govern."""
    own = {_side(actor) for actor in candidate.actors}
    if candidate.event_type != "ASSAULT" or said < _FAR or _side(entity) in own or _BESIDE & set(entity.sectors):
        return False
    if entity.kind == "person":  # "was executed three years after the invasion"
        return False
    if _tells(_head(doc, entity)):
        return False
    marks = _span(candidate.actors[0]), _span(entity), candidate.trigger
    second = reading.encoder.pair_type(reading.sentence(candidate.sentence, "marks"), *marks, "marks")
    return second["ASSAULT"] >= _FAR


def _tells(token: Token) -> bool:
    """The party speaks, or somebody of it: "..., a spokesman for the [American] embassy said"."""
    while token.dep_ not in ("nsubj", "ROOT") and token.pos_ != "VERB":
        token = token.head
    verb = token.head
    return token.dep_ == "nsubj" and (verb.dep_ == "parataxis" or any(c.dep_ == "ccomp" for c in verb.children))


def relate(
    doc: Doc,
    candidates: Sequence[Candidate],
    entities: Sequence[Entity],
    silent: Container[int],
    codebook: Codebook,
    reading: Reading,
) -> Iterator[Candidate]:
    """New candidates for pairs of parties that no candidate relates.

    Args:
        doc: parsed document.
        candidates: what the frames found.
        entities: who may act.
        silent: first characters of the sentences that are not about politics.
        codebook: what counts as an event.
        reading: the text as the encoder reads it.
    """
    taken = {candidate.trigger[0] for candidate in candidates}
    told = {candidate.trigger[0] for candidate in candidates if candidate.actors and candidate.recipients}
    where = entity_map(doc, entities)
    for sentence in doc.sents:
        span = _trimmed(sentence)
        parties = [e for e in entities if _is_party(e) and _inside(e, span) and e.kind != "role"]
        if span[0] in silent or not len({_side(e) for e in parties}) >= 2 or len(parties) > _MOST_PARTIES:
            continue
        pairs = [
            (a, r, trigger)
            for a, r in permutations(parties, 2)
            if _side(a) != _side(r)
            and (trigger := _joint(doc, a, r))
            and trigger.i not in where
            and trigger.idx not in taken
            and told.isdisjoint(_infinitives(trigger))
        ]
        if pairs:
            yield from _proposed(pairs, span, sentence, codebook, reading)


def _proposed(
    pairs: Sequence[tuple[Entity, Entity, Token]], span: CharSpan, sentence: Span, codebook: Codebook, reading: Reading
) -> Iterator[Candidate]:
    """The likeliest pair of each trigger, where the encoder is sure of it."""
    best: dict[int, Candidate] = {}
    for actor, recipient, trigger in pairs:
        where = trigger.idx, trigger.idx + len(trigger.text)
        label, sure = _agreed(reading, span, (_span(actor), _span(recipient), where))
        if label == _NONE or sure < PROPOSE or label not in codebook.types:
            continue
        known = best.get(trigger.i)
        if known is None or _UNFRAMED * sure > known.confidence:
            best[trigger.i] = Candidate(
                trigger=where, sentence=span, event_type=label, mode=None,
                contexts=refine.contexts_of(codebook, sentence), cameo=codebook.types[label].cameo, actors=(actor,),
                recipients=(recipient,), confidence=round(_UNFRAMED * sure, 3),
                why=(f"no frame; encoder: {label} {sure:.2f} at '{trigger.text}'",),
            )  # fmt: skip
    yield from best.values()


def _agreed(reading: Reading, span: CharSpan, marks: tuple[CharSpan, CharSpan, CharSpan]) -> tuple[str, float]:
    """The label that the branch for events finds likeliest, and the least probability that either branch gives it."""
    first = reading.encoder.pair_type(reading.sentence(span, "events"), *marks)
    label = max(first, key=lambda name: first[name])
    if label == _NONE or first[label] < PROPOSE:
        return label, first[label]
    second = reading.encoder.pair_type(reading.sentence(span, "marks"), *marks, "marks")
    return label, min(first[label], second[label])


def _joint(doc: Doc, actor: Entity, recipient: Entity) -> Token | None:
    """The verb whose subject is or holds the actor and that governs the recipient; else None."""
    one, two = _head(doc, actor), _head(doc, recipient)
    verb = _subject_of(one)
    if verb is None or verb.lemma_.lower() in _NO_TRIGGER:
        return None
    token = two
    while token.head.i != token.i and token.i != verb.i:
        if token.dep_ in _ASIDE or token.dep_ in ("nsubj", "nsubjpass"):
            return None
        token = token.head
    return verb if token.i == verb.i else None


def _infinitives(verb: Token) -> Iterator[int]:
    """First characters of what the subject does by this verb: "began [sending]", "joined Chad in [condemning]"."""
    for child in verb.children:
        if child.dep_ == "xcomp":
            yield child.idx
        elif child.dep_ == "prep":
            yield from (inner.idx for inner in child.children if inner.dep_ == "pcomp")


def _subject_of(token: Token) -> Token | None:
    """The verb that a noun phrase is the subject of, as its head, a conjunct or a possessor of it."""
    while token.dep_ in ("conj", "poss", "compound", "amod", "nmod") and token.head.i != token.i:
        token = token.head
    return token.head if token.dep_ == "nsubj" and token.head.pos_ == "VERB" else None


def _near(doc: Doc, trigger: CharSpan) -> set[int]:
    """Positions of the words that the trigger governs, side clauses left out, and of its own modifiers."""
    span = doc.char_span(*trigger, alignment_mode="expand")
    found: set[int] = set()
    stack = [span.root] if span is not None else []
    while stack:
        token = stack.pop()
        found.add(token.i)
        stack += [
            child
            for child in token.children
            if child.dep_ not in (*_ASIDE, "nsubj", "nsubjpass") and child.lower_ not in (*dependents.ASIDE, *_TOPIC)
        ]
    return found


def _head(doc: Doc, entity: Entity) -> Token:
    span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
    return span.root if span is not None else doc[0]


def _is_party(entity: Entity) -> bool:
    return bool(entity.country) and not entity.members


def _side(entity: Entity) -> str:
    return entity.country or entity.name


def _same_side(entity: Entity, known: Sequence[Entity]) -> bool:
    return any((entity.start < other.end and other.start < entity.end) or entity.name == other.name for other in known)


def _is_sent(candidate: Candidate, entity: Entity) -> bool:
    """Of "deploys 7,000 soldiers": forces of the actor's own, who are sent, not met."""
    own = {actor.country for actor in candidate.actors}
    return candidate.event_type == "MOBILIZE" and entity.country in own and bool(_FORCES & set(entity.sectors))


def _is_own_state(candidate: Candidate, entity: Entity) -> bool:
    """Of "The U.S. treasurer asks for more U.S. steel": the bare name of the actor's own state."""
    own = {actor.country for actor in candidate.actors}
    return entity.kind == "state" and not entity.sectors and entity.country in own


def _inside(entity: Entity, span: CharSpan) -> bool:
    return span[0] <= entity.start and entity.end <= span[1]


def _span(entity: Entity) -> CharSpan:
    return entity.start, entity.end


def _trimmed(sentence: Span) -> CharSpan:
    text = sentence.text
    return sentence.start_char + len(text) - len(text.lstrip()), sentence.start_char + len(text.rstrip())
