"""The map: projections, outlines, and no pin for a country."""

import hashlib
import math
from importlib.resources import files

import pytest
import yaml

from detente.show.atlas import HEIGHT, WIDTH, make_atlas
from detente.show.basemap import countries, country_name
from detente.show.projection import azimuthal, centre_of, clip, equal_earth
from detente.show.rows import Row
from tests.show.corpus import Corpus, Told, add_group, make_corpus
from tests.show.test_timeline import rows_of

DATA = files("detente.show").joinpath("data")


def at(*places: str) -> tuple[Row, ...]:
    corpus = Corpus(documents=make_corpus().documents)
    for number, place in enumerate(places):
        document = {"Singapore": "singapore", "North Korea": "singapore"}.get(place, "vladivostok")
        opening, trigger = list(WORDS[document])[number % 2]
        add_group(corpus, [Told(document, opening, trigger, "CONSULT", (), (), place=place)])
    return rows_of(corpus)


WORDS = {
    "vladivostok": (("Vladimir Putin held", "talks"), ("Putin said", "brief")),
    "singapore": (("Kim Jong Un met", "met"), ("Washington promised", "promised")),
}


def test_basemap_is_what_its_record_says() -> None:
    record = yaml.safe_load(DATA.joinpath("SOURCE.yaml").read_text("utf-8"))
    content = DATA.joinpath("basemap.tsv").read_bytes()
    limits = record["assertions"]["basemap.tsv"]
    assert limits["min"] <= len(countries()) <= limits["max"]
    assert hashlib.sha256(content).hexdigest() == record["sha256"]["basemap.tsv"]
    assert len(content) < 120_000


def test_basemap_has_no_jump_at_the_antimeridian() -> None:
    for country in countries().values():
        for ring in country.rings:
            assert max(lon for lon, _ in ring) - min(lon for lon, _ in ring) < 180, country.code
            assert all(-90 <= lat <= 90 for _, lat in ring)


@pytest.mark.parametrize(
    ("code", "name"), [("PRK", "North Korea"), ("KOS", "Kosovo"), ("UNO", "United Nations"), ("XYZ", "XYZ")]
)
def test_country_name_knows_countries_and_plover_codes(code: str, name: str) -> None:
    assert country_name(code) == name


def test_make_atlas_never_pins_a_country() -> None:
    atlas = make_atlas(at("North Korea"))
    assert atlas is not None
    assert atlas.spots == ()
    assert [wide.name for wide in atlas.wide] == ["North Korea"]
    assert [shape.code for shape in atlas.shapes if shape.shaded] == ["PRK"]


def test_make_atlas_draws_a_place_as_wide_as_it_is() -> None:
    atlas = make_atlas(at("Vladivostok"))
    assert atlas is not None
    (spot,) = atlas.spots
    north, south = (azimuthal(131.87, 43.11)(131.87, lat)[1] for lat in (43.11, 43.11 + 20 / 111.2))
    scale = spot.radius / (20 / 6371)
    assert abs(abs(north - south) * scale - spot.radius) < spot.radius * 0.01


def test_make_atlas_keeps_all_places_in_the_frame() -> None:
    atlas = make_atlas(rows_of(make_corpus()))
    assert atlas is not None and len(atlas.spots) == 7
    assert all(0 < spot.x < WIDTH and 0 < spot.y < HEIGHT for spot in atlas.spots)


def test_make_atlas_does_not_flood_the_sea() -> None:
    atlas = make_atlas(rows_of(make_corpus()))
    assert atlas is not None
    assert {"ARG", "BRA", "URY"}.isdisjoint(shape.code for shape in atlas.shapes)


def test_make_atlas_moves_dots_apart_and_keeps_where_they_lie() -> None:
    atlas = make_atlas(rows_of(make_corpus()))
    assert atlas is not None
    for i, one in enumerate(atlas.spots):
        for other in atlas.spots[:i]:
            assert math.hypot(one.x - other.x, one.y - other.y) > 20
    assert any((spot.x, spot.y) != (spot.true_x, spot.true_y) for spot in atlas.spots)


def test_make_atlas_without_places_is_none() -> None:
    assert make_atlas(at()) is None


def test_azimuthal_keeps_sizes() -> None:
    project = azimuthal(100, 50)
    for lon, lat in ((100, 50), (130, 20), (60, 70)):
        here, east, north = project(lon, lat), project(lon + 0.01, lat), project(lon, lat + 0.01)
        area = abs((east[0] - here[0]) * (north[1] - here[1]) - (east[1] - here[1]) * (north[0] - here[0]))
        assert abs(area / (math.radians(0.01) ** 2 * math.cos(math.radians(lat))) - 1) < 0.01


def test_azimuthal_refuses_the_far_side() -> None:
    assert math.isinf(azimuthal(127, 40)(-53, -40)[0])


def test_equal_earth_meets_its_published_extent() -> None:
    project = equal_earth()
    assert abs(project(180, 0)[0] - 2.7066) < 1e-3
    assert abs(project(0, 90)[1] + 1.3173) < 1e-3


def test_centre_of_points_across_the_antimeridian_lies_between_them() -> None:
    (lon, lat), angle = centre_of([(170, 0), (-170, 0)])
    assert abs(abs(lon) - 180) < 1e-6 and abs(lat) < 1e-6 and abs(angle - 10) < 1e-6


def test_clip_cuts_a_square_at_the_frame() -> None:
    cut = clip([(-5, -5), (5, -5), (5, 5), (-5, 5)], 0, 0, 10, 10)
    assert {(round(x), round(y)) for x, y in cut} == {(0, 0), (5, 0), (5, 5), (0, 5)}


def test_clip_of_what_lies_outside_is_empty() -> None:
    assert clip([(-5, -5), (-1, -5), (-1, -1)], 0, 0, 10, 10) == []
