"""Where nobody else stands behind an event, and headlines that name their source at the end; all others: golden/sources.yaml."""

from __future__ import annotations

import pytest

from tests.certainty.marked import verdict_on

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "marked",
    [
        "“It is over,” the general said, and [left] the hall.",
        "In the report, the ministry [condemned] the raid.",
        "It is not clear whether the envoy [left].",
        "Under the [agreement], the rebels must leave.",
        "The capital [fell] in a day, and per capita income halved.",
    ],
)
def test_source_where_nobody_else_stands_behind_it(marked, nlp, cues):
    assert verdict_on(marked, nlp, cues).claims[0].speaker_kind == "AUTHOR"


def test_source_of_a_headline_stands_at_its_end(nlp, cues):
    from detente.certainty.attribution import find_attributions
    from detente.certainty.carried import carried

    doc = nlp("Army killed 12 farmers: officials")
    found = carried(doc, find_attributions(doc, (), cues), (), cues)
    assert [(item.speaker_kind, item.named) for item in found] == [("OFFICIAL", False)]
    doc = nlp("Police arrest two men: brothers")
    assert carried(doc, find_attributions(doc, (), cues), (), cues) == ()
