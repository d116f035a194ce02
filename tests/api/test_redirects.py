"""`redirects/`: stock v2's list, detail and find, of what leads to something public (design/4)."""

from typing import Any
from urllib.parse import quote

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, Site

from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def to_page(old: str, page: Any) -> Redirect:
    return Redirect.objects.create(old_path=old, redirect_page=Page.objects.get(pk=page.pk))


def typed(old: str, link: str, **values: Any) -> Redirect:
    return Redirect.objects.create(old_path=old, redirect_link=link, **values)


def old_paths(api: Any, **query: Any) -> list[str]:
    answer = api.get("redirects/", **query)
    assert answer.status == 200, answer.data
    return [row["old_path"] for row in answer.data["items"]]


def test_an_item_is_that_of_stock_with_an_absolute_location(api: Any) -> None:
    row = to_page("/old", make.standard(slug="about"))
    answer = api.get("redirects/").data
    item = {
        "id": row.pk,
        "meta": {
            "type": "wagtailredirects.Redirect",
            "detail_url": f"http://testserver/api/v2/redirects/{row.pk}/",
        },
        "old_path": "/old",
        "location": "http://testserver/en/about/",
        "is_permanent": True,
    }
    assert answer == {"meta": {"total_count": 1, "next": None, "previous": None}, "items": [item]}
    assert api.get(f"redirects/{row.pk}/").data == item
    assert api.get("redirects/", fields="_,location").data["items"] == [{"location": item["location"]}]


def test_paging_order_and_exact_filters_are_those_of_stock(api: Any, problem: Any) -> None:
    rows = [typed(f"/{letter}", f"https://example.org/{letter}") for letter in "cab"]
    assert old_paths(api) == ["/c", "/a", "/b"]
    assert old_paths(api, order="-old_path") == ["/c", "/b", "/a"]
    assert old_paths(api, old_path="/a") == ["/a"]
    assert old_paths(api, id=rows[2].pk) == ["/b"]
    first = api.get("redirects/", limit=2).data
    assert first["meta"]["total_count"] == 3
    following = api.get(first["meta"]["next"].removeprefix("http://testserver")).data
    assert [row["old_path"] for row in following["items"]] == ["/b"]
    assert problem(api.get("redirects/", order="old_pth"), 400, "order")["errors"][0]["did_you_mean"] == "old_path"
    problem(api.get("redirects/", fields="locaton"), 400, "fields")
    problem(api.get("redirects/", pth="/x"), 400, "pth")


def test_find_leads_to_the_detail(api: Any, problem: Any) -> None:
    row = typed("/old?p=7", "https://example.org/")
    detail = f"http://testserver/api/v2/redirects/{row.pk}/"
    for query in ({"html_path": "/OLD/?p=7"}, {"id": row.pk}):
        answer = api.get("redirects/find/", **query)
        assert (answer.status, answer.response["Location"]) == (302, detail)
    problem(api.get("redirects/find/", html_path="/never"), 404)
    problem(api.get("redirects/find/", id="abc"), 400, "id")
    problem(api.get("redirects/find/"), 400, "html_path")
    problem(api.get("redirects/999999/"), 404)
    problem(api.get("redirects/abc/"), 404)


def test_only_what_leads_to_something_public_is_listed(api: Any) -> None:
    """L7: also where an editor typed the address, of a page or of a file."""
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    private, unused, paper = make.document("a", collection=collection), make.document("b"), make.document("c")
    make.publication(files=[("en", paper), ("es", private)])
    draft, page = make.standard(draft=True, slug="zqdraft"), make.standard(slug="about")
    other = Site.objects.create(hostname="other.example.org", root_page=make.home())
    hidden = [
        to_page("/1", draft),
        typed("/2", "/en/zqdraft/"),
        typed("/3", "http://testserver/en/zqdraft/"),
        typed("/4", f"/documents/{private.pk}/a.txt"),
        typed("/5", f"/documents/{unused.pk}/b.txt"),
        typed("/6", "/en/never/"),
        typed("/7", ""),
        typed("/8", "/en/a%00b/"),
        typed("/9", "https://example.org/", site=other),
    ]
    shown = [
        to_page("/a", page),
        typed("/b", "/EN/about"),
        typed("/c", "http://testserver/en/about/?x=1"),
        typed("/d", f"/documents/{paper.pk}/c.txt"),
        typed("/e", "//example.org/x"),
        typed("/f", "https://example.org/x"),
    ]
    answer = api.get("redirects/").data
    assert [row["id"] for row in answer["items"]] == [row.pk for row in shown]
    assert answer["meta"]["total_count"] == len(shown)
    assert {row["location"] for row in answer["items"][:3]} == {"http://testserver/en/about/"}
    for row in hidden:
        assert api.get(f"redirects/{row.pk}/").status == api.get("redirects/find/", id=row.pk).status == 404
        assert api.get("redirects/find/", html_path=row.old_path).status == 404
        assert api.get(f"pages/by-path/?path={row.old_path}").status == 404


def test_of_two_redirects_of_an_address_the_first_that_is_public_counts(api: Any) -> None:
    to_page("/twice", make.standard(draft=True))
    typed("/twice", "https://example.org/second")
    assert api.get("pages/by-path/?path=/twice").data["redirect"]["to"] == "https://example.org/second"


def test_an_address_that_moved_is_found_with_the_query_of_a_campaign(api: Any) -> None:
    to_page("/old", make.standard(slug="about"))
    typed("/old?p=7", "https://example.org/seventh")
    lead = {
        old: api.get(f"pages/by-path/?path={quote(old)}").data["redirect"]["to"]
        for old in ("/old?utm_source=x", "/old?p=7")
    }
    assert lead == {"/old?utm_source=x": "http://testserver/en/about/", "/old?p=7": "https://example.org/seventh"}


def test_an_address_of_another_host_is_no_path(api: Any) -> None:
    assert api.get("pages/by-path/?path=//evil.example/").status == 404


def test_a_list_takes_as_many_queries_for_fifty_redirects_as_for_two(api: Any, query_count: Any) -> None:
    paper = make.document()
    make.publication(files=[("en", paper)])

    def count() -> int:
        with query_count() as queries:
            assert api.get("redirects/", limit=50).status == 200
        return len(queries)

    def more(number: int) -> None:
        page = make.standard(slug=f"about-{number}")
        to_page(f"/page-{number}", page)
        typed(f"/typed-{number}", f"/en/about-{number}/")
        typed(f"/file-{number}", f"/documents/{paper.pk}/{number}.txt")

    more(0)
    count()
    few = count()
    for number in range(1, 16):
        more(number)
    assert count() == few <= 12
