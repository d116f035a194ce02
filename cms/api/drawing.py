"""Finished details and lists for those who draw pages themselves: the reading pages and previews."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from wagtail.models import Page

from cms.api import items, routing
from cms.api.endpoints import pages, snippets
from cms.api.endpoints import people as directory
from cms.api.endpoints import search as searching
from cms.api.frame import Frame
from cms.api.page_parameters import types_of
from cms.api.paging import Part
from cms.api.parameters import Parameters
from cms.api.resolving.helplines import described, helpline_rows, in_language
from cms.api.resolving.resolver import Resolver
from cms.api.searching import results
from cms.api.selection import Selection
from cms.api.truth import States
from cms.helplines.models import Helpline
from cms.languages import codes, names
from cms.pages.models import BasePage
from cms.publishing.visibility import LaunchedLocale, public_view


def frame_for(locale_code: str, *, local: bool = False) -> Frame:
    """Return a frame for readers of a locale (Django code), English standing in for what is missing.

    `local`: addresses in the answer have no host, so that a page leads to the host that it was read on.
    """
    frame = Frame(view=public_view())
    frame.locale = next((row for row in frame.view.locales if row.django_code == locale_code), frame.source)
    frame.fallback = tuple(row for row in [frame.source] if row and row != frame.locale)
    if local:
        frame.base_url = frame.frontend_url = ""
    return frame


def page_detail(frame: Frame, found: routing.Found) -> dict[str, Any]:
    """Return the finished detail of a public page with its `breadcrumbs`."""
    crumbs = routing.breadcrumbs(found.page)
    return dict(pages.detail(frame, found.page, Selection(), found.wanted, breadcrumbs=crumbs))


def draft_detail(page: Page, *, local: bool = False) -> tuple[Frame, dict[str, Any]]:
    """Return the finished detail of a draft as it is in memory; what it points at is shown as the public sees it."""
    frame = frame_for(page.locale.language_code, local=local)
    if page.locale_id not in frame.by_id:
        frame.by_id[page.locale_id] = _unlaunched(page)
    wanted = frame.by_id[page.locale_id]
    frame.locale = wanted
    return frame, pages.drawn(frame, page, Selection(), wanted, breadcrumbs=routing.breadcrumbs(page))


def _unlaunched(page: Page) -> LaunchedLocale:
    code = codes.to_bcp47(page.locale.language_code)
    return LaunchedLocale(
        id=page.locale_id,
        django_code=page.locale.language_code,
        code=code,
        native_name=names.native_name(code),
        direction=names.direction(code),
    )


def page_list(frame: Frame, query: str, part: Part) -> tuple[int, list[dict[str, Any]]]:
    """Return how many pages the `pages/` endpoint finds for `query`, and the finished cards of one part.

    Raises:
        Problem: 400 for values that cannot be, such as `child_of` a page that is not public.
    """
    written = QueryDict(query)
    parameters = Parameters(written, pages.LIST_PARAMETERS)
    models = types_of(parameters.words("type"))
    total, pks = pages.matching(frame, models, parameters, part)
    return total, Resolver(frame).resolve(pages.cards(frame, pks, Selection()))


def search(
    frame: Frame, given: Mapping[str, str], part: Part, typed: str
) -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    """Return how many hits the `search/` endpoint has for some parameters, its `meta`, and the items of one part.

    `typed` is all that the reader typed, of which `q` may be what can be searched for.

    Raises:
        Problem: 400 for values that cannot be.
    """
    written = QueryDict(mutable=True)
    written.update(given)
    query = Parameters(written, searching.PARAMETERS)
    total, meta, parts = searching.answered(frame, query, part, typed)
    finished = Resolver(frame).resolve({"meta": meta, "items": results.items(frame, parts, Selection())})
    return total, finished["meta"], finished["items"]


def help_for(frame: Frame, typed: str) -> list[dict[str, Any]]:
    """Return the helplines that the `search/` endpoint gives for what a reader typed, searched for or not."""
    return list(Resolver(frame).resolve(results.help_for(frame, [typed], [])))


def pages_of(frame: Frame, query: str, part: Part) -> list[BasePage]:
    """Return the pages of one part of what the `pages/` endpoint finds for `query`, without rows and streams.

    Raises:
        Problem: 400 for values that cannot be.
    """
    written = QueryDict(query)
    parameters = Parameters(written, pages.LIST_PARAMETERS)
    _total, types = pages.matching(frame, types_of(parameters.words("type")), parameters, part)
    found = items.specific(types, [Selection(nothing=True)])
    return [found[pk] for pk in types if pk in found]


def helplines(frame: Frame, kind: str = "") -> list[dict[str, Any]]:
    """Return the finished rows of `helplines/`, all or those of a kind."""
    locale = frame.locale or frame.view.locales[0]
    queryset = Helpline.objects.filter(kind=kind) if kind else Helpline.objects.all()
    public = helpline_rows(frame, queryset)
    states = States.of_rows(frame, public)
    rows = in_language(public, frame.chain(locale))
    return list(Resolver(frame).resolve([described(frame, row, locale, states) for row in rows], locale))


def organisations(frame: Frame, kind: str = "") -> list[dict[str, Any]]:
    """Return the finished rows of `organisations/`, all or those of a kind."""
    return list(Resolver(frame).resolve(snippets.organisations(frame, [kind] if kind else [])))


def people(frame: Frame, group: str = "") -> list[dict[str, Any]]:
    """Return the finished rows of `people/`, all or those of a group."""
    return list(Resolver(frame).resolve(directory.people(frame, [group] if group else [])))


def offices(frame: Frame, country: str = "") -> list[dict[str, Any]]:
    """Return the finished rows of `offices/`, all or those in a country (ISO code)."""
    return list(Resolver(frame).resolve(directory.offices(frame, [country] if country else [])))
