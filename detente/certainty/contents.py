"""Clauses that tell what is claimed, asked or judged, hung by a small parser on the wrong word; mended before the rules read
the tree. As in repair.py, each mend needs a pattern on the surface that leaves no doubt."""

from __future__ import annotations

from detente.certainty.tree import Tree
from detente.certainty.words import WORDS

ARRIVING = WORDS["arriving"]
_TOLD = WORDS["told"]
_CLAIMED = WORDS["claimed"]
_ASKED = WORDS["asked"]
_INFORMED = WORDS["informed"]
_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_SUBJECTS = ("nsubj", "nsubjpass")

#: Words that `mend_content` looks at.
WATCHED = frozenset(("likely", "unlikely", "if", "that", "open", "point", "as", "what", "should", "being"))


def mend_content(tree: Tree, i: int) -> None:
    """Mends what hangs on the word at `i`, in place."""
    word, tag = tree.lowers[i], tree.tags[i]
    if tree.lemmas[i] in ARRIVING and tree.pos[i] == "VERB":
        _news(tree, i)
    elif word in ("likely", "unlikely") and tag == "RB":
        _adjective(tree, i)
    elif word == "if" and tag == "IN":
        _asked(tree, i)
    elif word == "that" and i and tree.deps[i] in ("mark", "dobj", "nsubj"):
        _content_of_claim(tree, i)
    elif word == "open" and i and tree.lemmas[i - 1] == "leave":
        _left_open(tree, i - 1)
    elif word == "point" and i and tag == "NN" and tree.lowers[i + 1 : i + 2] == ["to"]:
        _pointing(tree, i)
    elif word == "as" and tree.kids[i]:
        _judged(tree, i)
    elif word == "what" and tag == "WP":
        _told_before_colon(tree, i)
    elif word == "being" and i > 1 and tree.lowers[i - 1] == "time" and tree.lowers[i - 2] == "the":
        _time_being(tree, i)
    elif word == "should" and tag == "MD":
        _inverted(tree, i)


def _content_of_claim(tree: Tree, that: int) -> None:
    """ "Brushed aside suggestions in the capital that ...", "heard from a waiter that ...": no clause of the noun before it."""
    clause = tree.heads[that]
    noun = tree.heads[clause]
    before = that - 1
    beside = tree.deps[clause] == "ccomp" and tree.deps[before] == "dobj" and tree.heads[before] == noun
    if beside and tree.lemmas[before] in _CLAIMED and tree.deps[that] == "mark" and tree.lemmas[noun] not in _INFORMED:
        tree.move(clause, before, "acl")  # "called the allegation that he took bribes a lie"
        return
    if (
        tree.deps[clause] == "ccomp"
        and tree.deps[that] == "dobj"
        and tree.child(clause, "nsubj", "nsubjpass") is not None
    ):
        tree.tags[that], tree.deps[that] = "IN", "mark"  # "telling the paper that his men had left"
        return
    link = tree.heads[noun]
    if (
        tree.deps[clause] not in ("acl", "relcl")
        or tree.deps[noun] != "pobj"
        or tree.deps[link] != "prep"
        or noun > that
    ):
        return
    verb = tree.heads[link]
    if tree.pos[verb] != "VERB" or verb > link:
        return
    if tree.lemmas[verb] in ("hear", "learn", "gather", "understand", "know") and tree.lowers[link] == "from":
        if tree.child(clause, "nsubj", "nsubjpass") in (None, that) or tree.child(verb, "dobj") is not None:
            return
        tree.move(clause, verb, "ccomp")
    else:
        claim = tree.child(verb, "dobj")
        if tree.deps[that] != "mark" or claim is None or not verb < claim < link or tree.lemmas[noun] in _CLAIMED:
            return
        if tree.lemmas[claim] not in _CLAIMED:
            return
        tree.move(clause, claim, "acl")
    tree.tags[that] = "IN"
    tree.move(that, clause, "mark")


def _left_open(tree: Tree, verb: int) -> None:
    """ "The photographs of the compound leave open whether ...": "leave" read as a noun, or "open" as the verb."""
    adjective, before = verb + 1, verb - 1
    if verb < 1 or tree.pos[before] not in _NOMINAL or (tree.pos[verb] == "VERB" and tree.deps[verb] not in _SUBJECTS):
        return
    root = verb
    while tree.heads[root] != root:
        root = tree.heads[root]
    if root == adjective:
        subject = next((kid for kid in tree.kids[root] if kid < verb and tree.deps[kid] in _SUBJECTS), before)
    elif root < verb and tree.pos[root] in _NOMINAL:
        subject = root
    else:
        return
    for kid in [*tree.kids[verb]]:
        if kid < before:
            tree.move(kid, before, tree.deps[kid])
    if before != subject and tree.heads[before] == verb:
        tree.move(before, tree.heads[verb], tree.deps[verb])
    tree.move(verb, verb, "ROOT")
    tree.pos[verb], tree.tags[verb] = "VERB", "VBZ" if tree.lowers[verb] == "leaves" else "VBP"
    tree.pos[adjective], tree.tags[adjective] = "ADJ", "JJ"
    for old in {root, adjective}:
        for kid in [*tree.kids[old]]:
            if kid > adjective:
                clause = tree.pos[kid] in _VERBAL
                tree.move(kid, verb, "ccomp" if clause else tree.deps[kid])
    tree.move(adjective, verb, "oprd")
    tree.move(subject, verb, "nsubj")


def _adjective(tree: Tree, i: int) -> None:
    """ "Thinks it likely that ...": no adverb."""
    clause = tree.child(i, "ccomp", "advcl")
    if clause is not None and (mark := tree.child(clause, "mark")) is not None and tree.lowers[mark] == "that":
        tree.pos[i], tree.tags[i] = "ADJ", "JJ"


