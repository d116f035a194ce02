"""Writes `TranslationState` from what has gone live, never from what a translator is typing (design/3 L9)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import OuterRef, Subquery
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.languages.models import TranslationState
from cms.publishing import clock
from cms.translation import groups

RECORD = "translation_record"
"""The key under which a revision made from translated strings keeps its counts: they are as old as its text."""

Counts = dict[str, Any]


def fingerprint(instance: Any) -> tuple[str, int]:
    """Return the hash of a text and the number of its strings.

    The hash covers strings, the links in them, the markup around them, and which blocks stand where: all that a
    translation has to follow. Slugs and shared values do not count.
    """
    rows: list[list[Any]] = []
    strings = 0
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            rows.append([segment.path, segment.order, "string", segment.string.data, segment.attrs])
            strings += 1
        elif isinstance(segment, TemplateSegmentValue):
            rows.append([segment.path, segment.order, "template", segment.template])
    rows.sort(key=lambda row: row[:2])
    content = [[path, *rest] for path, _order, *rest in rows]
    text = json.dumps([content, list(_outlines(instance))], sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest(), strings


def _outlines(instance: Any) -> Iterator[Any]:
    for field in instance.translatable_fields:
        if isinstance(field.get_field(type(instance)), StreamField):
            value: StreamValue = getattr(instance, field.field_name)
            yield [field.field_name, _outline(value.get_prep_value())]


def _outline(raw: Any) -> Any:
    """Keep types and ids of blocks, in their order, and drop their values."""
    if isinstance(raw, list):
        kept = [[item.get("type"), item.get("id"), _outline(item.get("value"))] for item in raw if _is_block(item)]
        return kept or None
    if isinstance(raw, dict):
        return {name: inner for name, value in sorted(raw.items()) if (inner := _outline(value))} or None
    return None


def _is_block(item: Any) -> bool:
    return isinstance(item, dict) and "type" in item and "id" in item


def made_from(source: TranslationSource, locale_id: int) -> Counts:
    """Count what a translation made now from the strings of `source` would hold."""
    same = {"translation_of_id": OuterRef("string_id"), "context_id": OuterRef("context_id")}
    kinds = StringTranslation.objects.filter(**same, locale_id=locale_id, has_error=False).values("translation_type")
    segments = StringSegment.objects.filter(source=source).annotate(kind=Subquery(kinds[:1]))
    counted = Counter(segments.values_list("kind", flat=True))
    return {
        "source_hash": fingerprint(source.as_instance())[0],
        "strings": sum(counted.values()),
        "translated": sum(counted.values()) - counted[None],
        "machine": counted[StringTranslation.TRANSLATION_TYPE_MACHINE],
        "reviewed": counted[StringTranslation.TRANSLATION_TYPE_MANUAL],
    }


def stamp(revision: Revision, source: TranslationSource, locale_id: int) -> None:
    """Write the counts into a revision that was just made, for the day it goes live."""
    revision.content[RECORD] = made_from(source, locale_id)
    revision.save(update_fields=["content"])


def record(live: Any, revision: Revision | None = None) -> None:
    """Write down what is true of `live`, which has just gone live out of `revision`."""
    if (translation := groups.translation_record(live)) is not None:
        _record_translation(live, translation, revision)
    elif (source := _public_source(live)) is not None:
        _record_made_by_hand(live, source)
    else:
        _record_source(live)


def _write(live: Any, **values: Any) -> None:
    TranslationState.objects.update_or_create(
        translation_key=live.translation_key, locale_id=live.locale_id, defaults=values
    )


def _record_translation(live: Any, translation: Translation, revision: Revision | None) -> None:
    counts = revision.content.get(RECORD) if revision else None
    counts = counts or made_from(translation.source, live.locale_id)
    source_locale_id = translation.source.locale_id
    _write(live, is_source=False, source_locale_id=source_locale_id, updated_at=clock.now(), **counts)


def _public_source(live: Any) -> TranslationState | None:
    if groups.is_source(live):
        return None
    states = TranslationState.objects.filter(translation_key=live.translation_key, is_source=True)
    return states.exclude(locale_id=live.locale_id).first()


def _record_made_by_hand(live: Any, source: TranslationState) -> None:
    _write(
        live, is_source=False, source_locale_id=source.locale_id, source_hash=source.source_hash,
        strings=source.strings, translated=source.strings, machine=0, reviewed=source.strings, updated_at=clock.now(),
    )  # fmt: skip


def _record_source(live: Any) -> None:
    text, strings = fingerprint(live)
    states = TranslationState.objects.filter(translation_key=live.translation_key)
    known = states.filter(locale_id=live.locale_id, is_source=True, source_hash=text).first()
    _write(
        live, is_source=True, source_locale_id=live.locale_id, source_hash=text, strings=strings,
        translated=strings, machine=0, reviewed=strings, updated_at=known.updated_at if known else clock.now(),
    )  # fmt: skip
    others = states.filter(is_source=True).exclude(locale_id=live.locale_id)
    others.update(is_source=False, source_locale_id=live.locale_id, source_hash=text)


def forget(gone: Any) -> None:
    """Drop what was recorded of a text that is no longer public."""
    states = TranslationState.objects.filter(translation_key=gone.translation_key)
    states.filter(locale_id=gone.locale_id).delete()
