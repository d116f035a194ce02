"""Keeps the index in the transactions that publish and withdraw: called once, when the apps are ready."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, published, unpublished

from cms.media.models import Document, document_stored
from cms.publishing.signals import rewritten
from cms.search import papers, writing
from cms.search.keys import SNIPPETS, key_of, kind_of


def on_row(instance: Any, **_kwargs: Any) -> None:
    """Look at a row that was published, withdrawn or written by the publish of another."""
    if isinstance(instance, Page):
        writing.refresh(Page, [instance.pk])
    elif type(instance) in SNIPPETS:
        writing.refresh(type(instance), [instance.pk])


def on_made(instance: Any, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Look at a page that was live from the start, as an alias is."""
    if created and not raw and isinstance(instance, Page) and instance.live:
        writing.refresh(Page, [instance.pk])


def on_gone(instance: Any, **_kwargs: Any) -> None:
    """Remove the entry of what was deleted."""
    writing.remove([key_of(kind_of(type(instance)), instance.pk)])


def on_document(instance: Document, **_kwargs: Any) -> None:
    """Index a document that was saved."""
    papers.refresh([instance])


def on_document_gone(instance: Document, **_kwargs: Any) -> None:
    """Take a deleted document out."""
    papers.remove([instance.pk])


def connect() -> None:
    """Connect them."""
    for signal in (page_published, page_unpublished, rewritten):
        signal.connect(on_row, dispatch_uid="search")
    for model in SNIPPETS:
        for signal in (published, unpublished):
            signal.connect(on_row, sender=model, dispatch_uid="search")
        post_delete.connect(on_gone, sender=model, dispatch_uid="search")
    post_save.connect(on_made, dispatch_uid="search")
    post_delete.connect(on_gone, sender=Page, dispatch_uid="search")
    document_stored.connect(on_document, dispatch_uid="search")
    post_delete.connect(on_document_gone, sender=Document, dispatch_uid="search")
