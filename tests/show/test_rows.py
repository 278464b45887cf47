"""Rows: who stands with whom, who speaks, which days are drawn."""

import dataclasses
import datetime as dt

import pytest

from detente.show import events_lines
from detente.show.rows import Row, speaker_name
from detente.types import Actor, Claim, Document, Entity, MergedEvent, TimeSpan
from tests.show.corpus import Corpus, Told, add_group, make_corpus
from tests.show.page import read_page
from tests.show.test_brief import brief
from tests.show.test_timeline import rows_of

KIM = Actor("Kim Jong Un", "person", "PRK")
PUTIN = Actor("Vladimir Putin", "person", "RUS")
MOON = Actor("Moon Jae-in", "person", "KOR")
NORTH = Actor("North Korea", "state", "PRK")
CHINA = Actor("China", "state", "CHN")
TALKS = Told("vladivostok", "Vladimir Putin held", "talks", "CONSULT", ("Vladimir Putin",), (),
             time=("Thursday", "2019-04-25", "2019-04-25", "day"))  # fmt: skip


def corpus_of(**changes: object) -> Corpus:
    corpus = Corpus(documents=make_corpus().documents)
    add_group(corpus, [TALKS])
    corpus.events = [dataclasses.replace(event, **changes) for event in corpus.events]  # type: ignore[arg-type]
    return corpus


def line(corpus: Corpus) -> str:
    return events_lines(corpus.events, corpus.mentions, corpus.documents).splitlines()[0]


@pytest.mark.parametrize(
    ("actors", "recipients", "shown"),
    [
        ((KIM, PUTIN), (PUTIN, KIM), "Kim Jong Un ⇄ Vladimir Putin"),
        ((KIM, PUTIN, MOON), (MOON, KIM, PUTIN), "Kim Jong Un ⇄ Vladimir Putin ⇄ Moon Jae-in"),
        ((PUTIN, KIM), (NORTH, KIM, PUTIN), "Vladimir Putin ⇄ Kim Jong Un"),
        ((PUTIN, KIM), (CHINA, KIM, PUTIN), "Vladimir Putin ⇄ Kim Jong Un ⇄ China"),
        ((PUTIN, KIM), (NORTH,), "Vladimir Putin and Kim Jong Un → North Korea"),
        ((), (NORTH,), "someone → North Korea"),
    ],
)
def test_parties_on_both_sides_stand_together(
    actors: tuple[Actor, ...], recipients: tuple[Actor, ...], shown: str
) -> None:
    corpus = corpus_of(actors=actors, recipients=recipients)
    assert f"| {shown}: " in line(corpus)


def test_brief_joins_parties_of_a_meeting_too() -> None:
    page = read_page(brief(corpus_of(actors=(KIM, PUTIN), recipients=(PUTIN, KIM))))
    assert "Kim Jong Un North Korea ⇄ Vladimir Putin Russia" in page.text
    assert "Kim Jong Un and Vladimir Putin" not in page.text


def test_a_meeting_counts_once_between_its_countries() -> None:
    page = read_page(brief(corpus_of(actors=(KIM, PUTIN), recipients=(PUTIN, KIM))))
    assert "North Korea – Russia 1 together 1" in page.text


def row_of(event_time: TimeSpan | None) -> Row:
    return rows_of(corpus_of(time=event_time))[0]


def test_since_reaches_to_the_report() -> None:
    row = row_of(TimeSpan(0, 10, "since 2014", dt.date(2014, 1, 1), None, "year", "since year as written"))
    assert (row.first, row.last) == (dt.date(2014, 1, 1), dt.date(2019, 4, 25))


def test_a_practice_of_decades_is_not_drawn_where_it_may_have_begun() -> None:
    row = row_of(TimeSpan(0, 11, "for decades", dt.date(1989, 4, 25), None, "vague", "until now: for decades"))
    assert row.first == row.last == dt.date(2019, 4, 25)


def claim(text: str, name: str | None, *, named: bool) -> tuple[Claim, Document]:
    entity = Entity(0, len(text), text, "person", name) if name else None
    return Claim((0, len(text)), None, "OFFICIAL", named, "AFFIRMS", "CT", entity=entity), Document("d", text)


@pytest.mark.parametrize(
    ("text", "name", "named", "shown"),
    [
        ("he", "Moon Jae-in", True, "Moon Jae-in"),
        ("she", "spokeswoman", False, "spokeswoman"),
        ("It", None, False, "nobody named (“it”)"),
        ("a spokesman", "spokesman of Russia", False, "a spokesman"),
        ("Trump", "Donald Trump", True, "Donald Trump"),
        ("South Korea and the United States", "South Korea", True, "South Korea and the United States"),
    ],
)
def test_speaker_name_is_never_a_dangling_pronoun(text: str, name: str | None, named: bool, shown: str) -> None:
    assert speaker_name(*claim(text, name, named=named)) == shown


def many(years: dict[int, int]) -> Corpus:
    corpus = Corpus(documents=make_corpus().documents)
    add_group(corpus, [TALKS])
    (event,) = corpus.events
    corpus.events = [dated(event, year, number) for year, count in years.items() for number in range(count)]
    return corpus


def dated(event: MergedEvent, year: int, number: int) -> MergedEvent:
    day = dt.date(year, 1, 1) + dt.timedelta(days=number)
    return dataclasses.replace(event, id=f"ev-{year}-{number}", time=TimeSpan(0, 4, "then", day, day, "day"))


def test_brief_folds_a_long_list_by_year_and_opens_the_last_two() -> None:
    html = brief(many({2017: 30, 2018: 30, 2019: 30, 2020: 5}))
    opened = [attributes.get("open") for tag, attributes in read_page(html).elements
              if tag == "details" and attributes.get("class") == "year"]  # fmt: skip
    assert [value is not None for value in opened] == [False, False, True, True]
    assert html.count('<tr id="e-') == 95


def test_brief_does_not_fold_a_short_list_by_year() -> None:
    assert 'class="year"' not in brief(many({2018: 30, 2019: 30}))
