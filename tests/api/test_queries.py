"""The number of queries is the same at 1, 20 and 50 items (design/4, design/5 §6). `pytest -s` prints them.

Answers are made anew, from what is kept with the content version: labels and which pages a list holds.
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
def shelf(committed: None) -> Iterator[list[Any]]:
    """Fifty publications, each with everything a publication can have; live without revisions, for speed."""
    topics = [make.topic(f"topic-{number}") for number in range(3)]
    houses = [make.organisation(f"house-{number}") for number in range(3)]
    picture, paper, row, land = make.image(), make.document(), make.series("row"), make.country("MX")
    releases = [make.release(f"Release {number}", topics=topics[:1], hero_image=picture) for number in range(3)]
    made: list[Any] = []
    for number in range(50):
        link = f'<p><a linktype="page" id="{releases[number % 3].pk}">see</a></p>'
        made.append(
            make.publication(
                f"Publication {number}",
                draft=True,
                topics=topics,
                publishers=houses,
                countries=[land],
                cover_image=picture,
                files=[("en", paper), ("es", "https://example.org/es.pdf")],
                series=row,
                publication_year=1970 + number,
                related=[*releases, *made[-2:]],
                supersedes=made[-1] if made else None,
                social_image=picture,
                body=[make.block("paragraph", link), make.block("file", {"document": paper.pk, "title": ""})],
            )
        )
    PublicationPage.objects.update(live=True)
    yield made


def count(api: Any, address: str) -> int:
    assert api.get(f"/api/v2/{address}").status == 200, "what is kept is known from here on"
    with CaptureQueriesContext(connection) as queries:
        answer = api.get(f"/api/v2/{address}")
    assert answer.status == 200
    return len(queries)


LISTS = {
    "cards of one type": (f"pages/?type={PUBLICATION}", 6),
    "cards of one type and language": (f"pages/?type={PUBLICATION}&locale=en", 6),
    "cards with a fallback": (f"pages/?type={PUBLICATION}&locale=es&fallback=en", 6),
    "cards with two facets": (f"pages/?type={PUBLICATION}&facets=topic,year", 8),
    "titles only": (f"pages/?type={PUBLICATION}&fields=_,title", 3),
    "all fields": (f"pages/?type={PUBLICATION}&fields=*", 12),
    "related cards in full": (f"pages/?type={PUBLICATION}&fields=_,related(*)", 18),
    "related titles": (f"pages/?type={PUBLICATION}&fields=_,related(_,title)", 8),
    "cards of all types": ("pages/?locale=en", 16),
    "search": (f"pages/?type={PUBLICATION}&search=publication", 6),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_fifty_items_as_for_one(name: str, api: Any, shelf: list[Any]) -> None:
    address, ceiling = LISTS[name]
    found = {size: count(api, f"{address}&limit={size}") for size in SIZES}
    sys.stdout.write(f"\n{name}: {found}")
    assert max(found.values()) <= ceiling
    assert len({found[20], found[50]}) == 1 or name == "cards of all types"


def test_a_deep_part_of_a_list_takes_as_many_queries_as_the_first(api: Any, shelf: list[Any]) -> None:
    first, deep = (count(api, f"pages/?type={PUBLICATION}&limit=5&offset={offset}") for offset in (0, 40))
    assert first == deep


def test_a_detail_takes_as_many_queries_however_much_it_points_at(api: Any, shelf: list[Any]) -> None:
    rich, poor = (count(api, f"pages/{page.pk}/") for page in (shelf[-1], make.publication("Poor")))
    links = [make.block("paragraph", f'<a linktype="page" id="{page.pk}">x</a>') for page in shelf[:20]]
    many = make.publication("Many", related=shelf[:6], body=links)
    found = {"rich": rich, "poor": poor, "many links": count(api, f"pages/{many.pk}/")}
    by_path = count(api, f"pages/by-path/?path=/en/resources/research-library/{shelf[-1].slug}/")
    sys.stdout.write(f"\ndetail: {found}, by path: {by_path}")
    assert max(found.values()) <= 14, "12, and 2 for the second type of related page"
    assert by_path <= rich


@pytest.mark.parametrize(
    ("address", "ceiling"),
    [("helplines/", 7), ("organisations/", 7), ("stats/", 5), ("menus/", 6), ("site/", 14), ("locales/", 4),
     ("vocabularies/", 17), ("vocabularies/topics/", 5)],
)  # fmt: skip
def test_the_endpoints_around_pages_keep_to_their_number(
    address: str, ceiling: int, api: Any, shelf: list[Any]
) -> None:
    before = count(api, address)
    for number in range(5):
        code = f"{address.strip('/').replace('/', '-')}-{number}"
        line = make.helpline(f"line-{code}", country=make.country("MX"))
        make.organisation(f"more-{code}", logo=make.image())
        make.counter(f"figure-{code}")
        make.site_text(f"text-{code}", body=f'<p><a linktype="page" id="{shelf[number].pk}">x</a></p>')
        assert line.pk
    after = count(api, address)
    sys.stdout.write(f"\n{address}: {before} before, {after} after")
    assert after <= ceiling
