"""`fields=`, cards and what every item has (design/4)."""

from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect

from cms.api.openapi.document import document
from tests import factories as make

pytestmark = pytest.mark.django_db
PUBLICATION = "library.PublicationPage"
COMMON = {"title", "summary", "date", "date_precision", "topics", "countries", "cover", "languages"}
BODY = {"body", "files", "related", "sections", "siblings", "intro", "hero", "neighbours"}


def keys(api: Any, address: str) -> set[str]:
    answer = api.get(f"/api/v2/{address}")
    assert answer.status == 200, answer.data
    data = answer.data
    return set(data["items"][0] if {"meta", "items"} == set(data) else data)


def test_a_card_has_the_same_keys_for_every_type_and_never_a_body(api: Any) -> None:
    portal = make.portal()
    make.section(parent=portal)
    make.publication()
    make.release()
    make.standard()
    make.directory()
    found = set()
    for row in api.get("pages/", limit=50).data["items"]:
        assert {"id", "meta", *COMMON} <= set(row), row["meta"]["type"]
        assert not BODY & set(row)
        found.add(row["meta"]["type"])
    assert len(found) == 9
    home = next(row for row in api.get("pages/", type="home.HomePage").data["items"])
    assert home["topics"] == home["countries"] == home["languages"] == []
    assert home["date"] is home["date_precision"] is home["cover"] is None


def test_the_fields_of_an_item_are_chosen_by_name(api: Any) -> None:
    page = make.publication()
    lists = f"pages/?type={PUBLICATION}&fields="
    card = keys(api, f"pages/?type={PUBLICATION}")
    assert keys(api, f"{lists}body") == card | {"body"}
    assert keys(api, f"{lists}-summary,-topics") == card - {"summary", "topics"}
    assert keys(api, f"{lists}_,title") == {"title"}
    assert keys(api, f"{lists}_,id,slug") == {"id", "meta"}
    assert keys(api, f"{lists}_") == set()
    assert keys(api, f"{lists}*,-body") == keys(api, f"pages/{page.pk}/") - {"body"}
    assert keys(api, f"pages/{page.pk}/?fields=_,title,body") == {"title", "body"}
    row = api.get("pages/", type=PUBLICATION, fields="_,title,slug,html_url").data["items"][0]
    assert set(row["meta"]) == {"slug", "html_url"}


def test_fields_nest_to_depth_two(api: Any, problem: Any) -> None:
    topic = make.topic("one", es="uno")
    release = make.release(topics=[topic])
    page = make.publication(related=[release], topics=[topic])
    ask = f"pages/?type={PUBLICATION}&fields="
    row = api.get(f"/api/v2/{ask}_,topics(code)").data["items"][0]
    assert row == {"topics": [{"code": "one"}]} or row["topics"] == [{"code": "one", "label": "one"}]
    row = api.get(f"/api/v2/{ask}_,topics(_,code)").data["items"][0]
    assert row == {"topics": [{"code": "one"}]}
    row = api.get(f"/api/v2/{ask}_,related(_,title,lead)").data["items"][0]
    assert row == {"related": [{"title": release.title, "lead": release.lead}]}
    spanish = make.translated(page, "es")
    row = api.get(f"/api/v2/pages/{page.pk}/?fields=_,translations(_,id),parent(_,title),translation(_,state)").data
    parent = {"title": page.get_parent().title}
    assert row == {
        "meta": {"translations": [{"id": spanish.pk}], "parent": parent, "translation": {"state": "source"}}
    }
    full = api.get(f"/api/v2/pages/{page.pk}/?fields=_,related(*)").data["related"][0]
    assert {"body", "lead", "contact", "neighbours"} <= set(full)
    for deep in ("related(related(related(title)))", "a(" * 300):
        problem(api.get("pages/", type=PUBLICATION, fields=deep), 400, "fields")


