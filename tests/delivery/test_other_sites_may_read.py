"""Cross-origin: pages of other sites may read what is public, never with cookies, and nothing else (design/4)."""

from typing import Any

import pytest
from django.test import Client, override_settings

from tests import factories as make

pytestmark = pytest.mark.django_db
SITE = "https://www.example.org"
PREFLIGHT = {"Origin": SITE, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}


def test_every_origin_may_read_and_no_answer_depends_on_it(client: Client) -> None:
    answers = [client.get("/api/v2/site/", headers=sent) for sent in ({}, {"Origin": SITE})]
    assert [answer["Access-Control-Allow-Origin"] for answer in answers] == ["*", "*"]
    assert ["Origin" in answer["Vary"] for answer in answers] == [False, False]
    assert "ETag" in answers[0]["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answers[1]


@override_settings(CMS_CORS_ORIGINS=[SITE, "https://app.example.org"])
def test_only_origins_of_the_list_may_read_and_caches_are_told(client: Client) -> None:
    ours = client.get("/api/v2/site/", headers={"Origin": SITE})
    other = client.get("/api/v2/site/", headers={"Origin": "https://www.example.org.evil.example"})
    none = client.get("/api/v2/site/")
    assert ours["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Origin" not in other
    assert "Access-Control-Allow-Origin" not in none
    assert all("Origin" in answer["Vary"] for answer in (ours, other, none))
    assert ours.content == other.content == none.content


@override_settings(CMS_CORS_ORIGINS=[])
def test_an_empty_list_admits_nobody(client: Client) -> None:
    answer = client.get("/api/v2/site/", headers={"Origin": SITE})
    assert "Access-Control-Allow-Origin" not in answer
    assert "Origin" not in answer["Vary"]


def test_a_preflight_is_answered_without_asking_the_database(client: Client, query_count: Any) -> None:
    with query_count() as queries:
        answers = [client.options(f"/api/v2/{path}", headers=PREFLIGHT) for path in ("pages/", "pages/1/", "nope/")]
    assert len(queries) == 0
    for answer in answers:
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "if-none-match" in answer["Access-Control-Allow-Headers"].lower()
        assert int(answer["Access-Control-Max-Age"]) >= 600


@override_settings(CMS_RATE_LIMIT="1/hour")
def test_errors_can_be_read_too() -> None:
    client = Client()
    for path, status in {"pages/?title=%00": 400, "nope/": 429}.items():
        answer = client.get(f"/api/v2/{path}", headers={"Origin": SITE})
        assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*")


def test_files_may_be_shown_by_other_sites(client: Client) -> None:
    document = make.document()
    make.publication(files=[("en", document)])
    answer = client.get(f"/documents/{document.pk}/{document.filename}")
    answer.close()
    assert answer.status_code == 200
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_nothing_outside_of_public_reads_is_opened(client: Client) -> None:
    for address in ("/admin/login/", "/en/"):
        answer = client.options(address, headers=PREFLIGHT)
        assert not [name for name in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("path", ["site/", "nope/", "pages/?x=1"])
def test_an_answer_of_the_api_runs_nothing_in_a_browser(path: str, client: Client) -> None:
    answer = client.get(f"/api/v2/{path}")
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Referrer-Policy"] == "no-referrer"
