"""`translation.state` follows what was published, never what is being typed (design/3 L9)."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.languages.models import TranslationState

from . import making

pytestmark = pytest.mark.django_db


def test_a_complete_translation_is_current_and_its_source_is_the_source():
    page = making.publication()
    making.translate(page, "es")
    assert making.state(page, "en") == "source"
    assert making.state(page, "es") == "current"
    row = TranslationState.objects.get(translation_key=page.translation_key, locale=making.locale("es"))
    assert row.strings == row.translated == row.reviewed == 3
    assert row.source_locale == making.locale("en")


def test_a_submitted_translation_has_no_state_before_it_is_published():
    page = making.publication()
    making.submit(page, "es")
    making.type_strings(page, "es")
    states = TranslationState.objects.filter(translation_key=page.translation_key)
    assert not states.filter(locale=making.locale("es")).exists()


@pytest.mark.parametrize("make", [making.publication, making.helpline])
def test_a_changed_string_makes_outdated_until_it_is_synchronised_and_published(make):
    source = make()
    making.translate(source, "es")
    field = "description" if make is making.helpline else "summary"
    source = making.republish(source, **{field: "Something else."})
    assert making.state(source, "es") == "outdated"
    making.sync(source)
    assert making.state(source, "es") == "outdated"
    making.type_strings(source, "es")
    assert making.state(source, "es") == "outdated"
    making.publish_translation(source, "es")
    assert making.state(source, "es") == "current"


def test_publishing_the_source_unchanged_or_with_other_shared_values_or_another_slug_outdates_nothing():
    page = making.publication()
    making.translate(page, "es")
    before = TranslationState.objects.get(translation_key=page.translation_key, is_source=True)
    making.republish(page)
    making.republish(page, slug="other-slug", publication_year=1999, social_image=making.picture())
    after = TranslationState.objects.get(translation_key=page.translation_key, is_source=True)
    assert making.state(page, "es") == "current"
    assert after.updated_at == before.updated_at
    making.republish(page, title="Another")
    after.refresh_from_db()
    assert after.updated_at > before.updated_at


def test_a_block_added_without_a_word_outdates_too():
    old = making.block("paragraph", "<p>First words.</p>")
    page = making.publication(body=[old])
    making.translate(page, "es")
    figure = {"image": {"image": making.picture().pk, "alt_text": "", "decorative": True}, "caption": ""}
    making.republish(page, body=[old, making.block("image", figure)])
    assert making.state(page, "es") == "outdated"


def test_untranslated_strings_make_partial_and_machine_made_ones_machine():
    page, other = making.publication(), making.publication("Other")
    making.submit(page, "es")
    making.type_strings(page, "es", limit=1)
    making.publish_translation(page, "es")
    assert making.state(page, "es") == "partial"
    making.submit(other, "es")
    making.type_strings(other, "es", machine=True)
    making.publish_translation(other, "es")
    assert making.state(other, "es") == "machine"


def test_the_state_does_not_change_while_a_translator_types():
    page = making.publication()
    making.submit(page, "es")
    making.type_strings(page, "es", limit=1)
    making.publish_translation(page, "es")
    before = list(TranslationState.objects.filter(translation_key=page.translation_key).values())
    making.type_strings(page, "es")
    StringTranslation.objects.filter(locale=making.locale("es")).update(translation_type="machine")
    assert list(TranslationState.objects.filter(translation_key=page.translation_key).values()) == before
    making.republish(page)
    assert making.state(page, "es") == "partial"


def test_a_revision_that_waited_counts_the_strings_it_was_made_from():
    page = making.publication()
    making.submit(page, "es")
    making.type_strings(page, "es", limit=1)
    making.record(page, "es").save_target(publish=False)
    waiting = making.twin(page, "es").latest_revision
    making.type_strings(page, "es")
    waiting.publish()
    assert making.state(page, "es") == "partial"


def test_a_revision_made_for_shared_values_still_counts_the_strings_of_its_text():
    page = making.publication()
    making.submit(page, "es")
    making.type_strings(page, "es", limit=1)
    making.publish_translation(page, "es")
    making.republish(page, publication_year=1999)
    making.type_strings(page, "es")
    making.twin(page, "es").live_revision.publish()
    assert making.state(page, "es") == "partial"


def test_a_translation_scheduled_for_later_has_no_state_until_its_day():
    page = making.publication()
    making.submit(page, "es")
    making.type_strings(page, "es")
    spanish = making.twin(page, "es")
    spanish.go_live_at = timezone.now() + timezone.timedelta(hours=1)
    revision = spanish.save_revision()
    revision.publish()
    rows = TranslationState.objects.filter(translation_key=page.translation_key, locale=making.locale("es"))
    assert not rows.exists()
    making.fresh(spanish).revisions.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timezone.timedelta(hours=1),
        content={**revision.content, "go_live_at": None},
    )
    call_command("publish_scheduled")
    assert rows.exists()


def test_a_translation_made_by_hand_is_current_and_becomes_outdated_with_its_source():
    page = making.publication()
    spanish = making.fresh(page).copy_for_translation(making.locale("es"), copy_parents=True)
    spanish.title = "Escuelas seguras"
    spanish.save_revision().publish()
    assert making.state(page, "es") == "current"
    making.republish(page, title="Other")
    assert making.state(page, "es") == "outdated"


def test_a_withdrawn_text_has_no_state():
    page = making.publication()
    making.translate(page, "es", "zh-hans")
    making.twin(page, "es").unpublish()
    making.twin(page, "zh-hans").delete()
    rows = TranslationState.objects.filter(translation_key=page.translation_key)
    assert [row.is_source for row in rows] == [True]


def test_alternative_texts_of_pictures_in_blocks_are_translated():
    image = making.picture()
    picture = {"image": {"image": image.pk, "alt_text": "A desk", "decorative": False}, "caption": "Desk"}
    page = making.publication(body=[making.block("image", picture)])
    making.translate(page, "es")
    value = making.twin(page, "es").body.get_prep_value()[0]["value"]
    assert value == {
        "image": {"image": image.pk, "alt_text": "es A desk", "decorative": False},
        "caption": "es Desk",
    }
    assert making.state(page, "es") == "current"
