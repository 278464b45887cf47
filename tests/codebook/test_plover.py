"""The packaged codebook: its invariants, type by type."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.codebook import Codebook, load_codebook
from detente.codebook.lint import lint
from detente.types import EVENT_TYPES

SHARED = Path(__file__).parents[2] / ".." / "shared"
FOLDER = Path(__file__).parents[2] / "detente" / "codebooks" / "plover"

QUADS = {
    "verbal cooperation": {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    "material cooperation": {"COOPERATE", "AID", "RETREAT"},
    "verbal conflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    "material conflict": {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook("plover")


def reference(name: str) -> dict[str, Any]:
    path = SHARED / "reference" / name
    if not path.is_file():
        pytest.skip(f"{path} is absent: the comparison with the published tables was NOT made")
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def test_plover_has_the_sixteen_types(book: Codebook) -> None:
    assert set(book.types) == set(EVENT_TYPES)


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_type_has_enough_triggers(book: Codebook, event_type: str) -> None:
    assert len(book.types[event_type].frames) >= 20


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_type_is_found_by_verbs_and_by_nouns(book: Codebook, event_type: str) -> None:
    assert {"verb", "noun"} <= {frame.kind for frame in book.types[event_type].frames}


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_trigger_has_its_own_example_and_near_miss(book: Codebook, event_type: str) -> None:
    frames = book.types[event_type].frames
    assert all(frame.example and frame.near_miss for frame in frames)
    assert not {frame.example for frame in frames} & {frame.near_miss for frame in frames}


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_scores_have_the_sign_of_the_quad_class(book: Codebook, event_type: str) -> None:
    kind = book.types[event_type]
    scores = [kind.plover_score, *(m.plover_score for m in kind.modes.values() if m.plover_score is not None)]
    assert all(-10 <= score <= 10 for score in scores)
    if "cooperation" in kind.quad_class:
        assert min(scores) > 0
    elif event_type != "REQUEST":  # a request for help scores above 0
        assert max(scores) < 0


@pytest.mark.parametrize(("quad_class", "types"), QUADS.items())
def test_quad_classes(book: Codebook, quad_class: str, types: set[str]) -> None:
    assert {name for name, kind in book.types.items() if kind.quad_class == quad_class} == types


@pytest.mark.parametrize("event_type", ["REQUEST", "AGREE"])
def test_speech_acts_embed(book: Codebook, event_type: str) -> None:
    assert all(frame.embeds for frame in book.types[event_type].frames)


@pytest.mark.parametrize("event_type", ["CONSULT", "COOPERATE", "AID", "RETREAT"])
def test_acts_do_not_embed(book: Codebook, event_type: str) -> None:
    assert not any(frame.embeds for frame in book.types[event_type].frames)


def test_visitors_act_and_hosts_receive(book: Codebook) -> None:
    frames = {frame.id: frame for frame in book.types["CONSULT"].frames}
    assert (frames["CONSULT.visit"].actor, frames["CONSULT.visit"].recipient) == (("subject",), ("object",))
    assert (frames["CONSULT.host"].actor, frames["CONSULT.host"].recipient) == (("object",), ("subject",))


def test_lint_finds_nothing_grave(book: Codebook) -> None:
    assert [str(issue) for issue in lint(book) if issue.level == "HIGH"] == []


@pytest.mark.parametrize(
    ("code", "event_type", "mode"),
    [
        ("042", "CONSULT", "visit"),
        ("057", "SUPPORT", None),
        ("055", "CONCEDE", None),
        ("085", "CONCEDE", None),
        ("0841", "RETREAT", "release"),
        ("023", "REQUEST", "assist"),
        ("163", "SANCTION", "discontinue"),
        ("116", "SANCTION", "convict"),
        ("195", "ASSAULT", "aerial"),
        ("1712", "ASSAULT", "destroy"),
        ("1722", "COERCE", "restrict"),
    ],
)
def test_crosswalk(book: Codebook, code: str, event_type: str, mode: str | None) -> None:
    (reading,) = book.crosswalk[code]
    assert (reading.event_type, reading.mode) == (event_type, mode)


def test_crosswalk_leads_only_to_what_exists(book: Codebook) -> None:
    for readings in book.crosswalk.values():
        for reading in readings:
            kind = book.types[reading.event_type]
            assert reading.mode is None or reading.mode in kind.modes, reading
            assert set(reading.contexts) <= set(book.contexts), reading


def test_crosswalk_lacks_only_statements(book: Codebook) -> None:
    assert {code[:2] for code in set(book.cameo_names) - set(book.crosswalk)} == {"01"}


def test_codes_of_modes_and_frames_lie_within_their_type(book: Codebook) -> None:
    """The first two digits of a code that a type uses are a CAMEO root that the crosswalk gives that type."""
    roots: dict[str, set[str]] = {}
    for code, readings in book.crosswalk.items():
        for reading in readings:
            roots.setdefault(reading.event_type, set()).add(code[:2])
    for event_type in ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"):
        kind = book.types[event_type]
        codes = {kind.cameo, *(mode.cameo for mode in kind.modes.values()), *(frame.cameo for frame in kind.frames)}
        codes |= {refinement.cameo for refinement in kind.refinements}
        outside = {code for code in codes if code and code[:2] not in roots[event_type]}
        assert not outside, (event_type, outside)


def test_every_code_has_a_goldstein_score(book: Codebook) -> None:
    assert set(book.goldstein) == set(book.cameo_names)
    assert all(-10 <= score <= 10 for score in book.goldstein.values())


def test_frames_use_known_contexts_only_once(book: Codebook) -> None:
    for kind in book.types.values():
        for frame in kind.frames:
            assert len(set(frame.contexts)) == len(frame.contexts)


def test_contexts_have_enough_cues(book: Codebook) -> None:
    assert {name: len(context.cues) for name, context in book.contexts.items() if len(context.cues) < 10} == {}


def test_silence_has_enough_cues_none_of_them_political(book: Codebook) -> None:
    topics = {topic: set(cues) for topic, cues in book.silence.items() if topic != "political"}
    assert len(topics) >= 14
    assert {topic: len(cues) for topic, cues in topics.items() if len(cues) < 36} == {}
    assert set().union(*topics.values()) & set(book.silence["political"]) == set()


def test_counts_are_those_of_the_provenance_file(book: Codebook) -> None:
    assertions = yaml.safe_load((FOLDER / "SOURCE.yaml").read_text("utf-8"))["assertions"]
    counts = {
        "event_types": len(book.types),
        "contexts": len(book.contexts),
        "cameo_codes": len(book.cameo_names),
        "silence_topics": len(book.silence) - 1,
    }
    for name, limits in assertions.items():
        assert limits["min"] <= counts[name] <= limits.get("max", 10**6), name


@pytest.mark.shared
def test_modes_and_scores_are_those_of_the_manual(book: Codebook) -> None:
    for entry in reference("plover.json")["types"]:
        kind = book.types[entry["type"]]
        assert {mode["mode"] for mode in entry["modes"]} == set(kind.modes), kind.id
        if kind.id != "ACCUSE":  # printed without its minus sign
            assert entry["score"] == kind.plover_score
        for mode in entry["modes"]:
            assert mode["score"] == kind.modes[mode["mode"]].plover_score, (kind.id, mode["mode"])


@pytest.mark.shared
def test_goldstein_scores_are_those_of_gdelt(book: Codebook) -> None:
    for entry in reference("cameo.json")["codes"]:
        if entry["goldstein_gdelt"] is not None:
            assert book.goldstein[entry["code"]] == entry["goldstein_gdelt"], entry["code"]


@pytest.mark.shared
def test_no_definition_is_copied_from_the_manual(book: Codebook) -> None:
    """No run of eight words of ours stands in the manual's definitions."""
    manual = " ".join(_words(json.dumps(reference("plover.json"))))
    for kind in book.types.values():
        for text in (
            kind.definition,
            *kind.includes,
            *kind.excludes,
            *(mode.definition for mode in kind.modes.values()),
        ):
            words = _words(text)
            for start in range(len(words) - 7):
                assert " ".join(words[start : start + 8]) not in manual, text


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())
