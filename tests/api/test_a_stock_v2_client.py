"""Whoever wrote a client for Wagtail's API v2 finds it working here, with the exceptions that design/4 lists.

The queries are those of Wagtail's own guide to API v2, in its order, with our types and fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Site

from tests import factories as make

pytestmark = [pytest.mark.usefixtures("keeping_inside"), pytest.mark.both_databases]
PUBLICATION = "library.PublicationPage"
RELEASE = "press.PressReleasePage"


@dataclass
class Shelf:
    """What the tests of this file ask for; they change nothing."""

    reports: list[Any]
    spanish: Any
    release: Any
    about: Any
    inner: Any
    picture: Any
    paper: Any
    alias: Any


@pytest.fixture(scope="module")
def shelf(django_db_setup: None, django_db_blocker: Any) -> Iterator[Shelf]:
    """A small site."""
    with django_db_blocker.unblock(), transaction.atomic():
        picture, paper, topic = make.image(), make.document(), make.topic("one")
        reports = [
            make.publication(
                title, topics=[topic], cover_image=picture, files=[("en", paper)], seo_title="For engines",
                search_description="For snippets", body=[make.block("paragraph", f"<p>{title} by James Joyce</p>")],
            )
            for title in ("Beta", "Alpha", "Gamma")
        ]  # fmt: skip
        spanish = make.translated(reports[0], "es", title="Beta en español")
        release = make.release("James opened an office", show_in_menus=True)
        about = make.standard("About", slug="about", show_in_menus=True)
        inner = make.standard("Inner", slug="inner", parent=about)
        make.standard("Hidden from menus", slug="hidden-from-menus")
        alias = inner.create_alias(parent=make.home(), update_slug="mirror")
        yield Shelf(reports, spanish, release, about, inner, picture, paper, alias)
        transaction.set_rollback(True)


def items(answer: Any) -> list[dict[str, Any]]:
    assert answer.status == 200, answer.data
    rows: list[dict[str, Any]] = answer.data["items"]
    return rows


def titles(answer: Any) -> list[str]:
    return [row["title"] for row in items(answer)]


def message(answer: Any, status: int = 400) -> str:
    """Return the one key that a stock client looks for in an error."""
    assert answer.status == status
    return str(answer.data["message"])


def test_a_list_has_items_and_their_whole_number(api: Any, shelf: Shelf) -> None:
    answer = api.get("pages/", limit=2)
    assert answer.response["Content-Type"] == "application/json"
    assert answer.data["meta"]["total_count"] > len(answer.data["items"]) == 2
    for row in items(api.get("pages/", limit=50)):
        assert row["meta"]["type"].count(".") == 1
        assert row["meta"]["detail_url"] == f"http://testserver/api/v2/pages/{row['id']}/"
        assert {"html_url", "slug", "first_published_at", "locale"} <= set(row["meta"])
        assert row["title"]


def test_the_fields_of_a_type_can_be_asked_for_with_the_type_only(api: Any, shelf: Shelf) -> None:
    rows = items(api.get("pages/", type=PUBLICATION, fields="year,body,files(language)"))
    assert all({"year", "body", "files"} <= set(row) for row in rows)
    assert rows[0]["files"][0]["language"]
    assert "files" in message(api.get("pages/", fields="files"))
    assert "files" in message(api.get("pages/", type=f"{PUBLICATION},{RELEASE}", fields="files"))


def test_several_types_can_be_asked_for(api: Any, shelf: Shelf) -> None:
    rows = items(api.get("pages/", type=f"{PUBLICATION},{RELEASE}"))
    assert {row["meta"]["type"] for row in rows} == {PUBLICATION, RELEASE}
    every = api.get("pages/", type="wagtailcore.Page").data["meta"]["total_count"]
    assert every == api.get("pages/").data["meta"]["total_count"]
    assert "library.Nothing" in message(api.get("pages/", type="library.Nothing"))


def test_a_list_is_read_in_parts(api: Any, shelf: Shelf) -> None:
    whole = titles(api.get("pages/", order="title", limit=50))
    parts = [titles(api.get("pages/", order="title", limit=3, offset=offset)) for offset in range(0, len(whole), 3)]
    assert [title for part in parts for title in part] == whole
    assert len(items(api.get("pages/", offset=0, limit=20))) == min(20, len(whole))
    assert titles(api.get("pages/", offset=1000)) == []
    assert "limit" in message(api.get("pages/", limit="many"))
    assert "offset" in message(api.get("pages/", offset="-1"))


def test_a_list_is_ordered_by_any_field(api: Any, shelf: Shelf) -> None:
    ask = {"type": PUBLICATION, "locale": "en"}
    assert titles(api.get("pages/", **ask, order="title")) == ["Alpha", "Beta", "Gamma"]
    assert titles(api.get("pages/", **ask, order="-title")) == ["Gamma", "Beta", "Alpha"]
    assert titles(api.get("pages/", **ask, order="seo_title,-slug")) == ["Gamma", "Alpha", "Beta"]
    assert titles(api.get("pages/", **ask, order="id")) == ["Beta", "Alpha", "Gamma"]
    assert titles(api.get("pages/", **ask, order="-first_published_at")) == ["Gamma", "Alpha", "Beta"]
    assert "bogus" in message(api.get("pages/", order="bogus"))


def test_a_random_order_holds_the_same_items_and_has_no_parts(api: Any, shelf: Shelf) -> None:
    answer = api.get("pages/", order="random", type=PUBLICATION, limit=2)
    assert len(items(answer)) == 2
    assert answer.data["meta"]["next"] is None
    assert sorted(titles(api.get("pages/", order="random", type=PUBLICATION, locale="en"))) == [
        "Alpha",
        "Beta",
        "Gamma",
    ]
    assert "offset" in message(api.get("pages/", order="random", offset=2))
    assert "order" in message(api.get("pages/", order="random,title"))


def test_a_field_is_a_filter_for_its_exact_value(api: Any, shelf: Shelf) -> None:
    for query in (
        {"slug": "about"}, {"title": "About"}, {"id": shelf.about.pk},
        {"translation_key": str(shelf.about.translation_key)}, {"type": "home.StandardPage", "slug": "about"},
    ):  # fmt: skip
        assert titles(api.get("pages/", **query)) == ["About"], query
    assert titles(api.get("pages/", seo_title="For engines", locale="en", order="title")) == ["Alpha", "Beta", "Gamma"]
    assert len(titles(api.get("pages/", search_description="For snippets", locale="en"))) == 3
    assert titles(api.get("pages/", slug="abou")) == []
    assert "abc" in message(api.get("pages/", slug="about", abc="1"))


@pytest.mark.parametrize(("yes", "no"), [("true", "false"), ("1", "0"), ("True", "False")])
def test_a_flag_may_be_true_or_one(yes: str, no: str, api: Any, shelf: Shelf) -> None:
    shown, hidden = (
        titles(api.get("pages/", child_of=make.home().pk, show_in_menus=flag, order="title", limit=50))
        for flag in (yes, no)
    )
    assert "About" in shown
    assert "Hidden from menus" in hidden
    assert not set(shown) & set(hidden)


def test_the_tree_is_a_filter(api: Any, shelf: Shelf) -> None:
    assert titles(api.get("pages/", child_of=shelf.about.pk)) == ["Inner"]
    assert titles(api.get("pages/", descendant_of=shelf.about.pk)) == ["Inner"]
    assert titles(api.get("pages/", ancestor_of=shelf.inner.pk, order="id")) == ["Home", "About"]
    assert titles(api.get("pages/", type="home.HomePage", ancestor_of=shelf.inner.pk)) == ["Home"]
    children = api.get("pages/", child_of=make.home().pk, order="id", limit=50)
    assert titles(api.get("pages/", child_of="root", order="id", limit=50)) == titles(children)
    assert {"About", "Inner", "Alpha"} <= set(titles(api.get("pages/", descendant_of="root", limit=50)))
    assert "child_of" in message(api.get("pages/", child_of="abc"))
    assert "descendant_of" in message(api.get("pages/", descendant_of=999999))
    assert message(api.get("pages/", child_of=shelf.about.pk, descendant_of=shelf.about.pk))


def test_the_one_site_can_be_asked_for_by_its_host(api: Any, shelf: Shelf) -> None:
    everything = api.get("pages/").data["meta"]["total_count"]
    site = Site.objects.get(is_default_site=True)
    for name in (site.hostname, f"{site.hostname}:{site.port}"):
        assert api.get("pages/", site=name).data["meta"]["total_count"] == everything


def test_words_are_searched_for(api: Any, shelf: Shelf) -> None:
    assert sorted(titles(api.get("/api/v2/pages/?search=James+Joyce&locale=en"))) == ["Alpha", "Beta", "Gamma"]
    assert len(titles(api.get("pages/", search="JAMES joyce", search_operator="or", locale="en"))) == 4
    assert len(titles(api.get("pages/", search="james unicorn", search_operator="or", locale="en"))) == 4
    assert titles(api.get("pages/", search="james unicorn", search_operator="and")) == []
    ask = "/api/v2/pages/?search=James+Joyce&order=-first_published_at&search_operator=and&locale=en"
    assert titles(api.get(ask)) == ["Gamma", "Alpha", "Beta"]
    assert titles(api.get("pages/", search="joyce", type=PUBLICATION, order="title", limit=1)) == ["Alpha"]
    assert "search_operator" in message(api.get("pages/", search="a", search_operator="xor"))


def test_what_is_searched_for_comes_in_order_of_relevance_in_parts_too(api: Any, shelf: Shelf) -> None:
    for query in ({"search": "james"}, {"search": "james unicorn", "search_operator": "or"}):
        whole = titles(api.get("pages/", **query, locale="en"))
        assert (whole[0], len(whole)) == ("James opened an office", 4), "a title says more than a body"
        parts = [titles(api.get("pages/", **query, locale="en", limit=1, offset=offset)) for offset in range(5)]
        assert [title for part in parts for title in part] == whole
    assert titles(api.get("pages/", search="beta joyce", locale="en")) == ["Beta"]
    assert titles(api.get("pages/", search="joyce", type=PUBLICATION, topic="one", locale="es")) == ["Beta en español"]
    assert api.get("pages/", search="joyce", limit=1).data["meta"]["total_count"] == 4


def test_pages_of_a_locale_and_translations_of_a_page_are_listed(api: Any, shelf: Shelf) -> None:
    [row] = items(api.get("pages/", locale="es", type=PUBLICATION))
    assert (row["id"], row["meta"]["locale"]) == (shelf.spanish.pk, "es")
    assert titles(api.get("pages/", translation_of=shelf.reports[0].pk)) == ["Beta en español"]
    assert titles(api.get("pages/", translation_of=shelf.spanish.pk)) == ["Beta"]
    assert titles(api.get("pages/", translation_of=shelf.reports[0].pk, locale="es")) == ["Beta en español"]
    assert titles(api.get("pages/", translation_of=shelf.about.pk)) == []


def test_fields_are_added_and_removed(api: Any, shelf: Shelf) -> None:
    def keys(fields: str, **query: Any) -> set[str]:
        return set(items(api.get("pages/", type=PUBLICATION, fields=fields, limit=1, **query))[0])

    default, every = keys(""), keys("*")
    assert keys("body,files") == default | {"body", "files"}
    assert keys("-title,body") == default - {"title"} | {"body"}
    assert keys("*,-body") == every - {"body"}
    assert keys("_,title") == {"title"}
    assert keys("_,title,id,detail_url") == {"title", "id", "meta"}
    assert {"body", "files", "related"} <= every - default
    detail = set(api.get(f"pages/{shelf.reports[0].pk}/").data)
    assert every == detail
    metas = items(api.get("pages/", fields="seo_title,show_in_menus,search_description,-html_url", slug="about"))[0]
    assert {"seo_title", "show_in_menus", "search_description"} <= set(metas["meta"])
    assert "html_url" not in metas["meta"]


def test_fields_nest(api: Any, shelf: Shelf) -> None:
    ask = {"type": PUBLICATION, "locale": "en", "limit": 1}
    [row] = items(api.get("pages/", **ask, fields="body,cover(width,height)"))
    assert (row["cover"]["width"], row["cover"]["height"]) == (40, 30)
    [row] = items(api.get("pages/", **ask, fields="_,cover(_,width)"))
    assert row == {"cover": {"width": 40}}
    [row] = items(api.get("pages/", **ask, fields="_,cover(*,-width),title"))
    assert set(row) == {"title", "cover"}
    assert "width" not in row["cover"]
    for wrong in ("cover(", "cover(width", "cover)width", "title,", "_,cover(bogus)", "title(_", "bogus", "-bogus"):
        answer = api.get("pages/", **ask, fields=wrong)
        assert answer.status == 200 if wrong == "title," else message(answer), wrong


def test_a_detail_has_every_field_and_says_what_is_above(api: Any, shelf: Shelf) -> None:
    detail = api.get(f"pages/{shelf.inner.pk}/").data
    assert detail["id"] == shelf.inner.pk
    assert {"type", "detail_url", "html_url", "slug", "show_in_menus", "seo_title", "search_description",
            "first_published_at", "alias_of", "parent", "locale"} <= set(detail["meta"])  # fmt: skip
    assert detail["meta"]["parent"]["id"] == shelf.about.pk
    assert detail["meta"]["parent"]["title"] == "About"
    assert detail["meta"]["alias_of"] is None
    [card] = items(api.get("pages/", slug="inner"))
    assert "parent" not in card["meta"]
    assert set(api.get(f"pages/{shelf.inner.pk}/?fields=_,title,body").data) == {"title", "body"}
    report = api.get(f"pages/{shelf.reports[0].pk}/").data["meta"]
    assert (report["seo_title"], report["search_description"]) == ("For engines", "For snippets")
    mirror = api.get(f"pages/{shelf.alias.pk}/").data["meta"]["alias_of"]
    assert (mirror["id"], mirror["html_url"]) == (shelf.inner.pk, "http://testserver/en/about/inner/")


def test_a_detail_that_is_not_there_is_404(api: Any, shelf: Shelf) -> None:
    for address in ("pages/999999/", "images/999999/", "documents/999999/", "pages/find/?html_path=/en/nowhere/",
                    "pages/find/?id=999999"):  # fmt: skip
        assert message(api.get(f"/api/v2/{address}"), 404)


def test_pictures_and_files_have_their_details(api: Any, shelf: Shelf) -> None:
    paper = api.get(f"documents/{shelf.paper.pk}/").data
    assert (paper["id"], paper["title"]) == (shelf.paper.pk, "Guide")
    picture = api.get(f"images/{shelf.picture.pk}/").data
    assert (picture["id"], picture["width"], picture["height"]) == (shelf.picture.pk, 40, 30)


def test_a_page_is_found_by_its_path(api: Any, shelf: Shelf) -> None:
    def target(query: str) -> str:
        answer = api.get(f"/api/v2/pages/find/?{query}")
        assert answer.status == 302
        return str(answer.response["Location"])

    def detail(page: Any) -> str:
        return f"http://testserver/api/v2/pages/{page.pk}/"

    assert target("html_path=/") == detail(make.home())
    assert target("html_path=/about/inner/") == detail(shelf.inner)
    assert target("html_path=/en/about/inner") == detail(shelf.inner)
    assert target(f"html_path=/es/resources/research-library/{shelf.spanish.slug}/") == detail(shelf.spanish)
    assert target(f"id={shelf.about.pk}") == detail(shelf.about)
    assert target(f"id={shelf.about.pk}&fields=_,title") == f"{detail(shelf.about)}?fields=_%2Ctitle"


def test_rich_text_is_ready_to_be_shown(api: Any, shelf: Shelf) -> None:
    for query in ({}, {"rich_text_format": "html"}):
        assert (
            api.get(f"pages/{shelf.reports[0].pk}/", **query).data["body"][0]["value"] == "<p>Beta by James Joyce</p>"
        )


# The exceptions


@pytest.mark.parametrize("form", ["db_html", "db_markdown", "db_contentstate"])
def test_but_rich_text_is_not_given_as_it_is_stored(form: str, api: Any, shelf: Shelf) -> None:
    assert "rich_text_format" in message(api.get("pages/", rich_text_format=form))


def test_but_an_unknown_locale_and_a_foreign_site_are_bad_requests(api: Any, shelf: Shelf) -> None:
    assert "en, es, zh-Hans" in message(api.get("pages/", locale="fr"))
    for site in ("example.org", "testserver:8080", "example.org:80"):
        assert "site" in message(api.get("pages/", site=site))


def test_but_pictures_and_files_are_not_listed(api: Any, shelf: Shelf) -> None:
    for address in ("images/", "documents/", "images/find/", "documents/find/"):
        assert message(api.get(f"/api/v2/{address}"), 404)


def test_but_a_picture_is_an_object_of_named_renditions(api: Any, shelf: Shelf) -> None:
    picture = api.get(f"images/{shelf.picture.pk}/").data
    assert {"id", "alt", "width", "height", "renditions", "focal_point"} <= set(picture)
    assert all(set(row) == {"url", "width", "height", "type"} for row in picture["renditions"].values())
    [row] = items(api.get("pages/", type=PUBLICATION, locale="es"))
    assert row["cover"] == api.get(f"images/{shelf.picture.pk}/", locale="es").data


def test_but_a_random_order_is_kept_nowhere(api: Any, shelf: Shelf) -> None:
    assert api.get("pages/", order="random").response["Cache-Control"] == "no-store"


# What clients send without thinking


def test_a_number_against_caches_and_the_form_are_passed_over(shelf: Shelf, api: Any, problem: Any) -> None:
    plain = api.get("pages/", limit=2).data
    assert api.get("pages/", limit=2, _="1764150000", format="json").data["items"] == plain["items"]
    problem(api.get("pages/", format="api"), 400, "format")


def test_a_limit_of_none_only_counts(shelf: Shelf, api: Any) -> None:
    everything = api.get("pages/").data["meta"]["total_count"]
    for offset in (0, 3):
        answer = api.get("pages/", limit=0, offset=offset).data
        assert answer == {"meta": {"total_count": everything, "next": None, "previous": None}, "items": []}
    counted = api.get("search/", q="Beta", limit=0, facets="type").data
    assert (counted["items"], counted["meta"]["total_count"]) == ([], 1)
    assert counted["meta"]["facets"]["type"]


def test_a_moment_is_asked_for_as_it_was_given(shelf: Shelf, api: Any) -> None:
    (row,) = items(api.get("pages/", type=RELEASE))
    given = row["meta"]["first_published_at"]
    assert [one["id"] for one in items(api.get("pages/", type=RELEASE, first_published_at=given))] == [row["id"]]


def test_the_root_is_the_home_page_for_translations_too(shelf: Shelf, api: Any) -> None:
    home = make.home()
    spoken = items(api.get("pages/", translation_of="root"))
    assert {row["id"] for row in spoken} == {row["id"] for row in items(api.get("pages/", translation_of=home.pk))}
    assert {row["meta"]["locale"] for row in spoken} == {"es", "zh-Hans"}


def test_all_pages_and_some_of_them_are_all_pages(shelf: Shelf, api: Any) -> None:
    either = api.get("pages/", type=f"wagtailcore.Page,{RELEASE}").data
    assert either["items"] == api.get("pages/", type="wagtailcore.Page").data["items"]
