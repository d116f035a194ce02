"""Language is never guessed and never hidden (design/3 L1 to L11, design/4)."""

from typing import Any

import pytest
from wagtail.models import Page

from cms.helplines.models import HelplinePhone
from cms.media.models import Image
from cms.taxonomy.models import Topic
from tests import factories as make

pytestmark = pytest.mark.django_db
PUBLICATION = "library.PublicationPage"


def rows(answer: Any) -> list[tuple[str, str]]:
    assert answer.status == 200, answer.data
    return [(row["title"], row["meta"]["locale"]) for row in answer.data["items"]]


@pytest.mark.parametrize("spelling", ["zh", "zh-cn", "zh-CN", "zh-hans", "zh-Hans", "ZH_hans", "zh-Hans-CN"])
def test_a_locale_may_be_spelt_in_any_usual_way(spelling: str, api: Any) -> None:
    page = make.translated(make.publication("Report"), "zh-hans", title="报告")
    assert rows(api.get("pages/", type=PUBLICATION, locale=spelling)) == [("报告", "zh-Hans")]
    assert api.get(f"pages/{page.pk}/", locale=spelling).status == 200
    assert api.get("helplines/", locale=spelling, fallback=spelling).status == 200
    assert api.get(f"pages/by-path/?path=/{spelling}/").data["meta"]["locale"] == "zh-Hans"


@pytest.mark.parametrize("code", ["xx", "english", "", "fr", "zh-hant", "*", "en,es"])
def test_an_unknown_locale_is_refused_and_the_known_ones_are_named(code: str, api: Any, problem: Any) -> None:
    for address in ("pages/", "helplines/", "site/", "menus/", "vocabularies/", "organisations/", "stats/"):
        body = problem(api.get(address, locale=code), 400, "locale")
        assert body["known_locales"] == ["en", "es", "zh-Hans"]
    assert "en, es, zh-Hans" in body["detail"]


def test_without_a_locale_a_list_holds_all_languages(api: Any) -> None:
    make.translated(make.publication("Report"), "es", title="Informe")
    assert set(rows(api.get("pages/", type=PUBLICATION))) == {("Report", "en"), ("Informe", "es")}


def test_a_fallback_fills_the_gaps_after_all_rows_of_the_language(api: Any) -> None:
    """All Spanish rows first, then what exists in English only; each part newest first."""
    for title, spanish, year in (
        ("One", "Uno", 2001), ("Two", None, 2024), ("Three", "Tres", 2003), ("Four", None, 2004)
    ):  # fmt: skip
        page = make.publication(title, publication_year=year)
        if spanish:
            make.translated(page, "es", title=spanish)
    answer = api.get("pages/", type=PUBLICATION, locale="es", fallback="en")
    assert rows(answer) == [("Tres", "es"), ("Uno", "es"), ("Two", "en"), ("Four", "en")]
    assert answer.data["meta"]["total_count"] == 4
    metas = [row["meta"] for row in answer.data["items"]]
    assert [meta.get("requested_locale") for meta in metas] == [None, None, "es", "es"]
    assert [meta["translation"]["state"] for meta in metas] == ["current", "current", "fallback", "fallback"]
    pages = [api.get("pages/", type=PUBLICATION, locale="es", fallback="en", limit=1, offset=n) for n in range(4)]
    assert [rows(page)[0] for page in pages] == rows(answer)
    assert rows(api.get("pages/", type=PUBLICATION, locale="es")) == [("Tres", "es"), ("Uno", "es")]
    assert rows(api.get("pages/", type=PUBLICATION, locale="es", fallback="none")) == [("Tres", "es"), ("Uno", "es")]
    by_title = api.get("pages/", type=PUBLICATION, locale="es", fallback="en", order="title")
    assert rows(by_title) == [("Tres", "es"), ("Uno", "es"), ("Four", "en"), ("Two", "en")]


def test_fallbacks_are_tried_in_the_order_given(api: Any) -> None:
    first = make.publication("First", publication_year=2001)
    make.translated(first, "es", title="Primero")
    make.publication("Second", publication_year=2002)
    ask = {"type": PUBLICATION, "locale": "zh-Hans"}
    assert rows(api.get("pages/", **ask, fallback="es,en")) == [("Primero", "es"), ("Second", "en")]
    assert rows(api.get("pages/", **ask, fallback="en,es")) == [("Second", "en"), ("First", "en")]


