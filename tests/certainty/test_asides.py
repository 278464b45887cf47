"""Remarks with any verb of saying, and pictures, papers and posts that tell what they hold."""

from __future__ import annotations

import pytest

from tests.certainty.marked import unmarked, verdict_on

pytestmark = pytest.mark.model

#: (marked text, status, speaker, kind)
ROWS = [
    (
        "Masons [wrecked] the shrine in one night, reckons a historian of the order.",
        "REPORTED",
        "a historian of the order",
        "ANALYST",
    ),
    ("Some forty barges were [sunk], tallies the river patrol.", "REPORTED", "the river patrol", "ORGANISATION"),
    ("Two sheds were [burned], stated the quarry's lease.", "REPORTED", "the quarry's lease", "DOCUMENT_DATA"),
    (
        '"They [stole] the bell," recalls a cobbler from the upper town.',
        "REPORTED",
        "a cobbler from the upper town",
        "PRIVATE_PERSON",
    ),
    ("The well was [poisoned], warned Amnesty, before the fair opened.", "REPORTED", "Amnesty", "ORGANISATION"),
    (
        "It is conceivable, thinks a Turin sinologist, that the general [leaked] it.",
        "SPECULATED",
        "a Turin sinologist",
        "ANALYST",
    ),
    (
        "DOLVA - Raiders [burned] a mill on Monday, killing two men, the mayor of the town said by telephone.",
        "REPORTED",
        "the mayor of the town",
        "OFFICIAL",
    ),
    ("The islet had been [shelled], a gunner was quoted as saying by the daily.", "REPORTED", "a gunner", "OFFICIAL"),
    (
        "Gunboats [fired] first, as video taken from a ferry shows.",
        "REPORTED",
        "video taken from a ferry",
        "IMAGERY_SENSOR",
    ),
    ("The marshal has been [replaced], the army paper has it.", "REPORTED", "the army paper", "MEDIA"),
    ("The rebels [took] the mint, announced a truce, and left.", "ASSERTED", "", "AUTHOR"),
    (
        "Photographs released by the agency have tanks [crossing] the ford.",
        "REPORTED",
        "Photographs released by the agency",
        "IMAGERY_SENSOR",
    ),
    ("The ship's manifest lists no [delivery] of rifles.", "DENIED", "The ship's manifest", "DOCUMENT_DATA"),
    ("The jail register names nine men [executed] that night.", "REPORTED", "The jail register", "DOCUMENT_DATA"),
    ("Reports in the Baltic press of a [mutiny] went unanswered.", "REPORTED", "the Baltic press", "MEDIA"),
    ("Embassy telegrams relate how the crowd [stormed] the arsenal.", "REPORTED", "Embassy telegrams", "DOCUMENT_DATA"),
    (
        "Someone briefed on the talks said they had [signed] it.",
        "REPORTED",
        "Someone briefed on the talks",
        "UNSPECIFIED",
    ),
    (
        "A plea spreading on WhatsApp claims that police [shot] a boy.",
        "REPORTED",
        "A plea spreading on WhatsApp",
        "SOCIAL_MEDIA",
    ),
    ("An earlier dispatch said wrongly that the king had [fled].", "NEGATED", "", "AUTHOR"),
    ("It looked as though the crew had [mutinied].", "SPECULATED", "", "AUTHOR"),
    ("It was not known whether the pilots had been [freed].", "UNKNOWN", "", "AUTHOR"),
    ("There is much argument in the port over whether the navy [fired].", "UNKNOWN", "", "UNSPECIFIED"),
    (
        "A stoker's tale that the mate [drowned] him was rejected by the railway.",
        "DENIED",
        "the railway",
        "ORGANISATION",
    ),
    (
        "Two boats, the defence attaché in the port maintains, [rammed] it.",
        "REPORTED",
        "the defence attaché in the port",
        "OFFICIAL",
    ),
    (
        "Police, a letter seen by this paper shows, [beat] the students.",
        "REPORTED",
        "a letter seen by this paper",
        "DOCUMENT_DATA",
    ),
    ("Bandits, a stoker believes, [robbed] the train.", "SPECULATED", "a stoker", "PRIVATE_PERSON"),
    ("Bandits [robbed] the train, the coroner's file states.", "REPORTED", "the coroner's file", "DOCUMENT_DATA"),
    ("Footage shot from a roof shows that troops [left].", "REPORTED", "Footage shot from a roof", "IMAGERY_SENSOR"),
    ("The army let it be known that it had [left] the town.", "REPORTED", "The army", "ORGANISATION"),
    ("The embassy called it pure invention that it [paid] them.", "DENIED", "The embassy", "ORGANISATION"),
]


@pytest.mark.parametrize(("marked", "status", "speaker", "kind"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_asides_and_records(marked, status, speaker, kind, nlp, cues):
    text, _ = unmarked(marked)
    verdict = verdict_on(marked, nlp, cues)
    first = verdict.claims[0]
    found = text[slice(*first.speaker)] if first.speaker else ""
    assert (verdict.status, found, first.speaker_kind) == (status, speaker, kind), verdict.why
