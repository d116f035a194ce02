"""Finished details for those who draw pages themselves: the reading pages and previews."""

from typing import Any

from wagtail.models import Page

from cms.api import items, routing
from cms.api.frame import Frame
from cms.api.resolving.resolver import Resolver
from cms.api.selection import Selection
from cms.languages import codes, names
from cms.publishing.visibility import LaunchedLocale, public_view


def frame_for(locale_code: str) -> Frame:
    """Return a frame for readers of a locale (Django code), English standing in for what is missing."""
    frame = Frame(view=public_view())
    frame.locale = next((row for row in frame.view.locales if row.django_code == locale_code), frame.source)
    frame.fallback = tuple(row for row in [frame.source] if row and row != frame.locale)
    return frame


def page_detail(frame: Frame, found: routing.Found) -> dict[str, Any]:
    """Return the finished detail of a public page with its `breadcrumbs`."""
    return _detail(frame, found.page.specific, found.wanted, routing.breadcrumbs(frame, found))


def draft_detail(page: Page) -> tuple[Frame, dict[str, Any]]:
    """Return the finished detail of a draft as it is in memory; what it points at is shown as the public sees it."""
    frame = frame_for(page.locale.language_code)
    if page.locale_id not in frame.by_id:
        frame.by_id[page.locale_id] = _unlaunched(page)
    wanted = frame.by_id[page.locale_id]
    frame.locale = wanted
    crumbs = routing.breadcrumbs(frame, routing.Found(page, wanted)) if page.path else []
    return frame, _detail(frame, page, wanted, crumbs)


def _detail(frame: Frame, page: Any, wanted: LaunchedLocale, crumbs: list[dict[str, Any]]) -> dict[str, Any]:
    [tree] = items.build(frame, [(page, wanted, Selection())], detail=True)
    answer = Resolver(frame).resolve({"breadcrumbs": crumbs, "item": tree}, wanted)
    return {**answer.pop("item"), **answer}


def _unlaunched(page: Page) -> LaunchedLocale:
    code = codes.to_bcp47(page.locale.language_code)
    return LaunchedLocale(
        id=page.locale_id,
        django_code=page.locale.language_code,
        code=code,
        native_name=names.native_name(code),
        direction=names.direction(code),
    )
