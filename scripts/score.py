"""Score every development set and print one table, beside the best known figures.

    python scripts/score.py DATA [--only events,silent] [--keep FOLDER]

DATA is the folder that holds dev/; the scorer is DATA/../eval/score.py. Figures are printed, nothing is stored.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from detente.certainty.cues import cue_class
from detente.pipeline import Tools
from detente.read.rows import document_from_dict
from detente.settings import Settings
from detente.workflows import annotate_lines

#: set -> (task, [(figure as a path of keys, label, best known)]). Best known: see README of the data.
SETS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "events_dev": ("events", [("dyad+type.f1", "dyad + type F1", ".29-.33"), ("dyad.f1", "dyad F1", ""),
                              ("type.f1", "type F1", ""), ("type.precision", "type precision", ""),
                              ("sector.f1", "sector F1", "")]),
    "pairs_train": ("pairs", [("macro_f1", "macro F1 (trained on these)", ".867"), ("accuracy", "accuracy", ""),
                              ("conflict_or_cooperation_accuracy", "conflict/cooperation", "")]),
    "silent_dev": ("silent", [("rate", "false events, share of texts", "")]),
    "cameo_examples_dev": ("cameo", [("type", "PLOVER type right", ""), ("base", "CAMEO base code right", "")]),
    "certainty_uw_dev": ("certainty", [("pearson_r", "Pearson r", ".863"), ("mae", "mean error", "")]),
    "certainty_uds_ih2_dev": ("certainty", [("pearson_r", "Pearson r", ".912"), ("mae", "mean error", "")]),
    "certainty_megaveridicality_dev": ("certainty", [("pearson_r", "Pearson r", "")]),
    "certainty_rp_dev": ("certainty", [("pearson_r", "Pearson r", "")]),
    "certainty_realis_dev": ("certainty", [("macro_f1", "macro F1", ".576")]),
    "claims_dev": ("claims", [("speaker.f1", "speaker F1", ".832"), ("cue.f1", "cue F1", ".753"),
                              ("content.f1", "content F1", ".729"), ("linked.f1", "linked F1", ".682")]),
    "places_lgl_dev": ("places", [("recognition_overlap_f1", "overlap F1", ".72"),
                                  ("accuracy_161km_end_to_end", "within 161 km", ".49")]),
    "places_trnews_dev": ("places", [("recognition_overlap_f1", "overlap F1", ".83"),
                                     ("accuracy_161km_end_to_end", "within 161 km", ".70")]),
}  # fmt: skip


def rows(path: Path) -> list[dict[str, Any]]:
    """All lines of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def as_input(row: dict[str, Any]) -> dict[str, Any]:
    """What `annotate` may see of a gold row: never the answer."""
    given = {"id": row["id"], "text": row["text"]}
    if "pairs" in row:
        given["pairs"] = [{"actor": pair["actor"], "recipient": pair["recipient"]} for pair in row["pairs"]]
    if "triggers" in row:
        given["triggers"] = [trigger["span"] for trigger in row["triggers"]]
    return given


def predict(gold: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """`annotate`'s output for each gold row."""
    yield from annotate_lines((document_from_dict(as_input(row)) for row in gold), tools)


def score_cameo(gold: list[dict[str, Any]], pred: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Share of sentences with some event of the right PLOVER type, and of the right CAMEO base code (3 digits).

    Sentences whose code has no PLOVER type count for the base code only.
    """
    typed = [row for row in gold if row["types"]]
    said = {row["id"]: pred[row["id"]].get("events", []) for row in gold}
    right = sum(any(e["event_type"] in row["types"] for e in said[row["id"]]) for row in typed)
    base = sum(any((e["cameo"] or "")[:3] == row["cameo"][:3] for e in said[row["id"]]) for row in gold)
    return {"type": round(right / len(typed), 4), "base": round(base / len(gold), 4)}


def by_cue_class(
    gold: list[dict[str, Any]], pred: dict[str, dict[str, Any]], tools: Tools, scorer: ModuleType
) -> Iterator[tuple[str, float]]:
    """(label, F1) of attributions with cues of speech, and of attitude, apart.

    The class of a cue, gold or found, is that of its words in the cue lists (`cue_class`); neither list was made for this.
    """
    sides = {"gold": {row["id"]: row for row in gold}, "pred": pred}
    words = {
        row["text"][start:end]
        for side in sides.values() for row in side.values() for item in row.get("attributions", ()) for start, end in item["cue"]
    }  # fmt: skip
    with tools.nlp.select_pipes(
        disable=[name for name in ("parser", "ner", "detente_names") if name in tools.nlp.pipe_names]
    ):
        lemmas = {doc.text: [token.lemma_.lower() for token in doc] for doc in tools.nlp.pipe(sorted(words))}
    for kind in ("speech", "attitude", "other"):
        left = {}
        for name, side in sides.items():
            left[name] = {
                key: {**row, "attributions": [
                    item for item in row.get("attributions", ())
                    if kind == cue_class((w for s, e in item["cue"] for w in lemmas[row["text"][s:e]]), tools.cues)
                ]}
                for key, row in side.items()
            }  # fmt: skip
        figures = scorer.TASKS["claims"](list(left["gold"].values()), left["pred"])
        total = sum(len(row["attributions"]) for row in left["gold"].values())
        for role in ("speaker", "cue", "content", "linked"):
            yield f"{kind} cues ({total}): {role} F1", figures[role]["f1"]


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figure(figures: dict[str, Any], path: str) -> float:
    """The figure at a path of keys such as "speaker.f1"."""
    value: Any = figures
    for key in path.split("."):
        value = value[key]
    return float(value)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", default="", help="names of sets, separated by commas; parts of names do")
    parser.add_argument("--keep", type=Path, help="write the predictions here")
    options = parser.parse_args()
    scorer = load_scorer(options.data.parent / "eval" / "score.py")
    tools = Tools.load(Settings.load())
    print(f"{'set':<32}{'figure':<32}{'Détente':>9}{'best known':>12}{'texts':>8}{'seconds':>9}")
    for name, (task, wanted) in SETS.items():
        path = options.data / "dev" / f"{name}.jsonl.gz"
        if not path.exists() or not any(part in name for part in options.only.split(",")):
            continue
        gold, started = rows(path), time.perf_counter()
        pred = {row["id"]: row for row in predict(gold, tools)}
        seconds = time.perf_counter() - started
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            with (options.keep / f"{name}.jsonl").open("w", encoding="utf-8") as handle:
                handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in pred.values())
        figures = score_cameo(gold, pred) if task == "cameo" else scorer.TASKS[task](gold, pred)
        for i, (key, label, best) in enumerate(wanted):
            end = f"{len(gold):>8}{seconds:>9.1f}" if i == 0 else ""
            print(f"{name if i == 0 else '':<32}{label:<32}{figure(figures, key):>9.3f}{best:>12}{end}", flush=True)
        if task == "claims":
            for label, value in by_cue_class(gold, pred, tools, scorer):
                print(f"{'':<32}{label:<32}{value:>9.3f}", flush=True)


if __name__ == "__main__":
    main()
