"""Rows -> marks on a time axis, one lane a status group. Layout only; the template draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.show import words
from detente.show.axis import Axis, Tick, make_axis
from detente.show.bins import MOST, Bin, make_bins
from detente.show.rows import Row

MANY = 60  #: above this, marks get small and lose their labels
VERY_MANY = 120  #: above this, they get smaller still
TALLEST = 280  #: height of a lane; where the marks need more, bubbles with counts stand for them
LETTER = 6.3  #: average width of a letter of the labels
CROWDED = 6  #: marks above each other before labels are dropped


@dataclass(frozen=True, slots=True)
class Dot:
    """One event on the axis."""

    x: float
    y: float
    left: float  #: where its interval begins and ends: a year is drawn as long as a year
    right: float
    row: Row
    label: str  #: short text beside the mark; empty where there is no room
    label_x: float
    anchor: str  #: "start" | "end"


@dataclass(frozen=True, slots=True)
class Lane:
    """One status group."""

    group: words.Group
    top: float
    height: float
    dots: tuple[Dot, ...]
    bins: tuple[Bin, ...] = ()  #: instead of the dots


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing."""

    width: float
    height: float
    gutter: float  #: width of the lane names at the left; 0 = names stand above their lanes
    radius: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    past_right: float | None  #: right edge of the background stretch
    bottom: float  #: of the lanes
    undated: int  #: events that cannot be drawn


def make_timeline(rows: Sequence[Row], *, wide: bool) -> Timeline | None:
    """The layout for a wide or a narrow page; None where no event can be dated."""
    dated = [row for row in rows if row.first and row.last]
    if not dated:
        return None
    width, gutter = (1000.0, 112.0) if wide else (380.0, 0.0)
    past = [d for row in dated if row.event.historical for d in (row.first, row.last) if d]
    current = [d for row in dated if not row.event.historical for d in (row.first, row.last) if d]
    axis = make_axis(current, past, gutter + 6, width - 8)
    radius = 6.0 if len(dated) <= MANY else 4.0 if len(dated) <= VERY_MANY else 3.5
    lanes: list[Lane] = []
    top = 30.0
    for group in words.GROUPS:
        of_group = [row for row in dated if row.group.key == group.key]
        if of_group:
            head = 0.0 if wide else 18.0
            lane = make_lane(group, of_group, axis, top + head, width, radius, labels=wide and len(dated) <= MANY)
            lanes.append(lane)
            top = lane.top + lane.height + 8
    edge = axis.past.right + 14 if axis.past else None
    return Timeline(width, top + 26, gutter, radius, tuple(lanes), axis.ticks(), edge, top, len(rows) - len(dated))


def make_lane(
    group: words.Group, rows: Sequence[Row], axis: Axis, top: float, width: float, radius: float, *, labels: bool
) -> Lane:
    """One lane, with labels if they do not make it too high."""
    step = radius * 2 + (8 if labels else 4 if radius >= 4 else 1.5)
    # The most telling first: they get the labels.
    ordered = sorted(rows, key=lambda row: (not row.place, -row.event.reports, -row.confidence, row.number))
    levels = [place(row, axis, width, radius, labels=labels) for row in ordered]
    taken: list[list[tuple[float, float]]] = []
    dots = []
    for dot in levels:
        tries = [dot, replace(dot, label="")] if dot.label else [dot]
        level, dot = next(
            (found, attempt) for attempt in tries if (found := free_level(attempt, taken, radius)) < CROWDED
            or not attempt.label
        )  # fmt: skip
        while len(taken) <= level:
            taken.append([])
        taken[level].append(extent(dot, radius))
        dots.append(replace(dot, y=float(level)))
    if step * len(taken) > TALLEST:
        height = 2 * MOST + 8
        return Lane(group, top, height, (), make_bins(rows, axis, top + height / 2 + 2))
    dots = [replace(dot, y=top + step * (dot.y + 0.5) + 4) for dot in dots]
    dots.sort(key=lambda dot: (dot.x, dot.y))  # the Tab key goes through time
    return Lane(group, top, max(34.0, step * len(taken) + 8), tuple(dots))


def place(row: Row, axis: Axis, width: float, radius: float, *, labels: bool) -> Dot:
    """The mark of one row, at the middle of its interval."""
    first, last = row.first or dt.date.min, row.last or dt.date.max
    left, right = axis.x(first), axis.x(last)
    x = (left + right) / 2
    label = short_label(row) if labels else ""
    ring = 3 if row.event.disputed else 0
    reach = max(right, x + radius + ring) + 5
    starts = reach + len(label) * LETTER < width
    label_x, anchor = (reach, "start") if starts else (min(left, x - radius - ring) - 5, "end")
    return Dot(x, 0.0, left, right, row, label, label_x, anchor)


def short_label(row: Row) -> str:
    """ "Consultation, Vladivostok"."""
    return f"{row.label}, {row.place}" if row.place else row.label


def extent(dot: Dot, radius: float) -> tuple[float, float]:
    """From where to where a mark with its interval and its label needs room."""
    left, right = min(dot.left, dot.x - radius), max(dot.right, dot.x + radius)
    if dot.label:
        length = len(dot.label) * LETTER
        left, right = (left, dot.label_x + length) if dot.anchor == "start" else (dot.label_x - length, right)
    return left - 3, right + 3


def free_level(dot: Dot, taken: Sequence[Sequence[tuple[float, float]]], radius: float) -> int:
    """The lowest level where the mark touches no other."""
    left, right = extent(dot, radius)
    for level, others in enumerate(taken):
        if all(right <= start or left >= end for start, end in others):
            return level
    return len(taken)
