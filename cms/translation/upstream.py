"""What wagtail-localize 1.14 gets wrong on Wagtail 8 and hits us, put right in one place.

1. It publishes a translation after the transaction that wrote it: a kill in between loses the publish.
2. A draft of a live page is written over the live row, and a draft of a live snippet takes it offline.
3. An alias that is submitted stays live, as a page of its own with untranslated text.
4. A snippet's first translation inherits the live revision and the dates of its source.
5. A translation is published in nobody's name.
6. A text or picture that a block was stored without, or a picture in a struct within a struct, stops extraction.
7. A translated title that is too long for its column cannot even be typed on PostgreSQL.

`create_or_update_translation` is therefore ours, built from wagtail-localize's own parts; a test holds a hash of
the function it replaces, so that an upgrade is looked at.
"""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision
from wagtail_localize import models as localize
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import ingest_segments

from cms.translation import state

stock_create_or_update = localize.TranslationSource.create_or_update_translation
_stock_block_segments = StreamFieldSegmentExtractor.handle_block
_stock_image_segments = StreamFieldSegmentExtractor.handle_image_block


def create_or_update_translation(
    self: localize.TranslationSource,
    locale: Any,
    user: Any = None,
    publish: bool = True,
    copy_parent_pages: bool = False,
    fallback: bool = False,
) -> tuple[Any, bool]:
    """Write a translation as a draft, or publish it, in one transaction. Return it, and whether it is new.

    Raises:
        ValidationError: when a value does not fit; the strings at fault are marked, nothing else is written.
        CannotSaveDraftError: for a model without drafts, where `publish` is off.
    """
    original = self.as_instance()
    if not isinstance(original, DraftStateMixin):
        raise localize.CannotSaveDraftError
    error = None
    with transaction.atomic():
        target, created = _target(self, original, locale, copy_parent_pages)
        try:
            with transaction.atomic():
                copy_synchronised_fields(original, target)
                segments = self._get_segments_for_translation(locale, fallback=fallback)
                ingest_segments(original, target, self.locale, locale, segments)
                revision = _write(self, original, target, user)
                if publish:
                    Revision.objects.get(pk=revision.pk).publish(user=user)
        except ValidationError as caught:
            error = caught
            _mark(self, locale, caught)
        else:
            localize.TranslationLog.objects.create(source=self, locale=locale, revision=revision)
    if error is not None:
        raise error
    return target, created


def _target(
    source: localize.TranslationSource, original: Any, locale: Any, copy_parent_pages: bool
) -> tuple[Any, bool]:
    try:
        return source.get_translated_instance(locale), False
    except ObjectDoesNotExist:
        if isinstance(original, Page):
            return original.copy_for_translation(locale, copy_parents=copy_parent_pages), True
    target = original.copy_for_translation(locale)
    target.live = target.has_unpublished_changes = target.expired = False
    target.live_revision = target.latest_revision = None
    target.first_published_at = target.last_published_at = None
    return target, True


def _write(source: localize.TranslationSource, original: Any, target: Any, user: Any) -> Any:
    """Make the revision. The row itself is written only while it is not public."""
    if isinstance(target, Page):
        _convert_alias(target, user)
        target.slug = find_available_slug(target.get_parent(), slugify(target.slug), ignore_page_id=target.pk)
    target.full_clean()
    if not target.live:
        target.save()
    revision = target.save_revision(user=user, clean=False)
    state.stamp(revision, source, target.locale_id)
    if isinstance(target, Page):
        source.sync_view_restrictions(original, target)
    return revision


def _convert_alias(page: Page, user: Any) -> None:
    if page.alias_of_id is None:
        return
    page.alias_of = None
    page.live = False
    page.first_published_at = None
    page.save(update_fields=["alias_of", "live", "first_published_at"], clean=False)
    data = {"page": {"id": page.pk, "title": page.get_admin_display_title()}}
    log(instance=page, action="wagtail.convert_alias", user=user, data=data)


def _mark(source: localize.TranslationSource, locale: Any, error: ValidationError) -> None:
    """Show translators which of their strings and overrides the error is about."""
    for name, errors in getattr(error, "error_dict", {}).items():
        context = {"context__object_id": source.object_id, "context__path": name, "locale": locale}
        strings = source.stringsegment_set.values("string_id")
        for wrong in localize.StringTranslation.objects.filter(translation_of_id__in=strings, **context):
            wrong.set_field_error(errors)
        for wrong in localize.SegmentOverride.objects.filter(**context):
            wrong.set_field_error(errors)


def handle_block(self: Any, block_type: Any, block_value: Any, raw_value: Any = None) -> list[Any]:
    """Extract nothing where nothing was stored."""
    return [] if block_value is None else _stock_block_segments(self, block_type, block_value, raw_value=raw_value)


def handle_image_block(self: Any, block: Any, image_block_value: Any, raw_value: Any = None) -> list[Any]:
    """Extract a picture's own text, wherever the block stands."""
    raw_value = block.get_prep_value(image_block_value) if raw_value is None else raw_value
    segments: list[Any] = _stock_image_segments(self, block, image_block_value, raw_value=raw_value)
    return segments


def show_title_of_draft(instance: localize.StringTranslation, **_kwargs: Any) -> None:
    """Let the page tree show the title that a translator typed, as far as it fits."""
    if instance.context is None or instance.context.path != "title":
        return
    pages = Page.objects.filter(translation_key=instance.context.object_id, locale_id=instance.locale_id)
    pages.update(draft_title=instance.data[: Page._meta.get_field("draft_title").max_length])


def connect() -> None:
    """Put them in force."""
    post_save.disconnect(localize.post_save_string_translation, sender=localize.StringTranslation)
    post_save.connect(show_title_of_draft, sender=localize.StringTranslation, dispatch_uid="show_title_of_draft")
    localize.TranslationSource.create_or_update_translation = create_or_update_translation
    StreamFieldSegmentExtractor.handle_block = handle_block
    StreamFieldSegmentExtractor.handle_image_block = handle_image_block
