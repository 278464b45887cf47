"""The use cases, called by the command line and by programs alike: code, annotate, query, explain, brief, resolve."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from detente import __version__
from detente.entities.find import find_entities
from detente.entities.knowledge import Knowledge
from detente.entities.resolve import resolve
from detente.errors import DetenteError, InputError, StoreError
from detente.interchange import to_dict
from detente.language import foreign
from detente.merge import extend, merge, merge_pending
from detente.parse import parse
from detente.pipeline import Tools, annotate
from detente.places.find import find_places
from detente.query.filters import ANY, Filter
from detente.read import BadInput, ReadOptions, read_path
from detente.show.brief import render_brief
from detente.store import Store
from detente.store.records import text_hash
from detente.types import Annotation, Document, Event, Judgement, MergedEvent, Place

#: Called after each batch with the number of inputs done.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class CodeResult:
    """What one run of `code` did."""

    annotations: tuple[Annotation, ...]  #: empty where the results went to a store
    events: tuple[MergedEvent, ...]
    bad: tuple[BadInput, ...]
    documents: int
    already_known: int
    mentions: int
    replaced: int = 0  #: documents that were in the store with another text
    silent: tuple[tuple[str, str], ...] = ()  #: (document, why it was not coded)


def unique(items: Iterable[Document | BadInput]) -> Iterator[Document | BadInput]:
    """The items, a document with an id that another text of the run has as `BadInput`: its offsets would be read in the other."""
    seen: dict[str, str] = {}
    for item in items:
        if isinstance(item, Document) and seen.setdefault(item.id, text_hash(item.text)) != text_hash(item.text):
            yield BadInput(where=item.id, error=InputError("E014", item.id), id=item.id, line=None)
        else:
            yield item


def annotate_items(
    items: Iterable[Document | BadInput],
    tools: Tools,
    progress: Progress = lambda _: None,
    attributions: bool = True,
) -> Iterator[Annotation | BadInput]:
    """Annotations in the order of the input; what could not be read or coded stands in its place as `BadInput`.

    `attributions` as for `pipeline.annotate`.
    """
    for chunk in _chunks(items, tools.settings.batch_size):
        results = _annotate_chunk([item for item in chunk if isinstance(item, Document)], tools, attributions)
        for item in chunk:
            yield item if isinstance(item, BadInput) else next(results)
        progress(len(chunk))


def _chunks(items: Iterable[Document | BadInput], size: int) -> Iterator[list[Document | BadInput]]:
    """Lists of at most `size` items; fewer where the texts are long, so that memory stays flat."""
    chunk: list[Document | BadInput] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(chunk) >= size or characters > 400_000:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def _annotate_chunk(documents: list[Document], tools: Tools, attributions: bool) -> Iterator[Annotation | BadInput]:
    """The batch at once; after a fault each document alone, so that one bad text costs only itself."""
    try:
        yield from list(annotate(documents, tools, attributions))
        return
    except DetenteError:
        raise
    except Exception:
        pass
    for document in documents:
        try:
            yield from list(annotate([document], tools, attributions))
        except Exception as err:
            error = InputError("E012", document.id, detail=f"{type(err).__name__}: {err}")
            yield BadInput(where=document.id, error=error, id=document.id, line=None)


def annotate_lines(
    items: Iterable[Document | BadInput], tools: Tools, progress: Progress = lambda _: None
) -> Iterator[dict[str, Any]]:
    """The interchange format (docs/interchange.md), one mapping an input line; errors in the place of their line."""
    for result in annotate_items(items, tools, progress):
        yield error_dict(result) if isinstance(result, BadInput) else to_dict(result)


@dataclass(frozen=True, slots=True)
class PlacesFound:
    """The places of one document."""

    document: Document
    places: tuple[Place, ...]
    silence: str | None = None  #: why none were looked for


def find_all_places(
    items: Iterable[Document | BadInput], tools: Tools, progress: Progress = lambda _: None
) -> Iterator[PlacesFound | BadInput]:
    """Places only, one document at a time in the order of the input; bad input stands in its place."""
    for item in items:
        yield item if isinstance(item, BadInput) else _places_of(item, tools)
        progress(1)


def _places_of(document: Document, tools: Tools) -> PlacesFound | BadInput:
    if (language := foreign(document)) is not None:
        return PlacesFound(document, (), f"language {language}: only English is read")
    try:
        doc = next(parse(tools.nlp, [document.text]))
        entities = find_entities(doc, document.date, tools.knowledge)
        return PlacesFound(document, find_places(doc, entities, tools.gazetteer, document.publisher))
    except DetenteError:
        raise
    except Exception as err:
        error = InputError("E012", document.id, detail=f"{type(err).__name__}: {err}")
        return BadInput(where=document.id, error=error, id=document.id, line=None)


def error_dict(bad: BadInput) -> dict[str, Any]:
    """{"id"|"line", "error": {"code", "message"}}."""
    where: dict[str, Any] = {"id": bad.id} if bad.id is not None else {"line": bad.line or 1}
    return {**where, "error": {"code": bad.error.code, "message": str(bad.error)}}


def read_all(paths: Iterable[str], options: ReadOptions) -> Iterator[Document | BadInput]:
    """Documents of all paths, in order; - is standard input."""
    for path in paths:
        yield from read_path(path, options)


def code(
    items: Iterable[Document | BadInput], tools: Tools, db: Path | None = None, progress: Progress = lambda _: None
) -> CodeResult:
    """Events of all inputs, merged; stored where `db` is given.

    A document already in the store with the same text is not coded again; what was committed before a fault or a kill
    stays, and the next run goes on from there.
    """
    if db is None:
        results = list(annotate_items(unique(items), tools, progress, attributions=False))
        annotations = tuple(r for r in results if isinstance(r, Annotation))
        merged, _ = merge([a.document for a in annotations], [e for a in annotations for e in a.events])
        bad = tuple(r for r in results if isinstance(r, BadInput))
        mentions = sum(len(a.events) for a in annotations)
        return CodeResult(annotations, merged, bad, len(annotations), 0, mentions, 0, _silent(annotations))
    with Store.open(db) as store:
        return _code_into(store, items, tools, progress)


def _code_into(store: Store, items: Iterable[Document | BadInput], tools: Tools, progress: Progress) -> CodeResult:
    bad: list[BadInput] = []
    silent: list[tuple[str, str]] = []
    counts = {"documents": 0, "known": 0, "mentions": 0, "replaced": 0}
    run = store.begin_run(version=__version__, settings=asdict(tools.settings))
    for chunk in _chunks(unique(items), tools.settings.batch_size):
        documents = [item for item in chunk if isinstance(item, Document)]
        known = store.known(documents)
        fresh = [document for document in documents if document.id not in known]
        results = list(_annotate_chunk(fresh, tools, attributions=False))
        annotations = [r for r in results if isinstance(r, Annotation)]
        counts["replaced"] += store.write(annotations, run).replaced
        silent += _silent(annotations)
        bad += [item for item in (*chunk, *results) if isinstance(item, BadInput)]
        counts["documents"] += len(annotations)
        counts["known"] += len(known)
        counts["mentions"] += sum(len(a.events) for a in annotations)
        progress(len(chunk))
    merge_store(store)
    store.end_run(run, counts)
    return CodeResult(
        (), tuple(store.events()), tuple(bad), counts["documents"], counts["known"], counts["mentions"],
        counts["replaced"], tuple(silent),
    )  # fmt: skip


def _silent(annotations: Iterable[Annotation]) -> tuple[tuple[str, str], ...]:
    return tuple((a.document.id, a.silence) for a in annotations if a.silence)


def merge_store(store: Store) -> int:
    """Bring the merged view up to date with what was written, taken out or judged since; returns the events made."""
    extend(store.merging)
    return merge_pending(store.merging)


@dataclass(frozen=True, slots=True)
class Selection:
    """Merged events with their evidence."""

    events: tuple[MergedEvent, ...]
    mentions: dict[str, Event]
    documents: dict[str, Document]


def select(db: Path, chosen: Filter) -> Selection:
    """What the store holds on a question."""
    with Store.open(db, read_only=True) as store:
        return Selection(*store.select(chosen))


def absent(db: Path, chosen: Filter) -> list[str]:
    """Types and countries of a question that no event in the store has, a sentence each: a slip, mostly."""
    with Store.open(db, read_only=True) as store:
        types, countries = store.named_in_events()
    asked = (("has the type", chosen.event_types, types), ("names the country", _countries(chosen), countries))
    return [
        f"No event in {db} {verb} '{value}'. There are: {', '.join(sorted(known)) or 'none'}."
        for verb, values, known in asked
        for value in values
        if value not in known
    ]


def _countries(chosen: Filter) -> list[str]:
    return [land for land in (*chosen.countries, *(chosen.dyad or ())) if land != ANY]


def selection_of(result: CodeResult) -> Selection:
    """The same of a run that was not stored."""
    mentions = {event.id: event for annotation in result.annotations for event in annotation.events}
    documents = {annotation.document.id: annotation.document for annotation in result.annotations}
    return Selection(result.events, mentions, documents)


def explain(db: Path, event_id: str) -> Selection:
    """One merged event, or one mention, with its evidence.

    Raises:
        StoreError: no event or mention has this id.
    """
    with Store.open(db, read_only=True) as store:
        return Selection(*store.explain(event_id))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions that are judged, with what a person needs to see."""

    id: str  #: short name of the pair
    judgement: dict[str, Any]  #: left, right, verdict, score, by, why, made, withdrawn
    sentences: tuple[str, str]
    events: tuple[str | None, str | None]  #: that the mentions are in now


