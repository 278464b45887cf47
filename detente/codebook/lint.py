"""Issues of a codebook that loads: what is allowed, and yet probably a mistake.

Levels: HIGH, the frame or cue can never work or contradicts another; MEDIUM, it is likely to code wrongly; LOW, it is
incomplete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.codebook.index import specificity
from detente.codebook.load import load_codebook
from detente.codebook.marks import faulty_mark, read_marks
from detente.codebook.model import Codebook, EventType, Frame
from detente.types import EVENT_TYPES

LEVELS = ("HIGH", "MEDIUM", "LOW")
FEWEST_TRIGGERS = 12
#: Hits, and near misses, of a type that the encoder was not taught.
FEWEST_EXAMPLES = 10

#: Roles that a trigger of this kind never has.
IMPOSSIBLE_ROLES: Mapping[str, frozenset[str]] = {
    "verb": frozenset({"possessor", "modifier"}),
    "noun": frozenset({"object", "iobj", "object_possessor"}),
    "adjective": frozenset({"object", "iobj", "object_possessor", "possessor", "modifier"}),
}

#: Forms that share no beginning with their lemma: lemma -> beginnings.
_IRREGULAR: Mapping[str, tuple[str, ...]] = {
    "meet": ("met",), "sink": ("sank", "sunk"),
    "hold": ("held",), "give": ("gave", "given"), "send": ("sent",), "seek": ("sought",),
    "go": ("went",), "buy": ("bought",), "bring": ("brought",), "fight": ("fought",), "tell": ("told",),
    "say": ("said",), "lay": ("laid",), "pay": ("paid",), "sit": ("sat",), "stand": ("stood",),
    "speak": ("spoke",), "write": ("wrote", "written"), "take": ("took",), "make": ("made",), "lend": ("lent",),
    "feed": ("fed",), "sell": ("sold",), "build": ("built",), "strike": ("struck",), "shoot": ("shot",),
    "come": ("came",), "leave": ("left",), "draw": ("drew",), "fall": ("fell",), "begin": ("began", "begun"),
    "break": ("broke",), "lead": ("led",), "win": ("won",), "have": ("had", "has"), "keep": ("kept",),
    "bind": ("bound",), "blow": ("blew",), "burn": ("burnt",), "beat": ("beat",), "steal": ("stole",),
    "throw": ("threw",), "shut": ("shut",), "drive": ("drove",), "swear": ("swore", "sworn"),
    "forgive": ("forgave",), "see": ("saw", "seen"), "find": ("found",), "catch": ("caught",),
    "stick": ("stuck",), "slay": ("slew", "slain"), "fly": ("flew", "flown"), "ring": ("rang",),
    "wind": ("wound",), "do": ("did",), "teach": ("taught",), "get": ("got",), "cut": ("cut",), "set": ("set",),
    "let": ("let",), "put": ("put",), "hit": ("hit",), "vie": ("vying",), "lie": ("lying",), "tie": ("tying",),
    "spend": ("spent",), "arise": ("arose",), "withhold": ("withheld",), "man": ("men",),
    "overthrow": ("overthrew",), "withdraw": ("withdrew",), "wage": ("wag",), "die": ("dying",),
    "run": ("ran",), "rise": ("rose",), "tear": ("tore", "torn"), "freeze": ("froze",), "hide": ("hid",),
    "forbid": ("forbade",), "be": ("was", "were", "is", "are", "been"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding."""

    level: str  #: one of LEVELS
    where: str  #: id of the frame, mode, type or context
    rule: str  #: stable name of the check
    text: str  #: what is wrong, and what to do

    def __str__(self) -> str:
        return f"{self.level} {self.where} [{self.rule}]: {self.text}"


def lint(codebook: Codebook | str) -> list[Issue]:
    """Issues of a codebook, the gravest first, then by place.

    Args:
        codebook: one that is loaded, or the name or folder of one.

    Raises:
        CodebookError: it does not load.
    """
    book = load_codebook(codebook) if isinstance(codebook, str) else codebook
    issues: list[Issue] = []
    for event_type in book.types.values():
        for check in _TYPE_CHECKS:
            issues += check(event_type)
        for frame in event_type.frames:
            for frame_check in _FRAME_CHECKS:
                issues += frame_check(frame)
    issues += _ambiguities(book)
    issues += _crosswalk(book)
    issues += _cues(book)
    return sorted(issues, key=lambda issue: (LEVELS.index(issue.level), issue.where, issue.rule))


