"""Keeps the change ledger in the transactions that change what is public: called once, when the apps are ready."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.languages.models import LocaleProfile
from cms.publishing import ledger
from cms.publishing.models import Embargo


def on_page(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """Tell of a page that was published, withdrawn, moved or deleted."""
    if not raw:
        ledger.touch(ledger.Scope(pks={instance.pk}, keys={instance.translation_key}))


def on_restriction(instance: PageViewRestriction, raw: bool = False, **_kwargs: Any) -> None:
    """Tell of what a restriction closes or opens."""
    if not raw:
        ledger.touch(ledger.Scope(pks={instance.page_id}))


def on_embargo(instance: Embargo, raw: bool = False, **_kwargs: Any) -> None:
    """Tell of what an embargo closes or opens."""
    if not raw:
        ledger.touch(ledger.Scope(keys={instance.translation_key}))


def on_everything(raw: bool = False, **_kwargs: Any) -> None:
    """Tell of what a language or the site closes or opens."""
    if not raw:
        ledger.touch(ledger.Scope(everything=True))


def connect() -> None:
    """Connect them."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(on_page, dispatch_uid="ledger")
    post_delete.connect(on_page, sender=Page, dispatch_uid="ledger")
    for model, receiver in (
        (PageViewRestriction, on_restriction),
        (Embargo, on_embargo),
        (LocaleProfile, on_everything),
        (Site, on_everything),
    ):
        for change in (post_save, post_delete):
            change.connect(receiver, sender=model, dispatch_uid="ledger")
