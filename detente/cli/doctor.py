"""`detente doctor`: what is installed, what is missing, what to do."""

from __future__ import annotations

import importlib.util
import json
import platform
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import typer

from detente import __version__
from detente.cli import common
from detente.errors import DetenteError
from detente.settings import Settings

_OPTIONAL = {"ray": "several machines: pip install 'detente[ray]'", "fastapi": "the server: pip install 'detente[serve]'",
             "torch": "training: pip install 'detente[train]'"}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(as_json: bool = typer.Option(False, "--json", help="As one JSON object.")) -> None:
    """Check the installation: exit status 0 if everything needed is here, else 2.

    Example:

        detente doctor
    """
    settings = common.settings()
    rows = [_row("python", True, platform.python_version()), _row("detente", True, __version__)]
    rows += [_part(name, load) for name, load in _parts(settings).items()]
    rows += [_optional(name, hint) for name, hint in _OPTIONAL.items()]
    if as_json:
        sys.stdout.write(json.dumps(rows) + "\n")
    else:
        for row in rows:
            mark = "ok     " if row["ok"] else "MISSING" if row["needed"] else "absent "
            print(f"{mark} {row['name']:<12} {row['detail']}")
    if any(row["needed"] and not row["ok"] for row in rows):
        raise typer.Exit(2)


def _parts(settings: Settings) -> dict[str, Callable[[], object]]:
    from detente.certainty.cues import Cues
    from detente.codebook.load import load_codebook
    from detente.entities.knowledge import Knowledge
    from detente.parse import load
    from detente.places.gazetteer import Gazetteer

    return {
        "parser": lambda: load(settings.model).meta["name"],
        "codebook": lambda: load_codebook(settings.codebook).name,
        "actors": lambda: Knowledge.load(settings.knowledge) and "tables loaded",
        "gazetteer": lambda: Gazetteer.load() and "loaded",
        "cues": lambda: Cues.load() and "loaded",
        "duckdb": lambda: version("duckdb"),
    }


def _part(name: str, load: Callable[[], object]) -> dict[str, object]:
    started = time.perf_counter()
    try:
        detail = str(load())
    except DetenteError as err:
        return _row(name, False, str(err))
    return _row(name, True, f"{detail} ({time.perf_counter() - started:.2f} s)")


def _optional(name: str, hint: str) -> dict[str, object]:
    if importlib.util.find_spec(name) is None:
        return {**_row(name, False, f"only for {hint}"), "needed": False}
    try:
        return {**_row(name, True, version(name)), "needed": False}
    except PackageNotFoundError:
        return {**_row(name, False, "installed without metadata"), "needed": False}


def _row(name: str, ok: bool, detail: str) -> dict[str, object]:
    return {"name": name, "ok": ok, "detail": detail, "needed": True}
