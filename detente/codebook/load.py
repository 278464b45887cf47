"""YAML and TSV -> Codebook. Every fault is found before any is raised.

A codebook is a folder:

    codebook.yaml   name, version, what it extends       contexts.yaml  why: contexts and their cues
    events/*.yaml   one event type each                  cameo.tsv      CAMEO codes, scores, crosswalk
    silence.yaml    cues of what is no politics          SOURCE.yaml    where it comes from (not read here)
    heads.npz       made by 'detente train-heads'

A file that a user's folder lacks is taken from the packaged codebook; only events/ must be there. In a codebook that extends
another one, a type or an off-domain topic of the same name takes the other's place, and all else of the other stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from detente.codebook.cameo import CameoTable, read_cameo
from detente.codebook.index import index_frames
from detente.codebook.model import QUAD_CLASSES, ROLES, Codebook, Context, EventType, Frame
from detente.codebook.nodes import Form, Problems, build, entries, field_kinds, parse, place, read
from detente.errors import CodebookError, Location

DEFAULT = "plover"
FILES = (
    "codebook.yaml",
    "contexts.yaml",
    "silence.yaml",
    "cameo.tsv",
    "SOURCE.yaml",
    "README.md",
    "heads.npz",
    "events",
)
KINDS = ("verb", "noun", "adjective")


class CodebookProblems(CodebookError):
    """All that is wrong with a codebook: `problems` holds one CodebookError each, in the order of the files."""

    def __init__(self, problems: Iterable[CodebookError]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        self.code, self.at, self.message = first.code, first.at, first.message
        Exception.__init__(self, "\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems,)


@dataclass(frozen=True, slots=True)
class Header:
    """codebook.yaml."""

    name: str = ""  #: of the codebook; default the folder's name
    version: str = "0"
    title: str = ""
    goldstein: str = "gdelt"  #: which of cameo.tsv's two columns is taken
    extends: str = ""  #: a codebook whose event types are kept unless this one defines them anew


def load_codebook(name_or_folder: str) -> Codebook:
    """The codebook of that name in the package, or in that folder.

    Args:
        name_or_folder: "plover", "examples/cyber_health", or a path; a packaged name wins over a folder of the same name
            (write ./plover).

    Raises:
        CodebookError: there is none, or it is faulty; then `problems` lists every fault with file, line and column.
    """
    folder = find_folder(name_or_folder)
    problems = Problems()
    codebook = _load(folder, problems)
    if problems.found or codebook is None:
        raise CodebookProblems(problems.found)
    return codebook


def find_folder(name_or_folder: str) -> Traversable:
    """The codebook's folder, packaged or the user's own.

    Raises:
        CodebookError: it holds no events/*.yaml.
    """
    is_name = all(part.isidentifier() for part in name_or_folder.split("/"))
    packaged = _packaged(name_or_folder) if is_name else None
    folder = packaged if packaged is not None and packaged.is_dir() else Path(name_or_folder)
    events = folder / "events"
    if not events.is_dir() or not any(item.name.endswith(".yaml") for item in events.iterdir()):
        raise CodebookError("E025", name_or_folder)
    return folder


def _packaged(name: str) -> Traversable:
    return resources.files("detente") / "codebooks" / name


def _load(folder: Traversable, problems: Problems) -> Codebook | None:
    _check_stray(folder, problems)
    header = _read_header(folder, problems)
    cameo = read_cameo(*_text(folder, "cameo.tsv"), problems)
    contexts = _read_contexts(folder, problems)
    silence = _read_silence(folder, problems)
    types = _read_types(folder, contexts, cameo, problems)
    if header.extends and header.extends != header.name:
        extended = load_codebook(header.extends)
        types = {**extended.types, **types}
        silence = _own_words_are_political({**extended.silence, **silence}, set(types) - set(extended.types), types)
    if problems.found:
        return None
    verbs, nouns, adjectives = index_frames(types.values())
    return Codebook(
        name=header.name or folder.name,
        version=header.version,
        types=types,
        contexts=contexts,
        goldstein=cameo.goldstein(header.goldstein),
        cameo_names=cameo.names,
        silence=silence,
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        crosswalk=cameo.crosswalk,
        heads=(folder / "heads.npz").read_bytes() if (folder / "heads.npz").is_file() else b"",
    )


def _own_words_are_political(
    silence: dict[str, tuple[str, ...]], own: set[str], types: dict[str, EventType]
) -> dict[str, tuple[str, ...]]:
    """The cues without the words that an own type is found by: who codes leaders' illnesses means "tumour" seriously."""
    frames = [frame for name in own for frame in types[name].frames]
    words = {word for frame in frames for word in (*frame.lemmas, *frame.objects, *frame.complement)}
    return {topic: tuple(cue for cue in cues if cue not in words) for topic, cues in silence.items()}


def _text(folder: Traversable, name: str) -> tuple[str, str]:
    """(path as shown in errors, content) of the folder's file, or of the packaged codebook's where it lacks one."""
    item = folder / name
    if not item.is_file():
        item = _packaged(DEFAULT) / name
    return _shown(item), item.read_text("utf-8")


def _shown(item: Traversable) -> str:
    """A packaged file from the package's name on, a user's file as the user gave it."""
    path, package = str(item), str(resources.files("detente"))
    return "detente" + path[len(package) :].replace("\\", "/") if path.startswith(package) else path


def _check_stray(folder: Traversable, problems: Problems) -> None:
    """A file that nobody reads is most often a name mistyped: say so."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name not in FILES and not item.name.startswith((".", "__")):
            problems.unknown(Location(_shown(item)), "file", item.name, FILES)
    for item in sorted((folder / "events").iterdir(), key=lambda item: item.name):
        if not item.name.endswith(".yaml") and not item.name.startswith((".", "__")):
            problems.unknown(Location(_shown(item)), "file", item.name, ("<EVENT_TYPE>.yaml",))


def _read_header(folder: Traversable, problems: Problems) -> Header:
    item = folder / "codebook.yaml"
    if not item.is_file():
        return Header()
    path = _shown(item)
    node = parse(path, item.read_text("utf-8"), problems)
    packaged = resources.files("detente") / "codebooks"
    names = sorted(entry.name for entry in packaged.iterdir() if (entry / "events").is_dir())
    form = Form(path, problems, {"goldstein": ("gdelt", "icews"), "extends": names})
    return (build(Header, node, form) if node else None) or Header()


def _read_contexts(folder: Traversable, problems: Problems) -> dict[str, Context]:
    path, text = _text(folder, "contexts.yaml")
    node = parse(path, text, problems)
    contexts: dict[str, Context] = {}
    for key, key_node, value in entries(path, node, problems) if node else ():
        if key != "contexts":
            problems.unknown(place(path, key_node), "key", key, ("contexts",))
        else:
            contexts = read(field_kinds(Codebook)["contexts"], key, value, Form(path, problems, {})) or {}
    return contexts


def _read_silence(folder: Traversable, problems: Problems) -> dict[str, tuple[str, ...]]:
    path, text = _text(folder, "silence.yaml")
    node = parse(path, text, problems)
    return (read(field_kinds(Codebook)["silence"], "silence", node, Form(path, problems, {})) if node else None) or {}


def _read_types(
    folder: Traversable, contexts: dict[str, Context], cameo: CameoTable, problems: Problems
) -> dict[str, EventType]:
    """Event types by id, sorted by file name."""
    allowed = {
        "actor": ROLES,
        "recipient": ROLES,
        "requires": ("actor", "recipient"),
        "contexts": tuple(contexts),
        "cameo": tuple(cameo.names),
        "quad_class": QUAD_CLASSES,
    }
    types: dict[str, EventType] = {}
    ids: dict[str, Location] = {}
    for item in sorted((folder / "events").iterdir(), key=lambda item: item.name):
        if not item.name.endswith(".yaml"):
            continue
        form = Form(_shown(item), problems, allowed)
        node = parse(form.path, item.read_text("utf-8"), problems)
        made = read_type(node, form, ids) if node else None
        if made is not None:
            types[made.id] = made
            if made.id != item.name.removesuffix(".yaml"):
                problems.add("E024", Location(form.path), field="id", detail=f"'{made.id}' is not the file's name")
    return types


def read_type(node: yaml.MappingNode, form: Form, ids: dict[str, Location]) -> EventType | None:
    """One event type from its file.

    Args:
        node: the file's root.
        form: file and closed lists.
        ids: frame id -> where it stands, over all files so far; added to.
    """
    # Modes first, wherever they stand: the triggers are checked against them.
    parts = {str(key.value): value for key, value in node.value}
    modes = read(field_kinds(EventType)["modes"], "modes", parts["modes"], form) if "modes" in parts else {}
    type_id = str(parts["id"].value) if "id" in parts else ""
    inner = form.with_allowed(mode=tuple(modes or ()), modes=tuple(modes or ()))
    if "triggers" in parts:
        frames = _read_frames(parts["triggers"], inner, type_id, ids)
    else:
        form.problems.add("E022", place(form.path, node), field="triggers", allowed="Add a list of triggers.")
        frames = ()
    rest = [(key, value) for key, value in node.value if key.value not in ("modes", "triggers")]
    root = yaml.MappingNode(node.tag, rest, node.start_mark, node.end_mark)
    return build(EventType, root, inner, modes=modes or {}, frames=frames)


def _read_frames(node: yaml.Node, form: Form, type_id: str, ids: dict[str, Location]) -> tuple[Frame, ...]:
    if not isinstance(node, yaml.SequenceNode):
        form.wrong(node, "triggers", "give a list of triggers")
        return ()
    frames = (_read_frame(item, form, type_id, ids) for item in node.value)
    return tuple(frame for frame in frames if frame is not None)


def _read_frame(node: yaml.Node, form: Form, type_id: str, ids: dict[str, Location]) -> Frame | None:
    if not isinstance(node, yaml.MappingNode):
        form.wrong(node, "trigger", "give keys with values (id: ...)")
        return None
    words = [(key, value) for key, value in node.value if key.value in KINDS]
    rest = [(key, value) for key, value in node.value if key.value not in KINDS]
    if len(words) != 1:
        form.wrong(node, "trigger", f"give exactly one of {', '.join(KINDS)} with its lemmas")
        return None
    kind = words[0][0].value
    lemmas = read(field_kinds(Frame)["lemmas"], kind, words[0][1], form)
    root = yaml.MappingNode(node.tag, rest, node.start_mark, node.end_mark)
    frame = build(Frame, root, form, kind=kind, lemmas=lemmas, event_type=type_id)
    if frame is not None:
        _check_frame(frame, node, form, ids)
    return frame


def _check_frame(frame: Frame, node: yaml.MappingNode, form: Form, ids: dict[str, Location]) -> None:
    values = {str(key.value): value for key, value in node.value}
    at = place(form.path, values["id"])
    if frame.id in ids:
        form.problems.add("E023", at, value=frame.id, first=ids[frame.id])
    ids.setdefault(frame.id, at)
    if not frame.id.startswith(frame.event_type + "."):
        form.wrong(values["id"], "id", f"'{frame.id}' must begin with '{frame.event_type}.'")
    if not 0 <= frame.confidence <= 1:
        form.wrong(values["confidence"], "confidence", f"{frame.confidence} is not between 0 and 1")
    words = values[frame.kind]
    if not frame.lemmas:
        form.wrong(words, frame.kind, "give at least one lemma")
    for lemma in frame.lemmas:
        if lemma != lemma.lower():
            form.wrong(words, frame.kind, f"'{lemma}' is not in lower case")
        if " " in lemma and frame.kind != "noun":
            form.wrong(words, frame.kind, f"'{lemma}' has several words; use particle, preposition or objects")
