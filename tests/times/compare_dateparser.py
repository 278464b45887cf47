"""Compare our resolver with dateparser on phrases.tsv: python -m tests.times.compare_dateparser (needs dateparser).

dateparser is given the phrase alone, without the sentence around it, publication as its base and the past preferred. It
answers with a point; the point counts as right where the whole day, week, month or year around it, by the period that
it reports, is our interval ("strict"), or where the point lies inside our interval ("lenient").
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections import Counter

from dateparser.date import DateDataParser
from dateparser.search import search_dates

from detente.parse import load
from detente.settings import Settings
from detente.times import find_times, intervals
from tests.times.test_phrases import ROWS, Row


def _ours(row: Row, doc: object) -> bool:
    times = find_times(doc, row.published)  # type: ignore[arg-type]
    if row.silent:
        return not times
    hit = [found for found in times if found.start < row.span[1] and found.end > row.span[0]]
    return [(found.from_date, found.to_date) for found in hit] == [(row.start, row.end)]


def _theirs(row: Row) -> tuple[bool, bool]:
    base = dt.datetime.combine(row.published or dt.date(2026, 1, 1), dt.time(12))
    rules = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    if row.silent:
        silent = search_dates(row.text, languages=["en"], settings=rules) is None
        return silent, silent
    phrase = row.text[row.span[0] : row.span[1]]
    answer = DateDataParser(languages=["en"], settings=rules).get_date_data(phrase)
    if answer is None or answer.date_obj is None:
        unplaced = row.start is None and row.end is None
        return unplaced, unplaced
    day = answer.date_obj.date()
    whole = intervals.unit_of(day, answer.period if answer.period in intervals.PRECISIONS else "day", "")
    inside = (row.start is None or row.start <= day) and (row.end is None or day <= row.end)
    return (whole.start, whole.end) == (row.start, row.end), inside


def _kind(row: Row) -> str:
    if row.silent:
        return "no time"
    if row.published is None:
        return "no publication date"
    return row.precision if row.start and row.end else "open"


def main() -> None:
    """Write both figures for each kind."""
    nlp = load(Settings().model)
    docs = list(nlp.pipe(row.text for row in ROWS))
    total: Counter[str] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    started = time.perf_counter()
    ours = [_ours(row, doc) for row, doc in zip(ROWS, docs, strict=True)]
    middle = time.perf_counter()
    theirs = [_theirs(row) for row in ROWS]
    ended = time.perf_counter()
    for row, own, (strict, lenient) in zip(ROWS, ours, theirs, strict=True):
        for name in (_kind(row), "all"):
            total[name] += 1
            right[name, "own"] += own
            right[name, "strict"] += strict
            right[name, "lenient"] += lenient
    sys.stdout.write(f"{'kind':22}{'n':>5}{'own':>7}{'dateparser strict':>19}{'lenient':>9}\n")
    for name, count in sorted(total.items(), key=lambda item: -item[1]):
        own, strict, lenient = (right[name, column] / count for column in ("own", "strict", "lenient"))
        sys.stdout.write(f"{name:22}{count:5}{own:7.3f}{strict:19.3f}{lenient:9.3f}\n")
    sys.stdout.write(f"seconds: own {middle - started:.2f}, dateparser {ended - middle:.2f}\n")


if __name__ == "__main__":
    main()
