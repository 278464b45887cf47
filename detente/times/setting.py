"""Where an expression stands: all that its meaning may depend on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from detente.times.intervals import Interval
from detente.times.words import Words


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands: all that its meaning may depend on."""

    date: dt.date | None  #: publication
    side: Callable[[], str]  #: of its clause: future, past, present, perfect, ""
    anchor: Callable[[str], Interval | None]  #: unit -> the narrative's last date that is fine enough for it
    year: int | None  #: a year that the sentence has set: "In 2018 ... on 12 June"
    modifies: bool  #: it stands before a noun that it belongs to: "the 21 April meeting"
    words: Words
