"""Score our own gold sets and print one table. Nothing is stored; no data beside the repository is needed.

    python -m scripts.score_own [--scorer ../shared/eval/score.py]

With the scorer, event pairs are counted by it; without, by the same rule here: an event is a dyad of countries with one
of its types, each found once.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the evaluation of a set lives with its test

from detente.pipeline import Tools  # noqa: E402
from detente.read.rows import document_from_dict  # noqa: E402
from detente.settings import Settings  # noqa: E402
from detente.times import find_times  # noqa: E402
from detente.workflows import annotate_lines  # noqa: E402
from scripts.score import load_scorer  # noqa: E402
from tests.e2e import place_time  # noqa: E402
from tests.entities import actor_gold  # noqa: E402
from tests.merge import story_score as stories  # noqa: E402
from tests.places import test_resolve as ambiguous  # noqa: E402
from tests.times import test_phrases as phrases  # noqa: E402

GOLD = ROOT / "tests" / "gold"
SCORER = ROOT / ".." / "shared" / "eval" / "score.py"
Row = dict[str, Any]
#: (label, value, note)
Figure = tuple[str, float, str]


def read(name: str) -> list[Row]:
    """All rows of a gold set."""
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def annotated(rows: list[Row], tools: Tools) -> dict[str, Row]:
    """`annotate`'s output by id; the answers are not shown to it."""
    documents = (document_from_dict({key: row[key] for key in ("id", "text", "date") if key in row}) for row in rows)
    return {line["id"]: line for line in annotate_lines(documents, tools)}


def traps(tools: Tools, _: Path) -> Iterator[Figure]:
    """Texts that hold no event, and how many got one that claims to have happened, with both sides."""
    rows = read("traps.jsonl")
    found = annotated(rows, tools)
    loud = Counter(row["kind"] for row in rows if any(map(claims, found[row["id"]]["events"])))
    worst = ", ".join(f"{kind} {count}" for kind, count in loud.most_common(3))
    yield f"false events, texts of {len(rows)}", sum(loud.values()), worst
    yield "false events, share of texts", sum(loud.values()) / len(rows), ""


def claims(event: Row) -> bool:
    """An event told as having happened, in its own right, with an actor and a recipient."""
    told = event["status"] in ("ASSERTED", "REPORTED") and not event["secondary"]
    return bool(told and event["actors"] and event["recipients"])


def events(tools: Tools, scorer: Path) -> Iterator[Figure]:
    """Dyad and type of the events of short news items."""
    sets = (
        ("", read("events.jsonl")),
        (", later odd", read("events_later.jsonl")[1::2]),
        (", headlines", read("headlines.jsonl")),
        (", parties odd", read("parties.jsonl")[1::2]),
    )
    for label, rows in sets:
        yield from events_of(rows, label, tools, scorer)


def events_of(rows: list[Row], label: str, tools: Tools, scorer: Path) -> Iterator[Figure]:
    """The same of some rows."""
    found = annotated(rows, tools)
    if scorer.is_file():
        counted = load_scorer(scorer).TASKS["events"](rows, found)
        for name in ("dyad+type", "dyad", "type", "sector"):
            yield f"{name} F1{label}", counted[name]["f1"], f"of {len(rows)} texts, by the scorer"
    else:
        yield f"dyad+type F1{label}", f1(rows, found), f"of {len(rows)} texts, own count: no scorer at {scorer}"
    right, total = statuses(rows, found)
    yield f"status, of events with the right type{label}", right / max(1, total), f"{right} of {total}"


def f1(rows: list[Row], found: dict[str, Row]) -> float:
    """F1 over (actor country, recipient country, types): each gold dyad matched once by one of its types."""
    hits = wanted = said = 0
    for row in rows:
        gold = dyads(row["events"])
        left = dyads([e for e in found[row["id"]]["events"] if not e["secondary"]])
        wanted, said = wanted + len(gold), said + len(left)
        for actor, recipient, types in gold:
            hit = next((d for d in left if d[:2] == (actor, recipient) and d[2] & types), None)
            if hit:
                left.discard(hit)
                hits += 1
    return 2 * hits / max(1, wanted + said)


