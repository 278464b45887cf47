"""Mistakes of a small parser around remarks of speech within a sentence, mended before the rules read the tree.

"The trucks stopped, a shepherd said, and the men shot the driver": the last clause is the shepherd's too. As in repair.py,
each mend needs a pattern on the surface that leaves no doubt.
"""

from __future__ import annotations

from detente.certainty.asides import SAYING, SHOWING
from detente.certainty.contents import ARRIVING, WATCHED, mend_content
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS

_PASSED = WORDS["passed"]
_VERBAL = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubjpass")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_AS_FINITE = {"NNS": "VBZ", "NN": "VBP"}
#: What may open the object or the clause of a verb.
_OPENING = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "SCONJ", "PRON"))
_FINITE = ("VBD", "VBZ", "VBP")
_QUOTES = frozenset('"“”«»„') | {"``", "''"}


def mend(tree: Tree) -> None:
    """Mends the tree in place."""
    for i, tag in enumerate(tree.tags):
        if tag in _FINITE and tree.lemmas[i] in SAYING:
            _remark(tree, i)
        elif tag in ("NN", "NNS") and tree.deps[i] == "ROOT" and i + 1 < len(tree):
            _verb_read_as_head(tree, i)
            _verb_further_on(tree, i)
        elif tree.lowers[i] in WATCHED or tree.lemmas[i] in ARRIVING:
            mend_content(tree, i)
        elif (
            tag == "VBZ" and tree.deps[i] in ("nsubj", "nsubjpass", "pobj", "dobj") and tree.child(i, "compound", "det")
        ):
            tree.pos[i], tree.tags[i] = "NOUN", "NNS"  # "press accounts of a massacre"
        if tag in ("VBP", "VB") and tree.deps[i] == "ROOT":
            _number_disagrees(tree, i)
        if tag == "VBD" and tree.lemmas[i] in _PASSED and tree.deps[i] in ("ROOT", "ccomp"):
            _participle_read_as_past(tree, i)
        if tag in ("VBD", "VBN") and tree.deps[i] in ("nsubj", "nsubjpass"):
            _participle_read_as_subject(tree, i)
        if tag in _FINITE and tree.pos[i] == "VERB" and tree.kids[i]:
            _time_of_relative(tree, i)
        elif tag == "VBN" and tree.deps[i] == "ROOT":
            _active_read_as_passive(tree, i)


def _remark(tree: Tree, verb: int) -> None:
    if tree.deps[verb] == "parataxis":
        _conjunct_of_remark(tree, verb, tree.heads[verb])
    else:
        _two_subjects(tree, verb)
        fronted = next((kid for kid in tree.children(verb, "ccomp") if kid < verb), None)
        if fronted is not None and tree.child(fronted, "mark") is None and tree.pos[fronted] in _VERBAL:
            _conjunct_of_remark(tree, verb, fronted)


def _conjunct_of_remark(tree: Tree, verb: int, main: int) -> None:
    """ "The patrol crossed the river, the colonel said, and burned two huts": the patrol did."""
    conjunct = next((kid for kid in tree.children(verb, "conj") if kid > verb and tree.pos[kid] in _VERBAL), None)
    link = tree.child(verb, "cc")
    subject = tree.child(verb, "nsubj")
    if conjunct is None or link is None or subject is None or not main < subject or not main < verb < link < conjunct:
        return
    first = min(subject, verb, min(tree.subtree(subject)))
    if tree.words[link - 1] != "," or tree.words[first - 1] != "," or tree.lemmas[conjunct] in SAYING:
        return
    if any(tree.words[i] in _QUOTES for i in range(max(0, main - 12), conjunct)):
        return  # "'It is over,' he said, and left"
    if tree.heads[main] == verb:
        above, dep = tree.heads[verb], tree.deps[verb]
        tree.move(main, main if above == verb else above, dep)
        tree.move(verb, main, "parataxis")
    tree.move(conjunct, main, "conj")
    tree.move(link, main, "cc")


def _two_subjects(tree: Tree, verb: int) -> None:
    """ "The militia, the governor claimed on Sunday, had killed nine farmers": the first subject is the killer's."""
    subjects = [kid for kid in tree.children(verb, "nsubj") if kid < verb]
    clause = tree.child(verb, "ccomp")
    if len(subjects) == 2 and max(tree.subtree(subjects[0])) + 1 == min(tree.subtree(subjects[1])):
        tree.move(subjects[0], subjects[1], "compound")  # "the business daily Kurier"
        return
    if (
        len(subjects) != 2
        or clause is None
        or clause < verb
        or tree.child(clause, "nsubj", "nsubjpass", "expl", "mark")
    ):
        return
    behind, before = max(tree.subtree(subjects[0])) + 1, min(tree.subtree(clause)) - 1
    if tree.words[behind] != "," and tree.words[behind - 1] != ",":
        return
    if tree.words[before] != "," and tree.words[before + 1] != ",":
        return
    above, dep = tree.heads[verb], tree.deps[verb]
    tree.move(clause, clause if above == verb else above, dep)
    tree.move(subjects[0], clause, "nsubj" if tree.child(clause, "auxpass") is None else "nsubjpass")
    tree.move(verb, clause, "parataxis")


