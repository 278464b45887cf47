"""A new codebook folder: YAML with comments, for somebody who has read a codebook but writes no programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from detente.codebook.drafts import Draft
from detente.codebook.model import QUAD_CLASSES, Frame
from detente.errors import CodebookError

_HEADER = """\
# A codebook of your own. 'detente codebook lint {folder}' checks it, 'detente codebook try {folder}' codes its examples,
# and every command that codes takes it: detente code article.txt --codebook {folder}
name: {name}
version: "0.1"
title: {title}
{extends}"""
_EXTENDS = """\
# The sixteen types of PLOVER stay, yours stand beside them; a type of yours with the name of one of them takes its place.
# Without this line your types are the only ones.
extends: plover
"""

_TYPE = """\
# One event type. Lines that begin with # are for you and are not read.
id: {id}  # the same as the file's name
label: {label}
# One of: {quads}.
quad_class: {quad_class}
# From -10, the worst conflict, to +10, the closest cooperation.
plover_score: {score}
# Code of the nearest CAMEO category, in quotes ("170"), or null where CAMEO has none.
cameo: {cameo}
requires_recipient: {requires_recipient}  # true: it makes no sense without somebody whom it is done to
# What counts, in a sentence or two; then what else counts, and what does not.
definition: {definition}
includes:{includes}
excludes:{excludes}
# How it was done, if you tell that apart: a name each, with definition, plover_score, cameo and cue words.
modes: {{}}

# Words by which such an event is found. Each trigger has an id and exactly one of verb, noun or adjective, with lemmas: the
# form under which a dictionary lists them ("hack", not "hacked"). What else it may ask for:
#   preposition: [into]     one of these must follow                objects: [attack]     it must have one of these objects
#   particle: [down]        "shut down"                             not_objects: [tree]   and none of these
#   complement: [hospital]  "taken to hospital": one of these must be governed
#   actor, recipient        where the parties stand: subject, object, possessor ("Chad's"), modifier ("the Chadian"), or a
#                           preposition; the first that fits is taken
#   requires: [actor]       nothing is coded where no actor is found
# Triggers propose; the sentences under hits and near_misses decide. So be generous here: a word that is often wrong does
# little harm where near misses show how it is wrong. Of several triggers at one word the one with the higher confidence is
# taken; {confidence} puts yours before PLOVER's.
triggers:
{triggers}
# About fifteen sentences that report such an event, and as many that only look like it. They are compared with each sentence
# to be coded, so choose them as different as the news is. Mark who acts [a|..], to whom [r|..] and the trigger [t|..].
hits:{hits}
near_misses:{near_misses}
"""


def write_codebook(
    folder: Path, drafts: Sequence[Draft], frames: Mapping[str, Sequence[Frame]], extends: bool = True
) -> None:
    """Write codebook.yaml and events/*.yaml.

    Args:
        folder: must not exist.
        drafts: the types.
        frames: event type -> its triggers, at least one each.
        extends: the types stand beside PLOVER's; else they are the only ones.

    Raises:
        CodebookError: E027, the folder exists.
    """
    if folder.exists():
        raise CodebookError("E027", str(folder), name=folder.name)
    (folder / "events").mkdir(parents=True)
    title = "PLOVER 2.0 and types of our own" if extends else "Types of our own"
    header = _HEADER.format(
        folder=folder.name, name=_text(folder.name), title=title, extends=_EXTENDS if extends else ""
    )
    (folder / "codebook.yaml").write_text(header, "utf-8")
    for draft in drafts:
        (folder / "events" / f"{draft.id}.yaml").write_text(type_yaml(draft, frames[draft.id]), "utf-8")


def type_yaml(draft: Draft, frames: Sequence[Frame]) -> str:
    """The file of one type."""
    marked = draft.marked()
    return _TYPE.format(
        id=draft.id,
        label=_text(draft.label or draft.id.replace("_", " ").capitalize()),
        quads=", ".join(QUAD_CLASSES),
        quad_class=draft.quad_class,
        score=draft.plover_score,
        cameo=_text(draft.cameo) if draft.cameo else "null",
        requires_recipient=str(bool(marked) and all(item.recipient for item in marked)).lower(),
        definition=_text(draft.definition or f"Say here what a {draft.id} is."),
        includes=_list(draft.includes),
        excludes=_list(draft.excludes),
        confidence=max((frame.confidence for frame in frames), default=0.95),
        triggers="".join(_trigger(frame) for frame in frames),
        hits=_list(draft.hits),
        near_misses=_list(draft.near_misses),
    )


def _trigger(frame: Frame) -> str:
    lines = [f"  - id: {frame.id}", f"    {frame.kind}: {_words(frame.lemmas)}"]
    for name in ("particle", "preposition", "objects", "not_objects", "complement", "actor", "recipient", "requires"):
        values = getattr(frame, name)
        if values or name == "recipient":  # none is not the same as not said: then it would be the object
            lines.append(f"    {name}: {_words(values)}")
    lines += [f"    confidence: {frame.confidence}", f"    example: {_text(frame.example)}"]
    if frame.near_miss:
        lines.append(f"    near_miss: {_text(frame.near_miss)}")
    return "\n".join(lines) + "\n"


def _words(words: Iterable[str]) -> str:
    return (
        "["
        + ", ".join(word if word.isalpha() and word not in ("on", "off", "no") else _text(word) for word in words)
        + "]"
    )


def _list(items: Sequence[str]) -> str:
    return "".join(f"\n  - {_text(item)}" for item in items) or " []"


def _text(text: str) -> str:
    """In double quotes, as YAML and JSON both read them."""
    return json.dumps(text, ensure_ascii=False)


#: What `codebook new` writes where no sentences are given: to be overwritten.
TEMPLATE = Draft(
    "INSPECT",
    definition="Officials of one party look over sites, ships or goods of another to see that rules are kept.",
    includes=("arms inspectors at a plant", "coastguards who board and check a ship"),
    excludes=("goods taken away (COERCE)", "a leader who inspects a guard of honour"),
    quad_class="verbal conflict",
    plover_score=-1.0,
    hits=(
        "[a|Chad] [t|inspected] the barracks of [r|Niger] on Monday.",
        "[a|UN officers] [t|checked] [r|the Libyan plant] for traces of gas.",
        "[a|The Danish coastguard] [t|inspected] [r|a Russian tanker] off Skagen.",
    ),
    near_misses=(
        "[a|The president of Chad] [t|inspected] a guard of honour in [r|Niamey].",
        "[a|The Danish minister] [t|checked] her watch while [r|the Russian envoy] spoke.",
    ),
)
