"""Real bytes on a real disk -> documents or documented errors."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.read import BadInput, ReadOptions, read_json_lines, read_path
from detente.types import Document

SENTENCE = "The envoys of both governments met in Geneva on Monday."


def read(path: Path, **options: object) -> list[Document | BadInput]:
    return list(read_path(path, ReadOptions(**options)))  # type: ignore[arg-type]


def only(path: Path, **options: object) -> Document:
    [document] = read(path, **options)
    assert isinstance(document, Document), document
    return document


def code_of(path: Path, **options: object) -> str:
    [bad] = read(path, **options)
    assert isinstance(bad, BadInput), bad
    assert str(path) in str(bad.error)
    return bad.error.code


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_text_keeps_its_characters(tmp_path: Path) -> None:
    assert only(write(tmp_path, "a.txt", SENTENCE + "\r\nSecond line.\r\n")).text == SENTENCE + "\nSecond line."


def test_date_from_option_name_or_nowhere(tmp_path: Path) -> None:
    named = write(tmp_path, "2019-04-25-summit.txt", SENTENCE)
    assert (only(named).date, only(named).date_basis) == (dt.date(2019, 4, 25), "filename")
    given_date = only(named, date=dt.date(2020, 1, 1))
    assert (given_date.date, given_date.date_basis) == (dt.date(2020, 1, 1), "given")
    assert only(write(tmp_path, "plain.txt", SENTENCE)).date is None


def test_markdown_front_matter_and_marks(tmp_path: Path) -> None:
    text = f"---\ntitle: Talks\ndate: 2018-06-12\npublisher: Harbour Gazette\n---\n# Head\n\n**{SENTENCE}** [more](http://x.org)\n"
    document = only(write(tmp_path, "a.md", text))
    assert (document.title, document.publisher, document.date) == ("Talks", "Harbour Gazette", dt.date(2018, 6, 12))
    assert document.text == f"Head\n\n{SENTENCE} more"


def test_html_article_with_its_date_and_without_its_menu(tmp_path: Path) -> None:
    body = "".join(f"<p>{SENTENCE} Paragraph {i} adds some more words to the story.</p>" for i in range(6))
    page = (
        "<html><head><title>Talks in Geneva</title><meta property='article:published_time' content='2021-03-04T10:00:00Z'>"
        f"</head><body><nav><a href='/'>Home</a><a href='/s'>Sport</a></nav><article><h1>Talks in Geneva</h1>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )
    document = only(write(tmp_path, "a.html", page))
    assert SENTENCE in document.text
    assert "Sport" not in document.text
    assert (document.date, document.date_basis) == (dt.date(2021, 3, 4), "page")


def test_html_without_article(tmp_path: Path) -> None:
    assert code_of(write(tmp_path, "a.html", "<html><body><script>x()</script></body></html>")) == "E007"


def test_broken_html_is_still_read(tmp_path: Path) -> None:
    more = "And more words follow here, so that it is long enough."
    page = f"<html><body><div><p>{SENTENCE} {more}<p>Unclosed <b>tags <p>{SENTENCE}"
    assert SENTENCE in only(write(tmp_path, "a.html", page)).text


def test_jsonl_keeps_ids_and_goes_on_after_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": SENTENCE, "date": "2020-02-03"}),
        "{broken",
        "",
        '{"id": "c", "text": " "}',
        '{"text": 5}',
        "[1]",
        json.dumps({"id": "z", "text": SENTENCE, "date": "soon"}),
        json.dumps({"id": "e", "text": SENTENCE}),
    ]
    found = read(write(tmp_path, "a.jsonl", "\n".join(lines)))
    shape = [(item.id if isinstance(item, Document) else (item.error.code, item.line)) for item in found]
    assert shape == ["a", ("E001", 2), ("E002", 4), ("E002", 5), ("E001", 6), ("E008", 7), "e"]
    assert isinstance(found[2], BadInput)
    assert found[2].id == "c"


def test_a_huge_line_costs_only_itself() -> None:
    handle = io.BytesIO(
        b'{"text": "' + b"x" * 50_000_000 + b'"}\n' + json.dumps({"id": "b", "text": SENTENCE}).encode()
    )
    found = list(read_json_lines(handle, ReadOptions(max_chars=10_000)))
    assert [type(item).__name__ for item in found] == ["BadInput", "Document"]
    assert isinstance(found[0], BadInput)
    assert found[0].error.code == "E013"


def test_csv_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f'id,body,date,publisher\n7,"{SENTENCE}",2001-09-12,Ledger\n8,,2001-09-13,Ledger\n')
    first, second = read(path, text_column="body")
    assert isinstance(first, Document)
    assert (first.id, first.text, first.date, first.publisher) == ("7", SENTENCE, dt.date(2001, 9, 12), "Ledger")
    assert isinstance(second, BadInput)
    assert second.error.code == "E002"


def test_csv_without_text_column(tmp_path: Path) -> None:
    assert code_of(write(tmp_path, "a.csv", "id,body\n1,x\n")) == "E010"


def test_folder_in_sorted_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "c.png"):
        write(tmp_path, name, f"{name} {SENTENCE}")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", "d.md", SENTENCE)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [item.text.split()[0] for item in read(tmp_path) if isinstance(item, Document)] == ["a.txt", "b.txt", "The"]


def test_empty_folder_and_missing_file(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "E006"
    assert code_of(tmp_path / "nothing.txt") == "E006"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 \n%..", b"PK\x03\x04\x14\x00", b"\x89PNG\r\n\x1a\n", b"text\x00with\x00nul"]
)
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    assert code_of(write(tmp_path, "a.txt", data * 20)) == "E004"


def test_empty_file(tmp_path: Path) -> None:
    assert code_of(write(tmp_path, "a.txt", " \n\t\n")) == "E002"


def test_too_long(tmp_path: Path) -> None:
    assert code_of(write(tmp_path, "a.txt", SENTENCE * 10), max_chars=100) == "E003"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le-bom", "cp1252", "utf-8"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Ein Gespräch über Grenzfragen fand am Montag in Zürich statt, “sehr nützlich”, hieß es. " * 4
    data = codecs.BOM_UTF16_LE + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    assert only(write(tmp_path, "a.txt", data)).text.strip() == text.strip()


def test_a_wrong_encoding_option_is_said(tmp_path: Path) -> None:
    assert code_of(write(tmp_path, "a.txt", b"caf\xe9"), encoding="utf-8") == "E005"
    assert code_of(write(tmp_path, "a.txt", b"cafe"), encoding="no-such") == "E005"


def test_control_characters_become_blanks(tmp_path: Path) -> None:
    assert only(write(tmp_path, "a.txt", "one\x07two\x1bthree " + "x" * 200)).text.startswith("one two three")


def test_gzip_whole_and_truncated(tmp_path: Path) -> None:
    data = gzip.compress((SENTENCE * 50).encode())
    assert only(write(tmp_path, "a.txt.gz", data)).text.startswith(SENTENCE)
    assert code_of(write(tmp_path, "b.txt.gz", data[:-20])) == "E011"


def test_same_text_in_two_files_has_two_ids_and_each_is_stable(tmp_path: Path) -> None:
    first, second = (only(write(tmp_path, name, SENTENCE)).id for name in ("a.txt", "b.txt"))
    assert first != second
    assert only(tmp_path / "a.txt").id == first


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_has_the_line_ends_of_any_system(tmp_path: Path, end: str) -> None:
    data = end.join(["id,text", "a,Chad met Libya.", "b,Togo left."]).encode()
    found = list(read_path(write(tmp_path, "x.csv", data), ReadOptions()))
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == [
        ("a", "Chad met Libya."),
        ("b", "Togo left."),
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300),
    name=st.sampled_from(["x.txt", "x.md", "x.html", "x.jsonl", "x.csv", "x.tsv", "x", "x.txt.gz"]),
)
def test_no_bytes_raise(tmp_path: Path, data: bytes, name: str) -> None:
    for item in read_path(write(tmp_path, name, data), ReadOptions()):
        assert isinstance(item, Document | BadInput)
        if isinstance(item, Document):
            assert item.text.strip()
