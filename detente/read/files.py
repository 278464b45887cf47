"""Files, folders and standard input -> Documents: the right reader by a file's name, else by its first bytes."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from detente.errors import DetenteError, InputError
from detente.read.base import BadInput, ReadOptions
from detente.read.decode import decode, refuse_binary
from detente.read.jsonl import read_json_lines
from detente.read.table import read_table
from detente.read.text import read_markdown, read_text
from detente.types import Document

_KINDS = {
    ".txt": "text", ".text": "text", "": "", ".md": "markdown", ".markdown": "markdown", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "tsv",
}  # fmt: skip


def read_path(path: str | Path, options: ReadOptions) -> Iterator[Document | BadInput]:
    """Documents of a file, of all files in a folder, or of standard input ("-"), in sorted order.

    What cannot be read is yielded as `BadInput` in its place; nothing that a file holds raises.
    """
    if str(path) == "-":
        yield from _read_handle(sys.stdin.buffer, "standard input", "", options)
        return
    path = Path(path)
    if path.is_dir():
        files = list(_files_in(path))
        if not files:
            yield BadInput(str(path), InputError("E006", str(path)))
        for file in files:
            yield from _read_file(file, options)
    else:
        yield from _read_file(path, options)


def _files_in(folder: Path) -> Iterator[Path]:
    """Files whose ending we know, sorted, hidden ones left out; symbolic links to folders are not followed."""
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and _kind(Path(name)):
                yield Path(top) / name


def _kind(path: Path) -> str | None:
    ending = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    return _KINDS.get(ending.lower())


def _read_file(path: Path, options: ReadOptions) -> Iterator[Document | BadInput]:
    where = str(path)
    try:
        with path.open("rb") as raw:
            magic = raw.read(2)
            raw.seek(0)
            handle: IO[bytes] = gzip.GzipFile(fileobj=raw) if magic == b"\x1f\x8b" else raw  # type: ignore[assignment]
            yield from _read_handle(handle, where, _kind(path) or "", options)
    except FileNotFoundError:
        yield BadInput(where, InputError("E006", where))
    except (OSError, EOFError, zlib.error) as err:
        detail = getattr(err, "strerror", None) or str(err) or type(err).__name__
        yield BadInput(where, InputError("E011", where, detail=detail))


def _read_handle(handle: IO[bytes], where: str, kind: str, options: ReadOptions) -> Iterator[Document | BadInput]:
    if not kind:
        head = handle.read(4096)
        kind = _sniff(head)
        handle = io.BufferedReader(_Rejoined(head, handle))  # type: ignore[type-var]
    if kind == "jsonl":
        yield from read_json_lines(handle, options, where)
        return
    try:
        limit = options.max_chars * 4 if kind in ("text", "markdown") else 10 * options.max_chars * 4
        data = handle.read(limit + 1)
        if len(data) > limit:
            refuse_binary(data, where)
            raise InputError("E003", where, what="the file", size=f"over {limit}", limit=limit)
        text = decode(data, where, options.encoding)
        if kind in ("csv", "tsv"):
            yield from read_table(text, where, options, "," if kind == "csv" else "\t")
        else:
            yield _reader(kind)(text, where, options)
    except DetenteError as err:
        yield BadInput(where, err)


def _reader(kind: str) -> Callable[[str, str, ReadOptions], Document]:
    if kind == "html":
        from detente.read.html import read_html  # half a second to import: only where there is a page to read

        return read_html
    return read_markdown if kind == "markdown" else read_text


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already, whole again."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _sniff(head: bytes) -> str:
    """The kind by the first character that is not blank."""
    start = head.lstrip(b" \t\r\n\xef\xbb\xbf")[:200].lower()
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<article", b"<div", b"<!--")):
        return "html"
    return "text"
