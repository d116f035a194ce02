"""Each page type with all it can have, as a reader gets it."""

import re
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from cms.blocks.bodies import ArticleBody, HomeBody, PortalBody
from cms.pages.registry import page_types
from tests import factories as make
from tests.factories import block, item

pytestmark = pytest.mark.django_db


def text_of(page: BeautifulSoup) -> str:
    return " ".join(page.main.get_text(" ").split())  # type: ignore[union-attr]


def test_every_page_type_and_block_has_a_template_of_its_own() -> None:
    for label in page_types():
        get_template(f"reading/pages/{label.replace('.', '_').lower()}.html")
    for body in (ArticleBody(), PortalBody(), HomeBody()):
        for name in body.child_blocks:
            get_template(f"reading/blocks/{name}.html")


def test_no_string_is_written_into_a_template() -> None:
    """Words between tags come from the API or from gettext."""
    for path in (settings.BASE_DIR / "templates" / "reading").rglob("*.html"):
        for line in BeautifulSoup(_without_tags(path.read_text()), "html.parser").stripped_strings:
            assert not any(letter.isalpha() for letter in line) or line in {"SMS", "WhatsApp", "doctype html"}, (
                path.name
            )


def _without_tags(source: str) -> str:
    for name in ("blocktranslate", "block kind"):
        source = re.sub(rf"{{% {name}.*?{{% end{name.split()[0]} %}}", "", source, flags=re.DOTALL)
    return re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)


def test_a_home_page_is_drawn(read: Any) -> None:
    page: Any = make.home()
    figure = make.counter("countries", value=196, label="countries reviewed")
    safety = make.site_text("safety", title="Seen something?", body="<p>Speak up.</p>")
    make.release("We opened an office")
    make.publication("Safe schools")
    page.hero_heading, page.hero_text, page.hero_image = "Every child", "We help.", make.image("Hero")
    page.hero_alt = "Blue shapes"
    page.body = [
        block("card", {"title": "Portal de educación", "content_language": "es", "url": "https://example.org/es"}),
        block("card", {"title": "Over", "show_until": "2020-01-01T00:00:00Z"}),
        block("stat_row", {"heading": "Figures", "counters": [item(figure.pk)]}),
        block("cta", {"heading": "Help children", "cta_label": "Donate", "url": "https://example.org/give"}),
        block("safety_banner", {"text": safety.pk, "cta_label": "", "page": None}),
        block("announcement", {"announcement": make.announcement("hello").pk}),
        block("latest_press", {"heading": "Press", "limit": 1}),
        block("latest_publications", {"heading": "", "limit": 1}),
    ]
    make.publish(page)
    html = read("/en/")
    words = text_of(html)
    assert html.h1.get_text() == "Every child"
    assert html.find("article", lang="es").h2.get_text() == "Portal de educación"
    assert all(
        word in words for word in ("196 countries reviewed", "Speak up.", "We opened an office", "Safe schools")
    )
    assert "Over" not in words
    picture = html.find("img", alt="Blue shapes")
    assert picture["width"] and picture["src"].startswith("/images/")
    assert "w" in picture.parent.source["srcset"]


