"""The words of the views: statuses, event types, dates, names."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.types import TimeSpan


@dataclass(frozen=True, slots=True)
class Group:
    """Statuses that a reader takes together."""

    key: str  #: also the HTML class and anchor
    title: str
    verb: str  #: in the summary: "8 happened"
    glyph: str  #: for the terminal; the page draws its own shapes
    colour: str  #: for the terminal
    statuses: tuple[str, ...]
    meaning: str


GROUPS = (
    Group(
        "happened", "Happened", "happened", "●", "cyan", ("ASSERTED", "REPORTED"),
        "Told as having taken place, by the article itself or by a speaker it cites.",
    ),
    Group(
        "denied", "Denied", "denied", "×", "red", ("DENIED", "NEGATED"),
        "Told as not having taken place, or only ever denied by a speaker.",
    ),
    Group(
        "planned", "Planned", "planned", "◇", "yellow", ("PLANNED",),
        "Intended, ordered, agreed, scheduled, demanded or offered; not known to have taken place.",
    ),
    Group(
        "speculated", "Speculated", "speculated", "◌", "magenta", ("SPECULATED", "CONDITIONAL", "UNKNOWN"),
        "Thought probable or possible, dependent on a condition, or left open.",
    ),
)  # fmt: skip

STATUS_WORDS = {
    "ASSERTED": ("stated", "the article itself tells it as fact"),
    "REPORTED": ("reported", "only a cited speaker says so"),
    "DENIED": ("denied", "a cited speaker says it did not take place"),
    "NEGATED": ("did not happen", "the article itself says it did not take place"),
    "PLANNED": ("planned", "intended, ordered, agreed, scheduled, demanded or offered"),
    "SPECULATED": ("speculated", "held to be probable or possible"),
    "CONDITIONAL": ("conditional", "depends on a condition, is imagined or threatened"),
    "UNKNOWN": ("left open", "asked, doubted, or unclear whether"),
}

TYPE_LABELS = {
    "AGREE": "Agreement",
    "CONSULT": "Consultation",
    "SUPPORT": "Diplomatic support",
    "CONCEDE": "Concession",
    "COOPERATE": "Cooperation",
    "AID": "Aid",
    "RETREAT": "Retreat",
    "REQUEST": "Demand",
    "ACCUSE": "Accusation",
    "REJECT": "Rejection",
    "THREATEN": "Threat",
    "PROTEST": "Protest",
    "SANCTION": "Sanction",
    "MOBILIZE": "Mobilisation",
    "COERCE": "Coercion",
    "ASSAULT": "Assault",
}

#: kind -> (heading, one speaker of this kind, unnamed)
SPEAKERS = {
    "OFFICIAL": ("Officials", "official"),
    "ORGANISATION": ("Organisations", "organisation"),
    "ANALYST": ("Analysts and experts", "analyst"),
    "MEDIA": ("Other media", "media"),
    "PRIVATE_PERSON": ("Private persons", "private person"),
    "DOCUMENT_DATA": ("Documents and data", "document"),
    "IMAGERY_SENSOR": ("Imagery and sensors", "imagery"),
    "SOCIAL_MEDIA": ("Social media", "social media"),
    "UNSPECIFIED": ("Not said who", "not said who"),
    "AUTHOR": ("The articles themselves", "article"),
}

#: Where a speaker stands, as shown beside him; nothing for those who have no part in the event.
PARTIES = {"actor-side": "actor's side", "recipient-side": "recipient's side"}

STANCES = {"AFFIRMS": "affirms", "DENIES": "denies", "UNCOMMITTED": "leaves open"}

#: PLOVER's codes for what is no country.
INTERNATIONAL = {
    "IGO": "International organisations",
    "UNO": "United Nations",
    "EUR": "European Union",
    "NGO": "Non-governmental organisations",
    "ISM": "Social movements",
    "IMG": "Militant groups",
    "MNC": "Multinational companies",
}

#: Words that open an interval at one end.
OPENERS = ("since", "after", "following", "before", "until", "till", "by", "from", "through")

MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class When:
    """A date to be shown with its precision."""

    text: str  #: "2000", "Sept 2023", "13 Sept 2023", "reported 13 Sept 2023"
    note: str  #: the interval in full, and the words it was read from
    known: bool  #: False: the text gives no time, only the publication date is known


def group_of(status: str) -> Group:
    """The group of a status, or the group with this key; an unknown status counts as speculated."""
    for group in GROUPS:
        if status in group.statuses or status == group.key:
            return group
    return GROUPS[-1]


def type_label(event_type: str) -> str:
    """The event type in plain words; a user's own type by its id."""
    return TYPE_LABELS.get(event_type) or event_type.replace("_", " ").capitalize()


