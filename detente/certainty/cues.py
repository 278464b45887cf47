"""The cue lists of this folder, read once and indexed: `Cues.load()`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from detente.errors import ConfigError

#: Plain lists of words in references.yaml; each is a field of `Cues`.
_REFERENCES = (
    "claims", "shares", "evidence", "owning", "occasions", "appointed", "ongoing", "deals", "drawn_up",
    "forums", "honouring", "performed", "gathering",
    "voiced", "contacting", "resolving", "resolved", "moves", "outcomes_to", "courtesies", "things", "acts",
    "traces", "manner_verbs", "manner_adjectives", "manner_nouns", "manner_objects", "instruments", "shown",
    "papers", "counts", "doubts", "judging", "arguments", "falsehoods",
)  # fmt: skip
PLACES = ("modal", "adverb", "mark", "preposition", "modifier", "negator", "pronoun", "determiner")
#: What a word may do to an event in its scope; effects.py says how.
EFFECTS = frozenset(
    (
        *("yes", "no", "same", "probable", "possible", "improbable", "unknown", "said", "denied", "believed"),
        *("believed-sure", "doubted", "factive", "intent", "intent-not", "attempt", "order", "demand", "demand-not"),
        *("agreement", "offer", "schedule", "schedule-probable", "threat", "hypothesis", "condition", "question"),
        *("permitted", "ends", "until", "generic", "can", "must", "would", "future"),
    )
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """What the words of one group do to the event in their complement ("failed to sign")."""

    id: str
    pos: str  #: verb | noun | adjective
    frames: frozenset[str]  #: that, whether, to, ing, object, subject, a preposition, ...
    holds: str  #: effect where the predicate holds
    negated: str  #: effect where it is negated
    stance: str | None = None  #: AFFIRMS | DENIES | UNCOMMITTED of whoever is cited; None = nobody is
    kind: str = "none"  #: speech | attitude | nominal | hearsay | none


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that stands at the event itself ("may", "reportedly", "planned")."""

    id: str
    place: str  #: one of PLACES
    effect: str


