"""Who says what: `find_attributions`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.certainty.cues import Cues
from detente.certainty.labelled import labelled
from detente.certainty.likelihood import likelihood
from detente.certainty.phrases import to_spans
from detente.certainty.propose import Proposal, propose
from detente.certainty.quotes import CLOSING, find_quotes, quote_of
from detente.certainty.repair import mended
from detente.certainty.speakers import entity_at, kind_of
from detente.certainty.tagging import tagged, together
from detente.certainty.tree import Tree
from detente.encoder import Reading
from detente.types import Attribution, Entity

#: A place is an attribution from this likelihood on. PolNeAR training articles, tried .30 to .60.
_THRESHOLD = 0.44
#: The same where the tagger has its say.
THRESHOLD_OF_BOTH = 0.5
#: Log-odds of lemma and construct below which a place is not looked at.
_HOPELESS = -4.0
#: Where syntax alone leaves no doubt.
_PLAIN = 0.97
_DENIES = {"no", "denied", "doubted", "improbable"}


def find_attributions(
    doc: Doc, entities: Sequence[Entity], cues: Cues, reading: Reading | None = None
) -> tuple[Attribution, ...]:
    """Who says, thinks or wants what, sorted by the cue's place. Spans follow PolNeAR's habits.

    The speaker span takes the whole noun phrase with titles, appositions and relative clauses; the cue takes
    auxiliaries, negation and adverbs beside it ("has also called for"); the content takes "that" and quotation marks.
    Annotation scheme: Newell, Margolin and Ruths (2018), "An Attribution Relations Corpus for Political News".

    Args:
        doc: the parsed text.
        entities: as found in the text; a speaker resolves to the one at its head word.
        cues: the cue lists.
        reading: the text as the encoder reads it; without, the rules decide alone.
    """
    tree = mended(doc)
    quotes = find_quotes(tree)
    heads = proposals_by_head(tree, quotes, cues)
    if reading is None:
        chosen = choose((item for found in heads.values() for item in found), _THRESHOLD)
    else:
        both = (
            (together(by_tagger, by_rules), proposal)
            for by_tagger, by_rules, proposal in tagged(tree, quotes, heads, reading, THRESHOLD_OF_BOTH)
        )
        chosen = choose(both, THRESHOLD_OF_BOTH)
    return attributions_of(tree, quotes, chosen, entities, cues)


def with_labels(
    doc: Doc, attributions: Sequence[Attribution], entities: Sequence[Entity], cues: Cues
) -> tuple[Attribution, ...]:
    """The attributions and those of lines that only a label gives to a speaker, sorted by the cue's place."""
    return tuple(sorted((*attributions, *labelled(mended(doc), attributions, entities, cues)), key=lambda a: a.cue[0]))


def attributions_of(
    tree: Tree, quotes: list[tuple[int, int]], chosen: Iterable[Proposal], entities: Sequence[Entity], cues: Cues
) -> tuple[Attribution, ...]:
    """The proposals as attributions, sorted by the cue's place."""
    found = [_attribution(tree, quotes, proposal, entities, cues) for proposal in chosen]
    return tuple(sorted((item for item in found if item.cue), key=lambda item: item.cue[0]))


def proposals_by_head(tree: Tree, quotes: list[tuple[int, int]], cues: Cues) -> dict[int, list[tuple[float, Proposal]]]:
    """Main word of a cue -> its proposals with their likelihoods by the rules."""
    found: dict[int, list[tuple[float, Proposal]]] = {}
    for proposal in propose(tree, quotes, lambda lemma, construct: cues.attribution(lemma, construct) > _HOPELESS):
        if proposal.content:
            found.setdefault(proposal.head, []).append((_weighed(tree, quotes, proposal, cues), proposal))
    return found


def _weighed(tree: Tree, quotes: list[tuple[int, int]], proposal: Proposal, cues: Cues) -> float:
    """The likelihood; a denial of "the charge" always counts, for a dispute hangs on it."""
    likely = likelihood(tree, quotes, proposal, cues)
    if proposal.construct == "quote" and _is_inverted(tree, proposal):
        return max(likely, _PLAIN)
    if proposal.construct != "dobj" or len(proposal.content) > 4 or not proposal.speaker:
        return likely
    denied = cues.predicate("verb", proposal.lemma, "report-object")
    if denied is None or not any(tree.lemmas[i] in cues.claims | cues.shares for i in proposal.content):
        return likely
    return max(likely, _THRESHOLD)


