"""Two directions of one meeting are one entry."""

from dataclasses import replace

from detente.show.fold import fold, is_secondary
from tests.show.corpus import Corpus, Told, add_group, make_corpus


def meeting(mode: str | None = None, *, mirror: bool = True) -> Corpus:
    corpus = Corpus(documents=make_corpus().documents)
    told = Told("singapore", "Kim Jong Un met", "met", "CONSULT", ("Kim Jong Un",), ("Donald Trump",), mode=mode)
    add_group(corpus, [replace(told, mirror=mirror)])
    return corpus


def test_fold_joins_the_two_directions_of_a_meeting() -> None:
    corpus = meeting()
    (entry,) = fold(corpus.events, corpus.mentions)
    assert entry.event == corpus.events[0] and entry.mirror == corpus.events[1] and entry.both_ways


def test_fold_keeps_the_direction_of_a_visit() -> None:
    corpus = meeting("visit")
    host = replace(corpus.events[1], mode="host")
    (entry,) = fold([host, corpus.events[0]], corpus.mentions)
    assert entry.event.mode == "visit" and not entry.both_ways


def test_fold_leaves_events_apart_that_are_not_linked() -> None:
    corpus = meeting()
    unlinked = {key: replace(mention, linked=()) for key, mention in corpus.mentions.items()}
    assert len(fold(corpus.events, unlinked)) == 2


def test_fold_leaves_linked_events_apart_whose_parties_are_not_exchanged() -> None:
    corpus = meeting()
    same_way = replace(corpus.events[0], id="other", mentions=corpus.events[1].mentions)
    assert len(fold([corpus.events[0], same_way], corpus.mentions)) == 2


def test_fold_leaves_directions_apart_that_differ_in_status() -> None:
    corpus = meeting()
    assert len(fold([corpus.events[0], replace(corpus.events[1], status="DENIED")], corpus.mentions)) == 2


def test_fold_loses_no_event() -> None:
    corpus = make_corpus()
    entries = fold(corpus.events, corpus.mentions)
    shown = [e.event.id for e in entries] + [e.mirror.id for e in entries if e.mirror]
    assert sorted(shown) == sorted(event.id for event in corpus.events)


def test_is_secondary_only_if_all_mentions_are() -> None:
    corpus = meeting(mirror=False)
    (event,) = corpus.events
    assert not is_secondary(event, corpus.mentions)
    assert is_secondary(event, {key: replace(m, secondary=True) for key, m in corpus.mentions.items()})
    assert not is_secondary(event, {})
