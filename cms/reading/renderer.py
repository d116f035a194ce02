"""Draws a page object: what Wagtail calls for previews, and for a page that serves itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Locale, Page

from cms.api import drawing, routing
from cms.api.frame import Frame
from cms.publishing.caching import PUBLIC
from cms.publishing.visibility import LaunchedLocale
from cms.reading import answers, context

MAX_OFFSET = 100_000
NOWHERE = "~" * 2 * Page.steplen
"""A place in the tree where nothing is, for drafts that have none yet."""


def render(page: Any, request: HttpRequest, *, preview: bool) -> HttpResponse:
    """Draw a page: as a draft from memory, or as the public sees it."""
    return draft(page) if preview else public(page, request)


def public(page: Page, request: HttpRequest) -> HttpResponse:
    """Draw the public page, or the 404 that every hidden page has."""
    frame = drawing.frame_for(page.locale.language_code, local=True)
    row = frame.view.pages(Page.objects.filter(pk=page.pk)).first()
    wanted = frame.by_id.get(page.locale_id)
    if row is None or wanted is None:
        return not_found(frame, [])
    path = frame.html_url(row.locale_id, row.url_path) or request.path
    return found_page(frame, routing.Found(row, wanted), path, offset_of(request))


def found_page(frame: Frame, found: routing.Found, path: str, offset: int = 0) -> HttpResponse:
    """Draw a public page at `path` for readers of the locale it was asked for in."""
    detail = drawing.page_detail(frame, found)
    return _drawn(frame, detail, found.wanted, path, offset, cache=PUBLIC)


def draft(page: Page) -> HttpResponse:
    """Draw a draft. A page that was never saved may lack its place and language."""
    if not page.locale_id:
        page.locale = page.get_default_locale() if page.path else Locale.get_default()
    if not page.path:
        page.path, page.depth = NOWHERE, 2
    frame, detail = drawing.draft_detail(page, local=True)
    wanted = frame.by_id[page.locale_id]
    response = _drawn(frame, detail, wanted, "", 0, cache=answers.PRIVATE, preview=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def _drawn(
    frame: Frame,
    detail: dict[str, Any],
    wanted: LaunchedLocale,
    path: str,
    offset: int,
    *,
    cache: str,
    preview: bool = False,
) -> HttpResponse:
    drawn = {**context.of_page(frame, detail, wanted, path, offset), "preview": preview}
    names = [f"reading/pages/{drawn['type_name']}.html", "reading/page.html"]
    return answers.html(wanted.django_code, names, drawn, cache=cache)


def not_found(frame: Frame, elsewhere: list[dict[str, Any]]) -> HttpResponse:
    """Draw the one 404, with links to the languages in which the page exists: `[{"code", "title", "url"}]`."""
    language = frame.locale.django_code if frame.locale else "en"
    drawn = {**context.surroundings(frame), "elsewhere": elsewhere}
    return answers.html(language, ["404.html"], drawn, cache=answers.PRIVATE, status=404)


def offset_of(request: HttpRequest) -> int:
    """Read where a list starts; anything that is no sensible number is the beginning."""
    text = request.GET.get("offset", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) <= MAX_OFFSET else 0
