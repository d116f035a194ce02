"""Addresses: language first, one spelling, nothing of others touched, nothing hidden told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from cms.languages.models import LocaleProfile
from cms.reading.answers import POLICY
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "home"),
    [("es-MX,en;q=0.5", "/es/"), ("zh-CN", "/zh-hans/"), ("fr,zh;q=0.8", "/zh-hans/"), ("fr", "/en/"), ("", "/en/")],
)
def test_the_front_door_leads_to_the_language_of_the_browser(client: Client, accepted: str, home: str) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})
    assert (response.status_code, response["Location"]) == (302, home)
    assert response["Vary"] == "Accept-Language"


def test_the_front_door_leads_to_no_language_that_is_not_launched(client: Client) -> None:
    LocaleProfile.objects.filter(locale=make.locale("es")).update(launched=False)
    assert client.get("/", headers={"Accept-Language": "es"})["Location"] == "/en/"


def test_wagtail_knows_where_a_page_is_read() -> None:
    page = make.standard("Mission", slug="mission")
    twin = make.translated(page, "es", title="Misión")
    assert page.get_url() == "/en/mission/"
    assert twin.get_url() == "/es/mission/"
    with translation.override("zh-hans"):
        assert reverse("wagtail_serve", args=("press/",)) == "/zh-hans/press/"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("/EN/press/", "/en/press/"),
        ("/en/Press/?offset=3", "/en/press/?offset=3"),
        ("/en/press", "/en/press/"),
        ("/en//press//", "/en/press/"),
        ("/zh-Hans/press/", "/zh-hans/press/"),
        ("/zh-CN/press/", "/zh-hans/press/"),
        ("/press/", "/en/press/"),
        ("/es", "/es/"),
    ],
)
def test_another_spelling_leads_to_the_one_address(client: Client, written: str, right: str) -> None:
    response = client.get(written)
    assert (response.status_code, response["Location"]) == (301, right)
    assert client.get(right).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/en/%00/", 400), ("/en/press/%0A", 400), ("/%2500/", 400), ("/en/%ff%fe/", 400), ("/..%2f", 404),
     ("/en/" + "a/" * 3000, 414)],
)  # fmt: skip
def test_a_broken_path_is_refused_rather_than_an_error(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    "path", ["/api/v2/nothing/", "/api/v3/", "/admin", "/documents/1/x.pdf", "/images/9/", "/static/x"]
)
def test_addresses_of_others_are_left_to_them(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code in {301, 404}
    assert response.get("Content-Security-Policy") != POLICY
    assert "/en/" not in response.get("Location", "")


def test_a_missing_item_of_the_api_stays_json(client: Client) -> None:
    Redirect.objects.create(old_path="/api/v2/nothing", redirect_link="/en/")
    response = client.get("/api/v2/nothing/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_pages_are_only_read(client: Client) -> None:
    response = Client(enforce_csrf_checks=True).post("/en/press/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert client.head("/en/press/").status_code == 200


def test_a_redirect_is_followed(client: Client) -> None:
    page = make.standard("Mission", slug="mission")
    Redirect.objects.create(old_path="/en/our-mission", redirect_page=page, is_permanent=True)
    Redirect.objects.create(old_path="/?p=702", redirect_page=page, is_permanent=False)
    Redirect.objects.create(old_path="/old", redirect_link="https://example.org/new", is_permanent=True)
    assert (client.get("/en/our-mission/?from=mail")["Location"]) == "/en/mission/"
    assert (client.get("/?p=702").status_code, client.get("/?p=702")["Location"]) == (302, "/en/mission/")
    assert (client.get("/old/").status_code, client.get("/old/")["Location"]) == (301, "https://example.org/new")


def test_a_redirect_to_a_draft_tells_nothing(client: Client) -> None:
    page = make.standard("Secret", slug="secret", draft=True)
    Redirect.objects.create(old_path="/en/old-secret", redirect_page=page)
    response = client.get("/en/old-secret/")
    assert response.status_code == 404
    assert "ecret" not in response.content.decode().replace("/en/old-secret/", "")


def test_a_draft_and_nothing_at_all_are_the_same_page(client: Client) -> None:
    make.standard("Secret", slug="secret", draft=True)
    hidden, missing = client.get("/en/secret/"), client.get("/en/nowhere/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_a_frontend_elsewhere_gets_the_readers_of_public_pages_only(client: Client, settings: Any) -> None:
    settings.CMS_FRONTEND_URL = "https://www.example.org"
    make.standard("Secret", slug="secret", draft=True)
    response = client.get("/es/press/?offset=30")
    assert (response.status_code, response["Location"]) == (302, "https://www.example.org/es/press/?offset=30")
    assert client.get("/en/secret/").status_code == 404
    assert client.get("/")["Location"] == "https://www.example.org/en/"
