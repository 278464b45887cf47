"""What the words around a trigger say of when it was, and whether it was spoken of before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, pairwise

from detente.dateline import dateline_end
from detente.types import CharSpan, Document, Event

#: What stands right before a trigger that was spoken of before, with at most two words in between.
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|its|their|his|her|\w+'s?)\s+(?:[\w-]+\s+){0,2}$", re.I)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept?|Oct|Nov|Dec"
_DAY = re.compile(rf"\b(?:({_MONTH})\.? (\d{{1,2}})\b|(\d{{1,2}}) ({_MONTH})\b)")
_NAME = re.compile(r"\b[A-Z][a-z]{2,}")
_MAX_NAMES = 24
_FRESH = re.compile(r"\b(?:another|an?\s+(?:new|fresh|further|second|third)|one\s+more)\s+(?:[\w-]+\s+){0,2}$", re.I)
_FRESH_SUBJECT = re.compile(r"\W*(?:another|an?\s+(?:new|fresh|further|second|third))\s", re.I)
_SAYS = re.compile(r"\b(?:sa(?:id|ys?)|told|that|reported|according)\b")
_HABIT = re.compile(
    r"\b(?:rarely|seldom|usually|often|sometimes|repeatedly|time and again)\b"
    r"|\b(?:on|for) (?:several|many|most|numerous|various) (?:days|nights|weekends|occasions)\b"
    r"|\b(?:every|each) (?:day|night|week|month|year)\b",
    re.I,
)
_SHARE_OF_FIRST = 2 / 3
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}  # noqa: SIM905
_DAYS_APART = rf"\b(?P<n>an?|the|\d+|{'|'.join(_NUMBERS)})\s+(?P<unit>day|week)s?\s+"
_EARLIER = re.compile(rf"{_DAYS_APART}(?P<side>earlier)\b", re.I)
_AND = re.compile(r"\w,? and (?:\w+ly )?$")
_APART_BY = re.compile(rf"{_DAYS_APART}(?P<side>after|before)\s+(?:[\w'-]+\s+){{0,6}}$", re.I)


def is_definite(before: str) -> bool:
    """ "the raid": what stands before the trigger in its sentence says that it was spoken of before."""
    return bool(_DEFINITE.search(before))


def is_fresh(before: str) -> bool:
    """ "another raid", "a second officer was arrested": it was not spoken of before."""
    return bool(_FRESH.search(before) or (_FRESH_SUBJECT.match(before) and not _SAYS.search(before)))


def is_habit(told: str) -> bool:
    """ "talks rarely succeed", "marched on several days": no single event."""
    return bool(_HABIT.search(told))


def counts_from_text(before: str) -> bool:
    """ "a day earlier the town had seen": days are counted from another sentence."""
    return bool(_EARLIER.search(before))


def is_outcome(before: str, trigger: str, outcomes: re.Pattern[str]) -> bool:
    """ "bombed the depot, killing four", "ambushed a patrol and killed five": what an act did, if one stands before it."""
    match = outcomes.match(trigger)
    return match is not None and (match[0].lower().endswith("ing") or bool(_AND.search(before)))


def segments(mentions: Iterable[Event]) -> dict[tuple[str, CharSpan], CharSpan]:
    """(document, trigger) -> the part of its sentence that speaks of it: what lies between two triggers is shared out,
    most of it to the first, since objects and places follow their verb or noun."""
    sentences: dict[tuple[str, CharSpan], set[CharSpan]] = {}
    for mention in mentions:
        sentences.setdefault((mention.document, mention.sentence), set()).add(mention.trigger)
    found = {}
    for (document, (start, end)), triggers in sentences.items():
        ordered = sorted(triggers)
        cuts = [round(one[1] + _SHARE_OF_FIRST * (two[0] - one[1])) for one, two in pairwise(ordered)]
        for trigger, low, high in zip(ordered, [start, *cuts], [*cuts, end], strict=True):
            found[document, trigger] = (min(low, trigger[0]), max(high, trigger[1]))
    return found


def days_apart(before: str) -> int | None:
    """Days from this event to the one that the sentence is about: 2 for "two days after a raid", -7 for "a week before"."""
    match = _EARLIER.search(before) or _APART_BY.search(before)
    if match is None:
        return None
    number = int(match["n"]) if match["n"].isdigit() else _NUMBERS.get(match["n"].lower(), 1)
    days = number * (7 if match["unit"].lower() == "week" else 1)
    return days if match["side"].lower() in ("after", "earlier") else -days


def names_past_year(told: str, lead: Event, document: Document) -> bool:
    """ "sent a ship during the famine of 2011", printed in 2017, where no time was found."""
    if lead.time is not None or document.date is None:
        return False
    return any(int(year) < document.date.year for year in _YEAR.findall(told))


def without_dateline(text: str) -> str:
    """What is told, without where and when it was written."""
    return text[dateline_end(text) :]


def written_day(told: str, published: int | None) -> int | None:
    """ "the ambush of November 10", where no time was found for it: that day of the year of publication, or before."""
    if published is None or len(days := _DAY.findall(without_dateline(told))) != 1:
        return None
    month, day = days[0][0] or days[0][3], days[0][1] or days[0][2]
    year = dt.date.fromordinal(published).year
    for guess in (year, year - 1):
        try:
            found = dt.date(guess, _MONTHS.index(month[:3].lower()) + 1, int(day)).toordinal()
        except ValueError:
            return None
        if found <= published:
            return found
    return None


def main_word(trigger: str, light: frozenset[str]) -> str:
    """The word that names the act, lower case: "banned" of "banned the export", "talks" of "held talks"."""
    words = trigger.lower().split()
    return "" if not words else words[-1] if words[0] in light else words[0]


def stem(word: str) -> str:
    """A word without its commonest endings: crude, but the same for "struck" twice and for "strike" and "strikes"."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word[: -len(ending)]
            break
    word = word.rstrip("e")
    if word.endswith("y"):
        return word[:-1] + "i"  # "ratify", "ratified"
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word  # "cancelled", "cancels"


@lru_cache(maxsize=64)
def names_in(text: str, stopwords: frozenset[str]) -> frozenset[str]:
    """Words with a capital letter, from the beginning of the text; not days and months."""
    found = dict.fromkeys(name.lower() for name in _NAME.findall(text))
    return frozenset(islice((stem(name) for name in found if name not in stopwords), _MAX_NAMES))
