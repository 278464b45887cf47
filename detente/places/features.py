"""What speaks for and against a candidate span being a place: names of features, each present or absent."""

from __future__ import annotations

from detente.places import usage
from detente.places.candidates import Span, Words
from detente.places.cues import Cues
from detente.places.gazetteer import Gazetteer
from detente.places.records import FEATURES, INDEX_BITS, IS_ADJECTIVE, IS_ALIAS, IS_SHORT

_DASHES = {"-", "--", "–", "—", "("}


def features(words: Words, spans: list[Span], gazetteer: Gazetteer, cues: Cues) -> list[list[str]]:
    """One list of feature names a span, in the order of `spans`."""
    people = person_words(words, cues)
    lower_seen = {words.lower[i] for i in range(len(words.texts)) if words.texts[i].islower()}
    areas = {span.start: span for span in spans}
    ends = {span.end: span for span in spans}
    classes = {id(span): _classes(span, gazetteer) for span in spans}
    out = []
    for span in spans:
        names = ["bias", f"kind={span.kind}", *classes[id(span)]]
        names += _shape(words, span, lower_seen, people, cues)
        names += _model(words, span)
        names += _left(words, span, cues)
        names += _right(words, span, cues)
        names += _neighbours(words, span, areas, ends, classes)
        names += _combined(names)
        out.append(names)
    return out


def _combined(names: list[str]) -> list[str]:
    """Pairs of features that mean more together: a well-known name that is nothing else."""
    have = set(names)
    doubt = have & {
        "person-word",
        "first-name",
        "seen-lower",
        "common-noun",
        "left=first-name",
        "left=title",
        "left=capital",
    }
    known = have & {"gaz=country", "rank=2", "rank=3", "town=5", "town=6", "town=7"}
    out = []
    if known and not doubt:
        label = next((n for n in names if n.startswith("model=") and ":" not in n), "model=none")
        out += ["well-known", f"well-known+{label}"]
    if known and "right=Capital" in have:
        out.append("well-known+Capital")
    return out


def person_words(words: Words, cues: Cues) -> frozenset[str]:
    """Lower-case words that name people somewhere in the document: "Blair" of "Mayor Chuck Blair"."""
    out = set()
    for start, end, label in words.spans:
        if label == "PERSON" and end - start > 1 and words.lower[start] in cues.first_names:
            out.add(words.lower[end - 1])
    for i in range(1, len(words.texts)):
        if words.is_name[i] and words.is_name[i - 1]:
            before = words.lower[i - 1]
            if (
                before in cues.first_names
                or (before in cues.titles and before.endswith("."))
                or before in ("mr", "mrs", "ms")
            ):
                out.add(words.lower[i])
    return frozenset(out)


def _classes(span: Span, gazetteer: Gazetteer) -> list[str]:
    """What the gazetteer knows under this name."""
    if not len(span.rows):
        return ["gaz=none"]
    if len(span.rows) == 1:
        return _one_class(span, gazetteer)
    index = span.rows & INDEX_BITS
    rows = gazetteer.places[index]
    plain = (span.rows & (IS_ADJECTIVE | IS_SHORT)) == 0
    out = {f"gaz={FEATURES[f]}" for f in rows["feature"][plain].tolist()}
    if not plain.all():
        out.add("gaz=adjective" if (span.rows & IS_ADJECTIVE).any() else "gaz=short")
    if not len(rows["feature"][plain]):
        out.add("gaz=only-adjective" if (span.rows & IS_ADJECTIVE).any() else "gaz=only-short")
    elif ((span.rows[plain] & IS_ALIAS) > 0).all():
        out.add("gaz=alias")
    towns = rows["population"][(rows["feature"] == 3) & plain]
    if len(towns):
        out.add(f"town={int(towns.max())}")
    if rows["rank"].max() >= 2:
        out.add(f"rank={int(rows['rank'].max())}")
    out.add(f"many={min(4, len(rows) // 4)}")
    if span.core:
        out.add("core")
    return sorted(out)


def _one_class(span: Span, gazetteer: Gazetteer) -> list[str]:
    """The same for the commonest case, without array arithmetic."""
    posting = int(span.rows[0])
    row = gazetteer.places[posting & INDEX_BITS]
    feature = FEATURES[row["feature"]]
    out = ["many=0"]
    if posting & (IS_ADJECTIVE | IS_SHORT):
        kind = "adjective" if posting & IS_ADJECTIVE else "short"
        out += [f"gaz={kind}", f"gaz=only-{kind}"]
    else:
        out.append(f"gaz={feature}")
        if posting & IS_ALIAS:
            out.append("gaz=alias")
        if feature == "city":
            out.append(f"town={int(row['population'])}")
    if row["rank"] >= 2:
        out.append(f"rank={int(row['rank'])}")
    return [*out, "core"] if span.core else out


