"""Issues of the knowledge tables: overlaps, gaps, contradictions, expired offices, duplicates, unknown codes.

Levels: HIGH, the row is wrong or contradicts another, and somebody will be resolved wrongly; MEDIUM, it is likely to
mislead, or nobody is known where somebody was; LOW, it is incomplete. What is known and tolerated stands in
tolerated.tsv with its reason, and is reported as KNOWN.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from detente.entities.check_terms import check_terms
from detente.entities.issue import ORDER, Issue, Line
from detente.entities.lexer import Pieces
from detente.entities.model import first_day, last_day
from detente.entities.tables import COLUMNS, TABLES, folder_path, package_text

#: PLOVER's sectors.
SECTORS = frozenset({
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "NGO",
})  # fmt: skip
#: Codes of those that belong to no state; "*" = of whatever state stands beside the name.
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "*"})
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DATED = ("leaders", "ministers", "figures", "organisations", "igos", "former_states")
_KINDS = frozenset({"person", "group", "organisation"})


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    issues: tuple[Issue, ...]  #: the gravest first, then by place
    known: tuple[Issue, ...]  #: tolerated, each with its reason
    rows: int  #: rows read


def check(folder: str = "", today: dt.date | None = None) -> Report:
    """Issues of the package's tables, or of a user's folder read over them.

    Args:
        folder: a user's folder; only its own rows are reported. Empty = the package's tables.
        today: offices are expired as of this day; None = today.

    Raises:
        ConfigError: the folder does not exist.
    """
    package = {table: _lines(f"{table}.tsv", package_text(table)) for table in TABLES}
    tables, issues = package, list[Issue]()
    if folder:
        tables = {}
        for path in sorted(folder_path(folder).iterdir()):
            if path.suffix == ".tsv" and path.stem in COLUMNS:
                tables[path.stem] = _lines(path.name, path.read_text("utf-8-sig"))
            elif path.suffix == ".tsv":
                issues.append(_unknown_table(path))
    sound = {table: list(_columns(table, found, issues)) for table, found in tables.items()}
    states = {row["iso3"] for row in package["states"]} | {row["iso3"] for row in sound.get("states", [])}
    issues += _codes(sound, states)
    issues += _states(sound.get("states", []))
    issues += _names(sound)
    issues += _words(sound, package)
    issues += check_terms(sound, package if folder else {}, today or dt.date.today())
    return _report(issues, [] if folder else _lines("tolerated.tsv", package_text("tolerated")), sound)


def _report(issues: list[Issue], tolerated: list[Line], tables: dict[str, list[Line]]) -> Report:
    reasons = {(row["rule"], row["what"]): row for row in tolerated}
    used = {(issue.rule, issue.what) for issue in issues}
    known = [replace(i, text=reasons[i.rule, i.what]["reason"]) for i in issues if (i.rule, i.what) in reasons]
    left = [issue for issue in issues if (issue.rule, issue.what) not in reasons]
    for key, row in reasons.items():
        if key not in used:
            left.append(Issue("LOW", row.where, "idle-toleration", key[1], f"no issue {key[0]} is left: drop the row"))
    size = sum(len(found) for found in tables.values())
    return Report(tuple(sorted(left, key=lambda i: (ORDER[i.level], i.where, i.rule))), tuple(known), size)


def _lines(name: str, text: str) -> list[Line]:
    lines = text.split("\n")
    header = lines[0].rstrip("\r").split("\t")
    out = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip() and line[0] != "#":
            cells = line.rstrip("\r").split("\t")
            out.append(Line(zip(header, cells, strict=False), f"{name}:{number}", len(cells), len(header)))
    return out


def _unknown_table(path: Path) -> Issue:
    near = get_close_matches(path.stem, COLUMNS, 1)
    hint = f" Did you mean {near[0]}.tsv?" if near else ""
    text = f"no table has this name, the file is not read. Known: {', '.join(COLUMNS)}.{hint}"
    return Issue("HIGH", path.name, "table", path.stem, text)


def _columns(table: str, found: list[Line], issues: list[Issue]) -> Iterator[Line]:
    """Rows with all columns filled in; those that lack some are reported, once a table for the header."""
    wanted = COLUMNS[table]
    if found and (missing := [column for column in wanted if column not in found[0] and found[0].header_has(column)]):
        text = f"columns missing: {', '.join(missing)}. Needed: {', '.join(wanted)}"
        issues.append(Issue("HIGH", found[0].table, "columns", table, text))
    for row in found:
        if row.cells != row.width:
            text = f"{row.cells} cells where the first line has {row.width}: a tab is missing or too many"
            issues.append(Issue("HIGH", row.where, "columns", row.label, text))
        if not row.get(wanted[0], "").strip() and table not in ("seats",):
            issues.append(Issue("HIGH", row.where, "columns", row.label, f"'{wanted[0]}' is empty"))
            continue
        for column in wanted:
            row.setdefault(column, "")
        for column in ("from", "to", "office", "note", "wikidata", "weak"):
            row.setdefault(column, "")
        yield row


def _codes(tables: dict[str, list[Line]], states: set[str]) -> Iterator[Issue]:
    """Countries, sectors, kinds and dates that do not exist."""
    for table, found in tables.items():
        for row in found:
            said = row["successor"] if table == "former_states" else row.get("country", "")
            for land in said.removeprefix("?").split("|") if table == "roles" else (said,):
                if not land or land in states | INTERNATIONAL or table == "states":
                    continue
                near = get_close_matches(land, states, 1)
                hint = f" Did you mean {near[0]}?" if near else ""
                text = f"country '{land}' is unknown: an ISO 3166 alpha-3 code, KOS or one of IGO UNO EUR NGO ISM IMG MNC.{hint}"
                yield Issue("HIGH", row.where, "country", row.label, text)
            for sector in filter(None, row.get("sectors", "").split("|")):
                if sector not in SECTORS:
                    text = f"sector '{sector}' is unknown. Known: {', '.join(sorted(SECTORS))}"
                    yield Issue("HIGH", row.where, "sector", row.label, text)
            if table == "roles" and row["kind"] not in _KINDS:
                yield Issue(
                    "HIGH", row.where, "kind", row.label, f"kind '{row['kind']}': person, group or organisation"
                )
            if table in _DATED:
                yield from _dates(row)


def _dates(row: Line) -> Iterator[Issue]:
    for column in ("from", "to"):
        if row[column] and not _is_date(row[column]):
            text = f"'{row[column]}' is no date: YYYY, YYYY-MM or YYYY-MM-DD"
            yield Issue("HIGH", row.where, "date", row.label, text)
            row[column] = ""
    if row["from"] and row["to"] and last_day(row["to"]) < first_day(row["from"]):
        yield Issue("HIGH", row.where, "date", row.label, f"ends ({row['to']}) before it begins ({row['from']})")


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text)) and last_day(text) >= first_day(text)
    except ValueError:
        return False


def _states(found: list[Line]) -> Iterator[Issue]:
    """Identifiers that two states share, or that have the wrong form."""
    for column, form in (
        ("iso3", r"[A-Z]{3}"),
        ("wikidata", r"Q\d+"),
        ("cow", r"\d+"),
        ("gw", r"\d+"),
        ("fips", r"[A-Z]{2}"),
    ):
        seen: dict[str, str] = {}
        for row in found:
            value = row.get(column, "")
            if not value:
                if column == "wikidata":
                    yield Issue("LOW", row.where, "identifier", row.label, "no Wikidata identifier")
                continue
            if not re.fullmatch(form, value):
                yield Issue("HIGH", row.where, "identifier", row.label, f"{column} '{value}' has the wrong form")
            if value in seen:
                text = f"{column} {value} is {seen[value]}'s too"
                yield Issue("HIGH", row.where, "identifier", row.label, text)
            seen[value] = row["name"]


def _names(tables: dict[str, list[Line]]) -> Iterator[Issue]:
    """One name for two things at one time, and names that stand twice."""
    columns = {
        "states": ("name", "aliases"), "former_states": ("name", "aliases"), "organisations": ("names",),
        "igos": ("names",), "seats": ("names",), "groups": ("name",),
    }  # fmt: skip
    meant: dict[str, list[tuple[Line, str]]] = defaultdict(list)
    for table, wanted in columns.items():
        for row in tables.get(table, []):
            written = [name for column in wanted for name in row[column].split("|") if name]
            tied = {name[1:] for name in written if name[0] == "?"}  # told apart by the text
            listed = [name.lstrip("?") for name in written]
            for name in sorted({name for name in listed if listed.count(name) > 1}):
                yield Issue("LOW", row.where, "duplicate-name", name, "stands twice in this row")
            land = row.get("country") or row.get("successor") or row.get("iso3", "")
            for name in dict.fromkeys(listed):
                if name in tied:
                    continue
                meant[" ".join(Pieces(name, {}).words)].append((row, land))
    for name, rows in meant.items():
        for i, (row, land) in enumerate(rows):
            for other, theirs in rows[:i]:
                if not _at_once(row, other) or row.where == other.where:
                    continue
                if land != theirs and "*" not in (land, theirs):
                    text = (
                        f"is {theirs}'s in {other.where} and {land}'s here, at the same time: rename one, or date them"
                    )
                    yield Issue("MEDIUM", row.where, "two-meanings", name, text)
                elif _is_dated(row) != _is_dated(other):
                    continue  # "GOV from 1979 to 1990" beside "PTY": the dated row is the exception
                elif row.get("sectors", "") != other.get("sectors", ""):
                    text = f"has the sectors {other.get('sectors')} in {other.where} and {row.get('sectors')} here"
                    yield Issue("MEDIUM", row.where, "contradiction", name, text)
                else:
                    yield Issue("LOW", row.where, "duplicate-name", name, f"stands in {other.where} too")


def _is_dated(row: Line) -> bool:
    return bool(row["from"] or row["to"])


def _at_once(a: Line, b: Line) -> bool:
    return first_day(a["from"]) <= last_day(b["to"]) and first_day(b["from"]) <= last_day(a["to"])


def _words(tables: dict[str, list[Line]], package: dict[str, list[Line]]) -> Iterator[Issue]:
    """Rows of the tables of words that contradict each other or never apply."""
    yield from _twice(tables.get("roles", []), "role", "sectors")
    yield from _twice(tables.get("not_actors", []), "phrase", "")
    yield from _twice(tables.get("spellings", []), "variant", "word")
    yield from _twice(tables.get("ambiguous", []), "name", "country")
    variants = {row["variant"] for row in (*package["spellings"], *tables.get("spellings", []))}
    for row in tables.get("spellings", []):
        if row["word"] in variants:
            yield Issue(
                "HIGH", row.where, "chain", row["variant"], f"'{row['word']}' is itself a variant of another word"
            )
    for row in tables.get("ambiguous", []):
        if not row["for"] and not row["against"]:
            yield Issue(
                "MEDIUM", row.where, "no-cue", row["name"], "no word speaks for or against it: it is never meant"
            )


def _twice(found: Iterable[Line], key: str, value: str) -> Iterator[Issue]:
    seen: dict[str, Line] = {}
    for row in found:
        other = seen.setdefault(row[key], row)
        if other is row:
            continue
        if value and other[value] != row[value]:
            text = f"{value} '{row[value]}', but '{other[value]}' in {other.where}"
            yield Issue("HIGH", row.where, "contradiction", row[key], text)
        else:
            yield Issue("LOW", row.where, "duplicate-name", row[key], f"stands in {other.where} too")