def test_a_fallback_needs_a_language_and_known_names(api: Any, problem: Any) -> None:
    problem(api.get("pages/", fallback="en"), 400, "fallback")
    problem(api.get("pages/", locale="es", fallback="xx"), 400, "fallback")
    problem(api.get("pages/by-path/?path=/es/x/&fallback=xx"), 400, "fallback")


def test_with_a_fallback_the_place_in_the_tree_is_that_of_all_languages(api: Any) -> None:
    page = make.publication("Report")
    make.publication("Only English", publication_year=2000)
    make.translated(page, "es", title="Informe")
    for parent in (make.library("en").pk, make.library("es").pk):
        for name in ("child_of", "descendant_of"):
            answer = api.get("pages/", locale="es", fallback="en", **{name: parent})
            assert rows(answer) == [("Informe", "es"), ("Only English", "en")]
    assert rows(api.get("pages/", locale="es", child_of=make.library("es").pk)) == [("Informe", "es")]


STATES: dict[str, dict[str, Any]] = {
    "current": {},
    "outdated": {"source_hash": "older words"},
    "partial": {"strings": 9, "translated": 7},
    "machine": {"machine": 2},
}


@pytest.mark.parametrize("state", STATES)
def test_the_state_of_a_translation_is_told_on_the_page_and_on_its_source(state: str, api: Any) -> None:
    source = make.publication("Report")
    twin = make.translated(source, "es", title="Informe")
    make.state(twin, **STATES[state])
    meta = api.get(f"pages/{twin.pk}/").data["meta"]
    translation = meta["translation"]
    assert set(translation) == {"state", "source_locale", "source_updated_at", "translated_at", "reviewed"}
    assert translation["state"] == state
    assert translation["source_locale"] == "en"
    assert translation["source_updated_at"]
    assert translation["translated_at"]
    assert translation["reviewed"] is (state in {"current", "outdated"})
    assert [(row["locale"], row["id"], row["state"]) for row in meta["translations"]] == [("en", source.pk, "source")]
    own = api.get(f"pages/{source.pk}/").data["meta"]
    assert own["translation"]["state"] == "source"
    assert own["translation"]["translated_at"] is None
    [row] = own["translations"]
    assert row == {
        "locale": "es", "id": twin.pk, "state": state, "html_url": meta["html_url"], "detail_url": meta["detail_url"]
    }  # fmt: skip
    listed = api.get("pages/", type=PUBLICATION, locale="es").data["items"][0]["meta"]
    assert listed["translation"] == translation


def test_the_worst_that_is_true_of_a_translation_is_told(api: Any) -> None:
    twin = make.translated(make.publication(), "es", title="Informe")
    make.state(twin, source_hash="older", strings=9, translated=7, machine=1)
    assert api.get(f"pages/{twin.pk}/").data["meta"]["translation"]["state"] == "machine"


def test_an_alias_is_no_translation_and_has_the_state_of_what_it_mirrors(api: Any) -> None:
    twin = make.translated(make.publication("Report"), "es", title="Informe")
    make.state(twin, machine=3)
    alias = twin.create_alias(parent=Page.objects.get(pk=make.home("es").pk), update_slug="espejo")
    meta = api.get(f"pages/{alias.pk}/").data["meta"]
    assert meta["translation"]["state"] == "machine"
    assert meta["translation"]["source_locale"] == "en"
    assert meta["translations"] == []
    assert meta["alias_of"]["id"] == twin.pk
    listed = next(row for row in api.get("pages/", locale="es", limit=50).data["items"] if row["id"] == alias.pk)
    assert listed["meta"]["translation"]["state"] == "machine"


def test_a_detail_is_in_the_language_of_its_id(api: Any) -> None:
    source = make.publication("Report")
    twin = make.translated(source, "es", title="Informe")
    assert api.get(f"pages/{twin.pk}/").data["title"] == "Informe"
    assert api.get(f"pages/{twin.pk}/", locale="es").status == 200
    assert api.get(f"pages/{twin.pk}/", locale="en").status == 404


# Paths


