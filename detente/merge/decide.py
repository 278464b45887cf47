"""Reports -> clusters that each tell of one event, with a judgement for every decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.merge.atoms import Atom, make_atoms
from detente.merge.block import Pair, candidate_pairs
from detente.merge.cluster import cluster, join_by_hand
from detente.merge.reports import Report
from detente.merge.rules import Rules
from detente.merge.score import Scorer
from detente.merging import Near
from detente.types import Judgement

RULE_PREFIX = "rule:"
_OTHER_DIRECTION = ("same trigger, other direction",)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a set of reports."""

    atoms: tuple[Atom, ...]  #: by key
    scores: Mapping[Pair, float]  #: of pairs of atoms that could be one event
    clusters: tuple[tuple[int, ...], ...]  #: numbers of atoms, sorted; clusters by their first

    def reports(self, number: int) -> tuple[Report, ...]:
        """The reports of a cluster, by key."""
        found = (report for item in self.clusters[number] for report in self.atoms[item].reports)
        return tuple(sorted(found, key=lambda report: report.key))


def by_hand(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Persons' judgements, in order; earlier ones by rules count for nothing."""
    found = (judgement for judgement in judgements if not judgement.by.startswith(RULE_PREFIX))
    return sorted(found, key=lambda judgement: (judgement.left, judgement.right, judgement.by, judgement.verdict))


def judged_mentions(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Ids of the mentions that persons judged."""
    return frozenset(id_ for judgement in judgements for id_ in (judgement.left, judgement.right))


def atoms_of(reports: Iterable[Report], judgements: Iterable[Judgement], rules: Rules) -> list[Atom]:
    """The atoms of reports; what persons judged stays alone."""
    return make_atoms(reports, rules, judged_mentions(judgements))


def decide(
    atoms: Sequence[Atom], judgements: Sequence[Judgement], scorer: Scorer, before: Decision | None = None
) -> Decision:
    """Clusters of atoms (see `atoms_of`); persons' judgements (see `by_hand`) go before the rules'.

    Args:
        atoms: by key.
        judgements: persons'.
        scorer: by the rules.
        before: of some of these atoms, whose scores need not be found again.
    """
    same, different = _constraints(atoms, judgements)
    leads = [atom.lead for atom in atoms]
    scores = _known_scores(atoms, before) if before else {}
    fresh = set(atoms).difference(before.atoms if before else ())
    numbers = {number for number, atom in enumerate(atoms) if atom in fresh}
    for pair in set(candidate_pairs([scorer.blocks(lead) for lead in leads], numbers)) - different:
        if (value := scorer.score(leads[pair[0]], leads[pair[1]])) is not None:
            scores[pair] = value

    def unscored(pair: Pair) -> float | None:
        return None if pair in different else scorer.possible(leads[pair[0]], leads[pair[1]])

    clusters = join_by_hand(cluster(len(atoms), scores, scorer.rules.threshold, unscored), same, different)
    return Decision(tuple(atoms), scores, tuple(tuple(found) for found in clusters))


def _known_scores(atoms: Sequence[Atom], before: Decision) -> dict[Pair, float]:
    numbers = {atom: number for number, atom in enumerate(atoms)}
    moved = [numbers.get(atom, -1) for atom in before.atoms]
    pairs = (((moved[one], moved[two]), value) for (one, two), value in before.scores.items())
    return {pair: value for pair, value in pairs if min(pair) >= 0}


def _constraints(atoms: Sequence[Atom], judgements: Iterable[Judgement]) -> tuple[set[Pair], set[Pair]]:
    """(same, different) pairs of atoms; where persons disagree on a pair, the split stands."""
    where = {mention: n for n, atom in enumerate(atoms) for report in atom.reports for mention in report.mentions}
    same: set[Pair] = set()
    different: set[Pair] = set()
    for judgement in judgements:
        one, two = where.get(judgement.left), where.get(judgement.right)
        if one is None or two is None or one == two or judgement.verdict == "unsure":
            continue
        (same if judgement.verdict == "same" else different).add((min(one, two), max(one, two)))
    return same - different, different


def joins(decision: Decision, scorer: Scorer) -> list[Judgement]:
    """One `same` for each mention but its cluster's first: what links it, not all pairs."""
    made = []
    for found in decision.clusters:
        for item in found:
            atom = decision.atoms[item]
            for report in atom.reports:
                if report is not atom.reports[0]:
                    made.append(_judgement(atom.lead.key, report.key, "same", 1.0, (atom.why,), scorer))
                for mention in report.mentions:
                    if mention != report.key:
                        made.append(_judgement(report.key, mention, "same", 1.0, _OTHER_DIRECTION, scorer))
            if item != found[0]:
                value, why = _link(item, found, decision, scorer)
                first = decision.atoms[found[0]].lead.key
                made.append(_judgement(first, atom.lead.key, "same", value, why, scorer))
    return made


def _link(item: int, found: tuple[int, ...], decision: Decision, scorer: Scorer) -> tuple[float, tuple[str, ...]]:
    """(score, reasons) of an atom with its cluster's first, else with the member it fits best."""
    scores, direct = decision.scores, (found[0], item)
    pairs = [(min(item, other), max(item, other)) for other in found if other != item]
    scored = [direct] if direct in scores else [pair for pair in pairs if pair in scores]
    best = min(scored, key=lambda pair: (-scores[pair], pair), default=None)
    if best is None:
        return 1.0, ("joined by hand",)
    return scores[best], scorer.why(decision.atoms[best[0]].lead, decision.atoms[best[1]].lead)


def nearest(decision: Decision, scorer: Scorer) -> dict[int, Near]:
    """Number of a cluster -> the pair with another cluster that came nearest to being one; not all have any."""
    where = {item: number for number, found in enumerate(decision.clusters) for item in found}
    best: dict[int, tuple[float, Pair]] = {}
    for pair, value in decision.scores.items():
        one, two = where[pair[0]], where[pair[1]]
        if one != two:
            for number in (one, two):
                if number not in best or (-value, pair) < (-best[number][0], best[number][1]):
                    best[number] = (value, pair)
    leads = [atom.lead for atom in decision.atoms]
    return {n: near(leads[pair[0]], leads[pair[1]], value, scorer) for n, (value, pair) in best.items()}


def near(one: Report, two: Report, value: float, scorer: Scorer) -> Near:
    """The pair of two leads as `Near`."""
    left, right = sorted((one, two), key=lambda lead: lead.key)
    return Near(value, left.key, right.key, scorer.why(left, right))


def near_misses(found: Iterable[Near], scorer: Scorer) -> list[Judgement]:
    """Unsure just below the threshold, and above it where something else kept the two apart; else different."""
    rules = scorer.rules
    made = []
    for pair in sorted(set(found), key=lambda pair: pair.rank):
        verdict = "unsure" if pair.value >= rules.threshold - rules.unsure_margin else "different"
        made.append(_judgement(pair.left, pair.right, verdict, pair.value, pair.why, scorer))
    return made


def _judgement(one: str, two: str, verdict: str, value: float, why: tuple[str, ...], scorer: Scorer) -> Judgement:
    left, right = sorted((one, two))
    return Judgement(left, right, verdict, round(value, 4), f"{RULE_PREFIX}{scorer.rules.version}", why)
