"""What holds for every endpoint: errors, caching headers, methods (design/4)."""

from typing import Any

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db
ENDPOINTS = (
    "pages/", "pages/find/?html_path=/en/", "pages/by-path/?path=/en/", "vocabularies/", "vocabularies/topics/",
    "helplines/", "helplines/countries/", "organisations/", "stats/", "menus/", "site/", "locales/",
)  # fmt: skip


@pytest.mark.parametrize(
    "address", ["", "nope/", "pages/nope/", "pages/1/more/", "pages/abc/", "pages/-1/", "images/x/", "documents/0/",
                "menus/nope/", "vocabularies/nope/", "page", "pages/99999999999999999999/"]
)  # fmt: skip
def test_what_does_not_exist_is_a_problem_and_never_a_way_into_html(address: str, api: Any, problem: Any) -> None:
    problem(api.get(f"/api/v2/{address}"), 404)


def test_below_api_there_is_no_html(api: Any, problem: Any) -> None:
    for address in ("/api/", "/api/v1/", "/api/v3/pages/"):
        problem(api.get(address), 404)


def test_a_missing_last_slash_leads_to_the_same_address_with_it(api: Any) -> None:
    answer = api.get("/api/v2/pages?limit=2")
    assert answer.status == 301
    assert answer.response["Location"] == "/api/v2/pages/?limit=2"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(method: str, client: Client) -> None:
    for address in ("pages/", "pages/1/", "site/", "nope/"):
        response = getattr(client, method)(f"/api/v2/{address}")
        assert response.status_code == 405
        assert response["Content-Type"] == "application/problem+json"
        assert response["Allow"] == "GET, HEAD, OPTIONS"


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


def test_a_moment_may_be_asked_for_with_and_without_its_zone(api: Any) -> None:
    page = make.publication()
    moment = page.first_published_at.isoformat().replace("+", "%2B")
    assert api.get(f"/api/v2/pages/?first_published_at={moment}").data["items"][0]["id"] == page.pk
    assert api.get("/api/v2/pages/?first_published_at=2020-01-01").data["items"] == []