def _shape(words: Words, span: Span, lower_seen: set[str], people: frozenset[str], cues: Cues) -> list[str]:
    """The span's own words."""
    out = [f"length={min(3, span.end - span.start)}"]
    if span.end - span.start == 1:
        out += usage.load().get(words.lower[span.start], ("usage=none",))
    first, last = words.lower[span.start], words.lower[span.end - 1]
    text = words.texts[span.start]
    if text.isupper() and len(text) > 3:
        out.append("capitals")
    if words.starts[span.start]:
        out.append("sentence-start")
    if span.end - span.start == 1:
        if first in lower_seen:
            out.append("seen-lower")
        if first in cues.first_names:
            out.append("first-name")
        if first in people:
            out.append("person-word")
        if len(first) <= 3:
            out.append("tiny")
        if first in cues.streets or first in cues.facilities or first in cues.areas or first in cues.institutions:
            out.append("common-noun")
        if first in cues.directions:
            out.append("direction")
    else:
        if last in people and first in cues.first_names:
            out.append("person-name")
        if first in cues.directions:
            out.append("starts-direction")
    for group in ("waters", "heights", "areas", "facilities"):
        if last in getattr(cues, group):
            out.append(f"last={group}")
    if span.kind == "typed":
        out.append(f"typed={last}")
    return out


def _model(words: Words, span: Span) -> list[str]:
    """spaCy's own opinion."""
    labels = {words.labels[i] for i in range(span.start, span.end)} - {""}
    if not labels:
        return ["model=none"]
    if len(labels) > 1:
        return ["model=mixed"]
    label = labels.pop()
    label = label if label in ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP") else "other"
    number = next(words.ents[i] for i in range(span.start, span.end) if words.ents[i] >= 0)
    start, end, _ = words.spans[number]
    out = [f"model={label}"]
    if start < span.start:
        before = words.lower[start] == "the" and start + 1 == span.start
        out.append(f"model={label}:{'exact' if before and end == span.end else 'behind'}")
    if end > span.end:
        out.append(f"model={label}:front")
    if start >= span.start and end <= span.end:
        out.append(f"model={label}:exact")
    return out


def _left(words: Words, span: Span, cues: Cues) -> list[str]:
    """The word before."""
    i = span.start - 1
    while i >= 0 and words.is_space[i]:
        i -= 1
    if i < 0:
        return ["left=edge"]
    word = words.lower[i]
    out = []
    if word in cues.prepositions or word in (",", "(", "the", "'s", "’s", '"', ".", "-", "--", "—", "–", ";", ":", "/"):
        out.append(f"left={word}")
        if word == "of" and i and words.is_name[i - 1]:
            out.append("left=of+Capital")
        if word == "the" and i:
            out.append(f"left=the+{'locative' if words.lower[i - 1] in cues.locative else 'other'}")
    elif word in cues.taking and not words.is_name[i]:
        out.append("left=taking")
    elif word in cues.directions:
        out.append("left=direction")
    elif word in cues.first_names and words.is_name[i]:
        out.append("left=first-name")
    elif word in cues.titles:
        out.append("left=title" if words.is_name[i] else "left=role")
    elif words.is_name[i]:
        out.append("left=initial" if len(word) == 2 and word.endswith(".") else "left=capital")
    elif words.texts[i].isdigit():
        out.append("left=number")
    else:
        out.append("left=other")
    return out


def _right(words: Words, span: Span, cues: Cues) -> list[str]:
    """The word behind."""
    i = span.end
    while i < len(words.texts) and words.is_space[i]:
        i += 1
    if i >= len(words.texts):
        return ["right=edge"]
    word = words.lower[i]
    shape = "Capital" if words.is_name[i] else "lower"
    out = []
    for group in ("institutions", "companies", "areas", "facilities", "streets", "titles", "waters"):
        if word in getattr(cues, group):
            out.append(f"right={group}:{shape}")
    if word in cues.institutions:
        out.append(f"right={word}:{shape}")
    if word in cues.newspapers and words.is_name[i]:
        out.append("right=newspaper")
    if word in cues.speech:
        out.append("right=speech")
    if word in (
        ",",
        ".",
        ")",
        "(",
        "'s",
        "’s",
        "and",
        "-",
        "--",
        "—",
        "–",
        "to",
        "in",
        "or",
        "for",
        "is",
        "was",
        ":",
        "/",
    ):
        out.append(f"right={word}")
        if word == "-" and i + 1 < len(words.texts):
            after = words.lower[i + 1]
            out.append(
                f"right=-{after}" if after in ("based", "born", "area", "bound", "backed", "led") else "right=-x"
            )
        if word == "," and i + 1 < len(words.texts) and words.texts[i + 1].isdigit():
            out.append("right=age")
    elif not out:
        out.append(f"right={shape}")
    if word in _DASHES and (
        span.start == 0 or words.starts[span.start] or (span.start > 2 and words.lower[span.start - 2] in ".")
    ):
        out.append("dateline")
    return out


def _neighbours(
    words: Words, span: Span, starts: dict[int, Span], ends: dict[int, Span], classes: dict[int, list[str]]
) -> list[str]:
    """Another candidate beside this one: "Paris, Texas", "Texas and Oklahoma"."""
    out = []
    i = span.end
    if i < len(words.texts) and words.lower[i] in (",", "and", "or", "(") and i + 1 < len(words.texts):
        other = starts.get(i + 1)
        if other is not None:
            big = any(c in ("gaz=admin1", "gaz=country", "gaz=short") for c in classes[id(other)])
            out.append(f"next{words.lower[i]}{'big' if big else 'place'}")
    i = span.start - 1
    if i > 0 and words.lower[i] in (",", "and", "or", "("):
        other = ends.get(i)
        if other is not None:
            town = any(c in ("gaz=city", "gaz=admin2") for c in classes[id(other)])
            out.append(f"before{words.lower[i]}{'town' if town else 'place'}")
    return out