def pair_id(left: str, right: str) -> str:
    """The name of a pair of mentions, whatever their order."""
    return "p" + hashlib.sha256("|".join(sorted((left, right))).encode()).hexdigest()[:10]


def unsure_pairs(db: Path, limit: int | None = None) -> list[Pair]:
    """What the rules could not decide, the likeliest to be one event first."""
    with Store.open(db, read_only=True) as store:
        return _pairs(store, store.unsure(limit))


def judgements_on(db: Path, id_: str) -> list[Pair]:
    """Every judgement on an event, a mention or a pair, withdrawn ones too, in the order in which they were made.

    Raises:
        StoreError: E034, there is none of this id.
    """
    with Store.open(db, read_only=True) as store:
        mentions = _named_pair(store, id_)
        if mentions is not None:
            rows = [r for r in store.judgement_log(mentions) if {r["left"], r["right"]} == set(mentions)]
        else:
            events, found, _ = store.explain(id_)
            named = [id_] if id_ in found else [mention for event in events for mention in event.mentions]
            rows = store.judgement_log(named)
        return _pairs(store, rows)


def judge_pairs(db: Path, ids: Iterable[str], verdict: str, by: str) -> int:
    """A person's verdict (same | different) on pairs, "p..." or LEFT:RIGHT; merges again. Returns the events made anew.

    Raises:
        StoreError: E034, there is no such pair; nothing is written then.
    """
    return _on_pairs(db, ids, lambda store, one, two: store.add_judgement(Judgement(one, two, verdict, 1.0, by)))


