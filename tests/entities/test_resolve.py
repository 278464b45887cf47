from __future__ import annotations

import datetime as dt

import pytest

from detente.entities import Knowledge, resolve


def answer(knowledge: Knowledge, name: str, date: str = "", context: str = "") -> tuple[str | None, str]:
    actor = resolve(name, dt.date.fromisoformat(date) if date else None, context, knowledge)
    return (actor.country, ",".join(actor.sectors)) if actor else (None, "nobody")


@pytest.mark.parametrize(
    ("name", "date", "person"),
    [
        ("the North Korean leader", "1995-06-01", "Kim Jong Il"),
        ("the North Korean leader", "2005-06-01", "Kim Jong Il"),
        ("North Korean leader", "1985-06-01", "Kim Il Sung"),
        ("the North Korean leader", "2019-06-01", "Kim Jong Un"),
        ("Iranian foreign minister", "2014-05-01", "Mohammad Javad Zarif"),
        ("the German chancellor", "1995-01-01", "Helmut Kohl"),
        ("the German chancellor", "2023-01-01", "Olaf Scholz"),
        ("British Prime Minister", "2022-10-10", "Liz Truss"),
        ("Israeli Prime Minister", "1994-01-01", "Yitzhak Rabin"),
        ("Palestinian leader", "2000-01-01", "Yasser Arafat"),
        ("UN Secretary-General", "2000-01-01", "Kofi Annan"),
        ("president of Ukraine", "2015-01-01", "Petro Poroshenko"),
        ("Soviet leader", "1987-05-01", "Mikhail Gorbachev"),
    ],
)
def test_office_is_read_at_the_date(knowledge: Knowledge, name: str, date: str, person: str) -> None:
    actor = resolve(name, dt.date.fromisoformat(date), "", knowledge)
    assert actor is not None
    assert (actor.name, actor.kind) == (person, "person")
    assert "GOV" in actor.sectors


@pytest.mark.parametrize("name", ["a Russian president", "the deputy foreign minister of Iran", "former US president"])
def test_vague_office_is_nobody_in_person(knowledge: Knowledge, name: str) -> None:
    actor = resolve(name, dt.date(2023, 1, 1), "", knowledge)
    assert actor is not None and actor.kind == "role" and actor.country


@pytest.mark.parametrize(
    ("date", "sectors"),
    [("2015-09-01", "PTY"), ("2018-09-01", "GOV"), ("2022-09-01", "ELI"), ("2025-09-01", "GOV")],
)
def test_surname_of_somebody_famous_by_date(knowledge: Knowledge, date: str, sectors: str) -> None:
    assert answer(knowledge, "Trump", date) == ("USA", sectors)


def test_namesakes_are_told_apart_by_date(knowledge: Knowledge) -> None:
    first = resolve("Bush", dt.date(1990, 1, 1), "", knowledge)
    second = resolve("Bush", dt.date(2005, 1, 1), "", knowledge)
    assert first and second and (first.name, second.name) == ("George H.W. Bush", "George W. Bush")


def test_namesakes_are_told_apart_by_state(knowledge: Knowledge) -> None:
    assert answer(knowledge, "Jordan's King Abdullah", "2010-01-01") == ("JOR", "GOV")
    assert answer(knowledge, "Saudi Arabia's King Abdullah", "2010-01-01") == ("SAU", "GOV")
    assert answer(knowledge, "King Abdullah", "2010-01-01")[0] is None


@pytest.mark.parametrize(
    "name", ["Smith", "Victoria", "Paris Hilton", "Brown", "Chelsea", "Indian Ocean", "New Mexico"]
)
def test_unknown_stays_unknown(knowledge: Knowledge, name: str) -> None:
    country, _ = answer(knowledge, name, "1975-01-01")
    assert country in {None, "USA"} if name == "New Mexico" else country is None


def test_surname_of_two_in_the_text_is_whoever_holds_office(knowledge: Knowledge) -> None:
    context = "Kim Jong Un is a grandson of Kim Il Sung."
    actor = resolve("Kim", dt.date(2019, 4, 25), context, knowledge)
    assert actor is not None and actor.name == "Kim Jong Un"