def _few_triggers(event_type: EventType) -> Iterator[Issue]:
    count = len(event_type.frames)
    if count < FEWEST_TRIGGERS:
        yield Issue("MEDIUM", event_type.id, "few-triggers", f"{count} triggers; {FEWEST_TRIGGERS} find most reports")


def _modes(event_type: EventType) -> Iterator[Issue]:
    for mode in event_type.modes.values():
        where = f"{event_type.id}:{mode.id}"
        if not mode.cues and not any(frame.mode == mode.id for frame in event_type.frames):
            yield Issue("HIGH", where, "mode-unreachable", "no cue and no trigger gives this mode: add cues")
        elif not mode.cues:
            yield Issue("LOW", where, "mode-without-cues", "only triggers give this mode: add cues")
        if mode.cameo is None:
            yield Issue("LOW", where, "mode-without-cameo", "no CAMEO code: exports will use the type's")
        if mode.plover_score is None:
            yield Issue("LOW", where, "mode-without-score", "no score: the type's is used")


def _examples_of_type(event_type: EventType) -> Iterator[Issue]:
    for name, sentences in (("hits", event_type.hits), ("near_misses", event_type.near_misses)):
        if not sentences:
            yield Issue("LOW", event_type.id, f"no-{name}", f"no {name}: give sentences of your own")


def _own_examples(event_type: EventType) -> Iterator[Issue]:
    """Types of a user's own are judged by their examples."""
    for name, sentences in (("hits", event_type.hits), ("near_misses", event_type.near_misses)):
        for text in sentences:
            if (fault := faulty_mark(text)) is not None:
                yield Issue(
                    "HIGH", event_type.id, "faulty-mark", f"'{fault}' in {name}; write [a|..], [r|..] or [t|..]"
                )
        if event_type.id in EVENT_TYPES:
            continue
        if len(sentences) < FEWEST_EXAMPLES:
            few = (
                f"{len(sentences)} {name}: sentences to be coded are compared with them; give {FEWEST_EXAMPLES} or more"
            )
            yield Issue("MEDIUM", event_type.id, f"few-{name}", few)
        if bare := [text for text in sentences if read_marks(text).trigger is None]:
            yield Issue("LOW", event_type.id, "no-trigger-marked", f"mark the trigger as [t|..] in '{bare[0]}'")


def _missing_examples(frame: Frame) -> Iterator[Issue]:
    if not frame.example:
        yield Issue("MEDIUM", frame.id, "no-example", "no example: give a sentence that it must code")
    if not frame.near_miss:
        yield Issue("LOW", frame.id, "no-near-miss", "no near miss: give a sentence that it must not code")


def _example_without_lemma(frame: Frame) -> Iterator[Issue]:
    words = "".join(letter if letter.isalnum() else " " for letter in frame.example.lower()).split()
    if frame.example and not any(_occurs(lemma, words) for lemma in frame.lemmas):
        yield Issue("HIGH", frame.id, "example-without-lemma", f"none of its lemmas stands in '{frame.example}'")


def _occurs(lemma: str, words: list[str]) -> bool:
    """Some word could be a form of the lemma's last word; crude on purpose, no model is loaded."""
    last = lemma.replace("-", " ").split()[-1]
    beginnings = [last[: max(3, len(last) - 2)], *_IRREGULAR.get(last, ())]
    if last.endswith("y"):
        beginnings.append(last[:-1] + "i")
    return any(word.startswith(beginning) for word in words for beginning in beginnings)


def _impossible_roles(frame: Frame) -> Iterator[Issue]:
    for field, roles in (("actor", frame.actor), ("recipient", frame.recipient)):
        for role in roles:
            if role in IMPOSSIBLE_ROLES[frame.kind] and not (frame.objects and role in ("possessor", "modifier")):
                yield Issue("HIGH", frame.id, "role-impossible", f"{field} '{role}': a {frame.kind} has none")


