"""What is in the database once the sample content is built."""

from collections import Counter
from typing import Any

import pytest
from django.db.models import Count
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail_localize.models import StringTranslation, Translation

from cms.api.page_parameters import facets_of
from cms.directory.models import Office, Person
from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline
from cms.languages import codes, states
from cms.languages.models import TranslationState
from cms.media.models import Document, Image
from cms.publishing.visibility import public_view
from cms.search import rebuilding
from cms.seed import builder, content, snippets
from cms.site.models import Announcement, Menu, SiteSettings, SiteText, StatCounter
from library.models import PublicationPage
from press.models import PressReleasePage

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sample_content", "db")]

Live = dict[str, Any]
"""Live English pages by path below the home page."""


@pytest.fixture
def live(files: content.Content) -> Live:
    pages = Page.objects.live().filter(locale__language_code="en", depth__gt=1).specific()
    return {page.url_path.removeprefix("/home/").strip("/"): page for page in pages}


def state_counts(language: str) -> Counter[str]:
    """Count the states of live pages in one language."""
    rows = TranslationState.objects.filter(translation_key__in=Page.objects.values("translation_key"))
    sources = {row.translation_key: row for row in rows if row.is_source}
    target = codes.parse(language)
    return Counter(
        states.state_of(row, sources.get(row.translation_key))
        for row in rows.filter(locale__language_code=target).exclude(is_source=True)
    )


def test_every_page_of_the_files_is_live(files: content.Content, live: Live) -> None:
    assert {page.path for page in files.pages} <= live.keys()


def test_every_page_is_public(live: Live) -> None:
    public = set(public_view().pages().values_list("pk", flat=True))
    assert {page.pk for page in live.values()} <= public


@pytest.mark.parametrize("language", content.LANGUAGES)
def test_two_dozen_pages_are_current_translations(files: content.Content, language: str) -> None:
    wanted = Counter(page.status(language) for page in files.pages)
    counted = state_counts(language)
    assert counted["current"] >= 24
    assert counted["machine"] == wanted["machine"]
    assert counted["outdated"] == wanted["outdated"]
    assert counted["partial"] >= wanted["partial"]


def test_no_translation_was_left_out(sample_content: builder.Report) -> None:
    assert sample_content.skipped == []


def test_translators_find_the_records_of_what_was_translated(files: content.Content) -> None:
    pages = sum(len(page.texts) for page in files.pages)
    rows = sum(len(spec.texts) for spec in snippets.specs(files))
    assert Translation.objects.filter(enabled=True).count() == pages + rows
    assert not StringTranslation.objects.filter(has_error=True).exists()
    machine = StringTranslation.objects.filter(translation_type="machine")
    assert machine.exists() and not machine.filter(tool_name="").exists()


def test_no_page_is_an_alias() -> None:
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_pages_went_live_through_one_revision_each(files: content.Content, live: Live) -> None:
    outdated = {page.path for page in files.pages if "outdated" in map(page.status, content.LANGUAGES)}
    more = Page.objects.filter(locale__language_code="en").annotate(made=Count("_revisions")).filter(made__gt=1)
    allowed = {live[path].pk for path in {*outdated, *content.MADE_BY_SETUP}}
    assert set(more.values_list("pk", flat=True)) <= allowed


def test_the_editor_would_accept_every_body() -> None:
    for page in Page.objects.live().filter(depth__gt=1).specific():
        for column in page._meta.get_fields():
            if isinstance(column, StreamField):
                column.stream_block.clean(getattr(page, column.name))


def test_every_publication_has_a_topic_and_every_release_a_date() -> None:
    assert not PublicationPage.objects.filter(topic_rows__isnull=True).exists()
    assert not PressReleasePage.objects.filter(release_day__isnull=True).exists()


def test_files_and_pictures_are_ready_to_be_shown() -> None:
    assert not Image.objects.exclude(safeguarding_status="approved").exists()
    assert all(set(image.alt_texts) == {"en", "es", "zh-Hans"} for image in Image.objects.all())
    documents = Document.objects.all()
    assert documents and all(document.pages == 1 and document.sha256 for document in documents)
    assert len(set(documents.values_list("language", flat=True))) >= 5


