"""Fit how frame and encoder are weighed: a logistic regression on candidates that gold calls right or wrong.

    python -m training.fit_confidence DATA NEWS

Candidates come from events_dev and every second text of silent_dev (DATA), the first half of our own gold (tests/gold: events,
events_later, parties, headlines and traps), and real news that readers have judged (docs/audits, the first three; texts in
NEWS). The other halves and two more audits are for checking; all figures are printed. Of silent_dev only what has both parties
counts as wrong: it holds no police action, but "the party criticised the budget". Writes detente/events/data/confidence.json.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from detente.encoder import Reading
from detente.entities.find import find_entities
from detente.events.decide import features, opinion
from detente.events.find import find_events
from detente.events.related import complete
from detente.parse import parse
from detente.pipeline import Tools
from detente.settings import Settings
from detente.types import Candidate
from detente.whole import text_of

ROOT = Path(__file__).parents[1]
OUT = ROOT / "detente" / "events" / "data" / "confidence.json"
INTERNATIONAL = {"UNO": "IGO", "EUR": "IGO"}
#: Audits that set the coefficients, and those that only check. The sixth does neither: its readers count a duplicate as no event.
FITTED, CHECKED = ("first", "second", "third"), ("fourth", "fifth")
#: Faults of a sheet by which a party is not the right one; a missing one contradicts nothing.
_WRONG = ("wrong-actor", "wrong-recipient", "wrong-country", "direction")


def audits(names: Sequence[str]) -> list[Path]:
    """The sheets by the last part of their names."""
    return [ROOT / "docs" / "audits" / f"ledes_2023_{name}.tsv" for name in names]


def rows(path: Path) -> list[dict[str, Any]]:
    """Lines of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def land(country: str | None) -> str:
    """A party's country as the scorer compares it."""
    return INTERNATIONAL.get(country or "---", country or "---")


def is_right(event_type: str, actors: list[str], recipients: list[str], gold: list[dict[str, Any]]) -> bool:
    """Some gold event has the type, and no party contradicts it."""
    for event in gold:
        parties = {land(p["country"]) for p in (*event["actors"], *event["recipients"])}
        first = {land(p["country"]) for p in event["actors"]} | (parties if event.get("reciprocal") else set())
        actor_fits = not actors or not first or bool(set(actors) & first)
        recipient_fits = not recipients or "---" in recipients or bool(set(recipients) & parties)
        if event_type in event["types"] and actor_fits and recipient_fits:
            return True
    return False


def candidates(texts: Sequence[str], tools: Tools) -> Iterator[tuple[int, Candidate, list[float]]]:
    """(which text, candidate, its features) of all that is not secondary, trusted or the encoder's alone."""
    for number, doc in enumerate(parse(tools.nlp, texts, 32)):
        entities = find_entities(doc, None, tools.knowledge)
        reading = Reading(text_of(doc), tools.encoder)
        for candidate in complete(doc, find_events(doc, entities, tools.codebook), entities, reading):
            if not (candidate.secondary or candidate.trusted):
                yield number, candidate, features(candidate, opinion(candidate, reading), tools.codebook)


def examples(gold: list[dict[str, Any]], tools: Tools, both: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """(features, right) of all candidates of texts with gold events; `both`: of those with actor and recipient."""
    xs, ys = [], []
    for number, candidate, seen in candidates([row["text"] for row in gold], tools):
        if both and not (candidate.actors and candidate.recipients):
            continue
        sides = ([land(p.country) for p in side] for side in (candidate.actors, candidate.recipients))
        xs.append(seen)
        ys.append(is_right(candidate.event_type, *sides, gold[number].get("events", [])))
    return np.array(xs), np.array(ys, float)


def verdicts_of(sheets: Sequence[Path]) -> dict[tuple[str, int, str], bool]:
    """(document, first character of the trigger, type) -> whether a reader found the type right and no party wrong."""
    verdicts = {}
    for sheet in sheets:
        with sheet.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t"):
                right = row["is_event"] == row["right_type"] == "1" and row["fault"] not in _WRONG
                verdicts[row["document"], int(row["trigger_start"]), row["event_type"]] = right
    return verdicts


def texts_of(verdicts: Iterable[tuple[str, int, str]], news: Path) -> dict[str, str]:
    """The audited documents by id."""
    wanted = {document for document, _, _ in verdicts}
    return {row["id"]: row["text"] for row in rows(news / "ledes_2023.jsonl.gz") if row["id"] in wanted}


def audited(sheets: Sequence[Path], news: Path, tools: Tools) -> tuple[np.ndarray, np.ndarray]:
    """(features, right) of the candidates that a reader of real news has judged (docs/audits)."""
    verdicts = verdicts_of(sheets)
    texts = texts_of(verdicts, news)
    ids = sorted(texts)
    xs, ys = [], []
    for number, candidate, seen in candidates([texts[name] for name in ids], tools):
        right = verdicts.get((ids[number], candidate.trigger[0], candidate.event_type))
        if right is not None:
            xs.append(seen)
            ys.append(right)
    return np.array(xs), np.array(ys, float)


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression with a little ridge, by Newton's method; the first coefficient is the intercept."""
    x = np.hstack([np.ones((len(x), 1)), x])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (y - p)) - 0.5 * beta
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(x.shape[1])
        beta += np.linalg.solve(hessian, gradient)
    return beta


def report(name: str, beta: np.ndarray, x: np.ndarray, y: np.ndarray) -> None:
    """Print precision and recall at .5, and the expected calibration error in ten bins."""
    p = 1 / (1 + np.exp(-(np.hstack([np.ones((len(x), 1)), x]) @ beta)))
    kept = p >= 0.5
    bins = np.clip((p * 10).astype(int), 0, 9)
    error = sum(
        abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any()
    )
    precision = y[kept].sum() / max(1, kept.sum())
    print(f"{name:<18} n {len(y):>5} right {y.mean():.3f} | kept {kept.mean():.3f} precision {precision:.3f} "
          f"recall {y[kept].sum() / max(1, y.sum()):.3f} | calibration error {error:.3f}")  # fmt: skip


def main() -> None:
    """Fit, print, write."""
    data, news = Path(sys.argv[1]), Path(sys.argv[2])
    tools = Tools.load(Settings.load())
    names = ("events", "traps", "events_later", "parties", "headlines")
    own, traps, later, parties, headlines = (rows(ROOT / f"tests/gold/{name}.jsonl") for name in names)
    silent = rows(data / "silent_dev.jsonl.gz")
    fitted = {
        "events_dev": examples(rows(data / "events_dev.jsonl.gz"), tools),
        "own, first half": examples(own[::2] + traps[::2] + later[::2] + parties[::2] + headlines[::2], tools),
        "silent_dev, even": examples(silent[::2], tools, both=True),
        "audits, first three": audited(audits(FITTED), news, tools),
    }
    checked = {
        "own, second half": examples(own[1::2] + traps[1::2], tools),
        "later, second half": examples(later[1::2], tools),
        "parties, second half": examples(parties[1::2], tools),
        "headlines, second half": examples(headlines[1::2], tools),
        "silent_dev, odd": examples(silent[1::2], tools, both=True),
        "audits, next two": audited(audits(CHECKED), news, tools),
    }
    x, y = (np.concatenate([part[i] for part in fitted.values()]) for i in (0, 1))
    beta = fit(x, y, np.ones(len(y)))
    for name, (xs, ys) in (fitted | checked).items():
        report(name, beta, xs, ys)
    OUT.write_text(json.dumps({"coefficients": [round(float(b), 4) for b in beta]}) + "\n", "utf-8")
    print(beta)


if __name__ == "__main__":
    main()
