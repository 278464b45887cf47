"""Train the encoder and its heads from scratch; deterministic by seed.

    python -m training.train DATA --out FOLDER [--epochs 4] [--fold 0/5] [--seed 7]

DATA is the folder with the development gold (pairs_train, certainty_*_train). With --fold K/N the K-th Nth of the gold pairs
is held back and scored: five such runs are the cross-validation of docs/models.md. Without it everything trains.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoTokenizer

from training.data import STATUSES, TYPES, Example, Pair, gold_certainty, gold_pairs, news_labels, own_sentences
from training.model import Coder, base_model_path, pooled

MAX_TOKENS = 128
#: set, weight of its loss, sentences at most; too slow on two busy cores so far, hence --no-certainty in `make train`
CERTAINTY = (("uw", 1.0, 3000), ("uds_ih2", 0.7, 3500), ("megaveridicality", 0.3, 800), ("rp", 0.3, 400))
_MERGED_FOR_SCORE = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def main() -> None:
    """Train, score what is held back, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--fold", default="")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--lr", type=float, default=8e-5)
    parser.add_argument("--no-certainty", action="store_true")
    parser.add_argument("--freeze", type=int, default=2, help="lowest layers kept as pretrained; 0 = none")
    parser.add_argument("--init", type=Path, help="coder.pt to go on from: the second stage")
    options = parser.parse_args()
    seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train, held = examples(options)
    tokenizer = AutoTokenizer.from_pretrained(base_model_path())
    model = Coder(len(TYPES), len(STATUSES)).to(device)
    if options.init:
        model.load_state_dict(torch.load(options.init, map_location=device))
    fit(model, tokenizer, train, held, options, device)
    if held:
        print(json.dumps({"fold": options.fold, **score_pairs(model, tokenizer, held, device)}), flush=True)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), options.out / "coder.pt")


def seed(value: int) -> None:
    """Make the run repeatable."""
    random.seed(value)
    np.random.seed(value)
    torch.manual_seed(value)


def examples(options: argparse.Namespace) -> tuple[list[Example], list[Example]]:
    """(train, held back)."""
    gold = gold_pairs(options.data / "pairs_train.jsonl.gz")
    random.Random(13).shuffle(gold)
    held: list[Example] = []
    if options.fold:
        number, of = map(int, options.fold.split("/"))
        held = gold[number::of]
        gold = [example for i, example in enumerate(gold) if i % of != number]
    own = Path(__file__).parent / "data"
    train = [*gold, *own_sentences(own), *news_labels(own, options.data.parent / "news")]
    if not options.no_certainty:
        for name, weight, most in CERTAINTY:
            found = gold_certainty(options.data / f"certainty_{name}_train.jsonl.gz", weight)
            train += random.Random(options.seed).sample(found, min(most, len(found)))
    return train, held


def batches(train: list[Example], size: int, generator: random.Random) -> Iterator[list[Example]]:
    """Batches of sentences of like length, shuffled."""
    order = sorted(train, key=lambda e: len(e.text) + generator.random() * 40)
    chunks = [order[i : i + size] for i in range(0, len(order), size)]
    generator.shuffle(chunks)
    yield from chunks


def fit(model, tokenizer, train, held, options, device) -> None:
    """Train all heads together."""
    freeze(model, options.freeze)
    steps = options.epochs * ((len(train) + options.batch - 1) // options.batch)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": body, "lr": options.lr},
            {"params": heads, "lr": 5e-4},
        ],
        weight_decay=0.01,
    )
    peak = [options.lr, 5e-4]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=peak, total_steps=steps, pct_start=0.1)
    generator, started, step = random.Random(options.seed), time.time(), 0
    for epoch in range(options.epochs):
        model.train()
        total = 0.0
        for batch in batches(train, options.batch, generator):
            loss = batch_loss(model, tokenizer, batch, device, generator)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
            step += 1
            if step % 100 == 0:
                print(f"step {step}/{steps} {time.time() - started:.0f} s", flush=True)
        note = score_pairs(model, tokenizer, held, device) if held else {}
        print(f"epoch {epoch} loss {total:.1f} {note}", flush=True)


