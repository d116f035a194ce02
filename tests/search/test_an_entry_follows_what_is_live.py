"""What is live has an entry from the transaction that publishes it to the one that withdraws it; drafts have none."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.publishing.embargo import set_embargo
from cms.search import words, writing
from cms.search.models import SearchEntry, SearchWord
from cms.search.storage import ENTRIES
from cms.translation import shared
from tests import factories as make
from tests.search.conftest import entry, entry_key

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def paragraph(text):
    return make.block("paragraph", f"<p>{text}</p>")


def test_a_page_enters_when_it_is_published_and_leaves_when_it_is_withdrawn(is_found):
    page = make.standard("Zebras", draft=True, body=[paragraph("Striped animals")])
    assert entry(page) is None
    make.publish(page)
    assert is_found(page, "zebra", "title")
    assert is_found(page, "striped animal")
    make.fresh(page).unpublish()
    assert entry(page) is None
    assert entry_key(page) not in ENTRIES.stored_keys()


def test_a_deleted_branch_leaves(is_found):
    branch = make.standard("Branch")
    leaf = make.standard("Leaf", parent=branch)
    make.fresh(branch).delete()
    assert not {entry_key(branch), entry_key(leaf)} & ENTRIES.stored_keys()
    assert not SearchEntry.objects.filter(key__in=[entry_key(branch), entry_key(leaf)]).exists()


def test_a_publish_that_is_rolled_back_leaves_nothing():
    page = make.standard("Zebras", draft=True)
    with pytest.raises(RuntimeError), transaction.atomic():
        make.publish(page)
        assert entry(page)
        raise RuntimeError
    assert entry(page) is None
    assert entry_key(page) not in ENTRIES.stored_keys()
    assert not SearchWord.objects.filter(word="zebras").exists()


def test_a_page_that_cannot_be_analysed_is_not_published(monkeypatch):
    page = make.standard("Zebras", draft=True)
    monkeypatch.setattr(writing, "analyse", lambda text, language: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.publish(page)
    assert not make.fresh(page).live


def test_a_draft_changes_nothing(is_found, django_assert_num_queries):
    page = make.standard("Zebras")
    before = SearchEntry.objects.values().get(key=entry_key(page))
    page.title = "Giraffes"
    page.save_revision()
    assert SearchEntry.objects.values().get(key=entry_key(page)) == before
    assert not is_found(page, "giraffes", "title")


def test_what_waits_for_an_embargo_has_an_entry_already(is_found):
    page = make.standard("Zebras", draft=True)
    set_embargo(page, timezone.now() + timedelta(days=1))
    make.publish(page)
    assert is_found(page, "zebras", "title")


def test_what_waits_for_its_time_is_found_in_the_text_that_is_live(is_found):
    page = make.standard("Zebras")
    page.title, page.go_live_at = "Giraffes", timezone.now() + timedelta(days=1)
    make.publish(page)
    assert is_found(page, "zebras", "title")
    assert not is_found(page, "giraffes", "title")


def test_a_move_leaves_the_entry_as_it_is():
    page, branch = make.standard("Zebras"), make.standard("Branch")
    before = SearchEntry.objects.values().get(key=entry_key(page))
    make.fresh(page).move(make.fresh(branch), pos="last-child")
    assert SearchEntry.objects.values().get(key=entry_key(page)) == before


def test_a_translation_is_indexed_in_its_language(is_found):
    page = make.standard("Zebras")
    twin = make.translated(page, "es", title="Las cebras")
    assert entry(twin).locale == make.locale("es")
    assert is_found(twin, "cebra", "title", language="es")
    assert not is_found(page, "cebra", "title", language="es")


def test_chinese_is_found_by_its_words(is_found):
    page = make.translated(make.standard("Zebras"), "zh-hans", title="儿童保护手册")
    assert is_found(page, "儿童", "title", language="zh-Hans")
    assert is_found(page, "保护手册", "title", language="zh-Hans")


def test_shared_values_reach_the_entries_of_translations(is_found):
    page = make.publication("Zebras", original_title="Quagga")
    twin = make.translated(page, "es", title="Cebras")
    page = make.fresh(page)
    page.original_title = "Okapi"
    make.publish(page)
    assert is_found(twin, "okapi", "names")
    assert not is_found(twin, "quagga", "names")
    assert entry(twin).revision == make.fresh(twin).live_revision_id


def test_a_withdrawn_source_takes_the_entries_of_its_translations_along():
    page = make.standard("Zebras")
    twin = make.translated(page, "es", title="Cebras")
    make.fresh(page).unpublish()
    assert entry(page) is None
    assert entry(twin) is None


def test_an_alias_in_its_own_language_is_a_page_like_others(is_found):
    page, branch = make.standard("Zebras"), make.standard("Branch")
    alias = make.fresh(page).create_alias(parent=make.fresh(branch), update_slug="zebras-too")
    assert is_found(alias, "zebras", "title")
    page = make.fresh(page)
    page.title = "Giraffes"
    make.publish(page)
    assert is_found(alias, "giraffes", "title")


def test_an_alias_that_stands_for_another_language_has_no_entry():
    page = make.standard("Zebras")
    mirror = make.fresh(page).copy_for_translation(make.locale("es"), alias=True)
    assert make.fresh(mirror).live
    assert entry(mirror) is None
    make.publish(make.fresh(page))
    assert entry(mirror) is None


def test_a_copy_of_a_live_page_is_indexed(is_found):
    copy = make.fresh(make.standard("Zebras")).copy(update_attrs={"slug": "copy", "title": "Copied zebras"})
    assert is_found(copy, "copied zebras", "title")


def test_a_helpline_is_found_by_its_names_and_description(is_found):
    line = make.helpline("brave", name="Brave Line", local_name="Línea Valiente", description="Talk to somebody.")
    assert is_found(line, "linea valiente", "title")
    assert is_found(line, "talk", "summary")
    line.unpublish()
    assert entry(line) is None


def test_a_glossary_term_is_found_by_its_other_spellings(is_found):
    term = make.term("grooming", term="Grooming", alternatives="Online enticement\nSolicitation", note="In laws.")
    assert is_found(term, "enticement", "names")
    assert is_found(term, "in laws")
    term = make.fresh(term)
    term.alternatives = "Luring"
    assert is_found(make.publish(term), "luring", "names")
    assert not is_found(term, "enticement", "names")
    key = entry_key(term)
    term.delete()
    assert key not in ENTRIES.stored_keys()


def test_words_are_kept_once_with_their_terms():
    make.standard("Reporting zebras")
    make.standard("Reporting giraffes")
    row = SearchWord.objects.get(language="en", word="reporting")
    assert row.term == "report"
    assert not SearchWord.objects.filter(word="report").exists()


def test_words_out_of_use_are_cleaned_away():
    page = make.standard("Reporting zebras")
    make.standard("Reporting giraffes")
    make.fresh(page).unpublish()
    words.clean()
    assert not SearchWord.objects.filter(word="zebras").exists()
    assert SearchWord.objects.filter(word__in=["reporting", "giraffes"]).count() == 2


def test_every_live_page_of_the_site_has_an_entry():
    live = set(Page.objects.filter(live=True, depth__gt=1, alias_of=None).values_list("pk", flat=True))
    assert set(SearchEntry.objects.filter(key__in=[2 * pk for pk in live]).values_list("object_id", flat=True)) == live


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", [1, 2])
def test_a_test_that_commits_starts_from_an_index_of_what_is_there(_time):
    assert ENTRIES.stored_keys() == set(SearchEntry.objects.values_list("key", flat=True))
    make.standard("Zebras")


def test_words_are_stored_as_the_last_thing_of_a_publish(monkeypatch):
    """Whoever stores a word makes another who stores it wait, and must then need nothing that the other holds."""
    seen = []
    monkeypatch.setattr(shared, "push", lambda source: seen.append(SearchWord.objects.filter(word="zebras").exists()))
    make.standard("Zebras")
    assert seen == [False]
    assert SearchWord.objects.filter(word="zebras").exists()
