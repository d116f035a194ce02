"""The page to read and try the API, with a keyboard, on a phone, from this origin alone."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
PHONE: Any = {"width": 390, "height": 844}


def test_somebody_asks_for_a_list_and_sees_the_answer(page: Page, live_server: Any) -> None:
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: troubles.append(f"{message.location['url']}: {message.text}"))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    make.publication("A report to find")
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/api/v2/docs/?lang=en")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "nothing is wider than a phone"
    article = page.get_by_role("article", name="GET /pages/", exact=True)
    article.locator("summary", has_text="try it").focus()
    page.keyboard.press("Enter")
    article.get_by_label("type", exact=True).fill("library.PublicationPage")
    article.get_by_label("limit").fill("1")
    article.get_by_label("limit").press("Enter")
    expect(article.get_by_role("status")).to_have_text("200 · /api/v2/pages/?limit=1&type=library.PublicationPage")
    expect(article.get_by_label("Answer")).to_contain_text('"title": "A report to find"')
    page.locator("#vocabulary").locator("..").locator("summary", has_text="Answers").click()
    page.get_by_role("link", name="Problem").locator("visible=true").first.click()
    expect(page.locator("#shape-Problem")).to_have_attribute("open", "")
    origin = urlsplit(live_server.url).netloc
    assert len(asked) >= 4
    assert {urlsplit(address).netloc for address in asked} == {origin}
    assert [trouble for trouble in troubles if "/favicon.ico:" not in trouble] == []
