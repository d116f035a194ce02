"""Readers may be at risk: no cookie, no referrer, nothing from other hosts, and a way out."""

import re
from typing import Any

import pytest
from django.test import Client

from cms.site.models import SiteSettings
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_no_cookie_is_set_and_no_session_read(client: Client, query_count: Any) -> None:
    client.cookies["sessionid"] = "stolen" * 5
    with query_count() as queries:
        response = client.get("/en/press/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert not [query for query in queries.captured_queries if "session" in query["sql"]]


def test_pages_may_be_kept_for_ten_seconds_and_what_is_not_there_not_at_all(client: Client) -> None:
    assert client.get("/en/press/")["Cache-Control"] == "public, max-age=10"
    assert client.get("/en/nowhere/")["Cache-Control"] == "no-store"


def test_nothing_is_loaded_from_elsewhere_and_nothing_inline_runs(client: Client) -> None:
    page = make.standard("Help", slug="help", quick_exit=True)
    SiteSettings.for_site(page.get_site()).save()
    response = client.get("/en/help/")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == policy["frame-ancestors"] == "'self'"
    text = response.content.decode()
    assert '<meta name="referrer" content="no-referrer">' in text
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=", text)
    assert all(
        address.startswith("/static/")
        for address in re.findall(r'<(?:script|link rel="stylesheet")[^>]*?(?:src|href)="([^"]+)', text)
    )


def test_a_page_for_somebody_at_risk_has_a_quick_exit(read: Any) -> None:
    page = make.standard("Help", slug="help", quick_exit=True)
    make.standard("About", slug="about")
    row = SiteSettings.for_site(page.get_site())
    row.quick_exit_url = "https://example.org/weather"
    row.save()
    leave = read("/en/help/").find(id="quick-exit")
    assert leave["href"] == "https://example.org/weather"
    assert "noreferrer" in leave["rel"]
    assert read("/en/about/").find(id="quick-exit") is None
