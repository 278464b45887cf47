"""How well one kind of evidence fits: parties, time, place, words. Each 0..1, or None where it rules one event out."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from detente.merge.cues import stem
from detente.merge.parties import Party
from detente.merge.reports import Report, When
from detente.merge.rules import Rules
from detente.types import Place

_UNKNOWN_PLACE = 0.4
#: No place was found for a report, but its part of the sentence names that of the other.
_SENTENCE_NAMES = 0.8
_UNKNOWN_TIME = 0.2
#: No role is filled in both: the place decides (`no_party_fit`).
NO_PARTY = -1.0
_NO_PARTY_SAME_SPOT = 0.4
_AROUND = 0.5
#: Only one report says who: of whom it names the other's text speaks, or not.
_SPOKEN_OF = 0.75
_LEFT_OUT = 0.5
#: Both reports name a group of one country, and not the same.
_OTHER_GROUP = 0.4
#: What the names that two texts share count, beside the words of the two sentences.
_STORY = 0.8
#: A site or city without a radius; kilometres.
_DEFAULT_RADIUS_KM = 15.0
_SLACK_KM = 15.0
_EARTH_KM = 6371.0
#: Beyond these, undated reports of anything but an occasion are taken for another event. block.py relies on them.
MAX_DAYS_UNDATED = 7
MAX_DAYS_PLANNED = 30
#: ... or these, where the report refers back: "the ban".
MAX_DAYS_DEFINITE = 30
#: Days by which what was planned came earlier or later, other than occasions.
DAYS_LATE = 7
_DAYS_RESCHEDULED = 45
#: Days from the report that an occasion is called off to its date.
_BY_CANCELLATION = ((14, 0.75), (30, 0.6), (90, 0.4))
#: How long afterwards an occasion is still said to have been called off.
_DAYS_AFTER_CANCELLED = 30
#: Days by which a planned occasion was moved.
_BY_MOVE = ((7, 0.65), (45, 0.45))
#: ... to another planned day.
_BY_NEW_DATE = ((14, 0.5),)
#: Who writes of an event so long afterwards may be wrong by a day.
_DAYS_RETROSPECT = 4
#: "will meet in April", printed so many days before they met: as good as the day itself.
_DAYS_ANNOUNCED = 21
_ANNOUNCED = 0.85
#: (at most so many days, fit), of an interval's length where two intervals overlap.
_BY_WIDTH = ((1, 1.0), (3, 0.85), (7, 0.7), (31, 0.6), (92, 0.6), (366, 0.5), (10**9, 0.25))
#: Days from a dated event to an undated report of it; other than occasions up to the second step only.
_BY_DELAY = ((2, 0.85), (7, 0.6), (30, 0.4))
#: Days between two undated reports; other than occasions up to a week only.
_BY_DISTANCE = ((0, 0.6), (1, 0.55), (3, 0.45), (7, 0.3), (30, 0.15))
#: Days between an undated plan and what came of it, or between two undated plans or conjectures; other than occasions
#: up to a month only.
_BY_PLAN = ((14, 0.6), (30, 0.45), (90, 0.3))


def dyad_fit(one: Report, two: Report, rules: Rules) -> float | None:
    """How well the parties agree; 1 = the same in the same roles, NO_PARTY = no role is filled in both."""
    if is_mutual(one, rules) and is_mutual(two, rules):
        return _symmetric_fit(one, two)
    missing = _left_out(one, two)
    actors = _side_fit(one.actors, two.actors, other_nation=0.5)
    recipients = _side_fit(one.recipients, two.recipients, other_nation=0.8)
    if actors is None or recipients is None:
        return None
    if actors < 0 and recipients < 0:
        return NO_PARTY
    return ((missing if actors < 0 else actors) + (missing if recipients < 0 else recipients)) / 2


def _left_out(one: Report, two: Report) -> float:
    """Fit of a role that only one report fills: better where the other's text speaks of whom it names."""
    for less, more in ((one, two), (two, one)):
        others = more.nations - less.nations
        if less.around and others and not more.around:
            return _SPOKEN_OF if others <= less.around else _LEFT_OUT
    return _LEFT_OUT


def is_mutual(report: Report, rules: Rules) -> bool:
    """Whether both sides act, in the event or in the occasion that is agreed or called off."""
    return bool(report.kinds & rules.symmetric)


def no_party_fit(one: Report, two: Report) -> float | None:
    """ "Unknown jets bombed Borsk" and "Aldova attacked": no party in common, but one city."""
    if one.place is not None and two.place is not None and is_specific(one.place) and is_specific(two.place):
        return _NO_PARTY_SAME_SPOT if places_fit(one.place, two.place) == 1.0 else None
    if not (one.around or two.around):
        return None
    # One report names nobody: those of whom its text speaks stand in.
    return _AROUND if _within_text(one, two) and _within_text(two, one) else None


def _within_text(one: Report, two: Report) -> bool:
    """Whether the parties of one report are spoken of in the text of the other."""
    return one.nations <= (two.nations | two.around) if one.nations else bool(one.around & (two.nations | two.around))


