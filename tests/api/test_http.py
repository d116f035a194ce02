"""What holds for every endpoint: errors, caching headers, methods, hostile input (design/4, reliability.md §5)."""

from typing import Any

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db
PUBLICATION = "library.PublicationPage"
ENDPOINTS = (
    "pages/", "pages/find/?html_path=/en/", "pages/by-path/?path=/en/", "vocabularies/", "vocabularies/topics/",
    "helplines/", "helplines/countries/", "organisations/", "stats/", "menus/", "site/", "locales/",
)  # fmt: skip


@pytest.mark.parametrize(
    "address", ["", "nope/", "pages/nope/", "pages/1/more/", "pages/abc/", "pages/-1/", "images/x/", "documents/0/",
                "menus/nope/", "vocabularies/nope/", "page", "pages/99999999999999999999/", "redirects/"]
)  # fmt: skip
def test_what_does_not_exist_is_a_problem_and_never_a_way_into_html(address: str, api: Any, problem: Any) -> None:
    problem(api.get(f"/api/v2/{address}"), 404)


def test_below_api_there_is_no_html(api: Any, problem: Any) -> None:
    for address in ("/api/", "/api/v1/", "/api/v3/pages/", "/api/v2/x%0A/"):
        problem(api.get(address), 404)


def test_a_missing_last_slash_leads_to_the_same_address_with_it(api: Any) -> None:
    answer = api.get("/api/v2/pages?limit=2")
    assert answer.status == 301
    assert answer.response["Location"] == "/api/v2/pages/?limit=2"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_it_can_only_be_read(method: str, client: Client) -> None:
    for address in ("pages/", "pages/1/", "site/", "nope/"):
        response = getattr(client, method)(f"/api/v2/{address}")
        assert response.status_code == 405
        assert response["Content-Type"] == "application/problem+json"
        assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("address", ENDPOINTS)
def test_every_answer_has_the_headers_of_the_contract(address: str, client: Client) -> None:
    response = client.get(f"/api/v2/{address}")
    if "find" in address:
        assert response.status_code == 302
        return
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "public, max-age=10"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Last-Modified" not in response
    assert "Set-Cookie" not in response
    tag = response["ETag"]
    assert tag.startswith('"')
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(f"/api/v2/{address}", headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert again["Cache-Control"] == "public, max-age=10"
    assert client.get(f"/api/v2/{address}", headers={"If-None-Match": '"other"'}).status_code == 200
    head = client.head(f"/api/v2/{address}")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", tag)


def test_the_etag_is_that_of_the_words(api: Any) -> None:
    page = make.publication("Report")
    before = api.get(f"pages/{page.pk}/").response["ETag"]
    assert api.get(f"pages/{page.pk}/").response["ETag"] == before
    page.title = "Another report"
    make.publish(page)
    assert api.get(f"pages/{page.pk}/").response["ETag"] != before


def test_an_error_is_kept_by_no_cache(api: Any) -> None:
    for address in ("pages/0/", "pages/?x=1", "nope/"):
        assert api.get(f"/api/v2/{address}").response["Cache-Control"] == "no-store"


def test_our_own_failure_is_a_problem_too(api: Any, problem: Any, monkeypatch: Any) -> None:
    from cms.api.endpoints import pages

    monkeypatch.setattr(pages, "part_of", lambda query: 1 / 0)
    body = problem(api.get("pages/"), 500)
    assert "division" not in str(body)


STRINGS = (
    "%00", "a%00b", "%22", "a%22b", "'", "%27%20OR%201=1", "%5C", "%ED%A0%80", "%FF", "%0A", "%7F",
    "..%2F..%2F", "%2500", "%F0%9F%98%80", "%E2%80%AE", "NaN", "-1", "1e9", "9223372036854775808", "9" * 30,
    "true", "[]", "{}", "*", "%25", "_", "AND", "NOT", "NEAR", "OR OR", "a" * 500, "//[", "http://[",
    "%3Cscript%3E", "\u0661", "(" * 60, "0001-01-01",
)  # fmt: skip
PLACES = ("pages/{}/", "vocabularies/{}/", "menus/{}/", "images/{}/", "documents/{}/", "x{}/", "pages/by-path/{}")


@pytest.mark.both_databases
def test_no_path_breaks_anything(client: Client) -> None:
    for place in PLACES:
        for value in STRINGS:
            response = client.get(f"/api/v2/{place.format(value)}")
            assert response.status_code in (301, 400, 404), (place, value)
            if response.status_code >= 400:
                assert response["Content-Type"] == "application/problem+json", (place, value)


HOSTILE = {
    "E1 nothing but a double quote": "pages/?search=%22",
    "E2 NUL in search": "pages/?search=a%00",
    "E3 200 one-letter words": "pages/?search=" + "+".join("a" * 200),
    "E4 NUL in a locale": "pages/?locale=%00",
    "E4 NUL in a path": "pages/find/?html_path=/a%00",
    "E4 NUL in a path, twice encoded": "pages/by-path/?path=/a%2500",
    "E5 an offset beyond 64 bits": "pages/?offset=9223372036854775808",
    "E6 an id of letters": "pages/find/?id=abc",
    "E7 an operator that is none": "pages/?search=a&search_operator=xor",
    "E8 a field 1,500 levels deep": "pages/?fields=" + "a(" * 1500,
    "E9 a field 140 levels deep": f"pages/?type={PUBLICATION}&fields=" + "related(" * 140 + "*" + ")" * 140,
    "E10 a date of letters": "pages/?first_published_at=abc",
    "E10 a moment out of range": "pages/?first_published_at=0001-01-01T00:00:00%2B14:00",
    "E11 a relation as a filter": f"pages/?type={PUBLICATION}&files=abc",
    "E13 a key of 30 digits": f"pages/?child_of={'9' * 30}",
    "E14 a column of the table": "pages/?pk=1",
    "E23 a misspelt filter": "pages/?lcoale=es",
    "a query of 3 kB": "pages/?title=" + "a" * 3000,
    "a lone surrogate": "pages/?title=%ED%A0%80",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_each_request_that_breaks_stock_wagtail_is_refused(name: str, api: Any, problem: Any) -> None:
    answer = api.get(f"/api/v2/{HOSTILE[name]}")
    assert 400 <= answer.status < 500
    problem(answer, answer.status)


def test_a_moment_may_be_asked_for_with_and_without_its_zone(api: Any) -> None:
    page = make.publication()
    moment = page.first_published_at.isoformat().replace("+", "%2B")
    assert api.get(f"/api/v2/pages/?first_published_at={moment}").data["items"][0]["id"] == page.pk
    assert api.get("/api/v2/pages/?first_published_at=2020-01-01").data["items"] == []
