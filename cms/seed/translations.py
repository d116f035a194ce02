"""Translations through wagtail-localize's own records, as a translator would have made them."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.languages import codes
from cms.seed.content import Place
from cms.seed.streams import UNTRANSLATED

MACHINE = "Sample machine translation"
LEFT_OUT = 4
"""One string of so many is left out of a translation that is called partial and yet gives every text."""

Strings = dict[tuple[str, str], str]
"""Translated strings by content path and English string, both as wagtail-localize writes them."""

_LINK_ID = re.compile(r'id="(a\d+)"')


def field_names(model: Any) -> list[str]:
    """Return the names of a model's translated fields."""
    return [field.field_name for field in model.translatable_fields if field.is_translated(None)]


def translate(
    instance: Any, english: dict[str, Any], translated: dict[str, Any], language: str, status: str, place: Place
) -> bool:
    """Write the strings of a page or snippet into one language and publish; return whether anything changed.

    `english` and `translated` are planned values of the same shape. An outdated translation that exists is left as
    it is, because its English has moved on.

    Raises:
        ContentError: when the two do not match string by string.
    """
    locale = Locale.objects.get(language_code=codes.parse(language))
    strings = pair(type(instance), english, translated, place)
    if status == "partial" and not any(_is_left_out(text) for text in strings.values()):
        strings = {key: text for number, (key, text) in enumerate(strings.items(), 1) if number % LEFT_OUT}
    strings = {key: text for key, text in strings.items() if not _is_left_out(text)}
    kind = StringTranslation.TRANSLATION_TYPE_MACHINE if status == "machine" else "manual"
    is_same = status == "outdated" or _stored(instance, locale) == {key: (text, kind) for key, text in strings.items()}
    if is_same and is_translated(instance, language):
        return False
    with transaction.atomic(durable=True):
        source, created = TranslationSource.get_or_create_from_instance(instance)
        if not created and source.last_updated_at < instance.last_published_at:
            source.update_from_db()
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
        _write(source, locale, strings, kind, place)
        translation.save_target(publish=True)
    return True


def _is_left_out(text: str) -> bool:
    return UNTRANSLATED in text


def pair(model: type[Any], english: dict[str, Any], translated: dict[str, Any], place: Place) -> Strings:
    """Cut both texts into strings as wagtail-localize does, and put them side by side.

    Raises:
        ContentError: when a text has more or fewer strings, or other links, than the English one.
    """
    theirs = _strings(model, translated)
    pairs: Strings = {}
    for path, ours in _strings(model, english).items():
        texts = theirs.get(path, [])
        if len(texts) != len(ours):
            raise place.error(f"{ours[0].render_text()[:60]!r} has {len(ours)} parts, its translation {len(texts)}")
        for source, target in zip(ours, texts, strict=True):
            pairs[(path, source.string.data)] = _with_links_of(source, target, place)
    return pairs


def _strings(model: type[Any], values: dict[str, Any]) -> dict[str, list[StringSegmentValue]]:
    bare = model()
    for name in field_names(model):
        if name in values:
            is_stream = isinstance(model._meta.get_field(name), StreamField)
            setattr(bare, name, model._meta.get_field(name).to_python(values[name]) if is_stream else values[name])
    found: dict[str, list[StringSegmentValue]] = {}
    for segment in extract_segments(bare):
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment)
    return found


def _with_links_of(source: StringSegmentValue, target: StringSegmentValue, place: Place) -> str:
    """Return the translated string with each link under the id that the same link has in English."""
    ours, theirs = source.attrs or {}, target.attrs or {}
    free = dict(ours)
    ids: dict[str, str] = {}
    for name, attributes in theirs.items():
        match = next((own for own, own_attributes in free.items() if own_attributes == attributes), None)
        if match is None:
            raise place.error(f"{target.render_text()[:60]!r} has a link that the English text has not")
        ids[name] = match
        del free[match]
    if free and UNTRANSLATED not in target.string.data:
        raise place.error(f"{target.render_text()[:60]!r} lacks a link of the English text")
    return _LINK_ID.sub(lambda match: f'id="{ids[match.group(1)]}"', target.string.data)


def is_translated(instance: Any, language: str) -> bool:
    """Say whether a page or snippet has a live translation with records of how it was made."""
    locale = Locale.objects.get(language_code=codes.parse(language))
    twin = type(instance).objects.filter(translation_key=instance.translation_key, locale=locale, live=True)
    started = Translation.objects.filter(source__object_id=instance.translation_key, target_locale=locale)
    return bool(twin.exists() and started.exists())


def _stored(instance: Model, locale: Locale) -> dict[tuple[str, str], tuple[str, str]]:
    segments = StringSegment.objects.filter(source__object_id=instance.translation_key)  # type: ignore[attr-defined]
    rows = StringTranslation.objects.filter(
        context__object_id=instance.translation_key,  # type: ignore[attr-defined]
        locale=locale,
        translation_of__in=segments.values("string"),
    ).values_list("context__path", "translation_of__data", "data", "translation_type")
    return {(path, source): (text, kind) for path, source, text, kind in rows}


def _write(source: TranslationSource, locale: Locale, strings: Strings, kind: str, place: Place) -> None:
    segments = {
        (segment.context.path, segment.string.data): segment
        for segment in source.stringsegment_set.select_related("context", "string")
    }
    if unknown := strings.keys() - segments.keys():
        raise place.error(f"these strings are not those of the page: {sorted(unknown)[:3]}")
    old = StringTranslation.objects.filter(context__object_id=source.object_id, locale=locale)
    old = old.select_related("context", "translation_of")
    known = {(row.context.path, row.translation_of.data): row for row in old}
    fresh = []
    for key, text in strings.items():
        row = known.get(key)
        if row is None:
            segment = segments[key]
            fresh.append(_row(segment, locale, text, kind))
        elif (row.data, row.translation_type) != (text, kind):
            row.data, row.translation_type, row.tool_name = text, kind, _tool(kind)
            row.save()
    for key in segments.keys() & known.keys() - strings.keys():
        known[key].delete()
    StringTranslation.objects.bulk_create(fresh)


def _tool(kind: str) -> str:
    return MACHINE if kind == StringTranslation.TRANSLATION_TYPE_MACHINE else ""


def _row(segment: Any, locale: Locale, text: str, kind: str) -> StringTranslation:
    return StringTranslation(
        translation_of=segment.string,
        context=segment.context,
        locale=locale,
        data=text,
        translation_type=kind,
        tool_name=_tool(kind),
        updated_at=timezone.now(),
    )
