"""Reads the knowledge tables: TSV files of the package, and those of a user's folder."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from detente.errors import ConfigError

#: Tables in the order in which they are read, with the columns that a row must have; a user's folder may hold any.
COLUMNS = {
    "states": ("iso3", "name", "aliases", "adjectives", "demonyms", "capital"),
    "former_states": ("name", "aliases", "adjectives", "demonyms", "successor", "from", "to"),
    "seats": ("names", "country", "sectors"),
    "organisations": ("names", "country", "sectors"),
    "igos": ("names", "country", "sectors"),
    "groups": ("name", "adjective", "plural", "country", "sectors"),
    "minorities": ("country", "in"),
    "roles": ("role", "plural", "sectors", "kind"),
    "leaders": ("country", "name", "aliases", "office", "from", "to"),
    "ministers": ("country", "name", "aliases", "office", "from", "to"),
    "figures": ("country", "name", "aliases", "sectors", "note", "from", "to"),
    "cities": ("name", "country"),
    "not_actors": ("phrase",),
    "ambiguous": ("name", "country", "for", "against"),  # and otherwise
    "spellings": ("variant", "word"),
    "common_words": ("word",),
    "combining": ("form", "country"),
    "given_names": ("name", "sex"),
}
TABLES = tuple(COLUMNS)

Row = dict[str, str]


def package_rows(table: str) -> Iterator[Row]:
    """Rows of a table of the package.

    Raises:
        ConfigError: the package lacks it.
    """
    return rows(package_text(table))


def package_text(table: str) -> str:
    """A table of the package as it stands in its file."""
    try:
        return resources.files("detente").joinpath("knowledge", f"{table}.tsv").read_text("utf-8")
    except FileNotFoundError as err:
        raise ConfigError("E042", name=f"{table}.tsv") from err


def folder_rows(folder: str, table: str) -> Iterator[Row]:
    """Rows of a table in a user's folder, missing columns empty; none where the table is not there.

    Raises:
        ConfigError: the folder does not exist.
    """
    file = folder_path(folder) / f"{table}.tsv"
    blank = dict.fromkeys(COLUMNS[table], "")
    return ({**blank, **row} for row in rows(file.read_text("utf-8-sig"))) if file.is_file() else iter(())


def folder_path(folder: str) -> Path:
    """The folder.

    Raises:
        ConfigError: it does not exist.
    """
    path = Path(folder)
    if not path.is_dir():
        raise ConfigError("E006", folder)
    return path


def rows(text: str) -> Iterator[Row]:
    """Rows as dicts; a row that is too short lacks its last columns, empty lines and comments (#) are left out."""
    lines = text.split("\n")
    header = lines[0].rstrip("\r").split("\t")
    for line in lines[1:]:
        if line.strip() and line[0] != "#":
            yield dict(zip(header, line.rstrip("\r").split("\t"), strict=False))
