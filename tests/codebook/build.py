"""Small codebooks for the tests, so that an edit of the shipped one breaks no engine test."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
id: GREET
label: Greet
quad_class: verbal cooperation
plover_score: 1.0
cameo: "040"
requires_recipient: false
definition: One party greets another.
includes: [waves]
excludes: [shouts]
modes:
  wave:
    definition: by hand
    plover_score: 2.0
    cameo: "042"
    cues: [hand]
triggers:
"""

WAVE = """\
  - id: GREET.wave
    verb: [wave]
    preposition: [at]
    recipient: at
    mode: wave
    example: Chad waved at Niger.
    near_miss: The flag waved.
"""


def write(folder: Path, triggers: str = WAVE, head: str = HEAD, **files: str) -> str:
    """Path of a codebook made in `folder`; further files by name ("contexts.yaml" as contexts_yaml)."""
    (folder / "events").mkdir(parents=True, exist_ok=True)
    (folder / "events" / "GREET.yaml").write_text(head + triggers, "utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return str(folder)
