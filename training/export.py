"""Write the trained weights as the package carries them: 8-bit ONNX encoder, heads as arrays, tokenizer.

python -m training.export FOLDER_WITH_CODER_PT [--temperature 1.0]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.data import STATUSES, TYPES
from training.model import Coder, base_model_path

OUT = Path(__file__).parents[1] / "detente" / "encoder" / "weights"


class _States(nn.Module):
    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.encoder = coder.encoder

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def main() -> None:
    """Export, and say how far the 8-bit states are from the trained ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    coder = Coder(len(TYPES), len(STATUSES))
    coder.load_state_dict(torch.load(options.folder / "coder.pt", map_location="cpu"))
    coder.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[101, 2003, 102]])
    with tempfile.TemporaryDirectory() as folder:
        whole = str(Path(folder) / "whole.onnx")
        torch.onnx.export(
            _States(coder), (ids, torch.ones_like(ids)), whole, input_names=["input_ids", "attention_mask"],
            output_names=["states"], dynamic_axes={n: {0: "b", 1: "t"} for n in ("input_ids", "attention_mask", "states")},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole, str(options.out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    heads = {
        name: value.numpy().astype(np.float32) for name, value in coder.state_dict().items() if name.startswith("pair.")
    }
    np.savez_compressed(
        options.out / "heads.npz",
        types=np.array(TYPES),
        temperature=np.float32(options.temperature),
        **heads,
    )
    shutil.copy(Path(base_model_path()) / "tokenizer.json", options.out / "tokenizer.json")
    print({path.name: path.stat().st_size for path in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()
