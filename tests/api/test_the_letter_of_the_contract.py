"""What design/4 shows of an item, a list, a problem and the endpoints around pages, key by key."""

from typing import Any

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
PUBLICATION = "library.PublicationPage"
PROBLEM = {"type", "title", "status", "detail", "errors", "message"}
TRANSLATION = {"state", "source_locale", "source_updated_at", "translated_at", "reviewed"}
LINK = {"id", "type", "title", "html_url", "detail_url", "locale"}


def test_the_item_of_the_contract_is_the_item_that_is_given(api: Any) -> None:
    page = make.publication(
        "Model framework", resource_type=make.resource_type("framework"), publication_year=2019,
        publishers=[make.organisation("icmec", acronym="ICMEC")], topics=[make.topic("missing", es="Desaparecidos")],
        cover_image=make.image(), files=[("ar", make.document()), ("es", "https://example.org/es.pdf")],
    )  # fmt: skip
    make.translated(page, "es", title="Marco modelo")
    make.publication("Only English", publication_year=1999)
    data = api.get("pages/", type=PUBLICATION, locale="es", fallback="en", limit=1).data
    assert data["meta"] == {
        "total_count": 2,
        "next": f"http://testserver/api/v2/pages/?type={PUBLICATION}&locale=es&fallback=en&limit=1&offset=1",
        "previous": None,
    }
    [item] = data["items"]
    assert set(item) >= {
        "id", "meta", "title", "summary", "year", "date", "date_precision", "edition_label", "resource_type",
        "publishers", "topics", "countries", "languages", "cover", "featured",
    }  # fmt: skip
    meta = item["meta"]
    assert set(meta) == {
        "type", "detail_url", "html_url", "slug", "locale", "first_published_at", "translation_key", "translation",
        "translations",
    }  # fmt: skip
    assert set(meta["translation"]) == TRANSLATION
    assert meta["first_published_at"].endswith("Z")
    [twin] = meta["translations"]
    assert set(twin) == {"locale", "id", "html_url", "detail_url", "state"}
    assert (twin["id"], twin["state"]) == (page.pk, "source")
    assert (item["year"], item["date_precision"], item["edition_label"], item["countries"]) == (2019, "year", None, [])
    assert item["resource_type"] == {"code": "framework", "label": "framework", "lang": "en"}
    assert item["topics"] == [{"code": "missing", "label": "Desaparecidos"}]
    assert item["languages"] == [{"code": "ar", "label": "árabe"}, {"code": "es", "label": "español"}]
    assert set(item["publishers"][0]) >= {"code", "name", "acronym", "lang"}
    assert set(item["cover"]) >= {"id", "alt", "width", "height", "focal_point", "renditions"}
    assert set(item["cover"]["renditions"]["card"]) == {"url", "width", "height", "type"}
    [fallback] = api.get(data["meta"]["next"].removeprefix("http://testserver")).data["items"]
    assert (fallback["meta"]["locale"], fallback["meta"]["requested_locale"]) == ("en", "es")
    assert set(fallback["meta"]["translation"]) == TRANSLATION


def test_a_detail_has_the_seo_fields_editions_and_what_is_around(api: Any) -> None:
    first = make.publication("First", is_current_edition=False)
    second = make.publication("Second", supersedes=first, series=make.series("row"))
    detail = api.get(f"pages/{second.pk}/").data
    assert {"supersedes", "superseded_by", "series", "in_series", "related", "files", "body", "social_image"} <= set(
        detail
    )
    assert {"seo_title", "search_description", "parent", "alias_of", "show_in_menus"} <= set(detail["meta"])
    assert set(detail["supersedes"]) == set(detail["meta"]["parent"]) == LINK
    release = make.release("News")
    neighbours = api.get(f"pages/{release.pk}/").data["neighbours"]
    assert neighbours == {"previous": None, "next": None}
    crumbs = api.get(f"pages/by-path/?path=/en/resources/research-library/{second.slug}/").data["breadcrumbs"]
    assert [set(row) for row in crumbs] == [LINK] * 3
    assert api.get(f"pages/{second.pk}/", fields="breadcrumbs").data == {**detail, "breadcrumbs": crumbs}
    chosen = api.get(f"pages/{second.pk}/", fields="_,breadcrumbs(_,title)").data
    assert chosen == {"breadcrumbs": [{"title": row["title"]} for row in crumbs]}


def test_a_problem_has_its_keys_and_a_row_for_each_error(api: Any) -> None:
    for address in ("pages/?lcoale=es", "pages/0/", "nope/", "pages/?title=%00", "menus/nope/"):
        data = api.get(f"/api/v2/{address}").data
        assert set(data) >= PROBLEM, address
        assert all(set(row) == {"parameter", "detail", "did_you_mean"} for row in data["errors"])
        assert data["message"] == data["detail"]


