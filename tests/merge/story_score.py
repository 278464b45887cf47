"""Scores the story set (tests/gold/stories): what the real pipeline merges, against the gold events.

Only mentions that the coder found count in B-cubed and pairs; `recall of mentions` says how many those are, and
`B-cubed, strict` takes every missed one as an event of its own.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from detente import workflows
from detente.parse import parse
from detente.pipeline import Tools
from detente.places.attach import attach_place
from detente.read import ReadOptions
from detente.store import Store
from detente.times.attach import attach_time
from detente.times.historical import is_historical
from detente.types import Annotation, Candidate, Claim, Event, Verdict

FOLDER = Path(__file__).parents[1] / "gold" / "stories"
Row = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True)
class Coded:
    """What the program printed for the documents."""

    documents: list[Row]
    mentions: list[Row]
    events: list[Row]


@dataclass(frozen=True)
class Figures:
    """Figures of a set of stories; shares 0..1."""

    mentions: int  #: in the gold
    recall: float  #: of them found
    b_cubed: float
    b_cubed_strict: float
    pairwise: float
    look_alikes: float  #: share of pairs, both found, of which mentions stand in one event
    look_alike_pairs: int
    syndication: float
    disputed: float
    disputed_gold: int


def read(name: str) -> list[Row]:
    """Rows of one file of the set."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def annotate(tools: Tools) -> list[Annotation]:
    """The documents as the real pipeline reads them."""
    options = ReadOptions(date=None, encoding=None, text_column="text", publisher=None, max_chars=1_000_000)
    items = workflows.annotate_items(workflows.read_all([str(FOLDER / "documents.jsonl")], options), tools)
    return [item for item in items if isinstance(item, Annotation)]


def given(annotations: Sequence[Annotation], tools: Tools) -> list[Annotation]:
    """The gold's mentions in place of those found, to look at merging alone.

    Trigger, type and status are the gold's. Parties are the entities of the sentence that are of the gold's countries;
    place and time are those that the program attaches to the trigger.
    """
    events = {row["event"]: row for row in read("events")}
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in read("gold"):
        rows[row["document"]].append(row)
    docs = parse(tools.nlp, [annotation.document.text for annotation in annotations])
    return [
        replace(a, events=tuple(_given(row, n, a, doc, events) for n, row in enumerate(rows[a.document.id])))
        for a, doc in zip(annotations, docs, strict=True)
    ]


def _given(row: Row, number: int, annotation: Annotation, doc: Doc, events: Mapping[str, Row]) -> Event:
    document = annotation.document
    start = document.text.index(row["sentence"])
    sentence, at = (start, start + len(row["sentence"])), start + row["trigger_start"]
    trigger = (at, at + len(row["trigger"]))
    event = events.get(row["event"], {"actors": [], "recipients": []})
    near = sorted(
        (e for e in annotation.entities if sentence[0] <= e.start < sentence[1]), key=lambda e: abs(e.start - at)
    )
    actors, recipients = (tuple(e for e in near if e.country in event[role])[:2] for role in ("actors", "recipients"))
    cameo = "036" if "CONSULT" in row["event_type"] else None
    candidate = Candidate(trigger, sentence, row["event_type"][0], None, (), cameo, actors, recipients, 0.9, ())
    status = row["status"]
    stance = "DENIES" if status in ("DENIED", "NEGATED") else "AFFIRMS"
    speaker = "AUTHOR" if status not in ("REPORTED", "DENIED") else "OFFICIAL"
    claim = Claim(None, None, speaker, True, stance, "CT")
    time = attach_time(doc, candidate, annotation.times)
    return Event(
        id=f"{document.id}-{number:03}", document=document.id, trigger=trigger, sentence=sentence,
        event_type=candidate.event_type, mode=None, contexts=(), cameo=cameo, quad_class="", plover_score=None,
        goldstein=None, actors=actors, recipients=recipients,
        place=attach_place(doc, candidate, annotation.places, annotation.entities), time=time,
        verdict=Verdict(status, "-" if stance == "DENIES" else "+", "CT", None, 3.0, (claim,)),
        historical=time is not None and is_historical(time, document.date), confidence=0.9, why=(),
    )  # fmt: skip


def merged(db: Path, annotations: Sequence[Annotation]) -> Coded:
    """Annotations put into a database and merged."""
    with Store.open(db) as store:
        store.write(annotations, store.begin_run(version="stories", settings={}))
        workflows.merge_store(store)
    return Coded(*(list(workflows.stored_rows(db, kind)) for kind in ("documents", "mentions", "events")))


def odd(story: str) -> bool:
    """The half that rules were tuned on."""
    return int(story[1:3]) % 2 == 1


