"""The page as a whole: complete, self-contained, safe, readable."""

import dataclasses
import datetime as dt
import itertools
import re

import pytest

from detente.show import render_brief
from tests.show.corpus import Corpus, make_corpus
from tests.show.page import Page, read_page

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}\u202e\x1b[31m"


def brief(corpus: Corpus, title: str = "North Korea and Russia", subtitle: str = "A test") -> str:
    return render_brief(title, subtitle, corpus.events, corpus.mentions, corpus.documents, dt.date(2024, 7, 1))


@pytest.fixture(scope="module")
def html() -> str:
    return brief(make_corpus())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return read_page(html)


def test_brief_is_well_formed(page: Page) -> None:
    assert page.faults == [] and page.open_tags == []


def test_brief_has_unique_ids(page: Page) -> None:
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))


def test_brief_links_within_the_page_all_lead_somewhere(page: Page) -> None:
    ids = set(page.attributes("id"))
    inner = [href for href in page.attributes("href") if href.startswith("#")]
    assert len(inner) > 100
    assert [href for href in inner if href[1:] not in ids] == []


def test_brief_loads_nothing_from_outside(html: str, page: Page) -> None:
    assert not page.tags() & {"link", "img", "iframe", "object", "embed", "base", "audio", "video"}
    assert page.attributes("src") == []
    assert "@import" not in html and re.search(r"url\((?!#)", html) is None
    outward = {attributes["href"] for tag, attributes in page.elements if "http" in attributes.get("href", "")}
    assert outward == {f"https://example.org/{key}" for key in make_corpus().documents}
    assert "default-src 'none'" in page.attributes("content")[0]


def test_brief_is_the_same_every_time(html: str) -> None:
    assert brief(make_corpus()) == html


def test_brief_summary_counts_events_once_and_background_apart(page: Page) -> None:
    assert (
        "25 events among North Korea, Russia, United States and 2 others in 12 reports of 5 publishers, 2018–2024: "
        "17 happened, 1 denied, 2 planned, 5 speculated. 6 more from the background, 1948–2017"
    ) in page.text


def test_brief_summary_numbers_equal_the_rows_below(html: str) -> None:
    for group, number in {"happened": 17, "denied": 1, "planned": 2, "speculated": 5, "background": 6}.items():
        part = html.split(f'id="{group}"')[1].split("</table>")[0]
        assert part.count("<tr id=") == number, group


def test_brief_quotes_the_sentence_of_every_event_with_its_trigger_marked(html: str) -> None:
    rows = re.findall(r'<tr id="e-\d+".*?</tr>', html, re.S)
    assert len(rows) == 31
    assert all(re.search(r'<blockquote><p>.*<mark class="k-trigger.*</mark>.*href="#s-', row, re.S) for row in rows)


def test_brief_puts_historical_events_under_background_only(html: str) -> None:
    before, after = html.split('id="background"')
    assert "Putin had <mark" not in before.split('id="events"')[1]
    assert "Putin had <mark" in after


def test_brief_shows_the_precision_of_dates(page: Page) -> None:
    for words in ("Dec 2017", "week of 24 July 2023", "“For decades”", "reported 13 Sept 2023"):
        assert words in page.text


def test_brief_marks_disputed_events_and_names_who_denies(html: str) -> None:
    (row,) = [row for row in re.findall(r'<tr id="e-\d+".*?</tr>', html, re.S) if 'class="disputed"' in row]
    assert '<li>White House</li><li><em class="denial">denied by</em> Kremlin</li>' in row


def test_brief_lists_secondary_events_without_counting_them(html: str) -> None:
    assert "Only spoken of" in html
    assert '<tr id="n-1"' in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://a b", "//example.org", "https://"])
def test_brief_links_no_address_but_http(url: str) -> None:
    corpus = make_corpus()
    corpus.documents["hanoi"] = dataclasses.replace(corpus.documents["hanoi"], url=url)
    assert url not in read_page(brief(corpus)).attributes("href")


def test_brief_escapes_hostile_text_everywhere() -> None:
    corpus = make_corpus()
    for key, document in corpus.documents.items():
        text = document.text + "\n" + EVIL
        corpus.documents[key] = dataclasses.replace(document, title=EVIL, publisher=EVIL, text=text)
    for key, mention in corpus.mentions.items():
        actors = tuple(dataclasses.replace(actor, name=EVIL) for actor in mention.actors)
        corpus.mentions[key] = dataclasses.replace(mention, actors=actors)
    for i, event in enumerate(corpus.events):
        actors_named = tuple(dataclasses.replace(actor, name=EVIL) for actor in event.actors)
        place = dataclasses.replace(event.place, name=EVIL) if event.place else None
        corpus.events[i] = dataclasses.replace(event, actors=actors_named, place=place, mode=EVIL, event_type=EVIL)
    html = brief(corpus, EVIL, EVIL)
    page = read_page(html)
    assert page.faults == []
    assert "img" not in page.tags() and [tag for tag, _ in page.elements].count("script") == 1
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "\u202e" not in html and "\x1b" not in html and "{{7*7}}" in html


def test_brief_escapes_a_trigger_that_is_markup() -> None:
    corpus = make_corpus()
    key = next(iter(corpus.mentions))
    mention = corpus.mentions[key]
    document = corpus.documents[mention.document]
    text = document.text[: mention.trigger[0]] + "<b>" + document.text[mention.trigger[1] :]
    corpus.documents[mention.document] = dataclasses.replace(document, text=text)
    html = brief(corpus)
    assert "&lt;b&gt;" in html and "<b></mark>" not in html


def test_brief_of_nothing_says_so() -> None:
    page = read_page(render_brief("Nothing", "", [], {}, {}, None))
    assert "No current event was found in 0 reports." in page.text
    assert page.faults == []


def test_brief_of_documents_without_events_lists_them() -> None:
    corpus = make_corpus()
    page = read_page(render_brief("Nothing", "", [], {}, corpus.documents, None))
    assert "No deal in Hanoi" in page.text and "no event" in page.text


def test_brief_bears_missing_mentions_and_documents() -> None:
    corpus = make_corpus()
    del corpus.mentions[corpus.events[0].mentions[0]]
    del corpus.documents["treaty"]
    page = read_page(brief(corpus))
    assert page.faults == []
    ids = set(page.attributes("id"))
    assert all(href[1:] in ids for href in page.attributes("href") if href.startswith("#"))


def test_brief_folds_long_corpora(html: str) -> None:
    assert '<details class="article" id="a-1" open>' in html
    corpus = make_corpus()
    long = dataclasses.replace(corpus.documents["hanoi"], text=corpus.documents["hanoi"].text + "\nMore. " * 2000)
    corpus.documents["hanoi"] = long
    assert '<details class="article" id="a-1">' in brief(corpus)


def test_brief_does_not_print_the_date_it_was_not_given() -> None:
    corpus = make_corpus()
    page = read_page(render_brief("X", "", corpus.events, corpus.mentions, corpus.documents, None))
    assert "Page of" not in page.text


def test_brief_headings_descend_without_a_gap(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