def test_surname_needs_its_full_name_or_a_title(knowledge: Knowledge) -> None:
    assert answer(knowledge, "Perry", "1995-01-01")[0] is None
    assert answer(knowledge, "Perry", "1995-01-01", "William Perry flew to Seoul.") == ("USA", "GOV")
    assert answer(knowledge, "Defense Secretary Perry", "1995-01-01") == ("USA", "GOV")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Turkish troops", ("TUR", "MIL")),
        ("two senior U.S. officials", ("USA", "GOV")),
        ("spokesman for the Chinese foreign ministry", ("CHN", "GOV")),
        ("a spokeswoman for the Israeli army", ("ISR", "MIL")),
        ("pro-Iranian militias in Iraq", ("IRQ", "PRM")),
        ("US-backed Syrian rebels", ("SYR", "REB")),
        ("Rwandan Hutu rebels", ("RWA", "REB")),
        ("ethnic Albanians in Macedonia", ("MKD", "CVL")),
        ("Iraqi Kurds", ("IRQ", "CVL")),
        ("Kurdish rebels in Turkey", ("TUR", "REB")),
        ("Afghan refugees in Pakistan", ("AFG", "REF")),
        ("refugees fleeing the war in Liberia", ("LBR", "REF")),
        ("U.S.-led coalition", ("USA", "MIL")),
        ("Hamas fighters", ("PSE", "REB")),
        ("U.N. peacekeepers in Lebanon", ("UNO", "MIL")),
        ("British-born Islamic State fighters", ("IMG", "REB")),
        ("workers of a bus company of Tehran", ("IRN", "LAB")),
        ("the deposed president of Mali", ("MLI", "ELI")),
        ("ex-president of Peru", ("PER", "ELI")),
        ("a court in Bavaria", ("DEU", "JUD")),
        ("Texas governor", ("USA", "GOV")),
        ("Assad's forces", ("SYR", "MIL")),
        ("Arab states", (None, "")),
        ("Western officials", (None, "GOV")),
        ("Israeli-occupied West Bank", ("PSE", "")),
        ("foreign ministers of the G7", ("IGO", "GOV")),
        ("Pope", ("VAT", "REL")),
    ],
)
def test_phrases(knowledge: Knowledge, name: str, expected: tuple[str | None, str]) -> None:
    assert answer(knowledge, name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russia", ("RUS", "")),
        ("Iranian", ("IRN", "")),
        ("Kosovo", ("KOS", "")),
        ("Zaire", ("COD", "")),
        ("Soviet Union", ("RUS", "")),
        ("East Germany", ("DEU", "")),
        ("Burma", ("MMR", "")),
        ("Abkhazia", ("GEO", "")),
        ("Gaza Strip", ("PSE", "")),
        ("Moscow", ("RUS", "GOV")),
        ("the Kremlin", ("RUS", "GOV")),
        ("Pentagon", ("USA", "MIL")),
        ("Knesset", ("ISR", "LEG")),
        ("NATO", ("IGO", "MIL")),
        ("European Commission", ("EUR", "GOV")),
        ("Security Council", ("UNO", "GOV")),
        ("KCNA", ("PRK", "JRN,GOV")),
        ("GRU", ("RUS", "SPY")),
        ("PKK", ("TUR", "REB")),
    ],
)
def test_names(knowledge: Knowledge, name: str, expected: tuple[str | None, str]) -> None:
    assert answer(knowledge, name) == expected


def test_historical_name_is_kept(knowledge: Knowledge) -> None:
    actor = resolve("Zaire", dt.date(1995, 1, 1), "", knowledge)
    assert actor is not None and actor.name == "Zaire"


@pytest.mark.parametrize(("date", "sector"), [("1999-01-01", "GOV"), ("2010-01-01", "REB"), ("2023-01-01", "GOV")])
def test_armed_group_in_and_out_of_power(knowledge: Knowledge, date: str, sector: str) -> None:
    assert answer(knowledge, "Taliban", date) == ("AFG", sector)


@pytest.mark.parametrize(
    ("context", "country"),
    [("Georgia and Russia fought over South Ossetia.", "GEO"), ("The runoff in Georgia is decided in Atlanta.", "USA")],
)
def test_ambiguous_state_is_decided_by_the_words_around(
    knowledge: Knowledge, context: str, country: str | None
) -> None:
    assert answer(knowledge, "Georgia", "2020-01-01", context)[0] == country


def test_congo_is_the_other_one_beside_brazzaville(knowledge: Knowledge) -> None:
    assert answer(knowledge, "Congolese soldiers")[0] == "COD"
    assert answer(knowledge, "Congolese soldiers", context="The Congolese army patrols Brazzaville.")[0] == "COG"


def test_abbreviation_needs_capitals(knowledge: Knowledge) -> None:
    assert answer(knowledge, "US") == ("USA", "")
    assert answer(knowledge, "us") == (None, "nobody")
    assert answer(knowledge, "TELL US MORE") == (None, "nobody")


def test_reason_names_the_table(knowledge: Knowledge) -> None:
    actor = resolve("Russian President Vladimir Putin", dt.date(2014, 3, 18), "", knowledge)
    assert actor is not None
    assert actor.why == "president 2012-05-07.., leaders.tsv"
    assert knowledge.states["RUS"].wikidata == "Q159"


def test_name_within_a_longer_one_keeps_its_meaning(knowledge: Knowledge) -> None:
    assert answer(knowledge, "Ukraine", context="The Ukraine war goes on.")[0] == "UKR"
    assert answer(knowledge, "Chad", context="The drummer, Chad, missed the train.")[0] is None
