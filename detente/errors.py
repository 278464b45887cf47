"""Errors: one base class, few subclasses by who must act, and the table of all messages by code.

Every message says what is wrong, where, what is allowed and what to do. Codes are never reused; docs/errors.md is
generated from `MESSAGES`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """Where something is wrong. `line` and `column` count from 1; None = not known."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


#: code -> template. Placeholders are given as keyword arguments to the error.
MESSAGES: dict[str, str] = {
    # input (read/)
    "E001": 'not a JSON object: {detail}. Allowed: one JSON object a line with at least "text". Mend or drop this line.',
    "E002": 'no text: the field "text" is missing or empty. Give a non-empty string.',
    "E003": "{what} is {size} characters long; the limit is {limit}. Split it, or raise --max-chars.",
    "E004": "not a text file: it looks like {detail}. Allowed: text, Markdown, HTML, JSONL, CSV. Convert it first.",
    "E005": "the encoding is unknown: {detail}. Save the file as UTF-8, or name it with --encoding.",
    "E006": "no such file or folder. Check the path, or give - for standard input.",
    "E007": "no article text was found in this page. Save the article's text itself, or check that the page is complete.",
    "E008": "'{value}' is no date. Write it as YYYY-MM-DD.",
    "E009": 'the field "{field}" is wrong: {detail}.',
    "E010": 'no column named "text". Columns found: {columns}. Rename one, or name it with --text-column.',
    "E011": "cannot be read: {detail}. Check that the file exists and that you may read it.",
    "E012": "could not be coded: {detail}. The other texts were coded. This is a fault of Détente: please report it.",
    "E013": "the JSON line is over {limit} bytes long. Split the text, or raise --max-chars.",
    "E014": "the id stands twice in this run, with another text. Ids are unique: give each document one of its own.",
    "E015": "cannot be written: {detail}. Check that the folder exists and that you may write to it.",
    # codebook
    "E020": "not valid YAML: {detail}.",
    "E021": "{field} '{value}' is unknown. Known: {known}.{hint}",
    "E022": "{field} is missing. {allowed}",
    "E023": "id '{value}' stands twice; first at {first}. Ids are unique over the codebook: rename one.",
    "E024": "{field}: {detail}.",
    "E025": "no codebook here: no events/*.yaml. Give a folder made by 'detente codebook new', or leave --codebook out.",
    "E026": "these heads cannot be used: {detail}. Make them anew with 'detente train-heads'.",
    "E027": "'{name}' is there already. Give another name: what you edited is not overwritten.",
    # store
    "E030": "the database is in use by another process ({detail}). Wait for it, or write to another file with --db.",
    "E031": "this is no Détente database: {detail}. Give another path; a new file is created where none exists.",
    "E032": "the database was made by a newer Détente (schema {found}, this program knows up to {known}). Upgrade Détente.",
    "E033": "the database could not be written: {detail}. Free some space and run again: what was committed is kept.",
    "E034": "no event with the id '{value}'. 'detente events' lists them.{hint}",
    # settings and installation
    "E040": "the language model '{name}' is not installed. Run: pip install {package}",
    "E041": "{field} '{value}' is not allowed. Allowed: {allowed}.",
    "E042": "the table '{name}' is missing from the package: the installation is broken. Reinstall detente",
    "E043": "a table of this folder cannot be read ({detail}). Find the row with: detente knowledge check FOLDER",
}


class DetenteError(Exception):
    """Base of all errors that a user can mend.

    Args:
        code: a key of `MESSAGES`.
        at: where, a `Location`, a path, or None.
        **parts: what the message's placeholders stand for.
    """

    exit_status = 1

    def __init__(self, code: str, at: Location | str | None = None, **parts: object) -> None:
        self.code = code
        self.at = at
        self.message = MESSAGES[code].format(**parts)
        super().__init__(f"[{code}] {at}: {self.message}" if at else f"[{code}] {self.message}")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.at, self.message, self.args)


def _rebuild(
    cls: type[DetenteError], code: str, at: Location | str | None, message: str, args: tuple[str]
) -> DetenteError:
    error = cls.__new__(cls)
    Exception.__init__(error, *args)
    error.code, error.at, error.message = code, at, message
    return error


class InputError(DetenteError):
    """The text given is at fault: mend the input."""

    exit_status = 3


class CodebookError(DetenteError):
    """The codebook is at fault: mend the YAML."""

    exit_status = 4


class StoreError(DetenteError):
    """The database is at fault."""

    exit_status = 5


class ConfigError(DetenteError):
    """A setting or the installation is at fault."""

    exit_status = 2
