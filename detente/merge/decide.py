"""Mentions -> clusters that each tell of one event, with a judgement for every decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.merge.atoms import Atom, make_atoms
from detente.merge.block import Pair, candidate_pairs
from detente.merge.cluster import cluster, join_by_hand
from detente.merge.reports import Report
from detente.merge.rules import Rules
from detente.merge.score import Score, score
from detente.types import Judgement

RULE_PREFIX = "rule:"
#: A score below this is not worth a person's look.
_MIN_REMARK = 0.5


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
    scores = _scores(atoms, different, rules)
    values = {pair: found.value for pair, found in scores.items()}
    by_rule = cluster(len(atoms), values, rules.threshold)
    final = join_by_hand(by_rule, same, different)
    made = [*_same(atoms, final, scores, rules), *_near_misses(atoms, final, scores, rules)]
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


def _scores(atoms: Sequence[Atom], different: set[Pair], rules: Rules) -> dict[Pair, Score]:
    leads = [atom.lead for atom in atoms]
    scores: dict[Pair, Score] = {}
    for pair in candidate_pairs(leads, rules):
        if pair in scores or pair in different:
            continue
        found = score(leads[pair[0]], leads[pair[1]], rules)
        if found is not None:
            scores[pair] = found
    return scores


def _same(
    atoms: Sequence[Atom], clusters: Iterable[list[int]], scores: dict[Pair, Score], rules: Rules
) -> Iterable[Judgement]:
    """One `same` for each mention but the cluster's first: what links it, not all pairs."""
    for found in clusters:
        first = min((atoms[item].lead.key, item) for item in found)
        for item in found:
            link, why = _link(item, first[1], found, scores)
            for report in atoms[item].reports:
                for mention in report.mentions:
                    if mention.id == first[0]:
                        continue
                    reasons = why if report is atoms[item].lead or not atoms[item].why else (atoms[item].why,)
                    if item == first[1]:
                        value, reasons = 1.0, (atoms[item].why or "same trigger, other direction",)
                    else:
                        value = link
                    yield _judgement(first[0], mention.id, "same", value, reasons, rules)


def _link(item: int, first: int, found: list[int], scores: dict[Pair, Score]) -> tuple[float, tuple[str, ...]]:
    """(score, reasons) of an atom with its cluster's first, else with the member it fits best."""
    direct = scores.get((min(item, first), max(item, first)))
    if direct is not None:
        return direct.value, direct.why
    others = [scores[pair] for other in found if (pair := (min(item, other), max(item, other))) in scores]
    best = max(others, key=lambda other: other.value, default=None)
    return (best.value, best.why) if best else (1.0, ("joined by hand",))


def _near_misses(
    atoms: Sequence[Atom], clusters: Sequence[list[int]], scores: dict[Pair, Score], rules: Rules
) -> Iterable[Judgement]:
    """For each cluster the other one that came nearest: unsure just below the threshold, else different."""
    where = {item: number for number, found in enumerate(clusters) for item in found}
    nearest: dict[int, tuple[float, Pair]] = {}
    for pair, found in scores.items():
        one, two = where[pair[0]], where[pair[1]]
        if one == two or found.value < _MIN_REMARK:
            continue
        for number in (one, two):
            if number not in nearest or (-found.value, pair) < (-nearest[number][0], nearest[number][1]):
                nearest[number] = (found.value, pair)
    for value, pair in sorted(set(nearest.values())):
        verdict = "unsure" if value >= rules.threshold - rules.unsure_margin else "different"
        yield _judgement(atoms[pair[0]].lead.key, atoms[pair[1]].lead.key, verdict, value, scores[pair].why, rules)


def _judgement(one: str, two: str, verdict: str, value: float, why: tuple[str, ...], rules: Rules) -> Judgement:
    left, right = sorted((one, two))
    return Judgement(left, right, verdict, round(value, 4), f"{RULE_PREFIX}{rules.version}", why)
