"""The terminal views."""

import dataclasses
import io

from rich.console import Console, RenderableType

from detente.show import events_lines, events_table, explain_lines, explain_panel, mentions_lines, mentions_table
from tests.show.corpus import make_corpus

CORPUS = make_corpus()


def printed(view: RenderableType, *, terminal: bool = False) -> str:
    out = io.StringIO()
    Console(file=out, width=160, force_terminal=terminal, color_system="standard" if terminal else None).print(view)
    return out.getvalue()


def denial() -> tuple[str, str]:
    mention = next(m for m in CORPUS.mentions.values() if m.verdict.status == "DENIED")
    return mention.id, mention.document


def test_events_table_shows_sentence_speaker_and_status_of_each_event() -> None:
    text = " ".join(printed(events_table(CORPUS.events, CORPUS.mentions, CORPUS.documents)).split())
    assert "× NEGATED North Korea → United States: Agreement" in text
    assert "North Korea did not sign a joint statement" in text
    assert "Kremlin (denies)" in text


def test_events_table_has_no_escape_codes_off_a_terminal() -> None:
    assert "\x1b" not in printed(events_table(CORPUS.events, CORPUS.mentions, CORPUS.documents))


def test_events_table_colours_on_a_terminal() -> None:
    assert "\x1b[" in printed(events_table(CORPUS.events, CORPUS.mentions, CORPUS.documents), terminal=True)


def test_events_lines_leave_out_what_is_only_spoken_of() -> None:
    lines = events_lines(CORPUS.events, CORPUS.mentions, CORPUS.documents)
    assert "*trading*" not in lines and "*accused*" in lines


def test_events_lines_give_one_line_to_a_meeting() -> None:
    lines = events_lines(CORPUS.events, CORPUS.mentions, CORPUS.documents).splitlines()
    assert sum("12 June 2018 | ASSERTED | Kim Jong Un ⇄ Donald Trump" in line for line in lines) == 1
    assert not any("Donald Trump → Kim Jong Un" in line for line in lines)


def test_mentions_lines_give_every_mention_with_its_sentence() -> None:
    lines = mentions_lines(list(CORPUS.mentions.values()), CORPUS.documents).splitlines()
    assert len(lines) == 2 * len(CORPUS.mentions)
    assert all("*" in line for line in lines[1::2])


def test_mentions_table_names_the_document() -> None:
    mention, document = denial()
    assert document in printed(mentions_table([CORPUS.mentions[mention]], CORPUS.documents))


def test_views_do_not_pass_on_escape_codes_of_the_text() -> None:
    mention = CORPUS.mentions[denial()[0]]
    document = CORPUS.documents[mention.document]
    evil = dataclasses.replace(document, text=document.text.replace("Kremlin", "\x1b[2Jmlin"))
    view = printed(mentions_table([mention], {document.id: evil})) + printed(explain_panel(mention, evil))
    assert "\x1b" not in view + mentions_lines([mention], {document.id: evil}) + explain_lines(mention, evil)


def test_views_do_not_read_markup_in_the_text() -> None:
    mention = CORPUS.mentions[denial()[0]]
    document = CORPUS.documents[mention.document]
    marked = dataclasses.replace(document, text=document.text.replace("Kremlin", "[bold]K"))
    assert "[bold]K" in printed(explain_panel(mention, marked))


def test_explain_gives_claims_steps_and_rules() -> None:
    mention = CORPUS.mentions[denial()[0]]
    lines = explain_lines(mention, CORPUS.documents[mention.document]).splitlines()
    assert "claim: Kremlin (organisation, named, third-party) denies by “denied” (CT; indirect)" in lines
    assert any(line.startswith("step: cue: denied") for line in lines)
    assert any(line.startswith("rule: frame AID") for line in lines)
    assert "status: DENIED: denied, a cited speaker says it did not take place" in lines


def test_explain_panel_underlines_spans_on_a_terminal() -> None:
    mention = CORPUS.mentions[denial()[0]]
    panel = printed(explain_panel(mention, CORPUS.documents[mention.document]), terminal=True)
    assert "\x1b[4;" in panel and "\x1b[1;7;31m" in panel