def test_the_indexes_know_what_was_built() -> None:
    assert set(public_view().used(Document.objects.all())) == set(Document.objects.all())
    assert PublicationPage.objects.search("legislation").count() > 0
    assert ReferenceIndex.objects.exists()


def test_everything_built_is_in_the_search_index() -> None:
    assert rebuilding.pending() == rebuilding.Work(rows={Page: [], Helpline: [], GlossaryTerm: []})


def test_building_again_changes_nothing(django_db_blocker: Any) -> None:
    def fingerprint() -> list[Any]:
        return [
            list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at")),
            Revision.objects.count(),
            StringTranslation.objects.count(),
            Document.objects.count(),
            Image.objects.count(),
        ]

    before = fingerprint()
    assert builder.build().total == 0
    assert fingerprint() == before


# The inventory of the two saved pages that the project started from

FRONTEND_PARAMETERS = {"limit", "offset"}


def lives_at(place: dict[str, Any], live: Live, paths: dict[str, str]) -> bool:
    """Say whether a place of the inventory is really there."""
    if "page" in place:
        return paths.get(place["page"]) in live and on_page(place, live[paths[place["page"]]])
    if "menu" in place:
        return place["label"] in menu_labels(place["menu"])
    if "setting" in place:
        settings = SiteSettings.objects.get()
        value = getattr(settings, place["setting"])
        return bool(value.exists() if place["setting"] == "social_links" else value)
    if "filter" in place:
        filters = [*PublicationPage.page_filters(), *PressReleasePage.page_filters()]
        return place["filter"] in FRONTEND_PARAMETERS | {known.name for known in filters}
    if "facet" in place:
        return place["facet"] in facets_of([PublicationPage])
    rows = {
        "text": (SiteText, "code"),
        "counter": (StatCounter, "key"),
        "announcement": (Announcement, "code"),
        "person": (Person, "code"),
        "office": (Office, "code"),
        "term": (GlossaryTerm, "code"),
    }
    for kind, (model, column) in rows.items():
        if kind in place:
            return bool(model.objects.filter(live=True, **{column: place[kind]}).exists())
    return bool(place.get("later") or place.get("drop"))


def on_page(place: dict[str, Any], page: Any) -> bool:
    """Say whether the page has the block, the card with the title, the field or the language."""
    if "field" in place:
        return bool(getattr(page, place["field"]))
    if "language" in place:
        return page.get_translations().filter(locale__language_code=codes.parse(place["language"]), live=True).exists()
    if "block" not in place:
        return True
    blocks = [item["value"] for item in page.body.get_prep_value() if item["type"] == place["block"]]
    return bool(blocks) and ("title" not in place or any(place["title"] in titles(value) for value in blocks))


def titles(value: Any) -> set[str]:
    """Return every title and heading within a block's stored value."""
    if isinstance(value, list):
        return {title for item in value for title in titles(item)}
    if not isinstance(value, dict):
        return set()
    own = {value[key] for key in ("title", "heading") if isinstance(value.get(key), str)}
    return own.union(*(titles(inner) for inner in value.values()))


def menu_labels(code: str) -> set[str]:
    """Return the labels of a menu in English, both levels."""
    raw = Menu.objects.get(code=code, locale__language_code="en").items.get_prep_value()
    entries = [item["value"] for item in raw]
    children = [child["value"] for entry in entries for child in entry["children"]]
    return {entry["label"] for entry in [*entries, *children]}


def test_every_element_of_the_saved_pages_lives_somewhere(files: content.Content, live: Live) -> None:
    rows = [row for _place, row in files.rows("inventory", "rows")]
    assert [row["number"] for row in rows] == list(range(1, 37))
    lost = [(row["number"], place) for row in rows for place in row["lives"] if not lives_at(place, live, files.paths)]
    assert lost == []
