"""What the future, a condition or a refusal makes of an act: "will send aid" is AGREE, "would not meet" is REJECT."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.types import Candidate, Verdict

#: Cooperation that someone commits to is AGREE (docs/coding-rules.md, "Future cooperation"); CAMEO: base -> code.
_COMMITMENT_CAMEO = {"CONSULT": "036", "AID": "033", "COOPERATE": "031", "SUPPORT": "032"}
#: The finer code of what is promised, after that of the act: military aid (072) -> a promise of it (0332).
_COMMITMENT_FINER = {
    "061": "0311", "062": "0312", "063": "0313", "064": "0314",
    "071": "0331", "072": "0332", "073": "0333", "074": "0334", "045": "039",
}  # fmt: skip
_COMMITMENT_BASES = frozenset({"intent", "agreement", "schedule", "offer"})
#: A withdrawal or release that is announced: CONCEDE; its CAMEO code after that of the act.
_YIELD_CAMEO = {"0841": "0353", "0842": "0353", "084": "0353", "086": "0355", "0861": "0355", "0862": "0355",
                "0863": "0355", "083": "0341"}  # fmt: skip
#: Punishment and force that the actor itself announces or makes depend on something: THREATEN; code after the act's.
_THREAT_CAMEO = {"SANCTION": "131", "COERCE": "132", "PROTEST": "133", "ASSAULT": "138"}
_THREAT_FINER = {
    "161": "1313", "162": "1311", "1621": "1311", "1622": "1311", "1623": "1311", "163": "1312", "164": "134",
    "165": "135", "166": "136", "1661": "136", "1662": "136", "1663": "136", "1721": "1321", "1722": "1322",
    "1723": "1323", "1724": "1324", "191": "1381", "193": "1384", "194": "1384", "195": "1384", "2041": "1385",
    "2042": "1385", "190": "1382",
}  # fmt: skip
#: "will not", "would never", "won't" right before the trigger, an adverb or two between them.
_REFUSAL = re.compile(
    r"\b(?:(?:will|would|shall) (?:not|never)|wo(?:uld)?n['’]t|cannot|can ?not)(?: \w+ly| be| ever| even)* ?$"
)
#: What is negated is kept down to a low confidence, a refusal only from here on. A judgement, not a measured figure.
_LEAST_REFUSAL = 0.5
#: A threat looks ahead: "attempted to kill" is none.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|going to|intends?|plan(?:s|ned)?|vow(?:s|ed)?|pledged?|about to)\b|['’]ll\b"
)
_UNLESS = re.compile(r"\b(?:unless|if .{3,60} (?:do|does|did) not)\b")
_REFUSED = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT"})
_REFUSED_MODE = {"CONSULT": ("meet", "125"), "AID": ("assist", "122"), "COOPERATE": ("assist", "121"),
                 "CONCEDE": ("yield", "124"), "RETREAT": ("yield", "124")}  # fmt: skip


#: What an act becomes where it is only announced.
ANNOUNCED = {
    **dict.fromkeys(_COMMITMENT_CAMEO, "AGREE"),
    **dict.fromkeys(_THREAT_CAMEO, "THREATEN"),
    "RETREAT": "CONCEDE",
}


def as_outlook(text: str, candidate: Candidate, verdict: Verdict) -> tuple[Candidate, Verdict]:
    """The event that an announcement makes: promise, concession, threat or refusal; else both as they are.

    Left alone where nobody commits: "could send aid", "was asked to send aid". What the actor's own side announces is an
    act of its own, ASSERTED: "the army said that it would withdraw".

    Args:
        text: the document's.
        candidate: an event.
        verdict: what was judged of it.
    """
    if candidate.secondary:
        return candidate, verdict
    event_type = candidate.event_type
    if verdict.status in ("NEGATED", "DENIED") and _is_unwilling(text, candidate, verdict):
        return _recoded(candidate, "REJECT", "120"), _made(verdict)
    if event_type in _REFUSED and verdict.status in ("NEGATED", "DENIED") and _refused(text, candidate):
        if _announced_by_actor(candidate, verdict):
            mode, cameo = _REFUSED_MODE.get(event_type, (None, "120"))
            return _recoded(candidate, "REJECT", cameo, mode), _made(verdict)
        return candidate, verdict
    after = text[candidate.trigger[1] : candidate.sentence[1]]
    if event_type == "CONCEDE" and verdict.status == "ASSERTED" and _AHEAD.search(after) and _UNLESS.search(after):
        return _recoded(candidate, "THREATEN", "130"), verdict
    if verdict.status == "CONDITIONAL" and event_type in _THREAT_CAMEO and _announced_by_actor(candidate, verdict):
        return _recoded(candidate, "THREATEN", _threat_code(candidate)), _made(verdict)
    if verdict.status != "PLANNED" or verdict.basis not in _COMMITMENT_BASES:
        return candidate, verdict
    if (code := _COMMITMENT_CAMEO.get(event_type)) is not None:
        return _recoded(candidate, "AGREE", _COMMITMENT_FINER.get(candidate.cameo or "", code)), verdict
    if not _announced_by_actor(candidate, verdict):
        return candidate, verdict
    if event_type in _THREAT_CAMEO and _AHEAD.search(text[candidate.sentence[0] : candidate.trigger[0]]):
        return _recoded(candidate, "THREATEN", _threat_code(candidate)), _made(verdict)
    if event_type == "RETREAT":
        if _UNLESS.search(after):
            return _recoded(candidate, "THREATEN", "130"), _made(verdict)
        return _recoded(candidate, "CONCEDE", _YIELD_CAMEO.get(candidate.cameo or "", "0356")), _made(verdict)
    return candidate, verdict


def _threat_code(candidate: Candidate) -> str:
    return _THREAT_FINER.get(candidate.cameo or "", _THREAT_CAMEO[candidate.event_type])


def _made(verdict: Verdict) -> Verdict:
    """The announcement itself was made."""
    return replace(verdict, status="ASSERTED", basis=None, certainty="CT", polarity="+")


def _recoded(candidate: Candidate, event_type: str, cameo: str, mode: str | None = None) -> Candidate:
    why = (*candidate.why, f"{candidate.event_type} announced, promised or refused is {event_type}")
    return replace(candidate, event_type=event_type, mode=mode, cameo=cameo, why=why)


def _refused(text: str, candidate: Candidate) -> bool:
    return _REFUSAL.search(text[candidate.sentence[0] : candidate.trigger[0]]) is not None


def _is_unwilling(text: str, candidate: Candidate, verdict: Verdict) -> bool:
    """ "would not accept the offer" is a refusal in the author's voice too, unless others say so of the actor.

    The encoder may have taken the refused consent for the rejection that it is, which then is not what is negated.
    """
    if candidate.confidence < _LEAST_REFUSAL:
        return False
    consent = "AGREE" in (candidate.event_type, candidate.framed)
    consent = consent or (candidate.event_type == "REJECT" and candidate.framed not in ("REJECT", None))
    told = any(claim.speaker is not None for claim in verdict.claims)
    return consent and _refused(text, candidate) and (not told or _announced_by_actor(candidate, verdict))


def _announced_by_actor(candidate: Candidate, verdict: Verdict) -> bool:
    """The speaker is the actor, or on its side: "Israel's army said that it would withdraw"."""
    sides = {party.country or party.name for party in candidate.actors}
    speakers = [claim.entity for claim in verdict.claims if claim.entity is not None]
    return any(
        (speaker.country or speaker.name) in sides or (speaker.country is None and "GOV" in speaker.sectors)
        for speaker in speakers
    )