def test_find_redirects_to_the_detail_by_id_and_by_path_with_its_locale(api: Any, problem: Any) -> None:
    source = make.publication("Report", slug="report")
    twin = make.translated(source, "es", title="Informe")
    below = "resources/research-library/report/"
    for query, page in (
        (f"id={source.pk}", source),
        (f"html_path=/en/{below}", source),
        (f"html_path=/{below}", source),
        (f"html_path=/es/{below}", twin),
        (f"html_path=/ES/{below.rstrip('/')}", twin),
        (f"html_path=https://www.example.org/es/{below}?x=1", twin),
    ):
        answer = api.get(f"/api/v2/pages/find/?{query}")
        assert answer.status == 302, query
        assert answer.response["Location"] == f"http://testserver/api/v2/pages/{page.pk}/"
    kept = api.get(f"/api/v2/pages/find/?id={twin.pk}&fields=title")
    assert kept.response["Location"].endswith(f"/pages/{twin.pk}/?fields=title")
    problem(api.get("pages/find/"), 400, "html_path")
    problem(api.get("/api/v2/pages/find/?id=abc"), 400, "id")
    problem(api.get("/api/v2/pages/find/?html_path=/en/never/"), 404)


@pytest.mark.parametrize("prefix", ["zh-Hans", "zh-hans", "ZH-HANS", "zh", "zh-CN"])
def test_a_path_gives_its_page_in_one_answer_with_the_locale_in_any_case(prefix: str, api: Any) -> None:
    twin = make.translated(make.publication("Report", slug="report"), "zh-hans", title="报告")
    data = api.get(f"/api/v2/pages/by-path/?path=/{prefix}/resources/research-library/report/").data
    assert data["id"] == twin.pk
    assert [row["locale"] for row in data["breadcrumbs"]] == ["zh-Hans"] * 3
    assert data["title"] == "报告"
    assert api.get(f"/api/v2/pages/by-path/?path=/{prefix}/Resources/Research-Library/REPORT").data["id"] == twin.pk


def test_a_path_that_is_missing_in_a_language_says_where_it_exists(api: Any, problem: Any) -> None:
    make.publication("Report", slug="report")
    path = "/es/resources/research-library/report/"
    body = problem(api.get(f"/api/v2/pages/by-path/?path={path}"), 404)
    assert body["available_locales"] == ["en"]
    assert problem(api.get("/api/v2/pages/by-path/?path=/es/never/"), 404)["available_locales"] == []
    data = api.get(f"/api/v2/pages/by-path/?path={path}&fallback=zh,en").data
    assert (data["meta"]["locale"], data["meta"]["requested_locale"]) == ("en", "es")
    assert data["meta"]["translation"]["state"] == "fallback"
    assert data["title"] == "Report"


def test_a_mirror_of_another_language_answers_by_path_as_a_fallback_and_is_listed_nowhere(api: Any) -> None:
    source = make.standard("About", slug="about")
    mirror = source.create_alias(
        parent=Page.objects.get(pk=make.home("es").pk), update_locale=make.locale("es"), reset_translation_key=False
    )
    data = api.get("/api/v2/pages/by-path/?path=/es/about/").data
    assert data["id"] == source.pk
    assert (data["meta"]["locale"], data["meta"]["requested_locale"]) == ("en", "es")
    assert data["meta"]["translation"]["state"] == "fallback"
    assert data["meta"]["translations"] == []
    assert api.get(f"pages/{mirror.pk}/").status == 404
    assert all(row["id"] != mirror.pk for row in api.get("pages/", locale="es", limit=50).data["items"])
    assert api.get("pages/", translation_of=source.pk).data["items"] == []


def test_a_redirect_is_given_as_an_object_with_an_absolute_address(api: Any) -> None:
    from wagtail.contrib.redirects.models import Redirect

    page = make.publication("Report", slug="report")
    Redirect.objects.create(old_path="/?p=702", redirect_page=Page.objects.get(pk=page.pk))
    answer = api.get("/api/v2/pages/by-path/?path=/%3Fp=702")
    assert answer.data == {
        "redirect": {"to": "http://testserver/en/resources/research-library/report/", "permanent": True}
    }


# Relations


