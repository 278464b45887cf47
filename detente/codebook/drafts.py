"""A user's sentences -> drafts of event types, which `scaffold` writes as a codebook.

TSV: columns type, kind (hit or near_miss), text. YAML: a mapping of types, each with `hits`, `near_misses` and whatever
else of a type is known already. In the text the parties and the trigger are marked: "[a|Chad] [t|hacked into] the servers of
[r|Niger]".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from detente.codebook.load import CodebookProblems
from detente.codebook.marks import Marked, faulty_mark, read_marks
from detente.codebook.model import QUAD_CLASSES
from detente.codebook.nodes import Form, Problems, build, entries, parse
from detente.errors import CodebookError, Location

COLUMNS = ("type", "kind", "text")
KINDS = ("hit", "near_miss")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a type before it is edited."""

    id: str
    label: str = ""
    definition: str = ""
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    quad_class: str = "material conflict"
    plover_score: float = 0.0
    cameo: str | None = None
    hits: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()

    def marked(self) -> list[Marked]:
        """The hits with their marks read."""
        return [read_marks(text) for text in self.hits]


def read_drafts(path: Path) -> list[Draft]:
    """Drafts by type, in the file's order.

    Raises:
        CodebookError: the file cannot be read, or has faults; then `problems` lists them with their lines.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise CodebookError("E011", str(path), detail=str(err)) from err
    problems = Problems()
    from_yaml = path.suffix.lower() in (".yaml", ".yml")
    drafts = _from_yaml(str(path), text, problems) if from_yaml else _from_tsv(str(path), text, problems)
    for draft in drafts:
        _check(draft, str(path), problems)
    if problems.found:
        raise CodebookProblems(problems.found)
    return drafts


def _from_yaml(path: str, text: str, problems: Problems) -> list[Draft]:
    node = parse(path, text, problems)
    form = Form(path, problems, {"quad_class": QUAD_CLASSES})
    made = [build(Draft, value, form, id=key) for key, _, value in entries(path, node, problems)] if node else []
    return [draft for draft in made if draft is not None]


def _from_tsv(path: str, text: str, problems: Problems) -> list[Draft]:
    drafts: dict[str, Draft] = {}
    header: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not header:
            header = cells
            if set(header) != set(COLUMNS):
                detail = f"the first line names the columns {', '.join(header)}; give {', '.join(COLUMNS)}, with tabs between"
                problems.add("E024", Location(path, number), field="columns", detail=detail)
                return []
            continue
        if len(cells) != len(header):
            detail = f"{len(cells)} fields where the header has {len(header)}; put a tab between the fields"
            problems.add("E024", Location(path, number), field="row", detail=detail)
            continue
        row = dict(zip(header, cells, strict=True))
        if row["kind"] not in KINDS:
            problems.unknown(Location(path, number), "kind", row["kind"], KINDS)
            continue
        draft = drafts.setdefault(row["type"], Draft(row["type"]))
        if row["kind"] == "hit":
            drafts[draft.id] = replace(draft, hits=(*draft.hits, row["text"]))
        else:
            drafts[draft.id] = replace(draft, near_misses=(*draft.near_misses, row["text"]))
    return list(drafts.values())


def _check(draft: Draft, path: str, problems: Problems) -> None:
    if not draft.id.isidentifier() or draft.id != draft.id.upper():
        problems.add(
            "E024", Location(path), field="type", detail=f"'{draft.id}' is not in capitals, as CYBER_OPERATION is"
        )
    if not any(item.trigger for item in draft.marked()):
        detail = "no hit has a marked trigger; mark it as in '[a|Chad] [t|hacked into] the servers of [r|Niger]'"
        problems.add("E024", Location(path), field=draft.id, detail=detail)
    for text in (*draft.hits, *draft.near_misses):
        if (fault := faulty_mark(text)) is not None:
            problems.add(
                "E024", Location(path), field="mark", detail=f"'{fault}' in '{text}'; allowed: [a|..], [r|..], [t|..]"
            )
