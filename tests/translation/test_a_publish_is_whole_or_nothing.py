"""Publishing and what it causes is one transaction: broken off anywhere, nothing of it is there (design/2 §3)."""

import pytest
from django.db import transaction
from wagtail.models import PageLogEntry, Revision
from wagtail_localize.models import Translation, TranslationSource

from cms.languages.models import TranslationState
from cms.translation import shared, state, withdrawal

from . import making

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


class PowerCutError(Exception):
    """The process ends here."""


def cut(*_args, **_kwargs):
    raise PowerCutError


def picture_of(page):
    rows = type(page).objects.filter(translation_key=page.translation_key).order_by("pk")
    states = TranslationState.objects.filter(translation_key=page.translation_key).order_by("pk")
    return (
        list(rows.values()), list(states.values()), Revision.objects.count(), PageLogEntry.objects.count(),
    )  # fmt: skip


@pytest.mark.parametrize("place", [(state, "record"), (shared, "push"), (shared, "_write"), (shared, "log")])
def test_a_publish_of_the_source_that_breaks_off_leaves_nothing_behind(place, monkeypatch):
    page = making.publication()
    making.translate(page, "es")
    changed = making.fresh(page)
    changed.title, changed.publication_year = "New", 2021
    revision = changed.save_revision()
    before = picture_of(page)
    monkeypatch.setattr(*place, cut)
    with pytest.raises(PowerCutError):
        revision.publish()
    assert picture_of(page) == before
    monkeypatch.undo()
    revision.publish()
    assert making.twin(page, "es").publication_year == 2021


@pytest.mark.parametrize("place", [(state, "stamp"), (state, "record")])
def test_a_translation_that_breaks_off_leaves_nothing_behind(place, monkeypatch):
    page = making.publication()
    making.submit(page, "es")
    making.type_strings(page, "es")
    before = picture_of(page)
    monkeypatch.setattr(*place, cut)
    with pytest.raises(PowerCutError):
        making.publish_translation(page, "es")
    assert picture_of(page) == before
    monkeypatch.undo()
    assert making.publish_translation(page, "es").live


def test_a_first_translation_that_breaks_off_leaves_no_page(monkeypatch):
    page = making.publication()
    source, _created = TranslationSource.get_or_create_from_instance(page)
    record = Translation.objects.create(source=source, target_locale=making.locale("es"))
    before = picture_of(page)
    monkeypatch.setattr(state, "stamp", cut)
    with pytest.raises(PowerCutError):
        record.save_target(publish=True)
    assert picture_of(page) == before


def test_a_translation_is_live_within_the_transaction_that_publishes_it():
    page = making.publication()
    making.submit(page, "es")
    making.type_strings(page, "es")
    with transaction.atomic():
        assert making.publish_translation(page, "es").live
        assert making.state(page, "es") == "current"


def test_a_withdrawal_that_breaks_off_leaves_everything_live(monkeypatch):
    page = making.publication()
    making.translate(page, "es")
    before = picture_of(page)
    monkeypatch.setattr("cms.translation.transactions.UnpublishPageAction", cut)
    with pytest.raises(PowerCutError):
        making.fresh(page).unpublish()
    monkeypatch.setattr(withdrawal, "delete_pages", cut)
    with pytest.raises(PowerCutError):
        making.fresh(page).delete()
    assert picture_of(page) == before
