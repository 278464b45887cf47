"""What one document says of one event at one trigger, made comparable: parties, time, place and words."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from detente.merge.documents import identical_text
from detente.merge.parties import Party, parties_of
from detente.merge.rules import Rules
from detente.merge.tolls import find_toll
from detente.types import CharSpan, Document, Event, Place, TimeSpan

_GROUPS = {
    "ASSERTED": "happened", "REPORTED": "happened", "PLANNED": "planned", "DENIED": "denied", "NEGATED": "denied",
    "SPECULATED": "hypothetical", "CONDITIONAL": "hypothetical", "UNKNOWN": "hypothetical",
}  # fmt: skip
_CONTEXT_CHARS = 45
#: What stands right before a trigger that was spoken of before, with at most two words in between.
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|its|their|his|her|\w+'s?)\s+(?:[\w-]+\s+){0,2}$", re.I)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept?|Oct|Nov|Dec"
_DAY = re.compile(rf"\b(?:({_MONTH})\.? (\d{{1,2}})\b|(\d{{1,2}}) ({_MONTH})\b)")
#: "ZAMBOANGA, Nov 11 (Mindanao Wire) - ": the day of writing.
_DATELINE = re.compile(r"^[A-Z][A-Za-z .,'-]{1,60}\d{1,2}(?: \([^)]*\))? ?[-\u2013\u2014:]")
_NAME = re.compile(r"\b[A-Z][a-z]{2,}")
_MAX_NAMES = 24
_FRESH = re.compile(r"\b(?:another|an?\s+(?:new|fresh|further|second|third)|one\s+more)\s+(?:[\w-]+\s+){0,2}$", re.I)
_SHARE_OF_FIRST = 2 / 3
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}  # noqa: SIM905
_DAYS_APART = rf"\b(?P<n>an?|the|\d+|{'|'.join(_NUMBERS)})\s+(?P<unit>day|week)s?\s+"
_EARLIER = re.compile(rf"{_DAYS_APART}(?P<side>earlier)\b", re.I)
_APART_BY = re.compile(rf"{_DAYS_APART}(?P<side>after|before)\s+(?:[\w'-]+\s+){{0,6}}$", re.I)
#: Marks the wording of a sentence of at least so many words.
LONG = "+"
_LONG_WORDS = 14
#: Days around publication in which an undated report may have its event.
_DAYS_BEFORE_PUBLICATION = 2
_DAYS_PLANNED_AHEAD = 60


@dataclass(frozen=True, slots=True)
class When:
    """Days (ordinals) within which the event lies. `explicit` False: from the date of publication alone."""

    first: int
    last: int
    explicit: bool


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """All mentions of one document at one trigger (both directions of "X and Y met")."""

    key: str  #: smallest mention id
    mentions: tuple[str, ...]  #: ids, sorted
    document: str
    family: str  #: id of the document's original
    published: int | None  #: ordinal
    event_type: str
    kinds: frozenset[str]  #: the type, what a commitment commits to, and what a cancellation cancels
    actors: frozenset[Party]
    recipients: frozenset[Party]
    group: str  #: happened | planned | denied | hypothetical | cancelled
    status: str
    when: When | None  #: None = nothing known
    historical: bool
    place: Place | None  #: its span counts for nothing here
    words: frozenset[str]
    stem: str  #: of the trigger
    at: tuple[tuple[int, int], ...]  #: characters where sentence and trigger start; of an atom, all in its document
    wording: str  #: hash of the sentence without punctuation, the trigger's place in it, and the parties
    ordinal: int | None  #: 2 for "the second round"
    collective: bool  #: stands for several events
    carries_out: bool  #: the trigger itself puts an agreement in force: "ratified"
    reacts: bool  #: the sentence says that it answers another event
    fulfils: bool  #: the sentence says that it puts an agreement in force
    killed: int | None
    injured: int | None
    around: frozenset[str] = frozenset()  #: nations of the whole text, where the report names none
    home: str = ""  #: wording or facts of the report in its document that it is a further word on
    outcome: bool = False  #: what an act of the same sentence did: "bombed the depot, killing four"
    names: frozenset[str] = frozenset()  #: that stand in its text: what the story is about
    definite: bool = False  #: "the raid", "this meeting": spoken of before
    # Read once, when a document's reports are tied to one another, and not stored:
    fresh: bool = False  #: "another raid": not spoken of before
    earlier: bool = False  #: the days are counted from another sentence: "a day earlier the town had seen ..."
    apart_by: int | None = None  #: days from this event to another of the sentence: "two days after the raid" -> 2

    @property
    def nations(self) -> frozenset[str]:
        """All parties, in whatever role, by country."""
        return frozenset(party.nation for party in self.actors | self.recipients)


def make_reports(
    mentions: Iterable[Event], documents: Mapping[str, Document], families: Mapping[str, str], rules: Rules
) -> list[Report]:
    """One report a document and trigger, by document and place in the text; secondary mentions are left out.

    Args:
        mentions: in any order.
        documents: by id; a mention of an unknown document is compared without words.
        families: document -> original.
        rules: of merging.
    """
    at: dict[tuple[str, int, int, str], list[Event]] = {}
    for mention in mentions:
        if not mention.secondary:
            at.setdefault((mention.document, *mention.trigger, mention.event_type), []).append(mention)
    found = []
    sides: dict[frozenset[Party], frozenset[Party]] = {}
    segments = _segments(mention for group in at.values() for mention in group[:1])
    for _, group in sorted(at.items()):
        group.sort(key=lambda mention: mention.id)
        document = documents.get(group[0].document) or Document(group[0].document, "")
        family = families.get(document.id, document.id)
        found.append(_report(tuple(group), document, family, rules, sides, segments[document.id, group[0].trigger]))
    return found


def _segments(mentions: Iterable[Event]) -> dict[tuple[str, CharSpan], CharSpan]:
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


def _report(
    mentions: tuple[Event, ...],
    document: Document,
    family: str,
    rules: Rules,
    sides: dict[frozenset[Party], frozenset[Party]],
    segment: CharSpan,
) -> Report:
    """One report.

    Args:
        segment: its part of the sentence.
        sides: keeps one object for equal sets of parties, since a million reports name few.
    """
    lead = mentions[0]
    status = min((mention.verdict.status for mention in mentions), key=list(_GROUPS).index)
    sentence = document.text[slice(*lead.sentence)]
    trigger = document.text[slice(*lead.trigger)]
    actors = frozenset().union(*(parties_of(mention.actors) for mention in mentions))
    actors = sides.setdefault(actors, actors)
    recipients = frozenset().union(*(parties_of(mention.recipients) for mention in mentions))
    recipients = sides.setdefault(recipients, recipients)
    cancelled = _cancels(trigger, sentence, rules)
    group = "cancelled" if cancelled and _GROUPS[status] == "happened" else _GROUPS[status]
    published = document.date.toordinal() if document.date else None
    told = document.text[slice(*segment)]
    historical = any(mention.historical for mention in mentions) or _names_past_year(told, lead, document)
    kinds = {lead.event_type}
    if lead.event_type == "AGREE" and (agreed := rules.commitments.get(lead.cameo or "")):
        kinds.add(agreed)
    if cancelled:
        kinds.add(cancelled)
    # The day in "called off Friday's talks on Monday" is that of either; the day of publication misleads less.
    time = None if group == "cancelled" else next((mention.time for mention in mentions if mention.time), None)
    when = _when(time, published, group, historical)
    if time is None and group in ("happened", "denied"):
        when = _written_day(_DATELINE.sub("", told), published) or when
    toll = find_toll(sentence) if lead.event_type in rules.violent else None
    return Report(
        key=lead.id, mentions=tuple(mention.id for mention in mentions), document=document.id, family=family,
        published=published, event_type=lead.event_type, kinds=frozenset(kinds), actors=actors, recipients=recipients,
        group=group, status=status, when=when, historical=historical,
        place=next((mention.place for mention in mentions if mention.place), None),
        words=_words(told, trigger, mentions, rules), stem=stem(trigger.lower()),
        at=((lead.sentence[0], lead.trigger[0]),), wording=_wording(document, lead, actors, recipients),
        ordinal=_ordinal(document.text, lead, rules),
        collective=_is_collective(document.text, lead, rules),
        carries_out=bool(rules.fulfilment.match(trigger)), reacts=bool(rules.reaction.search(sentence)),
        fulfils=bool(rules.fulfilment.search(sentence)),
        killed=toll.killed if toll else None, injured=toll.injured if toll else None,
        outcome=bool(rules.outcome.match(trigger)), names=_names(document.text, rules),
        definite=bool(_DEFINITE.search(document.text[lead.sentence[0] : lead.trigger[0]])),
        fresh=bool(_FRESH.search(document.text[lead.sentence[0] : lead.trigger[0]])),
        earlier=bool(_EARLIER.search(document.text[lead.sentence[0] : lead.trigger[0]])),
        apart_by=_apart_by(document.text[lead.sentence[0] : lead.trigger[0]]),
    )  # fmt: skip


def _wording(document: Document, lead: Event, actors: frozenset[Party], recipients: frozenset[Party]) -> str:
    """The same for a sentence that was copied; nothing else has the hash of a mention without a text."""
    sentence = identical_text(document.text[slice(*lead.sentence)])
    before = identical_text(document.text[lead.sentence[0] : lead.trigger[0]])
    names = (sorted(party.key for party in actors), sorted(party.key for party in recipients))
    place = lead.place and (lead.place.geonames_id or lead.place.name)
    said = f"{sentence}|{len(before)}|{names}|{place}" if sentence else f"|{lead.id}"
    # A long sentence is not written twice: its wording counts in whatever document it stands.
    long = LONG if len(sentence.split()) >= _LONG_WORDS else ""
    return long + hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def _cancels(trigger: str, sentence: str, rules: Rules) -> str | None:
    """The type of the occasion that is called off or put off: "cancelled the summit"; None where none is."""
    if not rules.cancellation.fullmatch(trigger.lower().strip()):
        return None
    match = rules.cancelled_noun.search(sentence)
    return rules.cancelled_kind if match else None


def _when(time: TimeSpan | None, published: int | None, group: str, historical: bool) -> When | None:
    if time is not None:
        first, last = _ordinal_day(time.from_date), _ordinal_day(time.to_date)
        if first is not None and last is not None:
            return When(first, max(first, last), True)
        if first is not None and published is not None and group != "planned":
            return When(first, max(first, published), True)
        return None
    if published is None or historical:
        return None
    if group == "planned":
        return When(published, published + _DAYS_PLANNED_AHEAD, False)
    return When(published - _DAYS_BEFORE_PUBLICATION, published, False)


def _names_past_year(told: str, lead: Event, document: Document) -> bool:
    """ "sent a ship during the famine of 2011", printed in 2017, where no time was found."""
    if lead.time is not None or document.date is None:
        return False
    return any(int(year) < document.date.year for year in _YEAR.findall(told))


def _apart_by(before: str) -> int | None:
    """Days from this event to the one that the sentence is about: 2 for "two days after a raid", -7 for "a week before"."""
    match = _EARLIER.search(before) or _APART_BY.search(before)
    if match is None:
        return None
    number = int(match["n"]) if match["n"].isdigit() else _NUMBERS.get(match["n"].lower(), 1)
    days = number * (7 if match["unit"].lower() == "week" else 1)
    return days if match["side"].lower() in ("after", "earlier") else -days


def _on_a_day(time: TimeSpan | None) -> bool:
    return time is not None and time.from_date is not None and time.from_date == time.to_date


def _written_day(told: str, published: int | None) -> When | None:
    """ "the ambush of November 10", where no time was found for it: that day of the year of publication, or before."""
    if published is None or len(days := _DAY.findall(told)) != 1:
        return None
    month, day = days[0][0] or days[0][3], days[0][1] or days[0][2]
    year = dt.date.fromordinal(published).year
    for guess in (year, year - 1):
        try:
            found = dt.date(guess, _MONTHS.index(month[:3].lower()) + 1, int(day)).toordinal()
        except ValueError:
            return None
        if found <= published:
            return When(found, found, True)
    return None


def _ordinal_day(day: dt.date | None) -> int | None:
    return day.toordinal() if day is not None else None


def stem(word: str) -> str:
    """A word without its commonest endings: crude, but the same for "struck" twice and for "strike" and "strikes"."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word[: -len(ending)]
            break
    return word.rstrip("e")


