"""`/feeds/<name>/<locale>.{atom,rss,json}`: the newest public pages of a type in one language (design/4)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from defusedxml import ElementTree
from django.test import Client
from wagtail.models import Page

from cms.publishing import clock
from cms.site.models import SiteSettings
from library.models import PublicationPage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ATOM = "{http://www.w3.org/2005/Atom}"
DATE = "{http://purl.org/dc/elements/1.1/}date"
FORMS = ("atom", "rss", "json")


def get(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, response.content
    return response


def titles(client: Client, name: str = "press", code: str = "en") -> list[str]:
    """Return the titles of a feed, which must be the same in all its forms."""
    read = get(client, f"/feeds/{name}/{code}.json").json()
    found = [item["title"] for item in read["items"]]
    atom = ElementTree.fromstring(get(client, f"/feeds/{name}/{code}.atom").content)
    rss = ElementTree.fromstring(get(client, f"/feeds/{name}/{code}.rss").content)
    assert [entry.findtext(f"{ATOM}title") for entry in atom.iter(f"{ATOM}entry")] == found
    assert [item.findtext("title") for item in rss.iter("item")] == found
    return found


def test_a_json_feed_holds_all_that_is_said_of_a_page(client: Client) -> None:
    settings, _made = SiteSettings.objects.get_or_create(site=make.home().get_site())
    SiteSettings.objects.filter(pk=settings.pk).update(legal_name="ICMEC")
    release = make.release(
        "Office opened", slug="office", lead="In Brussels.", zone="Europe/Brussels", has_time=True,
        release_date=datetime(2026, 11, 2, 14, 30, tzinfo=UTC),
    )  # fmt: skip
    response = get(client, "/feeds/press/en.json")
    assert response["Content-Type"] == "application/feed+json"
    feed = response.json()
    [item] = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "ICMEC – Press releases",
        "home_page_url": "http://testserver/en/",
        "feed_url": "http://testserver/feeds/press/en.json",
        "language": "en",
    }
    assert item.pop("id").startswith("urn:uuid:")
    assert item == {
        "url": f"http://testserver/en/{release.url_path.split('/', 2)[2]}",
        "title": "Office opened",
        "summary": "In Brussels.",
        "content_text": "In Brussels.",
        "date_published": "2026-11-02T15:30:00+01:00",
        "date_modified": make.fresh(release).last_published_at.replace(microsecond=0).isoformat(),
        "language": "en",
        "_date": {"date": "2026-11-02T15:30:00+01:00"},
    }


def test_atom_and_rss_hold_the_same(client: Client) -> None:
    release = make.release("Office & <more>", lead="In Brussels & <13.\x0b", slug="office")
    updated = make.fresh(release).last_published_at.replace(microsecond=0)
    response = get(client, "/feeds/press/en.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entry = feed.find(f"{ATOM}entry")
    told = {name: entry.findtext(f"{ATOM}{name}") for name in ("title", "summary", "published")}
    assert told == {
        "title": "Office & <more>",
        "summary": "In Brussels &amp; &lt;13.",
        "published": "2026-11-02T00:00:00-05:00",
    }
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Press releases"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).replace(microsecond=0) == updated
    assert entry.findtext(DATE) == "2026-11-02"
    response = get(client, "/feeds/press/en.rss")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(response.content).find("channel")
    assert channel.findtext("language") == "en"
    item = channel.find("item")
    assert item.findtext("description") == "In Brussels &amp; &lt;13."
    assert item.findtext("pubDate") == "Mon, 02 Nov 2026 00:00:00 -0500"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("guid") == entry.findtext(f"{ATOM}id")
    assert item.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")


@pytest.mark.parametrize(
    ("values", "date", "published"),
    [
        ({"publication_year": 2019}, "2019", None),
        ({"publication_year": 2019, "publication_month": 8, "date_precision": "month"}, "2019-08", None),
        (
            {"publication_year": 2019, "publication_month": 8, "publication_day": 15, "date_precision": "day"},
            "2019-08-15",
            "2019-08-15T00:00:00+00:00",
        ),
        ({"publication_year": None, "date_precision": "unknown"}, None, None),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(client: Client, values: Any, date: Any, published: Any) -> None:
    """No day is invented for a year (design/3)."""
    make.publication("Report", **values)
    [item] = get(client, "/feeds/publications/en.json").json()["items"]
    assert (item.get("_date", {}).get("date"), item.get("date_published")) == (date, published)
    entry = ElementTree.fromstring(get(client, "/feeds/publications/en.atom").content).find(f"{ATOM}entry")
    assert (entry.findtext(DATE), entry.findtext(f"{ATOM}published")) == (date, published)


def test_the_newest_come_first_and_there_are_no_more_than_fifty(client: Client) -> None:
    for number in range(53):
        make.publication(f"Report {number}", publication_year=1950 + number, publication_date=f"{1950 + number}-01-01",
                         draft=True)  # fmt: skip
    PublicationPage.objects.update(live=True)
    found = titles(client, "publications")
    assert found == [f"Report {number}" for number in range(52, 2, -1)]


def test_events_to_come_stand_before_those_that_are_over_the_next_one_first(client: Client) -> None:
    day = datetime(2026, 12, 1, 15, tzinfo=UTC)
    for days in (3, -2, 9, -1):
        start = day + timedelta(days=days)
        make.event(f"In {days} days", start=start, end=start + timedelta(hours=1), zone="Asia/Tokyo")
    with clock.at(day):
        assert titles(client, "events") == ["In 3 days", "In 9 days", "In -1 days", "In -2 days"]
        first = get(client, "/feeds/events/en.json").json()["items"][0]
    assert first["date_published"] == "2026-12-05T00:00:00+09:00"
    with clock.at(day + timedelta(days=4)):
        assert titles(client, "events")[0] == "In 9 days"


def test_a_feed_is_of_one_language_and_nothing_stands_in(client: Client) -> None:
    release = make.release("Office")
    make.release("English only")
    assert titles(client, code="es") == []
    make.translated(release, "es", title="Oficina")
    assert titles(client, code="es") == ["Oficina"]
    english, spanish = ({item["id"] for item in get(client, f"/feeds/press/{code}.json").json()["items"]}
                        for code in ("en", "es"))  # fmt: skip
    assert not english & spanish
    assert get(client, "/feeds/press/zh-hans.json").json()["feed_url"].endswith("/zh-Hans.json")


def test_an_entry_keeps_its_id_whatever_becomes_of_its_address(client: Client) -> None:
    release = make.release("Office", slug="office")
    before = get(client, "/feeds/press/en.json").json()["items"][0]
    release.slug = "bureau"
    make.publish(release)
    after = get(client, "/feeds/press/en.json").json()["items"][0]
    assert after["id"] == before["id"]
    assert after["url"] != before["url"]


def test_only_what_is_public_is_told_at_once_and_by_itself(client: Client) -> None:
    """L10 too: what expired is gone though nobody swept."""
    soon = datetime.now(UTC) + timedelta(days=3)
    make.release("Draft", draft=True)
    gone, expiring, edited = make.release("Gone"), make.release("Expiring"), make.release("Edited")
    make.publication("Old edition", is_current_edition=False)
    make.fresh(gone).unpublish()
    Page.objects.filter(pk=expiring.pk).update(expire_at=soon)
    edited.title = "zqedit"
    edited.save_revision()
    assert sorted(titles(client)) == ["Edited", "Expiring"]
    assert titles(client, "publications") == []
    with clock.at(soon):
        assert titles(client) == ["Edited"]


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_is_the_same_until_something_changes(client: Client, form: str) -> None:
    first = get(client, f"/feeds/press/en.{form}")
    assert first["Cache-Control"] == "public, max-age=10"
    with clock.at(datetime.now(UTC) + timedelta(days=1)):
        again = client.get(f"/feeds/press/en.{form}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    make.release()
    assert get(client, f"/feeds/press/en.{form}")["ETag"] != first["ETag"]


def test_what_is_no_feed_is_a_problem(api: Any, problem: Any) -> None:
    for path in ("pres/en.atom", "press/xx.atom", "press/xx.json", "press/en.xml", "press/", ""):
        problem(api.get(f"/feeds/{path}"), 404)


def test_the_number_of_queries_is_constant(client: Client, query_count: Any) -> None:
    def count() -> dict[str, int]:
        found = {}
        for name in ("press", "publications", "events"):
            client.get(f"/feeds/{name}/en.json")
            with query_count() as queries:
                get(client, f"/feeds/{name}/en.json")
            found[name] = len(queries)
        return found

    make.release()
    make.publication()
    make.event()
    few = count()
    for number in range(3):
        make.release(f"Release {number}")
        make.publication(f"Report {number}")
        make.event(f"Event {number}")
    assert count() == few
    assert max(few.values()) <= 12


def test_reading_pages_lead_to_the_feeds_of_their_language(client: Client) -> None:
    page = client.get("/es/").content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert all(f'href="/feeds/{name}/es.atom"' in page for name in ("press", "publications", "events"))