def _participle_read_as_past(tree: Tree, first: int) -> None:
    """ "A post shared thousands of times on Facebook claims that ...": the verb of the sentence is the second."""
    noun = tree.child(first, "nsubj")
    if noun is None or noun > first or tree.pos[noun] != "NOUN" or tree.child(first, "aux", "auxpass", "dobj"):
        return
    between = range(noun + 1, first)
    if any(tree.pos[i] in _VERBAL for i in between):
        return
    verb = next(
        (
            kid
            for kid in tree.children(first, "ccomp", "dep", "conj")
            if kid > first and tree.tags[kid] in (*_FINITE, "VB")
        ),
        None,
    )
    if verb is None or tree.child(verb, "mark") is not None:
        return
    coordinated = tree.deps[verb] == "conj" and any(first < kid < verb for kid in tree.children(first, "cc"))
    own = [kid for kid in tree.children(verb, "nsubj", "nsubjpass") if tree.pos[kid] == "PRON" or kid < first]
    if coordinated or own or any(tree.pos[i] == "SCONJ" for i in range(first, verb)):
        return
    if not any(tree.deps[kid] in ("ccomp", "xcomp", "advcl", "acomp") and kid > verb for kid in tree.kids[verb]):
        return
    above, dep = tree.heads[first], tree.deps[first]
    tree.move(verb, verb if above == first else above, dep)
    for kid in tree.children(verb, "nsubj"):
        tree.move(kid, first, "npadvmod")
    tree.move(noun, verb, "nsubj")
    tree.move(first, noun, "acl")
    tree.tags[first] = "VBN"
    for kid in [*tree.kids[first]]:
        if kid > verb:
            tree.move(kid, verb, tree.deps[kid])


def _verb_read_as_head(tree: Tree, root: int) -> None:
    """ "A viral post claims that ...", "The draft law obliges firms to ...": the verb read as a noun, its subject as the first
    half of a compound. A sentence without any other verb needs one."""
    subject = tree.child(root, "nsubj")
    following = tree.lowers[root + 1]
    plain = tree.child(root, "cop", "aux", "auxpass", "appos", "conj", "prep") is None
    clause = next((kid for kid in tree.children(root, "acl", "relcl", "ccomp", "advcl") if kid > root), None)
    if clause is None or (tree.tags[root] == "NNS") == (tree.tags[root - 1 if subject is None else subject] == "NNS"):
        return
    if subject is not None:
        if subject > root or tree.child(root, "det", "amod", "compound", "poss", "cop", "aux") is not None:
            return
        if following not in ("that", "on", "for") and tree.child(root, "dobj") is None:
            return
    else:
        subject = root - 1
        if following != "that" or not plain or tree.deps[subject] != "compound" or tree.heads[subject] != root:
            return
        for kid in [*tree.kids[root]]:
            if kid < subject:
                tree.move(kid, subject, tree.deps[kid])
        tree.move(subject, root, "nsubj")
    word = tree.lowers[root]
    if tree.lemmas[root] == word and word.endswith("s"):
        tree.lemmas[root] = word[:-1]
    tree.pos[root], tree.tags[root] = "VERB", "VBZ" if tree.tags[root] == "NNS" else "VBP"
    if following == "that":
        tree.tags[root + 1] = "IN"
        tree.move(root + 1, clause, "mark")
        tree.move(clause, root, "ccomp")


def _participle_read_as_subject(tree: Tree, i: int) -> None:
    """ "Footage shot from a roof shows that": the footage is what shows."""
    noun, verb = tree.child(i, "nsubj"), tree.heads[i]
    if (
        noun is None
        or not noun < i < verb
        or tree.pos[noun] not in _NOMINAL
        or tree.child(i, "aux", "mark") is not None
    ):
        return
    dep = tree.deps[i]
    tree.move(noun, verb, dep)
    tree.move(i, noun, "acl")
    tree.tags[i] = "VBN"


