"""Taking a source offline or deleting it takes its translations along, unless an editor unticks that (design/3 L5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models.signals import post_delete, pre_delete
from wagtail.actions.delete_page import DeletePageAction
from wagtail.log_actions import log
from wagtail.models import Page

from cms.translation import groups

_keeping: ContextVar[bool] = ContextVar("keeping_translations", default=False)


@contextmanager
def keeping_if_asked(instance: Any) -> Iterator[None]:
    """Leave translations alone within the block if somebody unticked them on `instance`."""
    token = _keeping.set(_keeping.get() or getattr(instance, "keep_translations", False))
    try:
        yield
    finally:
        _keeping.reset(token)


def published_translations(source: Any) -> list[Any]:
    """Return the live translations that go offline with `source`."""
    if _keeping.get() or not source.live or not groups.is_member(source):
        return []
    return [translation for translation in groups.translations_of(source) if translation.live]


def deleted_translations(source: Any) -> list[Any]:
    """Return what is deleted with `source`: its translations, drafts too, and for pages its mirrors elsewhere."""
    if _keeping.get() or not groups.is_member(source):
        return []
    found = groups.translations_of(source)
    if isinstance(source, Page) and groups.is_source(source):
        found += [page for page in groups.members(source) if groups.is_alias(page)]
    return found


def with_descendants(page: Page) -> list[int]:
    """Return keys of all pages that are deleted with `page` and what is below it, outermost first."""
    found: dict[int, str] = {}
    for source in Page.objects.filter(path__startswith=page.path):
        found.update((twin.pk, twin.path) for twin in deleted_translations(source))
    return sorted(found, key=lambda pk: found[pk])


def delete_pages(keys: list[int], user: Any) -> None:
    """Delete those pages that are still there."""
    for key in keys:
        if page := Page.objects.filter(pk=key).first():
            DeletePageAction(page.specific, user=user).execute(skip_permission_checks=True)


def _remember(instance: Any, **_kwargs: Any) -> None:
    with keeping_if_asked(instance):
        instance.translations_to_delete = deleted_translations(instance)


def _delete_remembered(instance: Any, **_kwargs: Any) -> None:
    for translation in getattr(instance, "translations_to_delete", []):
        if type(translation)._base_manager.filter(pk=translation.pk).exists():
            log(instance=translation, action="wagtail.delete", deleted=True)
            translation.delete()


def connect(snippet_model: type[Any]) -> None:
    """Let deletions of a kind of snippet take translations along, in Django's own transaction."""
    pre_delete.connect(_remember, sender=snippet_model, dispatch_uid="remember_translations")
    post_delete.connect(_delete_remembered, sender=snippet_model, dispatch_uid="delete_translations")
