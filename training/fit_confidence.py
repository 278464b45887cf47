"""Fit how frame and encoder are weighed: a logistic regression on candidates that gold calls right or wrong.

    python -m training.fit_confidence DATA

Candidates come from events_dev (DATA) and from the first half of our own gold (tests/gold: events and traps); the second half
is for checking, and both figures are printed. Writes detente/events/data/confidence.json.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from detente.encoder import Reading
from detente.entities.find import find_entities
from detente.events.decide import features
from detente.events.find import find_events
from detente.events.related import complete
from detente.pipeline import Tools
from detente.settings import Settings

ROOT = Path(__file__).parents[1]
OUT = ROOT / "detente" / "events" / "data" / "confidence.json"
INTERNATIONAL = {"UNO": "IGO", "EUR": "IGO"}


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


def examples(gold: list[dict[str, Any]], tools: Tools) -> tuple[np.ndarray, np.ndarray]:
    """(features, right) of all candidates that are not secondary."""
    xs, ys = [], []
    for row, doc in zip(gold, tools.nlp.pipe([row["text"] for row in gold]), strict=True):
        entities = find_entities(doc, None, tools.knowledge)
        found = [c for c in find_events(doc, entities, tools.codebook) if not c.secondary]
        reading = Reading(doc.text, tools.encoder)
        found = list(complete(doc, found, entities, reading))
        for candidate in found:
            xs.append(features(candidate, reading.sentence(candidate.sentence, "events"), tools.encoder))
            actors = [land(p.country) for p in candidate.actors]
            recipients = [land(p.country) for p in candidate.recipients]
            ys.append(is_right(candidate.event_type, actors, recipients, row.get("events", [])))
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
    print(f"{name:<18} n {len(y):>5} right {y.mean():.3f} | kept {kept.mean():.3f} precision {y[kept].mean():.3f} "
          f"recall {y[kept].sum() / y.sum():.3f} | calibration error {error:.3f}")  # fmt: skip


def main() -> None:
    """Fit, print, write."""
    tools = Tools.load(Settings.load())
    own, traps = rows(ROOT / "tests/gold/events.jsonl"), rows(ROOT / "tests/gold/traps.jsonl")
    dev = examples(rows(Path(sys.argv[1]) / "events_dev.jsonl.gz"), tools)
    first = examples(own[::2] + traps[::2], tools)
    second = examples(own[1::2] + traps[1::2], tools)
    x, y = np.vstack([dev[0], first[0]]), np.concatenate([dev[1], first[1]])
    beta = fit(x, y, np.ones(len(y)))
    for name, (xs, ys) in {"events_dev": dev, "own, first half": first, "own, second half": second}.items():
        report(name, beta, xs, ys)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"coefficients": [round(float(b), 4) for b in beta]}) + "\n", "utf-8")
    print(beta)


if __name__ == "__main__":
    main()
