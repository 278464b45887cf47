"""Which matches are times at all: "May" the month and not the verb, 2015 the year and not a number of men."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from detente.times.grammar import Match
from detente.times.tense import side
from detente.times.words import Words
from detente.whole import text_of

_MONTH_CONTEXT = re.compile(
    r"(?i)\b(?:in|since|until|till|during|through|throughout|around|for|late|early|mid|of|and|between)[\s-]+$"
)
_WEAK_CONTEXT = re.compile(r"(?i)\b(?:for|of|and|around)[\s-]+$")
_YEAR_CONTEXT = re.compile(
    r"(?i)(?:\b(?:in|since|by|until|till|during|of|from|before|after|through|throughout|circa|between|around|to|the|year|for)\s+(?:about\s+)?"
    r"|\b(?:1[4-9]|20)\d\d(?:,|,?\s+and|\s+to|\s*[-–/])\s*|[('‘]|['’]s\s+)$"
)
_RANGE_BEFORE = re.compile(r"(?i)(?:\b(?:from|between)\s+\S+(?:\s+\S+)?|\b(?:1[4-9]|20)\d\d)\s+to\s+$")
_NUMBERED = re.compile(r"(?i)\b(?:resolutions?|no\.?|number|article|flight|room|route|unit|brigade|regiment|law)\s+$")
_ERA_CONTEXT = re.compile(
    r"(?i)\b(?:during|since|after|before|until|till|following|in|throughout|from|prior\s+to|amid|at)(?:\s+(?:the|end\s+of|wake\s+of|the\s+end\s+of))*\s*$"
)
_FIRST_IN = re.compile(
    r"(?i)\b(?:first|second|third|fourth|fifth|sixth|last|latest|only|once|worst|biggest|largest|deadliest|highest|lowest|best|such)\b[^.;]*$"
)


def accept(match: Match, doc: Doc, words: Words) -> bool:
    """Whether the match is a time in this text, not a name, a number or a duration."""
    check = _CHECKS.get(match.kind)
    return check is None or check(match, doc, words)


def span_of(match: Match, doc: Doc) -> Span | None:
    """The tokens of a match; None where the text has none there."""
    return doc.char_span(match.start, match.end, alignment_mode="expand")


def _before(match: Match, doc: Doc, width: int = 40) -> str:
    return text_of(doc)[max(0, match.start - width) : match.start]


def _after(match: Match, doc: Doc) -> str:
    return text_of(doc)[match.end : match.end + 40]


def _month(match: Match, doc: Doc, words: Words) -> bool:
    if match.get("year") or match.get("relyear") or match.get("relation"):
        return True
    name = match.get("month").rstrip(".")
    before = _before(match, doc)
    if match.get("slice"):
        return True
    full = len(name) > 4 or name in ("may", "june", "july")
    if full and name not in words.ambiguous_months:
        return True
    if re.match(r"['’]s?\s", _after(match, doc)) and name == "may":
        return False
    span = span_of(match, doc)
    dated = span is not None and any(token.ent_type_ == "DATE" for token in span)
    if _MONTH_CONTEXT.search(before) and not _WEAK_CONTEXT.search(before):
        return True
    return dated and span is not None and span[0].tag_ in ("NNP", "NN", "NNPS", "")


def _date(match: Match, doc: Doc, _words: Words) -> bool:
    # "12 May" but not "the 2 may ...": the pattern asks for a capital; a verb after a number is not one
    return match.get("month") != "may" or not re.match(r"\s+(?:be|have|not)\b", _after(match, doc))


def _weekday(match: Match, doc: Doc, words: Words) -> bool:
    before = re.search(r"(\w+)\s+$", _before(match, doc))
    after = re.match(r"\s+(\w+)", _after(match, doc))
    if before and before.group(1).lower() in words.names_before_weekday:
        return False
    return not (after and after.group(1).lower() in words.names_after_weekday)


def _year(match: Match, doc: Doc, _words: Words) -> bool:
    span = span_of(match, doc)
    if span is None:
        return False
    whole = text_of(doc)[match.start : match.end]
    before = _before(match, doc)
    if not match.get("slice") and not whole.lower().startswith("the"):
        if not _YEAR_CONTEXT.search(before) or _NUMBERED.search(before):
            return False
        if re.match(r"(?i)\s+(?:gmt|hours|hrs|local\s+time|utc|est)\b", _after(match, doc)):
            return False
        if re.search(r"(?i)\bto\s+$", before) and not _RANGE_BEFORE.search(before):
            return False
        if re.search(r"(?i)\bfor\s+$", before) and re.match(r"\s+\w", _after(match, doc)):
            return False
    return not _counts(match, doc, span)


def _counts(match: Match, doc: Doc, span: Span) -> bool:
    """The number counts the plural noun after it: "in 2000 villages"."""
    following = doc[span.end] if span.end < len(doc) else None
    if following is None or not re.match(r"[ \t]+[a-z]", _after(match, doc)):
        return False
    token = following
    while token.tag_ in ("JJ", "NN", "VBN") and token.i + 1 < len(doc) and token.dep_ in ("amod", "compound"):
        token = token.nbor()
    plural = token.tag_ == "NNS" and span[-1].dep_ in ("nummod", "compound", "amod", "nmod", "")
    the = text_of(doc)[match.start : match.end].lower().startswith("the")
    return plural and (not the or match.get("year").endswith("00"))


def _era(match: Match, doc: Doc, _words: Words) -> bool:
    if not _ERA_CONTEXT.search(_before(match, doc)):
        return False
    span = span_of(match, doc)
    return span is None or span.root.dep_ not in ("compound", "amod", "nmod", "poss")


def _ahead(match: Match, doc: Doc, words: Words) -> bool:
    """ "in two weeks" is a time only ahead of us; else it is how long something took."""
    if match.get("sure"):
        return True
    if _FIRST_IN.search(_before(match, doc, 100)):
        return False
    return side(doc, match.start, match.end, words) == "future"


def _stretch(match: Match, doc: Doc, words: Words) -> bool:
    if match.get("unit") in words.habits:
        return True
    return side(doc, match.start, match.end, words) in ("perfect", "present")


def _is_result(match: Match, doc: Doc, words: Words) -> bool:
    """ "has been barred for eight years": how long the bar will hold."""
    span = span_of(match, doc)
    token = span.root if span is not None else None
    for _ in range(6):
        if token is None or token.head == token:
            break
        token = token.head
        if token.pos_ == "VERB":
            break
    return token is not None and token.lemma_.lower() in words.result_verbs


def _lasting(match: Match, doc: Doc, words: Words) -> bool:
    """ "has ruled for 20 years" says since when; "ruled for 20 years" and "will last for two days" do not."""
    if _is_result(match, doc, words):
        return False
    return side(doc, match.start, match.end, words) == "perfect" or (
        match.get("unit") in ("year", "decade") and text_of(doc)[match.start : match.end].lower().startswith("spanning")
    )


def _window(match: Match, _doc: Doc, _words: Words) -> bool:
    """ "over the past week", but not "the last day" or "the next year" alone."""
    if match.get("way") in ("preceding", "previous") and not match.get("count"):
        return False
    if match.get("way") == "next" and not match.get("prep") and not match.get("count"):
        return False
    if match.get("count") or match.get("way") in ("past", "coming"):
        return True
    return bool(match.get("prep")) and match.get("unit") not in ("day", "hour", "minute")


def _moved(match: Match, doc: Doc, _words: Words) -> bool:
    return not re.match(r"\s+than\b", _after(match, doc))


def _next_to(match: Match, doc: Doc, _words: Words) -> bool:
    """ "that day", but not "said that day after day they ..."."""
    if not match.get("unit3"):
        return True
    span = span_of(match, doc)
    return span is None or span[0].tag_ in ("DT", "")


def _unit(match: Match, _doc: Doc, _words: Words) -> bool:
    """ "last week", but not "the envoy's last day"."""
    return not (match.get("relation") in ("last", "next") and match.get("unit") in ("day", "hour", "minute"))


def _holiday(match: Match, doc: Doc, _words: Words) -> bool:
    """ "at Christmas", but not "a happy Christmas"."""
    if match.get("holiday") != "christmas" or match.get("year"):
        return True
    return bool(re.search(r"(?i)\b(?:at|over|before|after|since|by|until|last|next|this)\s+$", _before(match, doc)))


def _deictic(match: Match, doc: Doc, _words: Words) -> bool:
    """ "today", but not the programme ("told Today")."""
    name = text_of(doc)[match.start].isupper() and bool(re.search(r"\w +$", _before(match, doc)))
    return not (match.get("word") == "today" and name)


_CHECKS = {
    "month": _month,
    "date": _date,
    "weekday": _weekday,
    "year": _year,
    "era": _era,
    "ahead": _ahead,
    "stretch": _stretch,
    "lasting": _lasting,
    "unit": _unit,
    "window": _window,
    "moved": _moved,
    "next_to": _next_to,
    "holiday": _holiday,
    "deictic": _deictic,
}
