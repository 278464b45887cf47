"""Words that go on without a cue, and whom "he" stands for."""

from __future__ import annotations

import pytest

from detente.certainty.antecedents import with_antecedents
from detente.certainty.attribution import find_attributions
from detente.certainty.carried import carried
from detente.certainty.judge import judge

from .marked import unmarked

pytestmark = pytest.mark.model


def read(marked, nlp, cues):
    text, span = unmarked(marked)
    doc = nlp(text)
    _, voices = with_antecedents(doc, find_attributions(doc, (), cues), cues)
    verdict = judge(doc, span, voices, (), cues, carried(doc, voices, (), cues))
    speaker = verdict.claims[0].speaker
    return verdict, text[slice(*speaker)] if speaker else ""


@pytest.mark.parametrize(
    ("text", "status", "speaker"),
    [
        ("The mayor said on Monday that talks had failed. The rebels would [return] in May.", "PLANNED", "The mayor"),
        ("“We were hit,” said the mayor.\n\n“They [burned] the depot at night.”\n\nNobody else spoke.", "REPORTED", "the mayor"),
        ('The envoy was blunt: "The army [shelled] the camp."', "REPORTED", "The envoy"),
        ("The porter was firm. Nobody had [searched] the rooms.", "DENIED", "The porter"),
        ("The governor lowered his voice. A crowd had [ransacked] the archive.", "REPORTED", "The governor"),
        ("The interior minister said the border was shut. He added that a smuggler had been [shot].", "REPORTED",
         "The interior minister"),
        ("Officials: Turkey [bombed] border posts in Syria.", "REPORTED", "Officials"),
        ("Interior ministry: two soldiers [killed] in ambush.", "REPORTED", "Interior ministry"),
        ("The ministry said the border was shut. It said a smuggler had been [shot].", "REPORTED", "The ministry"),
    ],
)  # fmt: skip
def test_words_go_on(text, status, speaker, nlp, cues):
    verdict, said_by = read(text, nlp, cues)
    assert (verdict.status, said_by) == (status, speaker)
    assert verdict.claims[0].chain[-1] == speaker


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The mayor said on Monday that talks had failed. The rebels [returned] in May.", "ASSERTED"),
        ("The mayor said that talks had failed. If the rebels returned, the army would [attack].", "CONDITIONAL"),
        ("“We were hit,” said the mayor.\n\nThe army later [burned] the depot.", "ASSERTED"),
        ("Kenya: police [arrest] three men.", "ASSERTED"),
        ("Border war: Eritrea [shells] a village.", "ASSERTED"),
        ("Analysis: the army [seized] power too late.", "ASSERTED"),
        ("The wall was firm. Masons had [built] it in spring.", "ASSERTED"),
        ("The governor lowered the flag. A crowd had [ransacked] the archive.", "ASSERTED"),
        ("The premier resigned. He would later [found] a party.", "ASSERTED"),
    ],
)
def test_words_of_the_author_stay_his(text, status, nlp, cues):
    verdict, said_by = read(text, nlp, cues)
    assert (verdict.status, said_by) == (status, "")


def test_pronoun_takes_kind_from_its_antecedent_and_keeps_its_span_among_the_attributions(nlp, cues):
    doc = nlp("The interior minister said the border was shut. He added that it would stay so.")
    plain, voices = with_antecedents(doc, find_attributions(doc, (), cues), cues)
    assert [doc.text[slice(*item.speaker[0])] for item in plain] == ["The interior minister", "He"]
    assert [doc.text[slice(*item.speaker[0])] for item in voices] == ["The interior minister", "The interior minister"]
    assert {item.speaker_kind for item in plain} == {"OFFICIAL"}
