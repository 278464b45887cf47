"""Which time belongs to which event: by syntax first, and nothing where syntax does not say.

A time hangs on a word: "signed on [Monday]", "[Monday]'s raid", "the [2015] accord". The event has it if that word is
its trigger, or a word that tells of the same happening: a light verb ("held talks on Monday"), a coordinated verb, a
participle ("bombed the town on Monday, killing five"). A reporting clause keeps its own time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from detente.times import intervals as iv
from detente.times import words
from detente.times.hang import counts_from, in_dateline, is_verb, owner_of
from detente.times.intervals import PRECISIONS
from detente.times.share import goes_on, rank_for_noun, rank_for_verb, says_where
from detente.times.words import Words
from detente.types import Candidate, TimeSpan
from detente.whole import text_of

_OPENERS = ("since", "until", "till", "before", "after", "by", "from")


def attach_time(doc: Doc, candidate: Candidate, times: tuple[TimeSpan, ...]) -> TimeSpan | None:
    """The time at which the candidate event happened; None where nothing says when.

    Args:
        doc: parsed.
        candidate: the event; its trigger and sentence count.
        times: of the document, from `find_times`.
    """
    span = doc.char_span(*candidate.trigger, alignment_mode="expand")
    if span is None or not times or not doc.has_annotation("DEP"):
        return None
    table = words.load()
    trigger = span.root
    low, high = candidate.sentence
    here = [(time, found) for time in times if low <= time.start < high and (found := _span(doc, time)) is not None]
    here = [(time, found) for time, found in here if not in_dateline(doc, found)]
    ranked = [(rank, time) for time, found in here if (rank := _rank(trigger, found, table)) is not None]
    ranked = [(rank, time) for rank, time in ranked if not _before_governor(trigger, time, here, table)]
    if ranked:
        best = min(ranked, key=lambda pair: (pair[0], PRECISIONS.index(pair[1].precision), _far(pair[1], trigger)))[1]
        return _with_next_day(doc, best, here)
    told = _told_by_when(doc, trigger, here)
    if told is not None or here:
        return told
    return _from_previous(doc, trigger, low, times, table)


def _span(doc: Doc, time: TimeSpan) -> Span | None:
    return doc.char_span(time.start, time.end, alignment_mode="expand")


def _far(time: TimeSpan, trigger: Token) -> int:
    return abs(time.start - int(trigger.idx))


def _rank(trigger: Token, span: Span, table: Words) -> int | None:
    """How directly the time belongs to the trigger: 0 its own, 1 through a light verb, 2 shared; None = not."""
    if _inside_expression(trigger, span):
        return 0
    if counts_from(span):
        return None
    owner, through_noun = owner_of(span, trigger, table)
    if owner is None:
        return None
    if owner == trigger:
        return 0
    if through_noun is not None and through_noun == trigger:
        return 0
    if is_verb(trigger):
        return rank_for_verb(trigger, owner, span, table)
    return rank_for_noun(trigger, owner, table)


def _inside_expression(trigger: Token, span: Span) -> bool:
    """ "a long history of [cooperation]": the expression governs the trigger."""
    if is_verb(trigger):
        return False  # "in 2019, when he [met] ...": see _told_by_when
    head = trigger.head
    while head.dep_ in ("prep", "pobj", "compound", "amod", "conj") and head.i >= span.end:
        head = head.head
    return span.start <= head.i < span.end and head != trigger and trigger.i >= span.end


def _before_governor(trigger: Token, time: TimeSpan, here: list[tuple[TimeSpan, Span]], table: Words) -> bool:
    """What is voted for or promised on Friday did not happen last month: an infinitive is not before its governor."""
    governor = trigger.head
    if not any(child.tag_ == "TO" for child in trigger.children) or not is_verb(governor) or time.to_date is None:
        return False
    own = [other for other, span in here if owner_of(span, governor, table)[0] == governor]
    return any(other.from_date is not None and time.to_date < other.from_date for other in own)


def _with_next_day(doc: Doc, time: TimeSpan, here: list[tuple[TimeSpan, Span]]) -> TimeSpan:
    """ "on Tuesday and Wednesday": both days."""
    for other, _ in here:
        joined = other.start > time.end and text_of(doc)[time.end : other.start].strip(" ,") in ("and", "and on")
        if not joined or time.precision != "day" or other.precision != "day" or not time.to_date or not other.from_date:
            continue
        # Printed on a Wednesday, "will visit on Tuesday and Wednesday" means that of next week too.
        if (other.from_date - time.to_date).days in (1, -6):
            text, last = text_of(doc)[time.start : other.end], time.to_date + dt.timedelta(days=1)
            return replace(time, end=other.end, text=text, to_date=last, why=f"{time.why}, and next day")
    return time


def _told_by_when(doc: Doc, trigger: Token, here: list[tuple[TimeSpan, Span]]) -> TimeSpan | None:
    """The time that a relative clause tells of: "since [2019], when he met the president" dates the meeting."""
    verb = trigger
    while verb.dep_ == "conj" and is_verb(verb.head) and not _has_subject(verb):
        verb = verb.head
    if verb.dep_ not in ("relcl", "advcl"):
        return None
    first = min(verb.subtree, key=lambda token: token.i)
    if first.lower_ != "when" and doc[first.i : first.i + 2].text.lower() not in ("in which", "during which"):
        return None
    for time, span in here:
        between = doc[span.end : first.i]
        if span.end <= first.i and all(token.text == "," for token in between) and len(between) <= 1:
            return _closed(time)
    return None


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _closed(time: TimeSpan) -> TimeSpan | None:
    """The time without the word that opens it: "2019" for "since 2019"; None where it cannot be told apart."""
    opener, _, rest = time.text.partition(" ")
    if opener.lower() not in _OPENERS or (time.from_date and time.to_date):
        return time
    one = dt.timedelta(days=1)
    edge = {"after": time.from_date and time.from_date - one, "before": time.to_date and time.to_date + one}.get(
        opener.lower(), time.from_date or time.to_date
    )
    if edge is None or time.precision == "vague":
        return None
    whole = iv.unit_of(edge, time.precision, time.why.removeprefix(f"{opener.lower()} "))
    return TimeSpan(time.end - len(rest), time.end, rest, whole.start, whole.end, time.precision, whole.why)


def _from_previous(doc: Doc, trigger: Token, low: int, times: tuple[TimeSpan, ...], table: Words) -> TimeSpan | None:
    """The time of the sentence before, where a narrative goes on: "He arrived on Monday. He met ..."."""
    if trigger.dep_ != "ROOT" or trigger.tag_ != "VBD" or any(child.dep_ == "aux" for child in trigger.children):
        return None
    if not goes_on(trigger, table):
        return None
    sentence = trigger.sent
    if sentence.start == 0:
        return None
    previous = doc[sentence.start - 1].sent
    earlier = [time for time in times if previous.start_char <= time.start < min(low, previous.end_char)]
    if len(earlier) != 1 or earlier[0].precision != "day":
        return None
    root = previous.root
    lemma = root.lemma_.lower()
    if not is_verb(root) or root.tag_ != "VBD" or (lemma in table.no_share_verbs and lemma not in table.gather_verbs):
        return None
    if trigger.lemma_.lower() in table.no_share_verbs and not (
        lemma in table.gather_verbs and says_where(trigger, table)
    ):
        return None
    span = _span(doc, earlier[0])
    return earlier[0] if span is not None and owner_of(span, root, table)[0] == root else None