def plain_words(code: str | None) -> str:
    """A mode or kind as words: "third-party", "private person"."""
    return (code or "").replace("_", " ").lower()


def day(date: dt.date) -> str:
    """ "13 Sept 2023"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def when(time: TimeSpan | None, reported: dt.date | None) -> When:
    """The date with the precision that the text gives; without one, when it was reported."""
    if time is None:
        note = "the text gives no date for the event"
        return When(f"reported {day(reported)}" if reported else "not dated", note, False)
    first, last = time.from_date, time.to_date
    if first is None and last is None:
        return When(f"“{time.text}”", "no calendar date can be read from these words", False)
    read = f"read from “{time.text}”"
    if first is None or last is None:
        return _open_when(time, read)
    full = day(first) if first == last else f"{day(first)} to {day(last)}"
    return When(interval(first, last, time.precision), f"{full}, {read}", True)


def is_habit(time: TimeSpan) -> bool:
    """ "for decades": a practice without a first day, past or going on."""
    return time.why.startswith(("past habit", "until now"))


def _open_when(time: TimeSpan, read: str) -> When:
    """ "since 2014", "by May 2018", "after 2 June 2018"; "for decades" in its own words: nobody counts from a day."""
    opener = time.text.split()[0].lower() if time.text.split() else ""
    edge = time.from_date or time.to_date
    if edge is None or is_habit(time):
        return When(f"“{time.text}”", "how long is not said exactly", False)
    opener = opener if opener in OPENERS else "since" if time.from_date else "until"
    edge += dt.timedelta(days={"after": -1, "following": -1, "before": 1}.get(opener, 0))
    last = {"month": _month_end(edge), "year": dt.date(edge.year, 12, 31)}.get(time.precision, edge)
    first = {"month": edge.replace(day=1), "year": dt.date(edge.year, 1, 1)}.get(time.precision, edge)
    full = f"from {day(time.from_date)}" if time.from_date else f"up to {day(edge)}"
    return When(f"{opener} {interval(first, last, time.precision)}", f"{full}, {read}", True)


def _month_end(date: dt.date) -> dt.date:
    return date.replace(day=calendar.monthrange(date.year, date.month)[1])


def interval(first: dt.date, last: dt.date, precision: str) -> str:
    """An interval as people write it: "13 Sept 2023", "Sept 2023", "2000", "the 1990s", "1948–1991"."""
    if first == last:
        return day(first)
    if precision == "week" and (last - first).days <= 7:
        return f"week of {day(first)}"
    if precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if precision == "year" and first.year == last.year:
        return str(first.year)
    if precision == "decade" and first.year % 10 == 0 and last.year == first.year + 9:
        return f"{first.year}s"
    if first.year != last.year:
        return f"{first.year}–{last.year}"
    if first.month != last.month:
        return f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]} {first.year}"
    return f"{first.day}–{day(last)}"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 report", "2 reports"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return f" {conjunction} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def years(dates: Iterable[dt.date]) -> str:
    """ "2023" or "2000–2024"; empty without dates."""
    found = sorted({date.year for date in dates})
    return "" if not found else str(found[0]) if found[0] == found[-1] else f"{found[0]}–{found[-1]}"


def safe_url(url: str | None) -> str | None:
    """The address if a browser may be sent there: http or https with a host; else None."""
    if not url or any(ord(letter) <= 32 or letter in '"<>\\' for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
