"""What a cue does to an event in its scope: states of commitment, and how effects change them.

Effects compose from the outside in, as in the propagation of factuality through embedded predicates: Sauri and
Pustejovsky (2012), "Are You Sure That This Event Happened?", doi:10.1162/COLI_a_00096; the pair of effects for the
positive and the negated predicate is that of implicative verbs, Karttunen (1971), "Implicative Verbs",
doi:10.2307/412084. We differ in keeping the grounds (intent, order, condition, ...) beside the degree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

#: From certain to uncommitted.
GRADES = ("CT", "PR", "PS", "U")
#: Grounds that make an event a planned one.
PLANS = frozenset({"intent", "order", "agreement", "schedule", "demand", "offer"})
IRREAL = frozenset({"condition", "hypothesis", "threat"})


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whose words or attitude the event stands in."""

    cue: int  #: token position of the cue
    subject: int | None  #: token position of the speaker's head, None where nobody is named
    stance: str  #: AFFIRMS | DENIES | UNCOMMITTED
    kind: str  #: speech | attitude | nominal | hearsay
    outer: int | None = None  #: number of the attribution, where it was found beside the path


@dataclass(frozen=True, slots=True)
class State:
    """How the text, seen from the outside in, presents what stands at one point of the tree."""

    positive: bool = True
    certainty: str = "CT"
    basis: str | None = None
    asked: bool = False  #: inside a question or a "whether"
    holders: tuple[Holder, ...] = ()  #: outermost first
    factive: tuple[Holder, ...] = ()  #: holders of a presupposed fact: the author stands behind it too
    generic: bool = False  #: "any attack": no particular event
    rejected: Holder | bool | None = (
        None  #: who denies what this noun tells ("rejected the claim that"); True = the author
    )
    deniers: tuple[Holder, ...] = ()  #: who denies what somebody else affirms
    grade: int | None = None  #: token position of the word that graded it ("probably")
    why: tuple[str, ...] = ()

    @property
    def actual(self) -> bool:
        """Presented as a fact by the author or by whoever is cited."""
        return self.positive and self.certainty == "CT" and self.basis is None and not self.asked

    @property
    def spoken(self) -> tuple[Holder, ...]:
        """Those cited with words or beliefs, not with mere intentions."""
        return tuple(holder for holder in self.holders if holder.kind != "wish")

    def context(self, step: str = "") -> State:
        """What the surroundings presuppose here: a fact for whoever speaks."""
        why = (*self.why, step) if step else self.why
        return State(holders=tuple(h for h in self.spoken if h.stance != "UNCOMMITTED"), why=why)


def weaker(left: str, right: str) -> str:
    """The less certain of two grades."""
    return max(left, right, key=GRADES.index)


_SIMPLE = {
    "probable": (True, "PR"), "improbable": (False, "PR"), "possible": (True, "PS"),
    "believed": (True, "PR"), "doubted": (False, "PR"), "believed-sure": (True, "CT"),
    "said": (True, "CT"), "denied": (False, "CT"),
}  # fmt: skip
_BASIS = {
    "intent": "intent", "attempt": "intent", "order": "order", "demand": "demand", "demand-not": "demand",
    "agreement": "agreement", "offer": "offer", "threat": "threat", "hypothesis": "hypothesis",
    "condition": "condition",    "schedule": "schedule", "schedule-probable": "schedule",
}  # fmt: skip
_SPOKEN = frozenset(
    {"said", "denied", "believed", "doubted", "believed-sure", "probable", "improbable", "possible", "question"}
)


def apply(effect: str, state: State, step: str, holder: Holder | None = None, grade: int | None = None) -> State:
    """The state after a cue with this effect.

    Args:
        effect: one of cues.EFFECTS, already chosen for a positive or negated predicate.
        state: the state of the predicate itself.
        step: the line for `why`: cue and rule id.
        holder: whoever is cited by the cue, where the cue cites somebody.
        grade: position of the word, where it grades likelihood.
    """
    state = replace(state, why=(*state.why, step))
    if effect == "same":
        return state
    if effect in ("yes", "permitted"):
        return replace(state, positive=True)
    if effect == "no":
        return _no(state)
    if effect == "ends":
        return _no(state) if state.actual or state.basis == "schedule" else state.context()
    if effect == "factive":
        if state.basis in IRREAL:
            return state
        held = (holder,) if holder else ()
        return replace(state.context(), factive=(*state.factive, *held), why=state.why)
    if effect in _SIMPLE:
        return _grade(effect, state, holder, grade)
    if effect in _BASIS:
        return _plan(effect, state, holder)
    if effect == "intent-not":
        return replace(_hold(state, holder), positive=False, certainty="PR", basis=None)
    if effect in ("question", "unknown"):
        basis = state.basis if state.basis in IRREAL else None
        return replace(_hold(state, holder), positive=True, certainty="U", basis=basis, asked=True)
    if effect == "generic":
        return replace(state, generic=True)
    return state


def _no(state: State) -> State:
    """Not so. What somebody plans to prevent is no plan of the event: nothing is known of it."""
    if state.basis in PLANS - {"schedule"} or state.basis in IRREAL:
        return replace(state, positive=False, basis=None, certainty="U", asked=True)
    return replace(state, positive=False)


def _hold(state: State, holder: Holder | None) -> State:
    return replace(state, holders=(*state.holders, holder)) if holder else state


def _grade(effect: str, state: State, holder: Holder | None, grade: int | None) -> State:
    positive, certainty = _SIMPLE[effect]
    out = replace(_hold(state, holder), positive=positive, grade=grade if grade is not None else state.grade)
    if holder is not None:
        basis = state.basis if state.basis in ("condition", "hypothesis") else None
        kept = state.certainty if state.certainty in ("PR", "PS") and state.positive else "CT"
        return replace(out, basis=basis, certainty=weaker(certainty, kept))
    return replace(out, certainty=weaker(certainty, state.certainty if state.certainty != "U" or state.asked else "CT"))


def _plan(effect: str, state: State, holder: Holder | None) -> State:
    basis = state.basis if state.basis in IRREAL else _BASIS[effect]
    certainty = state.certainty if effect == "schedule" and state.basis is None else "U"
    if effect == "schedule-probable":
        certainty = weaker("PR", state.certainty)
    positive = effect != "demand-not"
    held = replace(holder, kind="wish") if holder is not None and holder.kind != "speech" else holder
    if held is not None and effect not in ("condition", "hypothesis"):
        held = replace(held, kind="wish")
    return replace(_hold(state, held), positive=positive, basis=basis, certainty=certainty)
