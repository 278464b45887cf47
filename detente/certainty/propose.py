"""All places where syntax allows somebody to say, think or want something: proposals, before any threshold.

Each construct gives (cue, speaker, content) as token positions under a key of lemma and construct, by which the cue
lists know how often such a place is an attribution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.certainty.phrases import clause, lifted, noun_phrase
from detente.certainty.quotes import neighbours
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS

#: (lemma, construct) -> whether such a place is worth a proposal.
Accept = Callable[[str, str], bool]


VIEWS = WORDS["views"]
#: Also "by the ... of".
_ACCOUNTS = frozenset({"account", "reckoning", "telling", "estimation", "reading"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible attribution as token positions."""

    head: int  #: main word of the cue
    cue: tuple[int, ...]
    speaker: tuple[int, ...]
    speaker_head: int | None
    content: tuple[int, ...]
    lemma: str  #: of the cue's main word, with its particle
    construct: str  #: "ccomp", "dobj", "prep:for", "noun-that", "quote", ...


def propose(tree: Tree, quotes: list[tuple[int, int]], accept: Accept) -> Iterator[Proposal]:
    """Proposals in text order of their cue's main word; several for one cue where several constructs fit."""
    for i, pos in enumerate(tree.pos):
        dep = tree.deps[i]
        if pos in ("VERB", "AUX"):
            if tree.lowers[i] == "according":
                yield from _according(tree, i)
            elif dep not in ("aux", "auxpass"):
                yield from _Verb(tree, i, quotes, accept).proposals()
        elif pos in ("NOUN", "PROPN") and tree.tags[i] not in ("NNP", "NNPS"):
            if tree.kids[i] and tree.kids[i][-1] > i:
                yield from _noun(tree, i, accept)
            if tree.lemmas[i] in VIEWS:
                yield from _in_view(tree, i)
        elif dep == "advmod" and not tree.kids[i] and accept(tree.lowers[i], "adverb"):
            yield Proposal(i, (i,), (), None, _around(tree, i), tree.lowers[i], "adverb")


def subject_of(tree: Tree, verb: int) -> int | None:
    """Head of a verb's logical subject.

    Follows coordination, open complements and participles: "Iran warned Iraq, adding that ..." -> Iran.
    """
    node = verb
    for _ in range(6):
        subject = tree.child(node, "nsubj")
        if tree.child(node, "auxpass", "nsubjpass") is not None or (
            tree.tags[node] == "VBN" and tree.deps[node] == "acl" and subject is None
        ):
            agent = tree.child(node, "agent")
            return tree.child(agent, "pobj") if agent is not None else None
        if subject is not None:
            return subject
        dep, above = tree.deps[node], tree.heads[node]
        if dep == "acomp" and above != node:  # "was unable to say"
            node = above
            continue
        if dep in ("acl", "relcl") and tree.tags[node] == "VBG" and tree.pos[above] in ("NOUN", "PROPN"):
            return above
        if dep not in ("conj", "xcomp", "advcl", "ccomp", "dep", "pcomp", "acl") or above == node:
            return None
        if dep == "xcomp" and (control := tree.child(above, "dobj")) is not None:
            return control
        if tree.pos[above] in ("ADP", "SCONJ"):
            above = tree.heads[above]
        if tree.pos[above] == "NOUN":
            owner = tree.child(above, "poss")
            if owner is not None or dep != "pcomp" or tree.deps[above] != "dobj":
                return owner
            above = tree.heads[above]  # "has no means of knowing"
        node = above
    return None


def _around(tree: Tree, i: int) -> tuple[int, ...]:
    """The clause that a side remark at `i` is about, without the remark."""
    above = tree.heads[i]
    while tree.pos[above] not in ("VERB", "AUX") and tree.heads[above] != above:
        above = tree.heads[above]
    mine = set(tree.subtree(i))
    return tuple(j for j in clause(tree, above, [i]) if j not in mine)


