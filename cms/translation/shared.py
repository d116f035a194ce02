"""Shared values: what is the same in every language moves with the publish of the source (design/2 §3).

They go to the live row, to every revision that may still go live, and to wagtail-localize's copy of the source,
from which the next translation is made. Texts, and values that a translator overrode, stay as they are.
"""

import json
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from modelcluster.fields import ParentalKey
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.models import OverridableSegment, SegmentOverride, TranslationSource
from wagtail_localize.segments import OverridableSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.publishing import clock
from cms.publishing.signals import rewritten
from cms.translation import groups, state, streams

LOG_ACTION = "cms.shared_values"

Content = dict[str, Any]


def content_of(instance: Any) -> Content:
    """Return a row with its child rows as a revision stores it, moments not yet cut to milliseconds."""
    content: Content = instance.serializable_data()
    return content


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder)


def carry(model: Any, source: Content, target: Content, kept: Collection[str] = ()) -> bool:
    """Bring the shared values of `target` up to date, in place. Say whether anything was different."""
    before = _json(target)
    for declared in model.translatable_fields:
        name = declared.field_name
        field = declared.get_field(model)
        if isinstance(field, StreamField):
            _carry_stream(field, source, target, kept)
        elif not isinstance(declared, SynchronizedField) or name in kept:
            continue
        elif isinstance(field.remote_field, ParentalKey):
            _carry_rows(field, source, target)
        else:
            target[name] = source.get(name)
    return _json(target) != before


def _carry_stream(field: StreamField, source: Content, target: Content, kept: Collection[str]) -> None:
    old = json.loads(target.get(field.name) or "[]")
    new = streams.carry(field.stream_block, json.loads(source.get(field.name) or "[]"), old, kept, field.name)
    if new != old:
        target[field.name] = json.dumps(new, cls=DjangoJSONEncoder)


def _carry_rows(relation: Any, source: Content, target: Content) -> None:
    """Replace child rows, unless they say the same; rows keep their keys by position."""
    key, parent = relation.related_model._meta.pk.name, relation.field.name
    old, new = target.get(relation.name) or [], source.get(relation.name) or []

    def told(rows: list[Content]) -> str:
        return _json([{name: value for name, value in row.items() if name not in ("pk", key, parent)} for row in rows])

    if told(old) == told(new):
        return
    keys = [row["pk"] for row in old] + [None] * len(new)
    target[relation.name] = [
        {**row, "pk": pk, key: pk, parent: target["pk"]} for row, pk in zip(new, keys, strict=False)
    ]


def push(source: Any) -> None:
    """Carry the shared values of a source that has just gone live to its whole group."""
    values = content_of(source)
    for translation in groups.translations_of(source):
        _bring_to(translation, values)
    _refresh_record(source, values)


def pull(revision: Revision) -> bool:
    """Bring a translation's revision up to date before it goes live, however old it is."""
    target = revision.content_object
    source = groups.source_of(target) if groups.is_member(target) else None
    if source is None or not source.live:
        return False
    if changed := carry(type(source), _values_for(target, content_of(source)), revision.content, _kept(target)):
        revision.save(update_fields=["content"])
    return changed


def complete(revision: Revision) -> bool:
    """Give ids to list items that importers and builders left without; otherwise no translator would see them."""
    model, before = revision.content_type.model_class(), _json(revision.content)
    for field in model._meta.get_fields():
        if isinstance(field, StreamField) and (stored := revision.content.get(field.name)):
            revision.content[field.name] = json.dumps(streams.identified(field.stream_block, json.loads(stored)))
    if changed := len(_json(revision.content)) != len(before):
        revision.save(update_fields=["content"])
    return changed


def _kept(target: Any) -> set[str]:
    overrides = SegmentOverride.objects.filter(
        context__object_id=target.translation_key, locale_id=target.locale_id, has_error=False
    )
    return set(overrides.values_list("context__path", flat=True))


def _values_for(target: Any, values: Content) -> Content:
    """Give a page the source's slug, or the nearest that is free among its siblings."""
    if not isinstance(target, Page):
        return values
    return {**values, "slug": find_available_slug(target.get_parent(), values["slug"], ignore_page_id=target.pk)}


def _bring_to(target: Any, values: Content) -> None:
    values, kept = _values_for(target, values), _kept(target)
    for revision in _waiting(target):
        if carry(type(target), values, revision.content, kept):
            revision.save(update_fields=["content"])
    row = content_of(target)
    if carry(type(target), values, row, kept):
        _write(target, row)


def _waiting(target: Any) -> list[Revision]:
    """Return the revisions that may still go live: the draft, and all that are scheduled."""
    wanted = Q(approved_go_live_at__isnull=False)
    if _has_draft(target):
        wanted |= Q(pk=target.latest_revision_id)
    return list(target.revisions.filter(wanted))


def _has_draft(target: Any) -> bool:
    return target.latest_revision_id is not None and (
        not target.live or (target.has_unpublished_changes and target.latest_revision_id != target.live_revision_id)
    )


def _write(target: Any, row: Content) -> None:
    """Save the row, and, if it is live, the revision that it now is: one without it could be taken offline."""
    updated = target.with_content_json(row)
    updated.save(**({"clean": False} if isinstance(updated, Page) else {}))
    if not target.live:
        return
    revision = Revision.objects.create(
        content_object=updated,
        base_content_type=updated.get_base_content_type(),
        content={**updated.serializable_data(), **_counts_of(target)},
        object_str=str(updated),
        created_at=_moment(target),
    )
    values: Content = {"live_revision": revision, "last_published_at": clock.now()}
    if not _has_draft(target):
        values["latest_revision"] = revision
        if isinstance(target, Page):
            values["latest_revision_created_at"] = revision.created_at
    type(target)._base_manager.filter(pk=target.pk).update(**values)
    log(instance=updated, action=LOG_ACTION, revision=revision, content_changed=True)
    rewritten.send(sender=type(target), instance=updated)


def _counts_of(target: Any) -> Content:
    content = target.live_revision.content if target.live_revision else {}
    return {state.RECORD: content[state.RECORD]} if state.RECORD in content else {}


def _moment(target: Any) -> Any:
    """Place the new revision before a draft: Wagtail takes the newest for the latest."""
    return target.latest_revision.created_at - timedelta(microseconds=1) if _has_draft(target) else clock.now()


def _refresh_record(source: Any, values: Content) -> None:
    record = TranslationSource.objects.filter(object_id=source.translation_key, locale_id=source.locale_id).first()
    if record is None:
        return
    content = json.loads(record.content_json)
    if not carry(type(source), values, content):
        return
    record.content_json = json.dumps(content, cls=DjangoJSONEncoder)
    record.save(update_fields=["content_json"])
    _refresh_overridables(record)


def _refresh_overridables(record: TranslationSource) -> None:
    """Show translators the new values. String segments stay: an open editor refers to them by their ids."""
    instance = record.as_instance()
    seen = []
    for segment in extract_segments(instance):
        if isinstance(segment, OverridableSegmentValue):
            stored = OverridableSegment.from_value(record, segment)
            stored.context.get_field_path(instance)
            seen.append(stored.pk)
    record.overridablesegment_set.exclude(pk__in=seen).delete()
