"""How far publishers and speakers are to be trusted: only what the user's own table says (STANAG 2511, A to F).

Nothing in a text moves these grades: "may" lowers an event's certainty, not anybody's reliability. Credibility stays 6,
cannot be judged: a single text gives no ground for another grade.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from detente.errors import ConfigError
from detente.types import Claim, Verdict

#: Completely reliable, usually, fairly, not usually, unreliable, cannot be judged.
GRADES = "ABCDEF"


def read_grades(path: str) -> dict[str, str]:
    """Name in lower case -> grade, from a table of two columns: name, tab, A to F. Lines from # on are notes.

    Args:
        path: the file; empty gives no grades.

    Raises:
        ConfigError: E041, no such file, no grade in a line, or one name with two grades.
    """
    if not path:
        return {}
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as err:
        raise ConfigError(
            "E041", field="reliability", value=path, allowed="a readable file of names and grades"
        ) from err
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, grade = line.partition("\t")
        grade = grade.strip().upper()
        key = _key(name)
        if not key or len(grade) != 1 or grade not in GRADES or found.get(key, grade) != grade:
            raise ConfigError(
                "E041",
                f"{path}:{number}",
                field="line",
                value=line[:60],
                allowed="name, tab, one of A to F; a name once",
            )
        found[key] = grade
    return found


def with_grades(verdict: Verdict, text: str, publisher: str | None, grades: Mapping[str, str]) -> Verdict:
    """The verdict with the grade of each speaker; the text's own voice has that of its publisher."""
    if not grades or not verdict.claims:
        return verdict
    return replace(verdict, claims=tuple(_graded(claim, text, publisher, grades) for claim in verdict.claims))


def _graded(claim: Claim, text: str, publisher: str | None, grades: Mapping[str, str]) -> Claim:
    names = [publisher or ""]
    if claim.speaker_kind != "AUTHOR":
        names = [claim.entity.name if claim.entity else "", text[slice(*claim.speaker)] if claim.speaker else ""]
    known = (grades[key] for name in names if (key := _key(name)) in grades)
    return replace(claim, reliability=next(known, "F"))


def _key(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.casefold().split()))
