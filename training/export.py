"""Write the trained weights as the package carries them: 8-bit ONNX parts, heads as arrays, tokenizer.

python -m training.export PACK SPEECH_PACK --events build/coder --speech build/speech [--base FOLDER] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training import bases
from training.model import FROZEN, Coder, Speech, layers
from training.packed import Packed, PackedSpeech

OUT = Path(__file__).parents[1] / "detente" / "encoder" / "weights"


class _Base(nn.Module):
    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.embeddings, self.stack = coder.encoder.embeddings, coder.encoder.encoder.layer[:FROZEN]

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return layers(self.stack, self.embeddings(input_ids=input_ids), attention_mask)


class _Branch(nn.Module):
    def __init__(self, stack: nn.ModuleList) -> None:
        super().__init__()
        self.stack = stack

    def forward(self, hidden: Tensor, attention_mask: Tensor) -> Tensor:
        return layers(self.stack, hidden, attention_mask)


def main() -> None:
    """Export, and print the sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("speech_pack", type=Path)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--speech", type=Path, required=True)
    parser.add_argument("--base", default=None, help="folder of the pretrained encoder")
    parser.add_argument("--depth", type=int, default=2, help="layers of the branch for attribution")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    folder = options.base or bases.minilm()
    packed: Packed = pickle.loads(options.pack.read_bytes())
    spoken: PackedSpeech = pickle.loads(options.speech_pack.read_bytes())
    names = packed.type_names, packed.mode_names, packed.status_names
    coder = with_weights(Coder(folder, *map(len, names), packed.rules.shape[1]), options.events)
    speaking = with_weights(Speech(folder, *spoken.size, options.depth), options.speech)
    options.out.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[101, 2003, 102], [101, 2009, 102]])
    mask, hidden = torch.ones_like(ids), torch.zeros(2, 3, coder.encoder.config.hidden_size)
    write("base", _Base(coder), ("input_ids", ids), mask, options.out)
    write("events", _Branch(coder.events), ("hidden", hidden), mask, options.out)
    write("speech", _Branch(speaking.speech), ("hidden", hidden), mask, options.out)
    write_tagger(speaking, spoken.size[2], options.out)
    heads = {n: v for n, v in coder.state_dict().items() if n.startswith(("pair.", "certainty."))}
    made = hashlib.sha256((options.out / "events.onnx").read_bytes()).hexdigest()[:16]
    np.savez_compressed(
        options.out / "heads.npz",
        types=np.array(names[0]), modes=np.array(names[1]), statuses=np.array(names[2]),
        temperature=np.float32(options.temperature), fingerprint=np.array(made),
        **{name: value.numpy().astype(np.float32) for name, value in heads.items()},
    )  # fmt: skip
    shutil.copy(Path(folder) / "tokenizer.json", options.out / "tokenizer.json")
    print({path.name: path.stat().st_size for path in sorted(options.out.iterdir())})


def with_weights(model: Any, folder: Path) -> Any:
    """The model with the weights that were trained; the rest stays as pretrained."""
    stored = torch.load(folder / "coder.pt", map_location="cpu")
    unknown = model.load_state_dict({name: value.float() for name, value in stored.items()}, strict=False)
    trained = {name for name, p in model.named_parameters() if p.requires_grad}
    if unknown.unexpected_keys or trained & set(unknown.missing_keys):
        raise SystemExit(f"{folder / 'coder.pt'} holds other weights than this model's")
    return model.eval()


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


def write_tagger(speaking: Speech, bits: int, out: Path) -> None:
    """The tag head as ONNX in 32-bit floats: its many small products are faster there than in numpy."""
    ones, wide = torch.ones(2, 3, dtype=torch.int64), speaking.encoder.config.hidden_size
    given = (
        torch.zeros(2, 3, wide),
        torch.zeros(2, wide),
        ones,
        ones,
        torch.zeros(2, 3, bits),
        ones[:, 0],
        torch.ones(2, 3),
    )
    names = ["words", "cues", "distances", "branches", "bits", "heads", "mask"]
    axes = {name: {0: "n", 1: "w"} for name in names if name not in ("cues", "heads")}
    axes |= {"cues": {0: "n"}, "heads": {0: "n"}, "is_cue": {0: "n"}, "roles": {0: "n", 1: "w"}}
    torch.onnx.export(
        speaking.tag.eval(), given, str(out / "tag.onnx"), input_names=names, output_names=["is_cue", "roles"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
