"""The compiled gazetteer."""

from __future__ import annotations

import csv
import math
import time
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import yaml

from detente.places import Gazetteer
from detente.places.records import FEATURES

DATA = Path(str(resources.files("detente.places") / "data"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_load_is_quick_and_maps_the_files() -> None:
    start = time.perf_counter()
    loaded = Gazetteer.load()
    assert time.perf_counter() - start < 0.3
    assert isinstance(loaded.places.base, np.memmap)


def test_files_stay_within_twelve_megabytes() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 12e6


def test_tables_have_as_many_rows_as_their_record_promises(gazetteer: Gazetteer) -> None:
    files = yaml.safe_load((DATA / "SOURCE.yaml").read_text("utf-8"))["files"]
    checked = 0
    for name, record in files.items():
        for what, limits in record.get("assertions", {}).items():
            found = {"places": len(gazetteer.places), "names": len(gazetteer.keys)}.get(what)
            count = found if found is not None else len(table(name))
            assert limits["min"] <= count <= limits["max"], (name, what, count)
            checked += 1
    assert checked >= 6


def test_index_is_sorted_and_points_at_places(gazetteer: Gazetteer) -> None:
    assert bool((np.diff(gazetteer.keys.astype(np.int64)) >= 0).all())
    assert int((gazetteer.postings & 0x0FFFFFFF).max()) < len(gazetteer.places)
    assert float(np.abs(gazetteer.places["lat"]).max()) <= 90
    assert float(np.abs(gazetteer.places["lon"]).max()) <= 180
    assert bool((gazetteer.places["radius"] > 0).all())


def test_lookup_ignores_case_and_accents_and_ranks_by_population(gazetteer: Gazetteer) -> None:
    records = gazetteer.lookup("SÃO PAULO")
    assert records == gazetteer.lookup("sao paulo")
    assert records[0].country == "BRA"
    populations = [record.population for record in records]
    assert populations == sorted(populations, reverse=True)


def test_lookup_of_an_unknown_name_is_empty(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xyzzyville") == ()


@pytest.mark.parametrize(
    ("name", "country", "now"),
    [
        ("Leningrad", "RUS", "Saint Petersburg"),
        ("Stalingrad", "RUS", "Volgograd"),
        ("Saigon", "VNM", "Ho Chi Minh City"),
        ("Bombay", "IND", "Mumbai"),
        ("Rangoon", "MMR", "Yangon"),
        ("Kiev", "UKR", "Kyiv"),
        ("Peking", "CHN", "Beijing"),
    ],
)
def test_former_names_lead_to_the_place(gazetteer: Gazetteer, name: str, country: str, now: str) -> None:
    assert any(r.country == country and r.name == now for r in gazetteer.lookup(name))


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Russky Island", 43.0, 131.8),
        ("Tumangang", 42.4, 130.6),
        ("Punggye-ri", 41.3, 129.1),
        ("Vostochny Cosmodrome", 51.9, 128.3),
        ("Strait of Hormuz", 26.6, 56.3),
        ("Second Thomas Shoal", 9.7, 115.9),
        ("Natanz", 33.7, 51.7),
        ("Rafah crossing", 31.2, 34.3),
    ],
)
def test_strategic_sites_are_known(gazetteer: Gazetteer, name: str, lat: float, lon: float) -> None:
    record = gazetteer.lookup(name)[0]
    assert math.hypot(record.lat - lat, record.lon - lon) < 0.5


def test_khasan_is_in_russia_among_others(gazetteer: Gazetteer) -> None:
    assert any(r.country == "RUS" and abs(r.lat - 42.4) < 0.2 for r in gazetteer.lookup("Khasan"))


def test_every_site_is_reached_by_each_of_its_names(gazetteer: Gazetteer) -> None:
    for row in table("sites.tsv"):
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            near = [r for r in gazetteer.lookup(name) if abs(r.lat - float(row["lat"])) < 0.01]
            assert near, name


def test_sites_have_a_known_feature_and_country(gazetteer: Gazetteer) -> None:
    for row in table("sites.tsv"):
        assert row["feature"] in FEATURES
        assert row["country"] in gazetteer.countries
        assert float(row["radius_km"]) > 0
        assert row["origin"]


def test_a_country_is_never_a_pin(gazetteer: Gazetteer) -> None:
    for name in ("Russia", "Iran", "Georgia", "Ukraine"):
        record = next(r for r in gazetteer.lookup(name) if r.feature == "country")
        assert record.radius_km > 100


def test_demonyms_are_marked(gazetteer: Gazetteer) -> None:
    record = next(r for r in gazetteer.lookup("Ukrainian") if r.country == "UKR")
    assert record.is_adjective
    assert not gazetteer.lookup("Ukraine")[0].is_adjective
