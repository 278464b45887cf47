"""What one document says of one event at one trigger, made comparable: parties, time, place and words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.merge.documents import identical_text
from detente.merge.rules import Rules
from detente.types import Actor, Document, Entity, Event, Place, TimeSpan

_INTERNATIONAL = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})  # codes that many parties share
_GOVERNMENT = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})
_GROUPS = {
    "ASSERTED": "happened", "REPORTED": "happened", "PLANNED": "planned", "DENIED": "denied", "NEGATED": "denied",
    "SPECULATED": "hypothetical", "CONDITIONAL": "hypothetical", "UNKNOWN": "hypothetical",
}  # fmt: skip
_CONTEXT_CHARS = 45
#: Days around publication in which an undated report may have its event.
_DAYS_BEFORE_PUBLICATION = 2
_DAYS_PLANNED_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Party:
    """A party made comparable: the government, its army and its head are one; an armed group of the country is not."""

    nation: str  #: country, or the name where there is none of its own
    key: str  #: "RUS", or "RUS/wagner group"
    person: str = ""  #: last word of a person's name, lower case


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
    mentions: tuple[Event, ...]  #: by id
    document: str
    family: str  #: id of the document's original
    published: int | None  #: ordinal
    event_type: str
    kinds: frozenset[str]  #: the type, and what a commitment commits to
    actors: frozenset[Party]
    recipients: frozenset[Party]
    group: str  #: happened | planned | denied | hypothetical
    status: str
    when: When | None  #: None = nothing known
    historical: bool
    place: Place | None
    words: frozenset[str]
    stem: str  #: of the trigger
    wording: str  #: the sentence without punctuation, the trigger's place in it, and the parties
    start: int  #: character where the trigger starts
    ordinal: int | None  #: 2 for "the second round"
    collective: bool  #: stands for several events

    @property
    def nations(self) -> frozenset[str]:
        """All parties, in whatever role, by country."""
        return frozenset(party.nation for party in self.actors | self.recipients)


def make_reports(
    mentions: Iterable[Event], documents: Mapping[str, Document], families: Mapping[str, str], rules: Rules
) -> list[Report]:
    """One report a document and trigger, by key; secondary mentions are left out.

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
    for group in at.values():
        group.sort(key=lambda mention: mention.id)
        document = documents.get(group[0].document) or Document(group[0].document, "")
        found.append(_report(tuple(group), document, families.get(document.id, document.id), rules, sides))
    return sorted(found, key=lambda report: report.key)


def parties_of(entities: Iterable[Entity]) -> frozenset[Party]:
    """The parties behind the spans; nobody in particular ("gunmen") is left out."""
    found = set()
    for entity in entities:
        for member in entity.members or (entity,):
            if (party := party_of(member)) is not None:
                found.add(party)
    return frozenset(found)


def party_of(entity: Entity | Actor) -> Party | None:
    """Who that is, comparable; None for nobody in particular."""
    name = entity.name.casefold()
    person = name.rsplit(None, 1)[-1] if entity.kind == "person" and name.strip() else ""
    own_country = entity.country is not None and entity.country not in _INTERNATIONAL
    if not own_country:
        generic = entity.kind in ("role", "group") and entity.name == entity.name.lower() and not entity.wikidata
        return None if generic and entity.country is None else Party(name, name, person)
    nation = entity.country or ""
    government = entity.kind == "state" or not entity.sectors or bool(_GOVERNMENT & set(entity.sectors[:2]))
    return Party(nation, nation if government else f"{nation}/{name}", person)


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
    group = _GROUPS[status]
    published = document.date.toordinal() if document.date else None
    historical = any(mention.historical for mention in mentions)
    kinds = {lead.event_type}
    if lead.event_type == "AGREE" and (agreed := rules.commitments.get(lead.cameo or "")):
        kinds.add(agreed)
    before = identical_text(document.text[lead.sentence[0] : lead.trigger[0]])
    names = (sorted(party.key for party in actors), sorted(party.key for party in recipients))
    time = next((mention.time for mention in mentions if mention.time), None)
    return Report(
        key=lead.id, mentions=mentions, document=document.id, family=family, published=published,
        event_type=lead.event_type, kinds=frozenset(kinds), actors=actors, recipients=recipients, group=group,
        status=status, when=_when(time, published, group, historical), historical=historical,
        place=next((mention.place for mention in mentions if mention.place), None),
        words=_words(sentence, trigger, mentions, rules), stem=stem(trigger.lower()),
        wording=f"{identical_text(sentence)}|{len(before)}|{names}" if sentence else f"|{lead.id}",
        start=lead.trigger[0], ordinal=_ordinal(document.text, lead, rules),
        collective=_is_collective(document.text, lead, rules),
    )  # fmt: skip


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
