"""The number of queries of a search is that of its kinds, not of its items (design/5 §6). `pytest -s` prints them.

Answers are made anew, from what is kept with the content version: labels, filters, and which entries hold a word.
"""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library.models import PublicationPage
from tests import factories as make

pytestmark = [pytest.mark.usefixtures("committed", "making"), pytest.mark.both_databases]
PUBLICATION = "library.PublicationPage"
SIZES = (1, 20, 50)


@pytest.fixture
def making(keeping: None, settings: Any) -> None:
    """Keep what answers are made from, but no answer."""
    settings.CMS_ANSWER_MEMORY_MB = 0


@pytest.fixture(scope="module")
def shelf(committed: None) -> Iterator[None]:
    """Fifty publications, and some of what else is searched."""
    topics, house, row = (
        [make.topic("one", en="Zqtopic"), make.topic("two")],
        make.organisation("house"),
        make.series("row"),
    )
    picture, paper, land = make.image(), make.document(), make.country("MX")
    for number in range(50):
        make.publication(
            f"Harbour {number}", topics=topics, publishers=[house], countries=[land], cover_image=picture, series=row,
            files=[("en", paper)], publication_year=1970 + number,
        )  # fmt: skip
    for number in range(3):
        make.helpline(f"harbour-{number}", name=f"Harbour line {number}", country=land)
        make.term(f"harbour-{number}", term=f"Harbour term {number}")
        make.release(f"Harbour release {number}", topics=topics)
    assert PublicationPage.objects.filter(live=True).count() == 50
    yield


def count(api: Any, address: str, *, warm: bool = True) -> int:
    if warm:
        assert api.get(f"/api/v2/{address}").status == 200, "what is kept is known from here on"
    with CaptureQueriesContext(connection) as queries:
        answer = api.get(f"/api/v2/{address}")
    assert answer.status == 200
    return len(queries)


SEARCHES = {
    "one type": (f"search/?q=harbour&type={PUBLICATION}", 9),
    "with a filter": (f"search/?q=harbour&type={PUBLICATION}&topic=one&year_from=1900", 9),
    "with two facets": (f"search/?q=harbour&type={PUBLICATION}&facets=topic,year", 9),
    "newest first": (f"search/?q=harbour&type={PUBLICATION}&order=-date", 9),
    "standing in": (f"search/?q=harbour&type={PUBLICATION}&locale=es&fallback=en", 9),
    "by their labels": (f"search/?q=zqtopic+house+Mexico&type={PUBLICATION}", 9),
    "titles only": (f"search/?q=harbour&type={PUBLICATION}&fields=_,title", 4),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_a_search_takes_as_many_queries_for_fifty_hits_as_for_one(name: str, api: Any, shelf: None) -> None:
    address, ceiling = SEARCHES[name]
    found = {size: count(api, f"{address}&limit={size}") for size in SIZES}
    sys.stdout.write(f"\n{name}: {found}")
    assert len(set(found.values())) == 1
    assert max(found.values()) <= ceiling


def test_each_further_kind_of_hit_takes_a_few_more(api: Any, shelf: None) -> None:
    one = count(api, f"search/?q=harbour&type={PUBLICATION}&limit=50")
    two = count(api, f"search/?q=harbour&type={PUBLICATION},press.PressReleasePage&limit=50&order=-date")
    four = count(api, "search/?q=harbour&limit=50&order=-date&offset=10")
    sys.stdout.write(f"\none type: {one}, two: {two}, four kinds: {four}")
    assert two <= one + 2
    assert four <= one + 6


def test_words_that_were_not_asked_for_yet_take_a_query_of_each_index(api: Any, shelf: None) -> None:
    known = count(api, f"search/?q=harbour&type={PUBLICATION}")
    new = count(api, f"search/?q=harbour+17&type={PUBLICATION}", warm=False)
    sys.stdout.write(f"\nknown words: {known}, new ones: {new}")
    assert new <= known + 2


def test_a_suggestion_takes_few_queries(api: Any, shelf: None) -> None:
    first = count(api, "search/suggest/?q=harb")
    new = count(api, "search/suggest/?q=harbo", warm=False)
    sys.stdout.write(f"\nsuggestions: {first}, of a new beginning: {new}")
    assert first <= 4
    assert new <= 5
