"""Puts the rules between languages in force: called once, when the apps are ready."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page, get_translatable_models
from wagtail.signals import published, unpublished

from cms.publishing.snippets import TranslatableSnippet
from cms.translation import groups, shared, state, transactions, upstream, withdrawal


def on_published(instance: Any, revision: Any = None, **_kwargs: Any) -> None:
    """Record the state of what went live and carry shared values; runs in the transaction of the publish."""
    if not groups.is_member(instance) or groups.is_alias(instance):
        return
    if not instance.live:  # it waits for its time
        state.forget(instance)
        return
    live = type(instance)._base_manager.get(pk=instance.pk)
    state.record(live, revision)
    if groups.is_source(live):
        shared.push(live)


def on_gone(instance: Any, **_kwargs: Any) -> None:
    """Forget the state of what is public no longer."""
    if groups.is_member(instance) and not groups.is_alias(instance):
        state.forget(instance)


def connect() -> None:
    """Connect receivers, wrap Wagtail's actions, correct wagtail-localize."""
    upstream.connect()
    transactions.connect()
    published.connect(on_published, dispatch_uid="translation_state")
    unpublished.connect(on_gone, dispatch_uid="translation_state")
    post_delete.connect(on_gone, sender=Page, dispatch_uid="translation_state")
    for model in get_translatable_models():
        if issubclass(model, TranslatableSnippet):
            post_delete.connect(on_gone, sender=model, dispatch_uid="translation_state")
            withdrawal.connect(model)