def _according(tree: Tree, verb: int) -> Iterator[Proposal]:
    to = tree.child(verb, "prep")
    speaker = tree.child(to, "pobj") if to is not None else None
    if to is None or speaker is None:
        return
    names = tuple(noun_phrase(tree, speaker))
    yield Proposal(verb, (verb, to), names, speaker, _around(tree, verb), "accord", "according")


class _Verb:
    """The constructs of one verb."""

    def __init__(self, tree: Tree, verb: int, quotes: list[tuple[int, int]], accept: Accept) -> None:
        self.tree, self.verb, self.quotes, self.accept = tree, verb, quotes, accept
        particle = tree.child(verb, "prt")
        self.lemma = tree.lemmas[verb] + (f" {tree.lemmas[particle]}" if particle is not None else "")
        self._cue: list[int] = []
        self._speaker: list[int] = []
        self._subject: int | None = None

    def _ready(self) -> None:
        """Cue and speaker, computed when the first construct needs them."""
        if not self._cue:
            self._cue = lifted(self.tree, self.verb)
            self._subject = subject_of(self.tree, self.verb)
            self._speaker = noun_phrase(self.tree, self._subject, self._cue) if self._subject is not None else []

    def make(
        self, construct: str, parts: tuple[int, ...], extra: tuple[int, ...] = (), head: int | None = None
    ) -> Iterator[Proposal]:
        """A proposal whose content are the clauses below `parts`; `extra` joins the cue."""
        lemma = self.lemma if head is None else self.tree.lemmas[head]
        if not self.accept(lemma, construct):
            return
        self._ready()
        cue = sorted({*self._cue, *extra}) if extra else self._cue
        barred = [self.verb, *extra]
        content = set().union(*[clause(self.tree, part, barred) for part in parts])
        if construct == "ccomp" and parts[0] < self.verb:
            content |= self._fronted()
        content.difference_update(cue, self._speaker)
        yield Proposal(
            self.verb if head is None else head, tuple(cue), tuple(self._speaker), self._subject,
            tuple(sorted(content)), lemma, construct,
        )  # fmt: skip

    def _fronted(self) -> set[int]:
        """All of the sentence but the cue's own clause: "A, but B, said the mayor in Oslo" -> A, but B."""
        tree, verb = self.tree, self.verb
        if tree.heads[verb] != verb:
            return set()
        own = {
            j
            for kid in tree.kids[verb]
            if tree.deps[kid] not in ("ccomp", "punct", "cc", "conj")
            for j in tree.subtree(kid)
        }
        first = last = verb
        while first and tree.sents[first - 1] == tree.sents[verb]:
            first -= 1
        while last + 1 < len(tree) and tree.sents[last + 1] == tree.sents[verb]:
            last += 1
        return {j for j in range(first, last + 1) if j not in own and j != verb and tree.pos[j] != "SPACE"}

    def proposals(self) -> Iterator[Proposal]:
        """All constructs that fit."""
        tree, verb = self.tree, self.verb
        if tree.lemmas[verb] in ("be", "feel", "seem", "appear", "become", "remain", "make"):
            yield from self._adjective()
        if tree.lemmas[verb] == "be":
            if (kid := tree.child(verb, "ccomp")) is not None:
                yield from self.make("ccomp", (kid,))
            return
        deps: dict[str, int] = {}
        for kid in tree.kids[verb]:
            deps.setdefault(tree.deps[kid], kid)
        yield from self._clauses(deps)
        yield from self._objects(deps)
        if tree.deps[verb] == "parataxis":
            yield from self._side("parataxis")
        elif tree.deps[verb] == "advcl" and any(tree.lowers[kid] == "as" for kid in tree.kids[verb]):
            yield from self._side("as")
        yield from self._quoted(deps)

    def _clauses(self, deps: dict[str, int]) -> Iterator[Proposal]:
        tree = self.tree
        if (kid := deps.get("ccomp")) is not None:
            yield from self.make("ccomp", (kid,))
        if (kid := deps.get("xcomp")) is None:
            if "ccomp" not in deps and (kid := deps.get("parataxis", deps.get("dep"))) is not None:
                yield from self.make("side", (kid,))
            return
        about, named = deps.get("nsubjpass"), deps.get("dobj")
        if about is not None:
            yield from self.make("xcomp-passive", (about, kid))
        elif tree.pos[kid] not in ("VERB", "AUX"):
            yield from self.make("pred", (kid,))
        elif named is not None and named < kid:
            yield from self.make("obj-xcomp", (named, kid))
        elif (on := tree.child(self.verb, "prep")) == self.verb + 1 and (whom := tree.child(on, "pobj")) is not None:
            yield from self.make(f"xcomp:{tree.lemmas[on]}", (whom, kid), (on,))
        else:
            yield from self.make("xcomp", (kid,))

    def _objects(self, deps: dict[str, int]) -> Iterator[Proposal]:
        tree, named = self.tree, deps.get("dobj")
        if named is not None and "xcomp" not in deps:
            if (other := deps.get("oprd")) is not None:
                yield from self.make("obj-pred", (named, other))
            elif "ccomp" not in deps or deps["ccomp"] < named:
                yield from self.make("dobj", (named,))
        about = deps.get("nsubjpass")
        if about is not None and "xcomp" not in deps:
            if (other := deps.get("oprd")) is not None:
                yield from self.make("pred-passive", (about, other))
            else:
                yield from self.make("passive", (about,))
        for kid in tree.kids[self.verb]:
            if tree.deps[kid] != "prep" or (inner := tree.child(kid, "pobj", "pcomp")) is None:
                continue
            if named is not None and named < kid:
                yield from self.make(f"obj-prep:{tree.lemmas[kid]}", (named, kid))
            elif about is not None:
                yield from self.make(f"passive-prep:{tree.lemmas[kid]}", (about, kid))
            else:
                yield from self.make(f"prep:{tree.lemmas[kid]}", (inner,), (kid,))

    def _side(self, construct: str) -> Iterator[Proposal]:
        """ "Troops crossed the river, the minister said"; "As the minister said, ..."."""
        if self.accept(self.lemma, construct):
            self._ready()
            content = tuple(j for j in _around(self.tree, self.verb) if j not in self._speaker)
            yield Proposal(
                self.verb, tuple(self._cue), tuple(self._speaker), self._subject, content, self.lemma, construct
            )

    def _quoted(self, deps: dict[str, int]) -> Iterator[Proposal]:
        if not self.quotes or not self.accept(self.lemma, "quote"):
            return
        self._ready()
        found = neighbours(self.tree, self.quotes, self.verb, {*self._cue, *self._speaker})
        if not found:
            return
        content = {j for first, last in found for j in range(first, last + 1)}
        for dep in ("ccomp", "dobj", "oprd", "xcomp"):
            if (kid := deps.get(dep)) is None:
                continue
            part = set(clause(self.tree, kid, [self.verb]))
            if not content.isdisjoint(part):
                content |= part
            elif dep == "ccomp":
                return  # an indirect clause beside a quotation of somebody else's, or of another sentence
        content -= {*self._cue, *self._speaker}
        yield Proposal(
            self.verb, tuple(self._cue), tuple(self._speaker), self._subject, tuple(sorted(content)), self.lemma,
            "quote",
        )  # fmt: skip

    def _adjective(self) -> Iterator[Proposal]:
        """ "is confident that ...", "was ready to ...", "is worried about ..."."""
        tree = self.tree
        adjective = tree.child(self.verb, "acomp")
        if adjective is None:
            return
        before = tuple(j for j in range(self.verb + 1, adjective) if tree.pos[j] not in ("PUNCT", "SPACE"))
        before = before if len(before) < 4 else ()
        for home in (adjective, self.verb):
            for kid in tree.kids[home]:
                dep = tree.deps[kid]
                if dep == "ccomp":
                    yield from self.make("adj-that", (kid,), (adjective, *before), adjective)
                elif dep == "xcomp" and tree.pos[kid] in ("VERB", "AUX"):
                    yield from self.make("adj-to", (kid,), (adjective, *before), adjective)
                elif dep == "prep" and home == adjective and (inner := tree.child(kid, "pobj", "pcomp")) is not None:
                    yield from self.make(f"adj:{tree.lemmas[kid]}", (inner,), (adjective, *before, kid), adjective)


