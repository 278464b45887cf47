"""What one document says of one event at one trigger, made comparable: parties, time, place and words."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.merge.documents import identical_text
from detente.merge.parties import Party, parties_of
from detente.merge.rules import Rules
from detente.merge.tolls import find_toll
from detente.types import Document, Event, Place, TimeSpan

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
    at: tuple[int, int]  #: characters where the sentence and the trigger start
    wording: str  #: hash of the sentence without punctuation, the trigger's place in it, and the parties
    ordinal: int | None  #: 2 for "the second round"
    collective: bool  #: stands for several events
    reacts: bool  #: the sentence says that it answers another event
    fulfils: bool  #: the sentence says that it puts an agreement in force
    killed: int | None
    injured: int | None

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
    for _, group in sorted(at.items()):
        group.sort(key=lambda mention: mention.id)
        document = documents.get(group[0].document) or Document(group[0].document, "")
        found.append(_report(tuple(group), document, families.get(document.id, document.id), rules, sides))
    return found


def _report(
    mentions: tuple[Event, ...],
    document: Document,
    family: str,
    rules: Rules,
    sides: dict[frozenset[Party], frozenset[Party]],
) -> Report:
    """One report; `sides` keeps one object for equal sets of parties: a million reports name few."""
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
    historical = any(mention.historical for mention in mentions)
    kinds = {lead.event_type}
    if lead.event_type == "AGREE" and (agreed := rules.commitments.get(lead.cameo or "")):
        kinds.add(agreed)
    if cancelled:
        kinds.add(cancelled)
    # The day in "called off Friday's talks on Monday" is that of either; the day of publication misleads less.
    time = None if group == "cancelled" else next((mention.time for mention in mentions if mention.time), None)
    toll = find_toll(sentence) if lead.event_type in rules.violent else None
    return Report(
        key=lead.id, mentions=tuple(mention.id for mention in mentions), document=document.id, family=family,
        published=published, event_type=lead.event_type, kinds=frozenset(kinds), actors=actors, recipients=recipients,
        group=group, status=status, when=_when(time, published, group, historical), historical=historical,
        place=next((mention.place for mention in mentions if mention.place), None),
        words=_words(sentence, trigger, mentions, rules), stem=stem(trigger.lower()),
        at=(lead.sentence[0], lead.trigger[0]), wording=_wording(document, lead, actors, recipients),
        ordinal=_ordinal(document.text, lead, rules),
        collective=_is_collective(document.text, lead, rules),
        reacts=bool(rules.reaction.search(sentence)), fulfils=bool(rules.fulfilment.search(sentence)),
        killed=toll.killed if toll else None, injured=toll.injured if toll else None,
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
    trigger = text[slice(*mention.trigger)].lower()
    before = re.findall(r"[a-z]+", text[max(0, mention.trigger[0] - _CONTEXT_CHARS) : mention.trigger[0]].lower())[-4:]
    if not trigger.endswith("s") or not rules.several & set(before):
        return False
    return trigger not in rules.plural_singulars or bool({"series", "string", "rounds"} & set(before))
