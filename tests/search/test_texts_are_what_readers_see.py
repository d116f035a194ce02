"""Which texts of a page are searched, and which of them a reader is shown."""

import pytest

from cms.languages import codes
from cms.search import texts
from cms.streams.plain import plain
from tests import factories as make
from tests.search.conftest import entry

pytestmark = pytest.mark.django_db


def searched(row):
    return {text.field: text.text for text in texts.texts_of(row)}


def test_rich_text_keeps_the_ends_of_its_blocks():
    source = "<h3>First &amp; last</h3><p>One <b>two</b>three<br/>four</p><ul><li>five</li><li><a href='a>b'>six</a>"
    assert plain(source).splitlines() == ["First & last", "One twothree", "four", "five", "six"]


def test_the_words_of_all_blocks_are_read_in_order():
    body = [
        make.block("heading", "Findings"),
        make.block("paragraph", "<p>Every report counts.</p>"),
        make.block("quote", {"text": "Listen first.", "person": "A. Example", "role": ""}),
        make.block("video", {"title": "A film", "url": "https://example.org/hidden", "transcript": "<p>Said.</p>"}),
    ]
    read = searched(make.standard(body=body))["body"]
    assert read.splitlines() == ["Findings", "Every report counts.", "Listen first.", "A. Example", "A film", "Said."]


def test_what_shows_only_sometimes_is_left_out():
    hidden = make.standard("Hidden")

    def card(title, **season):
        return make.item({"title": title, **season})

    body = [
        make.block(
            "card_grid",
            {"heading": "Cards", "cards": [card("Always"), card("Soon", show_from="2030-01-01T00:00:00Z")]},
        ),
        make.block(
            "resource_list",
            {
                "heading": "Resources",
                "items": [
                    make.item({"page": hidden.pk, "note": "Only with its page"}),
                    make.item({"url": "https://example.org", "title": "Elsewhere", "note": "A note"}),
                ],
            },
        ),
        make.block("publication_list", {"heading": "Lists", "topic": "csam", "limit": 3}),
    ]
    read = searched(make.portal(body=body))["body"]
    assert read.splitlines() == ["Cards", "Always", "Resources", "Elsewhere", "A note", "Lists"]


def test_words_for_search_are_found_and_never_shown(is_found):
    page = make.publication("Zebras", search_terms="Quagga\nOkapi", authors_text="A. Example")
    assert is_found(page, "quagga", "names")
    assert is_found(page, "example", "names")
    fields = [field for field, _text in entry(page).texts]
    assert fields == ["title", "summary", "authors_text"]
    assert entry(page).year == 2020


def test_the_title_of_a_file_is_analysed_in_the_language_of_the_file(is_found):
    page = make.publication("Zebras", files=[("es", make.document())], draft=True)
    rows = list(page.files.all())
    rows[0].title_override = "Guías para maestras"
    page.files = rows
    page = make.publish(page)
    assert is_found(page, "guia", "files", language="es")


def test_every_searched_text_of_a_page_type_is_text():
    from cms.pages.registry import page_types

    for model in page_types().values():
        assert [text.text for text in texts.texts_of(model(title="Zebras"))] == ["Zebras"], model


def test_a_snippet_shows_what_it_is_found_by():
    line = make.helpline("brave", name="Brave Line", hours="Day and night")
    assert entry(line).texts == [["name", "Brave Line"], ["hours", "Day and night"], ["phones", "116000"]]
    assert entry(line).locale.language_code == codes.SOURCE
