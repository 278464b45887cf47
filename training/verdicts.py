"""What the rules say of each training trigger, so that the certainty head can read it."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.certainty.antecedents import with_antecedents
from detente.certainty.attribution import find_attributions
from detente.certainty.carried import carried
from detente.certainty.cues import Cues
from detente.certainty.judge import judge
from detente.certainty.opinion import features
from detente.encoder import Encoder, Reading
from detente.parse import load
from detente.settings import Settings
from detente.whole import text_of
from training.data import Example

Known = dict[tuple[str, tuple[int, int]], tuple[float, ...]]


def with_verdicts(items: Sequence[Any], cache: Path) -> list[Any]:
    """The examples with `rules` at every trigger; other items as they are. Verdicts are kept in a file."""
    known: Known = pickle.loads(cache.read_bytes()) if cache.exists() else {}
    missing = [item for item in items if isinstance(item, Example) and _lacks(item, known)]
    if missing:
        known |= _judged(missing)
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(pickle.dumps(known))
    return [_with(item, known) if isinstance(item, Example) else item for item in items]


def _lacks(item: Example, known: Known) -> bool:
    return any((item.text, trigger.span) not in known for trigger in item.triggers)


def _with(item: Example, known: Known) -> Example:
    return replace(item, triggers=tuple(replace(t, rules=known[item.text, t.span]) for t in item.triggers))


def _judged(items: Sequence[Example]) -> Known:
    cues, encoder, found = Cues.load(), Encoder.load(), {}
    docs = load(Settings().model).pipe((item.text for item in items), batch_size=64)
    for doc, item in zip(docs, items, strict=True):
        reading = Reading(text_of(doc), encoder)
        _, voices = with_antecedents(doc, find_attributions(doc, (), cues, reading), cues)
        further = carried(doc, voices, (), cues)
        for trigger in item.triggers:
            verdict = judge(doc, trigger.span, voices, (), cues, further)
            found[item.text, trigger.span] = tuple(map(float, features(verdict)))
    return found
