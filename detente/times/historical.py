"""Whether a time lies too far back to be news."""

from __future__ import annotations

import datetime as dt

from detente.types import TimeSpan

#: The coding rules' limit: what ended earlier than this before publication is history.
HISTORICAL_DAYS = 180


def is_historical(time: TimeSpan | None, date: dt.date | None) -> bool:
    """Whether what happened at `time` ended more than 180 days before publication.

    A past habit ("for decades, Moscow provided aid", with the simple past) is historical although nothing says when it
    ended; "has provided aid for decades" goes on and is not.

    Args:
        time: None = not stated, never historical.
        date: publication; None = unknown: only past habits are historical then.
    """
    if time is None:
        return False
    if time.why.startswith("past habit"):
        return True
    if date is None or time.to_date is None:
        return False
    return (date - time.to_date).days > HISTORICAL_DAYS