def score(coded: Coded, stories: Collection[str]) -> Figures:
    """The figures of these stories."""
    texts = {row["id"]: row["text"] for row in read("documents") if row["story"] in stories}
    gold = [row for row in read("gold") if row["document"] in texts]
    events = {row["event"]: row for row in read("events") if row["story"] in stories}
    found = align(gold, coded.mentions, texts)
    key = [row["event"] or f"none {number}" for number, row in enumerate(gold)]
    response = {number: mention["event"] for number, mention in found.items()}
    every = {number: response.get(number, f"missed {number}") for number in range(len(gold))}
    merged: dict[str, set[str]] = defaultdict(set)
    for number, event in response.items():
        merged[key[number]].add(event)
    alike = {
        tuple(sorted((name, other))) for name, row in events.items() for other in row["look_alikes"]
        if merged.get(name) and merged.get(other)
    }  # fmt: skip
    copies = {(row["document"], row["copy_of"]) for row in read("copies") if row["document"] in texts}
    said = {(row["id"], row["copy_of"]) for row in coded.documents if row["copy_of"] and row["id"] in texts}
    disputed = {name for name, row in events.items() if row["disputed"] and merged.get(name)}
    flagged = {row["id"]: row["disputed"] for row in coded.events}
    said_disputed = {name for name in events if merged.get(name) and flagged[_main(name, key, response)]}
    return Figures(
        mentions=len(gold),
        recall=len(found) / len(gold),
        b_cubed=b_cubed({n: key[n] for n in found}, response),
        b_cubed_strict=b_cubed(dict(enumerate(key)), every),
        pairwise=f1(pairs({n: key[n] for n in found}), pairs(response)),
        look_alikes=sum(bool(merged[one] & merged[two]) for one, two in alike) / max(1, len(alike)),
        look_alike_pairs=len(alike),
        syndication=f1(copies, said),
        disputed=f1(disputed, said_disputed),
        disputed_gold=len(disputed),
    )


def _main(name: str, key: Sequence[str], response: Mapping[int, str]) -> str:
    """The program's event that holds most of a gold event's mentions."""
    counts = Counter(event for number, event in response.items() if key[number] == name)
    return min(counts, key=lambda event: (-counts[event], event))


def align(gold: Sequence[Row], mentions: Iterable[Row], texts: Mapping[str, str]) -> dict[int, Row]:
    """Number of a gold mention -> the program's at an overlapping trigger; of several one of an accepted type."""
    said: dict[str, list[Row]] = defaultdict(list)
    for mention in mentions:
        if mention["event"] is not None:
            said[mention["document"]].append(mention)
    found: dict[int, Row] = {}
    for number, row in enumerate(gold):
        for spans in _triggers(row, texts[row["document"]]):
            near = [m for m in said[row["document"]] if any(_overlap(tuple(m["trigger"]), span) for span in spans)]
            if near:
                found[number] = min(near, key=lambda m: (m["event_type"] not in row["event_type"], m["id"]))
                break
    return found


def _triggers(row: Row, text: str) -> Iterable[list[Span]]:
    """The trigger itself, then the others that are as good."""
    start = text.index(row["sentence"])
    first = start + row["trigger_start"]
    yield [(first, first + len(row["trigger"]))]
    others = []
    for word in row["trigger_also"]:
        at = row["sentence"].find(word)
        if at >= 0:
            others.append((start + at, start + at + len(word)))
    yield others


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def b_cubed(key: Mapping[int, Hashable], response: Mapping[int, Hashable]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) of two partitions of the same items."""
    gold, said = _clusters(key), _clusters(response)
    if not key:
        return 0.0
    both = {item: len(gold[key[item]] & said[response[item]]) for item in key}
    precision = sum(both[item] / len(said[response[item]]) for item in key) / len(key)
    recall = sum(both[item] / len(gold[key[item]]) for item in key) / len(key)
    return 2 * precision * recall / (precision + recall)


def _clusters(partition: Mapping[int, Hashable]) -> dict[Hashable, set[int]]:
    found: dict[Hashable, set[int]] = defaultdict(set)
    for item, name in partition.items():
        found[name].add(item)
    return found


def pairs(partition: Mapping[int, Hashable]) -> set[Hashable]:
    """All pairs of items of one cluster."""
    return {pair for found in _clusters(partition).values() for pair in combinations(sorted(found), 2)}


def f1(gold: Collection[Hashable], said: Collection[Hashable]) -> float:
    """F1 of two sets; 1 where both are empty."""
    if not gold and not said:
        return 1.0
    return 2 * len(set(gold) & set(said)) / (len(gold) + len(said))


def wrong(coded: Coded, stories: Collection[str]) -> Iterable[str]:
    """What was split and what was put together wrongly, a line each, for whoever tunes."""
    texts = {row["id"]: row["text"] for row in read("documents") if row["story"] in stories}
    gold = [row for row in read("gold") if row["document"] in texts]
    found = align(gold, coded.mentions, texts)
    by_event: dict[str, list[int]] = defaultdict(list)
    for number in found:
        by_event[found[number]["event"]].append(number)
    for numbers in by_event.values():
        if len({gold[n]["event"] for n in numbers}) > 1 or None in {gold[n]["event"] for n in numbers[1:]}:
            yield "TOGETHER"
            yield from (_line(gold[n], found[n]) for n in numbers)
    split: dict[str, list[int]] = defaultdict(list)
    for number in found:
        split[gold[number]["event"] or f"none {number}"].append(number)
    for name, numbers in split.items():
        if len({found[n]["event"] for n in numbers}) > 1:
            yield f"SPLIT {name}"
            yield from (_line(gold[n], found[n]) for n in sorted(numbers, key=lambda n: found[n]["event"]))


def _line(gold: Row, said: Row) -> str:
    def names(role: str) -> str:
        return ",".join(p["country"] or p["name"] for p in said[role])

    time = said["time"] and f"{said['time']['from']}/{said['time']['to']}"
    place = said["place"] and said["place"]["name"]
    return (
        f"   {said['event'][:7]} {gold['event']} {gold['document']} {said['event_type']} {said['status']} "
        f"[{names('actors')}>{names('recipients')}] {time} {place} *{gold['trigger']}* {gold['sentence'][:150]}"
    )
