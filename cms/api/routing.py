"""From a path to a page: locale first, then the tree, then redirects."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.api import statements
from cms.api.frame import Frame, find_locale
from cms.api.items import LINK, LinkedPage
from cms.api.problems import Problem, not_found
from cms.languages import codes
from cms.media.models import Document
from cms.publishing.references import PageAt
from cms.publishing.visibility import LaunchedLocale

_DOCUMENT = re.compile(r"^/documents/(\d{1,9})/")


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
        Problem: 404 where it cannot be one; two slashes begin a host.
    """
    if address.startswith("//"):
        raise not_found()
    try:
        path = urlsplit(address).path
    except ValueError:
        raise not_found() from None
    if any(character < " " or character == "\x7f" for character in unquote(path)):
        raise not_found()
    return path


def find(frame: Frame, path: str) -> Found | None:
    """Return the public page at a path. An alias of another language's page answers as that page."""
    return find_all(frame, [path]).get(path)


def find_all(frame: Frame, paths: Iterable[str]) -> dict[str, Found]:
    """Return the public pages at these paths, see `find`. One query, one more for each turn of winding aliases."""
    places: dict[str, tuple[str, LaunchedLocale]] = {}
    for path in paths:
        locale, rest = split(frame, path)
        if locale is not None and locale.url_path:
            places[path] = (f"{locale.url_path}{rest}/" if rest else locale.url_path, locale)

    def build(addresses: list[str]) -> Any:
        pages = frame.view.pages(Page.objects.filter(url_path__in=addresses)).order_by("-pk")
        return pages.values_list(*LINK, "alias_of_id")

    wanted = {url_path for url_path, _locale in places.values()}
    rows = [(LinkedPage(*row[:-1]), row[-1]) for row in statements.rows("pages at addresses", build, wanted)]
    pages = {page.url_path: page for page, _alias_of in rows}
    ends = _ends({page.pk: alias_of for page, alias_of in rows if alias_of})
    found = {}
    for path, (url_path, locale) in places.items():
        if page := pages.get(url_path):
            end = ends.get(page.pk, page)
            found[path] = Found(page if end.locale_id == page.locale_id else end, locale)
    return found


def _ends(aliases: dict[int, int]) -> dict[int, Any]:
    """Return by primary key the page at the end of each alias's way. `aliases` lead to what each mirrors."""
    ends: dict[int, Any] = {}
    while aliases:
        sources = Page.objects.in_bulk(set(aliases.values()))
        ends |= {pk: sources[source] for pk, source in aliases.items()}
        aliases = {pk: end.alias_of_id for pk, end in ends.items() if pk in aliases and end.alias_of_id}
    return ends


def by_id(frame: Frame, pk: int) -> LinkedPage | None:
    """Return a public, listed page by its id."""

    def build(pks: list[int]) -> Any:
        return frame.view.listed(Page.objects.filter(pk__in=pks)).values_list(*LINK)

    return next((LinkedPage(*row) for row in statements.rows("page by id", build, [pk])), None)


def by_path(frame: Frame, path: str, fallback: list[str]) -> Found | Redirection:
    """Return the page, or the redirect, or the page in a fallback language.

    An old address with a query, such as `/?p=702`, is looked for among the redirects first, then without it: to a
    page that moved there are links with the queries of campaigns.

    Raises:
        Problem: 404 with `available_locales` where the page exists in other languages; 400 for an unknown fallback.
    """
    chain = [find_locale(frame.view, word, "fallback") for word in fallback if word != "none"]
    leads = redirection(frame, path) if "?" in path else None
    if found := None if leads else find(frame, path_of(path)):
        return found
    if leads := leads or redirection(frame, path_of(path)):
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


# Redirects of editors


def redirection(frame: Frame, path: str) -> Redirection | None:
    """Return where an address, with its query, leads by an editor's redirect; nowhere if that is not public."""
    found = redirect_at(frame, path)
    return found[1] if found else None


