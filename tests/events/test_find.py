"""Who to whom: coordination, mutual and one-sided acts, doers and sufferers, replies, and the codebook's own examples."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.entities.find import find_entities
from detente.events.find import find_events
from detente.pipeline import Tools
from detente.types import Candidate

pytestmark = pytest.mark.model

#: Of the codebook's own sentences: examples that may go unfound (their parties are no entities, or a neighbouring frame
#: takes them), and near misses that may be found between two parties.
MOST_UNFOUND, MOST_WRONGLY_FOUND = 0.03, 0.025


def candidates(text: str, tools: Tools) -> tuple[Candidate, ...]:
    doc = tools.nlp(text)
    return find_events(doc, find_entities(doc, dt.date(2010, 1, 1), tools.knowledge), tools.codebook)


def dyads(text: str, tools: Tools, event_type: str) -> set[tuple[str | None, str | None]]:
    """Country pairs of the events of one type that stand in their own right."""
    return {
        (actor.country, recipient.country)
        for event in candidates(text, tools)
        if event.event_type == event_type and not event.secondary
        for actor in event.actors
        for recipient in event.recipients
    }


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        # Coordinated adjectives and states under one noun.
        ("Greek and Turkish envoys met in Geneva.", "CONSULT", {("GRC", "TUR"), ("TUR", "GRC")}),
        ("The presidents of Zambia and Zimbabwe met on Sunday.", "CONSULT", {("ZMB", "ZWE"), ("ZWE", "ZMB")}),
        ("Talks between Greek and Turkish envoys failed.", "CONSULT", {("GRC", "TUR"), ("TUR", "GRC")}),
        # One side commits, both agree.
        ("Sweden agreed to send engineers to Mali.", "AGREE", {("SWE", "MLI")}),
        ("Kenya offered to negotiate with Sudan.", "AGREE", {("KEN", "SDN")}),
        ("Chad and Sudan agreed to patrol the border.", "AGREE", {("TCD", "SDN"), ("SDN", "TCD")}),
        ("Senegal ratified the treaty with Mauritania.", "SUPPORT", {("SEN", "MRT")}),
        ("Chile and Peru ratified the treaty.", "SUPPORT", {("CHL", "PER"), ("PER", "CHL")}),
        ("Chad and Niger promised each other aid.", "AGREE", {("TCD", "NER"), ("NER", "TCD")}),
        # Where it is said is no party; what comes after is no content.
        ("The government of Yemen agreed in Sweden to a truce.", "AGREE", set()),
        ("Kenya demanded elections after a court in Uganda freed the rebel.", "REQUEST", set()),
        # The doer of a demand's content is asked, its passive subject is not.
        ("The Security Council demanded that Israel ease its blockade of Lebanon.", "REQUEST", {("UNO", "ISR")}),
        ("Kenya demanded that the Ugandan officers be freed.", "REQUEST", set()),
        # Doers and not sufferers of harm.
        ("Germany condemned the invasion of Ukraine.", "ACCUSE", set()),
        ("Germany condemned the Russian invasion of Ukraine.", "ACCUSE", {("DEU", "RUS")}),
        # What it is about.
        ("Iraqi Kurds demonstrated in Kirkuk calling for independence from Iraq.", "PROTEST", {("IRQ", "IRQ")}),
        ("Serbian miners went on strike over a bill signed by the Serbian president.", "PROTEST", {("SRB", "SRB")}),
        # Who speaks.
        ("Japanese officials said that talks with China were out of the question.", "REJECT", {("JPN", "CHN")}),
        # The announcer does what is announced in the passive.
        ("Greece announced that the embargo on Albania would be lifted.", "CONCEDE", {("GRC", "ALB")}),
        # Whom a protest is against does not protest, and nobody is paid for what is against him.
        ("Anti-Israel protests broke out in Cairo.", "PROTEST", set()),
        ("Russia is funding anti-Ukraine rallies.", "AID", set()),
        # Force against somebody is not his.
        ("Iran's violence against Iraqi herders went on.", "ASSAULT", {("IRN", "IRQ")}),
        ("Violence between Iraqi and Iranian herders went on.", "ASSAULT", {("IRQ", "IRN"), ("IRN", "IRQ")}),
        # Replies.
        ("Chad urged Libya to leave the strip. Tripoli refused.", "REJECT", {("LBY", "TCD")}),
        ("Ghana expelled two envoys of Togo, and Togo threatened to close the border.", "THREATEN", {("TGO", "GHA")}),
        # What an agreement spells out is no event beside it.
        ("Kenya and Mali signed an agreement to increase trade.", "COOPERATE", set()),
        # In the harm that somebody suffers stands who does it.
        ("Six Malian soldiers were killed in an attack by Chadian rebels.", "ASSAULT", {("TCD", "MLI")}),
        ("Two Ghanaian sailors were killed in a Libyan air strike on Accra.", "ASSAULT", {("LBY", "GHA")}),
        ("Two Ghanaian sailors were killed in the Afghan war.", "ASSAULT", set()),
        ("A drone raid by Libyan forces killed two Chadian soldiers.", "ASSAULT", {("LBY", "TCD")}),
        # A passive that keeps an object.
        ("Libya was handed an ultimatum by Britain.", "THREATEN", {("GBR", "LBY")}),
        ("Kenya was granted 200 million dollars by Japan.", "AID", {("JPN", "KEN")}),
        # Whose the thing is that is passed on; captives pass nothing on.
        ("Turkish drones were delivered to the army of Mali.", "AID", {("TUR", "MLI")}),
        ("Iranian rockets were fired at Erbil.", "ASSAULT", {("IRN", "IRQ")}),
        ("Libyan prisoners were handed over to Chad.", "COOPERATE", set()),
        # Parties that hang on the participle of an event noun.
        ("A deal reached between Kenya and Somalia was published.", "SUPPORT", {("KEN", "SOM"), ("SOM", "KEN")}),
        ("The seizure by Iran of a Greek tanker raised oil prices.", "COERCE", {("IRN", "GRC")}),
        # A headline leaves out that they are to; a host may be told by his capital, but nobody visits his own.
        ("Kenya to provide Somalia with tents.", "AID", {("KEN", "SOM")}),
        ("The Japanese prime minister arrived in Paris on Monday.", "CONSULT", {("JPN", "FRA")}),
        ("The French prime minister arrived in Paris on Monday.", "CONSULT", set()),
        # Misplaced by the parser.
        ("A Kenyan editor was held at Entebbe airport by Ugandan police.", "COERCE", {("UGA", "KEN")}),
    ],
)
def test_dyads(text: str, event_type: str, expected: set[tuple[str, str]], tools: Tools) -> None:
    assert dyads(text, tools, event_type) == expected


def test_subjects_of_a_frame_decide_between_types(tools: Tools) -> None:
    assert dyads("The last Soviet soldiers left Afghanistan.", tools, "RETREAT") == {("RUS", "AFG")}
    assert dyads("The last Soviet tourists left Afghanistan.", tools, "RETREAT") == set()


def test_codebook_examples_are_found_and_near_misses_are_not(tools: Tools) -> None:
    unfound, wrong, count = [], [], 0
    for kind in tools.codebook.types.values():
        for frame in kind.frames:
            count += 1
            if not any(event.event_type == kind.id for event in candidates(frame.example, tools)):
                unfound.append(frame.id)
            for event in candidates(frame.near_miss, tools):
                if event.actors and event.recipients and any(f"frame {frame.id} " in why for why in event.why):
                    wrong.append(frame.id)
                    break
    assert len(unfound) <= MOST_UNFOUND * count, unfound
    assert len(wrong) <= MOST_WRONGLY_FOUND * count, wrong
