"""Which candidates become events of a document."""

from __future__ import annotations

import pytest

from detente.pipeline import Tools, annotate
from detente.types import Document, Event

pytestmark = pytest.mark.model


def events(text: str, tools: Tools) -> list[Event]:
    return list(next(annotate([Document("d", text)], tools)).events)


def test_aid_from_abroad_is_political_whoever_gives_it(tools: Tools) -> None:
    given = events("British doctors treated wounded Libyans in Misrata.", tools)
    assert [(e.event_type, e.actors[0].country, e.recipients[0].country) for e in given] == [("AID", "GBR", "LBY")]
    assert not events("British doctors treated wounded British children.", tools)


def test_bombs_are_political_whoever_dies(tools: Tools) -> None:
    killed = events("A suicide attack on a market has killed at least eight people in Kabul, officials say.", tools)
    assert [(e.event_type, e.mode, e.recipients[0].country) for e in killed] == [("ASSAULT", "suicide-attack", "AFG")]
    assert not events("A gas explosion killed three shopkeepers in Karachi on Tuesday.", tools)


def test_what_somebody_began_to_do_is_one_event(tools: Tools) -> None:
    text = "Poland began deploying troops to the Belarusian border."
    assert [text[slice(*event.trigger)] for event in events(text, tools)] == ["deploying troops"]


def test_one_happening_told_by_verb_and_noun_is_one_event(tools: Tools) -> None:
    found = events("Two Ukrainian soldiers were killed in a Russian missile strike on Kharkiv.", tools)
    assert [(e.actors[0].country, e.recipients[0].text) for e in found] == [("RUS", "Two Ukrainian soldiers")]


@pytest.mark.parametrize(
    ("text", "event_type", "actor", "recipient"),
    [
        ("Ukraine said that Russia had bombed a hospital in Kharkiv.", "ASSAULT", "RUS", "UKR"),
        ("Iran said that it had arrested two Israeli engineers.", "COERCE", "IRN", "ISR"),
        ("Yemen's Houthi rebels claimed that they had attacked two cities in Saudi Arabia.", "ASSAULT", "YEM", "SAU"),
        ("Police said that gunmen killed four people in Karachi on Monday.", "ASSAULT", "PAK", "PAK"),
    ],
)
def test_what_somebody_says_was_done_is_an_event(
    text: str, event_type: str, actor: str, recipient: str, tools: Tools
) -> None:
    found = [event for event in events(text, tools) if event.event_type == event_type and not event.secondary]
    assert [(e.actors[0].country, e.recipients[0].country, e.verdict.status) for e in found] == [
        (actor, recipient, "REPORTED")
    ]


def test_what_a_speech_act_embeds_stays_with_it(tools: Tools) -> None:
    found = events("Libya threatened to attack Chad.", tools)
    assert [(e.event_type, e.secondary) for e in found if not e.secondary] == [("THREATEN", False)]


@pytest.mark.parametrize(
    "text",
    [
        "The Daily Ledger spoke with the president of Gabon.",
        "The town of Nantucket deployed drones to look out for sharks.",
    ],
)
def test_interviews_and_drones_alone_are_no_politics(text: str, tools: Tools) -> None:
    assert not [event for event in events(text, tools) if event.event_type in ("CONSULT", "MOBILIZE")]


def test_a_refusal_by_ones_own_side_is_a_refusal(tools: Tools) -> None:
    found = events("Germany will not send missiles to Ukraine, the German chancellor said.", tools)
    assert [(e.event_type, e.verdict.status, e.actors[0].country) for e in found] == [("REJECT", "ASSERTED", "DEU")]


def test_who_denies_and_accuses_accuses(tools: Tools) -> None:
    text = "Niger's ministry denied that its forces had opened fire and accused Chad of a provocation."
    accused = [event for event in events(text, tools) if event.event_type == "ACCUSE"]
    assert [event.actors[0].text for event in accused] == ["Niger's ministry"]


@pytest.mark.parametrize(
    ("text", "event_type", "recipients"),
    [
        ("Chad expelled two envoys from Mali and Niger.", "SANCTION", ["MLI", "NER"]),
        (
            "Chad said on Friday it had expelled diplomats from Poland, Germany and Sweden.",
            "SANCTION",
            ["POL", "DEU", "SWE"],
        ),
        (
            "Chad has imposed sanctions on the Russian arms exporter Rosoboronexport and Iran.",
            "SANCTION",
            ["RUS", "IRN"],
        ),
        ("The European Union urged Chad to hold elections so the bloc could consider aid.", "REQUEST", ["TCD"]),
    ],
)
def test_all_of_whom_it_hits_are_recipients(text: str, event_type: str, recipients: list[str], tools: Tools) -> None:
    found = next(event for event in events(text, tools) if event.event_type == event_type)
    assert [entity.country for entity in found.recipients] == recipients


@pytest.mark.parametrize("link", ["after", "following"])
def test_whom_the_act_before_hit_is_not_hit_again(link: str, tools: Tools) -> None:
    found = events(
        f"The US carried out air strikes {link} a drone attack on the Irbil air base in northern Iraq.", tools
    )
    assert [[entity.country for entity in event.recipients] for event in found] == [[], ["IRQ"]]


def test_sanctions_are_sanctions_whatever_the_encoder_was_taught(tools: Tools) -> None:
    found = events("Chad has imposed sanctions on the Russian arms exporter Rosoboronexport and Iran.", tools)
    assert [event.event_type for event in found] == ["SANCTION"]


@pytest.mark.parametrize(
    ("text", "event_type", "countries"),
    [
        (
            "Pupils in Soweto demonstrated on Wednesday. The South African police opened fire on them.",
            "ASSAULT",
            ("ZAF", "ZAF"),
        ),
        ("Iraqi guns shelled the refinery at Abadan.", "ASSAULT", ("IRQ", "IRN")),
        ("A suicide bomber killed India's former prime minister at a rally.", "ASSAULT", ("IND", "IND")),
        ("Haiti's army denied that it had offered an amnesty to the kidnappers.", "CONCEDE", ("HTI", "HTI")),
        ("Libya's parliament removed the prime minister from office on Friday.", "SANCTION", ("LBY", "LBY")),
    ],
)
def test_parties_without_a_country_are_at_home(
    text: str, event_type: str, countries: tuple[str, str], tools: Tools
) -> None:
    found = next(event for event in events(text, tools) if event.event_type == event_type)
    assert (found.actors[0].country, found.recipients[0].country) == countries
