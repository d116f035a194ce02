"""`/sitemap.xml` and its parts: every public page of a language, with its other languages (sitemaps.org)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from wagtail.models import Page

from cms.api.answers import content_response, endpoint
from cms.api.frame import Frame
from cms.api.problems import not_found
from cms.publishing.visibility import public_view
from cms.syndication.frames import frame_in

PART_SIZE = 10_000
"""Addresses in one file; 50,000 and 50 MB are what engines take, and each has its alternates beside it."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "application/xml; charset=utf-8"

Group = dict[str, str]
"""Addresses of a page's languages by code, as XML has them."""


@endpoint(parameters=None, answer=None)
def index(request: HttpRequest) -> HttpResponse:
    """Name the files of every launched language."""
    frame = Frame(view=public_view())
    counted = _pages(frame).order_by().values("locale_id").annotate(number=Count("pk"), last=Max("last_published_at"))
    found = {row["locale_id"]: row for row in counted}
    lines = []
    for locale in frame.view.locales:
        row = found.get(locale.id)
        for number in range(1, -(-row["number"] // PART_SIZE) + 1 if row else 1):
            address = f"{frame.base_url}/sitemaps/{locale.code}-{number}.xml"
            lines.append(f"<sitemap><loc>{_address(address)}</loc>{_changed(row and row['last'])}</sitemap>")
    return _document(request, f'<sitemapindex xmlns="{NAMESPACE}">', lines, "</sitemapindex>")


@endpoint(parameters=None, answer=None)
def part(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """List the addresses of one file in the order in which the pages were made."""
    frame, locale = frame_in(code)
    start = (int(number) - 1) * PART_SIZE
    chosen = _pages(frame).filter(locale_id=locale.id).order_by("pk")[start : start + PART_SIZE]
    rows = list(chosen.values_list("translation_key", "url_path", "alias_of_id", "last_published_at"))
    if not rows:
        raise not_found()
    groups = _groups(frame, chosen)
    lines = []
    for key, url_path, alias_of, changed in rows:
        group: Group = {} if alias_of else groups[key]
        if address := group.get(locale.code) or _address(frame.html_url(locale.id, url_path)):
            lines.append(f"<url><loc>{address}</loc>{_changed(changed)}{_versions(frame, group, address)}</url>")
    return _document(request, f'<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">', lines, "</urlset>")


def _pages(frame: Frame) -> QuerySet[Any]:
    return frame.view.listed(Page.objects.filter(depth__gt=1))


def _groups(frame: Frame, chosen: QuerySet[Any]) -> dict[Any, Group]:
    """Return the public languages of each page's translation group, in the order of the languages. One query."""
    members = Page.objects.filter(translation_key__in=chosen.values("translation_key"), alias_of__isnull=True)
    rows = list(frame.view.pages(members).values_list("translation_key", "locale_id", "url_path"))
    order = {locale.id: position for position, locale in enumerate(frame.view.locales)}
    groups: dict[Any, Group] = defaultdict(dict)
    for key, locale_id, url_path in sorted(rows, key=lambda row: order[row[1]]):
        if address := _address(frame.html_url(locale_id, url_path)):
            groups[key][frame.by_id[locale_id].code] = address
    return groups


def _versions(frame: Frame, group: Group, address: str) -> str:
    """Return the links to all languages of a page at `address`; by default readers are sent to the source."""
    source = group.get(frame.source.code) if frame.source else None
    versions = {**group, "x-default": source or address} if group else {}
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{other}"/>' for code, other in versions.items()
    )


def _address(address: str | None) -> str:
    return escape(iri_to_uri(address)) if address else ""


def _changed(moment: Any) -> str:
    return f"<lastmod>{moment.replace(microsecond=0).isoformat()}</lastmod>" if moment else ""


def _document(request: HttpRequest, opening: str, lines: Iterable[str], closing: str) -> HttpResponse:
    def all_lines() -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield opening
        yield from lines
        yield closing

    return content_response(request, "\n".join(all_lines()).encode(), XML)