def _words(sentence: str, trigger: str, mentions: Iterable[Event], rules: Rules) -> frozenset[str]:
    """Stems of the words that tell this event from others: not the trigger, parties, place or time."""
    known = set(re.findall(r"[a-z]+", trigger.lower()))
    for mention in mentions:
        spans = [*mention.actors, *mention.recipients, mention.place, mention.time]
        for span in spans:
            if span is not None:
                known.update(re.findall(r"[a-z]+", f"{span.text} {getattr(span, 'name', '')}".lower()))
    words = set(re.findall(r"[a-z]{3,}|\d+", sentence.lower())) - rules.stopwords - known
    return frozenset(stem(word) for word in words)


@lru_cache(maxsize=64)
def _names(text: str, rules: Rules) -> frozenset[str]:
    """Words with a capital letter, from the beginning of the text; not days and months."""
    found = dict.fromkeys(name.lower() for name in _NAME.findall(text))
    return frozenset(islice((stem(name) for name in found if name not in rules.stopwords), _MAX_NAMES))


def _ordinal(text: str, mention: Event, rules: Rules) -> int | None:
    """Which of a series, where the words around the trigger say so: "the second round of talks"."""
    around = text[max(0, mention.trigger[0] - _CONTEXT_CHARS) : mention.trigger[1] + _CONTEXT_CHARS].lower()
    match = rules.counted.search(around)
    if match is None:
        return None
    word = match[1]
    return rules.ordinals.index(word) + 1 if word in rules.ordinals else int(re.sub(r"\D", "", word))


def _is_collective(text: str, mention: Event, rules: Rules) -> bool:
    """The trigger is a plural that covers several events: "three missile strikes", "a series of talks"."""
    words = text[slice(*mention.trigger)].lower().split()
    # "arrests of organisers": the first plural is what happened
    trigger = next((word for word in words if rules.plural.fullmatch(word)), words[-1] if words else "")
    before = re.findall(r"[a-z]+", text[max(0, mention.trigger[0] - _CONTEXT_CHARS) : mention.trigger[0]].lower())[-4:]
    if not trigger.endswith("s"):
        return False
    if rules.plural.fullmatch(trigger) and not _on_a_day(mention.time) and "the" not in before[-2:]:
        return True
    if not rules.several & {*before, *words}:
        return False
    return trigger not in rules.plural_singulars or bool({"series", "string", "rounds"} & set(before))