@dataclass(frozen=True, slots=True)
class Band:
    """An ICD-203 band of likelihood."""

    id: str
    low: float  #: 0..1
    high: float
    certainty: str  #: PR | PS
    polarity: str  #: "+" | "-"


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """Words that show one kind of speaker."""

    kind: str  #: one of types.SPEAKER_KINDS
    head: frozenset[str]
    within: frozenset[str]
    within_heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue lists, indexed. Every mapping is read-only by convention."""

    predicates: Mapping[tuple[str, str], tuple[Predicate, ...]]  #: (pos, lemma) -> groups in file order
    operators: Mapping[tuple[str, str], Operator]  #: (place, word)
    bands: tuple[tuple[tuple[str, ...], Band], ...] = ()  #: (words of the phrase, band), longest first
    confidences: Mapping[str, str] = field(default_factory=dict)  #: word before "confidence" -> high | moderate | low
    assessments: frozenset[str] = frozenset()  #: what one states such confidence in
    speakers: tuple[SpeakerGroup, ...] = ()
    indefinite: frozenset[str] = frozenset()
    collectives: frozenset[str] = frozenset()  #: "(a handful) of"
    firms: frozenset[str] = frozenset()  #: parts of company names
    scholars: tuple[str, ...] = ()  #: endings of nouns for those who study something
    claims: frozenset[str] = frozenset()  #: nouns that point back at a claim
    shares: frozenset[str] = frozenset()  #: "responsibility" and the like
    evidence: frozenset[str] = frozenset()  #: "suggest": said by a thing, the author's inference
    owning: frozenset[str] = frozenset()  #: "make (a pledge)": the subject owns the noun's content
    outcomes: Mapping[str, str] = field(default_factory=dict)  #: verb -> "no" | "yes": what its subject came to
    occasions: frozenset[str] = frozenset()  #: "on no (occasion)": negates the verb
    appointed: frozenset[str] = frozenset()  #: "opens (on Friday)": the present names an appointment
    ongoing: frozenset[str] = frozenset()  #: "will continue": what continues is there already
    deals: frozenset[str] = frozenset()  #: "will leave under (a deal)": it is there already
    drawn_up: frozenset[str] = frozenset()  #: "agreed on (a plan)": it is there
    forums: frozenset[str] = frozenset()  #: "will sign it at (the summit)": it is to come, too
    honouring: frozenset[str] = frozenset()  #: "was renamed to (honour) him": done by doing so
    performed: frozenset[str] = frozenset()  #: "would like to (thank)": done by saying so
    gathering: frozenset[str] = frozenset()  #: "(marched) to demand": done by doing so
    voiced: frozenset[str] = frozenset()  #: "marched to (demand)"
    contacting: frozenset[str] = frozenset()  #: "(wrote) to thank", likewise
    resolving: frozenset[str] = frozenset()  #: "(voted) to condemn": done by voting
    resolved: frozenset[str] = frozenset()  #: "voted to (condemn)"
    moves: frozenset[str] = frozenset()  #: "fell to": behind these "to" may tell the outcome
    outcomes_to: frozenset[str] = frozenset()  #: "(fell) to close": verbs of the outcome
    courtesies: frozenset[str] = frozenset()  #: "if necessary"
    things: frozenset[str] = frozenset()  #: "(the silence) suggests": verbs that things do too
    acts: frozenset[str] = frozenset()  #: "demand", "threaten": asserted wherever told
    traces: frozenset[str] = frozenset()  #: "(no) sign"
    manner_verbs: frozenset[str] = frozenset()  #: "sound", "shrug": a sentence that shows somebody speaking
    manner_adjectives: frozenset[str] = frozenset()
    manner_nouns: frozenset[str] = frozenset()
    manner_objects: frozenset[str] = frozenset()  #: "gave a careful (answer)"
    instruments: frozenset[str] = frozenset()  #: "under the (accord)"
    shown: frozenset[str] = frozenset()  #: "in (footage) from": a clause tells what it shows
    papers: frozenset[str] = frozenset()  #: "in the leaked (minutes)"
    counts: frozenset[str] = frozenset()  #: "by the bureau's (count)", "by all (accounts)"
    doubts: frozenset[str] = frozenset()  #: "(questions) were raised about whether"
    judging: frozenset[str] = frozenset()  #: "(deems) it likely that"
    falsehoods: frozenset[str] = frozenset()  #: "called the report a (fabrication)"
    arguments: frozenset[str] = frozenset()  #: "the (line) from the palace is that"
    sensors: frozenset[str] = frozenset()  #: head words of kind IMAGERY_SENSOR
    records: frozenset[str] = frozenset()  #: head words of pictures, documents, posts and media
    people: frozenset[str] = frozenset()  #: every head word that may speak
    attributing: Mapping[str, float] = field(default_factory=dict)  #: feature of a proposal -> log-odds; likelihood.py
    weights: Mapping[str, float] = field(default_factory=dict)  #: feature -> points on the -3..3 scale
    #: What `attribution` said before: it is asked of the same few places again and again.
    _known: dict[tuple[str, str], float] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls) -> Cues:
        """The cue lists that ship with the package.

        Raises:
            ConfigError: a table is missing or names an unknown effect.
        """
        tables = {
            name: read_yaml(name) for name in ("predicates", "operators", "probability", "speakers", "references")
        }
        return cls.of(
            **tables, attributing=read_weights(_text("attribution.tsv")), weights=read_weights(_text("score.tsv"))
        )

    @classmethod
    def of(
        cls,
        predicates: Mapping[str, Any],
        operators: Mapping[str, Any],
        probability: Mapping[str, Any] | None = None,
        speakers: Mapping[str, Any] | None = None,
        references: Mapping[str, Any] | None = None,
        attributing: Mapping[str, float] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Cues:
        """Cues from tables in the form of the package's YAML files; tests pass small ones."""
        people, words = speakers or {}, references or {}
        return cls(
            predicates=_predicates(predicates["groups"]),
            operators=_operators(operators["groups"]),
            bands=_bands((probability or {}).get("bands", ())),
            confidences=_levels((probability or {}).get("confidence", {})),
            assessments=frozenset((probability or {}).get("assessments", ())),
            speakers=tuple(_speaker_group(row) for row in people.get("kinds", ())),
            indefinite=frozenset(people.get("indefinite", ())),
            collectives=frozenset(people.get("collectives", ())),
            firms=frozenset(people.get("firms", ())),
            scholars=tuple(people.get("scholars", ())),
            **references_of(words),
            outcomes={verb: effect for effect, verbs in words.get("outcomes", {}).items() for verb in verbs},
            people=frozenset(word for row in people.get("kinds", ()) for word in row["head"]),
            sensors=_heads(people, "IMAGERY_SENSOR"),
            records=_heads(people, "IMAGERY_SENSOR", "DOCUMENT_DATA", "SOCIAL_MEDIA", "MEDIA"),
            attributing=attributing or {},
            weights=weights or {},
        )

    def predicate(self, pos: str, lemma: str, *frames: str) -> Predicate | None:
        """The group of a word for the first of the complements in `frames` that it has one for."""
        groups = self.predicates.get((pos, lemma), ())
        for frame in frames:
            for group in groups:
                if frame in group.frames or "any" in group.frames:
                    return group
        return None

    def operator(self, place: str, word: str) -> Operator | None:
        """The operator of a word at a place, or None."""
        return self.operators.get((place, word))

    def attribution(self, lemma: str, construct: str) -> float:
        """How far `lemma` in `construct` speaks for an attribution, in log-odds, before its sentence is looked at.

        Without the table of weights: 2 for listed words of speech and attitude, else -9.
        """
        known = self._known.get((lemma, construct))
        if known is None:
            known = self._known[lemma, construct] = self._attribution(lemma, construct)
        return known

    def _attribution(self, lemma: str, construct: str) -> float:
        listed = self.is_speech(lemma, construct)
        if not self.attributing:
            return 2.0 if listed or (construct == "quote" and self.is_speech(lemma, "ccomp")) else -9.0
        names = ("bias", f"construct={construct}", f"lemma={lemma}", f"{lemma}|{construct}")
        family = construct.partition(":")[0]
        return sum(self.attributing.get(name, 0.0) for name in names) + self.attributing.get(
            f"listed={listed}|{family}", 0.0
        )

    def is_speech(self, lemma: str, construct: str) -> bool:
        """A listed word of speech or attitude that takes this complement."""
        frame = _FRAME_OF.get(construct, construct.rpartition(":")[2])
        pos = "noun" if construct.startswith("noun") else "adjective" if construct.startswith("adj") else "verb"
        if construct == "adverb":
            found = self.operator("adverb", lemma)
            return found is not None and found.effect == "said"
        group = self.predicate(pos, lemma, frame)
        return group is not None and group.stance is not None


