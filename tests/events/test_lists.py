"""Lists of parties: a headline joins two by a comma, prose by "along with" or "among them"."""

from __future__ import annotations

import pytest

from detente.pipeline import annotate
from detente.types import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Saudi Arabia, Iran Restore Diplomatic Ties.", {"SAU", "IRN"}),
        ("India, Pakistan agree to ceasefire.", {"IND", "PAK"}),
        ("China, Russia hold joint drills near Japan.", {"CHN", "RUS"}),
        ("Turkey, Armenia to Open Border.", {"TUR", "ARM"}),
        ("Nepal Premier Quits as Communists Withdraw Support.", {"NPL"}),
    ],
)
def test_both_states_act(tools, text, parties):
    events = next(annotate([Document(id="h", text=text)], tools)).events
    first = min(event.trigger for event in events)
    acting = {p.country for event in events if event.trigger == first for p in (*event.actors, *event.recipients)}
    assert acting == parties


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("France, Mali's former ruler, expelled three diplomats of Niger.", "FRA"),
        ("In Chad, Niger expelled three diplomats of Mali.", "NER"),
        ("Chad, the minister said, expelled three diplomats of Mali.", "TCD"),
    ],
)
def test_what_stands_beside_a_state_does_not_act(tools, text, actor):
    events = next(annotate([Document(id="h", text=text)], tools)).events
    assert {party.country for event in events for party in event.actors} == {actor}


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Ethiopia, along with Kenya and Uganda, sent troops to Somalia.", {"ETH", "KEN", "UGA"}, {"SOM"}),
        ("Ethiopia as well as Kenya sent troops to Somalia.", {"ETH", "KEN"}, {"SOM"}),
        ("China, joined by Russia, condemned Japan.", {"CHN", "RUS"}, {"JPN"}),
        ("A dozen countries, including France and Italy, expelled Libyan diplomats.", {"FRA", "ITA"}, {"LBY"}),
        ("Nine states, among them Chad, Niger and Mali, condemned Libya.", {"TCD", "NER", "MLI"}, {"LBY"}),
        ("Kenya sent troops to neighbouring countries, including Somalia and Uganda.", {"KEN"}, {"SOM", "UGA"}),
        ("Chad, the Sudan, Niger and Mali broke relations with Libya.", {"TCD", "SDN", "NER", "MLI"}, {"LBY"}),
        # Who acts behind a headline's colon.
        ("Ministry: Chad and Niger condemned Libya.", {"TCD", "NER"}, {"LBY"}),
        # Whose allies they are tells of no second one; who is left beside the act does not act.
        ("Washington along with its allies condemned Libya.", {"USA"}, {"LBY"}),
        ("Chad, along with cattle from Niger, sent troops to Libya.", {"TCD"}, {"LBY"}),
    ],
)
def test_who_is_joined_acts_too(tools, text, actors, recipients):
    events = [event for event in next(annotate([Document(id="h", text=text)], tools)).events if not event.secondary]
    assert {party.country for party in events[0].actors} == actors
    assert {party.country for party in events[0].recipients} == recipients
