"""Rights on wagtail-localize's own views, which check too little (research/reliability.md, P1 to P5).

A translator has the right to submit translations and to change the home page of their own language, and works in
that language only. What they may not edit they may translate once it is public.
"""

import sys
import tempfile
from functools import wraps
from typing import Any

import polib
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DatabaseError, DataError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.permissions import get_permission_name
from wagtail_localize.models import Translation
from wagtail_localize.views import (
    convert,
    edit_translation,
    report,
    snippets_api,
    submit_translations,
    update_translations,
)

from cms.languages import codes
from cms.publishing.snippets import TranslatableSnippet
from cms.translation import state

SUBMIT = "wagtail_localize.submit_translation"
PO_LIMIT = 5 * 1024 * 1024

_stock_upload = edit_translation.upload_pofile
_stock_convert = convert.convert_to_alias


def locales_of(user: Any) -> QuerySet[Locale]:
    """Return the languages whose home page a user may change."""
    if user.is_superuser:
        return Locale.objects.all()
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return Locale.objects.filter(pk__in=editable.filter(depth=2).values("locale_id"))


def works_in(user: Any, locale_id: int) -> bool:
    """Say whether somebody's rights on snippets hold in a language: for translators only in their own."""
    if not user.has_perm(SUBMIT):
        return True
    locales = locales_of(user)
    return locales.filter(Q(pk=locale_id) | Q(language_code=codes.SOURCE)).exists()


def may_edit(user: Any, instance: Any) -> bool:
    """Say whether somebody may edit a page, or a snippet in its language."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return user.has_perm(get_permission_name("change", type(instance))) and works_in(user, instance.locale_id)


def may_publish(user: Any, instance: Any) -> bool:
    """Say whether somebody may put a page or snippet live."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_publish())
    return user.has_perm(get_permission_name("publish", type(instance))) and works_in(user, instance.locale_id)


def may_translate(user: Any, source: Any) -> bool:
    """Say whether somebody may read a source in order to translate it: they edit it, or it is live."""
    if may_edit(user, source):
        return True
    knows_kind = isinstance(source, Page) or user.has_perm(get_permission_name("change", type(source)))
    return bool(source.live and knows_kind and locales_of(user).exists())


class SubmitMixin:
    """Offers the languages that the user works in, for what they may translate."""

    def get_object(self) -> Any:
        source = super().get_object()  # type: ignore[misc]
        if not may_translate(self.request.user, source):  # type: ignore[attr-defined]
            raise PermissionDenied
        return source

    def get_form(self) -> Any:
        form = super().get_form()  # type: ignore[misc]
        locales = form.fields["locales"]
        locales.queryset = locales.queryset.filter(pk__in=locales_of(self.request.user))  # type: ignore[attr-defined]
        return form


class SubmitPage(SubmitMixin, submit_translations.SubmitPageTranslationView):
    """Submits a page; what is below it only if the user may edit that too."""

    def get_form(self) -> Any:
        form = super().get_form()
        if not may_edit(self.request.user, self.object):
            form.fields["include_subtree"].disabled = True
            form.fields["include_subtree"].widget = forms.HiddenInput()
        return form


class SubmitSnippet(SubmitMixin, submit_translations.SubmitSnippetTranslationView):
    """Submits a snippet."""


class UpdateTranslations(update_translations.UpdateTranslationsView):
    """Brings new source text to the translators, and publishes only with the right to."""

    def get_object(self) -> Any:
        record = super().get_object()
        if not may_translate(self.request.user, record.get_source_instance()):
            raise PermissionDenied
        return record

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["publish_translations"]:
            for translation in self.object.translations.filter(enabled=True):
                if not may_publish(self.request.user, translation.get_target_instance()):
                    raise PermissionDenied
        response: HttpResponse = super().form_valid(form)
        return response

    def get_context_data(self, **kwargs: Any) -> Any:
        context = super().get_context_data(**kwargs)
        shown = set(locales_of(self.request.user).values_list("pk", flat=True))
        context["translations"] = [row for row in context["translations"] if row["locale"].pk in shown]
        return context


class TranslationsReport(report.TranslationsReportView):
    """Lists the translations that the user can reach in the page tree, or may change as snippets."""

    def get_queryset(self) -> QuerySet[Translation]:
        translations: QuerySet[Translation] = super().get_queryset().order_by("-pk")
        user = self.request.user
        if user.is_superuser:
            return translations
        reachable = (
            PagePermissionPolicy()
            .explorable_instances(user)
            .filter(translation_key=OuterRef("source__object_id"), locale_id=OuterRef("target_locale_id"))
        )
        kinds = [model for model in get_snippet_models() if user.has_perm(get_permission_name("change", model))]
        types = [kind.pk for kind in ContentType.objects.get_for_models(*kinds).values()]
        return translations.filter(
            Q(Exists(reachable)) | Q(source__specific_content_type__in=types, target_locale__in=locales_of(user))
        )


