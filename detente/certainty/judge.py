"""How a text presents one trigger: `judge`."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from detente.certainty.claims import claims_of, outer_holders
from detente.certainty.cues import Cues
from detente.certainty.denials import denials
from detente.certainty.effects import PLANS, State
from detente.certainty.repair import mended
from detente.certainty.scope import walk
from detente.certainty.score import features, score_of
from detente.certainty.tree import Tree
from detente.types import Attribution, CharSpan, Claim, Entity, Verdict
from detente.whole import text_of


def judge(
    doc: Doc,
    trigger: CharSpan,
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    cues: Cues,
    carried: Sequence[Attribution] = (),
) -> Verdict:
    """Status, polarity, certainty and grounds of one event, who stands behind it, and why.

    "Two officials said the envoy had been expelled." at "expelled" -> REPORTED by the officials.

    Args:
        doc: the parsed text.
        trigger: characters of the trigger, one word or several; several are judged at their syntactic head.
        attributions: of the whole text, from `find_attributions`.
        entities: of the whole text; speakers resolve to them.
        cues: the cue lists.
        carried: words that go on without a cue, from `carried`.
    """
    found = doc.char_span(*trigger, alignment_mode="expand")
    if found is None or not len(found):
        return Verdict("UNKNOWN", "+", "U", None, 0.0, why=("no word at these characters",))
    root = _root(found)
    around = root.sent
    tree = mended(doc).part(around.start, around.end)
    node = root.i - around.start
    own = len(attributions)
    attributions = (*attributions, *carried)
    outer = outer_holders(tree, node, attributions, cues, own)
    state = walk(
        tree,
        cues,
        node,
        State(holders=outer, why=tuple(f"{_cue_text(doc, attributions, h.outer)}: quoted" for h in outer)),
    )
    status = derive(state)
    claims = claims_of(text_of(doc), tree, node, state, attributions, entities, cues)
    denied = denials(doc, trigger, state, claims, attributions, entities, cues)
    claims = (*claims, *denied)
    disputed = _disputed(claims)
    if (
        status == "DENIED"
        and disputed
        and any(claim.stance == "AFFIRMS" and claim.certainty == "CT" for claim in claims)
    ):
        status = "ASSERTED" if any(c.speaker_kind == "AUTHOR" for c in claims if c.stance == "AFFIRMS") else "REPORTED"
    if status == "REPORTED" and _is_act(tree, node, state, cues):
        status = "ASSERTED"  # docs/certainty.md: told of, a demand or a threat was made
        claims = (Claim(None, None, "AUTHOR", True, "AFFIRMS", "CT", chain=("AUTHOR",), party="author"), *claims)
    score = score_of(features(tree, node, state, status), cues)
    return Verdict(
        status, "+" if state.positive else "-", _grade(state), _basis(state), score, claims, disputed, state.why
    )


def _is_act(tree: Tree, node: int, state: State, cues: Cues) -> bool:
    """A demand, threat, accusation, offer or agreement of which a named speaker tells."""
    told = all(
        (holder.stance == "AFFIRMS" and holder.subject is not None) or holder.outer is not None
        for holder in state.spoken
    )
    return state.actual and told and tree.lemmas[node] in cues.acts and tree.pos[node] in ("VERB", "NOUN")


def derive(state: State) -> str:
    """The status, first match wins: grounds, question, degree, author, cited speakers."""
    if state.basis in ("condition", "hypothesis", "threat"):
        return "CONDITIONAL"
    cited = [holder for holder in state.spoken if holder.stance != "UNCOMMITTED"]
    if state.basis in PLANS and state.positive:
        return "PLANNED"
    if state.asked:
        return "UNKNOWN"
    if state.certainty in ("PR", "PS"):
        return "SPECULATED"
    if state.certainty == "U" and state.basis is None:
        return "UNKNOWN"
    if not cited:
        return "ASSERTED" if state.positive else "NEGATED"
    return "REPORTED" if state.positive else "DENIED"


def _grade(state: State) -> str:
    if state.basis in PLANS and not state.positive and state.certainty == "U":
        return "CT"
    return "U" if state.asked or state.basis in ("condition", "hypothesis", "threat") else state.certainty


def _basis(state: State) -> str | None:
    if state.basis in PLANS and not state.positive:
        return None  # what is planned is that it shall not happen
    return state.basis or ("question" if state.asked else None)


def _disputed(claims: Sequence[Claim]) -> bool:
    """One affirms and another denies."""
    return {"AFFIRMS", "DENIES"} <= {claim.stance for claim in claims}


def _root(span: Span) -> Token:
    """The syntactic head of a trigger; the first word where that head is a mark or a space."""
    root = span.root
    if root.pos_ in ("PUNCT", "SPACE"):
        return next((token for token in span if token.pos_ not in ("PUNCT", "SPACE")), root)
    return root


def _cue_text(doc: Doc, attributions: Sequence[Attribution], number: int | None) -> str:
    if number is None or not attributions[number].cue:
        return "quotation"
    start, end = attributions[number].cue[0]
    return text_of(doc)[start:end]
