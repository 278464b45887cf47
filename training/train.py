"""Train the encoder and its heads; deterministic by seed.

    python -m training.train DATA --out FOLDER --tasks pair,certainty [--init FOLDER] [--gold | --fold 0/5] ...
    python -m training.train DATA --out FOLDER --tasks tag

DATA is the folder with the development gold. The branch for types and certainty trains in two stages: the first without the
gold pairs, on everything else; the second on the gold pairs with a share of the rest. With --fold K/N the K-th Nth of the
gold pairs is held back and scored: the second stage N times over is the cross-validation of docs/models.md. The branch for
attribution trains by itself.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoTokenizer

from training import evaluate
from training.claims import Tagged, tagged
from training.data import (
    MODES,
    STATUSES,
    TYPES,
    Example,
    gold_certainty,
    gold_pairs,
    news_labels,
    own_sentences,
    quad_classes,
)
from training.losses import example_loss, tag_loss
from training.model import Coder, base_model_path
from training.verdicts import with_verdicts

MAX_TOKENS = 128
#: set -> weight of its loss, sentences at most
CERTAINTY = {"uw": (1.0, 3000), "uds_ih2": (0.7, 6000), "megaveridicality": (0.3, 1200), "rp": (0.3, 900)}
TOKENS_PER_BATCH = 1100
BUILD = Path(__file__).parents[1] / "build"


@dataclass(frozen=True, slots=True)
class Item:
    """A text with its tokens' offsets and the states that the frozen layers give."""

    item: Example | Tagged
    offsets: list[tuple[int, int]]
    states: Tensor


def main() -> None:
    """Train, score what is held back, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--init", type=Path, help="folder of an earlier stage to go on from")
    parser.add_argument("--tasks", default="pair,certainty,tag")
    parser.add_argument("--gold", action="store_true", help="train on the gold pairs too")
    parser.add_argument("--fold", default="", help="K/N: hold back this part of the gold pairs and score it")
    parser.add_argument("--share", type=float, default=1.0, help="share of everything but the gold pairs, an epoch")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1, help="more help only on idle cores")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(options.seed)
    model = Coder(len(TYPES), len(STATUSES), len(MODES))
    if options.init:
        load_weights(model, options.init)
    tokenizer = AutoTokenizer.from_pretrained(base_model_path())
    gold, rest, held = corpora(options)
    if options.share < 1:
        chosen = random.Random(options.seed)
        rest = chosen.sample(rest, min(len(rest), int(options.share * options.epochs * len(rest))))
        options.share = 1 / options.epochs
    started = time.time()
    gold_items, rest_items = ready(model, tokenizer, gold), ready(model, tokenizer, rest)
    print(f"{len(gold)} gold, {len(rest)} other, {time.time() - started:.0f} s to prepare", flush=True)
    held_items = {name: ready(model, tokenizer, found) for name, found in held.items()}
    fit(model, gold_items, rest_items, held_items, options)
    if options.fold and options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        said = evaluate.probabilities(model, held_items["gold"], run, batches)
        (options.out / f"said_{options.fold.replace('/', '_')}.json").write_text(json.dumps(said), "utf-8")
    elif options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), options.out / "coder.pt")


def load_weights(model: Coder, folder: Path) -> None:
    """Weights of an earlier stage. The first stage may have been without the rules' features: these start at zero."""
    stored = torch.load(folder / "coder.pt", map_location="cpu")
    first = "certainty.first.weight"
    if stored[first].shape[1] < model.certainty.first.in_features:
        wide = torch.zeros_like(model.certainty.first.weight)
        wide[:, : stored[first].shape[1]] = stored[first]
        stored[first] = wide
    model.load_state_dict(stored)


