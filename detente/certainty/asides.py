"""Remarks of speech, thought or perception beside a clause, whatever the verb: "[clause], VERB NOUN", "[clause], NOUN VERB".

A small parser takes most inverted verbs but "said" for a further deed of the clause's subject ("..., assesses the institute").
Where a comma, a verb of this list and a noun phrase stand in a row and nothing else does, the clause is what the verb tells.
"""

from __future__ import annotations

from detente.certainty.quotes import CLOSING
from detente.certainty.tree import Tree
from detente.certainty.words import SPEAKERS, WORDS

#: Verbs of communication, thought and perception that take a clause, in remarks beside it.
SAYING = WORDS["saying"]
#: What a picture, a document or a post does with what it holds.
SHOWING = WORDS["showing"]
PLAIN = WORDS["plain"]
#: They take whom they are said to.
_TO_WHOM = WORDS["to_whom"]
_LETTING = frozenset(("let", "make", "put", "give", "get", "leak"))
_KNOWN = frozenset(("known", "clear", "plain", "about", "out", "understood", "public", "abroad"))
_QUOTING = frozenset(("quote", "cite", "report"))
_FINITE = ("VBD", "VBZ", "VBP")
_AS_VERB = {"NNS": "VBZ", "VBN": "VBD", "NN": "VBP"}
_VERBAL = ("VERB", "AUX")
_NOMINAL = ("DET", "ADJ", "NOUN", "PROPN", "NUM")
_LOOSE = frozenset(("ADP", "CCONJ", "PART", "ADV", "PRON", "PUNCT", "SYM", "X", *_NOMINAL))
_RELATIVE = frozenset(("who", "which", "whose", "that", "whom", "where"))
_TIMES = frozenset(("DATE", "TIME"))


def mend_aside(tree: Tree, comma: int) -> None:
    """Hangs the clause before the comma on the verb of the remark behind it, where there is one."""
    begin = comma + 1
    if begin < len(tree) and tree.words[begin] in CLOSING:
        begin += 1
    if begin + 1 >= len(tree) or tree.sents[begin] != tree.sents[comma]:
        return
    if tree.lowers[begin] == "as":
        _mend_as(tree, begin, _main_clause(tree, comma))
        return
    verb = _inverted(tree, begin)
    opening = begin if verb is None else begin + 1
    found = _straight(tree, begin) if verb is None else (verb, verb)
    if found is None:
        return
    topic = _topic(tree, comma)
    if topic is None:
        _attach(tree, comma, *found, opening)
    elif found[0] == found[1]:
        _mend_middle(tree, topic, comma, found[0], opening)


def mend_idiom(tree: Tree, it: int) -> None:
    """ "Let it be known that", "put it about that", "made it plain that": announced that."""
    verb, that = it - 1, next((i for i in range(it + 1, min(it + 4, len(tree))) if tree.lowers[i] == "that"), None)
    if that is None or tree.lemmas[verb] not in _LETTING or _KNOWN.isdisjoint(tree.lowers[it + 1 : that]):
        return
    clause = next((i for i in tree.path(that)[1:] if tree.pos[i] in _VERBAL and i > that), None)
    if (
        clause is None
        or clause in tree.path(verb)
        or (tree.child(verb, "nsubj") is None and tree.deps[verb] != "xcomp")
    ):
        return
    tree.lemmas[verb] = "announce"
    tree.move(clause, verb, "ccomp")
    tree.move(that, clause, "mark")


def _mend_as(tree: Tree, link: int, main: int | None) -> None:
    """ "..., as video filmed from a rooftop shows": the last word is the verb, whatever participles stand before it."""
    end = link + 1
    while end < len(tree) and tree.sents[end] == tree.sents[link] and tree.words[end] not in (",", ".", ";"):
        end += 1
    verb = end - 1 - (tree.lowers[end - 1] in PLAIN)
    if main is None or verb - link < 2 or tree.lemmas[verb] not in SAYING | SHOWING | {"make"}:
        return
    subject = _head_of(tree, link + 1, verb)
    if tree.tags[verb] not in (*_FINITE, "NNS") or subject is None or tree.heads[subject] == verb:
        return
    tree.pos[verb], tree.tags[verb] = "VERB", "VBZ" if tree.tags[verb] == "NNS" else tree.tags[verb]
    tree.move(verb, main, "advcl")
    tree.move(link, verb, "mark")
    tree.move(subject, verb, "nsubj")
    for i in range(link + 1, verb):
        if i != subject and not link < tree.heads[i] < verb:
            tree.move(i, subject, "acl" if tree.tags[i] in ("VBN", "VBD") else tree.deps[i])


