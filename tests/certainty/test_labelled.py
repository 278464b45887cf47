"""Lines that name their speaker before a colon or behind a dash."""

from __future__ import annotations

import pytest

from detente.certainty.attribution import find_attributions, with_labels

pytestmark = pytest.mark.model


def labels(nlp, cues, text):
    """(speaker, cue, content) of what only a label gives to a speaker."""
    doc = nlp(text)
    told = find_attributions(doc, (), cues)
    found = [item for item in with_labels(doc, told, (), cues) if item not in told]
    return [tuple(text[slice(*spans[0])] for spans in (item.speaker, item.cue, item.content)) for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Premier: Bridge over the strait will close\n\nThe island's premier spoke on Monday.",
            ("Premier", ":", "Bridge over the strait will close"),
        ),
        (
            "Poll: Most islanders want the port to reopen\n\nThe figures came out on Monday.",
            ("Poll", ":", "Most islanders want the port to reopen"),
        ),
        (
            "Okafor: 'Nobody fired first'\n\nMaria Okafor commands the fleet.",
            ("Okafor", ":", "'Nobody fired first'"),
        ),
        (
            "A transcript was released.\n\nMaria Okafor: We left the harbour at dawn.\n",
            ("Maria Okafor", ":", "We left the harbour at dawn."),
        ),
        (
            "Readers wrote to us.\n\n“The port should have stayed open all winter.” ― Ana Moreno",
            ("Ana Moreno", "―", "“The port should have stayed open all winter.”"),
        ),
        (
            "Readers wrote to us.\n\n\"The port should have stayed open.\"\n\n- Ana Moreno, a pilot",
            ("Ana Moreno, a pilot", "-", '"The port should have stayed open."'),
        ),
        (
            "A transcript was released.\n\nMaria Okafor:\u00a0 We left the harbour at dawn.\n",
            ("Maria Okafor", ":", "We left the harbour at dawn."),
        ),
        (
            "Readers wrote to us.\n\n“They call our port “small” all the time.”―\u00a0Ana Moreno (Doln)",
            ("Ana Moreno (Doln)", "”―", "“They call our port “small” all the time."),
        ),
    ],
)  # fmt: skip
def test_labelled_lines_are_attributed(nlp, cues, text, expected):
    assert labels(nlp, cues, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The Latest: Talks on the strait resume",
        "Harbour strike: talks resume after a month",
        "Editor's note: This page has been changed since it was printed.",
        "The council listed three ports: Doln, Mareth and Quay.",
        "He left at 9:30 for the coast, and came back late.",
        "The ferry - a small one - left the port.",
        "Okafor: the captain who would be king\n\nMaria Okafor said that she would stay.",
        "'We will not leave the town' - Live Updates",
        '"We left at dawn."\n- Kyiv Oblast\n- Odesa Oblast',
        '"We left," she said, and he told us "no" - Ana Moreno',
        "John 3:16: we will go home one day",
        "Mayor: : we will close it",
        ":",
        "- ",
        "\n\n:\n",
    ],
)
def test_labels_that_are_no_speakers_are_left_alone(nlp, cues, text):
    assert labels(nlp, cues, text) == []


def test_speakers_who_are_told_of_are_not_doubled(nlp, cues):
    text = "Premier says: Bridge over the strait will close"
    assert labels(nlp, cues, text) == []
