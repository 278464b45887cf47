"""Merging at volume: invented news, written to a store and merged, with processor time and peak memory.

python scripts/simulate_merge.py [--mentions 100000] [--late 1000] [--db FILE]

Three in ten documents are copies with another beginning or end. Every event has one to some dozens of reports, in words of
their own; parties are named as state, government or leader; one report in three gives no day, one in three no place.
`--late` documents come in afterwards, one batch, to time an increment.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from detente.merge import extend, merge_pending
from detente.merging import Part
from detente.store import Store
from detente.store.families import FamilyTables
from detente.types import Annotation, Claim, Document, Entity, Event, Place, TimeSpan, Verdict

FIRST = dt.date(2024, 1, 1)
TYPES = ("CONSULT", "ASSAULT", "SANCTION", "ACCUSE", "AID", "COERCE", "PROTEST", "AGREE", "REQUEST", "MOBILIZE")
TRIGGERS = {
    "CONSULT": ("met", "talks", "visited"), "ASSAULT": ("struck", "shelled", "raid"), "SANCTION": ("sanctioned", "banned"),
    "ACCUSE": ("accused", "blamed"), "AID": ("sent", "shipped"), "COERCE": ("seized", "arrested"),
    "PROTEST": ("protested", "marched"), "AGREE": ("agreed", "signed"), "REQUEST": ("urged", "demanded"),
    "MOBILIZE": ("deployed", "massed"),
}  # fmt: skip
SYLLABLES = "ba ko ri tu ne sa mo li va de po ga fe no zu hi ra ce".split()  # noqa: SIM905
WRITE_AT_ONCE = 2000


@dataclass(frozen=True)
class Happening:
    """What the invented world's news are about."""

    number: int
    event_type: str
    parties: tuple[int, int]
    day: int
    city: int
    words: tuple[str, ...]


