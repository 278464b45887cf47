"""The layout of the compiled gazetteer: what the build script writes and `Gazetteer` maps."""

from __future__ import annotations

import numpy as np

#: One gazetteer place, packed. Order: countries and first-level areas first, so that `admin1` fits 16 bits.
PLACE = np.dtype(
    [
        ("lat", "<f4"),
        ("lon", "<f4"),
        ("geonames", "<u4"),  # 0 = none
        ("name", "<u4"),  # byte offset into names.bin; it ends where the next begins
        ("population", "<f2"),  # log10(population + 1)
        ("radius", "<f2"),  # kilometres
        ("admin1", "<u2"),  # index of the first-level area, NONE = none
        ("country", "u1"),  # index into COUNTRIES of meta.json
        ("feature", "u1"),  # index into FEATURES
        ("rank", "u1"),  # 0 none, 1 seat of a first-level area, 2 capital of a country, 3 hand-written site
    ]
)
NONE = 0xFFFF
FEATURES = ("country", "admin1", "admin2", "city", "site", "water", "region", "continent")
#: A posting is a place's index with flags in its high bits.
INDEX_BITS = 0x0FFFFFFF
IS_ALIAS = 0x80000000  #: not the place's main name
IS_ADJECTIVE = 0x40000000  #: a demonym ("Georgian") or a word for inhabitants
IS_SHORT = 0x20000000  #: an abbreviation that needs company ("Ill." after a comma)
