"""A rebuild writes what signals did not tell of, leaves the rest alone, and goes on where it was stopped."""

import io

import pytest
from django.core.management import call_command

from cms.management.commands import keep_search
from cms.publishing import version
from cms.search import rebuilding, writing
from cms.search.models import SearchEntry, SearchWord
from cms.search.storage import ENTRIES, PAPERS
from home.models import StandardPage
from tests import factories as make
from tests.search.conftest import entry, entry_key

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def rebuild(*options):
    call_command("rebuild_search", *options, stdout=io.StringIO(), stderr=io.StringIO())


@pytest.fixture(autouse=True)
def in_step(db):
    """Begin with an index that lacks nothing, and a scheduler that has looked at nothing."""
    rebuild()
    keep_search.Command.kept = None


def test_an_index_that_is_in_step_is_left_alone():
    page = make.standard("Zebras")
    make.helpline("brave")
    make.document()
    assert rebuilding.pending() == rebuilding.Work(rows=rebuilding.pending().rows)
    assert rebuilding.pending().total == 0
    before = SearchEntry.objects.values().get(key=entry_key(page))
    rebuild()
    assert SearchEntry.objects.values().get(key=entry_key(page)) == before


def test_an_empty_index_is_filled(is_found):
    page, line, term = make.standard("Zebras"), make.helpline("brave", name="Brave"), make.term("grooming")
    ENTRIES.clear()
    PAPERS.clear()
    for model in (SearchEntry, SearchWord):
        model.objects.all().delete()
    rebuild()
    assert is_found(page, "zebras", "title")
    assert is_found(line, "brave", "title")
    assert is_found(term, "grooming", "title")
    assert SearchWord.objects.filter(word="zebras").exists()


def test_entries_whose_rows_in_the_index_are_lost_are_written_again(is_found):
    page = make.standard("Zebras")
    ENTRIES.clear()
    rebuild()
    assert is_found(page, "zebras", "title")


def test_what_went_without_a_signal_leaves():
    page = make.standard("Zebras")
    StandardPage.objects.filter(pk=page.pk).update(live=False)
    rebuild()
    assert entry(page) is None
    assert entry_key(page) not in ENTRIES.stored_keys()


def test_what_came_without_a_signal_enters(is_found):
    page = make.standard("Zebras", draft=True)
    StandardPage.objects.filter(pk=page.pk).update(live=True)
    rebuild()
    assert is_found(page, "zebras", "title")


def test_a_text_that_sql_changed_is_found_when_all_is_made_anew(is_found):
    page = make.standard("Zebras")
    StandardPage.objects.filter(pk=page.pk).update(title="Giraffes")
    rebuild()
    assert is_found(page, "zebras", "title")
    rebuild("--all")
    assert is_found(page, "giraffes", "title")
    assert not is_found(page, "zebras", "title")


def test_entries_of_an_older_form_are_made_anew(monkeypatch):
    make.standard("Zebras")
    monkeypatch.setattr(writing, "FORM", writing.FORM + 1)
    assert rebuilding.pending().total > 0
    rebuild()
    assert set(SearchEntry.objects.values_list("form", flat=True)) == {writing.FORM}
    assert rebuilding.pending().total == 0


def test_a_run_that_was_stopped_is_gone_on_with(monkeypatch):
    for number in range(5):
        make.standard(f"Zebra {number}")
    SearchEntry.objects.all().delete()
    monkeypatch.setattr(rebuilding, "BATCH", 3)
    work = rebuilding.pending()

    def killed(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(work, progress=killed)
    assert rebuilding.pending().total == work.total - 3
    rebuild()
    assert rebuilding.pending().total == 0


def test_a_row_that_cannot_be_analysed_keeps_no_other_away(monkeypatch, caplog, is_found):
    bad, good = make.standard("Bad zebras"), make.standard("Good zebras")
    SearchEntry.objects.all().delete()
    analyse = writing.analyse
    monkeypatch.setattr(writing, "analyse", lambda text, language: 1 / 0 if "Bad" in text else analyse(text, language))
    rebuild()
    assert entry(bad) is None
    assert is_found(good, "good zebras", "title")
    assert f"{bad.pk} cannot be indexed" in caplog.text


def test_a_round_of_the_scheduler_stops_when_its_time_is_over(monkeypatch):
    for number in range(5):
        make.standard(f"Zebra {number}")
    SearchEntry.objects.all().delete()
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    monkeypatch.setattr(keep_search, "SECONDS", 0)
    total = rebuilding.pending().total
    call_command("keep_search")
    assert rebuilding.pending().total == total - 2
    call_command("keep_search")
    assert rebuilding.pending().total == total - 4


def test_the_scheduler_compares_nothing_while_the_content_stays_as_it_is(monkeypatch):
    make.standard("Zebras")
    now = version.Generation(version.tick())
    monkeypatch.setattr(version, "generation", lambda tick: now)
    call_command("keep_search")
    monkeypatch.setattr(rebuilding, "pending", None)
    call_command("keep_search")
