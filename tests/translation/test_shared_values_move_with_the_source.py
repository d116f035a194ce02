"""What is the same in every language moves with one publish of the source (design/2 §3)."""

import json

import pytest
from wagtail.models import PageLogEntry
from wagtail_localize.models import OverridableSegment, SegmentOverride, TranslationSource

from cms.helplines.models import HelplinePhone
from cms.pages.rows import PageTopic
from library.models import PublicationFile

from . import making

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_changing_a_file_a_topic_and_a_helplines_number_in_english_shows_in_all_languages_after_one_publish():
    page, line = making.publication(), making.helpline()
    for source in (page, line):
        making.translate(source, "es", "zh-hans")
    making.republish(
        page,
        files=[PublicationFile(language="fr", external_url="https://example.org/fr.pdf")],
        topic_rows=[PageTopic(topic=making.topic("online-safety"))],
    )
    making.republish(line, phones=[HelplinePhone(number="+17038376313")])
    for code in ("es", "zh-hans"):
        translated = making.twin(page, code)
        assert [row.language for row in translated.files.all()] == ["fr"]
        assert [row.topic.code for row in translated.topic_rows.all()] == ["online-safety"]
        assert translated.title == f"{code} Safe schools"
        assert [row.number for row in making.twin(line, code).phones.all()] == ["+17038376313"]


def test_emptied_rows_are_carried():
    page = making.publication()
    making.translate(page, "es")
    making.republish(page, files=[])
    assert not making.twin(page, "es").files.exists()
    assert not making.twin(page, "es").live_revision.as_object().files.all()


def test_a_shared_value_changed_twice_is_right_in_the_next_translation_though_nobody_synchronised():
    page = making.publication()
    making.translate(page, "es")
    making.republish(page, publication_year=2021, featured=True)
    page = making.republish(page, publication_year=2022)
    making.type_strings(page, "es")
    assert making.publish_translation(page, "es").publication_year == 2022
    making.submit(page, "zh-hans")
    assert making.twin(page, "zh-hans").publication_year == 2022


def test_a_translators_draft_survives_a_publish_of_the_source():
    page = making.publication()
    making.translate(page, "es")
    draft = making.twin(page, "es")
    draft.title = "Título en borrador"
    draft_revision = draft.save_revision()
    making.republish(page, publication_year=2021)
    spanish = making.twin(page, "es")
    assert spanish.title == "es Safe schools"
    assert spanish.has_unpublished_changes
    assert spanish.latest_revision == draft_revision
    assert spanish.live_revision != draft_revision
    draft_revision.refresh_from_db()
    assert draft_revision.as_object().title == "Título en borrador"
    assert draft_revision.as_object().publication_year == 2021
    draft_revision.publish()
    spanish = making.twin(page, "es")
    assert (spanish.title, spanish.publication_year) == ("Título en borrador", 2021)
    assert not spanish.has_unpublished_changes


def test_an_untouched_draft_of_a_first_translation_stays_a_draft():
    page = making.publication()
    making.submit(page, "es")
    making.republish(page, publication_year=2021)
    spanish = making.twin(page, "es")
    assert not spanish.live
    assert spanish.first_published_at is None
    assert spanish.get_latest_revision_as_object().publication_year == 2021


def test_a_revision_scheduled_long_ago_goes_live_with_todays_shared_values():
    page = making.publication()
    making.translate(page, "es")
    old = making.twin(page, "es").live_revision
    making.republish(page, publication_year=2021)
    old.refresh_from_db()
    old.publish()
    assert making.twin(page, "es").publication_year == 2021


def test_what_goes_live_is_a_revision_and_is_logged_once_and_nothing_happens_without_a_change():
    page = making.publication()
    making.translate(page, "es")
    before = making.twin(page, "es")
    page = making.republish(page, publication_year=2021)
    after = making.twin(page, "es")
    assert after.live_revision != before.live_revision
    assert after.latest_revision == after.live_revision
    assert after.live_revision.as_object().publication_year == 2021
    assert after.first_published_at == before.first_published_at
    assert PageLogEntry.objects.filter(page=after.pk, action="cms.shared_values").count() == 1
    making.republish(page, title="Only a text")
    assert making.twin(page, "es").live_revision == after.live_revision
    assert PageLogEntry.objects.filter(page=after.pk, action="cms.shared_values").count() == 1


def test_pictures_addresses_and_dates_in_blocks_follow_the_source_and_texts_stay():
    old, new = making.picture("Old"), making.picture("New")
    image = {"image": old.pk, "alt_text": "A desk", "decorative": False}
    figure = making.block("image", {"image": image, "caption": "Desk"})
    address = "https://example.org/1"
    film = making.block("video", {"title": "Film", "url": address, "captions": False, "transcript": "<p>t</p>"})
    page = making.publication(body=[figure, film])
    making.translate(page, "es")
    figure["value"]["image"]["image"], figure["value"]["image"]["alt_text"] = new.pk, "A chair"
    film["value"].update(url="https://example.org/2", captions=True, title="Other")
    extra = making.block("heading", "Added")
    making.republish(page, body=[extra, film, figure])
    raw = making.twin(page, "es").body.get_prep_value()
    assert [item["id"] for item in raw] == [figure["id"], film["id"]]
    assert raw[0]["value"]["image"] == {"image": new.pk, "alt_text": "es A desk", "decorative": False}
    assert raw[1]["value"]["url"] == "https://example.org/2"
    assert raw[1]["value"]["captions"] is True
    assert raw[1]["value"]["title"] == "es Film"


def test_a_value_that_a_translator_overrode_stays():
    page = making.publication(social_image=making.picture())
    making.translate(page, "es")
    own = making.picture("Own")
    segment = OverridableSegment.objects.get(source__object_id=page.translation_key, context__path="social_image")
    SegmentOverride.objects.create(context=segment.context, locale=making.locale("es"), data_json=json.dumps(own.pk))
    making.publish_translation(page, "es")
    new = making.picture("New")
    making.republish(page, social_image=new)
    assert making.twin(page, "es").social_image == own
    segment = OverridableSegment.objects.get(source__object_id=page.translation_key, context__path="social_image")
    assert segment.data == new.pk


def test_the_slug_is_shared_where_it_is_free_and_never_on_home_pages():
    page = making.publication()
    making.translate(page, "es")
    making.republish(page, slug="safer-schools")
    spanish = making.twin(page, "es")
    assert spanish.slug == "safer-schools"
    assert spanish.url_path.endswith("/safer-schools/")
    other = making.publication("Other")
    making.translate(other, "es")
    blocker = making.twin(other, "es")
    blocker.slug = "taken"
    blocker.save()
    making.republish(page, slug="taken")
    assert making.twin(page, "es").slug == "taken-1"
    home = page.get_parent().get_ancestors().filter(depth=2).get().specific
    making.republish(home, quick_exit=True)
    assert making.twin(home, "es").quick_exit
    assert making.twin(home, "es").slug != making.fresh(home).slug


def test_children_of_a_page_with_a_new_slug_keep_their_addresses_right():
    page = making.publication()
    making.translate(page, "es")
    making.republish(page.get_parent().specific, slug="library-of-research")
    assert "/library-of-research/" in making.twin(page, "es").url_path


def test_wagtail_localizes_copy_of_the_source_gets_shared_values_but_keeps_the_texts_it_was_translated_from():
    page = making.publication()
    making.translate(page, "es")
    making.republish(page, title="New title", publication_year=2021)
    content = json.loads(TranslationSource.objects.get(object_id=page.translation_key).content_json)
    assert (content["title"], content["publication_year"]) == ("Safe schools", 2021)
