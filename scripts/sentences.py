"""Measure and check our training sentences: how varied, how balanced, and is every line well formed?

    python scripts/sentences.py [FOLDER] [--json] [--quiet]      default folder: training/data

Reads sentences_*.jsonl and marked_*.tsv (columns type, mode, status, register, text; parties and trigger marked in the text).
Exit status 1 where a line has a fault, or a count leaves the bounds that SOURCE.yaml sets under `assertions`.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from detente.codebook.load import load_codebook
from detente.codebook.marks import faulty_mark, read_marks
from detente.types import STATUSES

ROOT = Path(__file__).parents[1]
NONE, UNSAID = "NONE", "-"
REGISTERS = ("wire", "headline", "broadsheet", "analysis", "local", "historic")
#: Two texts are near duplicates when so much of their word pairs is the same (Jaccard).
NEAR = 0.7
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """One training sentence."""

    place: str  #: "marked_1_01.tsv:12"
    types: tuple[str, ...]
    mode: str  #: "-" for none
    status: str  #: "-" where nothing is said of it
    register: str
    text: str  #: without marks
    trigger: str  #: "" where none is marked
    marks: tuple[tuple[int, int] | None, ...]  #: actor, recipient, trigger


Faults = list[str]


def read(folder: Path) -> tuple[list[Line], Faults]:
    """All lines, in the order of the files' names, and what is wrong with them."""
    lines: list[Line] = []
    faults: Faults = []
    for path in sorted([*folder.glob("sentences_*.jsonl"), *folder.glob("marked_*.tsv")]):
        for number, raw in enumerate(path.read_text("utf-8").splitlines(), start=1):
            place = f"{path.name}:{number}"
            try:
                lines.append(_from_json(place, raw) if path.suffix == ".jsonl" else _from_tsv(place, raw))
            except (ValueError, KeyError, json.JSONDecodeError) as err:
                faults.append(f"{place}: {err}")
    return lines, faults


def _from_tsv(place: str, raw: str) -> Line:
    cells = raw.split("\t")
    if len(cells) != 5:
        raise ValueError(f"{len(cells)} fields, not 5: type, mode, status, register, text")
    if (fault := faulty_mark(cells[4])) is not None:
        raise ValueError(f"faulty mark '{fault}'")
    if any(cells[4].count(f"[{letter}|") > 1 for letter in "art"):
        raise ValueError("a mark stands twice")
    marked = read_marks(cells[4])
    trigger = marked.text[slice(*marked.trigger)] if marked.trigger else ""
    spans = (marked.actor, marked.recipient, marked.trigger)
    return Line(place, tuple(cells[0].split("|")), *cells[1:4], marked.text, trigger, spans)


def _from_json(place: str, raw: str) -> Line:
    row: dict[str, Any] = json.loads(raw)
    spans = []
    for name in ("actor", "recipient", "trigger"):
        value = row[name]
        if value and value not in row["text"]:
            raise ValueError(f"{name} '{value}' does not stand in the text")
        start = row["text"].index(value) if value else -1
        spans.append((start, start + len(value)) if value else None)
    mode, status = row["mode"] or UNSAID, row["status"] or UNSAID
    return Line(place, (row["type"],), mode, status, row["register"], row["text"], row["trigger"] or "", tuple(spans))


def check(lines: Sequence[Line]) -> Faults:
    """Labels that are not in their lists, marks that are missing, lines that stand twice."""
    types = load_codebook("plover").types
    faults: Faults = []
    seen: dict[object, str] = {}
    for line in lines:
        faults += [
            f"{line.place}: type '{name}' is unknown" for name in line.types if name not in types and name != NONE
        ]
        modes = {mode for name in line.types if name in types for mode in types[name].modes}
        if line.mode != UNSAID and line.mode not in modes:
            faults.append(f"{line.place}: mode '{line.mode}' is none of {'|'.join(line.types)}")
        if line.status not in (*STATUSES, UNSAID):
            faults.append(f"{line.place}: status '{line.status}' is unknown")
        if line.register not in REGISTERS:
            faults.append(f"{line.place}: register '{line.register}' is unknown")
        if line.types != (NONE,) and not line.trigger:
            faults.append(f"{line.place}: an event without a marked trigger")
        if line.types != (NONE,) and line.marks[0] is None and line.marks[1] is None:
            faults.append(f"{line.place}: an event without a marked party")
        if line.text != line.text.strip() or "  " in line.text:
            faults.append(f"{line.place}: blanks at an end or doubled")
        key = (line.text, line.marks)
        if key in seen:
            faults.append(f"{line.place}: the same text with the same marks as {seen[key]}")
        seen.setdefault(key, line.place)
    return faults