def dyads(rows: list[Row]) -> set[tuple[str, str, frozenset[str]]]:
    """Ordered pairs of countries with the types allowed; both directions where reciprocal."""
    out = set()
    for row in rows:
        types = frozenset(row.get("types") or [row["event_type"]])
        actors = {a["country"] for a in row["actors"] if a["country"]}
        recipients = {r["country"] for r in row["recipients"] if r["country"]}
        if row.get("reciprocal") and not recipients:
            recipients = actors
        out |= {(a, r, types) for a in actors for r in recipients if a != r or not row.get("reciprocal")}
    return out


def statuses(rows: list[Row], found: dict[str, Row]) -> tuple[int, int]:
    """(right, total) status of the first event that has a gold event's type."""
    right = total = 0
    for row in rows:
        said = [e for e in found[row["id"]]["events"] if not e["secondary"]]
        for event in row["events"]:
            hit = next((e for e in said if e["event_type"] in event["types"]), None)
            total += hit is not None
            right += hit is not None and hit["status"] == event["status"]
    return right, total


def names(tools: Tools, _: Path) -> Iterator[Figure]:
    """Ambiguous names put in the right country and state."""
    right = sum(ambiguous.is_right(row, tools.nlp, tools.gazetteer) for row in ambiguous.ROWS)
    yield "right country and state", right / len(ambiguous.ROWS), f"{right} of {len(ambiguous.ROWS)}"


def times(tools: Tools, _: Path) -> Iterator[Figure]:
    """Time phrases resolved to the right days and precision."""
    right = 0
    for row in phrases.ROWS:
        said = find_times(tools.nlp(row.text), row.published)
        hit = [(t.from_date, t.to_date, t.precision) for t in said if t.start < row.span[1] and t.end > row.span[0]]
        right += not said if row.silent else hit == [(row.start, row.end, row.precision)]
    yield "days and precision right", right / len(phrases.ROWS), f"{right} of {len(phrases.ROWS)}"


def attached(tools: Tools, _: Path) -> Iterator[Figure]:
    """Place and time of marked events; the last rows never tuned anything."""
    found = place_time.results(place_time.gold(), tools)
    fresh = [r for r in found if int(r.row["id"].rpartition("-")[2]) >= 187]
    for label, rows in (("all", found), ("never tuned on", fresh)):
        yield f"place right, {label}", sum(r.place_right for r in rows) / len(rows), f"of {len(rows)}"
        yield f"time right, {label}", sum(r.time_right for r in rows) / len(rows), f"of {len(rows)}"


def status(tools: Tools, _: Path) -> Iterator[Figure]:
    """Status, speaker and kind of marked events. Only the fourth set tuned nothing."""
    tuned, later, third, fourth = (read(f"status{name}.jsonl") for name in ("", "_later", "_third", "_fourth"))
    rows = [*tuned, *later, *third, *fourth]
    documents = [{**{key: row[key] for key in ("id", "text", "date")}, "triggers": [trigger_of(row)]} for row in rows]
    found = {line["id"]: line["triggers"][0] for line in annotate_lines(map(document_from_dict, documents), tools)}
    for label, part in (("tuned on", tuned), ("later", later), ("third", third), ("fourth, unread", fourth)):
        said = [found[row["id"]] for row in part]
        pairs = [(row["status"], given["status"]) for row, given in zip(part, said, strict=True)]
        lenient = [(g if p not in row["status_also"] else p, p) for row, (g, p) in zip(part, pairs, strict=True)]
        yield (
            f"status macro F1, {label}",
            macro_f1(pairs),
            f"of {len(part)}; other allowed readings {macro_f1(lenient):.3f}",
        )
        yield f"speaker span F1, {label}", speaker_f1(part, said), "exact"
        kinds = sum(
            given["claims"][0]["speaker_kind"] == row["speaker_kind"] for row, given in zip(part, said, strict=True)
        )
        yield f"speaker kind, {label}", kinds / len(part), f"{kinds} of {len(part)}"
        named = sum(given["claims"][0]["named"] == row["named"] for row, given in zip(part, said, strict=True))
        yield f"named or not, {label}", named / len(part), f"{named} of {len(part)}"


