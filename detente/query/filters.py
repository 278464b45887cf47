"""What to show: a typed filter, and the SQL that it stands for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.errors import ConfigError
from detente.types import PARTIES, SPEAKER_KINDS, STATUSES

#: SQL after WHERE, with its parameters.
Condition = tuple[str, list[Any]]

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_CODE = re.compile(r"[A-Z]{3}")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Filter:
    """All fields that are set must hold; of several values in one field, one must. Empty or None = no condition.

    An event is chosen by its own fields, and by `speaker`, `speaker_kinds`, `parties`, `named`, `publisher`, `text` and
    `min_confidence` where one of its mentions fits all of these.
    """

    dyad: tuple[str, str] | None = None  #: (actor, recipient) countries; "*" = any
    either_order: bool = False  #: `dyad` in either direction
    countries: tuple[str, ...] = ()  #: in any role
    event_types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: dt.date | None = None  #: the event ended on this day or later; without a time, by publication
    until: dt.date | None = None  #: the event began on this day or earlier
    speaker: str | None = None  #: part of the speaker's name or words, or his country's code
    speaker_kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()  #: on whose side the speaker stands
    named: bool | None = None  #: the speaker is named
    publisher: str | None = None
    min_confidence: float | None = None  #: 0..1
    text: str | None = None  #: part of the sentence, upper and lower case alike
    disputed: bool | None = None
    historical: bool | None = None
    secondary: bool = field(default=False)  #: mentions that a speech act embeds, too

    @classmethod
    def build(
        cls,
        *,
        dyad: str | None = None,
        countries: Sequence[str] = (),
        event_types: Sequence[str] = (),
        statuses: Sequence[str] = (),
        speaker_kinds: Sequence[str] = (),
        parties: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        min_confidence: float | None = None,
        **others: Any,
    ) -> Filter:
        """A filter from what a user typed.

        Args:
            dyad: "PRK:RUS" = in either direction, "PRK>RUS" = PRK acts on RUS, "PRK>*" = PRK acts on anybody.
            countries: three-letter codes, in upper or lower case.
            event_types: in upper or lower case.
            statuses: in upper or lower case.
            speaker_kinds: in upper or lower case.
            parties: the same.
            since: YYYY, YYYY-MM or YYYY-MM-DD: its first day.
            until: the same: its last day.
            min_confidence: 0..1.
            **others: further fields of `Filter`, taken as they are.

        Raises:
            ConfigError: E041, a value is not allowed.
        """
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise ConfigError("E041", field="min_confidence", value=min_confidence, allowed="0 to 1")
        return cls(
            dyad=_parse_dyad(dyad) if dyad else None,
            either_order=bool(dyad and ":" in dyad),
            countries=tuple(_country(country) for country in countries),
            event_types=tuple(event_type.upper() for event_type in event_types),
            statuses=tuple(_known("status", status, STATUSES) for status in statuses),
            speaker_kinds=tuple(_known("speaker_kind", kind, SPEAKER_KINDS) for kind in speaker_kinds),
            parties=tuple(_party(party) for party in parties),
            since=_parse_date("since", since, last=False) if since else None,
            until=_parse_date("until", until, last=True) if until else None,
            min_confidence=min_confidence,
            **others,
        )

    def on_mentions(self) -> Condition:
        """Over the columns of the table `mentions`."""
        parts = _Parts()
        self._own_fields(parts, published="published")
        self._evidence(parts)
        if not self.secondary:
            parts.add("NOT secondary")
        return parts.joined()

    def on_events(self) -> Condition:
        """Over the columns of the table `events`."""
        parts, evidence = _Parts(), _Parts()
        self._own_fields(parts, published="first_report")
        self._evidence(evidence)
        if evidence.sql:
            condition, values = evidence.joined()
            parts.add(
                "id IN (SELECT event FROM event_mentions WHERE mention IN "
                f"(SELECT id FROM mentions WHERE {condition}))",
                *values,
            )
        return parts.joined()

    def _own_fields(self, parts: _Parts, published: str) -> None:
        """Conditions on what mentions and events have alike."""
        if self.dyad is not None:
            directions = [self.dyad, self.dyad[::-1]] if self.either_order else [self.dyad]
            parts.any_of([_direction(actor, recipient) for actor, recipient in directions])
        if self.countries:
            either = "(list_has_any(actor_countries, ?::VARCHAR[]) OR list_has_any(recipient_countries, ?::VARCHAR[]))"
            parts.add(either, list(self.countries), list(self.countries))
        parts.one_of("event_type", self.event_types)
        parts.one_of("mode", self.modes)
        parts.one_of("status", self.statuses)
        if self.since is not None:
            parts.add(f"coalesce(time_to, {published}) >= ?", self.since)
        if self.until is not None:
            parts.add(f"coalesce(time_from, {published}) <= ?", self.until)
        parts.equals("disputed", self.disputed)
        parts.equals("historical", self.historical)

    def _evidence(self, parts: _Parts) -> None:
        """Conditions on one mention, its claims and its document."""
        claim = _Parts()
        if self.speaker is not None:
            claim.add(
                "(contains(lower(speaker), lower(?)) OR contains(lower(name), lower(?)) OR country = ?)",
                self.speaker, self.speaker, self.speaker,
            )  # fmt: skip
        claim.one_of("kind", self.speaker_kinds)
        claim.one_of("party", self.parties)
        claim.equals("named", self.named)
        if self.named is not None and "AUTHOR" not in self.speaker_kinds:
            claim.add("kind <> 'AUTHOR'")  # the text's own voice is no speaker
        if claim.sql:
            condition, values = claim.joined()
            parts.add(f"id IN (SELECT mention FROM claims WHERE {condition})", *values)
        if self.min_confidence is not None:
            parts.add("confidence >= ?", self.min_confidence)
        if self.text is not None:
            parts.add("contains(lower(sentence), lower(?))", self.text)
        if self.publisher is not None:
            parts.add("document IN (SELECT id FROM documents WHERE lower(publisher) = lower(?))", self.publisher)


class _Parts:
    """Conditions that are gathered, joined by AND."""

    def __init__(self) -> None:
        self.sql: list[str] = []
        self.values: list[Any] = []

    def add(self, sql: str, *values: Any) -> None:
        self.sql.append(sql)
        self.values.extend(values)

    def one_of(self, column: str, values: Sequence[str]) -> None:
        if values:
            self.add(f"list_contains(?::VARCHAR[], {column})", list(values))

    def equals(self, column: str, value: bool | None) -> None:
        if value is not None:
            self.add(f"{column} = ?", value)

    def any_of(self, conditions: Sequence[Condition]) -> None:
        sql = " OR ".join(f"({condition})" for condition, _ in conditions)
        self.add(f"({sql})", *(value for _, values in conditions for value in values))

    def joined(self) -> Condition:
        return " AND ".join(self.sql) or "true", list(self.values)


def _direction(actor: str, recipient: str) -> Condition:
    parts = _Parts()
    if actor != ANY:
        parts.add("list_contains(actor_countries, ?)", actor)
    if recipient != ANY:
        parts.add("list_contains(recipient_countries, ?)", recipient)
    return parts.joined()


def _parse_dyad(text: str) -> tuple[str, str]:
    sides = re.split("[:>]", text.upper())
    if len(sides) != 2 or not all(side == ANY or _CODE.fullmatch(side) for side in sides):
        raise ConfigError("E041", field="dyad", value=text, allowed="two three-letter codes, as PRK:RUS or PRK>RUS")
    return sides[0], sides[1]


def _country(code: str) -> str:
    if not _CODE.fullmatch(code.upper()):
        raise ConfigError("E041", field="country", value=code, allowed="three-letter codes, as PRK")
    return code.upper()


def _known(name: str, value: str, allowed: Sequence[str]) -> str:
    if value.upper() not in allowed:
        raise ConfigError("E041", field=name, value=value, allowed=", ".join(allowed))
    return value.upper()


def _party(value: str) -> str:
    if value.lower() not in PARTIES:
        raise ConfigError("E041", field="party", value=value, allowed=", ".join(PARTIES))
    return value.lower()


def _parse_date(name: str, text: str, *, last: bool) -> dt.date:
    """The first or the last day of a year, month or day."""
    match = _DATE.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = int(match[1]), match[2], match[3]
        if day:
            return dt.date(year, int(month), int(day))
        if not last:
            return dt.date(year, int(month or 1), 1)
        following = dt.date(year, int(month), 28) + dt.timedelta(days=4) if month else dt.date(year, 12, 31)
        return following - dt.timedelta(days=following.day) if month else following
    except ValueError as err:
        raise ConfigError("E041", field=name, value=text, allowed="YYYY, YYYY-MM or YYYY-MM-DD") from err
