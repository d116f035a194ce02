"""Bodies: typed blocks, rich text, pictures (design/4)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cms.publishing import clock
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def blocks(api: Any, *body: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    page = make.standard(f"Page {len(body)}", body=list(body))
    found: list[dict[str, Any]] = api.get(f"pages/{page.pk}/", **query).data["body"]
    return found


def test_every_block_says_its_type_its_id_and_its_value(api: Any) -> None:
    paper = make.document("Guide", accessible=True)
    body = [
        make.block("heading", "Findings"),
        make.block("quote", {"text": "Report it.", "person": "A. Example", "role": "Director"}),
        make.block("file", {"document": paper.pk, "title": "Overview"}),
        make.block("faq", {"heading": "", "entries": [make.item({"question": "Who?", "answer": "<p>You.</p>"})]}),
        make.block("callout", {"tone": "note", "heading": "", "text": "<p>Read <b>this</b>.</p>"}),
    ]
    found = blocks(api, *body)
    assert [set(row) for row in found] == [{"type", "id", "value"}] * 5
    assert [row["id"] for row in found] == [row["id"] for row in body]
    heading, quote, file, faq, callout = (row["value"] for row in found)
    assert heading == "Findings"
    assert quote == {"text": "Report it.", "person": "A. Example", "role": "Director"}
    assert file["document"]["url"] == f"http://testserver{paper.url}"
    assert {"format", "size_bytes", "pages", "language", "sha256", "accessible"} <= set(file["document"])
    assert faq["entries"] == [{"question": "Who?", "answer": "<p>You.</p>"}]
    assert callout["text"] == "<p>Read <b>this</b>.</p>"


def test_a_card_is_there_in_its_season_only(api: Any) -> None:
    def card(title: str, start: str, end: str) -> dict[str, Any]:
        return {"title": title, "url": "https://example.org", "show_from": start, "show_until": end, "page": None}

    home: Any = make.home()
    home.body = [
        make.block("card", card("Always", "", "")),
        make.block("card", card("Over", "", "2026-11-20T11:00:00Z")),
        make.block("card", card("Now", "2026-11-20T11:00:00Z", "2026-11-20T13:00:00Z")),
        make.block("card", card("Later", "2026-11-20T13:00:00Z", "")),
    ]
    make.publish(home)
    for moment, expected in ((NOW, ["Always", "Now"]), (NOW + timedelta(hours=1), ["Always", "Later"])):
        with clock.at(moment):
            body = api.get(f"pages/{home.pk}/").data["body"]
        assert [block["value"]["title"] for block in body] == expected
        assert "show_until" not in body[0]["value"]


def test_a_new_badge_ends_by_itself(api: Any) -> None:
    page = make.publication()
    rows = [
        {"page": page.pk, "badge": "new", "new_until": "2026-11-20"},
        {"page": page.pk, "badge": "key", "new_until": None},
        {"page": None, "url": "https://example.org", "title": "Elsewhere", "publisher": "Somebody", "badge": ""},
    ]
    body = make.block("resource_list", {"heading": "Key", "items": [make.item(row) for row in rows]})
    portal = make.portal(body=[body])
    for moment, expected in ((NOW, ["new", "key", None]), (NOW + timedelta(days=1), [None, "key", None])):
        with clock.at(moment):
            items = api.get(f"pages/{portal.pk}/").data["body"][0]["value"]["items"]
        assert [row["badge"] for row in items] == expected
    assert items[0]["page"]["title"] == page.title
    assert items[0]["page"]["meta"]["type"] == "library.PublicationPage"
    assert (items[2]["page"], items[2]["url"], items[2]["publisher"]) == (None, "https://example.org", "Somebody")


def test_a_row_of_a_hidden_page_is_left_out_or_given_as_the_editors_own_words(api: Any) -> None:
    page = make.publication("Hidden", draft=True)
    rows = [{"page": page.pk, "title": ""}, {"page": page.pk, "title": "Coming"}]
    [block] = blocks(api, make.block("resource_list", {"heading": "", "items": [make.item(row) for row in rows]}))
    assert [(row["title"], row["page"]) for row in block["value"]["items"]] == [("Coming", None)]


def test_an_automatic_list_finds_the_newest_that_match_in_the_readers_language(api: Any) -> None:
    topic = make.topic("one")
    make.publication("Old", topics=[topic], publication_year=2001)
    new = make.publication("New", topics=[topic], publication_year=2024)
    make.publication("Superseded", topics=[topic], is_current_edition=False, publication_year=2025)
    make.publication("Other", publication_year=2026)
    body = [
        make.block("publication_list", {"heading": "One", "topic": "one", "limit": 2}),
        make.block("publication_list", {"heading": "", "topic": "no-such", "limit": 2}),
        make.block("publication_list", {"heading": "", "limit": 1}),
    ]
    page = make.standard(body=body)
    lists = [[row["title"] for row in b["value"]["items"]] for b in api.get(f"pages/{page.pk}/").data["body"]]
    assert lists == [["New", "Old"], [], ["Other"]]
    make.translated(new, "es", title="Nuevo")
    twin = make.translated(page, "es", title="Página")
    cards = api.get(f"pages/{twin.pk}/").data["body"][0]["value"]["items"]
    assert [card["title"] for card in cards] == ["Nuevo"]


def test_a_helpline_finder_has_the_world_wide_lines_of_its_kind(api: Any) -> None:
    make.helpline("world")
    make.helpline("report", kind="csam_hotline")
    make.helpline("local", country=make.country("GT"))
    every, some = blocks(
        api,
        make.block("helpline_finder", {"heading": "Help", "text": "", "kind": ""}),
        make.block("helpline_finder", {"heading": "Help", "text": "", "kind": "csam_hotline"}),
    )
    assert {row["code"] for row in every["value"]["helplines"]} == {"world", "report"}
    assert [row["code"] for row in some["value"]["helplines"]] == ["report"]
    assert some["value"]["helplines"][0]["phones"][0]["tel"] == "tel:116000"


def test_figures_partners_and_banners_are_resolved_and_marked(api: Any) -> None:
    figure, house = make.counter("cases", value=12, suffix="+"), make.organisation("house")
    text = make.site_text("safety", title="Be safe", body="<p>Call <b>now</b>.</p>")
    body = [
        make.block("stat_row", {"heading": "", "counters": [make.item(figure.pk)]}),
        make.block("partner_row", {"heading": "With", "organisations": [make.item(house.pk)]}),
    ]
    page = make.translated(make.standard("Page", body=body), "es", title="Página")
    stats, partners = api.get(f"pages/{page.pk}/").data["body"]
    [counter] = stats["value"]["counters"]
    assert (counter["value"], counter["suffix"], counter["lang"]) == (12, "+", "en")
    assert counter["translation"]["state"] == "fallback"
    assert partners["value"]["organisations"][0]["code"] == "house"
    portal = make.portal(safety_panel=text)
    panel = api.get(f"pages/{portal.pk}/").data["safety_panel"]
    assert (panel["title"], panel["body"], panel["lang"]) == ("Be safe", "<p>Call <b>now</b>.</p>", "en")


def test_rich_text_is_clean_html_or_markdown(api: Any) -> None:
    paper, page = make.document("Guide"), make.release("Release", slug="release")
    source = (
        f'<h3 data-block-key="abcde">Head</h3><p data-block-key="fghij">See <a linktype="page" id="{page.pk}">it</a>, '
        f'<a linktype="document" id="{paper.pk}">the file</a>, <a href="https://example.org/?a=1&amp;b=2">there</a>'
        ' or <a href="javascript:alert(1)">no</a><script>alert(2)</script>.</p><ul><li><i>one</i></li></ul>'
    )
    html = blocks(api, make.block("paragraph", source))[0]["value"]
    assert '<a href="http://testserver/en/press/release/">it</a>' in html
    assert f'<a href="http://testserver{paper.url}">the file</a>' in html
    assert '<a href="https://example.org/?a=1&amp;b=2">there</a>' in html
    assert "<h3>Head</h3>" in html
    for bad in ("javascript", "script", "alert", "linktype", "data-block-key"):
        assert bad not in html
    markdown = blocks(api, make.block("paragraph", source), make.block("heading", "x"), rich_text_format="markdown")
    text = markdown[0]["value"]
    assert "### Head" in text
    assert "[it](http://testserver/en/press/release/)" in text
    assert "[there](https://example.org/?a=1&b=2)" in text
    assert "<" not in text
    assert "javascript" not in text


def test_a_picture_has_alt_text_sizes_and_addresses_that_are_served(api: Any) -> None:
    picture = make.image("Cover", alt_texts={"en": "A classroom", "es": "Un aula"}, focal_point_x=10, focal_point_y=15,
                         focal_point_width=4, focal_point_height=4)  # fmt: skip
    page = make.publication(cover_image=picture)
    twin = make.translated(page, "es", title="Informe")
    other = make.publication("Own words", cover_image=picture, cover_alt="Our own words")
    cover = api.get(f"pages/{page.pk}/").data["cover"]
    assert set(cover) >= {"id", "alt", "width", "height", "renditions", "focal_point"}
    assert (cover["alt"], cover["width"], cover["height"]) == ("A classroom", 40, 30)
    assert cover["focal_point"] == {"x": 0.25, "y": 0.5}
    assert {row["type"] for row in cover["renditions"].values()} == {"image/webp", "image/jpeg"}
    for rendition in cover["renditions"].values():
        response = api.get(rendition["url"].removeprefix("http://testserver")).response
        assert b"".join(response)
        assert (response.status_code, response["Content-Type"]) == (200, rendition["type"])
    assert api.get(f"pages/{twin.pk}/").data["cover"]["alt"] == "Un aula"
    assert api.get(f"pages/{other.pk}/").data["cover"]["alt"] == "Our own words"
    assert api.get(f"images/{picture.pk}/", locale="es").data["alt"] == "Un aula"


def test_no_answer_holds_the_place_where_a_file_is_stored(api: Any, settings: Any) -> None:
    picture, paper = make.image("Stored"), make.document("Stored")
    image = {"image": {"image": picture.pk, "decorative": True, "alt_text": ""}, "caption": ""}
    page = make.publication(
        cover_image=picture, social_image=picture, files=[("en", paper)], body=[make.block("image", image)]
    )
    make.organisation("house", logo=picture)
    for address in (
        "pages/?fields=*&limit=50", f"pages/{page.pk}/", "organisations/", f"images/{picture.pk}/",
        f"documents/{paper.pk}/", "site/",
    ):  # fmt: skip
        text = json.dumps(api.get(f"/api/v2/{address}").data)
        for raw in (settings.MEDIA_URL, "original_images", "/media/", str(settings.MEDIA_ROOT), picture.file.name):
            assert raw not in text, address
