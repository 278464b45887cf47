"""Which documents are copies."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.merge import copies
from detente.types import Document

STORY = (
    "The harbour authority of Port Lume closed two piers on Tuesday after a crane fell into the water. Nobody was "
    "hurt, said the port captain, who expects divers to raise the wreck before the weekend. Ferries to the "
    "islands sail from the northern pier until then, one hour later than the timetable says. Freight ships wait "
    "in the outer roads, and the customs office has opened a second counter for lorries. The crane was built "
    "forty years ago and had passed its last inspection in spring. An inquiry will look at the bolts of its base, "
    "which divers found sheared off."
)
OTHER = (
    "Divers in Port Lume found sheared bolts under the crane that fell into the harbour this week. The port "
    "captain wants the wreck raised soon, since freight ships pile up outside and ferries run late. Inspectors "
    "had approved the machine in spring although it is four decades old, documents of the authority show. Unions "
    "have long asked for new cranes."
)
STATEMENT = (
    "The two sides agreed to reopen the border crossing at the bridge for lorries and to exchange lists of "
    "prisoners within ten days under the eyes of observers from neutral states."
)


def original_of(*texts: str, dates: tuple[str | None, ...] = ()) -> list[int]:
    """Number of the original, for each text."""
    days = [dt.date.fromisoformat(day) if day else None for day in dates] or [None] * len(texts)
    documents = [Document(str(number), text, day) for number, (text, day) in enumerate(zip(texts, days, strict=True))]
    random.Random(1).shuffle(documents)
    found = copies(documents)
    return [int(found[str(number)]) for number in range(len(texts))]


def changed(text: str, every: int) -> str:
    """The text with one word in so many replaced."""
    return " ".join("other" if n % every == every - 1 else word for n, word in enumerate(text.split()))


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY, id="identical"),
        pytest.param(STORY.upper().replace(" ", "  "), id="case and spacing"),
        pytest.param("Crane falls into harbour, piers closed\n\n" + STORY, id="headline"),
        pytest.param(STORY[: len(STORY) // 2], id="half"),
        pytest.param(STORY[: len(STORY) // 4], id="first quarter"),
        pytest.param(STORY[150:], id="no lede"),
        pytest.param(changed(STORY, 15), id="edited"),
        pytest.param(STORY + " Reporting by our correspondent; editing by the night desk.", id="byline"),
    ],
)
def test_copy_is_found(copy: str) -> None:
    assert len(set(original_of(STORY, copy, OTHER))) == 2


def form(*numbers: str) -> str:
    """A report of the same form every week."""
    return (
        "Stocks of crude oil at the terminals of Port Lume fell to {} barrels in the week to Friday from {}, the "
        "harbour authority said. Stocks of petrol stood at {} barrels and those of heating oil at {} barrels."
    ).format(*numbers)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(
            form("4,102", "4,377", "912", "1,205"), form("3,988", "4,102", "957", "1,301"), id="form filled in anew"
        ),
        pytest.param(STORY, OTHER, id="own report of the same event"),
        pytest.param(STATEMENT, STORY[:400] + STATEMENT + OTHER, id="statement quoted in full"),
        pytest.param("Markets closed.", "Markets closed higher.", id="short"),
        pytest.param(STORY, changed(STORY, 3), id="rewritten"),
    ],
)
def test_no_copy_is_seen(one: str, two: str) -> None:
    assert original_of(one, two) == [0, 1]


def test_identical_short_texts_are_copies() -> None:
    assert original_of("Markets closed.", "Markets  closed") in ([0, 0], [1, 1])


def test_original_is_the_first_by_date() -> None:
    assert original_of(STORY, STORY, STORY, dates=(None, "2024-03-06", "2024-03-05")) == [2, 2, 2]


def test_original_of_one_day_is_the_longest() -> None:
    assert original_of(STORY[:400], STORY, dates=("2024-03-05", "2024-03-05")) == [1, 1]


def test_no_documents() -> None:
    assert copies([]) == {}


@given(st.lists(st.sampled_from([STORY, OTHER, STATEMENT, STORY[:300], "", "x"]), max_size=6), st.randoms())
def test_order_has_no_influence(texts: list[str], shuffler: random.Random) -> None:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    expected = copies(documents)
    shuffler.shuffle(documents)
    assert copies(documents) == expected
