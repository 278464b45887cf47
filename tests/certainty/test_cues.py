"""Reading and indexing the cue lists, and what the shipped ones promise."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise

import pytest
import yaml

from detente.certainty.cues import Cues, cue_class, read_weights
from detente.errors import ConfigError

from .build import OPERATORS, PREDICATES

DATA = resources.files("detente.certainty").joinpath("data")
TABLES = yaml.safe_load(DATA.joinpath("SOURCE.yaml").read_text("utf-8"))["tables"]


def read(name):
    return yaml.safe_load(DATA.joinpath(name).read_text("utf-8"))


def changed(tables, **fields):
    return {"groups": [{**tables["groups"][0], **fields}]}


def test_cues_predicate_takes_the_first_frame_that_fits():
    cues = Cues.of(PREDICATES, OPERATORS)
    assert cues.predicate("verb", "deny", "to", "that").id == "t-deny"
    assert cues.predicate("verb", "deny", "to") is None


def test_cues_unknown_effect_is_refused():
    with pytest.raises(ConfigError, match=r"E041.*maybe"):
        Cues.of(changed(PREDICATES, holds="maybe"), OPERATORS)


def test_cues_unknown_place_is_refused():
    with pytest.raises(ConfigError, match=r"E041.*nowhere"):
        Cues.of(PREDICATES, changed(OPERATORS, place="nowhere"))


def test_cues_truth_value_among_lemmas_is_refused():
    with pytest.raises(ConfigError, match="quote"):
        Cues.of(changed(PREDICATES, lemmas=["true", True]), OPERATORS)


def test_cues_marks_within_a_word_are_refused():
    with pytest.raises(ConfigError, match="quoted"):
        Cues.of(changed(PREDICATES, lemmas=['put "off"']), OPERATORS)


@pytest.mark.parametrize(
    ("lemmas", "kind"),
    [("have also call for", "speech"), ("be confident that", "attitude"), ("accord to", "speech"), ("reportedly", "speech"),
     ("decline to comment", "speech"), ("hope", "attitude"), ("bake", "other")],
)  # fmt: skip
def test_cue_class_by_the_kind_of_its_groups(lemmas, kind):
    assert cue_class(lemmas.split(), Cues.load()) == kind


def test_cues_without_weights_propose_only_listed_speech():
    cues = Cues.of(PREDICATES, OPERATORS)
    assert cues.attribution("say", "ccomp") > 0 > cues.attribution("bake", "ccomp")


def test_cues_weights_are_read_by_last_tab():
    assert read_weights("feature\tweight\na|b\t-1.5\n") == {"a|b": -1.5}


def test_data_every_file_is_recorded_and_there():
    stored = {path.name for path in DATA.iterdir()} - {"SOURCE.yaml"}
    assert stored == {table["file"] for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=[table["file"] for table in TABLES])
def test_data_holds_what_its_record_asserts(table):
    limits = table["assertions"]
    if "rows_min" in limits:
        assert len(DATA.joinpath(table["file"]).read_text("utf-8").splitlines()) > limits["rows_min"]
        return
    found = read(table["file"])
    groups = next((found[key] for key in ("groups", "bands", "kinds") if key in found), None)
    lists = (
        [words for group in groups for key, words in group.items() if key in ("lemmas", "phrases", "head", "within")]
        if groups
        else list(found.values())
    )
    assert len(groups or found) >= limits["groups_min"]
    assert len({word for words in lists for word in words}) >= limits["lemmas_min"]


@pytest.mark.parametrize("name", ["predicates", "operators"])
def test_data_group_ids_are_unique_and_have_an_example(name):
    groups = read(f"{name}.yaml")["groups"]
    assert len({group["id"] for group in groups}) == len(groups)
    assert [group["id"] for group in groups if not group.get("example")] == []


def test_data_bands_are_ordered_and_do_not_overlap():
    bands = read("probability.yaml")["bands"]
    edges = [(band["low"], band["high"]) for band in bands]
    assert all(low < high for low, high in edges)
    assert all(high <= low for (_, high), (low, _) in pairwise(edges))
