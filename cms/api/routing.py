"""From a path to a page: locale first, then the tree, then redirects."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.api import statements
from cms.api.frame import Frame, find_locale
from cms.api.items import LINK, LinkedPage
from cms.api.problems import not_found
from cms.languages import codes
from cms.publishing.references import PageAt
from cms.publishing.visibility import LaunchedLocale


@dataclass(frozen=True)
class Found:
    """A public page at a path, for readers of the locale `wanted`."""

    page: LinkedPage | Page
    wanted: LaunchedLocale


@dataclass(frozen=True)
class Redirection:
    """Where a path leads now: an absolute address."""

    to: str
    permanent: bool


def split(frame: Frame, path: str) -> tuple[LaunchedLocale | None, str]:
    """Split `/zh-Hans/press/` into its launched locale and the path below that home page, both in any case.

    A path without a locale is of the source language, as in stock v2.
    """
    segments = [segment for segment in unquote(path).split("/") if segment]
    if segments:
        try:
            code = codes.parse(segments[0])
        except codes.UnknownLocale:
            code = ""
        if code:
            locale = next((row for row in frame.view.locales if row.django_code == code), None)
            return locale, "/".join(segments[1:]).lower()
    return frame.source, "/".join(segments).lower()


def path_of(address: str) -> str:
    """Return the path of an address, or of a path with a query.

    Raises:
        Problem: 404 where it cannot be one.
    """
    try:
        path = urlsplit(address).path
    except ValueError:
        raise not_found() from None
    if any(character < " " or character == "\x7f" for character in unquote(path)):
        raise not_found()
    return path


def find(frame: Frame, path: str) -> Found | None:
    """Return the public page at a path. An alias of another language's page answers as that page."""
    locale, rest = split(frame, path)
    if locale is None or not locale.url_path:
        return None
    url_path = f"{locale.url_path}{rest}/" if rest else locale.url_path

    def build(paths: list[str]) -> Any:
        return frame.view.pages(Page.objects.filter(url_path__in=paths)).values_list(*LINK, "alias_of_id")

    row = next(iter(statements.rows("page at address", build, [url_path])), None)
    if row is None:
        return None
    page = LinkedPage(*row[:-1])
    return Found(_mirrored(page, row[-1]) if row[-1] else page, locale)


def by_id(frame: Frame, pk: int) -> LinkedPage | None:
    """Return a public, listed page by its id."""

    def build(pks: list[int]) -> Any:
        return frame.view.listed(Page.objects.filter(pk__in=pks)).values_list(*LINK)

    return next((LinkedPage(*row) for row in statements.rows("page by id", build, [pk])), None)


def _mirrored(page: LinkedPage, alias_of: int) -> Any:
    """Return an alias, or the page it stands for where that is another language's."""
    source = Page.objects.get(pk=alias_of)
    while source.alias_of_id:
        source = source.alias_of
    return page if source.locale_id == page.locale_id else source


def by_path(frame: Frame, path: str, fallback: list[str]) -> Found | Redirection:
    """Return the page, or the redirect, or the page in a fallback language.

    An old address with a query, such as `/?p=702`, is looked for among the redirects first.

    Raises:
        Problem: 404 with `available_locales` where the page exists in other languages; 400 for an unknown fallback.
    """
    chain = [find_locale(frame.view, word, "fallback") for word in fallback if word != "none"]
    leads = redirection(frame, path) if "?" in path else None
    if found := None if leads else find(frame, path_of(path)):
        return found
    if leads := leads or redirection(frame, path):
        return leads
    wanted, group = elsewhere(frame, path_of(path))
    if wanted:
        for locale in chain:
            if locale.id in group:
                return Found(group[locale.id], wanted)
    available = [locale.code for locale in frame.view.locales if locale.id in group]
    raise not_found(available_locales=available)


def elsewhere(frame: Frame, path: str) -> tuple[LaunchedLocale | None, dict[int, Page]]:
    """Find the locale of a path and the public pages, by locale, that the same path names in any language."""
    wanted, rest = split(frame, path)
    paths = [
        f"{locale.url_path}{rest}/" if rest else locale.url_path for locale in frame.view.locales if locale.url_path
    ]
    named = frame.view.listed(Page.objects.filter(url_path__in=paths)).values("translation_key")
    pages = frame.view.listed(Page.objects.filter(translation_key__in=named))
    return wanted, {page.locale_id: page for page in pages}


def redirection(frame: Frame, path: str) -> Redirection | None:
    """Return where an address, with its query, leads by an editor's redirect; nowhere if that is not public."""
    normalised = Redirect.normalise_path(path)
    ours = Q(site__isnull=True) | Q(site__is_default_site=True)
    row = Redirect.objects.filter(ours, old_path__iexact=normalised).order_by("pk").first()
    if row is None:
        return None
    if row.redirect_page_id:
        target = frame.view.listed(Page.objects.filter(pk=row.redirect_page_id)).first()
        to = frame.html_url(target.locale_id, target.url_path) if target else None
        return Redirection(to, row.is_permanent) if to else None
    to = _target(frame, row.redirect_link)
    return Redirection(to, row.is_permanent) if to else None


def _target(frame: Frame, link: str) -> str | None:
    """Return the address that an editor typed; one of ours only where a public page, or a file, is there."""
    for own in (frame.frontend_url, frame.base_url):
        link = link.removeprefix(own) if own and link.startswith(f"{own}/") else link
    if not link.startswith("/") or link.startswith("//"):
        return link or None
    if link.startswith("/documents/"):
        return f"{frame.base_url}{link}"
    found = find(frame, path_of(link))
    return frame.html_url(found.page.locale_id, found.page.url_path) if found else None


def breadcrumbs(found: Found) -> list[PageAt]:
    """Return the public ancestors of a page, the home page first: links, once they are resolved."""
    path = found.page.path
    return [PageAt(path[:end]) for end in range(2 * Page.steplen, len(path), Page.steplen)]


def is_our_site(name: str) -> bool:
    """Say whether `name` is the host (with its port or without) of the one site there is."""
    site = Site.objects.filter(is_default_site=True).first()
    return site is not None and name.lower() in {site.hostname.lower(), f"{site.hostname}:{site.port}".lower()}