class World:
    """Countries, cities and happenings; frequent dyads have many."""

    def __init__(self, mentions: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(8000)]
        self.weights = [1 / (rank + 1) for rank in range(120)]
        # Longer news, not denser ones: a million mentions are ten years.
        self.days = max(60, mentions // 280)
        self.happenings = [self._happening(number) for number in range(mentions // 4)]
        self.about: dict[str, int] = {}  #: mention -> number of the happening: the truth
        self.by_day: dict[int, list[Happening]] = defaultdict(list)
        for happening in self.happenings:
            self.by_day[happening.day].append(happening)

    def _happening(self, number: int) -> Happening:
        one, two = self.random.choices(range(120), self.weights, k=2)
        two = two if two != one else (one + 1) % 120
        own = tuple(self.random.choices(self.words, k=14))
        return Happening(
            number,
            self.random.choice(TYPES),
            (one, two),
            self.random.randrange(self.days),
            self.random.randrange(600),
            own,
        )

    def annotations(self, mentions: int) -> Iterator[Annotation]:
        """Documents with their mentions, about so many in all, by day; a copy comes after its original."""
        made = number = 0
        recent: list[Annotation] = []
        for day in range(self.days):
            for happening in self.by_day[day]:
                for _ in range(min(40, int(self.random.paretovariate(1.3)))):
                    if recent and self.random.random() < 0.3:
                        annotation = self._copy(self.random.choice(recent[-60:]), number)
                    else:
                        others = self.random.sample(self.by_day[day], k=min(2, len(self.by_day[day])))
                        annotation = self._article(number, [happening, *others], day)
                        recent = [*recent[-200:], annotation]
                    number += 1
                    made += len(annotation.events)
                    self.about.update((event.id, int(event.why[0])) for event in annotation.events)
                    yield annotation
                    if made >= mentions:
                        return

    def _article(self, number: int, happenings: list[Happening], day: int) -> Annotation:
        text, events = "", []
        printed = FIRST + dt.timedelta(days=day + self.random.randint(0, 2))
        for place, happening in enumerate(dict.fromkeys(happenings)):
            sentence, event = self._mention(happening, f"d{number:07}", place, len(text))
            text += sentence + " "
            events.append(event)
            text += " ".join(self.random.choices(self.words, k=25)).capitalize() + ". "
        document = Document(f"d{number:07}", text, printed, publisher=f"Outlet {self.random.randrange(400)}")
        return Annotation(document, events=tuple(events))

    def _mention(self, happening: Happening, document: str, place: int, start: int) -> tuple[str, Event]:
        trigger = self.random.choice(TRIGGERS[happening.event_type])
        actor, recipient = (self._party(number) for number in happening.parties)
        told = self.random.sample(happening.words, k=7) + self.random.choices(self.words, k=4)
        sentence = f"{actor.text} {trigger} {recipient.text} {' '.join(told)}."
        at = start + len(actor.text) + 1
        when = FIRST + dt.timedelta(days=happening.day)
        time_ = TimeSpan(0, 1, "x", when, when, "day") if self.random.random() < 0.67 else None
        city = happening.city
        where = Place(0, 1, "x", f"City {city}", str(city), city % 60 - 30.0, city % 170 - 85.0, None, "city", 10.0)
        event = Event(
            id=f"{document}-{place}", document=document, trigger=(at, at + len(trigger)),
            sentence=(start, start + len(sentence)), event_type=happening.event_type, mode=None, contexts=(), cameo=None,
            quad_class="", plover_score=None, goldstein=None, actors=(actor,), recipients=(recipient,),
            place=where if self.random.random() < 0.67 else None, time=time_,
            verdict=Verdict("ASSERTED", "+", "CT", None, 3.0, (Claim(None, None, "AUTHOR", True, "AFFIRMS", "CT"),)),
            historical=False, confidence=0.8, why=(str(happening.number),),
        )  # fmt: skip
        return sentence, event

    def _party(self, number: int) -> Entity:
        country = f"{chr(65 + number // 26)}{chr(65 + number % 26)}X"
        name, kind, sectors = self.random.choice((
            (f"Land {number}", "state", ()), (f"government of Land {number}", "organisation", ("GOV",)),
            (f"President {number}", "person", ("GOV",)),
        ))  # fmt: skip
        return Entity(0, len(name), name, kind, name, country, sectors)

    def _copy(self, original: Annotation, number: int) -> Annotation:
        head = " ".join(self.random.choices(self.words, k=8)).capitalize() + ". "
        id_ = f"d{number:07}"
        text = head + original.document.text + "All rights reserved."
        move = len(head)
        events = tuple(
            Event(**{name: getattr(e, name) for name in Event.__dataclass_fields__} | {
                "id": f"{id_}-{n}", "document": id_, "trigger": (e.trigger[0] + move, e.trigger[1] + move),
                "sentence": (e.sentence[0] + move, e.sentence[1] + move),
            })
            for n, e in enumerate(original.events)
        )  # fmt: skip
        return Annotation(Document(id_, text, original.document.date, publisher=f"Copy {number % 300}"), events=events)


def b_cubed(store: Store, gold: dict[str, int]) -> tuple[float, float]:
    """(precision, recall) of the merged events against what the mentions are about."""
    said = store.event_ids()
    sizes = Counter(gold.values())
    events = Counter(said[mention] for mention in gold)
    both = Counter((happening, said[mention]) for mention, happening in gold.items())
    precision = sum(n * n / events[event] for (_, event), n in both.items()) / len(gold)
    recall = sum(n * n / sizes[happening] for (happening, _), n in both.items()) / len(gold)
    return precision, recall


class Told(FamilyTables):
    """The tables of a store, which tell how far merging is."""

    merged = 0

    def write_part(self, part: Part) -> None:
        """As merging wants it, and a line."""
        super().write_part(part)
        self.merged += len(part.documents)
        print(f"  {self.merged} documents merged, {time.process_time():.0f} s, peak {peak():.2f} GB", flush=True)


def merge_timed(store: Store) -> tuple[float, float]:
    """Seconds of processor time for the families of copies, and for the events."""
    tables = Told(store._connection, store.path)
    started = time.process_time()
    extend(tables)
    families = time.process_time() - started
    print(f"  families {families:.0f} s, peak {peak():.2f} GB", flush=True)
    started = time.process_time()
    merge_pending(tables)
    return families, time.process_time() - started


def peak() -> float:
    """Peak memory of this process, GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def held_back(
    annotations: Iterator[Annotation], late: list[Annotation], options: argparse.Namespace
) -> Iterator[Annotation]:
    """All annotations but about `options.late` from anywhere in the world's time, which go to `late`."""
    chance = random.Random(options.seed)
    share = options.late * 3 / options.mentions  # a document has three mentions
    for annotation in annotations:
        if chance.random() < share:
            late.append(annotation)
        else:
            yield annotation


def write(store: Store, annotations: Iterator[Annotation]) -> int:
    """Number of documents written."""
    done = 0
    while batch := list(islice(annotations, WRITE_AT_ONCE)):
        store.write(batch, "simulation")
        done += len(batch)
    return done


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--late", type=int, default=1000, help="documents of the increment")
    parser.add_argument("--db", type=Path, help="a new file; default: a temporary one")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.open(options.db or Path(folder) / "simulation.duckdb") as store:
        store._connection.execute("SET threads = 1")
        world = World(options.mentions, options.seed)
        print(f"in memory before the store is written: {peak():.2f} GB", flush=True)
        started = time.process_time()
        late: list[Annotation] = []
        documents = write(store, held_back(world.annotations(options.mentions), late, options))
        print(f"writing {documents} documents: {time.process_time() - started:.0f} s; peak {peak():.2f} GB", flush=True)
        families, merging = merge_timed(store)
        print(f"families {families:.0f} s, events {merging:.0f} s; peak {peak():.2f} GB; {store.counts()}", flush=True)
        write(store, iter(late))
        families, merging = merge_timed(store)
        print(f"{len(late)} documents more: families {families:.1f} s, events {merging:.1f} s; peak {peak():.2f} GB")
        size = store.path.stat().st_size / 1024**3
        precision, recall = b_cubed(store, world.about)
        print(
            f"copies {len(store.copies())}; B-cubed precision {precision:.3f}, recall {recall:.3f}; file {size:.2f} GB"
        )


if __name__ == "__main__":
    main()
