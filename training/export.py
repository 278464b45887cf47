"""Write the trained weights as the package carries them: 8-bit ONNX parts, heads as arrays, tokenizer.

python -m training.export PACK SPEECH_PACK [--events build/events] [--marks build/marks] [--speech build/speech] [--out FOLDER]
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
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training import bases
from training.model import FROZEN, SPEECH_INNER, SPEECH_LAYERS, Coder, Speech, layers
from training.packed import SCALES, Packed, PackedSpeech
from training.train import load, sizes

#: The scales whose scores are kept: who judged newswire, and who judged informal prose.
KEPT = ("uw", "uds_ih2")
#: Branches with heads for types and certainty.
HEADED = ("events", "marks")
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
    for branch in (*HEADED, "speech"):
        parser.add_argument(
            f"--{branch}", type=Path, help="folder of the trained weights; without, the branch stays as it is"
        )
    parser.add_argument("--depth", type=int, default=SPEECH_LAYERS, help="layers of the branch for attribution")
    parser.add_argument("--inner", type=int, default=SPEECH_INNER, help="neurons of their feed-forward networks")
    parser.add_argument("--base", default=None, help="folder of the pretrained encoder")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    folder = options.base or bases.minilm()
    packed: Packed = pickle.loads(options.pack.read_bytes())
    spoken: PackedSpeech = pickle.loads(options.speech_pack.read_bytes())
    options.out.mkdir(parents=True, exist_ok=True)
    for branch in HEADED:
        if (trained := getattr(options, branch)) is not None:
            write_headed(branch, trained, folder, packed, options.out)
    if options.speech is not None:
        speaking = with_weights(Speech(folder, *spoken.size, options.depth, options.inner), options.speech)
        write("speech", _Branch(speaking.speech), _hidden(speaking), options.out)
        write_tagger(speaking, spoken.size[2], options.out)
    shutil.copy(Path(folder) / "tokenizer.json", options.out / "tokenizer.json")
    print({path.name: path.stat().st_size for path in sorted(options.out.iterdir())})


def write_headed(branch: str, trained: Path, folder: str, packed: Packed, out: Path) -> None:
    """A branch for types and certainty with its heads, and the base below it, which is the same for all."""
    names = packed.type_names, packed.mode_names, packed.status_names
    coder = with_weights(Coder(folder, *sizes(packed)), trained)
    write("base", _Base(coder), ("input_ids", torch.tensor([[101, 2003, 102], [101, 2009, 102]])), out)
    write(branch, _Branch(coder.events), _hidden(coder), out)
    heads = {n: v for n, v in coder.state_dict().items() if n.startswith(("pair.", "certainty."))}
    for name in ("certainty.score.weight", "certainty.score.bias"):
        heads[name] = heads[name][[SCALES.index(scale) for scale in KEPT]]
    made = hashlib.sha256((out / f"{branch}.onnx").read_bytes()).hexdigest()[:16]
    np.savez_compressed(
        out / f"{branch}.npz",
        types=np.array(names[0]), modes=np.array(names[1]), statuses=np.array(names[2]), temperature=np.float32(1.0),
        fingerprint=np.array(made), **{name: value.numpy().astype(np.float32) for name, value in heads.items()},
    )  # fmt: skip


def _hidden(model: Coder | Speech) -> tuple[str, Tensor]:
    return "hidden", torch.zeros(2, 3, model.encoder.config.hidden_size)


def with_weights(model: nn.Module, folder: Path) -> Any:
    """The model with the weights that were trained, ready to be read."""
    load(model, folder)
    return model.eval()


def write(name: str, module: nn.Module, given: tuple[str, Tensor], out: Path) -> None:
    """One part as 8-bit ONNX."""
    mask = torch.ones(given[1].shape[:2], dtype=torch.int64)
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
    with_quick_norms(out / f"{name}.onnx")


def with_quick_norms(path: Path) -> None:
    """Layer norms as centring and a root-mean-square norm, which is the same: onnxruntime 1.32 takes a fifth of the time
    for them that it takes for its LayerNormalization, alone a fifth of an encoder's."""
    model = onnx.load(str(path))
    nodes = [part for node in model.graph.node for part in _quick(node)]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, str(path))


def _quick(node: onnx.NodeProto) -> list[onnx.NodeProto]:
    if node.op_type != "LayerNormalization":
        return [node]
    (given, gain, shift), (out,) = node.input, node.output
    epsilon = next(item.f for item in node.attribute if item.name == "epsilon")
    make = onnx.helper.make_node
    return [
        make("ReduceMean", [given], [f"{out}_mean"], axes=[-1], keepdims=1),
        make("Sub", [given, f"{out}_mean"], [f"{out}_centred"]),
        make("SimplifiedLayerNormalization", [f"{out}_centred", gain], [f"{out}_normed"], axis=-1, epsilon=epsilon),
        make("Add", [f"{out}_normed", shift], [out]),
    ]


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
    axes["words"][0] = "sentences"  # a sentence's words are the same for all of its cues: read once
    axes |= {"cues": {0: "n"}, "heads": {0: "n"}, "is_cue": {0: "n"}, "roles": {0: "n", 1: "w"}}
    torch.onnx.export(
        speaking.tag.eval(), given, str(out / "tag.onnx"), input_names=names, output_names=["is_cue", "roles"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
