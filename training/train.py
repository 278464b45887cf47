"""Train the teacher or the small encoder on a pack (training.pack); deterministic by seed on a processor.

    python -m training.train PACK teacher --out build/teacher [--fold K]
    python -m training.train PACK coder --out build/coder --soft build/teacher [--fold K]

The teacher learns from what is labelled and judges every mark, also those of the harvest; the small encoder learns from both.
With --fold K the K-th fifth of the gold pairs is held back from both. On a graphics card 16-bit floats are used where safe.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training import bases
from training.evaluate import figures
from training.losses import Batch, Soft, loss_of
from training.model import Coder, Teacher, pooled
from training.packed import SCALES, Packed
from training.signs import of_mpnet, with_signs

#: Parts of the sentences with judged certainty, for teachers that judge what they were held back from.
CROSS = 4
#: The trigger of a pair is shown only so often where no teacher judges the pairs without: a caller's pair has none.
SHOW_TRIGGER = 0.6


@dataclass(frozen=True)
class Texts:
    """Token numbers of every text, padded, and the marks in each."""

    ids: Tensor  #: (texts, tokens)
    length: np.ndarray  #: (texts,)
    marks: list[np.ndarray]  #: of each text, indices into the pack
    spans: Tensor  #: (marks, 3, 2), as they lie in these texts


def main() -> None:
    """Train, score what is held back, and write the weights and what the model says of every mark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("kind", choices=("teacher", "coder"))
    parser.add_argument("--base", help="folder of the pretrained encoder; default: the installed package's")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--soft", type=Path, nargs="*", default=[], help="folders of teachers; their mean is learned")
    parser.add_argument(
        "--labelled", action="store_true", help="without the harvest: a second stage, on sentences with labels"
    )
    parser.add_argument("--init", type=Path, help="folder of weights to go on from")
    parser.add_argument("--fold", type=int, default=-1, help="hold back this fifth of the gold pairs")
    parser.add_argument("--pairs-only", action="store_true", help="without certainty: for cross-validation")
    parser.add_argument("--gold", type=int, default=4, help="how often the gold pairs come in an epoch")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--lr", type=float, default=4e-5)
    parser.add_argument("--heads-lr", type=float, default=4e-4)
    parser.add_argument("--trust", type=float, default=0.5, help="weight of the teacher where there is a label")
    parser.add_argument("--certainty-only", action="store_true", help="without pairs")
    parser.add_argument("--pairs-soft", type=Path, nargs="*", help="teachers for pairs, where other than --soft")
    parser.add_argument("--cross", type=int, default=-1, help=f"hold back this one of {CROSS} parts of certainty")
    parser.add_argument("--tokens", type=int, default=2048, help="of a batch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, default=0, help="steps at most, for trying out")
    options = parser.parse_args()
    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(options.seed)
    torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for every shape of batch
    device = "cuda" if torch.cuda.is_available() else "cpu"
    packed: Packed = pickle.loads(options.pack.read_bytes())
    if options.pairs_only:
        packed = replace(packed, asked=np.zeros_like(packed.asked), certain=np.zeros_like(packed.certain))
    if options.certainty_only:
        packed = replace(packed, pair=np.zeros_like(packed.pair))
    size = sizes(packed)
    model: Coder | Teacher
    if options.kind == "teacher":
        model, texts = Teacher(options.base or bases.mpnet(), *size), marked(packed, device)
    else:
        model, texts = Coder(options.base or bases.minilm(), *size), plain(packed, device)
    if options.init:
        load(model, options.init)
    model = model.to(device)
    soft = None
    if options.soft:
        scores = [np.load(folder / "said.npz") for folder in options.soft]
        pairs = [np.load(folder / "said.npz") for folder in options.pairs_soft or options.soft]
        soft = Soft.mean(pairs, scores, device)
    fit(model, packed, texts, soft, options)
    options.out.mkdir(parents=True, exist_ok=True)
    save(model, options.out / "coder.pt")
    said = judged(model, packed, texts, options.tokens) | {"apart": held_back(packed, options.cross)}
    np.savez(options.out / "said.npz", **{n: v if v.dtype == bool else v.astype(np.float16) for n, v in said.items()})
    print(f"{options.out.name} {json.dumps(figures(packed, said, options.fold))}", flush=True)


def sizes(packed: Packed) -> tuple[int, int, int, int, int]:
    """What the heads have to tell apart, and what they see of the rules."""
    names = packed.type_names, packed.mode_names, packed.status_names
    return *map(len, names), packed.rules.shape[1], len(SCALES)  # type: ignore[return-value]


def held_back(packed: Packed, cross: int) -> np.ndarray:
    """(marks,) judged triggers of the part of the sentences that a teacher does not learn from."""
    return (packed.certain > 0) & (packed.sentence % CROSS == cross)


def save(model: nn.Module, path: Path) -> None:
    """The weights that were trained, in 16 bits; the rest is as pretrained."""
    trained = {name for name, p in model.named_parameters() if p.requires_grad}
    torch.save({name: v.half().cpu() for name, v in model.state_dict().items() if name in trained}, path)


def load(model: nn.Module, folder: Path) -> None:
    """Put the weights that `save` wrote into a model as pretrained.

    Raises:
        SystemExit: the weights are of another model.
    """
    stored = torch.load(folder / "coder.pt", map_location="cpu")
    unknown = model.load_state_dict({name: value.float() for name, value in stored.items()}, strict=False)
    trained = {name for name, p in model.named_parameters() if p.requires_grad}
    if unknown.unexpected_keys or trained & set(unknown.missing_keys):
        raise SystemExit(f"{folder / 'coder.pt'} holds other weights than this model's")


def plain(packed: Packed, device: str) -> Texts:
    """Each sentence with all its marks."""
    order = np.argsort(packed.sentence, kind="stable")
    starts = np.searchsorted(packed.sentence[order], np.arange(len(packed.ids) + 1))
    marks = [order[a:b] for a, b in pairwise(starts)]
    return _texts([np.asarray(ids) for ids in packed.ids], marks, packed.spans, device)


def marked(packed: Packed, device: str) -> Texts:
    """Each mark as a text of its own, with signs around the spans; token numbers of MPNet's vocabulary."""
    texts, spans = [], np.zeros_like(packed.spans)
    for i, (sentence, roles) in enumerate(zip(packed.sentence, packed.spans, strict=True)):
        text, spans[i] = with_signs(of_mpnet(packed.ids[sentence]), roles)
        texts.append(text)
    return _texts(texts, [np.array([i]) for i in range(len(texts))], spans, device)


def _texts(ids: Sequence[np.ndarray], marks: list[np.ndarray], spans: np.ndarray, device: str) -> Texts:
    length = np.array([len(row) for row in ids])
    padded = np.zeros((len(ids), length.max()), np.int64)
    for row, found in enumerate(ids):
        padded[row, : len(found)] = found
    return Texts(
        torch.from_numpy(padded).to(device), length, marks, torch.from_numpy(spans.astype(np.int64)).to(device)
    )


def batches(chosen: np.ndarray, length: np.ndarray, tokens: int, generator: np.random.Generator) -> list[np.ndarray]:
    """Texts in batches of like length, at most so many tokens with padding, shuffled."""
    order = chosen[np.argsort(length[chosen] + generator.random(len(chosen)) * 6, kind="stable")]
    found, first = [], 0
    for i in range(1, len(order) + 1):
        if i == len(order) or (i + 1 - first) * (length[order[i]] + 6) > tokens:
            found.append(order[first:i])
            first = i
    generator.shuffle(found)
    return found


def run(
    model: Coder | Teacher, packed: Packed, texts: Texts, rows: np.ndarray, wanted: np.ndarray, hide: bool
) -> Batch:
    """What the heads say of the wanted marks of some texts."""
    marks = [texts.marks[row][wanted[texts.marks[row]]] for row in rows]
    index = np.concatenate(marks)
    device = texts.ids.device
    where = torch.from_numpy(np.repeat(np.arange(len(rows)), [len(found) for found in marks])).to(device)
    long = int(texts.length[rows].max())
    ids = texts.ids[torch.from_numpy(rows).to(device)][:, :long]
    length = torch.from_numpy(texts.length[rows]).to(device)
    mask = (torch.arange(long, device=device) < length[:, None]).long()
    spans = texts.spans[torch.from_numpy(index).to(device)]
    if hide:  # of a pair, now and then, the trigger
        hidden = (np.random.random(len(index)) > SHOW_TRIGGER) & (packed.pair[index] > 0)
        keep = torch.ones(len(index), 3, 1, dtype=torch.long, device=device)
        keep[:, 2, 0] = torch.from_numpy(~hidden).to(device).long()
        spans = spans * keep
    with torch.autocast("cuda", torch.bfloat16, enabled=device.type == "cuda"):
        states = model.states(ids, mask)
        parts = torch.cat([pooled(states, where, spans), states[:, :1].index_select(0, where)], 1)
        rules = torch.from_numpy(packed.rules[index]).to(device)
        types, modes = model.pair(parts.flatten(1))
        score, status = model.certainty(torch.cat([parts[:, 2:].flatten(1), rules], 1))
    return Batch(index, types.float(), modes.float(), score.float(), status.float())


def learned(packed: Packed, fold: int, taught: bool, labelled: bool, cross: int) -> np.ndarray:
    """(marks,) whether a mark is trained on: with a teacher also those of the harvest, and pairs without their trigger."""
    out = {f"gold{fold}"} | (set() if taught else {"bare"}) | ({"harvest"} if labelled or not taught else set())
    kept = [not name.endswith("_dev") and name not in out for name in packed.names]
    wanted = np.array(kept)[packed.group] & ((packed.pair > 0) | (packed.asked > 0)) & ~held_back(packed, cross)
    if labelled:
        harvest = np.zeros(len(packed.ids), bool)
        harvest[packed.sentence[packed.group == packed.names.index("harvest")]] = True
        wanted &= ~harvest[packed.sentence]
    return wanted


def fit(model: Coder | Teacher, packed: Packed, texts: Texts, soft: Soft | None, options: Any) -> None:
    """Train all heads together; one-cycle learning rate."""
    generator = np.random.default_rng(options.seed)
    wanted = learned(packed, options.fold, soft is not None, options.labelled, options.cross)
    gold = np.array([name.startswith("gold") for name in packed.names])[packed.group]
    times = [int(wanted[marks].any()) * (options.gold if gold[marks].any() else 1) for marks in texts.marks]
    chosen = np.repeat(np.arange(len(texts.marks)), times)
    plan = [list(batches(chosen, texts.length, options.tokens, generator)) for _ in range(options.epochs)]
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    descend(
        model, body, heads, plan,
        lambda rows: loss_of(run(model, packed, texts, rows, wanted, hide=soft is None), packed, soft, options.trust), options,
    )  # fmt: skip


def descend(
    model: nn.Module, body: Any, heads: Any, plan: Any, loss_on: Callable[[np.ndarray], Tensor], options: Any
) -> None:
    """A step for each batch of the plan; the learning rate rises and falls once (Smith 2018, arXiv:1803.09820)."""
    rates, steps = [options.lr, options.heads_lr], sum(map(len, plan))
    if not steps:
        return
    groups = [{"params": part, "lr": rate} for part, rate in zip((body, heads), rates, strict=True)]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=rates, total_steps=steps, pct_start=0.1)
    started = time.time()
    for step, rows in enumerate(islice(chain.from_iterable(plan), options.limit or None)):
        model.train()
        loss = loss_on(rows)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 500 == 0:
            done = f"step {step}/{steps} loss {loss.item():.3f} {time.time() - started:.0f} s"
            print(options.out.name, done, flush=True)


@torch.no_grad()
def judged(model: Coder | Teacher, packed: Packed, texts: Texts, tokens: int) -> dict[str, np.ndarray]:
    """What the model says of all marks, the trigger shown: logits of types, modes, statuses, and the score."""
    model.eval()
    wanted = (packed.pair > 0) | (packed.asked > 0)
    rows = np.array([row for row, marks in enumerate(texts.marks) if wanted[marks].any()])
    found: dict[str, np.ndarray] = {}
    for some in batches(rows, texts.length, 4 * tokens, np.random.default_rng(1)):
        batch = run(model, packed, texts, some, wanted, hide=False)
        for name in ("types", "modes", "score", "status"):
            values = getattr(batch, name).cpu().numpy()
            found.setdefault(name, np.zeros((len(packed.group), *values.shape[1:]), np.float32))[batch.index] = values
    return found


if __name__ == "__main__":
    main()
