"""An editor publishes, two translators translate, the editor publishes that: in a browser, on the sample content."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page, expect

from cms.seed import builder
from cms.seed.foundation import translator_group
from library.models import LibraryIndexPage

TYPE = "library.PublicationPage"
PASSWORD = "a long password for tests"
TITLE = {
    "en": "Safer clubs guide",
    "es": "Guía para clubes más seguros",
    "zh-Hans": "更安全的俱乐部指南",
}
SUMMARY = {
    "en": "How sports clubs keep children safe.",
    "es": "Cómo los clubes deportivos protegen a niñas y niños.",
    "zh-Hans": "体育俱乐部如何保护儿童的安全。",
}
CHANGED_SUMMARY = "How sports clubs keep every child safe."
LOCALES = {"es": "translator-es", "zh-hans": "translator-zh"}
TRANSLATORS = {"es": ("translator-es", "Spanish"), "zh-Hans": ("translator-zh", "Simplified Chinese")}


@pytest.fixture
def people(transactional_db: None) -> None:
    """Make an editor and a translator for each language."""
    roles = {
        "editor": "Editors",
        "translator-es": translator_group("es"),
        "translator-zh": translator_group("zh-hans"),
    }
    for name, role in roles.items():
        user = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=role))


@pytest.fixture
def sign_in(browser: Browser, live_server: Any) -> Iterator[Callable[[str], Page]]:
    """Return what opens the admin as somebody, in a session of their own."""
    contexts = []

    def as_user(name: str) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="en-GB", viewport={"width": 1280, "height": 1000}
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/admin/login/")
        page.locator("#id_username").fill(name)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main [type=submit]").click()
        page.wait_for_url("**/admin/")
        return page

    yield as_user
    for context in contexts:
        context.close()


def publish_a_publication(page: Page) -> None:
    """Fill the form as an editor does: two files in different languages, one from the library, one elsewhere."""
    index = LibraryIndexPage.objects.get(locale__language_code="en")
    page.goto(f"/admin/pages/add/library/publicationpage/{index.pk}/")
    page.locator("#id_title").fill(TITLE["en"])
    page.locator("#id_summary").fill(SUMMARY["en"])
    page.get_by_role("tab", name="Files").click()
    page.locator("#id_files-ADD").click()
    page.locator("#id_files-0-language").select_option("en")
    page.locator("#id_files-0-document-chooser").get_by_role("button", name="Choose a document").click()
    page.locator(".modal-body a.document-choice, .modal-body [data-chooser-modal-choice]").first.click()
    expect(page.locator(".modal-body")).to_be_hidden()
    page.locator("#id_files-ADD").click()
    page.locator("#id_files-1-language").select_option("ar")
    page.locator("#id_files-1-external_url").fill("https://example.org/guide-ar.pdf")
    page.get_by_role("tab", name="Details").click()
    page.locator("#id_resource_type").select_option(label="Toolkit")
    page.locator("#id_publication_year").fill("2024")
    page.get_by_role("tab", name="Topics").click()
    page.locator("#id_topic_rows-0-topic").select_option(label="Safeguarding in organisations")
    publish(page)


def publish(page: Page) -> None:
    """Choose “Publish”, which the page editor keeps in its menu of actions."""
    button = page.get_by_role("button", name=re.compile("^Publish"))
    menu = page.get_by_role("button", name="More actions")
    expect(button.or_(menu).first).to_be_visible()
    if not button.is_visible():
        menu.first.click()
    button.click()
    expect(page.locator(".messages")).to_contain_text("ublished")


def submit(page: Page, pk: int, language: str) -> None:
    """Submit a page for translation into the only language that this translator is offered."""
    page.goto(f"/admin/localize/submit/page/{pk}/")
    others = {label for _name, label in TRANSLATORS.values()} - {language}
    page.get_by_label(language).check()
    for other in others:
        expect(page.get_by_label(other, exact=True)).to_have_count(0)
    page.locator("main form [type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text(f"submitted for translation into {language}")


def translate(page: Page, source: str, target: str) -> None:
    """Translate one string in the translation editor and see it saved."""
    segment = page.locator("li").filter(has_text=source).filter(has=page.get_by_role("button", name="Translate")).last
    segment.get_by_role("button", name="Translate").click()
    page.locator("textarea").fill(target)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(target).first).to_be_visible()


def states(api: Any) -> dict[str, tuple[str, str]]:
    """Return the public languages of the publication with their state and title."""
    rows = api.get("pages/", type=TYPE, slug="safer-clubs-guide").data["items"]
    return {row["meta"]["locale"]: (row["meta"]["translation"]["state"], row["title"]) for row in rows}


@pytest.mark.django_db(transaction=True)
def test_an_editor_publishes_translators_translate_and_the_api_tells_the_truth_at_each_step(
    people: None, sign_in: Callable[[str], Page], api: Any
) -> None:
    builder.build()
    editor = sign_in("editor")
    publish_a_publication(editor)
    assert states(api) == {"en": ("source", TITLE["en"])}
    [item] = api.get("pages/", type=TYPE, slug="safer-clubs-guide", locale="en").data["items"]
    assert [row["code"] for row in item["languages"]] == ["ar", "en"]

    addresses = {}
    for code, (name, language) in TRANSLATORS.items():
        translator = sign_in(name)
        submit(translator, item["id"], language)
        addresses[code] = translator.url
        assert set(states(api)) == {"en"}, "a submitted page is not public"
        translate(translator, TITLE["en"], TITLE[code])
        translate(translator, SUMMARY["en"], SUMMARY[code])
        assert set(states(api)) == {"en"}, "what a translator types is not public"
    [fallback] = api.get("pages/", slug="safer-clubs-guide", locale="es", fallback="en").data["items"]
    assert fallback["meta"]["translation"]["state"] == "fallback"

    for address in addresses.values():
        editor.goto(address)
        publish(editor)
    assert states(api) == {
        "en": ("source", TITLE["en"]),
        "es": ("current", TITLE["es"]),
        "zh-Hans": ("current", TITLE["zh-Hans"]),
    }
    for code in ("es", "zh-cn"):
        [row] = api.get("pages/", type=TYPE, slug="safer-clubs-guide", locale=code, fields="files").data["items"]
        assert [file["language"]["code"] for file in row["files"]] == ["en", "ar"]

    editor.goto(f"/admin/pages/{item['id']}/edit/")
    editor.locator("#id_summary").fill(CHANGED_SUMMARY)
    publish(editor)
    assert {code: state for code, (state, _title) in states(api).items()} == {
        "en": "source",
        "es": "outdated",
        "zh-Hans": "outdated",
    }