def _is_inverted(tree: Tree, proposal: Proposal) -> bool:
    """ "'...,' snapped the chief": nothing but speech stands so, whatever the verb."""
    verb, subject = proposal.head, proposal.speaker_head
    quoted = verb > 1 and tree.words[verb - 1] in CLOSING and tree.words[verb - 2] in (",", "?", "!")
    if not quoted or tree.tags[verb] not in ("VBD", "VBZ") or subject is None:
        return False
    return tree.heads[subject] == verb and min(proposal.speaker, default=-1) == verb + 1


def choose(proposals: Iterable[tuple[float, Proposal]], threshold: float) -> list[Proposal]:
    """The best proposal of each cue word that is likely enough. A quotation beats a clause that it holds, and of two
    cues that share words ("declined to comment") the likelier stays."""
    best: dict[int, tuple[float, Proposal]] = {}
    for likely, proposal in proposals:
        if likely < threshold or not proposal.content:
            continue
        known = best.get(proposal.head)
        if known is None or (proposal.construct == "quote", likely) > (known[1].construct == "quote", known[0]):
            best[proposal.head] = (likely, proposal)
    out = []
    for likely, proposal in best.values():
        rivals = (best[i][0] for i in proposal.cue if i != proposal.head and i in best)
        above = (other for other, rival in best.values() if proposal.head in rival.cue and rival.head != proposal.head)
        if all(likely >= rival for rival in rivals) and all(likely > rival for rival in above):
            out.append(proposal)
    return out


def _attribution(
    tree: Tree, quotes: list[tuple[int, int]], proposal: Proposal, entities: Sequence[Entity], cues: Cues
) -> Attribution:
    proposal = _somebody(tree, proposal)
    head = proposal.speaker_head
    entity = entity_at(tree.chars(head, head), entities) if head is not None else None
    kind, named = kind_of(tree, proposal.speaker, head, entity, cues)
    return Attribution(
        to_spans(tree, proposal.speaker), to_spans(tree, proposal.cue), to_spans(tree, proposal.content),
        kind, named, entity, stance_of(tree, proposal, cues), _form(tree, quotes, proposal),
    )  # fmt: skip


def _somebody(tree: Tree, proposal: Proposal) -> Proposal:
    """The proposal without "it" that stands for its own content ("it is claimed that"), and with a noun as head of its
    speaker where there is one."""
    head = proposal.speaker_head
    if head is None:
        return proposal
    verb = tree.heads[head]
    expletive = tree.lowers[head] == "it" and tree.deps[head] in ("nsubjpass", "expl")
    if expletive and tree.child(verb, "auxpass") is not None and tree.child(verb, "ccomp") is not None:
        return replace(proposal, speaker=(), speaker_head=None)
    if tree.pos[head] in ("DET", "ADJ", "PUNCT", "NUM", "ADP") and len(proposal.speaker) > 1:
        inside = set(proposal.speaker)
        nouns = [i for i in proposal.speaker if tree.pos[i] in ("NOUN", "PROPN") and tree.heads[i] not in inside]
        if nouns:
            return replace(proposal, speaker_head=nouns[-1])
    return proposal


def stance_of(tree: Tree, proposal: Proposal, cues: Cues) -> str:
    """Whether the cue itself affirms, denies or leaves open its content."""
    pos = (
        "noun"
        if proposal.construct.startswith("noun")
        else "adjective"
        if proposal.construct.startswith("adj")
        else "verb"
    )
    if proposal.construct in ("according", "adverb", "view"):
        return "AFFIRMS"
    group = cues.predicate(pos, proposal.lemma, "that", "object", "to", "of", "for", "report-object")
    negated = any(tree.deps[i] == "neg" for i in proposal.cue)
    if group is None:
        return "UNCOMMITTED" if negated else "AFFIRMS"
    if negated:
        return "DENIES" if group.negated in _DENIES else "UNCOMMITTED"
    return group.stance or ("DENIES" if group.holds in _DENIES else "AFFIRMS")


def _form(tree: Tree, quotes: list[tuple[int, int]], proposal: Proposal) -> str:
    """direct: all of the content is quoted; mixed: some; indirect: none."""
    words = [i for i in proposal.content if tree.pos[i] not in ("PUNCT", "SPACE")]
    if quotes and quote_of(quotes, proposal.head) is not None:
        return "indirect"
    inside = sum(quote_of(quotes, i) is not None for i in words) if quotes else 0
    return "indirect" if not inside else "direct" if inside >= len(words) - 1 else "mixed"