def test_a_field_that_only_some_of_the_related_types_have_is_left_out_of_the_others(api: Any, problem: Any) -> None:
    """Whether a request is good must not depend on which pages happen to be related."""
    report, release = make.publication("Report", publication_year=2001), make.release("Release")
    page = make.publication("Main", related=[report, release])
    rows = api.get(f"pages/{page.pk}/?fields=_,related(_,title,edition_number)").data["related"]
    assert rows == [{"title": "Report", "edition_number": None}, {"title": "Release"}]
    problem(api.get(f"pages/{page.pk}/?fields=related(bogus)"), 400, "fields")


@pytest.mark.parametrize(
    "fields",
    ["bogus", "-bogus", "title bogus", "(", ")", "title)", "title(", "*(", "title,(slug)", "é", "a.b", "__all"],
)
def test_fields_that_cannot_be_read_are_refused(fields: str, api: Any, problem: Any) -> None:
    page = make.publication()
    problem(api.get("pages/", type=PUBLICATION, fields=fields), 400, "fields")
    problem(api.get(f"pages/{page.pk}/", fields=fields), 400, "fields")


def test_a_detail_holds_all_that_its_page_needs(api: Any) -> None:
    portal = make.portal(seo_title="For search engines")
    one = make.section("One", parent=portal)
    two = make.section("Two", parent=portal)
    inner = make.section("Inner", parent=one)
    detail = api.get(f"pages/{portal.pk}/").data
    assert [row["title"] for row in detail["sections"]] == ["One", "Two"]
    assert [row["title"] for row in detail["sections"][0]["children"]] == ["Inner"]
    assert detail["meta"]["seo_title"] == "For search engines"
    assert detail["meta"]["parent"]["id"] == make.home().pk
    section = api.get(f"pages/{two.pk}/").data
    assert [row["id"] for row in section["siblings"]] == [one.pk, two.pk]
    assert section["meta"]["parent"]["title"] == portal.title
    by_path = api.get(f"pages/by-path/?path=/en/{portal.slug}/{one.slug}/{inner.slug}/").data
    assert [row["title"] for row in by_path["breadcrumbs"]] == ["Home", portal.title, "One"]
    assert by_path["id"] == inner.pk


def test_editions_and_series_are_told_from_both_sides(api: Any) -> None:
    row = make.series("row")
    first = make.publication("First", series=row, is_current_edition=False, edition_label="1st edition")
    second = make.publication("Second", series=row, supersedes=first)
    detail = api.get(f"pages/{second.pk}/").data
    assert detail["supersedes"]["id"] == first.pk
    assert [link["id"] for link in detail["in_series"]] == [first.pk]
    assert detail["series"]["code"] == "row"
    assert [link["id"] for link in api.get(f"pages/{first.pk}/").data["superseded_by"]] == [second.pk]


def test_addresses_are_absolute_and_of_the_frontend_where_there_is_one(api: Any, settings: Any) -> None:
    page = make.publication(slug="safe")
    meta = api.get(f"pages/{page.pk}/").data["meta"]
    assert meta["html_url"] == "http://testserver/en/resources/research-library/safe/"
    assert meta["detail_url"] == f"http://testserver/api/v2/pages/{page.pk}/"
    settings.CMS_FRONTEND_URL = "https://www.example.org"
    meta = api.get(f"pages/{page.pk}/").data["meta"]
    assert meta["html_url"] == "https://www.example.org/en/resources/research-library/safe/"
    assert meta["detail_url"].startswith("http://testserver/api/")