def is_aside(tree: Tree, verb: int, clause: int) -> bool:
    """The clause stands in front of a listed verb, as what that tells: "[clause], assesses the institute"."""
    if not clause < verb or tree.deps[clause] != "ccomp" or tree.pos[clause] not in _VERBAL:
        return False
    if tree.child(clause, "mark") is not None:
        return False
    if tree.lemmas[verb] == "have":  # "the marshal has been replaced, the army paper has it"
        it = tree.child(verb, "dobj")
        return it is not None and tree.lowers[it] == "it" and it == verb + 1
    return tree.lemmas[verb] in SAYING


def _verb_like(tree: Tree, i: int) -> bool:
    """A finite verb of saying; also one read as a plural or as a participle."""
    return tree.lemmas[i] in SAYING and (tree.tags[i] in (*_FINITE, "VBN") or tree.tags[i] == "NNS")


def _inverted(tree: Tree, verb: int) -> int | None:
    """ "..., assesses the Harwell Group": the verb, with a noun phrase behind it and nothing more up to a comma."""
    if not _verb_like(tree, verb) or tree.pos[verb + 1] not in (*_NOMINAL, "PRON"):
        return None
    opening = verb + 1
    if (
        tree.pos[opening] == "PRON"
        and tree.tags[opening] != "PRP$"
        and tree.lowers[opening] not in ("he", "she", "they")
    ):
        return None
    if tree.tags[opening] in ("WDT", "WP") or any(
        kid < verb for kid in tree.children(verb, "nsubj", "nsubjpass", "aux")
    ):
        return None
    end = _phrase_end(tree, opening)
    noun = tree.tags[verb] == "NNS" and tree.deps[opening] != "det" and tree.pos[opening] != "PROPN"
    if end is None or (noun and tree.words[end : end + 1] == [","]):
        return None
    return verb


def _phrase_end(tree: Tree, first: int) -> int | None:
    """The mark that closes a stretch without a verb but for participles and relative clauses; None where there is a verb."""
    related = False
    for i in range(first, len(tree)):
        if tree.sents[i] != tree.sents[first] or tree.words[i] in (",", ".", ";", ":", "?", "!", "—", "–"):
            return i
        related |= tree.lowers[i] in _RELATIVE and i > first
        if tree.pos[i] in _LOOSE or related or (tree.tags[i] in ("VBN", "VBG") and i > first):
            continue
        return None
    return len(tree)


def _straight(tree: Tree, begin: int) -> tuple[int, int] | None:
    """ "..., the governor said by telephone", "..., a commander was quoted as saying": the verb and the one with the content."""
    if tree.pos[begin] not in _NOMINAL and tree.tags[begin] not in ("PRP$", "VBG"):
        return None
    verb = begin
    while (
        verb < len(tree)
        and tree.sents[verb] == tree.sents[begin]
        and (tree.pos[verb] in (*_NOMINAL, "ADP", "PART", "PRON") or tree.tags[verb] in ("VBG", "VBN"))
    ):
        verb += 1
    if verb >= len(tree) or tree.sents[verb] != tree.sents[begin]:
        return None
    if _noun_for_verb(tree, begin, verb - 1):
        return verb - 1, verb - 1
    if verb == len(tree) - 1:
        return None
    if tree.lowers[verb - 1] in ("who", "which"):
        return None
    if tree.lemmas[verb] == "be" and tree.lemmas[verb + 1] in _QUOTING:
        end = _phrase_end(tree, verb + 2) or verb
        said = next(
            (i for i in range(verb + 2, end) if tree.lemmas[i] in SAYING and tree.tags[i] in ("VBG", "VBN")), None
        )
        return (verb + 1, said) if said is not None and "as" in tree.lowers[verb + 2 : said] else None
    if tree.tags[verb] not in _FINITE or tree.lemmas[verb] not in SAYING or tree.lowers[verb - 1] == "that":
        return None
    after = verb + 1
    object_of = tree.pos[after] in (*_NOMINAL, "PRON") and tree.ents[after] not in _TIMES
    if object_of and tree.lemmas[verb] not in _TO_WHOM:
        return None
    closing = _phrase_end(tree, after)
    if closing is None or any(tree.lowers[i] in _RELATIVE for i in range(after, closing)):
        return None
    return verb, verb


def _topic(tree: Tree, comma: int) -> int | None:
    """Where the words before the comma begin, if they are but a noun phrase at the head of a sentence: "The army, ..."."""
    first = comma
    while first and tree.sents[first - 1] == tree.sents[comma] and tree.words[first - 1] not in (";", ":", ","):
        first -= 1
    if tree.words[first - 1] == "," and first and tree.sents[first - 1] == tree.sents[comma]:
        return None
    nominal = all(tree.pos[i] in (*_NOMINAL, "ADP", "PART", "PRON") for i in range(first, comma))
    return first if first < comma and nominal and (tree.pos[first] in _NOMINAL or tree.tags[first] == "PRP$") else None


