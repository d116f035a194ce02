"""Wagtail hooks of the translation service. Importing this module registers them, and guards wagtail-localize."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from cms.translation import guards, shared, withdrawal

FORM_FIELD, FORM_MARK = "with_translations", "asks_for_translations"

guards.connect()


def _note_choice(request: HttpRequest, instance: Any) -> None:
    """Read the tick of our confirmation forms. Without the form everything goes together."""
    if request.method == "POST" and request.POST.get(FORM_MARK):
        instance.keep_translations = FORM_FIELD not in request.POST


@hooks.register("construct_translated_pages_to_cascade_actions")
def offer_translations(pages: list[Page], action: str) -> dict[Page, Any]:
    """Tell the confirmation pages what goes along. The actions themselves take it, so nothing is returned."""
    for page in pages:
        if action == "unpublish":
            page.translations_to_withdraw = withdrawal.published_translations(page)
        elif action == "delete":
            page.translations_to_withdraw = withdrawal.deleted_translations(page)
    return {}


@hooks.register("before_unpublish_page")
def before_unpublish_page(request: HttpRequest, page: Page) -> None:
    """Keep the translations of a page if that was asked for."""
    _note_choice(request, page)


@hooks.register("before_delete_page")
def before_delete_page(request: HttpRequest, page: Page) -> None:
    """Keep the translations of a page if that was asked for."""
    _note_choice(request, page)


@hooks.register("before_unpublish")
def before_unpublish(request: HttpRequest, instance: Any) -> None:
    """Keep the translations of a snippet if that was asked for."""
    _note_choice(request, instance)


@hooks.register("before_delete_snippet")
def before_delete_snippet(request: HttpRequest, instances: list[Any]) -> None:
    """Keep the translations of snippets if that was asked for; tell the confirmation page of them."""
    for instance in instances:
        guards.keep_to_own_language(request, instance)
        instance.translations_to_withdraw = withdrawal.deleted_translations(instance)
        _note_choice(request, instance)


@hooks.register("before_edit_snippet", order=-1)
def before_edit_snippet(request: HttpRequest, instance: Any) -> None:
    """Run before wagtail-localize, which would answer with its own editor."""
    guards.keep_to_own_language(request, instance)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what `shared` logs."""
    actions.register_action(
        shared.LOG_ACTION, _("Carry shared values"), _("Values shared by all languages were brought from the source")
    )