def _side_fit(one: frozenset[Party], two: frozenset[Party], *, other_nation: float) -> float | None:
    """Fit of one role; -1 where only one report fills it, None where they contradict."""
    if not one and not two:
        return 0.7
    if not one or not two:
        return -1.0
    keys_one, keys_two = {party.key for party in one}, {party.key for party in two}
    if common := len(keys_one & keys_two):
        return (0.7 + 0.3 * common / len(keys_one | keys_two)) * _person_fit(one, two)
    if {party.nation for party in one} & {party.nation for party in two}:
        # Of two groups without a government between them, each acts for itself.
        groups = all("/" in party.key for party in one | two)
        return min(other_nation, _OTHER_GROUP) if groups else other_nation
    return None


def _symmetric_fit(one: Report, two: Report) -> float | None:
    nations_one, nations_two = one.nations, two.nations
    if not nations_one or not nations_two:
        return NO_PARTY
    common = len(nations_one & nations_two)
    if common == 0:
        return None
    if min(len(nations_one), len(nations_two)) < 2:
        return max(0.55, _left_out(one, two))
    if common < 2:
        return None
    fit = 0.7 + 0.3 * common / len(nations_one | nations_two)
    return fit * _person_fit(one.actors | one.recipients, two.actors | two.recipients)


def _person_fit(one: Iterable[Party], two: Iterable[Party]) -> float:
    """Less than 1 where both name persons for one country, none of them the same: two ministers, two meetings."""
    people_one, people_two = _people(one), _people(two)
    clash = any(not people_one[nation] & people_two[nation] for nation in people_one.keys() & people_two.keys())
    return 0.7 if clash else 1.0


