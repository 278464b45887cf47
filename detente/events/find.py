"""Events of a document: triggers matched with the codebook's frames, parties filled in, speech acts with their content.

`find_events` reads one spaCy Doc and its entities, and returns candidates; whether they happened is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from detente.codebook.model import Codebook
from detente.events import dependents, refine, voice
from detente.events.harm import harm_within
from detente.events.match import Match, best_match
from detente.events.parties import EntityMap, entity_map, with_coordinated
from detente.types import Candidate, CharSpan, Entity

#: One party alone makes a record less certain. A judgement, not a measured figure.
_ONE_PARTY = 0.85
#: A light verb and its noun are one trigger ("held talks") when at most so far apart.
_WIDEST_TRIGGER_TOKENS = 4
#: Roles in which the other side of a mutual act stands; "agreed to help Chad" binds one side alone.
_MUTUAL = frozenset({"with", "between", "among", "object", "against", "alongside"})
#: What these embed others do or should do: "demanded that Israel withdraw from Gaza", "condemned Russia's raid on Kyiv".
_DONE_BY_OTHERS = frozenset({"REQUEST", "ACCUSE"})
#: Where it is said or agreed is no party: "agreed in Sweden to a truce".
_LOCATIVE = frozenset({"in", "at", "near"})
#: What these spell out is agreed or planned, and no event beside the agreement.
_CONTENT_NOUNS = frozenset(
    {"agreement", "treaty", "accord", "pact", "deal", "memorandum", "protocol", "decision", "resolution"}
)
#: Types that answer the act before.
_REPLIES = frozenset({"REJECT", "THREATEN", "CONCEDE", "AGREE", "SANCTION", "ACCUSE"})
_EMBEDDING_DEPS = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl", "advcl", "conj", "dative", "attr", "compound", "amod"}
)


def find_events(doc: Doc, entities: Sequence[Entity], codebook: Codebook) -> tuple[Candidate, ...]:
    """Event candidates of a document, in the order of the text.

    "Iran, which seized the tanker in May, was accused by Britain of planning attacks" gives COERCE (Iran), ACCUSE
    (Britain -> Iran) and, `secondary`, ASSAULT (Iran).

    Args:
        doc: parsed document.
        entities: who may act, non-overlapping, sorted.
        codebook: what counts as an event.
    """
    where = entity_map(doc, entities)
    found: list[Candidate] = []
    for sentence in doc.sents:
        matches = _drop_echoes([match for token in sentence if (match := best_match(token, codebook, where))])
        embedded = {match.trigger.i: _embedding(match, matches) for match in matches}
        for match in matches:
            inner = [other for other in matches if embedded[other.trigger.i] is match]
            found += _candidates(match, embedded[match.trigger.i], inner, sentence, codebook, where)
    return tuple(_answers(found))


def _answers(candidates: list[Candidate]) -> list[Candidate]:
    """Replies given their recipient: who did something to the one who now refuses, threatens or gives in.

    "Ghana expelled two Togolese envoys, and Lomé threatened to close the border", "Chad urged Libya to leave. Tripoli
    refused."
    """
    found: list[Candidate] = []
    for candidate in candidates:
        before = found[-1] if found else None
        if before is not None and candidate.event_type in _REPLIES and candidate.actors and not candidate.recipients:
            answering = {actor.country for actor in candidate.actors}
            asked = {recipient.country for recipient in before.recipients}
            if None not in answering and answering == asked and not candidate.secondary:
                candidate = replace(
                    candidate, recipients=before.actors, why=(*candidate.why, "in reply to the act before")
                )
        found.append(candidate)
    return found


def _drop_echoes(matches: list[Match]) -> list[Match]:
    """Without nouns that a verb of the same kind already tells ("held talks", "attacked in a raid")."""
    nouns = {match.noun.i for match in matches if match.noun is not None}
    kept = []
    for match in matches:
        if match.trigger.i in nouns:
            continue
        heads = {token.i for token in match.trigger.ancestors}
        echo = any(
            other.trigger.i in heads
            and (
                (other.frame.event_type == match.frame.event_type and not match.recipients)
                or _is_same_harm(match, other)
            )
            for other in matches
            if other is not match and match.frame.kind == "noun"
        )
        if not echo and (match.actors or match.recipients or match.frame.embeds):
            kept.append(match)
    return kept


def _is_same_harm(noun: Match, verb: Match) -> bool:
    """ "were killed in a Russian strike on Odesa" is one happening, told best by whom it hit."""
    if verb.trigger.dep_ == "acl":
        return False  # told beside: "those hurt in the raid"
    known = bool(verb.recipients) and all(recipient.country for recipient in verb.recipients)
    same = bool(noun.actors) and noun.actors == verb.actors
    return known and same and noun.trigger in harm_within(verb.trigger)


def _embedding(match: Match, matches: list[Match]) -> Match | None:
    """The speech act whose content this event is, or None."""
    token = match.trigger
    if (party := _content_holder(token, matches)) is not None:
        return party
    speech = {other.trigger.i: other for other in matches if other.frame.embeds}
    while token.head is not token and token.dep_ in _EMBEDDING_DEPS:
        if token.dep_ == "advcl" and not _is_conditional(token):
            return None
        if token.head.i in speech and token.dep_ != "conj" and token.head.i < match.trigger.i:
            return speech[token.head.i]
        token = token.head
    return None


def _content_holder(token: Token, matches: list[Match]) -> Match | None:
    """The event whose noun this one spells out: the trade in "signed an agreement to increase trade"."""
    if token.tag_ == "VBN":  # "a decision applauded by"
        return None
    by_noun = {other.noun.i: other for other in matches if other.noun is not None}
    by_trigger = {other.trigger.i: other for other in matches}
    while token.head is not token and token.dep_ in ("acl", "pcomp", "prep", "dobj", "conj", "xcomp"):
        token = token.head
        if token.lemma_ in _CONTENT_NOUNS:
            return by_noun.get(token.i) or by_trigger.get(token.head.i)
    return None


def _is_conditional(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in clause.children)


def _candidates(
    match: Match, parent: Match | None, inner: list[Match], sentence: Span, codebook: Codebook, where: EntityMap
) -> list[Candidate]:
    frame = match.frame
    actors, recipients = _expand(match.actors), _expand(match.recipients)
    mutual = frame.reciprocal and match.via in _MUTUAL
    each_other = not recipients and _each_other(match.trigger)
    if frame.embeds and not recipients and not each_other:
        recipients = _addressed(match, inner, where, actors)
    if not actors and not recipients:
        return []
    if frame.reciprocal and not mutual and len({_side(actor) for actor in actors}) > 1:
        recipients = ()  # "Chad and Mali agreed to send troops to Sudan": with each other
    event_type = codebook.types[frame.event_type]
    clause = refine.lemma_text(refine.content_of(match.trigger, with_subject=bool(frame.subjects)))
    mode = refine.mode(frame, event_type, clause)
    if mode == "visit" and _is_homecoming(actors, recipients):
        return []
    both = bool(actors) and bool(recipients)
    base = Candidate(
        trigger=_trigger_span(match),
        sentence=_trimmed(sentence),
        event_type=frame.event_type,
        framed=frame.event_type,
        mode=mode,
        contexts=refine.contexts(frame, codebook, sentence),
        cameo=refine.cameo(frame, event_type, mode, clause),
        actors=actors,
        recipients=recipients,
        confidence=round(frame.confidence * (1.0 if both or (frame.reciprocal and len(actors) > 1) else _ONE_PARTY), 3),
        why=(f"frame {frame.id} on '{match.trigger.text}'",),
        secondary=parent is not None,
        trusted=frame.trusted,
        parent=_trigger_span(parent) if parent else None,
    )
    return _directions(base, mutual) if frame.reciprocal or each_other else [base]


def _is_homecoming(actors: tuple[Entity, ...], recipients: tuple[Entity, ...]) -> bool:
    """Who lands in his own capital visits nobody."""
    homes = {actor.country for actor in actors}
    capitals = all(host.kind == "state" and "GOV" in host.sectors for host in recipients)
    return bool(recipients) and capitals and {host.country for host in recipients} == homes


def _each_other(trigger: Token) -> bool:
    """ "promised each other help": what its parties do, they do to one another."""
    for child in trigger.subtree:
        if child.lower_ in ("other", "another") and child.i and child.nbor(-1).lower_ in ("each", "one"):
            return True
    return False


def _directions(base: Candidate, mutual: bool) -> list[Candidate]:
    """ "X and Y met", "X met Y" -> X with Y, and Y with X; a visit keeps its direction, and so does "agreed to help Y"."""
    if base.recipients and base.actors:
        if base.mode == "visit" or not mutual:
            return [base]
        back = replace(base, actors=base.recipients, recipients=base.actors, reciprocal=True)
        return [replace(base, reciprocal=True), back]
    found = []
    for actor in base.actors:
        others = tuple(other for other in base.actors if _key(other) != _key(actor))
        if others:
            found.append(replace(base, actors=(actor,), recipients=others, reciprocal=True))
    return found or [base]


def _key(entity: Entity) -> tuple[int, int, str]:
    return entity.start, entity.end, entity.name


def _expand(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Plurals replaced by whom they stand for: "the two leaders" -> both, at the same span."""
    found: list[Entity] = []
    for entity in entities:
        if not entity.members:
            found.append(entity)
        for member in entity.members:
            found.append(replace(
                entity, kind=member.kind, name=member.name, country=member.country, sectors=member.sectors,
                wikidata=member.wikidata, why=f"{entity.why}; {member.why}".strip("; "), members=(),
            ))  # fmt: skip
    return tuple(found)


