"""Train the branch for attribution, or its teacher, on a pack (training.pack_speech); deterministic by seed on a processor.

python -m training.speech PACK teacher --out build/speech_teacher
python -m training.speech PACK speech --out build/speech --soft build/speech_teacher
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training import bases
from training.model import SPEECH_INNER, SPEECH_LAYERS, Speech, SpeechTeacher
from training.packed import PackedSpeech
from training.signs import of_mpnet
from training.train import CROSS, batches, descend, save

#: What a teacher says of a sentence: (candidates,) probability of a cue, (candidates, words, 4) of the roles.
Said = tuple[np.ndarray, np.ndarray]


def main() -> None:
    """Train, score claims_dev by words, and write the weights and what the model says of every sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("kind", choices=("teacher", "speech"))
    parser.add_argument("--base", help="folder of the pretrained encoder; default: the installed package's")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--soft", type=Path, nargs="*", default=[], help="folders of teachers; their mean is learned")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--lr", type=float, default=4e-5)
    parser.add_argument("--heads-lr", type=float, default=1e-3)
    parser.add_argument("--trust", type=float, default=0.5, help="weight of the teacher where there is gold")
    parser.add_argument("--depth", type=int, default=SPEECH_LAYERS, help="layers of the branch")
    parser.add_argument("--inner", type=int, default=SPEECH_INNER, help="neurons of their feed-forward networks")
    parser.add_argument("--cross", type=int, default=-1, help=f"hold back this one of {CROSS} parts of the labels")
    parser.add_argument("--tokens", type=int, default=2048, help="of a batch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, default=0, help="steps at most, for trying out")
    options = parser.parse_args()
    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(options.seed)
    torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for every shape of batch
    device = "cuda" if torch.cuda.is_available() else "cpu"
    packed: PackedSpeech = pickle.loads(options.pack.read_bytes())
    teaches = options.kind == "teacher"
    model: Speech | SpeechTeacher
    if teaches:
        model = SpeechTeacher(options.base or bases.mpnet(), *packed.size).to(device)
    else:
        model = Speech(options.base or bases.minilm(), *packed.size, options.depth, options.inner).to(device)
    soft = mean(packed, [pickle.loads((folder / "said.pkl").read_bytes()) for folder in options.soft])
    fit(model, packed, soft, options)
    said = judged(model, packed, options.tokens)
    options.out.mkdir(parents=True, exist_ok=True)
    save(model, options.out / "coder.pt")
    if teaches:
        (options.out / "said.pkl").write_bytes(pickle.dumps((options.cross, said)))
    print(f"{options.out.name} {json.dumps(figures(packed, said))}", flush=True)


def part_of(packed: PackedSpeech) -> np.ndarray:
    """(sentences,) the part, of CROSS, of labelled sentences, neighbours together; -1 for others."""
    train = np.flatnonzero(np.array(packed.group) == "train")
    found = np.full(len(packed.group), -1)
    found[train] = np.arange(len(train)) * CROSS // len(train)
    return found


def mean(packed: PackedSpeech, teachers: Sequence[tuple[int, list[Said]]]) -> list[Said]:
    """The mean of what several teachers say; of a sentence that some were held back from, what they say alone.

    Args:
        packed: the sentences.
        teachers: (part that it was held back from or -1, what it says of each sentence).
    """
    found: list[Said] = []
    for number, part in enumerate(part_of(packed) if teachers else ()):
        apart = [said[number] for cross, said in teachers if part >= 0 and cross == part]
        heard = apart or [said[number] for _, said in teachers]
        cues, roles = (np.mean([each[i].astype(np.float32) for each in heard], axis=0) for i in (0, 1))
        found.append((cues, roles))
    return found


def run(model: Speech | SpeechTeacher, packed: PackedSpeech, rows: np.ndarray) -> tuple[Tensor, Tensor, Tensor]:
    """(candidates,) logits of a cue, (candidates, words, 4) logits of the roles, (candidates, words) mask."""
    device = next(model.parameters()).device
    ids, words = [packed.ids[row] for row in rows], [packed.words[row] for row in rows]
    if isinstance(model, SpeechTeacher):
        ids = [of_mpnet(found) for found in ids]
    tokens = _padded(ids).astype(np.int64)
    mask = np.arange(tokens.shape[1])[None] < np.array([len(found) for found in ids])[:, None]
    index, known = _padded([w[0] for w in words]), _padded([w[1] for w in words])
    pairs = [(row, c) for row, number in enumerate(rows) for c in packed.candidates[number]]
    where = np.array([row for row, _ in pairs])
    heads = np.array([c.head for _, c in pairs])
    width = index.shape[1]

    def given(array: np.ndarray) -> Tensor:
        return torch.from_numpy(array).to(device)

    def column(name: str, kind: type) -> Tensor:
        return given(_padded([getattr(c, name) for _, c in pairs], width).astype(kind))

    with torch.autocast("cuda", torch.bfloat16, enabled=device.type == "cuda"):
        states = model.states(given(tokens), given(mask.astype(np.int64)))
        seen = states[given(np.arange(len(rows)))[:, None], given(index.astype(np.int64))]
        seen = seen.index_select(0, given(where))
        at = given(heads)
        cues = seen[torch.arange(len(pairs), device=device), at]
        kept = given(known[where])
        is_cue, roles = model.tag(seen, cues, column("distances", np.int64), column("branches", np.int64),
                                  column("bits", np.float32), at, kept)  # fmt: skip
    return is_cue.float(), roles.float(), kept


def _padded(arrays: Sequence[np.ndarray], width: int = 0) -> np.ndarray:
    out = np.zeros((len(arrays), max(width, *map(len, arrays), 1), *arrays[0].shape[1:]), arrays[0].dtype)
    for row, array in enumerate(arrays):
        out[row, : len(array)] = array
    return out


def loss_of(
    said: tuple[Tensor, Tensor, Tensor], packed: PackedSpeech, rows: np.ndarray, soft: list[Said], trust: float
) -> Tensor:
    """Whether each candidate is a cue; of those that are, the role of each word."""
    is_cue, roles, mask = said
    device, width = is_cue.device, roles.shape[1]
    pairs = [(number, c) for number in rows for c in packed.candidates[number]]
    gold = torch.tensor([float(c.roles is not None) for _, c in pairs], device=device)
    gold_roles = _padded([np.zeros(1, np.int8) if c.roles is None else c.roles for _, c in pairs], width)
    target = torch.from_numpy(gold_roles.astype(np.int64)).to(device)
    known = torch.tensor([float(packed.group[number] == "train") for number, _ in pairs], device=device)
    if soft:
        likely = torch.from_numpy(np.concatenate([soft[number][0] for number in rows]).astype(np.float32)).to(device)
        parts = [roles_ for number in rows for roles_ in soft[number][1]]
        taught = torch.from_numpy(_padded(parts, width).astype(np.float32)).to(device)
    else:
        likely, taught = gold, functional.one_hot(target, 4).float()
    own = (1 - trust if soft else 1.0) * known
    aim = own * gold + (1 - own) * likely
    loss = functional.binary_cross_entropy_with_logits(is_cue, aim)
    odds = roles.log_softmax(-1)
    hard, mild = -odds.gather(-1, target[..., None]).squeeze(-1), -(taught * odds).sum(-1)
    sure = torch.where(known > 0, gold, (likely > 0.3).float() * likely)
    weight = sure[:, None] * mask
    of_roles = own[:, None] * hard + (1 - own)[:, None] * mild
    return loss + 1.5 * (weight * of_roles).sum() / weight.sum().clamp(min=1)


def fit(model: Speech | SpeechTeacher, packed: PackedSpeech, soft: list[Said], options: Any) -> None:
    """One-cycle learning rate. Half of the sentences that hold no attribution are left out."""
    generator = np.random.default_rng(options.seed)
    length = np.array([len(ids) for ids in packed.ids])
    empty = np.array([all(c.roles is None for c in found) for found in packed.candidates])
    group = np.array(packed.group)
    wanted = (group == "train") & ((part_of(packed) != options.cross) | (options.cross < 0))
    chosen = np.flatnonzero(wanted & (~empty | (np.arange(len(group)) % 2 == 0)))
    if soft:
        likely = np.array([said[0].max() > 0.02 for said in soft])
        chosen = np.concatenate([chosen, np.flatnonzero((group == "harvest") & likely)])
    plan = [batches(chosen, length, options.tokens, generator) for _ in range(options.epochs)]
    body = [p for n, p in model.named_parameters() if not n.startswith("tag.") and p.requires_grad]
    descend(
        model, body, model.tag.parameters(), plan,
        lambda rows: loss_of(run(model, packed, rows), packed, rows, soft, options.trust), options,
    )  # fmt: skip


@torch.no_grad()
def judged(model: Speech | SpeechTeacher, packed: PackedSpeech, tokens: int) -> list[Said]:
    """What the model says of every sentence."""
    model.eval()
    found: list[Said | None] = [None] * len(packed.ids)
    length = np.array([len(ids) for ids in packed.ids])
    for rows in batches(np.arange(len(found)), length, 2 * tokens, np.random.default_rng(1)):
        is_cue, roles, _ = run(model, packed, rows)
        likely, odds = is_cue.sigmoid().half().cpu().numpy(), roles.softmax(-1).half().cpu().numpy()
        at = 0
        for row in rows:
            many, wide = len(packed.candidates[row]), len(packed.words[row][0])
            found[row] = likely[at : at + many].copy(), odds[at : at + many, :wide].copy()
            at += many
    return [said for said in found if said is not None]


def figures(packed: PackedSpeech, said: list[Said]) -> dict[str, float]:
    """On claims_dev: F1 of cue words at .5, the share of words of true cues with the right role, of cues with all right."""
    hit = wanted = found = right = words = whole = 0
    for group, candidates, (likely, roles) in zip(packed.group, packed.candidates, said, strict=True):
        for candidate, p, odds in zip(candidates, likely, roles, strict=True) if group == "dev" else ():
            yes, gold = p > 0.5, candidate.roles
            hit, wanted, found = hit + (yes and gold is not None), wanted + (gold is not None), found + yes
            if gold is not None:
                same = odds.argmax(-1) == gold
                right, words, whole = right + int(same.sum()), words + len(gold), whole + bool(same.all())
    result = {
        "cue F1": 2 * hit / max(1, wanted + found),
        "roles": right / max(1, words),
        "all roles": whole / max(1, wanted),
    }
    return {name: round(float(value), 4) for name, value in result.items()}


if __name__ == "__main__":
    main()