def freeze(model, layers: int) -> None:
    """Keep the word vectors and the lowest layers as pretrained, to save time; the effect on quality was not compared."""
    if not layers:
        return
    for part in (model.encoder.embeddings, *model.encoder.encoder.layer[:layers]):
        for parameter in part.parameters():
            parameter.requires_grad = False


def encode(tokenizer, texts: list[str], device):
    """Token ids, mask, and offsets."""
    coded = tokenizer(
        texts, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt", return_offsets_mapping=True
    )
    return coded["input_ids"].to(device), coded["attention_mask"].to(device), coded["offset_mapping"].tolist()


def token_range(offsets: list[list[int]], span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Half-open token range that covers a character span; None where the text was cut before it."""
    if span is None:
        return None
    inside = [i for i, (s, e) in enumerate(offsets) if s < span[1] and span[0] < e]
    return (inside[0], inside[-1] + 1) if inside else None


def pair_states(states, row: int, offsets, pair: Pair, use_trigger: bool):
    """The pair head's input."""
    sentence = states[row, 0]
    parts = [pair.actor, pair.recipient, pair.trigger if use_trigger else None]
    return torch.cat([*(pooled(states, row, token_range(offsets, part)) for part in parts), sentence])


def batch_loss(model, tokenizer, batch, device, generator):
    """Sum of the tasks' losses."""
    ids, mask, offsets = encode(tokenizer, [e.text for e in batch], device)
    states = model.states(ids, mask)
    loss = states.sum() * 0.0
    pairs, wanted, trig, scores, score_weights, status_rows, statuses = [], [], [], [], [], [], []
    for row, example in enumerate(batch):
        for pair in example.pairs:
            pairs.append(pair_states(states, row, offsets[row], pair, generator.random() < 0.6))
            wanted.append(pair.types)
        for trigger in example.triggers:
            where = token_range(offsets[row], trigger.span)
            if where is None:
                continue
            trig.append(torch.cat([pooled(states, row, where), states[row, 0]]))
            scores.append(trigger.score if trigger.score is not None else 0.0)
            score_weights.append(example.weight if trigger.score is not None else 0.0)
            if trigger.status:
                status_rows.append(len(trig) - 1)
                statuses.append(STATUSES.index(trigger.status))
    if pairs:
        logits = torch.log_softmax(model.pair(torch.stack(pairs)), -1)
        losses = [-torch.logsumexp(logits[i, [TYPES.index(t) for t in types]], 0) for i, types in enumerate(wanted)]
        loss = loss + torch.stack(losses).mean() * min(1.0, len(pairs) / 4)
    if trig:
        said, status = model.certainty(torch.stack(trig))
        weights = torch.tensor(score_weights, device=device)
        error = nn.functional.smooth_l1_loss(said, torch.tensor(scores, device=device), reduction="none")
        loss = loss + (error * weights).sum() / weights.sum().clamp(min=1.0)
        if statuses:
            loss = loss + 0.3 * nn.functional.cross_entropy(status[status_rows], torch.tensor(statuses, device=device))
    return loss


@torch.no_grad()
def score_pairs(model, tokenizer, held: list[Example], device) -> dict[str, float]:
    """Macro F1 and accuracy over held-back pairs, NONE left out, CONCEDE and RETREAT as one."""
    model.eval()
    found = []
    none = TYPES.index("NONE")
    for start in range(0, len(held), 32):
        batch = held[start : start + 32]
        ids, mask, offsets = encode(tokenizer, [e.text for e in batch], device)
        states = model.states(ids, mask)
        for row, example in enumerate(batch):
            for pair in example.pairs:
                logits = model.pair(pair_states(states, row, offsets[row], pair, False)[None])[0].clone()
                logits[none] = -1e9
                said = TYPES[int(logits.argmax())]
                gold = pair.types[0] if len(pair.types) == 1 else "YIELD"
                found.append((_MERGED_FOR_SCORE.get(gold, gold), _MERGED_FOR_SCORE.get(said, said)))
    labels = sorted({g for g, _ in found})
    f1 = []
    for label in labels:
        hit = sum(g == label == s for g, s in found)
        both = sum(g == label for g, _ in found) + sum(s == label for _, s in found)
        f1.append(2 * hit / both if both else 0.0)
    return {"macro_f1": round(sum(f1) / len(f1), 4), "accuracy": round(sum(g == s for g, s in found) / len(found), 4)}


if __name__ == "__main__":
    main()