def redirect_at(frame: Frame, path: str) -> tuple[Redirect, Redirection] | None:
    """Return the first redirect of an address that leads to something public, and where it leads."""
    try:
        normalised = Redirect.normalise_path(path)
    except ValueError:
        return None
    rows = list(_our_redirects().filter(old_path__iexact=normalised).order_by("pk"))
    leads = redirections(frame, rows)
    return next(((row, leads[row.pk]) for row in rows if row.pk in leads), None)


def public_redirects(frame: Frame) -> QuerySet[Redirect]:
    """Return the redirects that lead to something public."""
    chosen = Q(redirect_page__isnull=False)
    inside = Q(redirect_link__startswith="/") & ~Q(redirect_link__startswith="//")
    for own in _own_addresses():
        inside |= Q(redirect_link__startswith=f"{own}/")
    typed = redirections(frame, list(_our_redirects().filter(~chosen & inside)))
    outside = ~chosen & ~inside & ~Q(redirect_link="")
    public = Q(redirect_page__in=frame.view.listed().values("pk"))
    return _our_redirects().filter(public | Q(pk__in=list(typed)) | outside)


def redirections(frame: Frame, rows: Iterable[Redirect]) -> dict[int, Redirection]:
    """Return by primary key where those of the redirects lead that lead to something public.

    At most three queries, however many there are.
    """
    rows = list(rows)
    wanted = {row.redirect_page_id for row in rows if row.redirect_page_id}
    pages = frame.view.listed(Page.objects.filter(pk__in=wanted)).in_bulk() if wanted else {}
    typed = _typed_targets(frame, {row.redirect_link for row in rows if not row.redirect_page_id})
    answer = {}
    for row in rows:
        if row.redirect_page_id:
            page = pages.get(row.redirect_page_id)
            to = frame.html_url(page.locale_id, page.url_path) if page else None
        else:
            to = typed.get(row.redirect_link)
        if to:
            answer[row.pk] = Redirection(to, row.is_permanent)
    return answer


def _our_redirects() -> QuerySet[Redirect]:
    ours: QuerySet[Redirect] = Redirect.objects.filter(Q(site__isnull=True) | Q(site__is_default_site=True))
    return ours


def _own_addresses() -> list[str]:
    return [address for address in (settings.CMS_FRONTEND_URL, settings.CMS_BASE_URL) if address]


def _typed_targets(frame: Frame, links: set[str]) -> dict[str, str]:
    """Return the addresses that editors typed; those of ours only where a public page or file is."""
    local = {link: _local(link) for link in links if link}
    targets = {link: link for link, path in local.items() if path is None}
    inside = {link: path for link, path in local.items() if path}
    files = {link: int(match[1]) for link, path in inside.items() if (match := _DOCUMENT.match(path))}
    if files:
        known = frame.view.documents(Document.objects.filter(pk__in=files.values()))
        public = set(frame.view.used(known).values_list("pk", flat=True))
        targets |= {link: f"{frame.base_url}{inside[link]}" for link, pk in files.items() if pk in public}
    paths = {link: path for link, written in inside.items() if link not in files and (path := _clean_path(written))}
    pages = find_all(frame, set(paths.values())) if paths else {}
    for link, path in paths.items():
        if path in pages:
            page = pages[path].page
            targets[link] = frame.html_url(page.locale_id, page.url_path) or ""
    return targets


def _local(link: str) -> str | None:
    """Return the part of an address from its path on if it is of this site, None for any other."""
    for own in _own_addresses():
        link = link.removeprefix(own) if link.startswith(f"{own}/") else link
    return link if link.startswith("/") and not link.startswith("//") else None


def _clean_path(link: str) -> str:
    try:
        return path_of(link)
    except Problem:
        return ""


# Around a page


def breadcrumbs(page: Page) -> list[PageAt]:
    """Return the public ancestors of a page, the home page first: links, once they are resolved."""
    return [PageAt(page.path[:end]) for end in range(2 * Page.steplen, len(page.path or ""), Page.steplen)]


def is_our_site(name: str) -> bool:
    """Say whether `name` is the host (with its port or without) of the one site there is."""
    site = Site.objects.filter(is_default_site=True).first()
    return site is not None and name.lower() in {site.hostname.lower(), f"{site.hostname}:{site.port}".lower()}
