"""Places as rows, lines and GeoJSON."""

from __future__ import annotations

import json

from detente.query.places import COLUMNS, feature_of, geojson_lines, place_row, table_cells, table_line
from detente.types import Place

TRIPOLI = Place(0, 7, "Tripoli", "Tripoli", "266826", 34.43, 35.84, "LBN", "city", 4.8, 0.99, "literal; near")
SYRIA = Place(9, 14, "Syria", "Syria", "163843", 35.0, 38.0, "SYR", "country", 244.0, 0.98, "metonym; population")
NOWHERE = Place(0, 5, "Abcde", "Abcde", feature="region", confidence=0.3, why="literal; in no gazetteer")


def test_row_has_role_and_confidence() -> None:
    row = place_row(TRIPOLI)
    assert (row["role"], row["confidence"], row["lat"]) == ("literal", 0.99, 34.43)


def test_a_town_is_a_point_longitude_first() -> None:
    feature = feature_of("d1", TRIPOLI)
    assert feature["geometry"] == {"type": "Point", "coordinates": [35.84, 34.43]}
    assert feature["properties"]["document"] == "d1"
    assert feature["properties"]["area"] is False


def test_a_country_is_never_a_pin() -> None:
    feature = feature_of("d1", SYRIA)
    assert feature["geometry"] is None
    assert feature["properties"]["area"] is True
    assert (feature["properties"]["centre"], feature["properties"]["radius_km"]) == ([38.0, 35.0], 244.0)


def test_a_place_in_no_gazetteer_has_no_geometry() -> None:
    feature = feature_of("d1", NOWHERE)
    assert feature["geometry"] is None
    assert "centre" not in feature["properties"]


def test_pieces_make_one_collection() -> None:
    found = json.loads("".join(geojson_lines([("a", [TRIPOLI]), ("b", []), ("c", [SYRIA, NOWHERE])])))
    assert found["type"] == "FeatureCollection"
    assert [f["properties"]["document"] for f in found["features"]] == ["a", "c", "c"]
    assert json.loads("".join(geojson_lines([])))["features"] == []


def test_table_has_tabs_in_a_pipe_and_columns_on_a_terminal() -> None:
    cells = table_cells("d1", TRIPOLI)
    assert table_line(cells, aligned=False).split("\t")[1] == "Tripoli"
    assert len(cells) == len(COLUMNS)
    long = table_line(["x" * 40, *cells[1:]], aligned=True)
    assert long.startswith("x" * 17 + "… Tripoli ")
    assert "\t" not in long
