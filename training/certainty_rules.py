"""Fits the two tables of weights of detente/certainty/data: attribution.tsv and score.tsv.

    python training/certainty_rules.py ../shared/data/dev

Reads claims_train and certainty_*_train, parses them (about five minutes), and overwrites the tables. Deterministic.
"""

from __future__ import annotations

import bisect
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from detente.certainty import judge as judging
from detente.certainty.attribution import find_attributions
from detente.certainty.cues import Cues
from detente.certainty.judge import judge
from detente.certainty.likelihood import features_of
from detente.certainty.propose import propose
from detente.certainty.quotes import find_quotes
from detente.certainty.repair import repair
from detente.certainty.score import features
from detente.certainty.tree import Tree
from detente.parse import load
from detente.settings import Settings

TABLES = Path(__file__).parents[1] / "detente" / "certainty" / "data"
#: Set -> weight. UDS judges generic and habitual clauses otherwise than UW; .1 to 1 tried, .25 loses least on both.
SETS = {"uw": 1.0, "uds_ih2": 0.25, "rp": 0.3, "megaveridicality": 0.15}
RIDGE = 10.0
LOGISTIC_C = 0.3
#: Constructs of unseen lemmas are weighed only where at least this share of their places is an attribution.
MIN_SHARE = 0.05


def rows(path: Path) -> list[dict]:
    """The JSON objects of a compressed file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def tokens(tree: Tree, spans: Iterable[tuple[int, int]] | None) -> frozenset[int]:
    """Positions of the words in character spans."""
    out = []
    for start, end in spans or []:
        i = bisect.bisect_left(tree.starts, start)
        i -= bool(i and tree.ends[i - 1] > start)
        while i < len(tree) and tree.starts[i] < end:
            out.append(i)
            i += 1
    return words(tree, out)


def words(tree: Tree, positions: Iterable[int]) -> frozenset[int]:
    """The positions without punctuation and spaces."""
    return frozenset(i for i in positions if tree.pos[i] not in ("PUNCT", "SPACE"))


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Overlap of two sets, 0..1."""
    return len(left & right) / max(1, len(left | right))


def examples(doc: Doc, row: dict, cues: Cues) -> Iterator[tuple[tuple[str, str], bool, list[str], int]]:
    """((lemma, construct), near an annotation, features, 1 if annotated) of every proposal in an article."""
    tree = Tree.read(doc)
    repair(tree)
    quotes = find_quotes(tree)
    gold = [(tokens(tree, item["cue"]), tokens(tree, item["content"])) for item in row["attributions"]]
    for proposal in propose(tree, quotes, lambda _lemma, _construct: True):
        cue, content = words(tree, proposal.cue), words(tree, proposal.content)
        hit = any(proposal.head in c and jaccard(content, k) >= 0.4 and jaccard(cue, c) >= 0.3 for c, k in gold)
        near = any(proposal.head in c and jaccard(content, k) >= 0.3 for c, k in gold)
        yield (proposal.lemma, proposal.construct), near, list(features_of(tree, quotes, proposal, cues)), int(hit)


def fit_attribution(folder: Path, cues: Cues) -> dict[str, float]:
    """Feature -> log-odds."""
    articles = rows(folder / "claims_train.jsonl.gz")
    docs = load(Settings().model).pipe((row["text"] for row in articles), batch_size=16)
    found = [item for doc, row in zip(docs, articles, strict=True) for item in examples(doc, row, cues)]
    places, hits, of_construct, hits_of_construct = Counter(), Counter(), Counter(), Counter()
    for key, near, _, _ in found:
        places[key] += 1
        hits[key] += near
        of_construct[key[1]] += 1
        hits_of_construct[key[1]] += near
    common = {c for c, n in of_construct.items() if c != "adverb" and hits_of_construct[c] / n >= MIN_SHARE and n > 10}
    found = [item for item in found if item[0][1] in common or hits[item[0]] / places[item[0]] >= 0.03]
    counts = Counter(name for _, _, names, _ in found for name in set(names))
    known = {
        n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= (4 if "|" in n and "=" not in n else 8)))
    }
    cells = [(i, known[name]) for i, (*_, names, _) in enumerate(found) for name in names if name in known]
    ones = np.ones(len(cells))
    matrix = csr_matrix((ones, tuple(zip(*cells, strict=True))), shape=(len(found), len(known)))
    model = LogisticRegression(C=LOGISTIC_C, max_iter=400, fit_intercept=False).fit(matrix, [hit for *_, hit in found])
    return {name: float(model.coef_[0][i]) for name, i in known.items()}


def judged(folder: Path, name: str, cues: Cues) -> tuple[list[list[str]], np.ndarray]:
    """Features and gold score of every trigger of a set."""
    sentences, found, scores = rows(folder / f"certainty_{name}_train.jsonl.gz"), [], []
    seen: list[list[str]] = []

    def spy(*args: object) -> Iterator[str]:
        seen.append(list(features(*args)))  # type: ignore[arg-type]
        return iter(seen[-1])

    judging.features = spy  # type: ignore[assignment]
    for doc, row in zip(load(Settings().model).pipe(row["text"] for row in sentences), sentences, strict=True):
        attributions = find_attributions(doc, (), cues)
        for trigger in row["triggers"]:
            before = len(seen)
            judge(doc, tuple(trigger["span"]), attributions, (), cues)
            found.append(seen[-1] if len(seen) > before else ["bias"])
            scores.append(trigger["score"])
    judging.features = features
    return found, np.array(scores)


def fit_score(folder: Path, cues: Cues) -> dict[str, float]:
    """Feature -> points; each set has an intercept of its own, of which UW's is kept."""
    data = {name: judged(folder, name, cues) for name in SETS}
    counts = Counter(name for found, _ in data.values() for names in found for name in set(names))
    known = {name: i for i, name in enumerate(sorted(name for name, count in counts.items() if count >= 8))}
    size = len(known) + len(SETS)
    normal, right = np.eye(size) * RIDGE, np.zeros(size)
    for offset, (name, (found, scores)) in enumerate(data.items()):
        matrix = np.zeros((len(found), size), dtype=np.float32)
        for i, names in enumerate(found):
            for feature in names:
                if feature in known:
                    matrix[i, known[feature]] += 1
        matrix[:, len(known) + offset] = 1
        normal += SETS[name] * (matrix.T @ matrix)
        right += SETS[name] * (matrix.T @ scores)
    weights = np.linalg.solve(normal, right)
    out = {name: float(weights[i]) for name, i in known.items()}
    out["bias"] = out.get("bias", 0.0) + float(weights[len(known)])
    return out


def save(name: str, weights: dict[str, float], smallest: float, digits: int) -> None:
    """Writes a table of weights, without those nearer to zero than `smallest`."""
    lines = [f"{key}\t{value:.{digits}f}" for key, value in sorted(weights.items()) if abs(value) >= smallest]
    (TABLES / name).write_text("\n".join(["feature\tweight", *lines]) + "\n", "utf-8")
    print(name, len(lines))


def main() -> None:
    """Fits attributions first: the judge reads them."""
    folder = Path(sys.argv[1])
    cues = Cues.load()
    cues = replace(cues, attributing=fit_attribution(folder, cues))
    save("attribution.tsv", cues.attributing, 0.05, 2)
    save("score.tsv", fit_score(folder, Cues.load()), 0.01, 3)


if __name__ == "__main__":
    main()
