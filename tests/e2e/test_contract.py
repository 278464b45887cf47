"""What `annotate` prints: spans are what they say, lines fit the schema, errors stand in their place."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from detente.interchange import schema
from detente.pipeline import Tools, annotate
from detente.read import ReadOptions, read_json_lines
from detente.types import Document
from detente.workflows import annotate_lines

pytestmark = pytest.mark.model
VALID = Draft202012Validator(schema())


def annotated(tools: Tools, *documents: Document) -> list[dict[str, Any]]:
    return list(annotate_lines(documents, tools))


def spans(value: Any) -> list[dict[str, Any]]:
    """All objects with start, end and text, however deep."""
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= value.keys() and value["start"] is not None else []
        return own + [found for inner in value.values() for found in spans(inner)]
    return [found for inner in value for found in spans(inner)] if isinstance(value, list) else []


def check(row: dict[str, Any], text: str) -> None:
    VALID.validate(json.loads(json.dumps(row)))
    for span in spans({key: value for key, value in row.items() if key != "text"}):
        assert text[span["start"] : span["end"]] == span["text"]
    for event in row.get("events", ()):
        for start, end in (event["trigger"], event["sentence"]):
            assert 0 <= start < end <= len(text)


_SAMPLE = """
Russia the U.S. Kim Putin said that troops had attacked Kyiv on Monday , “ ” . may not deny 2019 ’s and in Paris North Korea
sanctions were imposed by UN é 中 - — ( ) ? visited talks with agreed to if
"""
_WORDS = st.sampled_from([*_SAMPLE.split(), "\n", "\n\n", "\t", "\u200f"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(_WORDS | st.text(max_size=6), min_size=1, max_size=40), dated=st.booleans())
def test_spans_of_random_text_are_what_they_say(tools: Tools, words: list[str], dated: bool) -> None:
    text = " ".join(words).encode("utf-8", "ignore").decode()
    if text.strip():
        [row] = annotated(tools, Document("x", text, dt.date(2020, 5, 6) if dated else None))
        check(row, text)


def demo_documents() -> list[Document]:
    path = Path(__file__).parents[2] / "detente" / "demo_corpus" / "articles.jsonl"
    with path.open("rb") as handle:
        return [d for d in read_json_lines(handle, ReadOptions()) if isinstance(d, Document)]


def test_spans_of_the_demo_corpus_are_what_they_say(tools: Tools) -> None:
    documents = demo_documents()
    rows = annotated(tools, *documents)
    assert len(rows) == len(documents) == 40
    assert sum(len(row["events"]) for row in rows) > 100
    for row, document in zip(rows, documents, strict=True):
        check(row, document.text)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["reuters_1987", "bbc_2004", "ledes_2023"])
def test_spans_of_real_news_are_what_they_say(tools: Tools, shared: Path, name: str) -> None:
    with gzip.open(shared / "data" / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as handle:
        texts = [json.loads(line)["text"] for line in islice(handle, 25)]
    for row, text in zip(annotated(tools, *(Document(str(i), t) for i, t in enumerate(texts))), texts, strict=True):
        check(row, text)


def test_bad_lines_give_their_error_in_place_and_stop_nothing(tools: Tools) -> None:
    lines = [
        b'{"id": "a", "text": "Chad recalled its envoy from Libya."}', b"no json", b'{"id": "b", "text": ""}', b"\xff\xfe\x00",
        b'{"id": "c", "text": "x", "pairs": [{"actor": [0, 9], "recipient": [0, 1]}]}',
        b'{"id": "d", "text": "Mali and Niger signed a treaty."}',
    ]  # fmt: skip
    rows = list(annotate_lines(read_json_lines(io.BytesIO(b"\n".join(lines)), ReadOptions()), tools))
    assert [row.get("error", {}).get("code") for row in rows] == [None, "E001", "E002", "E001", "E009", None]
    assert [row.get("id", row.get("line")) for row in rows] == ["a", 2, "b", 4, "c", "d"]
    for row in rows:
        VALID.validate(row)


def test_given_pairs_are_all_coded_and_given_triggers_all_judged(tools: Tools) -> None:
    text = "Britain accused Iran of seizing a tanker, which Tehran denied."
    document = Document("p", text, pairs=(((0, 7), (16, 20)), ((49, 55), (0, 7))), triggers=((8, 15), (24, 31), (0, 1)))
    [row] = annotated(tools, document)
    assert [pair["event_type"] is not None for pair in row["pairs"]] == [True, True]
    assert row["pairs"][0]["event_type"] == "ACCUSE"
    assert row["language"] == "en"
    assert len(row["triggers"]) == 3
    assert all(-3.0 <= trigger["certainty"] <= 3.0 for trigger in row["triggers"])


def test_a_text_in_another_language_is_left_alone_and_says_so(tools: Tools) -> None:
    text = (
        "Der Bundeskanzler traf am Montag in Paris den französischen Präsidenten, um über Waffenlieferungen zu sprechen. "
        * 2
    )
    [row] = annotated(tools, Document("g", text))
    assert row["events"] == []
    assert "language de" in row["silence"]
    assert row["language"] == "de"


def test_batches_do_not_change_results(tools: Tools) -> None:
    texts = [
        "Kenya sent aid to Somalia on Monday.",
        "Peru expelled the Bolivian ambassador.",
        "Togo and Benin held talks.",
    ]
    documents = [Document(str(i), text) for i, text in enumerate(texts)]
    together = annotated(tools, *documents)
    assert together == [annotated(tools, document)[0] for document in documents]


def test_attributions_are_left_out_only_where_no_event_may_be_told(tools: Tools) -> None:
    quiet = 'The minister said that the harvest had been good. "We are glad," he added.'
    documents = [Document("quiet", quiet), *demo_documents()[:12]]
    whole, coded = ([*annotate(documents, tools, attributions)] for attributions in (True, False))
    assert [found.events for found in whole] == [found.events for found in coded]
    assert sum(len(found.events) for found in coded) > 20
    assert whole[0].attributions and not coded[0].attributions
    for full, lean in zip(whole, coded, strict=True):
        assert lean.attributions in ((), full.attributions)
        assert lean.attributions or not lean.events


@pytest.mark.parametrize(
    "text", ["", "'--Mayor ", ":--Mayor", "Mayor:", "'x' -", "“”― Ana Moreno", "Poll: a b c", "\r\n--Mayor "]
)
def test_odd_texts_are_coded(tools: Tools, text: str) -> None:
    [found] = annotate([Document("x", text)], tools)
    assert found.events == ()