def _addressed(match: Match, inner: list[Match], where: EntityMap, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Whom a speech act concerns when only its content names them: "agreed to send troops to Mali" -> Mali.

    First the recipients of what it embeds, or its actors where they are others ("wants Mali to withdraw"); of a request
    or an accusation only the actors. Else the first other country's party in the content, with those coordinated with it.
    """
    acting = {_side(entity) for entity in actors}
    for event in inner:
        parts = (event.actors,) if match.frame.event_type in _DONE_BY_OTHERS else (event.recipients, event.actors)
        for parties in parts:
            if others := tuple(entity for entity in _expand(parties) if _side(entity) not in acting):
                return others
    if inner and match.frame.event_type == "ACCUSE":
        return ()  # "condemned the killing of a Chadian": the sufferer is not accused
    for child in dependents.complements(match.trigger):
        passive = match.frame.event_type == "REQUEST" and voice.is_passive(child)
        if passive or child.lower_ in dependents.ASIDE or child.lower_ in _LOCATIVE:
            continue
        for token in dependents.core(child):
            if (entity := where.get(token.i)) and entity.country and _side(entity) not in acting:
                return with_coordinated(token, where)
    return _compatriots(match, where, actors)


def _compatriots(match: Match, where: EntityMap, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The first party of the actors' own country but of other sectors in the content: "refused to meet the strikers"."""
    countries = {actor.country for actor in actors if actor.country}
    sectors = {sector for actor in actors for sector in actor.sectors}
    for child in dependents.complements(match.trigger):
        if child.lower_ in dependents.ASIDE:
            continue
        for token in dependents.core(child):
            entity = where.get(token.i)
            if entity and entity.country in countries and entity.sectors and not sectors & set(entity.sectors):
                return (entity,)
    return ()


def _side(entity: Entity) -> str:
    return entity.country or entity.name


def _trigger_span(match: Match) -> CharSpan:
    first = last = match.trigger
    if match.noun is not None and abs(match.noun.i - match.trigger.i) <= _WIDEST_TRIGGER_TOKENS:
        first, last = sorted((match.trigger, match.noun), key=lambda token: token.i)
    else:
        particle = next((c for c in match.trigger.children if c.dep_ == "prt" and c.i == match.trigger.i + 1), None)
        last = particle or last
    return first.idx, last.idx + len(last.text)


def _trimmed(sentence: Span) -> CharSpan:
    text = sentence.text
    return sentence.start_char + len(text) - len(text.lstrip()), sentence.start_char + len(text.rstrip())
