"""What language a text is in, where else it is, and what stands in for what is missing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from cms.helplines.models import HelplinePhone
from cms.reading.dates import in_words
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("value", "precision", "english", "spanish", "chinese"),
    [
        ("2019", "year", "2019", "2019", "2019年"),
        ("2015-08", "month", "August 2015", "agosto de 2015", "2015年8月"),
        ("2015-08-15", "day", "August 15, 2015", "15 de agosto de 2015", "2015年8月15日"),
        ("2015-08-15", None, "August 15, 2015", "15 de agosto de 2015", "2015年8月15日"),
        ("2015-08-15T23:30:00+10:00", "day", "August 15, 2015", "15 de agosto de 2015", "2015年8月15日"),
        (None, None, "", "", ""),
        ("unknown", None, "unknown", "unknown", "unknown"),
    ],
)
def test_dates_are_in_the_readers_words(value: Any, precision: Any, english: str, spanish: str, chinese: str) -> None:
    written = [in_words(value, precision, code) for code in ("en", "es", "zh-Hans")]
    assert written == [english, spanish, chinese]


def test_a_moment_is_in_its_own_zone() -> None:
    assert in_words("2015-08-15T09:05:00+10:00", "minute", "es") == "15 de agosto de 2015, 9:05"


def test_alternates_name_every_version_and_no_other(read: Any) -> None:
    page = make.standard("Mission", slug="mission")
    make.translated(page, "es", title="Misión")
    make.translated(page, "zh-hans", title="使命", draft=True)
    html = read("/es/mission/")
    alternates = {link["hreflang"]: link["href"] for link in html.find_all("link", hreflang=True)}
    english = "http://testserver/en/mission/"
    assert alternates == {"en": english, "es": "http://testserver/es/mission/", "x-default": english}
    assert html.find("link", rel="canonical")["href"] == "http://testserver/es/mission/"
    assert html.html["lang"] == "es"
    languages = html.find("nav", class_="languages")
    assert languages.find("a", lang="en")["href"] == "/en/mission/"
    assert languages.find("a", lang="zh-Hans")["href"] == "/zh-hans/", "no version: its home page"


def test_a_page_in_another_language_is_offered_where_it_is_missing(client: Client) -> None:
    make.standard("Mission", slug="mission")
    response = client.get("/es/mission/")
    html = BeautifulSoup(response.content, "html.parser")
    link = html.main.find("a", hreflang="en")  # type: ignore[union-attr]
    assert response.status_code == 404
    assert html.html["lang"] == "es"  # type: ignore[index]
    assert (link["href"], link["lang"], link.get_text()) == ("/en/mission/", "en", "Mission")  # type: ignore


@pytest.fixture
def alias() -> Page:
    """An alias in Spanish of an English page."""
    page = make.standard("Mission", slug="mission", intro="What we are for.")
    alias: Page = page.copy_for_translation(make.locale("es"), copy_parents=True, alias=True)
    return alias


def test_a_page_that_stands_in_for_a_translation_says_so(read: Any, alias: Page) -> None:
    html = read("/es/mission/")
    notice = html.find("aside", class_="fallback").get_text()
    assert "Spanish" in notice or "español" in notice
    assert html.html["lang"] == "es"
    assert html.find("h1").find_parent("article")["lang"] == "en"
    assert html.find("link", rel="canonical")["href"] == "http://testserver/en/mission/"
    assert html.find("link", hreflang="es") is None


def test_editors_words_stand_in_the_notice_where_there_are_some(read: Any, alias: Page) -> None:
    text = make.site_text("fallback-notice", body="<p>English only.</p>")
    make.translated(text, "es", body="<p>Solo en inglés.</p>")
    assert "Solo en inglés." in read("/es/mission/").find("aside", class_="fallback").get_text()


@pytest.mark.parametrize(
    ("values", "state"),
    [({"machine": 2}, "machine"), ({"strings": 5, "translated": 3}, "partial"), ({"source_hash": "old"}, "outdated")],
)
def test_a_worse_translation_says_what_it_is(read: Any, values: dict[str, Any], state: str) -> None:
    page = make.standard("Mission", slug="mission")
    twin = make.translated(page, "es", title="Misión")
    make.state(twin, **values)
    html = read("/es/mission/")
    notice = html.find("aside", class_="notice")
    assert state in notice["class"]
    assert notice.find("a", hreflang="en")["href"] == "/en/mission/"
    assert read("/en/mission/").find("aside", class_="notice") is None


def test_what_falls_back_in_a_list_is_marked(read: Any) -> None:
    own = make.translated(make.publication("Old one", publication_year=1990), "es", title="Viejo")
    make.publication("New one")
    html = read("/es/resources/research-library/")
    rows = [row for row in html.find_all("article", class_="item") if row.h3]
    assert [(row.h3.get_text(), row["lang"]) for row in rows][-2:] == [(own.title, "es"), ("New one", "en")]
    assert rows[-1].find("small", class_="mark")["lang"] == "es"
    assert rows[-1].a["hreflang"] == "en"


def test_menus_and_banners_follow_the_language(read: Any) -> None:
    page = make.standard("Mission", slug="mission")
    make.translated(page, "es", title="Misión")
    other = make.standard("Careers", slug="careers")
    menu = make.menu("main", make.menu_entry("About", page, children=[("Careers", other)]))
    make.translated(menu, "es", items=[make.menu_entry("Nosotros", page, children=[("Empleo", other)])])
    make.announcement("now", text="We moved.")
    make.announcement("over", text="Long ago.", ends_at=datetime.now().astimezone() - timedelta(days=1))
    html = read("/es/")
    nav = html.find("nav", class_="menu")
    assert [link["href"] for link in nav.find_all("a")] == ["/es/mission/", "/en/careers/"]
    assert nav.find("a", string="Empleo")["hreflang"] == "en"
    banners = html.find("section", class_="banners")
    assert "We moved." in banners.get_text() and "Long ago." not in banners.get_text()
    assert banners.p["lang"] == "en"


def test_what_is_kept_in_all_languages_says_its_own(read: Any) -> None:
    picture = make.image(alt_texts={"en": "A house"})
    make.helpline("line", name="The line")
    HelplinePhone.objects.update(labels={"en": "from abroad", "es": "desde el extranjero"})
    lines = make.translated(make.directory("Lines", lists="helplines"), "es", title="Líneas")
    page = make.publication("Report", slug="report", cover_image=picture)
    make.translated(page, "es", title="Informe")
    assert read("/es/resources/research-library/report/").find("img", alt="A house")["lang"] == "en"
    row = read(f"/es/{lines.slug}/").find("article", class_="helpline")
    assert (row["lang"], row.find("span", string="desde el extranjero")["lang"]) == ("en", "es")
