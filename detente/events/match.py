"""Which frames of the codebook fit a word: its particles, prepositions, objects and complements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from spacy.tokens import Token

from detente.codebook.model import Codebook, Frame
from detente.events import arguments, dependents
from detente.events.parties import EntityMap
from detente.events.roles import fill, owners
from detente.types import Entity

#: A noun in one of these roles only modifies another: "attack helicopters", "sanctions relief".
_MODIFYING = frozenset({"compound", "amod", "nmod", "npadvmod"})


#: "criticism came from Oslo", "an appeal reached Ottawa"
#: Whose subject does what their object names: "planned an assault", "called off the march".
_DOING = frozenset({
    "plan", "prepare", "order", "plot", "announce", "postpone", "cancel", "resume", "start", "begin", "stop", "end",
    "halt", "continue", "lead", "join", "organise", "organize", "conduct", "carry", "launch", "mount", "make",
    "stage", "suspend", "authorise", "authorize", "approve", "complete", "abandon", "delay", "undertake", "commit",
    "direct", "perform",
})  # fmt: skip
#: Who answers for an act by these: "claimed responsibility for the blast", "denied any part in the raid", "admitted the killing".
_ANSWERING = frozenset(
    {"claim", "deny", "admit", "accept", "take", "assume", "disclaim", "acknowledge", "confess", "avow"}
)
#: These answer for an act only together with a word of `_SHARE`: "took a bomb" is another sense.
_WITH_SHARE = frozenset({"take", "accept", "assume"})
_SHARE = frozenset({"responsibility", "part", "role", "involvement", "hand", "complicity", "blame"})
_CARRYING = frozenset({"carry", "bring", "bear", "transport", "load", "lade", "haul", "take", "laden"})
_COMING = frozenset({"come", "arrive", "emanate", "follow"})
_REACHING = frozenset({"reach", "hit", "strike", "rock"})


#: Pronouns that may mean whoever acts.
_THEMSELVES = frozenset({"it", "they", "he", "she"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits a trigger, with whom it found."""

    frame: Frame
    trigger: Token
    noun: Token | None  #: the event noun of a light verb
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    via: str = ""  #: the role in which the recipients were found

    @property
    def rank(self) -> tuple[int, int, float]:
        """Best first when sorted in reverse: the more specific, then the fuller, then the surer frame."""
        frame = self.frame
        specific = sum(map(bool, (frame.particle, frame.preposition, frame.objects, frame.complement, frame.subjects)))
        return bool(self.actors) + bool(self.recipients), specific, frame.confidence


class _Around:
    """What hangs on a word, read once for all its frames."""

    def __init__(self, token: Token) -> None:
        self.token = token

    @cached_property
    def particles(self) -> set[str]:
        return dependents.particles(self.token)

    @cached_property
    def prepositions(self) -> set[str]:
        return dependents.prepositions(self.token)

    @cached_property
    def small_words(self) -> set[str]:
        return self.particles | self.prepositions

    @cached_property
    def own_particle(self) -> str | None:
        return dependents.own_particle(self.token)

    @cached_property
    def objects(self) -> list[Token]:
        return [*arguments.objects(self.token), *arguments.retained_objects(self.token)]

    @cached_property
    def subject_parts(self) -> list[Token]:
        return [part for head in arguments.subjects(self.token) for part in _with_cargo(head)]

    @cached_property
    def complement_heads(self) -> list[Token]:
        return _complement_heads(self.token)

    @cached_property
    def object_names(self) -> set[str]:
        return _names(part for head in self.objects for part in _with_content(head))

    @cached_property
    def subject_names(self) -> set[str]:
        return _names(self.subject_parts)

    @cached_property
    def complement_names(self) -> set[str]:
        return _names(self.complement_heads)

    @cached_property
    def names_near(self) -> set[str]:
        return _names(_near_heads(self.token, []))

    @cached_property
    def names_near_with_objects(self) -> set[str]:
        return self.names_near | _names(self.objects)


def best_match(token: Token, codebook: Codebook, where: EntityMap) -> Match | None:
    """The best frame that fits the word, or None."""
    around = _Around(token)
    matches = [match for frame in _frames(token, codebook) if (match := _fit(frame, around, where))]
    return max(matches, key=lambda match: match.rank, default=None)


def _frames(token: Token, codebook: Codebook) -> Iterator[Frame]:
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") and not (token.dep_ == "amod" and token.i < token.head.i):
        yield from codebook.verbs.get(lemma, ())
        if token.tag_ == "VBG":  # "the bombing of": tagged as a verb now and then
            yield from codebook.nouns.get(token.lower_, ())
    elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in _MODIFYING:
        yield from codebook.nouns.get(lemma, ())
        if token.lower_ != lemma:
            yield from codebook.nouns.get(token.lower_, ())
    elif token.pos_ == "ADJ" and token.dep_ in ("acomp", "attr", "oprd", "ROOT", "conj"):
        yield from codebook.adjectives.get(lemma, ())


