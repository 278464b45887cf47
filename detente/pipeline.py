"""The stages, in order. Read this file first.

    bytes -> Document -> spaCy Doc -> entities, places, times -> events -> certainty and claims -> Annotation

Reading (bytes -> Document) is before, merging, storing, querying and showing are after: see workflows.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from detente.anaphora import taken_up
from detente.assemble import Judged, assemble, counts
from detente.certainty.antecedents import with_antecedents
from detente.certainty.attribution import find_attributions, with_labels
from detente.certainty.carried import carried
from detente.certainty.cues import Cues
from detente.certainty.grades import read_grades, with_grades
from detente.certainty.judge import judge
from detente.certainty.opinion import with_opinion
from detente.certainty.sides import with_parties
from detente.codebook.load import load_codebook
from detente.codebook.model import Codebook
from detente.encoder import Encoder, Reading
from detente.entities.find import find_entities
from detente.entities.knowledge import Knowledge
from detente.events.decide import weigh
from detente.events.find import find_events
from detente.events.own import NOTHING_OWN, Own
from detente.events.pairs import code_pair
from detente.events.related import complete, relate
from detente.events.silence import off_domain, silent_sentences
from detente.language import foreign
from detente.parse import load, parse
from detente.places.attach import attach_place
from detente.places.find import find_places
from detente.places.gazetteer import Gazetteer
from detente.settings import Settings
from detente.times.attach import attach_time
from detente.times.find import find_times
from detente.times.historical import is_historical
from detente.types import Annotation, Attribution, Candidate, CharSpan, Document, Verdict
from detente.whole import as_written, text_of


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages need, loaded once."""

    nlp: Language
    knowledge: Knowledge
    gazetteer: Gazetteer
    codebook: Codebook
    cues: Cues
    encoder: Encoder
    settings: Settings
    grades: Mapping[str, str] = field(default_factory=dict)  #: name -> Admiralty grade, the user's own
    own: Own = NOTHING_OWN  #: what a user's codebook teaches beyond the encoder

    @classmethod
    def load(cls, settings: Settings) -> Tools:
        """All models and tables.

        Raises:
            ConfigError: a model or table is not installed.
            CodebookError: the codebook has faults.
        """
        codebook, encoder = load_codebook(settings.codebook), Encoder.load()
        return cls(
            nlp=load(settings.model),
            knowledge=Knowledge.load(settings.knowledge),
            gazetteer=Gazetteer.load(),
            codebook=codebook,
            cues=Cues.load(),
            encoder=encoder,
            settings=settings,
            grades=read_grades(settings.reliability),
            own=Own.load(codebook, encoder),
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """Who says what in a document."""

    found: tuple[Attribution, ...]  #: as written
    voices: tuple[Attribution, ...]  #: with whom a pronoun means as their speaker
    carried: tuple[Attribution, ...]  #: words that go on without a cue


def annotate(documents: Iterable[Document], tools: Tools, attributions: bool = True) -> Iterator[Annotation]:
    """One annotation a document, in order. The parser works on batches, so give many documents at once.

    Args:
        documents: texts, whole.
        tools: models and tables.
        attributions: of every document; else only of those in which some event may be told, as events need them. Their
            events are the same either way.
    """
    told = [(document, foreign(document)) for document in documents]
    spoken = (document.text for document, language in told if language is None)
    docs = parse(tools.nlp, spoken, tools.settings.batch_size)
    for document, language in told:
        if language is not None:
            silence = f"language {language}: only English is coded"
            yield Annotation(replace(document, language=language), silence=silence)
        else:
            english = replace(document, language=document.language or "en")
            yield annotate_doc(english, next(docs), tools, attributions)


def annotate_doc(document: Document, doc: Doc, tools: Tools, attributions: bool = True) -> Annotation:
    """Everything read from one parsed document; `attributions` as for `annotate`."""
    entities = find_entities(doc, document.date, tools.knowledge)
    places = find_places(doc, entities, tools.gazetteer, document.publisher)
    times = find_times(doc, document.date)
    reading = Reading(text_of(doc), tools.encoder)

    @cache
    def said() -> _Said:  # a third of the time: not before an event asks for it
        found, voices = with_antecedents(doc, find_attributions(doc, entities, tools.cues, reading), tools.cues)
        further = carried(doc, voices, entities, tools.cues)
        return _Said(with_labels(doc, found, entities, tools.cues), voices, further)

    def verdict(trigger: CharSpan, branch: str = "events") -> Verdict:
        found = judge(doc, trigger, said().voices, entities, tools.cues, said().carried)
        return with_opinion(doc, found, trigger, reading, branch)

    def judged(candidate: Candidate) -> Judged:
        found = with_parties(verdict(candidate.trigger), candidate.actors, candidate.recipients)
        found = with_grades(found, document.text, document.publisher, tools.grades)
        time = attach_time(doc, candidate, times)
        historical = time is not None and is_historical(time, document.date)
        return Judged(candidate, found, attach_place(doc, candidate, places, entities), time, historical)

    silence = off_domain(doc, entities, tools.codebook)
    silent = silent_sentences(doc, entities, tools.codebook)
    candidates = () if silence else find_events(doc, entities, tools.codebook)
    audible = [candidate for candidate in candidates if candidate.sentence[0] not in silent]
    audible = [*complete(doc, audible, entities, reading)]
    if not silence:
        audible += relate(doc, candidates, entities, silent, tools.codebook, reading)
    weighed = weigh(audible, tools.codebook, reading, tools.own)
    sure = tools.settings.min_confidence

    def may_count(candidate: Candidate) -> bool:
        if not counts(candidate, "DENIED", sure) or counts(candidate, "ASSERTED", sure):
            return counts(candidate, "ASSERTED", sure)
        return counts(
            candidate, judge(doc, candidate.trigger, (), entities, tools.cues).status, sure
        )  # by syntax alone

    heard = [judged(candidate) for candidate in weighed if may_count(candidate)]
    heard += taken_up(doc, heard, entities, judged, tools.settings.min_confidence)
    found = Annotation(
        document=document,
        entities=entities,
        places=places,
        times=times,
        attributions=said().found if attributions or heard else (),
        events=assemble(document, heard, tools.codebook, tools.settings.min_confidence, entities, places),
        pairs=tuple(code_pair(doc, a, r, entities, tools.codebook, reading) for a, r in document.pairs),
        triggers=tuple(verdict(span, "marks") for span in document.triggers),
        silence=silence,
    )
    return found if text_of(doc) == document.text else as_written(found, document.text)