def _in_view(tree: Tree, noun: int) -> Iterator[Proposal]:
    """ "In the view of the admiral, ...", "in her words", "by the account of witnesses"."""
    into = tree.heads[noun]
    if (
        tree.lowers[into] not in (("in", "by") if tree.lemmas[noun] in _ACCOUNTS else ("in",))
        or tree.deps[noun] != "pobj"
        or tree.pos[tree.heads[into]] not in ("VERB", "AUX")
    ):
        return
    of = next((kid for kid in tree.children(noun, "prep") if tree.lowers[kid] == "of"), None)
    speaker = tree.child(noun, "poss") if of is None else tree.child(of, "pobj")
    if speaker is None:
        return
    names = noun_phrase(tree, speaker)
    names = names[:-1] if tree.tags[names[-1]] == "POS" else names
    cue = tuple(i for i in (*range(into, noun + 1), *(() if of is None else (of,))) if i not in names)
    content = tuple(i for i in _around(tree, into) if i not in names)
    yield Proposal(noun, cue, tuple(names), speaker, content, tree.lemmas[noun], "view")


def _noun(tree: Tree, noun: int, accept: Accept) -> Iterator[Proposal]:
    """ "the ministry's claim that ...", "a report by the agency that ...", "fears of war"."""
    lemma = tree.lemmas[noun]
    for kid in tree.kids[noun]:
        if kid < noun:
            continue
        extra: tuple[int, ...] = ()
        if tree.deps[kid] in ("acl", "ccomp") and tree.pos[kid] in ("VERB", "AUX"):
            mark = tree.child(kid, "mark")
            infinitive = any(tree.lowers[j] == "to" for j in tree.children(kid, "aux"))
            if not infinitive and (mark is None or tree.lowers[mark] not in ("that", "whether")):
                continue
            construct, inner = "noun-to" if infinitive else "noun-that", kid
        elif tree.deps[kid] == "prep" and tree.lemmas[kid] not in ("by", "from"):
            below = tree.child(kid, "pobj", "pcomp")
            if below is None:
                continue
            construct, inner, extra = f"noun:{tree.lemmas[kid]}", below, (kid,)
        else:
            continue
        if accept(lemma, construct):
            speaker = _owner(tree, noun)
            names = noun_phrase(tree, speaker) if speaker is not None else []
            names = names[:-1] if names and tree.tags[names[-1]] == "POS" else names
            cue = (*_modified(tree, noun), *extra)
            content = tuple(clause(tree, inner))
            yield Proposal(noun, cue, tuple(names), speaker, content, lemma, construct)


def _owner(tree: Tree, noun: int) -> int | None:
    """Whose claim: "its claim", "a claim by the ministry"; also "issued a statement that": the subject."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    for kid in tree.children(noun, "prep", "agent"):
        if tree.lemmas[kid] in ("by", "from"):
            return tree.child(kid, "pobj")
    if tree.deps[noun] == "dobj":
        return subject_of(tree, tree.heads[noun])
    return None


def _modified(tree: Tree, noun: int) -> list[int]:
    """The noun with the adjectives right before it."""
    out, i = [noun], noun - 1
    while i >= 0 and tree.heads[i] == noun and tree.deps[i] in ("amod", "compound", "nummod", "advmod"):
        out.insert(0, i)
        i -= 1
    return out