def test_rows_around_pages_say_their_language_and_fall_back_to_english(api: Any) -> None:
    make.helpline("world")
    make.organisation("house")
    make.counter("cases")
    make.site_text("note")
    make.menu("main")
    site = api.get("site/", locale="zh-CN").data
    assert set(site) >= {
        "organisation", "contact", "social", "links", "quick_exit", "menus", "banners", "texts", "locales",
    }  # fmt: skip
    rows = [
        *(row for address in ("helplines/", "organisations/", "stats/", "menus/")
          for row in api.get(address, locale="zh-CN").data["items"]),
        *site["texts"].values(),
    ]  # fmt: skip
    assert len(rows) == 5
    for row in rows:
        assert (row["lang"], row["translation"]["state"]) == ("en", "fallback")
        assert set(row["translation"]) == TRANSLATION


def test_every_vocabulary_has_codes_labels_and_counts(api: Any) -> None:
    region = make.region("latin-america", es="América Latina")
    mexico, chile, france = make.country("MX"), make.country("CL"), make.country("FR")
    type(mexico).objects.filter(code__in=("MX", "CL")).update(region=region)
    page = make.publication("Two countries of one region", countries=[mexico, chile])
    make.publication("Hidden", countries=[mexico], draft=True)
    make.publication("Elsewhere", countries=[france])
    make.translated(page, "es", title="Dos países")
    for locale, label, count in (("en", "latin-america", 1), ("es", "América Latina", 1)):
        [row] = api.get("vocabularies/regions/", locale=locale).data["items"]
        assert row == {"code": "latin-america", "label": label, "count": count}
    for name, rows in api.get("vocabularies/").data.items():
        assert all({"code", "label", "count"} <= set(row) for row in rows), name


def test_a_country_with_lines_is_listed_whatever_kind_is_asked_for(api: Any) -> None:
    make.helpline("gt", country=make.country("GT"))
    make.country("FR")
    for query, listed in (({}, True), ({"kind": "police_emergency"}, True), ({"audience": "child"}, True)):
        assert api.get("helplines/", country="GT", **query).data["meta"]["country"]["listed"] is listed
    assert api.get("helplines/", country="FR").data["meta"]["country"]["listed"] is False


def test_find_takes_every_spelling_of_a_locale(api: Any) -> None:
    page = make.translated(make.publication("Report", slug="report"), "zh-hans", title="报告")
    for spelling in ("zh", "zh-cn", "zh-CN", "zh-hans", "zh-Hans", "ZH_HANS"):
        answer = api.get(f"/api/v2/pages/find/?html_path=/{spelling}/Resources/research-library/report")
        assert answer.response["Location"] == f"http://testserver/api/v2/pages/{page.pk}/"
        assert answer.response["Cache-Control"] == "public, max-age=10"


def test_what_is_hidden_and_what_never_was_are_answered_the_same(api: Any) -> None:
    draft = make.publication("Secret", slug="secret", draft=True)
    make.menu("secret-menu", draft=True)
    paper, picture = make.document(), make.image()
    for hidden, missing in (
        (f"pages/{draft.pk}/", "pages/999999/"),
        (f"pages/{draft.pk}/?fields=bogus", "pages/999999/?fields=bogus"),
        (f"pages/find/?id={draft.pk}", "pages/find/?id=999999"),
        (
            "pages/find/?html_path=/en/resources/research-library/secret/",
            "pages/find/?html_path=/en/resources/nothing/",
        ),
        ("pages/by-path/?path=/en/resources/research-library/secret/", "pages/by-path/?path=/en/resources/nothing/"),
        (f"pages/?child_of={draft.pk}", "pages/?child_of=999999"),
        (f"pages/?translation_of={draft.pk}", "pages/?translation_of=999999"),
        (f"documents/{paper.pk}/", "documents/999999/"),
        (f"images/{picture.pk}/", "images/999999/"),
        ("menus/secret-menu/", "menus/missing-menu/"),
    ):
        one, other = api.get(f"/api/v2/{hidden}"), api.get(f"/api/v2/{missing}")
        assert one.status == other.status >= 400, hidden
        assert str(one.data).replace("secret-menu", "missing-menu") == str(other.data), hidden
        assert dict(one.response.headers) | {"Content-Length": ""} == dict(other.response.headers) | {
            "Content-Length": ""
        }


def test_a_country_is_read_in_any_case_wherever_it_is_asked_for(api: Any, problem: Any) -> None:
    mexico = make.country("MX")
    make.helpline("line", country=mexico)
    make.organisation("house", country=mexico)
    make.office("hub", country=mexico)
    make.publication(countries=[mexico])
    for address in ("helplines/", "organisations/", "offices/", "pages/", f"pages/?type={PUBLICATION}"):
        for spelling in ("MX", "mx", "Mx"):
            assert api.get(address, country=spelling).data["meta"]["total_count"] == 1, (address, spelling)
        problem(api.get(address, country="xx"), 400, "country")
        problem(api.get(address, country="mex"), 400, "country")
