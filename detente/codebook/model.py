"""The typed codebook: event types, their modes, and the frames that find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")

#: Where a frame may look for an actor or a recipient.
ROLES = (
    "subject",  # "Iran [subject] seized the tanker"; in the passive the agent: "was seized by Iran"
    "object",  # "Iran seized the tanker [object]"; in the passive the subject
    "iobj",  # "France gave Chad [iobj] food"
    "possessor",  # "Russia's [possessor] invasion of Ukraine"
    "modifier",  # "the Russian [modifier] invasion", "U.S.-Japan talks"
    "object_possessor",  # "rejected Iran's [object_possessor] offer", "the army of Chad" as object
    "afflicted",  # "Chad [afflicted] cannot trade because of the embargo": subject of the clause that the noun hampers
    "speaker",  # "officials [speaker] said that a visit was out of the question": subject of the verb of saying above
    "issue",  # "rioted over a law signed by the minister [issue]": the first party in what the word is about
    "clause_subject",  # "demanded that the militia [clause_subject] leave"; "accused X of": use object
    # prepositions: the noun phrase after them, attached to the trigger or to its object
    "about", "across", "after", "against", "along", "alongside", "among", "around", "at", "before", "behind",
    "beside", "between", "beyond", "by", "during", "for", "from", "in", "inside", "into", "near", "of", "off",
    "on", "onto", "outside", "over", "past", "through", "to", "toward", "towards", "under", "upon", "via",
    "with", "within",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a text says that an event of this type took place."""

    id: str  #: "CONSULT.meet-with", unique in the codebook, stable
    event_type: str
    kind: str  #: verb | noun | adjective
    #: Lower-case lemmas of the trigger. Of a noun also two or more words ("air strike"): indexed under the last one;
    #: the words before it must stand right before the trigger, joined by spaces or hyphens.
    lemmas: tuple[str, ...]
    particle: tuple[str, ...] = ()  #: one of these must be the verb's particle ("call off")
    preposition: tuple[str, ...] = ()  #: one of these must hang on the trigger ("call for")
    #: One of these lemmas must head the direct object ("hold talks"); two words ("phone call") are its head and the one
    #: before it, here and in `complement`.
    objects: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()  #: one of these lemmas must head the subject or agent ("[troops] left Chad")
    not_objects: tuple[str, ...] = ()  #: none of these lemmas may head the object or subject ("attack a problem")
    complement: tuple[str, ...] = ()  #: one of these lemmas must head the clause governed ("refuse to meet")
    actor: tuple[str, ...] = ("subject",)  #: roles, in order of preference
    recipient: tuple[str, ...] = ("object",)
    reciprocal: bool = False  #: both sides act: "X and Y met", "talks between X and Y"
    requires: tuple[str, ...] = ()  #: of "actor", "recipient": no event without it
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None  #: overrides the type's and the mode's code
    embeds: bool = False  #: a speech act or attitude: events in its complement are secondary
    trusted: bool = False  #: a construction that the encoder was not taught: the frame's confidence stands alone
    confidence: float = 0.8  #: how often such a match is right, 0..1
    example: str = ""  #: a sentence of ours that it must code
    near_miss: str = ""  #: a sentence of ours that it must not code


@dataclass(frozen=True, slots=True)
class Mode:
    """How it was done."""

    id: str
    definition: str
    plover_score: float | None
    cameo: str | None  #: code of this mode in CAMEO
    cues: tuple[str, ...] = ()  #: lower-case lemmas or phrases of lemmas near the trigger that show it


@dataclass(frozen=True, slots=True)
class Refinement:
    """A finer CAMEO code where one of the cues stands in the trigger's clause."""

    cameo: str
    cues: tuple[str, ...]
    modes: tuple[str, ...] = ()  #: only for these modes; empty = any


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type: one YAML file."""

    id: str
    label: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    quad_class: str
    plover_score: float
    cameo: str | None  #: default code; None where CAMEO has nothing like it
    requires_recipient: bool
    modes: Mapping[str, Mode]
    frames: tuple[Frame, ...]
    refinements: tuple[Refinement, ...] = ()
    takes_two: bool = False  #: told of one party alone it is doubtful, though PLOVER requires no recipient
    #: Sentences that report such an event, and such as only look like it. Parties and trigger may be marked: "[a|Chad]
    #: [t|hacked into] the servers of [r|Niger]" (marks.py). Types that the encoder was not taught are verified by them.
    hits: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Why: PLOVER's contexts, found by cue."""

    id: str
    definition: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What a CAMEO code means in PLOVER."""

    cameo: str
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    note: str = ""  #: why this differs from the published crosswalk; empty = it does not


@dataclass(frozen=True, slots=True)
class Codebook:
    """All of it, indexed for the coder."""

    name: str
    version: str
    types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    goldstein: Mapping[str, float]  #: CAMEO code -> Goldstein score
    cameo_names: Mapping[str, str]
    #: Off-domain topic ("sport") -> cue lemmas and phrases; the topic "political" speaks for politics.
    silence: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, tuple[Frame, ...]]  #: lemma -> frames, the most specific first
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    #: CAMEO code -> its readings in PLOVER; 01 and its children have none.
    crosswalk: Mapping[str, tuple[Crosswalk, ...]] = field(default_factory=dict)
    heads: bytes = b""  #: heads.npz, made by 'detente train-heads'; empty = none


@dataclass(frozen=True, slots=True)
class Tried:
    """One example of a type, coded with its codebook."""

    event_type: str
    is_hit: bool
    number: int  #: from 1, in the order of the file
    text: str  #: without marks
    found: bool  #: a trigger of the type proposes it
    odds: float | None  #: what the other examples say of it, 0..1; None where there are too few