def _verb_further_on(tree: Tree, root: int) -> None:
    """ "A decree published in the gazette orders aid groups to leave": a sentence without a finite verb, a noun that agrees
    with its first as a verb would, and a noun phrase or a clause behind that."""
    sentence = [i for i in tree.subtree(root) if tree.sents[i] == tree.sents[root]]
    if tree.tags[root] not in ("NN", "NNS"):
        return
    hidden = next(
        (i for i in sentence if i > root + 1 and tree.tags[i] in _FINITE and tree.deps[i] in ("pobj", "compound")), None
    )
    if (
        hidden is not None
        and tree.lemmas[hidden] in SAYING | SHOWING
        and tree.lowers[hidden + 1 : hidden + 2] == ["that"]
    ):
        _make_verb(tree, root, hidden)
        return
    if any(tree.tags[i] in (*_FINITE, "MD") for i in sentence):
        return
    number = "NNS" if tree.tags[root] == "NN" else "NN"
    for i in sentence:
        if i <= root + 1 or tree.tags[i] != number or tree.lemmas[i] not in SAYING | SHOWING or i + 1 >= len(tree):
            continue
        if tree.deps[i] in ("pobj", "compound", "nmod", "appos", "dobj", "conj") and tree.pos[i + 1] in _OPENING:
            _make_verb(tree, root, i)
            return


def _number_disagrees(tree: Tree, root: int) -> None:
    """ "The prison register names eleven men": "register" cannot be the verb of "prison"."""
    subject, verb = tree.child(root, "nsubj"), root + 1
    if subject != root - 1 or tree.tags[subject] != "NN" or verb + 1 >= len(tree) or tree.tags[verb] != "NNS":
        return
    if (
        tree.lemmas[verb] not in SAYING | SHOWING
        or tree.pos[verb + 1] not in _OPENING
        or tree.child(root, "aux") is not None
    ):
        return
    for kid in [*tree.kids[subject]]:
        tree.move(kid, root, tree.deps[kid])
    tree.move(subject, root, "compound")
    tree.pos[root], tree.tags[root] = "NOUN", "NN"
    _make_verb(tree, root, verb)


def _make_verb(tree: Tree, noun: int, verb: int) -> None:
    """`verb`, read as a noun, becomes the verb of the sentence whose subject is `noun`."""
    above, before = tree.heads[verb], verb - 1
    heads = tree.pos[before] in (*_NOMINAL, "ADJ")
    for kid in [*tree.kids[verb]]:
        if kid < verb:
            tree.move(kid, before if heads and kid != before else above, tree.deps[kid])
        elif tree.deps[kid] in ("acl", "relcl") and tree.child(kid, "mark") is not None:
            tree.deps[kid] = "ccomp"
    if tree.deps[verb] == "pobj" and heads:
        tree.move(before, above, "pobj")
    tree.move(verb, verb, "ROOT")
    tree.move(noun, verb, "nsubj")
    tree.pos[verb], tree.tags[verb] = "VERB", _AS_FINITE.get(tree.tags[verb], tree.tags[verb])
    last = verb
    while (
        last + 1 < len(tree) and tree.pos[last + 1] in (*_NOMINAL, "DET", "ADJ", "NUM") and tree.words[last + 1] != "'s"
    ):
        last += 1
    following = verb + 1
    while following < len(tree) and tree.sents[following] == tree.sents[verb]:
        if tree.heads[following] < verb and tree.heads[following] != following:
            clause = tree.pos[following] in _VERBAL and tree.child(following, "aux") is not None
            dep = "dobj" if following == last else "xcomp" if clause else tree.deps[following]
            tree.move(following, verb, dep)
        following += 1


def _time_of_relative(tree: Tree, verb: int) -> None:
    """ "A nurse who was on duty that night said": the night is that of her duty."""
    subject = tree.child(verb, "nsubj")
    if subject is None or subject > verb or verb - subject < 4:
        return
    inner = next((kid for kid in tree.children(subject, "relcl", "acl") if subject < kid < verb), None)
    if inner is None:
        return
    for kid in tree.children(verb, "npadvmod", "prep"):
        if inner < kid < verb and not any(tree.words[i] == "," for i in range(inner, verb)):
            tree.move(kid, inner, tree.deps[kid])


def _active_read_as_passive(tree: Tree, verb: int) -> None:
    """ "Officials dismissed as fiction a report that ...": no passive without an auxiliary."""
    subject = tree.child(verb, "nsubjpass")
    named = next((kid for kid in tree.children(verb, "npadvmod") if kid > verb and tree.ents[kid] == ""), None)
    if subject is None or named is None or subject > verb or tree.child(verb, "aux", "auxpass", "agent") is not None:
        return
    tree.deps[subject], tree.deps[named], tree.tags[verb] = "nsubj", "dobj", "VBD"
