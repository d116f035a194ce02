"""A small world in which every endpoint has something to give and every block stands on a page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests import factories as make


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, list[int]]]:
    """Build the world and give its ids by the first word of their addresses; take it back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _build()
        transaction.set_rollback(True)


def _build() -> dict[str, list[int]]:
    picture, paper, row = make.image(), make.document(), make.series("row")
    house, text, figure = make.organisation("house"), make.site_text("about"), make.counter("children")
    banner = make.announcement("news", text="News", link_label="More", link_url="https://example.org/")
    make.helpline("line")
    make.helpline("country-line", country=make.country("GT"), languages=["es"])
    report = make.publication(
        "A report", topics=[make.topic("csam")], countries=[make.country("GT")], audiences=[make.audience("schools")],
        publishers=[house], files=[("en", paper), ("es", "https://example.org/")], series=row, cover_image=picture,
        featured=True, content_notice="sensitive",
    )  # fmt: skip
    later = make.publication("A later edition", supersedes=report, series=row, related=[report])
    make.translated(report, "es", title="Un informe")
    release = make.release("A release", boilerplate=text, related=[report], contact_name="Press office")
    make.release("Another release")
    portal: Any = make.portal("Schools", audience=make.audience("schools"), safety_panel=text)
    portal.body = _blocks(report, picture, paper, house, figure, text)
    make.publish(portal)
    make.section("Teachers", parent=make.section("Staff", parent=portal))
    home: Any = make.home()
    home.hero_heading, home.hero_cta_label, home.hero_cta_page = (
        "Children first",
        "Read",
        Page.objects.get(pk=report.pk),
    )
    home.body = _home_blocks(report, banner, text, figure)
    make.publish(home)
    make.directory("Helplines", lists="helplines", emergency_note="Call.")
    make.menu("main", make.menu_entry("Library", make.library(), children=[("Report", report)]))
    make.event("An event", parent=make.calendar(), lead="All welcome.", place="Singapore")
    make.course("A course", parent=make.courses())
    moved = Redirect.objects.create(old_path="/old", redirect_page=Page.objects.get(pk=report.pk))
    pages = list(Page.objects.filter(live=True, depth__gt=1).values_list("pk", flat=True))
    assert later.pk in pages
    assert release.pk in pages
    return {"pages": pages, "images": [picture.pk], "documents": [paper.pk], "redirects": [moved.pk]}


def _blocks(report: Any, picture: Any, paper: Any, house: Any, figure: Any, text: Any) -> list[dict[str, Any]]:
    link = f'<p>See <a linktype="page" id="{report.pk}">this</a> or <a href="https://example.org/">that</a>.</p>'
    image = {"image": picture.pk, "alt_text": "", "decorative": True}
    card = {"title": "A card", "page": report.pk, "url": "", "image": image}
    resources = [
        make.item({"page": report.pk, "url": "", "title": "", "badge": "new", "new_until": "2099-01-01"}),
        make.item({"page": None, "url": "https://example.org/", "title": "Elsewhere", "badge": ""}),
    ]
    return [
        make.block("heading", "Findings"),
        make.block("paragraph", link),
        make.block("quote", {"text": "Every report counts.", "person": "", "role": ""}),
        make.block("callout", {"tone": "note", "heading": "", "text": link}),
        make.block("image", {"image": image, "caption": ""}),
        make.block("file", {"document": paper.pk, "title": ""}),
        make.block("video", {"title": "Film", "url": "https://example.org/", "captions": True, "transcript": link}),
        make.block("card_grid", {"heading": "", "cards": [make.item(card)]}),
        make.block("resource_list", {"heading": "Key", "intro": "", "items": resources}),
        make.block("respond_now", {"heading": "Now", "steps": [make.item("Listen.")], "page": report.pk}),
        make.block(
            "cta", {"heading": "Act", "text": "", "cta_label": "Go", "page": None, "url": "https://example.org/"}
        ),
        make.block("stat_row", {"heading": "", "counters": [make.item(figure.pk)]}),
        make.block("partner_row", {"heading": "Partners", "organisations": [make.item(house.pk)]}),
        make.block("publication_list", {"heading": "", "topic": "csam", "language": "en", "limit": 3}),
        make.block("helpline_finder", {"heading": "Help", "text": "", "kind": ""}),
        make.block("faq", {"heading": "", "entries": [make.item({"question": "Who?", "answer": link})]}),
    ]


def _home_blocks(report: Any, banner: Any, text: Any, figure: Any) -> list[dict[str, Any]]:
    return [
        make.block("card", {"title": "A card", "page": report.pk, "url": "", "image": None}),
        make.block("stat_row", {"heading": "", "counters": [make.item(figure.pk)]}),
        make.block("cta", {"heading": "Act", "text": "", "cta_label": "Go", "page": report.pk, "url": ""}),
        make.block("announcement", {"announcement": banner.pk}),
        make.block("safety_banner", {"text": text.pk, "cta_label": "Help", "page": None}),
        make.block("latest_press", {"heading": "", "limit": 3}),
        make.block("latest_publications", {"heading": "", "limit": 3}),
    ]
