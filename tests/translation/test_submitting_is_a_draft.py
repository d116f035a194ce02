"""Submitting for translation publishes nothing, and a draft never touches what is live (design/3 L5)."""

import hashlib
import inspect

import pytest
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.publishing.visibility import public_view
from cms.translation import upstream
from home.models import StandardPage

from . import making

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def standard(parent, title):
    page = StandardPage(title=title, slug=title.lower(), live=False, locale=making.locale("en"))
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    making.fresh(page).save_revision().publish()
    return making.fresh(page)


def home():
    return Page.objects.get(depth=2, locale__language_code="en")


@pytest.mark.parametrize("make", [making.publication, making.helpline])
def test_submitting_never_puts_english_text_live(make):
    source = make()
    making.submit(source, "es")
    draft = making.twin(source, "es")
    assert not draft.live
    assert draft.live_revision is None
    assert draft.first_published_at is None
    assert draft.latest_revision is not None


def test_submitting_where_an_alias_was_makes_a_draft():
    page = making.publication()
    page.copy_for_translation(making.locale("es"), copy_parents=True, alias=True)
    assert making.twin(page, "es").live
    making.submit(page, "es")
    draft = making.twin(page, "es")
    assert draft.alias_of is None
    assert not draft.live
    making.type_strings(page, "es")
    assert making.publish_translation(page, "es").title == "es Safe schools"
    assert making.state(page, "es") == "current"


def test_a_missing_parent_becomes_an_alias_that_is_listed_nowhere_and_can_be_translated_later():
    parent = standard(home(), "About")
    child = standard(parent, "Terms")
    making.translate(child, "es")
    alias = making.twin(parent, "es")
    assert alias.alias_of.pk == parent.pk
    view = public_view()
    assert alias.pk not in view.listed().values_list("pk", flat=True)
    assert making.twin(child, "es").pk in view.listed().values_list("pk", flat=True)
    making.translate(parent, "es")
    alias.refresh_from_db()
    assert (alias.alias_of, alias.title, alias.live) == (None, "es About", True)
    assert making.twin(child, "es").get_parent().pk == alias.pk


@pytest.mark.parametrize("make", [making.publication, making.helpline])
def test_saving_a_draft_of_a_live_translation_leaves_the_live_one_as_it_is(make):
    source = make()
    making.translate(source, "es")
    field = "description" if make is making.helpline else "summary"
    source = making.republish(source, **{field: "Not yet in Spanish."})
    making.sync(source)
    making.record(source, "es").save_target(publish=False)
    spanish = making.twin(source, "es")
    assert spanish.live
    assert getattr(spanish, field).startswith("es ")
    assert spanish.has_unpublished_changes
    assert getattr(spanish.get_latest_revision_as_object(), field) == "Not yet in Spanish."


def test_a_string_that_does_not_fit_is_marked_and_nothing_is_published():
    page = making.publication()
    making.submit(page, "es")
    making.type_strings(page, "es")
    record = making.record(page, "es")
    title = record.source.stringsegment_set.get(context__path="title")
    wrong = title.string.translations.get(locale=record.target_locale)
    wrong.data = "x" * 300
    wrong.save()
    with pytest.raises(upstream.ValidationError):
        record.save_target(publish=True)
    wrong.refresh_from_db()
    assert wrong.has_error
    assert not making.twin(page, "es").live
    assert Translation.objects.filter(pk=record.pk).exists()


def test_a_card_without_a_picture_does_not_stop_translation():
    page = making.publication(body=[making.block("image", {"caption": "No picture"})])
    making.translate(page, "es")
    assert making.twin(page, "es").body.get_prep_value()[0]["value"]["caption"] == "es No picture"


def test_items_of_a_list_that_was_stored_plainly_are_translated():
    parent = standard(home(), "Safety")
    steps = making.block("respond_now", {"heading": "Now", "steps": ["Listen.", "Report."]})
    page = making.republish(parent, body=[steps])
    making.translate(page, "es")
    value = making.twin(page, "es").body.get_prep_value()[0]["value"]
    assert [item["value"] for item in value["steps"]] == ["es Listen.", "es Report."]


def test_the_function_of_wagtail_localize_that_is_replaced_is_the_one_that_was_read():
    source = inspect.getsource(upstream.stock_create_or_update)
    assert hashlib.sha256(source.encode()).hexdigest()[:16] == "4c68c20a8ba2648b"
