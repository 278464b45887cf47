"""Places of documents as rows, table lines and GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from detente.interchange import Row, place_to_dict
from detente.types import Place

#: Columns of the table and their widths on a terminal; the last has none.
COLUMNS = {"document": 18, "text": 24, "role": 9, "name": 26, "country": 7, "feature": 7, "lat": 9, "lon": 9, "radius_km": 9,
           "confidence": 10}  # fmt: skip
#: What GeoJSON gets no point for: a pin in the middle of these would be taken for a place.
_NO_PIN_KM = 300.0


def role(place: Place) -> str:
    """literal | metonym | adjective | modifier: how the text uses the name."""
    return place.why.partition(";")[0]


def place_row(place: Place) -> Row:
    """The contract's fields, with the confidence and the role."""
    return {**place_to_dict(place), "confidence": place.confidence, "role": role(place)}


def feature_of(document: str, place: Place) -> Row:
    """A GeoJSON feature. Countries and wider areas have no geometry, so that no map shows them as a pin.

    `area` is true for all that is no town and no site; `centre` and `radius_km` say where a wide area lies.
    """
    row = place_row(place)
    lat, lon = row.pop("lat"), row.pop("lon")
    wide = place.feature == "country" or (place.radius_km or 0.0) >= _NO_PIN_KM
    properties = {"document": document, **row, "area": place.feature not in ("city", "site")}
    point = [lon, lat] if lat is not None and lon is not None else None
    if wide and point:
        properties["centre"] = point
    geometry = {"type": "Point", "coordinates": point} if point and not wide else None
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def geojson_lines(found: Iterable[tuple[str, Iterable[Place]]]) -> Iterator[str]:
    """A FeatureCollection piece by piece, so that memory stays flat: one feature a line."""
    yield '{"type": "FeatureCollection", "features": ['
    comma = "\n"
    for document, places in found:
        for place in places:
            yield comma + _json(feature_of(document, place))
            comma = ",\n"
    yield "\n]}\n"


def table_line(cells: Iterable[Any], *, aligned: bool) -> str:
    """One line: columns of fixed width, long text cut, or separated by tabs."""
    texts = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    if not aligned:
        return "\t".join(texts) + "\n"
    widths = COLUMNS.values()
    return " ".join(_fit(text, width) for text, width in zip(texts, widths, strict=True)).rstrip() + "\n"


def table_cells(document: str, place: Place) -> list[Any]:
    """The cells of a place, in the order of COLUMNS."""
    row = {"document": document, **place_row(place)}
    return [row[name] for name in COLUMNS]


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False)
