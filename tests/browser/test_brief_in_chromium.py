"""The brief in a real browser, from a file, without a network."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from detente.show import render_brief
from tests.show.corpus import make_corpus
from tests.show.page import Page, read_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the brief was not seen in a browser"),
]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Chromium with a profile of its own."""
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


def seen(file: Path, address: str = "", *options: str) -> Page:
    """The page as it stands after its script has run."""
    return read_page(run(file.parent, "--dump-dom", *options, file.as_uri() + address).stdout)


def root(page: Page) -> dict[str, str]:
    return next(attributes for tag, attributes in page.elements if tag == "html")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The brief of a corpus that is long enough for its articles to be folded."""
    corpus = make_corpus()
    veto = corpus.documents["veto"]
    corpus.documents["veto"] = dataclasses.replace(veto, text=veto.text + "\n" + "Nothing else happened. " * 300)
    made = render_brief(
        "North Korea and Russia", "", corpus.events, corpus.mentions, corpus.documents, dt.date(2024, 7, 1)
    )
    path = tmp_path / "brief.html"
    path.write_text(made, "utf-8")
    return path


def measured(file: Path, script: str) -> Path:
    """A copy whose policy lets one more script run: it leaves what it measures in the title."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", file.read_text("utf-8"))
    copy = file.with_name("measured.html")
    copy.write_text(html.replace("</body>", f"<script>document.title = String({script})</script></body>"), "utf-8")
    return copy


def title(page: Page) -> str:
    return next(piece for piece in page.pieces if piece.strip())


def test_brief_runs_its_script_under_its_own_policy(file: Path) -> None:
    page = seen(file, "?theme=dark")
    assert root(page)["data-theme"] == "dark"
    toggle = next(attributes for _, attributes in page.elements if attributes.get("id") == "theme")
    assert "hidden" not in toggle and "light" in toggle["aria-label"]


def test_brief_follows_the_system_until_the_reader_chooses(file: Path) -> None:
    assert "data-theme" not in root(seen(file))


def test_brief_refers_to_nothing_outside_in_the_browser_either(file: Path) -> None:
    page = seen(file)
    assert page.attributes("src") == []
    assert not page.tags() & {"link", "img", "iframe", "object", "embed", "base"}
    outward = [(tag, a["href"]) for tag, a in page.elements if a.get("href", "#")[0] != "#"]
    assert outward and all(tag == "a" and href.startswith("https://example.org/") for tag, href in outward)


def test_brief_links_lead_somewhere_in_the_browser(file: Path) -> None:
    page = seen(file)
    ids = page.attributes("id")
    inner = {href[1:] for href in page.attributes("href") if href.startswith("#")}
    assert len(inner) > 60 and inner <= set(ids) and len(ids) == len(set(ids))


def test_brief_unfolds_the_article_that_a_link_leads_into(file: Path) -> None:
    anchor = re.findall(r'id="(s-3-\d+)"', file.read_text("utf-8"))[0]
    folded = [a for tag, a in seen(file).elements if a.get("class") == "article" and "open" in a]
    opened = [a["id"] for tag, a in seen(file, f"#{anchor}").elements if a.get("class") == "article" and "open" in a]
    assert folded == [] and opened == ["a-3"]


@pytest.mark.parametrize("width", [500, 800, 1280])
def test_brief_fits_the_width_of_the_window(file: Path, width: int) -> None:
    copy = measured(file, "document.documentElement.scrollWidth + ' ' + innerWidth")
    needed, given = map(int, title(seen(copy, "", f"--window-size={width},900")).split())
    assert needed <= given


def test_brief_shows_one_timeline_at_a_time(file: Path) -> None:
    count = "[...document.querySelectorAll('.timeline')].map(t => getComputedStyle(t).display).join(' ')"
    copy = measured(file, count)
    assert title(seen(copy, "", "--window-size=1280,900")) == "block none"
    assert title(seen(copy, "", "--window-size=500,900")) == "none block"


def test_brief_shows_the_sentence_of_a_mark_on_focus(file: Path) -> None:
    copy = measured(
        file, "(document.querySelectorAll('.timeline .dot')[0].focus(), document.getElementById('tip').innerText)"
    )
    assert "it had recognised the new state in October 1948" in seen(copy).text


def test_brief_prints_every_article(file: Path) -> None:
    paper = file.with_name("brief.pdf")
    run(file.parent, "--no-pdf-header-footer", f"--print-to-pdf={paper}", file.as_uri())
    assert paper.stat().st_size > 50_000
    if (reader := shutil.which("pdftotext")) is None:
        pytest.skip("pdftotext is not installed: the print was made, but not read")
    text = subprocess.run([reader, str(paper), "-"], capture_output=True, text=True, timeout=30, check=True).stdout
    assert text.count("Nothing else happened.") > 100
    assert "Sergei Shoigu visited Pyongyang this week" in " ".join(text.split())
