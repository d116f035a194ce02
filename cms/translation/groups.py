"""Who is the source in a translation group, and who was translated from it."""

from typing import Any

from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation

from cms.languages import codes
from cms.languages.models import TranslationState
from cms.publishing.snippets import TranslatableSnippet


def is_member(instance: Any) -> bool:
    """Say whether it is something that has languages: a page other than the root, or a translatable snippet."""
    if isinstance(instance, Page):
        return instance.depth > 1
    return isinstance(instance, TranslatableSnippet)


def is_alias(instance: Any) -> bool:
    """Say whether it is a page that only mirrors another one."""
    return getattr(instance, "alias_of_id", None) is not None


def members(instance: TranslatableMixin) -> list[Any]:
    """Return every other row of the group as it is in the database, pages in their own type."""
    others = instance.get_translation_model()._base_manager.filter(translation_key=instance.translation_key)
    rows = others.exclude(pk=instance.pk).order_by("pk")
    return [row.specific if isinstance(row, Page) else row for row in rows]


def translation_record(instance: TranslatableMixin) -> Translation | None:
    """Return wagtail-localize's record by which this is being translated, unless it was stopped."""
    records = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    )
    return records.exclude(source__locale_id=instance.locale_id).select_related("source").first()


def _translated_from(instance: TranslatableMixin) -> set[int]:
    """Return ids of the locales that have a record, running or stopped, of being translated from this."""
    records = Translation.objects.filter(
        source__object_id=instance.translation_key, source__locale_id=instance.locale_id
    )
    return set(records.values_list("target_locale_id", flat=True))


def is_source(instance: Any) -> bool:
    """Say whether the text was written in this language.

    Without a record of wagtail-localize the source language wins; in its absence whoever was public first.
    """
    if is_alias(instance) or translation_record(instance):
        return False
    if instance.locale.language_code == codes.SOURCE:
        return True
    for other in members(instance):
        if other.locale.language_code == codes.SOURCE and not is_alias(other):
            return other.locale_id in _translated_from(instance)
    states = TranslationState.objects.filter(translation_key=instance.translation_key, is_source=True)
    return not states.exclude(locale_id=instance.locale_id).exists()


def translations_of(source: Any) -> list[Any]:
    """Return what was translated from this text: nothing, if it is a translation itself.

    Translations made by hand, without a record, count where the text is in the source language. Aliases do not.
    """
    if not is_source(source):
        return []
    recorded = _translated_from(source)
    by_hand = source.locale.language_code == codes.SOURCE
    return [other for other in members(source) if not is_alias(other) and (by_hand or other.locale_id in recorded)]


def source_of(translation: Any) -> Any | None:
    """Return the row that this was translated from, or None if it is a source itself or an alias."""
    if is_alias(translation):
        return None
    others = [other for other in members(translation) if not is_alias(other)]
    if (record := translation_record(translation)) is not None:
        return next((other for other in others if other.locale_id == record.source.locale_id), None)
    by_hand = [other for other in others if other.locale.language_code == codes.SOURCE]
    return by_hand[0] if by_hand and not is_source(translation) else None