def _fit(frame: Frame, around: _Around, where: EntityMap) -> Match | None:
    token = around.token
    if frame.kind == "noun" and not (
        (token.i not in where or _is_event_noun(token, where)) and _words_before_fit(frame, token)
    ):
        return None
    if frame.particle and around.small_words.isdisjoint(frame.particle):
        return None
    if not frame.particle and _is_other_verb(frame, around):
        return None
    if frame.preposition and _prepositions(frame, around).isdisjoint(frame.preposition):
        return None
    if frame.subjects and around.subject_names.isdisjoint(frame.subjects):
        return None
    is_verb, noun = frame.kind == "verb", None
    if frame.objects:
        if not is_verb or around.object_names.isdisjoint(frame.objects):
            return None
        parts = (part for head in around.objects for part in _with_content(head))
        noun = next(part for part in parts if _lemma_in(part, frame.objects))
    if frame.not_objects:
        near = around.names_near_with_objects if is_verb else around.names_near
        if not near.isdisjoint(frame.not_objects):
            return None
    if frame.complement:
        if around.complement_names.isdisjoint(frame.complement):
            return None
        inner = next(part for part in around.complement_heads if _lemma_in(part, frame.complement))
        noun = noun or (inner if inner.pos_ == "NOUN" else None)
    return _with_roles(frame, token, noun, where)


#: Prepositions of a verb that the parser is prone to hang on its object.
_MISHUNG = frozenset({"of", "into", "behind", "under"})


def _prepositions(frame: Frame, around: _Around) -> set[str]:
    """Those of the verb, and of an object that the frame names: "fired [a missile over Hokkaido]"."""
    if not frame.objects:
        return around.prepositions
    objects = [child for child in around.token.children if child.dep_ == "dobj"]
    return around.prepositions.union(*map(dependents.prepositions, objects))


def _complement_heads(token: Token) -> list[Token]:
    """What the word governs: heads of clauses and noun phrases, the words right under them, adverbs; "out of [reach]".

    What stands before it with a hyphen counts too: "[test]-fired".
    """
    found = [child for child in token.children if child.dep_ in ("advmod", "intj", "npadvmod")]
    for child in dependents.complements(token):
        found += [child, *child.children]
        if child.dep_ in ("prep", "dobj"):  # "warned the unions of [arrests]": the parser hangs "of" on the unions
            found += [
                inner
                for prep in child.children
                if prep.dep_ == "prep" and (child.dep_ == "prep" or prep.lower_ in _MISHUNG)
                for inner in prep.children
            ]
    return found


#: Particles that leave a verb's sense as it is: "sent back the refugees", "handed over the prisoners".
_HARMLESS = frozenset({"back", "over", "away", "out", "off"})


def _is_other_verb(frame: Frame, around: _Around) -> bool:
    """The verb has a particle that the frame does not know: "backed down" is not "backed"."""
    particle = around.own_particle if frame.kind == "verb" else None
    return particle is not None and particle not in _HARMLESS and particle not in frame.preposition


def _with_content(head: Token) -> list[Token]:
    """The head, and what it measures out: "5 million dollars of [aid]", "a series of [raids]"."""
    return [head, *(inner for prep in head.children if prep.lower_ == "of" for inner in prep.children)]


def _with_cargo(head: Token) -> list[Token]:
    """The head with its content, and what it carries: "a freighter with [flour]", "a plane carrying tonnes of [tents]"."""
    found = _with_content(head)
    for child in head.children:
        carries = child.dep_ == "acl" and child.lemma_ in _CARRYING
        if carries or (child.dep_ == "prep" and child.lower_ == "with"):
            borne = [child, *(inner for inner in child.children if inner.dep_ == "prep" and inner.lower_ == "with")]
            loads = [load for part in borne for load in part.children if load.dep_ in ("dobj", "pobj")]
            found += [
                part for load in loads for each in dependents.with_conjuncts(load) for part in _with_content(each)
            ]
    return found


def _near_heads(token: Token, objects: list[Token]) -> list[Token]:
    """Heads that may betray another sense: objects, subjects, infinitives, and what the prepositions govern."""
    near = list(objects)
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("that", "which", "who"):
            near += arguments.subjects(token)  # "the earthquake that killed": the earthquake
        elif child.dep_ in ("nsubj", "nsubjpass", "compound", "amod", "xcomp"):
            near.append(child)
        elif child.dep_ in ("prep", "agent"):
            near += [inner for inner in child.children if inner.dep_ == "pobj"]
    return near


