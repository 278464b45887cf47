"""Where a publisher is at home: data/publishers.tsv, a weak hint on which namesake a small place is."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from detente.places.names import fold

_SITE = re.compile(r"^(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:[/:?#].*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a publisher's readers live."""

    country: str  #: ISO 3166 alpha-3
    lat: float | None = None  #: of its town, for papers of one; None = the whole country
    lon: float | None = None


def home_of(publisher: str | None) -> Home | None:
    """The home of a publisher by name or site ("BBC News", "https://www.bbc.co.uk/news"); None where unknown.

    Agencies that write for the world (Reuters, AFP) are left out of the table on purpose.
    """
    if not publisher:
        return None
    site = _SITE.match(publisher.strip())
    return _table().get(site[1].lower() if site else fold(publisher))


@lru_cache(maxsize=1)
def _table() -> dict[str, Home]:
    """Folded names and lower-case sites -> homes."""
    path = resources.files("detente.places") / "data" / "publishers.tsv"
    out: dict[str, Home] = {}
    rows = csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        town = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        home = Home(row["country"], *town)
        for name in (row["publisher"], *filter(None, row["aliases"].split("|"))):
            site = _SITE.match(name)
            out[site[1].lower() if site else fold(name)] = home
    return out