class MayReadSnippets(BasePermission):
    """Asks for any right on the kind of snippet."""

    def has_permission(self, request: Any, view: Any) -> bool:
        """Say whether the request may list or read that kind."""
        try:
            model = view.get_model()
        except Http404:
            raise NotFound from None
        policy = policy_registry.get_by_type(model)
        return bool(policy.user_has_any_permission(request.user, {"add", "change", "delete", "view"}))


class SnippetApi(snippets_api.SnippetViewSet):
    """The list of snippets behind the translation editor's choosers."""

    permission_classes = (MayReadSnippets,)


def user_can_edit_instance(user: Any, instance: Any) -> bool:
    """Replace wagtail-localize's check, which knows no languages of snippets."""
    return may_edit(user, instance)


def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Throwing a translation away for a mirror of the source needs the right to publish."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_publish(request.user, page):
        raise PermissionDenied
    response: HttpResponse = _stock_convert(request, page_id)
    if Page.objects.filter(pk=page_id, alias_of__isnull=False).exists():
        state.forget(page)
    return response


def _refusing_nonsense(view: Any) -> Any:
    """Answer 400 where a value is missing or no database could store it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if b"\0" in request.body or (request.content_type != "multipart/form-data" and b"%00" in request.body):
            raise BadRequest("NUL")
        try:
            response: HttpResponse = view(request, *args, **kwargs)
        except (MultiValueDictKeyError, DataError) as error:
            raise BadRequest(str(error)) from None
        return response

    return guarded


def upload_pofile(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Say what is wrong with a file instead of failing on it."""
    if request.method == "POST":
        translation = get_object_or_404(Translation, pk=translation_id)
        if not may_edit(request.user, translation.get_target_instance()):
            raise PermissionDenied
        problem = _problem_of(request.FILES.get("file"))
        if problem:
            messages.error(request, problem)
            return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    try:
        response: HttpResponse = _stock_upload(request, translation_id)
    except (DatabaseError, ValueError):
        messages.error(request, _("The file could not be imported. Nothing was changed."))
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    return response


def _problem_of(file: Any) -> str:
    if file is None:
        return _("Choose a PO file to upload.")
    if file.size > PO_LIMIT:
        return _("The file is too large for a PO file.")
    content = file.read()
    file.seek(0)
    if not content.strip():
        return _("The file is empty.")
    if b"\0" in content:
        return _("The file contains characters that cannot be stored.")
    with tempfile.NamedTemporaryFile(suffix=".po") as copy:
        copy.write(content)
        copy.flush()
        try:
            parsed = polib.pofile(copy.name)
        except Exception as error:
            return _("This is not a valid PO file: %(reason)s") % {"reason": str(error).replace(copy.name, file.name)}
    if "X-WagtailLocalize-TranslationID" not in parsed.metadata:
        return _("The file has no header that says which translation it is for. Download it here again.")
    return ""


def keep_to_own_language(request: HttpRequest, instance: Any) -> None:
    """Stop translators from editing a snippet in somebody else's language.

    Raises:
        PermissionDenied: for a language they do not work in.
    """
    if isinstance(instance, TranslatableSnippet) and not works_in(request.user, instance.locale_id):
        raise PermissionDenied


def connect() -> None:
    """Replace the views before wagtail-localize builds its URLs from them.

    Raises:
        RuntimeError: when it has built them.
    """
    if "wagtail_localize.wagtail_hooks" in sys.modules:
        raise RuntimeError("The guards of the translation views come too late.")
    submit_translations.SubmitPageTranslationView = SubmitPage
    submit_translations.SubmitSnippetTranslationView = SubmitSnippet
    update_translations.UpdateTranslationsView = UpdateTranslations
    report.TranslationsReportView = TranslationsReport
    snippets_api.SnippetViewSet = SnippetApi
    edit_translation.user_can_edit_instance = user_can_edit_instance
    edit_translation.upload_pofile = upload_pofile
    edit_translation.edit_string_translation = _refusing_nonsense(edit_translation.edit_string_translation)
    edit_translation.edit_override = _refusing_nonsense(edit_translation.edit_override)
    convert.convert_to_alias = convert_to_alias
