"""Why an event was coded: its sentence with all spans, its claims, the steps to its status, the rules that fired."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from detente.show import words
from detente.show.highlight import TERMINAL, clean, event_marks, segments, sentence_of, to_text
from detente.show.rows import speaker_name
from detente.types import Claim, Document, Entity, Event, MergedEvent


def explain_panel(event: Event, document: Document) -> Panel:
    """Everything behind one mention, for a terminal."""
    parts: list[RenderableType] = [
        to_text(segments(document.text, event.sentence, event_marks(event))), _legend(event), Text()
    ]  # fmt: skip
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts(event, document):
        table.add_row(name, Text(value))
    return Panel(Group(*parts, table), title=Text(f"event {event.id}"), title_align="left", padding=(1, 2))


def explain_lines(event: Event, document: Document) -> str:
    """The same as plain text, one "name: value" a line; spans are given as offsets into the document."""
    lines = [f"event: {event.id}", f"sentence: {sentence_of(event, document)}"]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in facts(event, document))])


def merged_facts(event: MergedEvent) -> Iterator[tuple[str, str]]:
    """(name, value) of what merging found of an event: who reports it, who affirms and denies, what disagrees."""
    yield (
        "reports",
        f"{words.count(event.reports, 'report')} by {words.listed(event.publishers) or 'unknown publishers'}",
    )
    first = f", the first on {event.first_report.isoformat()}" if event.first_report else ""
    yield "independent", f"{words.count(event.independent_publishers, 'outlet')} after syndication{first}"
    grade = "confirmed by independent origins" if event.credibility == 1 else "cannot be judged"
    contradicted = ", contradicted" if event.contradicted else ""
    yield "credibility", f"{event.credibility} of 1 to 6, {grade}{contradicted}"
    for name, values in (
        ("origins", event.origins), ("affirmed by", event.affirmed_by), ("denied by", event.denied_by),
    ):  # fmt: skip
        if values:
            yield name, clean(", ".join(values))
    if len(event.history) > 1:
        stages = (f"{stage.status} in reports of {stage.date or 'no date'}" for stage in event.history)
        yield "status over time", ", then ".join(stages)
    for name in ("killed", "injured"):
        if (value := getattr(event, name)) is not None:
            yield name, str(value)
    for conflict in event.conflicts:
        said = ", ".join(f"{value} ({words.count(number, 'origin')})" for value, number in conflict.values)
        yield f"disagreement on {conflict.field}", clean(said)
    if event.thread:
        yield "thread", event.thread


def merged_lines(event: MergedEvent) -> str:
    """The same as plain text, one "name: value" a line."""
    head = f"merged event: {event.id}"
    return "\n".join([head, *(f"{name}: {value}" for name, value in merged_facts(event))])


def facts(event: Event, document: Document) -> Iterator[tuple[str, str]]:
    """(name, value) of all fields and reasons, in the order in which a reader asks for them."""
    verdict = event.verdict
    mode = f" ({words.plain_words(event.mode)})" if event.mode else ""
    yield "what", f"{words.type_label(event.event_type)}{mode}, {event.event_type}, CAMEO {event.cameo or 'unknown'}"
    yield "class", f"{event.quad_class}; PLOVER {number(event.plover_score)}, Goldstein {number(event.goldstein)}"
    if event.contexts:
        yield "contexts", ", ".join(event.contexts)
    yield "trigger", quoted(document, *event.trigger)
    for name, entities in (("actor", event.actors), ("recipient", event.recipients)):
        for entity in entities:
            yield name, entity_line(entity)
    if event.place:
        place = event.place
        size = f", within {place.radius_km:g} km" if place.radius_km else ""
        yield "place", clean(f"“{place.text}” is {place.name} ({place.feature}, {place.country}){size}; {place.why}")
    if event.time:
        meant = words.when(event.time, document.date)
        yield "time", clean(f"“{event.time.text}” is {meant.text} ({event.time.precision}); {event.time.why}")
    past = ", historical" if event.historical else ""
    disputed = ", disputed" if verdict.disputed else ""
    word, note = words.STATUS_WORDS.get(verdict.status, (verdict.status, ""))
    yield "status", f"{verdict.status}{past}{disputed}: {word}, {note}"
    yield (
        "certainty",
        f"{verdict.certainty}{verdict.polarity}, {verdict.score:+.1f} of 3, basis {verdict.basis or 'none'}",
    )
    for claim in verdict.claims:
        yield "claim", claim_line(claim, document)
    for step in verdict.why:
        yield "step", clean(step)
    for rule in event.why:
        yield "rule", clean(rule)
    yield "confidence", f"{event.confidence:.2f}"
    if event.secondary:
        yield "secondary", "only spoken of; in no count by default"
    if event.linked:
        yield "linked to", ", ".join(event.linked)


def number(value: float | None) -> str:
    """ "+2.5"; "unknown" for None."""
    return "unknown" if value is None else f"{value:+.1f}"


def quoted(document: Document, start: int, end: int) -> str:
    """ "“met” (characters 12 to 15)"."""
    return f"“{clean(document.text[start:end])}” (characters {start} to {end})"


def entity_line(entity: Entity) -> str:
    """Whom a span stands for, and why."""
    codes = " ".join(filter(None, (entity.country, *entity.sectors))) or "no country"
    why = f"; {entity.why}" if entity.why else ""
    return clean(f"“{entity.text}” is {entity.name} ({codes}){why}")


def claim_line(claim: Claim, document: Document) -> str:
    """Who says so, in which words, how sure, through whom, on whose side."""
    said = [claim.certainty]
    if claim.probability_phrase:
        band = f", {claim.icd203[0]:.0%} to {claim.icd203[1]:.0%} by ICD 203" if claim.icd203 else ""
        said.append(f"likelihood “{clean(claim.probability_phrase)}”{band}")
    if claim.confidence_phrase:
        said.append(f"{claim.stated_confidence} confidence, “{clean(claim.confidence_phrase)}”")
    graded = (claim.reliability, claim.credibility) != ("F", 6)
    grade = f"; reliability {claim.reliability}, credibility {claim.credibility}" if graded else ""
    if claim.speaker_kind == "AUTHOR":
        stance = words.STANCES.get(claim.stance, claim.stance)
        return f"the article itself {stance} ({'; '.join(said)}){grade}"
    cue = f" by “{clean(document.text[slice(*claim.cue)])}”" if claim.cue else ""
    kind = words.SPEAKERS.get(claim.speaker_kind, ("", claim.speaker_kind))[1]
    named = "named" if claim.named else "not named"
    stance = words.STANCES.get(claim.stance, claim.stance)
    chain = f"; chain {clean(' > '.join(claim.chain))}" if len(claim.chain) > 2 else ""
    who = f"{speaker_name(claim, document)} ({kind}, {named}, {claim.party})"
    return f"{who} {stance}{cue} ({'; '.join([*said, claim.form])}){chain}{grade}"


def _legend(event: Event) -> Text:
    """The kinds of spans in the sentence, each in its own style."""
    kinds = dict.fromkeys(mark.kind for mark in event_marks(event))
    return Text("  ").join(Text(kind, TERMINAL.get(kind, "")) for kind in kinds)
