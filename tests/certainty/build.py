"""Docs built by hand, so that tests of the engine need no model."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab


def build(table: str) -> Doc:
    """A Doc from lines "word lemma TAG POS dep head", heads counted from 0; one sentence."""
    rows = [line.split() for line in table.strip().splitlines()]
    return Doc(
        Vocab(),
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        tags=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        deps=[row[4] for row in rows],
        heads=[int(row[5]) for row in rows],
        sent_starts=[i == 0 for i in range(len(rows))],
    )


DENIED = """
The the DT DET det 1
ministry ministry NN NOUN nsubj 2
denied deny VBD VERB ROOT 2
that that IN SCONJ mark 6
jets jet NNS NOUN nsubj 6
had have VBD AUX aux 6
bombed bomb VBN VERB ccomp 2
it it PRP PRON dobj 6
. . . PUNCT punct 2
"""

FAILED = """
They they PRP PRON nsubj 3
did do VBD AUX aux 3
not not RB PART neg 3
fail fail VB VERB ROOT 3
to to TO PART aux 5
sign sign VB VERB xcomp 3
it it PRP PRON dobj 5
. . . PUNCT punct 3
"""

MIGHT = """
Troops troops NNS NOUN nsubj 2
might might MD AUX aux 2
leave leave VB VERB ROOT 2
the the DT DET det 4
town town NN NOUN dobj 2
. . . PUNCT punct 2
"""

PREDICATES = {
    "groups": [
        {"id": "t-deny", "pos": "verb", "frames": ["that"], "holds": "denied", "negated": "unknown", "stance": "DENIES",
         "kind": "speech", "lemmas": ["deny"]},
        {"id": "t-fail", "pos": "verb", "frames": ["to"], "holds": "no", "negated": "yes", "lemmas": ["fail"]},
        {"id": "t-say", "pos": "verb", "frames": ["that", "quote"], "holds": "said", "negated": "unknown",
         "stance": "AFFIRMS", "kind": "speech", "lemmas": ["say"]},
    ]
}  # fmt: skip
OPERATORS = {
    "groups": [
        {"id": "t-may", "place": "modal", "effect": "possible", "lemmas": ["might"]},
        {"id": "t-not", "place": "negator", "effect": "no", "lemmas": ["not"]},
    ]
}