def withdraw_pairs(db: Path, ids: Iterable[str], by: str) -> int:
    """Take a person's verdicts back; they stay on record. Merges again."""
    return _on_pairs(db, ids, lambda store, one, two: store.withdraw_judgement(one, two, by))


def _on_pairs(db: Path, ids: Iterable[str], change: Callable[[Store, str, str], None]) -> int:
    with Store.open(db) as store:
        pairs = []
        for id_ in ids:
            pair = _named_pair(store, id_)
            if pair is None:
                raise StoreError(
                    "E034", value=id_, hint=" A pair is named as 'detente merge review' does, or LEFT:RIGHT."
                )
            pairs.append(pair)
        for one, two in pairs:
            change(store, one, two)
        return merge_store(store)


def _named_pair(store: Store, id_: str) -> tuple[str, str] | None:
    """The mentions of "p..." or LEFT:RIGHT; None where it names no pair of the store."""
    if ":" in id_:
        one, _, two = id_.partition(":")
        known = store.known_mentions((one, two))
        return (one, two) if one != two and {one, two} <= known else None
    pairs = store.judged_pairs()
    return next(((left, right) for left, right in pairs if pair_id(left, right) == id_), None)


def _pairs(store: Store, rows: Iterable[dict[str, Any]]) -> list[Pair]:
    rows = list(rows)
    where = store.sentences({row[side] for row in rows for side in ("left", "right")})
    nothing = ("", None)
    return [
        Pair(
            pair_id(row["left"], row["right"]), row,
            (where.get(row["left"], nothing)[0], where.get(row["right"], nothing)[0]),
            (where.get(row["left"], nothing)[1], where.get(row["right"], nothing)[1]),
        )
        for row in rows
    ]  # fmt: skip


def resolve_lines(lines: Iterable[str], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """{"id","name","date"?,"context"?} lines -> {"id","name","country","sectors","kind","wikidata","why"}."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name, date = row["name"], row.get("date")
            day = dt.date.fromisoformat(date[:10]) if date else None
        except (ValueError, KeyError, TypeError, AttributeError) as err:
            error = InputError("E001", f"line {number}", detail=str(err))
            yield {"line": number, "error": {"code": error.code, "message": str(error)}}
            continue
        yield {"id": row.get("id"), **resolve_name(name, day, row.get("context"), knowledge)}


def resolve_name(name: str, date: dt.date | None, context: str | None, knowledge: Knowledge) -> dict[str, Any]:
    """Who a name stood for on a day; country None and an empty list where that is not known."""
    actor = resolve(name, date, context or "", knowledge)
    if actor is None:
        return {"name": name, "country": None, "sectors": [], "kind": None, "wikidata": None, "why": "not known"}
    return {
        "name": actor.name, "country": actor.country, "sectors": list(actor.sectors), "kind": actor.kind,
        "wikidata": actor.wikidata, "why": actor.why,
    }  # fmt: skip


def brief(found: Selection, title: str) -> str:
    """The HTML page on a selection."""
    return render_brief(title, "", found.events, found.mentions, found.documents, None)


def stored_rows(db: Path, kind: str, chosen: Filter | None = None) -> Iterator[dict[str, Any]]:
    """Documents or mentions of the store as the rows of docs/interchange.md.

    Args:
        db: the database.
        kind: "documents" or "mentions".
        chosen: which mentions; None = all. Documents are always all.
    """
    with Store.open(db, read_only=True) as store:
        yield from store.rows(kind, chosen)
