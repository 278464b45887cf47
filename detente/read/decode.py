"""Bytes -> text: encodings told apart, binary files refused."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from detente.errors import InputError

_MAGIC = {
    b"%PDF": "a PDF: take its text first, with pdftotext",
    b"PK\x03\x04": "a ZIP, DOCX or ODT file: save it as text, or unpack it",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file: save it as text",
    b"\x7fELF": "a program", b"MZ\x90": "a program", b"OggS": "a recording", b"ID3": "a recording",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive: unpack it", b"7z\xbc\xaf": "a 7z archive: unpack it",
    b"Rar!": "a RAR archive: unpack it", b"SQLite format 3": "a database",
}  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
#: Detection reads so much: enough to tell, and flat in time for long files.
_SAMPLE_BYTES = 100_000


def decode(data: bytes, where: str, encoding: str | None = None) -> str:
    """The text of the bytes.

    Args:
        data: a whole file.
        where: its name, for the message.
        encoding: what the user says; None = byte order mark, UTF-8, what the page declares, what the bytes look like.

    Raises:
        InputError: E004 binary, E005 unknown encoding.
    """
    if encoding is not None:
        return _strictly(data, encoding, where)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data, name, where)
    refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared := _DECLARED.search(data[:2048]):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None or best.encoding is None:
        raise InputError("E005", where, detail="it is neither UTF-8 nor any encoding that could be told from the bytes")
    return _strictly(data, best.encoding, where)


def refuse_binary(data: bytes, where: str) -> None:
    """Raises InputError E004 where the bytes are no text."""
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError("E004", where, detail=what)
    head = data[:4096]
    if b"\x00" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) > 0.1 * max(1, len(head)):
        raise InputError("E004", where, detail="binary data")


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError) as err:
        raise InputError("E005", where, detail=f"not valid {encoding}: {err}") from err