def _asked(tree: Tree, i: int) -> None:
    """ "Was unable to establish if it had been ambushed": no condition."""
    verb, clause = i - 1, tree.heads[i]
    if i < 2 or tree.lemmas[verb] not in _ASKED or tree.pos[verb] != "VERB" or tree.deps[i] != "mark" or clause < i:
        return
    if tree.heads[clause] != verb or tree.deps[clause] == "advcl":
        tree.move(clause, verb, "ccomp")


def _news(tree: Tree, verb: int) -> None:
    """ "Word reached the capital at noon of a mutiny", "News came from the south that it had fallen": what the news is of."""
    noun = tree.child(verb, "nsubj")
    if noun is None or (tree.lowers[noun].removesuffix("s") not in _TOLD and tree.lemmas[noun] not in _TOLD):
        return
    for i in range(verb + 1, len(tree)):
        if tree.sents[i] != tree.sents[verb] or tree.words[i] in (";", ":"):
            return
        if tree.heads[i] <= noun:
            continue
        content = tree.child(i, "pobj") if tree.deps[i] == "prep" and tree.lowers[i] == "of" else None
        if content is not None and tree.pos[content] == "NOUN" and tree.heads[i] != noun:
            tree.move(i, noun, "prep")
            return
        that = tree.child(i, "mark")
        if that is not None and tree.lowers[that] == "that" and tree.deps[i] in ("acl", "ccomp", "advcl", "relcl"):
            tree.move(i, noun, "acl")
            return


def _pointing(tree: Tree, verb: int) -> None:
    """ "Images of the airfield point to a strike": a sentence without a verb."""
    root = verb
    while tree.heads[root] != root:
        root = tree.heads[root]
    before = verb - 1
    if root >= verb or tree.tags[root] != "NNS" or tree.pos[before] not in _NOMINAL:
        return
    if before != root:
        for kid in [*tree.kids[verb]]:
            if kid < before:
                tree.move(kid, before, tree.deps[kid])
        if tree.heads[before] == verb:
            tree.move(before, tree.heads[verb], tree.deps[verb])
    tree.move(verb, verb, "ROOT")
    tree.pos[verb], tree.tags[verb] = "VERB", "VBP"
    for kid in [*tree.kids[root]]:
        if kid > verb:
            tree.move(kid, verb, tree.deps[kid])
    tree.move(root, verb, "nsubj")


def _judged(tree: Tree, link: int) -> None:
    """ "Regards it as possible that the pilot survived": the clause is what is possible."""
    verb, adjective = tree.heads[link], tree.child(link, "amod", "pobj", "acomp")
    it = tree.child(verb, "dobj")
    if adjective is None or it is None or tree.lowers[it] != "it" or tree.pos[adjective] != "ADJ" or adjective < link:
        return
    clause = next((kid for kid in tree.children(verb, "advcl", "ccomp") if kid > adjective), None)
    mark = tree.child(clause, "mark") if clause is not None else None
    if clause is not None and mark == adjective + 1 and tree.lowers[mark] == "that":
        tree.move(clause, adjective, "ccomp")


def _told_before_colon(tree: Tree, what: int) -> None:
    """ "Repeated what the commission had told them: no box had been stolen": what stands behind the colon is what it told."""
    verb = tree.heads[what]
    subject = tree.child(verb, "nsubj")
    above = tree.heads[verb]
    if (
        subject is None
        or not what < subject < verb
        or tree.pos[verb] != "VERB"
        or tree.child(verb, "ccomp") is not None
    ):
        return
    colon = max(tree.subtree(verb)) + 1
    if colon >= len(tree) or tree.words[colon] != ":" or tree.deps[verb] not in ("ccomp", "pcomp"):
        return
    if tree.pos[above] == "ADP":
        above = tree.heads[above]
    clause = next((kid for kid in tree.children(above, "ccomp", "parataxis", "advcl") if kid > colon), None)
    if clause is None and tree.heads[above] > colon and tree.deps[above] in ("ccomp", "parataxis", "advcl"):
        clause = tree.heads[above]
        tree.move(above, above if tree.heads[clause] == clause else tree.heads[clause], tree.deps[clause])
    if clause is not None and tree.pos[clause] in _VERBAL:
        tree.move(clause, verb, "ccomp")
        tree.move(what, verb, "dative")
        tree.tags[what] = "PRP"  # no question any more


def _time_being(tree: Tree, being: int) -> None:
    """ "Will go on for the time being as winter slows the convoys": no verb, and what is read below it hangs on the clause's."""
    time = being - 1
    above = next((i for i in tree.path(time)[1:] if tree.pos[i] in _VERBAL and i != being), None)
    if above is None or tree.heads[being] == being:
        return
    for kid in [*tree.kids[being]]:
        if kid > being:
            tree.move(kid, above, tree.deps[kid])
    tree.pos[being], tree.tags[being] = "NOUN", "NN"
    tree.move(being, time, "amod")


def _inverted(tree: Tree, modal: int) -> None:
    """ "Says guards will fire should anyone cross the line": the condition is that of the firing."""
    clause = tree.heads[modal]
    subject, verb = tree.child(clause, "nsubj", "nsubjpass"), tree.heads[clause]
    if tree.deps[clause] != "ccomp" or subject is None or not verb < modal < subject < clause:
        return
    earlier = next((kid for kid in tree.children(verb, "ccomp") if kid < modal), None)
    if earlier is not None and tree.child(clause, "mark") is None:
        tree.move(clause, earlier, "advcl")
