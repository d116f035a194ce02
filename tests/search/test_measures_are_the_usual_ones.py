"""The three measures, on answers short enough to count by hand."""

import pytest

from tests.search.judgements import Judged
from tests.search.measures import Score, score

TWO = Judged("en", "query", "words", "", wanted=frozenset({"a"}), also=frozenset({"b"}))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("ab", Score(1, 1, 1)),
        ("xbxa", Score(1, 1, 1 / 4)),
        ("xxxxxba", Score(0, 1, 1 / 7)),
        ("b" + 19 * "x" + "a", Score(1 / 2, 1 / 2, 1 / 21)),
        ("", Score(0, 0, 0)),
    ],
    ids=["both first", "both among the first five", "below the first five", "beyond the first twenty", "nothing"],
)
def test_an_answer_is_measured_by_its_first_five_its_first_twenty_and_its_first_wanted_item(
    found: str, expected: Score
) -> None:
    assert score(TWO, list(found)) == expected


def test_seven_relevant_items_cannot_all_be_among_five() -> None:
    seven = Judged("en", "query", "words", "", wanted=frozenset("abcdefg"))
    assert score(seven, list("abcdexfg")).precision == 1