@pytest.fixture
def around() -> dict[str, str]:
    """Something at every endpoint around pages: by address, a key with one inside it."""
    country = make.country("GT")
    make.helpline("gt", country=country)
    make.organisation("house", country=country)
    paper, picture = make.document(), make.image()
    make.publication(cover_image=picture, files=[("en", paper)], topics=[make.topic("csam")])
    make.menu("main", make.menu_entry("Home", make.home()))
    make.counter("cases")
    make.person("ada")
    make.office("hub", country=country)
    make.term("grooming")
    redirect = Redirect.objects.create(old_path="/old", redirect_page=make.home())
    return {
        "helplines/": "country(label)",
        "helplines/countries/": "label",
        "organisations/": "country(label)",
        "people/": "translation(state)",
        "offices/": "contact(email)",
        "glossary/": "translation(state)",
        "stats/": "translation(state)",
        "menus/": "items(label)",
        "menus/main/": "items(label)",
        "site/": "contact(email)",
        "vocabularies/": "resource-types(label)",
        "vocabularies/topics/": "children(label)",
        "locales/": "home",
        f"images/{picture.pk}/": "focal_point(x)",
        f"documents/{paper.pk}/": "language(label)",
        "redirects/": "location",
        f"redirects/{redirect.pk}/": "location",
    }


def test_every_endpoint_takes_fields(api: Any, problem: Any, around: dict[str, str]) -> None:
    for address, field in around.items():
        name, _bracket, inner = field.rstrip(")").partition("(")
        whole = api.get(address).data
        assert keys(api, f"{address}?fields=_,{name}") == {name}, address
        assert keys(api, f"{address}?fields=-{name}") == keys(api, address) - {name}, address
        if "meta" in whole and "items" in whole:
            assert api.get(address, fields="_").data["meta"] == whole["meta"]
        for wrong in (f"{name}s", f"{name}({inner}s)"):
            [error] = problem(api.get(address, fields=wrong), 400, "fields")["errors"]
            assert error["did_you_mean"] == (inner if "(" in wrong else name) or not inner, (address, wrong)


def test_keys_inside_are_chosen_everywhere(api: Any, around: dict[str, str]) -> None:
    [row] = api.get("helplines/", fields="_,country(_,label),phones(_,tel)").data["items"]
    assert row == {"country": {"label": "Guatemala"}, "phones": []} or set(row["phones"][0]) == {"tel"}
    [menu] = api.get("menus/", fields="_,items(_,label)").data["items"]
    assert menu == {"items": [{"label": "Home"}]}
    assert api.get("site/", fields="_,menus(_,main)").data["menus"].keys() == {"main"}
    assert api.get("redirects/", fields="_,detail_url").data["items"][0].keys() == {"meta"}


def test_whether_a_field_is_known_does_not_depend_on_the_value_at_hand(api: Any, problem: Any) -> None:
    """All of these are null or empty here."""
    page = make.release()
    for field in ("cover(bogus)", "related(bogus)", "topics(bogus)", "contact(bogus)", "body(bogus)", "title(bogus)"):
        problem(api.get(f"pages/{page.pk}/", fields=field), 400, "fields")
        problem(api.get("pages/", type="press.PressReleasePage", fields=field), 400, "fields")
    row = api.get(f"pages/{page.pk}/?fields=_,cover(alt,renditions),related(lead,slug),topics(-label)").data
    assert row == {"cover": None, "related": [], "topics": []}
    make.organisation("house")
    problem(api.get("organisations/", fields="logo(bogus)"), 400, "fields")
    assert api.get("organisations/", fields="_,logo(alt)").data["items"] == [{"logo": None}]


def test_the_way_to_a_page_is_chosen_like_its_other_fields(api: Any) -> None:
    make.standard("Mission", slug="mission")
    ask = "pages/by-path/?path=/en/mission/&fields="
    assert keys(api, f"{ask}_,title") == {"title"}
    assert api.get(f"{ask}_,breadcrumbs(_,title)").data == {"breadcrumbs": [{"title": "Home"}]}
    assert "breadcrumbs" in keys(api, f"{ask}-title")


def test_rich_text_is_given_as_markdown_everywhere(api: Any) -> None:
    make.site_text("note", body="<p>Call <b>now</b>.</p>")
    texts = api.get("site/", rich_text_format="markdown", fields="_,texts").data["texts"]
    assert texts["note"]["body"] == "Call **now**."
    for path, item in document()["paths"].items():
        assert {"fields", "rich_text_format"} <= {parameter["name"] for parameter in item["parameters"]}, path