def trigger_of(row: Row) -> list[int]:
    """The span of the trigger, which occurs once."""
    start = row["text"].index(row["trigger"])
    return [start, start + len(row["trigger"])]


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the gold labels."""
    labels = {gold for gold, _ in pairs}
    found = 0.0
    for label in labels:
        hits = sum(gold == said == label for gold, said in pairs)
        found += 2 * hits / max(1, sum((gold == label) + (said == label) for gold, said in pairs))
    return found / max(1, len(labels))


def speaker_f1(rows: list[Row], said: list[Row]) -> float:
    """F1 of the first claim's speaker, word for word."""
    hits = total = 0
    for row, given in zip(rows, said, strict=True):
        speaker = given["claims"][0]["speaker"] if given["claims"] else None
        words = speaker["text"] if speaker else None
        hits += words is not None and words == row["speaker"]
        total += (words is not None) + (row["speaker"] is not None)
    return 2 * hits / max(1, total)


def actors(tools: Tools, _: Path) -> Iterator[Figure]:
    """Country and sectors of actor strings with date and context, by kind; rules were tuned on the odd rows alone."""
    rows = actor_gold.read()
    parts = {"odd rows (tuned)": [r for r in rows if actor_gold.is_odd(r)]}
    parts["even rows"] = [r for r in rows if not actor_gold.is_odd(r)]
    parts |= {kind: [r for r in rows if r["kind"] == kind] for kind in sorted({r["kind"] for r in rows})}
    for label, part in parts.items():
        found = actor_gold.score(part, tools.knowledge)
        yield f"country right, {label}", found.accuracy, f"{found.country} of {found.rows}"
        yield f"sector F1, {label}", found.f1, f"{found.hits} right, {found.said} said, {found.wanted} wanted"


def told_stories(tools: Tools, _: Path) -> Iterator[Figure]:
    """Many reports, one event: what is merged of what the coder finds, and of the gold's own mentions."""
    annotations = stories.annotate(tools)
    names = sorted({row["story"] for row in stories.read("documents")})
    halves = (
        ("odd (tuned on)", [n for n in names if stories.odd(n)]),
        ("even", [n for n in names if not stories.odd(n)]),
    )
    with tempfile.TemporaryDirectory() as folder:
        found = stories.merged(Path(folder) / "found.duckdb", annotations)
        given = stories.merged(Path(folder) / "given.duckdb", stories.given(annotations, tools))
    for half, chosen in (*halves, ("all", names)):
        figures = stories.score(found, chosen)
        yield f"{half}: mentions found", figures.recall, f"of {figures.mentions}"
        yield f"{half}: B-cubed F1 of those", figures.b_cubed, f"missed as singletons {figures.b_cubed_strict:.3f}"
        yield f"{half}: pairwise F1", figures.pairwise, ""
        yield f"{half}: look-alikes merged, share", figures.look_alikes, f"of {figures.look_alike_pairs} pairs found"
        yield f"{half}: syndication F1", figures.syndication, ""
        yield f"{half}: disputed F1", figures.disputed, f"{figures.disputed_gold} disputed events found"
    figures = stories.score(given, names)
    yield "gold mentions given: B-cubed F1", figures.b_cubed, f"pairwise {figures.pairwise:.3f}"
    yield "gold mentions given: look-alikes merged", figures.look_alikes, f"disputed F1 {figures.disputed:.3f}"


SETS: dict[str, Callable[[Tools, Path], Iterator[Figure]]] = {
    "traps": traps, "events": events, "ambiguous": names, "phrases": times, "place_time": attached,
    "status": status,
    "actors": actors,
    "stories": told_stories,
}  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--only", default="", help="names of sets, separated by commas")
    options = parser.parse_args()
    tools = Tools.load(Settings.load())
    print(f"{'set':<12}{'figure':<40}{'value':>8}  {'note':<44}{'seconds':>8}")
    for name, score in SETS.items():
        if options.only and name not in options.only.split(","):
            continue
        started = time.perf_counter()
        figures = list(score(tools, options.scorer))
        for i, (label, value, note) in enumerate(figures):
            shown = f"{value:.0f}" if value > 1 else f"{value:.3f}"
            end = f"{time.perf_counter() - started:>8.1f}" if i == 0 else ""
            print(f"{name if i == 0 else '':<12}{label:<40}{shown:>8}  {note:<44}{end}", flush=True)


if __name__ == "__main__":
    main()