def _mend_middle(tree: Tree, first: int, comma: int, verb: int, opening: int) -> None:
    """ "Bandits, a peacekeeper from Fiji reports, robbed the mail train": the robbers are the bandits."""
    end = _phrase_end(tree, verb + 1)
    if end is None or end + 1 >= len(tree) or tree.words[end] != ",":
        return
    main = end + 1
    while main + 1 < len(tree) and (
        tree.pos[main] in ("AUX", "ADV", "PART") and tree.pos[main + 1] in (*_VERBAL, "ADV", "PART")
    ):
        main += 1
    if tree.tags[end + 1] not in (*_FINITE, "MD", "VBN") or tree.pos[main] not in _VERBAL or verb == main:
        return
    topic, subject = _head_of(tree, first, comma), _head_of(tree, opening, verb if opening < verb else end)
    if topic is None or subject is None or tree.ents[topic] in _TIMES or tree.ents[subject] in _TIMES:
        return
    tree.move(main, main, "ROOT")
    tree.move(verb, main, "parataxis")
    tree.pos[verb], tree.tags[verb] = "VERB", _AS_VERB.get(tree.tags[verb], tree.tags[verb])
    tree.move(topic, main, "nsubjpass" if any(tree.lemmas[i] == "be" for i in range(end + 1, main)) else "nsubj")
    tree.move(subject, verb, "nsubj")
    for begin, stop, head in (
        (first, comma, topic),
        (opening, verb if opening < verb else end, subject),
        (end + 1, main, main),
    ):
        for i in range(begin, stop):
            if i != head and not begin <= tree.heads[i] < stop:
                tree.move(i, head, _dep_under(tree, i, head))
    for i in range(main + 1, len(tree)):
        if tree.sents[i] != tree.sents[main]:
            break
        if tree.heads[i] <= end or tree.heads[i] == i:
            tree.move(i, main, tree.deps[i] if tree.deps[i] != "ROOT" else "dep")


def _dep_under(tree: Tree, i: int, head: int) -> str:
    """The relation of a stray word of a phrase to its head."""
    if tree.pos[head] in _VERBAL:
        return "aux" if tree.pos[i] == "AUX" else tree.deps[i]
    if tree.tags[i] in _FINITE:
        return "relcl"
    if tree.tags[i] in ("VBN", "VBG") and i > head:
        return "acl"
    if tree.pos[i] == "ADP":
        return "prep"
    return tree.deps[i] if tree.deps[i] in ("det", "amod", "poss", "nummod", "punct", "case", "pobj") else "compound"


def _noun_for_verb(tree: Tree, begin: int, last: int) -> bool:
    """ "..., tracking data show.": the last word, read as a noun, agrees with the one before as a verb would."""
    if last <= begin or tree.words[last + 1] not in (".", ",") or tree.tags[last] not in ("NN", "NNS"):
        return False
    many = tree.tags[last - 1] in ("NNS", "NNPS")
    return tree.lemmas[last] in SAYING and tree.pos[last - 1] in ("NOUN", "PROPN") and many == (tree.tags[last] == "NN")


def _attach(tree: Tree, comma: int, verb: int, teller: int, opening: int) -> None:
    """Makes the clause before the comma the complement of `teller`, unless the parser has it so."""
    main = _main_clause(tree, comma)
    end = _phrase_end(tree, verb + 1)
    if main is None or end is None or main == verb or not _closed(tree, end):
        return
    if any(kid < comma and tree.deps[kid] in ("nsubj", "nsubjpass", "mark") for kid in tree.kids[verb]):
        return  # the parser made one clause of both: `repair` parts them
    subject = _head_of(tree, opening, verb if opening < verb else end)
    if subject is None or tree.ents[subject] in _TIMES:
        return
    if opening > verb and tree.words[end : end + 1] == [","] and not _speaker(tree, verb, subject):
        return
    if tree.deps[subject] == "nsubj" and tree.heads[main] == teller:
        _rest_of_clause(tree, main, verb, subject, end)
        return
    above, dep = tree.heads[main], tree.deps[main]
    if verb in tree.path(main):
        above, dep = tree.heads[verb], tree.deps[verb]
    outer = verb if above in (main, verb) else above
    stop = verb if opening < verb else end
    if outer != verb and any(i == verb or opening <= i < stop for i in tree.path(outer)):
        return
    tree.move(verb, outer, "ROOT" if outer == verb else dep)
    tree.move(main, teller, "ccomp")
    tree.pos[verb] = "VERB"
    tree.tags[verb] = _AS_VERB.get(tree.tags[verb], tree.tags[verb]) if teller == verb else tree.tags[verb]
    passive = teller != verb
    tree.move(subject, verb, "nsubjpass" if passive else "nsubj")
    for i in range(opening, stop):
        if i != subject and tree.pos[i] != "AUX" and not opening <= tree.heads[i] < stop:
            tree.move(i, subject, _dep_under(tree, i, subject))
    for kid in [*tree.kids[verb]]:
        behind = kid > end and tree.deps[kid] in ("conj", "cc", "advcl", "prep")
        if behind or (kid < comma and kid != main and tree.deps[kid] in ("advcl", "prep", "npadvmod")):
            tree.move(kid, main, tree.deps[kid])
    _rest_of_clause(tree, main, verb, subject, end)