def _with_roles(frame: Frame, token: Token, noun: Token | None, where: EntityMap) -> Match | None:
    holder = token
    if frame.kind == "adjective" and token.head.pos_ in ("AUX", "VERB"):
        holder = token.head
    actors, _ = fill(holder, frame.actor, where, noun)
    if not actors and holder is not token:
        actors, _ = fill(token, frame.actor, where)
    if not actors and noun is not None and _is_passed_on(frame, token, noun):
        actors = owners(noun, where)
    recipients, via = fill(token, frame.recipient, where, noun, wide=True)
    if not recipients and holder is not token:  # "was furious at Chad": the parser hangs "at" on "was"
        recipients, via = fill(holder, tuple(role for role in frame.recipient if role != "object"), where)
    if frame.kind == "noun" and not (actors and recipients):
        actors, recipients = _around_noun(frame, token, actors, recipients, where)
    taken = {(entity.start, entity.end) for entity in actors}
    names = {entity.name for entity in actors}
    recipients = tuple(
        entity
        for entity in recipients
        if (entity.start, entity.end) not in taken
        and not (entity.text.lower() in _THEMSELVES and entity.name in names)  # "Chad claimed that [it] had ..."
    )
    if ("actor" in frame.requires and not actors) or (
        "recipient" in frame.requires and not recipients and not (frame.reciprocal and len(actors) > 1)
        and not (frame.reciprocal and any(len(entity.members) > 1 for entity in actors))
    ):  # fmt: skip
        return None
    return Match(frame, token, noun, actors, recipients, via)


def _is_passed_on(frame: Frame, verb: Token, noun: Token) -> bool:
    """A passive without a doer whose subject does not suffer it: "[Turkish] drones were delivered to Mali"."""
    return (
        frame.kind == "verb" and "subject" in frame.actor and noun.dep_ == "nsubjpass" and noun.head == verb
        and frame.recipient[0] not in ("object", "object_possessor", "clause_subject")
    )  # fmt: skip


def _around_noun(
    frame: Frame, noun: Token, actors: tuple[Entity, ...], recipients: tuple[Entity, ...], where: EntityMap
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Parties that hang on the verb of an event noun: "flew there for talks", "criticism came from", "a plea reached"."""
    verb = noun.head.head if noun.head.pos_ == "ADP" else noun.head
    if not actors and "subject" in frame.actor:
        actors, _ = fill(verb, ("subject",), where)
    if not actors and (answering := _answering(noun, verb)) is not None:
        actors, _ = fill(answering, ("subject",), where)
    if not actors and noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in _DOING:
        actors, _ = fill(verb, ("subject",), where)
    if noun.dep_ in ("nsubj", "nsubjpass"):
        if not actors and "from" in frame.actor and verb.lemma_ in _COMING:
            actors, _ = fill(verb, ("from",), where)
        if not recipients and verb.lemma_ in _REACHING:
            recipients, _ = fill(verb, ("object",), where)
    return actors, recipients


def _answering(noun: Token, holder: Token) -> Token | None:
    """The verb whose subject claims or denies the act: "[denied] any part in the attack", "the explosion was [claimed] by"."""
    if noun.dep_ == "pobj":
        share = [holder] if holder.lemma_ in _SHARE else [c for c in holder.children if c.dep_ == "dobj"]
        if not share or share[0].lemma_ not in _SHARE or share[0].dep_ != "dobj":
            return None
        holder = share[0].head
    elif noun.dep_ not in ("dobj", "nsubjpass") or holder.lemma_ in _WITH_SHARE:
        return None
    return holder if holder.lemma_ in _ANSWERING and holder.pos_ == "VERB" else None


def _is_event_noun(token: Token, where: EntityMap) -> bool:
    """An entity whose last word is an event noun ("Russian invasion") still triggers; "Summit County" does not."""
    entity = where[token.i]
    return token.idx + len(token.text) == entity.end and " " in entity.text and token.text[0].islower()


def _words_before_fit(frame: Frame, token: Token) -> bool:
    """Some lemma of the frame matches, with the words before it where it has several ("air strike")."""
    by_last = _by_last_word(frame.lemmas)
    for before in (*by_last.get(token.lemma_.lower(), ()), *by_last.get(token.lower_, ())):
        earlier = [part for part in token.doc[max(0, token.i - 2 * len(before)) : token.i] if part.text != "-"]
        if len(earlier) >= len(before) and all(
            word in (part.lemma_.lower(), part.lower_)
            for word, part in zip(before, earlier[len(earlier) - len(before) :], strict=True)
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def _by_last_word(lemmas: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """Last word -> the words before it, of each lemma."""
    found: dict[str, list[list[str]]] = {}
    for lemma in lemmas:
        *before, last = lemma.split()
        found.setdefault(last, []).append(before)
    return found


def _lemma_in(token: Token, lemmas: tuple[str, ...]) -> bool:
    return not _names([token]).isdisjoint(lemmas)


def _names(tokens: Iterable[Token]) -> set[str]:
    """How frames may name these words: by lemma or form, alone or with the word before."""
    found = set()
    for token in tokens:
        lemma = _lemma(token)
        found |= {lemma, token.lower_}
        if token.i:
            previous = token.doc[token.i - 1]
            found |= {f"{_lemma(previous)} {lemma}", f"{previous.lower_} {token.lower_}"}
    return found


def _lemma(token: Token) -> str:
    """In lower case; plurals that the tagger took for names undone: "[Rebels] raided", "[Gunmen] fired"."""
    lemma = token.lemma_.lower()
    if token.pos_ != "PROPN" or lemma != token.lower_ or (token.ent_type_ and not token.is_sent_start):
        return lemma
    if lemma.endswith("men"):
        return lemma[:-2] + "an"
    return lemma[:-1] if lemma.endswith("s") and not lemma.endswith("ss") else lemma
