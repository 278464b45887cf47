"""The dateline of a wire report: "VOSTOCHNY COSMODROME, Russia, Sept 13 (Northern Wire) - North Korean leader ...".

Where and when it was filed and by whom; nobody in it acts, and the parser must not read its place as a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
_DATELINE = re.compile(
    r"[^\S\n]*[A-Z][A-Z.'’ /-]+(?:, (?!" + _DAY + r")[A-Z][\w.'’ -]{1,30}){0,3}"  # place, country
    r"(?:,? " + _DAY + r")?\s*(?:\([^()\n]{2,40}\))?\s*[-–—]{1,2}\s+"  # day, agency, dash
)
#: "U.S. - Iran talks", "EU - Russia relations"
_ABBREVIATION = re.compile(r"\s*(?:[A-Z]{1,3}|(?:[A-Z]\.)+) ?[-–—]")
#: A dateline is over by then.
_LONGEST = 120


def dateline_end(text: str, start: int = 0) -> int:
    """The character after the dateline that begins at `start`; `start` where there is none."""
    match = _DATELINE.match(text, start, start + _LONGEST)
    return match.end() if match and not _ABBREVIATION.match(match[0]) else start


def datelines(text: str) -> Iterator[tuple[int, int]]:
    """(first character, character after) of each dateline at the beginning of the text or of a paragraph."""
    for line in re.finditer(r"^[^\S\n]*\S", text, re.MULTILINE):
        if (end := dateline_end(text, line.start())) > line.start():
            yield line.start(), end
