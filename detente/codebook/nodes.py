"""YAML nodes -> typed values, every fault kept with its line and column.

The nodes are read straight, not through YAML's own constructors: `off` and `no` stay words, `040` stays a code, and
each value remembers where it stands. Which keys exist, and of which form, is read from the dataclasses of `model`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

import yaml

from detente.errors import CodebookError, Location

T = TypeVar("T")

#: More known values than this are counted, not listed.
_LISTED = 40

#: field name -> values that it may take, for fields with a closed list.
Allowed = Mapping[str, Collection[str]]


class Problems:
    """Collects what is wrong with a codebook, so that all of it is told at once."""

    def __init__(self) -> None:
        self.found: list[CodebookError] = []

    def add(self, code: str, at: Location, **parts: object) -> None:
        """Note one fault."""
        self.found.append(CodebookError(code, at, **parts))

    def unknown(self, at: Location, field: str, value: str, known: Collection[str]) -> None:
        """Note a value that is not in its list, with the nearest one that is."""
        close = get_close_matches(value, list(known), n=1, cutoff=0.6)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        listed = ", ".join(known) if len(known) <= _LISTED else f"{len(known)} values"
        self.add("E021", at, field=field, value=value, known=listed or "none", hint=hint)


def place(path: str, node: yaml.Node) -> Location:
    """Where a node starts; lines and columns count from 1."""
    return Location(path, node.start_mark.line + 1, node.start_mark.column + 1)


def parse(path: str, text: str, problems: Problems) -> yaml.MappingNode | None:
    """The file's root mapping, or None where it is no YAML or no mapping."""
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
        problems.add("E020", at, detail=getattr(error, "problem", None) or str(error))
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.add("E024", Location(path, 1, 1), field="the file", detail="give keys with values (key: value)")
        return None
    return node


def entries(path: str, node: yaml.MappingNode, problems: Problems) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """(key, key node, value node) in the file's order; a key that stands twice is a fault and is given once."""
    seen: dict[str, Location] = {}
    for key_node, value in node.value:
        key, at = str(key_node.value), place(path, key_node)
        if key in seen:
            problems.add("E023", at, value=key, first=seen[key])
            continue
        seen[key] = at
        yield key, key_node, value


class Form:
    """What the builder needs to know: the file, the closed lists, and where faults go."""

    def __init__(self, path: str, problems: Problems, allowed: Allowed) -> None:
        self.path, self.problems, self.allowed = path, problems, allowed

    def with_allowed(self, **more: Collection[str]) -> Form:
        """The same file with further closed lists."""
        return Form(self.path, self.problems, {**self.allowed, **more})

    def wrong(self, node: yaml.Node, field: str, detail: str) -> None:
        """Note a value of the wrong form."""
        self.problems.add("E024", place(self.path, node), field=field, detail=detail)


@cache
def field_kinds(cls: Any) -> dict[str, Any]:
    """Field name -> resolved type hint, in the order of the dataclass."""
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


@cache
def required_fields(cls: Any) -> frozenset[str]:
    """Names of the fields without a default."""
    missing = dataclasses.MISSING
    return frozenset(f.name for f in dataclasses.fields(cls) if f.default is missing and f.default_factory is missing)


def build(cls: type[T], node: yaml.Node, form: Form, **given: Any) -> T | None:
    """A `cls` from a mapping node, or None where a required field is missing or unusable.

    Args:
        cls: a dataclass; its fields are the keys allowed.
        node: the mapping.
        form: file and closed lists.
        **given: fields that the caller has already; they may not stand in the YAML.
    """
    if not isinstance(node, yaml.MappingNode):
        form.wrong(node, cls.__name__.lower(), "give keys with values (key: value)")
        return None
    shape: Any = cls
    kinds = {name: kind for name, kind in field_kinds(shape).items() if name not in given}
    values, unusable = dict(given), set[str]()
    for key, key_node, value in entries(form.path, node, form.problems):
        if key not in kinds:
            form.problems.unknown(place(form.path, key_node), "key", key, list(kinds))
            continue
        made = read(kinds[key], key, value, form)
        if made is not None or _optional(kinds[key]):
            values[key] = made
        else:
            unusable.add(key)
    required = required_fields(shape)
    missing = [name for name in kinds if name in required and name not in values]
    for name in missing:
        if name not in unusable:  # that has been told already
            form.problems.add("E022", place(form.path, node), field=name, allowed=_one_of(form.allowed.get(name)))
    if missing or any(values[name] is None for name in required if not _optional(field_kinds(shape)[name])):
        return None
    return cls(**values)


def read(kind: Any, field: str, node: yaml.Node, form: Form) -> Any:
    """The node's value as `kind` (a type hint of `model`), or None where it has the wrong form."""
    if _optional(kind):
        if node.tag.endswith(":null"):
            return None
        kind = next(arg for arg in typing.get_args(kind) if arg is not types.NoneType)
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _read_list(typing.get_args(kind)[0], field, node, form)
    if origin is not None:
        return _read_mapping(typing.get_args(kind)[1], field, node, form)
    if dataclasses.is_dataclass(kind):
        shape: Any = kind
        return build(shape, node, form)
    return _read_scalar(kind, field, node, form)


def _read_scalar(kind: Any, field: str, node: yaml.Node, form: Form) -> str | float | bool | None:
    if not isinstance(node, yaml.ScalarNode):
        form.wrong(node, field, "give one value, not a list")
        return None
    value = " ".join(str(node.value).split())
    if kind is bool:
        if value.lower() not in ("true", "false"):
            form.wrong(node, field, f"'{value}' is neither true nor false")
            return None
        return value.lower() == "true"
    if kind is float:
        try:
            return float(value)
        except ValueError:
            form.wrong(node, field, f"'{value}' is no number")
            return None
    known = form.allowed.get(field)
    if known is not None and value not in known:
        form.problems.unknown(place(form.path, node), field, value, known)
        return None
    return value


def _read_list(kind: Any, field: str, node: yaml.Node, form: Form) -> tuple[Any, ...]:
    """A list; one scalar stands for a list of one."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    values = (read(kind, field, item, form) for item in items)
    return tuple(value for value in values if value is not None)


def _read_mapping(kind: Any, field: str, node: yaml.Node, form: Form) -> dict[str, Any] | None:
    """A mapping; where the values are dataclasses, the key is their id."""
    if not isinstance(node, yaml.MappingNode):
        form.wrong(node, field, "give keys with values (key: value)")
        return None
    values: dict[str, Any] = {}
    for key, _, value in entries(form.path, node, form.problems):
        made = build(kind, value, form, id=key) if _is_shape(kind) else read(kind, key, value, form)
        if made is not None:
            values[key] = made
    return values


def _is_shape(kind: Any) -> bool:
    return bool(dataclasses.is_dataclass(kind))


def _optional(kind: Any) -> bool:
    return types.NoneType in typing.get_args(kind)


def _one_of(known: Collection[str] | None) -> str:
    return f"Allowed: {', '.join(known)}." if known and len(known) <= _LISTED else "Add it."
