"""`/sitemap.xml` and `/robots.txt`: every public page once, with its other languages, and nothing else (design/4)."""

from typing import Any

import pytest
from defusedxml import ElementTree
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cms.languages.models import LocaleProfile
from cms.syndication import sitemap
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def document(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=10"
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    return ElementTree.fromstring(response.content)


def locations(root: Any) -> list[str]:
    return [node.text for node in root.iter(f"{SITEMAP}loc")]


def addresses(client: Client, code: str) -> dict[str, Any]:
    """Return the `<url>`s of a language by address, without the host."""
    root = document(client, f"/sitemaps/{code}-1.xml")
    rows = {url.findtext(f"{SITEMAP}loc").removeprefix("http://testserver"): url for url in root}
    assert len(rows) == len(root)
    return rows


def alternates(url: Any) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href").removeprefix("http://testserver") for link in url.iter(LINK)}


def test_the_index_names_a_file_of_each_launched_language(client: Client) -> None:
    root = document(client, "/sitemap.xml")
    assert locations(root) == [f"http://testserver/sitemaps/{code}-1.xml" for code in ("en", "es", "zh-Hans")]
    LocaleProfile.objects.filter(locale=make.locale("zh-hans")).update(launched=False)
    assert locations(document(client, "/sitemap.xml"))[-1].endswith("/es-1.xml")
    assert client.get("/sitemaps/zh-Hans-1.xml").status_code == 404


def test_a_page_stands_with_all_its_languages_and_the_source_as_default(client: Client) -> None:
    page = make.standard("Mission", slug="mission")
    make.translated(page, "es", title="Misión")
    make.translated(page, "zh-hans", draft=True, title="使命")
    english, spanish = addresses(client, "en")["/en/mission/"], addresses(client, "es")["/es/mission/"]
    expected = {"en": "/en/mission/", "es": "/es/mission/", "x-default": "/en/mission/"}
    assert alternates(english) == alternates(spanish) == expected
    changed = make.fresh(page).last_published_at.replace(microsecond=0)
    assert english.findtext(f"{SITEMAP}lastmod") == changed.isoformat()


def test_nothing_that_falls_back_or_mirrors_another_language_is_listed(client: Client) -> None:
    page = make.standard("Mission", slug="mission")
    source, spanish_home = Page.objects.get(pk=page.pk), Page.objects.get(pk=make.home("es").pk)
    source.create_alias(
        parent=spanish_home, update_slug="mirror", update_locale=make.locale("es"), reset_translation_key=False
    )
    source.create_alias(parent=Page.objects.get(pk=make.home().pk), update_slug="again")
    assert not {"/es/mirror/", "/es/mission/"} & set(addresses(client, "es"))
    assert alternates(addresses(client, "en")["/en/again/"]) == {}
    assert set(alternates(addresses(client, "en")["/en/mission/"])) == {"en", "x-default"}


def test_what_is_hidden_is_not_listed(client: Client) -> None:
    page, private = make.standard("Mission", slug="mission"), make.portal("Private", slug="private")
    make.section("Inner", parent=private, slug="inner")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make.standard("Draft", slug="draft", draft=True)
    make.fresh(page).unpublish()
    text = client.get("/sitemaps/en-1.xml").content.decode()
    assert not any(word in text for word in ("mission", "private", "inner", "draft"))


def test_a_long_list_is_cut_into_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PART_SIZE", 3)
    for number in range(4):
        make.standard(f"Page {number}", slug=f"page-{number}")
    files = [location for location in locations(document(client, "/sitemap.xml")) if "/en-" in location]
    found = [locations(document(client, file.removeprefix("http://testserver"))) for file in files]
    assert all(len(part) == 3 for part in found[:-1])
    together = [address for part in found for address in part]
    assert len(together) == len(set(together)) == Page.objects.filter(locale=make.locale(), depth__gt=1).count()
    assert client.get(f"/sitemaps/en-{len(files) + 1}.xml").status_code == 404


def test_unknown_files_are_problems(api: Any, problem: Any) -> None:
    for name in ("xx-1.xml", "en-0.xml", "en-99999.xml", "", "en.xml"):
        problem(api.get(f"/sitemaps/{name}"), 404)


def test_the_number_of_queries_is_constant(client: Client, query_count: Any) -> None:
    def count() -> list[int]:
        found = []
        for path in ("/sitemap.xml", "/sitemaps/en-1.xml"):
            client.get(path)
            with query_count() as queries:
                client.get(path)
            found.append(len(queries))
        return found

    few = count()
    for number in range(5):
        make.translated(make.standard(f"Page {number}"), "es", title=f"Página {number}")
    assert count() == few
    assert max(few) <= 6


def test_addresses_are_those_of_the_public_site(client: Client, settings: Any) -> None:
    settings.CMS_FRONTEND_URL = "https://www.example.org"
    assert locations(document(client, "/sitemap.xml"))[0] == "http://testserver/sitemaps/en-1.xml"
    listed = locations(document(client, "/sitemaps/en-1.xml"))
    assert all(address.startswith("https://www.example.org/en/") for address in listed)


def test_robots_are_pointed_to_the_sitemap_and_kept_from_the_admin(client: Client, settings: Any) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /api/v2/preview/", "Sitemap: http://testserver/sitemap.xml"} <= set(lines)
    assert "Disallow: /" not in lines
    settings.CMS_FRONTEND_URL = "https://www.example.org"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /", "Allow: /api/", "Allow: /documents/", "Allow: /images/"} <= set(lines)