def test_a_portal_and_its_section_are_drawn(read: Any) -> None:
    safety = make.site_text("safety", title="Need help?")
    portal: Any = make.portal("Education", slug="education", safety_panel=safety, eyebrow="For schools")
    part = make.section("Teachers", parent=portal, slug="teachers", intro="For those who teach.")
    make.section("Families", parent=portal, slug="families")
    portal.body = [
        block("heading", "Start here"),
        block("paragraph", f'<p>Read <a linktype="page" id="{part.pk}">this</a>.</p>'),
        block("resource_list", {"heading": "Key", "intro": "", "items": [
            item({"page": part.pk, "badge": "key"}),
            item({"title": "Elsewhere", "url": "https://example.org/x", "publisher": "Them", "note": "Good."}),
        ]}),
        block("respond_now", {"heading": "A child tells you", "steps": [item("Listen."), item("Report.")]}),
        block("card_grid", {"heading": "Ways", "cards": [item({"title": "One"})]}),
        block("faq", {"heading": "", "entries": [item({"question": "Who?", "answer": "<p>You.</p>"})]}),
        block("quote", {"text": "Every report counts.", "person": "A. Example", "role": "Director"}),
        block("callout", {"tone": "warning", "heading": "", "text": "<p>Careful.</p>"}),
        block("video", {"title": "Film", "url": "https://example.org/f", "transcript": "<p>Said.</p>"}),
        block("image", {"image": {"image": make.image("Map").pk, "alt_text": "A map"}, "caption": "Where"}),
        block("file", {"document": make.document("Leaflet").pk, "title": ""}),
        block("partner_row", {"heading": "Partners", "organisations": [item(make.organisation("itfcp").pk)]}),
        block("publication_list", {"heading": "New", "limit": 3}),
        block("helpline_finder", {"heading": "Find help", "kind": ""}),
        block("stat_row", {"heading": "", "counters": []}),
        block("cta", {"heading": "Go", "cta_label": "On", "page": part.pk}),
    ]  # fmt: skip
    make.helpline("world", name="World Line")
    make.publication("Safe schools")
    make.publish(portal)
    html = read("/en/education/")
    words = text_of(html)
    for word in (
        "Need help?/Start here/Key resource/Elsewhere/Listen./One/Who?/Every report counts./Careful./Said./Where"
        "/Leaflet/Itfcp/Safe schools/World Line/Families"
    ).split("/"):
        assert word in words, word
    assert html.find("a", string="this")["href"] == "/en/education/teachers/"
    assert len(html.find_all("h1")) == 1
    levels = [int(tag.name[1]) for tag in html.main.find_all(["h1", "h2", "h3", "h4"])]
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    below = read("/en/education/teachers/")
    assert [link.get_text() for link in below.find("nav", class_="breadcrumbs").find_all("a")] == ["Home", "Education"]


def test_a_standard_page_is_drawn_with_its_dates_and_contents(read: Any) -> None:
    body = [block("heading", "Who we are"), block("paragraph", "<p>Text.</p>")]
    make.standard(
        "Terms", slug="terms", body=body, table_of_contents=True, effective_date=date(2020, 5, 4), version="2"
    )
    html = read("/en/terms/")
    anchor = html.find("a", string="Who we are")["href"]
    assert html.find(id=anchor[1:]).get_text() == "Who we are"
    assert "In force since May 4, 2020" in text_of(html)


def test_a_publication_is_drawn_with_files_that_can_be_read(read: Any) -> None:
    old = make.publication("First edition", slug="first", is_current_edition=False)
    make.publication(
        "Safe schools", slug="safe", files=[("ar", make.document("Arabic")), ("es", "https://example.org/es.pdf")],
        topics=[make.topic("csam")], publishers=[make.organisation("icmec")], countries=[make.country("GT")],
        date_precision="month", publication_month=8, supersedes=old, related=[make.standard("About")],
    )  # fmt: skip
    html = read("/en/resources/research-library/safe/")
    words = text_of(html)
    assert html.find("a", hreflang="ar")["href"].startswith("/documents/")
    assert html.find("a", hreflang="ar").get_text() == "Safe schools – Arabic"
    assert all(word in words for word in ("TXT", "bytes", "August 2020", "Guatemala", "Icmec", "csam", "About"))
    assert "There is a newer edition" in text_of(read("/en/resources/research-library/first/"))


def test_a_press_release_is_drawn(read: Any) -> None:
    page = make.release(
        "We opened an office", slug="office", dateline_place="Sydney", contact_email="press@example.org",
        boilerplate=make.site_text("about", title="About us"), has_time=True, zone="Australia/Sydney",
        correction_note="It is in Sydney.", corrected_at="2026-11-03T00:00:00Z",
    )  # fmt: skip
    words = text_of(read("/en/press/office/"))
    assert "November 3, 2026" in words, "the day is that of the release's own zone"
    assert all(word in words for word in ("Sydney —", "press@example.org", "About us", "Correction, November 3, 2026"))
    assert page.title in text_of(read("/en/press/"))