def _useless_constraints(frame: Frame) -> Iterator[Issue]:
    if frame.kind != "verb" and (frame.particle or frame.objects):
        yield Issue("HIGH", frame.id, "constraint-impossible", f"a {frame.kind} has no particle and no objects")
    if both := set(frame.objects) & set(frame.not_objects):
        yield Issue("HIGH", frame.id, "object-contradiction", f"both wanted and excluded: {', '.join(sorted(both))}")
    if frame.confidence < 0.4:
        yield Issue("MEDIUM", frame.id, "confidence-low", f"{frame.confidence}: it is never used; drop the trigger")


def _ambiguities(book: Codebook) -> Iterator[Issue]:
    """Two types that claim the same words with equal right."""
    for kind, table in (("verb", book.verbs), ("noun", book.nouns), ("adjective", book.adjectives)):
        for lemma, frames in table.items():
            for left, right in _pairs(frames):
                if left.event_type != right.event_type and _same_claim(left, right):
                    text = f"{kind} '{lemma}': {right.id} claims it with equal right; constrain one"
                    yield Issue("MEDIUM", left.id, "ambiguous", text)


def _pairs(frames: tuple[Frame, ...]) -> Iterator[tuple[Frame, Frame]]:
    for number, left in enumerate(frames):
        yield from ((left, right) for right in frames[number + 1 :])


def _same_claim(left: Frame, right: Frame) -> bool:
    """The same lemma ("heart attack" is not "cyber attack"), equally specific and sure, no constraints that differ."""
    if not set(left.lemmas) & set(right.lemmas):
        return False
    if specificity(left) != specificity(right) or left.confidence != right.confidence:
        return False
    pairs = (
        (left.particle, right.particle),
        (left.preposition, right.preposition),
        (left.objects, right.objects),
        (left.complement, right.complement),
        (left.subjects, right.subjects),
    )
    return all(set(a) & set(b) if a and b else not a and not b for a, b in pairs)


def _crosswalk(book: Codebook) -> Iterator[Issue]:
    """Rows that lead to nothing in this codebook."""
    for code, readings in book.crosswalk.items():
        for reading in readings:
            event_type = book.types.get(reading.event_type)
            if event_type is None:
                yield Issue("LOW", f"cameo.tsv:{code}", "crosswalk-type", f"no type '{reading.event_type}' here")
            elif reading.mode and reading.mode not in event_type.modes:
                yield Issue(
                    "MEDIUM", f"cameo.tsv:{code}", "crosswalk-mode", f"{event_type.id} has no mode '{reading.mode}'"
                )
            for context in reading.contexts:
                if context not in book.contexts:
                    yield Issue("MEDIUM", f"cameo.tsv:{code}", "crosswalk-context", f"no context '{context}'")


def _cues(book: Codebook) -> Iterator[Issue]:
    """Cues are compared with lower-case lemmas: others never match."""
    groups: list[tuple[str, Iterable[str]]] = [(f"silence:{topic}", cues) for topic, cues in book.silence.items()]
    groups += [(f"context:{context.id}", context.cues) for context in book.contexts.values()]
    for event_type in book.types.values():
        groups += [(f"{event_type.id}:{mode.id}", mode.cues) for mode in event_type.modes.values()]
        groups += [(f"{event_type.id}:{refinement.cameo}", refinement.cues) for refinement in event_type.refinements]
    for where, cues in groups:
        seen: set[str] = set()
        for cue in cues:
            if cue != cue.lower():
                yield Issue("HIGH", where, "cue-case", f"'{cue}' has capitals; cues are lower-case lemmas")
            if cue in seen:
                yield Issue("LOW", where, "cue-twice", f"'{cue}' stands twice")
            seen.add(cue)


_TYPE_CHECKS: tuple[Callable[[EventType], Iterator[Issue]], ...] = (
    _few_triggers,
    _modes,
    _examples_of_type,
    _own_examples,
)
_FRAME_CHECKS: tuple[Callable[[Frame], Iterator[Issue]], ...] = (
    _missing_examples,
    _example_without_lemma,
    _impossible_roles,
    _useless_constraints,
)