def _people(parties: Iterable[Party]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for party in parties:
        if party.person:
            found.setdefault(party.nation, set()).add(party.person)
    return found


def time_fit(one: Report, two: Report, rules: Rules) -> float | None:
    """How well the times agree, by their precision; the date of publication stands in where the text gives none."""
    occasion = bool((one.kinds | two.kinds) & rules.occasions)
    if one.when is None or two.when is None:
        return 0.5 if one.document == two.document else _UNKNOWN_TIME
    if one.when.explicit and two.when.explicit:
        return _dated_fit(one, two, one.when, two.when, occasion=occasion)
    if one.document == two.document:
        # Background that the article dates ("visited in 2000") is not the meeting that it is about.
        return None if one.historical != two.historical else 0.85
    if one.when.explicit:
        return _half_dated_fit(one.when, two, occasion=occasion, dated_as_planned=one.group == "planned")
    if two.when.explicit:
        return _half_dated_fit(two.when, one, occasion=occasion, dated_as_planned=two.group == "planned")
    return _undated_fit(one, two, occasion=occasion)


def _dated_fit(one: Report, two: Report, at_one: When, at_two: When, *, occasion: bool) -> float | None:
    gap = max(at_one.first - at_two.last, at_two.first - at_one.last, 0)
    width = max(at_one.last - at_one.first, at_two.last - at_two.first) + 1
    if gap == 0:
        announced = occasion and (_is_announced(one, at_two) or _is_announced(two, at_one))
        return max(_step(_BY_WIDTH, width) or 0.0, _ANNOUNCED if announced else 0.0)
    if gap == 1:
        # A summit of two days; two strikes otherwise, though a night may be counted to either day.
        if occasion:
            return 0.5
        late = any(report.published is not None and report.published - when.last >= _DAYS_RETROSPECT
                   for report, when in ((one, at_one), (two, at_two)))  # fmt: skip
        return 0.3 if late else 0.15 if width > 1 else None
    if occasion and one.group == two.group == "planned" and one.published != two.published:
        return _step(_BY_NEW_DATE, gap)
    if gap <= (_DAYS_RESCHEDULED if occasion else DAYS_LATE) and (one.group == "planned") != (two.group == "planned"):
        planned, held = (one, at_two) if one.group == "planned" else (two, at_one)
        if planned.published is not None and planned.published <= held.first:
            return _step(_BY_MOVE, gap)
    return None


def _is_announced(plan: Report, held: When) -> bool:
    if plan.group != "planned" or plan.published is None:
        return False
    return 0 <= held.first - plan.published <= _DAYS_ANNOUNCED


def _half_dated_fit(dated: When, undated: Report, *, occasion: bool, dated_as_planned: bool) -> float | None:
    if undated.published is None:
        return _UNKNOWN_TIME
    if undated.group == "cancelled":
        ahead = dated.last - undated.published
        return _step(_BY_CANCELLATION, abs(ahead)) if ahead >= -_DAYS_AFTER_CANCELLED else None
    if undated.group in ("planned", "hypothetical"):
        ahead = dated.last - undated.published
        return None if ahead < 0 else _within(_BY_PLAN, max(ahead, 0), MAX_DAYS_PLANNED, occasion=occasion)
    delay = undated.published - dated.last
    if dated.first <= undated.published <= dated.last:
        delay = 0
    if delay < -1:
        return None
    most = MAX_DAYS_DEFINITE if undated.definite else MAX_DAYS_UNDATED
    table = _BY_PLAN if occasion and dated_as_planned else _BY_DELAY
    fit = _within(table, max(delay, 0), most, occasion=occasion)
    if fit is None and occasion:
        return 0.2 if delay <= 365 else 0.1
    return fit


def _undated_fit(one: Report, two: Report, *, occasion: bool) -> float | None:
    if one.published is None or two.published is None:
        return _UNKNOWN_TIME
    distance = abs(one.published - two.published)
    ahead = {"planned", "hypothetical", "cancelled"}
    if one.group in ahead and two.group in ahead:
        return _within(_BY_PLAN, distance, MAX_DAYS_PLANNED, occasion=occasion)
    if one.group in ahead or two.group in ahead:
        plan, report = (one, two) if one.group in ahead else (two, one)
        forward = (report.published or 0) - (plan.published or 0)
        return None if forward < 0 else _within(_BY_PLAN, forward, MAX_DAYS_PLANNED, occasion=occasion)
    later = max((one, two), key=lambda report: report.published or 0)
    most = MAX_DAYS_DEFINITE if later.definite else MAX_DAYS_UNDATED
    return _within(_BY_DISTANCE, distance, most, occasion=occasion)


def _within(table: tuple[tuple[int, float], ...], days: int, most: int, *, occasion: bool) -> float | None:
    return _step(table, days) if occasion or days <= most else None


def _step(table: tuple[tuple[int, float], ...], value: int) -> float | None:
    return next((fit for limit, fit in table if value <= limit), None)


def place_fit(one: Report, two: Report) -> float | None:
    """How well the places agree: the same, one within the other, unknown, or apart."""
    if one.place is None or two.place is None:
        return _unplaced_fit(one, two)
    fit = places_fit(one.place, two.place)
    moved = (one.group == "planned") != (two.group == "planned")
    return 0.0 if fit is None and moved else fit


def _unplaced_fit(one: Report, two: Report) -> float:
    """Fit where a report has no place: better where its sentence names that of the other's."""
    placed, other = (one, two) if two.place is None else (two, one)
    if placed.place is None or not is_specific(placed.place) or placed.document == other.document:
        return _UNKNOWN_PLACE
    words = _place_words(placed.place.name)
    return _SENTENCE_NAMES if words <= other.words else _UNKNOWN_PLACE


@lru_cache(maxsize=65536)
def _place_words(name: str) -> frozenset[str]:
    """A place's name as the words of a report have it: "Abéché" -> "abech"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return frozenset(stem(word.lower()) for word in re.findall(r"[A-Za-z]{3,}", plain)) or frozenset({name})


def places_fit(one: Place, two: Place) -> float | None:
    """Fit of two places; None where they lie apart."""
    if _is_same(one, two):
        return 1.0 if is_specific(one) and is_specific(two) else 0.6
    if one.country and two.country and one.country != two.country:
        return None
    if one.feature == "country" or two.feature == "country":
        return 0.6 if one.country == two.country else _UNKNOWN_PLACE
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return 0.3
    apart = kilometres(one.lat, one.lon, two.lat, two.lon)
    reach = (one.radius_km or _DEFAULT_RADIUS_KM) + (two.radius_km or _DEFAULT_RADIUS_KM)
    if apart > reach + _SLACK_KM:
        # "in the Barents Sea", "north of Vardo": waters have no sharp bounds.
        return 0.3 if "water" in (one.feature, two.feature) else None
    return 0.7 if is_specific(one) and is_specific(two) else 0.8


def _is_same(one: Place, two: Place) -> bool:
    if one.geonames_id is not None and two.geonames_id is not None:
        return one.geonames_id == two.geonames_id
    return one.name == two.name and (not one.country or not two.country or one.country == two.country)


def is_specific(place: Place) -> bool:
    """Whether the place is a city or a site, not an area."""
    return place.feature in ("city", "site")


def kilometres(lat_one: float, lon_one: float, lat_two: float, lon_two: float) -> float:
    """Great-circle distance."""
    phi_one, phi_two = math.radians(lat_one), math.radians(lat_two)
    half_lat, half_lon = (phi_two - phi_one) / 2, math.radians(lon_two - lon_one) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(phi_one) * math.cos(phi_two) * math.sin(half_lon) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def words_fit(one: Report, two: Report, rules: Rules) -> float:
    """Share of the telling words in common (cosine of the sets); less, of the names in the two texts; and a bonus for the
    same trigger, save for speech."""
    speech = {one.event_type, two.event_type} <= rules.statements
    same_trigger = 0.3 if one.stem and one.stem == two.stem and not speech else 0.0
    # What is said is told by what it says, and one text has one set of names.
    story = 0.0 if speech or one.document == two.document else _STORY * _cosine(one.names, two.names)
    return min(1.0, same_trigger + story + _cosine(one.words, two.words))


def _cosine(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / math.sqrt(len(one) * len(two)) if one and two else 0.0
