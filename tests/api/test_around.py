"""Vocabularies, helplines, organisations, figures, menus, site, locales (design/4)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from wagtail.models import Site

from cms.publishing import clock
from cms.site.models import SiteSettings, SocialLink
from tests import factories as make

pytestmark = pytest.mark.django_db


def codes(answer: Any) -> list[str]:
    assert answer.status == 200, answer.data
    return [row["code"] for row in answer.data["items"]]


# Vocabularies


def test_vocabularies_have_labels_in_the_readers_language_and_count_what_is_public(api: Any) -> None:
    topic, mexico, teachers = make.topic("one", es="uno"), make.country("MX"), make.audience("teachers")
    row = make.series("row")
    page = make.publication(topics=[topic], countries=[mexico], audiences=[teachers], series=row)
    make.publication("Draft", draft=True, topics=[topic], countries=[mexico], audiences=[teachers], series=row)
    make.translated(page, "es", title="Informe")
    make.publication("Only English", topics=[topic])

    def counts(**query: str) -> dict[str, dict[str, int]]:
        data = api.get("vocabularies/", **query).data
        assert set(data) == {"topics", "audiences", "resource-types", "contexts", "regions", "countries", "series"}
        return {name: {item["code"]: item["count"] for item in data[name] if item.get("count")} for name in data}

    english = {"topics": {"one": 2}, "countries": {"MX": 1}, "audiences": {"teachers": 1}, "series": {"row": 1},
               "resource-types": {"report": 2}, "contexts": {}, "regions": {}}  # fmt: skip
    assert counts() == english
    spanish = {**english, "topics": {"one": 1}, "resource-types": {"report": 1}}
    assert counts(locale="es") == spanish
    assert counts(locale="es", fallback="en") == english
    items = {item["code"]: item for item in api.get("vocabularies/topics/", locale="es").data["items"]}
    assert items["one"]["label"] == "uno"
    lands = {item["code"]: item["label"] for item in api.get("vocabularies/countries/", locale="es").data["items"]}
    assert lands["MX"] == "México"


def test_a_vocabulary_of_publications_counts_what_their_list_then_gives(api: Any) -> None:
    row = make.series("row")
    make.publication("First", series=row, is_current_edition=False)
    make.publication("Second", series=row)
    (counted,) = api.get("vocabularies/series/").data["items"]
    listed = api.get("pages/", type="library.PublicationPage", locale="en", series="row").data["meta"]
    assert (counted["count"], listed["total_count"]) == (1, 1)


def test_an_unknown_vocabulary_is_answered_with_the_nearest(api: Any, problem: Any) -> None:
    assert problem(api.get("vocabularies/topic/"), 404)["did_you_mean"] == "topics"


# Helplines


@pytest.fixture
def lines(db: None) -> None:
    guatemala, chile = make.country("GT"), make.country("CL")
    make.helpline("world", languages=["en", "es"])
    make.helpline("portal", kind="csam_portal", languages=["en"], priority=1)
    make.helpline("gt-child", country=guatemala, languages=["es"], audience="child")
    make.helpline("gt-police", country=guatemala, kind="police_emergency", phones=("+18008435678", "116000"))
    make.helpline("cl-child", country=chile)
    make.helpline("gt-draft", country=guatemala, draft=True)


def test_a_country_has_its_own_lines_first_and_then_the_world_wide_ones(api: Any, lines: None, problem: Any) -> None:
    answer = api.get("helplines/", country="gt")
    assert codes(answer) == ["gt-child", "gt-police", "portal", "world"]
    assert answer.data["meta"]["country"] == {"code": "GT", "label": "Guatemala", "listed": True}
    assert codes(api.get("helplines/", country="GT", kind="police_emergency,csam_portal")) == ["gt-police", "portal"]
    assert codes(api.get("helplines/", language="ES")) == ["gt-child", "world"]
    assert set(codes(api.get("helplines/", audience="parent"))) == {"world", "portal", "gt-police", "cl-child"}
    assert len(codes(api.get("helplines/"))) == 5
    assert api.get("helplines/", limit=2, offset=2).data["meta"]["total_count"] == 5
    for name, value in (("country", "XX"), ("kind", "child_helplin"), ("language", "klingon"), ("audience", "dogs")):
        problem(api.get("helplines/", **{name: value}), 400, name)


def test_where_a_country_has_none_there_are_the_world_wide_lines_and_advice(api: Any, lines: None) -> None:
    page = make.directory(not_listed_advice="Call the police.", emergency_note="In danger? Call 112.")
    make.translated(page, "es", title="Líneas", not_listed_advice="Llame a la policía.")
    make.country("FR")
    answer = api.get("helplines/", country="FR", locale="es")
    assert codes(answer) == ["portal", "world"]
    assert answer.data["meta"]["country"] == {"code": "FR", "label": "Francia", "listed": False}
    assert answer.data["meta"]["advice"]["not_listed_advice"] == "Llame a la policía."
    assert answer.data["meta"]["advice"]["lang"] == "es"
    assert api.get("helplines/", country="FR", locale="zh").data["meta"]["advice"]["lang"] == "en"


def test_a_line_says_how_to_reach_it_and_when_it_was_checked(api: Any, lines: None) -> None:
    [row] = api.get("helplines/", country="GT", kind="police_emergency").data["items"]
    assert [phone["number"] for phone in row["phones"]] == ["+18008435678", "116000"]
    assert row["phones"][0]["tel"] == "tel:+18008435678"
    assert row["phones"][0]["display"] == "+1 800-843-5678"
    assert row["phones"][1]["display"] == "116000"
    assert (row["verified_on"], row["stale"]) == ("2026-11-01", False)
    assert (row["lang"], row["translation"]["state"]) == ("en", "source")
    with clock.at(datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=181)):
        [row] = api.get("helplines/", country="GT", kind="police_emergency").data["items"]
    assert row["stale"] is True
    assert "evidence" not in str(row)


def test_lines_fall_back_to_english_and_say_so(api: Any) -> None:
    line = make.helpline("world", description="Talk to us.")
    make.helpline("portal", description="Report.", priority=900)
    make.translated(line, "es", description="Hable con nosotros.")
    rows = api.get("helplines/", locale="es").data["items"]
    assert [(row["description"], row["lang"], row["translation"]["state"]) for row in rows] == [
        ("Hable con nosotros.", "es", "current"),
        ("Report.", "en", "fallback"),
    ]


def test_countries_with_lines_are_named_and_ordered_in_the_readers_language(api: Any, lines: None) -> None:
    rows = api.get("helplines/countries/", locale="es").data["items"]
    assert [(row["code"], row["label"], row["count"]) for row in rows] == [("CL", "Chile", 1), ("GT", "Guatemala", 2)]
    assert rows[1]["kinds"] == ["child_helpline", "police_emergency"]


def test_countries_stand_in_the_alphabet_of_the_reader(api: Any) -> None:
    for code in ("CN", "AF"):
        make.helpline(f"line-{code.lower()}", country=make.country(code))
    for address in ("vocabularies/countries/", "helplines/countries/"):
        labels = [row["label"] for row in api.get(address, locale="zh-Hans").data["items"]]
        assert labels == ["阿富汗", "中国"], "by pinyin: a before zhong"


# Organisations and figures


def test_organisations_are_listed_by_kind_and_country(api: Any, problem: Any) -> None:
    make.organisation("house", acronym="H", country=make.country("MX"), logo=make.image())
    make.organisation("friend", kind="partner")
    assert codes(api.get("organisations/", kind="partner")) == ["friend"]
    assert codes(api.get("organisations/", country="MX")) == ["house"]
    row = api.get("organisations/", country="MX", locale="es").data["items"][0]
    assert row["country"] == {"code": "MX", "label": "México"}
    assert row["logo"]["renditions"]
    assert (row["lang"], row["translation"]["state"]) == ("en", "fallback")
    problem(api.get("organisations/", kind="partne"), 400, "kind")
    problem(api.get("organisations/", country="XX"), 400, "country")


def test_figures_are_numbers_and_can_be_picked(api: Any, problem: Any) -> None:
    make.counter("cases", value=1200, suffix="+")
    make.counter("share", value=12.5, suffix="%")
    rows = api.get("stats/").data["items"]
    assert [(row["key"], row["value"], row["suffix"]) for row in rows] == [("cases", 1200, "+"), ("share", 12.5, "%")]
    assert [row["key"] for row in api.get("stats/", keys="share").data["items"]] == ["share"]
    assert problem(api.get("stats/", keys="shar"), 400, "keys")["errors"][0]["did_you_mean"] == "share"


# Menus, site, locales


def test_a_menu_drops_what_leads_nowhere(api: Any, problem: Any) -> None:
    public, hidden = make.standard("Open"), make.standard("Hidden", draft=True)
    make.menu(
        "main",
        make.menu_entry("Page", public, children=[("Kept", public), ("Dropped", hidden)]),
        make.menu_entry("Dead end", hidden),
        make.menu_entry("Only below", hidden, children=[("Kept too", public)]),
        make.menu_entry("Elsewhere", url="https://example.org"),
    )
    menu = api.get("menus/main/").data
    assert [(e["label"], [below["label"] for below in e["children"]]) for e in menu["items"]] == [
        ("Page", ["Kept"]),
        ("Only below", ["Kept too"]),
        ("Elsewhere", []),
    ]
    assert menu["items"][1]["page"] is None
    assert api.get("site/").data["menus"]["main"] == menu
    assert api.get("menus/").data["items"] == [menu]
    assert problem(api.get("menus/mian/"), 404)["did_you_mean"] == "main"


def test_site_has_everything_around_a_page_in_one_answer(api: Any) -> None:
    site = Site.objects.get(is_default_site=True)
    settings = SiteSettings.for_site(site)
    settings.phone, settings.legal_name = "+17038376313", "The organisation"
    settings.social_links = [SocialLink(network="LinkedIn", url="https://example.org/li")]
    settings.default_social_image = make.image()
    settings.save()
    page = make.standard("Appeal", slug="appeal")
    make.translated(page, "es", title="Llamado")
    make.site_text("about", body=f'<p>See <a linktype="page" id="{page.pk}">more</a></p>')
    soon = datetime(2026, 12, 1, tzinfo=UTC)
    make.announcement("now", link_page=page.page_ptr, link_label="More", ends_at=soon)
    make.announcement("later", starts_at=soon)
    make.announcement("plain")
    with clock.at(soon - timedelta(days=1)):
        data = api.get("site/", locale="es").data
    assert data["contact"]["phone"] == "+17038376313"
    assert data["social"] == [{"network": "LinkedIn", "url": "https://example.org/li"}]
    assert data["quick_exit"]["enabled"] is True
    assert data["social_image"]["renditions"]
    assert 'href="http://testserver/es/appeal/"' in data["texts"]["about"]["body"]
    banners = {row["code"]: row for row in data["banners"]}
    assert set(banners) == {"now", "plain"}
    assert banners["now"]["link"]["page"]["title"] == "Llamado"
    assert banners["plain"]["link"] is None
    assert banners["plain"]["translation"]["state"] == "fallback"
    assert [row["code"] for row in data["locales"]] == ["en", "es", "zh-Hans"]
    with clock.at(soon):
        assert {row["code"] for row in api.get("site/").data["banners"]} == {"later", "plain"}
    make.fresh(page).unpublish()
    with clock.at(soon - timedelta(days=1)):
        banners = {row["code"]: row for row in api.get("site/").data["banners"]}
    assert banners["now"]["link"] is None


def test_locales_say_their_names_and_how_much_of_the_content_they_have(api: Any) -> None:
    page = make.publication("Report")
    make.publication("Another")
    make.translated(page, "es", title="Informe")
    rows = {row["code"]: row for row in api.get("locales/").data["items"]}
    english, spanish, chinese = rows["en"], rows["es"], rows["zh-Hans"]
    assert (spanish["native_name"], spanish["direction"]) == ("español", "ltr")
    assert spanish["home"] == "http://testserver/es/"
    assert english["share_translated"] == 1.0
    assert (spanish["share_translated"], chinese["share_translated"]) == (round(5 / 6, 3), round(4 / 6, 3))
