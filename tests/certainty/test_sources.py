"""Sources beside a clause, nested speakers, open questions and kinds of speaker, in our own sentences."""

from __future__ import annotations

import pytest

from tests.certainty.marked import unmarked, verdict_on

pytestmark = pytest.mark.model

#: (marked text, status, speaker, kind)
ROWS = [
    ("Under the new statute, owners must [sell] within a year.", "PLANNED", "the new statute", "DOCUMENT_DATA"),
    ("In drone footage, two trucks [cross] the bridge.", "REPORTED", "drone footage", "IMAGERY_SENSOR"),
    ("On the tape, a guard [strikes] the prisoner.", "REPORTED", "the tape", "IMAGERY_SENSOR"),
    ("Per the indictment, the brothers [shipped] rifles.", "REPORTED", "the indictment", "DOCUMENT_DATA"),
    ("By several accounts, the guards [fired] first.", "REPORTED", "", "UNSPECIFIED"),
    ("Legend has it that the abbot [poisoned] the count.", "REPORTED", "", "UNSPECIFIED"),
    ("The bishop had heard that gunmen [abducted] the priests.", "REPORTED", "", "UNSPECIFIED"),
    ("Word came from the south that the garrison had [mutinied].", "REPORTED", "", "UNSPECIFIED"),
    ("It is claimed that agents [poisoned] the well.", "REPORTED", "", "UNSPECIFIED"),
    ("The inquiry heard from a stoker that he had [sealed] the hatch.", "REPORTED", "a stoker", "PRIVATE_PERSON"),
    ("As the Evening Chronicle tells it, the duke [burned] his letters.", "REPORTED", "the Evening Chronicle", "MEDIA"),
    (
        "The soldiers came at dawn, a goatherd said, and [drove] off the flock.",
        "REPORTED",
        "a goatherd",
        "PRIVATE_PERSON",
    ),
    ("Gunmen, the relief agency reported, [looted] the clinic.", "REPORTED", "the relief agency", "ORGANISATION"),
    ("It is improbable, the commander argued, that his men [fired].", "SPECULATED", "the commander", "OFFICIAL"),
    ("The senator noted that, according to the audit, it [paid] twice.", "REPORTED", "the audit", "DOCUMENT_DATA"),
    ("Some scholars consider it unlikely that the queen [signed].", "SPECULATED", "Some scholars", "ANALYST"),
    ("The army regards it as possible that the pilot [survived].", "SPECULATED", "The army", "ORGANISATION"),
    ("A viral post claims that troops [looted] the museum.", "REPORTED", "A viral post", "SOCIAL_MEDIA"),
    (
        "Papers seized at the villa prove that he [funded] it.",
        "REPORTED",
        "Papers seized at the villa",
        "DOCUMENT_DATA",
    ),
    ("The coroner's verdict was that soldiers [killed] the boy.", "REPORTED", "The coroner's verdict", "DOCUMENT_DATA"),
    ("The army repeated its claim that rebels had [fired] first.", "REPORTED", "The army", "ORGANISATION"),
    ("Neighbours described how the police had [dragged] him away.", "REPORTED", "Neighbours", "PRIVATE_PERSON"),
    ("The transcript leaves open whether he [gave] the order.", "UNKNOWN", "The transcript", "DOCUMENT_DATA"),
    ("The pictures are too grainy to show whether it was [hit].", "UNKNOWN", "The pictures", "IMAGERY_SENSOR"),
    ("From the footage it is impossible to tell whether he [fired].", "UNKNOWN", "the footage", "IMAGERY_SENSOR"),
    ("Historians are divided over whether the king [ordered] it.", "UNKNOWN", "Historians", "ANALYST"),
    ("Concerns were voiced about whether the vote was [rigged].", "UNKNOWN", "", "UNSPECIFIED"),
    ("The log records no [launch] that day.", "DENIED", "The log", "DOCUMENT_DATA"),
    ("The palace laughed off talk that the king had [abdicated].", "DENIED", "The palace", "ORGANISATION"),
    ("The governor called the allegation that he [took] bribes a lie.", "DENIED", "The governor", "OFFICIAL"),
    ("The order says guards will [fire] should anyone cross the line.", "CONDITIONAL", "The order", "DOCUMENT_DATA"),
    ("An adviser said the president hopes to [visit] the port.", "PLANNED", "the president", "OFFICIAL"),
    ("The Kolvan coast guard said it had [seized] a trawler.", "REPORTED", "The Kolvan coast guard", "ORGANISATION"),
    ("The prince had been [detained], people close to him said.", "REPORTED", "people close to him", "UNSPECIFIED"),
    ("A photographer said soldiers had [fired] into the crowd.", "REPORTED", "A photographer", "MEDIA"),
    (
        "The Baltic Forum, a think tank, said the fleet had [sailed].",
        "REPORTED",
        "The Baltic Forum, a think tank",
        "ANALYST",
    ),
]


@pytest.mark.parametrize(("marked", "status", "speaker", "kind"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_source(marked, status, speaker, kind, nlp, cues):
    text, _ = unmarked(marked)
    verdict = verdict_on(marked, nlp, cues)
    first = verdict.claims[0]
    found = text[slice(*first.speaker)] if first.speaker else ""
    assert (verdict.status, found, first.speaker_kind) == (status, speaker, kind), verdict.why


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
