"""The cue lists of this folder, read once and indexed: `Cues.load()`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import yaml

from detente.errors import ConfigError

PLACES = ("modal", "adverb", "mark", "preposition", "modifier", "negator", "pronoun", "determiner")
#: What a word may do to an event in its scope; effects.py says how.
EFFECTS = frozenset(
    "yes no same probable possible improbable unknown said denied believed believed-sure doubted factive intent intent-not "
    "attempt order demand demand-not agreement offer schedule schedule-probable threat hypothesis condition question "
    "permitted until generic can must would future".split()
)
#: Counts of other lemmas in the same construct that a lemma's own counts are weighed against.
_PRIOR_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Predicate:
    """What the words of one group do to the event in their complement ("failed to sign")."""

    id: str
    pos: str  #: verb | noun | adjective
    frames: frozenset[str]  #: that, whether, to, ing, object, subject, a preposition, ...
    holds: str  #: effect where the predicate holds
    negated: str  #: effect where it is negated
    stance: str | None = None  #: AFFIRMS | DENIES | UNCOMMITTED of whoever is cited; None = nobody is
    kind: str = "none"  #: speech | attitude | nominal | none


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
    speakers: tuple[SpeakerGroup, ...] = ()
    indefinite: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()  #: nouns that point back at a claim
    shares: frozenset[str] = frozenset()  #: "responsibility" and the like
    evidence: frozenset[str] = frozenset()  #: "suggest": said by a thing, the author's inference
    owning: frozenset[str] = frozenset()  #: "make (a pledge)": the subject owns the noun's content
    people: frozenset[str] = frozenset()  #: every head word that may speak
    frames: Mapping[tuple[str, str], float] = field(default_factory=dict)  #: (lemma, construct) -> likelihood 0..1
    priors: Mapping[str, float] = field(default_factory=dict)  #: construct -> likelihood for an unseen listed lemma
    weights: Mapping[str, float] = field(default_factory=dict)  #: feature -> points on the -3..3 scale

    @classmethod
    def load(cls) -> Cues:
        """The cue lists that ship with the package.

        Raises:
            ConfigError: a table is missing or names an unknown effect.
        """
        tables = {name: _yaml(name) for name in ("predicates", "operators", "probability", "speakers", "references")}
        frames, priors = read_frames(_text("frames.tsv").splitlines())
        return cls.of(**tables, frames=frames, priors=priors, weights=_yaml("score")["weights"])

    @classmethod
    def of(
        cls,
        predicates: Mapping[str, Any],
        operators: Mapping[str, Any],
        probability: Mapping[str, Any] | None = None,
        speakers: Mapping[str, Any] | None = None,
        references: Mapping[str, Any] | None = None,
        frames: Mapping[tuple[str, str], float] | None = None,
        priors: Mapping[str, float] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Cues:
        """Cues from tables in the form of the package's YAML files; tests pass small ones."""
        people, words = speakers or {}, references or {}
        return cls(
            predicates=_predicates(predicates["groups"]),
            operators=_operators(operators["groups"]),
            bands=_bands((probability or {}).get("bands", ())),
            speakers=tuple(_speaker_group(row) for row in people.get("kinds", ())),
            indefinite=frozenset(people.get("indefinite", ())),
            claims=frozenset(words.get("claims", ())),
            shares=frozenset(words.get("shares", ())),
            evidence=frozenset(words.get("evidence", ())),
            owning=frozenset(words.get("owning", ())),
            people=frozenset(word for row in people.get("kinds", ()) for word in row["head"]),
            frames=frames or {},
            priors=priors or {},
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
        """How likely `lemma` in `construct` attributes something to somebody, 0..1; 0 = never seen and not listed."""
        seen = self.frames.get((lemma, construct))
        if seen is not None:
            return seen
        prior = self.priors.get(construct, 0.0)
        return prior if prior and self._is_speech(lemma, construct) else 0.0

    def _is_speech(self, lemma: str, construct: str) -> bool:
        """A listed word of speech or attitude that takes this complement."""
        frame = _FRAME_OF.get(construct, construct.rpartition(":")[2])
        pos = "noun" if construct.startswith("noun") else "adjective" if construct.startswith("adj") else "verb"
        if construct == "adverb":
            found = self.operator("adverb", lemma)
            return found is not None and found.effect == "said"
        group = self.predicate(pos, lemma, frame)
        return group is not None and group.stance is not None


_FRAME_OF = {
    "ccomp": "that", "xcomp": "to", "dobj": "object", "obj-xcomp": "to", "quote": "that", "parataxis": "that",
    "as": "that", "side": "that", "noun-that": "that", "noun-to": "to", "adj-that": "that", "adj-to": "to",
    "passive": "object", "xcomp-passive": "passive-to",
}  # fmt: skip


def read_frames(lines: Iterable[str]) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """(lemma, construct) -> likelihood, and construct -> likelihood for other lemmas, from the table of counts.

    A row is lemma, construct, places seen, attributions among them. A lemma's likelihood is drawn towards the mean of
    its construct by `_PRIOR_WEIGHT` places, so that one lucky hit proves little. Lemma "*" gives the mean.
    """
    rows = list(csv.DictReader(lines, delimiter="\t"))
    priors = {row["construct"]: int(row["hits"]) / int(row["places"]) for row in rows if row["lemma"] == "*"}
    frames = {}
    for row in rows:
        if row["lemma"] != "*":
            prior = priors.get(row["construct"], 0.0)
            places, hits = int(row["places"]), int(row["hits"])
            frames[row["lemma"], row["construct"]] = (hits + _PRIOR_WEIGHT * prior) / (places + _PRIOR_WEIGHT)
    return frames, priors


def _text(name: str) -> str:
    try:
        return resources.files("detente.certainty").joinpath("data", name).read_text("utf-8")
    except OSError as err:
        raise ConfigError("E042", name=name) from err


def _yaml(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(_text(f"{name}.yaml"), Loader=loader)  # noqa: S506


def _known(effect: str, where: str) -> str:
    if effect not in EFFECTS:
        raise ConfigError("E041", where, field="effect", value=effect, allowed=", ".join(sorted(EFFECTS)))
    return effect


def _predicates(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], tuple[Predicate, ...]]:
    out: dict[tuple[str, str], tuple[Predicate, ...]] = {}
    for row in rows:
        group = Predicate(
            row["id"], row["pos"], frozenset(row["frames"]), _known(row["holds"], row["id"]),
            _known(row["negated"], row["id"]), row.get("stance"), row.get("kind", "none"),
        )  # fmt: skip
        for lemma in dict.fromkeys(row["lemmas"]):
            out[group.pos, lemma] = (*out.get((group.pos, lemma), ()), group)
    return out


def _operators(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Operator]:
    out: dict[tuple[str, str], Operator] = {}
    for row in rows:
        if row["place"] not in PLACES:
            raise ConfigError("E041", row["id"], field="place", value=row["place"], allowed=", ".join(PLACES))
        for word in row["lemmas"]:
            out.setdefault((row["place"], word), Operator(row["id"], row["place"], _known(row["effect"], row["id"])))
    return out


def _bands(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[tuple[str, ...], Band], ...]:
    found = [
        (tuple(phrase.split()), Band(row["id"], row["low"], row["high"], row["certainty"], row["polarity"]))
        for row in rows
        for phrase in row["phrases"]
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def _speaker_group(row: Mapping[str, Any]) -> SpeakerGroup:
    return SpeakerGroup(
        row["kind"], frozenset(row["head"]), frozenset(row.get("within", ())), frozenset(row.get("within_heads", ()))
    )