def corpora(options: argparse.Namespace) -> tuple[list[Example], list[Example | Tagged], dict[str, list[Any]]]:
    """(gold pairs, everything else, what is held back by name)."""
    folder, own = options.data, Path(__file__).parent / "data"
    gold: list[Example] = []
    rest: list[Example | Tagged] = []
    held: dict[str, list[Any]] = {}
    if "pair" in options.tasks:
        mine = own_sentences(own)
        random.Random(5).shuffle(mine)
        apart = len(mine) // 16
        held["own"], mine = mine[:apart], mine[apart:]
        rest += [*mine, *news_labels(own, folder.parent / "news"), *quad_classes(folder / "quad_train.jsonl.gz")]
    if options.gold or options.fold:
        gold = gold_pairs(folder / "pairs_train.jsonl.gz")
        random.Random(13).shuffle(gold)
    if options.fold:
        number, of = map(int, options.fold.split("/"))
        held = {"gold": gold[number::of]}
        gold = [example for i, example in enumerate(gold) if i % of != number]
    if "certainty" in options.tasks:
        for name, (weight, most) in CERTAINTY.items():
            found = gold_certainty(folder / f"certainty_{name}_train.jsonl.gz", weight)
            found = random.Random(options.seed).sample(found, min(most, len(found)))
            rest += 2 * found if options.gold and name == "uw" else found  # newswire, as what we read: twice
        for name in ("uw", "uds_ih2"):
            held[name] = gold_certainty(folder / f"certainty_{name}_dev.jsonl.gz")
    if "tag" in options.tasks:
        rest += _fewer_empty(tagged(folder / "claims_train.jsonl.gz", BUILD / "claims_train.pkl"))
        held["claims"] = tagged(folder / "claims_dev.jsonl.gz", BUILD / "claims_dev.pkl")
    if "certainty" in options.tasks:
        rest = with_verdicts(rest, BUILD / "verdicts.pkl")
        held = {name: with_verdicts(found, BUILD / "verdicts.pkl") for name, found in held.items()}
    return gold, rest, held


def _fewer_empty(items: list[Tagged]) -> list[Tagged]:
    """Without half of the sentences that hold no attribution."""
    empty = [all(cue.roles is None for cue in item.cues) for item in items]
    return [item for i, item in enumerate(items) if not empty[i] or i % 2]


def ready(model: Coder, tokenizer: Any, items: Sequence[Any]) -> list[Item]:
    """The items with what the frozen layers make of them."""
    found: list[Item | None] = [None] * len(items)
    order = sorted(range(len(items)), key=lambda i: len(items[i].text))
    for first in range(0, len(order), 32):
        chosen = order[first : first + 32]
        coded = tokenizer([items[i].text for i in chosen], truncation=True, max_length=MAX_TOKENS, padding=True,
                          return_tensors="pt", return_offsets_mapping=True)  # fmt: skip
        states = model.frozen(coded["input_ids"], coded["attention_mask"]).half()
        for row, i in enumerate(chosen):
            length = int(coded["attention_mask"][row].sum())
            offsets = [tuple(pair) for pair in coded["offset_mapping"][row, :length].tolist()]
            found[i] = Item(items[i], offsets, states[row, :length].clone())
    return [item for item in found if item is not None]


def batches(items: list[Item], generator: random.Random) -> Iterator[list[Item]]:
    """Batches of one kind and of like length, at most TOKENS_PER_BATCH tokens with padding, shuffled."""
    chunks: list[list[Item]] = []
    for kind in (Example, Tagged):
        order = sorted(
            (i for i in items if isinstance(i.item, kind)), key=lambda i: len(i.offsets) + generator.random() * 6
        )
        chunk: list[Item] = []
        for item in order:
            if chunk and (len(chunk) + 1) * len(item.offsets) > TOKENS_PER_BATCH:
                chunks.append(chunk)
                chunk = []
            chunk.append(item)
        chunks += [chunk] if chunk else []
    generator.shuffle(chunks)
    yield from chunks


def run(model: Coder, batch: list[Item]) -> Tensor:
    """States of a batch after as many layers as its task needs: (sentences, tokens, HIDDEN)."""
    width = max(len(item.offsets) for item in batch)
    states = torch.zeros(len(batch), width, batch[0].states.shape[1])
    mask = torch.zeros(len(batch), width)
    for row, item in enumerate(batch):
        states[row, : len(item.offsets)] = item.states.float()
        mask[row, : len(item.offsets)] = 1
    stack = model.speech if isinstance(batch[0].item, Tagged) else model.events
    return model.layers(stack, states, mask)


def fit(
    model: Coder, gold: list[Item], rest: list[Item], held: dict[str, list[Item]], options: argparse.Namespace
) -> None:
    """Train all heads together; one-cycle learning rate."""
    generator = random.Random(options.seed)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": body, "lr": options.lr}, {"params": heads, "lr": 10 * options.lr}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    epochs = [gold + generator.sample(rest, int(options.share * len(rest))) for _ in range(options.epochs)]
    plan = [list(batches(items, generator)) for items in epochs]
    steps = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=[options.lr, 10 * options.lr], total_steps=steps, pct_start=0.1
    )
    started, step = time.time(), 0
    for epoch, chunks in enumerate(plan):
        model.train()
        for batch in chunks:
            loss_of = tag_loss if isinstance(batch[0].item, Tagged) else example_loss
            loss = loss_of(model, run(model, batch), batch, generator)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 100 == 0:
                print(f"step {step}/{steps} {time.time() - started:.0f} s", flush=True)
        print(f"epoch {epoch} {json.dumps(evaluate.all_of(model, held, run, batches))}", flush=True)


if __name__ == "__main__":
    main()
