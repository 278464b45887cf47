"""Headlines in title case are read as sentences; nothing else changes, and what is shown are the document's own letters."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from detente.parse.headlines import DATA, sentence_case
from detente.pipeline import annotate
from detente.types import Document


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Israel Launches Airstrikes on Southern Lebanon", "Israel launches airstrikes on southern Lebanon"),
        ("CHAD EXPELS RUSSIA'S UN ENVOY OVER SPYING", "Chad expels Russia's UN envoy over spying"),
        ("CHAD ACCUSES US OF ATTACK ON NATO BASE", "Chad accuses US of attack on NATO base"),
        ("U.S. IMPOSES NEW SANCTIONS ON CHAD", "U.S. imposes New sanctions on Chad"),
        ("US AND PRO-RUSSIAN FIGHTERS CLASH IN NORTH KOREA", "US and Pro-Russian fighters clash in North Korea"),
        ("Rebels Seize Town in Eastern Congo.", "Rebels seize town in eastern Congo."),
        ("UN Security Council Demands Access to Camps", "UN Security Council demands access to camps"),
        ("They met. Police Arrest Opposition Leader in Uganda.", "They met. Police arrest opposition leader in Uganda."),
        ("Chad Expels Envoy Over Spying\n\nThe envoy left.", "Chad expels envoy over spying\n\nThe envoy left."),
    ],
)  # fmt: skip
def test_a_headline_is_written_as_a_sentence(given_text, expected):
    assert sentence_case(given_text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Chadian Foreign Minister met the Prime Minister of Niger on Monday.",
        "He has written for the New York Times and the Washington Post.",
        "Blinken, Lavrov, Wang, Borrell, Baerbock, Cleverly",
        "CHAD NIGER MALI LIBYA ALGERIA",
        "The accord was signed by the Chadian\nNational Relief Commission.\nIt takes effect in May.",
        "Chad Expels Envoy",
        "",
    ],
)
def test_other_text_stays_as_it_is(text):
    assert sentence_case(text) == text


@given(
    st.text(
        alphabet=st.sampled_from("Chad Expels Envoys Over Spying Claims.?!\n\"'’éİß ") | st.characters(), max_size=80
    )
)
def test_no_character_moves(text):
    changed = sentence_case(text)
    assert len(changed) == len(text)
    assert changed.lower() == text.lower()


@pytest.mark.parametrize(
    ("headline", "event_type", "actor", "recipient"),
    [
        ("Israel Launches Airstrikes on Southern Lebanon.", "ASSAULT", "ISR", "LBN"),
        ("France Expels Three Russian Diplomats Over Spying.", "SANCTION", "FRA", "RUS"),
        ("Police Arrest Opposition Leader in Uganda.", "COERCE", "UGA", "UGA"),
        ("U.S. Imposes New Sanctions on Iranian Oil Network.", "SANCTION", "USA", "IRN"),
    ],
)
def test_its_event_is_found_and_shown_in_its_own_letters(tools, headline, event_type, actor, recipient):
    found = next(annotate([Document(id="h", text=headline)], tools))
    (event,) = found.events
    assert event.event_type == event_type
    assert event.actors[0].country == actor
    assert event.recipients[0].country == recipient
    for item in (*found.entities, *found.places, *event.actors, *event.recipients):
        assert item.text == headline[item.start : item.end]


def test_every_list_says_where_it_comes_from():
    listed = {table["file"] for table in yaml.safe_load((DATA / "SOURCE.yaml").read_text("utf-8"))["tables"]}
    assert listed == {path.name for path in DATA.iterdir()} - {"SOURCE.yaml"}
    for name in listed:
        lines = (DATA / name).read_text("utf-8").splitlines()
        assert lines == sorted(set(lines))
        assert len(lines) > 20
