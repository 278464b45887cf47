"""Events on the axis."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Sequence

from detente.show.axis import make_axis, stretch_ticks
from detente.show.bins import make_bins
from detente.show.fold import fold
from detente.show.rows import Context, Row, make_rows
from detente.show.timeline import TALLEST, Dot, Timeline, extent, make_timeline
from tests.show.corpus import Corpus, Told, add_group, make_corpus


def rows_of(corpus: Corpus) -> tuple[Row, ...]:
    numbers = {key: number for number, key in enumerate(corpus.documents, 1)}
    return make_rows(fold(corpus.events, corpus.mentions), Context(corpus.mentions, corpus.documents, numbers))


def dots_of(timeline: Timeline | None) -> dict[str, Dot]:
    assert timeline is not None
    return {dot.row.event.id: dot for lane in timeline.lanes for dot in lane.dots}


def told(*events: Told) -> tuple[Row, ...]:
    corpus = Corpus(documents=make_corpus().documents)
    for event in events:
        add_group(corpus, [event])
    return rows_of(corpus)


MEETING = Told("vladivostok", "Vladimir Putin held", "talks", "CONSULT", ("Vladimir Putin",), (),
               time=("Thursday", "2019-04-25", "2019-04-25", "day"))  # fmt: skip
YEAR = Told(
    "vladivostok", "Putin had", "visited", "CONSULT", ("Putin",), (), time=("2000", "2000-01-01", "2000-12-31", "year")
)
OLD = Told("vladivostok", "For decades", "recognised", "SUPPORT", ("Soviet Union",), (), historical=True,
           time=("October 1948", "1948-10-01", "1948-10-31", "month"))  # fmt: skip
VAGUE = Told("vladivostok", "For decades", "supplied", "AID", ("Soviet Union",), (), historical=True,
             time=("For decades", "", "", "vague"))  # fmt: skip


def test_timeline_draws_a_year_as_long_as_a_year() -> None:
    timeline = make_timeline(told(MEETING, YEAR), wide=True)
    assert timeline is not None
    lengths = sorted(dot.right - dot.left for dot in dots_of(timeline).values())
    assert lengths[0] == 0
    days = (dt.date(2019, 4, 25) - dt.date(2000, 1, 1)).days * 1.06
    assert abs(lengths[1] - 365 / days * (timeline.width - timeline.gutter)) < 2


def test_timeline_sets_far_background_apart_at_the_left() -> None:
    timeline = make_timeline(told(MEETING, OLD), wide=True)
    assert timeline is not None and timeline.past_right is not None
    old, new = sorted(dots_of(timeline).values(), key=lambda dot: dot.x)
    assert old.row.event.historical and old.x < timeline.past_right < new.x


def test_timeline_does_not_date_the_past_by_its_report() -> None:
    timeline = make_timeline(told(MEETING, VAGUE), wide=True)
    assert timeline is not None
    assert timeline.undated == 1 and len(dots_of(timeline)) == 1


def test_timeline_of_undated_events_is_none() -> None:
    assert make_timeline(told(VAGUE), wide=True) is None


def test_timeline_marks_and_labels_do_not_overlap() -> None:
    for wide in (True, False):
        timeline = make_timeline(rows_of(make_corpus()), wide=wide)
        assert timeline is not None
        for lane in timeline.lanes:
            for i, one in enumerate(lane.dots):
                for other in lane.dots[:i]:
                    if abs(one.y - other.y) < 1:
                        left, right = extent(one, timeline.radius), extent(other, timeline.radius)
                        assert left[1] <= right[0] or right[1] <= left[0]


def test_timeline_stays_within_its_frame() -> None:
    for wide in (True, False):
        timeline = make_timeline(rows_of(make_corpus()), wide=wide)
        for dot in dots_of(timeline).values():
            assert timeline is not None and timeline.gutter <= dot.x <= timeline.width and 0 < dot.y < timeline.bottom


def test_timeline_of_many_events_counts_them_in_bubbles() -> None:
    rows: Sequence[Row] = told(MEETING, YEAR) * 200
    timeline = make_timeline(rows, wide=True)
    assert timeline is not None
    (lane,) = timeline.lanes
    assert lane.dots == () and [len(bubble.rows) for bubble in lane.bins] == [200, 200]
    assert all(timeline.gutter < bubble.x - bubble.radius < bubble.x + bubble.radius < 1000 for bubble in lane.bins)


def test_bubbles_do_not_touch() -> None:
    axis = make_axis([dt.date(2019, 1, 1), dt.date(2019, 12, 31)], [], 0, 400)
    rows = [dataclasses.replace(row, first=day, last=day) for row in told(MEETING) for day in each_day(2019)]
    bubbles = make_bins(rows, axis, 20)
    assert sum(len(bubble.rows) for bubble in bubbles) == 365
    assert all(left.x + left.radius <= right.x - right.radius for left, right in itertools.pairwise(bubbles))


def each_day(year: int) -> list[dt.date]:
    return [dt.date(year, 1, 1) + dt.timedelta(days=day) for day in range(365)]


def test_timeline_of_many_events_does_not_grow_without_end() -> None:
    rows: Sequence[Row] = told(MEETING) * 500
    timeline = make_timeline(rows, wide=True)
    assert timeline is not None
    assert timeline.height < TALLEST + 120
    assert all(dot.label == "" for lane in timeline.lanes for dot in lane.dots)


def test_axis_of_one_day_has_a_width() -> None:
    day = dt.date(2019, 4, 25)
    axis = make_axis([day], [], 0, 100)
    assert axis.x(day) == 50 and axis.past is None


def test_axis_gives_the_bulk_of_the_dates_four_fifths_of_its_width() -> None:
    bulk = [dt.date(2018, 1, 1) + dt.timedelta(days=20 * step) for step in range(100)]
    axis = make_axis([dt.date(1953, 7, 27), dt.date(1988, 1, 1), dt.date(2006, 10, 9), *bulk], [], 0, 1000)
    assert axis.past is not None
    assert axis.x(dt.date(1953, 7, 27)) < axis.x(dt.date(2006, 10, 9)) < axis.main.left
    assert axis.main.right - axis.main.left >= 800 and axis.main.x(bulk[0].toordinal()) >= axis.main.left


def test_axis_of_evenly_spread_dates_is_not_broken() -> None:
    axis = make_axis([dt.date(year, 1, 1) for year in range(1990, 2024)], [], 0, 1000)
    assert axis.past is None


def test_axis_holds_order_across_the_break() -> None:
    dates = [dt.date(1948, 1, 1), dt.date(2000, 1, 1), dt.date(2018, 1, 1), dt.date(2024, 1, 1)]
    axis = make_axis(dates[2:], dates[:2], 0, 1000)
    places = [axis.x(date) for date in dates]
    assert places == sorted(places) and axis.past is not None


def test_ticks_leave_room_for_their_labels() -> None:
    for days in (1, 20, 59, 61, 200, 800, 4000, 40000, 400000):
        axis = make_axis([dt.date(1900, 3, 5), dt.date(1900, 3, 5) + dt.timedelta(days=days)], [], 0, 800)
        places = [tick.x for tick in stretch_ticks(axis.main)]
        assert places, days
        assert all(b - a >= 45 for a, b in itertools.pairwise(places)), days
