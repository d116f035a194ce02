"""Somebody searches, opens what was found, narrows and follows a correction: in three languages, on a small screen."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests import factories as make

WORDS = {
    "en": ("harbor safety", "Harbor safety for children", "Search", "Schools"),
    "es": ("guia puertos", "Guía de los puertos seguros", "Buscar", "Escuelas"),
    "zh-hans": ("港口", "港口儿童保护指南", "搜索", "学校"),
}
NARROW: ViewportSize = {"width": 390, "height": 800}


@pytest.fixture
def shelf(transactional_db: None) -> None:
    """A publication in all languages beside others, some of them with the topic."""
    labels: Any = {"en": "Schools", "es": "Escuelas", "zh-Hans": "学校"}
    topic = make.topic("schools", **labels)
    page = make.publication(WORDS["en"][1], topics=[topic], publication_year=2019)
    for lang in ("es", "zh-hans"):
        make.translated(page, lang, title=WORDS[lang][1], summary="-")
    other = make.publication("Harbor safety elsewhere", topics=[make.topic("other")])
    make.translated(other, "es", title="Otra guía de puertos", summary="-")
    make.translated(other, "zh-hans", title="其他港口", summary="-")
    day = make.release("Harbor safety day")
    make.translated(day, "es", title="Una guía para el día de los puertos", lead="-")
    make.translated(day, "zh-hans", title="港口日", lead="-")
    make.standard("Harbor walls")


@pytest.fixture
def reader(browser: Browser, live_server: Any, shelf: None) -> Iterator[Page]:
    """Return a page on a small screen without scripts: nothing here needs any."""
    context = browser.new_context(base_url=live_server.url, viewport=NARROW, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lang", WORDS)
def test_a_reader_searches_narrows_and_opens_what_was_found(lang: str, reader: Page) -> None:
    words, title, button, topic = WORDS[lang]
    reader.goto(f"/{lang}/")
    reader.get_by_role("searchbox").fill(words)
    reader.get_by_role("search").get_by_role("button", name=button).click()
    results = reader.locator("ol.items > li")
    expect(reader.get_by_role("heading", level=1)).to_have_count(1)
    expect(reader.get_by_role("search")).to_have_count(1)
    expect(reader.get_by_role("searchbox")).to_have_value(words)
    expect(results.get_by_role("link", name=title)).to_be_visible()
    before = results.count()
    assert before > 1
    expect(reader.get_by_role("status")).to_contain_text(str(before))
    reader.locator("nav.facets summary").nth(1).focus()
    reader.keyboard.press("Enter")
    reader.locator("nav.facets").get_by_role("link", name=topic).click()
    expect(results).to_have_count(1)
    chosen = reader.locator("nav.facets [aria-current=true]")
    expect(chosen).to_be_visible()
    assert "mark" in results.inner_html()
    chosen.click()
    expect(results).to_have_count(before)
    results.get_by_role("link", name=title).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.django_db(transaction=True)
def test_a_reader_follows_a_correction_and_changes_the_language(reader: Page) -> None:
    reader.goto("/en/search/?q=harbro")
    reader.get_by_role("link", name="harbor", exact=True).click()
    expect(reader.get_by_role("searchbox")).to_have_value("harbor")
    expect(reader.locator("ol.items > li")).to_have_count(4)
    reader.get_by_role("link", name="español").click()
    expect(reader.locator("html")).to_have_attribute("lang", "es")
    expect(reader.get_by_role("searchbox")).to_have_value("harbor")
    expect(reader.locator("ol.items > li")).to_have_count(1)
    expect(reader.locator("ol.items > li")).to_contain_text("inglés")


@pytest.mark.django_db(transaction=True)
def test_a_heading_in_an_excerpt_stands_apart_from_the_sentence_before(reader: Page) -> None:
    text = "<p>Ships are safe here.</p><p>What is at the quay</p><p>Lanterns and <b>zqboats</b> wait here.</p>"
    make.standard("Elsewhere", body=[make.block("paragraph", text)])
    reader.goto("/en/search/?q=zqboats")
    lines = reader.locator("ol.items .excerpt").inner_text().split("\n")
    assert lines == ["Ships are safe here.", "What is at the quay", "Lanterns and zqboats wait here."]


@pytest.mark.django_db(transaction=True)
def test_a_small_screen_is_wide_enough_and_every_state_says_what_it_is(
    browser: Browser, live_server: Any, shelf: None
) -> None:
    page = browser.new_page(base_url=live_server.url, viewport=NARROW)
    for query, said in (
        ("", 0), ("?q=harbor", 1), ("?q=zqnothing", 1), ("?q=%22", 1), ("?q=a&topic=gone", 1),
        ("?q=" + "w" * 100, 1),
    ):  # fmt: skip
        page.goto(f"/es/search/{query}")
        expect(page.get_by_role("status")).to_have_count(said)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], query
        levels = page.evaluate("[...document.querySelectorAll('main h1, main h2, main h3')].map(h => +h.tagName[1])")
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), levels
        unnamed = page.evaluate("[...document.querySelectorAll('input')].filter(i => !i.labels.length).length")
        assert unnamed == 0
    page.close()