def measure(lines: Sequence[Line]) -> dict[str, Any]:
    """All figures, by name; those by type under `by_type`."""
    texts = list(dict.fromkeys(line.text for line in lines))
    words = [[word.lower() for word in _WORD.findall(text)] for text in texts]
    flat = [word for sentence in words for word in sentence]
    pairs = Counter(pair for sentence in words for pair in pairwise(sentence))
    near = near_duplicates([set(pairwise(sentence)) for sentence in words])
    return {
        "lines": len(lines),
        "unique_texts": len(texts),
        "two_types": sum(len(line.types) > 1 for line in lines),
        "types": _counted(name for line in lines for name in line.types),
        "modes": _counted(f"{line.types[0]}/{line.mode}" for line in lines if line.mode != UNSAID),
        "statuses": _counted(line.status for line in lines),
        "registers": _counted(line.register for line in lines),
        "words": len(flat),
        "distinct_words": len(set(flat)),
        "type_token_ratio": round(len(set(flat)) / max(1, len(flat)), 4),
        "type_token_ratio_of_1000": round(_by_thousands(flat), 4),
        "distinct_word_pairs": len(pairs),
        "word_pairs_seen_once": round(sum(n == 1 for n in pairs.values()) / max(1, len(pairs)), 4),
        "sentence_words": _quantiles([len(sentence) for sentence in words]),
        "near_duplicates": len(near),
        "near_duplicate_share": round(len({i for pair in near for i in pair}) / max(1, len(texts)), 4),
        "by_type": {name: _triggers(name, lines) for name in sorted({n for line in lines for n in line.types})},
    }


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _by_thousands(words: Sequence[str]) -> float:
    """Mean type-token ratio of pieces of 1,000 words: unlike that of the whole it does not fall with size."""
    pieces = [words[i : i + 1000] for i in range(0, len(words) - 999, 1000)] or [list(words)]
    return sum(len(set(piece)) / max(1, len(piece)) for piece in pieces) / len(pieces)


def _quantiles(lengths: Sequence[int]) -> dict[str, int]:
    ordered = sorted(lengths)
    return {f"p{share}": ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (5, 25, 50, 75, 95)}


def _triggers(name: str, lines: Sequence[Line]) -> dict[str, Any]:
    counts = Counter(line.trigger.lower() for line in lines if name in line.types and line.trigger)
    word, most = counts.most_common(1)[0] if counts else ("", 0)
    total = max(1, counts.total())
    return {
        "lines": sum(name in line.types for line in lines),
        "distinct_triggers": len(counts),
        "commonest_trigger": word,
        "commonest_share": round(most / total, 4),
    }


def near_duplicates(sets: Sequence[set[Any]]) -> list[tuple[int, int]]:
    """Pairs of sets whose Jaccard overlap is at least `NEAR`.

    Two such sets share one of their rarest members (prefix filter: Chaudhuri, Ganti, Kaushik 2006, doi:10.1109/ICDE.2006.9),
    so only sets that do are compared.
    """
    frequency = Counter(member for members in sets for member in members)
    where: dict[Any, list[int]] = defaultdict(list)
    found = []
    for i, members in enumerate(sets):
        rarest = sorted(members, key=lambda member: (frequency[member], member))
        prefix = rarest[: len(rarest) - math.ceil(NEAR * len(rarest)) + 1]
        for j in sorted({j for member in prefix for j in where[member]}):
            if len(members & sets[j]) >= NEAR * len(members | sets[j]):
                found.append((j, i))
        for member in prefix:
            where[member].append(i)
    return found


def beyond(figures: dict[str, Any], bounds: dict[str, dict[str, float]]) -> Iterator[str]:
    """Figures that leave their bounds; a name with a dot leads inside: "registers.wire"; "*" stands for every entry."""
    for name, bound in bounds.items():
        for path, value in _values(figures, name.split(".")):
            if value is None:
                yield f"SOURCE.yaml: {path} is no figure of this script"
            elif not bound.get("min", -math.inf) <= value <= bound.get("max", math.inf):
                yield f"SOURCE.yaml: {path} is {value}, allowed: {bound}"


def _values(inside: Any, parts: Sequence[str], path: str = "") -> Iterator[tuple[str, Any]]:
    if not parts:
        yield path, inside if isinstance(inside, (int, float)) else None
    elif not isinstance(inside, dict) or (parts[0] != "*" and parts[0] not in inside):
        yield f"{path}.{parts[0]}".lstrip("."), None
    else:
        for key in inside if parts[0] == "*" else (parts[0],):
            yield from _values(inside[key], parts[1:], f"{path}.{key}".lstrip("."))


def report(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for people."""
    for name, value in figures.items():
        if name == "by_type":
            yield "by type: lines, distinct triggers, the commonest trigger and its share"
            for kind, row in value.items():
                share = f"{row['commonest_trigger']} {row['commonest_share']:.1%}"
                yield f"  {kind:<10}{row['lines']:>6}{row['distinct_triggers']:>6}  {share}"
        elif isinstance(value, dict):
            yield f"{name}: " + ", ".join(f"{key} {count}" for key, count in value.items())
        else:
            yield f"{name}: {value}"


def main() -> None:
    """Print the figures; fail on faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "training" / "data")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quiet", action="store_true", help="faults alone")
    options = parser.parse_args()
    lines, faults = read(options.folder)
    faults += check(lines)
    figures = measure(lines)
    bounds = yaml.safe_load((options.folder / "SOURCE.yaml").read_text("utf-8"))["assertions"]
    faults += beyond(figures, bounds)
    if options.json:
        print(json.dumps(figures, indent=1, ensure_ascii=False))
    elif not options.quiet:
        print("\n".join(report(figures)))
    if faults:
        print("\n".join(faults[:50]), file=sys.stderr)
        sys.exit(f"{len(faults)} faults")


if __name__ == "__main__":
    main()
