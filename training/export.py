"""Write the trained weights as the package carries them: 8-bit ONNX parts, heads as arrays, tokenizer.

python -m training.export EVENTS_FOLDER CLAIMS_FOLDER [--temperature 1.0] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from detente.certainty.tagger import BITS
from training.data import MODES, STATUSES, TYPES
from training.model import FROZEN, HIDDEN, Coder, base_model_path
from training.train import load_weights

OUT = Path(__file__).parents[1] / "detente" / "encoder" / "weights"


class _Base(nn.Module):
    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.embeddings, self.stack, self.coder = coder.encoder.embeddings, coder.encoder.encoder.layer[:FROZEN], coder

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return self.coder.layers(self.stack, self.embeddings(input_ids=input_ids), attention_mask)


class _Branch(nn.Module):
    def __init__(self, coder: Coder, stack: nn.ModuleList) -> None:
        super().__init__()
        self.stack, self.layers = stack, coder.layers

    def forward(self, hidden: Tensor, attention_mask: Tensor) -> Tensor:
        return self.layers(self.stack, hidden, attention_mask)


def main() -> None:
    """Export, and print the sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    coder = load(options.events)
    speaking = load(options.claims)
    options.out.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[101, 2003, 102], [101, 2009, 102]])
    mask, hidden = torch.ones_like(ids), torch.zeros(2, 3, HIDDEN)
    write("base", _Base(coder), ("input_ids", ids), mask, options.out)
    write("events", _Branch(coder, coder.events), ("hidden", hidden), mask, options.out)
    write("speech", _Branch(speaking, speaking.speech), ("hidden", hidden), mask, options.out)
    write_tagger(speaking, options.out)
    heads = {n: v for n, v in coder.state_dict().items() if n.startswith(("pair.", "certainty."))}
    made = hashlib.sha256((options.out / "events.onnx").read_bytes()).hexdigest()[:16]
    np.savez_compressed(
        options.out / "heads.npz",
        types=np.array(TYPES), modes=np.array(MODES), statuses=np.array(STATUSES), temperature=np.float32(options.temperature),
        fingerprint=np.array(made),
        **{name: value.numpy().astype(np.float32) for name, value in heads.items()},
    )  # fmt: skip
    shutil.copy(Path(base_model_path()) / "tokenizer.json", options.out / "tokenizer.json")
    print({path.name: path.stat().st_size for path in sorted(options.out.iterdir())})


def load(folder: Path) -> Coder:
    """A trained model, ready to be read."""
    coder = Coder(len(TYPES), len(STATUSES), len(MODES))
    load_weights(coder, folder)
    return coder.eval()


def write(name: str, module: nn.Module, given: tuple[str, Tensor], mask: Tensor, out: Path) -> None:
    """One part as 8-bit ONNX."""
    names = (given[0], "attention_mask", "states")
    with tempfile.TemporaryDirectory() as folder:
        whole = str(Path(folder) / "whole.onnx")
        torch.onnx.export(
            module.eval(), (given[1], mask), whole, input_names=list(names[:2]), output_names=["states"],
            dynamic_axes={n: {0: "b", 1: "t"} for n in names}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole, str(out / f"{name}.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


def write_tagger(coder: Coder, out: Path) -> None:
    """The tag head as ONNX in 32-bit floats: its many small products are faster there than in numpy."""
    ones = torch.ones(2, 3, dtype=torch.int64)
    given = (
        torch.zeros(2, 3, HIDDEN),
        torch.zeros(2, HIDDEN),
        ones,
        ones,
        torch.zeros(2, 3, BITS),
        ones[:, 0],
        torch.ones(2, 3),
    )
    names = ["words", "cues", "distances", "branches", "bits", "heads", "mask"]
    axes = {name: {0: "n", 1: "w"} for name in names if name not in ("cues", "heads")}
    axes |= {"cues": {0: "n"}, "heads": {0: "n"}, "is_cue": {0: "n"}, "roles": {0: "n", 1: "w"}}
    torch.onnx.export(
        coder.tag.eval(), given, str(out / "tag.onnx"), input_names=names, output_names=["is_cue", "roles"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
