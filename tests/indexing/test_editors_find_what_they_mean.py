"""Lists and choosers of the admin find words as people write them, in each language, on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from modelsearch.query import And, Not, Or, Phrase, PlainText
from wagtail.models import Page

from cms.directory.models import Organisation
from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline
from cms.media.models import Document, Image
from cms.taxonomy.models import Country, Topic
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

Search = Callable[[str, str], list[str]]
"""Gives the titles that one view of the admin lists for a query, in their order."""


@pytest.fixture
def search(client: Client) -> Search:
    """Ask a view as an administrator."""
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "password"))

    def ask(address: str, query: str) -> list[str]:
        response = client.get(address, {"q": query})
        assert response.status_code == 200
        context: Any = response.context
        name = next(name for name in ("object_list", "results", "pages") if name in context)
        return [str(row) for row in context[name]]

    return ask


def listing(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("list"))


PAGES = "/admin/pages/"


@pytest.mark.parametrize(
    "query", ["helpline", "HELPLINES", "helplines child", "child's", "children in", "hel", "helpl"]
)
def test_english_pages_are_found_by_any_form_and_while_typing(query: str, search: Search) -> None:
    make.standard("Helplines for children in schools")
    make.standard("Another thing")
    assert search(PAGES, query) == ["Helplines for children in schools"]


@pytest.mark.parametrize(
    "query", ["linea", "línea", "LINEAS", "lineas de ayuda", "líneas niños", "lin", "ayuda niñ", "voz"]
)
def test_spanish_pages_are_found_with_and_without_accents(query: str, search: Search) -> None:
    make.standard("Líneas de ayuda y voces de niños", parent=make.home("es"))
    make.standard("Otra cosa", parent=make.home("es"))
    assert search(PAGES, query) == ["Líneas de ayuda y voces de niños"]


@pytest.mark.parametrize(
    "query", ["儿童", "保护", "儿童保护", "兒童", "工作", "儿童保", "年度报", "关于加强儿", "儿童 关于加"]
)
def test_chinese_pages_are_found_by_words_inside_their_titles(query: str, search: Search) -> None:
    make.standard("关于加强儿童保护工作的年度报告", parent=make.home("zh-hans"))
    make.standard("发展中国家", parent=make.home("zh-hans"))
    assert search(PAGES, query) == ["关于加强儿童保护工作的年度报告"]


def test_a_chinese_title_is_found_after_every_character_of_it(search: Search) -> None:
    title = "在危地马拉：举报儿童性虐待材料，支持教职工"
    make.standard(title, parent=make.home("zh-hans"))
    for length in range(1, len(title) + 1):
        assert search(PAGES, title[:length]) == [title], title[:length]


def test_other_words_are_not_found(search: Search) -> None:
    make.standard("发展中国家", parent=make.home("zh-hans"))
    make.standard("Careers of newborn stars")
    for query in ("中国", "caring", "areers", "careers 国家", "U.N."):
        assert search(PAGES, query) == [], query


def test_pages_are_found_in_every_view_that_searches_them(search: Search) -> None:
    make.standard("Líneas de ayuda", parent=make.home("es"))
    views = ("wagtailadmin_pages:search", "wagtailadmin_pages:search_results")
    for address in map(reverse, views):
        assert search(address, "linea") == ["Líneas de ayuda"], address
    explorer = reverse("wagtailadmin_explore", args=[make.home("es").pk])
    assert search(explorer, "linea") == ["Líneas de ayuda"]
    assert search(reverse("wagtailadmin_choose_page_search"), "linea ay") == ["Líneas de ayuda"]


def test_a_renamed_page_is_found_by_its_new_title_alone(search: Search) -> None:
    page = make.standard("Helplines")
    page.title = "Shelters"
    make.publish(page)
    assert search(PAGES, "shelter") == ["Shelters"]
    assert search(PAGES, "helpline") == []


@pytest.mark.parametrize("view", ["wagtailimages:index", "wagtailimages_chooser:choose_results"])
def test_images_are_found_by_title_and_tag(view: str, search: Search) -> None:
    make.image("Niñas 在儿童保护中心").tags.add("Classrooms")
    Image.objects.get().save()
    for query in ("nina", "niñas", "保护", "classroom", "classr"):
        assert search(reverse(view), query) == ["Niñas 在儿童保护中心"], query


@pytest.mark.parametrize("view", ["wagtaildocs:index", "wagtaildocs_chooser:choose_results"])
def test_documents_are_found_in_their_own_language(view: str, search: Search) -> None:
    make.document("Guía para jueces", language="es")
    make.document("Lignes d'écoute", language="fr")
    make.document("Other")
    for query in ("juez", "guia"):
        assert search(reverse(view), query) == ["Guía para jueces"], query
    for query in ("lignes", "ecoute", "écou"):
        assert search(reverse(view), query) == ["Lignes d'écoute"], query
    assert [found.title for found in Document.objects.search("lignes")] == ["Lignes d'écoute"]


def test_snippets_are_found_in_their_lists(search: Search) -> None:
    labels = {"en": "Child labour", "es": "Voces del trabajo", "zh-Hans": "使用童工问题"}
    Topic.objects.create(code="work", labels=labels)
    make.country("GT")
    make.helpline("te-escucho", lang="es", name="Líneas amigas")
    make.term("csam", lang="zh-hans", term="儿童性虐待材料", definition="定义")
    for model, query, code in (
        (Topic, "voz", "Child labour"),
        (Topic, "童工", "Child labour"),
        (Country, "危地马拉", "Guatemala"),
        (Helpline, "linea amiga", "Líneas amigas"),
        (Helpline, "línea am", "Líneas amigas"),
        (GlossaryTerm, "虐待", "儿童性虐待材料"),
        (GlossaryTerm, "性虐待材", "儿童性虐待材料"),
    ):
        assert search(listing(model), query) == [code], query


def test_lists_find_all_that_is_indexed(search: Search) -> None:
    synonyms = {"en": "CSAM\nabuse images", "es": "MASI"}
    Topic.objects.create(code="material", labels={"en": "Abuse material"}, synonyms=synonyms)
    make.term("csam", term="Material", alternatives="CSAM", definition="Records of abuse.")
    make.organisation("icmec", name="The Centre", country=make.country("US"))
    make.helpline("ke", name="Pamoja", local_name="Simu", country=make.country("KE"), phones=("+254116",))
    make.helpline("us", name="The Lost", country=make.country("US"), phones=("+18008435678",))
    for model, query, title in (
        (Topic, "csam", "Abuse material"),
        (Topic, "images", "Abuse material"),
        (Topic, "mas", "Abuse material"),
        (GlossaryTerm, "CSAM", "Material"),
        (GlossaryTerm, "record", "Material"),
        (Organisation, "estados unidos", "The Centre"),
        (Country, "ke", "Kenya"),
        (Helpline, "kenia", "Pamoja"),
        (Helpline, "肯尼亚", "Pamoja"),
        (Helpline, "simu", "Pamoja"),
        (Helpline, "18008435678", "The Lost"),
        (Helpline, "800 843", "The Lost"),
    ):
        assert search(listing(model), query) == [title], query


def test_a_list_is_searched_with_its_filters_and_in_its_orders(client: Client, search: Search) -> None:
    kenya, land = make.country("KE"), make.country("US")
    for code in ("one", "two"):
        make.helpline(code, name=f"Line {code}", country=kenya)
    make.helpline("three", name="Line three", country=land)
    query: Any = {"q": "line", "country": kenya.pk, "ordering": "-name"}
    response: Any = client.get(listing(Helpline), query)
    assert [str(row) for row in response.context["object_list"]] == ["Line two", "Line one"]


def test_a_word_after_a_minus_must_not_be_there(search: Search) -> None:
    for title in ("Safe schools", "Safe schools for children", "Law of schools"):
        make.standard(title)
    assert search(PAGES, "school -child -law") == ["Safe schools"]
    assert search(reverse("wagtailadmin_pages:search"), "safe -children") == ["Safe schools"]
    assert set(search(PAGES, "schools -")) == {"Safe schools", "Safe schools for children", "Law of schools"}


def test_whole_words_are_searched_in_texts_too() -> None:
    found = make.publication("One", summary="Explotación de niñas")
    other = make.publication("Two", summary="Nothing")
    pages = Page.objects.filter(pk__in=[found.pk, other.pk])
    assert [page.pk for page in pages.search("explotacion niña")] == [found.pk]
    assert {page.pk for page in pages.search("explotacion two", operator="or")} == {found.pk, other.pk}


def test_queries_may_be_put_together() -> None:
    both, one = make.standard("Safe schools for children"), make.standard("Schools of safe thought")
    pages = Page.objects.filter(pk__in=[both.pk, one.pk])
    for query, expected in (
        (Phrase("safe school"), {both.pk}),
        (And([PlainText("school"), PlainText("child")]), {both.pk}),
        (And([PlainText("school"), Not(PlainText("child"))]), {one.pk}),
        (And([PlainText("thoughts children", operator="or"), PlainText("thought")]), {one.pk}),
        (Or([PlainText("children"), PlainText("thoughts")]), {both.pk, one.pk}),
    ):
        assert {page.pk for page in pages.search(query)} == expected, query


def test_a_query_of_signs_finds_nothing(search: Search) -> None:
    make.standard("Safe schools")
    for query in ('"', "-", "+ +", "🙂", "''", "%", "\\", ":*", "NEAR("):
        assert search(PAGES, query) == [], query


def test_hundreds_of_words_are_answered(search: Search) -> None:
    make.standard("Safe schools")
    for query in ("a " * 2000, "儿童" * 3000, "a-" * 2000, "safe schools " * 16 + "nonsense"):
        search(PAGES, query)
    assert search(PAGES, "safe schools " * 16 + "nonsense") == ["Safe schools"]
