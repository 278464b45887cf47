"""Frequent mistakes of a small parser around speech verbs, mended before the rules read the tree.

Each mend needs a pattern on the surface that leaves no doubt ("..., the mediator said." at the end of a sentence).
"""

from __future__ import annotations

from spacy.tokens import Doc

from detente.certainty.asides import SAYING, SHOWING, mend_aside, mend_idiom
from detente.certainty.remarks import mend
from detente.certainty.tree import Tree
from detente.certainty.words import WORDS

#: Where a Doc keeps its tree.
_KEY = "detente_tree"

#: The same before an infinitive.
_SEEMING = {"purport", "claim", "threaten", "vow", "plan", "promise", "pledge", "demand"}
#: Nouns that are mostly followed by what they say, and what else is done to them.
_CONTENTFUL = WORDS["contentful"]
_DONE_TO_CLAIMS = WORDS["done_to_claims"]
_CLAUSES = ("ccomp", "parataxis", "conj", "cop")
_VERBAL = ("VERB", "AUX")


def mended(doc: Doc) -> Tree:
    """The tokens of a text after `repair`, read once and kept with the Doc; nobody may change them."""
    tree: Tree | None = doc.user_data.get(_KEY)
    if tree is None:
        doc.user_data[_KEY] = tree = Tree.read(doc)
        repair(tree)
    return tree


def repair(tree: Tree) -> None:
    """Mends the tree in place."""
    for i, word in enumerate(tree.words):
        if word == ",":
            mend_aside(tree, i)
        elif word == "it" and i:
            mend_idiom(tree, i)
    mend(tree)
    for i in range(len(tree)):
        dep = tree.deps[i]
        if dep == "ROOT" and tree.tags[i] in ("NN", "NNS"):
            _verb_behind_noun(tree, i)
        if tree.pos[i] in ("NOUN", "ADJ", "PROPN") and tree.kids[i]:
            _noun_for_verb(tree, i, {tree.deps[kid] for kid in tree.kids[i]})
        elif dep == "ccomp":
            _semicolon(tree, i)
        elif dep == "relcl" and tree.pos[i] in _VERBAL:
            _content_read_as_relative(tree, i)
        if tree.lowers[i] == "confidence" and tree.lowers[tree.heads[i]] == "with":
            _content_behind_manner(tree, i)
        if tree.lemmas[i] in SAYING and tree.pos[i] == "VERB" and dep not in ("ROOT", "parataxis"):
            _closing_remark(tree, i)


def _noun_for_verb(tree: Tree, i: int, below: set[str]) -> None:
    """`below`: the relations of what hangs on the word, which tell quickly that none of the mends can apply."""
    if "ccomp" in below and "nsubj" in below:
        _verb_read_as_noun(tree, i)
    if "mark" in below and "acl" in below:
        _verb_read_as_participle(tree, i)
    if "aux" in below and "compound" in below:
        _question_read_as_noun(tree, i)


def _verb_read_as_noun(tree: Tree, i: int) -> None:
    """ "Satellite images taken on Sunday show that ...": "show" tagged as a noun."""
    subject = tree.child(i, "nsubj")
    clause = tree.child(i, "ccomp")
    if subject is None or clause is None or not subject < i < clause or tree.child(i, "cop", "aux", "det") is not None:
        return
    if tree.lowers[i] in ("likely", "unlikely"):
        return  # "thinks it likely that"
    mark = tree.child(clause, "mark")
    if mark is not None and mark == i + 1:
        tree.pos[i], tree.tags[i] = "VERB", "VBP"


def _verb_behind_noun(tree: Tree, root: int) -> None:
    """ "Monitors in the south report that ...", "A video posted on X purports to show ...": no verb where one must be."""
    if tree.heads[root] != root or any(
        tree.pos[kid] in _VERBAL and tree.deps[kid] in _CLAUSES for kid in tree.kids[root]
    ):
        return
    verb = next((i for i in tree.subtree(root) if i > root and _may_be_verb(tree, root, i)), None)
    if verb is None:
        return
    clause = next((i for i in tree.subtree(root) if i > verb > tree.heads[i] and tree.pos[i] in _VERBAL), None)
    if clause is None or min(tree.subtree(clause)) != verb + 1:
        return
    for kid in [*tree.kids[verb]]:
        if kid < verb:
            tree.move(kid, tree.heads[verb], "dep" if tree.deps[kid] == "det" else tree.deps[kid])
    tree.move(verb, verb, "ROOT")
    tree.move(root, verb, "nsubj")
    tree.move(clause, verb, "xcomp" if tree.lowers[verb + 1] == "to" else "ccomp")
    tree.pos[verb], tree.tags[verb] = "VERB", "VBZ" if tree.tags[verb] == "NNS" else "VBP"
    for i in range(len(tree)):
        if tree.heads[i] == root and i > verb:
            tree.move(i, verb, tree.deps[i])


def _may_be_verb(tree: Tree, root: int, i: int) -> bool:
    """A noun before "that" or "to", in number what the subject asks for: "report" of monitors, "purports" of a video."""
    many = tree.tags[root] == "NNS"
    following = tree.lowers[i + 1] if i + 1 < len(tree) else ""
    if tree.tags[i] != ("NN" if many else "NNS") or tree.deps[i] not in ("pobj", "dobj", "appos", "conj", "compound"):
        return False
    return tree.lemmas[i] in (SAYING | SHOWING if following == "that" else _SEEMING if following == "to" else ())