def cue_class(lemmas: Iterable[str], cues: Cues) -> str:
    """speech | attitude | other: what kind of cue these words are, by the `kind` of their groups in predicates.yaml.

    "has also called for" -> speech; "is confident that" -> attitude; a cue with words of both is one of speech.
    """
    found = set()
    for lemma in lemmas:
        operator = cues.operator("adverb", lemma)
        if lemma == "accord" or (operator is not None and operator.effect == "said"):
            found.add("speech")
        for pos in ("verb", "noun", "adjective"):
            for group in cues.predicates.get((pos, lemma), ()):
                if group.stance is not None:
                    found.add("speech" if group.kind in ("nominal", "hearsay") else group.kind)
    return "speech" if "speech" in found else "attitude" if "attitude" in found else "other"


_FRAME_OF = {
    "ccomp": "that", "xcomp": "to", "dobj": "object", "obj-xcomp": "to", "quote": "that", "parataxis": "that",
    "as": "that", "side": "that", "noun-that": "that", "noun-to": "to", "adj-that": "that", "adj-to": "to",
    "passive": "object", "xcomp-passive": "passive-to",
}  # fmt: skip


def references_of(words: Mapping[str, Any]) -> dict[str, Any]:
    """The plain lists of references.yaml as fields of `Cues`."""
    return {name: frozenset(words.get(name, ())) for name in _REFERENCES}


def read_weights(text: str) -> dict[str, float]:
    """Feature -> weight, from a table of two columns with a heading."""
    rows = (line.rsplit("\t", 1) for line in text.splitlines()[1:])
    return {name: float(weight) for name, weight in rows}


def _text(name: str) -> str:
    try:
        return resources.files("detente.certainty").joinpath("data", name).read_text("utf-8")
    except OSError as err:
        raise ConfigError("E042", name=name) from err


@cache
def read_yaml(name: str) -> Any:
    """A table of the folder `data`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(_text(f"{name}.yaml"), Loader=loader)


def _known(effect: str, where: str) -> str:
    if effect not in EFFECTS:
        raise ConfigError("E041", where, field="effect", value=effect, allowed=", ".join(sorted(EFFECTS)))
    return effect


def _words(row: Mapping[str, Any]) -> list[str]:
    """The lemmas of a group; an unquoted `no`, which YAML reads as a truth value, is an error, and so is
    `put "off"`, whose marks it keeps."""
    for word in row["lemmas"]:
        if not isinstance(word, str) or '"' in word:
            raise ConfigError(
                "E041", row["id"], field="lemma", value=word, allowed='words; whole words quoted: "no", "true", "off"'
            )
    return list(row["lemmas"])


def _predicates(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], tuple[Predicate, ...]]:
    out: dict[tuple[str, str], tuple[Predicate, ...]] = {}
    for row in rows:
        group = Predicate(
            row["id"], row["pos"], frozenset(row["frames"]), _known(row["holds"], row["id"]),
            _known(row["negated"], row["id"]), row.get("stance"), row.get("kind", "none"),
        )  # fmt: skip
        for lemma in dict.fromkeys(_words(row)):
            out[group.pos, lemma] = (*out.get((group.pos, lemma), ()), group)
    return out


def _operators(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Operator]:
    out: dict[tuple[str, str], Operator] = {}
    for row in rows:
        if row["place"] not in PLACES:
            raise ConfigError("E041", row["id"], field="place", value=row["place"], allowed=", ".join(PLACES))
        for word in _words(row):
            out.setdefault((row["place"], word), Operator(row["id"], row["place"], _known(row["effect"], row["id"])))
    return out


def _bands(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[tuple[str, ...], Band], ...]:
    found = [
        (tuple(phrase.split()), Band(row["id"], row["low"], row["high"], row["certainty"], row["polarity"]))
        for row in rows
        for phrase in row["phrases"]
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def _levels(rows: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: level for level, words in rows.items() for word in words}


def _heads(speakers: Mapping[str, Any], *kinds: str) -> frozenset[str]:
    return frozenset(word for row in speakers.get("kinds", ()) if row["kind"] in kinds for word in row["head"])


def _speaker_group(row: Mapping[str, Any]) -> SpeakerGroup:
    return SpeakerGroup(
        row["kind"], frozenset(row["head"]), frozenset(row.get("within", ())), frozenset(row.get("within_heads", ()))
    )
