"""What is not about politics: documents and sentences on sport, film, markets ... are left uncoded, and say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span

from detente.codebook.model import Codebook
from detente.events.phrases import standing
from detente.events.refine import lemma_text_within
from detente.types import Entity

_PUBLIC_SECTORS = frozenset(["GOV", "MIL", "REB", "COP", "LEG", "JUD", "SPY", "PTY", "OPP", "PRM", "UAF", "IGO"])
#: Of no weight beside private crime ("police arrested a man over the stabbing of his neighbour"), unless two nations meet in it.
_POLICING, _CRIME = frozenset(["COP", "JUD"]), "crime_private"
#: The entry of silence.yaml with cues that speak for politics, and the one any cue of which settles it for a sentence.
_POLITICAL, _STORY = "political", "fiction"
#: A document is off-domain with so many cues, and so many times more than political ones.
#: A judgement, not tuned: only the outcome was measured (silent_dev, tests/gold/traps.jsonl).
_FEWEST_CUES, _TIMES_POLITICAL = 3, 2.0


@dataclass(frozen=True, slots=True)
class _Count:
    topic: str
    cues: tuple[str, ...]
    political: int


def off_domain(doc: Doc, entities: Sequence[Entity], codebook: Codebook) -> str | None:
    """Why the whole document is not about politics, or None."""
    count = _count(lemma_text_within(doc, 0, len(doc)), entities, codebook)
    if len(count.cues) >= _FEWEST_CUES and len(count.cues) >= _TIMES_POLITICAL * count.political:
        return f"{count.topic}: {', '.join(count.cues[:6])}"
    return None


def silent_sentences(doc: Doc, entities: Sequence[Entity], codebook: Codebook) -> dict[int, str]:
    """First character of each sentence that is not about politics -> why."""
    found = {}
    for sentence in doc.sents:
        within = [entity for entity in entities if sentence.start_char <= entity.start < sentence.end_char]
        text = lemma_text_within(doc, sentence.start, sentence.end)
        if story := _hits(codebook.silence.get(_STORY, ()), text, frozenset(text.split())):
            found[_first_char(sentence)] = f"{_STORY}: {', '.join(story[:6])}"
            continue
        count = _count(text, within, codebook)
        if len(count.cues) > count.political:
            found[_first_char(sentence)] = f"{count.topic}: {', '.join(count.cues[:6])}"
    return found


def _count(text: str, entities: Sequence[Entity], codebook: Codebook) -> _Count:
    words = frozenset(text.split())
    heard = standing(_all_cues(tuple(codebook.silence.values())), text, words)
    topics = {topic: [cue for cue in cues if cue in heard] if heard else [] for topic, cues in codebook.silence.items()}
    political = len(topics.pop(_POLITICAL, []))
    topic = max(topics, key=lambda name: len(topics[name]), default="")
    public = _PUBLIC_SECTORS
    if topic == _CRIME:
        public = public - _POLICING
        political += len({entity.country for entity in entities if entity.country}) > 1
    political += len({entity.name for entity in entities if public & set(entity.sectors)})
    return _Count(topic, tuple(topics.get(topic, ())), political)


@lru_cache(maxsize=8)
def _all_cues(lists: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The cues of all topics together: most sentences hold none, which is then seen at once."""
    return tuple(dict.fromkeys(cue for cues in lists for cue in cues))


def _hits(cues: tuple[str, ...], text: str, words: frozenset[str]) -> list[str]:
    found = standing(cues, text, words)
    return [cue for cue in cues if cue in found] if found else []


def _first_char(sentence: Span) -> int:
    text = sentence.text
    return sentence.start_char + len(text) - len(text.lstrip())