def _verb_read_as_participle(tree: Tree, i: int) -> None:
    """ "It is unlikely that the parties signed in secret": "signed" taken for a participle of "parties"."""
    if tree.deps[i] not in ("ccomp", "advcl") or tree.pos[i] == "ADJ":
        return
    mark, verb = tree.child(i, "mark"), tree.child(i, "acl")
    if mark is None or verb is None or tree.tags[verb] not in ("VBN", "VBD") or not mark < i < verb:
        return
    if tree.child(i, "cop") is not None or tree.child(verb, "aux", "auxpass") is not None:
        return
    above, dep = tree.heads[i], tree.deps[i]
    tree.move(verb, above, dep)
    tree.move(i, verb, "nsubj")
    tree.move(mark, verb, "mark")
    tree.tags[verb] = "VBD"


def _question_read_as_noun(tree: Tree, i: int) -> None:
    """ "Did the navy fire on the boat?": the verb tagged as a noun, its subject as the first half of a compound."""
    aux = next((kid for kid in tree.children(i, "aux") if kid < i and tree.lemmas[kid] in ("do", "will")), None)
    parts = [kid for kid in tree.children(i, "compound") if aux is not None and kid > aux]
    if not parts or tree.child(i, "nsubj", "cop") is not None or tree.tags[i] not in ("NN", "NNS"):
        return
    subject = parts[-1]
    for kid in [*tree.kids[i]]:
        if aux is not None and aux < kid < subject:
            tree.move(kid, subject, tree.deps[kid])
    tree.move(subject, i, "nsubj")
    tree.pos[i], tree.tags[i] = "VERB", "VB"


def _content_behind_manner(tree: Tree, noun: int) -> None:
    """ "It assesses with moderate confidence that they left": the clause is what is assessed, not what is confident."""
    preposition = tree.heads[noun]
    verb = tree.heads[preposition]
    clause = tree.child(noun, "relcl", "acl")
    if tree.pos[verb] != "VERB" or clause is None or tree.child(verb, "ccomp", "dobj") is not None:
        return
    if noun + 1 < len(tree) and tree.lowers[noun + 1] == "that":
        tree.deps[noun + 1], tree.tags[noun + 1] = "mark", "IN"
        tree.move(noun + 1, clause, "mark")
        tree.move(clause, verb, "ccomp")


def _content_read_as_relative(tree: Tree, verb: int) -> None:
    """ "The claim by the army that rebels used gas": no part of "used" is missing, so "that" is no relative pronoun."""
    that = next((kid for kid in tree.kids[verb] if tree.lowers[kid] == "that" and kid < verb), None)
    if that is None or tree.child(verb, "nsubj", "nsubjpass") in (None, that):
        return
    objects = [kid for kid in tree.children(verb, "dobj") if kid != that]
    if tree.deps[that] == "dobj" and not objects and not _tells(tree, tree.heads[verb], verb):
        return
    tree.deps[that], tree.tags[that], tree.deps[verb] = "mark", "IN", "acl"
    noun = tree.heads[verb]
    by = tree.heads[noun]
    if tree.lowers[by] in ("by", "from") and tree.deps[noun] == "pobj" and tree.pos[tree.heads[by]] == "NOUN":
        tree.move(verb, tree.heads[by], "acl")


def _tells(tree: Tree, noun: int, verb: int) -> bool:
    """ "A denial that the queen had fled"; not "the claim that it had made"."""
    return tree.lemmas[noun] in _CONTENTFUL and tree.lemmas[verb] not in _DONE_TO_CLAIMS | SAYING


def _semicolon(tree: Tree, i: int) -> None:
    """ "Residents reported X; the army rejected the charge": the first half is no complement of the second."""
    head = tree.heads[i]
    if head < i or tree.pos[head] not in _VERBAL:
        return
    if any(tree.words[kid] == ";" and i < kid < head for kid in tree.kids[head]):
        tree.deps[i] = "parataxis"


def _closing_remark(tree: Tree, verb: int) -> None:
    """ "It is unlikely that the parties signed, the mediator said.": "said" taken for the verb of the that-clause."""
    subject = next((kid for kid in tree.children(verb, "nsubj")[::-1] if kid < verb), None)
    if subject is None or tree.tags[verb] not in ("VBD", "VBZ", "VBP"):
        return
    after = verb + 1
    while after < len(tree) and tree.sents[after] == tree.sents[verb]:
        if tree.pos[after] not in ("PUNCT", "SPACE", "ADV") and tree.ents[after] not in ("DATE", "TIME"):
            return
        after += 1
    first = min(tree.subtree(subject))
    if first == 0 or tree.words[first - 1] != ",":
        return
    mark = next((kid for kid in tree.children(verb, "mark") if kid < first), None)
    if mark is None:
        return
    inner = [j for j in range(mark + 1, first) if tree.pos[j] in _VERBAL and tree.deps[j] not in ("aux", "auxpass")]
    if not inner:
        return
    _lift(tree, verb, mark, inner[0])


def _lift(tree: Tree, verb: int, mark: int, inner: int) -> None:
    """Gives the place of `verb` to `inner`, and hangs `verb` beside the root."""
    above, dep = tree.heads[verb], tree.deps[verb]
    noun = tree.heads[inner]
    tree.move(inner, above, dep)
    if tree.pos[noun] in ("NOUN", "PROPN", "PRON") and mark < noun < inner:
        tree.move(noun, inner, "nsubj")
    tree.move(mark, inner, "mark")
    root = above
    while tree.heads[root] != root:
        root = tree.heads[root]
    tree.move(verb, root, "parataxis")
