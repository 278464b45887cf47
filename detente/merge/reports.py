"""What one document says of one event at one trigger, made comparable: parties, time, place and words."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.merge.cues import (
    counts_from_text,
    days_apart,
    is_definite,
    is_fresh,
    is_habit,
    is_outcome,
    main_word,
    names_in,
    names_past_year,
    segments,
    stem,
    without_dateline,
    written_day,
)
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
    fresh: bool = False  #: "another raid": not spoken of before
    # Read once, when a document's reports are tied to one another, and not stored:
    earlier: bool = False  #: the days are counted from another sentence: "a day earlier the town had seen ..."
    apart_by: int | None = None  #: days from this event to another of the sentence: "two days after the raid" -> 2
    takes_up: int | None = None  #: where the earlier trigger starts that the noun stands for: "the raid" after "bombed"

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
    parts = segments(mention for group in at.values() for mention in group[:1])
    for _, group in sorted(at.items()):
        group.sort(key=lambda mention: mention.id)
        document = documents.get(group[0].document) or Document(group[0].document, "")
        family = families.get(document.id, document.id)
        found.append(_report(tuple(group), document, family, rules, sides, parts[document.id, group[0].trigger]))
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
    before = document.text[lead.sentence[0] : lead.trigger[0]]
    actors = frozenset().union(*(parties_of(mention.actors) for mention in mentions))
    actors = sides.setdefault(actors, actors)
    recipients = frozenset().union(*(parties_of(mention.recipients) for mention in mentions))
    recipients = sides.setdefault(recipients, recipients)
    cancelled = _cancels(trigger, sentence, rules)
    group = "cancelled" if cancelled and _GROUPS[status] == "happened" else _GROUPS[status]
    published = document.date.toordinal() if document.date else None
    told = document.text[slice(*segment)]
    historical = any(mention.historical for mention in mentions) or names_past_year(told, lead, document)
    kinds = {lead.event_type}
    if lead.event_type == "AGREE" and (agreed := rules.commitments.get(lead.cameo or "")):
        kinds.add(agreed)
    if cancelled:
        kinds.add(cancelled)
    # The day in "called off Friday's talks on Monday" is that of either; the day of publication misleads less.
    time = None if group == "cancelled" else next((mention.time for mention in mentions if mention.time), None)
    when = _when(time, published, group, historical)
    if time is None and group in ("happened", "denied") and (day := written_day(told, published)) is not None:
        when = When(day, day, True)
    toll = find_toll(sentence) if lead.event_type in rules.violent else None
    return Report(
        key=lead.id, mentions=tuple(mention.id for mention in mentions), document=document.id, family=family,
        published=published, event_type=lead.event_type, kinds=frozenset(kinds), actors=actors, recipients=recipients,
        group=group, status=status, when=when, historical=historical,
        place=next((mention.place for mention in mentions if mention.place), None),
        words=_words(told, trigger, mentions, rules), stem=stem(main_word(trigger, rules.light)),
        at=((lead.sentence[0], lead.trigger[0]),), wording=_wording(document, lead, actors, recipients),
        ordinal=_ordinal(document.text, lead, rules),
        collective=_is_collective(document.text, lead, rules) or is_habit(told),
        carries_out=bool(rules.fulfilment.match(trigger)), reacts=bool(rules.reaction.search(sentence)),
        fulfils=bool(rules.fulfilment.search(sentence)),
        killed=toll.killed if toll else None, injured=toll.injured if toll else None,
        outcome=is_outcome(before, trigger, rules.outcome), names=names_in(document.text, rules.stopwords),
        definite=is_definite(before), fresh=is_fresh(before), earlier=counts_from_text(before), apart_by=days_apart(before),
        takes_up=lead.takes_up[0] if lead.takes_up else None,
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


def _on_a_day(time: TimeSpan | None) -> bool:
    return time is not None and time.from_date is not None and time.from_date == time.to_date


def _ordinal_day(day: dt.date | None) -> int | None:
    return day.toordinal() if day is not None else None


def _words(sentence: str, trigger: str, mentions: Iterable[Event], rules: Rules) -> frozenset[str]:
    """Stems of the words that tell this event from others: not the trigger, parties, place or time."""
    known = set(re.findall(r"[a-z]+", main_word(trigger, rules.light)))
    for mention in mentions:
        spans = [*mention.actors, *mention.recipients, mention.place, mention.time]
        for span in spans:
            if span is not None:
                known.update(re.findall(r"[a-z]+", f"{span.text} {getattr(span, 'name', '')}".lower()))
    words = set(re.findall(r"[a-z]{3,}|\d+", without_dateline(sentence).lower())) - rules.stopwords - known
    return frozenset(stem(word) for word in words)


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
    if len(words) > 1 and not rules.plural.fullmatch(trigger) and trigger not in rules.plural_singulars:
        return False  # "dropped four bombs": one act upon several things
    if rules.plural.fullmatch(trigger) and not _on_a_day(mention.time) and "the" not in before[-2:]:
        return True
    if not rules.several & {*before, *words}:
        return False
    return trigger not in rules.plural_singulars or bool({"series", "string", "rounds"} & set(before))
