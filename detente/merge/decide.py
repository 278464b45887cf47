"""Mentions -> clusters that each tell of one event, with a judgement for every decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.merge.atoms import Atom, make_atoms
from detente.merge.block import Pair, candidate_pairs
from detente.merge.cluster import cluster, join_by_hand
from detente.merge.reports import Report
from detente.merge.rules import Rules
from detente.merge.score import Scorer
from detente.types import Judgement

RULE_PREFIX = "rule:"
_OTHER_DIRECTION = ("same trigger, other direction",)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a set of reports."""

    clusters: tuple[tuple[Report, ...], ...]  #: each one event, reports by key, clusters by their first
    judgements: tuple[Judgement, ...]  #: persons' as given, then the rules', sorted


def decide(reports: Sequence[Report], judgements: Iterable[Judgement], rules: Rules) -> Decision:
    """Clusters of reports; a person's judgements go before the rules', earlier ones by rules count for nothing."""
    by_hand = sorted(
        (judgement for judgement in judgements if not judgement.by.startswith(RULE_PREFIX)),
        key=lambda judgement: (judgement.left, judgement.right, judgement.by, judgement.verdict),
    )
    atoms = make_atoms(reports, rules, {id_ for judgement in by_hand for id_ in (judgement.left, judgement.right)})
    same, different = _constraints(atoms, by_hand)
    scorer = Scorer(rules)
    scores = _scores([atom.lead for atom in atoms], different, scorer)
    by_rule = cluster(len(atoms), scores, rules.threshold)
    final = join_by_hand(by_rule, same, different)
    made = [*_same(atoms, final, scores, scorer), *_near_misses(atoms, final, scores, scorer)]
    clusters = [
        tuple(sorted((report for item in found for report in atoms[item].reports), key=lambda report: report.key))
        for found in final
    ]
    clusters.sort(key=lambda found: found[0].key)
    made.sort(key=lambda judgement: (judgement.left, judgement.right))
    return Decision(tuple(clusters), (*by_hand, *made))


def _constraints(atoms: Sequence[Atom], by_hand: Iterable[Judgement]) -> tuple[set[Pair], set[Pair]]:
    """(same, different) pairs of atoms; where persons disagree on a pair, the split stands."""
    where = {m.id: n for n, atom in enumerate(atoms) for report in atom.reports for m in report.mentions}
    same: set[Pair] = set()
    different: set[Pair] = set()
    for judgement in by_hand:
        one, two = where.get(judgement.left), where.get(judgement.right)
        if one is None or two is None or one == two or judgement.verdict == "unsure":
            continue
        (same if judgement.verdict == "same" else different).add((min(one, two), max(one, two)))
    return same - different, different


def _scores(leads: Sequence[Report], different: set[Pair], scorer: Scorer) -> dict[Pair, float]:
    scores: dict[Pair, float] = {}
    for pair in candidate_pairs(leads, scorer.rules):
        if pair in scores or pair in different:
            continue
        found = scorer.score(leads[pair[0]], leads[pair[1]])
        if found is not None:
            scores[pair] = found
    return scores


def _same(
    atoms: Sequence[Atom], clusters: Iterable[list[int]], scores: dict[Pair, float], scorer: Scorer
) -> Iterable[Judgement]:
    """One `same` for each mention but the cluster's first: what links it, not all pairs."""
    for found in clusters:
        first = min(found, key=lambda item: atoms[item].lead.key)
        for item in found:
            value, why = _link(item, first, found, scores, atoms, scorer)
            for report in atoms[item].reports:
                for mention in report.mentions:
                    if mention.id == report.key and report is not atoms[item].lead:
                        yield _judgement(atoms[item].lead.key, mention.id, "same", 1.0, (atoms[item].why,), scorer)
                    elif mention.id != report.key:
                        yield _judgement(
                            report.key, mention.id, "same", 1.0, ("same trigger, other direction",), scorer
                        )
            if item != first:
                yield _judgement(atoms[first].lead.key, atoms[item].lead.key, "same", value, why, scorer)


def _link(
    item: int, first: int, found: list[int], scores: dict[Pair, float], atoms: Sequence[Atom], scorer: Scorer
) -> tuple[float, tuple[str, ...]]:
    """(score, reasons) of an atom with its cluster's first, else with the member it fits best."""
    pairs = [(min(item, other), max(item, other)) for other in found if other != item]
    direct = (min(item, first), max(item, first))
    scored = [direct] if direct in scores else [pair for pair in pairs if pair in scores]
    best = min(scored, key=lambda pair: (-scores[pair], pair), default=None)
    if best is None:
        return 1.0, ("joined by hand",)
    return scores[best], scorer.why(atoms[best[0]].lead, atoms[best[1]].lead)


def _near_misses(
    atoms: Sequence[Atom], clusters: Sequence[list[int]], scores: dict[Pair, float], scorer: Scorer
) -> Iterable[Judgement]:
    """For each cluster the other one that came nearest: unsure just below the threshold, else different."""
    where = {item: number for number, found in enumerate(clusters) for item in found}
    nearest: dict[int, tuple[float, Pair]] = {}
    for pair, value in scores.items():
        one, two = where[pair[0]], where[pair[1]]
        if one != two:
            for number in (one, two):
                if number not in nearest or (-value, pair) < (-nearest[number][0], nearest[number][1]):
                    nearest[number] = (value, pair)
    for value, pair in sorted(set(nearest.values())):
        one_lead, two_lead = atoms[pair[0]].lead, atoms[pair[1]].lead
        verdict = "unsure" if value >= scorer.rules.threshold - scorer.rules.unsure_margin else "different"
        yield _judgement(one_lead.key, two_lead.key, verdict, value, scorer.why(one_lead, two_lead), scorer)


def _judgement(one: str, two: str, verdict: str, value: float, why: tuple[str, ...], scorer: Scorer) -> Judgement:
    left, right = sorted((one, two))
    return Judgement(left, right, verdict, round(value, 4), f"{RULE_PREFIX}{scorer.rules.version}", why)
