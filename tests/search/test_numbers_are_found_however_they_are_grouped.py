"""A telephone number is found by its digits, however it is typed and wherever it is written, its helpline first."""

from typing import Any

import pytest

from cms.search.highlights import matched
from cms.search.models import SearchEntry
from cms.search.queries import parse
from tests import factories as make
from tests.search.asking import find, search
from tests.search.conftest import entry_key

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def numbers() -> None:
    """Two helplines, and pages that name their numbers."""
    make.helpline("lost", name="The Lost", phones=("+18008435678",))
    make.helpline("europe", name="Europe", phones=("116000",), description="Calls cost nothing.")
    make.publication("A guide to 1-800-843-5678", summary="Call 1-800-843-5678 or 116 000, day and night.")
    make.publication("Statistics", summary="In 2019 and 2020: 800 calls, 843 of 5678 answered.")


@pytest.mark.parametrize(
    "typed",
    [
        "18008435678", "+18008435678", "1-800-843-5678", "+1 (800) 843-5678", "800 843 5678", "(800) 843-5678",
        "800.843.5678", "1 800 8435678", "１８００８４３５６７８",
    ],
)  # fmt: skip
def test_a_number_is_found_by_its_digits(typed: str) -> None:
    assert sorted(find(typed)) == ["A guide to 1-800-843-5678", "The Lost"]


@pytest.mark.parametrize("typed", ["116000", "116 000", "11 60 00", "116-000", "116000 calls"])
def test_a_short_number_is_found_by_its_digits_its_helpline_first(typed: str) -> None:
    assert find(typed)[0] == "Europe"


@pytest.mark.parametrize("typed", ["001 800 843 5678", "0018008435678", "8435678", "843-5678"])
def test_a_helpline_is_found_by_what_is_dialled_for_it(typed: str) -> None:
    assert "The Lost" in find(typed)


def test_what_was_typed_is_marked_as_it_is_written() -> None:
    line = make.helpline("other", name="Other", phones=("+50222334455",))
    found = search("22334455")
    assert found.page(0, 5) == [entry_key(line)]
    [row] = matched(found.page(0, 5), search("+502 22334455").terms, "en")[entry_key(line)]
    assert (row["field"], row["text"], row["highlights"]) == ("phones", "+502 2233 4455", [[1, 14]])


def test_years_and_other_words_stay_what_they_are() -> None:
    assert [term.text for term in parse("2019 2020", "en").terms] == ["2019", "2020"]
    assert [term.text for term in parse("title 12 34 56", "en").terms] == ["titl", "12", "34", "56"]
    assert find("2019 2020") == ["Statistics"]


def test_a_number_that_was_withdrawn_is_found_no_more() -> None:
    line: Any = make.helpline("gone", name="Gone", phones=("+50222334455", "1546"))
    assert find("2233 4455") == find("1546") == ["Gone"]
    line.phones = [phone for phone in line.phones.all() if phone.number == "1546"]
    line.save_revision().publish()
    assert (find("22334455"), find("15 46")) == ([], ["Gone"])
    assert SearchEntry.objects.get(pk=entry_key(line)).title == "Gone"