def test_lists_go_on_over_pages(client: Client, read: Any) -> None:
    shelf = make.library()
    shelf.page_size = 2
    make.publish(shelf)
    for number in range(3):
        make.publication(f"Paper {number}", publication_year=2000 + number)
    first = read("/en/resources/research-library/")
    assert "Paper 2" in text_of(first) and "Paper 0" not in text_of(first)
    following = first.find("a", rel="next")["href"]
    second = read(following)
    assert "Paper 0" in text_of(second)
    assert second.find("link", rel="canonical")["href"].endswith("?offset=2")
    assert second.find("a", rel="prev")["href"] == "/en/resources/research-library/"
    assert client.get("/en/resources/research-library/?offset=-1").status_code == 200
    assert client.get("/en/resources/research-library/?offset=999999999999").status_code == 200


def test_directories_list_helplines_and_organisations(read: Any) -> None:
    make.helpline("gt", name="Line GT", country=make.country("GT"), phones=["+50255550100"])
    make.helpline("world", name="World Line")
    make.organisation("un", kind="network", name="Union")
    make.organisation("acme", kind="sponsor", name="Acme")
    make.directory("Help", slug="help", emergency_note="Call now.")
    make.directory("Partners", slug="partners", lists="organisations", group="network")
    words = text_of(read("/en/help/"))
    assert words.index("World Line") < words.index("Guatemala") < words.index("Line GT")
    assert "Call now." in words and "+502" in words
    partners = text_of(read("/en/partners/"))
    assert "Union" in partners and "Acme" not in partners


def test_an_event_is_drawn_in_its_own_time(read: Any) -> None:
    make.event(
        "A day for children", slug="day", kind="ceremony", place="Guatemala City", is_online=True,
        registration_url="https://example.org/come", registration_note="By invitation.",
        online_url="https://example.org/watch", partners=[make.organisation("fifa")], topics=[make.topic("csam")],
    )  # fmt: skip
    make.event("Two days", slug="two", all_day=True, end=datetime(2026, 11, 3, 20, tzinfo=UTC))
    words = text_of(read("/en/events/day/"))
    assert "November 2, 2026, 3:00 PM – 5:00 PM (Eastern Time)" in words.replace("\u202f", " ")
    assert all(word in words for word in ("Ceremony", "Guatemala City", "Online", "By invitation.", "Fifa", "csam"))
    assert "Nov 2 – 3, 2026" in text_of(read("/en/events/two/")).replace("\u2009", " ")


def test_a_calendar_shows_what_comes_up_before_what_was(read: Any) -> None:
    make.event("Long ago", start=datetime(2020, 5, 25, 12, tzinfo=UTC), end=None)
    make.event("Some day", start=datetime(9000, 5, 25, 12, tzinfo=UTC), end=None)
    words = text_of(read("/en/events/"))
    assert words.index("Coming up") < words.index("Some day") < words.index("Past events") < words.index("Long ago")


def test_a_course_and_the_list_of_courses_are_drawn(read: Any) -> None:
    make.course(
        "Agents", slug="agents", enrolments=[("en", "https://example.org/en"), ("es", "")], duration=5,
        duration_unit="days", certificate=True, providers=[make.organisation("ecpat")], topics=[make.topic("csam")],
    )  # fmt: skip
    page = read("/en/courses/agents/")
    words = text_of(page)
    assert page.find("a", hreflang="en")["href"] == "https://example.org/en"
    assert all(word in words for word in ("Spanish not open yet", "5 days", "Free of charge", "Ecpat", "csam"))
    listed = text_of(read("/en/courses/"))
    assert all(word in listed for word in ("Agents", "5 days", "Free of charge", "Languages: English, Spanish"))


def test_directories_list_people_and_offices(read: Any) -> None:
    picture = make.image("Portrait")
    make.person("ana", name="Ana Sample", role="Chair", bio="Teaches.", group="board", photo=picture,
                photo_alt="Ana", photo_consent="Drawer 7", local_name="安娜")  # fmt: skip
    make.person("bea", name="Bea Sample", group="staff")
    make.office("singapore", address="1 Example Road\nSingapore", email="sg@example.org", phone="+65 0000 0001")
    make.directory("Board", slug="board", lists="people", group="board")
    make.directory("Offices", slug="offices", lists="offices")
    board = read("/en/board/")
    words = text_of(board)
    assert all(word in words for word in ("Ana Sample", "安娜", "Chair", "Teaches.")) and "Bea" not in words
    assert board.find("img", alt="Ana")["src"].startswith("/images/")
    offices = read("/en/offices/")
    assert "Singapore" in text_of(offices) and offices.find("a", href="tel:+6500000001")