def _rest_of_clause(tree: Tree, main: int, verb: int, subject: int, end: int) -> None:
    """ "It is conceivable, thinks a sinologist, that he leaked them": the that-clause tells what is conceivable."""
    adjective = tree.child(main, "acomp")
    if adjective is None or tree.lowers[end + 1 : end + 2] != ["that"]:
        return
    kids = (*tree.children(subject, "relcl", "acl"), *tree.children(verb, "ccomp"))
    clause = next((kid for kid in kids if kid > end), None)
    if clause is not None and tree.child(clause, "nsubj", "nsubjpass") not in (None, end + 1):
        tree.tags[end + 1] = "IN"
        tree.move(end + 1, clause, "mark")
        tree.move(clause, adjective, "ccomp")


def _speaker(tree: Tree, verb: int, noun: int) -> bool:
    """In the middle of a sentence, "announced a truce" is a further deed; "announced the palace" and "says the lease" are not."""
    if tree.tags[verb] == "VBZ" or tree.lemmas[verb] == "say" or tree.pos[noun] != "NOUN" or tree.ents[noun]:
        return True
    return not SPEAKERS.isdisjoint(tree.names(noun))


def _closed(tree: Tree, end: int) -> bool:
    """No further deed of the same subject follows: "announced a strike, and left"."""
    after = end + 1
    if end >= len(tree) or tree.words[end] != "," or after >= len(tree):
        return True
    after += tree.pos[after] == "CCONJ"
    return after >= len(tree) or not (tree.tags[after] in (*_FINITE, "VBN") and tree.pos[after] in _VERBAL)


def _main_clause(tree: Tree, comma: int) -> int | None:
    """The highest verb of the clause that ends at the comma, if it has a subject and no conjunction in front."""
    first = comma
    while first and tree.sents[first - 1] == tree.sents[comma] and tree.words[first - 1] not in (";", ":"):
        first -= 1
    best = None
    for i in range(first, comma):
        if tree.pos[i] not in _VERBAL or tree.deps[i] in ("aux", "auxpass", "amod", "relcl", "acl", "compound"):
            continue
        if _inverted_condition(tree, i):
            continue
        if best is None or (i in tree.path(best) and tree.deps[i] != "conj"):
            best = i
    if (
        best is None
        or tree.child(best, "mark") is not None
        or (tree.tags[best] in ("VBG", "VBN") and not tree.child(best, "aux", "auxpass"))
    ):
        return None
    subject = tree.child(best, "nsubj", "nsubjpass", "expl")
    return best if subject is not None else None


def _inverted_condition(tree: Tree, verb: int) -> bool:
    """ "Were the lira to fall, economists say, ...": an auxiliary before the subject."""
    subject = tree.child(verb, "nsubj", "nsubjpass", "expl")
    helper = verb if tree.lowers[verb] == "were" else tree.child(verb, "aux", "auxpass")
    return (
        helper is not None
        and subject is not None
        and helper < subject
        and tree.lowers[helper] in ("were", "had", "should")
    )


def _head_of(tree: Tree, first: int, stop: int) -> int | None:
    """The head noun of the phrase: the last of its opening run of nouns."""
    head = None
    for i in range(first, stop):
        if tree.pos[i] in ("NOUN", "PROPN") or (tree.pos[i] == "PRON" and tree.tags[i] == "PRP"):
            if (
                head is not None
                and tree.tags[head] in ("NN", "NNS")
                and tree.pos[i] == "PROPN"
                and tree.ents[i] != "PERSON"
            ):
                break  # "the Telegram channel Gorod 24"
            head = i
        elif head is not None and tree.words[i] not in ("'s", "’s", "'", "-"):
            break
    return head