def test_relations_are_in_the_language_of_the_page_or_say_that_they_are_not(api: Any) -> None:
    both = make.publication("Both", publication_year=2001)
    make.translated(both, "es", title="Ambos")
    only = make.release("Only English")
    house = make.organisation("house", name="The House")
    make.translated(house, "es", name="La Casa")
    row = make.series("row", name="Row")
    link = f'<a linktype="page" id="{both.pk}">one</a> <a linktype="page" id="{only.pk}">two</a>'
    page = make.publication(
        "Main", related=[both, only], topics=[make.topic("one", es="uno"), make.topic("two")], supersedes=both,
        publishers=[house], series=row, body=[make.block("paragraph", f"<p>{link}</p>")],
    )  # fmt: skip
    twin = make.translated(page, "es", title="Principal")
    data = api.get(f"pages/{twin.pk}/").data
    assert [
        (card["title"], card["meta"]["locale"], card["meta"].get("requested_locale")) for card in data["related"]
    ] == [
        ("Ambos", "es", None),
        ("Only English", "en", "es"),
    ]
    assert (data["supersedes"]["title"], data["supersedes"]["locale"]) == ("Ambos", "es")
    assert data["topics"] == [{"code": "one", "label": "uno"}, {"code": "two", "label": "two", "lang": "en"}]
    assert (data["publishers"][0]["name"], data["publishers"][0]["lang"]) == ("La Casa", "es")
    assert (data["series"]["label"], data["series"]["lang"]) == ("Row", "en")
    assert 'href="http://testserver/es/resources/' in data["body"][0]["value"]
    assert 'hreflang="en">two</a>' in data["body"][0]["value"]
    assert api.get(f"pages/{page.pk}/").data["publishers"][0]["name"] == "The House"


def test_a_text_that_is_kept_in_all_languages_says_which_one_it_is_given_in(api: Any) -> None:
    """Also where what it stands in has fallen back, and it has not."""
    topic, broader = make.topic("csam"), make.topic("harm")
    Topic.objects.filter(pk=topic.pk).update(descriptions={"en": "Pictures.", "es": "Imágenes."}, parent=broader)
    Topic.objects.filter(pk=broader.pk).update(descriptions={"en": "All of it."})
    make.helpline("line")
    HelplinePhone.objects.update(labels={"en": "from abroad", "es": "desde el extranjero"})
    cover = make.image(alt_texts={"en": "A house"})
    page = make.publication(cover_image=cover)
    make.translated(page, "es", title="Informe")

    def given(language: str) -> list[tuple[str, str]]:
        [harm] = api.get("vocabularies/topics/", locale=language).data["items"]
        [line] = api.get("helplines/", locale=language).data["items"]
        [found] = api.get("pages/", type=PUBLICATION, locale=language, fallback="en").data["items"]
        places = [(row, "description") for row in (harm, *harm["children"])]
        places += [(line["phones"][0], "label"), (found["cover"], "alt")]
        return [(row[name], row[f"{name}_lang"]) for row, name in places]

    picture = ("A house", "en")
    assert given("en") == [("All of it.", "en"), ("Pictures.", "en"), ("from abroad", "en"), picture]
    assert given("es") == [("All of it.", "en"), ("Imágenes.", "es"), ("desde el extranjero", "es"), picture]
    assert given("zh-Hans") == [("All of it.", "en"), ("Pictures.", "en"), ("from abroad", "en"), picture]
    Image.objects.filter(pk=cover.pk).update(alt_texts={})
    HelplinePhone.objects.update(labels={})
    assert api.get(f"images/{cover.pk}/", locale="es").data["alt_lang"] is None
    assert api.get("helplines/", locale="es").data["items"][0]["phones"][0]["label_lang"] is None


def test_a_picture_in_a_paragraph_says_the_language_of_its_text(api: Any) -> None:
    picture = make.image(alt_texts={"en": "A house"})
    body = [make.block("paragraph", f'<p>Ver</p><embed embedtype="image" format="fullwidth" id="{picture.pk}"/>')]
    page = make.translated(make.publication(), "es", body=body)
    html = api.get(f"pages/{page.pk}/").data["body"][0]["value"]
    assert 'alt="A house"' in html and 'lang="en"' in html


def test_a_menu_leads_to_the_pages_of_the_readers_language(api: Any) -> None:
    page = make.standard("About", slug="about")
    make.translated(page, "es", title="Quiénes somos")
    make.menu("main", make.menu_entry("About", page))
    [entry] = api.get("menus/main/", locale="es").data["items"]
    assert entry["page"]["title"] == "Quiénes somos"
    menu = api.get("menus/main/", locale="es").data
    assert (menu["lang"], menu["translation"]["state"]) == ("en", "fallback")
    [entry] = api.get("menus/main/", locale="zh").data["items"]
    assert (entry["page"]["locale"], entry["page"]["requested_locale"]) == ("en", "zh-Hans")
